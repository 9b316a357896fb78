"""What the phrases said of one task come to: one update."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.language.relative import Clock
from bot.model import Asked, Intent, Update
from bot.replies.asks.delegates import Named, find_delegate, is_out_of_hand
from bot.replies.asks.extensions import asks_only_time, find_extension, without_asking
from bot.replies.asks.noted import is_noted
from bot.replies.asks.requests import Request, find_snooze
from bot.replies.doubts import find_doubts
from bot.replies.findings import Findings, find_all
from bot.replies.progress.as_planned import find_as_planned
from bot.replies.progress.corrections import find_mistaken, says_all
from bot.replies.progress.dates import Day
from bot.replies.progress.shares import find_shares
from bot.replies.progress.signs import Signs, find_signs
from bot.replies.progress.statements import find_statement, find_work
from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import NAMED, masked
from bot.replies.trouble.neighbours import Obstacle
from bot.replies.verdict import AT_WORK, decide, decide_extension
from bot.replies.words.gist import Gist

_IGNORANT = re.compile(
    r"不知道|不晓得|^(?:我|心里|手上)?没个?准?数$|(?:手头|手上|手里|心里|这里|这边|我这)[^,]{0,3}没(?:有|个)?(?:准)?(?:数字?|底|谱|材料|资料|台账|数据)$|"
    r"不清楚|不了解|没听说|没人(?:跟|和|告诉|通知|对)|不是我们(?:单位|局|部门)?的|(?:下|派|发|分|找|弄|搞|"
    r"问)错(?:了)?(?:单位|部门|人|群|对象|地方)|与我(?:们|局|"
    r"单位)?无关|不归我们?(?:管|负责)?$|核实后再派|没(?:给我)?回我|没给我(?:回|报)"
)
_UNSURE = re.compile(
    r"说不(?:上来?|准|清|好|定)|(?:搞|弄|闹|记|吃|拿|摸)不(?:清|准)|不(?:太|大|怎么)?(?:好说|敢说|掌握|熟悉|摸底)|"
    r"没(?:有)?(?:掌握|过问|留意|细问|统计|汇总)|"
    r"没(?:数|底|个?准数?)(?:儿)?$|(?:得|要|还得|还要|去)(?:问问|查查|核实一?下?|了解一?下?|打听)"
)
"""Where nothing else is told, whoever answers does not know how it stands (`蚕桑那块说不上来`)."""
_GAVE_AWAY = re.compile("(?:交|转|划|移|让|推|甩)(?:出去|走|掉|给别人)了")
_ASKS_BACK = re.compile(r"(?<![好没])几(?!乎|天|日)|多少|[吗么嘛]$|什么|哪|怎么|咋|谁|是不是")


def read_passage(text: Gist, phrases: Sequence[Phrase], asked: Asked, clock: Clock, *, singled: bool = False) -> Update:
    """The update that these phrases give for a task; quotes are cut from `text`.

    `singled`: the task was singled out among several, so that whatever is stated of it tells how it stands."""
    if is_noted(phrases, asked.title):
        return Update(asked.no, "acknowledge")
    asked = _as_told(phrases, asked)
    findings = find_all(phrases, asked, clock)
    snooze = find_snooze(phrases, asked, clock)
    if not (snooze and snooze.promised and asks_only_time(phrases)) and (
        extension := find_extension(phrases, asked, clock)
    ):
        findings = find_all(without_asking(phrases, asked.title, clock), asked, clock)
        update = _report(text, phrases, replace(findings, expected=extension.day), asked, clock.today, "extend")
        return replace(update, status=decide_extension(findings))
    told_figure = findings.share or findings.amount
    if (
        not told_figure
        and (named := find_delegate(_without_name(phrases, asked.title)))
        and not (
            any(body.start == named.start for ask in findings.asks for body in ask.bodies)
            or _stuck_besides(named, phrases, findings.obstacle)
            or _done_besides(named, phrases, asked, clock)
        )
    ):
        name = text.quote(named.start, named.end)
        return Update(asked.no, "delegate", delegate=name, words={"delegate": name})
    if snooze and (
        snooze.firm
        or not (
            told_figure
            or findings.obstacle
            or _done_before(snooze, phrases, asked, clock)
            or _put_off(phrases, findings.signs)
        )
    ):
        return _with_day(Update(asked.no, "snooze"), text, snooze.day)
    if (
        find_mistaken(phrases)
        and not findings.facts
        and (whole := next((p for p in phrases if says_all(p.text)), None))
    ):
        words = text.quote(whole.start, whole.end)
        return Update(asked.no, "unclear") if singled else all_of_it(asked.no, words)
    said = [masked(phrase.text, asked.title).lstrip("□") for phrase in phrases]
    ignorant = any(_IGNORANT.search(text) for text in said) and not (
        findings.share or findings.amount or findings.asks or _told_besides(findings.obstacle, phrases)
    )
    unsure = any(_UNSURE.search(text) for text in said)
    ignorant = ignorant or (unsure and (not findings.facts or (len(said) == 1 and _UNSURE.match(said[0]) is not None)))
    asks_back = any(_ASKS_BACK.search(phrase.text) for phrase in phrases)
    if ignorant or (not findings.facts and (asks_back or not findings.expected)):
        find = find_statement if singled else find_work
        stated = None if ignorant or asks_back else find(phrases, asked.title)
        return (
            Update(asked.no, "report", "in_progress", words={"status": text.quote(stated.start, stated.end)})
            if stated
            else Update(asked.no, "unclear")
        )
    update = _report(text, phrases, findings, asked, clock.today, "report")
    if mistaken := find_mistaken(phrases):
        update = replace(update, words={**update.words, "correction": mistaken})
    return replace(update, doubt=find_doubts(update, phrases, asked, clock))


def _as_told(phrases: Sequence[Phrase], asked: Asked) -> Asked:
    """The task as these words speak of it: where growth is asked for and no rate of it told, a share is of the work."""
    if asked.nature != "growth" or find_shares(phrases, asked):
        return asked
    return replace(asked, target=None, unit=None, nature=None)


def _without_name(phrases: Sequence[Phrase], title: str) -> list[Phrase]:
    """The phrases with the task's name blotted out, in which nobody is called (`叫应演练说不上来`)."""
    return [replace(one, text=masked(one.text, title, NAMED)) for one in phrases]


def all_of_it(no: int, words: str) -> Update:
    """A correction by which it was not some that were done, but all; of several tasks it does not say of which."""
    return Update(no, "report", "done", words={"status": words, "correction": words})


def _stuck_besides(named: Named, phrases: Sequence[Phrase], obstacle: Obstacle | None) -> bool:
    """An obstacle is told by other words than those that pass the task on."""
    of_it = (one for one in phrases if one.start <= named.start < one.end or is_out_of_hand(one.text))
    return obstacle is not None and not any(one.start <= obstacle.start < one.end for one in of_it)


def _told_besides(obstacle: Obstacle | None, phrases: Sequence[Phrase]) -> bool:
    """An obstacle is told by other words than those that plead ignorance (`产权单位注销了，找谁都不知道`)."""
    if obstacle is None or obstacle.effect:
        return False
    return not any(one.start <= obstacle.start < one.end for one in phrases if _IGNORANT.search(one.text))


def _done_before(snooze: Request, phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> bool:
    """Something is finished by other words than those that promise the answer (`落地回`)."""
    others = [one for one in phrases if not (snooze.promised and one.start == snooze.start)]
    return bool(find_signs(others, asked, clock).done)


def _put_off(phrases: Sequence[Phrase], signs: Signs) -> bool:
    """Work that has not begun is put off, not the answer (`没启动，节后再说`)."""
    return bool(signs.unbegun) and phrases[-1].text.endswith("再说")


def _done_besides(named: Named, phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> bool:
    """Something is finished or being done by other words than those that pass the task on (`工作都移交给小戴了`)."""
    others = [p for p in phrases if not p.start <= named.start < p.end and not _GAVE_AWAY.search(p.text)]
    signs = find_signs(others, asked, clock)
    return bool(signs.done or AT_WORK.match(signs.going))


def _report(
    text: Gist, phrases: Sequence[Phrase], findings: Findings, asked: Asked, today: date, intent: Intent
) -> Update:
    update = Update(asked.no, intent, status=decide(findings, asked, today))
    words: dict[str, str] = {}
    if update.status == "in_progress" and (planned := find_as_planned(phrases, asked.title)):
        words["status"] = text.quote(*planned)
    if findings.share:
        update = replace(update, percent=findings.share.value)
        words["percent"] = text.quote(findings.share.start, findings.share.end)
    if findings.amount:
        update = replace(update, quantity=findings.amount.quantity)
        words["quantity"] = text.quote(findings.amount.start, findings.amount.end)
    if findings.added:
        update = replace(update, added=findings.added.quantity)
        words["added"] = text.quote(findings.added.start, findings.added.end)
    blocker = _blocker(text, findings)
    if blocker:
        update = replace(update, blocker=blocker)
        words["blocker"] = blocker
    helpers = tuple(dict.fromkeys(text.quote(one.start, one.end) for ask in findings.asks for one in ask.bodies))
    if helpers:
        words["help_from"] = "、".join(helpers)
    return _with_day(replace(update, help_from=helpers, words=words), text, findings.expected)


def _blocker(text: Gist, findings: Findings) -> str | None:
    if findings.obstacle:
        words = text.quote(findings.obstacle.start, findings.obstacle.end)
        return None if findings.obstacle.effect and len(words) <= 5 else words
    return text.quote(findings.need.start, findings.need.end) if findings.need else None


def _with_day(update: Update, text: Gist, day: Day | None) -> Update:
    if day is None:
        return update
    return replace(update, expected=day.day, words={**update.words, "expected": text.quote(day.start, day.end)})
