"""The columns of the ledger that people may edit: how each is shown, how it is read back, what it then changes.

`write(task, read(show(task)))` is the task again. What `read` does not understand raises ValueError, whose text is the
Chinese sentence for the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from bot.model import Milestone, Person, Task
from bot.reports.ledger.life import read_life
from bot.reports.ledger.parts import by_line, goal_line, milestone_line, new_milestone, read_goal, read_milestone
from bot.reports.ledger.written_days import read_day
from bot.reports.people import NOBODY
from bot.reports.sheets.columns import Cell
from bot.reports.words import STATUSES, long_day


@dataclass(frozen=True, slots=True)
class Field:
    """One editable column. `show(task, names)`, `read(text, task, names)` and `write(task, value)`, where `names` maps
    the ids of people to what they are called in the ledger. `writes`: the fields of the task that it may change."""

    key: str
    head: str
    show: Callable[[Task, Mapping[str, str]], Cell]
    read: Callable[[str, Task, Mapping[str, str]], Any]
    write: Callable[[Task, Any], Task]
    writes: tuple[str, ...]


def names_of(people: Iterable[Person]) -> dict[str, str]:
    """What each person is called in the ledger: the name, with the id where two have the same name."""
    names = {p.id: p.name for p in people}
    twice = {n for n in names.values() if list(names.values()).count(n) > 1}
    return {id: f"{name}（{id}）" if name in twice else name for id, name in names.items()}


def _words(name: str) -> Callable[[Task, Mapping[str, str]], Cell]:
    return lambda task, names: str(getattr(task, name))


def _list(name: str) -> Callable[[Task, Mapping[str, str]], Cell]:
    return lambda task, names: "、".join(getattr(task, name))


def _set(name: str) -> Callable[[Task, Any], Task]:
    return lambda task, value: task.model_copy(update={name: value})


def _read_text(text: str, task: Task, names: Mapping[str, str]) -> str:
    return text


def _read_title(text: str, task: Task, names: Mapping[str, str]) -> str:
    if not text:
        raise ValueError("工作任务不能为空；不再办的任务请把状态改成“撤项：理由”")
    return text


def _read_list(text: str, task: Task, names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"\s*[、,，;；\n]\s*", text) if part)


def _show_leader(task: Task, names: Mapping[str, str]) -> Cell:
    return names.get(task.leader, task.leader) if task.leader else NOBODY


def _read_leader(text: str, task: Task, names: Mapping[str, str]) -> str | None:
    if text in ("", NOBODY):
        return None
    ids = {name: id for id, name in names.items()} | {id: id for id in names}
    if text not in ids:
        near = get_close_matches(text, list(names.values()), n=1)
        raise ValueError(f"名单 people.toml 里没有“{text}”" + (f"，是不是“{near[0]}”？" if near else "，请先加进名单"))
    return ids[text]


def _read_status(text: str, task: Task, names: Mapping[str, str]) -> str:
    status = read_life(text).status
    if status is None:
        raise ValueError("并入、拆分、结转请在台账里写，或用 merge、split、carry-over 命令")
    return status


def _show_due(task: Task, names: Mapping[str, str]) -> Cell:
    return task.due


def _read_due(text: str, task: Task, names: Mapping[str, str]) -> date:
    if not text:
        raise ValueError("完成时限不能清空；不再有期限的任务请把节点和目标一并删去")
    return read_day(text, task.due)


def _write_due(task: Task, due: date) -> Task:
    """完成时限 is a task's last day: everything due on it moves; a task without a date gets its first milestone.

    Raises ValueError where something of the task would then be due after its last day."""
    if task.due is None:
        return task.model_copy(update={"milestones": (new_milestone("m1", "完成", due),)})
    moved = task.model_copy(
        update={
            "milestones": tuple(_moved(m, task.due, due) for m in task.milestones),
            "targets": tuple(g.model_copy(update={"due": due}) if g.due == task.due else g for g in task.targets),
        }
    )
    if moved.due != due:
        raise ValueError(f"完成时限早于这项任务里{long_day(moved.due or due)}到期的节点或指标，请先改它们")
    return moved


def _moved(milestone: Milestone, old: date, new: date) -> Milestone:
    if milestone.due != old:
        return milestone
    return milestone.model_copy(update={"due": new, "first": min(milestone.first, new)})


# Dates belong together: a day of tasks.json that is set by hand overrules every extension granted before it, so who
# sets one states them all.
_DATES = ("milestones", "targets")

EDITABLE: tuple[Field, ...] = (
    Field("plan", "任务来源", _words("plan"), _read_text, _set("plan"), ("plan",)),
    Field("title", "工作任务", _words("title"), _read_title, _set("title"), ("title",)),
    Field("goals", "目标（量化）", *by_line("targets", goal_line, read_goal), _set("targets"), _DATES),
    Field("leader", "牵头领导", _show_leader, _read_leader, _set("leader"), ("leader",)),
    Field("departments", "牵头单位", _list("departments"), _read_list, _set("departments"), ("departments",)),
    Field("supporting", "协办单位", _list("supporting"), _read_list, _set("supporting"), ("supporting",)),
    Field("milestones", "序时要求", *by_line("milestones", milestone_line, read_milestone), _set("milestones"), _DATES),
    Field("due", "完成时限", _show_due, _read_due, _write_due, _DATES),
    Field("status", "任务状态", lambda task, names: STATUSES[task.status], _read_status, _set("status"), ("status",)),
    Field("note", "备注", _words("note"), _read_text, _set("note"), ("note",)),
)
FORM: tuple[Field, ...] = (
    *EDITABLE,
    Field("evidence", "办结要附", _words("evidence"), _read_text, _set("evidence"), ("evidence",)),
)
"""What can be edited of one task: the columns, and what the ledger has no room for."""
