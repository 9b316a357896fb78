"""When the next thing is to be done: exact, and found without stepping through the minutes.

Between two sweeps with the same record something can change only in the morning of a working day, at the opening, nudge
or close of a week, and, while something is held, at the beginning of a day or of its bundles, or where somebody wants
to be left alone until then. These instants are tried in their order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bot.schedule.agenda import at, within_hours
from bot.schedule.scene import Scene, scene
from bot.schedule.sweep import sweep
from bot.schedule.world import World

_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)


def next_moment(world: World, after: datetime) -> datetime | None:
    """The first instant, at `after` or later, at which a sweep would have something to do as the record stands, in
    Asia/Shanghai. None where a year would pass without any and no date lies ahead."""
    here = scene(world, after)
    found, held = sweep(here)
    while not found:
        patient = here.now - after < _YEAR
        moment = next_instant(here, held) if patient else min(_ladders(here), default=None)
        if moment is None:
            return None
        here = here.at(moment)
        found, held = sweep(here)
    return here.now


def next_instant(here: Scene, held: bool) -> datetime | None:
    """The next instant at which something can change; until then there is nothing to do if there is nothing now.
    `held`: whether something waits for its time."""
    asked_later = [until for _, until in here.world.states.asked_later.values() if until > here.now]
    if not (here.agenda.led or here.agenda.dues or held):
        return min(asked_later, default=None)
    instants: list[datetime] = [*_mornings(here), *_weeks(here), *asked_later]
    if held:
        instants += _windows(here)
    return min(moment for moment in instants if moment > here.now)


def _ladders(here: Scene) -> Iterator[datetime]:
    mornings = here.agenda.mornings
    yield from mornings[(index := bisect_right(mornings, here.now)) : index + 1]


def _mornings(here: Scene) -> Iterator[datetime]:
    calendar = here.world.calendar
    yield here.agenda.morning(here.today)
    yield here.agenda.morning(calendar.add_workdays(here.today, 1))


def _weeks(here: Scene) -> Iterator[datetime]:
    for week in here.agenda.rounds(here.today - 14 * _DAY, here.today + 7 * _DAY):
        yield week.opens
        yield week.closes
        if week.nudges:
            yield week.nudges


def _windows(here: Scene) -> Iterator[datetime]:
    schedule = here.world.settings.schedule
    for day in (here.today, here.today + _DAY):
        yield from (at(day, time()), at(day, within_hours(schedule, schedule.bundle_at)))
    yield from here.world.states.snoozed.values()
