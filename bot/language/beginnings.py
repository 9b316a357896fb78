"""Which characters a spelling can begin with: what lets a lexicon skip the places where no word can be.

Understands the regular expressions that tables are written in: letters, classes, groups, looking around, how often.
Of a class that excludes, of `.` and of `\\w` nobody can list the letters: they may stand anywhere but first."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

_ANY = "any letter"
_DIGITS = frozenset("0123456789")
_GROUP = re.compile(r"\(\?[a-z]*:")
_LOOK = re.compile(r"\(\?(?:<?[=!])")
_CLASS = re.compile(r"\[(\^?)((?:\\.|[^\]\\])+)\]", re.DOTALL)
_RANGE = re.compile(r"\\d|\\?(.)(?:-\\?(.))?", re.DOTALL)
_TIMES = re.compile(r"([?*+]|\{(\d*),?\d*\})[?+]?")


class _Begins(NamedTuple):
    letters: frozenset[str]
    empty: bool
    """Whether it may stand for no character, so that what follows begins too."""


def beginnings(spelling: str) -> frozenset[str]:
    """The characters that text matching the spelling can begin with; raises ValueError where they can't be listed."""
    reader = _Reader(spelling)
    found = reader.alternatives()
    if reader.at < len(spelling) or found.empty or _ANY in found.letters:
        raise ValueError(f"the beginnings of {spelling!r} can't be listed")
    return found.letters


def before(letters: Collection[str]) -> str:
    """A look-ahead that stands before one of these letters only."""
    return f"(?=[{re.escape(''.join(sorted(letters)))}])"


@dataclass(slots=True)
class _Reader:
    spelling: str
    at: int = 0

    def alternatives(self) -> _Begins:
        branches = [self._sequence()]
        while self.spelling.startswith("|", self.at):
            self.at += 1
            branches.append(self._sequence())
        return _Begins(frozenset().union(*(each.letters for each in branches)), any(each.empty for each in branches))

    def _sequence(self) -> _Begins:
        letters, empty = frozenset[str](), True
        while self.at < len(self.spelling) and self.spelling[self.at] not in "|)":
            piece = self._piece()
            letters, empty = (letters | piece.letters, piece.empty) if empty else (letters, False)
        return _Begins(letters, empty)

    def _piece(self) -> _Begins:
        letters, empty = self._atom()
        times = _TIMES.match(self.spelling, self.at)
        if times:
            self.at = times.end()
            empty = empty or times[1][0] in "?*" or times[2] in ("", "0")
        return _Begins(letters, empty)

    def _atom(self) -> _Begins:
        if looking := _LOOK.match(self.spelling, self.at):
            self._inside(looking.end())
            return _Begins(frozenset(), empty=True)
        if self.spelling[self.at] == "(":
            group = _GROUP.match(self.spelling, self.at)
            return self._inside(group.end() if group else self.at + 1)
        if letters := _CLASS.match(self.spelling, self.at):
            self.at = letters.end()
            return _Begins(frozenset({_ANY}) if letters[1] else _listed(letters[2]), empty=False)
        return self._letter()

    def _inside(self, start: int) -> _Begins:
        self.at = start
        found = self.alternatives()
        self.at += 1
        return found

    def _letter(self) -> _Begins:
        letter = self.spelling[self.at : self.at + 2] if self.spelling[self.at] == "\\" else self.spelling[self.at]
        self.at += len(letter)
        if letter in ("^", "$", r"\b"):
            return _Begins(frozenset(), empty=True)
        if letter == r"\d":
            return _Begins(_DIGITS, empty=False)
        known = letter != "." and not re.fullmatch(r"\\[a-zA-Z]", letter)
        return _Begins(frozenset({letter[-1] if known else _ANY}), empty=False)


def _listed(members: str) -> frozenset[str]:
    """The characters of a class as written between its brackets."""
    letters: set[str] = set()
    for member in _RANGE.finditer(members):
        if member[1] is None:
            letters |= _DIGITS
        else:
            letters.update(map(chr, range(ord(member[1]), ord(member[2] or member[1]) + 1)))
    return frozenset(letters)
