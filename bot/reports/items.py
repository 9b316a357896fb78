"""The tasks as bulletins, appraisals and 督办单 speak of them: the unit, the light and why, what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.model import Task
from bot.record.standing import TaskState
from bot.reports.dates import open_points
from bot.reports.lights import LightOf
from bot.reports.people import name_of
from bot.schedule.world import World


@dataclass(frozen=True, slots=True)
class Item:
    """A task on the books at a moment. `unit` is who works on it, `state` what is known of it; `due` the first of its
    dates that is still open, which may have passed."""

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


def _item(world: World, task: Task, now: datetime, light: LightOf) -> Item:
    shown = light(world, task, now)
    state, leader = world.states.task(task.id), name_of(world, task.leader)
    return Item(
        task=task,
        state=state,
        unit="、".join(task.departments) or leader,
        leader=leader,
        colour=shown.colour,
        reason=shown.reason,
        due=next(iter(open_points(task, state)), None),
    )
