"""办结审核: what a leader says is done is put to the admins, who close the task or send it back."""

from __future__ import annotations

from collections.abc import Iterator

from bot.schedule.scene import Found, Notice, Scene


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each claim and admin; key `review/TASK/REPLY/ADMIN`. A claim after a return is another one. What has
    been put to all of them is not looked into again."""
    put = scene.agenda.reviewed
    for task, reply in scene.world.states.claims.items():
        if task in scene.world.tasks and put.get(task) != reply:
            left = list(_of(scene, task, reply))
            yield from left
            if not left:
                put[task] = reply


def _of(scene: Scene, task: str, reply: str) -> Iterator[Notice]:
    for admin in scene.agenda.admins:
        key = f"review/{task}/{reply}/{admin}"
        if not scene.is_settled(key) and (claim := scene.world.states.task(task).claim):
            yield Notice(key, "review", admin, claim.at, (task,))
