"""移交: when somebody changes posts, the open tasks go to the successor, with what was promised and what stands in the
way; the predecessor is told. An admin orders it, so nobody has to sign first."""

from __future__ import annotations

from datetime import datetime

from bot.dialogue.life.handing import find_person
from bot.dialogue.turn import Response, Turn, buttons, message_id
from bot.dialogue.views import lines
from bot.dialogue.wording import Wording
from bot.model import Person, Task
from bot.record.events import Action, Event, Handed, Message, Queued
from bot.schedule.world import World

FIRST = 1
"""The number from which on the messages of a cause are about the hand-over; 0 is the answer to who ordered it."""


def open_tasks(world: World, person: Person) -> list[Task]:
    """The tasks in work that this person leads, in the order of tasks.json."""
    led = (t for t in world.tasks.values() if t.leader == person.id and t.status == "active")
    return [task for task in led if not world.states.task(task.id).closed]


def hand_over(
    world: World, wording: Wording, cause: str, *, old: Person, new: Person, by: str, now: datetime
) -> tuple[Event, ...]:
    """Every open task of `old` is `new`'s from `now` on; both are told. Nothing where there is no open task."""
    tasks = open_tasks(world, old)
    if not tasks:
        return ()
    handed = [Handed(task=task.id, by=by, to=new.id) for task in tasks]
    ident = message_id(cause, FIRST)
    label = wording.labels("labels")
    told = Message(
        id=ident,
        to=new.id,
        text=wording.say("handover-successor", old=old, person=new, lines=lines(tasks, world, now)),
        rows=buttons(ident, [[(label[verb], Action(verb=verb)) for verb in ("acknowledge", "view")]]),
        asks=tuple(task.id for task in tasks),
        keys=tuple(f"assignment/{task.id}/{new.id}" for task in tasks),
        topic="handover",
    )
    left = wording.say("handover-predecessor", new=new, person=old, count=len(tasks), zone=world.settings.zone)
    parted = Message(id=message_id(cause, FIRST + 1), to=old.id, text=left, topic="handover")
    return (*handed, Queued(message=told), Queued(message=parted))


def command(turn: Turn, rest: str) -> Response:
    """/handover 甲 乙, for admins."""
    old, new = (find_person(turn.world, name) for name in rest.split()) if len(rest.split()) == 2 else (None, None)
    if old is None or new is None or old.id == new.id:
        return Response((turn.answer("handover-how"),))
    events = hand_over(turn.world, turn.wording, turn.cause, old=old, new=new, by=turn.person.id, now=turn.incoming.at)
    count = sum(isinstance(event, Handed) for event in events)
    return Response((*events, turn.answer("handover-done", old=old, new=new, count=count)))
