"""What to do at one sweep: which notices go out now, in which message to whom, and which are settled without one.

All that is due for a person goes into one message a working day, at `bundle_at` or, on the day of that person's
check-in or nudge, at its time. Urgent kinds go apart and at once. Nothing goes out on a rest day or outside the hours;
what is held is found again, afresh, at the next sweep.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from bot.record.events import Settled
from bot.schedule.agenda import at, within_hours
from bot.schedule.kinds import GENERATORS, checkin, find, nudge
from bot.schedule.scene import Notice, Scene
from bot.settings import ZONE

_DAY = timedelta(days=1)
_WEEKLY = ("checkin", "nudge")
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
    bundles = tuple(_bundles(here, notices))
    held = len(notices) > sum(len(bundle.notices) for bundle in bundles)
    return Sweep(bundles, tuple(f for f in found if isinstance(f, Settled))), held


def _bundles(here: Scene, notices: list[Notice]) -> Iterator[Bundle]:
    if not _open_for_words(here, here.now):
        return
    urgent = here.world.settings.schedule.urgent
    for notice in (n for n in notices if n.kind in urgent):
        yield Bundle(notice.to, (notice,), _is_late(here, [notice], urgent=True), urgent=True)
    others = sorted((n for n in notices if n.kind not in urgent), key=lambda n: n.to)
    for person, group in groupby(others, key=lambda n: n.to):
        bundled = sorted(group, key=lambda n: (_RANK[n.kind], n.due or date.max, n.at))
        if _told_on(here, person) != here.today and here.now >= _bundle_moment(here, person, bundled):
            yield Bundle(person, tuple(bundled), _is_late(here, bundled))


def _bundle_moment(here: Scene, person: str, notices: list[Notice]) -> datetime:
    """When today's bundle goes out: with the last weekly question that the person gets today, else at `bundle_at`."""
    schedule = here.world.settings.schedule
    asked = [n.at for n in notices if n.kind in _WEEKLY and n.at.date() == here.today]
    usual = at(here.today, within_hours(schedule, schedule.bundle_at))
    return max([*asked, *(n.at for n in _still_to_come(here, person))], default=usual)


def _still_to_come(here: Scene, person: str) -> Iterator[Notice]:
    """The weekly questions that the person would get later today, as things stand."""
    for week in here.agenda.rounds(here.today - 7 * _DAY, here.today):
        if week.opens.date() == here.today and week.opens > here.now and not here.is_settled(checkin.key(week, person)):
            yield from (f for f in checkin.of(here.at(week.opens), week, person) if isinstance(f, Notice))
        if week.nudges and week.nudges.date() == here.today and week.nudges > here.now:
            yield from (f for f in nudge.of(here.at(week.nudges), week, person) if isinstance(f, Notice))


def _open_for_words(here: Scene, moment: datetime) -> bool:
    schedule = here.world.settings.schedule
    clock = moment.time().replace(tzinfo=None)
    return schedule.day_starts <= clock <= schedule.day_ends and here.world.calendar.is_workday(moment.date())


def _told_on(here: Scene, person: str) -> date | None:
    """The day on which the person last got a bundle."""
    told = here.world.states.unasked_at.get(person)
    return told.astimezone(ZONE).date() if told else None


def _is_late(here: Scene, notices: list[Notice], *, urgent: bool = False) -> bool:
    """Whether one of them could have been said on an earlier day than today."""
    return any(_first_day(here, notice, urgent) < here.today for notice in notices)


def _first_day(here: Scene, notice: Notice, urgent: bool) -> date:
    calendar, schedule = here.world.calendar, here.world.settings.schedule
    over = notice.at.time() > schedule.day_ends
    day = calendar.on_or_after(notice.at.date() + over * _DAY)
    return calendar.add_workdays(day, 1) if not urgent and _told_on(here, notice.to) == day else day
