"""`assign`: drafts become active (立项交办); the bot tells their leaders at the next suitable moment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.errors import DubanError
from bot.model import Task
from bot.store.tasksfile import TasksFile


def assign(home: Path, ids: Sequence[str], *, everything: bool) -> tuple[list[Task], list[Task]]:
    """Makes these drafts active, or all of them. Answers with those made active and, of these, those that nobody
    answers for yet (待分派). Raises DubanError for an id that is in no entry."""
    file = TasksFile(home / "tasks.json")
    tasks = file.read()
    unknown = set(ids) - {task.id for task in tasks}
    if unknown:
        raise DubanError(f"tasks.json 里没有这些任务：{'、'.join(sorted(unknown))}。请照抄 tasks.json 里的 id")
    chosen = {t.id for t in tasks if t.status == "draft" and (everything or t.id in ids)}
    if chosen:
        file.write([t.model_copy(update={"status": "active"}) if t.id in chosen else t for t in tasks])
    made = [t for t in tasks if t.id in chosen]
    return made, [t for t in made if t.leader is None]
