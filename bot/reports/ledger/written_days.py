"""Dates as clerks write them in a cell."""

from __future__ import annotations

import re
from datetime import date, datetime

from openpyxl.utils.datetime import from_excel

_DAY = re.compile(r"(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
# Serial numbers of the years 2000 to 2099: what a date cell becomes when an editor loses its number format.
_SERIALS = range(36526, 73051)


def read_day(text: str, near: date | None) -> date:
    """A date as clerks write it: 2024-03-31, 2024年3月31日, 2024/3/31, 3月31日 (in the year of `near`), 45382."""
    if text.isdigit() and int(text) in _SERIALS:
        found: datetime = from_excel(int(text))
        return found.date()
    match = _DAY.fullmatch(text)
    year = match and (match[1] or (near.year if near else None))
    if not match or not year:
        raise ValueError(f"看不懂日期“{text}”，请写成 2024年3月31日 这样的形式")
    try:
        return date(int(year), int(match[2]), int(match[3]))
    except ValueError:
        raise ValueError(f"没有“{text}”这一天") from None
