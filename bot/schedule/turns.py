"""The turns of recurring work: one a period of the calendar (a week, a month, two months, a quarter …), each with its
end. What recurs by the day is told of once a week, so its turns are weeks: nobody is asked every day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.model import Recurrence
from bot.schedule.calendar import week_name, week_of

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Turn:
    """The days `first` to `last` of one period; `slot` names it by its last month (2024-03) or ISO week (2024-W13)."""

    slot: str
    first: date
    last: date

    @property
    def is_of_weeks(self) -> bool:
        """Whether it is one week or some, which the week's check-in asks about, with no reminder of its own."""
        return "W" in self.slot


def turns(cadence: Recurrence, first: date, last: date) -> Iterator[Turn]:
    """The turns whose end lies from `first` to `last`, both included, in order."""
    return (turn for turn in begun(cadence, first, last) if turn.last <= last)


def begun(cadence: Recurrence, first: date, last: date) -> Iterator[Turn]:
    """The turns that have a day from `first` to `last`, both included, in order; the last may end later."""
    if weeks := weeks_of(cadence):
        return _weeks(weeks, first, last)
    return _months(_MONTHS[cadence.unit] * cadence.interval, first, last)


def weeks_of(cadence: Recurrence) -> int:
    """How many weeks a turn takes; 0 for what recurs by month or longer."""
    days = {"day": 1, "week": _WEEK}.get(cadence.unit, 0) * cadence.interval
    return max(1, days // _WEEK) if days else 0


def _weeks(length: int, first: date, last: date) -> Iterator[Turn]:
    """Weeks from Monday to Sunday; of several, those that begin at a multiple of their number since year 1."""
    number = (first.toordinal() - 1) // _WEEK
    number -= number % length
    while (monday := date.fromordinal(number * _WEEK + 1)) <= last:
        sunday = monday + timedelta(length * _WEEK - 1)
        yield Turn(week_name(*week_of(sunday)), monday, sunday)
        number += length


def _months(length: int, first: date, last: date) -> Iterator[Turn]:
    month = first.year * 12 + first.month - 1
    month -= month % length
    while (turn := _turn(month, length)).first <= last:
        yield turn
        month += length


@lru_cache(maxsize=1024)
def _turn(month: int, length: int) -> Turn:
    """The turn of `length` months that begins with that month, counted from year 0."""
    year, index = divmod(month + length - 1, 12)
    last = date(year, index + 1, monthrange(year, index + 1)[1])
    return Turn(f"{last:%Y-%m}", date(month // 12, month % 12 + 1, 1), last)
