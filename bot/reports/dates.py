"""The dates of a task: on which days something is due, which of them are still open, when it was finished."""

from __future__ import annotations

from datetime import date

from bot.model import Task
from bot.record.standing import TaskState
from bot.settings import ZONE


def points(task: Task) -> list[date]:
    """The days on which something of the task is due, in order."""
    return sorted({m.due for m in task.milestones} | {t.due for t in task.targets})


def counted_points(task: Task, state: TaskState, today: date) -> list[date]:
    """Those of them that had not passed before the task became active (立项前已到期), nor while it was suspended."""
    return [day for day in points(task) if state.counts(day, today)]


def open_points(task: Task, state: TaskState, today: date) -> list[date]:
    """Those that count and are not said to be done."""
    if state.done:
        return []
    through = state.done_through or date.min
    return [day for day in counted_points(task, state, today) if day > through]


def finished_on(state: TaskState) -> date | None:
    """The day since which the task stands as done: that of the claim, where an admin closed it or has yet to look."""
    day = None
    for report in state.reports:
        if report.said.status:
            whole = report.said.status == "done" and not report.said.through
            day = (day or report.at.astimezone(ZONE).date()) if whole else None
    if state.closed and day is None:
        return state.closed.astimezone(ZONE).date()
    return day if state.done else None


def done_on(state: TaskState, due: date) -> date | None:
    """The day on which what is due by `due` was said to be done; None where it is not."""
    parts = (r.at.astimezone(ZONE).date() for r in state.reports if r.said.through and r.said.through >= due)
    days = [day for day in (next(parts, None), finished_on(state)) if day]
    return min(days, default=None)
