"""Dates as people say them in a message (`下周三前`, `月底`, `三个工作日内`), counted from the moment of writing.

How the open forms are taken is decided here and nowhere else:
- weeks begin on Monday and `下周` ends on Sunday; a bare `周五` is the next one, never today;
- a month without its year is the nearest to come, or past where it lies less than half a year back; a day without
  its month is of this month, or of the next where it is over by more than three days;
- a festival is its own day, before it (`国庆前`) the day before it begins; after it (`年后`, `汛后`) says no day;
- `三天内` counts days from the moment, `三个工作日内` working days; `几天`, `这两天` say no day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from bot.language import festivals
from bot.language.engine import Found, Part, Rule, find, rule
from bot.language.foreign import find_foreign
from bot.language.numbers import parse_number
from bot.language.periods import Period, days_after, half_year, last_day, month, quarter, week_of
from bot.language.relative_words import HINT, LEXICON
from bot.language.said import Clock, Said, Span

__all__ = ["RULES", "Clock", "Said", "find_moments"]


_WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6, "末": 6}
_WEEK_STEPS = {"下下": 2, "下": 1, "上": -1, "本": 0, "这": 0}
_MONTH_STEPS = {"下下": 2, "下": 1, "次": 1, "上": -1}
_YEAR_STEPS = {"明": 1, "后": 2, "去": -1, "上": -1}
_DAY_STEPS = {"大后": 3, "后": 2, "明": 1, "昨": -1, "前": -2}
_SPANS = {
    "个工作日": "workdays",
    "工作日": "workdays",
    "个月": "months",
    "周": "weeks",
    "天": "days",
    "日": "days",
    "年": "years",
}
_SPANS |= {"个星期": "weeks", "个礼拜": "weeks", "星期": "weeks", "礼拜": "weeks"}
_DAYS_OFF = re.compile("(?:小?长假|假期?|放假)$")
_LEAST_YEAR = 20  # `25年底` is a year, `3年前` a length of time
_HOURS = re.compile("个|小时|钟头|分钟|(?<!^)半")
_EDGES = {"底": "底", "末": "底", "初": "初", "中": "中旬", "内": "底", "头": "初", "头上": "初", "尾": "底"}


@lru_cache(maxsize=1024)
def find_moments(text: str, clock: Clock) -> tuple[Found[Said], ...]:
    """Every date or length of time that a normalised text says, in order. Past days are given as they are."""
    if not HINT.search(text):
        return ()
    chinese = find(LEXICON.lex(text), RULES, clock)
    foreign = [Found(start, end, (Said(day),), "not Chinese") for start, end, day in find_foreign(text, clock.at)]
    return tuple(sorted((*_outside(chinese, foreign), *foreign), key=lambda found: found.start))


def _outside(found: list[Found[Said]], others: list[Found[Said]]) -> list[Found[Said]]:
    return [one for one in found if all(one.end <= other.start or other.end <= one.start for other in others)]


def _step(word: str, steps: dict[str, int]) -> int:
    return next((step for start, step in steps.items() if word.startswith(start)), 0)


def _number(word: str) -> float | None:
    return 0.5 if word == "半" else parse_number(word)


def _whole(word: str) -> int:
    number = 1 if word == "元" else parse_number(word.removeprefix("第"))
    return number if isinstance(number, int) else 0


def _said(part: Part, period: Period) -> Sequence[Said]:
    """A period with its bound: 前 after a bare month or quarter ends before it begins."""
    bounded = any(kind in "JVEKL" for kind in part.kinds)
    if part.kinds.endswith("J") and part.kinds[-2] in "MSqHmYyw":
        return (Said(period.first - timedelta(days=1), bounded=True),)
    if part.kinds.endswith("A") and "左右" not in part.text and "上下" not in part.text:
        return (Said(None),)
    return (Said(period.last, bounded=bounded),)


def _running(part: Part, period: Period, clock: Clock) -> Sequence[Said]:
    """A period that runs just now, without a bound (`上半年`), may be the time that is told of: vague."""
    within = period.first <= clock.today <= period.last
    return tuple(replace(said, vague=within and not said.bounded) for said in _said(part, period))


def _near_year(today: date, number: int) -> int:
    """The year of a month that was said without one."""
    return today.year + (today.month - number >= 6)


def _year(part: Part, clock: Clock, number: int) -> int:
    if "y" in part:
        return clock.today.year + _step(part.word("y"), _YEAR_STEPS)
    if part.kinds.startswith("NY"):
        said = _whole(part.word("N"))
        return said if said > 99 else 2000 + said
    return _near_year(clock.today, number)


def _edge(part: Part) -> str:
    """Which end of a month is said: `5月底`, and twice in speech (`五月月底`, `上个月月初`)."""
    said = part.word("E") or part.word("L").removesuffix("旬")[-1:]
    return _EDGES.get(said, said)


def _in_month(part: Part, clock: Clock) -> Sequence[Said]:
    number = _whole(part.words("N")[part.kinds.startswith("NY")])
    if not 1 <= number <= 12:
        return ()
    period = month(_year(part, clock, number), number, _edge(part))
    vague = part.kinds[-1] == "M" and period.first <= clock.today <= period.last
    return tuple(replace(said, vague=vague) for said in _said(part, period))


def _on_day(part: Part, clock: Clock) -> Sequence[Said]:
    """`6月15日`, `2025年6月15日前`, `下个月十号`."""
    numbers = [_whole(word) for word in part.words("N")][part.kinds.startswith("NY") :]
    if "m" in part:
        base = days_after(clock.today.replace(day=1), months=_step(part.word("m"), _MONTH_STEPS))
        return _day(part, base.year, base.month, numbers[0])
    return _day(part, _year(part, clock, numbers[0]), numbers[0], numbers[1])


def _through_days(part: Part, clock: Clock) -> Sequence[Said]:
    """`8月10日至15日` ends on the last of them."""
    numbers = [_whole(word) for word in part.words("N")][part.kinds.startswith("NY") :]
    return _day(part, _year(part, clock, numbers[0]), numbers[0], numbers[2])


def _day(part: Part, year: int, number: int, day: int) -> Sequence[Said]:
    if not (1 <= number <= 12 and 1 <= day <= last_day(year, number).day):
        return (Said(None),)
    return _said(part, Period(date(year, number, day), date(year, number, day)))


def _written_day(part: Part, clock: Clock) -> Sequence[Said]:
    year, number, day = (int(word) for word in part.word("I").replace(".", "-").replace("/", "-").split("-"))
    return _day(part, year, number, day)


def _point_day(part: Part, clock: Clock) -> Sequence[Said]:
    number, day = (int(word) for word in part.word("P").replace(".", "/").split("/"))
    return _day(part, _near_year(clock.today, number), number, day)


def _bare_day(part: Part, clock: Clock) -> Sequence[Said]:
    """`20号`, `19到20号` (its last): of this month, or of the next where it is over."""
    day, first = _whole(part.words("N")[-1]), clock.today.replace(day=1)
    base = first if day >= clock.today.day - 3 else days_after(first, months=1)
    return _day(part, base.year, base.month, day)


def _some_month(part: Part, clock: Clock) -> Sequence[Said]:
    """`下个月中旬`, `本月底`, `下月`; the present month bare is vague."""
    base = days_after(clock.today.replace(day=1), months=_step(part.word("m"), _MONTH_STEPS))
    said = _said(part, month(base.year, base.month, _edge(part)))
    bare = part.kinds == "m" and base.month == clock.today.month
    return tuple(Said(one.last, bounded=one.bounded, vague=bare) for one in said)


def _this_month(part: Part, clock: Clock) -> Sequence[Said]:
    """`月底`, `月中`, a bare `中旬`: of this month, or of the next where it is over."""
    edge = part.word("E") or _EDGES[part.word("L").removesuffix("旬")[-1]]
    if "E" in part and not edge.endswith("旬"):
        return ()
    period = month(clock.today.year, clock.today.month, edge)
    if period.last < clock.today:
        later = days_after(clock.today.replace(day=1), months=1)
        period = month(later.year, later.month, edge)
    return (Said(period.last, bounded=True),)


def _in_quarter(part: Part, clock: Clock) -> Sequence[Said]:
    number = _whole(part.words("N")[-1])
    return _running(part, quarter(_year(part, clock, number * 3), number), clock) if 1 <= number <= 4 else ()


def _some_quarter(part: Part, clock: Clock) -> Sequence[Said]:
    """`下季度`, `q3`."""
    if (word := part.word("q")).startswith("q"):
        number = int(word[1])
        return _running(part, quarter(_year(part, clock, number * 3), number), clock)
    steps = _step(word, _WEEK_STEPS)
    base = days_after(clock.today.replace(day=1), months=3 * steps)
    return _running(part, quarter(base.year, (base.month + 2) // 3), clock)


def _in_half(part: Part, clock: Clock) -> Sequence[Said]:
    number = 1 if part.word("H")[0] in "上前" else 2
    return _running(part, half_year(_year(part, clock, 6 * number), number), clock)


def _in_year(part: Part, clock: Clock) -> Sequence[Said]:
    """`年底`, `明年底`, `2026年内`; `明年初` is its January; a bare year is vague."""
    if part.kinds.startswith("NY") and _whole(part.word("N")) < _LEAST_YEAR:
        return ()
    year = _year(part, clock, clock.today.month)
    if part.word("E") == "初":
        return (Said(date(year, 1, 31), bounded=True),)
    bounded = any(kind in part for kind in "KEJV") and "全年" not in part.text
    return (Said(date(year, 12, 31), bounded=bounded, vague=not bounded and year == clock.today.year),)


def _weekday(part: Part, clock: Clock) -> Sequence[Said]:
    word, today = part.word("w") + part.word("W"), clock.today
    number = _WEEKDAYS[word[-1]]
    if word[0] in "下本这上":
        day = week_of(today, _step(word, _WEEK_STEPS)).first + timedelta(days=number)
    else:
        day = today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return _said(part, Period(day, day))


def _week(part: Part, clock: Clock) -> Sequence[Said]:
    word = part.word("w")
    said = _said(part, week_of(clock.today, _step(word, _WEEK_STEPS)))
    bare = part.kinds == "w" and word[0] in "本这"
    return tuple(Said(one.last, bounded=one.bounded or word == "周内", vague=bare) for one in said)


def _named_day(part: Part, clock: Clock) -> Sequence[Said]:
    word = part.word("T")
    steps = 0 if word in ("下班前", "晚饭前", "晚饭后") else _step(word, _DAY_STEPS)
    return (Said(clock.today + timedelta(days=steps), bounded="前" in part.text, vague=part.text in ("今天", "今日")),)


def _festival(part: Part, clock: Clock) -> Sequence[Said]:
    """`国庆前` the day before it begins, `中秋` its own day, `节后` none; 前 (not 前一天) after a numbered day includes
    it."""
    if part.kinds[-1] == "A":
        return (Said(None),)
    name = _DAYS_OFF.sub("", part.word("F"))
    up_to = part.kinds[-1] == "J" and (part.word("J")[-1] in "天日晚夜" or not festivals.is_numbered(name))
    look = festivals.day_before if up_to else festivals.festival_day
    years = (_step(part.word("y"), _YEAR_STEPS),) if "y" in part else (0, 1)
    days = (look(name, clock.today.year + step) for step in years)
    day = next((day for day in days if day is not None and day >= clock.today), None)
    about = any(kind in part for kind in "JGTy")
    return (Said(day, bounded="J" in part, vague=not about),)


def _before_new_year(part: Part, clock: Clock) -> Sequence[Said]:
    days = (festivals.day_before("春节", clock.today.year + step) for step in (0, 1))
    return (Said(next((day for day in days if day is not None and day >= clock.today), None), bounded=True),)


def _length(part: Part, clock: Clock) -> Sequence[Said]:
    """`三天内` is a day, `两周` alone a length; an unsure number (`几天`) says neither."""
    number = _number(part.word("N"))
    if number is None or number > 1000:
        return (Said(None),)
    span = Span(number, _SPANS.get(part.word("UDY"), "days"))
    if part.kinds[-1] not in "VA":
        return (Said(None, None if "J" in part else span),)
    return (Said(span.after(clock.today, clock.is_workday), span, bounded=True),)


def _hours(part: Part, clock: Clock) -> Sequence[Said]:
    word = part.word("h")
    number = _number(_HOURS.split(word)[0]) or 0
    step = timedelta(minutes=number) if "分钟" in word else timedelta(hours=number)
    return (Said((clock.at + step).date(), Span(number, "hours"), bounded="A" in part or "V" in part),)


def _no_day(part: Part, clock: Clock) -> Sequence[Said]:
    return (Said(None),)


_YEAR = "(NY|y)?"
_BOUND = "[JVAG]?"
RULES: tuple[Rule[Clock, Said], ...] = (
    rule("excluded words", "x", lambda part, clock: (Said(None),)),
    rule("written day", f"I D? {_BOUND}", _written_day),
    rule("day with a point", f"P D? {_BOUND}", _point_day),
    rule("day of a month", f"(NY|y)? N M N D? {_BOUND}", _on_day),
    rule("days of a month", f"(NY|y)? N M N D? R N D {_BOUND}", _through_days),
    rule("day of some month", f"m N D {_BOUND}", _on_day),
    rule("month", f"{_YEAR} N M (E|L)? {_BOUND}", _in_month),
    rule("some month", f"m (E|L)? {_BOUND}", _some_month),
    rule("days of this month", f"N D? R N D {_BOUND}", _bare_day),
    rule("day of this month", f"N D {_BOUND}", _bare_day),
    rule("edge of this month", f"(L|(?<![NMm])E) {_BOUND}", _this_month),
    rule("quarter", f"{_YEAR} N S E? {_BOUND}", _in_quarter),
    rule("some quarter", f"{_YEAR} q E? {_BOUND}", _some_quarter),
    rule("half year", f"{_YEAR} H E? {_BOUND}", _in_half),
    rule("year", f"(NY|y) [EK]? {_BOUND}|K {_BOUND}", _in_year),
    rule("weekday", f"w? W T? {_BOUND}", _weekday),
    rule("week", f"w E? {_BOUND}", _week),
    rule("named day", f"T+ {_BOUND}", _named_day),
    rule("festival", f"y? F T? {_BOUND}", _festival),
    rule("before the new year", "O", _before_new_year),
    rule("length of time", "N (U|D|Y) [JVA]*", _length),
    rule("hours", "h [AV]?", _hours),
    rule("no day", "Z", _no_day),
)
