"""A mention of tasks in a reply, and the heads of clauses, where mentions stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "title", "all", "rest"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that say which tasks are spoken of; `excepted`: behind 除, so that what follows is said of the others."""

    start: int
    end: int
    tasks: tuple[int, ...]
    kind: Kind
    excepted: bool = False


_LEAD_IN = re.compile(
    r"(?:[\s,、:]|\d{1,4}[家个项户处条件所座场]|我这边|就剩|只剩|就差|只差|\u2060|那个|这个|那|这|关于|目前|现在|现|截至目前|截至今日|截止目前|至今|共|累计|我区|"
    r"我县|我市|我们|我局|我街道|全区|全县|全市|本月|"
    r"今年|今年以来|其中|另外|同时|还有|然后|对了|至于|说到|就是|就|只有|不过|但|但是|嗯|啊|哦|呃|喂|"
    r"上半年|下半年|[一二三四1-4]季度|全年|"
    r"(?:截[至止]到?|至)\d{1,2}月(?:份|\d{1,2}[日号]|底|末)?(?:止)?|\d{1,2}-\d{1,2}月份?|完成|已完成|暂时|"
    r"负责的|的|主任|领导){0,9}"
)
_HEAD = re.compile(
    r"(?:^|[,。;:!?\n、()]|(?<=[\s\u2060])|(?<=[一-龥] )|除了?|除去|(?<=[一-龥])(?=[\d](?:已|正常|正在|未|"
    r"还没|没|完成|按|滞后|卡))|(?<=[常成完到了])(?=[\d一二三四五六七八九]))"
)


def clause_heads(text: str) -> list[int]:
    """Offsets where a clause begins, and again behind its lead-in, in order."""
    heads = set()
    for head in _HEAD.finditer(text):
        heads.add(head.end())
        if lead := _LEAD_IN.match(text, head.end()):
            heads.add(lead.end())
    return sorted(heads)
