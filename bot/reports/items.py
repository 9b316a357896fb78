"""The tasks as bulletins, appraisals and 督办单 speak of them: the unit, the light and why, what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.model import Task
from bot.record.states import TaskState
from bot.reports.lights import LightOf
from bot.reports.people import name_of
from bot.schedule.world import World
from bot.settings import ZONE


@dataclass(frozen=True, slots=True)
class Item:
    """A task on the books at a moment. `unit` is who works on it, `state` what is known of it; `due` its next date."""

    task: Task
    state: TaskState
    unit: str
    leader: str
    colour: str
    reason: str
    due: date | None

    @property
    def id(self) -> str:
        return self.task.id

    @property
    def title(self) -> str:
        return self.task.title

    @property
    def replies(self) -> tuple[str, ...]:
        """The replies that its standing was computed from, the last first."""
        return tuple(report.said.reply for report in reversed(self.state.reports))


def items(world: World, now: datetime, light: LightOf) -> tuple[Item, ...]:
    """The active tasks of this world (as of `now`), in the order of tasks.json."""
    return tuple(_item(world, task, now, light) for task in world.tasks.values() if task.status == "active")


def points(task: Task) -> list[date]:
    """The days on which something of the task is due, in order."""
    return sorted([m.due for m in task.milestones] + [t.due for t in task.targets])


def next_due(task: Task, today: date) -> date | None:
    """The next day on which something of the task is due, else the last one that has passed."""
    days = points(task)
    return next((day for day in days if day >= today), days[-1] if days else None)


def finished_on(state: TaskState) -> date | None:
    """The day since which the task stands as done: that of the claim, where an admin closed it or has yet to look."""
    day = None
    for report in state.reports:
        if report.said.status:
            day = (day or report.at.astimezone(ZONE).date()) if report.said.status == "done" else None
    if state.closed and day is None:
        return state.closed.astimezone(ZONE).date()
    return day if state.done else None


def _item(world: World, task: Task, now: datetime, light: LightOf) -> Item:
    shown = light(world, task, now)
    leader = name_of(world, task.leader)
    return Item(
        task=task,
        state=world.states.task(task.id),
        unit="、".join(task.departments) or leader,
        leader=leader,
        colour=shown.colour,
        reason=shown.reason,
        due=next_due(task, now.astimezone(ZONE).date()),
    )
