"""An editor rewrites tasks.json again and again, in every way in which editors save, while the bot reads it."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.fake_botapi import FakeBotApi
from tests.faults.bots import Bot
from tests.faults.offices import Zone
from tests.faults.test_kill import FULL, leaders_talk, until_done

TIMES = 1000 if FULL else 150


def in_place(path: Path, content: bytes) -> None:
    """As nano does: emptied, then written in pieces."""
    with path.open("wb", buffering=0) as file:
        for start in range(0, len(content), 1500):
            file.write(content[start : start + 1500])


def beside_and_renamed(path: Path, content: bytes) -> None:
    """As vim and most editors do."""
    draft = path.with_name(".tasks.json.swp")
    draft.write_bytes(content)
    draft.replace(path)


def taken_away_and_made_anew(path: Path, content: bytes) -> None:
    """As some do on shared folders."""
    path.unlink()
    path.write_bytes(content)


def broken_first(path: Path, content: bytes) -> None:
    """As people do: a comma too many, seen at once."""
    path.write_bytes(content.replace(b'"tasks"', b'"tasks",', 1))
    path.write_bytes(content)


WAYS: tuple[Callable[[Path, bytes], None], ...] = (in_place, beside_and_renamed, taken_away_and_made_anew, broken_first)


def titled(content: bytes, words: str) -> bytes:
    value = json.loads(content)
    for entry in value["tasks"]:
        entry["note"] = words
    value["tasks"][0]["title"] = words
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def title_of(zone: Zone) -> object:
    """The title of the first task as the bot has noted it."""
    return zone.states().task("t-l00").stated["title"]


async def rewrite(path: Path, first: bytes, random: Random) -> None:
    for number in range(TIMES):
        random.choice(WAYS)(path, titled(first, f"第{number}次改"))
        await asyncio.sleep(random.choice((0, 0, 0.001, 0.02)))
    beside_and_renamed(path, titled(first, "最后一次改"))


async def test_every_way_of_saving_is_borne_and_the_last_edit_counts(tmp_path: Path) -> None:
    random = Random(1)
    async with FakeBotApi() as server:
        zone = Zone(tmp_path / "home", server, notices=20, admin="督查员")
        bot = Bot(zone.home, server.token)
        await server.until(lambda: any(asked.method == "getupdates" for asked in server.asked))
        path = zone.home / "tasks.json"
        await asyncio.gather(rewrite(path, path.read_bytes(), random), leaders_talk(zone, random, 40))
        await until_done(zone)
        async with asyncio.timeout(20):
            while await asyncio.to_thread(title_of, zone) != "最后一次改":  # noqa: ASYNC110 - a process is watched
                await asyncio.sleep(0.2)
        server.says("l00", "我的任务")
        await server.until(lambda: "最后一次改" in server.chat("l00").posts[-1].first)
        assert bot.alive
        assert await bot.stop() == 0
        zone.check(Counter())
        assert server.chat(zone.admin).transcript.count("没有生效") <= 1
