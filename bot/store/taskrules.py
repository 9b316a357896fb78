"""What tasks must keep to beyond the shape of their fields: each rule is a small function of one task or of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.model import Goal, Milestone, Person, Recurrence, Task
from bot.store.complaints import Complaint, Keys, nearest

Placed = tuple[Keys, Task]
"""A task and the way to its entry."""


def broken_rules(tasks: Sequence[Placed], people: Sequence[Person] | None) -> list[Complaint]:
    """Every rule that the tasks break. Leaders are looked up only where `people` are given."""
    found = list(_same_ids(tasks))
    for at, task in tasks:
        found += _bad_id(at, task.id)
        found += _parts(at, task)
        if people is not None:
            found += _leader(at, task, people)
    return found


def _same_ids(tasks: Sequence[Placed]) -> Iterator[Complaint]:
    first: dict[str, Keys] = {}
    for at, task in tasks:
        before = first.setdefault(task.id, at)
        if before != at:
            yield Complaint(
                (*at, "id"), "这个 id 已经用在{other}的任务上，两项任务不能同号，请改其中一个", (*before, "id")
            )


def _bad_id(at: Keys, task_id: str) -> Iterator[Complaint]:
    if not task_id or task_id != task_id.strip() or "/" in task_id:
        yield Complaint((*at, "id"), "id 不能为空，前后不能有空格，中间不能有 /")


def _parts(at: Keys, task: Task) -> Iterator[Complaint]:
    lists: dict[str, Sequence[Milestone | Goal | Recurrence]] = {
        "milestones": task.milestones, "targets": task.targets, "cadences": task.cadences,
    }  # fmt: skip
    for key, parts in lists.items():
        seen: dict[str, int] = {}
        for index, part in enumerate(parts):
            first = seen.setdefault(part.id, index)
            if first != index:
                says = f"{key} 第 {index + 1} 项的 id {part.id} 在{{other}}已经用过，同一项任务里要各不相同"
                yield Complaint((*at, key, index, "id"), says, (*at, key, first, "id"))
            yield from _part((*at, key, index), part)


def _part(at: Keys, part: Milestone | Goal | Recurrence) -> Iterator[Complaint]:
    where = f"{at[-2]} 第 {int(at[-1]) + 1} 项的 "
    if isinstance(part, Milestone) and part.due < part.first:
        yield Complaint((*at, "due"), f"{where}due {part.due} 早于 from {part.first}，截止不能在开始之前")
    if isinstance(part, Goal) and part.value_max is not None and part.value_max < part.value:
        yield Complaint((*at, "value_max"), f"{where}value_max 小于 value，上限不能低于下限")


def _leader(at: Keys, task: Task, people: Sequence[Person]) -> Iterator[Complaint]:
    names = {person.id: person.name for person in people}
    if task.leader is not None and task.leader not in names:
        yield Complaint(
            (*at, "leader"), f"leader “{task.leader}” 不在 config/people.toml 里，{_who(task.leader, names)}"
        )


def _who(leader: str, names: Mapping[str, str]) -> str:
    """What would be right: ids are asked for, but people write names."""
    by_name = [id_ for id_, name in names.items() if name == leader]
    guess = by_name[0] if by_name else nearest(leader, set(names))
    if guess:
        return f"是不是 {guess}（{names[guess]}）？"
    return "请先在那里加上这个人，或写 null（待分派）"
