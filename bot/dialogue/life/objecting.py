"""异议: words against an appraisal go on record and before the admins, who find them right or not, with a reason; both
stand in the score sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.dialogue.turn import Response, Turn, message_id
from bot.dialogue.views import may_see
from bot.model import Task
from bot.record.events import Action, Event, Objected, ObjectionAnswered
from bot.record.known import Spoken
from bot.record.states import States
from bot.reports.people import name_of
from bot.reports.periods import last_whole, quarter_named

_OBJECTION = re.compile(r"(?:异议|申诉)[:：,，\s]*(?P<words>.*)", re.S)
LONGEST = 1000
TOPIC = "answer-objection"
"""`answer-objection/ID/uphold`: the question for the reason of an answer, which the next text is."""
ANSWERS = ("uphold", "reject")


def object_to(turn: Turn, before: Objected | None = None) -> Response | None:
    """`异议 招商项目5月已完成，不应扣分`: about the appraisal of the last whole quarter, or in the place of what was
    objected `before`. None for any other text."""
    match = _OBJECTION.fullmatch(turn.incoming.text.strip())
    if match is None:
        return None
    quarter = quarter_named(before.slot) if before else last_whole("quarter", turn.today)
    words = match["words"].strip()
    if not words or len(words) > LONGEST:
        return Response((turn.answer("objection-how", quarter=quarter, longest=LONGEST),))
    task, ident = _task_named(turn, words), before.objection if before else message_id(turn.cause)
    objected = Objected(
        person=turn.person.id, slot=quarter.slot, task=task.id if task else None, text=words, objection=ident
    )
    rows = [[(turn.label(verb), Action(verb=verb, arg=ident)) for verb in ANSWERS]]
    admins = [p for p in turn.world.people.values() if "admin" in p.roles and p.id != turn.person.id]
    tell = partial(turn.answer, "objection-admin", rows=rows, by=turn.person, words=words, quarter=quarter, task=task)
    told: list[Event] = [tell(number=n, to=admin) for n, admin in enumerate(admins, 1)]
    said = turn.answer("objection", quarter=quarter, task=task)
    return Response((objected, turn.spoke("objection"), said, *told))


def object_anew(turn: Turn, spoken: Spoken) -> Response | None:
    """The same said otherwise; once it is answered it stays as it was."""
    before = _said_then(turn, spoken)
    if before and before.objection in turn.world.states.objections_answered:
        return Response((turn.answer("few-words", words=turn.label("objection-answered")),))
    return object_to(turn, before)


def withdraw(turn: Turn, spoken: Spoken) -> list[Event]:
    """The objection is none, while nobody has answered it; the admins see that in its place."""
    before = _said_then(turn, spoken)
    if before is None or before.objection in turn.world.states.objections_answered:
        return []
    told = turn.to_those_told(spoken.cause, "objection-withdrawn")
    return [before.model_copy(update={"text": ""}), *told]


def _said_then(turn: Turn, spoken: Spoken) -> Objected | None:
    said = turn.world.states.objections
    return next((o for at, o in said if (at, o.person) == (spoken.at, turn.person.id)), None)


def open_objections(states: States) -> list[tuple[datetime, Objected]]:
    """Those that nobody has answered, oldest first."""
    return [(at, o) for at, o in states.objections if o.objection and o.objection not in states.objections_answered]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An objection that waits for an answer, under its number in a list."""

    no: int
    name: str
    quarter: str
    said: Objected

    def rows(self, turn: Turn) -> list[list[tuple[str, Action]]]:
        """Its buttons, with its number."""
        ident = self.said.objection
        return [[(f"{self.no} {turn.label(verb)}", Action(verb=verb, arg=ident)) for verb in ANSWERS]]


def waiting(turn: Turn, first: int) -> Iterator[Waiting]:
    """The objections that nobody has answered, numbered from `first`."""
    for no, (_, said) in enumerate(open_objections(turn.world.states), start=first):
        yield Waiting(no, name_of(turn.world, said.person), quarter_named(said.slot).name, said)


def _task_named(turn: Turn, words: str) -> Task | None:
    """The one task of the person's that the words name by its id or title."""
    mine = [t for t in turn.world.tasks.values() if may_see(turn.person, t, turn.world)]
    found = [t for t in mine if t.id in words or t.title in words]
    return found[0] if len(found) == 1 else None


def _ask_reason(turn: Turn, action: Action) -> Response:
    """成立更正 or 维持原分 asks for one reason first."""
    objected = _undecided(turn, action.arg or "")
    if objected is None:
        return turn.refuse("decided-before")
    task = turn.world.tasks.get(objected.task or "")
    topic = f"{TOPIC}/{objected.objection}/{action.verb}"
    upheld = action.verb == "uphold"
    return Response((turn.answer("ask-objection-reason", topic=topic, upheld=upheld, task=task),))


def answer_reason(turn: Turn, topic: str, text: str) -> Response | None:
    """The admin's reason: what was found goes on record and to who objected. None where the question is no longer
    open."""
    ident = topic.split("/")[1]
    objected = _undecided(turn, ident)
    return _answer(turn, topic, objected, text) if objected else None


def answer_anew(turn: Turn, spoken: Spoken) -> Response | None:
    """The reason said otherwise, by who gave it; what was found stays."""
    ident = spoken.taken_for.split("/")[1]
    answered = turn.world.states.objections_answered.get(ident)
    objected = next((o for _, o in turn.world.states.objections if o.objection == ident), None)
    if answered is None or objected is None or answered[1].by != turn.person.id:
        return None
    return _answer(turn, spoken.taken_for, objected, turn.incoming.text, anew=True)


def _answer(turn: Turn, topic: str, objected: Objected, text: str, *, anew: bool = False) -> Response | None:
    _, ident, verb = topic.split("/")
    if "admin" not in turn.person.roles:
        return None
    upheld, reason = verb == "uphold", text.strip()[:LONGEST]
    task = turn.world.tasks.get(objected.task or "") or _task_named(turn, reason)
    answered = ObjectionAnswered(
        objection=ident, by=turn.person.id, upheld=upheld, reason=reason, task=task.id if task else None, anew=anew
    )
    tell = partial(turn.answer, upheld=upheld, reason=reason, task=task, quarter=quarter_named(objected.slot))
    events: list[Event] = [answered, turn.spoke(topic), tell("objection-decided")]
    person = turn.world.people.get(objected.person)
    if person and person.id != turn.person.id:
        events.append(tell("objection-answer", number=1, to=person))
    return Response(tuple(events))


def _undecided(turn: Turn, ident: str) -> Objected | None:
    return next((o for _, o in open_objections(turn.world.states) if o.objection == ident), None)


ADMIN_VERBS = dict.fromkeys(ANSWERS, _ask_reason)
