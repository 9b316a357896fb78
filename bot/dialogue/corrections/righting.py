"""撤销, 更正: what an answer put down is taken back as a whole, or put right task by task."""

from __future__ import annotations

from bot.dialogue.answers.echo import lines_of, quiet_row
from bot.dialogue.life.handing import take_back_offer
from bot.dialogue.life.requests_told import told_no_more
from bot.dialogue.life.whistling import recall
from bot.dialogue.reference.choosing import numbers
from bot.dialogue.reference.context import context_of
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import may_report, pick
from bot.model import Task
from bot.record.events import Action, Undone


def _undo(turn: Turn, action: Action) -> Response:
    """撤销: only by who may report on what was said; a second time changes nothing. What the answers before it in the
    same message put down stays, and is said again; a whistle that was blown from it goes with it."""
    reply = action.reply or ""
    tasks = pick(turn.world.states.told_by(reply), turn.world)
    if not tasks:
        return Response((turn.answer("nothing-to-undo"),), toast=turn.label("undone-before"))
    if not _may(turn, tasks):
        return turn.refuse("not-yours")
    echo = turn.world.states.messages.get(turn.world.states.echo_of.get(reply, ""))
    kept = [r for r in (echo.message.echoes if echo else ()) if r != reply and turn.world.states.told_by(r)]
    context = context_of(turn)
    recalled, whistles = recall(turn, tasks, reply)
    said = turn.answer(
        "undone",
        rows=[quiet_row(turn, kept)] if kept else [],
        edits=(turn.incoming.press or "").rpartition(".")[0] or None,
        echoes=kept,
        numbering=context.numbering,
        tasks=tasks,
        whistles=whistles,
        lines=sorted(lines_of(turn, context, kept), key=lambda line: line.no),
        several=len(context.by_no) > 1,
    )
    offers = [event for task in tasks for event in take_back_offer(turn, task, reply)]
    undone = Undone(reply=reply, person=turn.person.id)
    requests = told_no_more(turn, tasks, reply)
    return Response((undone, *recalled, *offers, *requests, said), toast=turn.label("undone"))


def _undo_last(turn: Turn, action: Action) -> Response:
    return _undo(turn, Action(verb="undo", reply=turn.world.states.last_reply.get(turn.person.id)))


def _correct(turn: Turn, action: Action) -> Response:
    """更正: of one task of the message, what is right instead; the answer takes the place of its last report."""
    states, context = turn.world.states, context_of(turn)
    if action.task:
        return _ask_what_is_right(turn, [t for t in pick([action.task], turn.world) if states.task(t.id).last])
    echo = states.messages.get(states.echo_of.get(action.reply or "", ""))
    replies = echo.message.echoes if echo else (str(action.reply),)
    told = dict.fromkeys(ident for reply in replies for ident in states.replies.get(reply, ()))
    tasks = pick(list(told), turn.world)
    if len(tasks) <= 1 or not _may(turn, tasks):
        return _ask_what_is_right(turn, tasks)
    by_no = {no: task for no, task in context.by_no.items() if task.id in {t.id for t in tasks}}
    by_no = by_no if len(by_no) == len(tasks) else dict(enumerate(tasks, start=1))
    rows = numbers(by_no, "correct")
    return Response((turn.answer("which-correct", rows=rows, numbering=context.numbering, lines=list(by_no.items())),))


def _correct_last(turn: Turn, action: Action) -> Response:
    return _correct(turn, Action(verb="correct", reply=turn.world.states.last_reply.get(turn.person.id)))


def _ask_what_is_right(turn: Turn, tasks: list[Task]) -> Response:
    if not tasks:
        return Response((turn.answer("nothing-to-undo"),), toast=turn.label("undone-before"))
    if not _may(turn, tasks):
        return turn.refuse("not-yours")
    task = tasks[0]
    said = turn.world.states.task(task.id).last
    return Response(
        (
            turn.answer(
                "ask-correction",
                question=task.id,
                numbering=context_of(turn).numbering,
                task=task,
                said=said.said if said else None,
            ),
        )
    )


def _may(turn: Turn, tasks: list[Task]) -> bool:
    return all(may_report(turn.person, task, turn.world) for task in tasks)


VERBS = {"undo": _undo, "undo-last": _undo_last, "correct": _correct, "correct-last": _correct_last}
