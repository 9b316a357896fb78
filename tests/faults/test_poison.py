"""An update that ends the whole program is tried three times, over three starts, and then set aside; no other is."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path

from bot.record.events import Entry, Handled
from bot.store.record import Record
from tests.fake_botapi import FakeBotApi
from tests.faults.bots import DEADLY, NIGHT, Bot
from tests.faults.offices import Zone
from tests.faults.test_kill import until_done


async def test_an_update_that_kills_the_program_is_set_aside_after_three_starts(tmp_path: Path) -> None:
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, leaders=3, notices=6)
        zone.says("l00")
        server.says("l01", f"{DEADLY}的一句话")
        deadly = max(server.world.updates)
        zone.says("l01")
        zone.says("l02")
        for _ in range(3):
            bot = Bot(zone.home, server.token)
            assert await bot.dies() == -signal.SIGKILL
            zone.note_doubts()
            assert zone.states().parked == {}
        bot = Bot(zone.home, server.token)
        await until_done(zone)
        assert await bot.stop() == 0
        assert list(zone.states().parked) == [f"telegram:{deadly}"]
        zone.check(Counter())


async def test_what_happened_to_be_in_hand_when_the_program_was_killed_is_not(tmp_path: Path) -> None:
    """Being killed again and again while another update is in hand each time parks none of them."""
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, leaders=3, notices=0)
        for name in zone.names():
            server.says(name, f"{DEADLY}的一句话")
            update = max(server.world.updates)
            for _ in range(2):
                assert await Bot(zone.home, server.token).dies() == -signal.SIGKILL
            handled = Entry(at=NIGHT, cause=f"telegram:{update}", events=(Handled(),))
            Record.open(zone.home).append(handled)
        zone.says("l00")
        bot = Bot(zone.home, server.token)
        await until_done(zone)
        assert await bot.stop() == 0
        assert zone.states().parked == {}
