"""周调度: once a week each leader is asked how their active, unfinished tasks stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from bot.model import Task
from bot.schedule.agenda import Round
from bot.schedule.reach import recipient
from bot.schedule.scene import Found, Notice, Scene, settled


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each leader and week that has opened; key `checkin/2024-W13/PERSON`."""
    for week in scene.rounds():
        for person in scene.left(("checkin", week.slot), scene.agenda.led, partial(key, week)):
            yield from of(scene, week, person)


def key(week: Round, person: str) -> str:
    """The check-in's key."""
    return f"checkin/{week.slot}/{person}"


def of(scene: Scene, week: Round, person: str) -> Iterator[Found]:
    """The check-in of one leader in one week that has opened and is not on the record. It exists for who led an active
    task before it opened; after the cutoff it is dropped, for the summary has gone out without it."""
    since = scene.leads_since(person)
    if since is None or since >= week.opens:
        return
    if scene.now >= week.closes:
        yield settled(key(week, person), "dropped", "closed")
    elif recipient(scene, person) is None:
        yield settled(key(week, person), "skipped", "away")
    elif asks := to_ask(scene, person):
        yield Notice(key(week, person), "checkin", person, week.opens, asks, slot=week.slot)
    else:
        yield settled(key(week, person), "skipped", "idle")


def expected(scene: Scene, week: Round) -> dict[str, tuple[str, ...]]:
    """Whom that week's check-in would ask at its opening, and about which tasks, as things stand: leader → tasks."""
    then = scene.at(week.opens)
    coming = ((person, found) for person in scene.agenda.led for found in of(then, week, person))
    return {person: found.tasks for person, found in coming if isinstance(found, Notice)}


def to_ask(scene: Scene, person: str) -> tuple[str, ...]:
    """The leader's tasks that are active, not finished, and whose work has begun, in the order of tasks.json."""
    states, today = scene.world.states, scene.today
    left = (task for task in scene.agenda.led.get(person, ()) if not states.is_done(task.id))
    return tuple(task.id for task in left if states.task(task.id).active_since and _has_begun(task, today))


def _has_begun(task: Task, today: date) -> bool:
    for milestone in task.milestones:
        if milestone.first <= today:
            return True
    return not task.milestones
