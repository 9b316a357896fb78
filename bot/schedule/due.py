"""What is due: from tasks, record, calendar and now, what has to be said to whom. Nothing is remembered in between.

A notice comes at its moment and stays due until the record holds its key, so a restart, a missed minute, a late tick
and a clock that jumps need no code of their own. All functions are pure; moments are aware and may be of any zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.record.states import States
from bot.schedule.agenda import Agenda
from bot.schedule.ahead import next_instant, next_moment
from bot.schedule.kinds import find
from bot.schedule.scene import Notice, Scene, scene
from bot.schedule.sweep import Bundle, Sweep, sweep
from bot.schedule.world import World

__all__ = ["Bundle", "Notice", "Sweep", "next_moment", "notices_due", "settle"]


def notices_due(world: World, now: datetime) -> list[Notice]:
    """Every notice whose moment has come, which is still true and which the record does not hold, held or not."""
    return [found for found in find(scene(world, now)) if isinstance(found, Notice)]


def settle(world: World, now: datetime) -> Sweep:
    """What to do now. A quiet stretch is worked out once: until its end, the same files and record ask for nothing."""
    here = scene(world, now)
    if any(quiet.holds(here) for quiet in _quiet):
        return Sweep()
    found, held = sweep(here)
    if not found:
        until = next_instant(here, held)
        _quiet[:] = [_Quiet(here.agenda, world.states, world.states.version, here.now, until)]
    return found


@dataclass(frozen=True, slots=True)
class _Quiet:
    """From `first` until `until` (None: for ever) there is nothing to do for this agenda and this record."""

    agenda: Agenda
    states: States
    version: int
    first: datetime
    until: datetime | None

    def holds(self, here: Scene) -> bool:
        same = self.agenda is here.agenda and self.states is here.world.states
        within = self.first <= here.now and (self.until is None or here.now < self.until)
        return same and within and self.version == here.world.states.version


_quiet: list[_Quiet] = []
