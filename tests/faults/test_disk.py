"""A disk that is full or read-only while the bot runs: it confirms nothing, says so, loses nothing, and goes on when
there is room."""

from __future__ import annotations

import asyncio
import errno
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bot.channels.telegram import Telegram
from bot.record.events import Reported
from bot.store import disk, linefile
from bot.store.heartbeat import read_heartbeat
from tests.fake_botapi import FakeBotApi
from tests.faults.bots import Bot
from tests.faults.offices import Zone
from tests.faults.test_kill import leaders_talk, until_done
from tests.homes import HandClock, entries, running


class Disk:
    """While `refuses` is an error number nothing can be written to any file whose name holds `only`."""

    def __init__(self) -> None:
        self.refuses = 0
        self.only = ""
        self.refused = 0
        self._write = disk.write_all

    def write_all(self, handle: int, content: bytes) -> None:
        if self.refuses and self.only in str(Path(f"/proc/self/fd/{handle}").readlink()):
            self.refused += 1
            raise OSError(self.refuses, os.strerror(self.refuses))
        self._write(handle, content)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Disk:
    broken = Disk()
    monkeypatch.setattr(linefile, "write_all", broken.write_all)
    monkeypatch.setattr(disk, "write_all", broken.write_all)
    monkeypatch.setattr("bot.app.PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(Telegram, "abilities", replace(Telegram.abilities, per_second=2000, per_chat=0.001))
    return broken


def said(home: Path) -> list[str]:
    """What the leader l00 reported, in the order of the record."""
    return [event.text for entry in entries(home) for event in entry.events if isinstance(event, Reported)]


@pytest.mark.parametrize(("number", "word"), [(errno.ENOSPC, "磁盘满了"), (errno.EROFS, "只读")])
async def test_nothing_is_confirmed_that_cannot_be_written_down(
    tmp_path: Path, broken: Disk, caplog: pytest.LogCaptureFixture, number: int, word: str
) -> None:
    hands = HandClock("2024-03-17 22:00")
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, leaders=1, notices=0)
        async with running(zone.home, server, hands) as app:
            await server.until(lambda: read_heartbeat(zone.home))
            broken.refuses = number
            ids = [zone_says(zone, server) for _ in range(3)]
            await server.until(lambda: "inbox-stuck" in caplog.text)
            hands.set("2024-03-17 22:01")
            await app.tick()
            assert "heartbeat-stuck" in caplog.text
            assert word in caplog.text
            assert not set(ids) & set(server.polling.confirmed)
            assert said(zone.home) == []
            broken.refuses = 0
            await server.until(zone.all_done)
            await server.until(lambda: set(ids) <= set(server.polling.confirmed))
        zone.check(Counter())
        assert said(zone.home) == zone.said["l00"]


async def test_what_is_in_the_inbox_waits_in_order_while_the_record_cannot_be_written(
    tmp_path: Path, broken: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    hands = HandClock("2024-03-17 22:00")
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, leaders=1, notices=0)
        async with running(zone.home, server, hands):
            broken.refuses, broken.only = errno.ENOSPC, "record-"
            for _ in range(3):
                zone_says(zone, server)
            await server.until(lambda: broken.refused > 5)
            assert "record-stuck" in caplog.text
            assert server.chat("l00").posts == []  # nothing is said of what is not on record
            broken.refuses = 0
            await server.until(zone.all_done)
        zone.check(Counter())
        assert said(zone.home) == zone.said["l00"]


async def test_it_stops_when_told_to_though_the_disk_is_full_from_the_start(tmp_path: Path, broken: Disk) -> None:
    hands = HandClock("2024-03-17 22:00")
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, leaders=1, notices=0)
        async with running(zone.home, server, hands):
            broken.refuses, broken.only = errno.ENOSPC, "record-"
            zone_says(zone, server)
            await server.until(lambda: broken.refused)
        async with running(zone.home, server, hands):  # with an update left over that cannot be worked off
            await server.until(lambda: broken.refused > 3)
        broken.refuses = 0
        async with running(zone.home, server, hands):
            await server.until(zone.all_done)
        zone.check(Counter())


def zone_says(zone: Zone, server: FakeBotApi) -> int:
    """The leader says something more; the id of the update."""
    zone.says("l00")
    return max(server.world.updates)


# ---- a disk that is truly full --------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "duban-test", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


async def test_a_small_disk_that_fills_up_and_gets_room_again(small_disk: Path) -> None:
    async with FakeBotApi() as server:
        zone = Zone(small_disk / "home", server, notices=10)
        bot = Bot(zone.home, server.token)
        await server.until(lambda: len(server.asked) > 5)
        filler = small_disk / "filler"
        fill(filler)
        await leaders_talk(zone, Random(1), 20)
        await asyncio.sleep(1.5)
        assert server.world.updates  # not confirmed
        filler.unlink()
        await until_done(zone)
        assert await bot.stop() == 0
        zone.check(Counter())


def fill(path: Path) -> None:
    """Takes all the room that is left, to the last page."""
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)
