"""The calendar feed: what is due of a person's tasks as an .ics file (RFC 5545) that phone calendars open.

An event's UID is made of its task and milestone, so that a feed taken again replaces the events of the last one instead
of doubling them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.model import Person, Task
from bot.reports.dates import open_points
from bot.reports.people import name_of
from bot.schedule.world import World
from bot.settings import ZONE

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Point:
    """A day on which something is due: `uid` stays the same whatever else changes."""

    uid: str
    day: date
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What is still to be done of a person's tasks, by day; `at` is when it was made."""

    name: str
    at: datetime
    points: tuple[Point, ...]


def feed(world: World, person: Person, now: datetime) -> Feed:
    """The feed of a person: the tasks they lead, or report for as a liaison."""
    leaders = {person.id} | {p.id for p in world.people.values() if p.liaison == person.id}
    mine = (t for t in world.tasks.values() if t.status == "active" and t.leader in leaders)
    today = now.astimezone(ZONE).date()
    points = sorted((p for task in mine for p in _points(world, task, today)), key=lambda p: (p.day, p.uid))
    return Feed(f"{world.settings.zone.name}督办·{person.name}", now, tuple(points))


def feed_ics(value: Feed) -> bytes:
    """The feed as the bytes of an .ics file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//duban//milestones//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(value.name)}",
        *(line for point in value.points for line in _event(point, value.at)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _points(world: World, task: Task, today: date) -> Iterator[Point]:
    open_days = set(open_points(task, world.states.task(task.id), today))
    about = f"{task.title}\n责任领导：{name_of(world, task.leader)}\n编号：{task.id}"
    dues = [(m.id, m.due, m.what) for m in task.milestones] + [(t.id, t.due, t.told) for t in task.targets]
    for id_, day, what in (due for due in dues if due[1] in open_days):
        unsure = "" if world.calendar.is_sure(day) else "\n（待定：当年放假安排尚未公布）"
        yield Point(f"{task.id}.{id_}@duban", day, f"到期：{what or task.title}", about + unsure)


def _event(point: Point, at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(point.uid)}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{point.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{point.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(point.title)}",
        f"DESCRIPTION:{_escaped(point.says)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    return "".join(c for c in text.translate(_ESCAPES) if c >= " " and c != "\x7f")


def _folded(line: str) -> bytes:
    """A line of the file, broken where it has more than 75 octets, never inside a character."""
    parts, room = [b""], _OCTETS
    for character in line:
        octets = character.encode()
        if len(parts[-1]) + len(octets) > room:
            parts.append(b" ")
        parts[-1] += octets
    return b"\r\n".join(parts)
