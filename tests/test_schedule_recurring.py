"""Recurring work keeps one record a turn: which turns are open, as a clerk would check it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Recurrence, Task
from bot.reports.ledger.rows import ledger
from bot.schedule.lights import light
from bot.schedule.recurring import kept, open_names, still_open, unreported
from tests.schedule_world import Desk, moment, task
from tests.test_schedule_lights import rows

MONTHLY = Recurrence(id="c1", what="月调度", unit="month")
NO_CHANGE = "其余无变化"


def recurring(work: str) -> Task:
    what, interval, unit = work.split()
    cadence = Recurrence.model_validate({"id": "c1", "what": what, "unit": unit, "interval": int(interval)})
    return task("a", cadences=(cadence,))


def tell(desk: Desk, reports: str, year: str) -> None:
    """`02-18 words; 03-05 words`: what the leader says of the task on these days, at noon."""
    for report in filter(None, reports.split("; ")):
        day, words = report.split(" ", 1)
        whole = day if len(day) > len("01-01") else f"{year}-{day}"
        words = NO_CHANGE if words == "~" else words
        desk.hears(moment(f"{whole} 12:00"), "a", words)


@pytest.mark.parametrize(("work", "assigned", "reports", "today", "says", "view"), rows("turns"))
def test_which_turns_are_open(work: str, assigned: str, reports: str, today: str, says: str, view: str) -> None:
    one, day = recurring(work), date.fromisoformat(today)
    desk = Desk([one])
    desk.note(moment(f"{assigned} 10:00"))
    tell(desk, reports, today[:4])
    assert unreported(desk.world(), one, day) == says
    assert open_names(desk.world(), one, day).get("c1", "") == view


def test_of_several_cadences_one_is_named_and_the_rest_counted() -> None:
    kinds = (("月调度", "month"), ("季评估", "quarter"))
    both = [Recurrence.model_validate({"id": what, "what": what, "unit": unit}) for what, unit in kinds]
    one = task("a", cadences=tuple(both))
    desk = Desk([one])
    desk.note(moment("2024-01-02 10:00"))
    assert unreported(desk.world(), one, date(2024, 4, 2)) == "1月、2月、3月的月调度等4期还没有报"


def test_a_turn_that_stays_open_turns_the_light_yellow() -> None:
    one = recurring("月调度 1 month")
    desk = Desk([one])
    desk.note(moment("2024-03-11 10:00"))
    tell(desk, "03-12 ~; 03-19 ~; 04-02 4月的已开", "2024")
    shown = light(desk.world(), one, moment("2024-04-03 12:00"))
    assert (shown.colour, shown.reason) == ("yellow", "3月的月调度还没有报")


@pytest.mark.parametrize("work", ["周例会 1 week", "巡查 1 day"])
def test_work_by_week_or_day_brings_no_message_of_its_own(work: str) -> None:
    with_turns, without = Desk([recurring(work)]), Desk([task("a")])
    for desk in (with_turns, without):
        desk.note(moment("2024-03-11 10:00"))
        desk.run(moment("2024-03-11 10:00"), moment("2024-04-12 18:00"))
    assert with_turns.sent == without.sent


def test_a_report_on_the_turn_comes_before_its_reminder() -> None:
    desk = Desk([recurring("月调度 1 month")])
    desk.note(moment("2024-03-11 10:00"))
    tell(desk, "03-20 3月的调度会已开", "2024")
    desk.run(moment("2024-03-21 08:30"), moment("2024-04-30 18:00"))
    assert desk.how("cadence/") == {"cadence/a/c1/2024-03": "skipped", "cadence/a/c1/2024-04": "sent"}


def test_the_ledger_shows_what_was_not_reported() -> None:
    desk = Desk([recurring("月调度 1 month")])
    desk.note(moment("2024-01-02 10:00"))
    tell(desk, "03-05 1月的已开", "2024")
    (row,) = ledger(desk.world(), moment("2024-03-06 12:00"), light).rows
    assert row.cells["progress"] == "推进中，1月的已开；2月的月调度还没有报"


WORDS = ("已召开", "2月的已开", "上月的补开了", "1-3月的都开了", "预计6月底完成", NO_CHANGE, "卡在3月的手续")
said = st.lists(st.tuples(st.dates(date(2024, 1, 3), date(2024, 6, 28)), st.sampled_from(WORDS)), max_size=6)


@given(said, st.dates(date(2024, 1, 3), date(2024, 7, 10)))
def test_a_turn_stays_open_until_it_is_reported_on(reports: list[tuple[date, str]], today: date) -> None:
    """Whatever is said when: time alone closes no turn, nothing opens one again, and none is missing or twice."""
    one = recurring("月调度 1 month")
    desk = Desk([one])
    desk.note(moment("2024-01-02 10:00"))
    slots: set[str] = set()
    for day, words in sorted(reports):
        before = {k.turn.slot for k in still_open(desk.world(), one, day)}
        assert slots <= before, "time alone closes no turn"
        desk.hears(moment(f"{day} 12:00"), "a", words)
        slots = {k.turn.slot for k in still_open(desk.world(), one, day)}
        assert slots <= before, "a report opens none"
        assert words != "已召开" or not slots, "a report that names none is on all that have begun"
    found = [k.turn.slot for k in kept(desk.world(), one, today)]
    assert found == [f"2024-{n:02d}" for n in range(1, today.month + 1)]
    assert not any(k.report and k.report.at.date() < k.turn.first for k in kept(desk.world(), one, today))
