"""What follows from one update beyond the report itself: events, a remark in the echo, buttons, one open question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.dialogue import doubting, extending, finishing, handing, whistling
from bot.dialogue.follow import FollowUp
from bot.dialogue.turn import Turn
from bot.model import Task, Update

Follower = Callable[[Turn, Task, Update], FollowUp | None]

FOLLOWERS: tuple[Follower, ...] = (
    doubting.follow,
    extending.follow,
    finishing.follow,
    whistling.follow,
    handing.follow,
    doubting.ask_for_a_fact,
)
"""In the order in which their questions are asked; only the first question of an answer is."""


def follow_ups(turn: Turn, spoken: Sequence[tuple[Task, Update]]) -> dict[str, list[FollowUp]]:
    """All that follows, by task."""
    found: dict[str, list[FollowUp]] = {}
    for task, update in spoken:
        found[task.id] = [f for follower in FOLLOWERS if (f := follower(turn, task, update))]
    return found
