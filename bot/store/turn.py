"""One writer at a time."""

from __future__ import annotations

import os
from pathlib import Path
from threading import RLock
from types import TracebackType

from filelock import lock_descriptor, unlock_descriptor

from bot.store.disk import FILE_MODE, disk_error

_POLL_SECONDS = 0.002


class Turn:
    """A lock among the threads of this process and among processes, held for one write; its holder may take it again.

    The system lets go of it when its holder dies. The lock file is empty and stays. `count` tells one turn of this
    process from the next."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = RLock()
        self._depth = 0
        self.count = 0
        self._handle: int | None = None

    def __enter__(self) -> None:
        self._threads.acquire()
        try:
            if self._depth == 0:
                self._lock()
                self.count += 1
            self._depth += 1
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._depth -= 1
        if self._depth == 0:
            unlock_descriptor(self._opened())
        self._threads.release()

    def close(self) -> None:
        """Closes the lock file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _lock(self) -> None:
        try:
            lock_descriptor(self._opened(), poll_interval=_POLL_SECONDS)
        except OSError as error:
            raise disk_error(self._path, "锁", error) from error

    def _opened(self) -> int:
        if self._handle is None:
            try:  # for reading only, which locks as well, so that a home on a read-only disk can still be read
                self._handle = os.open(self._path, os.O_RDONLY | os.O_CREAT, FILE_MODE)
            except OSError as error:
                raise disk_error(self._path, "写", error) from error
        return self._handle
