"""申请延期: a later date is asked for before the due day, an admin decides; the old date stays on the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dialogue.follow import FollowUp
from bot.dialogue.life.requests_told import TOPIC, said_back, told_no_more, told_otherwise, undo_row
from bot.dialogue.present import of_request
from bot.dialogue.reference.another import tells_of_another
from bot.dialogue.reference.choosing import chosen
from bot.dialogue.reference.context import asked_of, context_of
from bot.dialogue.reference.finding import find_word
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import Due, coming_due, due_of, may_report
from bot.model import Task, Update
from bot.record.events import Action, Event, ExtensionAsked, ExtensionDecided, Spoke, Undone
from bot.record.known import Spoken
from bot.record.states import Extension
from bot.replies import interpret
from bot.reports.dates import points


def follow(turn: Turn, task: Task, update: Update) -> FollowUp | None:
    """A reply that asks for a later date: the request, or what it still lacks. After the due day it is an explanation
    (逾期说明) and no request; of a task with later dates it is one for the next, where it names a day beyond that."""
    first, due = due_of(task, turn.world, turn.today), coming_due(task, turn.world, turn.today)
    if update.intent != "extend":
        return _explanation(update, first)
    if first is None:
        return FollowUp(remark="no-date")
    if due is None or (first.left < 0 and update.expected and update.expected <= due.day):
        return FollowUp(remark="too-late", values={"due": first.day})
    if update.expected is None or update.expected <= due.day:
        return FollowUp(remark="when", values={"due": due.day}, topic="ask-extension-date")
    asked = _asked(turn, task, due.day, update.expected, reason=update.blocker or _reason_before(turn, task))
    if not asked.reason:
        return FollowUp((asked,), remark="why-later", topic="ask-extension-reason")
    told = told_otherwise(turn, task, asked)
    return FollowUp((asked, *told), remark="asked-extension", values={"wanted": update.expected})


def _reason_before(turn: Turn, task: Task) -> str:
    """The reason that was given for the request that is put right."""
    pending = turn.before.states.task(task.id).pending_extension if turn.before else None
    return pending.asked.reason if pending and pending.asked.reply == turn.instead else ""


def _asked(turn: Turn, task: Task, old: date, wanted: date, *, reason: str, answers: bool = False) -> ExtensionAsked:
    """The request; one that answers our question belongs to the reply that asked for a later date, and goes with it.
    Once an admin has it before them, another day is another request: nobody agrees to what they have not seen."""
    state = turn.world.states.task(task.id)
    pending, last = state.pending_extension, state.last
    known = pending.asked.asked if pending and not _put_before_admins(turn, pending.asked) else ""
    return ExtensionAsked(
        asked=known or f"{task.id}@{turn.cause}",
        task=task.id,
        person=task.leader or turn.person.id,
        said_by=turn.person.id,
        reply=last.said.reply if last and last.said.intent == "extend" and answers else turn.cause,
        old=old,
        wanted=wanted,
        reason=reason,
    )


def _put_before_admins(turn: Turn, asked: ExtensionAsked) -> bool:
    return any(f"decision/{asked.asked}/{person}" in turn.world.states.settled for person in turn.world.people)


def _explanation(update: Update, due: Due | None) -> FollowUp | None:
    """What is said after the last date of why, and when it will be done, is the explanation (逾期说明)."""
    late = due is not None and due.left < 0 and update.intent == "report" and update.status != "done"
    return FollowUp(remark="explained") if late and (update.expected or update.blocker) else None


def answer_date(turn: Turn, task: Task, text: str) -> Response | None:
    """The answer to 延到哪一天; None where the text is no date, so that it may mean something else."""
    found = interpret(text, asked_of(turn, {1: task}), turn.incoming.at, turn.world.calendar.is_workday)
    wanted = found[0].expected if found else None
    due = coming_due(task, turn.world, turn.today)
    if wanted is None or due is None:
        return None
    spoke = turn.spoke("ask-extension-date", task.id)
    if wanted <= due.day:
        again = turn.answer("extension-too-early", question=task.id, topic="ask-extension-date", due=due.day)
        return Response((again, spoke))
    pending = turn.world.states.task(task.id).pending_extension
    known = pending.asked.reason if pending and turn.incoming.kind == "edited" else ""
    asked = _asked(turn, task, due.day, wanted, reason=found[0].blocker or known, answers=True)
    if asked.reason:
        return _put_to_admins(turn, task, asked, spoke)
    why = turn.answer("extension-why", question=task.id, topic="ask-extension-reason", task=task)
    return Response((asked, spoke, why))


def answer_reason(turn: Turn, task: Task, text: str) -> Response | None:
    """The answer to 为什么: any words are a reason, but those that begin with another task's number and tell of it."""
    pending = turn.world.states.task(task.id).pending_extension
    if pending is None or tells_of_another(turn, context_of(turn), task, text):
        return None
    asked = pending.asked.model_copy(update={"reason": text.strip()})
    return _put_to_admins(turn, task, asked, turn.spoke("ask-extension-reason", task.id))


def withdraw_request(turn: Turn, spoken: Spoken) -> list[Event]:
    """The request whose day was said, with the reply that asked for it, while nobody has decided it."""
    task = turn.world.tasks.get(spoken.task or "")
    pending = turn.world.states.task(task.id).pending_extension if task else None
    if task is None or pending is None or not may_report(turn.person, task, turn.world):
        return []
    undone = Undone(reply=pending.asked.reply, person=turn.person.id, task=task.id)
    return [undone, *told_no_more(turn, [task], pending.asked.reply)]


def _put_to_admins(turn: Turn, task: Task, asked: ExtensionAsked, spoke: Spoke) -> Response:
    old = said_back(turn, asked.reply) if turn.incoming.kind == "edited" else None
    edits, rows = old.id if old else None, undo_row(turn, asked)
    return Response((asked, spoke, turn.answer(TOPIC, rows=rows, task=task, asked=asked, edits=edits)))


# ---- the admin's side -----------------------------------------------------------------------------------------------


def pending_of(turn: Turn, action: Action) -> Extension | None:
    """The undecided request that a button is about."""
    pending = turn.world.states.task(action.task or "").pending_extension
    return pending if pending and pending.asked.asked == action.arg else None


def _grant(turn: Turn, action: Action) -> Response:
    """同意: the task is due on the day that was asked for."""
    pending = pending_of(turn, action)
    if pending is None or pending.asked.wanted is None:
        return turn.stands(of_request(turn, action))
    return _decide(turn, pending, pending.asked.wanted)


def _refuse(turn: Turn, action: Action) -> Response:
    pending = pending_of(turn, action)
    if pending is None:
        return turn.stands(of_request(turn, action))
    return _decide(turn, pending, None)


def _regrant(turn: Turn, action: Action) -> Response:
    """改期: another day than the one asked for."""
    pending = pending_of(turn, action)
    if pending is None:
        return turn.stands(of_request(turn, action))
    return Response((turn.answer("ask-new-date", question=action.task, old=pending.asked.old, again=False),))


def answer_new_date(turn: Turn, task: Task, text: str) -> Response | None:
    """The admin's answer to 改到哪一天; what is no day to come is asked again."""
    pending = turn.world.states.task(task.id).pending_extension
    if pending is None or "admin" not in turn.person.roles:
        return None
    day = _day_named(turn, task, text)
    if day is None:
        again = turn.answer("ask-new-date", question=task.id, old=pending.asked.old, again=True)
        return find_word(turn) or Response((again,))
    said = _decide(turn, pending, day)
    return replace(said, events=(*said.events, turn.spoke("ask-new-date", task.id)))


def new_date_anew(turn: Turn, task: Task, text: str) -> Response | None:
    """Another day than the one the admin has named before, as long as nothing else was asked, decided or edited since;
    None where the words name no day to come."""
    state, day = turn.world.states.task(task.id), _day_named(turn, task, text)
    last = next(reversed(state.extensions), None)
    if last is None or last.by != turn.person.id or day is None or state.closed or last.granted not in points(task):
        return None
    said = _decide(turn, last, day, anew=True)
    return replace(said, events=(*said.events, turn.spoke("ask-new-date", task.id)))


def _day_named(turn: Turn, task: Task, text: str) -> date | None:
    """The day to come that an admin's words name."""
    found = interpret(text, asked_of(turn, {1: task}), turn.incoming.at, turn.world.calendar.is_workday)
    day = found[0].expected if found else None
    return day if day and day >= turn.today else None


def _decide(turn: Turn, pending: Extension, granted: date | None, *, anew: bool = False) -> Response:
    asked = pending.asked
    task = turn.world.tasks[asked.task]
    decided = ExtensionDecided(asked=asked.asked, task=task.id, by=turn.person.id, granted=granted, anew=anew)
    events: list[Event] = [decided, turn.answer("extension-decided", task=task, asked=asked, granted=granted)]
    leader = turn.world.people.get(asked.said_by)
    if leader and leader.id != turn.person.id:
        told = turn.answer("extension-answer", number=1, to=leader, task=task, asked=asked, granted=granted)
        events.append(told)
    return Response(tuple(events), toast=turn.label("noted"))


def _ask_extension(turn: Turn, action: Action) -> Response:
    """申请延期 as a button: which task, then which day."""
    task = chosen(turn, action, "which-extend")
    if isinstance(task, Response):
        return task
    due = coming_due(task, turn.world, turn.today)
    if due is None:
        passed = due_of(task, turn.world, turn.today)
        return Response((turn.answer("extension-too-late", task=task, due=passed),))
    return Response((turn.answer("extension-when", question=task.id, topic="ask-extension-date", task=task, due=due),))


VERBS = {"extend": _ask_extension, "extend-which": _ask_extension}
ADMIN_VERBS = {"grant": _grant, "refuse": _refuse, "regrant": _regrant}
OPEN = {
    "ask-extension-date": answer_date,
    "ask-extension-reason": answer_reason,
    "ask-new-date": answer_new_date,
}
