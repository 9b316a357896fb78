"""Arithmetic of calendar periods. Values are periods, not instants, and say whether the year was said or filled in.

How the ambiguous forms are taken is decided here and nowhere else:
- 前 after a day or an end (`6月30日前`, `6月底前`) includes it; after a bare month or quarter (`6月前`) it does not.
- `月初` and `上旬` end on the 10th, `中旬` on the 20th, `下旬` and `底` on the last day.
- A form with 前 or 内 begins with the year, one without begins with its month (or its ten days).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

_TENS = {"初": (1, 10), "上旬": (1, 10), "上中旬": (1, 20), "中旬": (11, 20), "中下旬": (11, 31), "下旬": (21, 31)}


@dataclass(frozen=True, slots=True)
class Period:
    """The days `first` to `last`, both included. `sure` is False where two careful readers may differ; `note` says how
    it was taken (Chinese)."""

    first: date
    last: date
    year_said: bool = False
    sure: bool = True
    note: str = ""


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def month(year: int, number: int, edge: str = "") -> Period:
    """A month or a part of it: `底`, `末` are the whole month (to its end), `初` and the 旬 their days."""
    end = last_day(year, number)
    start, stop = _TENS.get(edge, (1, 31))
    return Period(date(year, number, start), date(year, number, min(stop, end.day)))


def months(first: Period, last: Period) -> Period:
    """From the first day of one period to the last of another; `11月至3月` runs into the next year."""
    if last.last < first.first and not last.year_said:
        last = replace(last, last=_next_year(last.last))
    return Period(first.first, last.last, first.year_said or last.year_said)


def quarter(year: int, number: int) -> Period:
    """Quarter 1 to 4 of a year."""
    return Period(date(year, 3 * number - 2, 1), last_day(year, 3 * number))


def half_year(year: int, number: int) -> Period:
    """Half 1 or 2 of a year."""
    return Period(date(year, 6 * number - 5, 1), last_day(year, 6 * number))


def whole_year(year: int, until: int | None = None) -> Period:
    """A year, or the years up to and including `until`."""
    return Period(date(year, 1, 1), date(until or year, 12, 31))


def five_year_plan(number: int) -> Period:
    """The years of the n-th five-year plan: the 14th is 2021 to 2025."""
    return whole_year(1951 + 5 * number, 1955 + 5 * number)


def single(day: date) -> Period:
    """One day."""
    return Period(day, day)


def up_to(period: Period) -> Period:
    """`前` and `内` that include what stands before: from the first day of the year."""
    return replace(period, first=date(period.last.year, 1, 1))


def before(period: Period, note: str = "") -> Period:
    """`前` that ends the day before the period begins; such readings are never sure."""
    last = period.first - timedelta(days=1)
    return replace(period, first=date(last.year, 1, 1), last=last, sure=False, note=note)


def days_after(day: date, *, days: int = 0, weeks: int = 0, months: int = 0, years: int = 0) -> date:
    """The day that many days, weeks, months or years later; a day that the month lacks becomes its last."""
    total = day.year * 12 + day.month - 1 + months + 12 * years
    year, index = divmod(total, 12)
    shifted = date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))
    return shifted + timedelta(days=days + 7 * weeks)


def week_of(day: date, weeks: int = 0) -> Period:
    """The week, Monday to Sunday, that holds the day, or that many weeks later."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return Period(monday, monday + timedelta(days=6))


def _next_year(day: date) -> date:
    return last_day(day.year + 1, day.month) if day.month == 2 else day.replace(year=day.year + 1)
