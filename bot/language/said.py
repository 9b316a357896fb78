"""What a relative expression says: a day, a length of time, and the clock from which both count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.language.periods import days_after


@dataclass(frozen=True, slots=True)
class Clock:
    """From where relative dates count: the moment of writing (Asia/Shanghai) and which days are worked."""

    at: datetime
    is_workday: Callable[[date], bool]

    @property
    def today(self) -> date:
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, in the unit said; `after` gives the day that long after another."""

    number: float
    unit: str

    def after(self, day: date, is_workday: Callable[[date], bool]) -> date:
        if self.unit == "workdays":
            return _workdays_after(day, int(self.number), is_workday)
        if self.unit == "hours":
            return day
        halves = {"months": 15, "years": 183, "weeks": 3, "days": 0}[self.unit] if self.number % 1 else 0
        return days_after(day, **{self.unit: int(self.number)}) + timedelta(days=halves)


@dataclass(frozen=True, slots=True)
class Said:
    """What an expression says: the last day that it allows (None where it names no day, `年后`), or a length (`两周`).

    `bounded`: a bound was said (前, 内, 底). `vague`: the present period bare (`今年`, `本月`), which by
    itself dates nothing."""

    last: date | None
    span: Span | None = None
    bounded: bool = False
    vague: bool = False


def _workdays_after(day: date, count: int, is_workday: Callable[[date], bool]) -> date:
    left = min(count, 366)
    while left > 0:
        day += timedelta(days=1)
        left -= is_workday(day)
    return day
