"""What stands in the way: the words that name it, and whether somebody could clear it.

A cause goes before its effect (`资金没到位，停工了`). Weather, season, market and holidays can be cleared by nobody.
What is over, and work that is simply still to be done (`还没验收`), is no obstacle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.replies.causes import find_cause, is_cleared, is_effect, is_natural, is_no_trouble, trimmed
from bot.replies.lexicon import shape
from bot.replies.passages import Phrase
from bot.replies.titles import masked


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An obstacle by its offsets in the text. `natural`: nobody can clear it; `effect`: only what it causes is said."""

    start: int
    end: int
    natural: bool = False
    effect: bool = False


_ONLY_UNABLE = re.compile(r"^(?:[一-龥]{0,4})(?:[一-龥]不[了动成]|没法|无法)")
_UNABLE = re.compile("[一-龥]不[了动成]|无法|没法|不能")
_TROUBLE = shape(
    r"要求|加价|加钱|涨价|撤|退|欠|闹|吵|告|分歧|变卦|{gone}|{broken}|不|没|未|无|难|缺|少|太|过高|慢|紧|断|停|堵|"
    r"积水|{nature}"
)
_PLAIN = shape(
    r"{fine}|{slip}|正在|推进|正常|按计划|已完成|请|申请|预计|争取|下一步|下步|后面|不耽误|能|才|不到|"
    r"没完成|还没完|未完成"
)
_PROGRESS = shape(r"{whole}|{going}|{begin}|[\d%]|[一-龥](?:完|好|上|成)了?$|已|目前$|领导|您好|你好")
_RETORT = re.compile("谁[定让说统]|凭什么|有完没完|有意思吗|什么意思")
"""What follows such a retort is a complaint about being asked, and no obstacle of the work."""
_SLOW = shape(r"{slip}")
_FINE = shape(r"{fine}")
_SAYS_WHY = re.compile(r"(?:还是|就是)?(?:主要(?:是|原因是|因为)|原因(?:是|在于)?|因为|由于)")
_SHORT = shape(r"{remain}|{not}[^,]{0,3}(?:开始|启动|动|完)")
_TOUCHES_OTHERS = re.compile(
    r"(?=[^,]{4,})[一-龥]{2,}(?:不(?!大|多|影响|着急|急|远|少|难|是|用)|没(?!有?问题)|未|缺|难|有(?:抵触|顾虑|意见|"
    r"争议|问题|困难))"
)
_REASON = re.compile(r"(?!.*(?:预计|估计|争取|力争|申请|请|下一步|下步|后面|完不成|来不及|赶不上|\d+[日号]|[月旬]))")
_PAST = shape(
    r"{past}|前[几两三]?(?:天|周|个?月|阵|段)|停了(?:一阵|一段|几天|[\d一二三四五六七八九十两半]+[来多]?(?:天|周|个?月))"
)
_RECOVERED = shape(r"^(?:现在|目前|现|眼下|如今)?~{over}")
_RECOVERED_NOW = shape(
    r"^(?:现在|目前|现已|现|眼下|如今|上周|本周|这周|今天|昨天|前天|今早|刚刚?|[一-龥]到了|已经?)[^,]{0,14}?{over}|"
    r"^(?:也|又|都|就)?(?:复工|复产|恢复)(?!得|慢|不|还|没)|"
    r"^[^,没未不]{0,8}(?:后|之后)[^,没未不]{0,3}(?:通过|批|办好|解决|好|下来)了|"
    r"^(?:现在|目前|如今|这会儿)[^,没未不]{0,4}(?:能|可以)[一-龥]{1,3}了$|"
    r"^[^,没未不]{0,6}(?:又|重新|接着|继续)(?:干|开|动|施工|谈|做|弄|转)[^,没未不]{0,4}(?:了|着|工)$"
)
_BEGUN_ANEW = re.compile(
    r"^(?:现在?|正在?|要|准备|已经?|得|需要?|打算)*(?:重新|再次|二次)(?:挂网|招标|组织|采购|开标|公告|发包|选|走)"
)
_OPEN_FRAME = re.compile(r"(?:因为|由于|因(?!此|地制宜|素|人))(?P<what>.+)$")
_CLOSES_FRAME = re.compile(r"^(?:致使|导致|造成|使得|(?:目前|现|暂时?)?(?:无法|没法|不能|难以|未能|停工|暂停|停滞))")
_SHORTEST = 3
"""An obstacle of so few characters (`谈崩了`) needs the clause before it to be understood."""


_SHORTEST_CAUSE = 5
_OURS = re.compile("我|正|在|已|下一?步|现|目前|请|恳|望|需|争取|计划")


def find_obstacle(phrases: Sequence[Phrase], title: str) -> Obstacle | None:
    """The obstacle that stands: a cause that somebody could clear, else a natural one, else a mere effect."""
    found = [(one, index) for index in range(len(phrases)) for one in _obstacles(phrases, index, title)]
    if not found:
        return _explained(phrases)
    first, index = min(found, key=lambda each: (each[0].effect, each[0].natural, each[0].start))
    before = phrases[index - 1] if index else None
    if before and not first.natural and is_natural(before.text) and _ONLY_UNABLE.search(phrases[index].text):
        return Obstacle(before.start, before.end, natural=True)
    if first.effect:
        return _beside(phrases, index) or _led_to(phrases, index) or first
    alone = first.end - first.start <= _SHORTEST and first.start - phrases[index].start <= 1
    return _with_neighbour(found, before, first, title) if alone else _with_second(found, phrases, first)


def _with_second(found: list[tuple[Obstacle, int]], phrases: Sequence[Phrase], first: Obstacle) -> Obstacle:
    """Two troubles of a like length told one after another are one obstacle."""
    length = first.end - first.start
    ends = [
        one.end
        for one, index in found
        if one.start == first.end + 1
        and not one.effect
        and length <= one.end - one.start <= 2 * length
        and not _UNABLE.search(phrases[index].text)
    ]
    return replace(first, end=ends[0]) if ends else first


def _with_neighbour(found: list[tuple[Obstacle, int]], before: Phrase | None, first: Obstacle, title: str) -> Obstacle:
    """A very short obstacle with the clause that explains it: another one right behind, else what stands before."""
    behind = next((one for one, _ in found if one.start == first.end + 1 and not one.effect), None)
    if behind:
        return Obstacle(first.start, behind.end, first.natural)
    if before and not _PLAIN.search(before.text) and len(masked(before.text, title).replace("□", "")) > 1:
        return Obstacle(before.start, first.end, first.natural)
    return first


def _obstacles(phrases: Sequence[Phrase], index: int, title: str) -> Iterator[Obstacle]:
    phrase = phrases[index]
    if is_no_trouble(phrase.text) or _is_over(phrases, index) or (index and _RETORT.search(phrases[index - 1].text)):
        return
    if (opened := _OPEN_FRAME.search(phrase.text)) and (end := _frame_end(phrases, index)):
        yield Obstacle(phrase.start + opened.start("what"), end)
    elif span := find_cause(phrase.text, title, " ".join(one.text for one in phrases)):
        start, stop = trimmed(phrase.text, span, title)
        yield Obstacle(phrase.start + start, phrase.start + stop, natural=is_natural(phrase.text))
    elif is_effect(phrase.text, title):
        start, stop = trimmed(phrase.text, (0, len(phrase.text)), title)
        yield Obstacle(phrase.start + start, phrase.start + stop, effect=True)


def _frame_end(phrases: Sequence[Phrase], index: int) -> int | None:
    """Where a cause that runs over several clauses ends (`因…，…，致使…`)."""
    for last, following in pairwise(phrases[index : index + 4]):
        if _CLOSES_FRAME.match(following.text):
            return last.end
    return None


def _is_over(phrases: Sequence[Phrase], index: int) -> bool:
    """The phrase itself, or one of the next, says that it is over."""
    if is_cleared(phrases[index].text) or _goes_on_cleared(phrases, index):
        return True
    if any(
        _RECOVERED_NOW.search(one.text) or _BEGUN_ANEW.search(one.text) for one in phrases[index + 1 : index + 3]
    ):
        return True
    opening = phrases[index - 1].text if index and not phrases[index - 1].closes else ""
    past = _PAST.search(opening + phrases[index].text)
    return past is not None and any(_RECOVERED.search(later.text) for later in phrases[index + 1 : index + 4])


def _goes_on_cleared(phrases: Sequence[Phrase], index: int) -> bool:
    """What goes on without a stop says that it has been dealt with (`不合格14个｜已下发整改单`)."""
    following = phrases[index + 1] if index + 1 < len(phrases) and not phrases[index].closes else None
    return following is not None and following.text.startswith(("已", "均", "全部")) and is_cleared(following.text)


def _beside(phrases: Sequence[Phrase], index: int) -> Obstacle | None:
    """The cause of a mere effect (`卡住了，两户要价太高`): a neighbour that says nothing else."""
    for near in (index + 1, index - 1):
        if 0 <= near < len(phrases) and _TROUBLE.search(phrases[near].text) and not _PLAIN.search(phrases[near].text):
            one = phrases[near]
            start, stop = trimmed(one.text, (0, len(one.text)), "")
            natural = is_natural(one.text + (phrases[near - 1].text if near else ""))
            return Obstacle(one.start + start, one.start + stop, natural)
    return None


def _led_to(phrases: Sequence[Phrase], index: int) -> Obstacle | None:
    """What stands right before a mere effect and tells no progress (`甲乙方还在理论，活儿停了`) has led to it;
    where the effect opens the reply, what follows (`暂缓，区里要调整规划`)."""
    near = phrases[index - 1] if index else next(iter(phrases[1:]), None)
    if near is None or len(near.text) < _SHORTEST_CAUSE or _PROGRESS.search(near.text):
        return None
    if not index and (_OURS.match(near.text) or _PLAIN.search(near.text)):
        return None
    start, stop = trimmed(near.text, (0, len(near.text)), "")
    return Obstacle(near.start + start, near.start + stop, is_natural(near.text))


def _explained(phrases: Sequence[Phrase]) -> Obstacle | None:
    """What explains a slip or something unfinished: a clause that says so, or a neighbour that tells of a trouble."""
    for one, following in pairwise(phrases):
        if _SHORT.search(one.text) and _TOUCHES_OTHERS.match(following.text) and not _PLAIN.search(following.text):
            return Obstacle(following.start, following.end, is_natural(following.text))
    if not any(_is_slow(one.text) for one in phrases):
        return None
    return _says_why(phrases) or _near_a_slip(phrases)


def _says_why(phrases: Sequence[Phrase]) -> Obstacle | None:
    for one in phrases:
        lead = _SAYS_WHY.match(one.text)
        if lead and lead.end() + 2 <= len(one.text) and not _FINE.search(one.text):
            return Obstacle(one.start + lead.end(), one.end, is_natural(one.text))
    return None


def _near_a_slip(phrases: Sequence[Phrase]) -> Obstacle | None:
    for index, (one, following) in enumerate(pairwise(phrases)):
        if _is_slow(following.text) and is_natural(one.text):
            return Obstacle(one.start, one.end, natural=True)
        if _is_slow(one.text) and _REASON.match(following.text) and _TROUBLE.search(following.text):
            return _beside(phrases, index)
    return None


def _is_slow(text: str) -> bool:
    return _SLOW.search(text) is not None and not _FINE.search(text)
