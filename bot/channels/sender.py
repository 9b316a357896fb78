"""The one sender: takes what is to be said from the record and hands it to a channel, in order for each reader, at a
pace the service bears, and notes on the record what became of it. It knows no service and no store.

`queued` → *sending* is noted → the parts are handed over → *sent* or *failed* is noted. What a crash left at *sending*,
and what may have been taken though no answer came, goes out again with the mark `Wording.late`: rather twice than
never. What is certainly not taken goes out again as it was.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.channels.base import Channel, Outcome, Refused, Unsure, Wait
from bot.channels.base import Sent as Taken
from bot.channels.layout import Wording, parts_of
from bot.channels.lines import Lines, Waiting
from bot.channels.pace import PAUSES, Pace, growing
from bot.errors import StoreError
from bot.record.events import Entry, Failed, Message, Sending, Sent
from bot.record.states import States

log = logging.getLogger(__name__)

RESTS = (*PAUSES, 60.0, 120.0, 300.0)
"""Seconds that a message in doubt rests after the first, second … try: each may have put it before its reader."""

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
    clock.
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
    ) -> None:
        self._channel, self._states, self._append = channel, states, append
        self._address, self._now, self._wording = address, now, wording
        self._lines = Lines()
        self._pace = Pace(channel.abilities, channel.is_group)
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._moved: dict[str, str] = {}
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

    async def stop(self, within: float = 8.0) -> None:
        """Finishes the messages in hand, with all their parts, and ends `run`. What takes more than `within` seconds is
        broken off and stays in doubt."""
        self._end = _clock() + within
        self._news.set()
        await self._ended.wait()

    # ---- what goes next ---------------------------------------------------------------------------------------------

    def _start_what_may_go(self) -> float:
        """Starts all that may go now; the seconds until something else may."""
        while len(self._under_way) < self._pace.at_once:
            now = _clock()
            if (all_from := self._pace.all_from()) > now:
                return all_from - now
            turns = list(self._turns())
            due = [turn for turn in turns if turn.at <= now]
            if not due:
                return min((turn.at for turn in turns), default=now + LOOK_AROUND) - now
            self._begin(min(due, key=lambda turn: turn.waiting.rank))
        return LOOK_AROUND

    def _turns(self) -> Iterator[Turn]:
        """What is next in each line, where its chat is free. While stopping, only what was begun goes on."""
        for waiting in self._lines.heads():
            chat = self._chat(waiting.message)
            if waiting.busy or chat is None or chat in self._under_way or (self._end is not None and not waiting.refs):
                continue
            yield Turn(waiting, chat, max(waiting.rests, self._pace.chat_from(chat)))

    def _chat(self, message: Message) -> str | None:
        chat = message.chat or self._address(message.to)
        return self._moved.get(chat, chat) if chat else None

    def _begin(self, turn: Turn) -> None:
        self._pace.begins(_clock())
        turn.waiting.busy = True
        task = asyncio.create_task(self._hand_over(turn.waiting, turn.chat))
        self._under_way[turn.chat] = task
        task.add_done_callback(partial(self._came_back, turn))

    def _came_back(self, turn: Turn, task: asyncio.Task[None]) -> None:
        del self._under_way[turn.chat]
        turn.waiting.busy = False
        if not task.cancelled() and (error := task.exception()):
            log.error("send-bug: message %s is put off", turn.waiting.message.id, exc_info=error)
            turn.waiting.rests = _clock() + RESTS[-1]
        self._news.set()

    def _over(self) -> bool:
        if self._end is None:
            return False
        begun = bool(self._under_way) or any(waiting.refs for waiting in self._lines.heads())
        return not begun or _clock() >= self._end

    async def _news_within(self, seconds: float) -> None:
        if self._end is not None:
            seconds = min(seconds, self._end - _clock())
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return

    # ---- one handing over -------------------------------------------------------------------------------------------

    async def _hand_over(self, waiting: Waiting, chat: str) -> None:
        """Hands over the next part of a message and does what its outcome asks for."""
        state = self._states().messages[waiting.message.id].state
        if state not in ("queued", "sending"):
            self._lines.leave(waiting)
            return
        if state == "queued":
            await self._note("sending", Sending(message=waiting.message.id))
        outcome = await self._try(waiting, chat)
        match outcome:
            case Taken(ref):
                self._pace.answered(chat, _clock())
                await self._taken(waiting, ref)
            case Refused(why, gone):
                self._pace.answered(chat, _clock())
                await self._refused(waiting, f"gone: {why}" if gone else why)
            case Wait(seconds) if seconds or outcome.chat:
                self._pace.answered(chat, _clock())
                self._wait(chat, outcome)
            case Wait(_, why):
                self._put_off(waiting, chat, growing(PAUSES, waiting.tries + 1), why)
            case Unsure(why):
                waiting.doubtful = True
                self._put_off(waiting, chat, growing(RESTS, waiting.tries + 1), why)

    async def _try(self, waiting: Waiting, chat: str) -> Outcome:
        if waiting.left is None:
            waiting.left = parts_of(waiting.message, chat, self._channel.abilities, self._wording)
        part, ref = waiting.left[0], self._edited(waiting)
        late = self._wording.late if waiting.doubtful and ref is None else ""
        out = replace(part, chat=chat, text=late + part.text)
        try:
            return await (self._channel.send(out) if ref is None else self._channel.edit(ref, out))
        except Exception as error:
            log.exception("send-bug: message %s broke the channel and is given up", waiting.message.id)
            return Refused(f"{type(error).__name__}: {error}")

    def _edited(self, waiting: Waiting) -> str | None:
        """The service's id of the message that this one replaces; None where it is said anew."""
        earlier = self._states().messages.get(waiting.message.edits or "")
        fits = waiting.left is not None and len(waiting.left) == 1 and not waiting.refs
        if earlier is None or waiting.anew or not fits or not self._channel.abilities.edit:
            return None
        return earlier.refs[-1] if earlier.refs else None

    async def _taken(self, waiting: Waiting, ref: str) -> None:
        waiting.left = (waiting.left or ())[1:]
        waiting.refs.append(ref)
        waiting.doubtful, waiting.tries = False, 0
        if not waiting.left:
            await self._note("sent", Sent(message=waiting.message.id, refs=tuple(waiting.refs)))
            self._lines.leave(waiting)

    async def _refused(self, waiting: Waiting, why: str) -> None:
        """A refused edit is said anew; anything else is given up."""
        if self._edited(waiting) is not None:
            waiting.anew = True
            return
        log.warning("send-failed: message %s cannot reach %s (%s)", waiting.message.id, waiting.message.to, why)
        await self._note("failed", Failed(message=waiting.message.id, why=why))
        self._lines.leave(waiting)

    def _wait(self, chat: str, wait: Wait) -> None:
        if wait.chat is not None:
            self._moved[chat] = wait.chat
            return
        log.warning("send-pause: the service wants a pause of %.0f s (%s)", wait.seconds, wait.why)
        if wait.everyone:
            self._pace.hold(_clock() + wait.seconds)
        else:
            self._pace.flood(chat, _clock(), wait.seconds)

    def _put_off(self, waiting: Waiting, chat: str, rest: float, why: str) -> None:
        """The service failed: the message rests, and perhaps all."""
        self._pace.failed(chat, _clock())
        waiting.tries += 1
        waiting.rests = _clock() + rest
        log.warning("send-again: message %s is tried again in %.1f s (%s)", waiting.message.id, rest, why)

    async def _note(self, what: str, event: Sending | Sent | Failed) -> None:
        """Puts an event on record. While that cannot be done nothing else happens to the message."""
        entry = Entry(at=self._now(), cause=f"{what}:{event.message}", events=(event,))
        tries = 0
        while True:
            try:
                return await self._append(entry)
            except StoreError as error:
                log.warning("record-stuck: message %s waits (%s)", event.message, error)
            tries += 1
            await asyncio.sleep(growing(PAUSES, tries))


def _clock() -> float:
    return asyncio.get_running_loop().time()
