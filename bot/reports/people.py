"""People as reports name them."""

from __future__ import annotations

from bot.model import Task
from bot.schedule.world import World

NOBODY = "待分派"


def name_of(world: World, person: str | None) -> str:
    """The name of a person; the id of one who is no longer in people.toml; 待分派 where nobody answers."""
    if not person:
        return NOBODY
    return world.people[person].name if person in world.people else person


def liaison_of(world: World, task: Task) -> str:
    """The name of the person who reports for the task's leader, empty where the leader has none."""
    leader = world.people.get(task.leader or "")
    return name_of(world, leader.liaison) if leader and leader.liaison else ""
