"""The running total of a task's own measure, told from figures that are planned, left, new, under way or the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.numbers import parse_number
from bot.model import Asked, Quantity
from bot.replies.lexicon import shape
from bot.replies.passages import Phrase
from bot.replies.titles import masked, without_title
from bot.replies.units import UNIT, comparable, is_money, same_measure


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its unit, and the words it was read from. `strength` ranks readings."""

    quantity: Quantity
    start: int
    end: int
    strength: int


_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_NUMBER = rf"\d{{1,12}}(?:,\d{{3}})*(?:\.\d{{1,6}})?|[{_NUMERALS}]{{1,12}}(?:点[零一二三四五六七八九]{{1,6}})?"
_AMOUNT = re.compile(
    rf"(?<![\d.第{_NUMERALS}])(?P<number>{_NUMBER})(?:多|余|来)?\s*(?P<unit>{UNIT})(?P<bound>以上|以下|以内|级)?"
)
_OF = re.compile(r"(?<![\d.])(\d+)\s*/\s*(\d+)(?![\d/])")
_UNITLESS = re.compile(r"(?:已经?[一-龥]{1,3}了?|累计|实际)(?:完成)?(\d{1,6})$")
_LISTED = re.compile(rf"(?:(?:{_NUMBER})(?:{UNIT})[、和及])+$")

_DONE = shape(
    r"(?:已|已经|累计|实际|完成|共)[^,\d]{0,10}$|{count}[了完好成出掉过得]?[^,\d]{0,8}$|"
    r"[一-龥](?:了|完|好|成|出来)$|的$|[为达是]$"
)
_DONE_AFTER = shape(
    r"^(?:项目|任务|企业|小区|户|点位|的)*(?:已经?|全部|都|均|全都|全)?(?:已经?)?~"
    r"(?:{whole}|[一-龥](?:完|好|成|出|齐|掉)(?:了|啦)?|[一-龥](?:上|到|下)(?:了|啦)|{count}(?:了|完成)?$)|"
    r"^(?:都|全|均|全部)(?:已经?)?[^没未不,]{1,6}了[^,]?$|^[^没未不,有\d]{1,4}了$|^(?:了|吧|左右|的样子|上下|多)*$|^超"
)
_STATED_AFTER = shape(r"^(?:已经?|全部|都|均)~(?:{whole}|[一-龥]完)")
_GOES_ON = re.compile(r"正在|没|未|在|已[^,\d]*$")
_SURELY = re.compile("已|实际|完成|了")
_REACHED = re.compile("已|实际|累计")
_TOTAL = re.compile("累计")
_COMPLETED = shape(r"{whole}")
_WHOLE_BEFORE = shape(r"{total}(?:的|有|是|为|了)?[^,\d]{0,3}$")
_NAMED = re.compile(r"[一-龥]{3,6}(?<![有个于])")
_NOISE = shape(
    r"(?:\d{1,2}-)?\d{1,2}月(?:份|底)?|[一二三四]季度|[上下]半年|目前|现在|本年|今年|截至|大概|约|左右|有|{past}|[\s,:的就是才只不过]"
)
_PLANNED = shape(r"{plan}[^,\d]{0,10}$")

_NOT_THE_TOTAL = (
    shape(r"(?:超(?:了|出|额)?|多(?:了|出)|少了|{not}(?:有)?[^,\d]{0,3})$"),  # beyond, or none of it
    shape(r"(?:(?:^|还)[离距]|(?!差不多){remain})的?[^\d,零一二三四五六七八九十百千万]{0,6}$"),  # left
    shape(r"正在[^,\d]{0,6}$|{ongoing}的?(?:项目|企业|重点项目)?(?:有|是)?$"),  # under way
    shape(r"{more}[^\d,]{0,8}$"),  # an increment
    re.compile(r"(?:本|这个|当|上个?)(?:周|月|星期)(?![^\d,]*累计)[^\d,]{0,8}$"),  # an increment of a time
    re.compile(r"(?:发现|查出|排查出|下达|移交|反馈|收集)[^,\d]{0,8}$"),  # a finding
    re.compile(r"其中[^,]*$|[“\"'‘「《][^”\"'’」》]*$"),  # some of them; a name
)
_WHOLE_AFTER = re.compile(r"^(?:里头?|中|当中|之中|里面)")
_GOING_AFTER = shape(
    r"^(?:[一-龥]{0,4})?(?:{ongoing}(?![一二两三四五六七八九十\d])|{not}|不|有(?!了)|因|因为|业主|涉及|准备|计划|预计|将)"
)

_FRACTION, _PLAIN_NUMBER, _SAME_UNIT = 9, 5, 3


def find_amount(phrases: Sequence[Phrase], asked: Asked, *, corrects: bool) -> Amount | None:
    """The running total that was reached; where the reply corrects itself, the last said.

    A figure that equals the target is the whole (`目标5家已落实3家`) where another one is nearly as sure."""
    found = [amount for index in range(len(phrases)) for amount in _amounts(phrases, index, asked)]
    parts = [one for one in found if comparable(one.quantity, asked) != asked.target]
    surest = max((one.strength for one in found), default=0)
    if any(one.strength >= surest - _SAME_UNIT for one in parts):
        found = parts
    return found[-1] if corrects and found else max(found, key=lambda one: one.strength, default=None)


def _amounts(phrases: Sequence[Phrase], index: int, asked: Asked) -> Iterator[Amount]:
    phrase = phrases[index]
    yield from _without_unit(phrase, asked)
    for found in _AMOUNT.finditer(phrase.text):
        quantity = _quantity(found, asked)
        if quantity is None or found["bound"] or not same_measure(quantity, asked):
            continue
        before, after = phrase.text[: found.start()], phrase.text[found.end() :] or _what_follows(phrases, index)
        if strength := _strength(before, after, asked):
            strength += _SAME_UNIT * (quantity.unit == asked.unit)
            yield Amount(quantity, phrase.start + found.start(), phrase.start + found.end("unit"), strength)


def _without_unit(phrase: Phrase, asked: Asked) -> Iterator[Amount]:
    """`9/15` and `已建12` are in the task's own unit."""
    for found in _OF.finditer(phrase.text):
        if asked.target in (None, float(found[2])):
            quantity = Quantity(int(found[1]), asked.unit or "")
            yield Amount(quantity, phrase.start + found.start(), phrase.start + found.end(), _FRACTION)
    number = _UNITLESS.search(phrase.text)
    if number and asked.unit and asked.unit != "%":
        start, end = number.span(1)
        yield Amount(Quantity(int(number[1]), asked.unit), phrase.start + start, phrase.start + end, _PLAIN_NUMBER)


def _quantity(found: re.Match[str], asked: Asked) -> Quantity | None:
    """With Chinese numerals a 万 before money belongs to the unit, as it does with Arabic digits."""
    number, unit = found["number"], found["unit"]
    if asked.unit and len(asked.unit) > len(unit) and found.string.startswith(asked.unit, found.start("unit")):
        unit = asked.unit
    if number[-1] in "万亿" and len(number) > 1 and (is_money(unit) or (asked.unit or "").startswith(number[-1])):
        number, unit = number[:-1], number[-1] + unit
    if unit in "万亿" and number[0] in _NUMERALS:  # `一亿二千万` is 1.2 亿
        whole = parse_number(number + unit)
        unit, size = ("亿", 10**8) if "亿" in number + unit else ("万", 10**4)
        return None if whole is None else Quantity(whole / size, unit)
    value = parse_number(number)
    return None if value is None else Quantity(value, unit)


def _what_follows(phrases: Sequence[Phrase], index: int) -> str:
    """What the next phrase says of a figure that ends this one without a stop (`3所｜正在装设备`)."""
    if phrases[index].closes or index + 1 == len(phrases):
        return ""
    following = phrases[index + 1].text
    return following if _GOES_ON.match(following) else ""


def _strength(before: str, after: str, asked: Asked) -> int:
    """How surely the figure between these words is the total reached; 0 where it is not."""
    tail = _LISTED.sub("", before)[-14:]
    if any(sign.search(masked(tail, asked.title)) for sign in _NOT_THE_TOTAL) or _WHOLE_AFTER.search(after):
        return 0
    if _GOING_AFTER.search(after) and not _DONE_AFTER.search(after):
        return 0
    done, planned = _DONE.search(tail), _PLANNED.search(tail)
    if planned and not (done and _REACHED.search(tail, planned.start())):
        return 0
    if asked.target is None:
        return 2 if done and _SURELY.search(tail) and set(tail[-6:]) & set(asked.title) else 0
    return _strength_done(before, tail, asked) if done else _strength_bare(before, after, tail, asked)


def _strength_done(before: str, tail: str, asked: Asked) -> int:
    """A verb of doing stands before the figure: `累计` and words of the title make it surer."""
    own = len(without_title(before, asked.title)) < len(before)
    completed, sure, total = _COMPLETED.search(tail), _SURELY.search(tail), _TOTAL.search(before)
    return 2 + 2 * bool(completed) + 4 * bool(total) + own + bool(sure)


def _strength_bare(before: str, after: str, tail: str, asked: Asked) -> int:
    """No verb before it: done is said behind (`87所全部走完`), or nothing but the title stands there (`招聘会4场`)."""
    if _WHOLE_BEFORE.search(tail) and not _DONE_AFTER.search(after):
        return 0
    if _STATED_AFTER.search(after):
        return 3
    own = without_title(before, asked.title)
    if len(_NOISE.sub("", own)) <= 2:
        return int(_DONE_AFTER.search(after) is not None)
    return int(not after and _NAMED.fullmatch(own) is not None)
