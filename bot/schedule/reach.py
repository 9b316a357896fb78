"""Whether, through whom and how often a person may be written to unasked: leave, 稍后, hours, the week's ceiling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.schedule.scene import Notice, Scene
from bot.settings import ZONE

WEEKLY = ("checkin", "nudge")
"""The kinds that ask the week's question."""

REPEATING = frozenset({"chase", "reminder", "cadence", *WEEKLY})
"""The kinds that come again by themselves: above the ceiling they are dropped, where others wait for the next week."""

REQUESTED = frozenset({"later"})
"""The kinds that their reader has asked for: they go apart and at once, and count as nothing unasked."""


def recipient(scene: Scene, person: str) -> str | None:
    """Who gets today what is due for a person: themselves, who stands in during leave, or nobody."""
    away = scene.world.states.away.get(person)
    if away is None or not away.first <= scene.today <= away.last:
        return person
    return away.deputy if away.deputy in scene.world.people else None


def routed(scene: Scene, notices: Iterable[Notice]) -> list[Notice]:
    """The notices as addressed today; those that nobody can get wait."""
    found = ((notice, recipient(scene, notice.to)) for notice in notices)
    return [n if to == n.to else replace(n, to=to, of=n.to) for n, to in found if to]


def may_write(scene: Scene) -> bool:
    """Whether anybody may be written to at this moment: a working day, within the hours."""
    schedule = scene.world.settings.schedule
    clock = scene.now.time().replace(second=0, microsecond=0, tzinfo=None)  # one looks once in each minute
    return schedule.day_starts <= clock <= schedule.day_ends and scene.world.calendar.is_workday(scene.today)


def is_free(scene: Scene, person: str) -> bool:
    """Whether the person has had no bundle today and has not asked to be left alone for now."""
    later = scene.world.states.snoozed.get(person)
    return told_on(scene, person) != scene.today and (later is None or later <= scene.now)


def told_on(scene: Scene, person: str) -> date | None:
    """The day on which the person last got a bundle."""
    told = scene.world.states.unasked_at.get(person)
    return told.astimezone(ZONE).date() if told else None
