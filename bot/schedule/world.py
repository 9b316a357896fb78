"""Everything that a decision is made from, in one value: what is to be done, by whom, under which rules, and the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Person, Task
from bot.record.states import States
from bot.schedule.calendar import Calendar
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class World:
    """`tasks` by id in the order of tasks.json, `people` by id in the order of people.toml."""

    tasks: Mapping[str, Task]
    people: Mapping[str, Person]
    settings: Settings
    calendar: Calendar
    states: States
