"""What the phrases said of one task come to: one update."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.language.relative import Clock
from bot.model import Asked, Intent, Standing, Update
from bot.replies.dates import Day, find_expected
from bot.replies.figures import Amount, Share, find_amount, find_share
from bot.replies.obstacles import Obstacle, find_obstacle
from bot.replies.passages import Phrase
from bot.replies.people import Ask, find_asks, find_delegate
from bot.replies.requests import find_extension, find_snooze, is_noted
from bot.replies.standing import Signs, find_signs
from bot.replies.units import comparable

_CORRECTS = re.compile(r"不对|错了|哦不|噢不|更正|说错|报错|看错|应该是|应为|改为")
_ONLY_PLAN = re.compile(r"计划|目标|任务")


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in what is said of one task."""

    share: Share | None
    amount: Amount | None
    expected: Day | None
    obstacle: Obstacle | None
    asks: tuple[Ask, ...]
    signs: Signs

    @property
    def facts(self) -> bool:
        """Something that can be put on record besides a date."""
        return bool(self.share or self.amount or self.obstacle or self.asks or any(_said(self.signs)))


def _said(signs: Signs) -> tuple[str, ...]:
    return (signs.done, signs.partly, signs.going, signs.unfinished, signs.unbegun, signs.to_begin, signs.slip)


def read_passage(text: str, phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Update:
    """The update that these phrases of a reply give for a task; quotes are cut from `text`, the reply as it was written."""
    if is_noted(phrases):
        return Update(asked.no, "acknowledge")
    findings = _find(phrases, asked, clock)
    if extension := find_extension(phrases, asked, clock):
        update = _report(text, replace(findings, expected=extension.day), asked, "extend")
        return replace(update, status=_status_of_extension(findings), percent=None, quantity=None)
    if (named := find_delegate(phrases)) and not (findings.share or findings.amount or findings.obstacle):
        name = text[named.start : named.end]
        return Update(asked.no, "delegate", delegate=name, words={"delegate": name})
    snooze = find_snooze(phrases, asked, clock)
    if snooze and not (findings.share or findings.amount or findings.obstacle or findings.signs.done):
        return _with_day(Update(asked.no, "snooze"), text, snooze.day)
    if not findings.facts and not findings.expected:
        return Update(asked.no, "unclear")
    return _report(text, findings, asked, "report")


def _find(phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Findings:
    corrects = any(_CORRECTS.search(phrase.text) for phrase in phrases)
    return Findings(
        share=find_share(phrases, asked, corrects=corrects),
        amount=find_amount(phrases, asked, corrects=corrects),
        expected=find_expected(phrases, asked, clock),
        obstacle=find_obstacle(phrases, asked.title),
        asks=find_asks(phrases),
        signs=find_signs(phrases, asked),
    )


def _status(findings: Findings, asked: Asked) -> Standing | None:
    """The decision table: the figure reached, then what stands in the way, then what is said of the pace and the work."""
    signs, obstacle = findings.signs, findings.obstacle
    progress = bool(findings.amount or findings.share or signs.partly or signs.going)
    rows: tuple[tuple[bool, Standing], ...] = (
        (_reached(findings, asked), "done"),
        (bool(obstacle and not obstacle.natural) or (not obstacle and bool(findings.asks)), "blocked"),
        (bool(obstacle) or bool(signs.slip), "delayed"),
        (findings.share is not None and findings.share.value == 0, "not_started"),
        (bool(signs.unbegun) and not findings.amount and not findings.share, "not_started"),
        (bool(signs.to_begin) and not progress and not signs.done, "not_started"),
        (_short(findings, asked), "in_progress"),
        (bool(signs.done) and not signs.unfinished and not signs.going and not findings.expected, "done"),
        (any(_said(signs)) or progress, "in_progress"),
    )
    return next((standing for holds, standing in rows if holds), None)


def _reached(findings: Findings, asked: Asked) -> bool:
    if findings.amount and asked.target is not None:
        said = comparable(findings.amount.quantity, asked)[1]
        return said is not None and said >= asked.target
    return bool(findings.share and findings.share.value >= 100)


def _short(findings: Findings, asked: Asked) -> bool:
    return bool(findings.amount and asked.target is not None) or bool(findings.share)


def _status_of_extension(findings: Findings) -> Standing | None:
    if findings.obstacle and not findings.obstacle.natural:
        return "blocked"
    return "delayed" if findings.obstacle or findings.signs.slip or findings.signs.unfinished else None


def _report(text: str, findings: Findings, asked: Asked, intent: Intent) -> Update:
    update = Update(asked.no, intent, status=_status(findings, asked))
    words: dict[str, str] = {}
    if findings.share:
        update = replace(update, percent=findings.share.value)
        words["percent"] = text[findings.share.start : findings.share.end]
    if findings.amount:
        update = replace(update, quantity=findings.amount.quantity)
        words["quantity"] = text[findings.amount.start : findings.amount.end]
    blocker = _blocker(text, findings)
    if blocker:
        update = replace(update, blocker=blocker)
        words["blocker"] = blocker
    helpers = tuple(dict.fromkeys(text[one.start : one.end] for ask in findings.asks for one in ask.bodies))
    if helpers:
        words["help_from"] = "、".join(helpers)
    return _with_day(replace(update, help_from=helpers, words=words), text, findings.expected)


def _blocker(text: str, findings: Findings) -> str | None:
    if findings.obstacle:
        return text[findings.obstacle.start : findings.obstacle.end]
    need = next((ask.need for ask in findings.asks if ask.need), None)
    return text[need.start : need.end] if need else None


def _with_day(update: Update, text: str, day: Day | None) -> Update:
    if day is None:
        return update
    return replace(update, expected=day.day, words={**update.words, "expected": text[day.start : day.end]})


def _weekday(day: date) -> bool:
    return day.weekday() < 5
