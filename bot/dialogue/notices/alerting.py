"""What admins are told at once: an edit of theirs that is broken, an update that could not be worked off, people whom
the chat service does not reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.turn import message_id
from bot.dialogue.wording import Wording
from bot.model import Person
from bot.record.events import Event, Message, Queued, Settled
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


TOLD = "已告知管理员"


@dataclass(frozen=True, slots=True)
class Unreached:
    """A person whom messages do not reach, since when."""

    person: Person
    since: datetime


def unreached(world: World) -> list[Unreached]:
    """The people whom messages do not reach (未送达), as they stand in people.toml."""
    since = world.states.unreached
    return [Unreached(world.people[ident], since[ident]) for ident in since if ident in world.people]


def tell_of_unreached(world: World, wording: Wording, cause: str) -> tuple[Event, ...]:
    """What asks the admins to phone those whom messages have ceased to reach, once each; nothing where all is said."""
    keys = {_key(one): one for one in unreached(world)}
    news = {key: one for key, one in keys.items() if key not in world.states.settled}
    told = alert(world, wording, cause, "alert-unreached", {"unreached": list(news.values())}) if news else ()
    return (*told, *(Settled(key=key, how="folded", why=TOLD) for key in news)) if told else ()


def _key(one: Unreached) -> str:
    return f"unreached/{one.person.id}/{one.since.isoformat()}"
