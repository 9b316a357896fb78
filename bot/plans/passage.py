"""A document cut into lines, sentences and clauses, by offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]

_NEAR = 150
_LINE_ENDS = re.compile(r"\n")
_SENTENCE_ENDS = re.compile(r"[。!?\n]")
_CLAUSE_ENDS = re.compile(r"[。!?\n,;:()]")


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where a text is cut; each cut is the offset of the character that ends a piece."""

    ends: Sequence[int]
    size: int

    def around(self, offset: int) -> Span:
        """The piece that holds the offset, without the character that ends it."""
        index = bisect_left(self.ends, offset)
        start = self.ends[index - 1] + 1 if index else 0
        return start, self.ends[index] if index < len(self.ends) else self.size


class Passage:
    """A normalised, unwrapped text and its pieces."""

    def __init__(self, flat: str, heads: Sequence[int] = ()) -> None:
        """`heads`: the offsets at which numbered points begin to speak; the number before is no part of their words."""
        self.flat = flat
        before = [head - 1 for head in heads if head]
        self._lines = _cuts(_LINE_ENDS, flat, [])
        self._sentences = _cuts(_SENTENCE_ENDS, flat, before)
        self._clauses = _cuts(_CLAUSE_ENDS, flat, before)

    def line(self, offset: int) -> Span:
        """The line that holds the offset."""
        return self._lines.around(offset)

    def sentence(self, offset: int) -> Span:
        """The sentence that holds the offset, without its full stop."""
        return self._sentences.around(offset)

    def clause(self, offset: int) -> Span:
        """The run between commas, colons, brackets and full stops that holds the offset, as far as it is near."""
        start, end = self._clauses.around(offset)
        return max(start, offset - _NEAR), min(end, offset + _NEAR)

    def words(self, span: Span) -> str:
        """The words of a piece."""
        return self.flat[span[0] : span[1]]


def _cuts(ends: re.Pattern[str], flat: str, more: Sequence[int]) -> Cuts:
    return Cuts(sorted({*(found.start() for found in ends.finditer(flat)), *more}), len(flat))


class Places:
    """Spans in order, none overlapping, to be asked what stands where."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def covers(self, offset: int) -> bool:
        """Whether one of the spans holds the offset."""
        return self.index_of(offset) is not None

    def index_of(self, offset: int) -> int | None:
        """The index of the span that holds the offset."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self._ends[index] else None

    def within(self, start: int, end: int) -> range:
        """The indices of the spans that begin in start..end."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def any_within(self, start: int, end: int) -> bool:
        """Whether a span begins in start..end."""
        return bool(self.within(start, end))


def outermost(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, those inside others dropped."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
