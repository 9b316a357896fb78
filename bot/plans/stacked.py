"""Task tables that were pasted one cell a line: the heads below each other, then the cells of the first row, and so on.

Which cell belongs to which column nobody says: empty cells may have left no line, and the paragraphs of a cell are lines
of their own. Of all ways to deal the lines to the columns, row by row, the one is taken in which they fit best; the
numbers of the rows weigh most. The table ends where what follows fits no more."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.text import normalise
from bot.plans.cells import AGENCY, Said, fit
from bot.plans.formats.columns import LONGEST_HEAD, Role, head_of, is_head, role_of, roles_of
from bot.plans.passage import Span
from bot.plans.rows import Cell, PastedRow, PastedTable, row_of

FEWEST_HEADS, MOST_HEADS = 3, 12
_LONGEST_HEAD_LINE = 24
_PATIENCE = 14
"""How many cells that fit nowhere are looked at before the table is taken to be over."""
_SIDE_HEAD = re.compile(r"备注|说明|.*(?:情况|投资|资金|地点|问题|打算|建议|方式|性质|来源|电话|联系人|进度|进展)|单位\S{1,3}")
_AFTER = re.compile(r"[ ]*(?:\(?注|备注|说明|填表说明)[ ]*\d?[ ]*[:、.]|[ ]*附[件表][ ]*\d{0,2}[ ]*(?::|$)")
_LEFT_OUT: dict[Role, float] = {
    "number": 5, "task": 4, "goal": 2.5, "due": 2, "leader": 2, "lead": 2.5, "department": 2, "supporting": 1,
    "chapter": 0.5, "other": 0.5, "period": 1,
}  # fmt: skip
"""What it costs that a row has no cell in a column."""
_GOES_ON: dict[Role, float] = {
    "number": 20, "task": 1, "goal": 1, "leader": 1.5, "lead": 1.5, "department": 1.5, "supporting": 1, "due": 1.5,
    "chapter": 4, "other": 1, "period": 1,
}  # fmt: skip
"""What it costs that a cell has one paragraph more."""
_NUMBERED, _PERHAPS_NUMBERED, _BANNERED, _PERHAPS_BANNERED, _NEVER = 6.0, 3.0, 3.0, 0.0, -50.0
_NO_EMPTY = 1.5
_TO_HELPERS: dict[Role, Collection[Role]] = {"supporting": ("lead", "department"), "department": ("lead",)}


@dataclass(frozen=True, slots=True)
class Unit:
    """A cell or a paragraph of one: where it stands, how many line breaks stand before it, what it says."""

    span: Span
    breaks: int
    said: Said


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its cells, the roles of its columns, what parts its cells (bars, or so many line breaks)."""

    span: Span
    names: tuple[str, ...]
    roles: tuple[Role, ...]
    bars: bool
    breaks: int

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
    dealt = _Deal(head).dealt(_units(text, lines, head))
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


class _Deal:
    """The dealing of cells to columns: for each cell and column the best sum so far, and where it came from."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.roles = head.roles
        self.costs = [_LEFT_OUT[role] for role in head.roles]
        self.banner = len(head.roles)
        self.live = [0]
        self.moves = self._moves()

    def _moves(self) -> list[list[float]]:
        """What it costs to go from column to column; the last of each stands for a row over the whole width."""
        size = len(self.roles)
        before = [sum(self.costs[:column]) for column in range(size)]
        after = [sum(self.costs[column + 1 :]) for column in range(size)] + [0.0]
        moves = [[after[one] + before[two] for two in range(size)] + [after[one]] for one in range(size + 1)]
        for one in range(size):
            moves[one][one] = min(moves[one][one], _GOES_ON[self.roles[one]])
            for two in range(one + 1, size):
                moves[one][two] = sum(self.costs[one + 1 : two])
        moves[size][size] = 1.0
        return moves

    def dealt(self, units: Iterator[Unit]) -> list[tuple[Span, int]]:
        """The cells of the table with their columns; the number of columns stands for a row over the whole width."""
        sums: list[float] = [*[_NEVER * 9] * self.banner, 0.0]
        back: list[list[int]] = []
        spans: list[Span] = []
        best, last = 0.0, (-1, 0)
        previous: Unit | None = None
        for unit, following in _with_next(units):
            came = self._came(unit, previous, sums)
            sums = [mark + more for (mark, _), more in zip(came, self._fits(unit, following), strict=True)]
            back.append([one for _, one in came])
            spans.append(unit.span)
            ended, ending = max((sums[one] - self.moves[one][self.banner], one) for one in range(self.banner))
            if ended > best:
                best, last = ended, (len(spans) - 1, ending)
            if len(spans) - last[0] > _PATIENCE:
                break
            previous = unit
        return self._traced(spans, back, *last)

    def _came(self, unit: Unit, previous: Unit | None, sums: Sequence[float]) -> list[tuple[float, int]]:
        """For each column the best sum with which the cell can be reached there, and the column before."""
        size = range(self.banner + 1)
        ranks = (previous.said.rank, unit.said.rank) if previous else (0, 0)
        if not ranks[0] and (self.head.bars or unit.breaks <= self.head.breaks):
            return [max((sums[one] - self.moves[one][two], one) for one in size) for two in size]
        return [max((sums[one] - self._cost(one, two, unit, ranks), one) for one in size) for two in size]

    def _cost(self, one: int, two: int, unit: Unit, ranks: tuple[int, int]) -> float:
        """What a move costs at this place: a wide gap speaks for an empty cell. Lists name the higher bodies first, a
        body with its own agencies: where a higher one follows a lower one, or another after an agency, the helpers
        begin."""
        cost = self.moves[one][two]
        if not self.head.bars and unit.breaks > self.head.breaks and max(one, two) < self.banner:
            cost += _NO_EMPTY if one == two else -min(cost, _NO_EMPTY) if two > one + 1 else 0
        if max(one, two) < self.banner and self.roles[one] in _TO_HELPERS.get(self.roles[two], ()):
            cost -= 1 if ranks[0] > ranks[1] else 0.6 if ranks[0] == AGENCY else 0
        return cost

    def _fits(self, unit: Unit, following: Unit | None) -> list[float]:
        said = unit.said
        numbered = self._numbered(said)
        fits = [numbered if role == "number" and numbered else fit(role, said) for role in self.roles]
        heads = following is not None and following.said.ordinal and len(said.words) <= 30 and not said.ordinal
        return [*fits, _BANNERED if said.banner else _PERHAPS_BANNERED if heads and said.words else _NEVER]

    def _numbered(self, said: Said) -> float:
        """How sure it is that a cell is the number of a row; 0 where it is none."""
        number = said.ordinal
        if not number:
            return 0.0
        if number - 1 in self.live:
            self.live.remove(number - 1)
            self.live = [*self.live[-2:], number]
            return _NUMBERED
        if number == 1:
            self.live = [*self.live[-2:], number]
        return _PERHAPS_NUMBERED if number == 1 or any(0 < number - known <= 3 for known in self.live) else 0.0

    def _traced(self, spans: Sequence[Span], back: Sequence[Sequence[int]], at: int, column: int) -> list[tuple[Span, int]]:
        columns: list[int] = []
        for step in range(at, -1, -1):
            columns.append(column)
            column = back[step][column]
        return list(zip(spans, reversed(columns), strict=False))


def _with_next(units: Iterator[Unit]) -> Iterator[tuple[Unit, Unit | None]]:
    held = next(units, None)
    while held is not None:
        following = next(units, None)
        yield held, following
        held = following
