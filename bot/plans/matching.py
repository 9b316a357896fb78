"""Which task of a revised plan is which task of before, where numbers have shifted and titles have been reworded."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from bot.model import Task

SAME_ID_BONUS = 0.25
ENOUGH = 0.6
"""Two titles that share six tenths of their characters in order, or four tenths where the number is the same too."""
LEAST = 0.4


def match_tasks(fresh: Sequence[Task], known: Sequence[Task]) -> dict[str, str]:
    """The id of the known task for each fresh id that has one; one-to-one, the surest pairs first."""
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, new, old in sorted(_candidates(fresh, known), key=lambda c: -c[0]):
        if new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)
    return pairs


def _candidates(fresh: Sequence[Task], known: Sequence[Task]) -> list[tuple[float, str, str]]:
    exact = _by_title(fresh, known)
    rest = [t for t in fresh if t.id not in {new for _, new, _ in exact}]
    free = [t for t in known if t.id not in {old for _, _, old in exact}]
    near = [(likeness(new, old), new.id, old.id) for new in rest for old in free]
    return exact + [candidate for candidate in near if candidate[0] >= ENOUGH]


def _by_title(fresh: Sequence[Task], known: Sequence[Task]) -> list[tuple[float, str, str]]:
    """Pairs of one title within one chapter: sure at once, which spares comparing all with all."""
    places = {(t.title, t.section): t.id for t in known}
    ids = {t.id: t.title for t in known}
    same_place = [(2.0, t.id, t.id) for t in fresh if ids.get(t.id) == t.title]
    placed = {new for _, new, _ in same_place}
    moved = [(t, places.get((t.title, t.section))) for t in fresh if t.id not in placed]
    return same_place + [(1.5, t.id, old) for t, old in moved if old is not None and old not in placed]


def likeness(one: Task, other: Task) -> float:
    """How much two tasks say the same: 0 to 1 by title, or by what they promise, and a bonus for one number."""
    alike = max(_ratio(one.title, other.title), 0.9 * _ratio(_promises(one), _promises(other)))
    return alike + SAME_ID_BONUS if one.id == other.id and alike >= LEAST else alike


def _promises(task: Task) -> str:
    return " ".join([*(t.what for t in task.targets), *(m.what for m in task.milestones)])


def _ratio(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LEAST else 0.0
