"""Columns of tables in Excel files, and what may stand in their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal["text", "centre", "number", "percent", "date"]


@dataclass(frozen=True, slots=True)
class Unsure:
    """A day of a year whose days off are not published yet: a date like any other, shown with 待定 behind it."""

    day: date


Cell = str | int | float | date | datetime | Unsure | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key of its cells, its head, its width in the units of Excel (the width of a digit; a Chinese
    character at 10.5 points takes two), the words that an editor may choose from, and a hint shown beside the cell."""

    key: str
    head: str
    width: float
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    hint: str = ""


_MAX_TEXT = 32767
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x000D_")
"""What a cell cannot hold, and `_x000D_`, by which the file format means the end of a line."""


def safe(text: str) -> str:
    """A text that a cell can hold: without control characters, at most 32,767 characters."""
    return _CONTROL.sub("", text)[:_MAX_TEXT]


def text_of(cell: Cell) -> str:
    """A cell as the text that cells are compared by: dates in ISO form, numbers without needless zeros, lines without
    blank ends, line ends as one character (spreadsheet programs change these when they save)."""
    if cell is None:
        return ""
    if isinstance(cell, Unsure):
        cell = cell.day
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return f"{cell:.10g}"
    text = safe(cell).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in text.split("\n")).strip()
