"""Buttons that choose one of several tasks, or say of one what a text did not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.dialogue.reference.context import context_of, own_task
from bot.dialogue.turn import Response, Turn
from bot.model import Task
from bot.record.events import Action

NUMBERS_A_ROW = 4
Rows = list[list[tuple[str, Action]]]


def numbers(by_no: Mapping[int, Task], verb: str, arg: str | None = None) -> Rows:
    """A button a task, labelled with its number."""
    row = [(str(no), Action(verb=verb, task=task.id, arg=arg)) for no, task in by_no.items()]
    return [row[i : i + NUMBERS_A_ROW] for i in range(0, len(row), NUMBERS_A_ROW)]


def choices_for(tasks: Sequence[Task], turn: Turn) -> Rows:
    """Buttons that say what a text did not, for the one task in question."""
    if len(tasks) != 1:
        return []
    task = tasks[0].id
    statuses = [(turn.label(s), Action(verb="status", task=task, arg=s)) for s in ("in_progress", "done")]
    others = [
        (turn.label("trouble"), Action(verb="trouble", task=task)),
        (turn.label("later"), Action(verb="snooze")),
    ]
    return [statuses, others]


def button_typed(turn: Turn) -> Turn | None:
    """A text that is the label of a button of the message replied to, of the last one or of the open question, as a
    press of it; None for any other text."""
    states, came = turn.world.states, turn.incoming
    meant = states.by_ref.get((came.chat, came.reply_to or ""))
    places = [meant] if meant else [states.last_to.get(turn.person.id), states.latest.get(turn.person.id)]
    posted = [states.messages[ident] for ident in dict.fromkeys(places) if ident in states.messages]
    word = came.text.strip().rstrip("。.!！")
    shown = [b for one in posted for row in one.message.rows for b in row]
    alike = [b for b in shown if b.label.partition(" ")[2] == word]
    buttons = [b for b in shown if b.label == word] or (alike if len(alike) == 1 else [])
    return replace(turn, incoming=replace(came, kind="press", press=buttons[0].key)) if buttons else None


def chosen(turn: Turn, action: Action, template: str) -> Task | Response:
    """The task that a button is about, or the only one in question; else the question which one it is. A button whose
    task is no longer theirs is about no other."""
    if action.task:
        return own_task(turn, action) or turn.refuse("stale")
    context = context_of(turn)
    by_no = {no: task for no, task in context.by_no.items() if not turn.world.states.task(task.id).closed}
    if not by_no:
        return Response((turn.answer("no-tasks"),))
    if len(by_no) == 1:
        return next(iter(by_no.values()))
    rows = numbers(by_no, action.verb)
    return Response((turn.answer(template, rows=rows, numbering=context.numbering, lines=list(by_no.items())),))
