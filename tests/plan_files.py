"""Plan files made for the tests by the libraries that people's programs stand on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
MARGIN = 60.0
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def saved(document: Any) -> bytes:
    """What a document of python-docx or openpyxl looks like on disk."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word(lines: Sequence[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def word_list(levels: Sequence[tuple[str, str]], points: Sequence[tuple[int, str]]) -> bytes:
    """A document whose numbers are not in its text: `levels` are (format, text) of a list, `points` (level, words)."""
    document = docx.Document()
    _add_list(document, levels)
    for level, words in points:
        _number(document.add_paragraph(words), level)
    return saved(document)


def word_numbered_table(rows: Sequence[Sequence[str]]) -> bytes:
    """A table whose first column is numbered by Word, below its head."""
    document = docx.Document()
    _add_list(document, [("decimal", "%1")])
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
        if r:
            _number(table.cell(r, 0).paragraphs[0], 0)
    return saved(document)


def _add_list(document: Any, levels: Sequence[tuple[str, str]]) -> None:
    numbering = document.part.numbering_part.element
    rows = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (way, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{rows}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="900"><w:abstractNumId w:val="900"/></w:num>'))


def _number(paragraph: Any, level: int) -> None:
    mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="900"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(mark))


def word_xml(*body: str) -> bytes:
    """A document whose body is this XML, for what python-docx cannot write."""
    document = docx.Document()
    spaces = nsdecls("w", "wp", "a") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    spaces += ' xmlns:v="urn:schemas-microsoft-com:vml"'
    for xml in body:
        wrapped = parse_xml(f"<w:body {spaces}>{xml}</w:body>")
        for element in list(wrapped):
            document.element.body.insert(len(document.element.body) - 1, element)
    return saved(document)


def word_table(rows: Sequence[Sequence[str]], merges: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    for (r1, c1), (r2, c2) in merges:
        words = table.cell(r1, c1).text
        table.cell(r1, c1).merge(table.cell(r2, c2)).text = words
    return saved(document)


def excel(rows: Sequence[Sequence[object]], merges: Sequence[str] = (), title: str = "分解表") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merges:
        sheet.merge_cells(area)
    return saved(book)


def _broken(words: str, room: int) -> list[str]:
    return [words[at : at + room] for at in range(0, len(words), room)] or [""]


class Paper:
    """A PDF being printed: lines of characters of one width, page numbers and a running head."""

    def __init__(self, *, head: str = "", encrypt: str | None = None) -> None:
        self._out = io.BytesIO()
        self._canvas = canvas.Canvas(self._out, pagesize=A4, encrypt=encrypt)
        self._head = head
        self._page = 1
        self.y = HEIGHT - 90

    def line(self, words: str, *, x: float = MARGIN, size: float = 14) -> None:
        if self.y < 90:
            self.new_page()
        self._canvas.setFont(FONT, size)
        self._canvas.drawString(x, self.y, words)
        self.y -= size * 1.8

    def title(self, words: str, size: float = 22) -> None:
        self.line(words, x=(WIDTH - len(words) * size) / 2, size=size)

    def paragraph(self, words: str, *, x: float = MARGIN, width: float = WIDTH - 2 * MARGIN, size: float = 14) -> None:
        rest, room = f"　　{words}", int(width // size)
        while rest:
            self.line(rest[:room], x=x, size=size)
            rest = rest[room:]

    def ruled(self, rows: Sequence[Sequence[str]], widths: Sequence[float], height: float = 30) -> None:
        """A table with all its lines; an empty first cell of a row joins the one above."""
        for n, row in enumerate(rows):
            x = MARGIN
            for at, (words, width) in enumerate(zip(row, widths, strict=True)):
                joins = at == 0 and not words and n > 0
                if not joins:
                    self._canvas.line(x, self.y + height, x + width, self.y + height)
                self._canvas.line(x, self.y, x, self.y + height)
                self._canvas.line(x + width, self.y, x + width, self.y + height)
                self._canvas.setFont(FONT, 10)
                self._canvas.drawString(x + 3, self.y + 10, words)
                x += width
            self.y -= height
        self._canvas.line(MARGIN, self.y + height, MARGIN + sum(widths), self.y + height)
        self.y -= 20

    def unruled(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        gap: float = 8,
        centred: bool = False,
        level_rules: bool = False,
        size: float = 10,
    ) -> None:
        """A table without upright lines; words that are too long for their column go on below. `centred`: cells with
        fewer lines stand in the middle of their row; `gap`: what is left free between two rows."""
        for row in rows:
            cells = [_broken(words, int((width - 2 * size) // size)) for words, width in zip(row, widths, strict=True)]
            tallest = max(map(len, cells))
            if self.y - tallest * size * 1.4 < 90:
                self.new_page()
            self._canvas.setFont(FONT, size)
            for lines, x in zip(cells, (MARGIN + sum(widths[:n]) for n in range(len(widths))), strict=True):
                above = (tallest - len(lines)) / 2 if centred else 0
                for n, words in enumerate(lines):
                    self._canvas.drawString(x, self.y - (n + above) * size * 1.4, words)
            self.y -= tallest * size * 1.4 + gap
            if level_rules:
                self._canvas.line(MARGIN, self.y + size + gap / 2, MARGIN + sum(widths), self.y + size + gap / 2)

    def new_page(self) -> None:
        self._canvas.setFont(FONT, 9)
        if self._head:
            self._canvas.drawString(MARGIN, HEIGHT - 40, self._head)
        self._canvas.drawCentredString(WIDTH / 2, 40, f"— {self._page} —")
        self._canvas.showPage()
        self._page += 1
        self.y = HEIGHT - 90

    def picture(self) -> None:
        """A page that is a picture, as a scanner makes it."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        image = Image.new("L", (60, 80), 200)
        self._canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)

    def done(self) -> bytes:
        self.new_page()
        self._canvas.save()
        return self._out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
