"""What is said of some tasks in telling them apart: the rest, those excepted (`除了2都正常`), those named behind.

`其余` stands for the tasks that nothing else names. Behind 除 the words up to 外 or 都 are said of the excepted task,
what follows of the rest; behind 只有 or 就剩 all is said of the excepted one, and what stands before it of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.replies.tasks.mentions import Mention

_BESIDE = r"(?:除了|除开|除去|(?<![消清拆解排去扣根铲破免切废撤删])除)"
_ONLY = r"(?:就只有|[还就只仅]?剩下?|就差|只差|只有|唯独|唯有|单单)"
_SET_APART = re.compile(
    rf"(?P<beside>{_BESIDE})\s*(?:[那这]个)?$|{_ONLY}\s*(?:[那这]个)?$|^[\s,]*(?:现在|目前|眼下)?(?:也)?就\s*(?:[那这]个)?$"
)
"""Words that set a task apart; 就 does where it opens the reply (`就场地没完`)."""
_SET_APART_BEHIND = re.compile(r"除外|[以之]外")
_REST_BEGINS = re.compile(
    r"[^。;]{0,30}?(?:[以之]外|(?<!另)外(?=[,都均全其别]))[,\s]*|[^。;]{0,16}?[,\s]*(?=都|均|全都|全部|统统)"
)
_OF_SO_MANY = re.compile(
    r"[,\s]*(?:(?:这|那)?[一两二三四五六七八九十\d]{1,2}(?:个|项|件|条)?(?:项目|任务|工作)?(?:里面?头?|当中|之中|中)?|"
    r"目前|现在|还|就|[,\s])*"
)
_STANDING = r"(?:已完成|完成了?|[未没]完成|正在推进|推进中|滞后|[未没]启动|没动)"
_TOLD_BEFORE = re.compile(
    r"(?:[一两二三四五六七八九十\d]{1,2}(?:个|项|件))?(?P<said>[^,。;:\n]{1,16}?)(?:的(?:就?是|有|还有|为|:)|[:(])\s*$|"
    r"(?:^|(?<=[,。;\n]))(?P<one>[^,。;\n]{2,20}),(?:就)?是\s*$|"
    rf"(?:^|(?<=[,。;\n\s]))(?P<standing>{_STANDING})\s*$"
)
_NOTHING_FOLLOWS = re.compile(
    r"\s*(?:那|这)?(?:个|项|件|块)?(?:工作|任务|项目)?\s*(?:[,。;\n()]|$|其[余他它]|余下|剩余|剩下|别的)"
)


def with_exceptions(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, those marked that are set apart from the others."""
    for one in found:
        ahead = _SET_APART.search(text, max(0, one.start - 7), one.start)
        behind = _SET_APART_BEHIND.match(text, one.end)
        yield replace(one, excepted=True) if one.kind in ("number", "title") and (ahead or behind) else one


def with_trailing(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, those marked that stand behind what is said of them (`没完成的是第二项`, `已完成：1、3`)."""
    before = 0
    for one in found:
        told = told_before(text, before, one.start)
        named = one.kind in ("number", "title") and not one.excepted
        trails = told and named and _NOTHING_FOLLOWS.match(text, one.end)
        yield replace(one, trailing=True) if trails else one
        before = one.end


def told_before(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """Where the words stand that are said of tasks named right behind them."""
    found = _TOLD_BEFORE.search(text, start, stop)
    return found.span(found.lastgroup or 0) if found else None


def own_end(text: str, one: Mention, stop: int) -> int:
    """Where the words end that are said of an excepted task before the rest begins."""
    found = re.search(r"(?:[以之]外|外)?[,\s]*$", text[one.end : stop])
    return one.end + found.start() if found else stop


def before_exception(text: str, stop: int) -> int:
    """Where the words end that stand before 除, 只有 or 就剩."""
    found = _SET_APART.search(text, max(0, stop - 7), stop)
    return found.start() if found else stop


def completed(text: str, found: tuple[Mention, ...], numbers: tuple[int, ...]) -> tuple[Mention, ...]:
    """The mentions with the tasks that 其余 stands for, and with the rest that an exception leaves."""
    named = {no for one in found if one.kind != "all" for no in one.tasks}
    left = tuple(no for no in numbers if no not in named)
    kept = [one for one in found if one.kind != "rest" or one.excepted or (left and one.size in (None, len(left)))]
    filled = [replace(one, tasks=_stands_for(one, left, named)) if one.kind == "rest" else one for one in kept]
    if left and not any(one.kind in ("rest", "all") for one in filled):
        filled += _implied(text, filled, left)
    return tuple(sorted(filled, key=lambda one: one.start))


def _stands_for(one: Mention, left: tuple[int, ...], named: set[int]) -> tuple[int, ...]:
    """The tasks that no words name; for the other side of a tally those that are named."""
    return tuple(sorted(named)) if one.excepted else left


def _implied(text: str, found: Sequence[Mention], left: tuple[int, ...]) -> Iterator[Mention]:
    """The rest where no word names it."""
    excepted = [index for index, one in enumerate(found) if one.excepted]
    if not excepted:
        return
    last = excepted[-1]
    one, stop = found[last], found[last + 1].start if last + 1 < len(found) else len(text)
    ahead = _SET_APART.search(text, max(0, one.start - 7), one.start)
    if ahead and ahead["beside"]:
        begins = _REST_BEGINS.match(text, one.end, stop)
        start = begins.end() if begins else one.end
        yield Mention(start, start, left, "rest")
    elif last == 0:
        said = ahead is not None and not _OF_SO_MANY.fullmatch(text, 0, ahead.start())
        start = 0 if said or not ahead else ahead.start()
        yield Mention(start, start, left, "rest")
