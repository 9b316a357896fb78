"""Who is who: one-time codes bind a chat account to a person; strangers hear one neutral line, and seldom."""

from __future__ import annotations

from datetime import timedelta

from bot.dialogue.incoming import Incoming
from bot.dialogue.turn import Response, Turn, message_id
from bot.dialogue.views import lines, tasks_of
from bot.dialogue.wording import Wording
from bot.model import Person
from bot.record.codes import code_hash
from bot.record.events import Action, Blocked, Bound, Event, Failed, Handled, Knocked, Message, Queued
from bot.record.states import Invitation
from bot.schedule.world import World

UNBOUND = "not bound in time"
"""Why a message was never sent whose reader had no account yet."""
KNOCKS = 5
"""How often a stranger is answered in an hour; a code is only looked at while this lasts."""
ALL_KNOCKS = 60
"""How often strangers are answered in an hour, all together: a crowd of them is not to keep our people waiting."""


def introduce(world: World, wording: Wording, incoming: Incoming, cause: str) -> Response:
    """Somebody whom we do not know, or who shows a code: bound, or told neutrally that there is nothing here."""
    if not incoming.private or _knocked_out(world, incoming):
        return Response((Handled(),))
    hashed = code_hash(incoming.text)
    invitation = world.states.invitations.get(hashed)
    person = _invited(world, invitation, incoming)
    if person is None and _crowded(world, incoming):
        return Response((Handled(),))
    if person is None:
        return Response(_refuse(wording, incoming, cause, showed_code=incoming.kind == "start" and bool(incoming.text)))
    bound = Bound(person=person.id, channel=incoming.channel, chat=incoming.chat, user=incoming.user, code_hash=hashed)
    return Response((bound, *_overtaken(world, person), _welcome(Turn(world, wording, cause, incoming, person))))


def blocked(turn: Turn) -> Response:
    """One of our people has shut the bot out; there is nowhere to answer."""
    return Response((Blocked(person=turn.person.id),))


def _overtaken(world: World, person: Person) -> list[Event]:
    """What waited for an account to send it to is overtaken by the welcome, which shows how things stand now."""
    waiting = (world.states.messages[ident] for ident in world.states.open_messages)
    return [
        Failed(message=p.message.id, why=UNBOUND) for p in waiting if p.message.to == person.id and not p.message.chat
    ]


def _welcome(turn: Turn) -> Event:
    """The person's tasks, if there are any, to be signed for."""
    tasks = tasks_of(turn.person, turn.world)
    if not tasks:
        return turn.answer("welcome", lines=[])
    rows = [[(turn.label(verb), Action(verb=verb)) for verb in ("acknowledge", "view")]]
    shown = lines(tasks, turn.world, turn.incoming.at)
    return turn.answer("welcome", rows=rows, asks=[t.id for t in tasks], lines=shown)


def _invited(world: World, invitation: Invitation | None, incoming: Incoming) -> Person | None:
    if invitation is None or invitation.until < incoming.at:
        return None
    return world.people.get(invitation.person)


def _knocked_out(world: World, incoming: Incoming) -> bool:
    knocks = world.states.knocks.get(f"{incoming.channel}:{incoming.user}", ())
    return len([at for at in knocks if incoming.at - at < timedelta(hours=1)]) >= KNOCKS


def _crowded(world: World, incoming: Incoming) -> bool:
    return len([at for at in world.states.all_knocks if incoming.at - at < timedelta(hours=1)]) >= ALL_KNOCKS


def _refuse(wording: Wording, incoming: Incoming, cause: str, *, showed_code: bool) -> tuple[Event, ...]:
    text = wording.say("bad-code" if showed_code else "stranger")
    message = Message(id=message_id(cause), to="", chat=incoming.chat, text=text, topic="stranger")
    return (Knocked(account=f"{incoming.channel}:{incoming.user}"), Queued(message=message))
