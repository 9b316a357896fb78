"""台账: what the clerk sees, and what comes back when she has edited it."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from bot.errors import DocumentError
from bot.model import Goal, Milestone, Task
from bot.record.effective import effective
from bot.record.events import Amount, Baselined, ExtensionAsked, ExtensionDecided
from bot.record.states import fold
from bot.reports.ledger.fields import EDITABLE, names_of
from bot.reports.ledger.importing import LedgerEdits, read_ledger
from bot.reports.ledger.parts import new_milestone
from bot.reports.ledger.rows import ledger
from bot.reports.ledger.written_days import read_day
from bot.reports.ledger.xlsx import ledger_xlsx
from bot.reports.sheets.columns import text_of
from bot.reports.sheets.measure import line_count, row_height
from bot.reports.sheets.sheet import sheet_name
from bot.schedule.world import World
from tests.reports_world import PEOPLE, TASKS, at, entry, light, reported, world

NOW = at("2024-03-29 15:00")
RECORD = (
    reported("2024-03-21 10:00", "p-1", percent=30, quantity=Amount(value=4, unit="个"), text="已签约4个"),
    reported("2024-03-28 10:00", "p-1", status="blocked", blocker="土地手续", help_from=("自然资源局",), text="=1卡住"),
    reported("2024-03-30 10:00", "p-1", percent=90, text="以后说的"),
)


def exported(of: World) -> bytes:
    return ledger_xlsx(ledger(of, NOW, light))


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def columns(page: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in page[3]}


def cell_of(page: Any, task: str, head: str) -> Any:
    heads = columns(page)
    row = next(r for r in range(4, page.max_row + 1) if page.cell(r, heads["编号"]).value == task)
    return page.cell(row, heads[head])


def edited(
    change: Callable[[Workbook], None], tasks: tuple[Task, ...] = TASKS, now: tuple[Task, ...] = TASKS
) -> LedgerEdits:
    """Exports the ledger of `tasks`, edits it, reads it back when the tasks are `now`."""
    book = opened(exported(world(*RECORD, tasks=tasks)))
    change(book)
    return read_ledger(saved(book), now, PEOPLE)


# ---- what it shows --------------------------------------------------------------------------------------------------


def test_a_row_shows_how_a_task_stood_at_the_cutoff():
    row = ledger(world(*RECORD), NOW, light).rows[0]
    assert row.cells["percent"] == 0.3
    assert row.cells["progress"] == "受阻，4个，=1卡住"
    assert (row.cells["blocker"], row.cells["help"]) == ("土地手续", "自然资源局")
    assert row.cells["updated"] == date(2024, 3, 28)
    assert row.cells["liaison"] == "招商联络员"


def test_a_figure_that_the_words_hold_is_not_told_twice():
    row = ledger(world(*RECORD[:1]), NOW, light).rows[0]
    assert row.cells["progress"] == "已签约4个"


def test_of_a_reply_about_several_tasks_a_row_shows_what_is_its_own():
    text = "1 完成30%，2 卡在土地手续，需自然资源局支持，3 正常推进"
    record = (
        reported("2024-03-28 10:00", "p-1", reply="r", text=text, percent=30, words={"percent": "30%"}),
        reported("2024-03-28 10:00", "p-2", reply="r", text=text, status="blocked", words={"blocker": "土地手续"}),
        reported("2024-03-28 10:00", "p-3", reply="r", text=text, status="in_progress"),
    )
    rows = ledger(world(*record), NOW, light).rows
    assert [row.cells["progress"] for row in rows[:3]] == ["完成30%", "受阻，卡在土地手续", "推进中"]


def test_what_is_not_known_is_empty_not_zero():
    row = ledger(world(), NOW, light).rows[2]
    assert "percent" not in row.cells
    assert "updated" not in row.cells
    assert row.cells["progress"] == "尚未报进展"


def test_the_sheets_are_all_red_each_leader_and_the_history():
    book = opened(exported(world(*RECORD)))
    assert book.sheetnames == ["台账", "红灯", "招商分管领导", "住建分管领导", "待分派", "历史", "原值"]
    assert book["原值"].sheet_state == "veryHidden"
    assert [book["红灯"].cell(r, 2).value for r in range(4, book["红灯"].max_row + 1)] == ["p-3"]
    assert book["历史"].max_row == 3 + 2


def test_the_page_prints_on_a4_across_one_page_wide_with_its_head_on_each():
    page = opened(exported(world(*RECORD)))["台账"]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$3:$3"
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref.startswith("A3:")
    assert page.oddFooter.center.text == "第&P页 共&N页"
    assert all(r.min_row <= 2 for r in page.merged_cells.ranges), "no merged cells in the data"


def test_dates_are_dates_and_numbers_numbers_and_lights_words_with_a_fill():
    page = opened(exported(world(*RECORD)))["台账"]
    due = cell_of(page, "p-1", "完成时限")
    assert (due.value.date(), due.number_format) == (date(2024, 12, 31), 'yyyy"年"m"月"d"日"')
    percent = cell_of(page, "p-1", "完成率")
    assert (percent.value, percent.number_format) == (0.3, "0%")
    red = cell_of(page, "p-3", "亮灯")
    assert (red.value, red.fill.start_color.rgb) == ("红灯", "00FF9C9C")


def test_the_state_is_chosen_from_a_list():
    (rule,) = opened(exported(world()))["台账"].data_validations.dataValidation
    assert rule.formula1 == '"草稿,在办,暂缓,撤项"'


@pytest.mark.parametrize(
    ("name", "taken", "given"),
    [
        ("张三", [], "张三"),
        ("张三", ["张三"], "张三(2)"),
        ("a/b[c]:*?", [], "a·b·c····"),
        ("'", [], "表"),
        ("很" * 40, [], "很" * 28),
        ("历史", ["历史"], "历史(2)"),
    ],
)
def test_names_of_sheets_are_such_as_excel_takes(name, taken, given):
    assert sheet_name(name, taken) == given


def test_a_text_that_looks_like_a_formula_stays_a_text():
    words = {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"}
    tasks = tuple(TASKS[0].model_copy(update={"id": f"p-{n}", "title": w}) for n, w in enumerate(sorted(words)))
    page = opened(exported(world(tasks=tasks)))["台账"]
    cells = [cell_of(page, t.id, "工作任务") for t in tasks]
    assert {c.value for c in cells} == words
    assert all(c.data_type == "s" and c.quotePrefix for c in cells)


def test_the_comment_leads_to_the_clause_and_the_replies():
    note = cell_of(opened(exported(world(*RECORD)))["台账"], "p-1", "当前进展").comment.text
    assert "样板开发区2024年工作要点" in note
    assert RECORD[1].events[0].reply in note


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("招商", 10, 1),
        ("招商引资招商引资", 10, 2),
        ("一\n二", 10, 2),
        ("", 10, 1),
        ("https://example.com/a-very", 10, 4),
    ],
)
def test_lines_a_text_takes(text, width, lines):
    assert line_count(text, width) == lines


@given(st.text(alphabet="招商引资，。（）abc12 \n", max_size=300), st.floats(5, 40))
def test_no_line_is_fuller_than_its_column(text, width):
    room = line_count(text, width) * (width - 1)
    assert sum(2 if c > "\u00ff" else 1 for c in text.replace("\n", "")) <= room + 1e-6
    assert row_height((), {}) > 0


# ---- the round trip -------------------------------------------------------------------------------------------------

_words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)
_days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
_goals = st.builds(
    Goal,
    id=st.just("t"),
    what=_words,
    quote=_words,
    value=st.floats(0, 1e6).map(lambda v: round(v, 2)),
    value_max=st.none() | st.integers(0, 9).map(float),
    unit=st.sampled_from(["", "个", "亿元"]),
    comparator=st.sampled_from([">=", "<=", "="]),
    due=_days,
)
_milestones = st.builds(Milestone, id=st.just("m"), what=_words, first=_days, due=_days)
_part = st.text("招商局财政 A1", min_size=1, max_size=6).filter(lambda w: w.strip() == w)
_parts = st.lists(_part, max_size=3).map(tuple)


def _numbered(task: Task, no: int) -> Task:
    return task.model_copy(
        update={
            "id": f"x-{no}",
            "milestones": tuple(m.model_copy(update={"id": f"m{n}"}) for n, m in enumerate(task.milestones)),
            "targets": tuple(g.model_copy(update={"id": f"t{n}"}) for n, g in enumerate(task.targets)),
        }
    )


_tasks = st.lists(
    st.builds(
        Task,
        id=st.just(""),
        plan=_words,
        title=_words.filter(str.strip),
        leader=st.sampled_from([None, "zhaoshang", "zhujian", "gone"]),
        departments=_parts,
        supporting=_parts,
        status=st.sampled_from(["draft", "active", "suspended", "withdrawn"]),
        milestones=st.lists(_milestones, max_size=2).map(tuple),
        targets=st.lists(_goals, max_size=2).map(tuple),
        note=st.just("") | _words,
    ),
    min_size=1,
    max_size=4,
).map(lambda tasks: tuple(_numbered(t, n) for n, t in enumerate(tasks)))


@settings(max_examples=25)
@given(_tasks)
def test_export_and_import_change_nothing(tasks):
    back = read_ledger(exported(world(tasks=tasks)), tasks, PEOPLE)
    assert (back.tasks, back.edits, back.new, back.problems) == (tasks, (), (), ())


_MARKED = Task(id="x-0", plan="0", title="0", milestones=(new_milestone("m0", "_x000D_报批", date(2024, 5, 31)),))


@settings(max_examples=50)
@example((_MARKED,))
@given(_tasks)
def test_what_a_field_shows_is_read_as_what_it_was(tasks):
    names = names_of(PEOPLE)
    for task in tasks:
        for field in EDITABLE:
            if field.key in {"milestones", "goals", "departments", "supporting", "status"}:
                text = text_of(field.show(task, names))
                assert field.write(task, field.read(text, task, names)) == task


@pytest.mark.parametrize(
    ("head", "value", "changed"),
    [
        ("工作任务", "招商引资", {"title": "招商引资"}),
        ("牵头领导", "住建分管领导", {"leader": "zhujian"}),
        ("牵头领导", "zhujian", {"leader": "zhujian"}),
        ("牵头领导", None, {"leader": None}),
        ("协办单位", "财政局，发改局", {"supporting": ("财政局", "发改局")}),
        ("任务状态", "暂缓", {"status": "suspended"}),
        ("任务状态", "暂停", {"status": "suspended"}),
        ("任务状态", "撤项：上级取消", {"status": "withdrawn"}),
        ("备注", "区长交办", {"note": "区长交办"}),
        ("任务来源", "2024年政府工作报告", {"plan": "2024年政府工作报告"}),
    ],
)
def test_one_edited_cell_changes_exactly_that(head, value, changed):
    def edit(book: Workbook) -> None:
        cell_of(book["台账"], "p-1", head).value = value

    result = edited(edit)
    assert result.tasks == (TASKS[0].model_copy(update=changed), *TASKS[1:])
    assert [(e.task, e.head) for e in result.edits] == [("p-1", head)]
    assert result.problems == ()


# ---- the life of a task ---------------------------------------------------------------------------------------------


def status_set(task: str, words: str) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        cell_of(book["台账"], task, "任务状态").value = words

    return edit


def new_row(book: Workbook, **cells: object) -> None:
    page = book["台账"]
    row, heads = page.max_row + 1, columns(page)
    for head, value in cells.items():
        page.cell(row, heads[head]).value = value


@pytest.mark.parametrize(
    ("words", "reason"), [("暂缓：规划调整", "规划调整"), ("暂缓", "台账中改动，没有写理由"), ("暂缓 等图纸", "等图纸")]
)
def test_a_status_goes_on_record_with_its_reason(words, reason):
    (event,) = edited(status_set("p-1", words)).events
    assert (event.task, event.status, event.reason) == ("p-1", "suspended", reason)


def test_a_draft_is_taken_up_without_a_word():
    result = edited(status_set("p-4", "在办"))
    assert (result.tasks[3].status, result.events) == ("active", ())


def test_a_row_is_merged_into_another():
    result = edited(status_set("p-2", "并入 p-1：同一件事"))
    joined, continued, withdrawn = result.tasks[0], *result.events
    assert [m.what for m in joined.milestones] == ["编制完成产业链招商图谱", "全年", "秋季投资推介会"]
    assert (continued.way, continued.of, continued.reason) == ("merge", ("p-2",), "同一件事")
    assert (withdrawn.task, withdrawn.status) == ("p-2", "withdrawn")
    assert [e.task for e in result.edits] == ["p-2"]
    assert result.problems == ()


def test_a_row_is_carried_over_into_a_plan_that_is_there():
    new_plan = Task(id="q-1", plan="样板开发区2025年工作要点", title="另一件")
    tasks = (*TASKS, new_plan)
    result = edited(status_set("p-2", "结转 q：跨年结转"), tasks, tasks)
    assert result.new == ("q-j2",)
    assert (result.tasks[-1].plan, result.tasks[-1].status) == (new_plan.plan, "draft")
    assert [e.kind for e in result.events] == ["continued", "restated"]


def test_a_new_row_takes_its_lines_out_of_another():
    def edit(book: Workbook) -> None:
        line = "2024年5月31日前：编制完成产业链招商图谱"
        new_row(book, 工作任务="编制图谱", 牵头领导="住建分管领导", 序时要求=line, 任务状态="拆分自 p-1：分段负责")

    result = edited(edit)
    old, new = result.tasks[0], result.tasks[4]
    assert (new.id, new.title, new.leader, new.status) == ("p-1.2", "编制图谱", "zhujian", "active")
    assert (new.milestones, old.milestones) == (TASKS[0].milestones[:1], TASKS[0].milestones[1:])
    (event,) = result.events
    assert (event.way, event.of, event.reason) == ("split", ("p-1",), "分段负责")
    assert (result.new, result.problems) == (("p-1.2",), ())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("并入 p-1", "后面要写编号和理由"),
        ("并入：同一件事", "后面要写编号和理由"),
        ("并入 p-9：同一件事", "没有可以并入的任务 p-9"),
        ("并入 p-2：同一件事", "没有可以并入的任务 p-2"),
        ("结转 z：跨年", "没有 z 的任务"),
        ("拆分自 p-1：分段", "写在新的一行里"),
    ],
)
def test_what_cannot_become_of_a_task_is_said(words, says):
    result = edited(status_set("p-2", words))
    assert (result.tasks, result.events) == (TASKS, ())
    assert says in result.problems[0].says


@pytest.mark.parametrize(("lines", "says"), [("2024年1月1日前：没有的", "原样抄"), (None, "原样抄")])
def test_a_row_that_takes_nothing_out_is_not_made(lines, says):
    result = edited(lambda book: new_row(book, 工作任务="x", 序时要求=lines, 任务状态="拆分自 p-1：分段"))
    assert (result.tasks, result.new) == (TASKS, ())
    assert says in result.problems[0].says


@pytest.mark.parametrize("value", [date(2025, 1, 31), "2025年1月31日", "2025-01-31", "2025/1/31", "2025.1.31", 45688])
def test_a_new_last_day_moves_what_was_due_on_it(value):
    def edit(book: Workbook) -> None:
        cell_of(book["台账"], "p-1", "完成时限").value = value

    task = edited(edit).tasks[0]
    assert [m.due for m in task.milestones] == [date(2024, 5, 31), date(2025, 1, 31)]
    assert {g.due for g in task.targets} == {date(2025, 1, 31)}


def test_goals_and_milestones_are_edited_line_by_line():
    def edit(book: Workbook) -> None:
        goals = cell_of(book["台账"], "p-1", "目标（量化）")
        goals.value = goals.value.replace("≥16个", "≥20个") + "\n招商活动 ≥12场（2024年11月30日）"
        points = cell_of(book["台账"], "p-1", "序时要求")
        points.value = points.value.replace("2024年5月31日前", "2024年6月30日前")

    task = edited(edit).tasks[0]
    assert [(g.id, g.what, g.value, g.unit, g.due) for g in task.targets] == [
        ("t1", "亿元以上项目", 20, "个", date(2024, 12, 31)),
        ("t2", "实际利用外资", 1500, "万美元", date(2024, 12, 31)),
        ("t3", "招商活动", 12, "场", date(2024, 11, 30)),
    ]
    assert task.targets[1] == TASKS[0].targets[1]
    assert task.milestones[0] == TASKS[0].milestones[0].model_copy(update={"due": date(2024, 6, 30)})


def test_a_new_row_becomes_a_draft():
    def edit(book: Workbook) -> None:
        page = book["台账"]
        row, heads = page.max_row + 1, columns(page)
        for head, value in {
            "任务来源": "样板开发区2024年工作要点",
            "工作任务": "办理代表建议",
            "牵头领导": "招商分管领导",
            "完成时限": date(2024, 10, 31),
        }.items():
            page.cell(row, heads[head]).value = value

    result = edited(edit)
    (task,) = result.tasks[4:]
    assert result.new == (task.id,) == ("p-n1",)
    assert (task.title, task.leader, task.due, task.status) == (
        "办理代表建议",
        "zhaoshang",
        date(2024, 10, 31),
        "draft",
    )
    assert result.problems == ()


@pytest.mark.parametrize(
    ("head", "value", "says"),
    [
        ("完成时限", "年底", "看不懂日期“年底”"),
        ("完成时限", "2024年2月30日", "没有“2024年2月30日”这一天"),
        ("完成时限", date(2024, 4, 1), "早于这项任务里2024年5月31日到期"),
        ("完成时限", None, "完成时限不能清空"),
        ("牵头领导", "招商分管", "是不是“招商分管领导”？"),
        ("任务状态", "完成了", "状态“完成了”不认识"),
        ("目标（量化）", "多招商", "看不懂指标“多招商”"),
        ("工作任务", None, "工作任务不能为空"),
        ("备注", "=A1", "这一格是公式"),
        ("完成率", 0.99, "由报送记录生成"),
    ],
)
def test_what_is_not_understood_is_named_with_its_cell_and_changes_nothing(head, value, says):
    places = []

    def edit(book: Workbook) -> None:
        cell = cell_of(book["台账"], "p-1", head)
        cell.value = value
        places.append(f"台账!{cell.coordinate}")

    result = edited(edit)
    assert result.tasks == TASKS
    assert [p.place for p in result.problems] == places
    assert says in result.problems[0].says


def test_a_leaders_own_sheet_counts_too():
    def edit(book: Workbook) -> None:
        cell_of(book["招商分管领导"], "p-2", "备注").value = "已定场地"

    assert edited(edit).tasks[1].note == "已定场地"


def test_two_sheets_that_differ_are_asked_about():
    def edit(book: Workbook) -> None:
        cell_of(book["台账"], "p-2", "备注").value = "甲"
        cell_of(book["招商分管领导"], "p-2", "备注").value = "乙"

    result = edited(edit)
    assert result.tasks == TASKS
    assert "改得不一样" in result.problems[0].says


def test_an_old_ledger_does_not_undo_what_changed_since():
    later = (TASKS[0].model_copy(update={"title": "新标题", "note": "新备注"}), *TASKS[1:])

    def edit(book: Workbook) -> None:
        cell_of(book["台账"], "p-1", "备注").value = "台账里的备注"
        cell_of(book["台账"], "p-1", "协办单位").value = "财政局"

    result = edited(edit, now=later)
    assert (result.tasks[0].title, result.tasks[0].note, result.tasks[0].supporting) == (
        "新标题",
        "新备注",
        ("财政局",),
    )
    assert ["已经改成“新备注”" in p.says for p in result.problems] == [True]


def test_a_decided_extension_is_shown_and_stays_out_of_tasks_json_until_a_date_is_edited():
    """The ledger shows the day that counts; only who edits a date states it."""
    record = (
        entry("2024-03-01 10:00", ExtensionAsked(asked="x", task="p-3", person="zhujian", said_by="zhujian", reply="r",
                                                 old=date(2024, 3, 15), wanted=date(2024, 4, 30))),
        entry("2024-03-02 10:00", ExtensionDecided(asked="x", task="p-3", by="duban", granted=date(2024, 4, 30))),
    )  # fmt: skip
    states = fold(record)
    counting = effective({t.id: t for t in TASKS}, states)
    book = opened(exported(world(*record, tasks=tuple(counting.values()))))
    assert cell_of(book["台账"], "p-3", "延期情况").value == "3月15日延至2024年4月30日"
    cell_of(book["台账"], "p-3", "备注").value = "已同意延期"
    noted = read_ledger(saved(book), TASKS, PEOPLE, counting)
    assert noted.tasks[2] == TASKS[2].model_copy(update={"note": "已同意延期"})
    cell_of(book["台账"], "p-3", "完成时限").value = date(2024, 5, 31)
    assert read_ledger(saved(book), TASKS, PEOPLE, counting).tasks[2].due == date(2024, 5, 31)


def test_rows_columns_and_sheets_may_be_moved():
    def edit(book: Workbook) -> None:
        page = book["台账"]
        book.remove(book["原值"])
        page.delete_cols(columns(page)["序号"])
        page.insert_cols(3)
        page.cell(3, 3).value = "科室意见"
        page.cell(4, 3).value = "请补材料"
        page.insert_rows(1, 2)

    book = opened(exported(world(*RECORD)))
    page = book["台账"]
    edit(book)
    heads = {cell.value: cell.column for cell in page[5]}
    page.cell(6, heads["备注"]).value = "改过"
    result = read_ledger(saved(book), TASKS, PEOPLE)
    assert result.tasks[0].note == "改过"
    assert ["请补材料" in p.says for p in result.problems] == [True]


STARTED = entry("2024-03-01 10:00", Baselined(task="p-1", amount=Amount(value=4, unit="个"), on=date(2024, 2, 29)))


def starting(text: str, of: World | None = None, task: str = "p-1") -> LedgerEdits:
    """The ledger with this text as the starting figure of a task."""
    of = of or world()
    book = opened(exported(of))
    cell_of(book["台账"], task, "起始数").value = text
    starts = {id_: state.baseline[1] for id_, state in of.states.tasks.items() if state.baseline}
    return read_ledger(saved(book), TASKS, PEOPLE, starts=starts, today=date(2024, 3, 29))


def test_the_ledger_has_a_column_of_starting_figures_that_changes_nothing_by_itself():
    assert ledger(world(STARTED), NOW, light).rows[0].cells["start"] == "4个（截至2024年2月29日）"
    found = starting("4个（截至2024年2月29日）", world(STARTED))
    assert (found.tasks, found.edits, found.events, found.problems) == (TASKS, (), (), ())


@pytest.mark.parametrize(
    ("text", "value", "unit", "on"),
    [
        ("6个（截至2024年2月29日）", 6, "个", date(2024, 2, 29)),
        ("6 个，截至2月29日", 6, "个", date(2024, 2, 29)),
        ("900万美元", 900, "万美元", date(2024, 3, 29)),
        ("35.5%", 35.5, "%", date(2024, 3, 29)),
    ],
)
def test_a_starting_figure_written_into_the_ledger_goes_on_record(text, value, unit, on):
    for of in (world(), world(STARTED)):
        found = starting(text, of)
        assert found.events == (Baselined(task="p-1", amount=Amount(value=value, unit=unit), on=on),)
        assert (found.tasks, found.problems) == (TASKS, ())
        assert [edit.head for edit in found.edits] == ["起始数"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("六个左右吧", "看不懂起始数"),
        ("6亿元", "没有以“亿元”计的"),
        ("6个（截至2024年12月31日）", "还没有到"),
        ("6个（截至2月30日）", "没有“2月30日”这一天"),
        ("", "不能清空"),
    ],
)
def test_a_starting_figure_that_is_not_understood_is_named_with_its_cell(text, says):
    found = starting(text, world(STARTED))
    assert (found.tasks, found.events) == (TASKS, ())
    assert [says in problem.says for problem in found.problems] == [True]


def test_a_starting_figure_that_was_noted_since_is_not_overwritten():
    later = Baselined(task="p-1", amount=Amount(value=5, unit="个"), on=date(2024, 3, 1))
    book = opened(exported(world(STARTED)))
    cell_of(book["台账"], "p-1", "起始数").value = "6个"
    found = read_ledger(saved(book), TASKS, PEOPLE, starts={"p-1": later})
    assert (found.events, "请定一个再改" in found.problems[0].says) == ((), True)


def test_a_row_that_is_gone_deletes_nothing():
    def edit(book: Workbook) -> None:
        for page in (book["台账"], book["待分派"]):
            page.delete_rows(cell_of(page, "p-4", "编号").row)

    result = edited(edit)
    assert result.tasks == TASKS
    assert "p-4" in result.problems[0].says


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a sheet", saved(Workbook())])
def test_a_file_that_is_no_ledger_is_refused_in_one_sentence(data):
    with pytest.raises(DocumentError, match=r"台账|表格"):
        read_ledger(data, TASKS, PEOPLE)


@pytest.mark.parametrize(
    ("text", "day"), [("3月31日", date(2024, 3, 31)), ("2025年1月2日", date(2025, 1, 2)), ("12/5", date(2024, 12, 5))]
)
def test_days_as_clerks_write_them(text, day):
    assert read_day(text, date(2024, 6, 1)) == day


# ---- other programs -------------------------------------------------------------------------------------------------


def line_ends(cell: Any) -> None:
    """WPS ends the lines of a cell as Windows does where they were typed there, and keeps blanks behind them."""
    if isinstance(cell.value, str) and "\n" in cell.value:
        cell.value = cell.value.replace("\n", " \r\n") + " "


def short_dates(cell: Any) -> None:
    if isinstance(cell.value, date):
        cell.number_format = "yyyy/m/d;@"


def runs(cell: Any) -> None:
    """A word was made bold: the text is in runs."""
    if isinstance(cell.value, str) and len(cell.value) > 4:
        bold = TextBlock(InlineFont(b=True), cell.value[:2])
        cell.value = CellRichText(bold, cell.value[2:])


def styled_below(book: Workbook) -> None:
    """The whole column was formatted: rows without a word in them."""
    page = book["台账"]
    for row in range(page.max_row + 1, page.max_row + 300):
        page.cell(row, 1).font = Font(name="宋体")


def filtered(book: Workbook) -> None:
    """Rows that the filter hides are still there."""
    for row in range(4, book["台账"].max_row + 1, 2):
        book["台账"].row_dimensions[row].hidden = True


def each_cell(change: Callable[[Any], None]) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        for page in (page for page in book.worksheets if page.sheet_state == "visible"):
            for cell in (cell for row in page.iter_rows(min_row=4) for cell in row):
                change(cell)

    return edit


@pytest.mark.parametrize(
    "trait",
    [each_cell(line_ends), each_cell(short_dates), each_cell(runs), styled_below, filtered],
    ids=["line ends", "short dates", "runs", "styled below", "filtered"],
)
def test_how_another_program_saves_it_is_no_edit(trait):
    result = edited(trait)
    assert (result.tasks, result.edits, result.problems) == (TASKS, (), ())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saved_anew_by_another_program_it_says_the_same(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(exported(world(*RECORD)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "out", "a.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    result = read_ledger((tmp_path / "out" / "a.xlsx").read_bytes(), TASKS, PEOPLE)
    assert (result.tasks, result.edits, result.problems) == (TASKS, (), ())
