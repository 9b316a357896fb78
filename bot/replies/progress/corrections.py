"""What a reply takes back: a figure said or written before, one that is denied, and that the reply corrects itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.replies.tasks.passages import Phrase

_CORRECTS = re.compile(
    r"不[对准]|错了|[打说报看搞弄记写填]错|[口笔手有]误|[订更纠修]正|[哦噢]不|[多少]报|[报说写填][多少早大小高低]了|"
    r"核[实对]后|应(?:该是|为|改)|改[为成]|(?:准确|确切|精确|严格|具体)(?:点|地|一点|来)?(?:[说讲]|的?是)|作废|误[填报写]|[搞弄]混|为准|替换"
)
_MISTAKEN = re.compile(
    r"[^\d]*?(?:[说报看搞弄记写填打发]错|口误|笔误|手误|订正|更正|纠正|报多了|报少了|多报|少报|"
    r"(?:进度|数字?|数据|时间|日期)(?:不对|有误))|\W*不[对是](?:$|[,。])"
)
"""At the beginning, before anything is told, these speak of what was told before."""
_ONLY_TAKES_BACK = re.compile(
    r"(?:刚才?|前面|之前|上次|昨天|我|这个|那个|一条|上一?条|上面)*(?:[说报看搞弄记写填打发]错|口误|笔误|手误)(?:了|啦)?(?:啊|哈|哦)?"
)
_TO_ALL = re.compile(r"(?:(?:应该?|其实|实际上?)?(?:是|为)|改[成为])?(?:全部|全都|全体|所有的?)(?:都?是)?(?:的|了)?")
_BY = r"(?:成|的|了|错|为|早)*(?:是|为)?$"
SAID_BEFORE = re.compile(
    rf"(?:前面|前头|刚才|昨天|上次|之前|先前|原先|早上|今早|上午|中午|那条)[^,\d]{{0,4}}(?:写|填|报|说|发){_BY}"
)
"""What was told at an earlier time, right before its figure."""
WRITTEN_ELSEWHERE = re.compile(
    rf"(?:系统|平台|台账|报表|表|[周月日]报|账面|纸面)(?:上|里|中)?[^,\d]{{0,4}}?(?:写|填|报|显示|登记?|录入?|记)?(?:{_BY[:-1]})$"
)
"""What some list says, right before its figure: overruled by any other."""
DENIED = (
    r"(?:不是|并非|不止|何止|哪里?有|哪来的?|哪里?能?到|[谈说算]不上|"
    r"(?:不|没|哪|岂)敢(?:说|讲|报|夸口?|写|认)[^\d,]{0,4}|(?:不能|不好(?:意思)?|难)(?:说|讲|报|算)(?:是)?|"
    r"没有?到|别信[^,]{0,8}的?|不到位)[^\d,]{0,3}$"
)
"""Right before a figure that is not the true one."""
TAKEN_BACK = re.compile(
    r"^(?:那个|这个)?(?:[是为]|属)(?:上|去|前|旧|老|原|以前|之前|那时|误)|^(?:[写填报说]|搞|弄)(?:错|混|[大小高低多少早]了)|^作废|^不对|"
    r"^(?:请以|应改|应为|改成|修正)|^[?,]*(?:没|哪)有?(?:那么|这么)|^那么多|^(?:是|有点|太|那是)*(?:夸张|夸大|虚(?:了|高)|吹|水分)"
)
"""Right behind a figure that is not the true one."""


def corrects_itself(phrases: Sequence[Phrase]) -> bool:
    """The reply puts right what was said in it or before it."""
    return any(_CORRECTS.search(phrase.text) for phrase in phrases)


def only_takes_back(text: str) -> bool:
    """A phrase that takes back what was told before and tells nothing itself (`刚才说错了`)."""
    return _ONLY_TAKES_BACK.fullmatch(text) is not None


def says_all(text: str) -> bool:
    """A phrase that puts in the place of some the whole, and names nothing (`是全部`)."""
    return _TO_ALL.fullmatch(text.strip(" ,。.!！")) is not None


def find_mistaken(phrases: Sequence[Phrase]) -> str:
    """The words by which a reply takes back, before it tells anything, what was told before; empty for any other."""
    opens = phrases[0].text if phrases else ""
    return opens if _MISTAKEN.match(opens) else ""
