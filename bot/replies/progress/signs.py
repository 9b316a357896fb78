"""How a task stands, from the words of each phrase: done as a whole, under way, not begun, slipping."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.language.relative import Clock, find_moments
from bot.language.text import JOINER
from bot.model import Asked
from bot.replies.progress.ahead import BEFORE_THEN, lies_ahead
from bot.replies.progress.corrections import only_takes_back
from bot.replies.progress.some import is_among
from bot.replies.progress.standing import signs_of
from bot.replies.progress.standing_words import AN_ACT_UNDONE
from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import NAMED, masked, without_title
from bot.replies.trouble.denials import is_rumour, is_told_otherwise
from bot.replies.trouble.recovery import is_over, is_trouble_over
from bot.replies.words.lexicon import shape
from bot.replies.words.talk import (
    complains_again,
    is_slogan,
    tells_the_last_time,
    tells_who_leads,
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the phrases say of a task's standing, each with the words that say it ("" where nothing does)."""

    done: str = ""
    partly: str = ""
    going: str = ""
    unfinished: str = ""
    unbegun: str = ""
    to_begin: str = ""
    slip: str = ""
    fine: str = ""


_ADDS = re.compile(r"(?<!最后)(?<!最后一[一-龥])也[^,没未不]{1,6}(?:了|[好完毕齐])$")
_OCCASION = re.compile(
    r"(?:大会|会议|论坛|推介会|招聘会|洽谈会|活动|文化节|艺术节|[节赛展]|仪式|晚会|典礼|运动会)(?:筹备|准备|筹办|筹划|组织|举办|承办|协办)?$"
)
"""A task that is an occasion is done only when it has taken place, whatever has been got ready."""
_COME_ABOUT = shape(
    r"(?:{whole}|{going}|在[一-龥]{2}|[一-龥][完好毕了])、(?=[^,、]{0,6}(?:[年月周日号天旬]|正|在|待|拟|将|准备|计划))"
)
_ONE_PART = re.compile(
    r"第?[一二三四五六七八九十\d东西南北前后上下左右主附新老旧内外首末中]{1,3}个?"
    r"(?:期|片?区|半?段|附?楼|批次?|标段?|侧|线|栋|库|院|岸|阶段|部分|座|号楼|章|节|册|卷|篇|层|村|镇|校区|场馆?)"
)
"""One of several parts, told from the others by its number or place."""
_ALSO = re.compile("也(?:还|都)?[没未]")
_OWN_STEP = re.compile(
    r"(?!我们|这边|目前|现在|还|工作|项目|任务|现场|施工|主体)[一-龥]{2,5}?(?:还|也|"
    r"都)?[没未](?:[弄做装贴刷挂铺写印摆码插涂喷焊接动开搞挖建修浇砌灌]|上墙)(?:呢|$|上|好)"
)
"""A step of the work by its own name (`挂接还没弄`)."""
_SO_MUCH_DONE = re.compile(
    r"[铺建修挖打装种栽改拆浇砌架敷掘拉埋立搭]了?[\d一二两三四五六七八九十百千]+多?(?![遍次回天年个]?月)"
)
"""So much of one part has been worked (`管网铺了七十多公里，水厂没动`)."""
_LAST_STEPS = re.compile(
    "(?:室内|室外|内部|外部)?(?:装修|幕墙|绿化|亮化|电梯|消防|安装|调试|外墙|门窗|水电|附属|配套|布展|软装|设备|景观|验收)"
)
_BODY_STANDS = re.compile("主体|土建|封顶|路基|主路|主桥|主线|桩基|基础|结构|钢构")
_MENDED = shape("{over}|[复开通]的[工产业电水气车]$")
"""The end of a trouble, and not of the work (`停电半天，已恢复`)."""
_NOW_AGAIN = re.compile("(?:现在|如今|眼下|目前|这会儿)[^,没未不完]{1,4}了$")


def find_signs(phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Signs:
    """The first words of each kind that the phrases say."""
    told: list[tuple[str, str, str]] = []
    strict = bool(_OCCASION.search(asked.title)) or any(_ADDS.search(phrase.text) for phrase in phrases)
    still_to_do = any(BEFORE_THEN.fullmatch(phrase.text) for phrase in phrases)
    again = any(complains_again(phrase.text) for phrase in phrases)
    slogans = any(is_slogan(phrase.text) for phrase in phrases)
    for index, phrase in enumerate(phrases):
        if again and (complains_again(phrase.text) or tells_the_last_time(phrase.text)):
            continue
        if only_takes_back(phrase.text) or is_told_otherwise(phrases, index):
            continue
        if slogans and tells_who_leads(phrase.text):
            continue
        if is_rumour(phrases, index):
            told.append(("fine", phrase.text, phrase.text))
            continue
        for text in _statements(phrase.text.replace(JOINER, "")):
            dated = bool(find_moments(text, clock))
            ahead = dated and lies_ahead(text, clock)
            for kind, words in signs_of(text, asked, ahead, dated=dated, strict=strict):
                if kind == "slip" and is_over(_without_name(phrases, index, asked.title), index):
                    told.append(("fine", words, text))
                else:
                    mended = (
                        kind == "done"
                        and (_MENDED.search(words) or _NOW_AGAIN.match(text) or _of_something(words, text, asked.title))
                        and is_trouble_over(phrases[:index], asked.title)
                    )
                    some = kind == "done" and (still_to_do or is_among(phrases, index))
                    told.append(("going" if mended else "partly" if some else kind, words, text))
    if [kind for kind, _, _ in told] == ["unfinished"] and AN_ACT_UNDONE.fullmatch(
        without_title(told[0][2], asked.title)
    ):
        told = [("unbegun", *told[0][1:])]
    return Signs(**dict(reversed(_parts_apart(told))))


def _without_name(phrases: Sequence[Phrase], index: int, title: str) -> list[Phrase]:
    """The phrases, one of them without the task's name (`蚕桑恢复要拖到年底` tells of no recovery)."""
    hidden = replace(phrases[index], text=masked(phrases[index].text, title, NAMED))
    return [*phrases[:index], hidden, *phrases[index + 1 :]]


def _of_something(words: str, text: str, title: str) -> bool:
    """Only a verb of any kind tells the end, and it is not the title's (`现在放开了`)."""
    return words == text and without_title(text, title) == text


def _parts_apart(told: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """What is not begun is unfinished where it is one part and another has its end (`一期交了，二期没立项`)."""
    ended = any(kind in ("done", "partly") and _ONE_PART.match(text) for kind, _, text in told)
    counted = any(kind in ("done", "partly") and _SO_MUCH_DONE.search(text) for kind, _, text in told)
    return [
        ("unfinished" if kind == "unbegun" and (counted or _is_a_rest(text, told, ended=ended)) else kind, words)
        for kind, words, text in told
    ]


def _is_a_rest(text: str, told: list[tuple[str, str, str]], *, ended: bool) -> bool:
    """Another part than one that is finished, or the last steps of a work whose body stands (`主体完工，装修没动`)."""
    if ended and _ONE_PART.match(text):
        return True
    if _OWN_STEP.match(text) and any(kind in ("done", "partly") for kind, _, _ in told):
        return True
    if _ALSO.search(text) and any(kind in ("done", "partly", "unfinished") for kind, _, _ in told):
        return True
    late = _LAST_STEPS.match(text)
    return late is not None and any(_BODY_STANDS.search(other) for kind, _, other in told if kind in ("done", "partly"))


def _statements(text: str) -> list[str]:
    """A phrase cut where 、 stands between what has come about and what comes next (`招标结束、下周进场`)."""
    if "、" not in text:
        return [text]
    borders = [0, *(found.end() for found in _COME_ABOUT.finditer(text)), len(text)]
    return [text[start:stop] for start, stop in pairwise(borders) if start < stop]
