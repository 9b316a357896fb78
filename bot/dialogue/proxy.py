"""代录: an admin or a liaison enters what a leader said by phone; the record names both."""

from __future__ import annotations

import re

from bot.dialogue.context import Context, counted, numbering_of
from bot.dialogue.handing import find_person
from bot.dialogue.reporting import report_text
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import tasks_of
from bot.model import Person

_PROXY = re.compile(r"代\s*(?P<name>[^\s:：]+)\s*[:：]\s*(?P<words>.+)", re.S)


def speak_for(turn: Turn) -> Response | None:
    """`代 招商分管领导：1 已完成` as that leader's report; None for any other text."""
    match = _PROXY.fullmatch(turn.incoming.text.strip())
    if match is None:
        return None
    leader = find_person(turn.world, match["name"])
    if leader is None:
        return Response((turn.answer("proxy-unknown", name=match["name"]),))
    if not may_speak_for(turn.person, leader):
        return Response((turn.answer("proxy-not-allowed", leader=leader),))
    return report_text(turn, match["words"].strip(), _as_asked(turn, leader))


def may_speak_for(person: Person, leader: Person) -> bool:
    """Admins for everybody, a liaison for their leader, everybody for themselves."""
    return "admin" in person.roles or leader.liaison == person.id or leader.id == person.id


def _as_asked(turn: Turn, leader: Person) -> Context:
    """The leader's tasks by the numbers of the last message to them."""
    return numbering_of(turn, leader) or counted(tasks_of(leader, turn.world))
