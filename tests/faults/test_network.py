"""The whole bot while the server is gone, floods it with refusals, or is asked by somebody else with the same token."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

from tests.fake_botapi import Answer, FakeBotApi, Fault
from tests.fake_botapi.markup import visible
from tests.faults.bots import Bot
from tests.faults.offices import Zone
from tests.faults.test_kill import leaders_talk, until_done


async def test_a_server_that_is_gone_for_a_while_costs_nothing(tmp_path: Path) -> None:
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, notices=40)
        bot = Bot(zone.home, server.token)
        await server.until(lambda: len(server.asked) > 10)
        await server.down()
        cut = Counter(visible(str(asked.form["text"])) for asked in server.asked if asked.method == "sendmessage")
        await leaders_talk(zone, Random(1), 20)
        await server.up()
        await until_done(zone)
        assert await bot.stop() == 0
        zone.check(cut)


async def test_a_storm_of_refusals_is_waited_out_and_nothing_is_marked(tmp_path: Path) -> None:
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, notices=40)
        server.faults = [Fault(Answer.flood(1), "sendMessage", times=15), Fault(Answer.flood(1), "getUpdates", times=1)]
        bot = Bot(zone.home, server.token)
        await leaders_talk(zone, Random(2), 10)
        await until_done(zone)
        assert await bot.stop() == 0
        zone.check(Counter())
        tries = [asked.moment for asked in server.asked if asked.method == "sendmessage"]
        assert len(tries) == 15 + 40 + 10


async def test_two_bots_with_one_token_both_live_and_one_stays(tmp_path: Path) -> None:
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, notices=0)
        other = Zone(tmp_path / "other", server, notices=0)
        bot, rival = Bot(zone.home, server.token), Bot(other.home, server.token)
        await server.until(lambda: sum(asked.method == "getupdates" for asked in server.asked) >= 4)
        assert await rival.stop() == 0
        await leaders_talk(zone, Random(3), 5)
        await until_done(zone)
        assert await bot.stop() == 0
        zone.check(Counter())


async def test_people_who_block_the_bot_are_noted_and_nobody_else_suffers(tmp_path: Path) -> None:
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, notices=40)
        server.blocks("l03")
        bot = Bot(zone.home, server.token)
        await until_done(zone)
        assert await bot.stop() == 0
        states = zone.states()
        failed = {posted.message.to for posted in states.messages.values() if posted.state == "failed"}
        assert failed == {"l03"}
        assert {posted.state for posted in states.messages.values() if posted.message.to != "l03"} == {"sent"}
