"""What stands in the way: the words that name it, and whether somebody could clear it.

A cause goes before its effect (`资金没到位，停工了`). Weather, season, market and holidays can be cleared by nobody.
What is over, and work that is simply still to be done (`还没验收`), is no obstacle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.replies.causes import find_cause, goes_with_nature, is_effect, is_natural, trimmed
from bot.replies.lexicon import shape
from bot.replies.no_trouble import is_no_trouble
from bot.replies.passages import Phrase
from bot.replies.recovery import is_over
from bot.replies.talk import is_chat
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
_OPEN_FRAME = re.compile(r"(?:因为|由于|因(?!此|地制宜|素|人))(?P<what>.+)$")
_CLOSES_FRAME = re.compile(r"^(?:致使|导致|造成|使得|(?:目前|现|暂时?)?(?:无法|没法|不能|难以|未能|停工|暂停|停滞))")
_SHORTEST = 3
"""An obstacle of so few characters (`谈崩了`) needs the clause before it to be understood."""


_SHORTEST_CAUSE = 5
_CLAUSES_OF_REASON = 2
_SHOWS_ONLY = re.compile(
    r"(?:坚决|死活|就是|硬是|一直|说什么|怎么)?[也都]?不[一-龥]{1,3}$|[一-龥]{2,3}[一-龥]不(?:[去来进出上下动了成][去来]?)了?$|没法|无法"
)
"""Words of inability or refusal without their cause, which the clause before names (`老坟没迁走，挖机进不去`)."""
_BAD = re.compile("太|不好|不行|冷|差|低|少|弱|难|大|多|下滑|缩水")
_SOME = re.compile(r"^(?:还|另|仍)?有[\d一二两三四五六七八九十几]+[一-龥]")
_OWN_WORK = re.compile("[妥好完齐成拢到]了?$|[都全已]|我")
_LACKING = re.compile("被|占|堵|没|未|不|无|缺|少|难")
_OURS = re.compile("我|正|在|已|下一?步|现|目前|请|恳|望|需|争取|计划")


def find_obstacle(phrases: Sequence[Phrase], title: str) -> Obstacle | None:
    """The obstacle that stands: a cause that somebody could clear, else a natural one, else a mere effect."""
    found = [(one, index) for index in range(len(phrases)) for one in _obstacles(phrases, index, title)]
    if not found:
        return _explained(phrases)
    first, index = min(found, key=lambda each: (each[0].effect, each[0].natural, each[0].start))
    before = phrases[index - 1] if index else None
    if natural := _natural_before(found, first, index, phrases):
        return natural
    if before and not first.natural and is_natural(before.text) and _ONLY_UNABLE.search(phrases[index].text):
        return Obstacle(before.start, before.end, natural=True)
    if first.effect:
        return _beside(phrases, index) or _led_to(phrases, index) or first
    if before and _SHOWS_ONLY.match(phrases[index].text) and _LACKING.search(before.text) and _tells_no_more(before):
        return Obstacle(before.start, first.end)
    alone = first.end - first.start <= _SHORTEST and first.start - phrases[index].start <= 1
    return _with_neighbour(found, before, first, title) if alone else _with_second(found, phrases, first)


def _tells_no_more(one: Phrase) -> bool:
    """Neither progress nor plan nor good news is told, nor what was and is over."""
    text = _SOME.sub("", one.text)
    tells = _PROGRESS.search(text) or _PLAIN.search(text) or _OWN_WORK.search(text)
    return not (tells or is_no_trouble(text) or is_chat(text))


def find_reason_of_ask(phrases: Sequence[Phrase], bodies: Sequence[int], title: str) -> Obstacle | None:
    """Why help is asked for where no word of trouble says it: what stands right before (`3家企业提了复议，请司法局…`).

    `bodies`: where those asked are named."""
    asking = next((index for index, one in enumerate(phrases) if one.start <= bodies[0] < one.end), 0)
    first = asking
    while first and asking - first < _CLAUSES_OF_REASON and _tells_no_more(phrases[first - 1]):
        first -= 1
    reason = phrases[first:asking]
    length = sum(len(masked(one.text, title).replace("□", "")) for one in reason)
    return Obstacle(reason[0].start, reason[-1].end) if length >= _SHORTEST_CAUSE else None


def _natural_before(
    found: list[tuple[Obstacle, int]], first: Obstacle, index: int, phrases: Sequence[Phrase]
) -> Obstacle | None:
    """Weather or market and, right behind, what they lead to (`大雾封路，材料车上不去`) are one natural obstacle."""
    if first.natural or first.effect or not goes_with_nature(phrases[index].text):
        return None
    cause = next((one for one, place in found if place == index - 1 and one.natural), None)
    before = phrases[index - 1] if index else None
    if cause is None and before and is_natural(before.text) and _tells_no_more(before):
        cause = Obstacle(before.start + trimmed(before.text, (0, len(before.text)), "")[0], before.end, natural=True)
    if cause is None and index + 1 < len(phrases) and first.end == phrases[index].end:
        behind = phrases[index + 1]
        return Obstacle(first.start, behind.end, natural=True) if _is_plainly_natural(behind) else None
    return replace(cause, end=first.end) if cause else None


def _is_plainly_natural(one: Phrase) -> bool:
    """A market or weather is named as bad, and no more."""
    return is_natural(one.text) and _tells_no_more(one) and _BAD.search(one.text) is not None


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
    if (
        is_no_trouble(phrase.text)
        or is_chat(phrase.text)
        or is_over(phrases, index)
        or (index and _RETORT.search(phrases[index - 1].text))
    ):
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


def _beside(phrases: Sequence[Phrase], index: int) -> Obstacle | None:
    """The cause of a mere effect (`卡住了，两户要价太高`): a neighbour that says nothing else."""
    for near in (index + 1, index - 1):
        if not 0 <= near < len(phrases) or is_no_trouble(phrases[near].text):
            continue
        if _TROUBLE.search(phrases[near].text) and not _PLAIN.search(phrases[near].text):
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
        if (
            _SHORT.search(one.text)
            and _TOUCHES_OTHERS.match(following.text)
            and not _PLAIN.search(following.text)
            and not is_no_trouble(following.text)
        ):
            return Obstacle(following.start, following.end, is_natural(following.text))
    if not any(_is_slow(one.text) for one in phrases):
        return None
    return _says_why(phrases) or _near_a_slip(phrases)


def _says_why(phrases: Sequence[Phrase]) -> Obstacle | None:
    for index, one in enumerate(phrases):
        lead = _SAYS_WHY.match(one.text)
        if lead and not is_over(phrases, index) and lead.end() + 2 <= len(one.text) and not _FINE.search(one.text):
            return Obstacle(one.start + lead.end(), one.end, is_natural(one.text))
    return None


def _near_a_slip(phrases: Sequence[Phrase]) -> Obstacle | None:
    for index, (one, following) in enumerate(pairwise(phrases)):
        if is_over(phrases, index):
            continue
        if _is_slow(following.text) and is_natural(one.text):
            return Obstacle(one.start, one.end, natural=True)
        if _is_slow(one.text) and _REASON.match(following.text) and _TROUBLE.search(following.text):
            return _beside(phrases, index)
    return None


def _is_slow(text: str) -> bool:
    return _SLOW.search(text) is not None and not _FINE.search(text)
