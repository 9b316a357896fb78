"""代录: an admin or a liaison enters what a leader said by phone, or passes her message on; the record names both."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.dialogue.answers.reporting import LONGEST, report_text
from bot.dialogue.incoming import Forwarded
from bot.dialogue.life.handing import find_person
from bot.dialogue.life.leaving import leave_of
from bot.dialogue.reference.choosing import Rows
from bot.dialogue.reference.context import Context, counted, numbering_of
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import may_report, tasks_of
from bot.model import Person
from bot.record.events import Action

_PROXY = re.compile(r"代\s*(?P<name>[^\s:：,，]+)(?P<colon>\s*[:：,，\s]\s*)(?P<words>.+)", re.S)
NAMES_A_ROW = 2
MOST_NAMES = 40


def speak_for(turn: Turn) -> Response | None:
    """`代 招商分管领导：1 已完成` as that leader's report; None for any other text."""
    match = _PROXY.fullmatch(turn.incoming.text.strip())
    leader = find_person(turn.world, match["name"]) if match else None
    if match is None or (leader is None and not match["colon"].strip()):
        return None
    if leader is None:
        return Response((turn.answer("proxy-unknown", name=match["name"]),))
    return _report(turn, leader, match["words"].strip())


def pass_on(turn: Turn) -> Response | None:
    """A forwarded message as the report of who wrote it, dated when it was written; None where the words are as good as
    one's own. An account that is hidden is known by the name shown, or an admin says whose it is."""
    passed = turn.incoming.forwarded
    if passed is None or not turn.incoming.text.strip():
        return None
    author = _author(turn, passed)
    if author is None:
        return _ask_whose(turn, passed) if "admin" in turn.person.roles else None
    others = [t for t in tasks_of(author, turn.world) if not may_report(turn.person, t, turn.world)]
    if author.id == turn.person.id or not (others or may_speak_for(turn.person, author)):
        return None
    return _report(_when(turn, passed.at), author, turn.incoming.text.strip())


def _author(turn: Turn, passed: Forwarded) -> Person | None:
    bound = turn.world.states.person_of(turn.incoming.channel, passed.user) if passed.user else None
    return turn.world.people.get(bound or "") or find_person(turn.world, passed.name)


def _when(turn: Turn, at: datetime | None) -> Turn:
    """The turn as of when the words were written, from which 明天 counts."""
    return replace(turn, incoming=replace(turn.incoming, at=min(at or turn.incoming.at, turn.incoming.at)))


def _ask_whose(turn: Turn, passed: Forwarded) -> Response:
    words = turn.incoming.text.strip()
    if len(words) > LONGEST:
        return Response((turn.answer("too-long", longest=LONGEST),))
    led = {task.leader for task in turn.world.tasks.values() if task.status == "active"}
    leaders = [person for person in turn.world.people.values() if person.id in led][:MOST_NAMES]
    row = [(p.name, Action(verb="said-by", person=p.id, arg=words, at=passed.at)) for p in leaders]
    rows: Rows = [row[i : i + NAMES_A_ROW] for i in range(0, len(row), NAMES_A_ROW)]
    return Response((turn.answer("whose-words", rows=rows, words=words),))


def _said_by(turn: Turn, action: Action) -> Response:
    """Whose words they were."""
    leader = turn.world.people.get(action.person or "")
    if leader is None or action.arg is None:
        return turn.refuse("stale")
    return _report(_when(turn, action.at), leader, action.arg)


def _report(turn: Turn, leader: Person, words: str) -> Response:
    if not may_speak_for(turn.person, leader):
        return Response((turn.answer("proxy-not-allowed", leader=leader),))
    return leave_of(turn, leader, words) or report_text(turn, words, _as_asked(turn, leader))


def may_speak_for(person: Person, leader: Person) -> bool:
    """Admins for everybody, a liaison for their leader, everybody for themselves."""
    return "admin" in person.roles or leader.liaison == person.id or leader.id == person.id


def _as_asked(turn: Turn, leader: Person) -> Context:
    """The leader's tasks by the numbers of the last message to them."""
    return numbering_of(turn, leader) or counted(tasks_of(leader, turn.world))


ADMIN_VERBS = {"said-by": _said_by}
