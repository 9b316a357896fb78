"""The leader's own last promise, in her own words: what the next question quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.language.units import UNIT
from bot.record.events import Reported
from bot.record.standing import TaskState

_BORDER = re.compile(r"[，,。；;！!？?\n]")
_NUMBER = re.compile(
    r"\s*(?:[（(]?\d{1,2}(?:[）)、:：]\s*|[.．]\s*(?!\d)|\s+)|"
    rf"\d{{1,2}}(?![\d.．年月日号天周点%]|\s*{UNIT})|第[一二三四五六七八九十]+[项个]?\s*)"
)
"""The number of a task before what is said of it; a figure with its unit (`4月10日`, `3家`) is none."""
_NAMES_A_MONTH = re.compile(r"(?:\d|[一二三四五六七八九十])\s*月")
LONGEST = 30


@dataclass(frozen=True, slots=True)
class Promise:
    """That it is done by `day`: said when, by whom (the id), in which words (empty where they cannot be told apart).
    `plain`: the words name the month (`5月底`); others (`下周三前`, `月底`) leave the reader to reckon."""

    at: datetime
    day: date
    by: str
    words: str

    @property
    def plain(self) -> bool:
        return _NAMES_A_MONTH.search(self.words) is not None


def promise_of(state: TaskState) -> Promise | None:
    """The promise that stands: the last day named, unless the task was said to be done since. A day asked for is one
    only when it was granted."""
    told = (r for r in reversed(state.reports) if r.said.expected or r.said.status == "done")
    report = next((r for r in told if not _only_asked(state, r.said)), None)
    if report is None or report.said.expected is None or report.said.intent == "snooze":
        return None
    return Promise(report.at, report.said.expected, report.said.said_by, own_words(report.said))


def _only_asked(state: TaskState, said: Reported) -> bool:
    request = state.request_of(said)
    return request is not None and request.granted is None


def own_words(said: Reported) -> str:
    """The clause of a reply in which the day was named; empty where it is not one clause of a fair length."""
    day = said.words.get("expected", "")
    if not day or said.text.count(day) != 1:
        return ""
    start = said.text.index(day)
    first = max((m.end() for m in _BORDER.finditer(said.text, 0, start)), default=0)
    after = _BORDER.search(said.text, start + len(day))
    number = _NUMBER.match(said.text, first, start)
    clause = said.text[number.end() if number else first : after.start() if after else None].strip()
    return clause if len(clause) <= LONGEST else ""
