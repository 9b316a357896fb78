"""Tables as Excel sheets that print well: A4 landscape, one page wide, a head that repeats, rows as high as their text.

The file format has no automatic row height, so heights are worked out from the columns' widths; and a text that begins
with a sign of a formula is written as text, with the mark that keeps it so when it is edited.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from bot.reports.sheets.columns import Cell, Column, Unsure, safe
from bot.reports.sheets.measure import BODY, LINE, row_height, text_width
from bot.schedule.calendar import UNSURE

DATE_FORMAT = 'yyyy"年"m"月"d"日"'
FONT = "仿宋"
HEAD, TITLE = 12.0, 16.0
HEAD_ROWS = 3
_SPARE = 200
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "＠", "\t", "\r")
_FILLS = {"绿灯": "C6EFCE", "黄灯": "FFEB9C", "红灯": "FF9C9C", "蓝灯": "BDD7EE"}
_EDGE = Side(style="thin", color="808080")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_FORMATS = {
    "date": DATE_FORMAT,
    "unsure": f'{DATE_FORMAT}"{UNSURE}"',
    "moment": DATE_FORMAT + " hh:mm",
    "percent": "0%",
    "number": "General",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: its name, the title above it, the words left and right below the title, and its rows.
    `notes`: (row from 0, column key) → comment."""

    name: str
    title: str
    left: str
    right: str
    columns: Sequence[Column]
    rows: Sequence[dict[str, Cell]]
    notes: Mapping[tuple[int, str], str] = field(default_factory=dict)


def sheet_name(name: str, taken: Iterable[str]) -> str:
    """A name that Excel takes: at most 31 characters, none of []:*?/\\, no apostrophe at the ends, none of `taken`."""
    base = re.sub(r"[\[\]:*?/\\]", "·", name).strip("' ")[:28] or "表"
    known = {t.lower() for t in taken}
    names = (base if n == 1 else f"{base[:25]}({n})" for n in range(1, 10_000))
    return next(n for n in names if n.lower() not in known)


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """An Excel file of these tables."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        write_sheet(book, sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def write_sheet(book: Workbook, sheet: Sheet, advance: Callable[[int], None] = lambda rows: None) -> None:
    """Adds the table to a write-only workbook; `advance(1)` is called after each row."""
    page, sheet = book.create_sheet(sheet.name), replace(sheet, columns=[_wide(c, sheet.rows) for c in sheet.columns])
    _lay_out(page, sheet)
    for head in _heads(page, sheet):
        page.append(head)
    cells = _Cells(page)
    for n, row in enumerate(sheet.rows):
        page.row_dimensions[HEAD_ROWS + 1 + n].height = row_height(sheet.columns, row)
        page.append([cells.of(c, row.get(c.key), sheet.notes.get((n, c.key))) for c in sheet.columns])
        advance(1)


def _wide(column: Column, rows: Iterable[Mapping[str, Cell]]) -> Column:
    """A column of dates with room for the mark where a day is marked: a date that does not fit is shown as #####."""
    if column.kind != "date" or not any(isinstance(row.get(column.key), Unsure) for row in rows):
        return column
    return replace(column, width=column.width + text_width(UNSURE))


def _lay_out(page: Any, sheet: Sheet) -> None:
    last = get_column_letter(len(sheet.columns))
    for n, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(n)].width = column.width + 0.7
    page.freeze_panes = f"A{HEAD_ROWS + 1}"
    page.print_title_rows = f"{HEAD_ROWS}:{HEAD_ROWS}"
    page.auto_filter.ref = f"A{HEAD_ROWS}:{last}{max(HEAD_ROWS + len(sheet.rows), HEAD_ROWS + 1)}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side, inches in {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.6, "header": 0.3, "footer": 0.3}.items():
        setattr(page.page_margins, side, inches)
    page.oddFooter.center.text = "第&P页 共&N页"
    page.print_options.horizontalCentered = True
    _offer_choices(page, sheet)
    half = max(len(sheet.columns) // 2, 1)
    page.merged_cells.add(f"A1:{last}1")
    page.merged_cells.add(f"A2:{get_column_letter(half)}2")
    page.merged_cells.add(f"{get_column_letter(half + 1)}2:{last}2")


def _offer_choices(page: Any, sheet: Sheet) -> None:
    """A list to choose from in the columns that have one, with room for rows to be added. More may be written there
    than stands in the list."""
    for n, column in enumerate(sheet.columns, start=1):
        if column.choices:
            words, letter = ",".join(column.choices), get_column_letter(n)
            rule = DataValidation("list", formula1=f'"{words}"', allow_blank=True, showInputMessage=bool(column.hint))
            rule.prompt = column.hint or None
            rule.add(f"{letter}{HEAD_ROWS + 1}:{letter}{HEAD_ROWS + len(sheet.rows) + _SPARE}")
            page.data_validations.append(rule)


def _heads(page: Any, sheet: Sheet) -> list[list[Any]]:
    half, count = max(len(sheet.columns) // 2, 1), len(sheet.columns)
    title = _styled(page, sheet.title, Font(name="黑体", size=TITLE, bold=True), "center")
    left = _styled(page, sheet.left, Font(name=FONT, size=BODY), "left")
    right = _styled(page, sheet.right, Font(name=FONT, size=BODY), "right")
    heads = [_styled(page, c.head, Font(name="黑体", size=HEAD), "center", edged=True) for c in sheet.columns]
    lines = max(math.ceil((text_width(c.head) * HEAD / BODY) / (c.width - 0.5)) for c in sheet.columns)
    for row, height in enumerate((30, 20, lines * HEAD * LINE + 6), start=1):
        page.row_dimensions[row].height = height
    return [[title], [left, *[None] * (half - 1), right, *[None] * (count - half - 1)], heads]


def _styled(page: Any, text: str, font: Font, horizontal: str, *, edged: bool = False) -> Any:
    cell = WriteOnlyCell(page, safe(text))
    cell.font = font
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=edged)
    if edged:
        cell.border = _BORDER
        cell.fill = PatternFill("solid", start_color="E7E6E6")
    return cell


class _Cells:
    """Makes the body cells of a sheet. Laying out a style costs ten times a cell, so each look is made once; and empty
    cells of a column, of which a ledger has many, are all the same cell, which is written as it is appended."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self._looks: dict[tuple[str, str, bool], Any] = {}
        self._empty: dict[str, Any] = {}

    def of(self, column: Column, value: Cell, note: str | None) -> Any:
        if value is None and note is None:
            return self._blank(column)
        cell = self._made(column, value)
        if note:
            cell.comment = Comment(safe(note), "督办", height=160, width=360)
        return cell

    def _blank(self, column: Column) -> Any:
        if column.key not in self._empty:
            self._empty[column.key] = self._made(column, None)
        return self._empty[column.key]

    def _made(self, column: Column, value: Cell) -> Any:
        text = safe(value) if isinstance(value, str) else None
        cell = WriteOnlyCell(self.page, _plain(value) if text is None else text)
        if text is not None:
            cell.data_type = "s"
        fill = _FILLS.get(text or "", "")
        cell._style = self._look(_kind(column, value), fill, bool(text and text.startswith(_FORMULA)))
        return cell

    def _look(self, kind: str, fill: str, quoted: bool) -> Any:
        look = (kind, fill, quoted)
        if look not in self._looks:
            self._looks[look] = _style(WriteOnlyCell(self.page), *look)
        return self._looks[look]


def _style(cell: Any, kind: str, fill: str, quoted: bool) -> Any:
    cell.font = Font(name=FONT, size=BODY, bold=bool(fill))
    cell.border = _BORDER
    cell.alignment = Alignment(horizontal="left" if kind == "text" else "center", vertical="center", wrap_text=True)
    cell.number_format = _FORMATS.get(kind, "@")
    if fill:
        cell.fill = PatternFill("solid", start_color=fill)
    cell.quotePrefix = quoted
    return copy(cell._style)


def _plain(value: Cell) -> Cell:
    """The value as Excel keeps it; how it is shown is a matter of its look."""
    return value.day if isinstance(value, Unsure) else value


def _kind(column: Column, value: Cell) -> str:
    if isinstance(value, Unsure):
        return "unsure"
    if isinstance(value, datetime):
        return "moment"
    return "text" if column.kind == "date" and isinstance(value, str) else column.kind
