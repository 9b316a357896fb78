"""办结审核: what a leader says is done is put to the admins, who close the task or send it back."""

from __future__ import annotations

from collections.abc import Iterator

from bot.record.standing import NOTHING, TaskState
from bot.schedule.scene import Found, Notice, Scene


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each claim and admin; key `review/TASK/REPLY/ADMIN`. A claim after a return is another one. What has
    been put to all of them is not looked into again until its state is another."""
    states, put = scene.world.states.tasks, scene.agenda.reviewed
    for task in scene.world.states.claims:
        state = states.get(task, NOTHING)
        if put.get(task) is state:
            continue
        left = list(_of(scene, task, state)) if task in scene.world.tasks and state.claimed else []
        yield from left
        if not left:
            put[task] = state


def _of(scene: Scene, task: str, state: TaskState) -> Iterator[Notice]:
    claim = next(r for r in reversed(state.reports) if r.said.status == "done" and not r.said.through)
    for admin in scene.agenda.admins:
        if not scene.is_settled(key := f"review/{task}/{claim.said.reply}/{admin}"):
            yield Notice(key, "review", admin, claim.at, (task,))
