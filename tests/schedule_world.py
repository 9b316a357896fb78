"""A small office to try the schedule in: tasks in a few words, a clock that is moved by hand, a record in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.model import Asked, Milestone, Person, Task
from bot.record.edits import edits
from bot.record.effective import effective
from bot.record.events import Entry, Event, Message, Queued, Reported
from bot.record.states import States, fold
from bot.replies import interpret
from bot.schedule import agenda, due
from bot.schedule.calendar import Calendar
from bot.schedule.due import Sweep, notices_due, settle
from bot.schedule.play import enact
from bot.schedule.recurring import turn_done
from bot.schedule.world import World
from bot.settings import ZONE, Schedule, Settings

CALENDAR = Calendar.build()
ZHANG, LI, ADMIN = (
    Person(id="zhang", name="张主任"),
    Person(id="li", name="李主任"),
    Person(id="duchashi", name="督查室", roles=("admin",)),
)


def moment(text: str) -> datetime:
    """`2024-03-25 10:12` in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def task(name: str, due: str = "", *, first: str = "2024-01-01", leader: str | None = "zhang", **more: Any) -> Task:
    """A task of that name with one milestone, active unless told otherwise."""
    values: dict[str, Any] = {"status": "active"}
    if due:
        values["milestones"] = (Milestone.model_validate({"id": "m1", "what": name, "from": first, "due": due}),)
    return Task(id=name, plan="样板", title=name, leader=leader, **values | more)


def forget() -> None:
    """Lets go of what was worked out before, as a new process does."""
    agenda._kept.clear()
    due._quiet.clear()


class Desk:
    """The office at its desk: `tick` does what is due and notes it, `says` is an answer of a leader."""

    def __init__(self, tasks: Iterable[Task], people: Sequence[Person] = (ZHANG, LI, ADMIN), **schedule: Any) -> None:
        self.stated = {t.id: t for t in tasks}
        self.people = {p.id: p for p in people}
        self.settings = Settings(schedule=Schedule(**schedule))
        self.calendar = CALENDAR
        self.states = States()
        self.entries: list[Entry] = []
        self.sent: list[tuple[datetime, str, tuple[str, ...]]] = []
        self._tasks = self.stated

    def world(self) -> World:
        return World(self._tasks, self.people, self.settings, self.calendar, self.states)

    def note(self, now: datetime, *events: Event) -> None:
        """Puts events on record, hand edits of the tasks before them."""
        found = (*edits(self.stated.values(), self.states), *events)
        if found:
            self.put(Entry(at=now, cause=f"note:{now.isoformat()}:{self.states.version}", events=found))
        self._tasks = dict(effective(self.stated, self.states))

    def edit(self, now: datetime, *tasks: Task) -> None:
        """An admin saves other tasks of these names."""
        self.stated = self.stated | {t.id: t for t in tasks}
        self.note(now)

    def tick(self, now: datetime) -> Sweep:
        sweep = settle(self.world(), now)
        self.sent += [(now, b.person, tuple(n.key for n in b.notices)) for b in sweep.bundles]
        if entry := enact(sweep, now):
            self.put(entry)
        return sweep

    def put(self, entry: Entry) -> None:
        """Puts an entry on record."""
        self.entries.append(entry)
        self.states.apply(entry)

    def restart(self) -> None:
        """The bot stops and starts again: all it knows is its files and its record."""
        self.states = fold(self.entries)
        self._tasks = dict(effective(self.stated, self.states))
        forget()

    def settle_all(self, now: datetime) -> None:
        """Queues everything that is due, held or not."""
        keys = tuple(notice.key for notice in notices_due(self.world(), now))
        sweep = Sweep(settled=settle(self.world(), now).settled)
        message = Queued(message=Message(id=f"all:{now}", to="", text="", keys=keys))
        self.put(Entry(at=now, cause=f"all:{now}", events=(message, *sweep.settled)))

    def run(self, first: datetime, last: datetime, step: timedelta = timedelta(minutes=30)) -> None:
        """Ticks from `first` to `last`, both included."""
        now = first
        while now <= last:
            self.tick(now)
            now += step

    def says(self, now: datetime, name: str, **what: Any) -> None:
        """The leader of a task reports on it."""
        leader = self._tasks[name].leader or ""
        reply = f"reply:{now.isoformat()}:{name}"
        said = Reported(reply=reply, task=name, person=leader, said_by=leader, text="", **what)
        self.note(now, said)

    def hears(self, now: datetime, name: str, words: str) -> None:
        """The leader of a task writes of it."""
        one, world = self._tasks[name], self.world()
        (told,) = interpret(words, [Asked(1, one.title)], now, self.calendar.is_workday)
        done = turn_done(world, one, words, now) if told.status == "done" else None
        fields = {"intent": told.intent, "status": told.status, "percent": told.percent, "expected": told.expected}
        more = {"blocker": told.blocker, "words": told.words, "through": done and done.last}
        leader, reply = one.leader or "", f"reply:{now.isoformat()}:{name}"
        whole = {"reply": reply, "task": name, "person": leader, "said_by": leader, "text": words}
        self.note(now, Reported.model_validate(whole | fields | more))

    def how(self, prefix: str) -> dict[str, str]:
        """How the notices whose key begins so were settled."""
        return {key: s.how for key, s in self.states.settled.items() if key.startswith(prefix)}
