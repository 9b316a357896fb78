"""The states: everything known about how things stand, folded from the record and from nothing else.

`States` grows by `apply`, entry by entry; folding a record in two halves equals folding it whole. What it hands out are
frozen values; who needs a different question answered writes a different fold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.record.events import (
    Acknowledged,
    Action,
    Away,
    Baselined,
    Blocked,
    Bound,
    Cleared,
    Closed,
    Complained,
    Continued,
    Edited,
    Entered,
    Entry,
    Evidence,
    ExtensionAsked,
    ExtensionDecided,
    Failed,
    Forgotten,
    Handed,
    Handled,
    Invited,
    Knocked,
    Message,
    Objected,
    ObjectionAnswered,
    Offered,
    Parked,
    Queued,
    Recalled,
    Reopened,
    Reported,
    Restated,
    Returned,
    Sending,
    Sent,
    Settled,
    Snoozed,
    Spoke,
    Unbound,
    Unclear,
    Undone,
    Verified,
    Whistled,
)
from bot.record.standing import NOTHING, Extension, Report, TaskState, Whistle

__all__ = [
    "Account",
    "Extension",
    "Invitation",
    "Posted",
    "Report",
    "Settlement",
    "States",
    "TaskState",
    "Whistle",
    "fold",
]


@dataclass(frozen=True, slots=True)
class Account:
    """The chat account bound to a person."""

    channel: str
    chat: str
    user: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Posted:
    """A message on its way or sent. `state`: queued (not tried), sending (cannot be known), sent, failed."""

    message: Message
    at: datetime
    state: str = "queued"
    refs: tuple[str, ...] = ()
    sent_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a notice was settled: sent (with the message), folded, skipped or dropped, and why."""

    at: datetime
    how: str
    why: str = ""
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time code that has not been used: for whom, and until when."""

    person: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said that is no report: by which cause it was last worked off, when it was first, what it was taken for,
    and of which task it was said."""

    cause: str
    at: datetime
    taken_for: str
    task: str | None


@dataclass(frozen=True, slots=True)
class Album:
    """Files that somebody sent together: by which cause the last of it came, of which tasks they are (none: not
    known yet), and which have come."""

    cause: str
    tasks: tuple[str, ...]
    files: frozenset[str]


KNOCKS_KEPT = 8
"""Of one account; the latest of all accounts are as many as `ALL_KNOCKS_KEPT`."""
ALL_KNOCKS_KEPT = 64
_A_WEEK = timedelta(days=7)


@dataclass
class States:
    """All states. `open_messages` are those not yet sent or failed, in order; `asked` is the last message to a
    person that numbered tasks, `latest` the last that what they say next may answer: an answer to them, or one that
    numbered tasks, but no word of what others did; `last_to` is simply the last. `edited` leads from a message to
    the last that took its place. `told_at` is when a chat was last told something; `by_ref` leads from (chat, its
    id of a message of ours) to the message; `said` leads from (who, the chat's id of what was said) to the reply,
    `replies` from a reply to its tasks, `echo_of` to the message that says it back; `unclear` holds what was not
    understood, as (when, who, text). `version` counts the entries: equal versions of one value are equal;
    `overrides` counts the events that change what tasks.json states (an edit, a new date, another leader).
    `requests` leads from an undecided request for a later date to its task, `open_whistles` from an open whistle to
    its task; `claims` are the tasks once said to be done and not closed; `objections_answered` leads from an
    objection to what was found. `unasked_at` is when a person last got the day's message, and `unasked_lately` each
    time within the week before that; `asked_later` is when a person asked to be asked later, and when that is.
    `unreached` are the people whom the chat service does not reach (未送达), since when; they are reached again when
    they write, are bound anew, or a message gets through. `spoken` leads like `said` from where something was said
    that is no report to what it was. `loose_files` is the last file of a person, or the last that were sent
    together, of which it is not known what they prove; `albums` leads from (who, album) to what came of it."""

    tasks: dict[str, TaskState] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    knocks: dict[str, tuple[datetime, ...]] = field(default_factory=dict)
    all_knocks: tuple[datetime, ...] = ()
    settled: dict[str, Settlement] = field(default_factory=dict)
    messages: dict[str, Posted] = field(default_factory=dict)
    open_messages: dict[str, None] = field(default_factory=dict)
    by_ref: dict[tuple[str, str], str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    edited: dict[str, str] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)
    last_to: dict[str, str] = field(default_factory=dict)
    told_at: dict[str, datetime] = field(default_factory=dict)
    unasked_at: dict[str, datetime] = field(default_factory=dict)
    unasked_lately: dict[str, tuple[datetime, ...]] = field(default_factory=dict)
    heard_at: dict[str, datetime] = field(default_factory=dict)
    unreached: dict[str, datetime] = field(default_factory=dict)
    replies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    echo_of: dict[str, str] = field(default_factory=dict)
    last_reply: dict[str, str] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)
    unclear: list[tuple[datetime, str, str]] = field(default_factory=list)
    parked: dict[str, str] = field(default_factory=dict)
    causes: set[str] = field(default_factory=set)
    version: int = 0
    overrides: int = 0
    requests: dict[str, str] = field(default_factory=dict)
    claims: dict[str, None] = field(default_factory=dict)
    open_whistles: dict[str, str] = field(default_factory=dict)
    away: dict[str, Away] = field(default_factory=dict)
    snoozed: dict[str, datetime] = field(default_factory=dict)
    asked_later: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    spoken: dict[tuple[str, str], Spoken] = field(default_factory=dict)
    complaints: list[tuple[datetime, str, str]] = field(default_factory=list)
    albums: dict[tuple[str, str], Album] = field(default_factory=dict)
    loose_files: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    objections: list[tuple[datetime, Objected]] = field(default_factory=list)
    objections_answered: dict[str, tuple[datetime, ObjectionAnswered]] = field(default_factory=dict)

    def task(self, task_id: str) -> TaskState:
        """The state of a task; one that nothing has happened to is as new."""
        return self.tasks.get(task_id, NOTHING)

    def told_by(self, reply: str) -> tuple[str, ...]:
        """The tasks of which a reply has put something down that counts: a report, a request nobody has decided."""
        asked = [t for t in self.requests.values() if any(x.asked.reply == reply for x in self.task(t).extensions)]
        return tuple(dict.fromkeys((*self.replies.get(reply, ()), *asked)))

    def person_of(self, channel: str, user: str) -> str | None:
        """The id of the person whose account this is, or None for a stranger."""
        return next((p for p, a in self.accounts.items() if (a.channel, a.user) == (channel, user)), None)

    def button(self, key: str) -> tuple[str, Action] | None:
        """Under whose message the button with this key stands, and what it means; None where there is none."""
        if (posted := self.messages.get(key.rpartition(".")[0])) is None:
            return None
        buttons = (button for row in posted.message.rows for button in row)
        return next(((posted.message.to, button.action) for button in buttons if button.key == key), None)

    def apply(self, entry: Entry) -> None:
        """Folds one more entry in."""
        self.causes.add(entry.cause)
        self.version += 1
        if entry.by in self.unreached:
            del self.unreached[entry.by]
        for event in entry.events:
            _FOLDS[type(event)](self, entry, event)


def fold(entries: Iterable[Entry]) -> States:
    """The states after these entries."""
    states = States()
    for entry in entries:
        states.apply(entry)
    return states


# ---- one small function an event ------------------------------------------------------------------------------------


def _invited(s: States, e: Entry, event: Invited) -> None:
    s.invitations = {h: i for h, i in s.invitations.items() if i.person != event.person}
    s.invitations[event.code_hash] = Invitation(event.person, event.until)


def _bound(s: States, e: Entry, event: Bound) -> None:
    s.invitations.pop(event.code_hash, None)
    s.accounts = {p: a for p, a in s.accounts.items() if (a.channel, a.user) != (event.channel, event.user)}
    s.accounts[event.person] = Account(event.channel, event.chat, event.user, e.at)
    s.unreached.pop(event.person, None)


def _unbound(s: States, e: Entry, event: Unbound) -> None:
    s.accounts.pop(event.person, None)
    s.unreached.pop(event.person, None)


def _blocked(s: States, e: Entry, event: Blocked) -> None:
    s.unreached.setdefault(event.person, e.at)


def _knocked(s: States, e: Entry, event: Knocked) -> None:
    s.knocks[event.account] = (*s.knocks.get(event.account, ()), e.at)[-KNOCKS_KEPT:]
    s.all_knocks = (*s.all_knocks, e.at)[-ALL_KNOCKS_KEPT:]


def _edited(s: States, e: Entry, event: Edited) -> None:
    old = s.task(event.task)
    new = replace(
        old,
        stated=old.stated | {name: after for name, (_, after) in event.changes.items()},
        stated_at=old.stated_at | dict.fromkeys(event.changes, e.at),
    )
    if "status" in event.changes and event.changes["status"][1] == "active":
        new = replace(new, active_since=e.at)
    if old.stated and "leader" in event.changes:
        new = replace(new, led_since=e.at)
    if old.stated and "dates" in event.changes:
        before, after = ({*(dates or {}).values()} for dates in event.changes["dates"])
        new = replace(new, dated_since=old.dated_since | dict.fromkeys(after - before, e.at))
    s.tasks[event.task] = new
    s.overrides += 1


def _acknowledged(s: States, e: Entry, event: Acknowledged) -> None:
    old = s.task(event.task)
    s.tasks[event.task] = replace(old, acknowledged=_also_acknowledged(old, event.person, e.at))
    s.heard_at[event.person] = e.at


def _reported(s: States, e: Entry, event: Reported) -> None:
    old = s.task(event.task)
    s.tasks[event.task] = replace(
        old,
        reports=(*old.reports, Report(e.at, event)),
        acknowledged=_also_acknowledged(old, event.person, e.at),
    )
    s.replies[event.reply] = (*s.replies.get(event.reply, ()), event.task)
    if event.status == "done" and not event.through:
        s.claims[event.task] = None
    s.said[event.said_by, event.ref] = s.last_reply[event.said_by] = event.reply
    if event.intent != "snooze":
        s.heard_at[event.person] = e.at


def _also_acknowledged(old: TaskState, person: str, at: datetime) -> dict[str, datetime]:
    """By whom a task is acknowledged, and when first; the very same mapping where that is nothing new."""
    return old.acknowledged if person in old.acknowledged else old.acknowledged | {person: at}


def _verified(s: States, e: Entry, event: Verified) -> None:
    def after(report: Report) -> Report:
        if report.said.reply != event.reply:
            return report
        return replace(report, said=report.said.model_copy(update={"unverified": ""}))

    _change(s, event.task, reports=tuple(map(after, s.task(event.task).reports)))


def _undone(s: States, e: Entry, event: Undone) -> None:
    """A request for a later date goes with the reply that made it, while nobody has decided it."""
    told = s.told_by(event.reply)
    s.replies.pop(event.reply, None)
    left = tuple(task for task in told if event.task not in (None, task))
    if left:
        s.replies[event.reply] = left
    else:
        s.undone.add(event.reply)
        s.last_reply = {person: reply for person, reply in s.last_reply.items() if reply != event.reply}
    for task in told:
        if task not in left:
            _take_back(s, task, event.reply)


def _take_back(s: States, task: str, reply: str) -> None:
    old = s.task(task)
    gone = [x.asked.asked for x in old.extensions if x.asked.reply == reply and not x.decided]
    s.tasks[task] = replace(
        old,
        reports=tuple(r for r in old.reports if r.said.reply != reply),
        extensions=tuple(x for x in old.extensions if x.asked.asked not in gone),
    )
    for request in gone:
        s.requests.pop(request, None)


def _change(s: States, task: str, **values: Any) -> None:
    s.tasks[task] = replace(s.task(task), **values)


def _extension_asked(s: States, e: Entry, event: ExtensionAsked) -> None:
    """The same request said anew (with its reason) takes the place of what it was."""
    s.requests[event.asked] = event.task
    s.last_reply[event.said_by] = event.reply
    others = [x for x in s.task(event.task).extensions if x.asked.asked != event.asked]
    _change(s, event.task, extensions=(*others, Extension(event, e.at)))


def _extension_decided(s: States, e: Entry, event: ExtensionDecided) -> None:
    def after(extension: Extension) -> Extension:
        if extension.asked.asked != event.asked or extension.decided:
            return extension
        return replace(extension, decided=e.at, granted=event.granted, by=event.by, answer=event.reason)

    _change(s, event.task, extensions=tuple(map(after, s.task(event.task).extensions)))
    if event.granted:
        _change(s, event.task, dated_since=s.task(event.task).dated_since | {event.granted.isoformat(): e.at})
    s.requests.pop(event.asked, None)
    s.overrides += event.granted is not None


def _closed(s: States, e: Entry, event: Closed) -> None:
    s.claims.pop(event.task, None)
    _change(s, event.task, closed=e.at)


def _returned(s: States, e: Entry, event: Returned) -> None:
    _change(s, event.task, returned=(e.at, event.reason))


def _reopened(s: States, e: Entry, event: Reopened) -> None:
    old = s.task(event.task)
    spans = (*old.reopened, (old.closed, e.at)) if old.closed else old.reopened
    _change(s, event.task, closed=None, returned=(e.at, event.reason), reopened=spans)


def _whistled(s: States, e: Entry, event: Whistled) -> None:
    s.open_whistles[event.whistle] = event.task
    _change(s, event.task, whistles=(*s.task(event.task).whistles, Whistle(event, e.at)))


def _cleared(s: States, e: Entry, event: Cleared) -> None:
    def after(whistle: Whistle) -> Whistle:
        if whistle.blown.whistle != event.whistle or whistle.cleared:
            return whistle
        return replace(whistle, cleared=e.at, by=event.by, how=event.how)

    s.open_whistles.pop(event.whistle, None)
    _change(s, event.task, whistles=tuple(map(after, s.task(event.task).whistles)))


def _recalled(s: States, e: Entry, event: Recalled) -> None:
    s.open_whistles.pop(event.whistle, None)
    left = [w for w in s.task(event.task).whistles if w.cleared or w.blown.whistle != event.whistle]
    _change(s, event.task, whistles=tuple(left))


def _offered(s: States, e: Entry, event: Offered) -> None:
    _change(s, event.task, offered=(e.at, event.to))


def _handed(s: States, e: Entry, event: Handed) -> None:
    _change(s, event.task, handed=(e.at, event.to), offered=None, led_since=e.at)
    s.overrides += 1


def _restated(s: States, e: Entry, event: Restated) -> None:
    active = {"active_since": e.at} if event.status == "active" else {}
    _change(s, event.task, restated=(e.at, event.status), restated_why=event.reason, **active)
    s.overrides += 1


def _continued(s: States, e: Entry, event: Continued) -> None:
    old = s.task(event.task)
    values: dict[str, Any] = {"origins": (*old.origins, (e.at, event))}
    if event.way == "carry-over":
        before = [report for task in event.of for report in s.task(task).reports]
        values["reports"] = (*before, *old.reports)
        for reply in dict.fromkeys(report.said.reply for report in before):
            s.replies[reply] = (*s.replies.get(reply, ()), event.task)
    _change(s, event.task, **values)


def _entered(s: States, e: Entry, event: Entered) -> None:
    _change(s, event.task, entered=(e.at, event))


def _away(s: States, e: Entry, event: Away) -> None:
    s.away[event.person] = event


def _snoozed(s: States, e: Entry, event: Snoozed) -> None:
    s.snoozed[event.person] = event.until
    s.asked_later.pop(event.person, None)
    if event.again:
        s.asked_later[event.person] = (e.at, event.until)


def _complained(s: States, e: Entry, event: Complained) -> None:
    new = (event.instead or e.at, event.person, event.text)
    places = [n for n, (at, person, _) in enumerate(s.complaints) if (at, person) == (event.instead, event.person)]
    if places:
        s.complaints[places[-1]] = new
    else:
        s.complaints.append(new)


def _spoke(s: States, e: Entry, event: Spoke) -> None:
    before = s.spoken.get((event.person, event.ref))
    s.spoken[event.person, event.ref] = Spoken(e.cause, before.at if before else e.at, event.taken_for, event.task)


def _objected(s: States, e: Entry, event: Objected) -> None:
    s.objections.append((e.at, event))


def _objection_answered(s: States, e: Entry, event: ObjectionAnswered) -> None:
    s.objections_answered.setdefault(event.objection, (e.at, event))


def _baselined(s: States, e: Entry, event: Baselined) -> None:
    _change(s, event.task, baseline=(e.at, event))


def _evidence(s: States, e: Entry, event: Evidence) -> None:
    if event.album:
        known = s.albums.get((event.person, event.album), Album("", (), frozenset()))
        tasks = dict.fromkeys((*known.tasks, *filter(None, [event.task])))
        s.albums[event.person, event.album] = Album(e.cause, tuple(tasks), known.files | {event.file})
    if not event.task:
        others = s.loose_files.get(event.person, ())
        together = event.album and others and others[-1].album == event.album
        s.loose_files[event.person] = (*others, event) if together else (event,)
        return
    s.loose_files.pop(event.person, None)
    _change(s, event.task, evidence=(*s.task(event.task).evidence, event))


def _unclear(s: States, e: Entry, event: Unclear) -> None:
    s.unclear.append((e.at, event.person, event.text))


def _queued(s: States, e: Entry, event: Queued) -> None:
    message = event.message
    s.messages[message.id] = Posted(message, e.at)
    s.open_messages[message.id] = None
    for key in message.keys:
        s.settled[key] = Settlement(e.at, "sent", message=message.id)
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


def _stands(
    s: States, message: str, state: str, refs: tuple[str, ...] = (), sent_at: datetime | None = None, why: str = ""
) -> Posted | None:
    """How a message stands from now on; None for one that was never queued (its line was damaged and taken out). Two of
    three entries come here, so the value is made anew, which takes half the time of `replace`."""
    if (old := s.messages.get(message)) is None:
        return None
    s.messages[message] = new = Posted(old.message, old.at, state, refs, sent_at, why)
    return new


def _sending(s: States, e: Entry, event: Sending) -> None:
    _stands(s, event.message, "sending")


def _sent(s: States, e: Entry, event: Sent) -> None:
    if posted := _stands(s, event.message, "sent", event.refs, e.at):
        account = s.accounts.get(posted.message.to)
        chat = posted.message.chat or (account.chat if account else "")
        for ref in event.refs:
            s.by_ref[chat, ref] = event.message
        if not posted.message.chat:
            s.unreached.pop(posted.message.to, None)
    s.open_messages.pop(event.message, None)


def _failed(s: States, e: Entry, event: Failed) -> None:
    posted = _stands(s, event.message, "failed", why=event.why)
    if posted and event.gone and not posted.message.chat:
        s.unreached.setdefault(posted.message.to, e.at)
    s.open_messages.pop(event.message, None)


def _settled(s: States, e: Entry, event: Settled) -> None:
    s.settled[event.key] = Settlement(e.at, event.how, event.why)


def _forgotten(s: States, e: Entry, event: Forgotten) -> None:
    s.accounts.pop(event.person, None)
    s.unreached.pop(event.person, None)


def _parked(s: States, e: Entry, event: Parked) -> None:
    s.parked[event.update] = event.why


def _handled(s: States, e: Entry, event: Handled) -> None:
    """Its cause is all that it says."""


_FOLDS: dict[type, Callable[[States, Entry, Any], None]] = {
    Invited: _invited,
    Bound: _bound,
    Unbound: _unbound,
    Blocked: _blocked,
    Knocked: _knocked,
    Edited: _edited,
    Acknowledged: _acknowledged,
    Reported: _reported,
    Undone: _undone,
    Unclear: _unclear,
    Verified: _verified,
    ExtensionAsked: _extension_asked,
    ExtensionDecided: _extension_decided,
    Closed: _closed,
    Returned: _returned,
    Reopened: _reopened,
    Whistled: _whistled,
    Cleared: _cleared,
    Recalled: _recalled,
    Offered: _offered,
    Handed: _handed,
    Restated: _restated,
    Continued: _continued,
    Entered: _entered,
    Away: _away,
    Snoozed: _snoozed,
    Complained: _complained,
    Spoke: _spoke,
    Evidence: _evidence,
    Objected: _objected,
    ObjectionAnswered: _objection_answered,
    Baselined: _baselined,
    Queued: _queued,
    Sending: _sending,
    Sent: _sent,
    Failed: _failed,
    Settled: _settled,
    Forgotten: _forgotten,
    Parked: _parked,
    Handled: _handled,
}
