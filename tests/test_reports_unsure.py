"""待定: a day of a year whose days off are not published carries the mark in every report and table."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.model import Goal, Milestone, Task
from bot.record.events import ExtensionAsked, Whistled
from bot.reports.appraisal.rules import AppraisalRules
from bot.reports.appraisal.scores import appraise
from bot.reports.charts import series as charts
from bot.reports.ledger.importing import read_ledger
from bot.reports.ledger.rows import ledger
from bot.reports.ledger.xlsx import ledger_xlsx
from bot.reports.papers.blocks import Drafts
from bot.reports.periods import quarter_of, week_of
from bot.reports.sheets.columns import Unsure
from bot.reports.unsure import mark_days, unmarked
from bot.reports.weekly.summary import weekly
from bot.reports.weekly.xlsx import weekly_xlsx
from bot.schedule.calendar import Calendar
from tests.reports_world import PEOPLE, asked, at, entry, light, reported, world

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
    assert row.cells["due"] == Unsure(date(2027, 6, 30))
    assert row.cells["milestones"] == "2026年9月30日前：开工\n2027年6月30日（待定）前：建成"
    assert row.cells["goals"] == "入驻企业 ≥5家（2027年6月30日（待定））"
    assert row.cells["next"] == "承诺2027年5月31日（待定）前完成"


def test_a_marked_day_is_a_date_that_excel_sorts_and_filters_with_the_mark_in_its_format() -> None:
    known = LATER.model_copy(update={"id": "p-8", "milestones": LATER.milestones[:1], "targets": ()})
    data = ledger_xlsx(ledger(world(PROMISE, tasks=(known, LATER)), NOW, light))
    book = load_workbook(io.BytesIO(data))
    page, past = book.worksheets[0], book["历史"]
    sure, marked = (page.cell(row, _column(page, "完成时限")) for row in (4, 5))
    assert [cell.value.date() for cell in (sure, marked)] == [date(2026, 9, 30), date(2027, 6, 30)]
    assert [cell.is_date for cell in (sure, marked)] == [True, True]
    assert ["（待定）" in cell.number_format for cell in (sure, marked)] == [False, True]
    assert "（待定）" in past.cell(4, _column(past, "承诺时限")).number_format
    width = page.column_dimensions[marked.column_letter].width
    assert width >= len("20271231") + 2 * len("年月日（待定）"), "a date that does not fit is shown as #####"


def _column(page: Any, head: str) -> int:
    return next(cell.column for cell in page[3] if cell.value == head)


@pytest.mark.parametrize("written", [date(2027, 7, 30), "2027年7月30日（待定）", "2027-7-30", 46598])
def test_a_marked_date_can_be_edited_as_any_other(written: Any) -> None:
    """As a date, which keeps the format; as words, with the mark or without; as the bare number of a lost format."""
    book = load_workbook(io.BytesIO(ledger_xlsx(ledger(world(tasks=(LATER,)), NOW, light))))
    page = book.worksheets[0]
    cell = page.cell(4, _column(page, "完成时限"))
    shown = cell.number_format
    cell.value, cell.number_format = written, "General" if isinstance(written, int) else shown
    file = io.BytesIO()
    book.save(file)
    found = read_ledger(file.getvalue(), (LATER,), PEOPLE)
    assert (found.problems, found.tasks[0].due) == ((), date(2027, 7, 30))


def test_pictures_say_which_year_is_not_sure_and_mark_the_days_that_they_name() -> None:
    of = world(tasks=(LATER,))
    assert charts.curve(of, LATER, NOW, lambda *_: 0.0).unsure == "2027年放假安排未公布，日期待定"
    assert charts.timeline(of, 2027, NOW, light).unsure == charts.burn_up(of, 2027, NOW).unsure != ""
    assert charts.timeline(of, 2026, NOW, light).unsure == ""
    opened = reported("2026-03-28 10:00", "p-9", status="done", through=date(2026, 9, 30))
    (bar,) = charts.leader_week(world(opened, tasks=(LATER,)), "zhujian", NOW, light).bars
    assert "6月30日（待定）到期" in bar.note


def test_the_sentences_of_an_appraisal_mark_the_date() -> None:
    done = reported("2027-06-20 10:00", "p-9", status="done")
    of = world(done, tasks=(LATER,))
    found = appraise(of, quarter_of(date(2027, 6, 1)), at("2027-07-12 10:00"), light, AppraisalRules())
    whys = {mark.why for score in found.scores for mark in score.marks if mark.rule.found == "on-time"}
    assert whys == {"时限2027年6月30日（待定），2027年6月20日办结"}


def test_the_weeks_table_marks_a_promise() -> None:
    said = asked("2026-03-26 09:00", "zhujian", ("p-9",), slot="2026-W13")
    found = weekly(world(said, PROMISE, tasks=(LATER,)), week_of(date(2026, 3, 28)), NOW)
    book = load_workbook(io.BytesIO(weekly_xlsx(found, {}, CALENDAR)))
    page = book["本周变化"]
    assert "（待定）" in page.cell(4, _column(page, "新承诺")).number_format


def test_an_extension_and_a_whistle_are_marked_in_the_ledger() -> None:
    put_off = ExtensionAsked(
        asked="x", task="p-9", person="zhujian", said_by="zhujian", reply="r", old=date(2027, 6, 30), wanted=None
    )
    whistle = {"whistle": "w", "task": "p-9", "person": "zhujian", "reply": "r", "what": "管线迁改"}
    blown = Whistled(**whistle, departments=("住建局",), due=date(2027, 1, 8))
    (row,) = ledger(world(entry("2026-03-20 10:00", put_off, blown), tasks=(LATER,)), NOW, light).rows
    assert row.cells["extension"] == "申请由6月30日（待定）延期，待审批"
    assert row.cells["help"] == "住建局：1月8日（待定）前解决管线迁改"


def test_a_day_that_is_sure_stays_a_date() -> None:
    (row,) = ledger(
        world(tasks=(LATER.model_copy(update={"milestones": LATER.milestones[:1], "targets": ()}),)), NOW, light
    ).rows
    assert row.cells["due"] == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("head", "old", "new", "due"),
    [
        ("序时要求", "2027年6月30日（待定）", "2027年8月31日", date(2027, 8, 31)),
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
