"""待定: a day of a year whose days off are not published carries the mark in every report and table."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.model import Goal, Milestone, Task
from bot.reports.ledger.importing import read_ledger
from bot.reports.ledger.rows import ledger
from bot.reports.ledger.xlsx import ledger_xlsx
from bot.reports.papers.blocks import Drafts
from bot.reports.unsure import mark_days, unmarked
from bot.schedule.calendar import Calendar
from tests.reports_world import PEOPLE, at, light, reported, world

CALENDAR = Calendar.build()
LATER = Task(
    id="p-9",
    plan="样板开发区2026年工作要点",
    title="建成中试基地",
    leader="zhujian",
    status="active",
    milestones=(
        Milestone(id="m1", what="开工", first=date(2026, 1, 1), due=date(2026, 9, 30)),
        Milestone(id="m2", what="建成", first=date(2026, 1, 1), due=date(2027, 6, 30)),
    ),
    targets=(Goal(id="t1", what="入驻企业", value=5, unit="家", comparator=">=", due=date(2027, 6, 30)),),
)
NOW = at("2026-03-29 15:00")
PROMISE = reported("2026-03-28 10:00", "p-9", expected=date(2027, 5, 31), text="预计2027年5月底完成")


def test_the_ledger_marks_the_days_to_come() -> None:
    (row,) = ledger(world(PROMISE, tasks=(LATER,)), NOW, light).rows
    assert row.cells["due"] == "2027年6月30日（待定）"
    assert row.cells["milestones"] == "2026年9月30日前：开工\n2027年6月30日（待定）前：建成"
    assert row.cells["goals"] == "入驻企业 ≥5家（2027年6月30日（待定））"
    assert row.cells["next"] == "承诺2027年5月31日（待定）前完成"


def test_a_day_that_is_sure_stays_a_date() -> None:
    (row,) = ledger(
        world(tasks=(LATER.model_copy(update={"milestones": LATER.milestones[:1], "targets": ()}),)), NOW, light
    ).rows
    assert row.cells["due"] == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("head", "old", "new", "due"),
    [
        ("完成时限", "2027年6月30日（待定）", "2027年7月30日", date(2027, 7, 30)),
        ("完成时限", "2027年6月30日（待定）", "2027年7月30日（待定）", date(2027, 7, 30)),
        ("序时要求", "2027年6月30日（待定）", "2027年8月31日（待定）", date(2027, 8, 31)),
    ],
)
def test_the_mark_comes_back_as_nothing(head: str, old: str, new: str, due: date) -> None:
    """The file as it was exported changes nothing; a day edited beside the mark is that day."""
    data = ledger_xlsx(ledger(world(PROMISE, tasks=(LATER,)), NOW, light))
    untouched = read_ledger(data, (LATER,), PEOPLE)
    assert (untouched.edits, untouched.problems) == ((), ())
    book = load_workbook(io.BytesIO(data))
    page = book.worksheets[0]
    column = next(cell.column for cell in page[3] if cell.value == head)
    cell = page.cell(4, column)
    assert old in str(cell.value)
    cell.value = str(cell.value).replace(old, new)
    file = io.BytesIO()
    book.save(file)
    found = read_ledger(file.getvalue(), (LATER,), PEOPLE)
    assert found.problems == ()
    assert found.tasks[0].milestones[1].due == due


def test_a_report_marks_what_its_template_tells_as_a_day() -> None:
    drafts = Drafts({"x.md.j2": "{{ one|day }}，{{ two|short_day }}"}, CALENDAR.is_sure)
    (block,) = drafts.write("x", one=date(2026, 12, 31), two=date(2027, 1, 4))
    assert block.text == "2026年12月31日，1月4日（待定）"


@given(st.text(alphabet="建成：\n（）0123456789年月日-", max_size=40), st.dates(date(2024, 1, 1), date(2031, 12, 31)))
def test_marking_is_taken_back_without_loss(text: str, day: date) -> None:
    whole = f"{text}于{day.year}年{day.month}月{day.day}日前：建成"
    assert ("（待定）" in mark_days(whole, CALENDAR)) >= (day.year > 2026)
    assert unmarked(mark_days(whole, CALENDAR)) == whole
