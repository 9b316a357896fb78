"""Text is lexed once into tokens of a kind, one letter each; rules are shapes over the letters.

A lexicon is a table of rows (kind, spelling): at each place of the text the first row that fits makes the token, so
longer words that merely contain a spelling stand before it, as kind `x`. What no row knows is a gap, kind `.`; spaces
and wrapped lines are nothing. A rule is a name, a shape (a regular expression over kind letters) and a builder that
makes values of the matched words, or none. Overlaps are settled once, here: the earliest, then the longest, then the
first in the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.language.beginnings import before, beginnings
from bot.language.text import JOINER, plain

C = TypeVar("C")
V = TypeVar("V")

GAP = "."
_BLANK = re.compile(rf"[ {JOINER}]*")
_MAY_CAPTURE = re.compile(r"(?<!\\)\((?!\?[^P])")
"""A cheap look, so that only few spellings are compiled on their own."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A lexed text: letter i of `kinds` stands for text[starts[i]:ends[i]]."""

    text: str
    kinds: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Lexicon:
    """A compiled table of (kind, spelling) rows; a spelling is a regular expression without named groups.

    Letters with which the same rows begin share one branch of the pattern, so that a place is tried against the few
    rows that can begin there and most places against none; among those rows the order of the table holds."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        table = [(kind, spelling, beginnings(spelling)) for kind, spelling in rows]
        if any(_MAY_CAPTURE.search(spelling) and re.compile(spelling).groups for _, spelling, _ in table):
            raise ValueError("a spelling must not capture groups")
        self._kinds: list[str] = [""]
        branches = []
        for order, letters in _sharing([letters for _, _, letters in table]):
            self._kinds.extend(table[index][0] for index in order)
            spellings = "|".join(f"({table[index][1]})" for index in order)
            branches.append(f"{before(letters)}(?:{spellings})")
        anywhere = frozenset().union(*(letters for _, _, letters in table))
        self._pattern = re.compile(f"{before(anywhere)}(?:{'|'.join(branches)})")

    def lex(self, text: str) -> Tokens:
        """The tokens of a normalised text, gaps included."""
        kinds: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        table, position = self._kinds, 0
        for found in self._pattern.finditer(text):
            start = found.start()
            if position < start and not _BLANK.fullmatch(text, position, start):
                kinds.append(GAP)
                starts.append(position)
                ends.append(start)
            kinds.append(table[found.lastindex or 0])
            starts.append(start)
            position = found.end()
            ends.append(position)
        if position < len(text) and not _BLANK.fullmatch(text, position):
            kinds.append(GAP)
            starts.append(position)
            ends.append(len(text))
        return Tokens(text, "".join(kinds), tuple(starts), tuple(ends))


def _sharing(beginnings_of_rows: Sequence[frozenset[str]]) -> list[tuple[tuple[int, ...], frozenset[str]]]:
    """The sets of rows that can begin with the same letters, each with these letters, the most letters first."""
    rows_of: dict[str, list[int]] = {}
    for index, letters in enumerate(beginnings_of_rows):
        for letter in letters:
            rows_of.setdefault(letter, []).append(index)
    sharing: dict[tuple[int, ...], set[str]] = {}
    for letter, rows in sorted(rows_of.items()):
        sharing.setdefault(tuple(rows), set()).add(letter)
    return sorted(((rows, frozenset(letters)) for rows, letters in sharing.items()), key=lambda each: -len(each[1]))


@dataclass(frozen=True, slots=True)
class Part:
    """A run of tokens that a shape matched; what a builder reads."""

    tokens: Tokens
    first: int
    stop: int

    @property
    def kinds(self) -> str:
        return self.tokens.kinds[self.first : self.stop]

    @property
    def start(self) -> int:
        return self.tokens.starts[self.first]

    @property
    def end(self) -> int:
        return self.tokens.ends[self.stop - 1]

    @property
    def text(self) -> str:
        return plain(self.tokens.text[self.start : self.end])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The tokens as (kind, word), words without spaces inside."""
        return ((self.tokens.kinds[i], self._word(i)) for i in range(self.first, self.stop))

    def __contains__(self, kind: str) -> bool:
        return kind in self.kinds

    def words(self, kinds: str) -> list[str]:
        """The words of these kinds, in order."""
        return [self._word(i) for i in range(self.first, self.stop) if self.tokens.kinds[i] in kinds]

    def word(self, kinds: str, default: str = "") -> str:
        """The first word of these kinds."""
        return next(iter(self.words(kinds)), default)

    def _word(self, index: int) -> str:
        return plain(self.tokens.text[self.tokens.starts[index] : self.tokens.ends[index]])


@dataclass(frozen=True, slots=True)
class Rule(Generic[C, V]):
    """What one form of expression looks like and means, in a context C (a year, a moment)."""

    name: str
    shape: re.Pattern[str]
    build: Callable[[Part, C], Sequence[V]]


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """An expression of the text that a rule understood, with all the values it sets."""

    start: int
    end: int
    values: tuple[V, ...]
    rule: str


def rule(name: str, shape: str, build: Callable[[Part, C], Sequence[V]]) -> Rule[C, V]:
    """A rule from its shape as written in a table: blanks between the letters are for the reader."""
    compiled = re.compile(shape.replace(" ", ""))
    if compiled.match(""):
        raise ValueError(f"the shape of {name!r} matches nothing at all")
    return Rule(name, compiled, build)


def find(tokens: Tokens, rules: Sequence[Rule[C, V]], context: C) -> list[Found[V]]:
    """All expressions that the rules understand, in order, none overlapping another."""
    candidates = sorted(_candidates(tokens, rules))
    found: list[Found[V]] = []
    free = 0
    for first, longest, order in candidates:
        if first < free:
            continue
        part = Part(tokens, first, -longest)
        values = tuple(rules[order].build(part, context))
        if values:
            found.append(Found(part.start, part.end, values, rules[order].name))
            free = -longest
    return found


def _candidates(tokens: Tokens, rules: Sequence[Rule[C, V]]) -> Iterator[tuple[int, int, int]]:
    for order, each in enumerate(rules):
        for match in each.shape.finditer(tokens.kinds):
            yield match.start(), -match.end(), order
