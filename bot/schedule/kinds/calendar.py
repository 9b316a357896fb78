"""放假安排: from November on the admins are told, once, that next year's notice of days off is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.schedule.scene import Found, Notice, Scene
from bot.settings import ZONE

_MONTH = 11
"""The notices are published in October or November."""


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each admin in the last months of a year; key `calendar/2027/ADMIN`."""
    year, began = scene.today.year, scene.ground.begun
    if began is None or (year + 1) in scene.world.calendar.sure_years:
        return
    first = scene.agenda.morning(scene.world.calendar.on_or_after(date(year, _MONTH, 1)))
    if first <= scene.now:
        for admin in scene.agenda.admins:
            if not scene.is_settled(key := f"calendar/{year + 1}/{admin}"):
                yield Notice(key, "calendar", admin, max(first, began.astimezone(ZONE)), slot=str(year + 1))
