"""Lights and pace, as a clerk would check them: what the task asks, what was reported, the day, and what is shown."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Goal, Task
from bot.record.events import Amount, Cleared, Closed, Whistled
from bot.schedule.lights import light
from bot.schedule.pace import pace_of, passed
from tests.schedule_world import CALENDAR, Desk, moment, task

TABLES = Path(__file__).parent / "tables"
ASSIGNED = moment("2024-01-02 10:00")


def rows(name: str) -> list[list[str]]:
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines if not line.startswith("#")]


def goal(words: str) -> Goal:
    nature, figure, due = words.split()
    comparator = "<=" if nature.startswith("<=") else ">="
    digits = "".join(c for c in figure if c.isdigit())
    values = {"value": float(digits), "unit": figure.removeprefix(digits), "comparator": comparator, "due": due}
    return Goal.model_validate({"id": "t1", "what": "招引项目", "nature": nature.removeprefix("<="), **values})


def shown(desk: Desk, one: Task, today: str) -> tuple[str, str]:
    found = light(desk.world(), one, moment(f"{today} 12:00"))
    return found.colour, found.reason


@pytest.mark.parametrize(("figures", "report", "today", "colour", "reason"), rows("lights_figures"))
def test_lights_of_figures(figures: str, report: str, today: str, colour: str, reason: str) -> None:
    one = task("a", targets=(goal(figures),))
    desk = Desk([one])
    desk.note(ASSIGNED)
    if report:
        day, words = report.split(": ")
        words = words.removesuffix("值")
        digits = "".join(c for c in words if c.isdigit())
        amount = Amount(value=float(digits), unit=words.removeprefix(digits))
        desk.says(moment(f"{day} 10:00"), "a", status="in_progress", quantity=amount)
    assert shown(desk, one, today) == (colour, reason)


@pytest.mark.parametrize(("due", "report", "today", "colour", "reason"), rows("lights_dates"))
def test_lights_of_dates(due: str, report: str, today: str, colour: str, reason: str) -> None:
    one = task("a", due, first="2023-06-01" if due < "2024" else "2024-01-02")
    desk = Desk([one])
    desk.note(ASSIGNED)
    if report:
        day, *said = report.split()
        desk.says(moment(f"{day} 10:00"), "a", **reported(said))
    assert shown(desk, one, today) == (colour, reason)


def reported(said: list[str]) -> dict[str, Any]:
    what: dict[str, Any] = {"status": "in_progress"}
    for word in said:
        if word.endswith("%"):
            what["percent"] = float(word[:-1])
        elif word.startswith("→"):
            what["expected"] = date.fromisoformat(word[1:])
        elif word == "缺口":
            what["blocker"] = "资金缺口"
        else:
            what["status"] = word
    return what | ({"blocker": "土地手续"} if what["status"] == "blocked" else {})


def test_a_figure_of_one_of_several_rates_is_set_against_none() -> None:
    other = goal("growth 16% 2024-12-31").model_copy(update={"id": "t2", "what": "总产值增长"})
    one = task("a", targets=(goal("growth 10% 2024-12-31"), other))
    desk = Desk([one])
    desk.note(ASSIGNED)
    desk.says(moment("2024-06-20 10:00"), "a", status="in_progress", quantity=Amount(value=5, unit="%"))
    assert shown(desk, one, "2024-06-28") == ("green", "推进中")


def test_a_whistle_keeps_the_light_yellow_until_it_is_cleared_and_closing_turns_it_blue() -> None:
    one = task("a", "2024-12-31")
    desk = Desk([one])
    desk.note(ASSIGNED)
    desk.says(moment("2024-01-08 10:00"), "a", status="in_progress")
    whistle = {"whistle": "w", "task": "a", "person": "zhang", "reply": "r", "what": "缺用地指标"}
    desk.note(moment("2024-01-08 11:00"), Whistled(**whistle, departments=("自规局",), due=date(2024, 1, 15)))
    assert shown(desk, one, "2024-01-09") == ("yellow", "困难待协调：缺用地指标")
    desk.note(moment("2024-01-10 11:00"), Cleared(whistle="w", task="a", by="li"))
    assert shown(desk, one, "2024-01-11") == ("green", "推进中")
    desk.note(moment("2024-01-12 11:00"), Closed(task="a", by="duchashi"))
    assert shown(desk, one, "2024-06-11") == ("blue", "已办结销号")


def test_a_green_light_says_as_planned_only_where_the_leader_did() -> None:
    one = task("a", "2024-12-31")
    desk = Desk([one])
    desk.note(ASSIGNED)
    desk.says(moment("2024-01-08 10:00"), "a", status="not_started")
    assert shown(desk, one, "2024-01-09") == ("green", "已报尚未启动")
    desk.says(moment("2024-01-09 10:00"), "a", status="in_progress")
    assert shown(desk, one, "2024-01-09") == ("green", "推进中")
    desk.says(moment("2024-01-10 10:00"), "a", status="in_progress", words={"status": "按计划推进"})
    assert shown(desk, one, "2024-01-10") == ("green", "按计划推进")


def test_a_part_that_is_done_is_not_overdue() -> None:
    one = task("a", "2024-03-29", targets=(goal("count 10家 2024-12-31"),))
    desk = Desk([one])
    desk.note(ASSIGNED)
    desk.says(moment("2024-03-29 10:00"), "a", status="done", through=date(2024, 3, 29))
    assert shown(desk, one, "2024-04-02") == ("green", "推进中")


days = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@settings(max_examples=60)
@given(days, days, days)
def test_pace_never_falls_begins_at_nothing_and_ends_at_all(first: date, due: date, day: date) -> None:
    first, due = sorted((first, due))
    share = passed(CALENDAR, first, due, day)
    assert 0 <= share <= passed(CALENDAR, first, due, day + timedelta(1)) <= 1
    assert passed(CALENDAR, first, due, due) == 1
    assert first == due or passed(CALENDAR, first, due, first - timedelta(1)) == 0


def test_the_pace_of_a_task_runs_from_its_first_day_to_its_last() -> None:
    one = task("a", "2024-06-28", first="2024-01-02")
    world = Desk([one]).world()
    assert pace_of(world, one, date(2024, 6, 28)) == 100
    assert round(pace_of(world, one, date(2024, 3, 29)) or 0) == 50
    assert pace_of(world, task("b"), date(2024, 3, 29)) is None


def test_only_an_answer_that_could_change_the_light_is_worth_asking_for() -> None:
    desk = Desk([task("a", "2024-06-28")])
    desk.note(ASSIGNED)
    one = desk.stated["a"]

    def wanted(today: str) -> bool:
        return light(desk.world(), one, moment(f"{today} 09:00")).wants_answer

    assert wanted("2024-01-04"), "nothing has been heard of it"
    desk.says(moment("2024-01-04 10:00"), "a", status="in_progress")
    assert not wanted("2024-01-11"), "on pace, and heard of last week"
    assert wanted("2024-01-25"), "silent for weeks"
    desk.says(moment("2024-01-25 10:00"), "a", status="blocked")
    assert wanted("2024-02-01"), "stopped"


@pytest.mark.parametrize("noted", ["", "2024-04-10 10:00"])
def test_what_was_due_before_the_bot_knew_a_task_as_active_is_not_overdue(noted: str) -> None:
    """Neither where it has not seen it yet, nor in a look back at a time before that; what is due later counts."""
    one = task("a", "2024-03-29", targets=(goal("count 10家 2024-12-31"),))
    past = task("b", "2024-03-29", targets=(goal("count 10家 2024-02-29"),))
    desk = Desk([one, past])
    if noted:
        desk.note(moment(noted))
    assert shown(desk, one, "2024-04-08") == ("green", "尚未报过进展")
    assert shown(desk, past, "2024-04-08") == ("yellow", "立项前已到期（3月29日），待补报现状")


def test_a_figure_that_was_due_before_the_task_became_active_is_not_behind() -> None:
    past = task("b", "2024-03-29", targets=(goal("count 10家 2024-02-29"),))
    desk = Desk([past])
    desk.note(moment("2024-04-10 10:00"))
    amount = Amount(value=3, unit="家")
    desk.says(moment("2024-04-11 10:00"), "b", status="in_progress", quantity=amount)
    assert shown(desk, past, "2024-04-12") == ("yellow", "立项前已到期（3月29日），尚未办结")


def test_a_suspension_hides_no_date_that_had_passed_before_it_and_counts_none_that_passes_in_it() -> None:
    late, meanwhile = task("a", "2024-03-29"), task("b", "2024-04-10")
    desk = Desk([late, meanwhile])
    desk.note(ASSIGNED)
    for day, status in (("2024-04-08", "suspended"), ("2024-04-22", "active")):
        both = [one.model_copy(update={"status": status}) for one in (late, meanwhile)]
        desk.edit(moment(f"{day} 10:00"), *both)
    assert shown(desk, late, "2024-04-23") == ("red", "已超期16个工作日（3月29日）")
    assert shown(desk, meanwhile, "2024-04-23") == ("yellow", "暂缓期间到期（4月10日），请明确新的时限")
    desk.run(moment("2024-04-22 10:00"), moment("2024-04-26 18:00"))
    chased = {key.split("/")[1] for _, _, keys in desk.sent for key in keys if key.startswith("chase/")}
    assert chased == {"a"}


def test_a_day_in_a_year_without_a_notice_is_marked() -> None:
    one = task("a", "2036-03-31", first="2036-03-10")
    desk = Desk([one])
    desk.note(moment("2036-01-02 10:00"))
    assert shown(desk, one, "2036-02-01") == ("green", "3月10日（待定）开始")
