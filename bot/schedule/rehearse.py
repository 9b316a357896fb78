"""A stretch of time played without sending anything: every message that would go out, to whom and when.

Either nobody ever answers, which is the most that anybody can be written to, or everybody answers each question within
the hour and finishes everything on its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.model import Task
from bot.record.edits import edits
from bot.record.events import Entry, Reported
from bot.schedule.ahead import next_instant
from bot.schedule.burden import Asked, asked_by, only_listed
from bot.schedule.play import enact
from bot.schedule.scene import Notice, scene
from bot.schedule.sweep import Bundle, sweep
from bot.schedule.world import World
from bot.settings import ZONE

_ANSWERED_AFTER = timedelta(minutes=50)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A message that would go out at `at`; `urgent` ones go apart from the day's message. `listed` are the tasks that
    it lists without asking about them in full."""

    at: datetime
    to: str
    notices: tuple[Notice, ...]
    late: bool
    urgent: bool
    listed: tuple[str, ...] = ()

    @property
    def name(self) -> tuple[str, tuple[str, ...]]:
        """What it is, whenever it goes out."""
        return self.to, tuple(notice.key for notice in self.notices)

    @property
    def asked(self) -> Asked:
        """What it costs its reader."""
        tasks = (task for notice in self.notices for task in notice.tasks)
        return asked_by(self.to, self.at, self.name[1], tasks, self.listed)


def rehearse(world: World, first: date, last: date, *, answered: bool = False) -> Iterator[Rehearsed]:
    """What would be sent from `first` to `last`, both included, in order. The world's record is where it starts, and is
    left as it is; tasks that it does not know become active, drafts too, at the beginning of `first`."""
    tasks = {task.id: _assigned(task) for task in world.tasks.values()}
    played = replace(world, tasks=tasks, states=world.states.copied())
    begin, end = (datetime.combine(day, time(), ZONE) for day in (first, last + timedelta(days=1)))
    played.states.apply(Entry(at=begin, cause="rehearsal", events=tuple(edits(tasks.values(), played.states))))
    here, moment = scene(played, begin), begin
    while moment < end:
        here = here.at(moment)
        found, held = sweep(here)
        if entry := enact(found, moment):
            played.states.apply(entry)
        for bundle in found.bundles:
            listed = only_listed(played, bundle.notices, moment)
            yield Rehearsed(moment, bundle.person, bundle.notices, bundle.late, bundle.urgent, listed)
            if answered:
                _answer(played, bundle, moment + _ANSWERED_AFTER)
        following = next_instant(here, held)
        if following is None:
            return
        moment = following


Told = Mapping[str, tuple[str, datetime]]
"""Notice by notice (its key): to whom it is said, and when."""


def told(messages: Iterable[Rehearsed]) -> Told:
    """A rehearsal, notice by notice."""
    return {notice.key: (message.to, message.at) for message in messages for notice in message.notices}


@dataclass(frozen=True, slots=True)
class Moved:
    """What an edit of tasks, people, settings or calendar changes: the keys of the notices that come, that go, and that
    are said at another time or to somebody else; and how it all was and is."""

    come: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[str, ...]
    before: Told
    after: Told


def compare(before: Told, after: Told) -> Moved:
    """The difference between two rehearsals of the same time."""
    return Moved(
        come=tuple(key for key in after if key not in before),
        gone=tuple(key for key in before if key not in after),
        moved=tuple(key for key in after if key in before and after[key] != before[key]),
        before=before,
        after=after,
    )


def _assigned(task: Task) -> Task:
    return task.model_copy(update={"status": "active"}) if task.status == "draft" else task


def _answer(world: World, bundle: Bundle, at: datetime) -> None:
    """The leaders answer what they were asked, and finish on its day what is due."""
    said = [report for notice in bundle.notices for report in _reports(world, notice)]
    if said:
        world.states.apply(Entry(at=at, cause=f"answer:{bundle.notices[0].key}", events=tuple(said)))


def _reports(world: World, notice: Notice) -> Iterator[Reported]:
    if notice.kind in ("checkin", "nudge", "chase") or (notice.kind == "reminder" and notice.days == 0):
        for task in (world.tasks[name] for name in notice.tasks):
            leader, status = task.leader or "", "done" if notice.due else "in_progress"
            through = notice.due if notice.due and notice.due != task.due else None
            values = {"reply": notice.key, "task": task.id, "person": leader, "said_by": leader, "text": ""}
            yield Reported.model_validate({**values, "status": status, "through": through})
