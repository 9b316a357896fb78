"""What is said back: what was put down for each task, what is still open, what was not understood.

A further answer goes on in the same message: the echo is replaced in place by one that shows both, as long as it stands
last in the chat and asks for nothing. What asks something is said anew, so that it is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.dialogue.answers.followups import still
from bot.dialogue.follow import FollowUp
from bot.dialogue.reference.choosing import Rows, choices_for, numbers
from bot.dialogue.reference.context import Context, asked_for
from bot.dialogue.turn import Turn
from bot.model import Task, Update
from bot.record.events import Action, Event, Message, Reported
from bot.reports.periods import week_named
from bot.schedule.agenda import counts_from

GOES_ON = timedelta(hours=1)
"""How long an echo is gone on with."""
QUIET_VERBS = {"undo", "correct"}
"""The buttons of an echo that asks for nothing."""


@dataclass(frozen=True, slots=True)
class EchoLine:
    """One task of an answer as it is said back; `closed`: nothing was put down, for the task is finished."""

    no: int
    task: Task
    said: Update | Reported
    remarks: tuple[FollowUp, ...]
    closed: bool = False

    @property
    def doubt(self) -> tuple[str, ...]:
        return self.said.doubt if isinstance(self.said, Update) else ()


def echo(
    turn: Turn,
    context: Context,
    lines: Sequence[EchoLine],
    leftovers: Sequence[str] = (),
) -> Event:
    """One compact message for the whole answer, with 更正, 撤销 and what else can be done with one tap. Of the first
    words that were given to no task it asks which one they are about. That of an edited message changes in place."""
    asking = next(((line.task.id, f.topic) for line in lines for f in line.remarks if f.topic), None)
    further = _rows(lines)
    further += choices_for([line.task for line in lines if line.said.intent == "unclear"], turn)
    further += numbers(context.by_no, "meant", leftovers[0]) if leftovers else []
    before = _before(turn, context, asks=bool(asking or further))
    replies = _replies(turn, before)
    shown = {line.task.id: line for line in (*lines_of(turn, context, replies), *lines)}
    told = {line.task.id for line in shown.values() if _answers(line)}
    week, asked = _of_week(turn, context), asked_for(turn, context)
    return turn.answer(
        "echo",
        rows=[quiet_row(turn, replies), *further],
        edits=before.id if before else None,
        echoes=replies,
        numbering=context.numbering,
        question=asking[0] if asking else None,
        topic=asking[1] if asking else "",
        lines=sorted(shown.values(), key=lambda line: (not line.no, line.no)),
        leftovers=leftovers,
        several=len(context.by_no) > 1,
        leader=_spoken_for(turn, lines),
        answered=sum(task.id in told or reported_since(turn, week, task) for task in asked),
        total=len(asked) if context.slot else 0,
    )


def _rows(lines: Sequence[EchoLine]) -> Rows:
    """The buttons of what follows; those of several tasks bear the number of theirs."""
    rows = [(line.no, f.row) for line in lines for f in line.remarks if f.row]
    several = len({no for no, _ in rows}) > 1
    return [[(f"{no} {label}" if several else label, action) for label, action in row] for no, row in rows]


def quiet_row(turn: Turn, replies: Sequence[str]) -> list[tuple[str, Action]]:
    """更正 and 撤销 of the last of these replies."""
    return [(turn.label(verb), Action(verb=verb, reply=replies[-1])) for verb in ("correct", "undo")]


def lines_of(turn: Turn, context: Context, replies: Sequence[str]) -> list[EchoLine]:
    """What these replies put down, as it stands on the record, under the numbers of the context where it has them."""
    found = {}
    for reply in replies:
        for ident in turn.world.states.replies.get(reply, ()):
            task = turn.world.tasks.get(ident)
            reports = turn.world.states.task(ident).reports
            said = next((r.said for r in reversed(reports) if r.said.reply == reply), None)
            if task and said:
                no = next((no for no, known in context.by_no.items() if known.id == ident), 0)
                found[ident] = EchoLine(no, task, said, tuple(still(turn, task, said)))
    return list(found.values())


def _before(turn: Turn, context: Context, *, asks: bool) -> Message | None:
    """The echo that this one takes the place of, if it does."""
    states = turn.world.states
    if edited := said_before(turn):
        posted = states.messages.get(states.echo_of.get(edited, ""))
        return posted.message if posted else None
    posted = states.messages.get(states.latest.get(turn.person.id, ""))
    if asks or posted is None or not posted.message.echoes or turn.incoming.at - posted.at > GOES_ON:
        return None
    chat = None if turn.incoming.private else turn.incoming.chat
    message, verbs = posted.message, {b.action.verb for row in posted.message.rows for b in row}
    same = message.numbering == context.numbering and message.chat == chat and not message.question
    return message if same and verbs <= QUIET_VERBS and _all_known(turn, context, message) else None


def _all_known(turn: Turn, context: Context, message: Message) -> bool:
    """Whether what the message says back is all of tasks that are spoken of now too (and not another leader's)."""
    known = {task.id for task in context.tasks}
    return all(known.issuperset(turn.world.states.replies.get(reply, ())) for reply in message.echoes)


def _replies(turn: Turn, before: Message | None) -> tuple[str, ...]:
    """The replies that the echo says back: an edited one gives its place to what it is now."""
    edited = said_before(turn)
    undone = turn.world.states.undone - {edited}
    kept = tuple(r for r in (before.echoes if before else ()) if r not in undone)
    if edited in kept:
        return tuple(turn.cause if r == edited else r for r in kept)
    return (*kept, turn.cause)


def said_before(turn: Turn) -> str | None:
    """The reply that an edited message was until now; None for anything else."""
    return turn.world.states.said.get((turn.person.id, turn.incoming.place)) if turn.incoming.kind == "edited" else None


def _answers(line: EchoLine) -> bool:
    """Whether the line tells how its task stands: 签收 and 稍后再报 do not."""
    return line.said.intent not in ("unclear", "snooze", "acknowledge")


def _spoken_for(turn: Turn, lines: Sequence[EchoLine]) -> str:
    """The name of the leader for whom somebody else spoke; empty where it is their own report."""
    leaders = {line.task.leader for line in lines}
    leader = turn.world.people.get((leaders.pop() or "") if len(leaders) == 1 else "")
    return leader.name if leader and leader.id != turn.person.id else ""


def reported_since(turn: Turn, context: Context, task: Task) -> bool:
    """Whether it was told how the task stands since the context's message was said."""
    state = turn.world.states.task(task.id)
    if state.closed:
        return True
    return state.told_since(context.since) if context.since else any(r.said.intent != "snooze" for r in state.reports)


def _of_week(turn: Turn, context: Context) -> Context:
    """The same from the beginning of the check-in's week on: what was said before it was asked counts for the week."""
    if context.slot is None:
        return context
    world = turn.world
    return replace(context, since=counts_from(world.calendar, world.settings.schedule, week_named(context.slot).first))


def ask_again(turn: Turn, text: str, context: Context) -> Event:
    """Nothing was understood: one question, with buttons; which task it is about comes first."""
    if context.question or len(context.by_no) == 1:
        return ask_of(turn, context.question or context.tasks[0], context, text)
    rows = numbers(context.by_no, "meant", text)
    return turn.answer("unclear", rows=rows, numbering=context.numbering, text=text, lines=list(context.by_no.items()))


def ask_of(turn: Turn, task: Task, context: Context, text: str = "") -> Event:
    """How one task stands is asked, with buttons; `text` is what was not understood, "" where the task was chosen."""
    rows, lines = choices_for([task], turn), [(context.numbered(task), task)]
    asked = not text or context.question is not None
    return turn.answer(
        "unclear",
        rows=rows,
        numbering=context.numbering,
        question=task.id if asked else None,
        topic=context.topic if context.question else "meant" if asked else "",
        text=text,
        lines=lines,
    )


def nod(turn: Turn, context: Context) -> Event:
    """Thanks are answered in a few words, with what is still waited for; a question that is open stays so."""
    week = _of_week(turn, context)
    asked = asked_for(turn, context) if context.slot else ()
    left = [task for task in asked if not reported_since(turn, week, task)]
    return turn.answer(
        "nod",
        numbering=context.numbering,
        question=context.question.id if context.question else None,
        topic=context.topic if context.question else "",
        task=context.question,
        left=len(left),
    )
