"""The words around a figure, and what its unit counts or measures."""

from __future__ import annotations

import re

from bot.language.quantities import Amount, magnitude
from bot.plans.passage import Span
from bot.plans.reading import Figure, Reading

TIME_UNITS = ("小时", "分钟", "秒", "天", "日", "周", "个工作日", "工作日")
SHARES = ("%", "‰", "成", "番")
_COUNTED = frozenset(
    "个项家户人名次场期条座处所栋幢套辆台件份篇支间组对单宗门批种款部轮村镇队口眼例起位笔张头只株艘架列尾匹节孔渠讲堂"
    "艇本册块枚根片盏樘棵羽扇面床集"
)
_MONEY = re.compile(r"(?:元|美元|欧元|港元|日元|英镑|港币)(?:/.+)?$")


def is_counted(amount: Amount) -> bool:
    """Whether the unit counts single things (`个`, `万户`) rather than measuring an amount."""
    return magnitude(amount.unit)[1].removesuffix("次") in _COUNTED or amount.unit.endswith("次")


def is_money(amount: Amount) -> bool:
    """Whether the unit is a currency or a bare magnitude (`2000亿`)."""
    return bool(_MONEY.search(amount.unit)) or not magnitude(amount.unit)[1]


def words_before(reading: Reading, figure: Figure, clause: Span) -> str:
    """The words of the clause before the figure."""
    return reading.flat[clause[0] : figure.start]


def words_after(reading: Reading, figure: Figure, clause: Span) -> str:
    """The words of the clause after the figure."""
    return reading.flat[figure.end : clause[1]]
