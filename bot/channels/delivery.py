"""One handing over: a part of a message goes to the channel, and what became of it goes on record."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeGuard

from bot.channels.base import Channel, Outcome, Outgoing, Refused, Unsure, Wait
from bot.channels.base import Sent as Taken
from bot.channels.layout import Wording, parts_of
from bot.channels.lines import Waiting
from bot.channels.pace import PAUSES, Pace, clock, growing
from bot.errors import DubanError, StoreError
from bot.record.events import Entry, Failed, Sending, Sent
from bot.record.states import States

log = logging.getLogger(__name__)

Make = Callable[[str], Awaitable[tuple[str, bytes]]]
"""From what a message attaches to a file's name and content."""
RESTS = (*PAUSES, 60.0, 120.0, 300.0)
"""Seconds that a message in doubt rests after the first, second … try: each may have put it before its reader."""


class Delivery:
    """Hands messages over part by part. `leave` is called with a message that is done with; what else it needs of the
    application is what `Sender` is given."""

    def __init__(
        self,
        channel: Channel,
        pace: Pace,
        leave: Callable[[Waiting], None],
        *,
        states: Callable[[], States],
        append: Callable[[Entry], Awaitable[None]],
        now: Callable[[], datetime],
        wording: Wording,
        make: Make,
    ) -> None:
        self._channel, self._pace, self._leave = channel, pace, leave
        self._states, self._append, self._now, self._wording = states, append, now, wording
        self._make = make
        self._moved: dict[str, str] = {}

    def address(self, chat: str) -> str:
        """Where a chat is now."""
        return self._moved.get(chat, chat)

    async def hand_over(self, waiting: Waiting, chat: str) -> None:
        """Hands over the next part of a message and does what its outcome asks for. A message that is no longer open on
        the record leaves the line."""
        state = self._states().messages[waiting.message.id].state
        if state not in ("queued", "sending"):
            self._leave(waiting)
            return
        if state == "queued":
            await self._note("sending", Sending(message=waiting.message.id))
        began = clock()
        outcome = await self._try(waiting, chat)
        if _is_failure(outcome):
            self._pace.failed(chat, began, clock())
            self._put_off(waiting, outcome)
        else:
            self._pace.answered(chat, clock())
            await self._settle(waiting, chat, outcome)

    async def _settle(self, waiting: Waiting, chat: str, outcome: Outcome) -> None:
        match outcome:
            case Taken(ref):
                await self._taken(waiting, ref)
            case Refused(why, gone):
                await self._refused(waiting, chat, why, gone)
            case Wait():
                self._wait(chat, outcome)

    async def _try(self, waiting: Waiting, chat: str) -> Outcome:
        if waiting.left is None:
            waiting.left = parts_of(waiting.message, chat, self._channel.abilities, self._wording)
        ref = self._edited(waiting)
        if ref is None and waiting.message.quiet:
            return Refused("it cannot be changed in place")
        late = self._wording.late if (waiting.doubtful or waiting.unsure) and ref is None else ""
        try:
            if not waiting.left:
                return await self._put_file(waiting, chat, late)
            part = waiting.left[0]
            out = replace(part, chat=chat, text=late + part.text)
            return await (self._channel.send(out) if ref is None else self._channel.edit(ref, out))
        except Exception as error:
            log.exception("send-bug: message %s broke the channel and is given up", waiting.message.id)
            return Refused(f"{type(error).__name__}: {error}")

    async def _put_file(self, waiting: Waiting, chat: str, caption: str) -> Outcome:
        """Hands over the next file, made once however often it is tried."""
        if not self._channel.abilities.files:
            return Refused("the service takes no files")
        if waiting.made is None:
            try:
                waiting.made = await self._make(waiting.files[0])
            except DubanError as error:
                return Refused(str(error))
        return await self._channel.put_file(chat, *waiting.made, caption)

    def _edited(self, waiting: Waiting) -> str | None:
        """The service's id of the message that this one replaces; None where it is said anew."""
        earlier = self._states().messages.get(waiting.message.edits or "")
        fits = waiting.left is not None and len(waiting.left) == 1 and not waiting.refs
        if earlier is None or waiting.anew or not fits or not self._channel.abilities.edit:
            return None
        texts = len(earlier.refs) - len(earlier.message.attach)
        return earlier.refs[texts - 1] if texts >= 1 and (texts == 1 or not waiting.message.quiet) else None

    async def _taken(self, waiting: Waiting, ref: str) -> None:
        if waiting.left:
            waiting.left = waiting.left[1:]
        else:
            waiting.files, waiting.made = waiting.files[1:], None
        waiting.refs.append(ref)
        waiting.unsure, waiting.tries = False, 0
        if not waiting.left and not waiting.files:
            await self._note("sent", Sent(message=waiting.message.id, refs=tuple(waiting.refs)))
            self._leave(waiting)

    async def _refused(self, waiting: Waiting, chat: str, why: str, gone: bool) -> None:
        """A refused edit is said anew, a line stands in for a file; anything else is given up. What was taken before
        counts."""
        if self._edited(waiting) is not None and not waiting.message.quiet:
            waiting.anew = True
            return
        if not waiting.left and waiting.files:
            log.warning("file-lost: %s of message %s was not sent (%s)", waiting.files[0], waiting.message.id, why)
            waiting.files, waiting.made, waiting.left = waiting.files[1:], None, (Outgoing(chat, self._wording.lost),)
            return
        log.warning("send-failed: message %s cannot reach %s (%s)", waiting.message.id, waiting.message.to, why)
        await self._note("failed", Failed(message=waiting.message.id, why=why, gone=gone))
        self._leave(waiting)

    def _wait(self, chat: str, wait: Wait) -> None:
        if wait.chat is not None:
            self._moved[chat] = wait.chat
            return
        log.warning("send-pause: the service wants a pause of %.0f s (%s)", wait.seconds, wait.why)
        if wait.everyone:
            self._pace.hold(clock() + wait.seconds)
        else:
            self._pace.flood(chat, clock(), wait.seconds)

    def _put_off(self, waiting: Waiting, failure: Wait | Unsure) -> None:
        """The message rests, longer where it may have been taken."""
        waiting.unsure = waiting.unsure or isinstance(failure, Unsure)
        waiting.tries += 1
        rest = growing(RESTS if isinstance(failure, Unsure) else PAUSES, waiting.tries)
        waiting.rests = clock() + rest
        log.warning("send-again: message %s is tried again in %.1f s (%s)", waiting.message.id, rest, failure.why)

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


def _is_failure(outcome: Outcome) -> TypeGuard[Wait | Unsure]:
    """Whether the service failed, rather than answered."""
    return isinstance(outcome, Unsure) or (isinstance(outcome, Wait) and not outcome.seconds and outcome.chat is None)
