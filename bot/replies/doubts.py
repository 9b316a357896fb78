"""What two careful readers would take differently in a reply, as questions to ask back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.language.foreign import a_week_later
from bot.language.relative import Clock
from bot.language.units import comparable
from bot.model import Asked, Update
from bot.replies.progress.corrections import corrects_itself
from bot.replies.progress.shares import find_shares
from bot.replies.tasks.passages import Phrase

_FAR_BEYOND = 10
"""A figure of more than so many times the target is rather a slip of the finger."""

_DONE = re.compile(r"(?:已经?|都|全部?|早就)*(?:完成|办结|完工|竣工|办完|做完)(?:了|啦)?")
"""Nothing but that it is done, with nothing said of which part."""
_TWO_SHARES = "进度是 {first:g}% 还是 {second:g}%？"
_FAR = "{said}，目标是 {target:g}{unit}，数字对吗？"
_DONE_AND_STUCK = "已经完成，还是仍有困难（{blocker}）？"
_OVER_ALL = "进度 {percent:g}%，对吗？"
_WHICH_WEEK = "“{said}”是 {first.month}月{first.day}日 还是 {other.month}月{other.day}日？"


def find_doubts(update: Update, phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> tuple[str, ...]:
    """One Chinese question for each value of a report that has two readings; a reply that corrects itself has one."""
    questions = tuple(_questions(update, phrases, asked, clock)) if update.intent == "report" else ()
    return () if questions and corrects_itself(phrases) else questions


def _questions(update: Update, phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Iterator[str]:
    shares = find_shares(phrases, asked) if update.percent is not None else []
    surest = [share.value for share in shares if share.strength == max(one.strength for one in shares)]
    if len(set(surest)) > 1:
        yield _TWO_SHARES.format(first=surest[0], second=surest[1])
    if update.percent is not None and update.percent > 100 * _FAR_BEYOND:
        yield _OVER_ALL.format(percent=update.percent)
    reached = comparable(update.quantity, asked) if update.quantity else None
    if asked.target and reached is not None and reached > _FAR_BEYOND * asked.target:
        yield _FAR.format(said=update.words["quantity"], target=asked.target, unit=asked.unit or "")
    if update.blocker and (update.status == "done" or any(_DONE.fullmatch(phrase.text) for phrase in phrases)):
        yield _DONE_AND_STUCK.format(blocker=update.blocker)
    said = update.words.get("expected", "")
    if update.expected and (other := a_week_later(said, update.expected, clock.today)):
        yield _WHICH_WEEK.format(said=said, first=update.expected, other=other)
