"""The cells of a table, one after the other, dealt to its columns.

Which cell belongs to which column nobody says: empty cells may have left nothing, and the paragraphs of a cell stand
like cells. Of all ways to deal them, row by row, the one is taken in which they fit best; the numbers of the rows weigh
most. The table ends where what follows fits no more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.plans.formats.columns import Role
from bot.plans.passage import Span
from bot.plans.tables.cells import AGENCY, Said, fit

_PATIENCE = 14
"""How many cells that fit nowhere are looked at before the table is taken to be over."""
_LEFT_OUT: dict[Role, float] = {
    "number": 5, "task": 4, "goal": 2.5, "due": 2, "leader": 2, "lead": 2.5, "department": 2, "supporting": 1,
    "chapter": 0.5, "other": 1, "period": 1,
}  # fmt: skip
"""What it costs that a row has no cell in a column."""
_GOES_ON: dict[Role, float] = {
    "number": 20, "task": 1, "goal": 1, "leader": 1.5, "lead": 1.5, "department": 1.5, "supporting": 1, "due": 1.5,
    "chapter": 4, "other": 1, "period": 1,
}  # fmt: skip
"""What it costs that a cell has one paragraph more."""
_NUMBERED, _PERHAPS_NUMBERED, _BANNERED, _PERHAPS_BANNERED, _NEVER = 6.0, 3.0, 3.0, 0.0, -50.0
_NO_EMPTY = 1.5
_KNOWN_BORDER = 3.0
"""What it costs more to leave a cell out or let it go on where each has its own borders, empty ones too."""
_TO_HELPERS: dict[Role, Collection[Role]] = {"supporting": {"lead", "department"}, "department": {"lead"}}


@dataclass(frozen=True, slots=True)
class Unit:
    """A cell or a paragraph of one: where it stands, how many line breaks stand before it, what it says."""

    span: Span
    breaks: int
    said: Said


class Deal:
    """The dealing of cells to columns: for each cell and column the best sum so far, and where it came from."""

    def __init__(self, roles: Sequence[Role], breaks: int) -> None:
        """`breaks`: how many line breaks part the cells; 0 where each cell, also an empty one, has its borders."""
        self.roles = roles
        self.breaks = breaks
        known = 0 if breaks else _KNOWN_BORDER
        self.costs = [_LEFT_OUT[role] + known for role in roles]
        self.going_on = [_GOES_ON[role] + known for role in roles]
        self.banner = len(roles)
        self.live = [0]
        self.moves = self._moves()

    def _moves(self) -> list[list[float]]:
        """What it costs to go from column to column; the last of each stands for a row over the whole width."""
        size = len(self.roles)
        before = [sum(self.costs[:column]) for column in range(size)]
        after = [sum(self.costs[column + 1 :]) for column in range(size)] + [0.0]
        moves = [[after[one] + before[two] for two in range(size)] + [after[one]] for one in range(size + 1)]
        for one in range(size):
            moves[one][one] = min(moves[one][one], self.going_on[one])
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
        if not ranks[0] and not self._is_wide(unit):
            return [max((sums[one] - self.moves[one][two], one) for one in size) for two in size]
        return [max((sums[one] - self._cost(one, two, unit, ranks), one) for one in size) for two in size]

    def _is_wide(self, unit: Unit) -> bool:
        return 0 < self.breaks < unit.breaks

    def _cost(self, one: int, two: int, unit: Unit, ranks: tuple[int, int]) -> float:
        """What a move costs at this place: a wide gap speaks for an empty cell. Lists name the higher bodies first, a
        body with its own agencies: where a higher one follows a lower one, or another after an agency, the helpers
        begin."""
        cost = self.moves[one][two]
        if self._is_wide(unit) and max(one, two) < self.banner:
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

    def _traced(
        self, spans: Sequence[Span], back: Sequence[Sequence[int]], at: int, column: int
    ) -> list[tuple[Span, int]]:
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
