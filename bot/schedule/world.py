"""Everything that a decision is made from, in one value: what to do, by whom, by which rules, and the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model import Person, Task
from bot.record.states import States
from bot.record.vitals import Vitals
from bot.schedule.calendar import Calendar
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class World:
    """`tasks` by id in the order of tasks.json, `people` by id in the order of people.toml; `sources` the kept text of
    each plan by its code, the first part of its tasks' ids; `vitals` how the program itself is, where it tells."""

    tasks: Mapping[str, Task]
    people: Mapping[str, Person]
    settings: Settings
    calendar: Calendar
    states: States
    sources: Mapping[str, str] = field(default_factory=dict)
    vitals: Vitals | None = None
