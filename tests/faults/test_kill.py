"""kill -9 at random moments while twenty leaders answer and notices go out, over a network that fails at random."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from tests.fake_botapi import Answer, FakeBotApi, Fault
from tests.fake_botapi.http import Form
from tests.fake_botapi.markup import visible
from tests.faults.bots import Bot
from tests.faults.offices import Zone

RUNS = int(os.environ.get("DUBAN_FAULT_RUNS", "10"))
FULL = RUNS > 10
KILLS = 3 if FULL else 2

FAULTS = (Answer.flood(1), Answer(500), Answer(502, body=b"<html>"), "cut-before", "cut-after")


class Weather:
    """A network that fails now and then. `unanswered` counts the texts that were sent and got no sure answer."""

    def __init__(self, random: Random, chance: float) -> None:
        self._random, self._chance = random, chance
        self.unanswered: Counter[str] = Counter()

    def __call__(self, method: str, form: Form) -> Fault | None:
        if self._random.random() >= self._chance:
            return None
        does = self._random.choice(FAULTS)
        if method == "sendmessage" and does != FAULTS[0]:
            self.unanswered[visible(str(form["text"]))] += 1
        return Fault(does)


@pytest.mark.parametrize("seed", range(RUNS))
async def test_nothing_is_lost_and_nothing_comes_twice_without_a_mark(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, notices=300 if FULL else 60)
        weather = server.chance = Weather(random, 0.03)
        for _ in range(KILLS):
            bot = Bot(zone.home, server.token)
            talking = asyncio.create_task(leaders_talk(zone, random, 20))
            await some_requests(server, random)
            await bot.kill()
            await talking
            zone.note_doubts()
        bot = Bot(zone.home, server.token)
        await until_done(zone)
        assert await bot.stop() == 0
        zone.check(weather.unanswered)


async def leaders_talk(zone: Zone, random: Random, times: int) -> None:
    names = list(zone.names())
    for _ in range(times):
        zone.says(random.choice(names))
        await asyncio.sleep(random.uniform(0, 0.05))


async def some_requests(server: FakeBotApi, random: Random) -> None:
    """Until the bot has asked the server for a few things more, and a moment longer."""
    enough = len(server.asked) + random.randint(0, 100 if FULL else 40)
    with suppress(TimeoutError):
        await server.until(lambda: len(server.asked) >= enough, seconds=2)
    await asyncio.sleep(random.uniform(0, 0.03))


async def until_done(zone: Zone) -> None:
    """Until everything said is worked off and everything to be said is sent."""
    try:
        async with asyncio.timeout(60):
            while not await asyncio.to_thread(zone.all_done):  # noqa: ASYNC110 - another process is watched
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise AssertionError(zone.left()) from None
