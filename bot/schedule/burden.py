"""减负账: how many messages each person gets unasked, how many questions are in them, and what that costs in minutes.

Minutes are an estimate that anybody can check: half a minute to read a message, one for each task asked about in full,
and a fifth of a minute (twelve seconds) for all those together that the weekly question only lists, since one tap on
其余无变化 answers for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.record.states import States
from bot.schedule.calendar import week_name, week_of
from bot.schedule.lights import light
from bot.schedule.reach import REPEATING, WEEKLY
from bot.schedule.scene import Notice
from bot.schedule.world import World
from bot.settings import ZONE

READING, ANSWERING, TAPPING = 0.5, 1.0, 0.2


@dataclass(frozen=True, slots=True)
class Asked:
    """One unasked message: to whom and when, about how many tasks it asks in full, and how many it only lists."""

    to: str
    at: datetime
    questions: int
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """What one person was asked in one ISO week (2024-W13): about how many tasks in full, how many were only listed,
    and how often one tap answers for those."""

    person: str
    week: str
    messages: int
    questions: int
    listed: int = 0
    taps: int = 0

    @property
    def minutes(self) -> float:
        """The estimate of what it costs."""
        return round(READING * self.messages + ANSWERING * self.questions + TAPPING * self.taps, 1)


def asked(states: States, first: date, last: date) -> Iterator[Asked]:
    """The unasked messages of the record from `first` to `last`, both included; those that could not be sent do not
    count."""
    for posted in states.messages.values():
        message, day = posted.message, posted.at.astimezone(ZONE).date()
        if message.keys and posted.state != "failed" and first <= day <= last:
            yield asked_by(message.to, posted.at, message.keys, message.asks, message.listed)


def asked_by(to: str, at: datetime, keys: Iterable[str], tasks: Iterable[str], listed: Collection[str]) -> Asked:
    """What a message with these notices asks about its tasks, of which it only lists some; one that only tells asks
    nothing."""
    if not any(key.split("/")[0] in REPEATING for key in keys):
        return Asked(to, at, 0)
    distinct = set(tasks)
    return Asked(to, at, len(distinct.difference(listed)), len(distinct.intersection(listed)))


def only_listed(world: World, notices: Iterable[Notice], now: datetime) -> tuple[str, ...]:
    """The tasks that a message with these notices only lists: those of the weekly question of which something was told
    and no answer could change anything."""
    tasks = dict.fromkeys(task for notice in notices if notice.kind in WEEKLY for task in notice.tasks)
    told = (id_ for id_ in tasks if (state := world.states.task(id_)).reports or state.baseline)
    return tuple(id_ for id_ in told if not light(world, world.tasks[id_], now).wants_answer)


def loads(messages: Iterable[Asked]) -> tuple[Load, ...]:
    """The load of each person and week that had any, by week, then by person."""
    found: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for message in messages:
        found[week_name(*week_of(message.at.astimezone(ZONE).date())), message.to].append(message)
    return tuple(
        Load(
            person,
            week,
            messages=len(those),
            questions=sum(one.questions for one in those),
            listed=sum(one.listed for one in those),
            taps=sum(one.listed > 0 for one in those),
        )
        for (week, person), those in sorted(found.items())
    )


def peaks(loads: Iterable[Load], most: int = 5) -> tuple[Load, ...]:
    """The heaviest weeks of anybody, worst first."""
    return tuple(sorted(loads, key=lambda load: (-load.minutes, load.week, load.person))[:most])
