"""What the admins hear on the eve of a check-in: when it goes out, whom it asks, about how many tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.reports.people import name_of
from bot.reports.periods import week_named
from bot.schedule.kinds.checkin import expected
from bot.schedule.lights import light
from bot.schedule.scene import scene
from bot.schedule.world import World


@dataclass(frozen=True, slots=True)
class Eve:
    """A check-in that lies ahead: it opens and closes at these moments; `asked` are the leaders (as they are called)
    with how many tasks each, the most first; `lights` colour → how many of them."""

    opens: datetime
    closes: datetime
    asked: tuple[tuple[str, int], ...]
    lights: Mapping[str, int]


def eve_of(world: World, slot: str, now: datetime) -> Eve | None:
    """The check-in of the week of that name (2024-W13) as things stand at `now`; None where the week has none."""
    here, week = scene(world, now), week_named(slot)
    found = next(iter(here.agenda.rounds(week.first, week.last)), None)
    if found is None:
        return None
    coming = expected(here, found)
    asked = sorted(((name_of(world, person), len(tasks)) for person, tasks in coming.items()), key=lambda p: -p[1])
    shown = Counter[str](
        light(world, world.tasks[id_], found.opens).colour for tasks in coming.values() for id_ in tasks
    )
    return Eve(found.opens, found.closes, tuple(asked), shown)
