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

from bot.errors import HomeInUse
from bot.store.disk import FILE_MODE, disk_error, make_folder, replace_file


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
    def hold(self, now: datetime) -> Iterator[None]:
        """Holds the home while the block runs, from `now` on (aware). Raises HomeInUse, which says who holds it, and
        StoreError where the disk refuses. The system lets go of it when the process dies."""
        make_folder(self.data)
        lock = FileLock(self.data / "bot.lock", mode=FILE_MODE, timeout=0, preserve_lock_file=True)
        try:
            lock.acquire()
        except Timeout as error:
            raise HomeInUse(
                f"{self.path.resolve()} 正由另一个督办程序使用{self._holder()}。同一个文件夹只能运行一个。"
            ) from error
        except OSError as error:
            raise disk_error(self.data, "写", error) from error
        try:
            self._sign(now)
            yield
        finally:
            with suppress(OSError):
                self._signature.unlink(missing_ok=True)
            lock.release()

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

    def _holder(self) -> str:
        try:
            signature = json.loads(self._signature.read_text(encoding="utf-8"))
            since = datetime.fromisoformat(signature["since"])
            return f"（进程 {signature['pid']}，{since:%Y-%m-%d %H:%M} 起）"
        except (OSError, ValueError, KeyError, TypeError):
            return ""
