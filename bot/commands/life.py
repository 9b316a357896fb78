"""The life of a task at the desk: suspended, withdrawn, reopened, split, merged, carried over, handed over.

What is decided goes on the record with its reason; where tasks.json gets other entries, that is written first, so that
a crash in between leaves tasks without a note of where they come from, never a note without tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.dialogue.handover import hand_over, open_tasks
from bot.errors import DubanError
from bot.model import Person, Status, Task
from bot.office import Office
from bot.plans.matching import match_tasks
from bot.plans.reshaping import carried, free_id, is_of_year, joined, part_ids, split_off
from bot.record.events import Amount, Baselined, Continued, Entry, Event, Reopened, Restated
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
        if id_ not in self.world.tasks:
            raise DubanError(f"tasks.json 里没有编号为 {id_} 的任务，请照抄 tasks.json 里的 id")
        return self.world.tasks[id_]

    def person(self, id_: str) -> Person:
        """The person. Raises DubanError where nobody has this id."""
        if id_ not in self.world.people:
            raise DubanError(f"config/people.toml 里没有 id 为 {id_} 的人")
        return self.world.people[id_]

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
    task, known = desk.task(id_), part_ids(desk.task(id_))
    if unknown := [part for part in parts if part not in known]:
        raise DubanError(f"{id_} 里没有 {'、'.join(unknown)}，只有 {'、'.join(known) or '题目，不能拆分'}")
    if len(set(parts)) == len(known):
        raise DubanError(f"{id_} 的各项都拆走了，原任务就空了；只是改题目请用 edit")
    new_id = free_id(f"{id_}.2", desk.world.tasks)
    rest, new = split_off(task, parts, new_id, title)
    if leader is not None:
        new = new.model_copy(update={"leader": desk.person(leader).id})
    desk.write([each for t in desk.stated for each in ((rest, new) if t.id == id_ else (t,))])
    desk.note(f"split/{new_id}", Continued(task=new_id, way="split", of=(id_,), reason=reason))
    return f"已拆分：{new_id} {title}（{len(set(parts))} 项），其余留在 {id_}"


def merge(desk: DeskAtWork, id_: str, others: Sequence[str], reason: str) -> str:
    """Puts the parts of other tasks into one; the others are withdrawn, what was said of them stays theirs."""
    task, gone = desk.task(id_), [desk.task(other) for other in dict.fromkeys(others)]
    if id_ in others:
        raise DubanError(f"{id_} 不能并入它自己")
    desk.write([joined(task, gone) if t.id == id_ else t for t in desk.stated])
    withdrawn = [Restated(task=other.id, status="withdrawn", by="", reason=f"并入 {id_}：{reason}") for other in gone]
    of = tuple(other.id for other in gone)
    desk.note(f"merge/{id_}", Continued(task=id_, way="merge", of=of, reason=reason), *withdrawn)
    return f"已合并：{'、'.join(of)} 并入 {id_} {task.title}"


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What 结转 would do: pairs of an open task and the draft that goes on with it; `known` are open tasks that the new
    plan has already, `claimed` those whose end waits for a decision."""

    pairs: tuple[tuple[Task, Task], ...]
    known: tuple[tuple[Task, str], ...]
    claimed: tuple[Task, ...]


def plan_carry_over(desk: DeskAtWork, year: int, code: str, ids: Sequence[str] = ()) -> CarryOver:
    """What is open of the plans of a year and would go on in the plan with this code; all of it, or the tasks named
    (these also where the new plan has one like it). Raises DubanError where there is no such plan."""
    there = [t for t in desk.stated if t.id.startswith(f"{code}-")]
    if not there:
        raise DubanError(f"tasks.json 里没有 {code} 的任务。请先导入新一年的计划：import 新计划 --code {code}")
    old = [t for t in desk.world.tasks.values() if is_of_year(t, year) and t.status == "active" and t not in there]
    chosen = [desk.task(id_) for id_ in ids] or old
    states = desk.world.states
    going = [t for t in chosen if not states.task(t.id).done]
    alike = {} if ids else {was: new for new, was in match_tasks(there, going).items()}
    used, pairs = set(desk.world.tasks), list[tuple[Task, Task]]()
    for task in (t for t in going if t.id not in alike):
        new_id = free_id(f"{code}-j{task.id.rpartition('-')[2]}", used)
        used.add(new_id)
        pairs.append((task, carried(task, new_id, there[0].plan)))
    known = tuple((t, alike[t.id]) for t in going if t.id in alike)
    return CarryOver(tuple(pairs), known, tuple(t for t in chosen if states.task(t.id).claimed))


def carry_over(desk: DeskAtWork, found: CarryOver, year: int, reason: str) -> None:
    """Writes the drafts, withdraws what they go on with, and notes that their history goes on with them."""
    desk.write([*desk.stated, *(new for _, new in found.pairs)])
    events: list[Event] = []
    for old, new in found.pairs:
        events.append(Continued(task=new.id, way="carry-over", of=(old.id,), reason=reason))
        events.append(Restated(task=old.id, status="withdrawn", by="", reason=f"结转为 {new.id}：{reason}"))
    desk.note(f"carry-over/{year}", *events)


def baseline(desk: DeskAtWork, id_: str, amount: Amount, on: date) -> str:
    """Notes what had been reached of a task by a day; it counts until a figure is reported."""
    task = desk.task(id_)
    units = list(dict.fromkeys(goal.unit for goal in task.targets))
    if units and amount.unit not in (*units, "%"):
        raise DubanError(f"{id_} 的指标以{'、'.join(units)}计，没有以{amount.unit}计的")
    if on > desk.now.date():
        raise DubanError(f"{on} 还没有到，起始数要写已经达到的")
    desk.note(f"baseline/{id_}", Baselined(task=id_, amount=amount, on=on))
    return f"已记下起始数：{task.title} {amount.value:g}{amount.unit}（截至 {on}）"


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
