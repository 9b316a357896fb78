"""The world as it was at a cutoff: what was said or decided later does not count in a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.model import Task
from bot.record.standing import Extension, TaskState, Whistle
from bot.schedule.world import World


def until(state: TaskState, moment: datetime) -> TaskState:
    """The state of a task as what happened before `moment` tells it."""
    return replace(
        state,
        reports=tuple(r for r in state.reports if r.at < moment),
        acknowledged={person: at for person, at in state.acknowledged.items() if at < moment},
        extensions=tuple(_undecided(x, moment) for x in state.extensions if x.at < moment),
        whistles=tuple(_uncleared(w, moment) for w in state.whistles if w.at < moment),
        closed=state.closed if state.closed and state.closed < moment else None,
        returned=state.returned if state.returned and state.returned[0] < moment else None,
        baseline=state.baseline if state.baseline and state.baseline[0] < moment else None,
        origins=tuple(origin for origin in state.origins if origin[0] < moment),
    )


def as_of(world: World, moment: datetime) -> World:
    """The world with the tasks' states as of `moment`; the tasks themselves are those of today, but for those that were
    suspended, withdrawn or carried over later: they were still in work."""
    stopped = {
        id_: task.model_copy(update={"status": "active"})
        for id_, task in world.tasks.items()
        if _stopped_later(task, world.states.task(id_), moment)
    }
    states = replace(world.states, tasks={id_: until(state, moment) for id_, state in world.states.tasks.items()})
    return replace(world, tasks={**world.tasks, **stopped} if stopped else world.tasks, states=states)


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
