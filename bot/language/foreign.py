"""Dates in what is not Chinese (`next Friday`, `20 March`, `15/6`), read by dateparser. Chinese never reaches it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from bot.language.periods import days_after, last_day, month, week_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_EXPRESSION = re.compile(
    rf"(?<![a-z\d/])(?:(?:next |this )?{_WEEKDAY}|tomorrow|{_DAY} (?:of )?{_MONTH}|{_MONTH} {_DAY}|in "
    r"\d+ (?:day|week|month)s?|"
    r"(?:1[3-9]|2\d|3[01])/(?:1[0-2]|0?[1-9]))(?![a-z\d/])",
    re.IGNORECASE,
)

_NEXT_WEEKDAY = re.compile(rf"next {_WEEKDAY}", re.IGNORECASE)
_WHOLE = re.compile(
    rf"(?<![a-z])(?:next (?P<next>week|month)|(?:the )?end of (?:the |this )?(?P<end>week|month|{_MONTH}))(?![a-z])",
    re.IGNORECASE,
)
"""A whole week or month, or its end: like `下周` and `月底` it ends with its last day."""
_PART_OF_MONTH = re.compile(rf"(?<![a-z])({_MONTH})\s*(初|上旬|中旬|下旬|底|末)", re.IGNORECASE)
_MOST = 5
"""Dates read of one text; no reply that means something has more."""


def find_foreign(text: str, at: datetime) -> Iterator[tuple[int, int, date]]:
    """(start, end, day) of each date that is not Chinese, counted from `at`; `15/6` is the 15th of June."""
    for part in _PART_OF_MONTH.finditer(text):
        number = _MONTHS.index(part[1][:3].lower()) + 1
        edge = "底" if part[2] == "末" else part[2]
        yield part.start(), part.end(), month(at.year + (number < at.month), number, edge).last
    for whole in _WHOLE.finditer(text):
        yield whole.start(), whole.end(), _last_day(whole, at.date())
    for found in islice(_EXPRESSION.finditer(text), _MOST):
        if day := _parsed(found[0], at):
            yield found.start(), found.end(), day


def a_week_later(words: str, day: date, today: date) -> date | None:
    """The day that others would take for `day`: a `next Friday` that is in this week may be meant of the week after."""
    near = _NEXT_WEEKDAY.fullmatch(words) and day <= week_of(today).last
    return day + timedelta(weeks=1) if near else None


def _last_day(whole: re.Match[str], today: date) -> date:
    ahead, name = int(whole["next"] is not None), (whole["next"] or whole["end"]).lower()
    if name == "week":
        return week_of(today, ahead).last
    if name == "month":
        first = days_after(today.replace(day=1), months=ahead)
        return last_day(first.year, first.month)
    number = _MONTHS.index(name[:3]) + 1
    return last_day(today.year + (number < today.month), number)


def _parsed(words: str, at: datetime) -> date | None:
    import dateparser  # takes a tenth of a second to load, and few replies need it

    settings = {"RELATIVE_BASE": at.replace(tzinfo=None), "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
    moment: datetime | None = dateparser.parse(words, languages=["en"], settings=settings)
    return moment.date() if moment else None
