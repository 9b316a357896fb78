"""Tasks cut and joined at the desk: 拆分 (parts of a task become one of their own), 合并, 结转 into the next plan.

The tasks come in as they count today (with extensions and hand-overs), so that what is written states them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bot.model import Goal, Milestone, Recurrence, Task

P = TypeVar("P", Milestone, Goal, Recurrence)
PARTS = ("milestones", "targets", "cadences")


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What is to be written into tasks.json: `instead` the entries in the place of one (by its id), `behind` those that
    come after all others, `fields` what is set of an entry that stays as it is otherwise."""

    instead: Mapping[str, tuple[Task, ...]] = field(default_factory=dict)
    behind: tuple[Task, ...] = ()
    fields: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def of(self, stated: Iterable[Task]) -> list[Task]:
        """The entries of tasks.json with this written into them."""
        kept = (task.model_copy(update=dict(self.fields.get(task.id, {}))) for task in stated)
        return [new for task in kept for new in self.instead.get(task.id, (task,))] + list(self.behind)


def free_id(wanted: str, used: Iterable[str]) -> str:
    """`x-12`, or where that is held `x-12.2`, `x-12.3`, …"""
    held = set(used)
    return next(id_ for n in range(1, len(held) + 2) if (id_ := f"{wanted}.{n}" if n > 1 else wanted) not in held)


def part_ids(task: Task) -> list[str]:
    """The ids of all that the task consists of."""
    return [part.id for name in PARTS for part in getattr(task, name)]


def split_off(task: Task, taken: Sequence[str], new_id: str, title: str) -> tuple[Task, Task]:
    """The task without the parts with these ids, and a new task that has them and all else of the old one."""
    rest = {name: tuple(p for p in getattr(task, name) if p.id not in taken) for name in PARTS}
    gone = {name: tuple(p for p in getattr(task, name) if p.id in taken) for name in PARTS}
    new = task.model_copy(update={**gone, "id": new_id, "title": title, "note": f"由 {task.id} 拆分"})
    return task.model_copy(update=rest), new


def joined(task: Task, others: Sequence[Task]) -> Task:
    """The task with the parts of the others under ids of its own; who worked on those supports it."""
    helpers = [name for other in others for name in (*other.departments, *other.supporting)]
    known = {*task.departments}
    values: dict[str, object] = {
        "milestones": (*task.milestones, *_under_new_ids(task.milestones, (o.milestones for o in others), "m")),
        "targets": (*task.targets, *_under_new_ids(task.targets, (o.targets for o in others), "t")),
        "cadences": (*task.cadences, *_under_new_ids(task.cadences, (o.cadences for o in others), "c")),
        "supporting": tuple(dict.fromkeys([*task.supporting, *(name for name in helpers if name not in known)])),
        "note": "；".join(filter(None, [task.note, f"并入 {'、'.join(o.id for o in others)}"])),
    }
    return task.model_copy(update=values)


def _under_new_ids(own: Sequence[P], others: Iterable[Sequence[P]], letter: str) -> Iterator[P]:
    held = {part.id for part in own}
    for part in (part for parts in others for part in parts):
        id_ = next(name for n in range(1, len(held) + 2) if (name := f"{letter}{n}") not in held)
        held.add(id_)
        yield part.model_copy(update={"id": id_})


def carried(task: Task, new_id: str, plan: str) -> Task:
    """The task as a draft of another plan: the same work with the same dates, which are for an admin to set anew. Its
    place in the old plan's text is no place in the new one's."""
    note = "；".join(filter(None, [f"结转自 {task.id}", task.note]))
    return task.model_copy(update={"id": new_id, "plan": plan, "status": "draft", "source": None, "note": note})


def is_of_year(task: Task, year: int) -> bool:
    """Whether the task comes from a plan of that year, by the plan's name or its code."""
    return str(year) in task.plan or str(year) in task.id
