"""Tasks named as a group: all of them (`以上都正常`), or those that nothing else names (`其余按计划`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.numbers import parse_number
from bot.replies.mentions import Mention, clause_heads

_COUNT = r"(?:\d{1,2}|[两一二三四五六七八九十]{1,2})"
_ALL = re.compile(
    rf"(?:以上|上述|所有|全部|各项|这些|这|那)(?:{_COUNT}|几)?(?:个|项|件)?(?:工作|任务|事项|"
    r"事)?(?=[,都均全一已正收按在没]|$)|"
    rf"(?P<count>{_COUNT})(?:项工作|项任务|个任务|项|个|件事|件)(?=都|均|全|一起)|"
    rf"(?P<said>三|二|两|四|五|六)项(?:工作|任务)|(?:都|均|全都|全部|统统|一律)(?!是|分解|说|市|区|县|国|省)"
)
_NONE = re.compile(r"(?:一个|一项|一件)都?(?=没|未|不)")
_REST = re.compile(
    rf"(?:其他|其它|其余|剩下|剩余|余下|别的|另外|另|余)的?(?:{_COUNT}|几)?(?:个|项|件)?的?(?:工作|任务|"
    r"事项)?的?(?=都|均|全|也|[,]|按|正|没|已|在|完|推|顺|收|滞|未|尚|进度|基本|进展)"
)
_EACH = re.compile("分别|各自")


def find_grouped(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    """Mentions of all, and of the rest (whose tasks are left open: `()`)."""
    for head in clause_heads(text):
        if found := _EACH.match(text, head):
            yield Mention(head, head, numbers, "all")
        elif found := _REST.match(text, head):
            yield Mention(head, found.end(), (), "rest")
        elif (found := _ALL.match(text, head)) and _counts_all(found, len(numbers)):
            yield Mention(head, found.end(), numbers, "all")
        elif found := _NONE.match(text, head):
            yield Mention(head, found.start(), numbers, "all")


def _counts_all(found: re.Match[str], size: int) -> bool:
    said = found["count"] or found["said"]
    return said is None or parse_number(said) == size
