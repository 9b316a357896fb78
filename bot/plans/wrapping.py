"""Plans whose lines are broken by width (from PDF, from mail): read without the breaks, answered
with the places in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.language.text import JOINER
from bot.model import Answer, Item, Plan

A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True)
class Wraps:
    """Where the lines of a text are broken by width alone."""

    places: tuple[int, ...]
    joins: tuple[int, ...]
    """The same places in the text without them: what stood before join i, and what stands behind it, now meet there."""

    @classmethod
    def of(cls, flat: str) -> Wraps:
        """The wraps of an unwrapped text."""
        places = tuple(found.start() for found in re.finditer(JOINER, flat))
        return cls(places, tuple(place - before for before, place in enumerate(places)))

    def removed(self, text: str) -> str:
        """The text without its wraps."""
        starts = (0, *(place + 1 for place in self.places))
        return "".join(text[start:stop] for start, stop in zip(starts, (*self.places, len(text)), strict=True))

    def original(self, offset: int) -> int:
        """Where the character stands that the text without wraps has there."""
        return offset + bisect_right(self.joins, offset)

    def put_back(self, plan: Plan, text: str) -> Plan:
        """A plan read without wraps, its answers moved to where they stand in the text; quotes hold its breaks."""
        return replace(
            plan,
            text=text,
            items=tuple(self._moved_item(item) for item in plan.items),
            leads=tuple(self._moved_item(item) for item in plan.leads),
            deadlines=self._moved(plan.deadlines, text),
            targets=self._moved(plan.targets, text),
            cadences=self._moved(plan.cadences, text),
            owners=self._moved(plan.owners, text),
            unread=self._moved(plan.unread, text),
        )

    def _moved(self, answers: Sequence[A], text: str) -> tuple[A, ...]:
        spans = ((each, self.original(each.start), self.original(each.end - 1) + 1) for each in answers)
        return tuple(replace(each, start=start, quote=text[start:end]) for each, start, end in spans)

    def _moved_item(self, item: Item) -> Item:
        end = self.original(item.end - 1) + 1 if item.end else 0
        return replace(item, start=self.original(item.start), end=end)
