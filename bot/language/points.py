"""One date of an expression: its fields as they are said, and the days that they mean.

In a list or range what an earlier date leaves unsaid is taken from the last (`3、6、9月`), and the year goes on from
the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, pairwise

from bot.language import periods
from bot.language.engine import Part
from bot.language.numbers import parse_number
from bot.language.periods import Period

YEARS = {"今年": 0, "本年": 0, "明年": 1, "来年": 1, "次年": 1, "后年": 2, "去年": -1, "上年": -1, "前年": -2}


@dataclass(frozen=True, slots=True)
class Point:
    """The fields of one date as far as they are said; `bare` is a number whose mark stands later in the list."""

    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    half: int | None = None
    edge: str = ""
    bare: int | None = None
    year_end: bool = False


def whole_number(word: str) -> int:
    """The whole number that a word writes; -1, which no date accepts, where it writes none."""
    value = 1 if word == "元" else parse_number(word)
    return int(value) if value is not None and value == int(value) else -1


def _read_point(words: Iterable[tuple[str, str]], year: int) -> Point:
    point = Point()
    for kind, word in words:
        if kind in "NC":
            point = replace(point, bare=whole_number(word))
        elif kind in "AMdQ":
            point = _marked(point, kind)
        elif kind == "W":
            point = replace(point, year=year + YEARS[word])
        elif kind == "H":
            point = replace(point, half=1 if word[0] in "上前年" else 2)
        elif kind == "E":
            point = replace(point, edge=word)
        elif kind == "L":
            point = replace(point, year_end=True, year=point.bare or point.year, bare=None)
    return point


def _marked(point: Point, mark: str) -> Point:
    """The bare number of a point made a year, month, day or quarter."""
    if mark == "A":
        return replace(point, year=point.bare, bare=None)
    if mark == "M":
        return replace(point, month=point.bare, bare=None)
    return replace(point, day=point.bare, bare=None) if mark == "d" else replace(point, quarter=point.bare, bare=None)


def _take_over(point: Point, tail: Point, *, in_month: bool) -> Point:
    """What an earlier date of a list or range leaves unsaid, taken from the last one. `in_month`: a month was named
    before it, so that it is a day (`5月3、8日`); else it is a month that shares the day (`3、6、9月20日`)."""
    if point.bare is None:
        return point
    if tail.day is not None and tail.month is not None and not in_month:
        return replace(_marked(point, "M"), day=tail.day)
    if tail.day is not None:
        return _marked(replace(point, month=point.month or tail.month), "d")
    return _marked(point, "M" if tail.month is not None else "Q")


def _follow(point: Point, before: Point) -> Point:
    """The year and, for a bare day, the month of the date before it in the list."""
    if point.day is not None and point.month is None:
        point = replace(point, month=before.month)
    return replace(point, year=before.year) if point.year is None else point


def period_of(point: Point, year: int) -> Period | None:
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


def _days(point: Point, year: int) -> Period | None:
    if point.day is not None and point.month is not None:
        return periods.single(date(year, point.month, point.day))
    if point.month is not None:
        return periods.month(year, point.month, point.edge)
    if point.quarter is not None and 1 <= point.quarter <= 4:
        return periods.quarter(year, point.quarter)
    if point.half is not None:
        return periods.half_year(year, point.half)
    return periods.whole_year(year) if point.year_end else None


def bounded(period: Period, point: Point, word: str) -> Period:
    """The period up to a date with `前` after it; `内` changes nothing. See `periods` for what each form includes."""
    if not word.endswith("前"):
        return period
    if point.edge or point.day or point.year_end:
        return periods.up_to(period)
    if point.half or period.first.month == 1:
        return replace(periods.up_to(period), sure=False, note="“前”按包含本期理解")
    return periods.before(period, note="“前”按不含当月（季）理解")


def split_at(part: Part, kind: str) -> list[list[tuple[str, str]]]:
    """The tokens of a part between those of one kind."""
    groups: list[list[tuple[str, str]]] = [[]]
    for token in part:
        if token[0] == kind:
            groups.append([])
        else:
            groups[-1].append(token)
    return groups


def read_points(part: Part, kind: str, year: int) -> list[Point]:
    """The dates of a list or range whose marks are of that kind, each completed from its neighbours."""
    points = [_read_point(group, year) for group in split_at(part, kind)]
    months = list(accumulate((point.month is not None for point in points), max))
    filled = [_take_over(point, points[-1], in_month=named) for point, named in zip(points, months, strict=True)]
    return [filled[0], *(_follow(point, before) for before, point in pairwise(filled))]
