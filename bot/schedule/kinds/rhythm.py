"""工作机制: a working day before a bulletin, an appraisal or a visit is held, the admins get what is prepared for it.

One a month or quarter (`rhythm/月通报/2024-03/ADMIN`); of several missed ones only the last is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.model import Recurrence
from bot.schedule.scene import Found, Notice, Scene, folded
from bot.schedule.turns import Turn, turns
from bot.settings import ZONE, Prepared, Rhythm

_UNITS: dict[Prepared, Recurrence] = {
    "monthly": Recurrence(id="", what="", unit="month"),
    "quarterly": Recurrence(id="", what="", unit="quarter"),
    "review": Recurrence(id="", what="", unit="quarter"),
}


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each rhythm of the settings and admin, once a period, since the first task became active."""
    began = scene.ground.begun
    for rhythm in scene.world.settings.rhythm if began else ():
        come = [turn for turn in _turns(scene, rhythm) if began and began < _at(scene, rhythm, turn) <= scene.now]
        for admin in scene.agenda.admins:
            keys = [(key, turn) for turn in come if not scene.is_settled(key := _key(rhythm, turn, admin))]
            if keys:
                last, turn = keys[-1]
                yield from (folded(key, last) for key, _ in keys[:-1])
                at, due = _at(scene, rhythm, turn), held_on(scene, rhythm, turn)
                yield Notice(last, "rhythm", admin, at, slot=turn.slot, due=due)


def _key(rhythm: Rhythm, turn: Turn, admin: str) -> str:
    return f"rhythm/{rhythm.what}/{turn.slot}/{admin}"


def _turns(scene: Scene, rhythm: Rhythm) -> Iterator[Turn]:
    """The periods that may have come: a notice can lie some days before its period's end."""
    began = (scene.ground.begun or scene.now).astimezone(ZONE).date()
    first = date(began.year - 1, 12, 31)
    return turns(_UNITS[rhythm.report], first, scene.world.calendar.add_workdays(scene.today, 2))


def held_on(scene: Scene, rhythm: Rhythm, turn: Turn) -> date:
    """The day on which it is held."""
    return scene.world.calendar.add_workdays(turn.last, rhythm.workday)


def _at(scene: Scene, rhythm: Rhythm, turn: Turn) -> datetime:
    return scene.agenda.morning(scene.world.calendar.add_workdays(held_on(scene, rhythm, turn), -1))
