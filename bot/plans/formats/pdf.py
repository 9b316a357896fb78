"""PDF files with text: paragraphs out of the lines of their pages, tables by their ruled lines."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from bot.errors import DocumentError
from bot.plans.formats.document import Document, Draft
from bot.plans.formats.marking import refuse_marked
from bot.plans.formats.opentables import Columns, OpenTable, open_tables
from bot.plans.formats.pdflines import (
    SAME_LINE,
    Line,
    Page,
    Placed,
    in_reading_order,
    paragraphs,
    starts_point,
    without_margins,
)
from bot.plans.formats.tables import Cell, write_table

FEWEST_CHARACTERS = 20
"""A page with fewer, beside a picture, is a scan."""

ENCRYPTED = "PDF 加了密码，请用阅读器打开后去掉密码另存，或向发文单位要可编辑的文件"
SCANNED = "是扫描的 PDF，里面没有文字，请换成 Word 原稿，或先做文字识别（OCR）再导入"
BROKEN = "PDF 打不开，可能已损坏，请重新下载或另存一份"

logging.getLogger("pdfminer").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page taken apart: the lines outside its ruled tables, and each table with its upper edge. `pieces`: the same
    print cut at every gap; `rules`: the heights of the level rules."""

    page: Page
    tables: tuple[tuple[float, list[list[Cell]]], ...]
    pieces: tuple[Line, ...] = ()
    rules: tuple[float, ...] = ()


def read_pdf(data: bytes) -> Document:
    """The document's text, page after page. Raises DocumentError for one that is encrypted, scanned or broken."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            _refuse_scan(pdf.pages)
            sheets = [_sheet(page) for page in pdf.pages]
    except DocumentError:
        raise
    except Exception as error:  # pdfminer raises whatever a broken file leads it to
        raise DocumentError(ENCRYPTED if _is_encryption(error) else BROKEN) from error
    refuse_marked("\n".join(line.text for sheet in sheets[:1] for line in sheet.page.lines))
    return _document(sheets)


def _is_encryption(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, (PDFEncryptionError, PDFPasswordIncorrect)):
            return True
        inner = next((arg for arg in error.args if isinstance(arg, BaseException)), None)
        error = inner or error.__cause__ or error.__context__
    return False


def _refuse_scan(pages: Sequence[Any]) -> None:
    blank = sum(len(page.chars) < FEWEST_CHARACTERS and bool(page.images) for page in pages)
    if pages and 2 * blank > len(pages):
        raise DocumentError(SCANNED)


def _sheet(page: Any) -> Sheet:
    """A page taken apart; characters printed twice to look bold count once."""
    page = page.dedupe_chars()
    found = [table for table in page.find_tables() if len(table.cells) > 1]
    tables = tuple((table.bbox[1], list(_rows(page, table, n))) for n, table in enumerate(found, 1))
    rest = page
    for table in found:
        rest = rest.outside_bbox(_within(table.bbox, page.bbox))
    height, width = float(page.height), float(page.width)
    rules = tuple(edge["top"] for edge in page.edges if edge["orientation"] == "h")
    return Sheet(Page(page.page_number, width, height, tuple(_lines(rest))), tables, tuple(_pieces(rest)), rules)


def _within(box: tuple[float, ...], page: tuple[float, ...]) -> tuple[float, ...]:
    """The box where it lies on the page: ruled lines may stand out of it."""
    return (max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3]))


def _lines(page: Any) -> Iterator[Line]:
    """The lines of a page; what stands side by side with a wide gap between are lines of their own."""
    words = page.extract_words(keep_blank_chars=True, x_tolerance=12, y_tolerance=SAME_LINE, extra_attrs=["size"])
    joined: list[dict[str, Any]] = []
    for word in sorted(words, key=lambda w: (round(w["top"] / SAME_LINE), w["x0"])):
        last = joined[-1] if joined else None
        if last and abs(last["top"] - word["top"]) < SAME_LINE and 0 <= word["x0"] - last["x1"] < 1.5 * word["size"]:
            last.update(text=last["text"] + word["text"], x1=word["x1"], bottom=max(last["bottom"], word["bottom"]))
        else:
            joined.append(dict(word))
    for word in joined:
        if word["text"].strip():
            yield Line(word["text"].strip(), word["x0"], word["x1"], word["top"], word["bottom"], word["size"])


def _pieces(page: Any) -> Iterator[Line]:
    for word in page.extract_words(x_tolerance=3, y_tolerance=SAME_LINE, extra_attrs=["size"]):
        yield Line(word["text"], word["x0"], word["x1"], word["top"], word["bottom"], word["size"])


def _rows(page: Any, table: Any, n: int) -> Iterator[list[Cell]]:
    """The table on the grid of its ruled lines; a cell over several fields is repeated in each."""
    xs = _grid(edge for cell in table.cells for edge in (cell[0], cell[2]))
    ys = _grid(edge for cell in table.cells for edge in (cell[1], cell[3]))
    texts = _texts(table)
    for row, (top, bottom) in enumerate(pairwise(ys), 1):
        cells: list[Cell] = []
        for left, right in pairwise(xs):
            box = _box_at(table.cells, (left + right) / 2, (top + bottom) / 2)
            where = f"第{page.page_number}页表{n}第{row}行第{len(cells) + 1}列"
            if box is None:
                cells.append(Cell("", where))
            else:
                cells.append(Cell(texts[box], where, continued=box[1] < top - 1, spread=box[0] < left - 1))
        yield cells


def _grid(edges: Iterator[float]) -> list[float]:
    """The places of ruled lines, those that differ by a hair taken for one."""
    places: list[float] = []
    for edge in sorted(edges):
        if not places or edge - places[-1] > SAME_LINE:
            places.append(edge)
    return places


def _box_at(boxes: Sequence[tuple[float, ...]], x: float, y: float) -> tuple[float, ...] | None:
    return next((box for box in boxes if box[0] < x < box[2] and box[1] < y < box[3]), None)


def _texts(table: Any) -> dict[tuple[float, ...], str]:
    """The words of each cell, broken lines joined: in a narrow cell only a number says that one begins anew."""
    texts = table.extract(x_tolerance=12, y_tolerance=SAME_LINE)
    cells = (pair for row, words in zip(table.rows, texts, strict=True) for pair in zip(row.cells, words, strict=True))
    return {box: _joined(words or "") for box, words in cells if box}


def _joined(words: str) -> str:
    first, *rest = words.split("\n")
    return first + "".join(f"\n{line}" if starts_point(line) else line for line in rest)


def _document(sheets: Sequence[Sheet]) -> Document:
    pages = without_margins([sheet.page for sheet in sheets])
    draft = Draft()
    waiting: list[Placed] = []
    table: list[list[Cell]] = []
    for sheet in _with_open_tables(sheets, pages):
        lines = in_reading_order(sheet.page)
        for top, rows in sheet.tables:
            before = [line for line in lines if line.line.top < top]
            lines = lines[len(before) :]
            waiting += before
            if table and not waiting and len(rows[0]) == len(table[-1]):
                table += _mended(table, rows)
                continue
            _flush(waiting, table, draft)
            waiting, table = [], rows
        if lines:
            _flush([], table, draft)
            table = []
            waiting += lines
    _flush(waiting, table, draft)
    return draft.document("pdf")


def _with_open_tables(sheets: Sequence[Sheet], pages: Sequence[Page]) -> Iterator[Sheet]:
    """The sheets with the lines left on their pages, those of tables without upright rules made tables too."""
    carried: Columns | None = None
    for sheet, page in zip(sheets, pages, strict=True):
        pieces = [piece for piece in sheet.pieces if any(_beside(piece, line) for line in page.lines)]
        found = open_tables(pieces, sheet.rules, carried)
        rest = tuple(line for line in page.lines if not any(_in_table(line, table) for table in found))
        opened = [(table.top, _open_cells(table, page.number, n)) for n, table in enumerate(found, 1)]
        carried = found[-1].columns if found and not any(line.top > found[-1].bottom for line in rest) else None
        tables = sorted((*sheet.tables, *opened), key=lambda each: each[0])
        yield replace(sheet, page=replace(page, lines=rest), tables=tuple(tables))


def _beside(piece: Line, line: Line) -> bool:
    return line.top - 1 <= (piece.top + piece.bottom) / 2 <= line.bottom + 1


def _in_table(line: Line, table: OpenTable) -> bool:
    return table.top - 1 <= (line.top + line.bottom) / 2 <= table.bottom + 1


def _open_cells(table: OpenTable, page: int, n: int) -> list[list[Cell]]:
    return [
        [Cell(_joined(words), f"第{page}页表{n}第{row}行第{column}列") for column, words in enumerate(texts, 1)]
        for row, texts in enumerate(table.rows, 1)
    ]


def _mended(table: list[list[Cell]], rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows that go on with a table on the next page; what spilled over from its last row is put back there."""
    spilled = rows[0]
    if spilled[0].text.strip() or 2 * sum(bool(cell.text.strip()) for cell in spilled) >= len(spilled):
        return rows
    table[-1] = [replace(cell, text=cell.text + more.text) for cell, more in zip(table[-1], spilled, strict=True)]
    return rows[1:]


def _flush(waiting: Sequence[Placed], table: Sequence[Sequence[Cell]], draft: Draft) -> None:
    """Writes the table that was gathered, then the lines after it."""
    if table:
        write_table(table, draft)
    for pieces in paragraphs(waiting):
        draft.end_line()
        for number, words in pieces:
            draft.write(words, f"第{number}页")
        draft.end_line()
