"""The tasks as bulletins, appraisals and 督办单 speak of them: the unit, the light and why, what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.model import Task
from bot.record.said import own_words
from bot.record.standing import TaskState
from bot.reports.dates import counted_points, open_points, points
from bot.reports.people import name_of
from bot.schedule.lights import Light
from bot.schedule.world import World
from bot.settings import ZONE

LightOf = Callable[[World, Task, datetime], Light]
"""Gives the light of a task at a moment."""
SLIPPING = frozenset({"exceeded", "broken", "promised-late", "delayed", "behind", "below", "behind-percent"})
"""The yellow lights that say that the work slips, not that a date is near, somebody is silent or help is on its way."""
NEAR = frozenset({"near", "last-workday", "near-rest", "today"})


@dataclass(frozen=True, slots=True)
class Item:
    """A task on the books at a moment. `unit` works on it, `state` is what is known of it, `dates` are its dates but
    for what was due before it became active, `open` those that are still open, which may have passed, `said` what was
    last said of it, in its own words."""

    task: Task
    state: TaskState
    unit: str
    leader: str
    light: Light
    dates: tuple[date, ...]
    open: tuple[date, ...]
    said: str = ""

    @property
    def id(self) -> str:
        return self.task.id

    @property
    def due(self) -> date | None:
        """The first of its dates that is still open."""
        return next(iter(self.open), None)

    @property
    def was_due_before(self) -> bool:
        """立项前已到期: all of it was due before it became active, or while it was suspended, and it is not done."""
        return bool(points(self.task)) and not self.dates and not self.state.done

    @property
    def colour(self) -> str:
        return self.light.colour

    @property
    def reason(self) -> str:
        return self.light.reason

    @property
    def slips(self) -> bool:
        """The work is behind, as figures or words say."""
        return self.light.rule in SLIPPING

    @property
    def waits(self) -> bool:
        """It waits for others: a whistle is open or a request for a later date undecided."""
        return self.state.pending_extension is not None or any(w.cleared is None for w in self.state.whistles)

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
    state, leader = world.states.task(task.id), name_of(world, task.leader)
    today = now.astimezone(ZONE).date()
    return Item(
        task=task,
        state=state,
        unit="、".join(task.departments) or leader,
        leader=leader,
        light=light(world, task, now),
        dates=tuple(counted_points(task, state, today)),
        open=tuple(open_points(task, state, today)),
        said=own_words(state.last.said, world.states) if state.last else "",
    )
