"""Hand edits of tasks.json, noted on the record when the bot sees them, so that the later statement can win."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.model import Task
from bot.record.events import Edited
from bot.record.states import States


def stated(task: Task) -> dict[str, Any]:
    """What of a task's entry matters to how it stands: its status, who answers, and each date by its id."""
    dates = {m.id: m.due.isoformat() for m in task.milestones} | {t.id: t.due.isoformat() for t in task.targets}
    return {"status": task.status, "title": task.title, "leader": task.leader, "dates": dates}


def edits(tasks: Iterable[Task], states: States) -> list[Edited]:
    """An event for each task whose entry says something else than was noted last. A draft is nothing yet; a task that
    was noted and is no longer in the file has been withdrawn."""
    found, seen = [], set()
    for task in tasks:
        seen.add(task.id)
        before, after = states.task(task.id).stated, stated(task)
        if before != after and (before or task.status != "draft"):
            changes = {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}
            found.append(Edited(task=task.id, changes=changes))
    gone = (t for t, s in states.tasks.items() if t not in seen and s.stated.get("status") not in (None, "withdrawn"))
    found += [Edited(task=t, changes={"status": (states.task(t).stated["status"], "withdrawn")}) for t in gone]
    return found
