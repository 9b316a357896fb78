"""Accounts are given and taken beside a running bot, and whoever has none is a stranger from that moment on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram import Telegram
from bot.commands.unbind import unbind
from bot.dialogue.binding import ALL_KNOCKS
from bot.errors import DubanError
from bot.store.record import Record
from tests.fake_botapi import FakeBotApi
from tests.homes import HandClock, code_for, home_of_five_plans, running, settings_for

LEADER = "钱招商"


async def test_an_account_that_is_taken_away_sees_nothing_until_it_is_bound_anew(tmp_path: Path) -> None:
    hands, home = HandClock("2024-03-17 22:00"), home_of_five_plans(tmp_path / "home")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands) as app:
            await bound(server, home, hands, times=1)
            server.says(LEADER, "我的任务")
            await server.until(lambda: "招商" in server.chat(LEADER).posts[-1].first)
            unbind(home, "zhaoshang", hands.at)
            server.says(LEADER, "我的任务")
            await server.until(lambda: app.office.address("telegram", "zhaoshang") is None)
            await server.until(lambda: len(server.chat(LEADER).posts) == 3)
            said = server.chat(LEADER).posts[-1].first
            assert "招商" not in said
            server.taps(LEADER, "签收")  # a button from before
            await bound(server, home, hands, times=2)
            assert app.office.address("telegram", "zhaoshang")
            assert not app.office.record.states.task("caijiapo-2024-12").acknowledged


async def bound(server: FakeBotApi, home: Path, hands: HandClock, *, times: int) -> None:
    server.says(LEADER, f"/start {code_for(home, 'zhaoshang', hands)}")
    await server.until(lambda: server.chat(LEADER).transcript.count("已绑定成功") == times)


def test_who_has_no_account_cannot_lose_one(tmp_path: Path) -> None:
    with pytest.raises(DubanError, match="没有绑定账号"):
        unbind(tmp_path, "zhaoshang", HandClock("2024-03-17 22:00").at)
    assert list(Record.open(tmp_path).entries()) == []


async def test_a_crowd_of_strangers_is_answered_sixty_times_an_hour_and_a_good_code_always(tmp_path: Path) -> None:
    hands, home = HandClock("2024-03-17 22:00"), home_of_five_plans(tmp_path / "home")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Telegram, "abilities", replace(Telegram.abilities, per_second=2000, per_chat=0.001))
            async with running(home, server, hands):
                for number in range(ALL_KNOCKS + 20):
                    server.says(f"生人{number}", "你好")
                await bound(server, home, hands, times=1)
        strangers = [chat for chat in server.world.chats.values() if chat.title.startswith("生人")]
        assert sum(len(chat.posts) for chat in strangers) == ALL_KNOCKS
