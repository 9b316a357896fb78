"""What an import would change, as tables in the terminal: new tasks, changes, conflicts side by side, what is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.model import Goal, Milestone, Person, Recurrence, Task
from bot.plans.tasks.merge import Change, Conflict, Merge
from bot.plans.tasks.saying import say_goal, say_milestone, say_recurrence

Marked = Callable[[str], str]

FIELD_NAMES = {
    "plan": "计划", "number": "序号", "title": "任务", "section": "章节", "leader": "责任领导", "note": "备注",
    "departments": "牵头单位", "supporting": "配合单位", "milestones": "节点", "targets": "指标", "cadences": "频次",
    "source": "出处",
}  # fmt: skip
WHOLE = ("编号", "责任领导", "节点", "指标", "频次")
COLUMNS = ("编号", "任务", "责任领导", "节点", "指标", "频次")
UNASSIGNED = "待分派"
EMPTY = "（空）"
ALIKE = "（另{}条不变）"


def merge_tables(merge: Merge, people: Sequence[Person], marked: Marked = str) -> Iterator[RenderableType]:
    """The parts of a merge that say something, in the order in which a person wants to see them; `marked` gives a text
    with its marks behind the days that are not sure."""
    names = {person.id: person.name for person in people}
    if merge.added:
        yield _added(merge.added, names)
    if merge.changed:
        found = [(c, c.before, c.after) for c in merge.changed]
        yield _changes("随计划修改", ("原来", "现在"), found, names, marked)
    if merge.conflicts:
        rows: list[tuple[Change | Conflict, Any, Any]] = [(c, c.kept, c.offered) for c in merge.conflicts]
        yield _changes("手工改过、计划也改了的：保留手工内容", ("现有（保留）", "计划"), rows, names, marked)
    for title, tasks in (
        ("计划里已没有、仍保留的任务（需要时请手工撤销）", merge.dropped),
        ("计划里已没有、没人动过的草稿：删除", merge.removed),
        ("曾手工删除、不再加入的任务", merge.absent),
    ):
        if tasks:
            yield _listed(title, tasks)


def _table(title: str, *heads: str, style: str) -> Table:
    """A table whose ids are never cut: they are what is copied into other commands."""
    table = Table(title=title, title_style=style, title_justify="left", box=SIMPLE_HEAD)
    for head in heads:
        table.add_column(head, no_wrap=head in WHOLE, overflow="fold")
    return table


def _added(tasks: Sequence[Task], names: Mapping[str, str]) -> Table:
    table = _table(f"新任务 {len(tasks)} 项", *COLUMNS, style="bold green")
    for task in tasks:
        leader = Text(names.get(task.leader or "", task.leader or UNASSIGNED), style="" if task.leader else "bold red")
        counts = (str(len(parts) or "") for parts in (task.milestones, task.targets, task.cadences))
        table.add_row(Text(task.id), Text(task.title), leader, *counts)
    return table


def _changes(
    title: str,
    heads: tuple[str, str],
    rows: Sequence[tuple[Change | Conflict, Any, Any]],
    names: Mapping[str, str],
    marked: Marked,
) -> Table:
    table = _table(f"{title}（{len(rows)} 处）", "编号", "项目", *heads, style="bold yellow")
    for entry, before, after in rows:
        left, right = (_lines(value, names, marked) for value in (before, after))
        sides = (Text("\n".join(lines)) for lines in _differing(left, right))
        table.add_row(Text(entry.id), FIELD_NAMES[entry.field], *sides)
    return table


def _differing(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of each side that the other lacks; how many are the same is said in a line below."""
    same = [line for line in before if line in after]
    rest = [ALIKE.format(len(same))] if same else []
    sides = ([line for line in side if line not in same] for side in (before, after))
    left, right = ([*(side or [EMPTY]), *rest] for side in sides)
    return left, right


def _listed(title: str, tasks: Sequence[Task]) -> Table:
    table = _table(f"{title}（{len(tasks)} 项）", "编号", "任务", style="bold red")
    for task in tasks:
        table.add_row(Text(task.id), Text(task.title))
    return table


def _lines(value: Any, names: Mapping[str, str], marked: Marked) -> list[str]:
    if value in (None, "", ()):
        return []
    return [_say(part, names, marked) for part in (value if isinstance(value, tuple) else (value,))]


def _say(value: Any, names: Mapping[str, str], marked: Marked) -> str:
    match value:
        case Milestone():
            return marked(say_milestone(value, 0))
        case Goal():
            return marked(say_goal(value, 0))
        case Recurrence():
            return say_recurrence(value)
    return names.get(str(value), str(value))
