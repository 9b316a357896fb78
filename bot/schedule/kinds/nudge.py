"""催报: the morning after the check-in, once, where nobody has answered: to the liaison where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from bot.schedule.agenda import Round, counts_from
from bot.schedule.kinds import checkin
from bot.schedule.reach import recipient
from bot.schedule.scene import Found, Notice, Scene, folded, settled


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each leader who was asked and has said nothing since; key `nudge/2024-W13/PERSON`."""
    for week in scene.rounds():
        if week.nudges and week.nudges <= scene.now:
            for person in scene.left(("nudge", week.slot), scene.agenda.led, partial(key, week)):
                yield from of(scene, week, person)


def key(week: Round, person: str) -> str:
    """The nudge's key."""
    return f"nudge/{week.slot}/{person}"


def addressee(scene: Scene, leader: str) -> str:
    """Who is nudged: the leader's liaison, who has the figures at hand; the leader where there is none, or none that
    the bot reaches."""
    liaison, bound = scene.world.people[leader].liaison, scene.world.states.accounts
    if liaison not in scene.world.people or (leader in bound and liaison not in bound):
        return leader
    return liaison if liaison and recipient(scene, liaison) == liaison else leader


def of(scene: Scene, week: Round, person: str) -> Iterator[Found]:
    """The nudge of one leader in one week whose moment has come and which is not on the record. It exists where the
    check-in does; a check-in that could only be sent on the morning of the nudge is nudge enough."""
    since, asked, own = scene.leads_since(person), checkin.key(week, person), key(week, person)
    if since is None or since >= week.opens or week.nudges is None:
        return
    opening = scene.world.states.settled.get(asked)
    heard = scene.world.states.heard_at.get(person)
    if opening is not None and opening.how != "sent":
        yield settled(own, "skipped", "unopened")
    elif opening is not None and heard and heard >= opening.at:
        yield settled(own, "skipped", "answered")
    elif scene.now >= week.closes:
        yield settled(own, "dropped", "closed")
    elif opening is None or opening.at >= scene.agenda.morning(week.nudges.date()):
        yield folded(own, asked)
    elif not (asks := checkin.to_ask(scene, person)):
        yield settled(own, "skipped", "idle")
    elif _all_told(scene, asks, _begin(scene, week)):
        yield settled(own, "skipped", "answered")
    else:
        yield Notice(own, "nudge", addressee(scene, person), week.nudges, asks, slot=week.slot)


def _all_told(scene: Scene, tasks: Iterable[str], begin: datetime) -> bool:
    return all(scene.world.states.task(task).told_since(begin) for task in tasks)


def _begin(scene: Scene, week: Round) -> datetime:
    """From when on what is said counts for that week, before it was asked too."""
    opening = week.opens.date()
    return counts_from(scene.agenda.calendar, scene.agenda.schedule, opening - timedelta(opening.weekday()))
