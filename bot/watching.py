"""When people have saved a file that they edit: tasks.json, config/ and the kept plans."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from pathlib import Path

from watchfiles import Change, awatch

log = logging.getLogger(__name__)

REST_MILLISECONDS = 300
"""How long an edit has to rest before it is read: editors save in several steps."""
LOOK_MILLISECONDS = 5000
"""How often to look for what told nobody: a folder or a file that came just before we watched it."""
AGAIN_SECONDS = 5.0

FOLDERS = ("config", "config/messages", "config/calendar", "data/plans")
"""Folders of a home in which people edit, beside the home itself. Subfolders are not looked into: data/ changes with
every message."""


Looks = dict[str, tuple[int, int, int]]
"""Of each file that people edit: when it was changed, its size and its place on the disk."""


def is_given(change: Change, path: str) -> bool:
    """Whether a change on disk concerns what people edit."""
    name, folder = Path(path).name, Path(path).parent.name
    return (
        name == "tasks.json"
        or path.endswith((".toml", ".html.j2", ".txt"))
        or (folder == "calendar" and path.endswith(".json"))
        or (change == Change.added and any(one.endswith(name) for one in FOLDERS))
    )


async def saved(home: Path) -> AsyncIterator[None]:
    """Yields whenever something was saved, until it is cancelled, and once soon after it began, for what was saved just
    before. Where the system cannot notify us (no watches left, a folder that went away) files are looked at again and
    again instead."""
    polling: bool | None = None
    seen: Looks | None = None
    while True:
        folders = _folders(home)
        try:
            changes = awatch(
                *folders,
                watch_filter=is_given,
                debounce=REST_MILLISECONDS,
                step=50,
                recursive=False,
                force_polling=polling,
                rust_timeout=LOOK_MILLISECONDS,
                yield_on_timeout=True,
            )
            async with aclosing(changes):
                async for some in changes:
                    if some or _looks(home) != seen:
                        seen = _looks(home)
                        yield
                    if _folders(home) != folders:
                        break
        except (OSError, RuntimeError) as error:
            log.warning("watch-polling: the system does not tell of edits, files are looked at instead (%s)", error)
            polling = True
            await asyncio.sleep(AGAIN_SECONDS)


def _folders(home: Path) -> list[Path]:
    return [home, *(folder for name in FOLDERS if (folder := home / name).is_dir())]


def _looks(home: Path) -> Looks:
    looks: Looks = {}
    for folder in _folders(home):
        with suppress(OSError):  # what goes away while we look is missing, which is a look as well
            for entry in os.scandir(folder):
                if is_given(Change.modified, entry.path):
                    stat = entry.stat()
                    looks[entry.path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return looks
