"""What of a home goes into a backup, so that the parts fit together though the bot runs on and others write.

The order is the point. An update leaves the inbox only when it is on record, so the inbox is looked at first, and
whole files last, when what the record names is there. Files of lines only grow: how far they count
is settled while nobody writes, what stands before that is read at leisure. Secrets (.env) and locks are left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO

from bot.errors import StoreError
from bot.store import inbox, record
from bot.store.disk import disk_error
from bot.store.linestore import SUFFIX, series_files
from bot.store.turn import Turn

SERIES = (inbox.SERIES, record.SERIES)
TOP = ("tasks.json", "config", "data")
"""What a home consists of."""
PASSING = (".lock", ".pid", ".draft", ".trying")
HEARTBEAT = "heartbeat.json"
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a home: its name there with slashes, its content from the start, and how many bytes of it count."""

    name: str
    file: BinaryIO
    size: int


def parts(home: Path) -> Iterator[Part]:
    """The parts of a home at this moment, each open until the next is asked for. Raises StoreError."""
    with ExitStack() as opened:
        for series in SERIES:
            yield from _grown(home, series, opened)
        for path in _files(home):
            with suppress(FileNotFoundError), path.open("rb") as file:  # an old copy may go while we look
                yield Part(path.relative_to(home).as_posix(), file, os.fstat(file.fileno()).st_size)


def _grown(home: Path, series: str, opened: ExitStack) -> list[Part]:
    """The files of a series up to the last whole line of each, at one and the same moment."""
    folder = home / "data"
    if not folder.is_dir():
        return []
    with Turn(folder / f"{series}.lock"):
        files = [_open(folder / (name + SUFFIX), opened) for name in series_files(folder, series)]
        return [Part(f"data/{Path(file.name).name}", file, _whole_lines(file)) for file in files]


def _open(path: Path, opened: ExitStack) -> BinaryIO:
    try:
        return opened.enter_context(path.open("rb"))
    except OSError as error:
        raise disk_error(path, "读", error) from error


def _whole_lines(file: BinaryIO) -> int:
    """The bytes up to the last end of a line. The file stands at its beginning afterwards."""
    end = file.seek(0, SEEK_END)
    while end:
        start = max(0, end - _BLOCK)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            end = start + found + 1
            break
        end = start
    file.seek(0)
    return end


def _files(home: Path) -> Iterator[Path]:
    for top in (home / name for name in TOP):
        try:
            yield from sorted(filter(_counts, top.rglob("*") if top.is_dir() else [top]))
        except OSError as error:
            raise disk_error(top, "读", error) from error


def _counts(path: Path) -> bool:
    """Whether a file is copied as it stands: no secret, nothing passing, no file of a series."""
    is_line_file = path.suffix == SUFFIX and path.name.startswith(tuple(f"{series}-" for series in SERIES))
    passing = path.suffix in PASSING or path.name == HEARTBEAT or path.name.startswith(".env")
    return path.is_file() and not is_line_file and not passing


def is_passing(path: Path) -> bool:
    """Whether a file of data/ belongs to the running program and not to what is kept."""
    return path.suffix in PASSING


def too_near(home: Path, path: Path) -> StoreError | None:
    """Why a backup of the home must not be put there; None where it may."""
    for top in (home / name for name in TOP):
        if path.resolve().is_relative_to(top.resolve()):
            return StoreError(f"备份不能放进 {top}，它本身就在备份之列。请换一个文件夹，最好在另一块磁盘上。")
    return None
