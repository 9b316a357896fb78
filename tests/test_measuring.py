"""Several figures of a task are due on one day: a reply means the one in whose unit, or of whose things, it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.dialogue.reference.measuring import goal_meant
from bot.model import Asked, Goal, Nature, Quantity
from bot.replies import interpret

MAY = datetime.fromisoformat("2024-05-16T10:05:00+08:00")


def goal(what: str, value: float, unit: str, nature: Nature = "count") -> Goal:
    quote = f"{what}{value:g}{unit}"
    return Goal(id=what, what=what, quote=quote, value=value, unit=unit, due=date(2024, 12, 31), nature=nature)


BIG, SMALL = goal("招引10亿元以上项目", 1, "个"), goal("盘活闲置厂房项目", 10, "个")
MONEY, GROWTH = goal("实际使用内资", 14, "亿元", "amount"), goal("规上工业增加值增长", 8, "%", "growth")

SALES = goal("社零增长", 9, "%", "growth")
STARTED = goal("项目开复工率", 60, "%", "level")

JOBS = goal("城镇新增就业", 3200, "人")
JOBLESS = goal("城镇登记失业率", 4.2, "%", "level").model_copy(update={"comparator": "<="})

ACCIDENTS = goal("生产安全事故", 5, "起").model_copy(update={"comparator": "<="})
DUST = goal("PM2.5平均浓度", 35, "微克/立方米", "level").model_copy(update={"comparator": "<="})


@pytest.mark.parametrize(
    ("goals", "text", "meant"),
    [
        ([BIG], "已签约1个", BIG),
        ([GROWTH], "增长6%", GROWTH),
        ([BIG, MONEY], "已签约1个", BIG),
        ([BIG, MONEY], "到位内资 9亿元", MONEY),
        ([BIG, MONEY], "进展顺利", None),
        ([BIG, SMALL], "已经6个了", None),
        ([BIG, SMALL], "闲置厂房盘活了6个", SMALL),
        ([MONEY, GROWTH], "增长6%", GROWTH),
        ([MONEY, GROWTH], "完成45%", None),
        ([MONEY, GROWTH], "到位9亿元，增长6%", MONEY),
        ([STARTED, GROWTH], "增长6%", GROWTH),
        ([SALES, GROWTH], "增长6%", None),
        ([SALES, GROWTH], "社零下降6%", SALES),
        ([], "已签约1个", None),
        ([JOBLESS], "完成45%", None),
        ([JOBLESS], "失业率3.9%", JOBLESS),
        ([ACCIDENTS], "目前3起", ACCIDENTS),
        ([ACCIDENTS], "排查隐患12件", None),
        ([DUST], "pm2.5目前33", DUST),
        ([JOBS, JOBLESS], "完成45%", None),
        ([JOBS, JOBLESS], "新增就业1500人", JOBS),
    ],
)
def test_the_figure_that_is_meant(goals: list[Goal], text: str, meant: Goal | None) -> None:
    assert goal_meant(goals, text) == meant


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("增长9%", 9),
        ("目前增长5.2%", 5.2),
        ("增速5.2%", 5.2),
        ("增速达到5.2%", 5.2),
        ("1-4月增长5.2%", 5.2),
        ("同比增长5.2%比上月回落0.3个百分点", 5.2),
        ("同比增长5.2%，比上月回落0.3%", 5.2),
        ("目标增长8%，目前增长5.2%", 5.2),
        ("增长-2%", -2),
        ("-2%", -2),
        ("下降2%", -2),
        ("负增长2%", -2),
        ("由下降转为增长2%", 2),
    ],
)
@pytest.mark.parametrize("title", ["规上工业增加值增长8%", "工业经济运行"])
def test_a_rate_of_growth_that_is_told_is_the_figure_of_its_goal(title: str, text: str, reached: float) -> None:
    (said,) = interpret(text, [grows(title)], MAY)
    assert (said.percent, said.quantity) == (None, Quantity(reached, "%"))


@pytest.mark.parametrize(
    ("text", "percent"),
    [("完成80%", 80), ("进度80%", 80), ("增加值增长8%的目标完成80%", 80), ("增速回落0.5%", None)],
)
def test_a_share_of_the_work_is_no_rate_of_growth(text: str, percent: float | None) -> None:
    (said,) = interpret(text, [grows("规上工业增加值增长8%")], MAY)
    assert (said.percent, said.quantity) == (percent, None)


@pytest.mark.parametrize(("text", "reached"), [("同比下降2%", 2), ("降幅2%", 2), ("上升2%", -2)])
def test_where_a_fall_is_asked_for_a_rise_is_below_nought(text: str, reached: float) -> None:
    falls = Asked(1, "单位能耗", 3, "%", date(2024, 12, 31), measure="单位能耗下降", nature="growth")
    assert interpret(text, [falls], MAY)[0].quantity == Quantity(reached, "%")


HELD = Asked(1, "推进项目建设", 60, "%", date(2024, 5, 31), measure="项目开复工率", nature="level")
REACHED = replace(HELD, nature="count")


@pytest.mark.parametrize(
    ("task", "text", "day", "status"),
    [
        (HELD, "开复工率65%", "2024-05-16", "in_progress"),
        (HELD, "开复工率65%，已完成", "2024-05-16", "done"),
        (HELD, "开复工率55%，已完成", "2024-05-16", "in_progress"),
        (HELD, "开复工率65%", "2024-05-31", "done"),
        (REACHED, "开复工率65%", "2024-05-16", "done"),
    ],
)
def test_a_level_reached_before_its_day_is_not_done_unless_that_is_said(
    task: Asked, text: str, day: str, status: str
) -> None:
    assert interpret(text, [task], datetime.fromisoformat(f"{day}T10:05:00+08:00"))[0].status == status


def grows(title: str) -> Asked:
    return Asked(1, title, 8, "%", date(2024, 12, 31), measure=GROWTH.what, nature="growth")


@pytest.mark.parametrize(
    ("what", "quote", "told"),
    [
        ("重点项目开复工率", "达到100%", "重点项目开复工率达到100%"),
        ("招引项目", "招引亿元以上项目10个", "招引亿元以上项目10个"),
        ("招引项目", "", "招引项目"),
    ],
)
def test_a_figure_is_told_with_what_it_measures(what: str, quote: str, told: str) -> None:
    assert goal(what, 100, "%").model_copy(update={"quote": quote}).told == told
