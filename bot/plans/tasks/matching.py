"""Which task of a revised plan is which task of before, where numbers have shifted and titles have been reworded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from bot.model import Task

SAME_PLACE = 2.0
"""One title in one chapter is sure at once."""
SAME_ID = 0.25
PROMISES = 0.9
"""What tasks promise tells a little less than how they are called."""
TELLING = 12
"""Characters from which on what a task promises tells which one it is."""
ENOUGH = 0.55
"""From here on two tasks are one: about half of the pairs of neighbouring characters are the same."""
LEAST = 0.35
"""With the same number this much is enough."""


def match_tasks(fresh: Sequence[Task], known: Sequence[Task]) -> dict[str, str]:
    """The id of the known task for each fresh id that has one; one-to-one, the surest pairs first."""
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, new, old in sorted(_candidates(fresh, known), key=lambda candidate: -candidate[0]):
        if new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)
    return pairs


def _candidates(fresh: Sequence[Task], known: Sequence[Task]) -> Iterator[tuple[float, str, str]]:
    """(sureness, fresh id, known id) of all pairs that may be one task."""
    for (new, old), sureness in _likenesses(fresh, known).items():
        if new == old and sureness >= LEAST:
            yield sureness + SAME_ID, new, old
        elif sureness >= ENOUGH:
            yield sureness, new, old


def _likenesses(fresh: Sequence[Task], known: Sequence[Task]) -> dict[tuple[str, str], float]:
    """How much two tasks say the same, by title and chapter or by what they promise; only pairs that share words."""
    found = _shares(fresh, known, lambda task: task.title)
    for pair, share in _shares(fresh, known, _promises).items():
        found[pair] = max(found.get(pair, 0.0), PROMISES * share)
    places: defaultdict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for task in known:
        places[task.title, task.section].append(task.id)
    same = {(task.id, id_): SAME_PLACE for task in fresh for id_ in places.get((task.title, task.section), ())}
    return found | same


def _promises(task: Task) -> str:
    """What a task promises in words; nothing where that is too little to know it by (`全年`)."""
    words = " ".join([*(goal.what for goal in task.targets), *(milestone.what for milestone in task.milestones)])
    return words if len(words) >= TELLING else ""


def _shares(fresh: Sequence[Task], known: Sequence[Task], words: Callable[[Task], str]) -> dict[tuple[str, str], float]:
    """For each pair that has any the share of pairs of neighbouring characters that both have (Dice)."""
    sizes: dict[str, int] = {}
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for task in known:
        grams = _grams(words(task))
        sizes[task.id] = len(grams)
        for gram in grams:
            holders[gram].append(task.id)
    shares: dict[tuple[str, str], float] = {}
    for task in fresh:
        grams = _grams(words(task))
        common = Counter(id_ for gram in grams for id_ in holders.get(gram, ()))
        shares.update({(task.id, id_): 2 * n / (len(grams) + sizes[id_]) for id_, n in common.items()})
    return shares


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(max(len(text) - 1, min(len(text), 1))))
