"""What happened to messages and updates: queued, sent, refused, settled, set aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.record.events import Entry, Failed, Handled, Parked, Queued, Sending, Sent, Settled, Unclear
from bot.record.known import Known, Posted, Settlement

_NO_MORE = ("stopped", "released")
_A_WEEK = timedelta(days=7)


def _unclear(s: Known, e: Entry, event: Unclear) -> None:
    s.unclear.append((e.at, event.person, event.text))


def _queued(s: Known, e: Entry, event: Queued) -> None:
    message = event.message
    s.messages[message.id] = Posted(message, e.at)
    s.open_messages[message.id] = None
    for key in message.keys:
        s.settled[key] = Settlement(e.at, "sent", message=message.id)
        _tell_off(s, e, key)
    if message.edits:
        s.edited[message.edits] = message.id
    if not message.quiet:
        s.last_to[message.to] = message.id
    if not message.quiet and (message.asks or e.by == message.to):
        s.latest[message.to] = message.id
    for reply in message.echoes:
        s.echo_of[reply] = message.id
    if message.chat:
        s.told_at[message.chat] = e.at
    if message.asks:
        s.asked[message.to] = message.id
    if message.unasked:
        s.unasked_at[message.to] = e.at
        lately = (at for at in s.unasked_lately.get(message.to, ()) if e.at - at < _A_WEEK)
        s.unasked_lately[message.to] = (*lately, e.at)


def _tell_off(s: Known, e: Entry, key: str) -> None:
    """A notice by which somebody hears that a task is theirs no more, or is theirs (again)."""
    kind, *of = key.split("/")
    if kind in _NO_MORE:
        s.told_off[of[0], of[1]] = e.at
    elif kind == "assignment":
        s.told_off.pop((of[0], of[1]), None)


def _stands(
    s: Known, message: str, state: str, refs: tuple[str, ...] = (), sent_at: datetime | None = None, why: str = ""
) -> Posted | None:
    """How a message stands from now on; None for one that was never queued (its line was damaged and taken out). Two of
    three entries come here, so the value is made anew, which takes half the time of `replace`."""
    if (old := s.messages.get(message)) is None:
        return None
    s.messages[message] = new = Posted(old.message, old.at, state, refs, sent_at, why)
    return new


def _sending(s: Known, e: Entry, event: Sending) -> None:
    _stands(s, event.message, "sending")


def _sent(s: Known, e: Entry, event: Sent) -> None:
    if posted := _stands(s, event.message, "sent", event.refs, e.at):
        account = s.accounts.get(posted.message.to)
        chat = posted.message.chat or (account.chat if account else "")
        for ref in event.refs:
            s.by_ref[chat, ref] = event.message
        if not posted.message.chat:
            s.unreached.pop(posted.message.to, None)
    s.open_messages.pop(event.message, None)


def _failed(s: Known, e: Entry, event: Failed) -> None:
    posted = _stands(s, event.message, "failed", why=event.why)
    if posted and event.gone and not posted.message.chat:
        s.unreached.setdefault(posted.message.to, e.at)
    s.open_messages.pop(event.message, None)


def _settled(s: Known, e: Entry, event: Settled) -> None:
    s.settled[event.key] = Settlement(e.at, event.how, event.why)


def _parked(s: Known, e: Entry, event: Parked) -> None:
    s.parked[event.update] = event.why


def _handled(s: Known, e: Entry, event: Handled) -> None:
    """Its cause is all that it says."""


FOLDS: dict[type, Callable[[Known, Entry, Any], None]] = {
    Unclear: _unclear,
    Queued: _queued,
    Sending: _sending,
    Sent: _sent,
    Failed: _failed,
    Settled: _settled,
    Parked: _parked,
    Handled: _handled,
}
