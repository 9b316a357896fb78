"""报进展: a leader's words become reports on record, are said back at once, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.context import Context, asked_of, context_of, own_task
from bot.dialogue.echo import ask_again, echo, reported_since, said_before
from bot.dialogue.finding import find_word
from bot.dialogue.finishing import done_through
from bot.dialogue.follow import FollowUp
from bot.dialogue.followups import follow_ups
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import may_report
from bot.model import Standing, Task, Update
from bot.record.events import Acknowledged, Action, Amount, Event, Reported, Unclear, Undone
from bot.replies import Reading, read_reply

LONGEST = 1000
"""Characters of a reply that are kept word for word and read; a longer one is no report."""
UNVERIFIED = ("percent-fell", "total-fell", "hundredfold", "done-but-stuck")


def report(turn: Turn) -> Response:
    """A free text: what it says of each task goes on record, is said back, and what was not understood is asked."""
    return report_text(turn, turn.incoming.text, context_of(turn))


def report_text(turn: Turn, text: str, context: Context) -> Response:
    """The same for words that were said of these tasks."""
    kept = Unclear(person=turn.person.id, text=text[:LONGEST])
    if not context.tasks:
        return Response((kept, turn.answer("no-tasks")))
    if len(text) > LONGEST:
        return Response((kept, turn.answer("too-long", longest=LONGEST)))
    read = _understand(turn, text, context)
    if all(update.intent == "unclear" for update in read.updates):
        return find_word(turn) or Response((kept, ask_again(turn, text, context)))
    return Response((*_taken_back(turn), *put_down(turn, text, context, read.updates, read.leftovers)))


def put_down(
    turn: Turn, text: str, context: Context, updates: Sequence[Update], leftovers: Sequence[str] = ()
) -> list[Event]:
    """The events of what was understood, what follows from it, and the echo, which asks about `leftovers`: words that
    tell something and could be given to no task."""
    spoken = [(context.tasks[u.task - 1], u) for u in updates if u.intent != "unclear"]
    follow = follow_ups(turn, spoken)
    events = [_event(turn, text, task, update, follow[task.id]) for task, update in spoken]
    further = [event for found in follow.values() for f in found for event in f.events]
    return [*events, *further, echo(turn, context, updates, follow, leftovers)]


def _understand(turn: Turn, text: str, context: Context) -> Reading:
    """An open question is answered first; a text that names other tasks speaks of those."""
    is_workday, at = turn.world.calendar.is_workday, turn.incoming.at
    if context.question:
        no = context.numbered(context.question)
        alone = read_reply(text, asked_of(turn, [context.question], no), at, is_workday)
        if alone.updates and alone.updates[0].task == no and not alone.leftovers:
            told = alone.updates[0]
            return Reading((_as_obstacle(told, text) if context.topic == "where-stuck" else told,))
    return read_reply(text, asked_of(turn, context.tasks), at, is_workday)


def _as_obstacle(update: Update, text: str) -> Update:
    """What was asked is where it sticks, so words that tell no standing are the obstacle."""
    said = {**update.words, "blocker": text.strip()}
    if update.intent == "unclear":
        return replace(update, intent="report", status="blocked", blocker=text.strip(), words=said)
    if update.intent == "report" and update.status in (None, "blocked") and not update.blocker:
        return replace(update, status="blocked", blocker=text.strip(), words=said)
    return update


def _event(turn: Turn, text: str, task: Task, update: Update, follow: Sequence[FollowUp]) -> Event:
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
        through=done_through(turn, task, update) if update.status == "done" else None,
        unverified=next((f.remark for f in follow if f.remark in UNVERIFIED), ""),
    )


def _taken_back(turn: Turn) -> tuple[Event, ...]:
    """An edited message speaks instead of what it said before."""
    before = said_before(turn)
    return (Undone(reply=before, person=turn.person.id),) if before else ()


# ---- what buttons say -----------------------------------------------------------------------------------------------


def _status(turn: Turn, action: Action) -> Response:
    """A button that says how one task stands."""
    task = own_task(turn, action)
    if task is None:
        return turn.refuse("stale")
    status: Standing = "done" if action.arg == "done" else "in_progress"
    update = Update(task=1, intent="report", status=status, words={"status": turn.label("in_progress")})
    return Response(tuple(put_down(turn, turn.label(status), Context((task,)), [update])), toast=turn.label("noted"))


def _later(turn: Turn, action: Action) -> Response:
    task = own_task(turn, action)
    if task is None:
        return turn.refuse("stale")
    return Response(tuple(put_down(turn, turn.label("later"), Context((task,)), [Update(task=1, intent="snooze")])))


def _meant(turn: Turn, action: Action) -> Response:
    """The text was about this task."""
    task = own_task(turn, action)
    if task is None or action.arg is None:
        return turn.refuse("stale")
    return report_text(turn, action.arg, Context((task,)))


def _all_normal(turn: Turn, action: Action) -> Response:
    """全部正常: every task of the check-in that nothing was said of yet goes on as planned."""
    context = context_of(turn)
    said = turn.label("all-normal")
    updates = [
        Update(task=context.numbered(task), intent="report", status="in_progress", words={"status": said})
        for task in context.tasks
        if not reported_since(turn, context, task)
    ]
    if not context.tasks:
        return Response((turn.answer("no-tasks"),))
    if not updates:
        return Response((turn.answer("nothing-open"),), toast=turn.label("nothing-open"))
    return Response(tuple(put_down(turn, said, context, updates)), toast=turn.label("noted"))


def _undo(turn: Turn, action: Action) -> Response:
    """撤销: only by who may report on what was said; a second time changes nothing."""
    states = turn.world.states
    tasks = [turn.world.tasks[t] for t in states.replies.get(action.reply or "", ()) if t in turn.world.tasks]
    if action.reply in states.undone or not tasks:
        return Response((turn.answer("nothing-to-undo"),), toast=turn.label("undone-before"))
    if not all(may_report(turn.person, task, turn.world) for task in tasks):
        return turn.refuse("not-yours")
    undone = Undone(reply=action.reply or "", person=turn.person.id)
    echo_pressed = (turn.incoming.press or "").rpartition(".")[0] or None
    said = turn.answer("undone", edits=echo_pressed, lines=tasks)
    return Response((undone, said), toast=turn.label("undone"))


def _undo_last(turn: Turn, action: Action) -> Response:
    return _undo(turn, Action(verb="undo", reply=turn.world.states.last_reply.get(turn.person.id)))


def _acknowledge(turn: Turn, action: Action) -> Response:
    """签收 of every task of the message that has not been acknowledged yet."""
    tasks = context_of(turn).tasks
    waiting = [t for t in tasks if (t.leader or "") not in turn.world.states.task(t.id).acknowledged]
    if not waiting:
        said = turn.answer("acknowledged", lines=[], before=True)
        return Response((said,), toast=turn.label("acknowledged-before"))
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
