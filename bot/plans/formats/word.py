"""Word files (.docx): paragraphs with their list numbers, headings, tables, text boxes; tracked changes accepted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.opc.exceptions import OpcError

from bot.errors import DocumentError
from bot.plans.formats.document import Document, Draft
from bot.plans.formats.marking import refuse_marked
from bot.plans.formats.numbering import Numbering
from bot.plans.formats.tables import Cell, write_table
from bot.plans.formats.wordxml import (
    Element,
    Style,
    W,
    boxes_of,
    inherited,
    number,
    numbering_of,
    styles_of,
    text_of,
    value,
)

_NUMBERED = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]+[、.．章节条是部]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．])"
)
CHAPTER_LEVELS = 6
WRAPPERS = {f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}


def read_word(data: bytes) -> Document:
    """The document's text. Raises DocumentError where it cannot be opened or is marked in its page header."""
    try:
        package = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, SyntaxError) as error:
        raise DocumentError("Word 文件打不开，可能已损坏，请用 Word、WPS 打开后重新另存为 .docx") from error
    for section in package.sections:
        refuse_marked("\n".join(text_of(paragraph) for paragraph in section.header._element.iter(f"{W}p")))
    reader = _Reader(_part(package, "styles"), numbering_of(_root(package, "numbering")))
    reader.read(package.element.body)
    return reader.draft.document("word")


def _root(package: Any, kind: str) -> Element | None:
    """The XML of a part of the package; None where the document has none."""
    for relation in package.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            part = relation.target_part
            return part.element if hasattr(part, "element") else None
    return None


def _part(package: Any, kind: str) -> dict[str, Style]:
    return styles_of(_root(package, kind))


@dataclass(slots=True)
class _Reader:
    """Goes through a document's body in order and writes what a reader sees."""

    styles: dict[str, Style]
    numbering: Numbering
    draft: Draft = field(default_factory=Draft)
    paragraphs: int = 0
    tables: int = 0
    held: str = ""

    def read(self, parent: Element) -> None:
        """The paragraphs and tables below `parent`, those in content controls and insertions as well."""
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag in WRAPPERS:
                self.read(child)

    def _paragraph(self, paragraph: Element) -> None:
        self.paragraphs += 1
        where = f"第{self.paragraphs}段"
        words = self.held + text_of(paragraph)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:  # its end was deleted: it runs into the next one
            self.held = words
            return
        self.held = ""
        label = self._label(paragraph)
        for n, line in enumerate(words.split("\n") if words.strip() else ()):
            self.draft.line(self._head_mark(paragraph, label, line) + label * (n == 0) + line, where)
        for box in boxes_of(paragraph):
            for inner in box.iter(f"{W}p"):
                self.draft.line(text_of(inner), f"{where}的文本框")

    def _label(self, paragraph: Element) -> str:
        """The number that Word shows before a paragraph; an empty one is counted too."""
        style = value(paragraph, "pPr/pStyle")
        list_id = value(paragraph, "pPr/numPr/numId") or inherited(self.styles, style, "list_id")
        level = number(paragraph, "pPr/numPr/ilvl")
        if list_id in (None, "0"):
            return ""
        if level is None:
            level = inherited(self.styles, style, "level") or 0
        return self.numbering.next_label(str(list_id), level)

    def _head_mark(self, paragraph: Element, label: str, line: str) -> str:
        """A heading that is one only by its style gets a mark, since its looks are lost in text."""
        outline = number(paragraph, "pPr/outlineLvl")
        if outline is None:
            outline = inherited(self.styles, value(paragraph, "pPr/pStyle"), "outline")
        if outline is None or outline >= CHAPTER_LEVELS or not line.strip() or _NUMBERED.match(label + line):
            return ""
        return "#" * (outline + 1) + " "

    def _table(self, table: Element) -> None:
        self.tables += 1
        write_table(list(self._rows(table, f"表{self.tables}")), self.draft)

    def _rows(self, table: Element, name: str) -> Iterator[list[Cell]]:
        """The rows of a table with its merged cells written out."""
        above: list[Cell] = []
        for at, row in enumerate(_row_elements(table), 1):
            cells: list[Cell] = [Cell("", "") for _ in range(number(row, "trPr/gridBefore") or 0)]
            for element in _cell_elements(row):
                where = f"{name}第{at}行第{len(cells) + 1}列"
                cells += self._cell(element, where, above[len(cells)] if len(cells) < len(above) else None)
            above = cells
            yield cells

    def _cell(self, element: Element, where: str, above: Cell | None) -> list[Cell]:
        """The cell and one more for each further column that it runs over."""
        merge = element.find(f"{W}tcPr/{W}vMerge")
        continued = merge is not None and merge.get(f"{W}val") != "restart" and above is not None
        text = above.text if continued and above else "\n".join(map(self._cell_line, element.iter(f"{W}p"))).strip()
        span = number(element, "tcPr/gridSpan") or 1
        return [Cell(text, where, continued), *(Cell(text, where, continued, spread=True) for _ in range(span - 1))]

    def _cell_line(self, paragraph: Element) -> str:
        """A paragraph in a cell; the number alone is what many a 序号 column holds."""
        return self._label(paragraph) + text_of(paragraph)


def _row_elements(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{W}tr" and child.find(f"{W}trPr/{W}del") is None:
            yield child
        elif child.tag in WRAPPERS:
            yield from _row_elements(child)


def _cell_elements(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in WRAPPERS:
            yield from _cell_elements(child)
