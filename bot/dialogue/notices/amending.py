"""A week's summary goes on being true: when late answers come, the message is changed in place, without a sound."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.dialogue.notices.compose import is_late, summary_text
from bot.dialogue.turn import message_id
from bot.dialogue.wording import Wording
from bot.record.events import Entry, Message, Queued
from bot.record.states import Posted
from bot.reports.periods import Period, week_named
from bot.reports.weekly.summary import counts_until, weekly
from bot.schedule.agenda import agenda
from bot.schedule.world import World
from bot.settings import ZONE

_LOOKED_BACK = timedelta(days=7)


def amended(world: World, wording: Wording, now: datetime) -> Iterator[Entry]:
    """An entry for each admin whose last summary says something else by now, as long as answers count for its week."""
    week = _last_closed(world, now)
    if week is None or now > counts_until(world, week):
        return
    for admin in agenda(world).admins:
        first = _posted(world, f"summary/{week.slot}/{admin}")
        if first and (entry := _changed(world, wording, week, first, now)):
            yield entry


def _last_closed(world: World, now: datetime) -> Period | None:
    today = now.astimezone(ZONE).date()
    rounds = [week for week in agenda(world).rounds(today - _LOOKED_BACK, today) if week.closes <= now]
    return week_named(rounds[-1].slot) if rounds else None


def _posted(world: World, key: str) -> Posted | None:
    settled = world.states.settled.get(key)
    return world.states.messages.get(settled.message) if settled and settled.message else None


def _changed(world: World, wording: Wording, week: Period, first: Posted, now: datetime) -> Entry | None:
    """The entry that changes a summary; None where nobody has been heard since, or what was heard changes nothing."""
    states = world.states
    last = states.messages[states.edited.get(first.message.id, first.message.id)]
    if first.message.topic != "summary" or all(heard <= last.at for heard in states.heard_at.values()):
        return None
    found, late = weekly(world, week, now), is_late(world, week, first.at)
    if summary_text(wording, found, None if last is first else last.at, late=late) == last.message.text:
        return None
    cause = f"amend:{first.message.id}/{states.version}"
    values = {"topic": "summary", "edits": first.message.id, "quiet": True}
    text = summary_text(wording, found, now, late=late)
    message = Message(id=message_id(cause), to=first.message.to, text=text, **values)
    return Entry(at=now, cause=cause, events=(Queued(message=message),))
