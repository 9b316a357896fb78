"""What is known from the record, as frozen values in tables, and the questions that they answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.record.events import Action, Away, Evidence, Message, Objected, ObjectionAnswered
from bot.record.standing import NOTHING, TaskState


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


@dataclass
class Known:
    """All states. `finished` leads from a task to what of it is said to be done or was closed, as the task's state
    tells. `open_messages` are those not yet sent or failed, in order; `asked` is the last message to a person that
    numbered tasks, `latest` the last that what they say next may answer: an answer to them, or one that numbered tasks,
    but no word of what others did; `last_to` is simply the last. `edited` leads from a message to the last that took
    its place. `told_at` is when a chat was last told something; `by_ref` leads from (chat, its id of a message of ours)
    to the message; `said` leads from (who, the chat's id of what was said) to the reply, `replies` from a reply to its
    tasks, `echo_of` to the message that says it back; `unclear` holds what was not understood, as (when, who, text).
    `version` counts the entries: equal versions of one value are equal; `overrides` counts the events that change what
    tasks.json states (an edit, a new date, another leader). `requests` leads from an undecided request for a later date
    to its task, `open_whistles` from an open whistle to its task; `claims` leads from a task that is said to be done,
    and not decided, to the reply that says so; `objections_answered` leads from an objection to what was found.
    `unasked_at` is when a person last got the day's message, and `unasked_lately` each time within the week before
    that; `asked_later` is when a person asked to be asked later, and when that is. `unreached` are the people whom the
    chat service does not reach (未送达), since when; they are reached again when they write, are bound anew, or a
    message gets through. `spoken` leads like `said` from where something was said that is no report to what it was.
    `loose_files` is the last file of a person, or the last that were sent together, of which it is not known what they
    prove; `albums` leads from (who, album) to what came of it. `dropped` are the tasks whose entry says withdrawn, or
    is no longer in tasks.json; `taken_from` leads from a task to whom an edit took it from, and when; `told_off` from
    (task, who) to when they were told that it is theirs no more."""

    tasks: dict[str, TaskState] = field(default_factory=dict)
    finished: dict[str, tuple[tuple[date, datetime], ...]] = field(default_factory=dict)
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
    setbacks: int = 0
    requests: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    open_whistles: dict[str, str] = field(default_factory=dict)
    away: dict[str, Away] = field(default_factory=dict)
    snoozed: dict[str, datetime] = field(default_factory=dict)
    asked_later: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    spoken: dict[tuple[str, str], Spoken] = field(default_factory=dict)
    complaints: list[tuple[datetime, str, str]] = field(default_factory=list)
    albums: dict[tuple[str, str], Album] = field(default_factory=dict)
    loose_files: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    dropped: dict[str, None] = field(default_factory=dict)
    taken_from: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    told_off: dict[tuple[str, str], datetime] = field(default_factory=dict)
    objections: list[tuple[datetime, Objected]] = field(default_factory=list)
    objections_answered: dict[str, tuple[datetime, ObjectionAnswered]] = field(default_factory=dict)

    def task(self, task_id: str) -> TaskState:
        """The state of a task; one that nothing has happened to is as new."""
        return self.tasks.get(task_id, NOTHING)

    def is_done(self, task_id: str) -> bool:
        """Whether the whole task is said to be done, or closed: the state's `done`, without looking at its reports."""
        parts = self.finished.get(task_id, ())
        return bool(parts) and parts[-1][0] == date.max

    def put(self, task_id: str, state: TaskState) -> None:
        """Takes in how a task stands now."""
        self.tasks[task_id] = state
        before, finished, claim = self.finished.get(task_id, ()), state.finished, state.claim
        if finished:
            self.finished[task_id] = finished
        else:
            self.finished.pop(task_id, None)
        if claim:
            self.claims[task_id] = claim.said.reply
        else:
            self.claims.pop(task_id, None)
        self.setbacks += not set(before).issubset(finished)

    def told_by(self, reply: str) -> tuple[str, ...]:
        """The tasks of which a reply has put something down that counts: a report, a request nobody has decided."""
        asked = [t for t in self.requests.values() if any(x.asked.reply == reply for x in self.task(t).extensions)]
        return tuple(dict.fromkeys((*self.replies.get(reply, ()), *asked)))

    def files_at(self, person: str, ref: str) -> tuple[Evidence, ...]:
        """What the person handed in with this message of theirs, or together with it, once for each task it proves."""
        kept = (*self.loose_files.get(person, ()), *(e for state in self.tasks.values() for e in state.evidence))
        came = [e for e in kept if e.person == person and ref and e.ref == ref]
        albums = {e.album for e in came if e.album}
        return tuple(e for e in kept if e in came or (e.person == person and e.album in albums))

    def person_of(self, channel: str, user: str) -> str | None:
        """The id of the person whose account this is, or None for a stranger."""
        return next((p for p, a in self.accounts.items() if (a.channel, a.user) == (channel, user)), None)

    def button(self, key: str) -> tuple[str, Action] | None:
        """Under whose message the button with this key stands, and what it means; None where there is none."""
        if (posted := self.messages.get(key.rpartition(".")[0])) is None:
            return None
        buttons = (button for row in posted.message.rows for button in row)
        return next(((posted.message.to, button.action) for button in buttons if button.key == key), None)
