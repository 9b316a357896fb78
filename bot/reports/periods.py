"""The stretches of time that a report is about: weeks, months, quarters, years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.reports.words import long_day, long_moment
from bot.settings import ZONE

Kind = Literal["week", "month", "quarter", "year"]
DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)
_NUMERALS = "一二三四"


@dataclass(frozen=True, slots=True)
class Period:
    """The days `first` to `last`, both included. `slot` is its name in keys (2024-W13, 2024-03, 2024-Q1, 2024), `name`
    its name for people."""

    kind: Kind
    first: date
    last: date
    slot: str
    name: str

    @property
    def opens(self) -> datetime:
        """The moment it begins, in Asia/Shanghai."""
        return datetime.combine(self.first, time(), ZONE)

    @property
    def closes(self) -> datetime:
        """The moment it is over, in Asia/Shanghai: the first that no longer belongs to it."""
        return datetime.combine(self.last + DAY, time(), ZONE)

    @property
    def end(self) -> datetime:
        """Its last moment, in Asia/Shanghai: still on its last day."""
        return self.closes - _MOMENT

    def cutoff(self, now: datetime) -> datetime:
        """Up to when a report on it counts: its end, or `now` while it is still going on."""
        return min(now, self.end)

    def until(self, cutoff: datetime) -> str:
        """A cutoff of this period in words: its last day where it is over, else the moment."""
        return long_day(self.last) if cutoff == self.end else long_moment(cutoff)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def week_of(day: date) -> Period:
    """The ISO week that holds the day, Monday to Sunday."""
    year, week, weekday = day.isocalendar()
    monday = day - (weekday - 1) * DAY
    return Period("week", monday, monday + 6 * DAY, f"{year}-W{week:02}", f"{year}年第{week}周")


def week_named(slot: str) -> Period:
    """The ISO week of this name (2024-W13). Raises ValueError for what is none."""
    year, _, week = slot.partition("-W")
    return week_of(date.fromisocalendar(int(year), int(week), 1))


def month_of(day: date) -> Period:
    """The calendar month that holds the day."""
    return Period(
        "month", day.replace(day=1), _month_end(day.year, day.month), f"{day:%Y-%m}", f"{day.year}年{day.month}月"
    )


def quarter_of(day: date) -> Period:
    """The calendar quarter that holds the day."""
    no = (day.month + 2) // 3
    first = date(day.year, 3 * no - 2, 1)
    return Period(
        "quarter", first, _month_end(day.year, 3 * no), f"{day.year}-Q{no}", f"{day.year}年{_NUMERALS[no - 1]}季度"
    )


def quarter_named(slot: str) -> Period:
    """The quarter of this name (2024-Q1). Raises ValueError for what is none."""
    year, _, no = slot.partition("-Q")
    return quarter_of(date(int(year), 3 * int(no), 1))


def year_of(day: date) -> Period:
    """The calendar year that holds the day."""
    return Period("year", date(day.year, 1, 1), date(day.year, 12, 31), f"{day.year}", f"{day.year}年")


HOLDING: dict[Kind, Callable[[date], Period]] = {
    "week": week_of,
    "month": month_of,
    "quarter": quarter_of,
    "year": year_of,
}


def last_whole(kind: Kind, today: date) -> Period:
    """The latest period of this kind that is over on `today`."""
    return HOLDING[kind](HOLDING[kind](today).first - DAY)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - DAY
