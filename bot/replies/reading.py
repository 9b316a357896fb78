"""What the phrases said of one task come to: one update."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language.relative import Clock
from bot.model import Asked, Intent, Quantity, Standing, Update
from bot.replies.amounts import Amount, find_amount, makes_up
from bot.replies.dates import Day, find_expected
from bot.replies.delegates import Named, find_delegate
from bot.replies.doubts import find_doubts
from bot.replies.extensions import find_extension, without_asking
from bot.replies.obstacles import Obstacle, find_obstacle, find_reason_of_ask
from bot.replies.passages import Phrase
from bot.replies.people import Ask, find_asks, find_bare_need
from bot.replies.requests import find_snooze, is_noted
from bot.replies.shares import Share, find_share, is_weak, tells_parts
from bot.replies.standing import Signs, find_signs, find_statement
from bot.replies.units import comparable

_CORRECTS = re.compile(
    r"不对|错了|打错|口误|笔误|手误|订正|哦不|噢不|更正|说错|报错|看错|搞错|弄错|记错|写错|填错|报多了|报少了|多报|少报|不准|有误|"
    r"纠正|核实后|核对后|应该是|应为|改为"
)
_IGNORANT = re.compile(
    r"不知道|不清楚|不了解|没听说|没人(?:跟|和|告诉|通知|对)|不是我们(?:单位|局|部门)?的|(?:下|派|发|分|找|弄|搞|问)错(?:了)?(?:单位|部门|人|群|对象|地方)|与我(?:们|局|"
    r"单位)?无关|不归我们?(?:管|负责)?$|核实后再派"
)


_ASKS_BACK = re.compile(r"(?<![好没])几(?!乎|天|日)|多少|[吗么嘛]$|什么|哪|怎么|咋|谁|是不是")
_AT_WORK = re.compile("正")
_NO_RESULT = re.compile("进展|眉目|起色|突破|头绪|动静")
_NOT_ONE = re.compile("一[个家项处座条户所件宗台栋](?:都|也)(?:没|未)|(?:没|未)有?一[个家项处座条户所件宗台栋]")
_EARLIER_TODAY = re.compile("上午|早|凌晨|今天|今日|刚")


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in what is said of one task."""

    share: Share | None
    amount: Amount | None
    expected: Day | None
    obstacle: Obstacle | None
    asks: tuple[Ask, ...]
    need: Named | None
    signs: Signs

    @property
    def facts(self) -> bool:
        """Something that can be put on record besides a date."""
        return bool(self.share or self.amount or self.obstacle or self.asks or self.need or any(_said(self.signs)))


def _said(signs: Signs) -> tuple[str, ...]:
    under_way = (signs.partly, signs.going, signs.unfinished, signs.fine)
    return (signs.done, *under_way, signs.unbegun, signs.to_begin, signs.slip)


def read_passage(text: str, phrases: Sequence[Phrase], asked: Asked, clock: Clock, *, singled: bool = False) -> Update:
    """The update that these phrases give for a task; quotes are cut from `text`, the reply as it was written.

    `singled`: the task was singled out among several, so that whatever is stated of it tells how it stands."""
    if is_noted(phrases):
        return Update(asked.no, "acknowledge")
    findings = _find(phrases, asked, clock)
    if extension := find_extension(phrases, asked, clock):
        findings = _find(without_asking(phrases, clock), asked, clock)
        update = _report(text, replace(findings, expected=extension.day), asked, "extend")
        return replace(update, status=_status_of_extension(findings))
    if (named := find_delegate(phrases)) and not (
        findings.share
        or findings.amount
        or _stuck_besides(named, phrases, findings.obstacle)
        or _done_besides(named, phrases, asked, clock)
    ):
        name = text[named.start : named.end]
        return Update(asked.no, "delegate", delegate=name, words={"delegate": name})
    snooze = find_snooze(phrases, asked, clock)
    if snooze and (
        snooze.firm
        or not (
            findings.share
            or findings.amount
            or findings.obstacle
            or findings.signs.done
            or _put_off(phrases, findings.signs)
        )
    ):
        return _with_day(Update(asked.no, "snooze"), text, snooze.day)
    ignorant = any(_IGNORANT.search(phrase.text) for phrase in phrases) and not (
        findings.share or findings.amount or findings.asks
    )
    asks_back = any(_ASKS_BACK.search(phrase.text) for phrase in phrases)
    if ignorant or (not findings.facts and (asks_back or not findings.expected)):
        stated = "" if ignorant or asks_back or not singled else find_statement(phrases, asked.title)
        return (
            Update(asked.no, "report", "in_progress", words={"status": stated})
            if stated
            else Update(asked.no, "unclear")
        )
    update = _report(text, findings, asked, "report")
    return replace(update, doubt=find_doubts(update, phrases, asked, corrects=_corrects(phrases)))


def _stuck_besides(named: Named, phrases: Sequence[Phrase], obstacle: Obstacle | None) -> bool:
    """An obstacle is told by other words than those that pass the task on."""
    own = next((one for one in phrases if one.start <= named.start < one.end), None)
    return obstacle is not None and not (own and own.start <= obstacle.start < own.end)


def _put_off(phrases: Sequence[Phrase], signs: Signs) -> bool:
    """Work that has not begun is put off, not the answer (`没启动，节后再说`)."""
    return bool(signs.unbegun) and phrases[-1].text.endswith("再说")


def _done_besides(named: Named, phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> bool:
    """Something is finished or being done by other words than those that pass the task on (`工作都移交给小戴了`)."""
    others = [one for one in phrases if not one.start <= named.start < one.end]
    signs = find_signs(others, asked, clock)
    return bool(signs.done or _AT_WORK.match(signs.going))


def _corrects(phrases: Sequence[Phrase]) -> bool:
    return any(_CORRECTS.search(phrase.text) for phrase in phrases)


def _find(phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Findings:
    corrects = _corrects(phrases)
    asks = find_asks(phrases)
    share = find_share(phrases, asked, corrects=corrects)
    level = asked.unit == "%"
    signs, expected = find_signs(phrases, asked, clock), find_expected(phrases, asked, clock)
    if share and not level and tells_parts(phrases, asked):
        share, signs = None, replace(signs, done="", unbegun="", partly=signs.partly or "%")
    amount = _amount(phrases, asked, share, signs, corrects=corrects)
    if share and amount and not level and is_weak(share) and not makes_up(amount, asked, share):
        share = None
    over = signs.done and expected is not None and expected.day == clock.today and _has_passed(phrases, expected)
    return Findings(
        share=None if level else share,
        amount=amount,
        expected=None if over else expected,
        obstacle=find_obstacle(phrases, asked.title)
        or (
            find_reason_of_ask(phrases, [ask.bodies[0].start for ask in asks if ask.bodies], asked.title)
            if asks
            else None
        ),
        asks=asks,
        need=next((ask.need for ask in asks if ask.need), None) if asks else find_bare_need(phrases),
        signs=signs,
    )


def _amount(
    phrases: Sequence[Phrase], asked: Asked, share: Share | None, signs: Signs, *, corrects: bool
) -> Amount | None:
    """The figure reached; none where not one is begun (`25个点位选好了，一个都没动工`)."""
    if _NOT_ONE.search(signs.unbegun):
        return None
    return _as_amount(share) if asked.unit == "%" else find_amount(phrases, asked, share, corrects=corrects)


def _has_passed(phrases: Sequence[Phrase], day: Day) -> bool:
    """The hour of today that is said lies behind (`上午刚签完`)."""
    said = next((one.text[day.start - one.start : day.end - one.start] for one in phrases if one.end >= day.end), "")
    return _EARLIER_TODAY.search(said) is not None


def _as_amount(share: Share | None) -> Amount | None:
    """Where the task is measured in %, the figure is its quantity."""
    return Amount(Quantity(share.value, "%"), share.start, share.end, share.strength) if share else None


def _status(findings: Findings, asked: Asked) -> Standing | None:
    """The decision table: the figure reached, then what is in the way, then what is said of pace and work."""
    signs, obstacle = findings.signs, findings.obstacle
    progress = bool(findings.amount or findings.share or signs.partly or signs.going)
    rows: tuple[tuple[bool, Standing], ...] = (
        (_reached(findings, asked), "done"),
        (bool(obstacle and not obstacle.natural) or (not obstacle and bool(findings.asks or findings.need)), "blocked"),
        (bool(obstacle) or bool(signs.slip), "delayed"),
        (findings.share is not None and findings.share.value == 0, "not_started"),
        (_unbegun(signs) and not findings.amount and not findings.share, "not_started"),
        (bool(signs.to_begin) and not progress and not signs.done, "not_started"),
        (_short(findings, asked), "in_progress"),
        (bool(signs.done) and not signs.unfinished and not signs.going and not findings.expected, "done"),
        (any(_said(signs)) or progress, "in_progress"),
    )
    return next((standing for holds, standing in rows if holds), None)


def _unbegun(signs: Signs) -> bool:
    """Nothing is begun; what is worked at without a result yet (`正在谈，还没眉目`) is."""
    return bool(signs.unbegun) and not (_AT_WORK.match(signs.going) and _NO_RESULT.search(signs.unbegun))


def _reached(findings: Findings, asked: Asked) -> bool:
    if findings.amount and asked.target is not None:
        said = comparable(findings.amount.quantity, asked)
        return said is not None and said >= asked.target
    return bool(findings.share and findings.share.value >= 100)


def _short(findings: Findings, asked: Asked) -> bool:
    return bool(findings.amount and asked.target is not None) or bool(findings.share)


def _status_of_extension(findings: Findings) -> Standing | None:
    if findings.obstacle and not findings.obstacle.natural:
        return "blocked"
    figure = findings.share or findings.amount
    return "delayed" if findings.obstacle or findings.signs.slip or findings.signs.unfinished or figure else None


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
        words = text[findings.obstacle.start : findings.obstacle.end]
        return None if findings.obstacle.effect and len(words) <= 5 else words
    return text[findings.need.start : findings.need.end] if findings.need else None


def _with_day(update: Update, text: str, day: Day | None) -> Update:
    if day is None:
        return update
    return replace(update, expected=day.day, words={**update.words, "expected": text[day.start : day.end]})
