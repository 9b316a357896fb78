"""What a text or a press speaks of: the message it answers, the tasks by the numbers that message gave them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.dialogue.reference.measuring import goal_meant
from bot.dialogue.turn import Turn
from bot.dialogue.views import due_of, goals_due, may_report, pick, tasks_of
from bot.model import Asked, Person, Task
from bot.record.events import Action
from bot.record.states import Posted


@dataclass(frozen=True, slots=True)
class Context:
    """`by_no`: the tasks by the number they were given, those that may be reported on by who speaks; `question` the
    task that the last message asked about in the open, `topic` what it asked; `since` and `slot` tell the check-in,
    if it is one; `numbering` is the message that gave the numbers, if one did; `asks` all that the message in
    question asked about, in the order of the numbers, also what is not the person's to report on; `listed` what of it
    was only listed; `beside` what a text names of the person's other tasks, under numbers that nobody has seen."""

    by_no: Mapping[int, Task]
    question: Task | None = None
    since: datetime | None = None
    slot: str | None = None
    topic: str = ""
    numbering: str | None = None
    asks: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    beside: Mapping[int, Task] = field(default_factory=dict)

    @property
    def spoken_of(self) -> Mapping[int, Task]:
        """The tasks by their numbers, and those that are named beside them."""
        return {**self.by_no, **self.beside}

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks in the order of their numbers."""
        return tuple(self.by_no.values())

    def numbered(self, task: Task) -> int:
        """The number that the message gave this task."""
        return next(no for no, known in self.by_no.items() if known.id == task.id)

    def about(self, task: Task, topic: str) -> Context:
        """The same, but what is said is about this one task, which gets the next number where it had none."""
        known = task.id in {t.id for t in self.tasks}
        by_no = self.by_no if known else {**self.by_no, max(self.by_no, default=0) + 1: task}
        return replace(self, by_no=by_no, question=task, topic=topic)


def counted(tasks: Iterable[Task]) -> Context:
    """Tasks that no message has numbered, numbered from 1."""
    return Context(dict(enumerate(tasks, start=1)))


def context_of(turn: Turn) -> Context:
    """In this order: the message pressed or replied to, the open question, the last message that numbered tasks, all
    that the person answers for."""
    meant = _message_meant(turn)
    latest = turn.world.states.messages.get(turn.world.states.latest.get(turn.person.id, ""))
    asking = meant or latest
    context = _numbered_by(turn, _numbering(turn, meant)) or counted(tasks_of(turn.person, turn.world))
    if asking is None or turn.incoming.kind == "edited":
        return context
    message = asking.message
    context = replace(context, topic=message.topic, asks=_asks(turn, asking), listed=message.listed)
    question = next(iter(_allowed(turn, [asking.message.question or ""])), None)
    return context.about(question, asking.message.topic) if question else context


def _asks(turn: Turn, posted: Posted) -> tuple[str, ...]:
    earlier = turn.world.states.messages.get(posted.message.numbering or "")
    return posted.message.asks or (earlier.message.asks if earlier else ())


def _message_meant(turn: Turn) -> Posted | None:
    """The message that was pressed or replied to, or that says back what is now edited."""
    states, came = turn.world.states, turn.incoming
    if came.kind == "edited":
        return states.messages.get(states.echo_of.get(states.said.get((turn.person.id, came.place), ""), ""))
    ident = came.press.rpartition(".")[0] if came.press else states.by_ref.get((came.chat, came.reply_to or ""))
    return states.messages.get(ident or "")


def _numbering(turn: Turn, meant: Posted | None) -> Posted | None:
    """The message whose numbers count: the one meant, the one by whose numbers it speaks, or the last that gave any."""
    messages, last = turn.world.states.messages, turn.world.states.asked.get(turn.person.id, "")
    if meant and meant.message.asks:
        return meant
    return messages.get((meant.message.numbering if meant else None) or last)


def _numbered_by(turn: Turn, posted: Posted | None) -> Context | None:
    if posted is None:
        return None
    message, may = posted.message, {task.id: task for task in _allowed(turn, posted.message.asks)}
    by_no = {no: may[ident] for no, ident in enumerate(message.asks, start=1) if ident in may}
    return Context(by_no, since=posted.at, slot=message.slot, numbering=message.id) if by_no else None


def _allowed(turn: Turn, ids: Sequence[str]) -> tuple[Task, ...]:
    return tuple(t for t in pick(ids, turn.world) if t.status == "active" and may_report(turn.person, t, turn.world))


def own_of(turn: Turn, context: Context) -> tuple[Task, ...]:
    """The tasks in question that the person answers or reports for; an admin is told of others' too."""
    own = {task.id for task in tasks_of(turn.person, turn.world)}
    return tuple(task for task in context.tasks if task.id in own)


def asked_for(turn: Turn, context: Context) -> tuple[Task, ...]:
    """The tasks of which one waits to hear from the person: their own, where any of those in question is."""
    return own_of(turn, context) or context.tasks


def numbering_of(turn: Turn, person: Person) -> Context | None:
    """The tasks by the numbers of the last message that numbered them for this person; None where there is none."""
    return _numbered_by(turn, turn.world.states.messages.get(turn.world.states.asked.get(person.id, "")))


def own_task(turn: Turn, action: Action) -> Task | None:
    """The task that a button is about, if the person may report on it and it is in work."""
    return next(iter(_allowed(turn, [action.task or ""])), None)


def asked_of(turn: Turn, by_no: Mapping[int, Task]) -> list[Asked]:
    """The tasks as the reading of replies takes them; a task's figure is the one due next that the words can mean."""
    return [_asked(turn, task, no, turn.today) for no, task in by_no.items()]


def _asked(turn: Turn, task: Task, no: int, day: date) -> Asked:
    due = due_of(task, turn.world, day)
    goal = goal_meant(goals_due(task, due.day) if due else [], turn.incoming.text)
    return Asked(
        no=no,
        title=task.title,
        target=goal.value if goal else None,
        unit=goal.unit if goal else None,
        due=due.day if due else None,
        at_most=goal is not None and goal.comparator == "<=",
        measure=goal.what if goal else "",
        nature=goal.nature if goal else None,
    )
