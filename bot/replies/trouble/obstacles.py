"""What stands in the way: the words that name it, and whether somebody could clear it.

A cause goes before its effect (`资金没到位，停工了`). Weather, season, market and holidays can be cleared by nobody.
What is over, and work that is simply still to be done (`还没验收`), is no obstacle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.language.units import UNIT
from bot.replies.progress.figures import NUMBER
from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import masked
from bot.replies.trouble.causes import find_cause, is_effect, trimmed
from bot.replies.trouble.denials import is_denied, told_instead
from bot.replies.trouble.explanations import find_explanation
from bot.replies.trouble.nature import is_natural
from bot.replies.trouble.neighbours import (
    SHORTEST_CAUSE,
    TROUBLE,
    Obstacle,
    beside,
    kept_by_nature,
    led_to,
    natural_before,
    tells_no_more,
    with_neighbour,
    with_second,
    with_what_is_kept,
)
from bot.replies.trouble.no_trouble import is_no_trouble
from bot.replies.trouble.recovery import is_over
from bot.replies.trouble.troubles import is_counted_rest
from bot.replies.words.lexicon import shape
from bot.replies.words.talk import is_chat, tells_nothing

_ONLY_UNABLE = re.compile(r"^(?:[一-龥]{0,4})(?:[一-龥]不[了动成]|没法|无法)")
_RETORT = re.compile("谁[定让说统]|凭什么|有完没完|有意思吗|什么意思")
"""What follows such a retort is a complaint about being asked, and no obstacle of the work."""
_HOW_COULD_I = re.compile(
    r"^(?:那|这)?(?:难道|总不能|还能|总不成)|^(?:那|叫|让)?(?:我|咱)们?(?:还|又|也|倒)?(?:敢|好意思|总不能|总不成|"
    r"哪能|哪敢|咋能|咋敢|怎么能|怎么敢|"
    r"上哪|去哪|到哪|拿什么|拿啥|凭什么|有什么办法|有啥办法|有什么法|有啥法|能咋办|能怎么办|能怎样)"
)
_HOW_COULD_ONE = re.compile(r"^(?:那|叫|让)?(?:我|咱|谁)们?(?:还|又|也)?(?:能|敢|可以|会)")
"""A question that answers itself (`我能去撬门？`): nothing can be done about what was said before."""
_OPEN_FRAME = re.compile(r"(?:因为|由于|因(?!此|地制宜|素|人))(?P<what>.+)$")
_CLOSES_FRAME = re.compile(r"^(?:致使|导致|造成|使得|(?:目前|现|暂时?)?(?:无法|没法|不能|难以|未能|停工|暂停|停滞))")
_SHORTEST = 3
"""An obstacle of so few characters (`谈崩了`) needs the clause before it to be understood."""


_IN_COURSE = re.compile("(?:还|都|也|就|目前|现在)*(?:正|正在|在)?走(?:着)?(?:正常)?(?:流程|程序|手续)")
"""What has not come yet is on its way (`定值单还没下来，走流程`)."""
_CLAUSES_OF_REASON = 2
_SHOWS_ONLY = re.compile(
    r"(?:坚决|死活|就是|硬是|一直|天天|成天|始终|总|老|说什么|怎么)?是?[也都]?不[一-龥]{1,3}$|"
    r"[一-龥]{2,3}[一-龥]不(?:[去来进出上下动了成][去来]?)了?$|没法|无法"
)
"""Words of inability or refusal without their cause, which the clause before names (`老坟没迁走，挖机进不去`)."""
_BARELY_UNABLE = re.compile(
    r"(?:也|都|就|还|又|根本|实在|愣是|现在|目前)*(?:谁(?:也|都)不敢[一-龥]{1,2}|[一-龥]{1,2}不[一-龥]{1,2}(?<!不[动了])|没法[一-龥]{1,3})了?"
)
"""Nothing but that it can't be done, with nobody and nothing named (`屋里住着三户，撵不出去`)."""
_LEFT = shape(rf"^(?:{{remain}})的?(?:有|是)?(?:{NUMBER})(?:{UNIT})(?=[^,]{{2}})")
_ONLY_WHERE = re.compile(
    r"[^,]{0,12}(?:[局委办厅院部行站所段]|公司|集团|[省市县区镇]里|上面|上头)(?:那头|那边|那儿|那里|手里|手上|里)?(?:了|呢)?$"
)
"""Only with whom it is stuck; what they do not do may follow (`卡在供电公司那头，方案压了两月没回音`)."""
_LEADS_TO_ASK = re.compile(
    "(?:能不能|能否|可否|可不可以|是否可以?|想|还|也|现|特|故|因此|为此|所以|就|只能|只好|得|目前|现在)+"
)
_TO_BE_DONE = re.compile("^[一-龥]{0,6}(?:要|准备|马上|计划|打算|拟)(?!求)[一-龥]{2,6}$")
"""What is to be done next and needs the help that is asked for (`箱梁要吊装`): no reason by itself."""
_WORK_KEPT = re.compile(
    r"^(?!我|咱)[一-龥]{2,8}(?:(?:无法|没法|难以|不能|未能)(?:正常|继续|顺利|如期|按期)?(?:开展|进行|启动|展开|推进|实施|施工|进场|继续|落地|动工|开工|铺开|[一-龥])|"
    r"(?:推进|开展|进行|展|动|搞|做|发|进场)不(?:了|下去|出去|动))$"
)
"""A step of the work that can't go on: what an obstacle named right before leads to."""
_SO_FAR = re.compile("(?:至今|一直|到现在|到今天|始终|迟迟)(?:也|都|还|就)?[没未不][一-龥]{1,5}")
_STUCK_IN = re.compile("[卡绊栽堵]在了?$")
_LONGEST_STAGE = 6
_MEANS = shape("{means}")
_ON_DAYS = re.compile(r"(?:[到至]了?|在|于)?(?:\d{4}年)?\d{1,2}(?:月份?(?:\d{1,2}[日号]?)?|[日号])")
_WANTING = shape(
    r"(?:迟迟|一直|始终|至今|到现在)(?:都|也|还)?[没未不]|(?<!差)[差缺短欠](?:口|额|着|了)?[^,]{0,4}?\d+(?:\.\d+)?[^,\d]{0,2}[万亿元]"
)
_LACKING = re.compile("被|占|堵|停|堆|横|锁|挡|没|未|不|无|缺|少|难")


def find_obstacle(phrases: Sequence[Phrase], title: str) -> Obstacle | None:
    """The obstacle that stands: a cause that somebody could clear, else a natural one, else a mere effect."""
    said = " ".join(phrase.text for phrase in phrases)
    found = [(one, index) for index in range(len(phrases)) for one in _obstacles(phrases, index, title, said)]
    if not found:
        return kept_by_nature(phrases, title) or find_explanation(phrases)
    first, index = min(found, key=lambda each: (each[0].effect, each[0].natural, each[0].start))
    words = phrases[index].text[first.start - phrases[index].start :]
    if _ONLY_WHERE.match(words) and (more := next((one for one in found if one[1] == index + 1), None)):
        first, index = more if not more[0].effect else (first, index)
    before = phrases[index - 1] if index and not is_denied(phrases, index - 1) else None
    if stage := _stuck_at_stage(first, index, phrases):
        return stage
    if first.natural:
        first = with_what_is_kept(first, index, phrases)
    if natural := natural_before(found, first, index, phrases, title):
        return natural
    if before and not first.natural and is_natural(before.text) and _ONLY_UNABLE.search(phrases[index].text):
        return Obstacle(before.start, before.end, natural=True)
    if first.effect:
        return beside(phrases, index) or led_to(phrases, index, title) or first
    bare = _BARELY_UNABLE.fullmatch(phrases[index].text)
    shows = bare or (_SHOWS_ONLY.match(phrases[index].text) and before and _LACKING.search(before.text))
    if before and shows and len(before.text) >= SHORTEST_CAUSE and tells_no_more(before):
        return Obstacle(before.start, first.end)
    keeps = before and not first.natural and len(before.text) >= SHORTEST_CAUSE and tells_no_more(before)
    if before and keeps and _WORK_KEPT.search(phrases[index].text):
        return Obstacle(before.start, before.end)
    if not first.natural and _SO_FAR.fullmatch(phrases[index].text):
        return replace(first, start=phrases[_first_of_reason(phrases, index)].start)
    length = first.end - first.start
    alone = length <= _SHORTEST and first.start - phrases[index].start <= 1
    alone = alone or (length <= SHORTEST_CAUSE and told_instead(phrases, index) is not None)
    return with_neighbour(found, before, first, title) if alone else with_second(found, phrases, first)


def find_reason_of_ask(phrases: Sequence[Phrase], bodies: Sequence[int], title: str) -> Obstacle | None:
    """Why help is asked for where no word of trouble says it: what stands right before (`3家企业提了复议，请司法局…`).

    `bodies`: where those asked are named."""
    asking = next((index for index, one in enumerate(phrases) if one.start <= bodies[0] < one.end), 0)
    while asking and not phrases[asking - 1].closes and _LEADS_TO_ASK.fullmatch(phrases[asking - 1].text):
        asking -= 1
    reason = phrases[_first_of_reason(phrases, asking) : asking]
    length = sum(len(masked(one.text, title).replace("□", "")) for one in reason)
    return Obstacle(reason[0].start, reason[-1].end) if length >= SHORTEST_CAUSE else None


def _first_of_reason(phrases: Sequence[Phrase], index: int) -> int:
    """With which of the phrases before a phrase its reason begins."""
    first = index
    while first and index - first < _CLAUSES_OF_REASON and _may_be_reason(phrases[first - 1]):
        first -= 1
    return first


def _stuck_at_stage(first: Obstacle, index: int, phrases: Sequence[Phrase]) -> Obstacle | None:
    """At which step it is stuck together with what is amiss there (`卡在尽调上，被投企业账对不上`)."""
    here, behind = phrases[index], phrases[index + 1] if index + 1 < len(phrases) else None
    if behind is None or not _STUCK_IN.search(here.text[: first.start - here.start]):
        return None
    step = here.text[first.start - here.start : first.end - here.start]
    if (
        len(step) > _LONGEST_STAGE
        or _MEANS.search(step)
        or is_no_trouble(behind.text)
        or not TROUBLE.search(behind.text)
    ):
        return None
    return replace(first, end=behind.end) if tells_no_more(behind) else None


def _may_be_reason(one: Phrase) -> bool:
    """No more is told than what is amiss, be it of those that are left, or that something is short or long overdue."""
    left = _LEFT.match(one.text)
    rest = replace(one, text=one.text[left.end() :]) if left and not is_counted_rest(one.text) else one
    rest = replace(rest, text=_ON_DAYS.sub("", rest.text))
    if not left and _TO_BE_DONE.search(rest.text) and not TROUBLE.search(rest.text):
        return False
    return tells_no_more(rest) or _WANTING.search(one.text) is not None


def _obstacles(phrases: Sequence[Phrase], index: int, title: str, said: str) -> Iterator[Obstacle]:
    """The obstacle that a phrase names, unless its words only look like one, are denied or over. `said`: the whole."""
    phrase = phrases[index]
    following = phrases[index + 1].text if index + 1 < len(phrases) else ""
    if is_no_trouble(phrase.text) or is_chat(phrase.text) or _IN_COURSE.match(following):
        return
    named = _named(phrases, index, title, said)
    if named is not None and not (
        is_over(phrases, index) or is_denied(phrases, index) or (index and _RETORT.search(phrases[index - 1].text))
    ):
        yield named


def _named(phrases: Sequence[Phrase], index: int, title: str, said: str) -> Obstacle | None:
    """What a phrase names as being in the way: a cause, else by a question, else a mere effect."""
    phrase = phrases[index]
    if told := told_instead(phrases, index):
        start = told[0] if told[1] - told[0] >= _SHORTEST else 0
        return Obstacle(phrase.start + start, phrase.start + told[1], natural=is_natural(phrase.text))
    if (opened := _OPEN_FRAME.search(phrase.text)) and (end := _frame_end(phrases, index)):
        return Obstacle(phrase.start + opened.start("what"), end)
    if span := find_cause(phrase.text, title, said):
        start, stop = trimmed(phrase.text, span, title)
        return Obstacle(phrase.start + start, phrase.start + stop, natural=is_natural(masked(phrase.text, title)))
    if _is_rhetorical(phrase) and (why := led_to(phrases, index, title)) and not tells_nothing(phrases[index - 1].text):
        return why
    if is_effect(phrase.text, title):
        start, stop = trimmed(phrase.text, (0, len(phrase.text)), title)
        return Obstacle(phrase.start + start, phrase.start + stop, effect=True)
    return None


def _is_rhetorical(phrase: Phrase) -> bool:
    return bool(_HOW_COULD_I.match(phrase.text) or (phrase.asks and _HOW_COULD_ONE.match(phrase.text)))


def _frame_end(phrases: Sequence[Phrase], index: int) -> int | None:
    """Where a cause that runs over several clauses ends (`因…，…，致使…`)."""
    for last, following in pairwise(phrases[index : index + 4]):
        if _CLOSES_FRAME.match(following.text):
            return last.end
    return None
