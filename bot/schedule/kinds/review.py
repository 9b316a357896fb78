"""办结审核: what a leader says is done is put to the admins, who close the task or send it back."""

from __future__ import annotations

from collections.abc import Iterator

from bot.schedule.scene import Found, Notice, Scene


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each claim and admin; key `review/TASK/REPLY/ADMIN`. A claim after a return is another one."""
    states = scene.world.states
    for task in states.claims:
        if task not in scene.world.tasks or not states.task(task).claimed:
            continue
        claim = next(r for r in reversed(states.task(task).reports) if r.said.status == "done" and not r.said.through)
        for admin in scene.agenda.admins:
            if not scene.is_settled(key := f"review/{task}/{claim.said.reply}/{admin}"):
                yield Notice(key, "review", admin, claim.at, (task,))
