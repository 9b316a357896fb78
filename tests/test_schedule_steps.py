"""倒排时间节点: what is suggested for a task with one date only, and that nothing but an admin makes it count."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.model import Goal, Task
from bot.schedule.steps import suggest, taken
from main import app
from tests.schedule_world import CALENDAR, task

JANUARY = date(2024, 1, 2)


def said(one: Task, today: date = JANUARY) -> list[str]:
    return [f"{step.due:%m-%d} {step.what}" for step in suggest(one, CALENDAR, today)]


def goal(value: float, unit: str, **more: object) -> Goal:
    values = {"id": "t1", "what": "招引项目", "value": value, "unit": unit, "due": "2024-12-31", **more}
    return Goal.model_validate(values)


def test_steps_are_counted_back_in_working_days_by_the_kind_of_work() -> None:
    assert said(task("学府路西延工程", "2024-12-31")) == [
        "04-02 完成前期手续",
        "05-27 开工建设",
        "09-11 完成工程量一半以上",
        "11-26 基本完工，准备验收",
    ]
    papers = [line[6:] for line in said(task("编制产业链图谱", "2024-12-31"))]
    assert papers == ["完成调研", "形成初稿", "征求意见并修改完善"]


def test_a_figure_that_adds_up_goes_up_evenly() -> None:
    one = Task(id="a", plan="样板", title="招商", targets=(goal(10, "个"),))
    assert [line[6:] for line in said(one)] == ["招引项目：累计3个", "招引项目：累计5个", "招引项目：累计8个"]
    for kept in (goal(1, "个"), goal(60, "%", nature="level"), goal(5, "起", comparator="<=")):
        assert not any("累计" in line for line in said(one.model_copy(update={"targets": (kept,)})))


def test_nothing_is_suggested_where_there_are_steps_or_no_date_or_little_time() -> None:
    one = task("a", "2024-12-31")
    inner = one.milestones[0].model_copy(update={"id": "m2", "due": date(2024, 6, 30)})
    assert said(one.model_copy(update={"milestones": (*one.milestones, inner)})) == []
    assert said(task("a")) == []
    assert said(one, date(2024, 11, 15)) == []


days = st.dates(date(2024, 1, 1), date(2026, 6, 30))


@given(days, st.integers(0, 700), st.sampled_from(["工程", "方案", "活动", "a"]))
def test_steps_lie_between_today_and_the_due_date_in_order_on_working_days(today: date, days: int, title: str) -> None:
    due = date.fromordinal(today.toordinal() + days)
    found = [step.due for step in suggest(task(title, due.isoformat(), first="2024-01-01"), CALENDAR, today)]
    assert found == sorted(set(found))
    assert all(today <= day < due and CALENDAR.is_workday(day) for day in found)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    one = task("a", "2036-12-31", first="2036-01-01", leader=None)
    tasks = {"schema": 1, "tasks": [one.model_dump(mode="json", by_alias=True, exclude_none=True)]}
    (tmp_path / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    return tmp_path


def run(home: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["--home", str(home), *words])
    assert result.exit_code == code, result.output
    return result.output


def test_the_command_shows_them_and_takes_them_only_when_told(home: Path) -> None:
    before = (home / "tasks.json").read_text(encoding="utf-8")
    assert "（待定）  进度过半" in run(home, "steps"), "a year without a notice"
    run(home, "steps", "--take", code=2)
    assert "没有写入" in run(home, "steps", "a", "--take", code=1)
    assert (home / "tasks.json").read_text(encoding="utf-8") == before
    run(home, "steps", "a", "--take", "--yes")
    (after,) = json.loads((home / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    assert [m["id"] for m in after["milestones"]] == ["d1", "d2", "d3", "m1"]
    assert "没有可以倒排的任务" in run(home, "steps")
    assert "没有发现问题" in run(home, "check")


def test_ids_that_are_taken_are_left_alone() -> None:
    one = task("a", "2024-12-31")
    one = one.model_copy(update={"milestones": (one.milestones[0].model_copy(update={"id": "d2"}),)})
    assert [m.id for m in taken(one, suggest(one, CALENDAR, JANUARY)).milestones] == ["d1", "d3", "d4", "d2"]
