"""The outline of a document: which of its points somebody would be made responsible for.

Items are the finest points that have a title of their own (a first sentence that names the point, and a body) or an
owner or date of their own; right below a chapter, points without a title count too. Points of frames (总体要求) and
reviews (工作回顾) are none. The text of a chapter before its first item is its lead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.model import Item
from bot.plans.outline.marks import RANK
from bot.plans.outline.points import Point, read_points
from bot.plans.passage import Span
from bot.plans.tables.rows import PastedRow, PastedTable

Names = Callable[[int, int], bool]
"""Whether the words from..to name something: an owner, or an owner or a date."""

_LONGEST_INLINE_TITLE = 30
_NOTES = re.compile(
    r"(?m)^[ ]*(?:附?注|备注|(?:几点)?说明)[ ]*:[ ]*1[.、](?!\d)[^\n]*(?:\n+[ ]*\d{1,2}[.、](?!\d)[^\n]*)*"
)
_CHAPTER_NUMBER = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")


@dataclass(frozen=True, slots=True)
class Outline:
    """The items and the lead texts between them; the stretches that look back, that set the scene (对象, 范围), that
    set goals, that stand under a month, and of these those in the year after; all points as stretches; where the words
    of each point and cell begin; the cells that say by when a row is due; the rows that are done. Offsets are those of
    the text."""

    items: tuple[Item, ...]
    leads: tuple[Item, ...]
    reviews: tuple[Span, ...]
    settings: tuple[Span, ...]
    goals: tuple[Span, ...]
    months: tuple[Span, ...]
    later_months: tuple[Span, ...]
    stages: tuple[Span, ...]
    heads: tuple[int, ...]
    due_cells: tuple[Span, ...]
    done_rows: tuple[Span, ...]


def read_outline(
    text: str, flat: str, tables: Sequence[PastedTable], year: int, is_assigned: Names, is_owned: Names
) -> Outline:
    """The outline of `text`; `flat` is its normalised, unwrapped form, `year` the plan's. `is_owned` says whether an
    owner is named somewhere, `is_assigned` whether an owner or a date is."""
    points = read_points(_without_tables(flat, tables), year)
    roots = [point for point in points if point.parent is None]
    chosen = [leaf for root in roots for leaf in _leaves(root, is_assigned, is_owned)]
    leads = list(_leads(text, points, chosen, [table.start for table in tables]))
    rows = [row for table in tables for row in table.rows]
    items = [*(_item(text, point) for point in chosen), *_row_items(text, points, rows)]
    return Outline(
        _with_paths(sorted(items, key=lambda item: item.start)),
        _with_paths(leads, short=False),
        tuple((point.mark.start, point.end) for point in points if point.review),
        tuple((point.mark.start, point.end) for point in points if point.setting),
        tuple((point.mark.start, point.end) for point in points if point.frame and not point.setting),
        tuple((point.start, point.end) for point in points if point.mark.level == "month"),
        tuple(_after_turn_of_year([point for point in points if point.mark.level == "month"])),
        tuple((point.start, point.end) for point in points),
        (*(point.start for point in points), *(start for row in rows for _, (start, _) in row.cells)),
        tuple(span for row in rows for span in row.of("due")),
        tuple((row.start, row.end) for row in rows if row.says_done(text)),
    )


def _after_turn_of_year(months: Sequence[Point]) -> Iterator[Span]:
    """The months after December in a series that passes it (`十二月`, `元月`, `三月`)."""
    turned = False
    for before, point in pairwise(months):
        turned = before.parent is point.parent and (turned or point.mark.ordinal < before.mark.ordinal)
        if turned:
            yield point.start, point.end


def _without_tables(flat: str, tables: Sequence[PastedTable]) -> str:
    """The text with blanks in place of its tables and numbered notes: these carry on no series of points."""
    kept, parts = 0, []
    for table in tables:
        parts += [flat[kept : table.start], " " * (table.end - table.start)]
        kept = table.end
    return _NOTES.sub(lambda notes: " " * len(notes[0]), "".join((*parts, flat[kept:])))


def _row_items(text: str, points: Sequence[Point], rows: Iterable[PastedRow]) -> Iterator[Item]:
    """The rows of the tables that stand in no review, each under the chapters around it."""
    starts = [point.mark.start for point in points]
    for step, row in enumerate(rows, 1):
        at = bisect_right(starts, row.start) - 1
        around = [] if at < 0 else [*points[at].above, points[at]]
        above = [point for point in around if point.end > row.start]
        if any(point.review for point in above):
            continue
        section = tuple(_words(text, each.start, each.stop) for each in above)
        if row.chapter is not None:
            section = (*section, _CHAPTER_NUMBER.sub("", _words(text, *row.chapter)))
        path = (*(str(each.step) for each in above), row.number or str(step))
        yield Item(row.number, _words(text, *row.title), row.title[0], row.end, section, path)


def _leaves(point: Point, is_assigned: Names, is_owned: Names) -> list[Point]:
    """The items at or below a point. Points of a frame are items only where owners answer for them."""
    if point.frame and not (is_owned(point.start, point.end) and (point.children or not point.is_chapter)):
        return []
    if point.review:
        return []
    below = [leaf for child in _counted(point, is_assigned) for leaf in _leaves(child, is_assigned, is_owned)]
    if below:
        return below
    return [point] if point.stop > point.start and not _only_holds(point) else []


def _only_holds(point: Point) -> bool:
    """Whether a point is there for a list below it, or has nothing below its heading."""
    if point.mark.level in ("annex", "month"):
        return True
    holds_list = any(child.mark.at_line for child in point.children) and not point.is_record
    return point.is_chapter and (holds_list or not (point.body or point.children))


def _counted(parent: Point, is_assigned: Names) -> list[Point]:
    """The points right below another that are items or hold some."""
    if not parent.children or parent.is_record:
        return []
    mostly_titled = _mostly_titled(parent.children)
    mostly_assigned = 2 * sum(is_assigned(child.start, child.end) for child in parent.children) >= len(parent.children)
    return [
        child
        for child in parent.children
        if _counts(child, mostly_titled, parent.is_chapter or mostly_assigned) or _counted(child, is_assigned)
    ]


def _counts(child: Point, mostly_titled: bool, untitled_count: bool) -> bool:
    if not child.mark.at_line:
        return mostly_titled and child.titled and _is_short(child)
    scheduled = child.parent is not None and child.parent.mark.level == "month"
    if RANK[child.mark.level] >= RANK["clause"] and not scheduled:
        return mostly_titled and child.titled
    return (mostly_titled and child.titled) or untitled_count


def _is_short(point: Point) -> bool:
    return point.stop - point.start <= _LONGEST_INLINE_TITLE


def _mostly_titled(points: list[Point]) -> bool:
    """Of one list either most points have titles, or none has."""
    titled = sum(point.titled and (point.mark.at_line or _is_short(point)) for point in points)
    return 3 * titled >= 2 * len(points)


def _words(text: str, start: int, stop: int) -> str:
    return re.sub(r"\s*[\r\n]\s*|\*\*", "", text[start:stop]).strip()


def _item(text: str, point: Point) -> Item:
    number = "" if not point.mark.ordinal else re.sub(r"[\s*#.、．﹒]", "", _written_number(text, point))
    section = tuple(_words(text, each.start, each.stop) for each in point.above)
    path = tuple(str(each.step) for each in (*point.above, point))
    return Item(number, _words(text, point.start, point.stop), point.start, point.end, section, path)


def _written_number(text: str, point: Point) -> str:
    bracketed = point.mark.level in ("section", "clause")
    return text[point.mark.start : point.mark.title] if bracketed else point.mark.number


def _leads(text: str, points: list[Point], chosen: list[Point], tables: Sequence[int]) -> Iterator[Item]:
    """The texts that stand outside all items: the preamble and what chapters say before their first item or table."""
    first = min([len(text), *(point.mark.start for point in points[:1]), *tables[:1]])
    yield Item("", "总体目标", 0, first, (), ("0",), lead=True)
    covered = 0
    leaves = {id(point) for point in chosen}
    for point in points:
        if point.mark.start < covered:
            continue
        if id(point) in leaves:
            covered = point.end
            continue
        stop = point.children[0].mark.start if point.children else point.end
        following = bisect_right(tables, point.start)
        stop = min([stop, *tables[following : following + 1]])
        heads_schedule = point.mark.level == "month" and not text[point.stop : stop].strip(" :：\r\n")
        if not point.review and stop > point.stop and not heads_schedule:
            item = _item(text, point)
            yield replace(item, number="", start=point.start, end=stop, path=(*item.path, "0"), lead=True)


def _with_paths(items: list[Item], *, short: bool = True) -> tuple[Item, ...]:
    """Items whose paths are unique: the number alone where the document numbers all its items in one series."""
    last = Counter(item.path[-1] for item in items)
    if short and all(count == 1 for count in last.values()):
        return tuple(replace(item, path=item.path[-1:]) for item in items)
    seen: Counter[tuple[str, ...]] = Counter()
    unique = []
    for item in items:
        seen[item.path] += 1
        again = seen[item.path]
        unique.append(item if again == 1 else replace(item, path=(*item.path, f"x{again}")))
    return tuple(unique)
