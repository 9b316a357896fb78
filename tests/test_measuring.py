"""Several figures of a task are due on one day: a reply means the one in whose unit, or of whose things, it counts."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogue.reference.measuring import goal_meant
from bot.model import Goal, Nature


def goal(what: str, value: float, unit: str, nature: Nature = "count") -> Goal:
    quote = f"{what}{value:g}{unit}"
    return Goal(id=what, what=what, quote=quote, value=value, unit=unit, due=date(2024, 12, 31), nature=nature)


BIG, SMALL = goal("招引10亿元以上项目", 1, "个"), goal("盘活闲置厂房项目", 10, "个")
MONEY, GROWTH = goal("实际使用内资", 14, "亿元", "amount"), goal("规上工业增加值增长", 8, "%", "growth")

JOBS = goal("城镇新增就业", 3200, "人")
JOBLESS = goal("城镇登记失业率", 4.2, "%", "level").model_copy(update={"comparator": "<="})

ACCIDENTS = goal("生产安全事故", 5, "起").model_copy(update={"comparator": "<="})
DUST = goal("PM2.5平均浓度", 35, "微克/立方米", "level").model_copy(update={"comparator": "<="})


@pytest.mark.parametrize(
    ("goals", "text", "meant"),
    [
        ([BIG], "已签约1个", BIG),
        ([GROWTH], "增长6%", None),
        ([BIG, MONEY], "已签约1个", BIG),
        ([BIG, MONEY], "到位内资 9亿元", MONEY),
        ([BIG, MONEY], "进展顺利", None),
        ([BIG, SMALL], "已经6个了", None),
        ([BIG, SMALL], "闲置厂房盘活了6个", SMALL),
        ([MONEY, GROWTH], "增长6%", None),
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
    ("what", "quote", "told"),
    [
        ("重点项目开复工率", "达到100%", "重点项目开复工率达到100%"),
        ("招引项目", "招引亿元以上项目10个", "招引亿元以上项目10个"),
        ("招引项目", "", "招引项目"),
    ],
)
def test_a_figure_is_told_with_what_it_measures(what: str, quote: str, told: str) -> None:
    assert goal(what, 100, "%").model_copy(update={"quote": quote}).told == told
