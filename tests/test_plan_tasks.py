"""Each item of a plan becomes a task somebody answers for, with the dates, figures and owners that it names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import AnswersFor, Person, Plan, Task
from bot.plans.parse import parse_plan
from bot.plans.tasks.tasks import plan_tasks
from tests.plan_parts import Written

JUNE = date(2024, 6, 30)
YEAR_END = date(2024, 12, 31)


def tasks_of(plan: Plan, *people: Person) -> tuple[Task, ...]:
    return plan_tasks(plan, code="p", file="p.txt", people=people)


def one_task(body: str, *deadlines: tuple[str, date]) -> Task:
    """The task of an item with this body, in which these dates were found."""
    written = Written(f"1. 建设道路。{body}").item("建设道路", body)
    for quote, last in deadlines:
        written.deadline(quote, last)
    return tasks_of(written.plan())[0]


def test_a_figure_that_goes_on_about_a_thing_is_called_by_it() -> None:
    plan = parse_plan("1. 加快进度。3月底前项目开复工率达到60%以上，6月底前达到100%。全年投资达到5亿元。", year=2024)
    assert [(goal.what, goal.value) for goal in tasks_of(plan)[0].targets] == [
        ("项目开复工率", 60), ("项目开复工率", 100), ("投资", 5),
    ]  # fmt: skip


# ---- milestones ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "date_words", "what"),
    [
        ("加快前期，6月底前完成工农路改造项目，其余跟上。", "6月底前", "完成工农路改造项目"),
        ("力争国道310改扩建6月底前开工，完善路网。", "6月底前", "国道310改扩建开工"),
        ("6月底前，建成通车学府路。", "6月底前", "建成通车学府路"),
        ("推动“紫道”（长陵段）6月底建成。", "6月底", "推动“紫道”（长陵段）建成"),
        ("该项工作于6月底前办完手续。", "6月底前", "该项工作办完手续"),
        ("完成清理工作（6月底前，持续推进）。", "6月底前", "持续推进"),
        ("6 月 底前 完成 规划编制 工作。", "6 月 底前", "完成规划编制工作"),
        ("完成时限：6月底前。", "6月底前", "全部完成"),
        ("6月底前主要预期目标是：力争开工。", "6月底前", "6月底前"),
        ("优化大厅服务。（6月底完成，牵头单位：审批局）", "6月底", "全部完成"),
        ("筹办“5·18博物馆日”主会场活动。", "“5·18博物馆日”", "筹办“5·18博物馆日”主会场活动"),
        ("6月底前完成" + "甲乙丙丁" * 9 + "。", "6月底前", "完成" + "甲乙丙丁" * 6 + "甲乙丙…"),
    ],
)
def test_a_milestone_is_called_by_the_words_of_its_clause(body: str, date_words: str, what: str) -> None:
    assert [m.what for m in one_task(body, (date_words, JUNE)).milestones] == [what]


def test_a_date_that_only_bounds_figures_gives_one_milestone_called_by_its_words() -> None:
    written = Written("1. 招商。全年引进项目3个，年度投资5亿元。").item("招商", "。全年引进项目3个，年度投资5亿元。")
    written.deadline("全年", YEAR_END).deadline("年度", YEAR_END)
    written.target("引进项目3个", 3, "个").target("投资5亿元", 5, "亿元")
    assert [(m.id, m.what) for m in tasks_of(written.plan())[0].milestones] == [("m1", "全年")]


def test_a_date_that_bounds_a_figure_stays_out_beside_a_milestone_of_that_day() -> None:
    task = Written("1. 建园。年内建成园区，全年入驻企业3家。").item("建园", "3家。")
    task.deadline("年内", YEAR_END).deadline("全年", YEAR_END).target("入驻企业3家", 3, "家")
    assert [m.what for m in tasks_of(task.plan())[0].milestones] == ["建成园区"]


def test_one_expression_with_several_dates_gives_a_milestone_each() -> None:
    written = Written("1. 建设。3、6月底前分别完成一期工程、二期工程。").item("建设", "二期工程。")
    written.deadline("3、6月底前", date(2024, 3, 31)).deadline("3、6月底前", JUNE)
    task = tasks_of(written.plan())[0]
    assert [(m.id, m.due.month) for m in task.milestones] == [("m1", 3), ("m2", 6)]


def test_how_an_ambiguous_date_was_taken_is_noted() -> None:
    written = Written("1. 建设。6月前完成审批工作。").item("建设", "工作。")
    written.deadline("6月前", date(2024, 5, 31), note="“前”按不含当月理解")
    assert tasks_of(written.plan())[0].note == "“6月前”计至2024年5月31日（“前”按不含当月理解）"


# ---- figures and cadences --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "value", "unit", "what"),
    [
        ("招引10亿元以上项目1个", 1, "个", "招引10亿元以上项目"),
        ("规上企业研发活动占比达到30%以上", 30, "%", "规上企业研发活动占比"),
        ("33 个市级重点项目", 33, "个", "市级重点项目"),
        ("地区生产总值增长8%-10%", 8, "%", "地区生产总值增长"),
        ("开工率分别不低于50%80%", 80, "%", "开工率"),
        ("两条道路", 2, "条", "道路"),
        ("达到100%", 100, "%", "达到100%"),
        ("产值翻一番", 1, "番", "产值翻"),
    ],
)
def test_a_figure_is_called_by_what_it_measures(quote: str, value: float, unit: str, what: str) -> None:
    written = Written(f"1. 招商。{quote}。").item("招商", f"{quote}。").target(quote, value, unit)
    goal = tasks_of(written.plan())[0].targets[0]
    assert (goal.id, goal.what, goal.value, goal.unit) == ("t1", what, value, unit)


def test_a_figure_keeps_bound_range_due_and_nature() -> None:
    written = Written("1. 经济。增长8%-10%。").item("经济", "10%。")
    written.target("增长8%-10%", 8, "%", due=JUNE, sign=">=", value_max=10, nature="growth")
    goal = tasks_of(written.plan())[0].targets[0]
    assert (goal.comparator, goal.value_max, goal.due, goal.nature) == (">=", 10, JUNE, "growth")


@pytest.mark.parametrize(
    ("body", "quote", "unit", "interval", "what"),
    [
        ("落实“周调度、月通报”机制。", "周调度", "week", 1, "周调度"),
        ("每两周开展一次政银企“早餐会”，加强沟通。", "每两周开展一次", "week", 2, "每两周开展一次政银企“早餐会”"),
        ("每月举办招聘会。", "每月", "month", 1, "每月举办招聘会"),
        ("紧盯两条主线，外出招商每月不少于2次。", "每月", "month", 1, "外出招商每月不少于2次"),
    ],
)
def test_a_cadence_is_called_by_what_recurs(body: str, quote: str, unit: str, interval: int, what: str) -> None:
    task = tasks_of(Written(f"1. 服务。{body}").item("服务", body).cadence(quote, unit, interval).plan())[0]
    assert [(c.id, c.what, c.unit, c.interval) for c in task.cadences] == [("c1", what, unit, interval)]


# ---- owners and leaders ----------------------------------------------------------------------------------------------

ROADS = Person(
    id="chengjian", name="城建分管领导", departments=("住建局",), answers_for=AnswersFor(words=("道路", "管网"))
)
TRADE = Person(id="zhaoshang", name="招商分管领导", aliases=("王五",), answers_for=AnswersFor(words=("招商", "外资")))
CLERK = Person(id="duchashi", name="督查室", roles=("admin",), answers_for=AnswersFor(words=("道路",)))


def leader_of(text: str, *people: Person, title: str = "推进工作", section: tuple[str, ...] = ()) -> str | None:
    body = f"1. {title}。{text}"
    return tasks_of(Written(body).item(title, text, section=section).plan(), *people)[0].leader


def test_owners_become_departments_and_supporting() -> None:
    written = Written("1. 道路。（住建局牵头，财政局、 自规局配合）").item("道路", "配合）")
    written.owner("住建局牵头", "department", "住建局").owner("财政局、 自规局配合", "supporting", "财政局", " 自规局")
    task = tasks_of(written.plan())[0]
    assert (task.departments, task.supporting) == (("住建局",), ("财政局", "自规局"))


def test_an_owner_under_a_chapter_answers_for_its_items() -> None:
    text = "一、城建\n（责任单位：住建局）\n1. 道路。修路。\n2. 管网。铺管。\n二、招商\n3. 外资。引资。"
    written = Written(text).item("道路", "修路。", section=("城建",))
    written.item("管网", "铺管。", path="2", section=("城建",))
    written.item("外资", "引资。", path="3", section=("招商",)).owner("责任单位：住建局", "department", "住建局")
    assert [task.departments for task in tasks_of(written.plan())] == [("住建局",), ("住建局",), ()]


def test_the_person_that_the_plan_names_leads() -> None:
    written = Written("1. 道路。修路。责任领导：王五").item("道路", "王五").owner("责任领导：王五", "leader", "王五")
    assert tasks_of(written.plan(), ROADS, TRADE)[0].leader == "zhaoshang"


def test_a_leader_whom_nobody_knows_is_noted() -> None:
    written = Written("1. 推进。办事。责任领导：李四").item("推进", "李四").owner("责任领导：李四", "leader", "李四")
    task = tasks_of(written.plan(), ROADS)[0]
    assert (task.leader, task.note) == (None, "计划写明的责任领导不在人员名单里：李四")


def test_the_lead_department_tells_the_leader_before_words_do() -> None:
    written = Written("1. 招商。引外资。市住建局牵头").item("招商", "牵头")
    written.owner("市住建局牵头", "department", "市住建局")
    assert tasks_of(written.plan(), TRADE, ROADS)[0].leader == "chengjian"


@pytest.mark.parametrize(
    ("title", "section", "text", "leader"),
    [
        ("建设道路", (), "尽快完工。", "chengjian"),
        ("提升质效", ("扩大招商",), "引进外资。", "zhaoshang"),
        ("提升质效", (), "提到了道路。", None),
        ("提升质效", (), "一切照旧。", None),
    ],
)
def test_without_owners_words_of_title_section_and_text_tell_the_leader(
    title: str, section: tuple[str, ...], text: str, leader: str | None
) -> None:
    assert leader_of(text, ROADS, TRADE, CLERK, title=title, section=section) == leader


def test_a_person_may_answer_for_certain_plans_only() -> None:
    elsewhere = Person(id="a", name="甲", answers_for=AnswersFor(plans=("q",), words=("道路",)))
    here = Person(id="b", name="乙", answers_for=AnswersFor(plans=("p",)))
    assert leader_of("修。", elsewhere, here, title="建设道路") == "b"


# ---- tasks -----------------------------------------------------------------------------------------------------------


def test_ids_are_made_of_code_and_path_and_are_unique() -> None:
    text = "总目标增长。一、甲 1. 建设。建。 1. 改造。改。"
    written = Written(text).item("总目标", "增长。", path="0", lead=True)
    written.item("建设", "建。", path="1-1").item("改造", "改。", path="1-1")
    assert [task.id for task in tasks_of(written.plan())] == ["p-0", "p-1-1", "p-1-1.2"]


def test_a_task_knows_where_it_comes_from() -> None:
    task = one_task("6月底前完工。", ("6月底前", JUNE))
    assert task.source is not None
    assert (task.source.file, task.source.start, task.source.end) == ("p.txt", 3, 15)
    assert (task.plan, task.status) == ("样板区2024年工作要点", "draft")


@given(st.text(alphabet="一二、1.（3月底前全年完成招引项目个%）。：\n 责任单位局", max_size=200))
def test_any_plan_gives_tasks_with_unique_ids_within_their_text(text: str) -> None:
    tasks = tasks_of(parse_plan(text, year=2024), ROADS, TRADE)
    assert len({task.id for task in tasks}) == len(tasks)
    for task in tasks:
        assert task.source is not None
        assert 0 <= task.source.start <= task.source.end <= len(text)
        for parts in (task.milestones, task.targets, task.cadences):
            assert len({part.id for part in parts}) == len(parts)
            assert all(part.what for part in parts)
