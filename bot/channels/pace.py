"""When the next message may go, so that the service never has to say "too many", and how long to wait when it fails.

In all, messages are spread evenly, with a little slack so that a late wake-up is caught up on. To one chat the pause is
counted from the *answer* to the last message, which the service cannot have counted later. Moments are seconds of a
monotonic clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from bot.channels.base import Abilities

AT_ONCE = 16
"""Messages that may be on their way to the service at the same time, each to another chat."""

SLACK = 3
"""Messages that may follow each other at once after an idle time."""

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds to wait after the first, second … failure in a row."""


def growing(pauses: Sequence[float], failures: int) -> float:
    """The pause after so many failures in a row (from 1); the last pause stays."""
    return pauses[min(failures, len(pauses)) - 1]


def clock() -> float:
    """The event loop's monotonic clock, in seconds."""
    return asyncio.get_running_loop().time()


class Pace:
    """The pauses that a service wants kept, and those that its failures call for."""

    def __init__(self, abilities: Abilities, is_group: Callable[[str], bool]) -> None:
        self._step = 1 / abilities.per_second
        self._to_person, self._to_group = abilities.per_chat, 60 / abilities.per_group
        self._is_group = is_group
        self._next = 0.0
        self._held = 0.0
        self._failures = 0
        self._last_failure = 0.0
        self._chats: dict[str, float] = {}
        self._floods: dict[str, float] = {}

    @property
    def at_once(self) -> int:
        """How many messages may be under way: one while the service fails, so that few come to be in doubt."""
        return 1 if self._failures else AT_ONCE

    def all_from(self) -> float:
        """From when on any message may go."""
        return max(self._next, self._held)

    def chat_from(self, chat: str) -> float:
        """From when on a message to this chat may go."""
        return self._chats.get(chat, 0.0)

    def begins(self, now: float) -> None:
        """A message is handed over now."""
        self._next = max(self._next, now - SLACK * self._step) + self._step

    def answered(self, chat: str, now: float) -> None:
        """The service said something to a message for this chat."""
        self._failures = 0
        self._rest(chat, now + (self._to_group if self._is_group(chat) else self._to_person))

    def failed(self, chat: str, began: float, now: float) -> None:
        """The service failed at a message handed over at `began`. Once may be the message's fault; from the second in a
        row all wait. What was under way together fails together and counts once."""
        self._rest(chat, now + self._to_person)
        if began < self._last_failure:
            return
        self._failures += 1
        self._last_failure = now
        if self._failures > 1:
            self.hold(now + growing(PAUSES, self._failures - 1))

    def hold(self, until: float) -> None:
        """Nothing goes before then."""
        self._held = max(self._held, until)

    def flood(self, chat: str, now: float, seconds: float) -> None:
        """The service had too much for this chat. A second person's chat at the same time means: too much in all."""
        self._rest(chat, now + seconds)
        if self._is_group(chat):
            return
        self._floods = {c: until for c, until in self._floods.items() if until > now} | {chat: now + seconds}
        if len(self._floods) > 1:
            self.hold(max(self._floods.values()))

    def _rest(self, chat: str, until: float) -> None:
        self._chats[chat] = max(self.chat_from(chat), until)
