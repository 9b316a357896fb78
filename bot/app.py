"""The bot: a channel that receives, a worker for the inbox, a sender, and one tick a minute, around the office.

No decision is made here. Deciding and recording never cross: one lock is held while a step of the office runs.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.channels.base import Channel
from bot.channels.sender import Sender
from bot.clock import Clock
from bot.dialogue.incoming import Incoming
from bot.errors import ChannelError, DubanError, StoreError
from bot.office import Office
from bot.pulse import PROBE, Pulse
from bot.record.events import Entry
from bot.store.inbox import Inbox, Kept
from bot.store.inhand import InHand
from bot.watching import saved

log = logging.getLogger(__name__)

TICK_SECONDS = 60
TRIES = 3
"""How often an update is tried that raises, or that ends the whole program, before it is parked."""
ENDED = f"处理这条消息时程序中断了 {TRIES} 次"
CONFIRM_SECONDS = 1.0
"""How long a broken edit has to stay as it is before it counts as one."""
PAUSE_SECONDS = 5
"""How long to wait before trying again when the disk refuses."""


def set_apart() -> None:
    """What was read stays until the next edit, so the garbage collector need not walk through it at each of its rounds:
    with a hundred thousand tasks that takes a second, in the middle of a tick."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class App:
    """A running bot. `run` returns when `stop` was called and the message in hand is finished."""

    def __init__(self, office: Office, inbox: Inbox, channel: Channel, sender: Sender, clock: Clock) -> None:
        self.office, self.inbox, self.channel, self.sender, self.clock = office, inbox, channel, sender, clock
        self.pulse = Pulse(office.home, lambda: office.record.states, clock)
        office.vitals = self.pulse.vitals
        self._in_hand = InHand(office.home)
        self._lock = asyncio.Lock()
        self._stopping = asyncio.Event()
        self._asides: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        """Asks the bot to stop; safe to call from a signal handler."""
        self._stopping.set()

    async def run(self) -> None:
        """Works until `stop`. What was left over from before is worked off first."""
        scheduler = self._scheduler()
        stopped = asyncio.create_task(self._stopping.wait())
        working = [asyncio.create_task(self._left_over(), name="left over")]
        try:
            await asyncio.wait([*working, stopped], return_when=asyncio.FIRST_COMPLETED)
            if working[0].done() and not working[0].exception():
                scheduler.start()
                working += self._parts()
                await asyncio.wait([*working[1:], stopped], return_when=asyncio.FIRST_COMPLETED)
        finally:
            if scheduler.running:
                scheduler.shutdown(wait=False)
            await self._finish(working, stopped)

    async def _left_over(self) -> None:
        set_apart()
        await self.work_off()
        await self.tick()

    def _parts(self) -> list[asyncio.Task[None]]:
        """What goes on beside each other from the start to the end."""
        return [
            asyncio.create_task(self.channel.run(self.inbox), name="receive"),
            asyncio.create_task(self._work(), name="work"),
            asyncio.create_task(self.sender.run(), name="send"),
            asyncio.create_task(self._watch(), name="watch"),
        ]

    def _scheduler(self) -> AsyncIOScheduler:
        """Two jobs. Late is better than never (the library's own default drops a run that is a second late)."""
        scheduler = AsyncIOScheduler(timezone="Asia/Shanghai")
        always: dict[str, Any] = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        soon = datetime.now(UTC) + timedelta(seconds=TICK_SECONDS)
        scheduler.add_job(self.tick, "interval", seconds=TICK_SECONDS / self.clock.speed, **always)
        scheduler.add_job(self.check_self, "interval", hours=1, next_run_time=soon, **always)
        return scheduler

    async def _finish(self, working: list[asyncio.Task[None]], stopped: asyncio.Task[bool]) -> None:
        """Stops receiving, lets the sender finish the message in hand, and passes on what ended a part by itself."""
        stopped.cancel()
        await self.sender.stop()
        for task in working:
            task.cancel()
        ended = await asyncio.gather(*working, return_exceptions=True)
        await self.channel.close()
        self._in_hand.close()
        for problem in ended:
            if isinstance(problem, Exception):
                raise problem

    async def append(self, entry: Entry) -> None:
        """Puts an entry of the sender on record, durably. Raises StoreError."""
        async with self._lock:
            await asyncio.to_thread(self.office.record.append, entry)

    # ---- the steps --------------------------------------------------------------------------------------------------

    async def tick(self) -> None:
        """Settles what is due. What goes wrong is tried again at the next tick; it ends nothing."""
        async with self._lock:
            try:
                entries = await asyncio.to_thread(self.office.sweep)
            except StoreError as error:
                log.warning("record-stuck: the tick is tried again in a minute (%s)", error)
                return
            except Exception:
                log.exception("tick-failed: what is due could not be settled; again in a minute")
                return
        if entries:
            log.info("tick: settled what was due, %d entries", len(entries))
        self.sender.wake()
        await asyncio.to_thread(self.pulse.beat)

    async def check_self(self) -> None:
        """Looks whether all that the bot is for works, and tells the admins where it does not."""
        failing = await self.pulse.check(self.inbox, self.channel)
        async with self._lock:
            try:
                await asyncio.to_thread(self.office.tell_of_check, failing)
            except StoreError as error:
                log.warning("record-stuck: the admins cannot be told of the self-check (%s)", error)
        self.sender.wake()
        await asyncio.to_thread(self.pulse.beat)

    async def reread(self) -> None:
        """Takes up edited files. What is broken is looked at again before anybody is told: an editor may be in the
        middle of it."""
        said = ""
        while (error := await self._read_anew(tell=False)) and str(error) != said:
            said = str(error)
            await asyncio.sleep(CONFIRM_SECONDS)
        if error:
            await self._read_anew(tell=True)
            log.warning("reread-failed: an edit is broken, the last good files stay in force (%s)", error)
        else:
            set_apart()

    async def _read_anew(self, *, tell: bool) -> DubanError | None:
        async with self._lock:
            try:
                return await asyncio.to_thread(self.office.reread, tell=tell)
            except StoreError as stuck:
                return stuck
            except Exception:
                log.exception("reread-failed: an edit could not be taken up, the last good files stay in force")
                return None

    async def _watch(self) -> None:
        """Takes up an edit as soon as it is saved."""
        async for _ in saved(self.office.home):
            await self.reread()
            self.sender.wake()

    async def _work(self) -> None:
        while True:
            await self.inbox.wait()
            await self.work_off()

    async def work_off(self) -> None:
        """Works off everything that the inbox holds, in order: one that has to wait holds up what came after it."""
        while pending := self.inbox.pending():
            for update in pending:
                while not await self._done(update):  # noqa: ASYNC110 - only trying tells whether the disk takes it
                    await asyncio.sleep(PAUSE_SECONDS)

    async def _done(self, update: Kept) -> bool:
        """Whether an update is done with; it is not while the disk refuses, and that is no fault of its own."""
        try:
            if why := self._ends_us(update) or await self._fails(update):
                async with self._lock:
                    self.office.park(update.cause, why)
        except StoreError as error:
            log.warning("record-stuck: update %s waits (%s)", update.cause, error)
            self._in_hand.let_go()
            return False
        return True

    def _ends_us(self, update: Kept) -> str:
        """Takes an update in hand; why it must not be heard again, where the program ended at it too often."""
        if self._in_hand.begins(update.cause) < TRIES:
            return ""
        log.error("update-deadly: the program ended %d times while it worked at %s", TRIES, update.cause)
        return ENDED

    async def _fails(self, update: Kept) -> str:
        """Hears an update; after three tries, why that cannot be done. Raises StoreError."""
        why = ""
        for _ in range(TRIES):
            try:
                await self._hear(update)
            except StoreError:
                raise
            except Exception as error:
                log.exception("update-failed: %s could not be worked off", update.cause)
                why = f"{type(error).__name__}: {error}"
            else:
                return ""
        return why

    async def _hear(self, update: Kept) -> None:
        if update.channel != PROBE:
            self.pulse.heard()
        incoming = None if update.channel == PROBE else self.channel.read(update.raw)
        if incoming is not None and self.clock.shifted:
            incoming = replace(incoming, at=self.clock.now())
        async with self._lock:
            toast = self.office.hear(incoming, update.cause)
        self.sender.wake()
        if incoming is not None and incoming.kind == "press":
            self._aside(self.channel.answer(incoming.ref, toast))
        if incoming is not None and incoming.file and self.office.awaits_file(update.cause, incoming.file_name or ""):
            self._aside(self._keep_file(incoming, update.cause))

    def _aside(self, doing: Coroutine[Any, Any, None]) -> None:
        """Does something that nobody waits for; a failure of it is no failure of the step."""
        task = asyncio.create_task(doing)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def _keep_file(self, incoming: Incoming, cause: str) -> None:
        """A copy of a piece of evidence under data/evidence/; where it cannot be had, its id on record has to do."""
        try:
            content = await self.channel.get_file(incoming.file or "")
            await asyncio.to_thread(self.office.keep_evidence, cause, incoming.file_name or "", content)
        except (ChannelError, StoreError, OSError) as error:
            log.warning("evidence-missing: the file of %s could not be kept (%s)", cause, error)
