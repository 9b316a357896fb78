"""交办: a task that became active, or got another leader, reaches the one who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model import Task
from bot.schedule.scene import Found, Notice, Scene, answering_since, settled


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each active task whose leader has not been told; key `assignment/TASK/PERSON`. Who was told since
    that it is theirs no more, and has it again by an edit, is told anew; then the key ends in `/WHEN`."""
    for task in scene.left("assignment", scene.agenda.owned, _key):
        state, leader = scene.state(task), task.leader or ""
        since, key = answering_since(state), _key(task)
        if since is None or since > scene.now:
            continue
        if state.done:
            yield settled(key, "skipped", "done")
        else:
            yield Notice(key, "assignment", leader, since, (task.id,))
    yield from _again(scene)


def _key(task: Task) -> str:
    return f"assignment/{task.id}/{task.leader}"


def _again(scene: Scene) -> Iterator[Found]:
    for (id_, person), told in scene.world.states.told_off.items():
        task = scene.world.tasks.get(id_)
        if task is None or task.status != "active" or task.leader != person:
            continue
        state = scene.state(task)
        since, stated = answering_since(state), (state.stated_at.get("status"), state.stated_at.get("leader"))
        if since is None or not told < since <= scene.now or since not in stated or state.done:
            continue
        key = f"assignment/{id_}/{person}/{since:%Y-%m-%dT%H:%M}"
        if not scene.is_settled(key):
            yield Notice(key, "assignment", person, since, (id_,))
