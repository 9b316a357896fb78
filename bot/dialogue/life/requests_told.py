"""What was said back of a request for a later date goes on being true: it changes in place, without a sound, when the
request does."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.turn import FOLLOWING, Turn
from bot.model import Task
from bot.record.events import Action, Event, ExtensionAsked, Message, Queued

TOPIC = "extension-asked"


def said_back(turn: Turn, reply: str) -> Message | None:
    """The message that says back the request made by this reply, as it stands in the person's chat."""
    states = turn.world.states
    posted = (p.message for p in reversed(states.messages.values()))
    mine = (m for m in posted if m.topic == TOPIC and m.to == turn.person.id and m.id not in states.edited)
    return next((m for m in mine if any(b.action.reply == reply for row in m.rows for b in row)), None)


def undo_row(turn: Turn, asked: ExtensionAsked) -> list[list[tuple[str, Action]]]:
    """撤销 of a request."""
    return [[(turn.label("undo"), Action(verb="undo", reply=asked.reply))]]


def told_otherwise(turn: Turn, task: Task, asked: ExtensionAsked) -> list[Queued]:
    """A request that takes the place of the one that is put right, where that was said back."""
    old, number = said_back(turn, turn.instead or ""), _number(turn, task)
    if old is None:
        return []
    rows = undo_row(turn, asked)
    return [turn.answer(TOPIC, rows=rows, task=task, asked=asked, edits=old.id, quiet=True, number=number)]


def told_no_more(turn: Turn, tasks: Iterable[Task], reply: str, instead: Iterable[Event] = ()) -> list[Queued]:
    """The undecided request of this reply, which spoke of these tasks, is taken back and none is made `instead`: so
    says what had said it back."""
    anew = {event.task for event in instead if isinstance(event, ExtensionAsked)}
    gone = [task for task in tasks if task.id not in anew and _asks(turn, task, reply)]
    old = said_back(turn, reply) if gone else None
    if old is None or old.id == turn.pressed:
        return []
    number = _number(turn, gone[0])
    return [turn.answer("extension-withdrawn", task=gone[0], edits=old.id, quiet=True, number=number)]


def _asks(turn: Turn, task: Task, reply: str) -> bool:
    pending = turn.world.states.task(task.id).pending_extension
    return pending is not None and pending.asked.reply == reply


def _number(turn: Turn, task: Task) -> int:
    return turn.numbers_of(task.id) + FOLLOWING - 2
