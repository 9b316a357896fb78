"""The rows of a task table that was pasted as text, whatever parted its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.plans.formats.columns import Role
from bot.plans.passage import Span

Cell = tuple[Role, Span]

BANNER = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])[^。]{2,40}$")
"""A row over the whole width that names a chapter (`一、教育惠民`)."""

_OWN_NUMBER = re.compile(r"\s*(?:(\d{1,3})[.．、](?!\d)|[（(](\d{1,3})[)）])?\s*")
_FIRST_SENTENCE = re.compile(r"[^。；;！!\n]*")
_DONE = re.compile(r"已(?:经)?(?:全部|全面|如期|提前)?(?:完成|办结|销号|投用|竣工|落实)[。！]?")


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A row of a table: the words of each cell as (role, span), a role again for each paragraph of its cell; `title` is
    where its task is named, `chapter` the words of the row over the whole width above it. The row is start..end."""

    cells: tuple[Cell, ...]
    number: str
    title: Span
    start: int
    end: int
    chapter: Span | None = None

    def of(self, role: Role) -> Iterator[Span]:
        """Where the cells of a role stand, those without words left out."""
        return (span for own, span in self.cells if own == role and span[1] > span[0])

    def says_done(self, text: str) -> bool:
        """Whether a cell about how the task stands says no more than that it is done."""
        return any(_DONE.fullmatch(text, *span) for span in self.of("other"))


@dataclass(frozen=True, slots=True)
class PastedTable:
    """A table of a text, from its head (at `start`) to the end of its last row; `line_ends` are the line breaks that
    end rows or cells."""

    start: int
    rows: tuple[PastedRow, ...]
    line_ends: tuple[int, ...]

    @property
    def end(self) -> int:
        return self.rows[-1].end


def row_of(text: str, cells: Sequence[Cell], span: Span, chapter: Span | None = None) -> PastedRow | None:
    """The row that has these cells and stands at `span`; None where nothing in it is to be done."""
    named = [cell for wanted in ("task", "goal", "other") for role, cell in cells if role == wanted]
    title = next((cell for cell in named if cell[1] > cell[0]), None)
    if title is None:
        return None
    number = next((text[start:end] for role, (start, end) in cells if role == "number"), "")
    own = _OWN_NUMBER.match(text, *title)
    start = own.end() if own else title[0]
    number = number or next((found for found in (own.groups() if own else ()) if found), "")
    sentence = _FIRST_SENTENCE.match(text, start, title[1])
    return PastedRow(tuple(cells), number, (start, sentence.end() if sentence else title[1]), *span, chapter)
