"""报进展: a leader's words become reports on record, are said back at once, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.context import Context, asked_of, context_of, own_task
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import may_report
from bot.model import Task, Update
from bot.record.events import Acknowledged, Action, Amount, Event, Handled, Reported, Unclear, Undone
from bot.replies import interpret

LONGEST = 4000
"""Characters of a reply that are kept word for word and read; a longer one is no report."""


def report(turn: Turn) -> Response:
    """A free text: what it says of each task goes on record, is said back, and what was not understood is asked."""
    return _report(turn, turn.incoming.text, context_of(turn))


def _report(turn: Turn, text: str, context: Context) -> Response:
    if not context.tasks:
        return Response((Unclear(person=turn.person.id, text=text[:LONGEST]), turn.answer("no-tasks")))
    if len(text) > LONGEST:
        return Response((Unclear(person=turn.person.id, text=text[:LONGEST]), turn.answer("too-long", longest=LONGEST)))
    updates = _understand(turn, text, context)
    understood = [u for u in updates if u.intent != "unclear"]
    if not understood:
        return Response((Unclear(person=turn.person.id, text=text), _ask_again(turn, text, context)))
    events = [_event(turn, text, context.tasks[u.task - 1], u) for u in understood]
    return Response((*_taken_back(turn), *events, _echo(turn, context, updates)))


def _understand(turn: Turn, text: str, context: Context) -> Sequence[Update]:
    """An open question is answered first; a text that names other tasks speaks of those."""
    is_workday = turn.world.calendar.is_workday
    at = turn.incoming.at
    if context.question:
        no = context.numbered(context.question)
        found = interpret(text, asked_of(turn, [context.question], no), at, is_workday)
        if found and found[0].task == no:
            return [_as_obstacle(found[0], text)]
    updates = interpret(text, asked_of(turn, context.tasks), at, is_workday)
    return [u for u in updates if 1 <= u.task <= len(context.tasks)]


def _as_obstacle(update: Update, text: str) -> Update:
    """What was asked is where it sticks, so words that tell no standing are the obstacle."""
    if update.intent == "unclear":
        return replace(update, intent="report", status="blocked", blocker=text.strip(), words={"blocker": text.strip()})
    if update.intent == "report" and update.status in (None, "blocked") and not update.blocker:
        return replace(update, status="blocked", blocker=text.strip(), words={**update.words, "blocker": text.strip()})
    return update


def _event(turn: Turn, text: str, task: Task, update: Update) -> Event:
    if update.intent == "acknowledge":
        return Acknowledged(task=task.id, person=task.leader or turn.person.id)
    return Reported(
        reply=turn.cause,
        task=task.id,
        person=task.leader or turn.person.id,
        said_by=turn.person.id,
        text=text,
        ref=turn.incoming.ref,
        intent=update.intent,
        status=update.status,
        percent=update.percent,
        quantity=Amount(value=update.quantity.value, unit=update.quantity.unit) if update.quantity else None,
        expected=update.expected,
        blocker=update.blocker,
        help_from=update.help_from,
        delegate=update.delegate,
        words=update.words,
    )


def _taken_back(turn: Turn) -> tuple[Event, ...]:
    """An edited message speaks instead of what it said before."""
    before = turn.world.states.said.get((turn.person.id, turn.incoming.ref))
    if turn.incoming.kind != "edited" or before is None:
        return ()
    return (Undone(reply=before, person=turn.person.id),)


# ---- what is said back ----------------------------------------------------------------------------------------------


def _echo(turn: Turn, context: Context, updates: Sequence[Update]) -> Event:
    rows = [(u.task, context.tasks[u.task - 1], u) for u in updates]
    undo = [(turn.label("undo"), Action(verb="undo", reply=turn.cause))]
    return turn.answer(
        "echo",
        rows=[undo, *_choices_for([t for _, t, u in rows if u.intent == "unclear"], turn)],
        lines=rows,
        several=len(context.tasks) > 1,
        answered=_answered(turn, context, {context.tasks[u.task - 1].id for u in updates if u.intent != "unclear"}),
        total=len(context.tasks) if context.slot else 0,
    )


def _answered(turn: Turn, context: Context, now: set[str]) -> int:
    """How many of the check-in's tasks have a report since it was opened, this turn's included."""
    return sum(t.id in now or _reported_since(turn, context, t) for t in context.tasks)


def _reported_since(turn: Turn, context: Context, task: Task) -> bool:
    last = turn.world.states.task(task.id).last
    return last is not None and (context.since is None or last.at >= context.since)


def _choices_for(tasks: Sequence[Task], turn: Turn) -> list[list[tuple[str, Action]]]:
    """Buttons that say what a text did not, for the one task in question."""
    if len(tasks) != 1:
        return []
    task = tasks[0].id
    statuses = [(turn.label(s), Action(verb="status", task=task, arg=s)) for s in ("in_progress", "done")]
    others = [(turn.label(verb), Action(verb=verb, task=task)) for verb in ("trouble", "later")]
    return [statuses, others]


def _ask_again(turn: Turn, text: str, context: Context) -> Event:
    """Nothing was understood: one question, with buttons; which task it is about comes first."""
    if context.question or len(context.tasks) == 1:
        task = context.question or context.tasks[0]
        line = (context.numbered(task), task)
        return turn.answer("unclear", rows=_choices_for([task], turn), text=text, lines=[line])
    numbered = list(enumerate(context.tasks, start=1))
    meant = [(str(no), Action(verb="meant", task=task.id, arg=text)) for no, task in numbered]
    rows = [meant[i : i + 4] for i in range(0, len(meant), 4)]
    return turn.answer("unclear", rows=rows, text=text, lines=numbered)


# ---- what buttons say -----------------------------------------------------------------------------------------------


def _status(turn: Turn, action: Action) -> Response:
    """A button that says how one task stands."""
    task = own_task(turn, action)
    if task is None:
        return Response((Handled(),), toast=turn.label("stale"))
    label = turn.label(action.arg or "in_progress")
    update = Update(task=1, intent="report", status="done" if action.arg == "done" else "in_progress")
    context = Context((task,))
    return Response((_event(turn, label, task, update), _echo(turn, context, [update])), toast=turn.label("noted"))


def _later(turn: Turn, action: Action) -> Response:
    task = own_task(turn, action)
    if task is None:
        return Response((Handled(),), toast=turn.label("stale"))
    update = Update(task=1, intent="snooze")
    return Response((_event(turn, turn.label("later"), task, update), _echo(turn, Context((task,)), [update])))


def _meant(turn: Turn, action: Action) -> Response:
    """The text was about this task."""
    task = own_task(turn, action)
    if task is None or action.arg is None:
        return Response((Handled(),), toast=turn.label("stale"))
    return _report(turn, action.arg, Context((task,)))


def _all_normal(turn: Turn, action: Action) -> Response:
    """全部正常: every task of the check-in that nothing was said of yet goes on as planned."""
    context = context_of(turn)
    open_tasks = [t for t in context.tasks if not _reported_since(turn, context, t)]
    updates = [Update(task=context.numbered(t), intent="report", status="in_progress") for t in open_tasks]
    if not updates:
        return Response((turn.answer("nothing-open"),), toast=turn.label("nothing-open"))
    events = [_event(turn, turn.label("all-normal"), t, u) for t, u in zip(open_tasks, updates, strict=True)]
    return Response((*events, _echo(turn, context, updates)), toast=turn.label("noted"))


def _undo(turn: Turn, action: Action) -> Response:
    """撤销: only by who said it; a second time changes nothing."""
    states = turn.world.states
    tasks = [turn.world.tasks[t] for t in states.replies.get(action.reply or "", ()) if t in turn.world.tasks]
    if action.reply in states.undone or not tasks:
        return Response((turn.answer("nothing-to-undo"),), toast=turn.label("undone-before"))
    if not all(may_report(turn.person, task, turn.world) for task in tasks):
        return Response((Handled(),), toast=turn.label("not-yours"))
    return Response(
        (Undone(reply=action.reply or "", person=turn.person.id), turn.answer("undone", lines=tasks)),
        toast=turn.label("undone"),
    )


def _undo_last(turn: Turn, action: Action) -> Response:
    reply = turn.world.states.last_reply.get(turn.person.id)
    return _undo(turn, Action(verb="undo", reply=reply))


def _acknowledge(turn: Turn, action: Action) -> Response:
    """签收 of every task of the message that has not been acknowledged yet."""
    tasks = context_of(turn).tasks
    waiting = [t for t in tasks if (t.leader or "") not in turn.world.states.task(t.id).acknowledged]
    if not waiting:
        return Response((turn.answer("acknowledged", lines=[], before=True),), toast=turn.label("acknowledged-before"))
    events = [Acknowledged(task=t.id, person=t.leader or turn.person.id) for t in waiting]
    return Response((*events, turn.answer("acknowledged", lines=waiting, before=False)), toast=turn.label("noted"))


VERBS = {
    "status": _status,
    "later": _later,
    "meant": _meant,
    "all-normal": _all_normal,
    "undo": _undo,
    "undo-last": _undo_last,
    "acknowledge": _acknowledge,
}
