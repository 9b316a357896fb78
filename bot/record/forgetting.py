"""Taking a person out of the record's texts: what they wrote, what was written to them, and their chat account.

Figures, dates, causes and who decided what stay, so that every number of a report can still be traced. Where others
were told what the person had written, the quotation goes; a quotation of less than six characters stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Any

from markupsafe import escape

from bot.record.events import Bound, Button, Entry, Event, Knocked, Message, Queued, Reported

MARK = "〔已按本人要求删除〕"
LEAST = 6
"""Characters from which on a quotation is known as one."""

WORDS = ("text", "reason", "what", "how", "blocker", "delegate", "unverified")
"""The names of fields in which events hold somebody's own words."""
Quotes = Mapping[str, tuple[str, ...]]
"""Quotations by their first characters."""
_WHOSE = ("person", "said_by", "by")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Traces:
    """What a person left on the record: chat accounts as (channel, chat, user), and words that others may have quoted,
    as typed and as HTML."""

    person: str
    accounts: frozenset[tuple[str, str, str]]
    plain: Quotes
    html: Quotes


def traces_of(entries: Iterable[Entry], person: str) -> Traces:
    """What a person left in these entries."""
    accounts: set[tuple[str, str, str]] = set()
    quotes: set[str] = set()
    for event in (event for entry in entries for event in entry.events if _is_of(event, person)):
        if isinstance(event, Bound):
            accounts.add((event.channel, event.chat, event.user))
        quotes.update(word for word in _words(event) if len(word) >= LEAST)
    html = {str(escape(quote)) for quote in quotes}
    return Traces(person, frozenset(accounts), _by_beginning(quotes), _by_beginning(html))


def forgotten(entry: Entry, traces: Traces) -> Entry:
    """The entry without the person's words and accounts; the very same where it holds none."""
    events = tuple(_forgotten(event, entry, traces) for event in entry.events)
    return entry if events == entry.events else entry.model_copy(update={"events": events})


def _forgotten(event: Event, entry: Entry, traces: Traces) -> Event:
    if isinstance(event, Queued):
        return event.model_copy(update={"message": _untold(event.message, entry, traces)})
    if isinstance(event, Knocked):
        known = event.account in {f"{channel}:{user}" for channel, _, user in traces.accounts}
        return event.model_copy(update={"account": MARK}) if known else event
    if not _is_of(event, traces.person):
        return event.model_copy(update=_replaced(event, lambda text: _unquoted(text, traces.plain)))
    if isinstance(event, Bound):
        return event.model_copy(update={"chat": MARK, "user": MARK})
    return event.model_copy(update=_replaced(event, lambda text: MARK))


def _untold(message: Message, entry: Entry, traces: Traces) -> Message:
    """A message to the person, or one that their doing led to, says nothing any more; another only loses quotations."""
    chats = {chat for _, chat, _ in traces.accounts}
    to_person = message.to == traces.person or message.chat in chats
    whole = to_person or entry.by == traces.person
    return message.model_copy(
        update={
            "text": MARK if whole else _unquoted(message.text, traces.html),
            "chat": MARK if message.chat in chats else message.chat,
            "rows": tuple(tuple(_unlabelled(b, traces, to_person) for b in row) for row in message.rows),
        }
    )


def _unlabelled(button: Button, traces: Traces, to_person: bool) -> Button:
    """What a button means stays, words that it carries (a text to pass on) do not."""
    arg = button.action.arg
    if arg is not None:
        arg = MARK if to_person and _NOT_ASCII.search(arg) else _unquoted(arg, traces.plain)
    action = button.action.model_copy(update={"arg": arg})
    return button.model_copy(update={"label": _unquoted(button.label, traces.plain), "action": action})


def _is_of(event: Event, person: str) -> bool:
    return any(getattr(event, name, None) == person for name in _WHOSE)


@cache
def worded(kind: type[Event]) -> tuple[str, ...]:
    """The fields of a kind of event that hold words; `how` may be one of a few words of ours instead."""
    fields = kind.model_fields.items()
    return tuple(name for name, field in fields if name in WORDS and field.annotation in (str, str | None))


def _words(event: Event) -> Iterator[str]:
    yield from filter(None, (getattr(event, name) for name in worded(type(event))))
    if isinstance(event, Reported):
        yield from event.words.values()


def _replaced(event: Event, change: Any) -> dict[str, Any]:
    """The fields of an event that hold words, changed; what is empty stays empty."""
    fields = {name: getattr(event, name) for name in worded(type(event))}
    changed: dict[str, Any] = {name: change(text) for name, text in fields.items() if text}
    if isinstance(event, Reported):
        changed["words"] = {name: change(text) for name, text in event.words.items()}
    return changed


def _unquoted(text: str, quotes: Quotes) -> str:
    """The text without what it quotes, whole or cut short."""
    pieces, at, rest = [], 0, 0
    while at <= len(text) - LEAST:
        known = quotes.get(text[at : at + LEAST], ())
        if length := max((_shared(text, at, quote) for quote in known), default=0):
            pieces += [text[rest:at], MARK]
            at = rest = at + length
        else:
            at += 1
    return "".join([*pieces, text[rest:]])


def _shared(text: str, at: int, quote: str) -> int:
    """How many characters of the quotation stand at this place."""
    both = zip(text[at : at + len(quote)], quote, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))


def _by_beginning(quotes: Iterable[str]) -> Quotes:
    found: dict[str, tuple[str, ...]] = {}
    for quote in quotes:
        found[quote[:LEAST]] = (*found.get(quote[:LEAST], ()), quote)
    return found
