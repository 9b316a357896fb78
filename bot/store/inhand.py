"""Which update is being worked at: written down before it is begun, so that one which ends the process, however often
it is started again, is known in the end and set aside.

Nothing is synced: what has to outlast is the process, not the machine, and a loss of power costs a count, no update.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from bot.store.disk import FILE_MODE

NAME = "inbox.trying"
_ROOM = 256
"""Bytes that are always written, so that a shorter line covers a longer one."""


class InHand:
    """data/inbox.trying of a home. A disk that refuses costs a count only; nothing is raised."""

    def __init__(self, home: Path) -> None:
        self._path = home / "data" / NAME
        self._handle: int | None = None

    def begins(self, cause: str) -> int:
        """The update with this cause is begun; how often it was before, without an end."""
        before = self._tries_of(cause)
        self._write({"cause": cause, "tries": before + 1})
        return before

    def let_go(self) -> None:
        """What is in hand is put back for a reason that is not its own."""
        self._write({})

    def close(self) -> None:
        """Closes the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _tries_of(self, cause: str) -> int:
        try:
            noted = json.loads(self._path.read_bytes())
            return int(noted["tries"]) if noted["cause"] == cause else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def _write(self, noted: dict[str, object]) -> None:
        with suppress(OSError):
            if self._handle is None:
                self._handle = os.open(self._path, os.O_WRONLY | os.O_CREAT, FILE_MODE)
            os.pwrite(self._handle, json.dumps(noted).encode().ljust(_ROOM), 0)
