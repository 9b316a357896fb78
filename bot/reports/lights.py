"""Lights as reports take them: a function that they are handed, so that they know no rule of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import Task
from bot.reports.dates import open_points
from bot.reports.words import STANDINGS, long_day
from bot.schedule.world import World
from bot.settings import ZONE

NEAR = 3
"""Working days before a date from which on it is near."""


class Light(Protocol):
    """The colour of a task (green, yellow, red, blue) and why, in one Chinese sentence."""

    @property
    def colour(self) -> str: ...

    @property
    def reason(self) -> str: ...


LightOf = Callable[[World, Task, datetime], Light]


@dataclass(frozen=True, slots=True)
class DateLight:
    """A light by dates alone."""

    colour: str
    reason: str


def by_dates(world: World, task: Task, now: datetime) -> DateLight:
    """Blue: said to be done. Red: a date has passed. Yellow: a date is near, or the leader says that it is stuck or
    behind. Green: anything else."""
    state, today, calendar = world.states.task(task.id), now.astimezone(ZONE).date(), world.calendar
    if state.done:
        return DateLight("blue", "已办结" if state.closed else "已报办结，待审核")
    due = next(iter(open_points(task, state)), None)
    if due and due < today:
        days = calendar.workdays(due, today) - calendar.is_workday(due)
        return DateLight("red", f"{long_day(due)}到期，已超期{days}个工作日")
    if state.status in ("blocked", "delayed"):
        return DateLight("yellow", STANDINGS[state.status] + (f"：{state.blocker}" if state.blocker else ""))
    if due and calendar.workdays(today, due) <= NEAR:
        return DateLight("yellow", f"{long_day(due)}到期，时间已近")
    return DateLight("green", f"下一时限{long_day(due)}" if due else "没有完成时限")
