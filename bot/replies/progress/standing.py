"""What one statement says of how a task stands."""

from __future__ import annotations

import re

from bot.language.units import UNIT, same_measure
from bot.model import Asked, Quantity
from bot.replies.progress.ahead import BEFORE_THEN, BEGINS_THEN
from bot.replies.progress.completion import find_completion
from bot.replies.progress.figures import NUMBER
from bot.replies.progress.some import SOME_LEFT, is_of_some
from bot.replies.progress.standing_words import (
    ASPECT,
    CAUGHT_UP,
    GOING,
    NOT_YET,
    SLIP,
    TO_BEGIN,
    UNBEGUN,
    UNFINISHED,
)
from bot.replies.progress.statements import PLEDGE
from bot.replies.tasks.titles import NAMED, masked, without_title
from bot.replies.trouble.no_trouble import HANDLED, WAITS_FOR_USE
from bot.replies.trouble.reassurance import FINE
from bot.replies.trouble.troubles import late_by_then
from bot.replies.words.talk import (
    is_personal,
    tells_nothing,
)

_NOT_DOING = re.compile("[没未](?:弄|搞|做|干|开|动|管|碰)(?:呢|啊)?$")
_NOTHING_OF_IT = re.compile("(?:就|还|也|都)*[没未](?:弄|搞|做|干|开|动|管|碰)(?:呢|啊)?")
_BEGINNING = re.compile("(开[一-龥]|动工|奠基|启动|破土)(?:仪式|活动|典礼)?$")
_MEANT = re.compile("拟|计划|准备|打算|将|预计")
_AT_ONE_GO = re.compile("一[把次举并下趟]")
_ABLE = re.compile(r"(?<![不未没才只可])能(?![不否])[^,没不]{0,4}[一-龥][完成好](?:吧|的)?$")
"""That the end can be reached; with a day named it is no more than the day."""
_SHORT_USE = 2
_HELD = re.compile(r"(?:[会节赛展]|表彰|典礼|仪式|论坛|汇演|演出|座谈|听证|庆典|联欢|慰问)(?:筹备|准备|活动|工作)*$")
"""What is held on one day: `2明天开` tells the day of the whole, and of no beginning."""
_ASKED_ABOUT = re.compile(
    "(?:问|打听|了解|核实|催|联系|打电话)(?:了|过)(?:一?[下遍声圈])?(?:他们?|人家|下面|村里|镇里|厂家|施工队)?$"
)
"""That somebody was asked tells nothing of the work (`刚问了，施工队说八月十号交`)."""
_PERFECT = re.compile("已|了|过|完(?![成工])|毕|全|都|均")
_COUNTED = re.compile(rf"(?<!最后)(?<!第)(?!一次)(?:{NUMBER})\s*(?:多|余|来)?(?P<unit>{UNIT})(?![一-龥]{{0,2}}率)")
_HOUR = re.compile(r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})点(?:半|钟)?(?![位个])")
_SO_MANY = re.compile(r"[一-龥]了[一二两三四五六七八九十百千万几\d]+[多来余]?$|(?<=[了过好完成到开])[俩仨](?!人)")
"""Finished so many (`报了两百多`), be they of a thing that has no name here."""
_ADDED = re.compile(
    r"(?:又|刚|新|再|多)[一-龥]{0,2}了(?=[\d一二两三四五六七八九十百])|"
    r"(?:[这本上当]个?(?:周|月|礼拜|星期|季度)|今天|昨天)[^,\d累总共一二两三四五六七八九十]{0,6}[\d一二两三四五六七八九十]"
)
_ALL = re.compile("全部|所有|[都均全]|一共|总共")
"""So many are finished, of how many nobody said (`已签约8个`); all of them, that is the end (`8个全部签约`)."""


def _is_of_the_name(found: re.Match[str], text: str, title: str) -> bool:
    """What was found belongs to the task's name, or begins in it with a word that denies (`批而未供消化已完成`)."""
    own = masked(text, title, NAMED)[found.start() : found.end()]
    return own.startswith("□") and (set(own) == {"□"} or found[0][0] in "未没不")


def _measures(unit: str, asked: Asked) -> bool:
    """What is counted is what the task is measured in; other things (`已签约4个` of a rate) are no end of it."""
    return asked.target is not None and same_measure(Quantity(1, unit), asked)


def _is_the_event(words: str, title: str) -> bool:
    """What is to begin is the event that the task is named for (`明天开` of 美食街开街): no more than its day."""
    if words.endswith("开") and _HELD.search(title):
        return True
    named = None if _MEANT.match(words) else _BEGINNING.search(title)
    return named is not None and (named[1] in words or words.endswith(named[1][0]))


def _nothing_of_it(text: str, title: str) -> re.Match[str] | None:
    """Nothing but the title and that nothing was done (`护坡没弄`)."""
    return _NOTHING_OF_IT.fullmatch(without_title(text, title)) if _NOT_DOING.search(text) else None


def _told(text: str) -> re.Match[str] | None:
    """Something that has happened, by its aspect alone (`花摆上了`); talk about people and the hour is none."""
    talk = is_personal(text) or _ASKED_ABOUT.search(text)
    return None if talk or NOT_YET.search(text) else ASPECT.search(text)


_NOT_DONE = (
    ("unbegun", UNBEGUN.search),
    ("slip", late_by_then),
    ("slip", SLIP.search),
    ("unfinished", UNFINISHED.search),
    ("to_begin", TO_BEGIN.search),
)
"""Guarded forms by what they tell: what one takes is not read again by the next."""


def signs_of(text: str, asked: Asked, future: bool, *, dated: bool, strict: bool) -> list[tuple[str, str]]:
    """Each kind of sign in a statement with its words; negative and guarded forms before the plain words."""
    if tells_nothing(text):
        return []
    if not dated and BEFORE_THEN.fullmatch(text):
        return []
    if (use := WAITS_FOR_USE.match(text)) and (len(use["use"]) < _SHORT_USE or use["use"] not in asked.title):
        return []
    if fine := FINE.search(text) or CAUGHT_UP.search(text):
        before = text[: fine.start()]
        over = find_completion(before, asked.title) if not future and _PERFECT.search(before) else None
        return [("done", fine[0])] if "没完成" in fine[0] else [over or ("fine", fine[0])]
    signs = []
    rest = text
    for kind, find in _NOT_DONE:
        found = find(rest) or (kind == "unbegun" and _nothing_of_it(rest, asked.title))
        if found and (_is_of_the_name(found, rest, asked.title) or (kind == "slip" and found[0] in asked.title)):
            continue
        if found and kind == "to_begin" and _is_the_event(found[0], asked.title):
            continue
        if found and not (kind == "unbegun" and SOME_LEFT.search(rest)):
            some_only = kind == "unbegun" and (is_of_some(text, asked) or text.startswith("除"))
            signs.append(("unfinished" if some_only else kind, found[0]))
            rest = rest[: found.start()] + "," + rest[found.end() :]
    if future and not signs and (begins := BEGINS_THEN.search(rest)) and begins[0] not in asked.title:
        signs.append(("to_begin", begins[0]))
    done = None if future else find_completion(rest, asked.title, strict=strict)
    if done and _SO_MANY.search(rest):
        signs.append(("partly", done[1]))
    elif done:
        of_some = _COUNTED.search(_AT_ONE_GO.sub("", _HOUR.sub("", masked(rest, asked.title))))
        some = of_some and (_ADDED.search(rest) or not _measures(of_some["unit"], asked)) and not _ALL.search(rest)
        signs.append(("partly", done[1]) if some else done)
    elif not PLEDGE.search(rest) and (
        going := GOING.search(masked(rest, asked.title, NAMED))
        or HANDLED.search(rest)
        or (None if dated else _ABLE.search(rest))
    ):
        signs.append(("going", going[0]))
    elif not future and not PLEDGE.search(rest) and (told := _told(rest)):
        signs.append(("partly", told[0]))
    return signs
