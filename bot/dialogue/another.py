"""Words that come while one task is asked about, and tell of another: they begin with its number."""

from __future__ import annotations

import re

from bot.dialogue.context import Context, asked_of
from bot.dialogue.turn import Turn
from bot.model import Task
from bot.replies import interpret

_NUMBER = re.compile(r"\s*第?(\d{1,2})(?:[\s.．、:：,，]|项)")


def tells_of_another(turn: Turn, context: Context, task: Task, text: str) -> bool:
    """Whether the text begins with the number of another task than this one and is understood of it."""
    found, by_no = _NUMBER.match(text), context.by_no
    no = int(found[1]) if found else 0
    if no not in by_no or by_no[no].id == task.id:
        return False
    told = interpret(text, asked_of(turn, by_no), turn.incoming.at, turn.world.calendar.is_workday)
    return any(update.task == no and update.intent != "unclear" for update in told)
