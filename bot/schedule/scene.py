"""What a generator of notices looks at and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal, TypeVar

from bot.model import Task
from bot.record.events import Settled
from bot.record.states import TaskState
from bot.schedule.agenda import Agenda, Round, agenda
from bot.schedule.world import World
from bot.settings import ZONE

T = TypeVar("T")

WHY = {
    "done": "任务已报完成",
    "passed": "到期日已过，未能发出",
    "early": "提醒时刻在立项或改期之前",
    "leaderless": "没有责任领导",
    "reported": "已报进展",
    "asked": "已申请延期，等待审批",
    "away": "请假",
    "ceiling": "本周主动消息已到上限",
    "closed": "已过截止时间，未能发出",
    "idle": "没有在办任务",
    "answered": "已答复",
    "opened": "本周周调度已经发出",
    "unopened": "本周没有发出周调度",
}
"""Why a notice is not sent by itself, as it stands on the record."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that has to be said: `key` names it for ever, by what it is and its scheduled slot; `at` is the moment
    for which it was scheduled (aware, Asia/Shanghai), `tasks` the ids it speaks of, worst first. `slot` is the week
    (2024-W13) of a check-in, nudge or summary; `due` the date that a reminder is about, which lies `days` working days
    ahead at the moment of asking (behind, where negative). `of` is who is on leave, where `to` stands in for them."""

    key: str
    kind: str
    to: str
    at: datetime
    tasks: tuple[str, ...] = ()
    slot: str = ""
    due: date | None = None
    days: int | None = None
    of: str = ""


Found = Notice | Settled


@dataclass(frozen=True)
class Ground:
    """What a world says whatever the moment is; worked out where it is asked for, once."""

    world: World

    @cached_property
    def agenda(self) -> Agenda:
        """What follows from the world's files alone."""
        return agenda(self.world)

    @cached_property
    def leads_since(self) -> dict[str, datetime]:
        """Since when a person answers for any of their active tasks. Only a restatement changes it."""
        known, restated = self.agenda.since, self.world.states.overrides
        if restated not in known:
            known.clear()
            known[restated] = dict(self._leads_since())
        return known[restated]

    def _leads_since(self) -> Iterator[tuple[str, datetime]]:
        states = self.world.states.tasks
        for leader, tasks in self.agenda.led.items():
            known = [state for task in tasks if (state := states.get(task.id))]
            moments = [since for state in known if (since := answering_since(state))]
            if moments:
                yield leader, min(moments)

    @cached_property
    def begun(self) -> datetime | None:
        """When the first task became active."""
        return min(self.leads_since.values(), default=None)


@dataclass(frozen=True)
class Scene:
    """The world at one moment (aware, in Asia/Shanghai)."""

    ground: Ground
    now: datetime

    @property
    def world(self) -> World:
        """Everything that a decision is made from."""
        return self.ground.world

    @property
    def agenda(self) -> Agenda:
        """What follows from the world's files alone."""
        return self.ground.agenda

    @cached_property
    def today(self) -> date:
        """The day in Asia/Shanghai."""
        return self.now.date()

    def state(self, task: Task) -> TaskState:
        """How a task stands."""
        return self.world.states.task(task.id)

    def is_settled(self, key: str) -> bool:
        """Whether the record holds this notice already."""
        return key in self.world.states.settled

    def left(self, what: Hashable, entries: Iterable[T], key: Callable[[T], str]) -> Sequence[T]:
        """Those of `entries`, which are always the same for `what`, whose notice the record does not hold. They only
        grow fewer, so each look begins with what the last one left."""
        on_record, known = self.world.states.settled, self.agenda.left
        known[what] = found = [entry for entry in known.get(what, entries) if key(entry) not in on_record]
        return found

    def leads_since(self, person: str) -> datetime | None:
        """Since when the person answers for any of their active tasks."""
        return self.ground.leads_since.get(person)

    def rounds(self) -> Iterator[Round]:
        """The rounds that have opened since the first active task, in order."""
        if started := self.ground.begun:
            for found in self.agenda.rounds(started.astimezone(ZONE).date(), self.today):
                if started < found.opens <= self.now:
                    yield found

    def at(self, moment: datetime) -> Scene:
        """The same world at another moment."""
        return Scene(self.ground, moment)


Generator = Callable[[Scene], Iterator[Found]]


def scene(world: World, now: datetime) -> Scene:
    """The world at `now`, an aware moment of any zone."""
    return Scene(Ground(world), now.astimezone(ZONE))


def answering_since(state: TaskState) -> datetime | None:
    """Since when the task's leader answers for it: since it became active, or since the leader changed."""
    if state.active_since and state.led_since:
        return max(state.active_since, state.led_since)
    return state.active_since


def settled(key: str, how: Literal["skipped", "dropped"], why: str) -> Settled:
    """A notice that is not to be sent, for one of the reasons of WHY."""
    return Settled(key=key, how=how, why=WHY[why])


def folded(key: str, into: str) -> Settled:
    """A notice whose place another one takes."""
    return Settled(key=key, how="folded", why=f"并入 {into}")
