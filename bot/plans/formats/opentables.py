"""Task tables on a page whose columns are parted by white space, with level rules between the rows or none.

A row of heads (序号, 工作任务, 责任单位 …) tells where the columns are; print below belongs to them as long as none of
it runs across. Where rows end is told by level rules, else by wider gaps, else by the numbers in front.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from bot.plans.formats.columns import is_head, role_of, roles_of
from bot.plans.formats.pdflines import SAME_LINE, Line, starts_point

FEWEST_COLUMNS = 3
SMALLEST_STEP = 2.0
"""Points by which gaps between rows are wider than those between the lines of one row."""
APART = 0.9
"""Lines further apart than this many heights of a character are not of one cell."""

Band = Sequence[Line]
"""The pieces of print at one height, from left to right."""
Columns = tuple[tuple[float, float], ...]
"""From where to where the print of each column reaches, in points."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table found on a page: its rows, one text a column, broken lines joined by line breaks."""

    top: float
    bottom: float
    columns: Columns
    rows: tuple[tuple[str, ...], ...]


def open_tables(pieces: Sequence[Line], rules: Sequence[float], carried: Columns | None = None) -> list[OpenTable]:
    """The tables of a page in order. `pieces`: its print outside ruled tables, cut at every gap; `rules`: the heights
    of level rules; `carried`: the columns of a table that reached to the end of the page before."""
    bands = list(_bands(pieces))
    found: list[OpenTable] = []
    at = 0
    if carried and (table := _table(bands, 0, carried, rules, head=0)):
        found.append(table)
        at = _behind(bands, table)
    while at < len(bands):
        height = _head_height(bands, at)
        heads = _merged(bands[at : at + height])
        columns = tuple((each.left, each.right) for each in heads)
        table = _table(bands, at, columns, rules, head=height) if height else None
        if table:
            found.append(table)
        at = _behind(bands, table) if table else at + 1
    return found


def _behind(bands: Sequence[Band], table: OpenTable) -> int:
    return next((n for n, band in enumerate(bands) if band[0].top > table.bottom), len(bands))


def _bands(pieces: Sequence[Line]) -> Iterator[Band]:
    band: list[Line] = []
    for piece in sorted(pieces, key=lambda each: (each.bottom, each.left)):
        if band and piece.bottom - band[0].bottom > SAME_LINE:
            yield sorted(band, key=lambda each: each.left)
            band = []
        band.append(piece)
    if band:
        yield sorted(band, key=lambda each: each.left)


def _head_height(bands: Sequence[Band], at: int) -> int:
    """How many bands the row of heads takes that begins here (two where a head is broken in two lines); 0 for none."""
    for height in (1, 2):
        heads = [each.text for each in _merged(bands[at : at + height])]
        sure = height == 1 or all(map(role_of, heads))
        if len(heads) >= FEWEST_COLUMNS and is_head(heads) and "task" in roles_of(heads) and sure:
            return height
    return 0


def _merged(bands: Sequence[Band]) -> list[Line]:
    """Pieces that stand above each other put together, from left to right."""
    merged: list[Line] = []
    for piece in (piece for band in bands for piece in band):
        above = next((n for n, each in enumerate(merged) if _overlap(piece, (each.left, each.right))), None)
        if above is None:
            merged.append(piece)
        else:
            both = merged[above]
            merged[above] = replace(
                both, text=both.text + piece.text, left=min(both.left, piece.left), right=max(both.right, piece.right)
            )
    return sorted(merged, key=lambda each: each.left)


def _overlap(piece: Line, column: tuple[float, float]) -> bool:
    return piece.left < column[1] and column[0] < piece.right


def _table(bands: Sequence[Band], at: int, columns: Columns, rules: Sequence[float], *, head: int) -> OpenTable | None:
    """The table whose columns reach so far; None where nothing below belongs to two of them."""
    body = list(_body(bands[at + head :], columns))
    reach = _reach(body, columns)
    dealt = [_dealt(band, reach) for band in body]
    while len(dealt) > 1 and sum(map(bool, dealt[-1])) < 2 and _stands_off(body[len(dealt) - 1], body[len(dealt) - 2]):
        dealt.pop()
    if not any(sum(map(bool, cells)) > 1 for cells in (dealt if head else dealt[:2])):
        return None
    groups = _rows(body[: len(dealt)], dealt, rules)
    rows = [tuple("\n".join(filter(None, texts)) for texts in zip(*group, strict=True)) for group in groups]
    heads = [tuple(each.text for each in _merged(bands[at : at + head]))] if head else []
    last = body[len(dealt) - 1]
    return OpenTable(bands[at][0].top, max(each.bottom for each in last), reach, tuple(heads + rows))


def _stands_off(band: Band, above: Band) -> bool:
    """Whether a band is further away from the one above than the lines of a cell are."""
    return band[0].top - max(each.bottom for each in above) > APART * band[0].size


def _body(bands: Sequence[Band], columns: Columns) -> Iterator[Band]:
    """The bands down to the first whose print runs across two columns and heads no group of rows."""
    for n, band in enumerate(bands):
        crosses = any(sum(_overlap(piece, column) for column in columns) > 1 for piece in band)
        alone = len(band) == 1 and starts_point(band[0].text) and not band[0].text.rstrip().endswith(("。", "；"))
        if crosses and not (alone and n + 1 < len(bands) and len(bands[n + 1]) > 1):
            return
        yield band


def _reach(body: Sequence[Band], columns: Columns) -> Columns:
    """The columns as far as the print that surely stands in them reaches."""
    reach = list(columns)
    for piece in (piece for band in body for piece in band):
        inside = [n for n, column in enumerate(columns) if _overlap(piece, column)]
        if len(inside) == 1:
            left, right = reach[inside[0]]
            reach[inside[0]] = (min(left, piece.left), max(right, piece.right))
    return tuple(reach)


def _dealt(band: Band, reach: Columns) -> tuple[str, ...]:
    """The words of a band, column by column."""
    cells = [""] * len(reach)
    for piece in band:
        nearest = min(range(len(reach)), key=lambda n: _distance(piece, reach[n]))
        cells[nearest] += piece.text
    return tuple(cells)


def _distance(piece: Line, column: tuple[float, float]) -> float:
    middle = (piece.left + piece.right) / 2
    return max(column[0] - piece.left, piece.right - column[1], 0.0) + abs(middle - sum(column) / 2) / 1000


def _rows(
    body: Sequence[Band], dealt: Sequence[tuple[str, ...]], rules: Sequence[float]
) -> Iterator[Sequence[tuple[str, ...]]]:
    """The bands of each row."""
    begins = {0, *(_under_rules(body, rules) or _under_gaps(body))}
    starts = sorted(begins)
    for start, stop in zip(starts, (*starts[1:], len(dealt)), strict=True):
        further = [start + n for n in _begun_by_words(dealt[start:stop])]
        for first, end in pairwise([start, *(n for n in further if n > start), stop]):
            yield dealt[first:end]


def _under_rules(body: Sequence[Band], rules: Sequence[float]) -> list[int]:
    """The bands that stand first below a level rule."""
    feet = _feet(body)
    return [
        n
        for n, band in enumerate(body[1:], 1)
        if any(feet[n - 1] - SAME_LINE < rule < band[0].top + SAME_LINE for rule in rules)
    ]


def _under_gaps(body: Sequence[Band]) -> list[int]:
    """The bands below a gap of the wider kind; none where all gaps are alike."""
    feet = _feet(body)
    gaps = [min(piece.top for piece in band) - foot for band, foot in zip(body[1:], feet, strict=False)]
    steps = [(high - low, low) for low, high in pairwise(sorted(gaps))]
    widest, below = max(steps, default=(0.0, 0.0))
    return [n for n, gap in enumerate(gaps, 1) if widest > SMALLEST_STEP and gap > below]


def _feet(body: Sequence[Band]) -> list[float]:
    """How far down the print reaches, band by band: cells of one row may stand at different heights."""
    return list(accumulate((max(piece.bottom for piece in band) for band in body), max))


def _begun_by_words(dealt: Sequence[tuple[str, ...]]) -> list[int]:
    """Where rows begin that no gap parts: at the cells of the first column, or where most columns say something."""
    if sum(bool(cells[0]) for cells in dealt) > 1:
        return [n for n, cells in enumerate(dealt) if cells[0]]
    full = [n for n, cells in enumerate(dealt) if 2 * sum(map(bool, cells)) > len(cells)]
    return full if len(full) > 1 and not dealt[0][0] else []
