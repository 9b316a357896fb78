"""That the work on a task goes as planned: said of it, not only hoped for, and not in its own title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.as_planned import find_planned
from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import masked

_ONLY_HOPED = re.compile(r"力争|争取|确保|保证|尽量|努力|如果|要是|[若盼待等]|希望|的话|才能|方可|就能|便可")
"""A pledge or a condition (`力争按期完成`, `顺利的话5月开工`) does not tell how it goes."""
_BLOT = "□"
"""What `masked` puts in the place of the title's words."""


def find_as_planned(phrases: Sequence[Phrase], title: str) -> tuple[int, int] | None:
    """Where it is said that the work goes as planned, as offsets of the first such words; None where it is not. Words
    of the task's own title (`保障电网正常运行`) do not tell how it goes."""
    for phrase in phrases:
        text = phrase.text
        found = find_planned(text)
        if found is None or _ONLY_HOPED.search(text):
            continue
        if not _is_of_title(masked(text, title), found.start(), found.end()):
            return phrase.start + found.start(), phrase.start + found.end()
    return None


def _is_of_title(left: str, start: int, end: int) -> bool:
    """Whether a run of the title holds these words and goes on beyond them."""
    inside = set(left[start:end]) == {_BLOT}
    return inside and _BLOT in (left[start - 1 : start], left[end : end + 1])
