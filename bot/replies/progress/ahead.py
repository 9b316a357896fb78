"""Whether a statement tells of what is still to come."""

from __future__ import annotations

import re

from bot.language.relative import Clock, find_moments
from bot.replies.words.lexicon import shape

_DONE_MARK = re.compile(r"已|早就|了(?:$|,)")
_WITHIN_THIS = shape(
    r"(?:[本这]个?(?:周|礼拜|星期|月|季度?)|今天|年内)(?![^,]*\d)[^,没未不]{0,6}?(?:[一-龥][完好齐]|完成|完工|竣工|办结|交付|收官|收尾|搞定)$"
)
"""The end within the time that runs (`本周检完`), without 了: still to come."""


def lies_ahead(text: str, clock: Clock) -> bool:
    """A day to come is named and nothing says that it is done."""
    if _DONE_MARK.search(text):
        return False
    if _WITHIN_THIS.search(text):
        return True
    return any(
        text[found.start : found.end].endswith("后") and found.rule == "no day"
        if (said := found.values[0]).last is None
        else (said.last > clock.today and not said.vague)
        or (said.last == clock.today and _later_today(text[found.start : found.end], clock))
        for found in find_moments(text, clock)
    )


_PARTS_OF_DAY = (("晚", 21), ("夜", 21), ("傍", 17), ("下午", 13))
"""By which hour each can only lie ahead."""


def _later_today(words: str, clock: Clock) -> bool:
    return any(part in words and clock.at.hour < hour for part, hour in _PARTS_OF_DAY)


BEFORE_THEN = re.compile(
    r"[^,没未]{1,8}(?<![提超之以])前(?:要|得|能|可以?|必须|全部?|都|一定|肯定|保证|争取)*[一-龥]{1,2}[完好齐成]"
)
"""What is to be finished before some time that has no day of its own (`开学前弄好`)."""
BEGINS_THEN = shape(
    r"(?:开工|动工|破土|启动|进场|开建|动手|着手|开[班课训赛讲建挖拆采钻打播镰种割捕捞铺砌浇灌印编拍演考审犁秤榨炉窑掘刷])"
    r"(?!了|的|后|以来|仪式)"
)
"""On a day to come the work begins (`25号开浇第一仓`)."""
