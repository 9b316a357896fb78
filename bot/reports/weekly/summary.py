"""周调度 summary: who answered the week's check-in, and what the answers changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from bot.model import Standing
from bot.record.events import Amount
from bot.record.said import own_words
from bot.record.standing import TaskState
from bot.record.states import Posted
from bot.reports.cutoff import as_of, until
from bot.reports.items import Item, items
from bot.reports.people import name_of
from bot.reports.periods import Period
from bot.schedule.agenda import counts_from, plan_round
from bot.schedule.lights import light
from bot.schedule.scene import WHY
from bot.schedule.world import World
from bot.settings import ZONE

TOPIC = "checkin"
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """A leader asked in this week: about which tasks, since when, which of them have been answered; `away`: on leave
    when it was asked."""

    person: str
    name: str
    opened: datetime
    tasks: tuple[str, ...]
    answered: tuple[str, ...]
    away: bool = False

    @property
    def state(self) -> Literal["reported", "partly", "missing", "away"]:
        """已报, 部分已报, 未报; 请假 for who was on leave and did not answer."""
        if not self.answered:
            return "away" if self.away else "missing"
        return "reported" if len(self.answered) == len(self.tasks) else "partly"


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a task at one moment."""

    status: Standing | None
    percent: float | None
    quantity: Amount | None
    expected: date | None
    blocker: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A task that the week's answers moved. `words` is the last answer as typed; `reply` its cause on the record."""

    task: str
    title: str
    leader: str
    before: Known
    after: Known
    words: str
    reply: str
    help_from: tuple[str, ...]

    @property
    def obstacle(self) -> str | None:
        """An obstacle that was not there before."""
        return self.after.blocker if self.after.blocker != self.before.blocker else None

    @property
    def promise(self) -> date | None:
        """A day promised that had not been promised before."""
        return self.after.expected if self.after.expected != self.before.expected else None

    @property
    def finished(self) -> bool:
        """The leader now says that it is done, and did not before."""
        return self.after.status == "done" != self.before.status

    @property
    def moved(self) -> bool:
        """Status, percent or running total is another one."""
        return (self.before.status, self.before.percent, self.before.quantity) != (
            self.after.status,
            self.after.percent,
            self.after.quantity,
        )


@dataclass(frozen=True, slots=True)
class Dropped:
    """Notices of one kind that could not be sent any more, for one reason: how many, about which tasks (titles)."""

    kind: str
    why: str
    count: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weekly:
    """The summary of one week at `cutoff`; `red` are the tasks lit red at it, `dropped` what should have been said this
    week and was not. Every count of people and tasks is the length of a tuple, so it can be traced to its tasks."""

    week: Period
    cutoff: datetime
    asked: tuple[Asked, ...]
    changes: tuple[Change, ...]
    red: tuple[Item, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    @property
    def missing(self) -> tuple[Asked, ...]:
        return tuple(a for a in self.asked if a.state == "missing")

    @property
    def partly(self) -> tuple[Asked, ...]:
        return tuple(a for a in self.asked if a.state == "partly")

    @property
    def reported(self) -> tuple[Asked, ...]:
        return tuple(a for a in self.asked if a.state == "reported")

    @property
    def away(self) -> tuple[Asked, ...]:
        return tuple(a for a in self.asked if a.state == "away")

    @property
    def tasks(self) -> tuple[str, ...]:
        """Every task asked about, once."""
        return tuple(dict.fromkeys(t for a in self.asked for t in a.tasks))

    @property
    def answered(self) -> tuple[str, ...]:
        """Every task answered, once."""
        return tuple(dict.fromkeys(t for a in self.asked for t in a.answered))

    @property
    def obstacles(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if c.obstacle)

    @property
    def promises(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if c.promise)

    @property
    def finished(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if c.finished)

    @property
    def moved(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if c.moved and not c.finished)


def weekly(world: World, week: Period, now: datetime) -> Weekly:
    """The summary of the week's check-in as the record has it at `now` (or when its answers no longer count, if that is
    past)."""
    cutoff = min(now, counts_until(world, week))
    posts = [p for p in world.states.messages.values() if _said_at(p) < cutoff]
    begin = counts_from(world.calendar, world.settings.schedule, week.first)
    found = (_asked(world, post, leader, begin, cutoff) for post in posts for leader in _leaders(post, week.slot))
    on_leave = (_not_asked(world, leader, week, begin, cutoff) for leader in _left_out(world, week.slot))
    # whose tasks have all gone to others since owes no answer
    asked = tuple(one for one in (*found, *on_leave) if one.tasks)
    changes = (_change(world, task, begin, cutoff) for a in asked for task in a.answered)
    red = tuple(item for item in items(as_of(world, cutoff), cutoff, light) if item.colour == "red")
    return Weekly(week, cutoff, asked, _once(changes), red, tuple(_dropped(world, *_between_cutoffs(world, week, now))))


def counts_until(world: World, week: Period) -> datetime:
    """Up to when an answer counts for this week: its end, or its cutoff where that is one of the week after."""
    found = plan_round(world.calendar, world.settings.schedule, week.first)
    return max(week.end, found.closes) if found else week.end


def _between_cutoffs(world: World, week: Period, now: datetime) -> tuple[datetime, datetime]:
    """From the cutoff of the week before to that of the next, or until now: what the summary is the first to tell."""

    def closes(monday: date, otherwise: datetime) -> datetime:
        found = plan_round(world.calendar, world.settings.schedule, monday)
        return found.closes if found else otherwise

    return closes(week.first - _WEEK, week.opens), min(now, closes(week.first + _WEEK, now))


def _dropped(world: World, opens: datetime, cutoff: datetime) -> Iterator[Dropped]:
    keys = ((key, s.why) for key, s in world.states.settled.items() if s.how == "dropped" and opens <= s.at < cutoff)
    found = [(key.split("/"), why) for key, why in keys]
    for (kind, why), count in Counter((parts[0], why) for parts, why in found).items():
        ids = dict.fromkeys(parts[1] for parts, said in found if (parts[0], said) == (kind, why))
        yield Dropped(kind, why, count, tuple(world.tasks[id_].title for id_ in ids if id_ in world.tasks))


def known(state: TaskState) -> Known:
    """What a state knows, as one value that can be compared."""
    return Known(state.status, state.percent, state.quantity, state.expected, state.blocker)


def _leaders(post: Posted, slot: str) -> tuple[str, ...]:
    """The leaders whose check-in of that week the message opened, alone or in a bundle, to them or to a deputy."""
    start = f"{TOPIC}/{slot}/"
    return tuple(key.removeprefix(start) for key in post.message.keys if key.startswith(start))


def _said_at(post: Posted) -> datetime:
    return post.sent_at or post.at


def _asked(world: World, post: Posted, leader: str, begin: datetime, cutoff: datetime) -> Asked:
    opened = _said_at(post)
    tasks = tuple(t for t in post.message.asks if t not in world.tasks or world.tasks[t].leader == leader)
    answered = tuple(t for t in tasks if world.states.task(t).told_since(begin, cutoff))
    leave, day = world.states.away.get(leader), opened.astimezone(ZONE).date()
    away = leave is not None and leave.first <= day <= leave.last
    return Asked(leader, name_of(world, leader), opened, tasks, answered, away)


def _left_out(world: World, slot: str) -> Iterator[str]:
    """The leaders who were not asked in that week since they were on leave and nobody stood in for them."""
    for person in world.people:
        settled = world.states.settled.get(f"{TOPIC}/{slot}/{person}")
        if settled and settled.why == WHY["away"]:
            yield person


def _not_asked(world: World, leader: str, week: Period, begin: datetime, cutoff: datetime) -> Asked:
    """What such a leader would have been asked about."""
    led = (t.id for t in world.tasks.values() if t.leader == leader and t.status == "active")
    tasks = tuple(task for task in led if not until(world.states.task(task), begin).done)
    answered = tuple(task for task in tasks if world.states.task(task).told_since(begin, cutoff))
    return Asked(leader, name_of(world, leader), week.opens, tasks, answered, away=True)


def _change(world: World, task_id: str, begin: datetime, cutoff: datetime) -> Change:
    state = until(world.states.task(task_id), cutoff)
    task = world.tasks.get(task_id)
    last = state.reports[-1].said
    before, after = known(until(state, begin)), known(state)
    if all(r.said.expected != after.expected for r in state.reports if r.at >= begin):
        before = replace(before, expected=after.expected)  # a promise that stands again is no new one
    return Change(
        task=task_id,
        title=task.title if task else task_id,
        leader=name_of(world, last.person),
        before=before,
        after=after,
        words=own_words(last, world.states) or last.text,
        reply=last.reply,
        help_from=last.help_from,
    )


def _once(changes: Iterable[Change]) -> tuple[Change, ...]:
    """A task asked of two people counts once."""
    return tuple({c.task: c for c in changes}.values())
