"""The marks that number the points of a document, and the tree they make.

A mark counts at the start of a line, or after the end of a sentence where it carries on its own series: whole documents
come on one line. A small stack of open levels decides what a mark belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.numbers import parse_number

_SINGLE_SIGNS = "".join(map(chr, range(ord("①"), ord("⒛") + 1)))
_CN = "[一二三四五六七八九十]{1,3}"
_DOT = r"\.(?!\d)|\.(?=\d{1,2}[月日]|20\d\d年|\d{3}(?![万亿元个项家名人户吨米年])[\u4e00-\u9fff])"
"""The dot of a number; digits may follow where they begin a date or a name (`3.9月底前`, `2.119消防宣传月`)."""
_TASK = "(?:重点|主要|工作|专项)?(?:任务|事项|项目|行动|工程|课题|实事|工作)"
_LEVELS: tuple[tuple[str, str], ...] = (  # outermost first; group 1 is the number, group 0 all of the mark
    ("annex", r"(附[件表])[ ]*(?:\d{1,2}|[一二三四五六七八九十])?[ ]*:?[ ]*(?=\n)"),
    ("part", rf"(第(?:{_CN}|\d{{1,2}})(?:部分|章|篇|编))[ :、.,]*"),
    ("heading", r"(#{1,6})[ ]*(?!\d|\*|[一二三四五六七八九十(])"),
    ("chapter", rf"({_CN})[ ]*(?:、|\.)(?![一二三四]?(?:、|季))"),
    ("section", rf"[(\[【][ ]*({_CN})[ ]*[)\]】][、.]?"),
    ("month", rf"((?:\d{{1,2}}|{_CN}|元)月份?)[ ]*(?::|(?=\n)|$)"),
    ("task", rf"{_TASK}[ ]*(\d{{1,3}}|{_CN})[ ]*[:、.][ ]*|({_TASK}名称)[ ]*:[ ]*"),
    (
        "point",
        rf"([⒈-⒛])|(\d{{1,3}})[ ]*(?:、|{_DOT})|第(\d{{1,3}}|{_CN})条[ :、]*|"
        r"(\d{1,2})[ ]+(?=[\u4e00-\u9fff]{3})",
    ),
    ("clause", r"(?:\([ ]*(\d{1,2})[ ]*\)|(\d{1,2})\))[、.]?"),
    ("ring", r"([①-⑳⑴-⒇])"),
    ("being", rf"({_CN}[是要])(?!否)|(第{_CN}),"),
)
RANK = {name: rank for rank, (name, _) in enumerate(_LEVELS)}
_MARKUP = r"[ ]{0,40}(?:[-*+>][ ]{1,4}){0,3}(?:#{1,6}[ ]{0,4})?(?:\*\*|__)?[ ]{0,4}"
_AT_LINE = [(name, re.compile(pattern)) for name, pattern in _LEVELS]
_LINE = re.compile(rf"(?m)^{_MARKUP}(?=[第附元一二三四五六七八九十(\[【\d①-⒛]|{_TASK})|^[ ]{{0,40}}(?=#)")
_INLINE = re.compile(
    rf"(?:(?<=[。;:!?,)”\"])|(?<=[^\d\s,、.]) )[ ]{{0,8}}(?:\*\*)?(?=[(]?(?:{_CN}|\d{{1,3}})(?:、|{_DOT}|\)|是|要)|"
    rf"[①-⒛]|第{_CN},)"
)
_INLINE_LEVELS = ("chapter", "section", "point", "clause", "ring", "being")


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered place of the text: `start` where the mark (with its markup) begins, `title` where the words begin.
    `number` is as written without its closing mark; `parent` is the index of the mark around it, -1 at the top."""

    level: str
    number: str
    ordinal: int
    start: int
    title: int
    parent: int = -1
    at_line: bool = True


def find_marks(text: str) -> list[Mark]:
    """All marks of a normalised, unwrapped text that carry on a series, with the mark each belongs to."""
    marks: list[Mark] = []
    open_marks: list[int] = []
    latest: dict[str, int] = {}
    for mark in sorted(_candidates(text), key=lambda each: (each.start, not each.at_line)):
        if marks and mark.start < marks[-1].title:
            continue
        depth = _depth(mark, marks, open_marks, latest)
        if depth is None:
            continue
        del open_marks[depth:]
        parent = open_marks[-1] if open_marks else -1
        open_marks.append(len(marks))
        marks.append(Mark(mark.level, mark.number, mark.ordinal, mark.start, mark.title, parent, mark.at_line))
        latest[mark.level] = mark.ordinal
    return marks


def _candidates(text: str) -> Iterator[Mark]:
    for found in _LINE.finditer(text):
        for level, pattern in _AT_LINE:
            if match := pattern.match(text, found.end()):
                yield _mark(level, match, found.start(), True)
                break
    for found in _INLINE.finditer(text):
        for level, pattern in _AT_LINE:
            if level in _INLINE_LEVELS and (match := pattern.match(text, found.end())):
                yield _mark(level, match, found.start(), False)
                break


def _mark(level: str, match: re.Match[str], start: int, at_line: bool) -> Mark:
    number = next(group for group in match.groups() if group is not None)
    return Mark(level, number, _ordinal(level, number), start, match.end(), at_line=at_line)


def _ordinal(level: str, number: str) -> int:
    if level in ("heading", "annex") or (level == "task" and number[-1] not in "0123456789一二三四五六七八九十"):
        return 0
    if number[0] in _SINGLE_SIGNS:
        return int(unicodedata.numeric(number[0]))
    bare = re.sub(r"[第部分章篇编是要月份]", "", number.replace("元", "一"))
    return int(parse_number(bare) or 0)


def _depth(mark: Mark, marks: list[Mark], open_marks: list[int], latest: dict[str, int]) -> int | None:
    """How many of the open levels stay open around this mark; None where it carries on no series."""
    for depth, index in enumerate(open_marks):
        if marks[index].level == mark.level:
            return depth if _carries_on(mark, marks[index].ordinal) else None
    if not mark.at_line and mark.ordinal not in (1, latest.get(mark.level, 0) + 1):
        return None
    rank = RANK[mark.level]
    return next((d for d, index in enumerate(open_marks) if RANK[marks[index].level] > rank), len(open_marks))


def _carries_on(mark: Mark, before: int) -> bool:
    if mark.level in ("heading", "month", "annex") or not mark.ordinal:
        return True
    if not mark.at_line:
        return mark.ordinal == before + 1 or (mark.ordinal == 1 and mark.level == "being")
    return mark.ordinal == 1 or before < mark.ordinal <= before + 5
