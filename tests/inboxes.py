"""An inbox in memory, for tests of channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class MemoryInbox:
    """Keeps updates in a list. `fail` makes the next `keep`s raise it, as a full disk would."""

    def __init__(self, last: str | None = None) -> None:
        self.kept: dict[str, Mapping[str, Any]] = {}
        self.fail: list[Exception] = []
        self._last = last

    async def keep(self, channel: str, updates: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        if self.fail:
            raise self.fail.pop()
        for id, raw in updates:
            self.kept.setdefault(id, raw)
            self._last = id

    def last(self, channel: str) -> str | None:
        return self._last
