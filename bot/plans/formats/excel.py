"""Excel files (.xlsx): each visible sheet as a table, its cells as they are shown."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bot.errors import DocumentError
from bot.plans.formats.document import Document, Draft
from bot.plans.formats.tables import Cell, write_table

WIDEST = 200
"""Columns beyond this hold no task table."""


def read_excel(data: bytes) -> Document:
    """The workbook's text, sheet after sheet. Raises DocumentError where it cannot be opened."""
    try:
        with warnings.catch_warnings():  # drop-down lists and styles that openpyxl does not keep do not matter here
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise DocumentError("Excel 文件打不开，可能已损坏，请用 Excel、WPS 打开后重新另存为 .xlsx") from error
    draft = Draft()
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        write_table(list(_rows(sheet)), draft)
    return draft.document("excel")


def _rows(sheet: Any) -> Iterator[list[Cell]]:
    """The rows that hold something, as wide as the widest, merged cells written out.

    A sheet whose empty rows are formatted to the last claims a million of them, and openpyxl makes a cell for each that
    is asked for: so only rows with values are (its own table of cells tells which)."""
    merged = _merged(sheet)
    held = [place for place, cell in sheet._cells.items() if cell.value is not None and place[1] <= WIDEST]
    width = max((column for _, column in held), default=0)
    for row in sorted({row for row, _ in held}):
        yield [_cell(sheet, sheet.cell(row, column), merged) for column in range(1, width + 1)]


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell of a merged range the range's first cell."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        if area.size["columns"] <= WIDEST and area.max_row <= sheet.max_row
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def _cell(sheet: Any, cell: Any, merged: dict[tuple[int, int], tuple[int, int]]) -> Cell:
    row, column = merged.get((cell.row, cell.column), (cell.row, cell.column))
    first = sheet.cell(row, column)
    where = f"工作表“{sheet.title}” {first.coordinate}"
    return Cell(_shown(first), where, continued=row != cell.row, spread=column != cell.column)


def _shown(cell: Any) -> str:
    """The value as the sheet shows it: dates in Chinese, shares in per cent, numbers without a needless tail."""
    match cell.value:
        case None:
            return ""
        case bool():
            return "是" if cell.value else "否"
        case datetime() | date():
            return f"{cell.value.year}年{cell.value.month}月{cell.value.day}日"
        case time():
            return f"{cell.value:%H:%M}"
        case int() | float():
            percent = "%" in (cell.number_format or "")
            return f"{cell.value * 100:.10g}%" if percent else f"{cell.value:.12g}"
    return str(cell.value).strip()
