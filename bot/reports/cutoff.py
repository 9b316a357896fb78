"""The world as it was at a cutoff: what was said later does not count in a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.record.states import TaskState
from bot.schedule.world import World


def until(state: TaskState, moment: datetime) -> TaskState:
    """The state of a task as what was said before `moment` tells it."""
    return replace(
        state,
        reports=tuple(r for r in state.reports if r.at < moment),
        acknowledged={person: at for person, at in state.acknowledged.items() if at < moment},
    )


def as_of(world: World, moment: datetime) -> World:
    """The world with the tasks' states as of `moment`; the tasks themselves are those of today."""
    states = replace(world.states, tasks={id: until(state, moment) for id, state in world.states.tasks.items()})
    return replace(world, states=states)
