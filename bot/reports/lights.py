"""Lights as reports need them: a function that they are handed, so that they know no rule of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.model import Task
from bot.schedule.world import World


class Light(Protocol):
    """The colour of a task (green, yellow, red, blue) and why, in one Chinese sentence."""

    @property
    def colour(self) -> str: ...

    @property
    def reason(self) -> str: ...


LightOf = Callable[[World, Task, datetime], Light]
