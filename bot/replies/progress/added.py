"""So many more than before (`又签了2个`): what was added, which is no running total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Asked, Quantity
from bot.replies.progress.amounts import Amount
from bot.replies.progress.figures import with_units
from bot.replies.progress.reached import how_surely
from bot.replies.tasks.passages import Phrase
from bot.replies.words.lexicon import shape


@dataclass(frozen=True, slots=True)
class Added:
    """What was added, and the words that say so."""

    quantity: Quantity
    start: int
    end: int


_MORE = shape(
    r"(?:又|再(?=[^,\d]*了)|另外?(?=[^,\d]*了)|(?:本|这个?|当|上个?)(?:周|月|星期|礼拜)|(?:今|昨)[天日]|新?近(?:期|来|几天)?|最近|"
    r"这[两几]天|[较比]上(?:周|个?月|次|期)[^,\d]{0,3})(?:又|新|再)*"
)
_PERHAPS_MORE = re.compile(r"新增|增加|净增|新签(?!约)|新(?=[一-龥]{2,3}了?$)|多(?=[一-龥]{1,2}了$)")
"""Of a total as well as of what came on top (`新增2家`); the total where the task itself is called so."""
_SO_FAR = re.compile(r"今年|年初|以来|累计|至今|截[至止]|目前|[上下]半年|[一二三四]?季度|\d月|已|共|总|达|到")
_NOT_YET = shape(r"{plan}|还[要得能]|下(?:周|个?月)|明天|后天|要是|如果|意向|正|{not}")
_ONLY_TALKED = re.compile(r"[谈聊接排推报盯跟看考洽]了?[^,\d]{0,2}$")


def find_added(phrases: Sequence[Phrase], asked: Asked, total: Amount | None) -> Added | None:
    """The first figure of the task's own measure that is told as what came on top. Where the total is told beside it
    there is none; where it could be either, it is the same figure as the `total`."""
    for phrase in phrases:
        for figure in with_units(phrase.text, asked):
            start, end = phrase.start + figure.start, phrase.start + figure.end
            if total is not None and total.start != start:
                continue
            more = _more(phrase.text[: figure.start], asked, sure=total is None)
            if more is None or not _is_done(phrase.text, more, figure.start, figure.end, figure.quantity, asked):
                continue
            return Added(figure.quantity, phrase.start + more.start(), end)
    return None


def _more(before: str, asked: Asked, *, sure: bool) -> re.Match[str] | None:
    """The words before a figure that say it came on top; of what could be a total too, those that can mean it."""
    if sure:
        found = list(_MORE.finditer(before))
        return found[-1] if found and not _NOT_YET.search(before) else None
    perhaps = _PERHAPS_MORE.search(before)
    if perhaps is None or _SO_FAR.search(before) or _NOT_YET.search(before):
        return None
    return None if perhaps[0] in asked.called else perhaps


def _is_done(text: str, more: re.Match[str], start: int, end: int, quantity: Quantity, asked: Asked) -> bool:
    """Whether so much would be the total reached if it were not for the words of adding."""
    before = text[: more.start()] + text[more.end() : start]
    return not _ONLY_TALKED.search(before) and bool(how_surely(before, text[end:], quantity, asked))
