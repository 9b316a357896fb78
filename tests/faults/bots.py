"""Bots in processes of their own, to be killed: the real program on a real home, only faster than Telegram bears.

The processes are forked from one that has everything imported, so that a start takes a blink.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import signal
import sys
from dataclasses import replace
from datetime import datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot import logs
from bot.channels import delivery, pace
from bot.channels.telegram import Telegram
from bot.clock import Clock
from bot.commands.run import build
from bot.office import Office
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


class Bot:
    """A running bot."""

    def __init__(self, home: Path, token: str) -> None:
        self._process: BaseProcess = _PROCESSES.Process(target=_work, args=(home, token), daemon=True)
        self._process.start()

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


def _work(home: Path, token: str) -> None:
    logs.configure(logging.ERROR, [token], to=sys.stderr)
    Telegram.abilities = replace(Telegram.abilities, per_second=2000, per_chat=0.001, per_group=60_000)
    pace.PAUSES = delivery.PAUSES = delivery.RESTS = QUICK
    with Home(home).hold(NIGHT):
        asyncio.run(_run(home, token))


async def _run(home: Path, token: str) -> None:
    app = build(home, Office(home, lambda: NIGHT), token, Clock(lambda: NIGHT))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.stop)
    await app.run()
