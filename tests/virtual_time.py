"""An event loop whose clock stands still while anything can run and jumps to the next timer when nothing can: hours
pass in no time, and always alike."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any


class JumpingSelector(selectors.DefaultSelector):
    """Instead of waiting for a timer it moves the clock."""

    elapsed = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if not ready and timeout:
            self.elapsed += timeout
        elif not ready and timeout is None:
            raise RuntimeError("everything waits for something that will never come")
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.elapsed


def run(main: Coroutine[Any, Any, None]) -> None:
    """Runs a coroutine in virtual time, from second 0."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(main)
