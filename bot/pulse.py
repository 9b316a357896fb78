"""The bot's pulse: after each tick that could be put on record a heartbeat for others to read, and once an hour a check
that what comes in is written down and worked off, and that what is said gets out.

The check sends a probe the way of an update: into the inbox, through the worker, onto the record. It does not write to
anybody to prove that sending works: it asks the chat service who we are, the way that messages go, and looks whether
messages lie about. What the service itself loses it cannot see.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot import __version__
from bot.channels.base import Channel
from bot.clock import Clock
from bot.errors import StoreError
from bot.record.queue import Queue, queue_of
from bot.record.states import States
from bot.record.vitals import Vitals
from bot.store.disk import free_bytes
from bot.store.heartbeat import Heartbeat, read_heartbeat, write_heartbeat
from bot.store.inbox import Inbox

log = logging.getLogger(__name__)

PROBE = "probe"
"""The channel by whose name probes stand in the inbox; nothing is understood of them."""
PROBE_SECONDS = 60.0
"""How long a probe may take to be on record."""
SENT_WITHIN = timedelta(minutes=15)
"""How long a message that has an address may wait."""


class Pulse:
    """`states` gives the record's present states, `clock` the office's clock, by which messages are late, and the real
    one, by which everything else is told."""

    def __init__(self, home: Path, states: Callable[[], States], clock: Clock) -> None:
        self._home, self._states, self._clock = home, states, clock
        before = read_heartbeat(home)
        self._update = before.update if before else None
        self._ticked: datetime | None = None
        self._checked: datetime | None = None
        self._failing: tuple[str, ...] = ()

    def heard(self) -> None:
        """Something came in."""
        self._update = self._clock.real()

    def vitals(self) -> Vitals:
        """How the program is at this moment, for those who ask it in the chat."""
        try:
            free: int | None = free_bytes(self._home)
        except StoreError:
            free = None
        return Vitals(__version__, self._ticked, self._update, self._checked, self._failing, free)

    def beat(self) -> None:
        """Writes the heartbeat down. A disk that refuses is told by its absence."""
        queue, self._ticked = self._queue(), self._clock.real()
        beat = Heartbeat(
            at=self._ticked,
            version=__version__,
            update=self._update,
            checked=self._checked,
            failing=self._failing,
            waiting=queue.waiting,
            oldest=queue.oldest,
            late=queue.late,
            nowhere=queue.nowhere,
            parked=len(self._states().parked),
            unreached=len(self._states().unreached),
        )
        try:
            write_heartbeat(self._home, beat)
        except StoreError as error:
            log.warning("heartbeat-stuck: status will not know that the bot is alive (%s)", error)

    async def check(self, inbox: Inbox, channel: Channel) -> tuple[str, ...]:
        """What is wrong at this moment (Chinese); nothing where all is well. It goes to the log and the heartbeat."""
        found = [await self._working(inbox), await channel.probe(), self._sending()]
        self._failing = tuple(says for says in found if says)
        self._checked = self._clock.real()
        if self._failing:
            log.error("selfcheck-failed: %s", "; ".join(self._failing))
        else:
            log.info("selfcheck-good: receiving, recording and sending work")
        return self._failing

    async def _working(self, inbox: Inbox) -> str:
        """Whether what comes in gets from the inbox onto the record."""
        id_ = self._clock.real().isoformat()
        try:
            await inbox.keep(PROBE, [(id_, {})])
            async with asyncio.timeout(PROBE_SECONDS):
                while f"{PROBE}:{id_}" not in self._states().causes:  # noqa: ASYNC110 - another process may do it
                    await asyncio.sleep(0.05)
        except StoreError as error:
            return f"收到的消息存不下来：{error}"
        except TimeoutError:
            return f"收到的消息 {PROBE_SECONDS:.0f} 秒内没有处理完、记不下来"
        return ""

    def _sending(self) -> str:
        late = self._queue().late
        return f"有 {late} 条消息超过 {SENT_WITHIN.total_seconds() / 60:.0f} 分钟没有发出去" if late else ""

    def _queue(self) -> Queue:
        return queue_of(self._states(), self._clock.now(), SENT_WITHIN * self._clock.speed)
