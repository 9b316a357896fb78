"""Homes for tests: the tasks of the five plans, the posts that answer for them, and a clock set by hand."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.app import App
from bot.clock import Clock
from bot.commands.assign import assign
from bot.commands.invite import invite
from bot.commands.plans import import_plans
from bot.commands.run import build
from bot.office import Office
from bot.record.events import Entry
from bot.settings import ZONE
from bot.store.record import Record
from tests.fake_botapi import FakeBotApi

ROOT = Path(__file__).resolve().parent.parent
PLANS = ("caijiapo-2024", "weinan-gaoxin-2024", "xincheng-2024", "weibin-2022", "changde-2021")


def moment(text: str) -> datetime:
    """`2024-03-21 09:00` in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


class HandClock:
    """A clock that only moves when it is told to."""

    def __init__(self, start: str) -> None:
        self.at = moment(start)

    def set(self, text: str) -> None:
        self.at = moment(text)

    def clock(self) -> Clock:
        return Clock(lambda: self.at)


def home_of_five_plans(folder: Path) -> Path:
    """A home into which the five plans were imported (from the scored corpora where they are at hand, else as the
    repository holds them) and in which every task is active."""
    (folder / "config").mkdir(parents=True)
    shutil.copy(ROOT / "config" / "people.toml", folder / "config")
    corpora = os.environ.get("DUBAN_CORPORA")
    if corpora:
        plans = [Path(corpora) / "plans" / f"{name}.txt" for name in PLANS]
        assert import_plans(plans, yes=True, home=folder) == 0
    else:
        shutil.copy(ROOT / "tasks.json", folder)
    assign(folder, [], everything=True)
    return folder


def settings_for(folder: Path, server: FakeBotApi) -> None:
    """Points a home at the fake server."""
    (folder / "config" / "settings.toml").write_text(f'[telegram]\nbase_url = "{server.url}"\n', encoding="utf-8")


@asynccontextmanager
async def running(home: Path, server: FakeBotApi, hands: HandClock) -> AsyncIterator[App]:
    """A bot of this home against the fake server, as `run` puts it together."""
    clock = hands.clock()
    app = build(home, Office(home, clock.now), server.token, clock)
    task = asyncio.create_task(app.run())
    try:
        yield app
    finally:
        app.stop()
        await asyncio.wait_for(task, 15)


def code_for(home: Path, person: str, hands: HandClock) -> str:
    """A one-time code for a person."""
    return invite(home, person, hands.at)[0]


def entries(home: Path) -> list[Entry]:
    """Everything on the record of a home."""
    return list(Record.open(home).entries())
