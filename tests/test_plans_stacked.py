"""Task tables pasted one cell a line: which line belongs to which column, where rows and tables end."""

from __future__ import annotations

import pytest

from bot.plans.parse import parse_plan
from bot.plans.tables.pasted import read_tables

HEADS = ("序号", "实事项目", "工作目标", "责任领导", "牵头单位", "配合单位", "完成时限")
ROWS = (
    ("1", "农村供水保障", "改造水厂3座，铺设管网46公里。", "罗志平", "县水利局", "县财政局、各乡镇", "10月底前"),
    ("2", "托育扩容", "新增托位420个。", "谢红", "县卫健局", "县教育局", "全年"),
    ("3", "平安校园", "学校一键报警装置覆盖率达到100%。", "谢红", "县公安局", "", "8月底前"),
    ("4", "消费惠民", "发放消费券800万元。", "丁一鸣", "县商务局", "县融媒体中心", "三季度"),
)  # fmt: skip


def read(text: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The rows of the text's only table: number, title, and the cells that are neither number nor task."""
    (table,) = read_tables(text)
    cells = [[(role, text[slice(*span)]) for role, span in row.cells if role != "number"] for row in table.rows]
    return [(row.number, text[slice(*row.title)], said) for row, said in zip(table.rows, cells, strict=True)]


def written(cell: str, blank: str | None, between: str = "") -> str:
    """The table with `cell` after each cell, `blank` for an empty one (None: nothing), `between` after each row."""
    rows = ["".join(words + cell if words else blank or "" for words in row) for row in (HEADS, *ROWS)]
    return f"云峰县2024年民生实事责任分解表\n\n{between.join(rows)}\n（此件公开发布）\n"


@pytest.mark.parametrize(
    "text",
    [
        written("\n", None),
        written("\n", "\n"),
        written("\n", None, "\n"),
        written("\n\n", None),
        written("\n\n", "\n\n"),
        written(" |\n", "|\n"),
        written("\r\n\r\n", None),
        written("　\n \n", None),
    ],
)
def test_cells_below_each_other_are_rows(text: str) -> None:
    assert [(number, title) for number, title, _ in read(text)] == [(row[0], row[1]) for row in ROWS]
    roles = ("task", "goal", "leader", "lead", "supporting", "due")
    assert [cells for _, _, cells in read(text)] == [
        [(role, words) for role, words in zip(roles, row[1:], strict=True) if words or "|" in text] for row in ROWS
    ]
    plan = parse_plan(text, year=2024)
    assert [(item.number, item.title) for item in plan.items] == [(row[0], row[1]) for row in ROWS]
    assert [(owner.role, owner.names) for owner in plan.owners][:3] == [
        ("leader", ("罗志平",)), ("department", ("县水利局",)), ("supporting", ("县财政局", "各乡镇")),
    ]  # fmt: skip


def test_a_row_over_the_whole_width_is_the_chapter_of_those_below() -> None:
    text = (
        "序号\n工作任务\n责任单位\n完成时限\n一、强产业\n1\n盘活闲置厂房6万平方米\n县工信局\n9月\n二、惠民生（2项）\n"
        "2\n新建公厕12座\n县城管局\n6月底前\n3\n改造老旧电梯30部\n县市场监管局\n年底前\n"
    )
    plan = parse_plan(text, year=2024)
    assert [(item.number, item.section) for item in plan.items] == [
        ("1", ("强产业",)), ("2", ("惠民生（2项）",)), ("3", ("惠民生（2项）",)),
    ]  # fmt: skip


def test_paragraphs_of_a_cell_stay_in_it() -> None:
    text = (
        "序号\n重点任务\n牵头单位\n配合单位\n完成时限\n"
        "1\n推进园区建设\n（1）完成道路硬化。\n（2）建成标准化厂房。\n县住建局\n县代建公司\n县财政局\n6月底\n"
        "2\n开展联合执法\n县公安局\n县交通局\n各乡镇\n12月\n"
    )
    first, second = read(text)
    assert [role for role, _ in first[2]] == ["task", "task", "task", "lead", "lead", "supporting", "due"]
    assert second[2][1:-1] == [("lead", "县公安局"), ("supporting", "县交通局"), ("supporting", "各乡镇")]


def test_heads_that_are_repeated_on_a_new_page_are_no_row() -> None:
    head = "序号\n工作任务\n责任单位\n完成时限\n"
    text = f"{head}1\n修编消防规划\n县应急局\n3月\n{head}2\n更新消火栓80个\n县消防大队\n5月\n"
    assert [(number, title) for number, title, _ in read(text)] == [("1", "修编消防规划"), ("2", "更新消火栓80个")]


def test_rows_need_no_number() -> None:
    text = (
        "主要任务\n具体举措\n责任处室\n完成时限\n加强普法\n开展宪法宣传周活动，组织讲座不少于6场\n法规处\n12月\n"
        "严格执法\n修订裁量基准，开展案卷评查\n执法监督处\n6月底前\n提升服务\n推行一次办好，压缩时限三成\n审批处\n全年\n"
        "\n各处室要于每月25日前报送进展情况，由办公室汇总。\n"
    )
    assert [title for _, title, _ in read(text)] == ["加强普法", "严格执法", "提升服务"]
    assert all([role for role, _ in cells] == ["task", "other", "department", "due"] for _, _, cells in read(text))


def test_a_cell_of_several_lines_is_one_where_blank_lines_part_the_cells() -> None:
    text = "序号|工作任务|责任单位|完成时限|1|建设智慧\n农贸市场|县商务局|10月|2|整治占道经营|县城管局|常年\n"
    text = text.replace("|", "\n\n")
    (first, second) = read(text)
    assert first[2] == [("task", "建设智慧\n农贸市场"), ("department", "县商务局"), ("due", "10月")]
    assert second[1] == "整治占道经营"


def test_a_row_numbered_otherwise_that_names_nothing_else_is_a_chapter() -> None:
    text = (
        "序号\n目标任务\n责任领导\n责任单位\n一\n推进工业强县\n1\n新增规上企业15家\n周立\n县工信局\n二\n推进乡村振兴\n"
        "2\n新建冷库6座\n马莉\n县供销社\n3\n建成高标准农田4万亩\n马莉\n县农业农村局\n"
    )
    plan = parse_plan(text, year=2024)
    assert [(item.number, item.section) for item in plan.items] == [
        ("1", ("推进工业强县",)), ("2", ("推进乡村振兴",)), ("3", ("推进乡村振兴",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "月份\n重点工作\n责任科室\n3月\n召开表彰会\n宣传部\n4月\n走访困难儿童200名\n家儿部\n",
        "月 份\n重点\n工作\n责任\n科室\n3月\n召开表彰会\n宣传部\n4月\n走访困难儿童200名\n家儿部\n",
        "月份 重点工作 责任科室\n3月 召开表彰会 宣传部\n4月 走访困难儿童200名 家儿部\n",
    ],
)
def test_months_in_the_first_column_begin_the_rows(text: str) -> None:
    assert [cells for _, _, cells in read(text)] == [
        [("due", "3月"), ("task", "召开表彰会"), ("department", "宣传部")],
        [("due", "4月"), ("task", "走访困难儿童200名"), ("department", "家儿部")],
    ]


def test_cells_with_single_spaces_between_are_told_apart_by_what_they_say() -> None:
    text = (
        "序号 重点工作 责任领导 责任单位 完成时限\n1 建设智慧园区平台 郑凯 信息中心 财政局 6月\n"
        "2 完成主城区 雨污分流改造12公里 郑凯 建设局 10月底前\n3 引进项目 徐慧 招商局 全年\n以上任务纳入考核。\n"
    )
    first, second, third = read(text)
    assert first[2][2:] == [("department", "信息中心 财政局"), ("due", "6月")]
    assert second[1] == "完成主城区 雨污分流改造12公里"
    assert third[2] == [("task", "引进项目"), ("leader", "徐慧"), ("department", "招商局"), ("due", "全年")]


def test_two_short_heads_are_not_taken_for_a_broken_one() -> None:
    text = "序号\n任务\n责任\n单位\n时限\n1\n整治违建30处\n城管局\n5月\n2\n拆除广告牌100块\n城管局\n6月\n"
    assert [(number, title) for number, title, _ in read(text)] == [("1", "整治违建30处"), ("2", "拆除广告牌100块")]


def test_notes_and_what_follows_a_table_are_no_rows() -> None:
    text = (
        "序号\n工作任务\n责任单位\n完成时限\n1\n建成文化广场\n县文旅局\n9月\n2\n新改扩建公路60公里\n县交通局\n11月\n"
        "注：1.本表由县政府督查室负责解释。\n2.完成情况纳入年度考核。\n"
    )
    assert len(read(text)) == 2
    assert [item.title for item in parse_plan(text, year=2024).items] == ["建成文化广场", "新改扩建公路60公里"]


@pytest.mark.parametrize(
    "text",
    [
        "工作要求\n一、提高认识。各单位要高度重视。\n二、压实责任。主要领导亲自抓。\n",
        "责任领导\n张强\n责任单位\n县发改局\n完成时限\n6月底\n",
        "序号\n工作任务\n责任单位\n",
        "重点任务\n责任单位\n完成时限\n以上内容详见附件。\n",
    ],
)
def test_lines_that_make_no_rows_are_no_table(text: str) -> None:
    assert read_tables(text) == ()
