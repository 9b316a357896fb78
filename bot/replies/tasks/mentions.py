"""A mention of tasks in a reply, and the heads of clauses, where mentions stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.replies.tasks.petitions import petition_ends

Kind = Literal["number", "title", "all", "rest", "measure", "unknown"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that say which tasks are spoken of.

    `excepted`: set apart from the others (`除了2`, `只有2`). An `unknown` one names a number that was not asked
    about, so it has no tasks and only ends what was said before. `size` is how many tasks are said to be the rest. A
    `trailing` mention stands behind what is said of its tasks (`没完成的是第二项`)."""

    start: int
    end: int
    tasks: tuple[int, ...]
    kind: Kind
    excepted: bool = False
    size: int | None = None
    trailing: bool = False


_LEAD_IN = re.compile(
    r"(?:[\s,、:]|[\d一二三四五六七八九十]{1,2}[号#](?=[一-龥])|\d{1,4}[家个项户处条件所座场]|[一两二三四五六七八九十]{1,2}[个项件](?:里面?头?|当中|之中|中)|我这边|"
    r"[还就只仅单]?剩下?(?!余)|就差|只差|[省市县区镇乡村城][里上]的|\u2060|那个|这个|那|这|关于|有关|"
    r"目前|现在|现|截至目前|截至今日|截止目前|至今|共|累计|我区|我县|我市|我们的?|我局|我街道|全区|全县|全市|本月|"
    r"今年|今年以来|其中|另外|此外|同时|还有|还有就是|再就是|然后|接着|对了|至于|说到|先说|再说|说说|说下|就是|就|只有|唯独|唯有|"
    r"首先|其次|最后|倒是|不过|但|但是|而|嗯|啊|哦|呃|喂|昨天|今天|上周|刚刚?|已经?|把|[您你](?:问|说|要|催|讲|提)的|问的|"
    r"上半年|下半年|[一二三四1-4]季度|全年|"
    r"(?:截[至止]到?|至)\d{1,2}月(?:份|\d{1,2}[日号]|底|末)?(?:止)?|\d{1,2}-\d{1,2}月份?|完成|已完成|暂时|"
    r"负责的|的|主任|领导){0,9}"
)
_HEAD = re.compile(
    r"(?:^|[,。;:!?\n、()|]|/(?!(?<=\d/)\d)|(?<=[\s\u2060])|(?<=[一-龥] )|除了?|除去|除开|(?<=[一-龥])"
    r"(?=[\d](?:已|正常|正在|未|还没|没|完成|按|滞后|卡))|(?<=[常成完到了])(?<![一二三四五六七八九]成)(?=[\d一二三四五六七八九])|"
    r"(?<=[一-龥%])(?<![第十])(?=[二三四五六七八九](?:已|正常|正在|未|还没|还在|没|完成|按|滞后|卡))|"
    r"(?<=的)(?=其余[两二三四五六七八九\d])|(?<=[一-龥\d%])(?<![及和与的在等除同跟或对给有把])(?=其[余它]|其他(?!部门|单位|[一-龥]?[局委])|剩下的|剩余|余下的|"
    r"别的(?!都?没|倒|[都也]?不[怕缺愁差说]|[都也]好说))|(?<=序时)(?=[\d一二三四五六七八九])|(?<=\d[√✓✔✅☑×✗✘❌→⏳🚧])(?=\d)|(?<=完)(?=[①-⑳])|"
    r"(?<=的是)|(?<=的有)|(?<=的就是)|(?<=,是)|(?<=的还有))"
)


@lru_cache(maxsize=64)
def clause_heads(text: str) -> tuple[int, ...]:
    """Offsets where a clause begins, and again behind its lead-in or a request for time, in order."""
    heads = set(petition_ends(text))
    for head in _HEAD.finditer(text):
        heads.add(head.end())
        if lead := _LEAD_IN.match(text, head.end()):
            heads.add(lead.end())
    return tuple(sorted(heads))
