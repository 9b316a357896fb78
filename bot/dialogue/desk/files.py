"""Files on request: 图 (a week, a task's progress, the zone's lights), 日历, and the reports of the desk. A message
names its files; they are made when it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.life.handing import find_person
from bot.dialogue.reference.choosing import numbers
from bot.dialogue.reference.finding import MOST, speaks_of, visible
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import may_see, tasks_of
from bot.model import Task
from bot.record.events import Action

PICTURE = ("图", "/picture")
REPORTS = {"weekly": "周报", "monthly": "月通报", "quarterly": "季考核", "review": "季观摩", "ledger": "台账"}
WHOLE_FROM_FRIDAY = 4
MOST_LEADERS = 3


def ask_for_picture(turn: Turn) -> Response | None:
    """`图 招商`: of the tasks with that word, or for who may see it, of a person. None for any other text."""
    word, _, rest = turn.incoming.text.strip().partition(" ")
    return _of(turn, rest.strip()) if word.lower() in PICTURE and rest.strip() else None


def _of(turn: Turn, word: str) -> Response:
    found = [t for t in visible(turn) if t.id == word] or [t for t in visible(turn) if speaks_of(turn, t, word)]
    person = find_person(turn.world, word)
    if person and found and all(task.leader == person.id for task in found):
        return _weeks(turn, [person.id])
    return _progress(turn, found, word)


def _progress(turn: Turn, tasks: list[Task], word: str) -> Response:
    if not tasks:
        return Response((turn.answer("found-none", head=word),))
    if len(tasks) == 1:
        return Response((turn.answer("picture-task", attach=[f"picture/progress/{tasks[0].id}"], task=tasks[0]),))
    shown = dict(enumerate(tasks[:MOST], start=1))
    return Response((turn.answer("which-picture", rows=numbers(shown, "picture"), lines=list(shown.items())),))


def _picture(turn: Turn, action: Action) -> Response:
    """图 as a button of one task, or as a word: the week of whose tasks these are, the lights for who has none."""
    task = turn.world.tasks.get(action.task or "")
    if task:
        return _progress(turn, [task], "") if may_see(turn.person, task, turn.world) else turn.refuse("stale")
    leaders = list(dict.fromkeys(t.leader for t in tasks_of(turn.person, turn.world) if t.leader))
    if leaders:
        return _weeks(turn, leaders[:MOST_LEADERS])
    if {"admin", "viewer"} & set(turn.person.roles):
        return Response((turn.answer("picture-lights", attach=["picture/lights"]),))
    return Response((turn.answer("no-tasks"),))


def _weeks(turn: Turn, leaders: Sequence[str]) -> Response:
    names = [turn.world.people[id_].name for id_ in leaders]
    return Response((turn.answer("picture-week", attach=[f"picture/week/{id_}" for id_ in leaders], names=names),))


def _calendar(turn: Turn, action: Action) -> Response:
    """日历: the person's own dates for the phone's calendar."""
    if not tasks_of(turn.person, turn.world):
        return Response((turn.answer("no-tasks"),))
    return Response((turn.answer("calendar", attach=[f"feed/{turn.person.id}"]),))


def report(turn: Turn, rest: str) -> Response:
    """/report KIND for admins: the week (from Friday on this one, else the last), the last whole month or quarter, or
    the ledger as it stands."""
    kind = rest.lower() if rest.lower() in REPORTS else next((k for k, name in REPORTS.items() if name == rest), None)
    if kind is None:
        return Response((turn.answer("report-which"),))
    on = f"/{turn.today}" if kind == "weekly" and turn.today.weekday() >= WHOLE_FROM_FRIDAY else ""
    attached = "ledger" if kind == "ledger" else f"report/{kind}{on}"
    draft = kind in ("monthly", "quarterly", "review")
    return Response((turn.answer("report", attach=[attached], name=REPORTS[kind], draft=draft),))


VERBS = {"picture": _picture, "calendar": _calendar}
