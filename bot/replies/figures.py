"""Shares and amounts in what is said of a task: which of them is the progress, which is planned, left, new or somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.language.numbers import parse_number, parse_share
from bot.model import Asked, Quantity
from bot.replies.lexicon import any_of, shape
from bot.replies.passages import Phrase
from bot.replies.titles import without_title
from bot.replies.units import UNIT, comparable, is_money, same_measure

ShareRole = Literal["own", "bare", "part", "left", "measure"]


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the task in percent, and the words it was read from. `strength` ranks readings: the task's own share first."""

    value: float
    start: int
    end: int
    strength: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its unit; `total` is the whole of which it was said to be a part (`9/15`)."""

    quantity: Quantity
    start: int
    end: int
    strength: int


_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]+(?:点[零一二三四五六七八九]+)?"
_SHARE = re.compile(
    r"\d+(?:\.\d+)?\s*%|百分之(?:\d+(?:\.\d+)?|[零〇一二三四五六七八九十百点]+)|[一二三四五六七八九十]+分之[一二三四五六七八九十]+|"
    r"(?<![一-龥]建)[一二两三四五六七八九]成(?:半|[一二三四五六七八九](?=[多左,。]|$))?(?![立功为员本果效品熟都])|过半|一半|半数|大半|对半"
)
_HALF = {"过半": 50.0, "一半": 50.0, "半数": 50.0, "大半": 50.0, "对半": 50.0}
_AMOUNT = re.compile(rf"(?<![\d.第])(?P<number>{_NUMBER})(?P<about>多|余|来)?\s*(?P<unit>{UNIT})(?P<more>以上|以下|以内|级)?")
_OF = re.compile(r"(?<![\d.])(\d+)\s*/\s*(\d+)(?![\d/])")

_NOT_REACHED = shape(r"(?:{not}(?:完成|达到|到|过)?|不是|并非|不到位)[^\d,]{0,3}$")
_LEFT_OVER = shape(r"(?!差不多){remain}的?[^,\d]{0,4}$")
_PLANNED = shape(r"(?:{plan}|到[^,]{0,6}[底末前])[^,]{0,9}$")
_OF_THE_TASK = re.compile(r"(?:完成|占|为|达到?|是)[^,]{0,8}$")
_IS_SAID = re.compile(r"(?:是|为)$")
_GROWN = shape(r"{growth}[^,]{0,6}$")
_STARTED_FROM = re.compile(r"(?:从|由|上周|上月|上次|之前|原来)[^,]{0,5}$|(?:去年|年初)的?$|(?<!年度)(?:目标|任务)(?:是|为|数)?$")
_OWN_SHARE = re.compile(r"(?:完成|进度|占|总量|整体|总体|形象|序时|达到?|提到|到|推进到|干了|做了|办了|已|才|只有|任务|预算|计划)[^,]{0,8}$")
_OVERALL = re.compile(r"(?:总体|整体|总|累计|占)[^,]{0,10}$")
_RATE = re.compile(r"(?P<what>[一-龥]{1,8})率[^率,]{0,5}$")
_OWN_RATE = re.compile(r"完成|进度|序时|执行|推进")
_OTHER_PART = re.compile(r"^\s*的(?!样子|进度|任务|工作|量|工程量|目标|节点)")
_AMONG = re.compile("其中")
_QUOTED = re.compile(r"[“\"'‘「《][^”\"'’」》]*$")

_IS_LEFT = shape(r"(?!差不多){remain}的?[^\d,零一二三四五六七八九十百千万]{0,6}$")
_IS_NEW = shape(r"{more}[^\d,]{0,8}$")
_NEW_THIS_TIME = re.compile(r"(?:本|这个|当|上个?)(?:周|月|星期)[^\d,]{0,8}$")
_IS_PLANNED = shape(r"{plan}[^,\d]{0,10}$")
_IS_DONE = shape(r"(?:已|已经|累计|实际|完成|共)[^,\d]{0,10}$|{count}[了完好成出掉过得]?[^,\d]{0,8}$|[一-龥](?:了|完|好|成|出来)$|的$|[为达是]$")
_DONE_AFTER = shape(r"^(?:项目|任务|企业|小区|户|点位|的)*(?:已经?|全部|都|均|全都|全)?(?:已经?)?~(?:{whole}|[一-龥](?:完|好|成|出|齐|掉)(?:了|啦)?|[一-龥](?:上|到|下)(?:了|啦)|{count}(?:了|完成)?$)|^(?:都|全|均|全部)(?:已经?)?[^没未不,]{1,6}了[^,]?$|^(?:了|吧|左右|的样子|上下|多)*$|^超")
_GOING_AFTER = shape(r"^(?:[一-龥]{0,4})?(?:{ongoing}|{not}|不|有(?!了)|因|因为|业主|涉及|准备|计划|预计|将)")
_GOES_ON = re.compile(r"正在|没|未|在|已[^,\d]*$")
_BEYOND = shape(r"(?:超(?:了|出|额)?|多(?:了|出)|少了|{not}(?:有)?[^,\d]{0,3})$")
_LISTED = re.compile(rf"(?:(?:{_NUMBER})(?:{UNIT})[、和及])+$")
_STATED_AFTER = shape(r"^(?:已经?|全部|都|均)~(?:{whole}|[一-龥]完)")
_WHOLE_OF = re.compile(r"^(?:里头?|中|当中|之中|里面)")
_IS_ONGOING = shape(r"{ongoing}的?(?:项目|企业|重点项目)?(?:有|是)?$")
_NAMED_FIGURE = re.compile(r"[一-龥]{3,6}(?<![有个于])")
_COMPLETED = shape(r"{whole}")
_IS_TOTAL = shape(r"{total}(?:的|有|是|为|了)?[^,\d]{0,3}$")


def find_share(phrases: Sequence[Phrase], asked: Asked, *, corrects: bool) -> Share | None:
    """The share of the task that is done; of a corrected one the last."""
    found = [share for index, phrase in enumerate(phrases) for share in _shares(phrases, index, phrase, asked)]
    if corrects and found:
        return found[-1]
    strongest = max((share.strength for share in found), default=0)
    return next((share for share in found if share.strength == strongest), None)


def _shares(phrases: Sequence[Phrase], index: int, phrase: Phrase, asked: Asked) -> Iterator[Share]:
    for found in _SHARE.finditer(phrase.text):
        before, after = phrase.text[: found.start()], phrase.text[found.end() :]
        value = _HALF.get(found[0]) or parse_share(found[0].replace(" ", "").replace("两", "二"))
        among = index > 0 and _AMONG.search(phrases[index - 1].text + before) and not _OVERALL.search(before.replace("占比", ""))
        if value is None or among or (found[0] == "过半" and ("时间" in before[-3:] or before.endswith(("没", "未")))):
            continue
        if one := _share_role(before, after, value, asked):
            yield replace(one, start=phrase.start + found.start(), end=phrase.start + found.end())


def _share_role(before: str, after: str, value: float, asked: Asked) -> Share | None:
    if asked.unit == "%" and _LEFT_OVER.search(before):
        return None
    if _NOT_REACHED.search(before) or _QUOTED.search(before) or after.startswith("以上"):
        return None
    if _LEFT_OVER.search(before):
        return Share(100 - value, 0, 0, 3)
    if _STARTED_FROM.search(before) and not _OF_THE_TASK.search(before):
        return None
    if (rate := _RATE.search(before)) and not _own_rate(rate["what"], asked.title):
        return None
    if _GROWN.search(before) and not rate and not re.search("增[速长幅]", asked.title) and asked.unit != "%":
        return None
    if _PLANNED.search(before) and not _IS_SAID.search(before) and not _OF_THE_TASK.search(before):
        return None
    if _OTHER_PART.search(after) and asked.unit != "%":
        return Share(value, 0, 0, 1)
    return Share(value, 0, 0, 4 if _OVERALL.search(before) else 3 if _OWN_SHARE.search(before) or rate else 2)


def _own_rate(what: str, title: str) -> bool:
    return bool(_OWN_RATE.search(what)) or bool(set(what[-3:]) & set(title))


def find_amount(phrases: Sequence[Phrase], asked: Asked, *, corrects: bool) -> Amount | None:
    """The running total that was reached of the task's own measure."""
    found = [amount for index, phrase in enumerate(phrases) for amount in _amounts(phrases, index, phrase, asked)]
    parts = [one for one in found if comparable(one.quantity, asked)[1] != asked.target]
    if parts and max(one.strength for one in parts) >= max(one.strength for one in found) - 3:
        found = parts
    if corrects and found:
        return found[-1]
    strongest = max((one.strength for one in found), default=0)
    return next((one for one in found if one.strength == strongest), None)


def _amounts(phrases: Sequence[Phrase], index: int, phrase: Phrase, asked: Asked) -> Iterator[Amount]:
    for found in _OF.finditer(phrase.text):
        if asked.target is None or float(found[2]) == asked.target:
            quantity = Quantity(int(found[1]), asked.unit or "")
            yield Amount(quantity, phrase.start + found.start(), phrase.start + found.end(), 9)
    for found in _AMOUNT.finditer(phrase.text):
        quantity = _quantity(found, asked)
        if quantity is None or found["more"] or not same_measure(quantity, asked):
            continue
        before, after = phrase.text[: found.start()], phrase.text[found.end() :]
        if not after and not phrase.closes and index + 1 < len(phrases) and _GOES_ON.match(phrases[index + 1].text):
            after = phrases[index + 1].text
        if strength := _amount_strength(before, after, asked, phrases, index):
            same_unit = 3 if quantity.unit == asked.unit else 0
            yield Amount(quantity, phrase.start + found.start(), phrase.start + found.end("unit"), strength + same_unit)


def _quantity(found: re.Match[str], asked: Asked) -> Quantity | None:
    """With Chinese numerals a 万 before money belongs to the unit, as it does with Arabic digits."""
    number, unit = found["number"], found["unit"]
    if number[-1] in "万亿" and len(number) > 1 and (is_money(unit) or (asked.unit or "").startswith(number[-1])):
        number, unit = number[:-1], number[-1] + unit
    value = parse_number(number.replace(",", ""))
    return None if value is None else Quantity(value, unit)


def _amount_strength(before: str, after: str, asked: Asked, phrases: Sequence[Phrase], index: int) -> int:
    """How surely a figure is the total reached; 0 where it is planned, left, new, under way or the whole."""
    tail = _LISTED.sub("", before)[-14:]
    if _BEYOND.search(tail):
        return 0
    if _QUOTED.search(before) or _AMONG.search(before) or _IS_LEFT.search(tail) or _WHOLE_OF.search(after):
        return 0
    if _IS_ONGOING.search(tail) or (_GOING_AFTER.search(after) and not _DONE_AFTER.search(after)):
        return 0
    if _IS_NEW.search(tail) or (_NEW_THIS_TIME.search(tail) and "累计" not in tail):
        return 0
    done = _IS_DONE.search(tail)
    planned = _IS_PLANNED.search(tail)
    if planned and not (done and re.search("已|实际|累计", before[planned.start() - len(before) :])):
        return 0
    own = without_title(before, asked.title)
    if asked.target is None:
        return 2 if done and set(tail[-6:]) & set(asked.title) and re.search("已|累计|完成|了", tail) else 0
    if done:
        return 2 + 2 * bool(_COMPLETED.search(tail)) + ("累计" in before) * 2 + (len(own) < len(before)) + bool(re.search("已|实际|完成|了", tail))
    if _IS_TOTAL.search(tail) and not _DONE_AFTER.search(after):
        return 0
    if _STATED_AFTER.search(after) and not planned:
        return 3
    bare = re.sub(rf"目前|现在|本年|今年|截至|大概|约|左右|有|{any_of('past')}|[\s,:的就是才只不过]", "", own)
    if len(bare) <= 2:
        return int(_DONE_AFTER.search(after) is not None)
    return int(not after and _NAMED_FIGURE.fullmatch(own) is not None and not planned)
