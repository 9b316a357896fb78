"""Task tables that were pasted one cell a line: the heads below each other, then the cells of the first row, and so on.
A bar may end each line, blank lines may part the cells, heads may be repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.language.text import normalise
from bot.plans.passage import Span
from bot.plans.tables.cells import Said
from bot.plans.tables.dealing import Deal, Unit
from bot.plans.tables.heads import WORD, Head, read_head
from bot.plans.tables.rows import Cell, PastedRow, PastedTable, row_of

_AFTER = re.compile(r"[ ]*(?:\(?注|备注|说明|填表说明)[ ]*\d?[ ]*[:、.]|[ ]*附[件表][ ]*\d{0,2}[ ]*(?::|$)")


def read_stacked(text: str, lines: Sequence[re.Match[str]], at: int) -> PastedTable | None:
    """The table whose first head is a line; None where that is none or nothing stands below it."""
    head = read_head(text, lines, at)
    if head is None:
        return None
    if head.spaced:
        return _table(text, head, _joined(text, Deal(head.kinds, 1).dealt(_words(text, lines, head))))
    dealt = Deal(head.kinds, 0 if head.bars else head.breaks).dealt(_units(text, lines, head))
    return _table(text, head, dealt)


def _table(text: str, head: Head, dealt: Sequence[tuple[Span, int]]) -> PastedTable | None:
    rows = tuple(_rows(text, head, dealt))
    if not any(role not in ("number", "task", "goal") for row in rows for role, _ in row.cells):
        return None
    spans = [span for span, _ in dealt if span[0] < rows[-1].end]
    return PastedTable(head.span[0], rows, tuple(_breaks_between(text, head.span, spans)))


def _rows(text: str, head: Head, dealt: Sequence[tuple[Span, int]]) -> Iterator[PastedRow]:
    """The rows: each begins where a cell stands in no later column than the one before it, and is no more of it. A row
    over the whole width, or one numbered 一 or 二 that names nothing but a task, is the chapter of those below."""
    size = len(head.roles)
    chapter: Span | None = None
    cells: list[Cell] = []
    before = -1
    for span, column in (*dealt, ((0, 0), size)):
        if cells and (column == size or column < before or column == before == head.number):
            if _is_chapter(text, cells):
                chapter = cells[-1][1]
            elif row := row_of(text, cells, (cells[0][1][0], cells[-1][1][1]), chapter):
                yield row
            cells = []
        if column < size:
            cells.append((head.roles[column], span))
        elif span[1]:
            chapter = span
        before = column


def _is_chapter(text: str, cells: Sequence[Cell]) -> bool:
    (_, number), roles = cells[0], [role for role, _ in cells]
    return roles == ["number", "task"] and not text[slice(*number)].strip("（()）.、．").isdecimal()


def _breaks_between(text: str, head: Span, spans: Sequence[Span]) -> Iterator[int]:
    """The line breaks in the head, and those between the cells below it."""
    yield head[0] - 1
    yield from (found.start() for found in re.compile("\n").finditer(text, *head))
    for before, after in pairwise((head, *spans)):
        yield from (found.start() for found in re.compile("\n").finditer(text, before[1], after[0]))
    yield spans[-1][1]


def _words(text: str, lines: Sequence[re.Match[str]], head: Head) -> Iterator[Unit]:
    """The words below a head whose cells stood apart by spaces."""
    before = head.span[1]
    for line in _lines_after(lines, before):
        if _AFTER.match(normalise(line[0])):
            return
        for word in WORD.finditer(line[0]):
            span = line.start() + word.start(), line.start() + word.end()
            yield _unit(text, span, before)
            before = span[1]


def _joined(text: str, dealt: Sequence[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """The words with their columns; those of one cell on one line as one."""
    found: list[tuple[Span, int]] = []
    for (start, end), column in dealt:
        if found and found[-1][1] == column and "\n" not in text[found[-1][0][1] : start]:
            found[-1] = ((found[-1][0][0], end), column)
        else:
            found.append(((start, end), column))
    return found


def _units(text: str, lines: Sequence[re.Match[str]], head: Head) -> Iterator[Unit]:
    """What follows the head, cell by cell; heads that are repeated are left out."""
    waiting: list[Unit] = []
    repeated = False
    for unit in _cells(text, lines, head):
        if _AFTER.match(normalise(unit.said.words)):
            break
        waiting.append(unit)
        if unit.said.words == head.names[len(waiting) - 1]:
            if len(waiting) == len(head.names):
                if repeated:
                    return
                repeated = True
                waiting.clear()
            continue
        yield from waiting
        repeated = False
        waiting.clear()
    yield from waiting


def _cells(text: str, lines: Sequence[re.Match[str]], head: Head) -> Iterator[Unit]:
    start = end = -1
    before = head.span[1]
    for line in _lines_after(lines, head.span[1]):
        words = line[0].strip(" \t\u3000\xa0\ufeff")
        closed = head.bars and words.endswith("|")
        bare = words.strip(" \t\u3000|\xa0")
        if not (bare or closed):
            continue
        begins = line.start() + line[0].index(bare) if bare else line.start()
        goes_on = end >= 0 and (head.bars or text.count("\n", end, begins) < head.breaks)
        if end >= 0 and not goes_on:
            yield _unit(text, (start, end), before)
            before = end
        start, end = (start if goes_on else begins), begins + len(bare)
        if closed:
            yield _unit(text, (start, end), before)
            before, start, end = end, -1, -1
    if end >= 0:
        yield _unit(text, (start, end), before)


def _lines_after(lines: Sequence[re.Match[str]], offset: int) -> Iterator[re.Match[str]]:
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if lines[middle].start() < offset else (low, middle)
    return (lines[n] for n in range(low, len(lines)))


def _unit(text: str, span: Span, before: int) -> Unit:
    words = re.sub(r"\s*\n\s*", "", text[slice(*span)])
    return Unit(span, text.count("\n", before, span[0]), Said.of(words))
