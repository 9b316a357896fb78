"""The world as it was at a cutoff: what was said or decided later does not count in a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.model import Goal, Milestone, Task
from bot.record.standing import Extension, TaskState, Whistle
from bot.schedule.world import World

Part = TypeVar("Part", Milestone, Goal)


def until(state: TaskState, moment: datetime) -> TaskState:
    """The state of a task as what happened before `moment` tells it."""
    return replace(
        state.reporting(report for report in state.reports if report.at < moment),
        acknowledged={person: at for person, at in state.acknowledged.items() if at < moment},
        extensions=tuple(_undecided(x, moment) for x in state.extensions if x.at < moment),
        whistles=tuple(_uncleared(w, moment) for w in state.whistles if w.at < moment),
        closed=_closed(state, moment),
        returned=state.returned if state.returned and state.returned[0] < moment else None,
        baseline=state.baseline if state.baseline and state.baseline[0] < moment else None,
        origins=tuple(origin for origin in state.origins if origin[0] < moment),
    )


def as_of(world: World, moment: datetime) -> World:
    """The world with the tasks' states as of `moment`; the tasks themselves are those of today, but for those that were
    suspended, withdrawn or carried over later (they were still in work) and dates that were put off later."""
    known = ((id_, task, world.states.tasks[id_]) for id_, task in world.tasks.items() if id_ in world.states.tasks)
    then = {id_: as_it_was for id_, task, state in known if (as_it_was := _task_then(task, state, moment)) is not task}
    states = replace(world.states, tasks={}, finished={}, claims={})
    for id_, state in world.states.tasks.items():
        states.put(id_, until(state, moment))
    return replace(world, tasks={**world.tasks, **then} if then else world.tasks, states=states)


def _task_then(task: Task, state: TaskState, moment: datetime) -> Task:
    """The task without what was decided about it later; the very same where that is nothing."""
    values: dict[str, object] = {}
    if _stopped_later(task, state, moment):
        values["status"] = "active"
    if later := [x for x in reversed(state.extensions) if x.granted and x.decided and x.decided >= moment]:
        for name in ("milestones", "targets"):
            values[name] = tuple(_not_put_off(part, later, state) for part in getattr(task, name))
    return task.model_copy(update=values) if values else task


def _not_put_off(part: Part, later: Iterable[Extension], state: TaskState) -> Part:
    """The part with its day before these extensions; one that is stated for the granted day stays there."""
    dates, day = state.stated.get("dates"), part.due
    stated = dates.get(part.id) if isinstance(dates, dict) else None
    for extension in later:
        if day == extension.granted and stated != day.isoformat():
            day = extension.asked.old
    return part if day == part.due else part.model_copy(update={"due": day})


def _closed(state: TaskState, moment: datetime) -> datetime | None:
    """Since when it was closed at the moment, also where it was taken up again later."""
    if state.closed and state.closed < moment:
        return state.closed
    return next((closed for closed, again in reversed(state.reopened) if closed < moment <= again), None)


def _stopped_later(task: Task, state: TaskState, moment: datetime) -> bool:
    stopped, began = state.restated, state.active_since
    return bool(stopped and stopped[1] == task.status != "active" and stopped[0] >= moment and began and began < moment)


def _undecided(extension: Extension, moment: datetime) -> Extension:
    """A request decided after the moment was open at it."""
    if extension.decided is None or extension.decided < moment:
        return extension
    return replace(extension, decided=None, granted=None, by="", answer="")


def _uncleared(whistle: Whistle, moment: datetime) -> Whistle:
    if whistle.cleared is None or whistle.cleared < moment:
        return whistle
    return replace(whistle, cleared=None, by="", how="")
