"""Importing a revised plan: three-way between the tasks as they stand, the plan now, and what the last import made.

What nobody edited follows the plan; what was edited by hand stays; where both changed it stays too, and the two are
shown side by side. Status and ids are never the plan's to change. A task that the plan no longer has stays, unless it
is a draft that nobody touched; one deleted by hand does not come back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.model import Task
from bot.plans.tasks.matching import match_tasks
from bot.plans.tasks.parts import align, merge_parts

FIELDS = ("plan", "number", "title", "section", "leader", "departments", "supporting", "note", "source")
PARTS = ("milestones", "targets", "cadences")
UNSHOWN = ("plan", "source")
"""Follow the plan without being a change that a person has to look at."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a task that follows the revised plan."""

    id: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was edited by hand and changed in the plan as well: `kept` stays, `offered` is the plan's."""

    id: str
    field: str
    kept: Any
    offered: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """What an import would write and why.

    `tasks` is all of tasks.json, `base` what to keep for the next merge. `dropped` left the plan and stay, `removed`
    are untouched drafts that go, `absent` are in the plan but were deleted by hand."""

    tasks: tuple[Task, ...]
    base: tuple[Task, ...]
    added: tuple[Task, ...] = ()
    changed: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    dropped: tuple[Task, ...] = ()
    removed: tuple[Task, ...] = ()
    absent: tuple[Task, ...] = ()


def merge(current: Sequence[Task], fresh: Sequence[Task], base: Sequence[Task]) -> Merge:
    """The tasks after importing `fresh` (one plan's tasks) over `current` (all of tasks.json).

    `base` is what the last import of that plan made, empty where it was never imported: then what stands in `current`
    counts as written by hand."""
    was = {task.id: task for task in base}
    here = {task.id: task for task in _members(current, fresh, was)}
    renamed = _renamed(fresh, match_tasks(fresh, [*({**here, **was}.values())]), {task.id for task in current})
    results = [_merged(task, here.get(task.id), was.get(task.id)) for task in renamed]
    ids = {task.id for task in renamed}
    gone = [task for task in here.values() if task.id not in ids]
    removed = tuple(task for task in gone if task.status == "draft" and was.get(task.id) == task)
    absent = tuple(task for task in renamed if task.id in was and task.id not in here)
    standing = [result.task for result in results if result.task not in absent]
    return Merge(
        tasks=_in_order(current, standing, removed),
        base=tuple(result.base for result in results),
        added=tuple(task for task in standing if task.id not in here),
        changed=tuple(change for result in results for change in result.changed),
        conflicts=tuple(conflict for result in results for conflict in result.conflicts),
        dropped=tuple(task for task in gone if task not in removed),
        removed=removed,
        absent=absent,
    )


def _members(current: Sequence[Task], fresh: Sequence[Task], was: Mapping[str, Task]) -> list[Task]:
    """The tasks of tasks.json that came from this plan; one written by hand under a free id is not the plan's."""
    files = {task.source.file for task in fresh if task.source}
    return [t for t in current if t.id in was or (t.source is not None and t.source.file in files)]


def _renamed(fresh: Sequence[Task], pairs: Mapping[str, str], taken: set[str]) -> list[Task]:
    """The fresh tasks under the ids of the tasks they match; a new one whose id is held by another gets a free one."""
    used = taken | set(pairs.values())
    renamed = []
    for task in fresh:
        id_ = pairs.get(task.id) or _free(task.id, used)
        used.add(id_)
        renamed.append(task.model_copy(update={"id": id_}))
    return renamed


def _free(wanted: str, used: set[str]) -> str:
    """`x-12`, or where that is held `x-12.2`, so that a shifted number never takes over a history."""
    if wanted not in used:
        return wanted
    return next(id_ for n in range(2, len(used) + 3) if (id_ := f"{wanted}.{n}") not in used)


@dataclass(frozen=True, slots=True)
class _Result:
    """One task after the merge, and the plan's version of it under the ids that it keeps."""

    task: Task
    base: Task
    changed: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def _merged(fresh: Task, current: Task | None, base: Task | None) -> _Result:
    if current is None:
        return _Result(fresh, fresh)
    known = base or current
    fresh = fresh.model_copy(
        update={name: align(getattr(fresh, name), getattr(known, name), getattr(current, name)) for name in PARTS}
    )
    outcomes = [
        *(outcome for name in FIELDS for outcome in _field(name, current, fresh, base)),
        *(outcome for name in PARTS for outcome in _parts(name, current, fresh, base)),
    ]
    changed = [outcome for outcome in outcomes if isinstance(outcome, Change)]
    return _Result(
        task=current.model_copy(update={change.field: change.after for change in changed}),
        base=fresh,
        changed=tuple(change for change in changed if change.field not in UNSHOWN),
        conflicts=tuple(outcome for outcome in outcomes if isinstance(outcome, Conflict)),
    )


def _field(name: str, current: Task, fresh: Task, base: Task | None) -> Iterator[Change | Conflict]:
    here, offered, was = getattr(current, name), getattr(fresh, name), getattr(base, name) if base else None
    if here == offered or (base and offered == was):
        return
    follows = base and here == was and not _is_handed_out(current, name)
    yield (Change if follows or name == "source" else Conflict)(current.id, name, here, offered)


def _is_handed_out(task: Task, name: str) -> bool:
    """Who answers for a task that has been handed out is an admin's decision, not a new guess of the import."""
    return name == "leader" and task.leader is not None and task.status != "draft"


def _parts(name: str, current: Task, fresh: Task, base: Task | None) -> Iterator[Change | Conflict]:
    here = getattr(current, name)
    merged = merge_parts(here, getattr(fresh, name), getattr(base, name) if base else ())
    if merged.parts != here:
        yield Change(current.id, name, here, merged.parts)
    if merged.contested:
        ids = {part.id for part in merged.contested}
        yield Conflict(current.id, name, tuple(part for part in here if part.id in ids), merged.contested)


def _in_order(current: Sequence[Task], standing: Sequence[Task], removed: Sequence[Task]) -> tuple[Task, ...]:
    """tasks.json in the order it has; a new task comes after the one that it follows in the plan, the first ones of a
    plan before its others, a new plan at the end."""
    gone = {task.id for task in removed}
    held = {task.id for task in current}
    now = {task.id: task for task in standing}
    first = next((task.id for task in current if task.id in now), None)
    followers: dict[str | None, list[Task]] = {}
    last: str | None = None
    for task in standing:
        last = task.id if task.id in held else last
        if task.id not in held:
            followers.setdefault(last, []).append(task)
    ordered: list[Task] = []
    for task in current:
        ordered += followers.pop(None, []) if task.id == first else []
        ordered += [now.get(task.id, task)] if task.id not in gone else []
        ordered += followers.get(task.id, [])
    return (*ordered, *followers.get(None, []))
