"""Who a task is passed to: the person, else the body, that the words of a reply say will answer or is in charge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.replies.asks.delegate_words import (
    A_PERSON,
    GIVEN_AWAY,
    SOME_BODY,
    SOMEBODY,
    SUCCESSOR,
    TO_BODIES,
    TO_PEOPLE,
    UNIT,
)
from bot.replies.tasks.passages import Phrase
from bot.replies.words.offices import OFFICES


@dataclass(frozen=True, slots=True)
class Named:
    """A person or body, by the offsets of its name in the text."""

    start: int
    end: int


_HAS_LEFT = re.compile(
    r"不在(?:这个?|该|原|原来)?(?:岗|岗位|单位|位|这边|那边|办公室)|(?:调|轮|转)(?:离|走|岗|到)|退休|退二线|(?:联系人|负责人|经办人?|对接人|领导|主任|局长|科长)[^,]{0,3}(?:换|变|调)了|离职|离任|卸任|换人|换岗|休(?:产|病|年)?假|岗位(?:调整|变动)|"
    r"不再(?:负责|分管|管|担任)|工作(?:调整|变动)|交接"
)
_BODY_AT_WORK = re.compile(
    r"^(?:[^,]{1,8}(?:是|由|归)|(?:[一-龥]{1,6}的(?:事儿?|活儿?)|材料|数据|报告|方案|台账|数字|表|情况|这事儿?|这活儿?|这项|该项|这项工作|此项|这摊子?|这个|这块|现在|目前|都|一直|应该)*)"
    rf"(?P<who>{UNIT})(?:那边)?(?:(?:在|负责|具体)*(?:弄|管|办|抓|做|操作|操办|承办|经办|负责|对接|盯|搞|牵头|报|干|写|编|起草|整理|汇总|统计|处理|跟|跟进|掌握)|"
    r"在[一-龥]{1,2}|[一-龥]{1,2}(?=的))(?:的|呢|着|着呢)?$"
)
_NO_HAND_IN_IT = re.compile(
    r"插不[上了]手|[做作]不了主|说了不算|管不着|够不着|使不上劲|(?:本|我)(?:单位|[局科办镇乡]|街道)(?:并)?不(?:承担|负责|牵头|主管)"
)
"""That we can do nothing in it stands in nobody's way where the task is somebody else's."""
_DISOWNED = re.compile(
    r"不归我|不是我们?(?!的错)|不属于?我|不在我们?(?:这|局|单位|手)|我们?(?:局|科|单位)?(?:不管|不负责|没管|管不[了着])|非我局|与我(?:们|局)?无关|"
    r"我(?:不|没)分管|别(?:找|问|催)我|(?:问|找|催)我们?(?:也|都)?(?:没用|白搭|白问|不如)|我们?(?:局|单位)?(?:只管|只负责|光|只是?配合|不掌握)|(?:转|派|发|分)错(?:了|单位|部门|地方)"
)
_SEND_ON = re.compile(
    r"(?:问|找|催|联系|咨询)(?:一下|下)?(?:他|她|人家|它)们?(?!没|未|不|也|都|几|了|过)|"
    r"(?:[您你]|直接|去)[^,]{0,3}(?:跟|和|向)(?:他|她)们?(?:说|讲|谈|沟通)|"
    r"^(?:他|她)们?(?:最|比较|都|那)?(?:清楚|知道|了解|有数|掌握)|"
    r"(?:打|@)(?:他|她)们?(?:的?电话|$)|(?:^|让|叫)(?:他|她)们?(?:会|来|去|直接)?给[你您](?:报|回|说|发|讲|$)|"
    r"(?:让|叫|请)(?:他|她)们?(?:直接|来|去|给[您你]|跟[您你]|尽快|马上)*(?:报|回(?!来|去)|说|答复|填|汇报)|"
    r"(?:与|跟|和|同|向)(?:其|该[单部局委办厅科所站中][位门心室]?)(?:直接)?(?:联系|对接|沟通|衔接|接洽|了解|询问|核实)|(?:径|直接|可|请|烦)(?:询|问|商|洽|找)(?:其|该[单部局委办厅科所站中])|"
    r"(?:给|跟|向)(?:他|她)们?(?:打个?电话|要(?![^,]*不)|联系|对接|了解)"
)
_NO_SENDING = re.compile(r"(?:我|也|又|再|都|没|天天|已经?|正|刚|我去)(?:[一-龥]{0,3})?$|不[一-龥]{0,2}$")
_MATTER = re.compile(
    r"[一-龥]{1,8}?(?:[那这]块|[那这]边|[那这]个|的事儿?|方面|工作)(?=[一-龥]{2})|"
    rf"[一-龥]{{2,4}}(?<![省市县区镇乡州])(?={OFFICES}[局委办厅所站]$)"
)
"""What the body is in charge of, before its name (`采砂那块水务局在管`)."""
_WHY_NOT = re.compile("(?:怎么|为什么|为啥|干嘛|干吗|咋)(?:不|没)")
"""A retort, and no word of who has the task (`怎么不去问财政局`)."""
_OURSELVES = re.compile("(?:我|咱)们?(?:先|再|去|得|要|这就|马上|正|刚)*(?P<verb>问问?|联系|对接|咨询|找)")
_INQUIRES = re.compile("问|了解|核|对|打听|要|碰|商量|摸")
_CONTACT_OF = re.compile("(?:联系人|对接人|联络[人员]|经办人?)(?:是|为)?$")
_HEAD_AND_NAME = 2
_NO_UNIT = re.compile(
    r".*在办$|^(?:的|正|我|你|他|哪|谁|什么|单位|部门|这|那|本|该|其|相关|有关|现在|目前|请|一|都|[全大局内外]部)"
)


def is_out_of_hand(text: str) -> bool:
    """Only that we have no hand in the task is said (`我们插不上手`)."""
    return _NO_HAND_IN_IT.search(text) is not None


def sends_on(text: str) -> bool:
    """Whoever asked is told to ask somebody named by a pronoun (`问他们`), and not that we asked them ourselves."""
    found = _SEND_ON.search(text)
    told = found is not None and found[0].startswith(("让", "叫"))
    return found is not None and (told or not _NO_SENDING.search(text[: found.start()]))


def _with_called(phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """The phrases; one that calls somebody (`@办公室 周雯`) with the words behind the space."""
    for index, phrase in enumerate(phrases):
        near = phrases[index + 1] if phrase.text.startswith("@") and index + 1 < len(phrases) else None
        gap = " " * (near.start - phrase.end) if near else ""
        yield replace(phrase, text=phrase.text + gap + near.text) if near else phrase


def find_delegate(phrases: Sequence[Phrase]) -> Named | None:
    """The person a task is passed to, without the unit; the unit where no person is named."""
    left = any(_HAS_LEFT.search(phrase.text) for phrase in phrases)
    disowned = any(
        _DISOWNED.search(phrase.text) or is_out_of_hand(phrase.text) or sends_on(phrase.text) for phrase in phrases
    )
    called = list(_with_called(phrases))
    named = _named_by((*TO_PEOPLE, *TO_BODIES, GIVEN_AWAY), called) or _referred_to(phrases)
    looser = [*([_BODY_AT_WORK] if disowned else []), *([SUCCESSOR] if left else [])]
    named = named or _named_by(looser, called)
    return (_contact(phrases) or named) if named or len(phrases) == _HEAD_AND_NAME else None


def _named_by(shapes: Sequence[re.Pattern[str]], phrases: Sequence[Phrase]) -> Named | None:
    for shape in shapes:
        for phrase in phrases:
            for found in shape.finditer(phrase.text):
                if found["who"] and not (
                    _asks_himself(found) or _NO_UNIT.match(found["who"]) or _WHY_NOT.search(phrase.text)
                ):
                    return _named(found, phrase)
    return None


def _asks_himself(found: re.Match[str]) -> bool:
    """The speaker asks or calls somebody himself (`我先问股室`, `我找老冯问问`)."""
    ours = next(
        (one for one in _OURSELVES.finditer(found.string) if one.start() < found.start("who") <= one.end() + 1), None
    )
    return ours is not None and (ours["verb"] != "找" or _INQUIRES.match(found.string, found.end("who")) is not None)


def _contact(phrases: Sequence[Phrase]) -> Named | None:
    """The person told to be the one to turn to (`由社会事务科承担，联系人：蒋琳`)."""
    for before, one in pairwise(phrases):
        if _CONTACT_OF.search(before.text) and (found := A_PERSON.match(one.text)):
            return _named(found, one)
    return None


def _named(found: re.Match[str], phrase: Phrase) -> Named:
    """Whoever was found in a phrase, without the matter before the name."""
    matter = _MATTER.match(found["who"])
    return Named(phrase.start + found.start("who") + (matter.end() if matter else 0), phrase.start + found.end("who"))


def _referred_to(phrases: Sequence[Phrase]) -> Named | None:
    """Whom a pronoun sends to (`表是老郭填的，找他`): the last person, else the last body, named before it."""
    for index, phrase in enumerate(phrases):
        if sends_on(phrase.text):
            for before in reversed(phrases[: index + 1]):
                if found := SOMEBODY.search(before.text) or SOME_BODY.search(before.text):
                    return _named(found, before)
    return None
