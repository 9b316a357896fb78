"""The whole bot while the server is gone, floods it with refusals, or is asked by somebody else with the same token."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bot.channels import delivery, pace
from bot.channels.telegram import Telegram
from tests.fake_botapi import Answer, FakeBotApi, Fault
from tests.fake_botapi.markup import visible
from tests.faults.bots import Bot
from tests.faults.offices import Zone
from tests.faults.test_kill import leaders_talk, until_done
from tests.homes import HandClock, running


async def test_a_server_that_is_gone_for_a_while_costs_nothing(tmp_path: Path) -> None:
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, notices=40)
        bot = Bot(zone.home, server.token)
        await server.until(lambda: len(server.asked) > 10)
        await server.down()
        cut = texts_sent(server)
        await leaders_talk(zone, Random(1), 20)
        await server.up()
        await until_done(zone)
        assert await bot.stop() == 0
        zone.check(cut)


async def test_a_server_that_is_gone_for_an_hour_costs_nothing_but_the_hour(tmp_path: Path) -> None:
    """The whole bot with all pauses a thousandth of what they are, so that an hour passes in 3.6 seconds."""
    with pytest.MonkeyPatch.context() as patch:
        thousandths(patch)
        async with FakeBotApi() as server:
            zone = Zone(tmp_path / "home", server, notices=40)
            async with running(zone.home, server, HandClock("2024-03-17 22:00")):
                await server.until(lambda: len(server.asked) > 10)
                await server.down()
                cut = texts_sent(server)
                await leaders_talk(zone, Random(1), 20)
                await asyncio.sleep(3.6)
                seen = len(server.asked)
                await server.up()
                await server.until(lambda: len(server.asked) > seen + 2, seconds=0.5)  # half a minute is 0.03
                await server.until(zone.all_done)
            zone.check(cut)


def texts_sent(server: FakeBotApi) -> Counter[str]:
    """What the server was asked to send, taken or not."""
    return Counter(visible(str(asked.form["text"])) for asked in server.asked if asked.method == "sendmessage")


def thousandths(patch: pytest.MonkeyPatch) -> None:
    """Makes every pause a thousandth of what it is."""
    for module in (delivery, pace):
        patch.setattr(module, "PAUSES", tuple(seconds / 1000 for seconds in pace.PAUSES))
    patch.setattr(delivery, "RESTS", tuple(seconds / 1000 for seconds in delivery.RESTS))
    patch.setattr(Telegram, "abilities", replace(Telegram.abilities, per_second=25_000, per_chat=0.001))
    patch.setattr(Telegram, "_pause_after", lambda self, error, pause: min(max(0.001, 2 * pause), 0.03))


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
