"""Tasks as a message shows them: a number, the title, the next date, what was said last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.dialogue.promises import Promise, promise_of
from bot.language.dates import DATES, Times
from bot.language.engine import find
from bot.language.lexicon import LEXICON
from bot.language.text import normalise
from bot.model import Goal, Milestone, Person, Task
from bot.record.said import own_words
from bot.record.states import Report, TaskState, Whistle
from bot.reports.dates import points
from bot.reports.people import name_of
from bot.schedule.lights import Light, light
from bot.schedule.recurring import open_names, unreported
from bot.schedule.world import World
from bot.settings import ZONE

_STUCK = ("stopped", "whistled", "obstacle")
"""The rules of lights that name the obstacle."""
SHOWN = 2
"""How many of the things due on one day a message names."""


@dataclass(frozen=True, slots=True)
class Due:
    """The next thing of a task that is due: what, on which day, and how many working days are left (today counts 0; a
    day that has passed counts below 0). `sure` is False where the calendar of that year is not published yet,
    `other_year` True where the day is not in today's year, `before` where it does not count: it was over before the
    task became active, or (`paused`) passed while it was suspended. `days` are days of the calendar, counted likewise:
    between a day and one of rest beside it lies no working day. `last_workday`: it falls in days off, and today is the
    last day worked before it."""

    what: str
    day: date
    left: int
    sure: bool
    other_year: bool = False
    before: bool = False
    paused: bool = False
    days: int = 0
    last_workday: bool = False


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as one paragraph of a message; `leader` is the name of who answers for it, `names` leads from a person to
    theirs; `said` is what was last said of it, in its own words. `more` is what else of it a message is about, due
    after `due`. `unreported` says which turns of recurring work that are over are still open, `open_turns` names all
    that are open, by the cadence's id."""

    no: int
    task: Task
    state: TaskState
    due: Due | None
    light: Light
    leader: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    unreported: str = ""
    open_turns: Mapping[str, str] = field(default_factory=dict)
    more: tuple[Due, ...] = ()

    @property
    def last(self) -> Report | None:
        return self.state.last

    @property
    def promise(self) -> Promise | None:
        """The promise that stands, to be quoted."""
        return promise_of(self.state)

    @property
    def news(self) -> Report | None:
        """The last report, unless all that it told is the promise, which is quoted, a request that waits, or an
        obstacle that the light tells of."""
        last, promise = self.last, self.promise
        if (
            last is None
            or last.said.percent is not None
            or last.said.quantity
            or last.said.added
            or last.said.status == "done"
        ):
            return last
        request = self.state.request_of(last.said)
        waits = request is not None and request.decided is None
        promised = waits or (promise is not None and last.at == promise.at)
        stuck = self.light.rule in _STUCK and last.said.blocker
        if (promised or not last.said.expected) and (stuck or (promised and not last.said.blocker)):
            return None
        return last

    @property
    def refused(self) -> bool:
        """Whether the last report asked for a later date in vain."""
        return self.last is not None and self.state.was_refused(self.last.said)

    @property
    def whistles(self) -> tuple[Whistle, ...]:
        """What departments were asked to clear and have not."""
        return tuple(w for w in self.state.whistles if not w.cleared)

    @property
    def proof(self) -> int:
        """How many files were handed in."""
        return len({e.path or e.name for e in self.state.evidence})


def due_of(task: Task, world: World, today: date) -> Due | None:
    """What of the task is due first of all that is not said to be done, which may have passed, or else was due last;
    None for a task without a date."""
    days, state = points(task), world.states.task(task.id)
    if not days:
        return None
    through = state.done_through or date.min
    still_open = (day for day in days if day > through and state.counts(day, today))
    return due_on(next(still_open, days[-1]), task, world, today)


def coming_due(task: Task, world: World, today: date) -> Due | None:
    """What of the task is due next, today or later, and is not said to be done; None where nothing is."""
    through = world.states.task(task.id).done_through or date.min
    coming = next((day for day in points(task) if day >= today and day > through), None)
    return due_on(coming, task, world, today) if coming else None


def due_on(day: date, task: Task, world: World, today: date) -> Due:
    """What of the task is due on that day, seen from today."""
    state = world.states.task(task.id)
    before = not state.counts(day, today)
    paused = before and day >= state.starts_on(today)
    left = working_days_left(world, today, day)
    return Due(
        _what(task, day),
        day,
        left,
        world.calendar.is_sure(day),
        day.year != today.year,
        before,
        paused,
        (day - today).days,
        left == 0 and today < day and world.calendar.is_workday(today),
    )


def goals_due(task: Task, day: date) -> list[Goal]:
    """The figures that are due on that day."""
    return [t for t in task.targets if t.due == day]


def milestones_told(task: Task) -> list[Milestone]:
    """The milestones as they are listed beside the figures: one whose words are only its date (`全年`, `6月底前`) says
    nothing where figures are due on that day."""
    return [m for m in task.milestones if not (goals_due(task, m.due) and _is_only_a_date(m))]


def _is_only_a_date(milestone: Milestone) -> bool:
    words = normalise(milestone.what.strip())
    dates = find(LEXICON.lex(words), DATES, Times(milestone.due.year))
    return any((date.start, date.end) == (0, len(words)) for date in dates)


def _what(task: Task, day: date) -> str:
    """What is due on that day: its figures; where there are none, the words of its milestones."""
    words = [t.told for t in goals_due(task, day)] or [m.what for m in task.milestones if m.due == day]
    several = list(dict.fromkeys(words))
    return "；".join(several[:SHOWN]) + (f"等{len(several)}项" if len(several) > SHOWN else "")


def working_days_left(world: World, today: date, day: date) -> int:
    """Working days from today (not counted) to `day` (counted); below 0 when it has passed."""
    if day >= today:
        return world.calendar.workdays(today, day) - int(world.calendar.is_workday(today))
    return -(world.calendar.workdays(day, today) - int(world.calendar.is_workday(day)))


def lines(tasks: Iterable[Task], world: World, now: datetime) -> list[TaskLine]:
    """The tasks numbered from 1, as they stand."""
    today, names = now.astimezone(ZONE).date(), {person.id: person.name for person in world.people.values()}
    return [
        TaskLine(
            no,
            task,
            state := world.states.task(task.id),
            due_of(task, world, today),
            light(world, task, now),
            name_of(world, task.leader or ""),
            names,
            own_words(state.last.said, world.states) if state.last else "",
            unreported(world, task, today),
            open_names(world, task, today),
        )
        for no, task in enumerate(tasks, start=1)
    ]


def tasks_of(person: Person, world: World) -> list[Task]:
    """The active tasks that this person answers for or reports for, in the order of tasks.json."""
    leaders = {person.id} | {p.id for p in world.people.values() if person.id in (p.liaison, _deputy(p, world))}
    return [t for t in world.tasks.values() if t.status == "active" and t.leader in leaders]


def may_report(person: Person, task: Task, world: World) -> bool:
    """Whether the person may say how this task stands: its leader, the leader's liaison or who stood in for the leader
    last, an admin."""
    leader = world.people.get(task.leader or "")
    if leader is None or "admin" in person.roles:
        return "admin" in person.roles
    return person.id in (leader.id, leader.liaison, _deputy(leader, world))


def _deputy(leader: Person, world: World) -> str | None:
    """Who stands in, or stood in last, while the leader is on leave."""
    away = world.states.away.get(leader.id)
    return away.deputy if away else None


def may_see(person: Person, task: Task, world: World) -> bool:
    """Whether the person may read about this task: who may report, and viewers."""
    return "viewer" in person.roles or may_report(person, task, world)


def plan_words(task: Task, world: World) -> str:
    """The plan's own words that a task was made from, on one line; empty where no copy of the plan is kept."""
    codes = (code for code in world.sources if task.id.startswith(f"{code}-"))
    code = max(codes, key=len, default=None)
    if code is None or task.source is None:
        return ""
    return " ".join(world.sources[code][task.source.start : task.source.end].split())


def pick(ids: Sequence[str], world: World) -> list[Task]:
    """The tasks with these ids that still exist, in this order."""
    return [world.tasks[i] for i in ids if i in world.tasks]
