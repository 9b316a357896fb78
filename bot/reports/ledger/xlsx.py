"""The ledger as an Excel file: all tasks, what is lit red, one sheet a leader, the history, and the values as exported.

The last is hidden: `import` compares an edited ledger with it, so that it takes over what the clerk changed and nothing
that has merely changed in tasks.json since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields

from openpyxl.cell import WriteOnlyCell
from openpyxl.workbook import Workbook

from bot.reports.ledger.columns import COLUMNS, HISTORY, RED_COLUMNS
from bot.reports.ledger.rows import Ledger, Row, Said
from bot.reports.sheets.columns import Cell, Column, text_of
from bot.reports.sheets.sheet import Sheet, saved, sheet_name, write_sheet
from bot.reports.words import long_moment

MAIN, OVERDUE, PAST, BASE = "台账", "红灯", "历史", "原值"


def ledger_xlsx(ledger: Ledger, advance: Callable[[int], None] = lambda rows: None) -> bytes:
    """The file. `advance` is told of each row written, `row_count` of them in all."""
    book = Workbook(write_only=True)
    names = [MAIN, OVERDUE, PAST, BASE]
    write_sheet(book, _tasks(ledger, MAIN, "重点工作督办台账", ledger.rows), advance)
    write_sheet(book, _tasks(ledger, OVERDUE, "重点工作红灯事项", ledger.overdue, RED_COLUMNS), advance)
    for leader, rows in ledger.leaders.items():
        names.append(sheet_name(leader, names))
        write_sheet(book, _tasks(ledger, names[-1], f"重点工作督办台账（{leader}）", rows), advance)
    write_sheet(book, _history(ledger), advance)
    _base(book, ledger.rows)
    return saved(book)


def row_count(ledger: Ledger) -> int:
    """How many rows the file has in all, for a progress bar."""
    return 2 * len(ledger.rows) + len(ledger.overdue) + len(ledger.history)


def _tasks(ledger: Ledger, name: str, title: str, rows: Sequence[Row], columns: Sequence[Column] = COLUMNS) -> Sheet:
    notes = _notes(rows) if name == MAIN else {}
    return _sheet(ledger, name, title, columns, [dict(row.cells) for row in rows], notes)


def _notes(rows: Sequence[Row]) -> dict[tuple[int, str], str]:
    """The comments: where a row comes from, and why its light has that colour."""
    proofs = {(n, "progress"): row.proof for n, row in enumerate(rows)}
    reasons = {(n, "light"): str(row.cells["reason"]) for n, row in enumerate(rows) if "reason" in row.cells}
    return proofs | reasons


def _history(ledger: Ledger) -> Sheet:
    return _sheet(ledger, PAST, "进展历史", HISTORY, [_past(said) for said in ledger.history], {})


def _past(said: Said) -> dict[str, Cell]:
    """A report as a row. Excel knows no time zones: moments are those of Asia/Shanghai."""
    told = {field.name: getattr(said, field.name) for field in fields(said)}
    row: dict[str, Cell] = {key: cell for key, cell in told.items() if cell not in (None, "")}
    percent = {} if said.percent is None else {"percent": said.percent / 100}
    return row | percent | {"at": said.at.replace(tzinfo=None, second=0, microsecond=0)}


def _sheet(
    ledger: Ledger,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[dict[str, Cell]],
    notes: dict[tuple[int, str], str],
) -> Sheet:
    left, right = f"填报单位：{ledger.office}", f"截至{long_moment(ledger.cutoff)}"
    return Sheet(name, ledger.zone + title, left, right, columns, rows, notes)


def _base(book: Workbook, rows: Iterable[Row]) -> None:
    page = book.create_sheet(BASE)
    page.sheet_state = "veryHidden"
    page.append([column.head for column in COLUMNS])
    for row in rows:
        page.append([_text(page, row.cells.get(column.key)) for column in COLUMNS])


def _text(page: object, cell: Cell) -> WriteOnlyCell | str | None:
    """A cell's text; as a cell only where the bare text would be taken for a formula: cells cost twice as much."""
    text = text_of(cell)
    if not text.startswith("="):
        return text or None
    written = WriteOnlyCell(page, text)
    written.data_type = "s"
    return written
