"""Task tables that were pasted as text: a head whose words name the columns, then one task a line, or one cell a line.

Where a task has one line, cells stand apart by tabs, by bars or by wide gaps. Where gaps leave out the empty cells of a
row, its words are dealt to the columns that they fit best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, takewhile

from bot.plans.formats.columns import Role, is_head, roles_of
from bot.plans.passage import Span
from bot.plans.tables.rows import BANNER, Cell, PastedRow, PastedTable, row_of
from bot.plans.tables.stacked import read_stacked

FEWEST_COLUMNS = 3
LONGEST_HEAD_LINE = 200
MOST_DEALT = 10
"""Columns up to which the cells of a row with gaps are dealt by what they say."""

_TABS, _BARS, _GAPS = re.compile(r"\t"), re.compile(r"\|"), re.compile(r"[ ]{2,}|[ ]?\u3000+[ ]?")
_SIGNS = ("\t", "|", "  ", "\u3000")
_LINE = re.compile(r"[^\r\n]+")
_RULE_LINE = re.compile(r"[\s|:+-]+")

_FITS: dict[Role, re.Pattern[str]] = {
    "number": re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}"),
    "due": re.compile(r".*(?:\d月|[月年季度]底|底前|季度|年内|全年|半年|长期|持续).*"),
    "leader": re.compile(r"[\u4e00-\u9fff]{2,4}(?:[、，,][\u4e00-\u9fff]{2,4})*"),
    **dict.fromkeys(
        ("lead", "department", "supporting"), re.compile(r".*(?:[局委办部厅院处科]|中心|公司|街道|集团|[镇乡])")
    ),
}  # fmt: skip


def read_tables(text: str) -> tuple[PastedTable, ...]:
    """The task tables of a text as it was pasted, in order."""
    found: list[PastedTable] = []
    lines = list(_LINE.finditer(text))
    at = 0
    while at < len(lines):
        table = _table(text, lines, at) or read_stacked(text, lines, at)
        if table is None:
            at += 1
            continue
        found.append(table)
        at = next((n for n in range(at, len(lines)) if lines[n].start() >= table.end), len(lines))
    return tuple(found)


def _table(text: str, lines: Sequence[re.Match[str]], at: int) -> PastedTable | None:
    """The table whose head is a line; None where that is no head or nothing stands below it."""
    head = lines[at]
    mark = _mark(head[0]) if head.end() - head.start() <= LONGEST_HEAD_LINE else None
    if mark is None:
        return None
    names = [text[start:end] for start, end in _cells(head, mark)]
    if len(names) < FEWEST_COLUMNS or not is_head(names):
        return None
    roles = roles_of(names)
    rows = tuple(_rows(text, lines, at + 1, mark, roles))
    if not rows or "task" not in roles:
        return None
    inside = takewhile(lambda line: line.start() < rows[-1].end, islice(lines, at, None))
    return PastedTable(head.start(), rows, (head.start() - 1, *(line.end() for line in inside)))


def _mark(line: str) -> re.Pattern[str] | None:
    """What parts the cells of a head."""
    if not any(sign in line for sign in _SIGNS):
        return None
    for mark in (_TABS, _BARS, _GAPS):
        if len(mark.findall(line.strip(" "))) >= FEWEST_COLUMNS - 1:
            return mark
    return None


def _cells(line: re.Match[str], mark: re.Pattern[str]) -> list[Span]:
    """Where the cells of a line stand, blanks around their words left out."""
    words, shift = line[0], line.start()
    if mark is not _TABS:
        shift += len(words) - len(words.lstrip(" \u3000|"))
        words = words.strip(" \u3000|")
    cuts = [found.span() for found in mark.finditer(words)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(words)]
    return [_trimmed(words, start, end, shift) for start, end in zip(starts, ends, strict=True)]


def _trimmed(words: str, start: int, end: int, shift: int) -> Span:
    while start < end and words[start].isspace():
        start += 1
    while end > start and words[end - 1].isspace():
        end -= 1
    return start + shift, end + shift


def _rows(
    text: str, lines: Sequence[re.Match[str]], first: int, mark: re.Pattern[str], roles: Sequence[Role]
) -> Iterator[PastedRow]:
    any_yet = False
    for line in (lines[n] for n in range(first, len(lines))):
        cells = _cells(line, mark)
        if _RULE_LINE.fullmatch(line[0]) or (len(cells) < FEWEST_COLUMNS and BANNER.match(line[0])):
            continue
        repeats_head = is_head([text[start:end] for start, end in cells])
        if not min(FEWEST_COLUMNS, len(roles)) <= len(cells) <= len(roles) + 1 or (repeats_head and not any_yet):
            return
        row = None if repeats_head else row_of(text, _dealt(text, cells, roles, mark), line.span())
        if row is not None:
            any_yet = True
            yield row


def _dealt(text: str, cells: Sequence[Span], roles: Sequence[Role], mark: re.Pattern[str]) -> tuple[Cell, ...]:
    """The cells with their columns; by what they say where gaps do not tell which ones are empty."""
    if mark is not _GAPS or len(cells) >= len(roles) or len(roles) > MOST_DEALT:
        return tuple(zip(roles, cells, strict=False))
    words = [text[start:end] for start, end in cells]
    best = max(
        combinations(range(len(roles)), len(cells)),
        key=lambda columns: sum(_fit(roles[c], word) for c, word in zip(columns, words, strict=True)),
    )
    return tuple((roles[column], cell) for column, cell in zip(best, cells, strict=True))


def _fit(role: Role, word: str) -> int:
    if role in _FITS:
        return 1 if _FITS[role].fullmatch(word) else -1
    return 0
