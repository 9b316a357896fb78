"""A leader's reply, as typed or dictated, and what was asked → what it says of each task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.language.relative import Clock
from bot.model import Asked, Standing, Update
from bot.replies.passages import Passage, find_passages, likely_task, whole_passages
from bot.replies.reading import read_passage
from bot.replies.spelling import corrected

__all__ = ["interpret", "update_json"]

_LONGEST = 1000
_SAID_OF_ALL = ("acknowledge", "snooze", "delegate")
_OPPOSITE: dict[Standing | None, Standing] = {
    "done": "in_progress",
    "in_progress": "delayed",
    "not_started": "in_progress",
    "delayed": "in_progress",
}


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
    written = text[:_LONGEST]
    meant = corrected(written)
    clock = Clock(at, is_workday)
    tasks = {task.no: task for task in asked}
    passages = find_passages(meant, asked)
    if not passages:
        return _unnamed(written, meant, asked, clock)
    return tuple(_read(written, passages, tasks, clock))


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


def _unnamed(written: str, meant: str, asked: Sequence[Asked], clock: Clock) -> tuple[Update, ...]:
    """A reply that names none of several tasks: said of all, of the one whose words stand in it, or unclear."""
    whole = [
        read_passage(written, passage.phrases, task, clock)
        for passage, task in zip(whole_passages(meant, asked), asked, strict=True)
    ]
    if all(update.intent in _SAID_OF_ALL for update in whole):
        return tuple(whole)
    likely = likely_task(meant, asked)
    if likely is not None:
        return tuple(update for update in whole if update.task == likely)
    return tuple(Update(task.no, "unclear") for task in asked)


def _read(written: str, passages: Sequence[Passage], tasks: dict[int, Asked], clock: Clock) -> list[Update]:
    updates: list[Update] = []
    for passage in passages:
        same = updates and any("同上" in phrase.text for phrase in passage.phrases)
        updates.append(
            replace(updates[-1], task=passage.task)
            if same
            else read_passage(written, passage.phrases, tasks[passage.task], clock)
        )
    return _set_apart(updates, passages)


def _set_apart(updates: list[Update], passages: Sequence[Passage]) -> list[Update]:
    """An excepted task of which nothing else tells stands otherwise than the rest (`除了2都正常`)."""
    rest = next((u.status for u, passage in zip(updates, passages, strict=True) if not passage.excepted), None)
    return [
        replace(update, intent="report", status=_OPPOSITE.get(rest, "in_progress"))
        if passage.excepted and (update.intent == "unclear" or (update.intent == "report" and update.status is None))
        else update
        for update, passage in zip(updates, passages, strict=True)
    ]
