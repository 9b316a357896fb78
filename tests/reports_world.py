"""A small world to report on: three leaders, a few tasks, and a record written in one line an entry."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.dialogue.wording import Wording
from bot.model import Goal, Milestone, Person, Recurrence, Task
from bot.record.events import Edited, Entry, Message, Queued, Reported, Sent, Undone
from bot.record.states import fold
from bot.reports.papers.blocks import Drafts
from bot.schedule.calendar import Calendar
from bot.schedule.lights import Light
from bot.schedule.world import World
from bot.settings import ZONE, Settings

ROOT = Path(__file__).parent.parent
_numbers = itertools.count(1)

PEOPLE = (
    Person(id="zhaoshang", name="招商分管领导", departments=("招商局",), liaison="zhaoshang-lly"),
    Person(id="zhaoshang-lly", name="招商联络员", roles=("liaison",)),
    Person(id="zhujian", name="住建分管领导", departments=("住建局",)),
    Person(id="duban", name="督查室", roles=("admin",)),
)
TASKS = (
    Task(
        id="p-1",
        plan="样板开发区2024年工作要点",
        number="1",
        title="提升招商引资质效",
        leader="zhaoshang",
        departments=("招商局",),
        supporting=("财政局", "工信局"),
        status="active",
        milestones=(
            Milestone(id="m1", what="编制完成产业链招商图谱", first=date(2024, 1, 1), due=date(2024, 5, 31)),
            Milestone(id="m2", what="全年", first=date(2024, 1, 1), due=date(2024, 12, 31)),
        ),
        targets=(
            Goal(
                id="t1",
                what="亿元以上项目",
                quote="亿元以上项目16个",
                value=16,
                unit="个",
                comparator=">=",
                due=date(2024, 12, 31),
            ),
            Goal(
                id="t2",
                what="实际利用外资",
                quote="实际利用外资1500万美元以上",
                value=1500,
                unit="万美元",
                comparator=">=",
                due=date(2024, 12, 31),
                nature="amount",
            ),
        ),
        cadences=(Recurrence(id="c1", what="小分队外出招商", unit="month"),),
    ),
    Task(
        id="p-2",
        plan="样板开发区2024年工作要点",
        number="2",
        title="举办秋季投资推介会",
        leader="zhaoshang",
        status="active",
        milestones=(Milestone(id="m1", what="秋季投资推介会", first=date(2024, 9, 1), due=date(2024, 9, 30)),),
    ),
    Task(
        id="p-3",
        plan="样板开发区2024年工作要点",
        number="3",
        title="打通城市堵点",
        leader="zhujian",
        departments=("住建局",),
        status="active",
        milestones=(Milestone(id="m1", what="开工建设学府路西延工程", first=date(2024, 1, 1), due=date(2024, 3, 15)),),
        note="市级重点",
    ),
    Task(id="p-4", plan="样板开发区2024年工作要点", number="4", title="优化营商环境", status="draft"),
)


def at(moment: str) -> datetime:
    """`2024-03-28 09:00` in Asia/Shanghai."""
    return datetime.fromisoformat(moment).replace(tzinfo=ZONE)


def entry(moment: str, *events: Any) -> Entry:
    return Entry(at=at(moment), cause=f"test:{next(_numbers)}", events=events)


def active(moment: str, *tasks: str) -> Entry:
    return entry(moment, *(Edited(task=t, changes={"status": (None, "active")}) for t in tasks))


def asked(moment: str, to: str, tasks: tuple[str, ...], *, slot: str, leader: str = "") -> Entry:
    """A check-in of that week, to the leader or to who stands in for them."""
    ident = f"m{next(_numbers)}"
    keys = (f"checkin/{slot}/{leader or to}",)
    message = Message(id=ident, to=to, text="周调度", asks=tasks, slot=slot, topic="checkin", keys=keys)
    return entry(moment, Queued(message=message), Sent(message=ident, refs=("1",)))


def reported(moment: str, task: str, *, reply: str = "", text: str = "正常推进", **said: Any) -> Entry:
    leader = next((t.leader for t in TASKS if t.id == task), None) or "duban"
    reply = reply or f"r{next(_numbers)}"
    return entry(moment, Reported(reply=reply, task=task, person=leader, said_by=leader, text=text, **said))


def undone(moment: str, reply: str) -> Entry:
    return entry(moment, Undone(reply=reply, person="zhaoshang"))


def world(*entries: Entry, tasks: tuple[Task, ...] = TASKS, people: tuple[Person, ...] = PEOPLE) -> World:
    """The tasks have been active since the beginning of 2024, unless the entries tell when."""
    told = {e.task for one in entries for e in one.events if isinstance(e, Edited)}
    began = active("2024-01-02 09:00", *(t.id for t in tasks if t.status == "active" and t.id not in told))
    return World(
        tasks={t.id: t for t in tasks},
        people={p.id: p for p in people},
        settings=Settings(),
        calendar=Calendar.build(),
        states=fold((began, *entries)),
    )


def wording() -> Wording:
    """The templates that are shipped."""
    return Wording({p.name: p.read_text("utf-8") for p in (ROOT / "config" / "messages").iterdir()})


def light(world: World, task: Task, now: datetime) -> Light:
    """A simple rule, in place of the real one: done is blue, past its last day red, all else green."""
    if world.states.task(task.id).done:
        return Light("blue", "done", "已报办结")
    overdue = task.due is not None and task.due < now.date()
    return Light("red", "overdue", "已超期") if overdue else Light("green", "going", "按序时推进")


def drafts() -> Drafts:
    """The report templates that are shipped."""
    return Drafts({p.name: p.read_text("utf-8") for p in (ROOT / "config" / "reports").iterdir()})
