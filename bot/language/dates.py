"""Dates and periods as documents write them: shapes over the kinds of `lexicon`, and what they mean in a year.

Lists share their tail (`3、6、9月底前` are three dates), ranges are one period (`3-6月份`). What a form means where it
may be taken in two ways is said in `periods`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.language import periods
from bot.language.engine import Part, Rule, rule
from bot.language.festivals import HOLIDAYS, NAMED_DAYS, day_before, festival_day, holiday, is_numbered, season_begins
from bot.language.periods import Period
from bot.language.points import YEARS, Point, bounded, period_of, read_points, whole_number

_FOUNDED = {"建党": (1921, 7, 1), "中国共产党成立": (1921, 7, 1), "建国": (1949, 10, 1), "新中国成立": (1949, 10, 1),
            "建军": (1927, 8, 1)}  # fmt: skip

_SCHOOL_BEGINS = 8  # rooms are made ready in August


@dataclass(frozen=True, slots=True)
class Times:
    """What a date is read against: the year of the text, and the day it was issued, if that is known. `school`: the
    year is a school year, from the autumn of `year` to the next August."""

    year: int
    issued: date | None = None
    school: bool = False

    @property
    def last_day(self) -> date:
        """The end of the year that the text is for."""
        return date(self.year + 1, 8, 31) if self.school else date(self.year, 12, 31)

    @property
    def following(self) -> Times:
        """What the months after the turn of the year are read against."""
        return replace(self, year=self.year + 1)

    def turns_before(self, period: Period) -> bool:
        """Whether a period said without its year lies in the second half of a school year."""
        bare = not period.year_said and period.last.year == self.year
        return self.school and bare and period.last.month < _SCHOOL_BEGINS


def _listed(part: Part, times: Times) -> list[Period]:
    points = read_points(part, "S", times.year)
    bound, edge = part.word("B"), points[-1].edge
    found = []
    for point in points:
        spread = replace(point, edge=point.edge or edge) if point.month and not point.day else point
        period = period_of(spread, times.year)
        if period is None:
            return []
        found.append(bounded(period, spread, bound))
    return found


def _range(part: Part, times: Times) -> list[Period]:
    first, last = read_points(part, "R", times.year)
    if first.year is None and last.year is not None and "W" not in part:
        first = replace(first, year=last.year)
    start, end = period_of(first, times.year), period_of(last, times.year)
    if start is None or end is None:
        return []
    whole = periods.months(start, end)
    return [whole] if whole.first <= whole.last else []


def _from_festival(part: Part, times: Times) -> list[Period]:
    """`正月十六至3月5日`"""
    name = _bare_name(part.word("F"))
    (last,) = read_points(part, "F", times.year)[1:]
    begins, end = festival_day(name, times.year), period_of(last, times.year)
    return [Period(begins, end.last)] if begins and end and begins <= end.last else []


def _front_quarters(part: Part, times: Times) -> list[Period]:
    last = whole_number(part.word("NC"))
    if "Q" not in part:
        first_month = periods.month(times.year, 1)
        return [periods.months(first_month, periods.month(times.year, last))] if 1 <= last <= 12 else []
    first_quarter = periods.quarter(times.year, 1)
    return [periods.months(first_quarter, periods.quarter(times.year, last))] if 2 <= last <= 4 else []


def _within_year(part: Part, times: Times) -> list[Period]:
    year = _said_year(part, times.year)
    return [replace(periods.whole_year(year), year_said=part.kinds[0] != "I")] if year else []


def _said_year(part: Part, year: int) -> int:
    """The year said first in the part, else that of the text; 0 where the number is no year."""
    if part.kinds[0] == "W":
        return year + YEARS[part.word("W")]
    written = next((word for kind, word in part if kind in "NC"), None)
    if written is None:
        return year
    number = whole_number(written)
    return number if 1990 <= number < 2100 else 0


def _year(part: Part, times: Times) -> list[Period]:
    year = _said_year(part, times.year)
    return [replace(periods.whole_year(year), year_said=True)] if year else []


def _to_year(part: Part, times: Times) -> list[Period]:
    return _year(part, times) if part.word("R") in ("到", "至") else []


def _before_year(part: Part, times: Times) -> list[Period]:
    return [periods.before(period, note="“前”按不含当年理解") for period in _year(part, times)]


def _years(part: Part, times: Times) -> list[Period]:
    first, last = (whole_number(word) for word in part.words("NC"))
    if not (1990 <= first < 2100 and first <= last < 2100):
        return []
    return [replace(periods.whole_year(first, last), year_said=True)]


def _half_years(part: Part, times: Times) -> list[Period]:
    """`2010年至2011年上半年`, `2011年下半年至2012年`: one end is a whole year."""
    first, last = read_points(part, "R", times.year)
    start = period_of(first, times.year) or _whole(first)
    end = period_of(last, times.year) or _whole(last)
    return [periods.months(start, end)] if start and end and start.first <= end.last else []


def _whole(point: Point) -> Period | None:
    return periods.whole_year(point.year) if point.year and 1990 <= point.year < 2100 else None


def _plan_period(part: Part, times: Times) -> list[Period]:
    number = whole_number(part.word("P").strip('"“”')[:2])
    return [replace(periods.five_year_plan(number), year_said=True)]


def _festival(part: Part, times: Times) -> list[Period]:
    year, said = _said_year(part, times.year), part.kinds[0] != "F"
    if not year:
        return []
    if "G" in part and part.word("G") not in ("期间", "时期"):
        off = holiday(_bare_name(part.words("F")[-1]), year)
        if off:
            return [Period(*off)]
    return [
        periods.up_to(periods.single(day)) if "B" in part else periods.single(day)
        for name in part.words("F")
        if (day := _festival_day(_bare_name(name).removesuffix("国际劳动节"), year, "B" in part, year_said=said))
    ]


def _bare_name(name: str) -> str:
    return re.sub('["“”]', "", name)


def _festival_day(name: str, year: int, before: bool, *, year_said: bool) -> date | None:
    if not before or is_numbered(name):  # 前 after a numbered day includes it
        return festival_day(name, year)
    coming = name.startswith("元旦") and not year_said  # within a year's plan the coming 元旦 is meant
    return day_before(name, year + coming)


def _season(part: Part, times: Times) -> list[Period]:
    name, year = part.word("J"), _said_year(part, times.year)
    if not year:
        return []
    if "G" in part or part.word("B") == "内":
        first, last = (date(year, *day) for day in HOLIDAYS[name])
        note = f"“{name}”按{first.month}月至{last.month}月理解"
        return [Period(first, last, year_said=part.kinds[0] != "J", sure=False, note=note)]
    begins = season_begins(name, year)
    return [periods.before(periods.single(begins), note=f"“{name}”按{begins.month}月{begins.day}日开始理解")]


def _named_day(part: Part, times: Times) -> list[Period]:
    """`“5·18国际博物馆日”`, `世界环境日`, `“六五”环境日`"""
    name = _bare_name(part.text)
    known = next((day for cause, day in NAMED_DAYS.items() if name.endswith(cause)), None)
    written = re.findall(r"\d+|[一二三四五六七八九十]+", name)[:2]
    month, day = known or tuple(map(whole_number, written))
    point = Point(month=month, day=day)
    found = period_of(point, times.year)
    return [found] if found else []


def _anniversary(part: Part, times: Times) -> list[Period]:
    founded, month, day = _FOUNDED[part.word("Z")]
    year = founded + whole_number(part.word("NC"))
    return [periods.single(date(year, month, day))] if 1990 <= year < 2100 else []


def _written_date(part: Part, times: Times) -> list[Period]:
    year, month, day = (int(number) for number in re.findall(r"\d+", part.word("O")))
    point = Point(year=year, month=month, day=day)
    found = period_of(point, times.year)
    return [bounded(found, point, part.word("B"))] if found else []


def _years_of_effort(part: Part, times: Times) -> list[Period]:
    count = whole_number(part.word("NC"))
    return [periods.whole_year(times.year, times.year + count - 1)] if 1 <= count <= 15 else []


def _coming_years(part: Part, times: Times) -> list[Period]:
    """`今明两年`, `今后三年` from the plan's year on."""
    if "w" not in part:
        return _years_of_effort(part, times)
    first = times.year + (part.word("w")[0] == "明")
    return [periods.whole_year(first, first + 1)]


def _years_within(part: Part, times: Times) -> list[Period]:
    """`三年内` counts the year of the plan."""
    return _years_of_effort(part, times) if part.word("I") == "年内" else []


def _months_within(part: Part, times: Times) -> list[Period]:
    count = 6 if "k" in part else whole_number(part.word("NC"))
    if times.issued is None or not 1 <= count <= 36:
        return []
    last = periods.days_after(times.issued, months=count)
    return [Period(times.issued, last, sure=False, note="自印发之日起算")]


_SAID_YEAR = "(?:[NC]A|W)"
_YEAR = f"{_SAID_YEAR}?"
_DATE = f"(?:{_YEAR}(?:T?[NC]Q|[NC]MC?[NC]d|[NC]M|H)E?|(?:[NC]A|W|N)?L)"

DATES: Sequence[Rule[Times, Period]] = (
    rule("range", f"(?:{_DATE}|{_YEAR}(?:[NC]M)?[NC]) R (?:{_DATE}|[NC]d) B?", _range),
    rule("from a festival", f"F R {_DATE} B?", _from_festival),
    rule("list", f"(?:(?:{_DATE}|{_YEAR}(?:[NC]M)?T?[NC]|[NC]d) S){{0,12}} (?:{_DATE}|(?<=S)[NC]d) B?", _listed),
    rule("front quarters", "B [NC] (?:Q|M|o)", _front_quarters),
    rule("within year", "(?:[NC]A|W|N)? I", _within_year),
    rule("to year", "R [NC]A (?![NC])", _to_year),
    rule("before year", "NA B", _before_year),
    rule("years", "N A? R N A", _years),
    rule(
        "half years",
        f"{_SAID_YEAR} R {_SAID_YEAR} (?:H|L|[NC]M) E? B?|{_SAID_YEAR} (?:H|[NC]Q|[NC]M) R {_SAID_YEAR}",
        _half_years,
    ),
    rule("year", "(?:[NC]A|W)", _year),
    rule("five-year plan", "P (?:G|E)*", _plan_period),
    rule("festival", "(?:[NC]A|W)? (?:F S){0,6} F (?:B|G)?", _festival),
    rule("before season", "(?:[NC]A|W)? J (?:B|G)", _season),
    rule("named day", "V", _named_day),
    rule("anniversary", "Z [NC] z", _anniversary),
    rule("written date", "O B?", _written_date),
    rule("years of effort", "(?<=X) [NC]A (?=Y)", _years_of_effort),
    rule("coming years", "w|e [NC] A", _coming_years),
    rule("years within", "[NC] I", _years_within),
    rule("months within", "(?:[NC] o|k) (?:B|u)", _months_within),
)
