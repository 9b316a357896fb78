"""Replies that report nothing: taken note of, later, more time, and talk beside the point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.relative import Clock, find_moments
from bot.model import Asked
from bot.replies.dates import Day, find_expected, first_day, later_day
from bot.replies.lexicon import shape
from bot.replies.passages import Phrase
from bot.replies.titles import without_title


@dataclass(frozen=True, slots=True)
class Request:
    """A later answer or a later date is asked for; `day` is when, if said."""

    start: int
    end: int
    day: Day | None


_POLITE = (
    r"领导|主任|书记|局长|您好|你好|好|嗯嗯|嗯|哦|噢|谢谢(?:提醒|关心|督促)?|感谢(?:提醒|关心|督促)?|"
    r"辛苦了?|收悉|请放心|放心|老师|全部|均|都|已|了|的|啊|哈|呢|吧|嘞|滴|啦|呀|喽|咯|哟|~|!|"
    r"\[[^\]]{1,4}\]|\u2060|\s|我们|这边|一定|会|将"
)
_NOTED = (
    r"收到|收悉|知道|明白|了解|知悉|好的|好嘞|好滴|好哒|ok|okay|遵命|照办|遵照执行|可以|行|没毛病|已阅|阅|"
    r"(?:马上|立即|立刻|尽快|抓紧|这就|按要求|认真|严格|一定|坚决|即刻|及时)?(?:抓)?(?:办(?![完结好了得理])|安排|落实|部署|办理|"
    r"去办|照办|执行|研究|推进|贯彻)(?!了|完|情况)|"
    r"(?:这就|马上|现在就)去[一-龥]{1,3}$|(?:马上|这就|立即)(?:办|弄|落实|处理|去)|"
    r"按照?[^,]{0,6}要求[^,]{0,3}(?:办|落实|做|抓|执行|推进)?|1|👌|👍|🙏|🆗|✅|🤝|💪|\[(?:ok|OK|好的|强|"
    r"握手|抱拳|收到|赞)\]"
)
_NOTED_ALL = re.compile(rf"(?:{_NOTED}|{_POLITE})+")
_NOTED_ONE = re.compile(_NOTED)
_ONLY_POLITE = re.compile(rf"(?:{_POLITE})*|好|行动|.*提醒|(?:抓紧|尽快|马上)?推进")

_ANSWER = (
    r"(?:报|汇报|回复|回话|回电|回信|回|答复|说|反馈|给你|给您|发你|发您|补报|报送|报给|聊|告诉你|联系你|再看|统计好|"
    r"统一报|[给交出](?:您|你)?(?:书面)?(?:报告|说明|汇报|答复))"
)
_LATER_VERB = re.compile(
    r"(?:再|统一|一并|集中|一起|当面|详细|具体|给您|给你|向您|向你|给领导|跟您|跟你|补|另行?|"
    rf"完)*{_ANSWER}(?:给?(?:您|你|领导|督查室|督办室|贵室))?(?:报?数|数据|情况|进展)?(?:吧|哈|啊|了|哦|的|"
    r"一下)?$"
)
_SOME_TIME = re.compile(
    r"稍后|稍等|等会儿?|等一?下|一会儿?|晚点|晚些|晚一点|回头|随后|待会儿?|改天|过[一两几]天|过会儿?|有空|"
    r"空了|忙完|开完会|会后|散会|到了|回来|回去|回单位|到单位|[一-龥]{0,6}(?:过了|过后|结束后|结束了|完了)"
)
_NO_NOUN = re.compile(
    r"(?:我|我们|他|她|先|具体|详细|准确|数据?|数字|情况|进展|的|人|在|下|这个|那个|这|那|回来|回去|到|单位|上班|"
    r"例会|会上|会|上|一|再|统计|核实|核对|汇总|整理|完|后|好|就|给|您|你|今|忙|等|科室|同志|吧|点|左右|之|"
    r"前|[一二三四五六七八九十\d]+点半?|周报|第一天|第|天|一早|大早|早上|早|晚上|晚|上午|下午|中午|,|\s|都|全部|也)*"
)
_BUSY = shape(r"{busy}")

_EXTENDS = (
    r"(?:延期|延长|延后|延缓|延迟|延至|延到|延|推迟|推后|推到|推至|顺延|宽限|放宽|缓交|缓报|缓一缓|缓几天|"
    r"缓(?![慢解冲步急和])|后延|展期|调整到|调整至|调整为|改到|往后推|往后放|放到|调到|调至|挪到|改到|改至)"
)
_ASKED = (
    r"(?:申请|请求|恳请|请|烦请|望|盼|希望|能否|能不能|能不|可否|可不可以|是否可以?|行不行|可以不|想|"
    r"拟申请|要申请|特申请|需要|需|要|建议|批准|同意|允许|报请|商请)"
)
_FORETOLD = re.compile(r"预计|估计|可能|恐怕|大概|看来|得推|只能|不得不|怕是|要推迟|要推到")
_EXTENSIONS = (
    re.compile(rf"{_ASKED}[^,。;]{{0,24}}?{_EXTENDS}"),
    re.compile(r"^(?:那|还是|先|就)?(?:延期|延|顺延|宽限|展期)[^,。;误长]*$"),
    re.compile(
        r"(?:再|多)(?:给|宽限|延|要|缓|多给)[^,。;]{0,4}?[一二两三四五六七八九十半几\d]+个?(?:天|日|周|星期|"
        r"礼拜|月|工作日)"
    ),
    re.compile(rf"{_EXTENDS}[^,。;]{{0,12}}(?:行不行|行吗|可以吗|可否|好不好|好吗|行不|成不)"),
    re.compile(r"申请到(?=[^,]*(?:[月旬号日底前末]|\d))"),
    re.compile(r"宽限|缓(?:几|两|三|一|些)天|缓缓|缓一缓"),
)
_FROM_NOW = re.compile(r"[再多]给|再要|再宽限|再多给|之?内")
_NEGATED = re.compile(r"(?:不|没|未|无需|不用|不必)[^,]{0,3}$")


def is_noted(phrases: Sequence[Phrase]) -> bool:
    """收到 and no more: every phrase only takes note, and one of them says so."""
    texts = [phrase.text.strip() for phrase in phrases if phrase.text.strip()]
    if not texts or not all(_NOTED_ALL.fullmatch(text) for text in texts):
        return False
    return any(_NOTED_ONE.search(text) and not _ONLY_POLITE.fullmatch(text) for text in texts)


def find_snooze(phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Request | None:
    """The answer will come later: a time with a verb of answering and no work of its own (`方案周四报` is none)."""
    for phrase in phrases:
        verb = _LATER_VERB.search(phrase.text)
        if verb is None:
            continue
        before = phrase.text[: verb.start()]
        day = first_day(phrase, clock)
        some_time = _SOME_TIME.search(phrase.text)
        if (day or some_time or _undated(phrase, clock)) and _says_no_work(before, asked, clock):
            return Request(phrase.start, phrase.end, day)
    if any(_SOME_TIME.fullmatch(phrase.text.strip()) for phrase in phrases) and any(
        _BUSY.search(p.text) for p in phrases
    ):
        return Request(phrases[0].start, phrases[-1].end, None)
    return None


def _undated(phrase: Phrase, clock: Clock) -> bool:
    return any(
        found.values[0].last is None and found.rule in ("no day", "hours", "festival")
        for found in find_moments(phrase.text, clock)
    )


def _says_no_work(before: str, asked: Asked, clock: Clock) -> bool:
    rest = before
    for found in reversed(find_moments(before, clock)):
        rest = rest[: found.start] + rest[found.end :]
    rest = _SOME_TIME.sub("", rest)
    return (
        _NO_NOUN.fullmatch(without_title(rest, asked.title)) is not None
        and len(rest) - len(without_title(rest, asked.title)) < 3
    )


def find_extension(phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Request | None:
    """A later date is asked for; one that is only foretold (`预计推迟到…`) is not."""
    for phrase in phrases:
        for asking in _EXTENSIONS:
            found = asking.search(phrase.text)
            if (
                found is None
                or _FORETOLD.search(phrase.text[: found.end()])
                or _NEGATED.search(phrase.text[: found.start()])
            ):
                continue
            day = later_day(phrase, asked, clock, from_now=_FROM_NOW.search(phrase.text) is not None)
            return Request(
                phrase.start + found.start(),
                phrase.end,
                day or find_expected([p for p in phrases if p is not phrase], asked, clock),
            )
    return None
