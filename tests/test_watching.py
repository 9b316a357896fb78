"""An edit is noticed wherever people edit, and also where the system does not tell of edits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from bot import watching
from bot.watching import saved

PATIENCE = 30.0


async def noticed(home: Path, edits: AsyncIterator[None], path: str, content: str) -> None:
    """Writes a file again and again until the edit is noticed. Raises TimeoutError."""
    waiting = asyncio.ensure_future(anext(edits))
    async with asyncio.timeout(PATIENCE):
        while not waiting.done():
            await asyncio.to_thread(write, home / path, content)
            await asyncio.wait([waiting], timeout=0.5)
    waiting.result()


def write(path: Path, content: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)


@pytest.mark.parametrize(
    "path", ["tasks.json", "config/people.toml", "config/messages/echo.html.j2", "config/calendar/2027.json"]
)
async def test_it_is_noticed_in_a_folder_that_was_not_there_before(tmp_path: Path, path: str) -> None:
    async with aclosing(saved(tmp_path)) as edits:  # type: ignore[type-var]
        if path.startswith("config/"):
            await noticed(tmp_path, edits, "config/settings.toml", "")
        for number in range(2):  # the first may only tell of the new folder
            await noticed(tmp_path, edits, path, f"{number}")


async def test_what_the_program_itself_writes_is_no_edit(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    async with aclosing(saved(tmp_path)) as edits:  # type: ignore[type-var]
        await noticed(tmp_path, edits, "tasks.json", "{}")
        waiting = asyncio.ensure_future(anext(edits))
        for name in ("data/record-2024.jsonl", "data/heartbeat.json", "data/inbox.trying", "tasks.json.draft"):
            await asyncio.to_thread(write, tmp_path / name, "x")
        await asyncio.wait([waiting], timeout=1.0)
        assert not waiting.done()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)


async def test_without_notices_of_the_system_files_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refusing(*paths: Path, force_polling: bool | None, **given: Any) -> Any:
        if not force_polling:
            raise OSError("OS file watch limit reached")
        return watchfiles.awatch(*paths, force_polling=True, **given)

    monkeypatch.setattr(watching, "awatch", refusing)
    monkeypatch.setattr(watching, "AGAIN_SECONDS", 0.01)
    async with aclosing(saved(tmp_path)) as edits:  # type: ignore[type-var]
        await noticed(tmp_path, edits, "tasks.json", "{}")
    assert "watch-polling" in caplog.text


async def test_what_told_nobody_is_found_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was saved before it was watched, and what the system forgot to tell."""

    async def deaf(*_: Path, **given: Any) -> AsyncIterator[set[Any]]:
        while True:
            await asyncio.sleep(0)
            yield set()

    monkeypatch.setattr(watching, "awatch", deaf)
    async with aclosing(saved(tmp_path)) as edits:  # type: ignore[type-var]
        await anext(edits)
        for content in ("{}", "[]"):
            await noticed(tmp_path, edits, "tasks.json", content)
