"""The running total of a task's own measure, told from figures that are planned, left, new, under way or the whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.language.units import UNIT, comparable, same_measure
from bot.model import Asked, Quantity
from bot.replies.progress.figures import NUMBER, in_own_unit, with_units
from bot.replies.progress.reached import COMPLETED, TOTAL, how_surely
from bot.replies.progress.shares import Share, is_weak
from bot.replies.tasks.passages import Phrase
from bot.replies.words.lexicon import shape


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its unit, and the words it was read from. `strength` ranks readings."""

    quantity: Quantity
    start: int
    end: int
    strength: float


_GOES_ON = re.compile(r"正在|没|未|在|已[^,\d]*$")
_OF_THE_LAST = re.compile(r"(?<=[一-龥\d])(?:有|其中)$")
"""Behind another figure these begin to tell of some of them (`改了一百一十户有三户人在外地`)."""
_OF_ALL = re.compile(
    r"(?:都|均|悉数|全部?)(?:都|已经?)*[^,没未不]{1,5}$|(?:目前|现)?已[^,没未]{0,10}(?:全部|均|都|悉数)"
)
_PART_OF = re.compile(rf"(?:{NUMBER})(?:{UNIT})(?:里头?|里[面边]|当?中|之中)[一-龥]{{1,3}}了?$")
"""A figure right before, of which so many are done, where nobody set one (`29项里划了24项`)."""
_ASIDES = 4
"""Between the whole and that all of it is done so much may be told of it (`9处改造，总投资…，新建…，已全部完工`)."""
_ON_A_DAY = re.compile(r"于?(?:\d{1,2}月)?\d{1,2}[日号]")
_ADDED = re.compile(r"(?:新增|增加|新签|新建|净增)[^,\d]{0,6}$")
_SUM = re.compile(r"(?:总数|总量|累计|总计|合计|达到?|共)[^,\d]{0,6}$")
_NUMERALS = re.compile("[零〇一二两三四五六七八九十百千]")
_OF_EACH = re.compile("都|全|均|[完好齐]了")
_LEFT = shape(r"(?<!没)(?:还有|[还只就仅]?[剩差]下?|剩余|余下)$")
_NOT_READ_OFF = re.compile("目标|指标|计划|上限|要求|任务|力争|争取|确保|同比|环比|去年|上年|同期|下降|上升|预计")
_FRACTION, _PLAIN_NUMBER, _SAME_UNIT, _TALLIES, _CARRIED = 9, 5, 3, 20, 4


def find_amount(phrases: Sequence[Phrase], asked: Asked, share: Share | None, *, corrects: bool) -> Amount | None:
    """The running total that was reached; where the reply corrects itself, the last said.

    A figure that equals the target is the whole (`目标5家已落实3家`) where another one is nearly as sure; one that is
    just the `share` of the target that was said is the surest."""
    sums = _sums(phrases, asked)
    found = [amount for index in range(len(phrases)) for amount in _amounts(phrases, index, asked, share, sums)]
    found = [replace(one, strength=one.strength + _TALLIES * makes_up(one, asked, share)) for one in found]
    found = [replace(one, strength=one.strength + _TALLIES * (one.start in sums)) for one in found]
    found = _totals(phrases, found)
    parts = [one for one in found if comparable(one.quantity, asked) != asked.target]
    if asked.target is not None and _falls_short(phrases, asked, share):
        found = parts
    surest = max((one.strength for one in found), default=0)
    if any(one.strength >= surest - _SAME_UNIT for one in parts):
        found = parts
    if asked.at_most and not found:
        found = list(_read_off(phrases, asked))[:1]
    return found[-1] if corrects and found else max(found, key=lambda one: one.strength, default=None)


def _read_off(phrases: Sequence[Phrase], asked: Asked) -> Iterator[Amount]:
    """Figures at the end of a phrase, in the task's own unit, in its short form or without any (`PM2.5浓度33`): what is
    to be kept below something is told as it stands, without a word for having reached it."""
    unit = asked.unit or ""
    shape = re.compile(
        rf"(?:[一-龥:]\s*|\d\s+)(?P<said>(?P<number>\d{{1,6}}(?:\.\d{{1,3}})?)\s*(?:{re.escape(unit)}|{re.escape(unit.split('/')[0])})?)$"
    )
    for phrase in phrases:
        found = shape.search(phrase.text)
        if found and not _NOT_READ_OFF.search(phrase.text):
            said = Quantity(float(found["number"]), unit)
            yield Amount(said, phrase.start + found.start("said"), phrase.start + found.end("said"), 1)


def _sums(phrases: Sequence[Phrase], asked: Asked) -> set[int]:
    """Where figures stand that are just the sum of the two or more told before them (`卖了12万、23万，合起来35万`)."""
    sums, told, total = set(), 0, 0.0
    for phrase in phrases:
        for figure in with_units(phrase.text, asked):
            size = comparable(figure.quantity, asked) if same_measure(figure.quantity, asked) else None
            if size is None or size == asked.target:
                continue
            if told > 1 and abs(total - size) < size / 1000:
                sums.add(phrase.start + figure.start)
            told, total = told + 1, total + size
    return sums


def _totals(phrases: Sequence[Phrase], found: list[Amount]) -> list[Amount]:
    """Without the increments where a total stands beside them (`新增3家，总数11家`)."""
    text = {one: next(p.text[: one.start - p.start] for p in phrases if p.start <= one.start < p.end) for one in found}
    added = [one for one in found if _ADDED.search(text[one])]
    return [one for one in found if one not in added] if any(_SUM.search(text[one]) for one in found) else found


def _falls_short(phrases: Sequence[Phrase], asked: Asked, share: Share | None) -> bool:
    """A figure that equals the target restates it: a share below the whole is said, or some are left."""
    if share is not None and share.value < 100:
        return True
    if any(_whole_and_part(phrase.text, asked) for phrase in phrases):
        return True
    text = ",".join(phrase.text for phrase in phrases)
    return any(
        _LEFT.search(text[: figure.start]) and same_measure(figure.quantity, asked)
        for figure in with_units(text, asked)
    )


def _whole_and_part(text: str, asked: Asked) -> bool:
    """A smaller figure stands right behind the whole (`18个车间15个正常开工`)."""
    figures = [one for one in with_units(text, asked) if same_measure(one.quantity, asked)]
    sizes = [comparable(one.quantity, asked) or 0 for one in figures]
    return any(
        size == asked.target and 0 < following < size and not _OF_EACH.search(text[one.end : other.start])
        for (one, size), (other, following) in pairwise(zip(figures, sizes, strict=True))
    )


def makes_up(one: Amount, asked: Asked, share: Share | None) -> bool:
    """The figure is just the share of the target that was said."""
    said = comparable(one.quantity, asked)
    if share is None or said is None or not asked.target or (is_weak(share) and share.value >= 100):
        return False  # a rate of something else that is 100% tells nothing of this figure
    return abs(100 * said / asked.target - share.value) < 1


def _amounts(
    phrases: Sequence[Phrase], index: int, asked: Asked, share: Share | None, sums: Collection[int]
) -> Iterator[Amount]:
    phrase = phrases[index]
    for figure in in_own_unit(phrases, phrase, asked):
        start, end = phrase.start + figure.start, phrase.start + figure.end
        yield Amount(figure.quantity, start, end, _FRACTION if figure.said else _PLAIN_NUMBER)
    reached, told = 0, phrase.text
    for figure in with_units(phrase.text, asked):
        before, after = told[: figure.start], _what_follows(phrases, index, phrase.text[figure.end :])
        of_the_last, reached = _OF_THE_LAST.match(before, reached), figure.end
        told = told[: figure.start] + _in_digits(told[figure.start : figure.end]) + told[figure.end :]
        part = asked.unit is None and _PART_OF.search(before)
        own_part = bool(part) and set(before[-3:]) & set(asked.called) and before.count(figure.quantity.unit) > 0
        if of_the_last or not (own_part or same_measure(figure.quantity, asked)):
            continue
        strength = _FRACTION if figure.said or own_part else how_surely(before, after, figure.quantity, asked)
        if strength and _later_stage(phrases, index, before):
            strength += _CARRIED
        strength += _SAME_UNIT * bool(strength and figure.quantity.unit == asked.unit)
        said = Amount(figure.quantity, phrase.start + figure.start, phrase.start + figure.end, strength)
        if strength or makes_up(said, asked, share) or said.start in sums:
            yield said


def _in_digits(figure: str) -> str:
    """The figure with digits for its numerals, so that what is said before it is not taken to the next one."""
    return _NUMERALS.sub("0", figure)


def _later_stage(phrases: Sequence[Phrase], index: int, before: str) -> bool:
    """`累计` is said of an earlier stage, this one ends the work (`累计开挖38公里，完成置换29公里`)."""
    earlier = phrases[index - 1].text if index else ""
    return bool(TOTAL.search(earlier) and COMPLETED.search(before) and not TOTAL.search(before))


def _what_follows(phrases: Sequence[Phrase], index: int, after: str) -> str:
    """What stands behind a figure, and what the next phrase says of it: where the figure ends this one without a stop
    (`3所｜正在装设备`), or where it tells of all of them (`32家企业，已于5日全部改完`)."""
    following = phrases[index + 1].text if index + 1 < len(phrases) else ""
    if not after and not phrases[index].closes:
        return following if _GOES_ON.match(following) else ""
    later = (one.text for one in phrases[index + 1 : index + 1 + _ASIDES])
    of_all = next((text for text in later if _OF_ALL.match(text)), "")
    return after + _ON_A_DAY.sub("", of_all)
