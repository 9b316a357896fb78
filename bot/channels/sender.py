"""The one sender: takes what is to be said from the record and hands it to a channel, in order for each reader, at a
pace the service bears, and notes on the record what became of it. It knows no service and no store.

`queued` → *sending* is noted → the parts are handed over → *sent* or *failed* is noted. What a crash left at *sending*,
and what may have been taken though no answer came, goes out again with the mark `Wording.late`: rather twice than
never. What is certainly not taken goes out again as it was.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.channels.base import Channel
from bot.channels.delivery import RESTS, Delivery, Make
from bot.channels.layout import Wording
from bot.channels.lines import Lines, Waiting
from bot.channels.pace import Pace, clock
from bot.record.events import Entry, Message
from bot.record.states import States

log = logging.getLogger(__name__)

LOOK_AROUND = 3600.0
"""Seconds after which the sender looks around though nothing has happened."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose message may go to which chat, and from when on."""

    waiting: Waiting
    chat: str
    at: float


class Sender:
    """Sends what the record holds as open.

    `states` gives the present states. `append` puts an entry on record, durably before it returns; where it raises
    StoreError it is tried again. `address` gives a person's chat at this channel, None where there is none: what is for
    them waits and holds nobody up. `now` gives aware moments for the entries; pauses are counted by the event loop's
    clock. `make` gives the name and content of a file that a message names (`attach`); it raises where there is none.
    """

    def __init__(
        self,
        channel: Channel,
        *,
        states: Callable[[], States],
        append: Callable[[Entry], Awaitable[None]],
        address: Callable[[str], str | None],
        now: Callable[[], datetime],
        wording: Wording,
        make: Make,
    ) -> None:
        self._states, self._address = states, address
        self._lines = Lines()
        self._pace = Pace(channel.abilities, channel.is_group)
        self._delivery = Delivery(
            channel, self._pace, self._lines.leave, states=states, append=append, now=now, wording=wording, make=make
        )
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._end: float | None = None
        self._ended = asyncio.Event()
        self._ended.set()

    # ---- what the application calls ---------------------------------------------------------------------------------

    def offer(self, message: Message) -> None:
        """There is a message to send; its `queued` is on record."""
        self._lines.join(message)
        self._news.set()

    def wake(self) -> None:
        """Looks at the record anew: for messages that others queued or dropped, and for people who were bound."""
        states = self._states()
        for id in states.open_messages:
            self._lines.join(states.messages[id].message, doubtful=states.messages[id].state == "sending")
        self._news.set()

    async def run(self) -> None:
        """Sends until `stop`, or until it is cancelled: then what is in hand stays in doubt."""
        self._ended.clear()
        self.wake()
        try:
            while not self._over():
                self._news.clear()
                await self._news_within(self._start_what_may_go())
        finally:
            tasks = list(self._under_way.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._ended.set()

    async def stop(self, within: float = 7.0) -> None:
        """Finishes the messages in hand, with all their parts, and ends `run`. What takes more than `within` seconds is
        broken off and stays in doubt."""
        self._end = clock() + within
        self._news.set()
        await self._ended.wait()

    # ---- what goes next ---------------------------------------------------------------------------------------------

    def _start_what_may_go(self) -> float:
        """Starts all that may go now; the seconds until something else may."""
        while len(self._under_way) < self._pace.at_once:
            now = clock()
            if (all_from := self._pace.all_from()) > now:
                return all_from - now
            turn = self._next_turn(now)
            if turn is None or turn.at > now:
                return turn.at - now if turn else LOOK_AROUND
            self._begin(turn)
        return LOOK_AROUND

    def _next_turn(self, now: float) -> Turn | None:
        """Of what may go now, what ranks first; else what may go soonest. While stopping, only what was begun goes on.
        (One pass over all readers for each message; a thousand of them cost about a millisecond.)"""
        best: Turn | None = None
        best_key = (math.inf, 0)
        for waiting in self._lines.heads():
            chat = None if waiting.busy else self._chat(waiting.message)
            if chat is None or chat in self._under_way or (self._end is not None and not waiting.refs):
                continue
            at = max(waiting.rests, self._pace.chat_from(chat))
            key = (max(at, now), waiting.rank)
            if key < best_key:
                best, best_key = Turn(waiting, chat, at), key
        return best

    def _chat(self, message: Message) -> str | None:
        chat = message.chat or self._address(message.to)
        return self._delivery.address(chat) if chat else None

    def _begin(self, turn: Turn) -> None:
        self._pace.begins(clock())
        turn.waiting.busy = True
        task = asyncio.create_task(self._delivery.hand_over(turn.waiting, turn.chat))
        self._under_way[turn.chat] = task
        task.add_done_callback(partial(self._came_back, turn))

    def _came_back(self, turn: Turn, task: asyncio.Task[None]) -> None:
        del self._under_way[turn.chat]
        turn.waiting.busy = False
        if not task.cancelled() and (error := task.exception()):
            log.error("send-bug: message %s is put off", turn.waiting.message.id, exc_info=error)
            turn.waiting.rests = clock() + RESTS[-1]
        self._news.set()

    def _over(self) -> bool:
        if self._end is None:
            return False
        begun = bool(self._under_way) or any(waiting.refs for waiting in self._lines.heads())
        return not begun or clock() >= self._end

    async def _news_within(self, seconds: float) -> None:
        if self._end is not None:
            seconds = min(seconds, self._end - clock())
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return
