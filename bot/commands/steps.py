"""`steps`: 倒排时间节点 for tasks that have one date only, shown; taken into tasks.json where an admin says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.commands.life import DeskAtWork
from bot.model import Milestone, Task
from bot.schedule.steps import suggest, taken

Suggested = tuple[Task, tuple[Milestone, ...]]


def suggestions(desk: DeskAtWork, ids: Sequence[str]) -> list[Suggested]:
    """The steps of these tasks, or of every draft and open task; only where there are any. Raises DubanError for an id
    that there is none of."""
    states = desk.world.states
    tasks = [desk.task(id_) for id_ in ids] or [
        task
        for task in desk.world.tasks.values()
        if task.status in ("draft", "active") and not states.task(task.id).done
    ]
    today = desk.now.date()
    found = ((task, suggest(task, desk.world.calendar, today)) for task in tasks)
    return [(task, steps) for task, steps in found if steps]


def suggestion_lines(desk: DeskAtWork, found: Sequence[Suggested]) -> Iterator[str]:
    """The suggestions, a task and its steps."""
    for task, steps in found:
        yield f"{task.id}  {task.title}（{task.due} 到期）"
        for step in steps:
            yield f"  建议 {step.due}{desk.world.calendar.unsure(step.due)}  {step.what}"


def take(desk: DeskAtWork, found: Sequence[Suggested]) -> None:
    """Puts the steps into tasks.json as milestones. Raises FileError, StoreError."""
    steps = {task.id: steps for task, steps in found}
    desk.write([taken(task, steps[task.id]) if task.id in steps else task for task in desk.stated])
