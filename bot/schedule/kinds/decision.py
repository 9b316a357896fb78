"""延期审批: a request for a later date is put to the admins until one of them decides."""

from __future__ import annotations

from collections.abc import Iterator

from bot.schedule.scene import Found, Notice, Scene


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each undecided request and admin; key `decision/REQUEST/ADMIN`."""
    for request, task in scene.world.states.requests.items():
        pending = scene.world.states.task(task).pending_extension
        if pending is None or task not in scene.world.tasks:
            continue
        for admin in scene.agenda.admins:
            if not scene.is_settled(key := f"decision/{request}/{admin}"):
                yield Notice(key, "decision", admin, pending.at, (task,))
