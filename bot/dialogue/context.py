"""What a text or a press speaks of: the message it answers, the tasks by the numbers that message gave them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.dialogue.turn import Turn
from bot.dialogue.views import due_of, goals_due, may_report, pick, tasks_of
from bot.model import Asked, Person, Task
from bot.record.events import Action
from bot.record.states import Posted
from bot.settings import ZONE


@dataclass(frozen=True, slots=True)
class Context:
    """`tasks` by number (index + 1), those that may be reported on by who speaks; `question` the task that the last
    message asked about in the open, `topic` what it asked; `since` and `slot` tell the check-in, if it is one."""

    tasks: tuple[Task, ...]
    question: Task | None = None
    since: datetime | None = None
    slot: str | None = None
    topic: str = ""

    def numbered(self, task: Task) -> int:
        """The number that the message gave this task."""
        return self.tasks.index(task) + 1


def context_of(turn: Turn) -> Context:
    """In this order: the message pressed or replied to, the open question, the last message that numbered tasks, all
    that the person answers for."""
    meant = _message_meant(turn)
    latest = turn.world.states.messages.get(turn.world.states.latest.get(turn.person.id, ""))
    numbering = meant if meant and meant.message.asks else _last_numbering(turn)
    asking = meant or latest
    open_question = asking.message.question if asking else None
    tasks = _allowed(turn, numbering.message.asks) if numbering else tuple(tasks_of(turn.person, turn.world))
    question = next(iter(_allowed(turn, [open_question])), None) if open_question else None
    if question and question not in tasks:
        tasks = (question, *tasks)
    return Context(
        tasks=tasks,
        question=question,
        since=numbering.at if numbering else None,
        slot=numbering.message.slot if numbering else None,
        topic=asking.message.topic if asking else "",
    )


def _message_meant(turn: Turn) -> Posted | None:
    states, came = turn.world.states, turn.incoming
    ident = came.press.rpartition(".")[0] if came.press else states.by_ref.get((turn.person.id, came.reply_to or ""))
    return states.messages.get(ident or "")


def _last_numbering(turn: Turn) -> Posted | None:
    return turn.world.states.messages.get(turn.world.states.asked.get(turn.person.id, ""))


def _allowed(turn: Turn, ids: Sequence[str]) -> tuple[Task, ...]:
    return tuple(t for t in pick(ids, turn.world) if t.status == "active" and may_report(turn.person, t, turn.world))


def numbering_of(turn: Turn, person: Person) -> Context | None:
    """The tasks by the numbers of the last message that numbered them for this person; None where there is none."""
    posted = turn.world.states.messages.get(turn.world.states.asked.get(person.id, ""))
    if posted is None:
        return None
    return Context(_allowed(turn, posted.message.asks), since=posted.at, slot=posted.message.slot)


def own_task(turn: Turn, action: Action) -> Task | None:
    """The task that a button is about, if the person may report on it and it is in work."""
    return next(iter(_allowed(turn, [action.task or ""])), None)


def asked_of(turn: Turn, tasks: Sequence[Task], first: int = 1) -> list[Asked]:
    """The tasks as the reading of replies takes them; a task's figure is the one that is due
    next; where several are, or a rate of growth, a bare figure could mean any of them, so none is named."""
    today = turn.incoming.at.astimezone(ZONE).date()
    return [_asked(turn, task, no, today) for no, task in enumerate(tasks, start=first)]


def _asked(turn: Turn, task: Task, no: int, day: date) -> Asked:
    due = due_of(task, turn.world, day)
    goals = goals_due(task, due.day) if due else []
    goal = goals[0] if len(goals) == 1 and goals[0].nature != "growth" else None
    return Asked(
        no=no,
        title=task.title,
        target=goal.value if goal else None,
        unit=goal.unit if goal else None,
        due=due.day if due else None,
    )
