"""暂缓, 撤项: who answers for a task that is stopped, or taken out of tasks.json, hears of it once, in the next message
of the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.model import Status
from bot.record.standing import TaskState
from bot.schedule.scene import Found, Notice, Scene

NEWS = timedelta(days=14)
"""How long it is news: what was stopped before that (by an older program, say) is not told any more."""


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each stopped task whose leader had been told of it, once for each stretch in which it was active;
    key `stopped/TASK/PERSON/STATUS/SINCE WHEN IT HAD BEEN ACTIVE`."""
    for task in scene.agenda.stopped:
        yield from _of(scene, task.id, task.leader, task.status, scene.state(task))
    for id_ in scene.world.states.dropped:
        state = scene.world.states.task(id_)
        if id_ not in scene.world.tasks and state.leader in scene.world.people:
            yield from _of(scene, id_, state.leader, "withdrawn", state)


def _of(scene: Scene, task: str, leader: str | None, status: Status, state: TaskState) -> Iterator[Found]:
    at = _stopped_at(state)
    if at is None or not at <= scene.now < at + NEWS or state.done:
        return
    since = f"{state.active_since:%Y-%m-%dT%H:%M}" if state.active_since else ""
    key = f"stopped/{task}/{leader}/{status}/{since}"
    if scene.is_settled(f"assignment/{task}/{leader}") and not scene.is_settled(key):
        yield Notice(key, "stopped", leader or "", at, (task,))


def _stopped_at(state: TaskState) -> datetime | None:
    """When the status was last stated, in the chat or in the file."""
    stated = state.stated_at.get("status")
    return max(filter(None, [state.restated[0] if state.restated else None, stated]), default=None)
