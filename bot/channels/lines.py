"""Who waits for what: a line a reader, in which answers go before what nobody asked for, each in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from bot.channels.base import Outgoing
from bot.record.events import Message

BEHIND_ANSWERS = 1 << 60
"""By how much what nobody asked for ranks behind answers."""


@dataclass(slots=True, eq=False)
class Waiting:
    """A message on its way. Among readers the lowest `rank` is first: answers, then who came first. It is `doubtful` if
    all of it may be there already (a crash), `unsure` if its next part may be, `anew` if it is to be no edit. `left`
    are the parts still to go (None: not begun), `files` what goes behind them, `made` the first of these (name,
    content) once it is made, `refs` what is there. It is `busy` while it is handed over;
    `tries` failed in a row, and it rests until `rests`."""

    message: Message
    unasked: bool
    rank: int
    doubtful: bool = False
    unsure: bool = False
    anew: bool = False
    left: tuple[Outgoing, ...] | None = None
    files: tuple[str, ...] = ()
    made: tuple[str, bytes] | None = None
    refs: list[str] = field(default_factory=list)
    busy: bool = False
    tries: int = 0
    rests: float = 0.0


@dataclass(slots=True)
class Line:
    """What waits for one reader."""

    answers: deque[Waiting] = field(default_factory=deque)
    unasked: deque[Waiting] = field(default_factory=deque)

    @property
    def head(self) -> Waiting | None:
        """What goes next: a message of which parts are there already is finished first."""
        if self.answers and not (self.unasked and self.unasked[0].refs):
            return self.answers[0]
        return self.unasked[0] if self.unasked else None


class Lines:
    """All lines. A message stands in them once, from `join` to `leave`."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str | None, str], Line] = {}
        self._waiting: dict[str, Waiting] = {}
        self._places = count()

    def join(self, message: Message, *, doubtful: bool = False) -> None:
        """Puts a message at the end of its reader's line, unless it stands there. An edit follows what it edits."""
        if message.id in self._waiting:
            return
        edited = self._waiting.get(message.edits or "")
        unasked = edited.unasked if edited else message.unasked
        waiting = Waiting(message, unasked, next(self._places) + BEHIND_ANSWERS * unasked, doubtful)
        waiting.files = message.attach
        self._waiting[message.id] = waiting
        self._lane(waiting).append(waiting)

    def leave(self, waiting: Waiting) -> None:
        """Takes a message out."""
        self._lane(waiting).remove(waiting)
        del self._waiting[waiting.message.id]
        if self._lines[_reader(waiting)].head is None:
            del self._lines[_reader(waiting)]

    def heads(self) -> Iterator[Waiting]:
        """What is next in each line."""
        return (head for line in self._lines.values() if (head := line.head))

    def _lane(self, waiting: Waiting) -> deque[Waiting]:
        line = self._lines.setdefault(_reader(waiting), Line())
        return line.unasked if waiting.unasked else line.answers


def _reader(waiting: Waiting) -> tuple[str | None, str]:
    return waiting.message.chat, waiting.message.to
