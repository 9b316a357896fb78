"""The figures a plan sets itself, each with the words from the measured thing to the end of the figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.language.quantities import Amount, magnitude
from bot.language.text import JOINER
from bot.model import Deadline, Nature, Target
from bot.plans.dates.dues import DueDates
from bot.plans.figures.figures import reason_against
from bot.plans.figures.units import SHARES, is_counted
from bot.plans.reading import Figure, Reading

_LEAD_IN = re.compile(
    r"(?:[ ▶●■◆◇★☆▲△·•○□※✦-]|聚力|着力|全力|力争|确保|实现|完成(?!率|度|额|量)|努力|争取|"
    r"对(?!标|照|接|外|口|应)|使(?!用)|推动|带动|同时|并|"
    r"其中|预计|计划|全部|到(?!位|账|岗|期)|至|要(?!素)|将|也|均|"
    r"分别|全面|"
    r"以及|[、和及与]|全区|全市|全县|全省|全镇|全校|"
    r"保证|促进|坚持|保持(?=[^\d ])|基本|累计)"
)
_NOUN = re.compile(r"[ ]*(?![、和及与])[\u4e00-\u9fffA-Za-z“\"]")
_STOPS_NOUN = re.compile(
    r"[;:。!?()\n]|全部|全面|均|正式|如期|力争|(?<=[\u4e00-\u9fff]{2})(?:建成|开工|投产|竣工|投用|完成)"
)
_LONGEST_NOUN = 40
_GROWTH = re.compile(r"增长|增速|增幅|提高|下降|降低|减少|提升|压减|翻|增加|递增|上升|缩短")
_LEVEL = re.compile(r"率|占比|比重|比例|控制|保持|稳定|覆盖|达标|满意度|合格|优良")


def find_targets(reading: Reading, deadlines: Sequence[Deadline]) -> tuple[Target, ...]:
    """The planned figures in order; several figures of one run share a quote."""
    due_dates = DueDates(reading, deadlines)
    dates = {each.start: each.end for each in deadlines}
    found: list[Target] = []
    free = 0
    for figure in reading.figures:
        if reason_against(reading, figure):
            continue
        start, end = _extent(reading, figure, free, dates)
        free = end
        quote = reading.text[start:end]
        dues = due_dates.of(figure.start, figure.end, len(figure.values))
        for amount, due in zip(figure.values, dues, strict=True):
            nature = _nature(amount, reading.flat[start:end])
            found.append(Target(quote, start, amount.value, amount.unit, amount.bound, due, amount.value_max, nature))
    return tuple(found)


def _extent(reading: Reading, figure: Figure, free: int, dates: Mapping[int, int]) -> tuple[int, int]:
    """From the measured thing to the end of the figure, or of the thing where it follows."""
    clause = reading.passage.clause(figure.start)
    start = _after_lead_in(reading.flat, max(clause[0], free), figure.start, dates)
    near = range(figure.end, min(clause[1], figure.end + _LONGEST_NOUN))
    later = next((offset for offset in near if offset in dates), clause[1])
    return start, _noun_end(reading, figure, start, later)


def _after_lead_in(flat: str, start: int, stop: int, dates: Mapping[int, int]) -> int:
    """Where the measured thing begins: behind the words and dates that lead to it (`力争3月底前…`)."""
    while True:
        lead = None if start in dates else _LEAD_IN.match(flat, start, stop)
        after = lead.end() if lead else start
        after = dates.get(after, after)
        if after == start or after > stop:
            return start
        start = after


def _noun_end(reading: Reading, figure: Figure, start: int, stop: int) -> int:
    """Where a thing that follows its number ends (`33个市级重点项目`); the figure's own end where none does."""
    leads = start == figure.start or is_counted(figure.values[-1])
    if not leads or not _NOUN.match(reading.flat, figure.end, stop):
        return figure.end
    following = reading.figures_in((figure.end, stop))
    limit = min([stop, figure.end + _LONGEST_NOUN, *(each.start for each in following)])
    ending = _STOPS_NOUN.search(reading.flat, figure.end, limit)
    end = ending.start() if ending else limit
    return figure.end + len(reading.flat[figure.end : end].rstrip(" 、和及与的" + JOINER))


def _nature(amount: Amount, words: str) -> Nature:
    if amount.unit in ("番", "个百分点", "百分点") or (amount.unit in ("%", "‰", "倍") and _GROWTH.search(words)):
        return "growth"
    if amount.unit in SHARES or (amount.bound == "<=" and not is_counted(amount)) or _LEVEL.search(words):
        return "level"
    if is_counted(amount):
        return "once" if amount.value == 1 == magnitude(amount.unit)[0] and amount.bound == "=" else "count"
    return "amount"
