"""Dates and periods as documents write them: shapes over the kinds of `lexicon`, and what they mean in a year.

Lists share their tail (`3、6、9月底前` are three dates), ranges are one period (`3-6月份`). What a form means where it may be
taken in two ways is said in `periods`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.language import periods
from bot.language.engine import Part, Rule, rule
from bot.language.festivals import day_before, festival_day, season_begins
from bot.language.numbers import parse_number
from bot.language.periods import Period

_YEARS = {"今年": 0, "本年": 0, "明年": 1, "来年": 1, "次年": 1, "后年": 2, "去年": -1, "上年": -1, "前年": -2}
_FOUNDED = {"建党": (1921, 7, 1), "中国共产党成立": (1921, 7, 1), "建国": (1949, 10, 1), "新中国成立": (1949, 10, 1),
            "建军": (1927, 8, 1)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """What a date is read against: the year of the text, and the day it was issued, if that is known."""

    year: int
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class _Point:
    """The fields of one date as far as they are said; `bare` is a number whose mark stands later in the list."""

    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    half: int | None = None
    edge: str = ""
    bare: int | None = None
    year_end: bool = False


def _number(word: str) -> int:
    value = parse_number(word)
    return int(value) if value is not None and value == int(value) else -1


def _read_point(words: Iterable[tuple[str, str]], year: int) -> _Point:
    point = _Point()
    for kind, word in words:
        if kind in "NC":
            point = replace(point, bare=_number(word))
        elif kind in "AMdQ":
            point = _marked(point, kind)
        elif kind == "W":
            point = replace(point, year=year + _YEARS[word])
        elif kind == "H":
            point = replace(point, half=1 if word[0] in "上前年" else 2)
        elif kind == "E":
            point = replace(point, edge=word)
        elif kind == "L":
            point = replace(point, year_end=True, year=point.bare or point.year, bare=None)
    return point


def _marked(point: _Point, mark: str) -> _Point:
    """The bare number of a point made a year, month, day or quarter."""
    if mark == "A":
        return replace(point, year=point.bare, bare=None)
    if mark == "M":
        return replace(point, month=point.bare, bare=None)
    return replace(point, day=point.bare, bare=None) if mark == "d" else replace(point, quarter=point.bare, bare=None)


def _take_over(point: _Point, tail: _Point) -> _Point:
    """What an earlier date of a list or range leaves unsaid, taken from the last one."""
    if point.bare is None:
        return point
    if tail.day is not None:
        return _marked(replace(point, month=point.month or tail.month), "d")
    return _marked(point, "M" if tail.month is not None else "Q")


def _follow(point: _Point, before: _Point) -> _Point:
    """The year and, for a bare day, the month of the date before it in the list."""
    if point.day is not None and point.month is None:
        point = replace(point, month=before.month)
    return replace(point, year=before.year) if point.year is None else point


def _period(point: _Point, year: int) -> Period | None:
    """The days of a date, or None where there are none such (`13月`, `2月30日`)."""
    said, year = point.year is not None, _full_year(point.year, year)
    try:
        found = _days(point, year)
    except (ValueError, OverflowError):
        return None
    return found and replace(found, year_said=said)


def _full_year(said: int | None, year: int) -> int:
    if said is None:
        return year
    return said + 2000 if 10 <= said < 60 else said if 1900 <= said < 2100 else 0


def _days(point: _Point, year: int) -> Period | None:
    if point.day is not None and point.month is not None:
        return periods.single(date(year, point.month, point.day))
    if point.month is not None:
        return periods.month(year, point.month, point.edge)
    if point.quarter is not None and 1 <= point.quarter <= 4:
        return periods.quarter(year, point.quarter)
    if point.half is not None:
        return periods.half_year(year, point.half)
    return periods.whole_year(year) if point.year_end else None


def _bound(period: Period, point: _Point, word: str) -> Period:
    """`前` and `内` after a date."""
    if word not in ("前", "之前", "以前"):
        return period
    if point.edge or point.day or point.year_end:
        return periods.up_to(period)
    if point.half or period.first.month == 1:
        return replace(periods.up_to(period), sure=False, note="“前”按包含本期理解")
    return periods.before(period, note="“前”按不含当月（季）理解")


def _split(part: Part, kind: str) -> list[list[tuple[str, str]]]:
    groups: list[list[tuple[str, str]]] = [[]]
    for token in part:
        if token[0] == kind:
            groups.append([])
        else:
            groups[-1].append(token)
    return groups


def _points(part: Part, kind: str, year: int) -> list[_Point]:
    points = [_read_point(group, year) for group in _split(part, kind)]
    filled = [_take_over(point, points[-1]) for point in points]
    return [filled[0], *(_follow(point, before) for before, point in zip(filled, filled[1:], strict=False))]


def _listed(part: Part, times: Times) -> list[Period]:
    points = _points(part, "S", times.year)
    bound, edge = part.word("B"), points[-1].edge
    found = []
    for point in points:
        spread = replace(point, edge=point.edge or edge) if point.month and not point.day else point
        period = _period(spread, times.year)
        if period is None:
            return []
        found.append(_bound(period, spread, bound))
    return found


def _range(part: Part, times: Times) -> list[Period]:
    first, last = _points(part, "R", times.year)
    if first.year is None and last.year is not None and "W" not in part:
        first = replace(first, year=last.year)
    start, end = _period(first, times.year), _period(last, times.year)
    if start is None or end is None:
        return []
    whole = periods.months(start, end)
    return [whole] if whole.first <= whole.last else []


def _front_quarters(part: Part, times: Times) -> list[Period]:
    last = _number(part.word("NC"))
    if "Q" not in part:
        return [periods.months(periods.month(times.year, 1), periods.month(times.year, last))] if 1 <= last <= 12 else []
    return [periods.months(periods.quarter(times.year, 1), periods.quarter(times.year, last))] if 2 <= last <= 4 else []


def _within_year(part: Part, times: Times) -> list[Period]:
    year = _said_year(part, times.year)
    return [replace(periods.whole_year(year), year_said=part.kinds[0] != "I")] if year else []


def _said_year(part: Part, year: int) -> int:
    """The year said first in the part, else that of the text; 0 where the number is no year."""
    if part.kinds[0] == "W":
        return year + _YEARS[part.word("W")]
    written = next((word for kind, word in part if kind in "NC"), None)
    if written is None:
        return year
    number = _number(written)
    return number if 1990 <= number < 2100 else 0


def _year(part: Part, times: Times) -> list[Period]:
    year = _said_year(part, times.year)
    return [replace(periods.whole_year(year), year_said=True)] if year else []


def _to_year(part: Part, times: Times) -> list[Period]:
    return _year(part, times) if part.word("R") in ("到", "至") else []


def _before_year(part: Part, times: Times) -> list[Period]:
    return [periods.before(period, note="“前”按不含当年理解") for period in _year(part, times)]


def _years(part: Part, times: Times) -> list[Period]:
    first, last = (_number(word) for word in part.words("NC"))
    if not (1990 <= first < 2100 and first <= last < 2100):
        return []
    return [replace(periods.whole_year(first, last), year_said=True)]


def _plan_period(part: Part, times: Times) -> list[Period]:
    number = _number(part.word("P").strip("\"“”")[:2])
    return [replace(periods.five_year_plan(number), year_said=True)]


def _festival(part: Part, times: Times) -> list[Period]:
    return [
        periods.up_to(periods.single(day)) if "B" in part else periods.single(day)
        for name in part.words("F")
        if (day := _festival_day(name.strip("\"“”").removesuffix("国际劳动节"), times.year, "B" in part))
    ]


def _festival_day(name: str, year: int, before: bool) -> date | None:
    if not before:
        return festival_day(name, year)
    return day_before(name, year + name.startswith("元旦"))  # within a year's plan the coming 元旦 is meant


def _season(part: Part, times: Times) -> list[Period]:
    name = part.word("J")
    begins = season_begins(name, times.year)
    return [periods.before(periods.single(begins), note=f"“{name}”按{begins.month}月{begins.day}日开始理解")]


def _named_day(part: Part, times: Times) -> list[Period]:
    month, day = re.findall(r"\d+|[一二三四五六七八九十]+", part.text)[:2]
    point = _Point(month=_number(month), day=_number(day))
    found = _period(point, times.year)
    return [found] if found else []


def _anniversary(part: Part, times: Times) -> list[Period]:
    founded, month, day = _FOUNDED[part.word("Z")]
    year = founded + _number(part.word("NC"))
    return [periods.single(date(year, month, day))] if 1990 <= year < 2100 else []


def _written_date(part: Part, times: Times) -> list[Period]:
    year, month, day = (int(number) for number in re.findall(r"\d+", part.word("O")))
    point = _Point(year=year, month=month, day=day)
    found = _period(point, times.year)
    return [_bound(found, point, part.word("B"))] if found else []


def _years_of_effort(part: Part, times: Times) -> list[Period]:
    count = _number(part.word("NC"))
    return [periods.whole_year(times.year, times.year + count - 1)] if 1 <= count <= 15 else []


def _months_within(part: Part, times: Times) -> list[Period]:
    count = _number(part.word("NC"))
    if times.issued is None or not 1 <= count <= 36:
        return []
    last = periods.days_after(times.issued, months=count)
    return [Period(times.issued, last, sure=False, note="自印发之日起算")]


_YEAR = "(?:[NC]A|W)?"
_DATE = f"(?:{_YEAR}(?:T?[NC]Q|[NC]MC?[NC]d|[NC]M|H)E?|(?:[NC]A|W|N)?L)"

DATES: Sequence[Rule[Times, Period]] = (
    rule("range", f"(?:{_DATE}|{_YEAR}(?:[NC]M)?[NC]) R (?:{_DATE}|[NC]d) B?", _range),
    rule("list", f"(?:(?:{_DATE}|{_YEAR}(?:[NC]M)?T?[NC]|[NC]d) S){{0,12}} (?:{_DATE}|(?<=S)[NC]d) B?", _listed),
    rule("front quarters", "B [NC] (?:Q|M|o)", _front_quarters),
    rule("within year", "(?:[NC]A|W|N)? I", _within_year),
    rule("to year", "R [NC]A", _to_year),
    rule("before year", "NA B", _before_year),
    rule("years", "N A? R N A", _years),
    rule("year", "(?:[NC]A|W)", _year),
    rule("five-year plan", "P (?:G|E)*", _plan_period),
    rule("festival", "(?:F S){0,6} F (?:B|G)?", _festival),
    rule("before season", "J B", _season),
    rule("named day", "V", _named_day),
    rule("anniversary", "Z [NC] z", _anniversary),
    rule("written date", "O B?", _written_date),
    rule("years of effort", "(?<=X) [NC]A (?=Y)", _years_of_effort),
    rule("months within", "[NC] o (?:B|u)", _months_within),
)
