"""The life of a task at the desk: suspended, withdrawn, reopened, split, merged, carried over, handed over.

What is decided goes on the record with its reason; where tasks.json gets other entries, that is written first, so that
a crash in between leaves tasks without a note of where they come from, never a note without tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from bot.dialogue.desk import reshaping
from bot.dialogue.desk.reshaping import CarryOver, Reshaping, person_of, task_of
from bot.dialogue.life.handover import hand_over, open_tasks
from bot.errors import DubanError
from bot.model import Person, Status, Task
from bot.office import Office
from bot.record.events import Amount, Entry, Event, Reopened, Restated
from bot.schedule.world import World
from bot.store.tasksfile import TasksFile

WORDS: dict[Status, str] = {"active": "在办", "suspended": "暂缓", "withdrawn": "撤项", "draft": "草稿"}


class DeskAtWork:
    """A home at a moment: what stands there, and how a decision gets on its record."""

    def __init__(self, home: Path, now: datetime) -> None:
        self.home, self.now = home, now
        self.office = Office(home, lambda: now)
        self.world: World = self.office.world()

    def task(self, id_: str) -> Task:
        """The task as it counts today. Raises DubanError where there is none with this id."""
        return task_of(self.world, id_)

    def person(self, id_: str) -> Person:
        """The person. Raises DubanError where nobody has this id."""
        return person_of(self.world, id_)

    def cause(self, what: str) -> str:
        return f"command:{what}/{self.now.isoformat()}"

    def note(self, what: str, *events: Event) -> None:
        """Puts what a command decided on record."""
        self.office.record.append(Entry(at=self.now, cause=self.cause(what), events=events))

    def write(self, tasks: Sequence[Task]) -> None:
        """Puts these tasks in the place of those of tasks.json and notes the edits."""
        file = TasksFile(self.home / "tasks.json")
        file.read()
        file.write(tasks)
        self.office.reread()

    def reshape(self, what: str, found: Reshaping) -> str:
        """Writes what was ordered into tasks.json and notes it. Answers with one sentence."""
        self.office.rewrite(found.rewriting)
        self.note(f"{what}/{found.task}", *found.events)
        return found.says

    @property
    def stated(self) -> list[Task]:
        """The tasks as they stand in tasks.json."""
        return list(self.office.given.tasks.values())


def restate(desk: DeskAtWork, id_: str, status: Status, reason: str) -> str:
    """Suspends or withdraws a task. Answers with one sentence."""
    task = desk.task(id_)
    if task.status == status:
        raise DubanError(f"{id_} 已经是“{WORDS[status]}”，没有改动")
    desk.note(f"{status}/{id_}", Restated(task=id_, status=status, by="", reason=reason))
    return f"已{WORDS[status]}：{task.title}（理由：{reason}）"


def reopen(desk: DeskAtWork, id_: str, reason: str) -> str:
    """Takes up a closed, suspended or withdrawn task again."""
    task, events = desk.task(id_), list[Event]()
    if desk.world.states.task(id_).closed:
        events.append(Reopened(task=id_, by="", reason=reason))
    if task.status in ("suspended", "withdrawn"):
        events.append(Restated(task=id_, status="active", by="", reason=reason))
    if not events:
        raise DubanError(f"{id_} 是“{WORDS[task.status]}”，没有办结、暂缓或撤项，不用重启")
    desk.note(f"reopen/{id_}", *events)
    return f"已重新启动：{task.title}（理由：{reason}）"


def split(desk: DeskAtWork, id_: str, parts: Sequence[str], title: str, leader: str | None, reason: str) -> str:
    """Makes these parts of a task (milestones, targets, cadences) a task of their own, behind it."""
    return desk.reshape("split", reshaping.split(desk.world, id_, parts, title, leader=leader, reason=reason))


def merge(desk: DeskAtWork, id_: str, others: Sequence[str], reason: str) -> str:
    """Puts the parts of other tasks into one; the others are withdrawn, what was said of them stays theirs."""
    return desk.reshape("merge", reshaping.merge(desk.world, id_, others, reason=reason))


def carry_over(desk: DeskAtWork, found: CarryOver, reason: str) -> str:
    """Writes what `plan_carry_over` found."""
    return desk.reshape("carry-over", found.order(reason=reason))


def baseline(desk: DeskAtWork, id_: str, amount: Amount, on: date) -> str:
    """Notes what had been reached of a task by a day; it counts until a figure is reported."""
    noted = reshaping.begin(desk.world, id_, amount, on=on, today=desk.now.date())
    desk.note(f"baseline/{id_}", noted)
    return f"已记下起始数：{desk.task(id_).title} {amount.value:g}{amount.unit}（截至 {on}）"


def handover(desk: DeskAtWork, old: str, new: str) -> str:
    """Moves the open tasks of one person to another; both are told by the running bot."""
    before, after = desk.person(old), desk.person(new)
    count = len(open_tasks(desk.world, before))
    if old == new or not count:
        raise DubanError(f"{before.name}名下没有可以移交给{after.name}的在办任务")
    cause, wording = desk.cause(f"handover/{old}/{new}"), desk.office.given.wording
    events = hand_over(desk.world, wording, cause, old=before, new=after, by="", now=desk.now)
    desk.note(f"handover/{old}/{new}", *events)
    return f"已把{before.name}的 {count} 项任务移交给{after.name}，机器人会告诉双方"
