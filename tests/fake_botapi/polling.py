"""getUpdates, with Telegram's rules of what is confirmed and who may ask."""

from __future__ import annotations

import asyncio
import json

from tests.fake_botapi.http import Form
from tests.fake_botapi.methods import RequestError
from tests.fake_botapi.world import Json, World

FAR_AHEAD = 10


class Polling:
    """The queue of updates as getUpdates shows it. `confirmed` holds the ids confirmed so far, in order."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._news = asyncio.Event()
        self._asking: asyncio.Task[None] | None = None
        self.confirmed: list[int] = []

    def wake(self) -> None:
        """There is something new."""
        self._news.set()

    async def ask(self, form: Form) -> list[Json]:
        """The oldest unconfirmed updates, waiting for one as long as was asked. An offset confirms all before it.
        Whoever was still asking is refused. Raises RequestError."""
        if self._asking:
            self._asking.cancel()
        limit = int(str(form.get("limit", 100)))
        self._confirm(int(str(form.get("offset", 0))))
        kinds = set(json.loads(str(form.get("allowed_updates", "[]"))))
        self._asking = waiting = asyncio.ensure_future(self._news_or(float(str(form.get("timeout", 0)))))
        try:
            await waiting
        except asyncio.CancelledError:
            if self._asking is waiting:
                raise
            raise RequestError(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            ) from None
        finally:
            waiting.cancel()
            if self._asking is waiting:
                self._asking = None
        wanted = [u for u in self._world.updates.values() if not kinds or kinds & u.keys() or len(u) == 1]
        return wanted[: min(max(limit, 1), 100)]

    async def _news_or(self, seconds: float) -> None:
        if not self._world.updates:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), seconds)
            except TimeoutError:
                return

    def _confirm(self, offset: int) -> None:
        """An offset far ahead of the last id counts as none; a negative one forgets all but the last so many."""
        ids = list(self._world.updates)
        if offset < 0:
            gone = ids[:offset]
        elif ids and offset > ids[-1] + FAR_AHEAD:
            gone = []
        else:
            gone = [id for id in ids if id < offset]
        for id in gone:
            del self._world.updates[id]
            self.confirmed.append(id)
