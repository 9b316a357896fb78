"""定期工作: work that recurs by month or longer is reminded of once a turn, some working days before the turn ends.

Each turn is a notice of its own (`cadence/TASK/c1/2024-03`): one that was missed is on record as such when the next
begins. What was reported of a turn is told in `recurring`; one that stays open is named in the messages that follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from bot.model import Recurrence, Task
from bot.schedule.recurring import asked_at, kept_of
from bot.schedule.scene import Found, Notice, Scene, settled
from bot.schedule.turns import Turn, turns
from bot.settings import ZONE


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each turn whose reminder has come and is not on the record, of the active tasks."""
    for task, cadence in scene.agenda.recurring:
        since = scene.state(task).active_since
        if since is not None:
            until = scene.world.calendar.add_workdays(scene.today, scene.agenda.schedule.turn_days + 1)
            until = min(until, task.due) if task.due else until
            for turn in turns(cadence, since.astimezone(ZONE).date(), until):
                key = f"cadence/{task.id}/{cadence.id}/{turn.slot}"
                if not scene.is_settled(key):
                    yield from _of(scene, task, cadence, turn, key)


def _of(scene: Scene, task: Task, cadence: Recurrence, turn: Turn, key: str) -> Iterator[Found]:
    state, calendar = scene.state(task), scene.world.calendar
    at = asked_at(calendar, scene.agenda.schedule, turn)
    if at > scene.now or state.active_since is None or at <= state.active_since:
        return
    if over := _over(scene, task, cadence, turn):
        yield settled(key, *over)
    else:
        days = calendar.workdays(scene.today, turn.last) - calendar.is_workday(scene.today)
        yield Notice(key, "cadence", task.leader or "", at, (task.id,), due=turn.last, days=days)


def _over(
    scene: Scene, task: Task, cadence: Recurrence, turn: Turn
) -> tuple[Literal["skipped", "dropped"], str] | None:
    """Why nothing is said of that turn any more."""
    state = scene.state(task)
    if state.done:
        return "skipped", "done"
    if task.leader not in scene.world.people:
        return "skipped", "leaderless"
    if turn.last < scene.today:
        return "dropped", "passed"
    reported = (one.turn for one in kept_of(scene.world, task, cadence, scene.today) if one.report)
    return ("skipped", "reported") if turn in reported else None
