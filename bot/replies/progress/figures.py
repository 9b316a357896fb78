"""Figures with a unit as replies write them: `36.5公里`, `1.1个亿`, `八公里三`, `4.9→5.2km`, `9/15`, `已建12`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.language.numbers import parse_number
from bot.language.units import UNIT, is_money
from bot.model import Asked, Quantity
from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import without_title


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by its offsets in the phrase. `said` is whether the words themselves tell that so much was reached."""

    quantity: Quantity
    start: int
    end: int
    said: bool = False


_NUMERALS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMERIC = re.compile(rf"[\d{_NUMERALS}]")
NUMBER = (
    r"\d[百千](?![瓦米克伏])(?:\d百)?|"
    rf"\d{{1,12}}(?:,\d{{3}})*(?:\.\d{{1,6}})?|[{_NUMERALS}]{{1,12}}(?:点[零一二三四五六七八九]{{1,6}})?"
)
"""A number in digits or in Chinese numerals."""
_WITH_UNIT = (
    rf"(?<![\d.第{_NUMERALS[1:]}])(?<![^清归]零)(?P<number>{NUMBER})(?:多|余|来)?\s*(?:个(?=[万亿平立]))?(?P<unit>UNIT)"
    rf"(?:(?P<tenth>[一二三四五六七八九半](?![一-龥]))|(?P<half>半(?!年|月)))?(?P<bound>以上|以下|以内|级)?"
)
_UP_TO_THE = rf"[一-龥]到了?第(?P<number>{NUMBER})(?P<unit>(?![期批轮段])UNIT)"
"""`办到第15场`; a 期 or 批 that was come to is still under way."""
_TENTHS = ("公里", "里", "米", "吨", "亩", "斤", "公顷", "千米", "万", "亿")
_OF = re.compile(r"(?<![\d.])(\d+)\s*/\s*(\d+)(?![\d/])")
_RISEN = re.compile(
    rf"(?:(?<![\d.])(?:{NUMBER})(?:{UNIT})?\s*(?:→|->|=>|—>|提高到|增加到|涨到|升到|变成)|"
    rf"[从由][^,\d]{{0,6}}(?:{NUMBER})(?:{UNIT})?[一-龥]{{0,3}}[到至成为])\s*(?P<number>{NUMBER})(?P<unit>{UNIT})"
)
_PAIR = re.compile(r"(?<=[了过好成完到有牌标工产下得出])(?P<number>[俩仨])(?![一-龥]*人)")
"""`签了仨`, in the task's own unit."""
_MORE = re.compile("(?:又|再|新|另|多)[^,]{0,3}$")
_UNITLESS = re.compile(
    r"(?:已经?[一-龥]{1,3}了?|累计|实际|[干做办改建签修跑走装查]到|达到|(?<![有还])[一-龥][完好成了出]|[一-龥]了[一-龥]{0,2}的)(?:完成)?(?P<number>\d{1,6})(?:了|吧)?$"
)
_SPOKEN = re.compile(
    rf"(?:[一-龥][了到]|[出进上下]去|[出上下]来|^[签迁搬拆建修装铺种栽挖走访查办发卖收打扫贴换改运送清扒立架埋钉挂培训招]|完成|完工|累计)(?P<number>[零〇一二三四五六七八九十两百千]{{1,7}}[百千][{_NUMERALS}]{{0,7}})(?<!"
    rf"万)(?:来|多)?(?:了|吧)?$"
)
"""`栽了三千八`, without a unit."""
_SPOKEN_TENS = re.compile(
    r"(?:[一-龥]了|到岗|上岗|完工|完成|竣工|入库|签约|销号|办结|交付|投用|累计)(?P<number>[一二两三四五六七八九]?十[一二三四五六七八九]?)(?:了|吧)?$"
)
"""`埋了四十二`."""
_AFTER_TITLE = re.compile(
    r"(?P<own>[一-龥]{2,10}?)"
    r"(?P<number>\d{1,6}|[一二两三四五六七八九][零一二三四五六七八九十百千万]{1,7})"
)
_TEENS = 20
_NO_LABEL = 9
"""A smaller number that opens a reply may be the number of a task."""
_ABOUT = re.compile("一二|两三|二三|三四|三五|四五|五六|六七|七八|八九")
"""Six or seven is no figure."""
_ALONE = re.compile(
    rf"(?:现在|目前|已经?|截至目前|到|有|大概|大约|约|差不多|才|刚|刚过|快)*(?P<number>{NUMBER})(?:多|来)?(?:了|吧|左右|的样子|上下)*"
)


@lru_cache(maxsize=256)
def _in_unit(shape: str, own: str) -> re.Pattern[str]:
    """A shape with any known unit or the task's own in the place of `UNIT`."""
    known = re.fullmatch(UNIT, own) or not own or own == "%"
    return re.compile(shape.replace("UNIT", UNIT if known else f"{re.escape(own)}|{UNIT}"))


_OF_SO_MANY = re.compile(
    r"(?<![\d.])(?P<whole>\d{1,9}(?:\.\d{1,3})?)[改办清建开交签装修查种栽换治接拆搬征报发验审评完拿收][了完掉成好]?(?P<number>\d{1,6})(?![\d.%]|[一-龥])"
)
"""The whole, a verb and how many (`积案45清40`)."""


@lru_cache(maxsize=1024)
def with_units(text: str, asked: Asked) -> tuple[Figure, ...]:
    """Every figure with a unit, but for bounds (`10家以上`)."""
    return tuple(_with_units(text, asked)) if _NUMERIC.search(text) else ()


def _with_units(text: str, asked: Asked) -> Iterator[Figure]:
    own = asked.unit or ""
    for shape in (_RISEN, _in_unit(_UP_TO_THE, own)):
        for found in shape.finditer(text):
            if (value := parse_number(found["number"])) is not None:
                yield Figure(Quantity(value, found["unit"]), found.start("number"), found.end(), said=True)
    for found in _in_unit(_WITH_UNIT, own).finditer(text):
        each = found["number"] == "一" and text.startswith(found["unit"], found.end("unit"))  # `一块块`
        if not each and not found["bound"] and (quantity := _quantity(found, asked)):
            yield Figure(quantity, found.start(), found.end("unit"))


def in_own_unit(phrases: Sequence[Phrase], phrase: Phrase, asked: Asked) -> Iterator[Figure]:
    """`9/15`, `已建12` and a bare `二百八` are in the task's own unit."""
    for found in _OF.finditer(phrase.text):
        if asked.unit and asked.target in (None, float(found[2])):
            yield Figure(Quantity(int(found[1]), asked.unit or ""), found.start(), found.end(), said=True)
    if not asked.unit or asked.unit == "%":
        return
    if asked.target is not None and asked.target >= 2:
        for found in _OF_SO_MANY.finditer(phrase.text):
            if float(found["whole"]) != asked.target:
                continue
            yield Figure(Quantity(int(found["number"]), asked.unit), found.start(), found.end(), said=True)
    number = _UNITLESS.search(phrase.text) or _SPOKEN.search(phrase.text)
    if (pair := _PAIR.search(phrase.text)) and not _MORE.search(phrase.text[: pair.start()]):
        yield Figure(Quantity(2 if pair["number"] == "俩" else 3, "个"), pair.start(), pair.end())
    if asked.target is not None and asked.target > _TEENS:
        number = number or _SPOKEN_TENS.search(phrase.text)
    number = number or _AFTER_TITLE.fullmatch(phrase.text.strip()) if asked.target is not None else number
    if number and "own" in number.groupdict() and without_title(number["own"], asked.called):
        number = None
    if number is None and phrase is phrases[0] and asked.target is not None:
        number = _ALONE.fullmatch(phrase.text.strip())
        number = number if len(phrases) == 1 or (number and (parse_number(number["number"]) or 0) > _NO_LABEL) else None
    value = parse_number(number["number"]) if number else None
    if number and value is not None and value > 1:
        yield Figure(Quantity(value, asked.unit), number.start("number"), number.end("number"))


def _quantity(found: re.Match[str], asked: Asked) -> Quantity | None:
    """With Chinese numerals a 万 before money belongs to the unit, as it does with Arabic digits."""
    number, unit = found["number"], found["unit"]
    if _ABOUT.fullmatch(number) or number in ("百", "千", "万"):
        return None
    if asked.unit and len(asked.unit) > len(unit) and found.string.startswith(asked.unit, found.start("unit")):
        unit = asked.unit
    if number[-1] in "万亿" and len(number) > 1 and (is_money(unit) or (asked.unit or "").startswith(number[-1])):
        number, unit = number[:-1], number[-1] + unit
    if unit in "万亿" and number[0] in _NUMERALS:  # `一亿二千万` is 1.2 亿
        whole = parse_number(number + unit)
        unit, size = ("亿", 10**8) if "亿" in number + unit else ("万", 10**4)
        return None if whole is None else Quantity(whole / size + _beyond(found, unit), unit)
    value = parse_number(number)
    return None if value is None else Quantity(value + _beyond(found, unit), unit)


def _beyond(found: re.Match[str], unit: str) -> float:
    """The tenths said behind a measure: `八公里三`, `两公里半`."""
    tenth = found["tenth"] or found["half"]
    if not tenth or unit not in _TENTHS:
        return 0
    return 0.5 if tenth == "半" else (parse_number(tenth) or 0) / 10
