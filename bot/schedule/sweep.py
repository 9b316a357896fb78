"""What to do at one sweep: which notices go out now, in which message to whom, and which are settled without one.

All that is due for a person goes into one message a working day, at `bundle_at` or, on the day of that person's
check-in or nudge, at its time. Urgent kinds go apart and at once. Nothing goes out on a rest day or outside the hours;
what is held is found again, afresh, at the next sweep. Where the week's ceiling is reached, what comes again by itself
is dropped, and the rest waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from bot.record.events import Settled
from bot.schedule.agenda import at, within_hours
from bot.schedule.ceiling import Ceiling
from bot.schedule.kinds import GENERATORS, checkin, find, nudge
from bot.schedule.reach import REPEATING, REQUESTED, WEEKLY, is_free, may_write, routed, told_on
from bot.schedule.scene import Notice, Scene, settled

_DAY = timedelta(days=1)
_ANY_TIME = ("assignment", "decision", "review", "stopped", "released")
"""Kinds that no day was announced for: told a day later they are news still, and nothing was missed."""
_RANK = {kind: rank for rank, kind in enumerate(GENERATORS)}


@dataclass(frozen=True, slots=True)
class Bundle:
    """One message to be sent to `person` now. `late`: something in it should have gone out on an earlier day. `urgent`:
    it goes apart from the day's bundle and does not count as one."""

    person: str
    notices: tuple[Notice, ...]
    late: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a sweep has to do: the messages to queue, and the notices to settle without one."""

    bundles: tuple[Bundle, ...] = ()
    settled: tuple[Settled, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.bundles or self.settled)


def sweep(here: Scene) -> tuple[Sweep, bool]:
    """What to do at this moment, and whether something is held for a later one."""
    found = list(find(here))
    notices = [f for f in found if isinstance(f, Notice)]
    put_away = [f for f in found if isinstance(f, Settled)]
    bundles, dropped = _outgoing(here, notices) if may_write(here) else ([], [])
    held = len(notices) > sum(len(bundle.notices) for bundle in bundles) + len(dropped)
    return Sweep(tuple(bundles), (*put_away, *dropped)), held


def _outgoing(here: Scene, notices: list[Notice]) -> tuple[list[Bundle], list[Settled]]:
    urgent = REQUESTED.union(here.world.settings.schedule.urgent)
    addressed = routed(here, notices)
    bundles = [_bundle(here, [n], urgent=True) for n in addressed if n.kind in urgent]
    ceiling = Ceiling(here)
    dropped: list[Settled] = []
    others = sorted((n for n in addressed if n.kind not in urgent), key=_order)
    for person, group in groupby(others, key=lambda n: n.to):
        due = list(group)
        if not is_free(here, person) or here.now < _bundle_moment(here, person, due):
            continue
        if ceiling.has_room(person, due):
            bundles.append(_bundle(here, due))
        else:
            dropped += [settled(n.key, "dropped", "ceiling") for n in due if n.kind in REPEATING]
    return bundles, dropped


def _order(notice: Notice) -> tuple[str, int, date, datetime]:
    """By person, then worst first."""
    return notice.to, _RANK[notice.kind], notice.due or date.max, notice.at


def _bundle(here: Scene, notices: list[Notice], *, urgent: bool = False) -> Bundle:
    late = any(_first_day(here, n, urgent) < here.today for n in notices if n.kind not in _ANY_TIME)
    return Bundle(notices[0].to, tuple(notices), late, urgent)


def _first_day(here: Scene, notice: Notice, urgent: bool) -> date:
    """The first day on which the notice could have been said."""
    calendar, schedule = here.world.calendar, here.world.settings.schedule
    over = notice.at.time() > schedule.day_ends
    day = calendar.on_or_after(notice.at.date() + over * _DAY)
    return calendar.add_workdays(day, 1) if not urgent and told_on(here, notice.to) == day else day


def _bundle_moment(here: Scene, person: str, notices: list[Notice]) -> datetime:
    """When today's bundle goes out: with the last weekly question that the person gets today, else at `bundle_at`."""
    schedule = here.world.settings.schedule
    asked = [n.at for n in notices if n.kind in WEEKLY and n.at.date() == here.today]
    usual = at(here.today, within_hours(schedule, schedule.bundle_at))
    return max([*asked, *(n.at for n in _still_to_come(here, person))], default=usual)


def _still_to_come(here: Scene, person: str) -> Iterator[Notice]:
    """The weekly questions that the person would get later today, as things stand."""
    for week in here.agenda.rounds(here.today - 7 * _DAY, here.today):
        if week.opens.date() == here.today and week.opens > here.now and not here.is_settled(checkin.key(week, person)):
            yield from (f for f in checkin.of(here.at(week.opens), week, person) if isinstance(f, Notice))
        if week.nudges and week.nudges.date() == here.today and week.nudges > here.now:
            for leader in (person, *here.agenda.served.get(person, ())):
                coming = (f for f in nudge.of(here.at(week.nudges), week, leader) if isinstance(f, Notice))
                yield from (notice for notice in coming if notice.to == person)
