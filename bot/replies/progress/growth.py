"""A rate of growth (`同比增长5.2%`, `下降2%`) told from a share that is done (`完成80%`)."""

from __future__ import annotations

import re

_FALLS = "下降|下滑|下跌|负增长|回落|降低|减少|降幅|跌|降"
_RATE_TOLD = re.compile(
    rf"(?:(?:增速|增幅|增长率|降幅)[^,。;\d完]{{0,6}}|(?:{_FALLS}|同比|环比|增长|上升|上涨)[^,。;\d完到至]{{0,4}}|增了?)$|"
    r"(?<![\d%~])[-负]$"
)
_OF_THE_RATE = re.compile(
    r"(?:增[速幅]|增长率)[^,。;]*(?:回落|下降|下滑|放缓|收窄|提高|提升|加快|上升|扩大)[^,。;到至为]*$|"
    r"比上[^,。;]*(?:回落|放缓|收窄|加快)[^,。;到至为]*$"
)
"""By so much the rate itself has changed."""
_NOT_REACHED = re.compile("目标|计划|预期|力争|确保|任务|进度")
_RESTATED = re.compile("(?:以上|左右)?的?(?:年度|全年)?(?:目标|任务|指标|要求)")
_FALLEN = re.compile(rf"(?:{_FALLS})[^,。;升增涨]*$")
_MINUS = re.compile("[-负]$")
_ANY_RATE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?\s*%")


def is_growth(before: str, after: str) -> bool:
    """Whether a figure in % between these words is a rate of growth that was reached."""
    if _RATE_TOLD.search(before) is None or _OF_THE_RATE.search(before):
        return False
    return not _NOT_REACHED.search(_clause(before)) and not _RESTATED.match(after)


def tells_growth(text: str) -> bool:
    """Whether a rate of growth stands anywhere in a reply."""
    return any(is_growth(text[: found.start()], text[found.end() :]) for found in _ANY_RATE.finditer(text))


def sign_of(before: str, called: str) -> int:
    """-1 where the figure behind these words runs against the goal of that name: a fall where growth is asked for, a
    rise where a fall is (`事故起数下降10%`)."""
    falls = (_FALLEN.search(_clause(before)) is not None) != (_MINUS.search(before) is not None)
    return -1 if falls != (re.search(_FALLS, called) is not None) else 1


def _clause(before: str) -> str:
    return re.split("[,，。;；]", before)[-1]
