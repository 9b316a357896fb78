"""A leader's reply, as typed or dictated, and what was asked → what it says of each task."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.language.numbers import parse_number
from bot.language.relative import Clock
from bot.model import Asked, Standing, Update
from bot.replies.asks.noted import is_noted
from bot.replies.progress.corrections import find_mistaken, says_all
from bot.replies.reading import all_of_it, read_passage
from bot.replies.tasks.measures import likely_task
from bot.replies.tasks.passages import Parts, Passage, find_parts, whole_passages
from bot.replies.tasks.references import find_mentions
from bot.replies.tasks.titles import without_title
from bot.replies.words.brief import brief_standing, is_ok
from bot.replies.words.gist import Gist, gist_of
from bot.replies.words.offices import OFFICE_END
from bot.replies.words.spelling import corrected

__all__ = [
    "Reading",
    "all_of_it",
    "corrects_before",
    "interpret",
    "named",
    "read_reply",
    "says_all",
    "titled",
    "update_json",
]

_LONGEST = 1000
_SAID_OF_ALL = ("acknowledge", "snooze", "delegate")
_OPPOSITE: dict[Standing | None, Standing] = {
    "done": "in_progress",
    "in_progress": "delayed",
    "not_started": "in_progress",
    "delayed": "in_progress",
}
_OTHERS: dict[Standing | None, Standing] = {"in_progress": "done"}
"""How the others stand where one alone is told of: `只有2没完` leaves them done, `只有2滞后` under way."""
_SAME = re.compile(r"同上|[\s,]*(?:情况)?(?:也|同)(?:是|上|前|样|一样|差不多)(?:的|了)?[\s,。]*")
_SAME_AS = re.compile(
    r"[\s,]*(?:情况)?(?:也|都)?(?:同|跟|和|与|像|参照|参考)第?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})(?:项|个|号)?"
    r"(?:情况)?(?:一样|相同|差不多|同|类似|一致)?[\s,。]*"
)


_ONLY_NAMED = re.compile(r"[了啦吧呢,。\s那这个项块]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply says: of each task spoken of, in the order of their numbers, and what could be given to none.

    `leftovers` are stretches of the reply as written that tell something of a task that was not asked about, or do
    not say of which."""

    updates: tuple[Update, ...]
    leftovers: tuple[str, ...] = ()


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5


def interpret(
    text: str, asked: Sequence[Asked], at: datetime, is_workday: Callable[[date], bool] = _is_weekday
) -> tuple[Update, ...]:
    """What a reply says of the tasks asked about, one update for each task spoken of, in the order of their numbers.

    `at` is the moment of writing (aware, Asia/Shanghai), from which relative dates count. Any text gives an answer;
    of one longer than 1,000 characters the beginning is read. A reply that names none of several tasks and says
    nothing that holds for all is unclear for each.
    """
    return read_reply(text, asked, at, is_workday).updates


def read_reply(
    text: str, asked: Sequence[Asked], at: datetime, is_workday: Callable[[date], bool] = _is_weekday
) -> Reading:
    """As `interpret`, with the words that tell something and could be given to no task."""
    titles = [task.title for task in asked]
    written = gist_of(text[:_LONGEST], titles)
    meant = corrected(written.text, titles)
    clock = Clock(at, is_workday)
    tasks = {task.no: task for task in asked}
    parts = find_parts(meant, asked)
    leftovers = _leftovers(written, parts, clock)
    if len(parts.passages) != 1 and is_noted(whole_passages(meant, asked)[0].phrases):
        return Reading(tuple(Update(one.task, "acknowledge") for one in parts.passages or whole_passages(meant, asked)))
    if len({passage.phrases for passage in parts.passages}) == 1 < len(parts.passages) == len(asked):
        whole = _whole(written, meant, asked, clock)
        if all(update.intent in _SAID_OF_ALL for update in whole):
            return Reading(tuple(whole))
    if parts.passages:
        return Reading(tuple(_read(written, parts.passages, tasks, clock)), leftovers)
    if leftovers:
        return Reading(tuple(Update(task.no, "unclear") for task in asked), leftovers)
    return Reading(_unnamed(written, meant, asked, clock))


def _leftovers(written: Gist, parts: Parts, clock: Clock) -> tuple[str, ...]:
    """The stretches that nobody was asked about in which a fact is told."""
    nothing = Asked(0, "")
    return tuple(
        written.quote(phrases[0].start, phrases[-1].end)
        for phrases in parts.loose
        if (told := read_passage(written, phrases, nothing, clock)).intent == "report" and told.status is not None
    )


def _meant(text: str, asked: Sequence[Asked]) -> str:
    """The gist of a reply as it was meant."""
    titles = [task.title for task in asked]
    return corrected(gist_of(text[:_LONGEST], titles).text, titles)


def named(text: str, asked: Sequence[Asked]) -> set[int]:
    """The numbers of the tasks that a reply names by number, by words of the title or as the rest."""
    mentions = find_mentions(_meant(text, asked), asked)
    rest = {task.no for task in asked} if any(one.kind == "rest" for one in mentions) else set()
    return rest.union(*(one.tasks for one in mentions if one.kind in ("number", "title")))


def titled(text: str, asked: Sequence[Asked]) -> set[int]:
    """The numbers of the tasks that a reply names by words of the title, which begin no name of an office
    (`统计局没给` names no 统计数据质量提升)."""
    meant = _meant(text, asked)
    mentions = (one for one in find_mentions(meant, asked) if one.kind == "title")
    return {no for one in mentions if not OFFICE_END.match(meant, one.end) for no in one.tasks}


def corrects_before(text: str) -> bool:
    """Whether a reply takes back, before it tells anything, what was told before (`刚才说错了，是60%`)."""
    (whole,) = whole_passages(corrected(text[:_LONGEST]), [Asked(0, "")])
    return bool(find_mistaken(whole.phrases))


def update_json(update: Update) -> dict[str, Any]:
    """An update in the shape of the corpora's replies.jsonl, every key present."""
    quantity = update.quantity and {"value": update.quantity.value, "unit": update.quantity.unit}
    return {
        "task": update.task,
        "intent": update.intent,
        "status": update.status,
        "percent": update.percent,
        "quantity": quantity,
        "expected": update.expected.isoformat() if update.expected else None,
        "blocker": update.blocker,
        "help_from": list(update.help_from),
        "delegate": update.delegate,
    }


def _unnamed(written: Gist, meant: str, asked: Sequence[Asked], clock: Clock) -> tuple[Update, ...]:
    """A reply that names none of several tasks: said of all, of the one whose words stand in it, or unclear."""
    whole = _whole(written, meant, asked, clock)
    if all(update.intent in _SAID_OF_ALL for update in whole):
        return tuple(whole)
    likely = likely_task(meant, asked)
    if likely is not None:
        return tuple(update for update in whole if update.task == likely)
    return tuple(Update(task.no, "unclear") for task in asked)


def _whole(written: Gist, meant: str, asked: Sequence[Asked], clock: Clock) -> list[Update]:
    """The whole reply as said of each task."""
    return [
        read_passage(written, passage.phrases, task, clock)
        for passage, task in zip(whole_passages(meant, asked), asked, strict=True)
    ]


def _read(written: Gist, passages: Sequence[Passage], tasks: dict[int, Asked], clock: Clock) -> list[Update]:
    updates: list[Update] = []
    listed = len(passages) > 1 and not all(is_ok(_words(passage)) for passage in passages)
    for passage in passages:
        words = _words(passage)
        own = without_title(words, tasks[passage.task].title)
        if (like := _same_as(own, updates)) is not None:
            updates.append(replace(like, task=passage.task))
        elif passage.excepted and _ONLY_NAMED.fullmatch(own):
            updates.append(Update(passage.task, "unclear"))
        elif ticked := brief_standing(own, listed=len(tasks) > 1) or ("done" if listed and is_ok(own) else None):
            said = written.quote(passage.phrases[0].start, passage.phrases[-1].end).strip()
            updates.append(Update(passage.task, "report", ticked, words={"status": said}))
        else:
            updates.append(read_passage(written, passage.phrases, tasks[passage.task], clock, singled=len(tasks) > 1))
    return _set_apart(updates, passages)


def _words(passage: Passage) -> str:
    return "".join(phrase.text for phrase in passage.phrases)


def _same_as(words: str, updates: Sequence[Update]) -> Update | None:
    """The update of a task told before that another is said to be like: the last one (`同上`), or by number (`同4`)."""
    if not updates:
        return None
    if _SAME.fullmatch(words):
        return updates[-1]
    found = _SAME_AS.fullmatch(words)
    number = parse_number(found["number"]) if found else None
    return next((update for update in updates if update.task == number), None)


def _set_apart(updates: list[Update], passages: Sequence[Passage]) -> list[Update]:
    """Tasks of which nothing is told but that they are excepted, or that others are: they stand otherwise."""
    pairs = list(zip(updates, passages, strict=True))
    rest = next((update.status for update, passage in pairs if not passage.excepted), None)
    excepted = next((update.status for update, passage in pairs if passage.excepted), None)
    apart = any(passage.excepted for passage in passages)

    def stands(update: Update, passage: Passage) -> Update:
        untold = update.intent == "unclear" or (update.intent == "report" and update.status is None)
        if passage.excepted and untold:
            otherwise = "in_progress" if update.expected else _OPPOSITE.get(rest, "in_progress")
            return replace(update, intent="report", status=otherwise)
        if apart and untold and not passage.phrases:
            return replace(update, intent="report", status=_OTHERS.get(excepted, "in_progress"))
        return update

    return [stands(update, passage) for update, passage in pairs]
