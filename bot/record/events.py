"""What can happen: the events of the record, each a frozen value that is written once and never changed.

An `Entry` is what is appended in one step: all events that one cause led to (an update from the chat, one notice, one
command), so that a cause is worked off wholly or not at all. Moments are aware datetimes. `v` is the version of an
entry's shape; `read_entry` reads every version that was ever written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.model import Intent, Standing, Status

VERSION = 1
"""Raised where the shape changes so that an older line would read otherwise than it was meant; then the reader of the
older version stays in `READERS`. A new kind of event or a new field with a default needs no new version."""


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# ---- people ---------------------------------------------------------------------------------------------------------


class Invited(Value):
    """An admin made a one-time code for a person. Only its hash is kept."""

    kind: Literal["invited"] = "invited"
    person: str
    code_hash: str
    until: datetime


class Bound(Value):
    """A chat account showed a valid code and is this person's from now on; the code is used up."""

    kind: Literal["bound"] = "bound"
    person: str
    channel: str
    chat: str
    user: str
    code_hash: str


class Unbound(Value):
    """The account is nobody's any more."""

    kind: Literal["unbound"] = "unbound"
    person: str


class Blocked(Value):
    """The person has blocked the bot: no message will reach them until they let it in again."""

    kind: Literal["blocked"] = "blocked"
    person: str


class Knocked(Value):
    """A stranger (`channel:user`) was told that there is nothing here for them."""

    kind: Literal["knocked"] = "knocked"
    account: str


# ---- what admins state, as the bot saw it ---------------------------------------------------------------------------


class Edited(Value):
    """The bot saw that an entry of tasks.json had changed: field → (before, after). A new task has `before` None."""

    kind: Literal["edited"] = "edited"
    task: str
    changes: dict[str, tuple[Any, Any]]


# ---- what leaders say -----------------------------------------------------------------------------------------------


class Amount(Value):
    value: float
    unit: str


class Acknowledged(Value):
    """签收: the leader has seen the task."""

    kind: Literal["acknowledged"] = "acknowledged"
    task: str
    person: str


class Reported(Value):
    """报进展: what a reply said of one task. `reply` is the cause of the entry that holds it; `text` the words as
    typed; `said_by` differs from `person` where a liaison, a deputy or an admin speaks for the leader; `ref` is the
    chat's id of what was said. `unverified` names the contradiction with what was known (未核实), if any.
    `through` limits a `done` to what is due up to that day, where the task has later dates. `added` is what came on top
    of an earlier total, which nobody has told anew (又签了2个); it counts towards nothing."""

    kind: Literal["reported"] = "reported"
    reply: str
    task: str
    person: str
    said_by: str
    text: str
    ref: str = ""
    intent: Intent = "report"
    status: Standing | None = None
    percent: float | None = None
    quantity: Amount | None = None
    expected: date | None = None
    blocker: str | None = None
    help_from: tuple[str, ...] = ()
    delegate: str | None = None
    words: dict[str, str] = Field(default_factory=dict)
    unverified: str = ""
    through: date | None = None
    added: Amount | None = None


class Verified(Value):
    """The leader says that a report which seemed to contradict an earlier one is right (or a clerk settled it)."""

    kind: Literal["verified"] = "verified"
    task: str
    reply: str
    by: str


class Undone(Value):
    """撤销: what the reply with this cause had recorded does not count, of this task only where one is named (更正)."""

    kind: Literal["undone"] = "undone"
    reply: str
    person: str
    task: str | None = None


# ---- the life of a task ---------------------------------------------------------------------------------------------


class ExtensionAsked(Value):
    """申请延期: from the day `old` to `wanted` (None: the leader named no day). `asked` is its id."""

    kind: Literal["extension-asked"] = "extension-asked"
    asked: str
    task: str
    person: str
    said_by: str
    reply: str
    old: date
    wanted: date | None = None
    reason: str = ""


class ExtensionDecided(Value):
    """An admin decided: `granted` is the new day, None where it was refused. `anew`: in the place of what was decided
    of the same request before."""

    kind: Literal["extension-decided"] = "extension-decided"
    asked: str
    task: str
    by: str
    granted: date | None = None
    reason: str = ""
    anew: bool = False


class Closed(Value):
    """办结销号: an admin agrees that the task is done."""

    kind: Literal["closed"] = "closed"
    task: str
    by: str
    reason: str = ""


class Returned(Value):
    """退回: an admin does not agree; the task goes on."""

    kind: Literal["returned"] = "returned"
    task: str
    by: str
    reason: str


class Reopened(Value):
    """A closed task is taken up again."""

    kind: Literal["reopened"] = "reopened"
    task: str
    by: str
    reason: str


class Whistled(Value):
    """吹哨: these departments are asked to clear an obstacle by `due`. `whistle` is its id; blown again under the same
    id it takes the place of what it was, and is open again."""

    kind: Literal["whistled"] = "whistled"
    whistle: str
    task: str
    person: str
    reply: str
    what: str
    departments: tuple[str, ...]
    due: date


class Cleared(Value):
    """The obstacle of a whistle is out of the way."""

    kind: Literal["cleared"] = "cleared"
    whistle: str
    task: str
    by: str
    how: str = ""


class Recalled(Value):
    """The whistle is taken back with the report from which it was blown: nobody has to clear anything."""

    kind: Literal["recalled"] = "recalled"
    whistle: str
    task: str
    by: str


class Offered(Value):
    """转办: the task is offered to `to`; whoever had it keeps it until `to` has signed for it."""

    kind: Literal["offered"] = "offered"
    task: str
    person: str
    to: str


class Handed(Value):
    """The task is `to`'s from now on; None: nobody's, an admin has to assign it (不是我的)."""

    kind: Literal["handed"] = "handed"
    task: str
    by: str
    to: str | None = None
    reason: str = ""


class Restated(Value):
    """An admin states another status of the task otherwise than in tasks.json: assigned, suspended, withdrawn."""

    kind: Literal["restated"] = "restated"
    task: str
    status: Status
    by: str
    reason: str = ""


class Continued(Value):
    """The task goes on with the work of others: parts of one were made a task of their own (split), others were merged
    into it, or it was carried over (结转) from last year's plan; then what was reported of that goes on with it."""

    kind: Literal["continued"] = "continued"
    task: str
    way: Literal["split", "merge", "carry-over"]
    of: tuple[str, ...]
    by: str = ""
    reason: str = ""


class Entered(Value):
    """A task that came from a meeting or an instruction (`origin`: 会议, 批示, 交办), without a plan; `reason` says
    which."""

    kind: Literal["entered"] = "entered"
    task: str
    origin: str
    by: str = ""
    reason: str = ""


class Away(Value):
    """请假: the person is away on the days `first` to `last`, both included; `deputy` gets what would be theirs."""

    kind: Literal["away"] = "away"
    person: str
    first: date
    last: date
    deputy: str | None = None


class Snoozed(Value):
    """稍后: nothing unasked to this person before `until`, urgent kinds apart; `again`: they are asked anew then."""

    kind: Literal["snoozed"] = "snoozed"
    person: str
    until: datetime
    again: bool = False


class Complained(Value):
    """意见: the person thinks that they are asked too much, or wrongly. `instead`: said anew, it takes the place of the
    one of that moment; without words it takes that one back."""

    kind: Literal["complained"] = "complained"
    person: str
    text: str
    instead: datetime | None = None


class Spoke(Value):
    """Something was said that is no report: where it stands in the chat (`ref`) and what it was taken for, so that an
    edit of it corrects what it led to; taken for nothing, it does not count any more."""

    kind: Literal["spoke"] = "spoke"
    person: str
    ref: str
    taken_for: str
    task: str | None = None


class Objected(Value):
    """异议: the person does not agree with the appraisal of the quarter `slot` (2024-Q1), of this task where one is
    named. `objection` is its id (empty in records of before it had one); said anew under the same id it takes the
    place of what it was, without words it is taken back."""

    kind: Literal["objected"] = "objected"
    person: str
    slot: str
    text: str
    task: str | None = None
    objection: str = ""


class ObjectionAnswered(Value):
    """核实异议: an admin found it right (`upheld`: the points taken off for `task` are given back) or not, and why; the
    first finding counts, but one that is given `anew` takes its place."""

    kind: Literal["objection-answered"] = "objection-answered"
    objection: str
    by: str
    upheld: bool
    reason: str
    task: str | None = None
    anew: bool = False


class Baselined(Value):
    """起始数: what had been reached of a task by the day `on`, before anybody reported to the bot."""

    kind: Literal["baselined"] = "baselined"
    task: str
    amount: Amount
    on: date
    by: str = ""


class Evidence(Value):
    """佐证: a file that came with or after a report; `task` is empty until it is known of which. `path` is relative to
    data/evidence/, empty where none is kept. `album` is the same for files that were sent together; `ref` is the chat's
    id of the message that it came with."""

    kind: Literal["evidence"] = "evidence"
    task: str
    person: str
    file: str
    name: str
    path: str = ""
    album: str = ""
    ref: str = ""


class EvidenceMoved(Value):
    """The words under a file were changed: what came with that message, or together with it, proves these tasks."""

    kind: Literal["evidence-moved"] = "evidence-moved"
    person: str
    ref: str
    tasks: tuple[str, ...]


class Unclear(Value):
    """A text from one of our people that was not understood; kept word for word."""

    kind: Literal["unclear"] = "unclear"
    person: str
    text: str


# ---- what is said to people -----------------------------------------------------------------------------------------


class Action(Value):
    """What pressing a button means: a verb of the dialogue and what it is about; `at` is when the words `arg` were said
    that it passes on."""

    verb: str
    task: str | None = None
    slot: str | None = None
    reply: str | None = None
    person: str | None = None
    arg: str | None = None
    at: datetime | None = None


class Button(Value):
    """A button under a message. `key` is unique in the record, at most 64 bytes, and begins with the message's id and a
    point; nobody but us reads anything in it."""

    label: str
    key: str
    action: Action


class Message(Value):
    """One message to one person. `text` is HTML with b, i, u, s, code and blockquote only, everything else escaped; an
    empty line is a border where a long message may be split. `asks` are the tasks in the order of their numbers (1…),
    `listed` those of them that 其余无变化 answers for, a line each; `keys` the notices it settles; `edits` the id of an
    earlier message that it replaces in place (`quiet`: in place or not at all); `question` the task that it asks about
    in the open. `numbering` is the earlier message by whose numbers it speaks, `echoes` are the replies that it says
    back, oldest first. `attach` names what is made and handed over behind the text when it is sent (`picture/lights`,
    `ledger`, … see `bot/commands/artefacts.py`). It goes to the account of `to`, or to `chat` where that is given (a
    group, a stranger: then `to` is empty)."""

    id: str
    to: str
    chat: str | None = None
    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    asks: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    topic: str = ""
    slot: str | None = None
    question: str | None = None
    numbering: str | None = None
    echoes: tuple[str, ...] = ()
    unasked: bool = False
    edits: str | None = None
    quiet: bool = False
    reply_to: str | None = None
    attach: tuple[str, ...] = ()


class Queued(Value):
    """The intent to send a message, on record before anything is sent."""

    kind: Literal["queued"] = "queued"
    message: Message


class Sending(Value):
    """The message is being handed to the chat service: from here until `sent` or `failed` it cannot be known whether it
    was taken."""

    kind: Literal["sending"] = "sending"
    message: str


class Sent(Value):
    """The chat service took the message; `refs` are its own ids of the parts."""

    kind: Literal["sent"] = "sent"
    message: str
    refs: tuple[str, ...]


class Failed(Value):
    """The chat service refused the message for good. `gone`: not this message but its reader cannot be reached (the bot
    is blocked, the account deleted), who has to be told otherwise."""

    kind: Literal["failed"] = "failed"
    message: str
    why: str
    gone: bool = False


class Settled(Value):
    """A notice that is not sent by itself: folded into another, skipped since the task moved on, or dropped."""

    kind: Literal["settled"] = "settled"
    key: str
    how: Literal["folded", "skipped", "dropped"]
    why: str


class Forgotten(Value):
    """A person's words and accounts were taken out of everything before this entry; their account is nobody's."""

    kind: Literal["forgotten"] = "forgotten"
    person: str


class Parked(Value):
    """An update from the chat that could not be worked off; it is set aside and shown to the admin."""

    kind: Literal["parked"] = "parked"
    update: str
    why: str


class Handled(Value):
    """An update from the chat was worked off and led to nothing else (a stranger, an old button)."""

    kind: Literal["handled"] = "handled"


Event = Annotated[
    Invited | Bound | Unbound | Blocked | Knocked | Edited | Acknowledged | Reported | Verified | Undone | Unclear
    | ExtensionAsked | ExtensionDecided | Closed | Returned | Reopened | Whistled | Cleared | Recalled
    | Offered | Handed | Restated | Continued | Entered | Away | Snoozed | Complained | Spoke | Evidence | EvidenceMoved
    | Objected | ObjectionAnswered | Baselined
    | Queued | Sending | Sent | Failed | Settled | Forgotten | Parked | Handled,
    Field(discriminator="kind"),
]  # fmt: skip


class Entry(Value):
    """One step of the record. `cause` says what led to it and is worked off once: `telegram:12345`, `notice:KEY`,
    `send:MESSAGE`, `command:…`, `edit:…`; `by` is the person who acted, empty for the bot itself."""

    v: Literal[1] = 1
    at: datetime
    cause: str
    by: str = ""
    events: tuple[Event, ...]


_ENTRY = TypeAdapter(Entry)


class LaterVersionError(ValueError):
    """An entry of a version that this program does not know yet, or with something in it that it does not know."""


def _read_1(document: Mapping[str, Any]) -> Entry:
    return _ENTRY.validate_python(document)


READERS: dict[object, Callable[[Mapping[str, Any]], Entry]] = {1: _read_1}
"""How an entry of each version that was ever written is read."""
_UNKNOWN = {"extra_forbidden", "union_tag_invalid"}
"""How pydantic names a field or a kind of event that it does not know."""


def read_entry(document: Mapping[str, Any]) -> Entry:
    """A document of the record as an Entry. Raises LaterVersionError, and ValueError (pydantic's) where it is none."""
    version = document.get("v", VERSION)
    if isinstance(version, int) and version > VERSION:
        raise LaterVersionError(f"版本 {version}，本程序只认到 {VERSION}")
    try:
        return READERS.get(version, _read_1)(document)
    except ValidationError as error:
        unknown = [".".join(map(str, one["loc"])) for one in error.errors() if one["type"] in _UNKNOWN]
        if unknown:
            raise LaterVersionError(f"其中 {unknown[0]} 本程序不认识") from error
        raise


def parse_entry(document: bytes) -> Entry:
    """The same of the document's JSON, in half the time."""
    try:
        return _ENTRY.validate_json(document)
    except ValidationError:  # it is none, or holds half a character, which only Python's own reader takes
        return read_entry(json.loads(document))


def entry_json(entry: Entry) -> dict[str, Any]:
    """The document of an entry: JSON values only; what is None is left out."""
    document: dict[str, Any] = _ENTRY.dump_python(entry, mode="json", exclude_none=True)
    return document
