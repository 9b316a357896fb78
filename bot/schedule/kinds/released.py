"""改派: from whom an edit of tasks.json took a task, hears of it once, in the next message of the day."""

from __future__ import annotations

from collections.abc import Iterator

from bot.schedule.kinds.stopped import NEWS
from bot.schedule.scene import Found, Notice, Scene


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each active task that an edit took from somebody who had been told of it; key
    `released/TASK/PERSON/WHEN`."""
    for id_, (person, at) in scene.world.states.taken_from.items():
        task = scene.world.tasks.get(id_)
        if task is None or task.status != "active" or task.leader == person or person not in scene.world.people:
            continue
        if not at <= scene.now < at + NEWS or scene.state(task).done:
            continue
        key = f"released/{id_}/{person}/{at:%Y-%m-%dT%H:%M}"
        if scene.is_settled(f"assignment/{id_}/{person}") and not scene.is_settled(key):
            yield Notice(key, "released", person, at, (id_,))
