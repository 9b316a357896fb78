"""The words that work goes as it should: normally, smoothly, by plan. What is merely under way does not say so."""

from __future__ import annotations

import re

_COURSE = (
    r"(?:计划|序时进度|序时|时间?节点|节点|时间表|进度|部就班|期|时)"
    r"(?:有序|稳步|正常|顺利|扎实)?(?:地)?(?:推进|进行|实施|开展|施工)?"
)
_SAYS = re.compile(
    rf"(?:一切|全部|都|均|整体|总体)?(?:正常|顺利)(?:有序)?(?:推进|进行|实施|开展|施工)?中?|按(?:照)?(?:原|既)?定?{_COURSE}中?|如期推进"
)
_DENIED = re.compile(r"[没未不非无]|难以?|无法|不是")


def find_planned(words: str) -> re.Match[str] | None:
    """The first words that say that the work goes as planned; None where nothing says so, or it is denied before."""
    found = _SAYS.search(words)
    return None if found is None or _DENIED.search(words[: found.start()]) else found


def says_as_planned(words: str) -> bool:
    """Whether the words from which a standing was read say that the work goes as planned."""
    return find_planned(words) is not None
