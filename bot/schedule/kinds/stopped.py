"""暂缓, 撤项: who answers for a task that is stopped hears of it once, in the next message of the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.model import Task
from bot.record.standing import TaskState
from bot.schedule.scene import Found, Notice, Scene

NEWS = timedelta(days=14)
"""How long it is news: what was stopped before that (by an older program, say) is not told any more."""


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each stopped task whose leader had been told of it, once for each stretch in which it was active;
    key `stopped/TASK/PERSON/STATUS/SINCE WHEN IT HAD BEEN ACTIVE`."""
    for task in scene.agenda.stopped:
        state = scene.state(task)
        at = _stopped_at(state)
        if at is None or not at <= scene.now < at + NEWS or state.done:
            continue
        if scene.is_settled(f"assignment/{task.id}/{task.leader}") and not scene.is_settled(key := _key(task, state)):
            yield Notice(key, "stopped", task.leader or "", at, (task.id,))


def _key(task: Task, state: TaskState) -> str:
    since = f"{state.active_since:%Y-%m-%dT%H:%M}" if state.active_since else ""
    return f"stopped/{task.id}/{task.leader}/{task.status}/{since}"


def _stopped_at(state: TaskState) -> datetime | None:
    """When the status was last stated, in the chat or in the file."""
    stated = state.stated_at.get("status")
    return max(filter(None, [state.restated[0] if state.restated else None, stated]), default=None)
