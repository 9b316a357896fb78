"""The clock: where the moment comes from. Everything else is given it as an argument."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.settings import ZONE

_SPEC = re.compile(r"(?P<start>[^x]+)(?:x(?P<speed>\d+(?:\.\d+)?))?")


def real_clock() -> datetime:
    """The present moment in Asia/Shanghai."""
    return datetime.now(ZONE)


class Clock:
    """A clock that may start at another time and run `speed` times as fast as the `real` one."""

    def __init__(self, real: Callable[[], datetime], start: datetime | None = None, speed: float = 1.0) -> None:
        self.real, self.speed = real, speed
        self._real_start = real()
        self._start = start or self._real_start
        self.shifted = start is not None

    def now(self) -> datetime:
        """The moment by this clock."""
        passed: timedelta = (self.real() - self._real_start) * self.speed
        return (self._start + passed).astimezone(ZONE)


def parse_clock(spec: str, real: Callable[[], datetime] = real_clock) -> Clock:
    """A clock from `2024-03-21T08:59+08:00` or the same with a speed, `…x60`; a time without an offset is taken as
    Asia/Shanghai. Raises ValueError where the text is no such time."""
    match = _SPEC.fullmatch(spec.strip())
    if match is None:
        raise ValueError(spec)
    start = datetime.fromisoformat(match["start"])
    speed = float(match["speed"] or 1)
    if speed <= 0:
        raise ValueError(spec)
    return Clock(real, start if start.tzinfo else start.replace(tzinfo=ZONE), speed)
