"""The admins' desk in the chat: how things stand, who has not answered, decisions to take, one task and its status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.dialogue.desk import people, tasks
from bot.dialogue.desk.files import REPORTS, report
from bot.dialogue.life.finishing import take_up
from bot.dialogue.life.handing import find_person
from bot.dialogue.life.handover import command as handover
from bot.dialogue.life.objecting import waiting
from bot.dialogue.notices.alerting import Unreached, unreached
from bot.dialogue.notices.compose import Section, rows_of
from bot.dialogue.reference.finding import VERBS as FINDING
from bot.dialogue.reference.finding import show, speaks_of, visible
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import lines
from bot.model import Status, Task
from bot.record.events import Action, Event, Handed, Restated
from bot.record.queue import Queue, queue_of
from bot.record.vitals import Vitals
from bot.reports.periods import week_of
from bot.reports.weekly.summary import weekly
from bot.settings import ZONE

Command = Callable[[Turn, str], Response]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the office stands by the record, and how the program itself is, where that is known."""

    active: int
    drafts: int
    ownerless: int
    unbound: int
    unreached: list[Unreached]
    queue: Queue
    parked: int
    complaints: int
    years: list[int]
    vitals: Vitals | None


def _status(turn: Turn, rest: str) -> Response:
    """/status: what an admin should know before anything else."""
    world, states = turn.world, turn.world.states
    active = [t for t in world.tasks.values() if t.status == "active"]
    leaders = {t.leader for t in active if t.leader}
    standing = Standing(
        active=len(active),
        drafts=sum(t.status == "draft" for t in world.tasks.values()),
        ownerless=sum(t.leader is None for t in active),
        unbound=len(leaders - states.accounts.keys()),
        unreached=unreached(world),
        queue=queue_of(states, turn.incoming.at, timedelta()),
        parked=len(states.parked),
        complaints=len(states.complaints),
        years=sorted(world.calendar.sure_years),
        vitals=world.vitals,
    )
    return Response((turn.answer("desk-status", standing=standing),))


def _missing(turn: Turn, rest: str) -> Response:
    """/missing: who has not answered this week's check-in."""
    week = weekly(turn.world, week_of(turn.today), turn.incoming.at)
    return Response((turn.answer("desk-missing", weekly=week, unreached=turn.world.states.unreached),))


def _task(turn: Turn, rest: str) -> Response:
    """/task WORD: the tasks whose title, chapter, department or leader holds the word, or the one with that id."""
    found = [t for t in visible(turn) if rest == t.id] or [t for t in visible(turn) if speaks_of(turn, t, rest)]
    return show(turn, found, rest or "?")


def _remind(turn: Turn, rest: str) -> Response:
    """/remind ID or WORD: one line to the leader of that task, now."""
    found = [t for t in visible(turn) if rest == t.id] or [t for t in visible(turn) if speaks_of(turn, t, rest)]
    task = found[0] if len(found) == 1 else None
    leader = turn.world.people.get(task.leader or "") if task else None
    if task is None or leader is None:
        return show(turn, found, rest) if found else Response((turn.answer("found-none", head=rest or "?"),))
    if _reminded_today(turn, task):
        return Response((turn.answer("desk-reminded", task=task, leader=leader, before=True),))
    line = lines([task], turn.world, turn.incoming.at)[0]
    told = turn.answer("desk-reminder", number=1, to=leader, asks=[task.id], line=line, by=turn.person)
    return Response((turn.answer("desk-reminded", task=task, leader=leader, before=False), told))


def _reminded_today(turn: Turn, task: Task) -> bool:
    """Whether an admin has had this task's leader reminded of it today."""
    for posted in reversed(turn.world.states.messages.values()):
        if posted.at.astimezone(ZONE).date() < turn.today:
            return False
        message = posted.message
        if message.topic == "desk-reminder" and message.asks == (task.id,) and message.to == task.leader:
            return True
    return False


def _approve(turn: Turn, rest: str) -> Response:
    """/approve: every request, claim and objection that waits for a decision, with its buttons."""
    states, world = turn.world.states, turn.world
    asked = [world.tasks[t] for t in dict.fromkeys(states.requests.values()) if t in world.tasks]
    claimed = [world.tasks[t] for t in states.claims if t in world.tasks]
    objections = tuple(waiting(turn, first=len(asked) + len(claimed) + 1))
    if not asked and not claimed and not objections:
        return Response((turn.answer("desk-nothing-waits"),))
    shown = lines([*asked, *claimed], world, turn.incoming.at)
    sections = [Section("decision", tuple(shown[: len(asked)])), Section("review", tuple(shown[len(asked) :]))]
    full = [section for section in sections if section.lines]
    rows = rows_of(turn.wording, full) + [row for each in objections for row in each.rows(turn)]
    asks = [line.task.id for line in shown]
    return Response((turn.answer("desk-approve", rows=rows, asks=asks, sections=full, objections=objections),))


def _assign(turn: Turn, rest: str) -> Response:
    """/assign ID [PERSON]: a task is active from now on (立项), and that person's where one is named."""
    ident, _, name = rest.partition(" ")
    task, leader = turn.world.tasks.get(ident), find_person(turn.world, name.strip()) if name.strip() else None
    if task is None or (name.strip() and leader is None):
        return Response((turn.answer("desk-restate-how", status="active"),))
    events: list[Event] = []
    if leader and leader.id != task.leader:
        events.append(Handed(task=task.id, by=turn.person.id, to=leader.id))
    if task.status != "active":
        events.append(Restated(task=task.id, status="active", by=turn.person.id))
    leads = leader or turn.world.people.get(task.leader or "")
    return Response((*events, turn.answer("desk-assigned", task=task, leader=leads)))


def _restate(status: Status) -> Command:
    def command(turn: Turn, rest: str) -> Response:
        ident, _, reason = rest.partition(" ")
        task = turn.world.tasks.get(ident)
        if task is None or not reason.strip():
            return Response((turn.answer("desk-restate-how", status=status),))
        restated = Restated(task=task.id, status=status, by=turn.person.id, reason=reason.strip())
        return Response((restated, turn.answer("desk-restated", task=task, status=status, reason=reason.strip())))

    return command


def _reopen(turn: Turn, rest: str) -> Response:
    """/reopen ID REASON: a task that was closed, suspended or withdrawn is in work again."""
    ident, _, reason = rest.partition(" ")
    task = turn.world.tasks.get(ident)
    if task is None or not reason.strip():
        return Response((turn.answer("desk-restate-how", status="reopened"),))
    return take_up(turn, task, reason.strip())


def _overdue(turn: Turn, rest: str) -> Response:
    return FINDING["overdue"](turn, Action(verb="overdue"))


COMMANDS: dict[str, Command] = {
    "/status": _status,
    "/overdue": _overdue,
    "/missing": _missing,
    "/task": _task,
    "/remind": _remind,
    "/approve": _approve,
    "/assign": _assign,
    "/suspend": _restate("suspended"),
    "/withdraw": _restate("withdrawn"),
    "/reopen": _reopen,
    "/handover": handover,
    "/report": report,
    **people.COMMANDS,
    **tasks.COMMANDS,
}
"""What admins can write."""
OPEN_TO_ALL = {"/report"}
"""Commands that mean something else for everybody but admins."""
CHINESE = {
    "状态": "/status",
    "超期": "/overdue",
    "未报": "/missing",
    "待审批": "/approve",
    "催办": "/remind",
    "暂停提醒": "/pause",
    "解绑": "/unbind",
    "立项": "/assign",
    "分派": "/assign",
    "暂缓": "/suspend",
    "撤项": "/withdraw",
    "重启": "/reopen",
    "移交": "/handover",
    "群发": "/broadcast",
    "邀请": "/invite",
    "拆分": "/split",
    "合并": "/merge",
    "结转": "/carry",
    "新增": "/add",
    "倒排": "/steps",
    "起始数": "/baseline",
    "佐证": "/evidence",
}
ADMIN_VERBS = {**people.ADMIN_VERBS, **tasks.ADMIN_VERBS}


def _refuse(turn: Turn) -> Response | None:
    word = turn.incoming.text.strip().partition(" ")[0].lower()
    known = COMMANDS.keys() - OPEN_TO_ALL
    return Response((turn.answer("desk-admins-only"),)) if word in known else None


def command(turn: Turn) -> Response | None:
    """A command in a word of its own at the beginning, in private or in a group; a `/command` of anybody but an admin
    is refused. None for any other text."""
    if "admin" not in turn.person.roles:
        return _refuse(turn)
    word, _, rest = turn.incoming.text.strip().partition(" ")
    if word in REPORTS.values() and not rest:
        return report(turn, word)
    found = COMMANDS.get(_command_of(word))
    return found(turn, rest.strip()) if found else None


def _command_of(word: str) -> str:
    return CHINESE.get(word, word.lower())


def command_named(text: str) -> tuple[str, str]:
    """The command that a text begins with, in English (empty where it is none), and the first word behind it."""
    word, _, rest = text.strip().partition(" ")
    command = _command_of(word)
    return (command if command in COMMANDS else "", rest.split()[0] if rest.split() else "")
