"""The states: everything known about how things stand, folded from the record and from nothing else.

`States` grows by `apply`, entry by entry; folding a record in two halves equals folding it whole. What it hands out are
frozen values; who needs a different question answered writes a different fold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, fields
from typing import Any

from bot.record.events import Entry
from bot.record.folds import messages, people, tasks
from bot.record.known import Account, Invitation, Known, Posted, Settlement
from bot.record.standing import Extension, Report, TaskState, Whistle

__all__ = [
    "Account",
    "Extension",
    "Invitation",
    "Posted",
    "Report",
    "Settlement",
    "States",
    "TaskState",
    "Whistle",
    "fold",
]


FOLDS: dict[type, Callable[[Known, Entry, Any], None]] = {**people.FOLDS, **tasks.FOLDS, **messages.FOLDS}


@dataclass
class States(Known):
    """What is known, growing entry by entry."""

    def apply(self, entry: Entry) -> None:
        """Folds one more entry in."""
        self.causes.add(entry.cause)
        self.version += 1
        if entry.by in self.unreached:
            del self.unreached[entry.by]
        for event in entry.events:
            FOLDS[type(event)](self, entry, event)

    def with_entry(self, entry: Entry) -> States:
        """The states as they would be after one more entry; these stay as they are."""
        after = self.copied()
        after.apply(entry)
        return after

    def copied(self) -> States:
        """These states as a value of their own: what they hold is frozen, so only the holders are copied."""
        return States(**{known.name: copy(getattr(self, known.name)) for known in fields(self)})


def fold(entries: Iterable[Entry]) -> States:
    """The states after these entries."""
    states = States()
    for entry in entries:
        states.apply(entry)
    return states
