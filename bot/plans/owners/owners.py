"""Who answers for the work, where a plan names them: after a label (`责任单位：A、B`), in brackets
(`（A牵头，B配合）`), and in sentences (`由A负责…`) where A is a particular body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.model import Owner, OwnerRole
from bot.plans.owners.labels import labelled
from bot.plans.owners.names import names_in, without_posts
from bot.plans.owners.told import bracketed, told
from bot.plans.passage import Places, outermost
from bot.plans.tables.rows import PastedRow, PastedTable

_COLUMN_ROLES: Mapping[str, OwnerRole] = {
    "leader": "leader", "lead": "department", "department": "department", "supporting": "supporting",
}  # fmt: skip


def find_owners(text: str, flat: str, tables: Sequence[PastedTable] = ()) -> tuple[Owner, ...]:
    """The owners named in a text and in the columns of its tables, in order; `flat` is its normalised, unwrapped
    form."""
    rows = [row for table in tables for row in table.rows]
    in_tables = Places([(table.start, table.end) for table in tables])
    said = [*labelled(text, flat), *bracketed(text, flat), *told(text, flat)]
    found = [owner for owner in said if not in_tables.covers(owner.start)]
    found += [owner for row in rows for owner in _in_columns(text, flat, row)]
    free = set(outermost([(owner.start, owner.end) for owner in found]))
    seen: set[tuple[int, int]] = set()
    kept = []
    for owner in sorted(found, key=lambda each: each.start):
        span = (owner.start, owner.end)
        if span in free and span not in seen:
            seen.add(span)
            kept.append(owner)
    return tuple(kept)


def _in_columns(text: str, flat: str, row: PastedRow) -> Iterator[Owner]:
    """The owners of a table's row; the head of their column says their part, or a label in their cell."""
    for column, (start, end) in row.cells:
        if column not in _COLUMN_ROLES:
            continue
        said = list(labelled(text, flat, start, end)) if ":" in flat[start:end] else []
        yield from said
        if not said:
            names, stop = names_in(text, flat, start, end)
            names = without_posts(names) if column == "leader" else names
            if names:
                yield Owner(text[start:stop], start, _COLUMN_ROLES[column], names)
