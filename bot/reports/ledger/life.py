"""The life of a task in the ledger's column 任务状态: `暂缓：规划调整`, `并入 p-1：同一件事`, `结转 p-2025：跨年结转`,
and in a row of its own `拆分自 p-3：分段负责`. What is decided goes on record with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Status, Task
from bot.plans.tasks.reshaping import carried, free_id, joined, split_off
from bot.record.events import Continued, Event, Restated
from bot.reports.ledger.parts import goal_line, milestone_line
from bot.reports.words import STATUSES

MERGE, CARRY, SPLIT = "并入", "结转", "拆分自"
_STATUSES: dict[str, Status] = {words: status for status, words in STATUSES.items()}
_STATUSES |= {"暂停": "suspended", "撤回": "withdrawn", "撤销": "withdrawn", "立项": "active", "重启": "active"}
_SAID = re.compile(
    rf"(?P<word>{'|'.join([MERGE, CARRY, SPLIT, *_STATUSES])})\s*(?P<other>[0-9A-Za-z_.\-]*)\s*"
    r"(?:[:：,，\s]\s*(?P<reason>.*))?",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Life:
    """What a cell of the column says: a status, or what is to become of the task together with `other` (a task's id, a
    plan's code), and why."""

    word: str
    other: str
    reason: str

    @property
    def status(self) -> Status | None:
        return _STATUSES.get(self.word)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The tasks that an order changes, by id, the new ones last; and what goes on record."""

    tasks: Mapping[str, Task]
    events: tuple[Event, ...]


def read_life(text: str) -> Life:
    """A cell of the column. Raises ValueError (Chinese) where it says nothing known, or lacks a reason that is
    needed."""
    match = _SAID.fullmatch(text.strip())
    if match is None or (match["word"] in _STATUSES and match["other"]):
        known = "、".join(STATUSES.values())
        raise ValueError(f"状态“{text}”不认识，只能是{known}，后面可以写理由，如“暂缓：规划调整”")
    life = Life(match["word"], match["other"], (match["reason"] or "").strip())
    if life.status is None and not (life.other and life.reason):
        raise ValueError(f"“{life.word}”后面要写编号和理由，如“{life.word} {life.other or 'p-1'}：同一件事”")
    return life


def restated(task: Task, life: Life, before: Status) -> tuple[Event, ...]:
    """What goes on record where a status was changed: who takes up a draft needs no reason."""
    if task.status == before or (before == "draft" and not life.reason):
        return ()
    return (Restated(task=task.id, status=task.status, by="", reason=life.reason or "台账中改动，没有写理由"),)


def reshape(task: Task, life: Life, tasks: Mapping[str, Task]) -> Outcome:
    """并入 or 结转 of a task. Raises ValueError where there is no such task or plan."""
    if life.word == SPLIT:
        raise ValueError("“拆分自”写在新的一行里，编号留空")
    return _merge(task, life, tasks) if life.word == MERGE else _carry(task, life, tasks)


def _merge(task: Task, life: Life, tasks: Mapping[str, Task]) -> Outcome:
    target = tasks.get(life.other)
    if target is None or target.id == task.id:
        raise ValueError(f"没有可以并入的任务 {life.other}")
    why = f"并入 {target.id}：{life.reason}"
    events = (
        Continued(task=target.id, way="merge", of=(task.id,), reason=life.reason),
        Restated(task=task.id, status="withdrawn", by="", reason=why),
    )
    return Outcome({target.id: joined(target, [task])}, events)


def _carry(task: Task, life: Life, tasks: Mapping[str, Task]) -> Outcome:
    there = next((t for t in tasks.values() if t.id.startswith(f"{life.other}-")), None)
    if there is None:
        raise ValueError(f"没有 {life.other} 的任务，请先导入新一年的计划")
    new = carried(task, free_id(f"{life.other}-j{task.id.rpartition('-')[2]}", tasks), there.plan)
    why = f"结转为 {new.id}：{life.reason}"
    events = (
        Continued(task=new.id, way="carry-over", of=(task.id,), reason=life.reason),
        Restated(task=task.id, status="withdrawn", by="", reason=why),
    )
    return Outcome({new.id: new}, events)


def split(life: Life, title: str, lines: str, before: Mapping[str, Task], tasks: Mapping[str, Task]) -> Outcome:
    """A new row that takes these lines (of 序时要求 and 目标) out of a task; `before` are the tasks as exported. Raises
    ValueError where there is no such task, or where it has none of the lines, or no other."""
    old = before.get(life.other)
    if old is None:
        raise ValueError(f"没有可以拆分的任务 {life.other}")
    said = {" ".join(line.split()) for line in lines.splitlines()}
    own = {m.id: milestone_line(m) for m in old.milestones} | {g.id: goal_line(g) for g in old.targets}
    taken = [id_ for id_, line in own.items() if " ".join(line.split()) in said]
    if not taken:
        raise ValueError(f"请把要从 {old.id} 分出来的节点、指标原样抄在“序时要求”“目标”里")
    if len(taken) == len(own) + len(old.cadences):
        raise ValueError(f"{old.id} 的各项都拆走了，原任务就空了；只是改题目请直接改")
    new_id = free_id(f"{old.id}.2", tasks)
    _, new = split_off(old, taken, new_id, title)
    rest, _ = split_off(tasks[old.id], taken, new_id, title)
    events = (Continued(task=new_id, way="split", of=(old.id,), reason=life.reason),)
    return Outcome({old.id: rest, new_id: new}, events)
