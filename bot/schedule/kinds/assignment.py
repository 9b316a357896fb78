"""交办: a task that became active, or got another leader, reaches the one who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.schedule.scene import Found, Notice, Scene, answering_since, settled


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each active task whose leader has not been told; key `assignment/TASK/PERSON`."""
    on_record = scene.world.states.settled
    for key, task in scene.agenda.assignments.items():
        if key in on_record:
            continue
        state = scene.state(task)
        since = answering_since(state)
        if since is None or task.leader is None or since > scene.now:
            continue
        if state.done:
            yield settled(key, "skipped", "done")
        else:
            yield Notice(key, "assignment", task.leader, since, (task.id,))
