"""季考核: every point has its rule and events; waiting for others is not the owner's; using the bot is never scored."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pydantic import ValidationError

from bot.model import Task
from bot.record.events import (
    Cleared,
    Closed,
    Entry,
    ExtensionAsked,
    ExtensionDecided,
    Objected,
    ObjectionAnswered,
    Whistled,
)
from bot.record.states import fold
from bot.reports.appraisal.rules import AppraisalRules, Rule
from bot.reports.appraisal.scores import Appraisal, appraise
from bot.reports.appraisal.waiting import waited, working_days
from bot.reports.appraisal.xlsx import appraisal_xlsx
from bot.reports.papers.blocks import plain_text
from bot.reports.periods import DAY, quarter_of
from bot.schedule.calendar import Calendar
from bot.schedule.lights import light
from tests.reports_world import TASKS, active, at, drafts, entry, reported, world

CALENDAR = Calendar.build()
QUARTER = quarter_of(date(2024, 3, 1))
LATER = at("2024-04-08 10:00")
TASK = TASKS[2].model_copy(update={"supporting": ("交通局",)})  # due on 15 March, led by 住建局


def quarter(*record: Entry, tasks: tuple[Task, ...] = (TASK,), rules: AppraisalRules | None = None) -> Appraisal:
    return appraise(world(*record, tasks=tasks), QUARTER, LATER, light, rules or AppraisalRules())


def asks(moment: str, ident: str = "a") -> Entry:
    asked = ExtensionAsked(asked=ident, task="p-3", person="zhujian", said_by="zhujian", reply="r", old=TASK.due)
    return entry(moment, asked)


def refuses(moment: str, ident: str = "a") -> Entry:
    return entry(moment, ExtensionDecided(asked=ident, task="p-3", by="duban"))


def whistles(moment: str, ident: str = "w") -> Entry:
    blown = Whistled(
        whistle=ident, task="p-3", person="zhujian", reply="r", what="管线", departments=("交通局",), due=TASK.due
    )
    return entry(moment, blown)


def clears(moment: str, ident: str = "w") -> Entry:
    return entry(moment, Cleared(whistle=ident, task="p-3", by="duban"))


@pytest.mark.parametrize(
    ("record", "leading", "supporting"),
    [
        ([reported("2024-03-14 10:00", "p-3", status="done")], {"1": 2}, {"1": 1}),
        ([reported("2024-03-05 10:00", "p-3", status="done")], {"1": 2, "2": 0.5}, {"1": 1}),
        ([reported("2024-03-20 10:00", "p-3", status="done")], {"3": -5}, {"3": -2.5}),
        ([], {"3": -5}, {"3": -2.5}),
        ([reported("2024-04-02 10:00", "p-3", status="done")], {"3": -5}, {"3": -2.5}),
    ],
    ids=["on time", "early", "late", "still open", "done after the quarter"],
)
def test_points_by_the_shipped_rules(record, leading, supporting):
    marks = [mark for score in quarter(*record).scores for mark in score.marks]
    assert {m.rule.no: m.points for m in marks if m.leading} == leading
    assert {m.rule.no: m.points for m in marks if not m.leading} == supporting
    assert {m.unit for m in marks if m.leading} == {"住建局"}


@pytest.mark.parametrize(
    ("record", "days"),
    [
        ([reported("2024-03-20 10:00", "p-3", status="done")], 3),
        (
            [asks("2024-03-14 09:00"), refuses("2024-03-19 09:00"), reported("2024-03-20 10:00", "p-3", status="done")],
            1,
        ),
        (
            [
                whistles("2024-03-19 09:00"),
                clears("2024-03-19 18:00"),
                reported("2024-03-20 10:00", "p-3", status="done"),
            ],
            2,
        ),
    ],
    ids=["nothing to wait for", "while an extension was undecided", "while a whistle was open"],
)
def test_days_of_waiting_for_others_are_not_the_owners(record, days):
    result = quarter(*record, reported("2024-03-20 10:00", "p-3", status="done"))
    (mark,) = (m for s in result.scores for m in s.marks if m.leading)
    assert f"超期{days}个工作日" in mark.why


@pytest.mark.parametrize("began", ["2024-03-18 09:00", "2024-04-05 09:00"])
def test_what_was_due_before_the_task_became_active_costs_nothing(began):
    assert [mark for score in quarter(active(began, "p-3")).scores for mark in score.marks] == []


def test_a_delay_that_was_all_waiting_costs_nothing_and_counts_as_on_time():
    result = quarter(asks("2024-03-15 09:00"), reported("2024-03-20 10:00", "p-3", status="done"))
    assert [m.rule.no for s in result.scores for m in s.marks if m.leading] == ["1"]


def test_the_day_of_the_claim_counts_not_that_of_the_review():
    record = (
        reported("2024-03-14 10:00", "p-3", status="done"),
        entry("2024-03-28 10:00", Closed(task="p-3", by="duban")),
    )
    assert [m.rule.no for s in quarter(*record).scores for m in s.marks if m.leading] == ["1"]


def test_a_task_that_waits_for_others_is_not_marked_as_stopped():
    stuck = reported("2024-03-10 10:00", "p-1", status="blocked", blocker="管线")
    whistle = whistles("2024-03-11 09:00").events[0].model_copy(update={"task": "p-1"})
    free, waiting = (quarter(stuck, *more, tasks=(TASKS[0],)) for more in ((), (entry("2024-03-11 09:00", whistle),)))
    assert [m.rule.no for s in free.scores for m in s.marks] == ["4"]
    assert [m for s in waiting.scores for m in s.marks] == []


def test_two_yellow_month_ends_count_once():
    task = TASKS[0]
    slow = (
        reported("2024-01-10 10:00", "p-1", status="delayed"),
        reported("2024-03-25 10:00", "p-1", status="in_progress"),
    )
    (mark,) = (m for s in quarter(*slow, tasks=(task,)).scores for m in s.marks)
    assert (mark.rule.no, mark.points, mark.why) == ("5", -1, "2个月末因滞后亮黄灯")


def test_every_mark_names_its_rule_and_its_replies():
    done = reported("2024-03-14 10:00", "p-3", status="done")
    for score in quarter(done).scores:
        assert score.total == score.base + sum(m.points for m in score.marks)
        assert all(m.replies == (done.events[0].reply,) and m.rule in quarter(done).rules for m in score.marks)


def test_rules_come_from_the_file():
    rules = AppraisalRules(base=80, rule=(Rule(no="甲1", found="on-time", points=3, text="按期加3分"),))
    (score,) = (s for s in quarter(reported("2024-03-14 10:00", "p-3", status="done"), rules=rules).scores if s.marks)
    assert (score.total, score.marks[0].rule.no) == (83, "甲1")


@pytest.mark.parametrize("found", ["late-answers", "missing-answers", "messages", "logins"])
def test_using_the_bot_is_nothing_that_a_rule_can_speak_of(found):
    with pytest.raises(ValidationError):
        Rule.model_validate({"no": "1", "found": found, "points": -1, "text": "迟报扣分"})


def test_silence_in_the_checkins_costs_nothing():
    assert [s.total for s in quarter(tasks=(TASKS[0],)).scores] == [100] * 3


def test_units_stand_in_the_order_of_the_plan():
    result = quarter(tasks=(TASKS[0], TASK))
    assert [s.unit for s in result.scores] == ["招商局", "财政局", "工信局", "住建局", "交通局"]


def test_what_is_worth_a_visit_and_why():
    record = (
        reported("2024-03-14 10:00", "p-3", status="done"),
        reported("2024-03-14 10:00", "p-1", percent=75, status="in_progress"),
    )
    visits = quarter(*record, tasks=(TASKS[0], TASKS[1], TASK)).visits
    assert [(v.item.id, v.why) for v in visits] == [
        ("p-1", "进度较快，已完成75%，可看现场"),
        ("p-3", "2024年3月14日报办结，可看成效"),
    ]


def test_the_sheets_of_the_workbook():
    book = load_workbook(io.BytesIO(appraisal_xlsx(quarter())))
    assert book.sheetnames == ["打分表", "计分明细", "规则", "季观摩"]
    heads = [cell.value for cell in book["打分表"][3]]
    assert heads[-2:] == ["异议及处理", "单位确认"]
    assert [book["打分表"].cell(4, heads.index(h) + 1).value for h in ("单位", "扣分", "得分")] == ["住建局", -5, 95]


def test_the_text_says_why_and_by_which_rule():
    text = plain_text(drafts().write("quarterly", a=quarter()))
    assert "住建局：95分。打通城市堵点，时限2024年3月15日，" in text
    assert "2024年3月31日尚未办结，超期10个工作日，扣5分（规则3）。" in text
    assert "截至2024年3月31日" in text


# ---- whose days ------------------------------------------------------------------------------------------------------

_moments = st.datetimes(datetime(2024, 1, 1), datetime(2024, 6, 30))  # noqa: DTZ001
_spans = st.lists(st.tuples(_moments, _moments).map(sorted), max_size=4)


@given(_spans, st.dates(date(2024, 1, 1), date(2024, 6, 1)), st.integers(0, 60))
def test_nobody_waits_longer_than_time_passes(spans, after, days):
    last = after + days * DAY
    record = []
    for n, (first, end) in enumerate(spans):
        record += [asks(f"{first:%Y-%m-%d %H:%M}", str(n)), refuses(f"{end:%Y-%m-%d %H:%M}", str(n))]
    state = fold(record).task("p-3")
    assert 0 <= waited(CALENDAR, state, after, last) <= working_days(CALENDAR, after, last)


def objects(moment: str, person: str, slot: str, task: str | None = None) -> Entry:
    text = "3月已经开工，不应扣分"
    return entry(moment, Objected(person=person, slot=slot, task=task, text=text, objection=f"o/{person}/{slot}"))


def test_an_objection_stands_beside_the_points_of_the_unit_and_quarter_that_it_is_about():
    record = (
        objects("2024-04-02 10:00", "zhujian", "2024-Q1", "p-3"),
        objects("2024-04-03 10:00", "zhaoshang", "2024-Q1"),
        objects("2024-04-04 10:00", "zhujian", "2023-Q4", "p-3"),
    )
    score = next(s for s in quarter(*record).scores if s.unit == "住建局")
    assert [(o.name, o.task, o.text) for o in score.objections] == [
        ("住建分管领导", "打通城市堵点", "3月已经开工，不应扣分")
    ]
    sheet = load_workbook(io.BytesIO(appraisal_xlsx(quarter(*record))))["打分表"]
    cells = [str(cell.value) for row in sheet for cell in row if cell.value]
    assert "2024年4月2日 住建分管领导：打通城市堵点：3月已经开工，不应扣分（正在核实）" in cells
    assert "提出“3月已经开工，不应扣分”，正在核实" in plain_text(drafts().write("quarterly", a=quarter(*record)))


@pytest.mark.parametrize(("upheld", "points", "says"), [(True, 0, "异议成立，已更正"), (False, -5, "维持原分")])
def test_what_was_found_about_an_objection_is_in_the_score_sheet_and_gives_back_what_was_wrong(upheld, points, says):
    record = (
        objects("2024-04-02 10:00", "zhujian", "2024-Q1", "p-3"),
        entry(
            "2024-04-03 10:00",
            ObjectionAnswered(
                objection="o/zhujian/2024-Q1", by="duban", upheld=upheld, reason="现场已核实", task="p-3"
            ),
        ),
    )
    scores = quarter(*record).scores
    score = next(s for s in scores if s.unit == "住建局")
    assert [mark.points for mark in score.marks if mark.task == "p-3"] == [points]
    assert score.total == 100 + points
    sheet = load_workbook(io.BytesIO(appraisal_xlsx(quarter(*record))))["打分表"]
    cells = [str(cell.value) for row in sheet for cell in row if cell.value]
    assert any(f"2024年4月3日 核实：{says}。现场已核实" in cell for cell in cells)
    text = plain_text(drafts().write("quarterly", a=quarter(*record)))
    assert f"经核实，{says}：现场已核实。" in text
    assert ("不计分（规则3）" in text) == upheld


def test_an_answer_gives_back_nothing_of_another_quarter():
    record = (
        objects("2024-01-02 10:00", "zhujian", "2023-Q4", "p-3"),
        entry(
            "2024-01-03 10:00",
            ObjectionAnswered(objection="o/zhujian/2023-Q4", by="duban", upheld=True, reason="x", task="p-3"),
        ),
    )
    assert all(m.points < 0 for s in quarter(*record).scores for m in s.marks if m.task == "p-3")
