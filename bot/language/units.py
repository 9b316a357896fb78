"""Units of measure: how they are written, which of them measure the same, and how they convert."""

from __future__ import annotations

import re

from bot.model import Asked, Quantity

_AREAS = {"亩": 1.0, "公顷": 15.0, "平方公里": 1500.0}
_FLOORS = {"平方米": 1.0, "平米": 1.0, "平方": 1.0, "平": 1.0, "㎡": 1.0, "方": 1.0, "m2": 1.0, "m²": 1.0}
_VOLUMES = {"立方米": 1.0, "立方": 1.0, "立米": 1.0, "方": 1.0}
_POWER = {"瓦": 1.0, "兆瓦": 1e6, "kw": 1e3, "mw": 1e6}
_LENGTHS = {"公里": 1000.0, "千米": 1000.0, "km": 1000.0, "米": 1.0, "m": 1.0, "里": 500.0, "延米": 1.0}
_MONEY = {"元": 1.0, "块": 1.0, "块钱": 1.0, "元钱": 1.0, "人民币": 1.0, "": 1.0}
_FOREIGN = {"美元": 1.0, "美金": 1.0, "刀": 1.0}
_WEIGHTS = {"吨": 1.0, "公斤": 0.001, "斤": 0.0005, "t": 1.0}
_PEOPLE = {"人": 1.0, "名": 1.0, "人次": 1.0, "位": 1.0, "个人": 1.0}
_PIECES = frozenset(
    "个家户套处座条件所部辆场项宗台栋幢片口眼盏棵株头只艘架盒本份期站点村镇次起例张笔对组支队门"
    "卷册讲节篇轮届桶瓶箱袋捆排行列桩样席桌课章集档项餐剂针株丛畦垄窝箩筐担挂顶双副把支管墩跨孔榀格幅台班卡证册"
    "类款首篇批间根块面盆车包段路层枚颗厂店企院校坊园厘度单具樘孔尾羽"
) | {
    "批次", "标段", "点位", "社区", "课时", "兆瓦", "千瓦", "千伏", "车位", "床位", "泊位", "小区", "户次",
    "家次", "人口", "立方米", "立方", "立米", "吨位", "mw", "kw",
}  # fmt: skip
_LIKE = (
    frozenset("辆台部艘架"), frozenset("户家"), frozenset("栋幢座"), frozenset("条段根"), frozenset("所座家"),
    frozenset("件宗起例桩"), frozenset("场次期"), frozenset("棵株"), frozenset("眼口"), frozenset("块宗片"),
    frozenset("份本张"), frozenset("只头羽"), frozenset(("间", "套")), frozenset(("处", "点", "点位")),
    frozenset("盏套"), frozenset(("名", "位", "人")),
)  # fmt: skip
"""Measure words that count the same things."""
_FAMILIES = (_AREAS, _FLOORS, _VOLUMES, _POWER, _LENGTHS, _FOREIGN, _WEIGHTS, _PEOPLE)
_SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}

_BASES = sorted({base for family in (*_FAMILIES, _MONEY) for base in family if base} | _PIECES, key=len, reverse=True)
UNIT = (
    rf"(?:(?:[百千]?[万亿]{{1,2}})(?:{'|'.join(map(re.escape, _BASES))})?|"
    rf"{'|'.join(map(re.escape, _BASES))})(?!月|工作日|百分点|小时|星期)"
)
"""A unit with its scale (`万平方米`, `亿元`, `万`); words of time are none."""
_SCALED = re.compile(r"([百千]?[万亿]*)(.*)")


def is_money(unit: str) -> bool:
    """Sums of money, in whatever currency."""
    return _split(unit)[1] in (*_MONEY, *_FOREIGN) and _split(unit)[1] != ""


def same_measure(quantity: Quantity, asked: Asked) -> bool:
    """A figure that can count towards the task: its own unit, or one of the same family."""
    if asked.unit is None:
        return is_money(quantity.unit)
    said, own = _split(quantity.unit)[1], _split(asked.unit)[1]
    if said == own:
        return True
    if said == "":
        return is_money(asked.unit) or _split(asked.unit)[0] > 1
    if own in _MONEY or own in _FOREIGN:
        return said in _MONEY or said in _FOREIGN
    if said == "个" and own in _PEOPLE:
        return True
    families = [family for family in _FAMILIES if own in family]
    if families:
        return said in families[0]
    alike = said in ("个", "家", "项", "件", "处") and own in _PIECES
    return alike or any(said in group and own in group for group in _LIKE)


def comparable(quantity: Quantity, asked: Asked) -> float | None:
    """A figure in the target's unit, so that they can be compared; None where the task has no target."""
    if asked.target is None or asked.unit is None:
        return None
    return _converted(quantity, asked.unit)


def in_unit(quantity: Quantity, unit: str) -> float | None:
    """A figure in another unit of the same measure; None where it measures something else or is another currency."""
    said, own = _split(quantity.unit)[1], _split(unit)[1]
    other_money = {said, own} & _MONEY.keys() - {""} and {said, own} & _FOREIGN.keys()
    if other_money or not same_measure(quantity, Asked(0, "", unit=unit)):
        return None
    return _converted(quantity, unit)


def is_level(unit: str) -> bool:
    """What is read off at a time (`3.9%`, `33微克/立方米`) and never adds up."""
    return unit in ("%", "‰") or "/" in unit


def _converted(quantity: Quantity, unit: str) -> float:
    scale, base = _split(quantity.unit)
    target_scale, target_base = _split(unit)
    factor = next(
        (family[base] / family[target_base] for family in _FAMILIES if base in family and target_base in family), 1.0
    )
    return quantity.value * scale * factor / target_scale


def _split(unit: str) -> tuple[float, str]:
    """The scale of a unit and its base: `万平方米` is ten thousand of 平方米."""
    found = _SCALED.fullmatch(unit)
    written, base = (found[1], found[2]) if found else ("", unit)
    return _SCALES.get(written, 1.0), base
