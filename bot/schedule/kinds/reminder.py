"""提醒: the ladder of working days before each date of a task; all that is due on one day is one reminder.

A rung is a notice of its own (`reminder/TASK/2024-03-31/7d`). It is skipped where the task has moved on: done, or
reported on since the rung's morning. Rungs that lie before the task became active, or before the date was set, are
skipped too: the 交办 names the dates. Of several that are due at once the latest is told and the others fold into it.
What was due before the task became active is not chased and has no rungs; short work has only those within it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Literal

from bot.model import Task
from bot.record.states import TaskState
from bot.schedule.agenda import Dated, Ladder, Rung
from bot.schedule.reach import recipient
from bot.schedule.scene import Found, Notice, Scene, folded, settled
from bot.settings import ZONE


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each date whose latest rung has come and is not on the record. Rungs are settled in their order, so
    where the latest is on the record nothing is left to say."""
    beyond = scene.world.calendar.add_workdays(scene.today, scene.agenda.farthest + 1)
    for ladder in scene.agenda.dues:
        due, _ = ladder
        if due >= beyond:
            return
        latest = _latest(scene, ladder)
        left = () if latest is None else _unsettled(scene, ladder, latest)
        come = [rung for rung in scene.agenda.rungs(ladder) if rung.at <= scene.now] if left else []
        for task, first in left:
            inside = [r for r in come if first is None or r.at.date() >= first or r.days == ladder[1][-1]]
            yield from _of(scene, task, due, inside)


def _latest(scene: Scene, ladder: Ladder) -> int | None:
    """How far before the date the last rung lies whose morning has come; None before the first. Of a date that has
    passed it is known without reckoning."""
    due, days = ladder
    if due < scene.today:
        return days[-1]
    return min((rung.days for rung in scene.agenda.rungs(ladder) if rung.at <= scene.now), default=None)


def _unsettled(scene: Scene, ladder: Ladder, latest: int) -> Sequence[Dated]:
    """The tasks on that ladder whose latest rung is not on record."""
    end = f"/{ladder[0]}/{latest}d"
    return scene.left((ladder, latest), scene.agenda.dues[ladder], lambda entry: f"reminder/{entry[0].id}{end}")


def _of(scene: Scene, task: Task, due: date, come: Sequence[Rung]) -> Iterator[Found]:
    state = scene.state(task)
    stands = stands_since(state, due)
    if stands is None or due < stands.astimezone(ZONE).date():
        return
    left = [(key, rung) for rung in come if not scene.is_settled(key := f"reminder/{task.id}/{due}/{rung.days}d")]
    yield from (settled(key, "skipped", "early") for key, rung in left if rung.at <= stands)
    left = [(key, rung) for key, rung in left if rung.at > stands]
    if not left:
        return
    if over := _over(scene, task, state, due, left[-1][1]):
        yield from (settled(key, *over) for key, _ in left)
        return
    last, rung = left[-1]
    yield from (folded(key, last) for key, _ in left[:-1])
    days = scene.world.calendar.workdays(scene.today, due) - scene.world.calendar.is_workday(scene.today)
    yield Notice(last, "reminder", task.leader or "", rung.at, (task.id,), due=due, days=days)


def stands_since(state: TaskState, due: date) -> datetime | None:
    """Since when the task is to be done by that date; None for a task that the bot has not noted as active."""
    moments = [m for m in (state.active_since, state.dated_since.get(due.isoformat())) if m]
    return max(moments) if state.active_since else None


def _over(
    scene: Scene, task: Task, state: TaskState, due: date, rung: Rung
) -> tuple[Literal["skipped", "dropped"], str] | None:
    """Why nothing is said of that date any more."""
    if state.done or (state.done_through and due <= state.done_through):
        return "skipped", "done"
    if state.pending_extension:
        return "skipped", "asked"
    if task.leader not in scene.world.people:
        return "skipped", "leaderless"
    if due < scene.today:
        return "dropped", "passed"
    if scene.world.calendar.on_or_before(due) <= scene.today and recipient(scene, task.leader or "") is None:
        return "dropped", "away"  # nobody will hear of it any more
    if state.last and state.last.at >= rung.at:
        return "skipped", "reported"
    return None
