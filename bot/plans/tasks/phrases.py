"""The few words by which a milestone, a figure or a cadence is called in a list.

A plan says `3月底前完成工农路改造项目`; a list beside the date wants `完成工农路改造项目`. These cut such words
out of the clause around an answer. They never invent any: where nothing is left, the answer's own words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.model import Answer, Cadence, Deadline, Target

LONGEST = 30
SHORTEST = 3
REACH = 200
"""How far, in characters, the borders of a clause are looked for."""

LEAD_INS = (
    "力争", "确保", "争取", "力求", "务必", "必须", "预计", "计划", "分别", "并", "要", "在", "于", "到", "将", "至",
)  # fmt: skip
DONE_WORDS = ("完成", "全部完成", "办结", "完成任务", "落实到位")
WHOLE_TASK = "全部完成"
ANNOUNCING = ("是", "为", "如下")
BEFORE_DATE = ("截至", "于", "在", "到", "至")
BOUNDS_BEFORE = (
    "不少于", "不低于", "不高于", "不超过", "不多于", "不小于", "不大于", "控制在", "保持在", "稳定在", "达到", "达",
    "至少", "超过", "突破", "提高到", "提升到", "增加到", "保持", "分别", "约", "近", "超", "为", "到", "至", "过",
    "的",
)  # fmt: skip
BOUNDS_AFTER = ("以上", "以下", "以内", "之内", "左右", "余", "多", "及")
RECURRING = ("每", "按", "逐")

_CLAUSE_END = re.compile(r"[，,；;。！!？?：:\n\r\t|]|\u3000| {2,}")
_CELL_BEGINS = re.compile(r"(?:[\t|\u3000] ?|  )$")
_MOVED = re.compile(r"由?(?:原定|原计划)?[^，,]{0,8}?(?:调整|推迟|延期|延迟|延后|顺延|提前|变更|改)")
_LIST_MARKS = "、和及与"
_MARKUP = re.compile(r"[*_#`>|]+")
_GAP = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_NUMBER = r"(?:[0-9０-９][0-9０-９,.，．]*|[零〇一二两三四五六七八九十百千半]+)"
_HOW_OFTEN = re.compile(
    r"[每按逐].{0,3}(?:[天日周月季年旬]|季度|星期|工作日)(?:都|要|应|须|原则上)*(?:不少于|不低于|至少)?(?:开展|进行|组织)?"
    rf"{_NUMBER}[次场回期轮](?:及?以上)?"
)
"""How often, and no word of what (`外出招商每月不少于2次`): that stands before it."""


def squeeze(text: str) -> str:
    """The words without markup and without the gaps that a page layout leaves between Chinese characters."""
    return _GAP.sub("", _MARKUP.sub("", text)).strip(" 　、\t-")


def short(text: str, longest: int = LONGEST) -> str:
    """The text cut to `longest` characters, with an ellipsis where something was cut."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def clause_at(text: str, start: int, end: int, *, low: int = 0) -> tuple[int, int]:
    """The span of the comma clause that holds `start`..`end`: marks inside do not end it, nor do whole brackets."""
    low = max(low, start - REACH)
    left = max((m.end() for m in _CLAUSE_END.finditer(text, low, start)), default=low)
    mark = _CLAUSE_END.search(text, end, end + REACH)
    right = mark.start() if mark else min(end + REACH, len(text))
    return left + _open_bracket(text[left:start]), end + _closing_bracket(text[end:right])


def _open_bracket(before: str) -> int:
    """Where the words begin after the last bracket that is still open; 0 where none is."""
    at = max(before.rfind("（"), before.rfind("("))
    return 0 if at < 0 or re.search(r"[）)]", before[at:]) else at + 1


def _closing_bracket(after: str) -> int:
    """Where a bracket closes that was opened earlier; the whole length where none does."""
    depth = 0
    for at, mark in enumerate(after):
        depth += (mark in "（(") - (mark in "）)")
        if depth < 0:
            return at
    return len(after)


def milestone_words(
    text: str, deadline: Deadline, figures: Sequence[Answer], owners: Sequence[Answer], *, low: int, high: int
) -> str:
    """What is due by `deadline`: the words of its clause without the date; "" where it only bounds figures.

    Where the clause is the date alone (`6月底前，建成…`) the next one tells; `完成时限：6月底` and `（6月底完成）` are
    about the task as a whole. `low`..`high` are the item's borders."""
    left, right = clause_at(text, deadline.start, deadline.end, low=low)
    right = min(right, high)
    gone = [_date_span(text, deadline), *((o.start, o.end) for o in owners)]
    inside = [f for f in figures if f.start < right and f.end > left]
    if inside and not _meaning(_without(text, max(deadline.end, *(f.end for f in inside)), right, gone)):
        return ""
    words = _without(text, left, right, gone)
    if words in DONE_WORDS or _MOVED.fullmatch(words) or (not words and _is_labelled(text, left, right)):
        return WHOLE_TASK
    if words or right >= high or text[right] not in "，,：:":
        return short(_meaning(words))
    far = min(clause_at(text, right + 1, right + 1)[1], high)
    return "" if any(right < f.start < far for f in figures) else short(_meaning(_without(text, right + 1, far, gone)))


def _is_labelled(text: str, left: int, right: int) -> bool:
    """Whether a label stands before the words, or the borders of a table's cell around them."""
    in_cell = _CELL_BEGINS.search(text, max(0, left - 2), left) or text[right : right + 1] in ("\t", "|")
    return text.endswith(("：", ":"), 0, left) or bool(in_cell)


def _date_span(text: str, deadline: Deadline) -> tuple[int, int]:
    """The date with the preposition before it; nothing where the name of an event is the date and the matter too."""
    if deadline.quote.startswith(("“", '"', "《")):
        return deadline.start, deadline.start
    before = next((w for w in BEFORE_DATE if text.endswith(w, 0, deadline.start)), "")
    return deadline.start - len(before), deadline.end


def goal_words(target: Target) -> str:
    """What a figure measures: its quote without number, unit and bound (`招引10亿元以上项目`)."""
    quote = squeeze(target.quote)
    unit = re.escape(squeeze(target.unit))
    figure = rf"{_NUMBER}(?:%?[-—–~～至到]+{_NUMBER})?[余多]?{unit}"
    runs = list(re.finditer(rf"{figure}(?:[、，,]?{figure})*", quote)) if unit else []
    if not runs:
        return quote
    head, tail = quote[: runs[-1].start()], quote[runs[-1].end() :]
    words = _strip_end(head, BOUNDS_BEFORE) + _strip_start(tail, BOUNDS_AFTER)
    return words if len(words) > 1 else quote


def cadence_words(text: str, cadence: Cadence, *, high: int) -> str:
    """What recurs: `每月` with the words to the end of its clause; `周调度` and the parts of a list stand alone."""
    if text[cadence.end : cadence.end + 1] in _LIST_MARKS or not cadence.quote.startswith(RECURRING):
        return squeeze(cadence.quote)
    left, right = clause_at(text, cadence.start, cadence.end)
    words = squeeze(text[cadence.start : min(right, high)])
    if _HOW_OFTEN.fullmatch(words):
        words = squeeze(text[left : min(right, high)])
    return short(words.split("”")[0] if words.find("”") < words.find("“") or "“" not in words else words)


def _without(text: str, left: int, right: int, spans: Iterable[tuple[int, int]]) -> str:
    covered = {i for start, end in spans for i in range(max(start, left), min(end, right))}
    return squeeze("".join(text[i] for i in range(left, right) if i not in covered))


def _meaning(words: str) -> str:
    """The words without their lead-in; "" where they say nothing (`力争`) or only announce what follows (`目标是`)."""
    words = _strip_start(words, LEAD_INS)
    return words if len(words) >= SHORTEST and not words.endswith(ANNOUNCING) else ""


def _strip_start(words: str, affixes: tuple[str, ...]) -> str:
    while affix := next((a for a in affixes if words.startswith(a)), None):
        words = words[len(affix) :]
    return words


def _strip_end(words: str, affixes: tuple[str, ...]) -> str:
    while affix := next((a for a in affixes if words.endswith(a)), None):
        words = words[: -len(affix)]
    return words
