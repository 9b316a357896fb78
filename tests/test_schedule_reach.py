"""Leave, 稍后 and recurring work: who is told instead, when nobody is, and one reminder a turn."""

from __future__ import annotations

from datetime import date

import pytest

from bot.model import Recurrence
from bot.record.events import Away, Complained, ExtensionAsked, Snoozed
from bot.schedule.turns import turns
from tests.schedule_world import ADMIN, LI, ZHANG, Desk, moment, task

MONTHLY = Recurrence(id="c1", what="月通报", unit="month")


def sent(desk: Desk, since: str) -> list[str]:
    """The messages since then, as `03-28 09:00 zhang: checkin`."""
    found = [(at, to, keys) for at, to, keys in desk.sent if at >= moment(since)]
    return [f"{at:%m-%d %H:%M} {to}: {', '.join(key.split('/')[0] for key in keys)}" for at, to, keys in found]


def office(due: str = "2024-06-28") -> Desk:
    desk = Desk([task("a", due)], [ZHANG, LI, ADMIN])
    desk.note(moment("2024-03-11 10:00"))
    desk.tick(moment("2024-03-11 10:00"))
    return desk


def test_who_asked_to_be_asked_later_is_settled_at_that_time_though_nobody_has_a_task_any_more() -> None:
    """A quiet stretch ends there, so that a restart in between settles nothing else."""
    desk = office()
    desk.note(moment("2024-03-14 12:00"), Snoozed(person="zhang", until=moment("2024-03-14 14:00"), again=True))
    desk.edit(moment("2024-03-14 12:00"), task("a", "2024-06-28", status="draft"))
    desk.run(moment("2024-03-14 12:00"), moment("2024-03-15 12:00"))
    settled = desk.states.settled["later/zhang/2024-03-14T14:00"]
    assert (settled.how, settled.at) == ("skipped", moment("2024-03-14 14:00"))


@pytest.mark.parametrize("cutoff", ["18:00", "20:00"])
def test_a_summary_at_the_end_of_the_hours_goes_out_in_that_minute(cutoff: str) -> None:
    """The clock is looked at once a minute, at any second of it."""
    desk = Desk([task("a", "2024-06-28")], [ZHANG, LI, ADMIN], cutoff_at=cutoff)
    desk.note(moment("2024-03-11 10:00"))
    desk.run(moment("2024-03-11 10:00"), moment("2024-03-15 17:00"))
    for second in ("17:59:37", "18:00:37"):
        desk.tick(moment(f"2024-03-15 {second}"))
    assert sent(desk, "2024-03-15 12:00") == ["03-15 18:00 duchashi: summary"]


def test_who_asked_for_a_moment_on_days_off_is_asked_on_the_next_working_morning() -> None:
    desk = office()
    desk.run(moment("2024-03-11 10:30"), moment("2024-03-14 18:00"))
    desk.note(moment("2024-03-15 08:40"), Snoozed(person="zhang", until=moment("2024-03-16 09:00"), again=True))
    desk.run(moment("2024-03-15 08:30"), moment("2024-03-18 18:00"))
    assert sent(desk, "2024-03-15 16:00") == ["03-18 08:30 zhang: later"]


def test_who_stands_in_is_told_during_leave() -> None:
    desk = office()
    desk.note(
        moment("2024-03-13 10:00"),
        Away(person="zhang", first=date(2024, 3, 14), last=date(2024, 3, 15), deputy="li"),
    )
    desk.run(moment("2024-03-13 10:00"), moment("2024-03-22 12:00"))
    assert sent(desk, "2024-03-13 00:00") == [
        "03-14 09:00 li: checkin",
        "03-15 09:00 li: nudge",
        "03-15 15:00 duchashi: summary",
        "03-21 09:00 zhang: checkin",
        "03-22 09:00 zhang: nudge",
    ]


def test_without_anybody_to_stand_in_the_check_in_is_put_away_as_leave_and_the_rest_waits() -> None:
    desk = office("2024-04-08")  # seven working days before: 27 March
    leave = Away(person="zhang", first=date(2024, 3, 21), last=date(2024, 3, 27))
    desk.run(moment("2024-03-11 10:30"), moment("2024-03-20 18:00"))
    desk.note(moment("2024-03-20 19:00"), leave)
    desk.run(moment("2024-03-21 00:00"), moment("2024-03-28 12:00"))
    assert sent(desk, "2024-03-21 00:00") == ["03-22 15:00 duchashi: summary", "03-28 09:00 zhang: reminder, checkin"]
    assert desk.states.settled["checkin/2024-W12/zhang"].why == "请假"


def test_nothing_is_said_to_somebody_before_the_moment_they_named() -> None:
    desk = office()
    desk.run(moment("2024-03-11 10:30"), moment("2024-03-20 18:00"))
    desk.note(moment("2024-03-21 08:45"), Snoozed(person="zhang", until=moment("2024-03-21 14:00")))
    desk.run(moment("2024-03-21 08:30"), moment("2024-03-21 18:00"))
    assert sent(desk, "2024-03-21 00:00") == ["03-21 14:00 zhang: checkin"]


def test_while_an_extension_is_being_decided_nobody_is_reminded_or_chased() -> None:
    desk = office("2024-03-29")
    words = {"asked": "x1", "task": "a", "person": "zhang", "said_by": "zhang", "reply": "r"}
    asked = ExtensionAsked(**words, old=date(2024, 3, 29), wanted=date(2024, 4, 30))
    desk.note(moment("2024-03-25 10:00"), asked)
    desk.run(moment("2024-03-25 10:30"), moment("2024-04-02 18:00"))
    told = {key for _, to, keys in desk.sent if to == "zhang" for key in keys}
    assert not any(key.startswith(("reminder", "chase")) for key in told)
    assert set(desk.how("chase/a/2024-03-29/1d")) == {"chase/a/2024-03-29/1d/zhang"}


def test_a_complaint_changes_nothing_in_what_is_due() -> None:
    desk, other = office(), office()
    desk.note(moment("2024-03-13 10:00"), Complained(person="zhang", text="问得太多"))
    for one in (desk, other):
        one.run(moment("2024-03-13 10:00"), moment("2024-03-15 18:00"))
    assert desk.sent == other.sent


@pytest.mark.parametrize(
    ("unit", "interval", "slots"),
    [
        ("month", 1, "2024-01 2024-02 2024-03 2024-04 2024-05 2024-06"),
        ("month", 2, "2024-02 2024-04 2024-06"),
        ("quarter", 1, "2024-03 2024-06"),
        ("half-year", 1, "2024-06"),
        ("year", 1, ""),
    ],
)
def test_turns(unit: str, interval: int, slots: str) -> None:
    cadence = Recurrence.model_validate({"id": "c1", "what": "调度", "unit": unit, "interval": interval})
    found = list(turns(cadence, date(2024, 1, 15), date(2024, 7, 15)))
    assert [turn.slot for turn in found] == slots.split()
    assert all(turn.first.day == 1 for turn in found)


def test_recurring_work_is_reminded_of_once_a_turn() -> None:
    desk = Desk([task("a", "2024-06-28", cadences=(MONTHLY,))])
    desk.note(moment("2024-03-11 10:00"))
    desk.run(moment("2024-03-11 10:00"), moment("2024-04-19 18:00"))
    desk.says(moment("2024-04-26 08:30"), "a", status="in_progress")
    desk.run(moment("2024-04-26 08:30"), moment("2024-06-07 18:00"))
    assert desk.how("cadence/") == {
        "cadence/a/c1/2024-03": "sent",
        "cadence/a/c1/2024-04": "skipped",
        "cadence/a/c1/2024-05": "sent",
    }
    days = [f"{at:%m-%d}" for at, _, keys in desk.sent for key in keys if key.startswith("cadence/")]
    assert days == ["03-26", "05-28"], "three working days before the turn's last"


def test_what_a_day_was_missed_for_is_marked_and_news_is_not() -> None:
    """A reminder of yesterday comes marked 补发; a task given out while the bot was off is simply new."""
    desk = office("2024-03-20")
    desk.run(moment("2024-03-11 10:00"), moment("2024-03-12 18:00"))
    (late,) = desk.tick(moment("2024-03-14 10:00")).bundles
    assert [(n.kind, late.late) for n in late.notices] == [("checkin", False)]
    (missed,) = desk.tick(moment("2024-03-18 10:00")).bundles[-1:]
    assert ("reminder", True) in [(n.kind, missed.late) for n in missed.notices]
    fresh = Desk([task("b", "2024-09-30")], [ZHANG, LI, ADMIN])
    fresh.note(moment("2024-03-11 14:00"))
    (given,) = fresh.tick(moment("2024-03-12 09:00")).bundles
    assert [(n.kind, given.late) for n in given.notices] == [("assignment", False)]
