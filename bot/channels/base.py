"""The channel port: what Duban asks of a chat service, drawn for the poorest one to come.

Everything a chat service tells us is first an opaque *update*, which the inbox keeps on disk before the service is told
that we have it; `read` turns it into an `Incoming` only when it is worked off. Everything we say is an `Outgoing`. What
a service can do is a value it declares (`Abilities`), which rendering reads; nobody asks which service it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.dialogue.incoming import Incoming


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a chat service can do. `text`: characters a message; `buttons`: buttons under one; `edit`: whether a sent
    message can be replaced in place; `files`: whether it takes files; `per_second`, `per_chat`: messages a second in
    all and seconds between two to one chat; `per_group`: messages a minute to a group."""

    text: int
    buttons: int
    edit: bool
    files: bool
    per_second: float
    per_chat: float
    per_group: float


@dataclass(frozen=True, slots=True)
class Sent:
    """The service took it; `ref` is its own id of the message in that chat."""

    ref: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Certainly not taken; try again after `seconds`. `everyone`: the whole service waits, not just this chat. `chat`:
    the chat's new address, where it has moved."""

    seconds: float
    why: str = ""
    everyone: bool = False
    chat: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Certainly not taken, and trying again is no use. `gone`: the person cannot be reached at all (blocked, left)."""

    why: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """It cannot be known whether it was taken (a time-out, a cut)."""

    why: str


Outcome = Sent | Wait | Refused | Unsure


@dataclass(frozen=True, slots=True)
class Key:
    """A button as a service shows it: its label and the opaque key that a press brings back."""

    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One part of a message: HTML with b, i, u, s, code, blockquote only, everything else escaped; it fits `Abilities`.
    `reply_to` is the service's own id of the message answered, if it is to be shown as an answer."""

    chat: str
    text: str
    rows: tuple[tuple[Key, ...], ...] = ()
    reply_to: str | None = None


__all__ = [
    "Abilities", "Channel", "Inbox", "Incoming", "Key", "Outcome", "Outgoing", "Refused", "Sent", "Unsure", "Wait",
]  # fmt: skip


class Inbox(Protocol):
    """Where updates go first. `keep` returns only when they are on disk; an id kept before is skipped."""

    async def keep(self, channel: str, updates: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """Keeps updates as (id, raw)."""

    def last(self, channel: str) -> str | None:
        """The id of the update kept last, to go on from after a restart."""


class Channel(Protocol):
    """A chat service. Its own exceptions never leave it: they become an Outcome or a log line."""

    name: str
    abilities: Abilities

    async def run(self, inbox: Inbox) -> None:
        """Receives until cancelled. An update is confirmed to the service only after the inbox holds it."""

    def read(self, raw: Mapping[str, Any]) -> Incoming | None:
        """An update in our terms; None for one of no interest. Raises ValueError for one that makes no sense."""

    async def send(self, out: Outgoing) -> Outcome:
        """Hands one part over."""

    async def edit(self, ref: str, out: Outgoing) -> Outcome:
        """Replaces a sent message; Refused where the service does not let it (then say it anew)."""

    async def answer(self, press: str, text: str) -> None:
        """Ends the waiting sign of a pressed button, with a few words; a failure is of no account."""

    def is_group(self, chat: str) -> bool:
        """Whether several people read this chat; a group bears fewer messages a minute."""

    async def put_file(self, chat: str, name: str, content: bytes, caption: str = "") -> Outcome:
        """Hands a file over; `caption` is HTML as in `Outgoing`."""

    async def get_file(self, file: str) -> bytes:
        """The content of a file that came in. Raises ChannelError where it cannot be had or is too large to
        be kept; then nothing is fetched."""

    async def probe(self) -> str:
        """What keeps the service from being heard or reached at this moment (Chinese); empty where nothing does."""

    async def close(self) -> None:
        """Lets go of connections."""
