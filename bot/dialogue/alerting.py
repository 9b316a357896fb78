"""What admins are told at once: an edit of theirs that is broken, an update that could not be worked off."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogue.turn import message_id
from bot.dialogue.wording import Wording
from bot.record.events import Message, Queued
from bot.schedule.world import World


def alert(
    world: World, wording: Wording, cause: str, template: str, values: Mapping[str, object]
) -> tuple[Queued, ...]:
    """A message to every admin. It answers something an admin has just done, or cannot wait; it is no bundle."""
    admins = [p for p in world.people.values() if "admin" in p.roles]
    text = wording.say(template, zone=world.settings.zone, **values)
    return tuple(
        Queued(message=Message(id=message_id(cause, n), to=admin.id, text=text, topic=template))
        for n, admin in enumerate(admins)
    )
