"""The machine's clock is set forward and back, by minutes and by weeks, while the bot runs and between its lives: what
is due comes, once."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.settings import ZONE
from bot.store.heartbeat import read_heartbeat
from bot.store.record import Record
from tests.fake_botapi import FakeBotApi
from tests.faults.bots import Bot
from tests.faults.offices import Zone
from tests.faults.test_kill import FULL, until_done

MONDAY = datetime(2024, 3, 18, 8, 0, tzinfo=ZONE)
END = MONDAY + timedelta(days=18, hours=2)
"""Friday of the third week, after three Thursdays."""
JUMPS = (
    timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=3), timedelta(days=7),
    timedelta(minutes=-1), timedelta(hours=-2), timedelta(days=-1), timedelta(days=-6), timedelta(days=-400),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(10 if FULL else 2))
async def test_a_clock_that_jumps_repeats_nothing_and_skips_nothing(seed: int, tmp_path: Path) -> None:
    random, clock = Random(seed), tmp_path / "clock"
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, leaders=5, notices=0)
        at = MONDAY
        set_to(clock, at)
        bot = Bot(zone.home, server.token, clock)
        await server.until(lambda: has_ticked(zone, MONDAY), seconds=60)
        for _ in range(12):
            at = min(at + random.choice(JUMPS), END)
            set_to(clock, at)
            await asyncio.sleep(random.uniform(0.1, 0.4))
            if random.random() < 0.3:
                await bot.kill()
                zone.note_doubts()
                bot = Bot(zone.home, server.token, clock)
        for day in range(19):  # and then goes as it should
            at = min(MONDAY + timedelta(days=day, hours=2), END)
            set_to(clock, at)
            await server.until(lambda at=at: has_ticked(zone, at), seconds=60)
        await until_done(zone)
        assert await bot.stop() == 0
        zone.check(Counter())
        check_notices(zone)


def has_ticked(zone: Zone, at: datetime) -> bool:
    """Whether the bot has settled what is due at this moment."""
    beat = read_heartbeat(zone.home)
    return beat is not None and beat.at == at


def set_to(clock: Path, at: datetime) -> None:
    """In one step, so that no half of it is read."""
    draft = clock.with_suffix(".draft")
    draft.write_text(at.isoformat())
    draft.replace(clock)


def check_notices(zone: Zone) -> None:
    """Every notice was settled once, and each leader was asked in each of the three weeks."""
    messages = [posted.message for posted in Record.open(zone.home).states.messages.values()]
    keys = Counter(key for message in messages for key in message.keys)
    assert set(keys.values()) == {1}
    asked = {key for key in keys if key.startswith("checkin/")}
    settled = Record.open(zone.home).states.settled
    for week in ("2024-W12", "2024-W13", "2024-W14"):
        for name in zone.names():
            assert f"checkin/{week}/{name}" in settled
    assert asked
