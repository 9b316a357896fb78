"""Task tables, numbered tasks with labels and month-by-month schedules, as people paste them into a text."""

from __future__ import annotations

from datetime import date

import pytest

from bot.model import Plan, Task
from bot.plans.parse import parse_plan
from bot.plans.tables.pasted import read_tables
from bot.plans.tasks.tasks import plan_tasks

HEAD = ("序号", "工作任务", "工作目标", "责任领导", "牵头单位", "配合单位", "完成时限")
ROWS = (
    ("1", "新建口袋公园", "新建口袋公园9个，改造绿道22公里", "王建国", "区住建局", "区园林中心、各街道", "9月底前"),
    ("2", "发放消费券", "发放消费券500万元", "赵敏", "区商务局", "", "8月"),
    ("3", "防范电信诈骗", "发案数下降10%", "李春梅", "区公安分局", "区委宣传部", "长期坚持"),
)


def written(mark: str, edge: str = "") -> str:
    lines = [edge + mark.join(cells) + edge for cells in (HEAD, *ROWS)]
    return "宁州区2024年重点任务分解表\n" + "\n".join(lines) + "\n\n说明：每月25日前报送进展。\n"


def tasks_of(plan: Plan) -> tuple[Task, ...]:
    return plan_tasks(plan, code="n", file="n.txt", people=())


@pytest.mark.parametrize("text", [written("\t"), written(" | ", "|"), written("    "), written("　　")])
def test_rows_of_a_pasted_table_are_items_with_owners_and_dates(text: str) -> None:
    plan = parse_plan(text, year=2024)
    assert [(item.number, item.title) for item in plan.items] == [(row[0], row[1]) for row in ROWS]
    assert all(text.startswith(item.title, item.start) for item in plan.items)
    first, second, third = tasks_of(plan)
    assert (first.departments, first.supporting) == (("区住建局",), ("区园林中心", "各街道"))
    assert [goal.due for goal in first.targets] == [date(2024, 9, 30)] * 2
    assert (second.departments, second.supporting) == (("区商务局",), ())
    assert [goal.due for goal in second.targets] == [date(2024, 8, 31)]
    assert third.milestones == ()
    assert [goal.due for goal in third.targets] == [date(2024, 12, 31)]


def test_words_with_gaps_are_no_table() -> None:
    assert read_tables("县长    张三    2024年1月\n各镇    各部门    各单位\n") == ()


def test_a_row_that_is_done_has_no_date_and_one_put_off_has_the_new_one() -> None:
    text = (
        "临江县2024年任务清单\n序号\t任务名称\t责任单位\t完成时限\t进展情况\n"
        "1\t启用政务大厅\t县政务局\t3月底前\t已完成\n2\t建设体育公园\t县文旅局\t原定3月，调整到6月\t正在推进\n"
    )
    done, moved = tasks_of(parse_plan(text, year=2024))
    assert done.milestones == ()
    assert [(m.what, m.due) for m in moved.milestones] == [("全部完成", date(2024, 6, 30))]


def test_numbered_tasks_with_labels_are_items() -> None:
    text = (
        "临江县2024年任务清单\n任务9：创建示范区\n工作目标：推出事项30个。\n牵头单位：县审批局\n完成时限：10月\n"
        "任务10：盘活闲置楼宇\n工作目标：盘活楼宇8.5万平方米。\n牵头单位：县商务局\n完成时限：方案3月底，其他任务11月底\n"
    )
    ninth, tenth = tasks_of(parse_plan(text, year=2024))
    assert (ninth.number, ninth.title, ninth.departments) == ("9", "创建示范区", ("县审批局",))
    assert [goal.due for goal in (*ninth.targets, *tenth.targets)] == [date(2024, 10, 31), date(2024, 11, 30)]


@pytest.mark.parametrize("title", ["育才中学2024—2025学年工作计划", "临江县2024年民兵训练工作计划"])
def test_the_months_after_december_are_in_the_next_year(title: str) -> None:
    text = (
        f"{title}\n一、月度安排\n九月：\n1.组织秋季集训；\n2.20日前完成登记。\n十二月：\n1.年终总结；\n2.开展慰问。\n"
        "元月：\n1.考核评比；\n2.春节前走访慰问。\n三月：\n1.植树活动；\n2.3月20日前参训率达到95%。\n"
    )
    plan = parse_plan(text, year=2024)
    assert [d.last for d in plan.deadlines if d.quote in ("九月", "十二月", "元月", "三月")] == [
        date(2024, 9, 30), date(2024, 12, 31), date(2025, 1, 31), date(2025, 3, 31),
    ]  # fmt: skip
    tasks = {task.title: task for task in tasks_of(plan)}
    assert [m.due for m in tasks["年终总结"].milestones] == [date(2024, 12, 31)]
    assert [m.due for m in tasks["春节前走访慰问"].milestones] == [date(2025, 1, 28)]
    assert [t.due for t in plan.targets] == [date(2025, 3, 20)]


def test_the_month_of_a_row_is_its_date() -> None:
    text = "临江县2024年安排\n月份\t工作内容\t责任单位\n3月\t完成项目申报\t县发改局\n6月\t建设安置房\t县住建局\n"
    assert [[m.due for m in task.milestones] for task in tasks_of(parse_plan(text, year=2024))] == [
        [date(2024, 3, 31)], [date(2024, 6, 30)],
    ]  # fmt: skip


def test_points_that_are_the_fields_of_a_form_make_one_item_of_the_point_above() -> None:
    text = (
        "安平县2024年实事责任分解\n一、新建村级卫生室26所\n（一）责任领导：何琳\n（二）责任单位：县卫健局\n（三）协办单位：县财政局\n"
        "（四）完成时限：2024年10月底\n二、改造农村危房310户\n（一）责任领导：陆川\n（二）责任单位：县住建局\n（三）完成时限：年底前\n"
    )
    first, second = tasks_of(parse_plan(text, year=2024))
    assert (first.number, first.title, first.departments) == ("一", "新建村级卫生室26所", ("县卫健局",))
    assert (second.title, second.departments) == ("改造农村危房310户", ("县住建局",))


@pytest.mark.parametrize(
    "owners",
    [
        "责任领导：孟繁\n责任单位：县水利局、县林业局",
        "责任领导\n孟繁\n责任单位\n县水利局、县林业局",
        "责任领导：\n孟繁\n责任单位：\n\n县水利局、县林业局",
        "责任领导　孟繁\n责任单位　县水利局 县林业局",
        "（责任领导：孟　繁，责任单位：县水利局、\n县林业局，完成时限：8月）",
    ],
)
def test_labels_stand_before_above_or_apart_from_their_names(owners: str) -> None:
    plan = parse_plan(f"一、任务\n1.整治河道。清淤12公里。\n{owners}\n2.植树造林。造林3万亩。\n", year=2024)
    assert [(owner.role, owner.names) for owner in plan.owners] == [
        ("leader", ("孟繁",)), ("department", ("县水利局", "县林业局")),
    ]  # fmt: skip
    assert [item.title for item in plan.items] == ["整治河道", "植树造林"]


def test_bare_brackets_at_every_point_name_its_owners() -> None:
    text = "一、任务\n1.修订预案（县应急局）\n2.更新装备（县消防大队、县公安局）\n3.组织演练（县应急局、各乡镇）\n"
    assert [owner.names for owner in parse_plan(text, year=2024).owners] == [
        ("县应急局",), ("县消防大队", "县公安局"), ("县应急局", "各乡镇"),
    ]  # fmt: skip
    assert parse_plan("一、任务\n1.改造办公楼（县公安局）\n2.植树\n", year=2024).owners == ()


def test_a_head_that_is_repeated_below_a_chapter_begins_no_row() -> None:
    head, first, second, _ = ("\t".join(cells) for cells in (HEAD, *ROWS))
    text = f"宁州区2024年重点任务分解表\n一、城建\n{head}\n{first}\n\n二、商贸\n{head}\n{second}\n"
    plan = parse_plan(text, year=2024)
    assert [item.title for item in plan.items] == ["新建口袋公园", "发放消费券"]
    assert [goal.due for goal in tasks_of(plan)[1].targets] == [date(2024, 8, 31)]
