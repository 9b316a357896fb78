"""How much room text takes in a cell. The file format of Excel has no automatic row height: it has to be worked out."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.reports.sheets.columns import Cell, Column

BODY = 10.5
LINE = 1.3
MAX_HEIGHT = 409.0
# Closing marks never begin a line and opening ones never end it: each goes with its neighbour.
_WORD = re.compile(r"[“‘（《〈「]*(?:[!-~]+|.)[，。、；：！？”’）》〉」…％]*")
# A Latin letter or digit is half a Chinese character in 仿宋, and somewhat more in what a machine without it shows.
_LATIN = 1.15


def row_height(columns: Sequence[Column], row: Mapping[str, Cell]) -> float:
    """The height in points at which no text of the row is cut (409 is the greatest that Excel knows)."""
    lines = max((line_count(cell, c.width) for c in columns if isinstance(cell := row.get(c.key), str)), default=1)
    return min(MAX_HEIGHT, math.ceil(lines * BODY * LINE + 5))


def line_count(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width, its own line ends included."""
    return sum(_wrapped(line, width - 1) for line in text.split("\n"))


def text_width(text: str) -> float:
    """The width of a text in digits: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else _LATIN for c in text)


@lru_cache(maxsize=100_000)
def _wrapped(line: str, width: float) -> int:
    """Lines that one line of text takes. Chinese breaks anywhere, a Latin word or number only where it is longer than a
    line."""
    lines, used = 1, 0.0
    for word in _WORD.findall(line):
        size = text_width(word)
        if used + size <= width:
            used += size
        elif size <= width:
            lines, used = lines + 1, size
        else:
            more = math.ceil((used + size - width) / width)
            lines, used = lines + more, used + size - more * width
    return lines
