"""稍后: who asked to be asked later is asked again at that moment, about what they have not answered by then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.record.states import Posted
from bot.schedule.kinds import nudge
from bot.schedule.scene import Found, Notice, Scene, folded, settled
from bot.settings import ZONE

_DAY = timedelta(days=1)


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each person whose 稍后 is over; key `later/PERSON/MOMENT`."""
    for person, (asked, until) in scene.world.states.asked_later.items():
        key = f"later/{person}/{until.astimezone(ZONE):%Y-%m-%dT%H:%M}"
        if until <= scene.now and not scene.is_settled(key):
            yield _of(scene, key, person, asked, until)


def _of(scene: Scene, key: str, person: str, asked: datetime, until: datetime) -> Found:
    """A nudge that comes in the same morning asks the same, and takes its place."""
    states = scene.world.states
    posted = states.messages.get(states.asked.get(person, ""))
    open_ = tuple(t for t in posted.message.asks if _is_open(scene, t, posted)) if posted else ()
    if not open_:
        return settled(key, "skipped", "answered")
    if scene.today > _only_day(scene, until):
        return settled(key, "dropped", "passed")
    for week in scene.rounds():
        nudged = week.nudges and person in scene.agenda.led and nudge.addressee(scene, person) == person
        if week.nudges and nudged and week.nudges.date() == until.astimezone(ZONE).date():
            return folded(key, nudge.key(week, person))
    return Notice(key, "later", person, until, open_, slot=posted.message.slot or "" if posted else "")


def _only_day(scene: Scene, until: datetime) -> date:
    """The first day on which it can be said; on a later one it is of no use any more."""
    moment = until.astimezone(ZONE)
    over = moment.time() > scene.world.settings.schedule.day_ends
    return scene.world.calendar.on_or_after(moment.date() + over * _DAY)


def _is_open(scene: Scene, task: str, posted: Posted) -> bool:
    """Whether a task is in work and nothing was told of it since it was asked about."""
    known, state = scene.world.tasks.get(task), scene.world.states.task(task)
    return known is not None and known.status == "active" and not state.done and not state.told_since(posted.at)
