"""What the pictures show, as values: points, bars and counts, each computed from tasks and record.

`chart_png` draws them; everything that a picture says in figures stands here and can be tested without looking at it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.language.units import in_unit
from bot.model import Quantity, Task
from bot.record.events import Reported
from bot.record.standing import TaskState
from bot.reports.cutoff import as_of
from bot.reports.dates import counted_points, done_on, open_points, points
from bot.reports.items import LightOf
from bot.reports.people import name_of
from bot.reports.unsure import marked_short, unsure_years
from bot.reports.words import LIGHTS, clip, short_day
from bot.schedule.world import World
from bot.settings import ZONE

MOST_ROWS = 16
UNLIT, BEFORE = "grey", "before"
"""What has no light: a date to come that is not the next one, and one that was over before the task became active, or
passed while it was suspended."""
PaceOf = Callable[[World, Task, date], float | None]
"""The percent of a task that the time passed asks for on a day; None where the task has no pace."""


@dataclass(frozen=True, slots=True)
class Curve:
    """进度与序时: what was reported of a task, in percent, beside what its pace asks for. `unsure` says here and below
    of which years the days off are not known."""

    title: str
    first: date
    last: date
    today: date
    reported: tuple[tuple[date, float], ...]
    expected: tuple[tuple[date, float], ...]
    unsure: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A task: its percent as reported (None: not reported), its light, and a few words."""

    label: str
    percent: float | None
    colour: str
    note: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A leader's tasks this week; `more` is how many did not fit."""

    title: str
    bars: tuple[Bar, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Lights:
    """How many tasks of each leader are lit in each colour."""

    title: str
    rows: tuple[tuple[str, Mapping[str, int]], ...]
    more: int


@dataclass(frozen=True, slots=True)
class BurnUp:
    """The dates of a zone's tasks through a year: how many there are, are due by each day, were done by each day."""

    title: str
    today: date
    total: int
    due: tuple[tuple[date, int], ...]
    done: tuple[tuple[date, int], ...]
    unsure: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A year's milestones: a row of dots for each leader or task. A dot is a day, the worst light of what falls
    on it, and how much that is."""

    title: str
    year: int
    today: date
    rows: tuple[tuple[str, tuple[tuple[date, str, int], ...]], ...]
    more: int
    unsure: str = ""


def progress_of(task: Task, said: Reported) -> float | None:
    """The percent of the task that a report tells: as said, else its figure in terms of the goal in that unit, the
    last of them (60% by March is not all where 100% is asked for by June)."""
    if said.percent is not None:
        return said.percent
    if said.quantity is None:
        return None
    quantity = Quantity(said.quantity.value, said.quantity.unit)
    goals = [g for g in task.targets if g.comparator != "<=" and g.value > 0]
    told = [(g, value) for g in goals if (value := in_unit(quantity, g.unit)) is not None]
    goal, value = max(told, key=lambda pair: pair[0].due, default=(None, 0))
    return max(0.0, min(100.0, 100 * value / goal.value)) if goal else None


def reached(task: Task, state: TaskState) -> float | None:
    """The percent of the task that was last told; all of it where it is reported done."""
    if state.done:
        return 100.0
    told = (progress_of(task, r.said) for r in reversed(state.reports))
    return next((percent for percent in told if percent is not None), None)


def curve(world: World, task: Task, now: datetime, pace: PaceOf) -> Curve:
    """Progress beside pace of one task, from its first day (or first report) to its last."""
    reports = as_of(world, now).states.task(task.id).reports
    told = [(r.at.astimezone(ZONE).date(), progress_of(task, r.said)) for r in reports]
    known = tuple((day, percent) for day, percent in told if percent is not None)
    today = now.astimezone(ZONE).date()
    days = [m.first for m in task.milestones] + [day for day, _ in known] + [today]
    first, last = min(days), max([task.due or today, today])
    asked = [(day, pace(world, task, day)) for day in _spread(first, last)]
    return Curve(
        title=task.title,
        first=first,
        last=last,
        today=today,
        reported=known,
        expected=tuple((day, percent) for day, percent in asked if percent is not None),
        unsure=unsure_years(first, last, world.calendar),
    )


def leader_week(world: World, leader: str, now: datetime, light: LightOf) -> Bars:
    """A leader's active tasks, the worst light first, then the nearest date."""
    then, today = as_of(world, now), now.astimezone(ZONE).date()
    rows = []
    for task in _active(then.tasks.values()):
        if task.leader == leader:
            state, shown = then.states.task(task.id), light(then, task, now)
            due = next(iter(open_points(task, state, today)), None)
            note = " ".join(
                filter(None, [LIGHTS[shown.colour], f"{marked_short(due, world.calendar)}到期" if due else ""])
            )
            rows.append(
                (_RANK[shown.colour], due or date.max, Bar(task.title, reached(task, state), shown.colour, note))
            )
    bars = [bar for _, _, bar in sorted(rows, key=lambda row: row[:2])]
    return Bars(f"{name_of(world, leader)}的任务（{short_day(today)}）", tuple(bars[:MOST_ROWS]), len(bars[MOST_ROWS:]))


def lights(world: World, now: datetime, light: LightOf) -> Lights:
    """Lights by leader, in the order of people.toml; no ranking."""
    then = as_of(world, now)
    counts: dict[str, Counter[str]] = {person: Counter() for person in [*world.people, ""]}
    for task in _active(then.tasks.values()):
        counts.setdefault(task.leader or "", Counter())[light(then, task, now).colour] += 1
    rows = [(name_of(world, person), dict(count)) for person, count in counts.items() if count]
    title = f"{world.settings.zone.name}各领导任务亮灯（{short_day(now.astimezone(ZONE))}）"
    return Lights(title, tuple(rows[:MOST_ROWS]), len(rows[MOST_ROWS:]))


def burn_up(world: World, year: int, now: datetime) -> BurnUp:
    """The dates of the active tasks in the year, week by week: due by then, said to be done by then."""
    then, today = as_of(world, now), now.astimezone(ZONE).date()
    active = [(task, then.states.task(task.id)) for task in _active(then.tasks.values())]
    dues = [(task, day) for task, state in active for day in counted_points(task, state, today) if day.year == year]
    done = [day for task, due in dues if (day := done_on(then.states.task(task.id), due))]
    days = _spread(date(year, 1, 1), date(year, 12, 31))
    past = sorted({day for day in days if day <= today} | {min(today, date(year, 12, 31))})
    return BurnUp(
        title=f"{world.settings.zone.name}{year}年节点完成进度",
        today=today,
        total=len(dues),
        due=tuple((day, sum(1 for _, due in dues if due <= day)) for day in days),
        done=tuple((day, sum(1 for at in done if at <= day)) for day in past),
        unsure=unsure_years(days[0], days[-1], world.calendar),
    )


def timeline(world: World, year: int, now: datetime, light: LightOf, leader: str | None = None) -> Timeline:
    """The milestones of a year: of a leader's tasks, a row a task; without a leader the zone's, a row a leader."""
    then, today = as_of(world, now), now.astimezone(ZONE).date()
    rows: dict[str, Counter[tuple[date, str]]] = {}
    for task in _active(then.tasks.values()):
        if leader is None or task.leader == leader:
            label = task.title if leader else name_of(world, task.leader)
            dots = _coloured(task, then.states.task(task.id), light(then, task, now).colour, today)
            rows.setdefault(label, Counter()).update((day, colour) for day, colour in dots if day.year == year)
    shown = [(clip(label, 14), _dots(found)) for label, found in rows.items() if found]
    whose = name_of(world, leader) if leader else world.settings.zone.name
    unsure = unsure_years(date(year, 1, 1), date(year, 12, 31), world.calendar)
    return Timeline(f"{whose}{year}年节点", year, today, tuple(shown[:MOST_ROWS]), len(shown[MOST_ROWS:]), unsure)


_RANK = {"red": 0, "yellow": 1, "green": 2, UNLIT: 3, BEFORE: 4, "blue": 5}


def _coloured(task: Task, state: TaskState, colour: str, today: date) -> Iterator[tuple[date, str]]:
    """The task's dates: blue where done, red where passed, the next one in the task's light unless that is about one
    that has passed, later ones unlit, as those are that do not count."""
    still_open = open_points(task, state, today)
    coming = next(iter(still_open), None)
    for day in points(task):
        if done_on(state, day):
            yield day, "blue"
        elif day in still_open and day < today:
            yield day, "red"
        else:
            yield day, colour if day == coming else UNLIT if state.counts(day, today) else BEFORE


def _active(tasks: Iterable[Task]) -> list[Task]:
    return [task for task in tasks if task.status == "active"]


def _dots(dots: Mapping[tuple[date, str], int]) -> tuple[tuple[date, str, int], ...]:
    days: dict[date, list[tuple[str, int]]] = {}
    for (day, colour), count in sorted(dots.items()):
        days.setdefault(day, []).append((colour, count))
    return tuple(
        (day, min((c for c, _ in at), key=_RANK.__getitem__), sum(n for _, n in at)) for day, at in days.items()
    )


def _spread(first: date, last: date) -> Sequence[date]:
    """The days from first to last a week apart, both included."""
    days = [first + timedelta(days=n) for n in range(0, (last - first).days, 7)]
    return [*days, last]
