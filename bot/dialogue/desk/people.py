"""The admins' desk in the chat: people and their accounts, and words to all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.dialogue.life.handing import find_person
from bot.dialogue.turn import Response, Turn
from bot.record.codes import LIFE, code_hash
from bot.record.events import Action, Event, Invited, Snoozed, Unbound

LONGEST_BROADCAST = 1000


def _pause(turn: Turn, rest: str) -> Response:
    """/pause PERSON DAYS: nothing unasked to them for so many days."""
    name, _, days = rest.rpartition(" ")
    person = find_person(turn.world, name.strip())
    if person is None or not days.isascii() or not days.isdigit() or not 1 <= int(days) <= 180:
        return Response((turn.answer("desk-pause-how"),))
    until = turn.incoming.at + timedelta(days=int(days))
    return Response((Snoozed(person=person.id, until=until), turn.answer("desk-paused", other=person, until=until)))


def _unbind(turn: Turn, rest: str) -> Response:
    """/unbind PERSON: their chat account is nobody's from now on (a lost phone, another post)."""
    person = find_person(turn.world, rest)
    if person is None or person.id not in turn.world.states.accounts:
        return Response((turn.answer("desk-unbind-how"),))
    return Response((Unbound(person=person.id), turn.answer("desk-unbound", other=person)))


def _broadcast(turn: Turn, rest: str) -> Response:
    """/broadcast TEXT: a preview and the number of its readers; nothing is sent before the button is pressed."""
    readers = [p for p in turn.world.people if p in turn.world.states.accounts and p != turn.person.id]
    if not rest or len(rest) > LONGEST_BROADCAST:
        return Response((turn.answer("desk-broadcast-how", longest=LONGEST_BROADCAST),))
    rows = [[(turn.label("broadcast").format(len(readers)), Action(verb="broadcast", arg=rest))]]
    return Response((turn.answer("desk-broadcast", rows=rows, words=rest, count=len(readers)),))


def _broadcast_now(turn: Turn, action: Action) -> Response:
    """The preview turns into the note that it was sent, so that a second tap finds it done."""
    if turn.carried_out:
        return turn.refuse("decided-before")
    readers = [p for p in turn.world.people.values() if p.id in turn.world.states.accounts and p.id != turn.person.id]
    told = [
        turn.answer("broadcast", number=n, to=p, words=action.arg, by=turn.person) for n, p in enumerate(readers, 1)
    ]
    sent = turn.answer("desk-broadcast-sent", edits=turn.pressed, count=len(readers))
    return Response((sent, *told), toast=turn.label("noted"))


def _invite(turn: Turn, rest: str) -> Response:
    """/invite PERSON: a one-time code for them, to be passed on; in private only."""
    person = find_person(turn.world, rest)
    if person is None or not turn.incoming.private:
        return Response((turn.answer("desk-invite-how", private=turn.incoming.private, name=rest),))
    until = turn.incoming.at + LIFE
    bound = person.id in turn.world.states.accounts

    def events(code: str) -> tuple[Event, ...]:
        invited = Invited(person=person.id, code_hash=code_hash(code), until=until)
        return invited, turn.answer("desk-invite", other=person, code=code, until=until, bound=bound)

    return Response((), with_code=events)


COMMANDS: dict[str, Callable[[Turn, str], Response]] = {
    "/pause": _pause,
    "/unbind": _unbind,
    "/invite": _invite,
    "/broadcast": _broadcast,
}
ADMIN_VERBS = {"broadcast": _broadcast_now}
