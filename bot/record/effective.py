"""What is to be done, with what has been decided since: granted extensions, tasks handed over,
suspended, withdrawn.

Where tasks.json and the record both speak of a date or of who answers, the later statement wins: the record knows when
it saw a hand edit, so an edit after a decision counts more than the decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bot.model import Task
from bot.record.states import States, TaskState


def effective(tasks: Mapping[str, Task], states: States) -> Mapping[str, Task]:
    """The tasks as they count today; the very same mapping where nothing was decided."""
    decided = {id_: state for id_, state in states.tasks.items() if id_ in tasks and _is_decided(state)}
    if not decided:
        return tasks
    return {**tasks, **{id_: _with_decisions(tasks[id_], state) for id_, state in decided.items()}}


def _is_decided(state: TaskState) -> bool:
    return bool(state.handed or state.restated) or any(x.granted for x in state.extensions)


def _with_decisions(task: Task, state: TaskState) -> Task:
    moves = _moves(state)
    values: dict[str, object] = {
        "milestones": tuple(m.model_copy(update={"due": _moved(m.due, moves)}) for m in task.milestones),
        "targets": tuple(t.model_copy(update={"due": _moved(t.due, moves)}) for t in task.targets),
    }
    if state.handed and not _edited_since(state, "leader", state.handed[0]):
        values["leader"] = state.handed[1]
    if state.restated and not _edited_since(state, "status", state.restated[0]):
        values["status"] = state.restated[1]
    return task.model_copy(update=values)


def _moves(state: TaskState) -> list[tuple[date, date]]:
    """(old day, new day) of each granted extension that no later edit of the dates has overtaken, oldest first."""
    return [
        (x.asked.old, x.granted)
        for x in state.extensions
        if x.granted and x.decided and not _edited_since(state, "dates", x.decided)
    ]


def _moved(day: date, moves: list[tuple[date, date]]) -> date:
    for old, new in moves:
        day = new if day == old else day
    return day


def _edited_since(state: TaskState, name: str, moment: datetime) -> bool:
    return name in state.stated_at and state.stated_at[name] > moment
