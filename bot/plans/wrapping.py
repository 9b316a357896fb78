"""Plans whose lines are broken by width (from PDF, from mail): read without the breaks, answered
with the places in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.language.text import JOINER
from bot.model import Answer, Item, Plan

A = TypeVar("A", bound=Answer)


def kept_places(flat: str) -> list[int]:
    """The offsets of an unwrapped text that are no wraps."""
    return [offset for offset, char in enumerate(flat) if char != JOINER]


def without_wraps(text: str, places: Sequence[int]) -> str:
    """The characters of a text at those places."""
    return "".join(map(text.__getitem__, places))


def put_back(plan: Plan, text: str, places: Sequence[int]) -> Plan:
    """A plan read without wraps, its answers moved to where they stand in the text; quotes hold its line breaks."""
    return replace(
        plan,
        text=text,
        items=tuple(_moved_item(item, places) for item in plan.items),
        leads=tuple(_moved_item(item, places) for item in plan.leads),
        deadlines=_moved(plan.deadlines, text, places),
        targets=_moved(plan.targets, text, places),
        cadences=_moved(plan.cadences, text, places),
        owners=_moved(plan.owners, text, places),
        unread=_moved(plan.unread, text, places),
    )


def _moved(answers: Sequence[A], text: str, places: Sequence[int]) -> tuple[A, ...]:
    return tuple(
        replace(each, start=places[each.start], quote=text[places[each.start] : places[each.end - 1] + 1])
        for each in answers
    )


def _moved_item(item: Item, places: Sequence[int]) -> Item:
    end = places[item.end - 1] + 1 if item.end else 0
    return replace(item, start=places[item.start] if item.start < len(places) else end, end=end)
