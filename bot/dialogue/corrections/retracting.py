"""What somebody said before is taken back with all that it had led to, for it is said otherwise now: an edited message.

What others have done upon it stays: a decision, a task that its receiver has signed for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.dialogue.answers import proving
from bot.dialogue.answers.echo import said_before
from bot.dialogue.life import extending, handing, leaving, objecting, whistling
from bot.dialogue.life.requests_told import told_no_more
from bot.dialogue.turn import Response, Turn, message_id
from bot.dialogue.views import may_report, pick
from bot.model import Task
from bot.record.events import Event, Message, Queued, Spoke, Undone
from bot.record.known import Spoken


@dataclass(frozen=True, slots=True)
class Retraction:
    """The events that take something back; `reply` is the report that it was, `tasks` those of which it had told,
    `kind` what else it was taken for, `answer` the message that had said it back."""

    events: tuple[Event, ...] = ()
    reply: str | None = None
    tasks: tuple[Task, ...] = ()
    kind: str = ""
    answer: Message | None = None


def retraction(turn: Turn) -> Retraction:
    """All that the edited message had led to until now."""
    spoken = turn.world.states.spoken.get((turn.person.id, turn.incoming.place))
    return _of_spoken(turn, spoken) if spoken else _of_report(turn)


def _of_report(turn: Turn) -> Retraction:
    """Of a task that is another's by now, or closed, what was said of it stays."""
    states, reply = turn.world.states, said_before(turn)
    if reply is None:
        return Retraction()
    told = states.told_by(reply)
    tasks = [
        t for t in pick(told, turn.world) if may_report(turn.person, t, turn.world) and not states.task(t.id).closed
    ]
    undone = [Undone(reply=reply, person=turn.person.id, task=task.id) for task in tasks]
    offers = [event for task in tasks for event in handing.take_back_offer(turn, task, reply)]
    echo = states.messages.get(states.echo_of.get(reply, ""))
    alone = echo is not None and echo.message.echoes == (reply,)
    return Retraction((*undone, *offers), reply, tuple(tasks), answer=echo.message if echo and alone else None)


def _of_spoken(turn: Turn, spoken: Spoken) -> Retraction:
    events = WITHDRAWN[spoken.taken_for](turn, spoken) if spoken.taken_for in WITHDRAWN else []
    no_more = Spoke(person=turn.person.id, ref=turn.incoming.place, taken_for="")
    posted = turn.world.states.messages.get(message_id(spoken.cause))
    kind = spoken.taken_for if events else ""
    return Retraction((*events, no_more), kind=kind, answer=posted.message if posted else None)


def instead_of(turn: Turn, back: Retraction, said: Response) -> Response:
    """What is said now in the place of what was: the answer stands where the old one stood, and names what is gone and
    not told anew."""
    anew = {event.task for event in said.events if event.kind == "reported"}
    gone = [task for task in back.tasks if task.id not in anew]
    recalled, whistles = whistling.recall(turn, gone, back.reply or "")
    moved = proving.moved(turn, said)
    files = pick(moved[0].tasks, turn.world) if moved else []
    lines = [turn.wording.say("files-moved", tasks=files)] if files else []
    if gone or back.kind:
        lines.append(turn.wording.say("taken-back", tasks=gone, whistles=whistles, kind=back.kind))
    line = "\n".join(lines)
    answered = tuple(_answered(turn, back, event, line) for event in said.events)
    requests = told_no_more(turn, back.tasks, back.reply or "", said.events)
    return replace(said, events=(*back.events, *recalled, *requests, *moved, *answered))


def _answered(turn: Turn, back: Retraction, event: Event, line: str) -> Event:
    if not isinstance(event, Queued) or event.message.id != message_id(turn.cause):
        return event
    message, old = event.message, back.answer
    in_place = old.id if old and (old.to, old.chat) == (message.to, message.chat) and not message.attach else None
    text = f"{message.text}\n\n{line}" if line else message.text
    return Queued(message=message.model_copy(update={"text": text, "edits": message.edits or in_place}))


WITHDRAWN: dict[str, Callable[[Turn, Spoken], Sequence[Event]]] = {
    "leave": leaving.withdraw_leave,
    "complaint": leaving.withdraw_complaint,
    "ask-complaint": leaving.withdraw_complaint,
    "snooze": leaving.withdraw_snooze,
    "ask-extension-date": extending.withdraw_request,
    "objection": objecting.withdraw,
    "not-mine": handing.take_again,
    "whistle-heard": whistling.open_again,
}
"""By what a text was taken for: how that is taken back; nothing where it cannot be any more."""
