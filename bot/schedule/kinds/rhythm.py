"""工作机制: a working day before a bulletin, an appraisal or a visit is held, the admins get what is prepared for it.

One a month or quarter (`rhythm/月通报/2024-03/ADMIN`); of several missed ones only the last is said. Before a check-in
they hear whom it will ask (`rhythm/周调度/2024-W13/ADMIN`), unless it would ask nobody; afterwards that is no news.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.model import Recurrence
from bot.schedule.agenda import Round
from bot.schedule.kinds.checkin import expected
from bot.schedule.scene import Found, Notice, Scene, folded, settled
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
        if rhythm.report == "weekly":
            yield from _weekly(scene, rhythm)
            continue
        come = [turn for turn in _turns(scene, rhythm) if began and began < _at(scene, rhythm, turn) <= scene.now]
        for admin in scene.agenda.admins:
            keys = [(key, turn) for turn in come if not scene.is_settled(key := _key(rhythm, turn.slot, admin))]
            if keys:
                last, turn = keys[-1]
                yield from (folded(key, last) for key, _ in keys[:-1])
                at, due = _at(scene, rhythm, turn), held_on(scene, rhythm, turn)
                yield Notice(last, "rhythm", admin, at, slot=turn.slot, due=due)


def _weekly(scene: Scene, rhythm: Rhythm) -> Iterator[Found]:
    """The announcements of the check-ins whose eve has come since the first task became active."""
    began, calendar = (scene.ground.begun or scene.now).astimezone(ZONE), scene.world.calendar
    for week in scene.agenda.rounds(began.date(), calendar.add_workdays(scene.today, 2)):
        eve = scene.agenda.morning(calendar.add_workdays(week.opens.date(), -1))
        if began < eve <= scene.now:
            left = [key for admin in scene.agenda.admins if not scene.is_settled(key := _key(rhythm, week.slot, admin))]
            yield from _of_week(scene, week, eve, left)


def _of_week(scene: Scene, week: Round, eve: datetime, keys: Sequence[str]) -> Iterator[Found]:
    if keys and week.opens <= scene.now:
        yield from (settled(key, "dropped", "opened") for key in keys)
    elif keys and not expected(scene, week):
        yield from (settled(key, "skipped", "idle") for key in keys)
    else:
        for key in keys:
            yield Notice(key, "rhythm", key.rpartition("/")[2], eve, slot=week.slot, due=week.opens.date())


def _key(rhythm: Rhythm, slot: str, admin: str) -> str:
    return f"rhythm/{rhythm.what}/{slot}/{admin}"


def _turns(scene: Scene, rhythm: Rhythm) -> Iterator[Turn]:
    """The periods that may have come: a notice can lie some days before its period's end. Of a period that was over
    before the first task became active there is nothing to tell."""
    began = (scene.ground.begun or scene.now).astimezone(ZONE).date()
    return turns(_UNITS[rhythm.report], began, scene.world.calendar.add_workdays(scene.today, 2))


def held_on(scene: Scene, rhythm: Rhythm, turn: Turn) -> date:
    """The day on which it is held."""
    return scene.world.calendar.add_workdays(turn.last, rhythm.workday)


def _at(scene: Scene, rhythm: Rhythm, turn: Turn) -> datetime:
    return scene.agenda.morning(scene.world.calendar.add_workdays(held_on(scene, rhythm, turn), -1))
