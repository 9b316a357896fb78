"""What follows from one update beyond the report itself: events, a remark in the echo, buttons, one open question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.dialogue.answers import adding, doubting
from bot.dialogue.follow import FollowUp
from bot.dialogue.life import extending, finishing, handing, whistling
from bot.dialogue.turn import Turn
from bot.model import Task, Update
from bot.record.events import Reported

Follower = Callable[[Turn, Task, Update], FollowUp | None]

FOLLOWERS: tuple[Follower, ...] = (
    doubting.follow,
    adding.ask_for_the_total,
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


def still(turn: Turn, task: Task, said: Reported) -> Iterator[FollowUp]:
    """What there is to say again of an earlier report, as things stand: no question and no button."""
    state = turn.world.states.task(task.id)
    if said.unverified:
        yield FollowUp(remark="unverified")
    if said.status == "done" and said.through:
        yield finishing.step_done(task, said.through)
    elif said.status == "done" and state.claimed:
        yield FollowUp(remark="claimed")
    if any(x.asked.reply == said.reply and not x.decided for x in state.extensions):
        yield FollowUp(remark="asked-extension")
