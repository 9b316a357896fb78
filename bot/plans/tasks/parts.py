"""The milestones, figures and cadences of a task when its plan is imported again: who keeps which id, who wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from bot.model import Goal, Milestone, Recurrence

P = TypeVar("P", Milestone, Goal, Recurrence)
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class MergedParts(Generic[P]):
    """`parts` after the merge; `contested` are the plan's versions of those that were edited by hand as well."""

    parts: tuple[P, ...]
    contested: tuple[P, ...]


def align(fresh: Sequence[P], known: Sequence[P], held: Sequence[P] = ()) -> tuple[P, ...]:
    """The fresh parts under the ids of the known ones that say the same; the others get ids that nobody holds."""
    free = {part.id: part for part in known}
    ids: dict[int, str] = {}
    likenesses: tuple[Callable[[P, P], bool], ...] = (_says_same, _is_about_same, _is_alike)
    for is_like in likenesses:
        for at, part in enumerate(fresh):
            match = next((id_ for id_, other in free.items() if at not in ids and is_like(part, other)), None)
            if match is not None:
                ids[at] = match
                del free[match]
    spare = _spare_ids(fresh, {part.id for part in (*known, *held)})
    return tuple(part.model_copy(update={"id": ids.get(at) or next(spare)}) for at, part in enumerate(fresh))


def merge_parts(current: Sequence[P], fresh: Sequence[P], base: Sequence[P]) -> MergedParts[P]:
    """Three ways, part by part: what nobody edited follows the plan; what was edited, added or deleted stays."""
    was = {part.id: part for part in base}
    here = {part.id: part for part in current}
    offered = {part.id: part for part in fresh}
    parts = [_settled(part, offered.get(part.id), was.get(part.id)) for part in current]
    parts += [part for part in fresh if part.id not in here and part.id not in was]
    revised = [part for part in fresh if part.id in here and part != was.get(part.id)]
    contested = tuple(part for part in revised if here[part.id] not in (part, was.get(part.id)))
    return MergedParts(tuple(part for part in parts if part is not None), contested)


def _settled(here: P, offered: P | None, was: P | None) -> P | None:
    """One part that stands in the task: as edited by hand, else as the plan has it now, None where it left the plan."""
    return offered if here == was else here


def _says_same(one: P, other: P) -> bool:
    return one.model_dump(exclude={"id"}) == other.model_dump(exclude={"id"})


def _is_about_same(one: P, other: P) -> bool:
    return one.what == other.what


def _is_alike(one: P, other: P) -> bool:
    return SequenceMatcher(None, one.what, other.what, autojunk=False).ratio() >= ALIKE


def _spare_ids(parts: Sequence[P], used: set[str]) -> Iterator[str]:
    letter = parts[0].id[:1] if parts else ""
    return (id_ for n in range(1, len(parts) + len(used) + 1) if (id_ := f"{letter}{n}") not in used)
