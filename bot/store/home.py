"""A home: the folder with all that an installation has, and the lock by which one bot holds it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import HomeInUse, StoreError
from bot.store.disk import FILE_MODE, disk_error, make_folder, replace_file

UNFINISHED = "restore.unfinished"
"""The file of a home that stands there while its parts are being exchanged, and still where that broke off."""
PATIENCE = 0.3
"""Seconds to wait for the lock, since `status` takes it for a moment to see whether a bot runs."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a home: the process and since when (aware); None where they left no signature."""

    pid: int | None = None
    since: datetime | None = None

    def __str__(self) -> str:
        return f"（进程 {self.pid}，{self.since:%Y-%m-%d %H:%M} 起）" if self.since else ""


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of a home. Nothing of it has to exist."""

    path: Path

    @property
    def tasks(self) -> Path:
        return self.path / "tasks.json"

    @property
    def config(self) -> Path:
        return self.path / "config"

    @property
    def data(self) -> Path:
        return self.path / "data"

    @contextmanager
    def hold(self, now: datetime, *, unfinished: bool = False) -> Iterator[None]:
        """Holds the home while the block runs, from `now` on (aware). Raises HomeInUse, which says who holds it, and
        StoreError where the disk refuses or a restore was broken off (`unfinished`: not then). The system lets go of it
        when the process dies."""
        make_folder(self.data)
        lock = self._lock(PATIENCE)
        try:
            lock.acquire()
        except Timeout as error:
            raise HomeInUse(
                f"{self.path.resolve()} 正由另一个督办程序使用{self._signed()}。同一个文件夹只能运行一个。"
            ) from error
        except OSError as error:
            raise disk_error(self.data, "写", error) from error
        try:
            self._check_whole(unfinished)
            self._sign(now)
            yield
        finally:
            with suppress(OSError):
                self._signature.unlink(missing_ok=True)
            lock.release()

    def holder(self) -> Holder | None:
        """Who holds the home at this moment; None where nobody does. Changes nothing."""
        if not (self.data / "bot.lock").exists():
            return None
        lock = self._lock(0)
        try:
            lock.acquire()
        except Timeout:
            return self._signed()
        except OSError as error:
            raise disk_error(self.data, "读", error) from error
        lock.release()
        return None

    def _lock(self, patience: float) -> FileLock:
        return FileLock(self.data / "bot.lock", mode=FILE_MODE, timeout=patience, preserve_lock_file=True)

    def _check_whole(self, unfinished: bool) -> None:
        if not unfinished and (self.path / UNFINISHED).exists():
            raise StoreError(f"{self.path.resolve()} 上次恢复备份没有做完，请先再运行一次 restore。")

    @property
    def _signature(self) -> Path:
        """Beside the lock file, which whoever tries the lock may empty."""
        return self.data / "bot.pid"

    def _sign(self, now: datetime) -> None:
        content = json.dumps({"pid": os.getpid(), "since": now.isoformat(timespec="seconds")})
        try:
            replace_file(self._signature, content.encode())
        except OSError as error:
            raise disk_error(self._signature, "写", error) from error

    def _signed(self) -> Holder:
        try:
            signature = json.loads(self._signature.read_text(encoding="utf-8"))
            return Holder(int(signature["pid"]), datetime.fromisoformat(signature["since"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Holder()
