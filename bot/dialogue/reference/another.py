"""Words that begin with a number: of another task than the one asked about, or of none that was asked about."""

from __future__ import annotations

import re

from bot.dialogue.reference.choosing import numbers
from bot.dialogue.reference.context import Context, asked_of
from bot.dialogue.turn import Turn
from bot.dialogue.views import tasks_of
from bot.language.units import UNIT
from bot.model import Task
from bot.record.events import Event
from bot.replies import interpret

_NUMBER = re.compile(r"\s*第?(\d{1,2})(?:[\s.．、:：,，]|项)")
_OF_NONE = re.compile(
    rf"\s*第?(\d{{1,2}})(?:项|[.．、:：](?!\d)|\s+(?!\d|{UNIT}|[%年月日号天周点时多余来]|工作日|小时))"
)
"""A number that can only be a task's: no unit and no day stands behind it."""


def ask_which_number(turn: Turn, text: str, context: Context) -> Event | None:
    """The question which task is meant, where words begin with a number that no task in question has; None for
    any other text, and where who says it answers for no other task."""
    found, tasks = _OF_NONE.match(text), tasks_of(turn.person, turn.world)
    if found is None or int(found[1]) in context.spoken_of or text != turn.incoming.text or len(tasks) < 2:
        return None
    by_no = dict(enumerate(tasks, start=1))
    rows, asks = numbers(by_no, "meant", text), [task.id for task in tasks]
    return turn.answer("unclear", rows=rows, asks=asks, text=text, lines=list(by_no.items()))


def tells_of_another(turn: Turn, context: Context, task: Task | None, text: str) -> bool:
    """Whether the text begins with the number of another task than this one (of any, where none) and is understood of
    it."""
    found, by_no = _NUMBER.match(text), context.by_no
    no = int(found[1]) if found else 0
    if no not in by_no or (task and by_no[no].id == task.id):
        return False
    told = interpret(text, asked_of(turn, by_no), turn.incoming.at, turn.world.calendar.is_workday)
    return any(update.task == no and update.intent != "unclear" for update in told)
