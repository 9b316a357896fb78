"""The columns of the ledger that people may edit: how each is shown, how it is read back, what it then changes.

`write(task, read(show(task)))` is the task again. What `read` does not understand raises ValueError, whose text is the
Chinese sentence for the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from openpyxl.utils.datetime import from_excel

from bot.model import Goal, Milestone, Person, Task
from bot.reports.columns import Cell, safe
from bot.reports.people import NOBODY
from bot.reports.words import SIGNS, STATUSES, figure, long_day

_STATUSES = {words: status for status, words in STATUSES.items()}
_COMPARATORS = {sign: comparator for comparator, sign in SIGNS.items()} | {"=": "=", ">": ">=", "<": "<="}
_DAY = re.compile(r"(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_GOAL = re.compile(
    r"(?P<what>.*?)\s*(?P<sign>[≥≤＝=<>])\s*(?P<value>-?\d+(?:\.\d+)?)(?:\s*[～~]\s*(?P<max>-?\d+(?:\.\d+)?))?"
    r"(?P<unit>[^（(]*)(?:[（(](?P<due>[^）)]+)[）)])?"
)
_POINT = re.compile(r"(?P<due>[^：:]+?)前?\s*[：:]\s*(?P<what>.+)")
# Serial numbers of the years 2000 to 2099: what a date cell becomes when an editor loses its number format.
_SERIALS = range(36526, 73051)


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


def read_day(text: str, near: date | None) -> date:
    """A date as clerks write it: 2024-03-31, 2024年3月31日, 2024/3/31, 3月31日 (in the year of `near`), 45382."""
    if text.isdigit() and int(text) in _SERIALS:
        found: datetime = from_excel(int(text))
        return found.date()
    match = _DAY.fullmatch(text)
    year = match and (match[1] or (near.year if near else None))
    if not match or not year:
        raise ValueError(f"看不懂日期“{text}”，请写成 2024年3月31日 这样的形式")
    try:
        return date(int(year), int(match[2]), int(match[3]))
    except ValueError:
        raise ValueError(f"没有“{text}”这一天") from None


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
        raise ValueError("工作任务不能为空；不再办的任务请把状态改成“撤回”")
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
    if text not in _STATUSES:
        raise ValueError(f"状态“{text}”不认识，只能是{'、'.join(_STATUSES)}")
    return _STATUSES[text]


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
        return task.model_copy(update={"milestones": (_milestone("m1", "完成", due),)})
    moved = task.model_copy(
        update={
            "milestones": tuple(_moved(m, task.due, due) for m in task.milestones),
            "targets": tuple(g.model_copy(update={"due": due}) if g.due == task.due else g for g in task.targets),
        }
    )
    if moved.due != due:
        raise ValueError(f"完成时限早于这项任务里{long_day(moved.due or due)}到期的节点或指标，请先改它们")
    return moved


def _milestone(id: str, what: str, due: date) -> Milestone:
    return Milestone(id=id, what=what, first=date(due.year, 1, 1), due=due)


def _moved(milestone: Milestone, old: date, new: date) -> Milestone:
    if milestone.due != old:
        return milestone
    return milestone.model_copy(update={"due": new, "first": min(milestone.first, new)})


def _milestone_line(milestone: Milestone) -> str:
    return f"{long_day(milestone.due)}前：{milestone.what}"


def _read_milestone(line: str, task: Task, old: Milestone | None, taken: set[str]) -> Milestone:
    match = _POINT.fullmatch(line)
    if not match:
        raise ValueError(f"看不懂节点“{line}”，请写成“2024年5月31日前：编制完成招商图谱”这样的形式")
    due = read_day(match["due"], old.due if old else task.due)
    if old is None:
        return _milestone(_free_id("m", taken), match["what"], due)
    return old.model_copy(update={"what": match["what"], "due": due, "first": min(old.first, due)})


def _goal_line(goal: Goal) -> str:
    most = f"～{figure(goal.value_max)}" if goal.value_max is not None else ""
    return f"{goal.what} {SIGNS[goal.comparator]}{figure(goal.value)}{most}{goal.unit}（{long_day(goal.due)}）".strip()


def _read_goal(line: str, task: Task, old: Goal | None, taken: set[str]) -> Goal:
    match = _GOAL.fullmatch(line)
    if not match:
        raise ValueError(f"看不懂指标“{line}”，请写成“招引亿元以上项目 ≥16个（2024年12月31日）”这样的形式")
    near = old.due if old else task.due
    due = read_day(match["due"], near) if match["due"] else near
    if due is None:
        raise ValueError(f"指标“{line}”没有期限，请在后面加上（2024年12月31日）")
    return Goal(
        id=old.id if old else _free_id("t", taken),
        what=match["what"],
        quote=old.quote if old and match["what"] == old.what else "",
        value=float(match["value"]),
        value_max=float(match["max"]) if match["max"] else None,
        unit=match["unit"].strip(),
        comparator=_COMPARATORS[match["sign"]],
        due=due,
        nature=old.nature if old else "count",
    )


def _free_id(letter: str, taken: set[str]) -> str:
    found = next(f"{letter}{n}" for n in range(1, len(taken) + 2) if f"{letter}{n}" not in taken)
    taken.add(found)
    return found


def _by_line(name: str, line_of: Callable[[Any], str], read_line: Callable[..., Any]) -> tuple[Any, Any]:
    """How a list with an entry a line is shown and read. A line that stands as it was is the entry that it was; each of
    the others is read anew and takes the place of an entry whose line is gone."""

    def line(entry: Any) -> str:
        return " ".join(safe(line_of(entry)).split())

    def show(task: Task, names: Mapping[str, str]) -> Cell:
        return "\n".join(map(line, getattr(task, name)))

    def read(text: str, task: Task, names: Mapping[str, str]) -> tuple[Any, ...]:
        gone = list(getattr(task, name))
        taken = {entry.id for entry in gone}
        texts = [text for text in text.split("\n") if text]
        kept = [_take(gone, [line(entry) for entry in gone], text) for text in texts]
        return tuple(
            entry or read_line(text, task, gone.pop(0) if gone else None, taken)
            for entry, text in zip(kept, texts, strict=True)
        )

    return show, read


def _take(entries: list[Any], lines: list[str], line: str) -> Any:
    """Takes the entry with this line out of the list; None where there is none."""
    return entries.pop(lines.index(line)) if line in lines else None


# Dates belong together: a day of tasks.json that is set by hand overrules every extension granted before it, so who
# sets one states them all.
_DATES = ("milestones", "targets")

EDITABLE: tuple[Field, ...] = (
    Field("plan", "任务来源", _words("plan"), _read_text, _set("plan"), ("plan",)),
    Field("title", "工作任务", _words("title"), _read_title, _set("title"), ("title",)),
    Field("goals", "目标（量化）", *_by_line("targets", _goal_line, _read_goal), _set("targets"), _DATES),
    Field("leader", "牵头领导", _show_leader, _read_leader, _set("leader"), ("leader",)),
    Field("departments", "牵头单位", _list("departments"), _read_list, _set("departments"), ("departments",)),
    Field("supporting", "协办单位", _list("supporting"), _read_list, _set("supporting"), ("supporting",)),
    Field(
        "milestones", "序时要求", *_by_line("milestones", _milestone_line, _read_milestone), _set("milestones"), _DATES
    ),
    Field("due", "完成时限", _show_due, _read_due, _write_due, _DATES),
    Field("status", "任务状态", lambda task, names: STATUSES[task.status], _read_status, _set("status"), ("status",)),
    Field("note", "备注", _words("note"), _read_text, _set("note"), ("note",)),
)
