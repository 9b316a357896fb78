"""The yearly notice of days off (关于…年部分节假日安排的通知), as a value and as a file of config/calendar/."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from bot.language.festivals import festival_day
from bot.model import Day, Stated

_SOLAR = {
    "元旦": ((1, 1),),
    "劳动节": ((5, 1), (5, 2)),
    "国庆节": ((10, 1), (10, 2), (10, 3)),
}
_LUNAR = {"除夕": "春节", "清明": "清明节", "端午": "端午节", "中秋": "中秋节"}
_SPRING_FESTIVAL_DAYS = 3
FIRST_YEAR_OF_LAW = 2025


class SpecialDay(Stated):
    """A day of which the notice says that it is off (放假) or, `off` being False, a make-up workday (调休上班)."""

    day: Annotated[Day, Field(alias="date")]
    name: Annotated[str, Field(examples=['"元旦"'])]
    off: Annotated[bool, Field(strict=True)]


class YearNotice(Stated):
    """One file of config/calendar/: the notice of `year`, its number (发文字号) and address. Days that are not listed
    follow the weekday rule, so the weekends in 与周末连休 need not be."""

    year: int
    number: str = ""
    address: str = ""
    days: Annotated[
        tuple[SpecialDay, ...], Field(examples=['[{"date": "2026-01-01", "name": "元旦", "off": true}, …]'])
    ]


def certain_days(year: int) -> tuple[date, ...]:
    """The days off that are certain before the notice is out, by 《全国年节及纪念日放假办法》 of November 2024. Lunar
    ones are known for some years only."""
    return tuple(special.day for special in supposed_notice(year).days)


def supposed_notice(year: int) -> YearNotice:
    """What is certain of a year before its notice is out, each day once, as if it were the notice."""
    spring = festival_day("春节", year)
    named = {spring + timedelta(n): "春节" for n in range(_SPRING_FESTIVAL_DAYS)} if spring else {}
    named |= {day: name for known, name in _LUNAR.items() if (day := festival_day(known, year))}
    named |= {date(year, month, day): name for name, days in _SOLAR.items() for month, day in days}
    return YearNotice(year=year, days=tuple(SpecialDay(day=d, name=named[d], off=True) for d in sorted(named)))
