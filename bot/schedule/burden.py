"""减负账: how many messages each person gets unasked, how many questions are in them, and what that costs in minutes.

Minutes are an estimate that anybody can check: half a minute to read a message, one for each task asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.record.states import States
from bot.schedule.calendar import week_name, week_of
from bot.settings import ZONE

READING, ANSWERING = 0.5, 1.0
_ASKING = ("checkin", "nudge", "chase", "reminder", "cadence")


@dataclass(frozen=True, slots=True)
class Asked:
    """One unasked message: to whom and when, and about how many tasks it asks."""

    to: str
    at: datetime
    questions: int


@dataclass(frozen=True, slots=True)
class Load:
    """What one person was asked in one ISO week (2024-W13)."""

    person: str
    week: str
    messages: int
    questions: int

    @property
    def minutes(self) -> float:
        """The estimate of what it costs."""
        return READING * self.messages + ANSWERING * self.questions


def asked(states: States, first: date, last: date) -> Iterator[Asked]:
    """The unasked messages of the record from `first` to `last`, both included; those that could not be sent do not
    count."""
    for posted in states.messages.values():
        message, day = posted.message, posted.at.astimezone(ZONE).date()
        if message.keys and posted.state != "failed" and first <= day <= last:
            yield Asked(message.to, posted.at, questions(message.keys, message.asks))


def questions(keys: Iterable[str], tasks: Iterable[str]) -> int:
    """About how many tasks a message with these notices asks; one that only tells asks nothing."""
    return len(set(tasks)) if any(key.split("/")[0] in _ASKING for key in keys) else 0


def loads(messages: Iterable[Asked]) -> tuple[Load, ...]:
    """The load of each person and week that had any, by week, then by person."""
    found: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for message in messages:
        found[week_name(*week_of(message.at.astimezone(ZONE).date())), message.to].append(message)
    return tuple(
        Load(person, week, len(those), sum(one.questions for one in those))
        for (week, person), those in sorted(found.items())
    )


def peaks(loads: Iterable[Load], most: int = 5) -> tuple[Load, ...]:
    """The heaviest weeks of anybody, worst first."""
    return tuple(sorted(loads, key=lambda load: (-load.minutes, load.week, load.person))[:most])
