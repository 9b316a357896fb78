"""Lines of print back to paragraphs: reading order of columns, page heads and feet left out, broken lines joined.

Works on lines with their places on the page alone (points, from the top left), whatever they were read from.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

Column = Literal["whole", "left", "right"]

MARGIN = 0.12
"""Heads and feet stand in this share of the page's height, at its top and bottom."""
REPEATED = 0.5
"""A line that stands there on this share of the pages belongs to the page, not to the text."""
SAME_LINE = 3.0
"""Points by which the characters of one line may stand higher or lower."""
SAME_HEIGHT = 3.0
"""Points by which a page's head may stand higher or lower than another's."""
INDENT = 1.2
"""A paragraph's first line stands in by two characters; from this many on it is one."""
SHORT = 2.5
"""A line that ends this many characters before the right edge is the last of its paragraph."""
GAP = 0.9
"""Lines further apart than this many line heights belong to different paragraphs."""
LARGER = 1.15
"""Print this much larger than the rest is a title."""
FEWEST = 6
"""A page with fewer lines is not looked at for columns."""

_AROUND = r"[\s\-—–－·•第页共/／|]*"
_PAGE_NUMBER = re.compile(rf"{_AROUND}\d{{1,4}}(?:{_AROUND}(?:of)?{_AROUND}\d{{1,4}})?{_AROUND}", re.IGNORECASE)
_STARTS = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、]\s*[^\d\s%]"
    r"|第[一二三四五六七八九十]+[章节部条]|附件)"
)
_ENDS = ("。", "；", ";", "：", ":", "！", "!", "？", "?", "）", ")", "”")
_LATIN_END = re.compile(r"[A-Za-z]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its words and its box; `size` is the height of its characters."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float = 10.5


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, and how large it is."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in reading order: on which page and in which column it stands."""

    page: int
    column: Column
    line: Line


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """The pages without page numbers, and without what stands at the same height of head or foot on most of them."""
    heights: defaultdict[str, list[float]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _is_margin(line, page):
                heights[_key(line)].append(line.top)
    needed = max(2, REPEATED * len(pages))

    def repeated(line: Line) -> bool:
        return sum(abs(line.top - top) < SAME_HEIGHT for top in heights[_key(line)]) >= needed

    return [replace(page, lines=tuple(_text_lines(page, repeated))) for page in pages]


def _text_lines(page: Page, repeated: Callable[[Line], bool]) -> Iterator[Line]:
    """The lines that belong to the text. A number is the page's only where no text stands beside it: the last row of
    a table reaches down there too."""
    margin = [line for line in page.lines if _is_margin(line, page)]
    numbers = [line for line in margin if _PAGE_NUMBER.fullmatch(line.text)]
    running = [line for line in margin if line not in numbers and repeated(line)]
    text = [line for line in page.lines if line not in running and line not in numbers]
    for line in page.lines:
        beside = any(line.top < other.bottom and other.top < line.bottom for other in text)
        if line not in running and (line not in numbers or beside):
            yield line


def _is_margin(line: Line, page: Page) -> bool:
    return line.bottom < MARGIN * page.height or line.top > (1 - MARGIN) * page.height


def _key(line: Line) -> str:
    return re.sub(r"[\d\s]+", "#", line.text)


def in_reading_order(page: Page) -> list[Placed]:
    """The lines of a page from top to bottom; where it has two columns first the left and then the right one."""
    lines = sorted(page.lines, key=lambda line: (line.top, line.left))
    middle = _gutter(lines, page.width)
    ordered: list[Placed] = []
    right: list[Placed] = []
    for line in lines:
        if middle is None or line.left < middle < line.right:
            ordered += [*right, Placed(page.number, "whole", line)]
            right = []
        elif line.right <= middle:
            ordered.append(Placed(page.number, "left", line))
        else:
            right.append(Placed(page.number, "right", line))
    return ordered + right


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """Where the gap between two columns stands; None where the page has one column."""
    if len(lines) < FEWEST:
        return None
    crossed = {place: sum(line.left < place < line.right for line in lines) for place in _middles(width)}
    best = min(crossed.values())
    free = [place for place, lines_there in crossed.items() if lines_there == best]
    middle = free[len(free) // 2]
    smaller = min(sum(line.right <= middle for line in lines), sum(line.left >= middle for line in lines))
    return middle if smaller >= 0.3 * len(lines) and best <= 0.2 * len(lines) else None


def _middles(width: float) -> list[float]:
    return [width * share / 100 for share in range(35, 66)]


def starts_point(text: str) -> bool:
    """Whether a line begins with the number of a point or the name of a part."""
    return _STARTS.match(text) is not None


def paragraphs(placed: Sequence[Placed]) -> Iterator[list[tuple[int, str]]]:
    """The paragraphs of lines in reading order, each as pieces (page, words) to be put together as they are."""
    edges, size = _edges(placed), median([p.line.size for p in placed] or [1.0])
    present: list[tuple[int, str]] = []
    above: Placed | None = None
    for here in placed:
        if above is not None and _begins(here, above, edges, size):
            yield present
            present = []
        glue = " " if present and _LATIN_END.search(present[-1][1]) and here.line.text[:1].isascii() else ""
        present.append((here.page, glue + here.line.text.strip()))
        above = here
    if present:
        yield present


def _edges(placed: Sequence[Placed]) -> dict[Column, tuple[float, float]]:
    """The left and right edge of each kind of column, as most of its long lines have it."""
    lines: defaultdict[Column, list[Line]] = defaultdict(list)
    for each in placed:
        lines[each.column].append(each.line)
    return {column: _usual_edges(those) for column, those in lines.items()}


def _usual_edges(lines: Sequence[Line]) -> tuple[float, float]:
    longest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left > 0.6 * longest]
    return _usual(line.left for line in long), max(_usual(line.right for line in long), median(x.right for x in long))


def _usual(places: Iterable[float]) -> float:
    return float(Counter(round(place) for place in places).most_common(1)[0][0])


def _begins(here: Placed, above: Placed, edges: dict[Column, tuple[float, float]], size: float) -> bool:
    """Whether a line begins a paragraph of its own after the one above it."""
    if abs(here.line.size - above.line.size) > (LARGER - 1) * size or starts_point(here.line.text):
        return True
    if (here.page, here.column) == (above.page, above.column):
        distance = here.line.top - above.line.bottom
        if distance > GAP * max(here.line.bottom - here.line.top, size):
            return True
    if here.line.size > LARGER * size:
        return False  # the lines of a title stay together
    indent = (here.line.left - edges[here.column][0]) / here.line.size
    return indent > INDENT or _ends_paragraph(above, *edges[above.column])


def _ends_paragraph(above: Placed, left: float, right: float) -> bool:
    """Whether a line is short because its paragraph ends, and not since what follows could not be broken."""
    slack = (right - above.line.right) / above.line.size
    is_far = above.line.right < right - 0.25 * (right - left)
    return slack > SHORT and (is_far or above.line.text.endswith(_ENDS))
