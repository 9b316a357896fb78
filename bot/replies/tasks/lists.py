"""Replies that tell of each task in the order of the questions, and name none: `80%、75%、90%`, `分别完成38、9、5`,
`一个80%，一个95%`."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LEAD = (
    r"(?:收到|好的|明白|目前|现在|截至目前|各项|(?:这|上述|以上)?[一二两三四五六七八九十\d]{0,3}(?:项|个|件)|工作|任务|项目|这|上述|以上|的|整体|完成|大概|"
    r"现|[,:])*(?:进度|进展|完成率|完成|比例)?(?:情况)?"
)
_EACH = r"(?:分别|依次|各自|顺次|按顺序|从上到下|从前往后|挨个)"
_SHARE = re.compile(
    r"\d+(?:\.\d+)?%|[一二三四五六七八九]成[半一二三四五六七八九]?|[一二三四五]分之[一二三四]|过半|一半|百分之[零一二三四五六七八九十百点]+"
)
_ONLY_SHARES = re.compile(
    rf"{_LEAD}{_EACH}?(?:完成|达到?|是|为|:)*[\s、,;/和]*(?:(?:{_SHARE.pattern})[\s、,;/。和]*)+(?:左右|了|吧|多)*"
)
_ONE_BY_ONE = re.compile(rf"{_LEAD}{_EACH}(?P<verb>完成|办结|落实|达到?)?(?:了|是|为|:)*(?P<list>[^。\n]+?)[。\s]*")
_PIECE = re.compile(r"[^、,;和及\s]+")
_CLAUSE = re.compile(r"(?:另外?)?一[个项件条](?P<said>(?:(?!一[个项件条])[^,;、。\n])*(?!一[个项件条])[^,;、。\n\s])")
_BETWEEN = re.compile(r"[\s,;、。]*")
_TELLS_HOW_MUCH = re.compile(rf"{_SHARE.pattern}|[\d一二两三四五六七八九十]")
_BRIEF = re.compile(
    rf"[√✓✔✅☑×✗✘❌→⏳🚧]\ufe0f?|(?:(?<=^)|(?<=[\s、;/]))(?:{_SHARE.pattern}|(?:已经?|都|还|正|快|基本|尚)*(?:没|未)?(?:完成?|完工|办结|动工?|开工|"
    r"启动|搞定|结束|好|交付)了?|(?:还|正|都)?在(?:建|办|做|弄|推进?|干|改|装|修)|(?:进行|推进|施工)中|正常|滞后|收尾|卡住?了?)(?=[\s、;/。]|$)"
)
_APART = re.compile(r"[\s、;/。]+")

Span = tuple[int, int]


def told_in_order(text: str, size: int) -> tuple[Span, ...]:
    """Where each of so many tasks is told of; nothing where the reply is no such list."""
    return _shares(text, size) or _briefly(text, size) or _after_each(text, size) or _clauses(text, size)


def _shares(text: str, size: int) -> tuple[Span, ...]:
    """Bare shares, as many as there are tasks."""
    return _fitting(_SHARE.finditer(text), size) if _ONLY_SHARES.fullmatch(text) else ()


def _briefly(text: str, size: int) -> tuple[Span, ...]:
    """One word or mark for each (`完成/在建/未动`, `√√×`); a comma may also part what is said of one."""
    pieces = tuple(_BRIEF.finditer(text))
    return _fitting(pieces, size) if size > 1 and not _APART.sub("", _BRIEF.sub("", text)) else ()


def _after_each(text: str, size: int) -> tuple[Span, ...]:
    found = _ONE_BY_ONE.fullmatch(text)
    return _fitting(_PIECE.finditer(text, *found.span("list")), size) if found else ()


def _clauses(text: str, size: int) -> tuple[Span, ...]:
    """One clause with a figure for each, and nothing else; without figures the order would be guessed."""
    found = list(_CLAUSE.finditer(text))
    told = _BETWEEN.fullmatch(_CLAUSE.sub("", text)) and any(_TELLS_HOW_MUCH.search(one["said"]) for one in found)
    return tuple(one.span("said") for one in found) if told and len(found) == size else ()


def _fitting(found: Iterable[re.Match[str]], size: int) -> tuple[Span, ...]:
    spans = tuple(one.span() for one in found)
    return spans if len(spans) == size else ()
