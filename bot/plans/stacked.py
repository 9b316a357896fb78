"""Task tables that were pasted one cell a line: the heads below each other, then the cells of the first row, and so on.
A bar may end each line, blank lines may part the cells, heads may be repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.text import normalise
from bot.plans.cells import Said
from bot.plans.dealing import Deal, Unit
from bot.plans.formats.columns import Role, head_of, is_head, role_of, roles_of
from bot.plans.passage import Span
from bot.plans.rows import Cell, PastedRow, PastedTable, row_of

FEWEST_HEADS, MOST_HEADS = 3, 12
_LONGEST_HEAD_LINE = 24
_SIDE_HEAD = re.compile(
    r"备注|说明|.*(?:情况|投资|资金|地点|问题|打算|建议|方式|性质|来源|电话|联系人|进度|进展)"
)
_AFTER = re.compile(r"[ ]*(?:\(?注|备注|说明|填表说明)[ ]*\d?[ ]*[:、.]|[ ]*附[件表][ ]*\d{0,2}[ ]*(?::|$)")

@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its cells, the roles of its columns, what parts its cells (bars, or so many line breaks)."""

    span: Span
    names: tuple[str, ...]
    roles: tuple[Role, ...]
    bars: bool
    breaks: int

    @property
    def kinds(self) -> tuple[Role, ...]:
        """What the columns hold; where a second one says 举措 or 内容, that is words as in a goal."""
        both = zip(self.roles, map(role_of, self.names), strict=True)
        return tuple("goal" if (role, said) == ("other", "task") else role for role, said in both)

    @property
    def number(self) -> int:
        """The column of the rows' numbers; -1 where there is none."""
        return self.roles.index("number") if "number" in self.roles else -1


def read_stacked(text: str, lines: Sequence[re.Match[str]], at: int) -> PastedTable | None:
    """The table whose first head is a line; None where that is none or nothing stands below it."""
    if not _may_be_head(lines[at][0]):
        return None
    head = _head(text, lines, at)
    if head is None:
        return None
    dealt = Deal(head.kinds, 0 if head.bars else head.breaks).dealt(_units(text, lines, head))
    rows = tuple(_rows(text, head, dealt))
    if not any(role not in ("number", "task", "goal") for row in rows for role, _ in row.cells):
        return None
    spans = [span for span, _ in dealt if span[0] < rows[-1].end]
    return PastedTable(head.span[0], rows, tuple(_breaks_between(text, head.span, spans)))


def _rows(text: str, head: Head, dealt: Sequence[tuple[Span, int]]) -> Iterator[PastedRow]:
    """The rows: each begins where a cell stands in no later column than the one before it, and is no more of it."""
    size = len(head.roles)
    chapter: Span | None = None
    cells: list[Cell] = []
    before = -1
    for span, column in (*dealt, ((0, 0), size)):
        if cells and (column == size or column < before or column == before == head.number):
            if row := row_of(text, cells, (cells[0][1][0], cells[-1][1][1]), chapter):
                yield row
            cells = []
        if column < size:
            cells.append((head.roles[column], span))
        else:
            chapter = span
        before = column


def _breaks_between(text: str, head: Span, spans: Sequence[Span]) -> Iterator[int]:
    """The line breaks in the head, and those between the cells below it."""
    yield head[0] - 1
    yield from (found.start() for found in re.compile("\n").finditer(text, *head))
    for before, after in pairwise((head, *spans)):
        yield from (found.start() for found in re.compile("\n").finditer(text, before[1], after[0]))
    yield spans[-1][1]


def _may_be_head(line: str) -> bool:
    bare = line.strip(" \t\u3000|\xa0")
    return 0 < len(bare) <= _LONGEST_HEAD_LINE and role_of(bare) is not None


def _head(text: str, lines: Sequence[re.Match[str]], at: int) -> Head | None:
    """The head that begins with a line; it ends before the first number, or with the last word that names a column."""
    cells = list(_head_cells(lines, at))
    first_number = next((n for n, (words, _) in enumerate(cells) if Said.of(words).ordinal), len(cells))
    names = [words for words, _ in cells[:first_number]]
    if first_number == len(cells) or "number" not in map(role_of, names):
        known = [n for n, words in enumerate(names) if role_of(words) or _SIDE_HEAD.fullmatch(head_of(words))]
        names = names[: 1 + _last_in_row(known)]
    while names and Said.of(names[-1]).banner:
        names.pop()
    if not FEWEST_HEADS <= len(names) <= MOST_HEADS or len(set(names)) < len(names) or not is_head(names):
        return None
    roles = roles_of(names)
    spans = [span for _, span in cells[: len(names)]]
    bars = all(text[span[1] : span[1] + 4].lstrip().startswith("|") for span in spans)
    breaks = min(text.count("\n", one[1], two[0]) for one, two in pairwise(spans))
    return Head((spans[0][0], spans[-1][1]), tuple(names), roles, bars, breaks) if "task" in roles else None


def _last_in_row(known: Sequence[int]) -> int:
    """The last of the known heads that at most one unknown parts from those before."""
    last = -1
    for place in known:
        if place > last + 2:
            break
        last = place
    return last


def _head_cells(lines: Sequence[re.Match[str]], at: int) -> Iterator[tuple[str, Span]]:
    """The short lines from one on, without their bars; a head that is broken inside counts as one."""
    found: list[tuple[str, Span]] = []
    for line in lines[at : at + 2 * MOST_HEADS]:
        bare = line[0].strip(" \t\u3000|\xa0\ufeff")
        if len(bare) > _LONGEST_HEAD_LINE or "。" in bare:
            break
        if not bare:
            continue
        start = line.start() + line[0].index(bare)
        if found and len(found[-1][0]) <= 2 and len(bare) <= 2 and role_of(found[-1][0] + bare) and not role_of(bare):
            found[-1] = (found[-1][0] + bare, (found[-1][1][0], start + len(bare)))
            continue
        found.append((bare, (start, start + len(bare))))
    return iter(found)


def _units(text: str, lines: Sequence[re.Match[str]], head: Head) -> Iterator[Unit]:
    """What follows the head, cell by cell; heads that are repeated are left out."""
    waiting: list[Unit] = []
    for unit in _cells(text, lines, head):
        if _AFTER.match(normalise(unit.said.words)):
            break
        waiting.append(unit)
        size = len(waiting)
        if unit.said.words == head.names[size - 1]:
            if size == len(head.names):
                waiting.clear()
            continue
        yield from waiting
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
