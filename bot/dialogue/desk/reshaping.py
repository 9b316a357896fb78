"""拆分, 合并, 结转, 新增, 倒排: what an admin orders of the tasks themselves, at the terminal or in the chat. Each
gives what is written into tasks.json, what goes on record with it, and a sentence that says so; what makes no sense
raises DubanError (Chinese)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import DubanError
from bot.model import Milestone, Person, Task
from bot.plans.tasks.matching import match_tasks
from bot.plans.tasks.reshaping import Rewriting, carried, free_id, is_of_year, joined, part_ids, split_off
from bot.record.events import Amount, Baselined, Continued, Entered, Event, Restated
from bot.reports.ledger import starts
from bot.schedule.steps import SHORTEST, suggest, taken
from bot.schedule.world import World

ORIGINS = {"会议": "huiyi", "批示": "pishi", "交办": "jiaoban"}
"""Where a task without a plan comes from, and what its id begins with."""


@dataclass(frozen=True, slots=True)
class Reshaping:
    """What an order comes to; `says` is one sentence for who gave it, `task` the id of the task that it is about."""

    rewriting: Rewriting
    events: tuple[Event, ...]
    says: str
    task: str


def task_of(world: World, id_: str) -> Task:
    """The task as it counts today. Raises DubanError where there is none with this id."""
    if id_ not in world.tasks:
        raise DubanError(f"tasks.json 里没有编号为 {id_} 的任务，请照抄 tasks.json 里的 id")
    return world.tasks[id_]


def person_of(world: World, id_: str) -> Person:
    """The person. Raises DubanError where nobody has this id."""
    if id_ not in world.people:
        raise DubanError(f"config/people.toml 里没有 id 为 {id_} 的人")
    return world.people[id_]


def split(
    world: World, id_: str, parts: Sequence[str], title: str, *, leader: str | None, reason: str, by: str = ""
) -> Reshaping:
    """Makes these parts of a task (milestones, targets, cadences) a task of their own, behind it."""
    task = task_of(world, id_)
    known = part_ids(task)
    if unknown := [part for part in parts if part not in known]:
        raise DubanError(f"{id_} 里没有 {'、'.join(unknown)}，只有 {'、'.join(known) or '题目，不能拆分'}")
    if len(set(parts)) == len(known):
        raise DubanError(f"{id_} 的各项都拆走了，原任务就空了；只是改题目请用 edit")
    new_id = free_id(f"{id_}.2", world.tasks)
    rest, new = split_off(task, parts, new_id, title)
    if leader is not None:
        new = new.model_copy(update={"leader": person_of(world, leader).id})
    return Reshaping(
        Rewriting(instead={id_: (rest, new)}),
        (Continued(task=new_id, way="split", of=(id_,), by=by, reason=reason),),
        f"已拆分：{new_id} {title}（{len(set(parts))} 项），其余留在 {id_}",
        new_id,
    )


def merge(world: World, id_: str, others: Sequence[str], *, reason: str, by: str = "") -> Reshaping:
    """Puts the parts of other tasks into one; the others are withdrawn, what was said of them stays theirs."""
    task, gone = task_of(world, id_), [task_of(world, other) for other in dict.fromkeys(others)]
    if id_ in others:
        raise DubanError(f"{id_} 不能并入它自己")
    if withdrawn := [t.id for t in (task, *gone) if t.status == "withdrawn"]:
        raise DubanError(f"{'、'.join(withdrawn)} 已经撤项，不能合并；要并请先重启")
    events = [Restated(task=other.id, status="withdrawn", by=by, reason=f"并入 {id_}：{reason}") for other in gone]
    of = tuple(other.id for other in gone)
    return Reshaping(
        Rewriting(instead={id_: (joined(task, gone),)}),
        (Continued(task=id_, way="merge", of=of, by=by, reason=reason), *events),
        f"已合并：{'、'.join(of)} 并入 {id_} {task.title}",
        id_,
    )


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What 结转 would do: pairs of an open task and the draft that goes on with it; `known` are open tasks that the new
    plan has already, `claimed` those whose end waits for a decision."""

    pairs: tuple[tuple[Task, Task], ...]
    known: tuple[tuple[Task, str], ...]
    claimed: tuple[Task, ...]

    def order(self, *, reason: str, by: str = "") -> Reshaping:
        """Writes the drafts, withdraws what they go on with, and notes that their history goes on with them."""
        events: list[Event] = []
        for old, new in self.pairs:
            events.append(Continued(task=new.id, way="carry-over", of=(old.id,), by=by, reason=reason))
            why = f"结转为 {new.id}：{reason}"
            events.append(Restated(task=old.id, status="withdrawn", by=by, reason=why))
        drafts = tuple(new for _, new in self.pairs)
        says = f"已结转 {len(drafts)} 项，都是草稿：改好日期和指标，再立项"
        return Reshaping(Rewriting(behind=drafts), tuple(events), says, drafts[0].id if drafts else "")


def plan_carry_over(world: World, year: int, code: str, ids: Sequence[str] = ()) -> CarryOver:
    """What is open of the plans of a year and would go on in the plan with this code; all of it, or the tasks named
    (these also where the new plan has one like it). Raises DubanError where there is no such plan."""
    there = [t for t in world.tasks.values() if t.id.startswith(f"{code}-")]
    if not there:
        raise DubanError(f"tasks.json 里没有 {code} 的任务。请先导入新一年的计划：import 新计划 --code {code}")
    old = [t for t in world.tasks.values() if is_of_year(t, year) and t.status == "active" and t not in there]
    chosen, states = [task_of(world, id_) for id_ in ids] or old, world.states
    going = [t for t in chosen if not states.task(t.id).done]
    alike = {} if ids else {was: new for new, was in match_tasks(there, going).items()}
    used, pairs = set(world.tasks), list[tuple[Task, Task]]()
    for task in (t for t in going if t.id not in alike):
        new_id = free_id(f"{code}-j{task.id.rpartition('-')[2]}", used)
        used.add(new_id)
        pairs.append((task, carried(task, new_id, there[0].plan)))
    known = tuple((t, alike[t.id]) for t in going if t.id in alike)
    return CarryOver(tuple(pairs), known, tuple(t for t in chosen if states.task(t.id).claimed))


def enter(
    world: World,
    title: str,
    *,
    origin: str,
    due: date | None,
    leader: str | None,
    source: str,
    draft: bool,
    today: date,
    by: str = "",
) -> Reshaping:
    """A task that came from a meeting or an instruction, without a plan, behind all others; active unless `draft`."""
    if origin not in ORIGINS:
        raise DubanError(f"没有“{origin}”这种来源，只有 {'、'.join(ORIGINS)}")
    if due is not None and due < today:
        raise DubanError(f"完成时限 {due} 已经过去，请写今天或以后的日期")
    plan = source or f"{today.year}年{origin}事项"
    task = Task(
        id=free_id(f"{ORIGINS[origin]}-{today:%Y-%m%d}", world.tasks),
        plan=plan,
        title=title,
        leader=person_of(world, leader).id if leader else None,
        status="draft" if draft else "active",
        milestones=(Milestone(id="m1", what="完成", first=today, due=due),) if due else (),
    )
    waits = "" if task.leader else "（待分派，还不会发给任何人）"
    return Reshaping(
        Rewriting(behind=(task,)),
        (Entered(task=task.id, origin=origin, by=by, reason=source),),
        f"已添加 {task.id}：{title}{waits}",
        task.id,
    )


def step_back(world: World, words: str, *, today: date) -> Reshaping:
    """倒排时间节点: the steps suggested for a task, named by its id or by words of its title, become its milestones."""
    titled = [task for task in world.tasks.values() if words in task.title and task.status in ("draft", "active")]
    task = titled[0] if words not in world.tasks and len(titled) == 1 else task_of(world, words)
    if task.status not in ("draft", "active") or world.states.task(task.id).done:
        raise DubanError(f"{task.id} 不在办理中，不用倒排节点")
    steps = suggest(task, world.calendar, today)
    if not steps:
        raise DubanError(f"{task.id} 没有可建议的节点：已有几个日期，或没有期限，或离到期不足{SHORTEST}个工作日")
    return Reshaping(
        Rewriting(instead={task.id: (taken(task, steps),)}),
        (),
        f"已给 {task.id}「{task.title}」加上 {len(steps)} 个节点",
        task.id,
    )


def begin(world: World, id_: str, amount: Amount, *, on: date, today: date, by: str = "") -> Baselined:
    """起始数: what had been reached of a task by a day; it counts until a figure is reported."""
    try:
        return starts.begin(task_of(world, id_), amount, on=on, today=today, by=by)
    except ValueError as error:
        raise DubanError(str(error)) from error
