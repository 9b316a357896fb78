"""`burden`: how many messages and estimated minutes the bot has cost each person, week by week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from rich.table import Table

from bot.schedule.burden import ANSWERING, READING, TAPPING, Load, asked, loads
from bot.store.config import load_people
from bot.store.record import Record


def burden_of(home: Path, first: date, last: date) -> tuple[Load, ...]:
    """The loads of a home's record from `first` to `last`, both included. Raises StoreError."""
    return loads(asked(Record.open(home).states, first, last))


def names_of(home: Path) -> dict[str, str]:
    """What each person is called."""
    return {person.id: person.name for person in load_people(home)}


_ESTIMATE = (
    f"估算：读一条{READING:g}分钟，答一项{ANSWERING:g}分钟；「其余无变化」点一下就报了的，不论几项，共{TAPPING:g}分钟"
)


def burden_table(found: Iterable[Load], names: Mapping[str, str]) -> Table:
    """The loads as a table, their sum, and how the minutes are estimated."""
    table = Table(
        "周",
        "人",
        "条数",
        "问到的事项",
        "一并报",
        "约分钟",
        show_footer=True,
        caption=_ESTIMATE,
        caption_justify="left",
    )
    rows = [(load, (load.messages, load.questions, load.listed, load.minutes)) for load in found]
    for load, figures in rows:
        table.add_row(load.week, names.get(load.person, load.person), *(f"{value:g}" for value in figures))
    sums = (sum(column) for column in zip((0, 0, 0, 0.0), *(figures for _, figures in rows), strict=True))
    for column, words in zip(table.columns, ("合计", "", *(f"{value:g}" for value in sums)), strict=True):
        column.footer = words
    return table
