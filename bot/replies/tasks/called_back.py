"""Tasks spoken of once more by how they were said to stand (`1滞后 2滞后 3正常，滞后的都是因为…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.replies.tasks.mentions import Mention

_CALLED_BACK = re.compile(
    r"(?:^|(?<=[,。;:\n\s]))(?P<how>滞后|落后|卡住|卡壳|停工|停|慢|晚|(?:没|未|还没|尚未)(?:有)?(?:完成|动|开工|"
    r"启动|干完|弄完|办完|到位|交))了?的"
    r"(?:这|那)?(?:[两二三四五六几\d]?[个项件条])?(?:都|全|均|主要|就|也|原因)*(?=是|因|由于|要|需|卡|得|差|缺|等|"
    r"预计|计划)"
)


def with_called_back(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, and those of all tasks said to stand in some way where they are called by it."""
    yield from mentions
    for found in _CALLED_BACK.finditer(text):
        before = [one for one in mentions if one.end <= found.start()]
        behind = any(found.end() <= one.start <= found.end() + 1 for one in mentions)
        told = [
            no
            for one, stop in _stretches(before, found.start())
            if _stands(text[one.end : stop], found["how"])
            for no in one.tasks
        ]
        if told and not behind:
            yield Mention(found.start(), found.end(), tuple(dict.fromkeys(told)), "number")


def _stretches(mentions: Sequence[Mention], stop: int) -> Iterator[tuple[Mention, int]]:
    """Each mention with the place where the next one begins."""
    yield from ((one, following.start) for one, following in pairwise(mentions))
    yield from ((one, stop) for one in mentions[-1:])


def _stands(said: str, how: str) -> bool:
    """So it was said of the task: in the same words, but for the kind of negation."""
    core = how.lstrip("还尚没未有")
    return re.search(f"[没未](?:有)?{core}" if core != how else core, said) is not None
