"""吹哨: an obstacle is put to the departments that can clear it; it has its own clock until somebody clears it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.dialogue.follow import FollowUp
from bot.dialogue.reference.context import asked_of as asked_of_tasks
from bot.dialogue.reference.context import own_task
from bot.dialogue.turn import FOLLOWING, Response, Turn
from bot.model import Person, Task, Update
from bot.record.events import Action, Cleared, Event, Recalled, Whistled
from bot.record.known import Spoken
from bot.record.states import Whistle
from bot.replies import interpret
from bot.schedule.kinds.whistle import asked_of
from bot.schedule.world import World

LONGEST = 300
"""Characters of an answer that are passed on."""


def follow(turn: Turn, task: Task, update: Update) -> FollowUp | None:
    """An obstacle with named helpers: one tap asks them. Without helpers there is nobody to ask. What was blown from
    the report that this one puts right follows it."""
    if blown := next(iter(_blown_from(turn, [task], turn.instead or "")), None):
        return _put_right(turn, task, update, blown)
    if update.status != "blocked" or not update.help_from or _open_whistle(turn, task, update.help_from):
        return None
    label = turn.label("whistle").format("、".join(update.help_from)[:12])
    return FollowUp(remark="may-whistle", row=((label, Action(verb="whistle", task=task.id, reply=turn.cause)),))


def _open_whistle(turn: Turn, task: Task, departments: Iterable[str]) -> bool:
    asked = {d for w in turn.world.states.task(task.id).whistles if not w.cleared for d in w.blown.departments}
    return set(departments) <= asked


def _whistle(turn: Turn, action: Action) -> Response:
    task = own_task(turn, action)
    reports = turn.world.states.task(action.task or "").reports
    said = next((r.said for r in reports if r.said.reply == action.reply and r.said.help_from), None)
    if task is None or said is None:
        return turn.refuse("stale")
    if _open_whistle(turn, task, said.help_from):
        return turn.refuse("whistled-before")
    blown = Whistled(
        whistle=f"{task.id}@{turn.cause}",
        task=task.id,
        person=turn.person.id,
        reply=said.reply,
        what=said.blocker or said.text,
        departments=said.help_from,
        due=_due(turn),
    )
    asked = asked_of(turn.world, blown.departments)
    return Response((blown, turn.answer("whistled", task=task, blown=blown, asked=asked)), toast=turn.label("noted"))


def _clear(turn: Turn, action: Action) -> Response:
    """已解决: by the leader, by a person of the departments asked, or by an admin; both sides are told."""
    whistle = open_whistle(turn.world, action)
    if whistle is None:
        known = any(w.blown.whistle == action.arg for w in turn.world.states.task(action.task or "").whistles)
        return turn.refuse("cleared-before" if known else "whistle-gone")
    blown = whistle.blown
    task = turn.world.tasks.get(blown.task)
    may = {p.id for p in asked_of(turn.world, blown.departments)} | {blown.person, task.leader if task else ""}
    if turn.person.id not in may and "admin" not in turn.person.roles:
        return turn.refuse("not-yours")
    events = _cleared(turn, whistle, {ident for ident in may if ident}, first=1)
    return Response((*events, turn.answer("cleared", task=task, blown=blown)), toast=turn.label("noted"))


def clear_all(turn: Turn, task: Task) -> list[Event]:
    """Every open whistle of a task is cleared by who may report on it; the departments asked are told."""
    open_ = [w for w in turn.world.states.task(task.id).whistles if not w.cleared]
    events: list[Event] = []
    for whistle in open_:
        asked = {p.id for p in asked_of(turn.world, whistle.blown.departments)}
        events += _cleared(turn, whistle, {*asked, whistle.blown.person}, first=len(events) + 1)
    return events


def recall(turn: Turn, tasks: Iterable[Task], reply: str) -> tuple[list[Event], list[Whistled]]:
    """The open whistles that were blown from a report that is taken back: they go with it, and whoever was asked
    already is told, as is the leader where somebody else takes it back."""
    gone = _blown_from(turn, tasks, reply)
    return [event for blown in gone for event in _recalled(turn, blown, _told_of(turn, blown))], gone


def _blown_from(turn: Turn, tasks: Iterable[Task], reply: str) -> list[Whistled]:
    """The open whistles of these tasks that were blown from this reply."""
    open_ = [w.blown for t in tasks for w in turn.world.states.task(t.id).whistles if not w.cleared]
    return [blown for blown in open_ if blown.reply == reply]


def _recalled(turn: Turn, blown: Whistled, told: Iterable[Person]) -> list[Event]:
    gone = Recalled(whistle=blown.whistle, task=blown.task, by=turn.person.id)
    return [gone, *_each_told(turn, blown, told, "whistle-recalled")]


def _each_told(turn: Turn, blown: Whistled, told: Iterable[Person], template: str) -> list[Event]:
    """The same words to each of these, numbered apart from what is said of other tasks."""
    first = turn.numbers_of(blown.task) + FOLLOWING // 2
    return [turn.answer(template, number=n, to=p, blown=blown, by=turn.person) for n, p in enumerate(told, first)]


def _put_right(turn: Turn, task: Task, update: Update, blown: Whistled) -> FollowUp:
    """What becomes of a whistle whose report is put right: without an obstacle nobody has to clear anything; other
    departments are asked in place of the first; the same ones hear what it is about now."""
    if update.status != "blocked":
        return FollowUp(tuple(_recalled(turn, blown, _told_of(turn, blown))), "whistle-recalled", {"blown": blown})
    values: dict[str, object] = {"reply": turn.cause, "what": update.blocker or blown.what}
    known = {p.id: p for p in _told_of(turn, blown)}
    if not update.help_from or set(update.help_from) == set(blown.departments):
        anew = blown.model_copy(update=values)
        told = known.values() if anew.what != blown.what else ()
        return FollowUp((anew, *_each_told(turn, anew, told, "whistle-changed")))
    values |= {"whistle": f"{task.id}@{turn.cause}", "departments": update.help_from, "due": _due(turn)}
    anew = blown.model_copy(update=values)
    asked = {p.id for p in asked_of(turn.world, anew.departments)}
    dropped = [person for person in known.values() if person.id not in asked]
    return FollowUp((*_recalled(turn, blown, dropped), anew), "whistle-aimed", {"blown": anew})


def _due(turn: Turn) -> date:
    """By when who is asked today has to clear an obstacle."""
    return turn.world.calendar.add_workdays(turn.today, turn.world.settings.schedule.whistle_days)


def _told_of(turn: Turn, blown: Whistled) -> list[Person]:
    """Who else knows of a whistle: who has been asked, and who blew it."""
    settled, world = turn.world.states.settled, turn.world
    asked = [p.id for p in asked_of(world, blown.departments) if f"whistle/{blown.whistle}/{p.id}/asked" in settled]
    others = dict.fromkeys([*asked, blown.person])
    return [world.people[ident] for ident in others if ident in world.people and ident != turn.person.id]


def _cleared(turn: Turn, whistle: Whistle, concerned: set[str], first: int) -> list[Event]:
    """The whistle is cleared, and everybody concerned but who says so is told; `first` numbers their messages."""
    blown, task = whistle.blown, turn.world.tasks.get(whistle.blown.task)
    others = [turn.world.people[i] for i in sorted(concerned - {turn.person.id}) if i in turn.world.people]
    told = [
        turn.answer("cleared-other", number=n, to=p, task=task, blown=blown, by=turn.person)
        for n, p in enumerate(others, start=first)
    ]
    return [Cleared(whistle=blown.whistle, task=blown.task, by=turn.person.id), *told]


def heard(turn: Turn, asked: Sequence[str]) -> Response | None:
    """What a department says to these whistles in words: that it is done clears one, anything else is passed on to who
    blew it. None where none of them is open for this person."""
    tasks = [turn.world.tasks[i] for i in asked if i in turn.world.tasks]
    by_no = {no: task for no, task in enumerate(tasks, start=1) if _open_for(turn, task)}
    if not by_no:
        return None
    is_workday, text = turn.world.calendar.is_workday, turn.incoming.text.strip()[:LONGEST]
    told = interpret(text, asked_of_tasks(turn, by_no), turn.incoming.at, is_workday)
    done = [by_no[u.task] for u in told if u.status == "done"]
    if done:
        whistle = _open_for(turn, done[0])[0].blown
        cleared = _clear(turn, Action(verb="clear", task=whistle.task, arg=whistle.whistle))
        return replace(cleared, events=(*cleared.events, turn.spoke("whistle-heard", whistle.task)))
    meant = [by_no[u.task] for u in told if u.intent != "unclear"] or list(by_no.values())
    blown = [w.blown for task in meant for w in _open_for(turn, task)]
    leaders = [p for p in map(turn.world.people.get, dict.fromkeys(b.person for b in blown)) if p]
    passed = [
        turn.answer("whistle-heard-leader", number=n, to=p, by=turn.person, words=text, blown=blown[0])
        for n, p in enumerate(leaders, start=1)
    ]
    rows = [[(turn.label("clear"), Action(verb="clear", task=blown[0].task, arg=blown[0].whistle))]]
    said = turn.answer("whistle-heard", rows=rows if len(blown) == 1 else [], asks=asked, leaders=leaders)
    return Response((said, turn.spoke("whistle-heard", blown[0].task), *passed))


def waiting_for(turn: Turn) -> list[str]:
    """The tasks with an obstacle that this person is asked to clear."""
    ids = dict.fromkeys(turn.world.states.open_whistles.values())
    return [id_ for id_ in ids if id_ in turn.world.tasks and _open_for(turn, turn.world.tasks[id_])]


def open_ones(turn: Turn) -> Response | None:
    """What this person is asked to clear, with a button each; None where there is nothing."""
    asks = waiting_for(turn)
    found = [(no, w.blown) for no, id_ in enumerate(asks, 1) for w in _open_for(turn, turn.world.tasks[id_])]
    rows = [[(f"{no} {turn.label('clear')}", Action(verb="clear", task=b.task, arg=b.whistle))] for no, b in found]
    shown = [(no, turn.world.tasks[blown.task], blown) for no, blown in found]
    return (
        Response((turn.answer("whistles-open", rows=rows, asks=asks, topic="whistle", lines=shown),)) if asks else None
    )


def heard_anew(turn: Turn, spoken: Spoken) -> Response | None:
    """What a department says otherwise to a whistle: one that these words had cleared is open again first."""
    again = open_again(turn, spoken)
    said = heard(turn.after(again), [spoken.task or ""])
    return replace(said, events=(*again[:1], *said.events, *again[1:])) if said else None


def open_again(turn: Turn, spoken: Spoken) -> list[Event]:
    """A whistle that this person's words had cleared is not, and who was told that it is hears so."""
    cleared = [
        w.blown
        for w in turn.world.states.task(spoken.task or "").whistles
        if w.cleared and w.by == turn.person.id and w.cleared >= spoken.at
    ]
    told = turn.to_those_told(spoken.cause, "cleared-not", cleared[-1], anew=True) if cleared else []
    return [*cleared[-1:], *told]


def _open_for(turn: Turn, task: Task) -> list[Whistle]:
    """The open whistles of a task that this person is asked to clear."""
    open_ = (w for w in turn.world.states.task(task.id).whistles if not w.cleared)
    return [w for w in open_ if turn.person.id in {p.id for p in asked_of(turn.world, w.blown.departments)}]


def open_whistle(world: World, action: Action) -> Whistle | None:
    """The whistle that a button is about, while nobody has cleared it."""
    whistles = world.states.task(action.task or "").whistles
    return next((w for w in whistles if w.blown.whistle == action.arg and not w.cleared), None)


VERBS = {"whistle": _whistle, "clear": _clear}
