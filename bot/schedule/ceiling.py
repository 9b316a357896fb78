"""The week's ceiling: where there is no room for everything, the least useful is not said.

Today's message gives way where the places that are left are wanted, later in the week, for something more useful. What
comes on those days is found as things stand now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from bot.schedule.agenda import at
from bot.schedule.kinds import find
from bot.schedule.scene import Notice, Scene
from bot.settings import ZONE

_NEAR, _NOW = 3, 1
"""A reminder so many working days before its date is of more use than an earlier one."""


@dataclass(frozen=True)
class Ceiling:
    """The ceiling at one moment."""

    scene: Scene

    def has_room(self, person: str, notices: Iterable[Notice]) -> bool:
        """Whether the week still has room for these, in one message to the person."""
        left = self.scene.world.settings.schedule.week_most - self._told(person)
        if left <= 0 or left > len(self._days):
            return left > 0
        mine = max(map(_use, notices), default=0)
        return left > sum(uses.get(person, 0) > mine for uses in self._uses)

    def _told(self, person: str) -> int:
        lately: tuple[datetime, ...] = self.scene.world.states.unasked_lately.get(person, ())
        week = self.scene.today.isocalendar()[:2]
        return sum(told.astimezone(ZONE).date().isocalendar()[:2] == week for told in lately)

    @cached_property
    def _days(self) -> list[date]:
        """The working days of the week that lie ahead."""
        days = (self.scene.today + timedelta(n) for n in range(1, 7 - self.scene.today.weekday()))
        return [day for day in days if self.scene.world.calendar.is_workday(day)]

    @cached_property
    def _uses(self) -> list[Mapping[str, int]]:
        """For each of those days: whom something comes for on it, and of how much use that is."""
        return [self._use_on(day) for day in self._days]

    def _use_on(self, day: date) -> Mapping[str, int]:
        then = self.scene.at(at(day, self.scene.world.settings.schedule.day_ends))
        uses: dict[str, int] = {}
        for found in find(then):
            if isinstance(found, Notice) and found.at.date() == day:
                uses[found.to] = max(uses.get(found.to, 0), _use(found))
        return uses


def _use(notice: Notice) -> int:
    """A nudge and a far reminder can be spared first, then one that is near, and work that comes again; last what is
    due now or overdue, the week's question, and what is news."""
    if notice.kind == "nudge":
        return 1
    if notice.kind == "cadence":
        return 2
    if notice.kind == "reminder":
        days = notice.days or 0
        return 1 if days > _NEAR else 2 if days > _NOW else 3
    return 3
