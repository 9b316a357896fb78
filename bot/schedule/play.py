"""What a sweep leaves on the record when nothing is really sent: for rehearsals, and for trying the schedule out."""

from __future__ import annotations

from datetime import datetime

from bot.record.events import Entry, Message, Queued
from bot.schedule.sweep import Bundle, Sweep


def enact(sweep: Sweep, now: datetime) -> Entry | None:
    """The entry of a sweep: a message without words for each bundle, and what is settled; None for an empty one."""
    queued = [Queued(message=_message(bundle)) for bundle in sweep.bundles]
    if not sweep:
        return None
    return Entry(at=now, cause=f"sweep:{now.isoformat()}", events=(*queued, *sweep.settled))


def _message(bundle: Bundle) -> Message:
    keys = tuple(notice.key for notice in bundle.notices)
    asks = tuple(dict.fromkeys(task for notice in bundle.notices for task in notice.tasks))
    return Message(id=keys[0], to=bundle.person, text="", asks=asks, keys=keys, unasked=not bundle.urgent)
