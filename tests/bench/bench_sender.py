"""How fast messages leave, and how soon an answer does meanwhile, where the limits are enforced: 30 a second in all,
one a second to a chat. `python tests/bench/bench_sender.py [SECONDS]`.

Ten thousand messages for a thousand chats are sent in virtual time, against the same limits. Over HTTP it is as many as
leave in SECONDS (20), beside the naive way in the same run: all at once, each waiting out what the server asks for.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.channels.base import Outcome, Outgoing, Wait
from bot.channels.telegram import Telegram
from bot.record.events import Message
from bot.settings import Telegram as Where
from tests import virtual_time
from tests.fake_botapi import FakeBotApi
from tests.fake_botapi.faults import Limits
from tests.outbox import START, FakeChannel, Office

WANTED = 24.0
WANTED_P99 = 1.0
ANSWERS_A_SECOND = 2


@dataclass
class Enforcing(FakeChannel):
    """A channel in virtual time that counts as Telegram does."""

    floods: int = 0
    limits: Limits = field(default_factory=lambda: Limits(lambda: asyncio.get_running_loop().time()))

    async def send(self, out: Outgoing) -> Outcome:
        if wait := self.limits.wait(int(out.chat)):
            self.floods += 1
            return Wait(wait)
        return await super().send(out)


@dataclass
class Result:
    """How it went: seconds until all were gone, refusals for flooding, and how long each answer took."""

    messages: int
    seconds: float = 0.0
    floods: int = 0
    answers: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.messages / self.seconds

    @property
    def p99(self) -> float:
        return sorted(self.answers)[int(len(self.answers) * 0.99)] if self.answers else float("nan")

    @property
    def good(self) -> bool:
        return self.rate >= WANTED and self.floods == 0 and self.p99 < WANTED_P99

    def show(self, name: str) -> None:
        print(f"{name:<26}{self.messages:6} messages {self.rate:6.1f}/s  refused {self.floods:4}  ", end="")
        print(f"answers p99 {self.p99:5.2f} s")


def chat_of(n: int, chats: int) -> str:
    return str(1001 + n % chats)


async def sent_by_us(channel: Any, messages: int, chats: int) -> Result:
    """Everything is queued; while it leaves, somebody who is told something gets an answer twice a second."""
    office = Office(channel)
    for n in range(messages):
        office.queue("<b>周调度</b> 请报进展", to="", chat=chat_of(n, chats), unasked=True)
    result, clock, dice = Result(messages), asyncio.get_running_loop().time, random.Random(1)
    sender = office.sender()
    answered: list[tuple[Message, float]] = []
    began = clock()
    task = asyncio.create_task(sender.run())
    while any(posted.message.unasked for posted in open_messages(office)):
        answer = office.queue("已记录", to="", chat=chat_of(dice.randrange(chats), chats))
        asked = clock()
        sender.offer(answer)
        await asyncio.sleep(1 / ANSWERS_A_SECOND)
        answered.append((answer, asked))
    result.seconds = clock() - began
    result.messages += len(answered)
    await sender.stop()
    await task
    for answer, asked in answered:
        if sent_at := office.posted(answer).sent_at:
            result.answers.append((sent_at - START).total_seconds() - asked)
    return result


def open_messages(office: Office) -> list[Any]:
    return [office.states.messages[id] for id in office.states.open_messages]


async def sent_naively(channel: Telegram, messages: int, chats: int) -> Result:
    """A task a message; whoever is refused waits as long as the server says."""

    async def one(n: int) -> None:
        out = Outgoing(chat_of(n, chats), "请报进展")
        while isinstance(outcome := await channel.send(out), Wait):  # noqa: ASYNC110 - this is the naive way
            await asyncio.sleep(outcome.seconds)

    began = time.monotonic()
    await asyncio.gather(*(one(n) for n in range(messages)))
    return Result(messages, time.monotonic() - began)


async def over_http(way: Callable[[Telegram, int, int], Awaitable[Result]], messages: int, chats: int) -> Result:
    async with FakeBotApi(enforce=True) as server:
        for n in range(chats):
            server.world.user(f"u{n}")
        channel = Telegram(server.token, Where(base_url=server.url))
        result = await way(channel, messages, chats)
        result.floods = server.floods
        await channel.close()
        assert server.deviations == []
        return result


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    found: list[Result] = []

    async def in_virtual_time() -> None:
        channel = Enforcing()
        found.append(await sent_by_us(channel, 10_000, 1_000))
        found[0].floods = channel.floods

    began = time.perf_counter()
    virtual_time.run(in_virtual_time())
    found[0].show("one sender, virtual time")
    print(f"{'':<26}computed in {time.perf_counter() - began:.1f} s")
    messages = int(WANTED * seconds)
    chats = max(messages // 2, 50)
    ours = asyncio.run(over_http(sent_by_us, messages, chats))
    ours.show("one sender, HTTP")
    naive = asyncio.run(over_http(sent_naively, messages, chats))
    naive.show("all at once, HTTP")
    print(f"refused by us for each refused naively: {ours.floods} / {naive.floods}")
    return 0 if found[0].good and ours.good else 1


if __name__ == "__main__":
    sys.exit(main())
