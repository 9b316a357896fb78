"""One bot a home, however many are started, and an end within ten seconds, whatever the server does."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from tests.fake_botapi import FakeBotApi, Fault
from tests.faults.bots import Bot
from tests.faults.offices import Zone
from tests.homes import ROOT

AT_ONCE = 3


async def started(home: Path, token: str) -> Process:
    """The command line itself."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "main.py"),
        *("--home", str(home), "run"),
        env=os.environ | {"TELEGRAM_BOT_TOKEN": token},
        stdout=PIPE,
        stderr=PIPE,
    )


async def test_of_several_started_at_once_one_runs_and_the_others_say_which(tmp_path: Path) -> None:
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, leaders=1, notices=0)
        bots = [await started(zone.home, server.token) for _ in range(AT_ONCE)]
        await server.until(lambda: sum(bot.returncode is None for bot in bots) == 1, seconds=60)
        (holder,) = (bot for bot in bots if bot.returncode is None)
        for bot in bots:
            if bot is not holder:
                _, says = await bot.communicate()
                assert bot.returncode == 3
                assert f"（进程 {holder.pid}，" in says.decode()
                assert "Traceback" not in says.decode()
        await server.until(lambda: any(asked.method == "getupdates" for asked in server.asked), seconds=60)
        holder.kill()
        await holder.communicate()
        after = await started(zone.home, server.token)  # what was killed holds nothing any more
        seen = len(server.asked)
        await server.until(lambda: len(server.asked) > seen, seconds=60)
        after.send_signal(signal.SIGTERM)
        await after.communicate()
        assert after.returncode == 0


async def test_it_stops_in_time_while_the_server_never_answers(tmp_path: Path) -> None:
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, leaders=20, notices=40)
        server.faults = [Fault("hang-after", "sendMessage", times=1000)]
        bot = Bot(zone.home, server.token)
        await server.until(lambda: any(asked.method == "sendmessage" for asked in server.asked))
        assert await bot.stop() == 0  # within ten seconds
