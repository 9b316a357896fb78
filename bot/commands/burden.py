"""`burden`: how many messages and estimated minutes the bot has cost each person, week by week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from rich.table import Table

from bot.schedule.burden import Load, asked, loads
from bot.store.config import load_people
from bot.store.record import Record


def burden_of(home: Path, first: date, last: date) -> tuple[Load, ...]:
    """The loads of a home's record from `first` to `last`, both included. Raises StoreError."""
    return loads(asked(Record.open(home).states, first, last))


def names_of(home: Path) -> dict[str, str]:
    """What each person is called."""
    return {person.id: person.name for person in load_people(home)}


def burden_table(found: Iterable[Load], names: Mapping[str, str]) -> Table:
    """The loads as a table, and their sum."""
    table = Table("周", "人", "条数", "问到的事项", "约分钟", show_footer=True)
    rows = list(found)
    for load in rows:
        cells = (str(load.messages), str(load.questions), f"{load.minutes:g}")
        table.add_row(load.week, names.get(load.person, load.person), *cells)
    sums = (sum(r.messages for r in rows), sum(r.questions for r in rows), sum(r.minutes for r in rows))
    for column, words in zip(table.columns, ("合计", "", *(f"{value:g}" for value in sums)), strict=True):
        column.footer = words
    return table
