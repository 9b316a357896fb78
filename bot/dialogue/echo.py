"""What is said back: what was put down for each task, what is still open, what was not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.context import Context
from bot.dialogue.follow import FollowUp
from bot.dialogue.turn import Turn, message_id
from bot.model import Task, Update
from bot.record.events import Action, Event

NUMBERS_A_ROW = 4
Rows = list[list[tuple[str, Action]]]


@dataclass(frozen=True, slots=True)
class EchoLine:
    """One task of an answer as it is said back."""

    no: int
    task: Task
    said: Update
    remarks: tuple[FollowUp, ...]


def echo(
    turn: Turn,
    context: Context,
    updates: Sequence[Update],
    follow: dict[str, list[FollowUp]],
    leftovers: Sequence[str] = (),
) -> Event:
    """One compact message for the whole answer, with 撤销 and what else can be done with one tap. Of the first words
    that were given to no task it asks which one they are about. The echo of an edited message changes in place."""
    before = message_id(said_before(turn) or "")
    lines = [_line(context, update, follow) for update in updates]
    asking = next(((line.task.id, f.topic) for line in lines for f in line.remarks if f.topic), None)
    rows: Rows = [[(turn.label("undo"), Action(verb="undo", reply=turn.cause))]]
    rows += [list(f.row) for line in lines for f in line.remarks if f.row]
    rows += choices_for([line.task for line in lines if line.said.intent == "unclear"], turn)
    rows += numbers(context.tasks, "meant", leftovers[0]) if leftovers else []
    told = {line.task.id for line in lines if line.said.intent != "unclear"}
    return turn.answer(
        "echo",
        rows=rows,
        edits=before if before in turn.world.states.messages else None,
        question=asking[0] if asking else None,
        topic=asking[1] if asking else "",
        lines=lines,
        leftovers=leftovers,
        several=len(context.tasks) > 1,
        answered=sum(t.id in told or reported_since(turn, context, t) for t in context.tasks),
        total=len(context.tasks) if context.slot else 0,
    )


def said_before(turn: Turn) -> str | None:
    """The reply that an edited message was until now; None for anything else."""
    return turn.world.states.said.get((turn.person.id, turn.incoming.ref)) if turn.incoming.kind == "edited" else None


def _line(context: Context, update: Update, follow: dict[str, list[FollowUp]]) -> EchoLine:
    task = context.tasks[update.task - 1]
    return EchoLine(update.task, task, update, tuple(follow.get(task.id, ())))


def reported_since(turn: Turn, context: Context, task: Task) -> bool:
    """Whether the task has a report since the context's message was said."""
    last = turn.world.states.task(task.id).last
    return last is not None and (context.since is None or last.at >= context.since)


def ask_again(turn: Turn, text: str, context: Context) -> Event:
    """Nothing was understood: one question, with buttons; which task it is about comes first."""
    if context.question or len(context.tasks) == 1:
        task = context.question or context.tasks[0]
        line = (context.numbered(task), task)
        return turn.answer("unclear", rows=choices_for([task], turn), text=text, lines=[line])
    return turn.answer("unclear", rows=numbers(context.tasks, "meant", text), text=text, lines=numbered(context.tasks))


def choices_for(tasks: Sequence[Task], turn: Turn) -> Rows:
    """Buttons that say what a text did not, for the one task in question."""
    if len(tasks) != 1:
        return []
    task = tasks[0].id
    statuses = [(turn.label(s), Action(verb="status", task=task, arg=s)) for s in ("in_progress", "done")]
    others = [(turn.label(verb), Action(verb=verb, task=task)) for verb in ("trouble", "later")]
    return [statuses, others]


def numbers(tasks: Sequence[Task], verb: str, arg: str | None = None) -> Rows:
    """A button a task, labelled with its number."""
    row = [(str(no), Action(verb=verb, task=task.id, arg=arg)) for no, task in numbered(tasks)]
    return [row[i : i + NUMBERS_A_ROW] for i in range(0, len(row), NUMBERS_A_ROW)]


def numbered(tasks: Sequence[Task]) -> list[tuple[int, Task]]:
    """The tasks with their numbers from 1."""
    return list(enumerate(tasks, start=1))
