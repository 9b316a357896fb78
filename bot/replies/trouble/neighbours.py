"""What stands next to an obstacle and belongs to it: its cause, what it leads to, a second one of the same weight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import masked
from bot.replies.trouble.causes import goes_with_nature, is_effect, is_natural, trimmed
from bot.replies.trouble.no_trouble import is_no_trouble
from bot.replies.words.lexicon import shape
from bot.replies.words.talk import is_chat


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An obstacle by its offsets in the text. `natural`: nobody can clear it; `effect`: only what it causes is said."""

    start: int
    end: int
    natural: bool = False
    effect: bool = False


_UNABLE = re.compile("[一-龥]不[了动成]|无法|没法|不能")
TROUBLE = shape(
    r"要求|加价|加钱|涨价|撤|退|欠|闹|吵|告|分歧|变卦|{gone}|{broken}|不|没|未|无|难|缺|少|太|过高|慢|紧|断|停|堵|"
    r"积水|{nature}"
)
PLAIN = shape(
    r"{fine}|{slip}|正在|推进|正常|按计划|已完成|请|申请|预计|争取|下一步|下步|后面|不耽误|能|才|不到(?=[\d一二三四五六七八九十半百])|"
    r"没完成|还没完|未完成"
)
_PROGRESS = shape(
    r"{whole}|{going}|{begin}|[\d%]|[一-龥][完好]了?$|(?![一二三四五六七八九])[一-龥]成了?$|上了$|已|目前$|领导|您好|你好"
)
_BAD = re.compile("太|不好|不行|冷|差|低|少|弱|难|大|多|下滑|缩水")
_HESITATES = re.compile(
    r"(?:客户|客商|买家|采购商|购房者?|业主|商家|商户|农户|企业|老百姓|群众|收购商|经销商|[种养]殖?[植殖]?户)[^,]{0,4}"
    r"(?:观望|捂|惜售|压价|压单|砍单|持币|不(?:敢|愿意?|肯|想)?(?:扩|种|养|补栏|买|签|卖|下单|出手|接|投|订|进货)|减产|停产|缩量)"
)
"""What buyers and sellers do when the market is bad."""
_SOME = re.compile(r"^(?:还|另|仍)?有[\d一二两三四五六七八九十几]+[一-龥]")
_GOT_DONE = re.compile("^[^没未不难缺断停坏堵跑走]*[^没未不难缺断停坏堵跑走慢晚贵多少]了$")
_OWN_WORK = re.compile("(?<![不没])[妥好完齐成拢到]了?$|[都全已]|我")
_OURS = re.compile("我|正|在|已|下一?步|现|目前|请|恳|望|需|争取|计划")
SHORTEST_CAUSE = 5


def tells_no_more(one: Phrase) -> bool:
    """Neither progress nor plan nor good news is told, nor what was and is over."""
    text = _SOME.sub("", one.text)
    tells = _PROGRESS.search(text) or PLAIN.search(text) or _OWN_WORK.search(text)
    return not (tells or is_no_trouble(text) or is_chat(text))


def natural_before(
    found: list[tuple[Obstacle, int]], first: Obstacle, index: int, phrases: Sequence[Phrase]
) -> Obstacle | None:
    """Weather or market and, right behind, what they lead to (`大雾封路，材料车上不去`) are one natural obstacle."""
    if (
        first.natural
        or first.effect
        or not (goes_with_nature(phrases[index].text) or _HESITATES.search(phrases[index].text))
    ):
        return None
    cause = next((one for one, place in found if place == index - 1 and one.natural), None)
    if cause and cause.end < phrases[index - 1].end:  # the words themselves say where it ends (`受…影响`)
        return cause
    before = phrases[index - 1] if index else None
    if cause is None and before and is_natural(before.text) and tells_no_more(before):
        cause = Obstacle(before.start + trimmed(before.text, (0, len(before.text)), "")[0], before.end, natural=True)
    if cause is None and index + 1 < len(phrases) and first.end == phrases[index].end:
        behind = phrases[index + 1]
        return Obstacle(first.start, behind.end, natural=True) if _is_plainly_natural(behind) else None
    return replace(cause, end=first.end) if cause else None


def _is_plainly_natural(one: Phrase) -> bool:
    """A market or weather is named as bad, and no more."""
    return is_natural(one.text) and tells_no_more(one) and _BAD.search(one.text) is not None


def with_second(found: list[tuple[Obstacle, int]], phrases: Sequence[Phrase], first: Obstacle) -> Obstacle:
    """Two troubles of a like length told one after another are one obstacle."""
    length = first.end - first.start
    ends = [
        one.end
        for one, index in found
        if one.start == first.end + 1
        and not one.effect
        and ((first.natural and one.natural) or length <= 2 * (one.end - one.start) <= 4 * length)
        and not _UNABLE.search(phrases[index].text)
    ]
    return replace(first, end=ends[0]) if ends else first


def with_neighbour(found: list[tuple[Obstacle, int]], before: Phrase | None, first: Obstacle, title: str) -> Obstacle:
    """A very short obstacle with the clause that explains it: another one right behind, else what stands before."""
    behind = next((one for one, _ in found if one.start == first.end + 1 and not one.effect), None)
    if behind:
        return Obstacle(first.start, behind.end, first.natural)
    if (
        before
        and not (PLAIN.search(before.text) or is_effect(before.text, title) or before.text.endswith("%"))
        and not _GOT_DONE.search(before.text)
        and len(masked(before.text, title).replace("□", "")) > 1
    ):
        return Obstacle(before.start, first.end, first.natural)
    return first


def beside(phrases: Sequence[Phrase], index: int) -> Obstacle | None:
    """The cause of a mere effect (`卡住了，两户要价太高`): a neighbour that says nothing else."""
    for near in (index + 1, index - 1):
        if not 0 <= near < len(phrases) or is_no_trouble(phrases[near].text):
            continue
        if TROUBLE.search(phrases[near].text) and not PLAIN.search(phrases[near].text):
            one = phrases[near]
            start, stop = trimmed(one.text, (0, len(one.text)), "")
            natural = is_natural(one.text + (phrases[near - 1].text if near else ""))
            return Obstacle(one.start + start, one.start + stop, natural)
    return None


def led_to(phrases: Sequence[Phrase], index: int, title: str) -> Obstacle | None:
    """What stands right before a mere effect and tells no progress (`甲乙方还在理论，活儿停了`) has led to it;
    where the effect opens the reply, or only the title stands before, what follows (`暂缓，区里要调整规划`)."""
    opens = not index or not masked(phrases[index - 1].text, title).replace("□", "")
    near = next(iter(phrases[index + 1 :]), None) if opens else phrases[index - 1]
    if near is None or len(near.text) < SHORTEST_CAUSE or _PROGRESS.search(near.text):
        return None
    if opens and (_OURS.match(near.text) or PLAIN.search(near.text) or near.text.endswith(("一下", "吧", "呗"))):
        return None
    start, stop = trimmed(near.text, (0, len(near.text)), "")
    return Obstacle(near.start + start, near.start + stop, is_natural(near.text))
