"""The parts of a task of which a cell of the ledger holds one a line: its milestones and its figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.model import Goal, Milestone, Task
from bot.reports.ledger.written_days import read_day
from bot.reports.sheets.columns import Cell, safe
from bot.reports.words import SIGNS, figure, long_day

_COMPARATORS = {sign: comparator for comparator, sign in SIGNS.items()} | {"=": "=", ">": ">=", "<": "<="}
_GOAL = re.compile(
    r"(?P<what>.*?)\s*(?P<sign>[≥≤＝=<>])\s*(?P<value>-?\d+(?:\.\d+)?)(?:\s*[～~]\s*(?P<max>-?\d+(?:\.\d+)?))?"
    r"(?P<unit>[^（(]*)(?:[（(](?P<due>[^）)]+)[）)])?"
)
_POINT = re.compile(r"(?P<due>[^：:]+?)前?\s*[：:]\s*(?P<what>.+)")


def milestone_line(milestone: Milestone) -> str:
    """A milestone as a line: 2024年5月31日前：编制完成招商图谱."""
    return f"{long_day(milestone.due)}前：{milestone.what}"


def read_milestone(line: str, task: Task, old: Milestone | None, taken: set[str]) -> Milestone:
    """The milestone of an edited line, in the place of `old` or as a new one with an id that is not `taken`. Raises
    ValueError (Chinese) where the line is none."""
    match = _POINT.fullmatch(line)
    if not match:
        raise ValueError(f"看不懂节点“{line}”，请写成“2024年5月31日前：编制完成招商图谱”这样的形式")
    due = read_day(match["due"], old.due if old else task.due)
    if old is None:
        return new_milestone(_free_id("m", taken), match["what"], due)
    return old.model_copy(update={"what": match["what"], "due": due, "first": min(old.first, due)})


def goal_line(goal: Goal) -> str:
    """A figure as a line: 亿元以上项目 ≥16个（2024年12月31日）."""
    most = f"～{figure(goal.value_max)}" if goal.value_max is not None else ""
    return f"{goal.what} {SIGNS[goal.comparator]}{figure(goal.value)}{most}{goal.unit}（{long_day(goal.due)}）".strip()


def read_goal(line: str, task: Task, old: Goal | None, taken: set[str]) -> Goal:
    """The figure of an edited line, as `read_milestone`; without a date it is due when `old`, else the task, is."""
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


def by_line(name: str, line_of: Callable[[Any], str], read_line: Callable[..., Any]) -> tuple[Any, Any]:
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


def new_milestone(id: str, what: str, due: date) -> Milestone:
    """A milestone whose work begins with the year."""
    return Milestone(id=id, what=what, first=date(due.year, 1, 1), due=due)
