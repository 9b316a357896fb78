"""异议: words against an appraisal go on record and before the admins, and stand in the score sheet."""

from __future__ import annotations

import re

from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import may_see
from bot.model import Task
from bot.record.events import Event, Objected
from bot.reports.periods import last_whole

_OBJECTION = re.compile(r"(?:异议|申诉)[:：,，\s]*(?P<words>.*)", re.S)
LONGEST = 1000


def object_to(turn: Turn) -> Response | None:
    """`异议 招商项目5月已完成，不应扣分`: about the appraisal of the last whole quarter. None for any other text."""
    match = _OBJECTION.fullmatch(turn.incoming.text.strip())
    if match is None:
        return None
    quarter, words = last_whole("quarter", turn.today), match["words"].strip()
    if not words or len(words) > LONGEST:
        return Response((turn.answer("objection-how", quarter=quarter, longest=LONGEST),))
    task = _task_named(turn, words)
    objected = Objected(person=turn.person.id, slot=quarter.slot, task=task.id if task else None, text=words)
    admins = [p for p in turn.world.people.values() if "admin" in p.roles and p.id != turn.person.id]
    told: list[Event] = [
        turn.answer("objection-admin", number=n, to=admin, by=turn.person, words=words, quarter=quarter, task=task)
        for n, admin in enumerate(admins, 1)
    ]
    return Response((objected, turn.answer("objection", quarter=quarter, task=task), *told))


def _task_named(turn: Turn, words: str) -> Task | None:
    """The one task of the person's that the words name by its id or title."""
    mine = [t for t in turn.world.tasks.values() if may_see(turn.person, t, turn.world)]
    found = [t for t in mine if t.id in words or t.title in words]
    return found[0] if len(found) == 1 else None
