"""The turns of recurring work: one a period of the calendar (a month, two months, a quarter …), each with its end."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.model import Recurrence

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""The units that have turns of their own; what recurs by day or week is asked about in the week's check-in."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The days `first` to `last` of one period; `slot` names it by its last month (2024-03)."""

    slot: str
    first: date
    last: date


def turns(cadence: Recurrence, first: date, last: date) -> Iterator[Turn]:
    """The turns whose end lies from `first` to `last`, both included, in order."""
    return (turn for turn in begun(cadence, first, last) if turn.last <= last)


def begun(cadence: Recurrence, first: date, last: date) -> Iterator[Turn]:
    """The turns that have a day from `first` to `last`, both included, in order; the last may end later."""
    length = MONTHS.get(cadence.unit, 0) * cadence.interval
    if not length:
        return
    month = first.year * 12 + first.month - 1
    month -= month % length
    while (turn := _turn(month, length)).first <= last:
        yield turn
        month += length


def _turn(month: int, length: int) -> Turn:
    """The turn of `length` months that begins with that month, counted from year 0."""
    year, index = divmod(month + length - 1, 12)
    last = date(year, index + 1, monthrange(year, index + 1)[1])
    return Turn(f"{last:%Y-%m}", date(month // 12, month % 12 + 1, 1), last)
