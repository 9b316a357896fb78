"""The week's summary for each admin, at the cutoff, even when nobody has answered."""

from __future__ import annotations

from collections.abc import Iterator

from bot.schedule.scene import Found, Notice, Scene, folded


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each admin; key `summary/2024-W13/ADMIN`. Of several missed weeks only the last is sent."""
    closed = [week for week in scene.rounds() if week.closes <= scene.now]
    for admin in scene.agenda.admins:
        left = [(key, week) for week in closed if not scene.is_settled(key := f"summary/{week.slot}/{admin}")]
        if left:
            last, week = left[-1]
            yield from (folded(key, last) for key, _ in left[:-1])
            yield Notice(last, "summary", admin, week.closes, slot=week.slot)
