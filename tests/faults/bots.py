"""Bots in processes of their own, to be killed: the real program on a real home, only faster than Telegram bears.

The processes are forked from one that has everything imported, so that a start takes a blink.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot import app as application
from bot import logs, office
from bot.channels import delivery, pace
from bot.channels.telegram import Telegram
from bot.clock import Clock
from bot.commands.run import build
from bot.dialogue.incoming import Incoming
from bot.dialogue.respond import respond
from bot.dialogue.turn import Response
from bot.dialogue.wording import Wording
from bot.office import Office
from bot.schedule.world import World
from bot.settings import ZONE
from bot.store.home import Home

NIGHT = datetime(2024, 3, 17, 22, 0, tzinfo=ZONE)
"""A Sunday evening, when nothing is due: what is sent is what the test queued, and answers."""

PATIENCE = 10.0
"""Seconds within which a bot that was asked to stop has to end."""

QUICK = (0.05, 0.1, 0.2, 0.4)
"""Seconds of the pauses after failures; the real ones grow to minutes and have tests of their own."""

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.faults.bots"])


DEADLY = "致命"
"""What nobody can say to a bot of these without killing it."""


class Bot:
    """A running bot. Where a `clock` is given, this file says what time it is, and it ticks ten times a second."""

    def __init__(self, home: Path, token: str, clock: Path | None = None) -> None:
        self._process: BaseProcess = _PROCESSES.Process(target=_work, args=(home, token, clock), daemon=True)
        self._process.start()

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.is_alive()

    async def dies(self) -> int | None:
        """Waits until it has ended by itself; the exit code."""
        await self._ended()
        return self._process.exitcode

    async def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        await self._ended()

    async def stop(self) -> int | None:
        """SIGTERM; the exit code."""
        self._process.terminate()
        await self._ended()
        return self._process.exitcode

    async def _ended(self) -> None:
        await asyncio.to_thread(self._process.join, PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            raise TimeoutError("the bot does not end")


def _work(home: Path, token: str, clock: Path | None) -> None:
    logs.configure(logging.ERROR, [token], to=sys.stderr)
    Telegram.abilities = replace(Telegram.abilities, per_second=2000, per_chat=0.001, per_group=60_000)
    pace.PAUSES = delivery.PAUSES = delivery.RESTS = QUICK
    application.PAUSE_SECONDS = 1
    application.TICK_SECONDS = 0.1 if clock else 60
    office.respond = _respond
    with Home(home).hold(NIGHT):
        asyncio.run(_run(home, token, partial(_moment, clock)))


def _respond(world: World, wording: Wording, incoming: Incoming, cause: str) -> Response:
    if DEADLY in incoming.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return respond(world, wording, incoming, cause)


def _moment(clock: Path | None) -> datetime:
    return datetime.fromisoformat(clock.read_text()) if clock else NIGHT


async def _run(home: Path, token: str, now: Callable[[], datetime]) -> None:
    app = build(home, Office(home, now), token, Clock(now))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.stop)
    await app.run()
