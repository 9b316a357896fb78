"""报进展: a leader's words become reports on record, are said back at once, and can be put right or taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bot.dialogue.answers.adding import on_top
from bot.dialogue.answers.echo import EchoLine, ask_again, ask_of, echo, nod, reported_since
from bot.dialogue.answers.followups import follow_ups
from bot.dialogue.follow import FollowUp
from bot.dialogue.life.finishing import done_through
from bot.dialogue.life.handing import answer_offers, take_back_offer
from bot.dialogue.life.leaving import put_off
from bot.dialogue.life.requests_told import told_no_more
from bot.dialogue.life.whistling import heard, waiting_for
from bot.dialogue.reference.another import ask_which_number
from bot.dialogue.reference.context import Context, context_of, counted, own_of, own_task
from bot.dialogue.reference.finding import find_word
from bot.dialogue.reference.meant import in_question, named_alone, understand, with_named
from bot.dialogue.reference.misnumbered import ask_which, misnumbered, without
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import tasks_of
from bot.model import Standing, Task, Update
from bot.record.events import Acknowledged, Action, Amount, Event, Reported, Unclear, Undone
from bot.replies import Reading
from bot.replies.words.talk import is_thanks

LONGEST = 1000
"""Characters of a reply that are kept word for word and read; a longer one is no report."""
UNVERIFIED = (
    *("percent-fell", "total-fell", "hundredfold", "was-begun"),
    *("done-but-stuck", "normal-but-stuck", "two-readings"),
)


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
    context = with_named(turn, text, context)
    if chosen := named_alone(text, context):
        return Response((ask_of(turn, chosen, context),))
    if asking := ask_which_number(turn, text, context):
        return Response((kept, asking))
    read = understand(turn, text, context)
    unclear = all(update.intent == "unclear" for update in read.updates)
    if (unclear and is_thanks(text)) or _noted_before(turn, read, context):
        return Response((nod(turn, context),))
    if unclear:
        return find_word(turn) or Response((kept, ask_again(turn, text, in_question(turn, text, context))))
    if not read.leftovers and all(update.intent == "snooze" for update in read.updates):
        return put_off(turn, max((u.expected for u in read.updates if u.expected), default=None))
    if other := misnumbered(turn, text, context, read):
        read = without(read, text, other)
        if not read.updates:
            return Response((kept, ask_which(turn, text, context, other[0], read.leftovers[1:])))
    corrected = _corrected(turn, context, {update.task for update in read.updates})
    if corrected is None:
        return Response(tuple(put_down(turn, text, context, read.updates, read.leftovers)))
    task, reply = turn.world.tasks[corrected.task or ""], corrected.reply
    gone = [corrected, *take_back_offer(turn, task, reply)]
    said = put_down(turn.after(gone, reply), text, context, read.updates, read.leftovers)
    return Response((*gone, *told_no_more(turn, [task], reply, said), *said))


def _noted_before(turn: Turn, read: Reading, context: Context) -> bool:
    """收到 where all that it can mean has been acknowledged."""
    told = [(update, context.spoken_of[update.task]) for update in read.updates]
    states = turn.world.states
    return all(
        update.intent == "acknowledge" and (task.leader or "") in states.task(task.id).acknowledged
        for update, task in told
    )


def put_down(
    turn: Turn, text: str, context: Context, updates: Sequence[Update], leftovers: Sequence[str] = ()
) -> list[Event]:
    """The events of what was understood, what follows from it, and the echo, which asks about `leftovers`: words that
    tell something and could be given to no task. Of a closed task nothing is put down."""
    updates = [on_top(turn, context.spoken_of[u.task], u) for u in updates]
    closed = {u.task for u in updates if turn.world.states.task(context.spoken_of[u.task].id).closed}
    spoken = [(context.spoken_of[u.task], u) for u in updates if u.intent != "unclear" and u.task not in closed]
    follow = follow_ups(turn, spoken)
    events = [_event(turn, text, task, update, follow[task.id]) for task, update in spoken]
    further = [event for found in follow.values() for f in found for event in f.events]
    kept = [Unclear(person=turn.person.id, text=text[:LONGEST])] if closed else []
    lines = [_line(context, u, follow, closed=u.task in closed) for u in updates]
    return [*events, *kept, *further, echo(turn, context, lines, leftovers)]


def _line(context: Context, update: Update, follow: dict[str, list[FollowUp]], *, closed: bool) -> EchoLine:
    task, no = context.spoken_of[update.task], update.task if update.task in context.by_no else 0
    remarks = (FollowUp(remark="closed"),) if closed else tuple(follow.get(task.id, ()))
    return EchoLine(no, task, update, remarks, closed)


def _event(turn: Turn, text: str, task: Task, update: Update, follow: Sequence[FollowUp]) -> Event:
    if update.intent == "acknowledge":
        return Acknowledged(task=task.id, person=task.leader or turn.person.id)
    return Reported(
        reply=turn.cause,
        task=task.id,
        person=task.leader or turn.person.id,
        said_by=turn.person.id,
        text=text,
        ref=turn.incoming.place,
        intent=update.intent,
        status=update.status,
        percent=update.percent,
        quantity=Amount(value=update.quantity.value, unit=update.quantity.unit) if update.quantity else None,
        added=Amount(value=update.added.value, unit=update.added.unit) if update.added else None,
        expected=update.expected,
        blocker=update.blocker,
        help_from=update.help_from,
        delegate=update.delegate,
        words=update.words,
        through=done_through(turn, task, update) if update.status == "done" else None,
        unverified=next((f.remark for f in follow if f.remark in UNVERIFIED), ""),
    )


def _corrected(turn: Turn, context: Context, told: set[int]) -> Undone | None:
    """An answer to 更正 speaks instead of the task's last report, unless it tells of other tasks."""
    task = context.question
    last = turn.world.states.task(task.id).last if task else None
    if task is None or last is None or context.topic != "ask-correction" or context.numbered(task) not in told:
        return None
    return Undone(reply=last.said.reply, person=turn.person.id, task=task.id)


# ---- what buttons say -----------------------------------------------------------------------------------------------


def _about(turn: Turn, task: Task) -> Context:
    """One task under the number that it has in the conversation."""
    context = context_of(turn)
    return context.about(task, "meant") if task in context.tasks else counted([task]).about(task, "meant")


def _status(turn: Turn, action: Action) -> Response:
    """A button that says how one task stands."""
    task = own_task(turn, action)
    if task is None:
        return turn.refuse("stale")
    context = _about(turn, task)
    status: Standing = "done" if action.arg == "done" else "in_progress"
    words = {"status": turn.label(status)}
    update = Update(task=context.numbered(task), intent="report", status=status, words=words)
    return Response(tuple(put_down(turn, turn.label(status), context, [update])), toast=turn.label("noted"))


def _meant(turn: Turn, action: Action) -> Response:
    """The text was about this task."""
    task = own_task(turn, action)
    if task is None or action.arg is None:
        return turn.refuse("stale")
    return report_text(turn, action.arg, _about(turn, task))


def _all_normal(turn: Turn, action: Action) -> Response:
    """全部正常: every task of the check-in that nothing was said of yet goes on as planned."""
    return _of_the_rest(turn, "all-normal", lambda task: Update(0, "report", "in_progress"))


def _unchanged(turn: Turn, action: Action) -> Response:
    """其余无变化: every task of the check-in that nothing was said of yet stands as before; what was stuck still is.
    The button speaks of those only that the message lists: what it asks about in full wants an answer."""
    listed = context_of(turn).listed if turn.incoming.press else ()

    def as_before(task: Task) -> Update:
        state = turn.world.states.task(task.id)
        stuck = state.status if state.status in ("not_started", "delayed", "blocked") else None
        return Update(0, "report", stuck or "in_progress", blocker=state.blocker if stuck else None)

    return _of_the_rest(turn, "unchanged", as_before, listed)


def _of_the_rest(turn: Turn, label: str, says: Callable[[Task], Update], only: Collection[str] = ()) -> Response:
    """`only`: the tasks meant, all where there are none. What an admin is told of others' tasks is not theirs to call
    normal in passing."""
    context, said = context_of(turn), turn.label(label)
    if not own_of(turn, context):
        context = counted(tasks_of(turn.person, turn.world))
    meant = [task for task in own_of(turn, context) if task.id in only or not only]
    updates = [
        replace(says(task), task=context.numbered(task), words={"status": said})
        for task in meant
        if not reported_since(turn, context, task)
    ]
    if not meant:
        return Response((turn.answer("no-tasks"),))
    if not updates:
        return Response((turn.answer("nothing-open"),), toast=turn.label("nothing-open"))
    return Response(tuple(put_down(turn, said, context, updates)), toast=turn.label("noted"))


def _acknowledge(turn: Turn, action: Action) -> Response:
    """签收 of every task of the message that has not been acknowledged yet."""
    tasks = context_of(turn).tasks
    waiting = [t for t in tasks if (t.leader or "") not in turn.world.states.task(t.id).acknowledged]
    if not waiting and turn.incoming.kind == "text" and (offered := answer_offers(turn, "accept")):
        return offered
    if not tasks:
        return heard(turn, waiting_for(turn)) or Response((turn.answer("no-tasks"),))
    if not waiting:
        said = turn.answer("acknowledged", lines=[], before=True)
        return Response((said,), toast=turn.label("acknowledged-before"))
    events = [Acknowledged(task=t.id, person=t.leader or turn.person.id) for t in waiting]
    return Response((*events, turn.answer("acknowledged", lines=waiting, before=False)), toast=turn.label("noted"))


VERBS = {
    "status": _status,
    "meant": _meant,
    "all-normal": _all_normal,
    "unchanged": _unchanged,
    "acknowledge": _acknowledge,
}
