"""What happened to people: accounts, leave, rest asked for, what they said of being asked, objections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.record.events import (
    Away,
    Blocked,
    Bound,
    Complained,
    Entry,
    Forgotten,
    Invited,
    Knocked,
    Objected,
    ObjectionAnswered,
    Snoozed,
    Spoke,
    Unbound,
)
from bot.record.known import ALL_KNOCKS_KEPT, KNOCKS_KEPT, Account, Invitation, Known, Spoken


def _invited(s: Known, e: Entry, event: Invited) -> None:
    s.invitations = {h: i for h, i in s.invitations.items() if i.person != event.person}
    s.invitations[event.code_hash] = Invitation(event.person, event.until)


def _bound(s: Known, e: Entry, event: Bound) -> None:
    s.invitations.pop(event.code_hash, None)
    s.accounts = {p: a for p, a in s.accounts.items() if (a.channel, a.user) != (event.channel, event.user)}
    s.accounts[event.person] = Account(event.channel, event.chat, event.user, e.at)
    s.unreached.pop(event.person, None)


def _unbound(s: Known, e: Entry, event: Unbound) -> None:
    s.accounts.pop(event.person, None)
    s.unreached.pop(event.person, None)


def _blocked(s: Known, e: Entry, event: Blocked) -> None:
    s.unreached.setdefault(event.person, e.at)


def _knocked(s: Known, e: Entry, event: Knocked) -> None:
    s.knocks[event.account] = (*s.knocks.get(event.account, ()), e.at)[-KNOCKS_KEPT:]
    s.all_knocks = (*s.all_knocks, e.at)[-ALL_KNOCKS_KEPT:]


def _away(s: Known, e: Entry, event: Away) -> None:
    s.away[event.person] = event


def _snoozed(s: Known, e: Entry, event: Snoozed) -> None:
    s.snoozed[event.person] = event.until
    s.asked_later.pop(event.person, None)
    if event.again:
        s.asked_later[event.person] = (e.at, event.until)


def _complained(s: Known, e: Entry, event: Complained) -> None:
    new = (event.instead or e.at, event.person, event.text)
    places = [n for n, (at, person, _) in enumerate(s.complaints) if (at, person) == (event.instead, event.person)]
    if places:
        s.complaints[places[-1] : places[-1] + 1] = [new] if event.text else []
    else:
        s.complaints.append(new)


def _spoke(s: Known, e: Entry, event: Spoke) -> None:
    before = s.spoken.pop((event.person, event.ref), None)
    if event.taken_for:
        s.spoken[event.person, event.ref] = Spoken(e.cause, before.at if before else e.at, event.taken_for, event.task)


def _objected(s: Known, e: Entry, event: Objected) -> None:
    """One said anew takes the place of what it was."""
    same = [n for n, (_, said) in enumerate(s.objections) if event.objection and said.objection == event.objection]
    if same:
        s.objections[same[0] : same[0] + 1] = [(s.objections[same[0]][0], event)] if event.text else []
    else:
        s.objections.append((e.at, event))


def _objection_answered(s: Known, e: Entry, event: ObjectionAnswered) -> None:
    if event.anew or event.objection not in s.objections_answered:
        s.objections_answered[event.objection] = (e.at, event)


def _forgotten(s: Known, e: Entry, event: Forgotten) -> None:
    s.accounts.pop(event.person, None)
    s.unreached.pop(event.person, None)


FOLDS: dict[type, Callable[[Known, Entry, Any], None]] = {
    Invited: _invited,
    Bound: _bound,
    Unbound: _unbound,
    Blocked: _blocked,
    Knocked: _knocked,
    Away: _away,
    Snoozed: _snoozed,
    Complained: _complained,
    Spoke: _spoke,
    Objected: _objected,
    ObjectionAnswered: _objection_answered,
    Forgotten: _forgotten,
}
