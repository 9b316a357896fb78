"""How a task stands by what was found: one decision table."""

from __future__ import annotations

import re
from datetime import date

from bot.language.units import comparable
from bot.model import Asked, Standing
from bot.replies.findings import Findings, signs_said
from bot.replies.progress.signs import Signs

_STARTS = re.compile("开[班训打播镰课讲采赛]$")
"""The first day is still to come, whatever has been got ready for it (`人到齐了，明天开班`)."""
_OPENS_THE_WORK = re.compile("动工|开工|开建|破土|奠基|打桩|进场施工")
_PREPARES = re.compile("可研|初设|设计|图|编|报批|画|绘|审|招?标|挂[网着]|选址|评|立项|报告|手续|办|谈|准备|筹备|对接")
"""Papers and talks before the work (`可研在编，拟6月动工`): nothing is begun by them."""
_NO_RESULT = re.compile("进展|眉目|起色|突破|头绪|动静")
_BETTER_LOW = re.compile(
    "(?:漏损|失业|死亡|伤亡|事故|发病|感染|流失|不良|逾期|空置|差错|损耗|发案|辍学|投诉|返贫|拥堵|弃风|弃光|负债|复吸|再犯|退货|缺勤)(?![处办调化响整销结满][一-龥])[一-龥]{0,2}率"
    "(?!.*(?:下降|降低|降幅|压降))"
)
AT_WORK = re.compile("正")


def decide(findings: Findings, asked: Asked, today: date) -> Standing | None:
    """The decision table: the figure reached, then what is in the way, then what is said of pace and work."""
    signs, obstacle = findings.signs, findings.obstacle
    progress = bool(findings.amount or findings.share or signs.partly or signs.going)
    reached, holds = _reached(findings, asked), _has_to_hold(asked, today)
    goes_on = signs.going not in asked.measure  # 复工 of 开复工率 is the figure's name
    rows: tuple[tuple[bool, Standing], ...] = (
        (reached and not holds, "done"),
        (bool(obstacle and not obstacle.natural) or (not obstacle and bool(findings.asks or findings.need)), "blocked"),
        (bool(obstacle) or bool(signs.slip), "delayed"),
        (findings.share is not None and findings.share.value == 0, "not_started"),
        (_unbegun(signs) and not findings.amount and not findings.share, "not_started"),
        (bool(signs.to_begin) and not progress and not signs.done, "not_started"),
        (_OPENS_THE_WORK.search(signs.to_begin) is not None and _only_prepared(findings), "not_started"),
        (
            _STARTS.search(signs.to_begin) is not None and not (findings.amount or findings.share or signs.going),
            "not_started",
        ),
        (_short(findings, asked) and not (reached and holds), "in_progress"),
        (bool(signs.done) and not signs.unfinished and not goes_on and _at_an_end(findings), "done"),
        (any(signs_said(signs)) or progress, "in_progress"),
    )
    return next((standing for holds, standing in rows if holds), None)


def _only_prepared(findings: Findings) -> bool:
    """No figure, nothing finished, and what goes on is no more than what comes before the work."""
    signs = findings.signs
    told = findings.amount or findings.share or signs.done
    return not told and (not signs.going or _PREPARES.search(signs.going) is not None)


def _at_an_end(findings: Findings) -> bool:
    """No day of this work is still to come."""
    return not findings.expected or findings.only_results


def _unbegun(signs: Signs) -> bool:
    """Nothing is begun; what is worked at without a result yet (`正在谈，还没眉目`) is."""
    return bool(signs.unbegun) and not (AT_WORK.match(signs.going) and _NO_RESULT.search(signs.unbegun))


def _reached(findings: Findings, asked: Asked) -> bool:
    if findings.amount and (asked.at_most or _is_ceiling(asked)):  # what is kept below a ceiling so far is not over
        return False
    if findings.amount and asked.target is not None:
        said = comparable(findings.amount.quantity, asked)
        return said is not None and said >= asked.target
    return bool(findings.share and findings.share.value >= 100)


def _has_to_hold(asked: Asked, today: date) -> bool:
    """A level or a rate of growth counts on its day; one that is reached before can be lost again."""
    return asked.nature in ("level", "growth") and asked.due is not None and today < asked.due


def _is_ceiling(asked: Asked) -> bool:
    """A rate that is better the lower it is, by its name (`漏损率`)."""
    return asked.unit in ("%", "‰") and _BETTER_LOW.search(asked.title) is not None


def _short(findings: Findings, asked: Asked) -> bool:
    """A figure was told that is less than all; one below a ceiling may be all (`已完成，全年3起`)."""
    return bool(findings.amount and asked.target is not None and not asked.at_most) or bool(findings.share)


def decide_extension(findings: Findings) -> Standing | None:
    if findings.obstacle and not findings.obstacle.natural:
        return "blocked"
    figure = findings.share or findings.amount
    return "delayed" if findings.obstacle or findings.signs.slip or findings.signs.unfinished or figure else None
