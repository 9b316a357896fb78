"""Who is who: one-time codes bind a chat account to a person; strangers hear one neutral line, and seldom."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from bot.dialogue.incoming import Incoming
from bot.dialogue.turn import Response, Turn, message_id
from bot.dialogue.wording import Wording
from bot.model import Person
from bot.record.events import Bound, Event, Handled, Knocked, Message, Queued
from bot.record.states import Invitation
from bot.schedule.world import World

CODE_LIFE = timedelta(days=7)
KNOCKS = 5
"""How often a stranger is answered in an hour; a code is only looked at while this lasts."""


def code_hash(code: str) -> str:
    """What is kept of a one-time code. Codes are typed by people: case and blanks do not count."""
    return hashlib.sha256("".join(code.split()).upper().encode()).hexdigest()


def introduce(world: World, wording: Wording, incoming: Incoming, cause: str) -> Response:
    """Somebody whom we do not know, or who shows a code: bound, or told neutrally that there is nothing here."""
    if not incoming.private or _knocked_out(world, incoming):
        return Response((Handled(),))
    hashed = code_hash(incoming.text)
    invitation = world.states.invitations.get(hashed)
    person = _invited(world, invitation, incoming)
    if person is None:
        return Response(_refuse(wording, incoming, cause, showed_code=incoming.kind == "start" and bool(incoming.text)))
    bound = Bound(person=person.id, channel=incoming.channel, chat=incoming.chat, user=incoming.user, code_hash=hashed)
    turn = Turn(world, wording, cause, incoming, person)
    return Response((bound, turn.answer("welcome")))


def _invited(world: World, invitation: Invitation | None, incoming: Incoming) -> Person | None:
    if invitation is None or invitation.until < incoming.at:
        return None
    return world.people.get(invitation.person)


def _knocked_out(world: World, incoming: Incoming) -> bool:
    knocks = world.states.knocks.get(f"{incoming.channel}:{incoming.user}", ())
    return len([at for at in knocks if incoming.at - at < timedelta(hours=1)]) >= KNOCKS


def _refuse(wording: Wording, incoming: Incoming, cause: str, *, showed_code: bool) -> tuple[Event, ...]:
    text = wording.say("bad-code" if showed_code else "stranger")
    message = Message(id=message_id(cause), to="", chat=incoming.chat, text=text, topic="stranger")
    return (Knocked(account=f"{incoming.channel}:{incoming.user}"), Queued(message=message))
