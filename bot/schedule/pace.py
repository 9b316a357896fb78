"""序时进度: how far a task should be on a day, how far its figure is, and at which rate the rest is still to be done.

There is no legal formula. Common sense takes the share of the working days passed between the task's beginning and its
date: in proportion for what adds up (count, amount), the whole figure at any time for a level or a rate of growth, and
nothing before its date for what is done once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from bot.language.units import in_unit
from bot.model import Goal, Quantity, Task
from bot.record.standing import TaskState
from bot.schedule.calendar import Calendar
from bot.schedule.world import World

_MONTH, _WEEK = 21, 5


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure against its goal on a day: `reached` and `expected` in the goal's unit; `passed` the share (0 to 1) of
    the working days gone."""

    goal: Goal
    reached: float
    expected: float
    passed: float

    @property
    def behind(self) -> float:
        """How much is missing to the pace, as a share of the goal; 0 or less where it is kept."""
        return (self.expected - self.reached) / self.goal.value if self.goal.value > 0 else 0.0

    @property
    def missing(self) -> float:
        """What is still to be done, in the goal's unit."""
        return max(0.0, self.goal.value - self.reached)


@dataclass(frozen=True, slots=True)
class Rate:
    """What has to be done every `unit` (month or week) from now on to reach the goal in time."""

    amount: float
    unit: str


def passed(calendar: Calendar, first: date, due: date, day: date) -> float:
    """The share of the working days from `first` to `due` that are over at the end of `day`: 0 to 1."""
    whole = calendar.workdays(first, due)
    if day >= due or whole == 0:
        return 1.0 if day >= due else 0.0
    return calendar.workdays(first, day) / whole


def begins(task: Task, due: date) -> date:
    """When the work due on that day begins: as the file says, else with the year."""
    firsts = [m.first for m in task.milestones if m.due == due] or [m.first for m in task.milestones if m.first <= due]
    return min(firsts, default=date(due.year, 1, 1))


def pace_of(world: World, task: Task, day: date) -> float | None:
    """How much of the whole task should be done on that day, in percent; None where the task has no date."""
    if task.due is None:
        return None
    first = min((m.first for m in task.milestones), default=date(task.due.year, 1, 1))
    return 100 * passed(world.calendar, first, task.due, day)


def measures(world: World, task: Task, state: TaskState, day: date) -> tuple[Measure, ...]:
    """The figures last told of different things (people, %), the latest first, each against the goal in its unit that
    is due next. Empty where none was told that fits, or it could be of several rates of growth."""
    if not task.targets:
        return ()
    found: list[Measure] = []
    open_goals = list(task.targets)
    for amount in state.quantities:
        told = _told(open_goals, Quantity(amount.value, amount.unit))
        if not told:
            continue
        open_goals = [goal for goal in open_goals if all(goal is not other for other, _ in told)]
        goal, reached = min(told, key=lambda pair: (pair[0].due < day, pair[0].due))
        if goal.nature == "growth" and _is_one_of_several(goal, told):
            continue
        share = passed(world.calendar, begins(task, goal.due), goal.due, day)
        found.append(Measure(goal, reached, goal.value * _curve(goal, share), share))
    return tuple(found)


def _is_one_of_several(goal: Goal, told: Sequence[tuple[Goal, float]]) -> bool:
    """Rates of several things are due on one day: a figure does not tell of which it is."""
    return any(other is not goal and other.due == goal.due and other.nature == "growth" for other, _ in told)


def _told(goals: Sequence[Goal], quantity: Quantity) -> list[tuple[Goal, float]]:
    """The goals that a figure can be of, with the figure in their unit; those in just its unit where there are any."""
    fits = [(goal, value) for goal in goals if (value := in_unit(quantity, goal.unit)) is not None]
    return [pair for pair in fits if pair[0].unit == quantity.unit] or fits


def _curve(goal: Goal, share: float) -> float:
    if goal.comparator == "<=" or (goal.nature == "once" and share < 1):
        return 0.0
    return 1.0 if goal.nature in ("level", "growth") else share


def needed_rate(calendar: Calendar, found: Measure, day: date) -> Rate | None:
    """The rate still needed after `day`; None for what does not add up, is not to be passed, is reached, or has no
    working day left."""
    left = calendar.workdays(day, found.goal.due) - calendar.is_workday(day)
    adds_up = found.goal.nature in ("count", "amount") and found.goal.comparator != "<="
    if not adds_up or not found.missing or left <= 0:
        return None
    days, unit = (_MONTH, "月") if left >= 2 * _MONTH else (_WEEK, "周")
    exact = found.missing / max(1.0, left / days)
    return Rate(ceil(exact) if found.goal.nature == "count" else float(f"{exact:.3g}"), unit)
