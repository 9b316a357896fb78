"""A sender at work without a network or a disk: a channel that takes what it is told to, a record in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.channels.base import Abilities, Outcome, Outgoing, Sent, Unsure
from bot.channels.layout import Wording
from bot.channels.sender import Sender
from bot.errors import ReportError, StoreError
from bot.record.events import Entry, Message, Queued
from bot.record.states import Posted, States
from bot.settings import ZONE

START = datetime(2024, 3, 21, 9, 0, tzinfo=ZONE)
WORDING = Wording(late="【补发】", part="（{n}/{of}）", lost="附件没有发成")
TELEGRAM = Abilities(text=4096, buttons=100, edit=True, files=True, per_second=25, per_chat=1, per_group=20)
LATENCY = 0.05

Script = Callable[[Outgoing], Outcome | None]


@dataclass(frozen=True)
class Taken:
    at: float
    chat: str
    text: str
    edited: str | None = None


@dataclass
class FakeChannel:
    """Takes everything after LATENCY, unless `script` says otherwise; what it took stands in `taken`. An Unsure may
    have been taken: `takes_unsure` decides."""

    abilities: Abilities = TELEGRAM
    script: Script = lambda out: None
    takes_unsure: bool = True
    taken: list[Taken] = field(default_factory=list)
    tried: list[tuple[float, str]] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    name = "fake"

    async def send(self, out: Outgoing) -> Outcome:
        return await self._take(out, None)

    async def edit(self, ref: str, out: Outgoing) -> Outcome:
        return await self._take(out, ref)

    async def put_file(self, chat: str, name: str, content: bytes, caption: str = "") -> Outcome:
        return await self._take(Outgoing(chat, f"{caption}〔{name} {len(content)}〕"), None)

    def is_group(self, chat: str) -> bool:
        return chat.startswith("-")

    async def _take(self, out: Outgoing, edited: str | None) -> Outcome:
        now = asyncio.get_running_loop().time()
        self.tried.append((now, out.chat))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await asyncio.sleep(LATENCY)
        self.under_way -= 1
        outcome = self.script(out) or Sent(edited or str(len(self.tried)))
        if isinstance(outcome, Sent) or (isinstance(outcome, Unsure) and self.takes_unsure):
            self.taken.append(Taken(now, out.chat, out.text, edited))
        return outcome

    @property
    def texts(self) -> list[str]:
        return [taken.text for taken in self.taken]


@dataclass
class Office:
    """A record in memory, people with accounts, and a sender on a fake channel."""

    channel: Any = field(default_factory=FakeChannel)
    states: States = field(default_factory=States)
    accounts: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    full: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def sender(self) -> Sender:
        return Sender(
            self.channel,
            states=lambda: self.states,
            append=self.append,
            address=lambda person: self.accounts.get(person, f"chat-{person}"),
            now=lambda: START + timedelta(seconds=asyncio.get_running_loop().time()),
            wording=WORDING,
            make=self.make,
        )

    async def make(self, what: str) -> tuple[str, bytes]:
        self.made.append(what)
        if what not in self.files:
            raise ReportError(f"没有{what}")
        return what, self.files[what]

    async def append(self, entry: Entry) -> None:
        if self.full:
            self.full -= 1
            raise StoreError("磁盘满了")
        self.put(entry)

    def put(self, entry: Entry) -> None:
        assert entry.cause not in self.states.causes, f"{entry.cause} twice"
        self.entries.append(entry)
        self.states.apply(entry)

    def queue(self, text: str, to: str = "zhang", **given: Any) -> Message:
        message = Message(id=f"m{len(self.states.messages)}", to=to, text=text, **given)
        self.put(Entry(at=START, cause=f"test:{message.id}", events=(Queued(message=message),)))
        return message

    def posted(self, message: Message) -> Posted:
        return self.states.messages[message.id]

    async def works(self, seconds: float) -> None:
        """The sender works for so long and is then stopped."""
        sender = self.sender()
        task = asyncio.create_task(sender.run())
        await asyncio.sleep(seconds)
        await sender.stop()
        await task


def most_within(moments: Sequence[float], seconds: float) -> int:
    """The most moments in any stretch of this length."""
    ordered = sorted(moments)
    start, most = 0, 0
    for end, moment in enumerate(ordered):
        while ordered[start] <= moment - seconds:
            start += 1
        most = max(most, end - start + 1)
    return most
