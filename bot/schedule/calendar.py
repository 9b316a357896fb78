"""Working days in China: weekdays, less the days off and plus the make-up days (调休上班) of each year's notice.

Every day of the common era has an answer, in constant time and without a table of days: five working days a week, set
right by the days on which a notice differs from the weekday rule. A year without a notice follows the weekday rule and
the days off that are certain by law; it is not *sure* (待定).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from chinese_calendar.constants import holidays as packaged_rest_days
from chinese_calendar.constants import workdays as packaged_make_up_days

from bot.schedule.days_off import SpecialDay, YearNotice, certain_days, supposed_notice

_PACKAGED_NAMES = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}  # fmt: skip
_PACKAGED_YEARS = frozenset(day.year for day in packaged_rest_days)
_LAWFUL_YEARS = range(max(_PACKAGED_YEARS) + 1, 2100)
UNSURE = "（待定）"
"""What stands behind a day of a year whose notice is not known."""
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, eq=False)
class Calendar:
    """`special`: date → whether it is a working day, where a notice, the law or the unit itself says so. `sure_years`:
    the years whose notice is known."""

    special: Mapping[date, bool]
    sure_years: frozenset[int]
    own_rest_days: frozenset[date] = frozenset()
    _odd: tuple[int, ...] = field(init=False, repr=False)
    _more: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        odd = sorted((day.toordinal(), works) for day, works in self.special.items() if works != _weekday(day))
        object.__setattr__(self, "_odd", tuple(ordinal for ordinal, _ in odd))
        object.__setattr__(self, "_more", (0, *accumulate(1 if works else -1 for _, works in odd)))

    @classmethod
    def build(cls, notices: Mapping[int, YearNotice] | None = None, own_rest_days: Iterable[date] = ()) -> Calendar:
        """The calendar of the notices in config/calendar/ (by year), else of the packaged ones, else of the law.
        `own_rest_days` are further days off of this unit. A notice counts for every day that it names, so that the one
        of a year can also set days of the December before."""
        notices = notices or {}
        packaged = dict.fromkeys(packaged_make_up_days, True) | dict.fromkeys(packaged_rest_days, False)
        special = {day: works for day, works in packaged.items() if _notice_of(day) not in notices}
        for year in _LAWFUL_YEARS:
            special |= {} if year in notices else dict.fromkeys(certain_days(year), False)
        for _, notice in sorted(notices.items()):
            special |= {day.day: not day.off for day in notice.days}
        own = frozenset(own_rest_days)
        return cls(special | dict.fromkeys(own, False), _PACKAGED_YEARS.union(notices), own)

    def with_notice(self, notice: YearNotice) -> Calendar:
        """The calendar with the notice of a year in the place of what was known or supposed of it."""
        others = {day: works for day, works in self.special.items() if _notice_of(day) != notice.year}
        named = {day.day: not day.off for day in notice.days}
        own = dict.fromkeys(self.own_rest_days, False)
        return Calendar(others | named | own, self.sure_years | {notice.year}, self.own_rest_days)

    def is_workday(self, day: date) -> bool:
        """Whether one works on that day."""
        return self.special.get(day, _weekday(day))

    def is_sure(self, day: date) -> bool:
        """False for a day of a year whose notice is not known (待定)."""
        return day.year in self.sure_years

    def unsure(self, day: date) -> str:
        """The mark behind a day that is not sure; empty behind any other."""
        return "" if self.is_sure(day) else UNSURE

    def workdays(self, first: date, last: date) -> int:
        """How many working days lie from `first` to `last`, both included; 0 where `last` is before `first`."""
        return max(0, self._before(last.toordinal() + 1) - self._before(first.toordinal()))

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th working day after `day` (n > 0) or before it (n < 0); `day` itself for 0, whatever day it is."""
        return _day(self._later(day.toordinal(), n) if n > 0 else self._earlier(day.toordinal(), -n))

    def on_or_before(self, day: date) -> date:
        """`day` if one works on it, else the last working day before."""
        return day if self.is_workday(day) else self.add_workdays(day, -1)

    def on_or_after(self, day: date) -> date:
        """`day` if one works on it, else the first working day after."""
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    def checkin_day(self, year: int, week: int, weekday: int) -> date | None:
        """The working day of that ISO week nearest to `weekday` (0 is Monday), the earlier of two as near; None in a
        week without any. Raises ValueError for a week that the year has not."""
        monday = date.fromisocalendar(year, week, 1)
        days = [n for n in range(7) if self.is_workday(monday + timedelta(n))]
        nearest = min(days, key=lambda n: (abs(n - weekday), n), default=None)
        return None if nearest is None else monday + timedelta(nearest)

    def _before(self, ordinal: int) -> int:
        """Working days before that day, counted from the beginning of the era, which was a Monday."""
        weeks, days = divmod(ordinal - 1, 7)
        return weeks * 5 + min(days, 5) + self._more[bisect_left(self._odd, ordinal)]

    def _later(self, ordinal: int, n: int) -> int:
        """n days bring at most n working days, so going on by what is missing never goes too far."""
        goal = self._before(ordinal + 1) + n
        while missing := goal - self._before(ordinal + 1):
            ordinal += missing
        return ordinal

    def _earlier(self, ordinal: int, n: int) -> int:
        goal = self._before(ordinal) - n
        while missing := self._before(ordinal) - goal:
            ordinal -= missing
        return ordinal


def known_notice(notices: Mapping[int, YearNotice], year: int) -> YearNotice:
    """What is known of a year: its notice in config/calendar/, else the packaged one, else what is certain by law."""
    if year in notices:
        return notices[year]
    if year not in _PACKAGED_YEARS:
        return supposed_notice(year)
    sorts = ((packaged_rest_days, True), (packaged_make_up_days, False))
    named = ((day, _PACKAGED_NAMES.get(name, name), off) for days, off in sorts for day, name in days.items())
    days = (SpecialDay(day=day, name=name, off=off) for day, name, off in named if _notice_of(day) == year)
    return YearNotice(year=year, days=tuple(sorted(days, key=lambda special: special.day)))


def _notice_of(day: date) -> int:
    """The year whose notice speaks of a day: what is special in a December belongs to the 元旦 that follows."""
    return day.year + (day.month == 12)


def _weekday(day: date) -> bool:
    return day.weekday() < 5


def _day(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, _FIRST), _LAST))


def week_of(day: date) -> tuple[int, int]:
    """The ISO year and week of a day."""
    year, week, _ = day.isocalendar()
    return year, week


def week_name(year: int, week: int) -> str:
    """A week as it stands in the keys of notices: `2024-W13`."""
    return f"{year}-W{week:02d}"
