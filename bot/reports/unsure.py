"""待定: days of a year whose days off are not published yet carry this mark wherever a report or a table tells them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from bot.reports.sheets.columns import Unsure
from bot.reports.words import long_day, short_day
from bot.schedule.calendar import UNSURE, Calendar

_DAY = re.compile(r"(\d{4})(?:年|-)(\d{1,2})(?:月|-)(\d{1,2})日?")
_MARKED = re.compile(rf"({_DAY.pattern}){UNSURE}")


def marking(words: Callable[[date], str], is_sure: Callable[[date], bool]) -> Callable[[date], str]:
    """How a day is told, with its mark; a moment needs none, it is the present."""
    return lambda day: words(day) + ("" if isinstance(day, datetime) or is_sure(day) else UNSURE)


def day_cell(day: date | None, calendar: Calendar) -> date | Unsure | None:
    """A day as it stands in a table: a date, marked where it has to be."""
    return day if day is None or calendar.is_sure(day) else Unsure(day)


def marked_short(day: date, calendar: Calendar) -> str:
    """A day without its year, with the mark where it has to have one: 3月5日（待定）."""
    return short_day(day) + calendar.unsure(day)


def marked_long(day: date, calendar: Calendar) -> str:
    """A day with its year, with the mark where it has to have one: 2027年3月5日（待定）."""
    return long_day(day) + calendar.unsure(day)


def unsure_years(first: date, last: date, calendar: Calendar) -> str:
    """Which years from one day to another have no days off published, in a sentence; empty where all have."""
    years = "、".join(str(year) for year in range(first.year, last.year + 1) if year not in calendar.sure_years)
    return f"{years}年放假安排未公布，日期待定" if years else ""


def mark_days(text: str, calendar: Calendar) -> str:
    """A text with the mark behind each day that it writes out with its year."""

    def marked(found: re.Match[str]) -> str:
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return found[0]
        return found[0] + calendar.unsure(day)

    return _DAY.sub(marked, text)


def unmarked(text: str) -> str:
    """A cell's text as it was before `mark_days`; a marked day alone in its cell is a date again."""
    if (alone := _MARKED.fullmatch(text)) and "年" in alone[1]:
        return f"{int(alone[2]):04}-{int(alone[3]):02}-{int(alone[4]):02}"
    return _MARKED.sub(r"\1", text)
