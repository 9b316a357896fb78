"""Replies that ask for a later date, told from those that only foretell one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.relative import Clock, find_moments
from bot.model import Asked
from bot.replies.asks.requests import Request
from bot.replies.progress.dates import find_expected, later_day
from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import masked

_NUMBER = r"[一二两三四五六七八九十半几\d]+"
_LENGTH = rf"{_NUMBER}\s*个?半?(?:天|日|周|星期|礼拜|月|工作日|小时)"
_MOVES = (
    r"(?:延期|延长|延后|延缓|延迟|延至|延到|延|推迟|推后|推到|推至|顺延|宽限|放宽(?=[到至期时日节一两几半三四五六七八九十\d些]|工期|$)|宽[到至]|缓交|缓报|缓一缓|缓几天|"
    r"[晚迟拖缓放](?:到|至(?![少多]))(?=[^,。;]*[^,。;到至位场])|缓(?![慢解冲步急和]|缓?再?[回报说答])|后延|展期|展延|调整到|调整至|调整为|变更为|改到|往后推|往后放|往后挪|往后延|放到|调到|调至|挪到|改到|改至|改成|改为|改期|后移|(?<![发扩拓进伸施开布])展[到至]|定到|往后(?:移|错|顺|让)|转[到至](?=[^,]{0,6}[年月日号周旬底初末]))"
)
_ASKED = (
    r"(?:申请|请求|恳[请求准乞祈]|求|请|烦请|麻烦|望|盼|希望|能否|能不能|能不|可否|可不可以|是否可以?|行不行|可以不|想|"
    r"拟申请|要申请|特申请|需要|需|要|建议|批准|同意|允许|准许|准予|容许|恩准|准我们?|报请|商请|看能|看看能)"
)
_MAY_WE = (
    r"(?:行不行|行不|行吗|行么|可以吗|可以么|可以不|可否|好不好|好吗|(?<!完)成不成?|成吗|能行吗|中不中?|"
    r"[您你]看(?:行|可以|成)|可不可以|能不能同意|能同意吗|妥否|当否|可好|可行(?=$|[吗么不否]))"
)
_MAY_WE_FIRST = r"(?:能否|能不能|能不|可否|可不可以|是否可以|可以不可以|想|希望|申请|请求|恳请|允许|容许)"
_LENDS = "[给匀容许饶借腾留赊赏]"
_GIVES = "[给匀容许饶借宽腾留赊赏缓]"
_US = r"(?:我们?|咱们?|俺们?|我[局科镇乡村办]|我单位|本[局科])"
"""Whoever has the say gives us so much time, by any verb of giving (`再匀我三天`)."""
_ALREADY = (
    re.compile(rf"{_ASKED}[^,。;]{{0,24}}?{_MOVES}"),
    re.compile(
        r"^(?:那|还是|先|就)?(?!延期的?(?:申请|报告|请示|手续)[^,]*(?:已|了|在))(?:延期|延|顺延|宽限|展期)[^,。;误长]*$"
    ),
    re.compile(rf"(?:还得|还要|还需要?|得)?(?:再|多)(?:延|要|多给|{_GIVES}(?:限|出)?)[^,。;]{{0,4}}?{_LENGTH}"),
    re.compile(rf"(?!给){_GIVES}(?:限|出)?{_US}(?:{_LENGTH}|[几两]天|(?:一?[些点]|一阵)(?:天|日子|时间|功夫))"),
    re.compile(rf"^(?:先|就|能)?(?!给){_GIVES}(?:个)?{_LENGTH}(?:呗|吧|嘛)"),
    re.compile(rf"{_MOVES}[^,。;]{{0,12}}呗"),
    re.compile(rf"[放宽容缓许饶]{_US}[^,]{{0,3}}?[到至](?=[^,]*[\d周月日号旬底初末天])|给个?(?:缓冲|宽限|缓)期"),
    re.compile(rf"(?<![只才])给我们?(?:单位|局|科)?[^,。;]{{0,2}}?{_LENGTH}(?:的?时间)?$"),
    re.compile(r"(?:再|多)(?:给|宽限|留|匀|容|许|借|饶)(?:我们?|咱们?)?(?:一?些|一?点儿?|几)(?:天|时间|功夫)"),
    re.compile(rf"{_MOVES}[^,。;]{{0,12}}{_MAY_WE}"),
    re.compile(rf"(?:晚|迟|缓|拖|推|滞后|往后)[^,。;]{{0,4}}?{_LENGTH}[^,。;]{{0,6}}{_MAY_WE}"),
    re.compile(
        rf"{_MAY_WE_FIRST}[^,。;]{{0,6}}(?:晚|迟|缓|宽|拖|推|往后)[^,。;慢]{{0,6}}?(?:{_LENGTH}|[几两]天|一点|点|些)"
    ),
    re.compile(
        r"(?:能|可以?|行|让)[^,。;不没]{0,4}(?:拖|推|延|缓|晚|迟|放|挪|压|宽|给(?=到)|留(?=到))[到至]?[^,。;]{1,10}?(?:[不吗么否]|行[不吗])$"
    ),
    re.compile("往后(?:推|拖|延|挪|放)(?:一?[推拖延挪放]|一下|几天|些|点)?吧"),
    re.compile(
        r"(?:期限|时限|时间|节点|日期|日子|截止日?|[工交]期)[^,能可]{0,3}(?:能|可以?|行)(?:不能?|否)?[^,不没]{0,3}(?:改|调|放宽|宽|往后|动|挪|商量|松)"
    ),
    re.compile(r"申请到(?=[^,]*(?:[月旬号日底前末]|\d))"),
    re.compile(
        r"宽限|缓(?:几|两|三|一|些)天|缓缓(?!再?[回报说答])|缓一缓|通融|容(?:我们?|我局|我单位)(?=[^,报答回说反]*(?:到|再|几|[天日周月])[^报答回说反]*$)"
    ),
)
_WITH_PETITION = (
    re.compile(rf"(?:拟|将|建议|打算|计划)?[^,。;]{{0,16}}?{_MOVES}"),
    re.compile(rf"(?:还|仍|再|大概|大约|约)*(?:需要?|要|得)[^,。;]{{0,6}}?{_LENGTH}"),
)
_PETITION = re.compile(
    r"(?:请|望|盼|恳请|敬请|烦请|请予|请领导|请您|请贵[办室])(?:领导|予以?|您)?(?:审批|批准|批示|同意|审定|审核|核准|准许|允许|支持为盼|"
    r"谅解|理解|批复|研究同意|酌情)|妥否|当否|可否|特此申请|特申请|请示[:。,]|^请示|为盼|行吗|可以吗|行不"
)
_DAY_ASKED = re.compile(
    rf"^(?:那|就|改?到|推到)?(?P<day>[^,。;]{{2,10}}?)(?:之?前|以前|再)?(?:交|报|给|完|办完|弄完|验收)?{_MAY_WE}$"
)
_SOME_DAYS = re.compile(
    r"(?:晚|迟|缓|拖|推|往后)[^,。;]{0,4}(?:几天|两天|一点|点|些时候|一阵)[^,。;]{0,3}(?:吗|么|行|可以|成)"
)
_DUE_ACT = r"(?:交|报|上报|提交|报送|给|完成?|完工|弄完|办完|干完|验收|结束|收尾|开工|再[^,。;]{1,6})"
_LATER_DAY_FIRST = re.compile(rf"{_MAY_WE_FIRST}[^,。;请让帮批已]*{_DUE_ACT}[^,。;]{{0,3}}$")
_LATER_DAY_LAST = re.compile(rf"{_DUE_ACT}[^,。;请让帮批]{{0,3}}{_MAY_WE}")
_FORETOLD = re.compile(
    r"预计|估计|可能|恐怕|大概|看来|得推|只能|不得不|怕是|要推迟|要推到|(?<!想)(?<!申请)要[拖晚迟][到至]"
)
_FROM_NOW = re.compile(
    rf"给我|再?容(?:我|咱)?们?|(?:[再多]|再多){_LENDS}|{_LENDS}{_US}|^(?:先|就|能)?{_LENDS}{_LENGTH}|再宽|[再还仍](?:需要?|要|得)|之?内"
)
_LEADS_TO_ASKING = re.compile(r"(?:还|得|要|需要?|想|再|请|能|只能|只好|先|就)+$")
_BY_NAME = re.compile("延|宽限|顺延|推迟|推后|展期|申请|恳请|期限|时限")
_THEN_ASKS = re.compile("了(?=[想请求望盼]|能[否不])")
"""Behind what is foretold an ask begins (`怕是不行了想延到7月底`)."""
_PETITIONS = re.compile("申请|请求|恳请|请示")
_NEGATED = re.compile(r"(?:(?<![能可行是])不(?![了行成])|没|未|无需|不用|不必)[^,了]{0,3}$")


def find_extension(phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Request | None:
    """A later date is asked for; one that is only foretold (`预计推迟到…`) is not, unless consent to it is asked."""
    petition = any(_PETITION.search(phrase.text) for phrase in phrases)
    asking = [
        (phrase, found) for phrase in phrases if (found := _asking(phrase, asked.title, clock, petition=petition))
    ]
    days = [later_day(one, asked, clock, from_now=_FROM_NOW.search(one.text) is not None) for one, _ in asking]
    if not asking:
        return None
    place = next((index for index, day in enumerate(days) if day), 0)
    phrase, found = asking[place]
    elsewhere = [one for one in phrases if one is not phrase]
    return Request(phrase.start + found.start(), phrase.end, days[place] or find_expected(elsewhere, asked, clock))


def asks_only_time(phrases: Sequence[Phrase]) -> bool:
    """No later date is asked for by its name, only some time (`容我两天`, `缓缓`)."""
    return not any(_BY_NAME.search(phrase.text) for phrase in phrases)


def without_asking(phrases: Sequence[Phrase], title: str, clock: Clock) -> list[Phrase]:
    """The phrases but for the words that ask for a later date."""
    petition = any(_PETITION.search(phrase.text) for phrase in phrases)
    cut = []
    for phrase in phrases:
        found = _asking(phrase, title, clock, petition=petition)
        stop = len(_LEADS_TO_ASKING.sub("", phrase.text[: found.start()])) if found else len(phrase.text)
        cut.append(Phrase(phrase.start, phrase.start + stop, phrase.text[:stop], phrase.closes))
    return [one for one in cut if one.text]


def _asking(phrase: Phrase, title: str, clock: Clock, *, petition: bool) -> re.Match[str] | None:
    """The words of a phrase that ask for a later date, and are not those of the title (`延包试点`)."""
    text = masked(phrase.text, title)
    for shape in _ALREADY:
        found = shape.search(text)
        if found and not _foretold(phrase, found) and not _NEGATED.search(phrase.text[: found.start()]):
            return found
    for shape in _WITH_PETITION if petition else ():
        if (found := shape.search(phrase.text)) and not _NEGATED.search(phrase.text[: found.start()]):
            return found
    if some := _SOME_DAYS.search(phrase.text):
        return some
    asked = _DAY_ASKED.search(phrase.text)
    if asked and any(one.start == 0 and one.end == len(asked["day"]) for one in find_moments(asked["day"], clock)):
        return asked
    found = _LATER_DAY_FIRST.search(phrase.text) or _LATER_DAY_LAST.search(phrase.text)
    return found if found and find_moments(phrase.text, clock) else None


def _foretold(phrase: Phrase, found: re.Match[str]) -> bool:
    said = _THEN_ASKS.split(phrase.text[: found.end()])[-1]
    return not _PETITIONS.search(found[0]) and _FORETOLD.search(said) is not None
