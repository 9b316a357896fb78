"""What stands next to an obstacle and belongs to it: its cause, what it leads to, a second one of the same weight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import masked
from bot.replies.trouble.causes import is_effect, trimmed
from bot.replies.trouble.nature import goes_with_nature, is_kept, is_natural, may_be_natural, waits_for_season
from bot.replies.trouble.no_trouble import is_no_trouble
from bot.replies.trouble.recovery import is_over
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
    r"(?:客户|[客外]商|买家|采购商|购房者?|业主|商家|商户|农户|企业|老百姓|群众|收购商|经销商|[种养]殖?[植殖]?户)[^,]{0,4}"
    r"(?:观望|签不|不下单|捂|惜售|压价|压单|砍单|持币|不(?:敢|愿意?|肯|想)?(?:扩|种|养|补栏|买|签|卖|下单|出手|接|投|订|进货)|减产|停产|缩量)"
)
"""What buyers and sellers do when the market is bad."""
_SOME = re.compile(r"^(?:还|另|仍)?有[\d一二两三四五六七八九十几]+[一-龥]")
_AMISS = re.compile(
    r"[不没未][一-龥]{0,2}(?:达标|合格|齐|过关|过)|(?:要求|让|叫|责令|要我们)(?:重新?|再|另|挪|改)[一-龥]{1,3}|达不到(?!\d)"
)
"""Words of progress that are denied or demanded anew."""
_GOT_DONE = re.compile("^[^没未不难缺断停坏堵跑走]*[^没未不难缺断停坏堵跑走慢晚贵多少]了$")
_OWN_WORK = re.compile("(?<![不没])[妥好完齐成拢到]了?$|[都全已]|我")
_OURS = re.compile("我|正|在|已|下一?步|现|目前|请|恳|望|需|争取|计划")
_WORK_TOLD = shape(
    r"{fine}|推进|按计划|完成|正常|预计|争取|力争|(?<![没未不])[完好成妥齐]了?$|[一-龥]了\d[^,级度天]*$|%|不影响|下一?步|后面"
)
"""Of weather as of work: how far it has got, what is planned."""
_PARTY = shape("{party}")
_REACH = 2
"""How many clauses before what can't be done its cause may stand."""
SHORTEST_CAUSE = 5


def tells_no_more(one: Phrase) -> bool:
    """Neither progress nor plan nor good news is told, nor what was and is over."""
    text = _AMISS.sub("", _SOME.sub("", one.text))
    tells = _PROGRESS.search(text) or PLAIN.search(text) or _OWN_WORK.search(text)
    return not (tells or is_no_trouble(text) or is_chat(text))


def natural_before(
    found: list[tuple[Obstacle, int]], first: Obstacle, index: int, phrases: Sequence[Phrase], title: str
) -> Obstacle | None:
    """Weather or market and, right behind, what they lead to (`大雾封路，材料车上不去`) are one natural obstacle."""
    words = phrases[index].text
    if first.natural or not (goes_with_nature(words) or _HESITATES.search(words)):
        return None
    if first.effect:
        cause = _led_by_nature(phrases, index, title)
        return cause and replace(cause, end=phrases[index - 1].end)
    cause = next((one for one, place in found if place == index - 1 and one.natural), None)
    if cause and cause.end < phrases[index - 1].end:  # the words themselves say where it ends (`受…影响`)
        return cause
    if cause is None:
        cause = _led_by_nature(phrases, index, title)
    if cause is None and index + 1 < len(phrases) and first.end == phrases[index].end:
        behind = phrases[index + 1]
        if is_kept(words) and waits_for_season(behind.text):
            return replace(first, natural=True)
        return Obstacle(first.start, behind.end, natural=True) if _is_plainly_natural(behind) else None
    return replace(cause, end=first.end) if cause else None


def kept_by_nature(phrases: Sequence[Phrase], title: str) -> Obstacle | None:
    """Something can't be done, in words that alone are no trouble, and weather or season stands before it
    (`正赶上大潮，模板支不住`)."""
    for index, one in enumerate(phrases):
        if index and is_kept(one.text) and not is_no_trouble(one.text) and not is_over(phrases, index):
            cause = _led_by_nature(phrases, index, title)
            if cause:
                return replace(cause, end=one.end)
    return None


def with_what_is_kept(first: Obstacle, index: int, phrases: Sequence[Phrase]) -> Obstacle:
    """A natural cause together with what it keeps from being done right behind (`连日刮风，吊车不敢起臂`)."""
    behind = phrases[index + 1] if index + 1 < len(phrases) and first.end == phrases[index].end else None
    if behind is None or not is_kept(behind.text) or is_no_trouble(behind.text) or is_over(phrases, index + 1):
        return first
    return replace(first, end=behind.end)


def _led_by_nature(phrases: Sequence[Phrase], index: int, title: str) -> Obstacle | None:
    """The natural cause right before a phrase, or before another thing that it keeps from being done."""
    for before in reversed(phrases[max(index - _REACH, 0) : index]):
        if is_no_trouble(before.text) or _WORK_TOLD.search(before.text):
            return None
        if may_be_natural(masked(before.text, title)):
            start, _ = trimmed(before.text, (0, len(before.text)), title)
            return Obstacle(before.start + start, before.end, natural=True)
        if not goes_with_nature(before.text) or _PARTY.search(before.text):
            return None
    return None


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
