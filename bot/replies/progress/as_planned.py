"""That work goes as it should: normally, smoothly, by plan. What is merely under way does not say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import masked

_COURSE = (
    r"(?:计划|序时进度|序时|时间?节点|节点|时间表|进度|部就班|期|时)"
    r"(?:有序|稳步|正常|顺利|扎实)?(?:地)?(?:推进|进行|实施|开展|施工)?"
)
_SAYS = re.compile(
    rf"(?:一切|全部|都|均|整体|总体)?(?:正常|顺利)(?:有序)?(?:推进|进行|实施|开展|施工)?中?|按(?:照)?(?:原|既)?定?{_COURSE}中?|如期推进"
)
_DENIED = re.compile(r"[没未不非无]|难以?|无法|不是")
_ONLY_HOPED = re.compile(r"力争|争取|确保|保证|尽量|努力|如果|要是|[若盼待等]|希望|的话|才能|方可|就能|便可")
"""A pledge or a condition (`力争按期完成`, `顺利的话5月开工`) does not tell how it goes."""
_BLOT = "□"
"""What `masked` puts in the place of the title's words."""


def find_as_planned(phrases: Sequence[Phrase], title: str) -> tuple[int, int] | None:
    """Where it is said that the work goes as planned, as offsets of the first such words; None where it is not. Words
    of the task's own title (`保障电网正常运行`) do not tell how it goes."""
    for phrase in phrases:
        text = phrase.text
        found = _SAYS.search(text)
        if found is None or _DENIED.search(text[: found.start()]) or _ONLY_HOPED.search(text):
            continue
        if not _is_of_title(masked(text, title), found.start(), found.end()):
            return phrase.start + found.start(), phrase.start + found.end()
    return None


def says_as_planned(words: str) -> bool:
    """Whether the words from which a standing was read say that the work goes as planned."""
    found = _SAYS.search(words)
    return found is not None and not _DENIED.search(words[: found.start()])


def _is_of_title(left: str, start: int, end: int) -> bool:
    """Whether a run of the title holds these words and goes on beyond them."""
    inside = set(left[start:end]) == {_BLOT}
    return inside and _BLOT in (left[start - 1 : start], left[end : end + 1])
