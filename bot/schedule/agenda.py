"""What follows from tasks, people, settings and calendar alone: who leads what, what is due when, the weeks' rounds.

It is worked out once and kept for as long as these four are the same values, for one record; a tick then only looks
things up. That is sound because none of them is ever changed in place (a reload makes new ones), and because a record
only grows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from bot.model import Recurrence, Task
from bot.record.standing import TaskState
from bot.schedule.calendar import Calendar, week_name
from bot.schedule.mechanisms import is_kept
from bot.schedule.turns import weeks_of
from bot.schedule.world import World
from bot.settings import ZONE, Schedule, Settings

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STOPPED = ("suspended", "withdrawn")
_KEPT = 4
Dated = tuple[Task, date | None]
"""A task with something due, and the day on which that work begins, where the file says so."""

Ladder = tuple[date, tuple[int, ...]]
"""A date, and how many working days before it one is reminded of it, farthest first."""


@dataclass(frozen=True, slots=True)
class Round:
    """One week's 周调度. `slot` is the ISO week (2024-W13); it opens, is nudged once (None where the next morning is
    too late) and closes."""

    slot: str
    opens: datetime
    nudges: datetime | None
    closes: datetime


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder before a date: `days` working days before it, in the morning of that day."""

    days: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder after a date: `name` is the working day (3d) or the week (2024-W15)."""

    name: str
    at: datetime


@dataclass(frozen=True, eq=False)
class Agenda:
    """`led`: leader → their active tasks; `stopped`: the suspended and withdrawn tasks of known leaders; `dues`: date
    and ladder → the active tasks with something due then, each with the day on which that begins, by date;
    `recurring`: the active tasks' recurring work that is reminded of apart;
    `served`: liaison → the leaders with active tasks for whom they report; `owned`: the active tasks of known leaders;
    `since`: since when leaders answer for any of their tasks, with the count of restatements that it was worked out at.
    What is left to look at: `left`: what of each kind is not on record, see `Scene.left`; of each ladder `overdue` and
    `quiet` (task → the state that asks for nothing, up to which step), see the chase; `reviewed`: task → the reply
    whose claim has been put to all admins."""

    calendar: Calendar
    schedule: Schedule
    led: Mapping[str, tuple[Task, ...]]
    stopped: tuple[Task, ...]
    dues: Mapping[Ladder, tuple[Dated, ...]]
    recurring: tuple[tuple[Task, Recurrence], ...]
    admins: tuple[str, ...]
    served: Mapping[str, tuple[str, ...]]
    owned: tuple[Task, ...]
    since: dict[int, dict[str, datetime]] = field(default_factory=dict)
    left: dict[Hashable, list[Any]] = field(default_factory=dict)
    overdue: dict[Ladder, tuple[int, list[Dated]]] = field(default_factory=dict)
    quiet: dict[date, dict[str, tuple[TaskState, int]]] = field(default_factory=dict)
    reviewed: dict[str, str] = field(default_factory=dict)
    _rounds: dict[date, Round | None] = field(default_factory=dict)
    _rungs: dict[Ladder, tuple[Rung, ...]] = field(default_factory=dict)
    _steps: dict[date, tuple[date, tuple[Step, ...]]] = field(default_factory=dict)
    _named: dict[date, tuple[Step, ...]] = field(default_factory=dict)
    _openings: dict[date, tuple[Step, ...]] = field(default_factory=dict)

    @cached_property
    def farthest(self) -> int:
        """How many working days before its date the very first step of any ladder lies."""
        return max((days[0] for _, days in self.dues), default=0)

    @cached_property
    def mornings(self) -> tuple[datetime, ...]:
        """The mornings of all rungs, in order."""
        return tuple(sorted({rung.at for ladder in self.dues for rung in self.rungs(ladder)}))

    def rungs(self, ladder: Ladder) -> tuple[Rung, ...]:
        """The steps of a ladder, farthest first. A due date on a rest day counts as the working day before."""
        if ladder not in self._rungs:
            due, days = ladder
            last = self.calendar.on_or_before(due)
            self._rungs[ladder] = tuple(Rung(n, self.morning(self.calendar.add_workdays(last, -n))) for n in days)
        return self._rungs[ladder]

    def steps(self, due: date, today: date) -> tuple[Step, ...]:
        """The ladder after `due`, one of the agenda's dates, up to `today`, nearest first: the days of the settings,
        then each week's opening."""
        until, steps = self._steps.get(due, (None, ()))
        if until != today:
            named, weeks = self._chases(due), self._weeks(today)
            last = _day(named[-1]) if named else due
            weekly = weeks[bisect_right(weeks, last, key=_day) :]
            self._steps[due] = today, (steps := (*named[: bisect_right(named, today, key=_day)], *weekly))
        return steps

    def _chases(self, due: date) -> tuple[Step, ...]:
        if due not in self._named:
            days = {n: self.calendar.add_workdays(due, n) for n in sorted(set(self.schedule.chases))}
            self._named[due] = tuple(Step(f"{n}d", self.morning(day)) for n, day in days.items())
        return self._named[due]

    def _weeks(self, today: date) -> tuple[Step, ...]:
        """The openings of the weeks from the agenda's first date on, up to `today`."""
        if today not in self._openings:
            self._openings.clear()
            first, _ = next(iter(self.dues))
            opened = (week for week in self.rounds(first, today) if week.opens.date() <= today)
            self._openings[today] = tuple(Step(week.slot, self.morning(week.opens.date())) for week in opened)
        return self._openings[today]

    def morning(self, day: date) -> datetime:
        """The first moment of a day at which anything may be said."""
        return at(day, self.schedule.day_starts)

    def rounds(self, first: date, last: date) -> Iterator[Round]:
        """The rounds of the weeks that hold `first` to `last`, in order; a week without working days has none."""
        monday = first - timedelta(first.weekday())
        while monday <= last:
            if monday not in self._rounds:
                self._rounds[monday] = plan_round(self.calendar, self.schedule, monday)
            if found := self._rounds[monday]:
                yield found
            monday += timedelta(7)


def _day(step: Step) -> date:
    return step.at.date()


def agenda(world: World) -> Agenda:
    """The agenda of this world's tasks, people, settings and calendar, for its record."""
    parts = (world.tasks, world.people, world.settings, world.calendar, world.states)
    for kept, found in _kept:
        if all(a is b for a, b in zip(kept, parts, strict=True)):
            return found
    made = _make(world)
    _kept[:] = [(parts, made), *islice(_kept, _KEPT - 1)]
    return made


_kept: list[tuple[tuple[object, ...], Agenda]] = []


def _make(world: World) -> Agenda:
    led: dict[str, list[Task]] = defaultdict(list)
    ladders: dict[tuple[int, ...], dict[date, list[Dated]]] = defaultdict(lambda: defaultdict(list))
    owned: list[Task] = []
    stopped: list[Task] = []
    recurring: list[tuple[Task, Recurrence]] = []
    people = world.people
    usual = ladders[_ladder(world.settings.schedule.rungs)]
    for task in world.tasks.values():
        leader, status = task.leader, task.status
        if status != "active":
            stopped += [task] if status in STOPPED and leader in people else []
            continue
        if leader and leader in people:
            led[leader].append(task)
            owned.append(task)
        dues = ladders[_ladder(task.rungs)] if task.rungs else usual
        for due, first in _dates(task).items():
            dues[due].append((task, first))
        for cadence in task.cadences:
            recurring += [(task, cadence)] if is_reminded_of(cadence, world.settings) else []
    found = {(due, days): tuple(entries) for days, dues in ladders.items() for due, entries in dues.items()}
    return Agenda(
        calendar=world.calendar,
        schedule=world.settings.schedule,
        led={leader: tuple(tasks) for leader, tasks in led.items()},
        stopped=tuple(stopped),
        dues={ladder: found[ladder] for ladder in sorted(found)},
        recurring=tuple(recurring),
        admins=tuple(p.id for p in people.values() if "admin" in p.roles),
        served={person: tuple(leaders) for person, leaders in _served(world, led).items()},
        owned=tuple(owned),
    )


def is_reminded_of(cadence: Recurrence, settings: Settings) -> bool:
    """Whether recurring work is reminded of apart: not what the zone keeps, nor what the week's check-in asks about."""
    return not weeks_of(cadence) and not is_kept(cadence, settings)


def _served(world: World, led: Iterable[str]) -> Mapping[str, list[str]]:
    served: dict[str, list[str]] = defaultdict(list)
    for leader in led:
        if liaison := world.people[leader].liaison:
            served[liaison].append(leader)
    return served


def _ladder(rungs: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(rungs), reverse=True))


def _dates(task: Task) -> dict[date, date | None]:
    """Each day on which something of the task is due → the earliest day on which the work due then begins."""
    dates: dict[date, date | None] = {}
    for milestone in task.milestones:
        due, first = milestone.due, milestone.first
        dates[due] = min(dates[due] or first, first) if due in dates else first
    for goal in task.targets:
        dates.setdefault(goal.due)
    return dates


def plan_round(calendar: Calendar, schedule: Schedule, monday: date) -> Round | None:
    """The round of the week that begins on `monday`, None in a week without working days. Both its days move to the
    nearest working day of their week, and stay two days where the week has two. A cutoff on an earlier weekday than the
    opening is one of the week after."""
    year, week, _ = monday.isocalendar()
    opening = calendar.checkin_day(year, week, _WEEKDAYS.index(schedule.checkin_day))
    if opening is None:
        return None
    opens = at(opening, within_hours(schedule, schedule.checkin_at))
    closes = _cutoff(calendar, schedule, monday, opens)
    nudges = at(calendar.add_workdays(opening, 1), within_hours(schedule, schedule.nudge_at))
    return Round(week_name(year, week), opens, nudges if nudges < closes else None, closes)


def counts_from(calendar: Calendar, schedule: Schedule, monday: date) -> datetime:
    """From when on what is said counts for the week that begins on `monday`, asked or not: from its beginning, or from
    the cutoff of the week before where that lies in it."""
    before = plan_round(calendar, schedule, monday - timedelta(7))
    start = at(monday, time())
    return max(start, before.closes) if before else start


def _cutoff(calendar: Calendar, schedule: Schedule, monday: date, opens: datetime) -> datetime:
    opening, closing = _WEEKDAYS.index(schedule.checkin_day), _WEEKDAYS.index(schedule.cutoff_day)
    clock = within_hours(schedule, schedule.cutoff_at)
    later = (closing, schedule.cutoff_at) <= (opening, schedule.checkin_at)
    year, week, _ = (monday + timedelta(7 * later)).isocalendar()
    day = calendar.checkin_day(year, week, closing) or calendar.on_or_after(monday + timedelta(7))
    following = calendar.add_workdays(opens.date(), 1)
    fits = closing != opening and following < monday + timedelta(7)
    if day == opens.date() and (fits or at(day, clock) <= opens):
        day = following
    return at(max(day, opens.date()), clock)


def within_hours(schedule: Schedule, wanted: time) -> time:
    """A time of day, moved into the hours in which one may be written to."""
    return min(max(wanted, schedule.day_starts), schedule.day_ends)


def at(day: date, clock: time) -> datetime:
    """A moment in Asia/Shanghai."""
    return datetime.combine(day, clock, ZONE)
