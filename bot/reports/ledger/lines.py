"""An Excel file that was once our ledger, as lines of cells: whatever sheets, columns and rows its editor left."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from bot.errors import DocumentError
from bot.reports.ledger.columns import ID_HEAD
from bot.reports.ledger.xlsx import BASE, PAST
from bot.reports.sheets.columns import text_of
from bot.reports.unsure import unmarked

_TITLE_HEAD = "工作任务"
_HEAD_WITHIN = 10
_MAX_UNPACKED = 300_000_000


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a cell: its place (`台账!J5`) and its text; `why` says why it cannot be read, if so."""

    place: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row under a head: the head's words → what is written there. `place` is the row as a person finds it."""

    place: str
    cells: Mapping[str, Written]

    @property
    def id(self) -> str:
        return self.cells[ID_HEAD].text


@dataclass(frozen=True, slots=True)
class Book:
    """`base`: the hidden sheet's text of each task (id → head → text), None where it is missing. `lines`: every row
    with something in it, of every sheet with the ledger's head."""

    base: Mapping[str, Mapping[str, str]] | None
    lines: tuple[Line, ...]


def is_book(data: bytes) -> bool:
    """Whether these bytes are a workbook that was once our ledger: its hidden sheet is still there."""
    try:
        return BASE in _open(data).sheetnames
    except DocumentError:
        return False


def read_book(data: bytes) -> Book:
    """The bytes of an .xlsx file, as Excel, WPS or LibreOffice saves it, as lines. Raises DocumentError where they are
    none, or where no sheet has the ledger's head."""
    book = _open(data)
    base = None
    lines: list[Line] = []
    for page in book.worksheets:
        page.reset_dimensions()
        rows = page.iter_rows()
        if page.title == BASE:
            base = {line.id: {head: w.text for head, w in line.cells.items()} for line in _lines(page.title, rows)}
        elif page.title != PAST:
            lines += _lines(page.title, rows)
    if not lines:
        raise DocumentError(f"这份表格里没有找到台账：要有一行表头写着“{ID_HEAD}”和“{_TITLE_HEAD}”，下面至少有一项任务")
    return Book(base, tuple(lines))


def _open(data: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > _MAX_UNPACKED:
            raise DocumentError("这份表格解开后太大，不像是台账，没有读取")
        return load_workbook(io.BytesIO(data), read_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError) as error:
        raise DocumentError("打不开这份表格：请用 WPS 或 Excel 打开，另存为 .xlsx（不加密）后再导入") from error


def _lines(sheet: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[Line]:
    heads: list[str] = []
    for number, row in enumerate(rows, start=1):
        written = [_written(sheet, number, n, cell) for n, cell in enumerate(row, start=1)]
        if not heads:
            texts = ["".join(w.text.split()) for w in written]
            heads = texts if {ID_HEAD, _TITLE_HEAD} <= set(texts) else []
            if number >= _HEAD_WITHIN and not heads:
                return
        elif any(w.text for w in written):
            yield _line(sheet, number, heads, written)


def _line(sheet: str, number: int, heads: list[str], written: list[Written]) -> Line:
    """A row with a cell under each head; what stands outside the head is kept under the letter of its column."""
    missing = [_written(sheet, number, n, None) for n in range(len(written) + 1, len(heads) + 1)]
    cells = dict[str, Written]()
    for n, cell in enumerate([*written, *missing]):
        head = heads[n] if n < len(heads) and heads[n] else get_column_letter(n + 1)
        cells.setdefault(head, cell)
    return Line(f"{sheet}第{number}行", cells)


def _written(sheet: str, row: int, column: int, cell: Any) -> Written:
    place = f"{sheet}!{get_column_letter(column)}{row}"
    if cell is None or cell.value is None:
        return Written(place, "")
    if cell.data_type == "f":
        return Written(place, text_of(str(cell.value)), "这一格是公式，请改成算好的值")
    if cell.data_type == "e":
        return Written(place, text_of(str(cell.value)), "这一格是公式出错的结果，请改成正确的值")
    return Written(place, unmarked(text_of(cell.value)))
