"""An edited message that still means what it was, and is no report, corrects what it had led to: a leave, a complaint,
what was asked about a later date. What it was answered, to whomever, changes in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.dialogue.corrections import deciding
from bot.dialogue.life import extending, finishing, leaving, objecting, whistling
from bot.dialogue.present import of_last_request
from bot.dialogue.turn import Response, Turn, message_id
from bot.model import Task
from bot.record.events import Event, Queued
from bot.record.known import Spoken


def revise(turn: Turn) -> Response | None:
    """What the edit leads to; None where the message was a report or meant nothing, or means something else now."""
    spoken = _spoken(turn)
    kind = spoken.taken_for.partition("/")[0] if spoken else ""
    said = REVISED[kind](turn, spoken) if spoken and kind in REVISED else None
    if said is None or spoken is None:
        return None
    return replace(said, events=tuple(_in_place(turn, spoken, event) for event in said.events))


def _spoken(turn: Turn) -> Spoken | None:
    return turn.world.states.spoken.get((turn.person.id, turn.incoming.place))


def _in_place(turn: Turn, spoken: Spoken, event: Event) -> Event:
    """A message takes the place of the one that the same words had led to before."""
    if not isinstance(event, Queued) or event.message.edits:
        return event
    messages, message = turn.world.states.messages, event.message
    numbers = range(len(turn.world.people) + 1)
    old = next((message_id(spoken.cause, n) for n in numbers if message_id(turn.cause, n) == message.id), "")
    before = messages.get(old)
    if before is None or before.message.to != message.to:
        return event
    return Queued(message=message.model_copy(update={"edits": before.message.id}))


def _leave(turn: Turn, spoken: Spoken) -> Response | None:
    return leaving.leave(turn)


def _complaint(turn: Turn, spoken: Spoken) -> Response | None:
    return leaving.complain(turn, spoken.at)


def _complained(turn: Turn, spoken: Spoken) -> Response:
    return leaving.complained(turn, turn.incoming.text.strip(), instead=spoken.at)


def _of_request(answer: Callable[[Turn, Task, str], Response | None]) -> Callable[[Turn, Spoken], Response | None]:
    """The answer to a question about a later date, given anew; one that comes after the decision hears of that."""

    def revised(turn: Turn, spoken: Spoken) -> Response | None:
        task = turn.world.tasks.get(spoken.task or "")
        if task is None:
            return None
        decided = of_last_request(turn, task.id)
        if decided and turn.world.states.task(task.id).pending_extension is None:
            return Response((turn.answer("few-words", words=decided),))
        return answer(turn, task, turn.incoming.text)

    return revised


def _reason(turn: Turn, spoken: Spoken) -> Response | None:
    task = turn.world.tasks.get(spoken.task or "")
    return finishing.reason_anew(turn, task, turn.incoming.text) if task and "admin" in turn.person.roles else None


def _new_date(turn: Turn, spoken: Spoken) -> Response | None:
    """The day that an admin named instead of the one asked for; words that name none leave it as it is."""
    task = turn.world.tasks.get(spoken.task or "")
    if task is None or "admin" not in turn.person.roles:
        return None
    named = extending.new_date_anew(turn, task, turn.incoming.text)
    return named or deciding.stands(turn, replace(spoken, taken_for=f"{deciding.DECISION}{spoken.taken_for}"))


REVISED: dict[str, Callable[[Turn, Spoken], Response | None]] = {
    "leave": _leave,
    "complaint": _complaint,
    "ask-complaint": _complained,
    "ask-extension-date": _of_request(extending.answer_date),
    "ask-extension-reason": _of_request(extending.answer_reason),
    "ask-return-reason": _reason,
    "objection": objecting.object_anew,
    "whistle-heard": whistling.heard_anew,
    "ask-new-date": _new_date,
    "answer-objection": objecting.answer_anew,
    "decision": deciding.decided,
    "command": deciding.commanded,
}
"""By what a text was taken for."""
