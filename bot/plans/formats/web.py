"""Pages saved from a government site (.html): the article without what is around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml.etree import ParserError

from bot.errors import DocumentError
from bot.plans.formats.document import Document, Draft
from bot.plans.formats.tables import Cell, write_table

UNSEEN = (
    "script", "style", "noscript", "nav", "header", "footer", "aside", "form", "iframe", "select", "button", "svg",
    "head", "template", "object",
)  # fmt: skip
CONTAINERS = ("body", "div", "article", "section", "main", "table", "tbody", "tr", "td", "center", "span")
INLINE = {
    "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark", "o:p", "q", "s", "small",
    "span", "strong", "sub", "sup", "u",
}  # fmt: skip
HEADINGS = {f"h{n}": "#" * n + " " for n in range(2, 7)}
"""Headings within the article; the biggest is its title."""
WHOLE = 0.8
"""A container that holds this share of the words holds the article; what is beside it are menus and links."""
TITLE_NAMES = ("articletitle", "title", "og:title")

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_SITE = re.compile(r"\s*[_|｜]\s*.*$|\s+[-–—]{1,2}\s+.*$")
_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．])")

Element = Any


def read_web(data: bytes) -> Document:
    """The article's text under its title. Raises DocumentError where the page holds none."""
    try:
        page = lxml.html.document_fromstring(_decoded(data))
    except (ParserError, ValueError) as error:
        raise DocumentError("网页里没有内容，请在浏览器里重新保存，或把正文复制到 .txt 文件") from error
    title = _title(page)
    for element in [element for element in page.iter() if _is_unseen(element)]:
        if element.getparent() is not None:
            element.drop_tree()
    body = page.find("body")
    writer = _Writer()
    writer.read(_article(page if body is None else body))
    draft = writer.draft
    text = draft.document("web")
    if title and title not in text.text.replace("# ", "")[: len(title) + 200]:
        return _under(title, text)
    return text


def _is_unseen(element: Element) -> bool:
    """Comments, scripts, menus, and the page heads and feet that word processors write as such."""
    is_margin = element.get("title") in ("header", "footer")
    return not isinstance(element.tag, str) or element.tag in UNSEEN or is_margin


def _decoded(data: bytes) -> str:
    """The page in the encoding that it names, else UTF-8, else GB18030."""
    named = _CHARSET.search(data[:4096])
    names = [named[1].decode("ascii")] if named else []
    names = ["gb18030" if name.lower() in ("gb2312", "gbk") else name for name in names]
    for name in (*names, "utf-8", "gb18030"):
        try:
            return re.sub(r"^\s*<\?xml[^>]*\?>", "", data.decode(name).lstrip("\ufeff"))
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def _title(page: Element) -> str:
    """The article's title: as the page's description says, else its first big heading, else the window's."""
    for meta in page.iter("meta"):
        if (meta.get("name") or meta.get("property") or "").lower() in TITLE_NAMES and meta.get("content"):
            return _clean(meta.get("content"))
    headings = [_clean(h.text_content()) for h in page.iter("h1")] + [
        _SITE.sub("", _clean(t.text_content())) for t in page.iter("title")
    ]
    return next((heading for heading in headings if heading), "")


def _article(element: Element) -> Element:
    """The innermost container that holds nearly all words that are no links."""
    whole = _weight(element)
    while True:
        parts = [(child, _weight(child)) for child in element if child.tag in CONTAINERS]
        child, weight = max(parts, key=lambda part: part[1], default=(None, 0))
        if child is None or weight < WHOLE * whole or weight == 0:
            return _table_of(element)
        element = child


def _table_of(element: Element) -> Element:
    """A cell or row of a task table is not the article: the table is."""
    while element.tag in ("tr", "td", "tbody") and element.getparent() is not None:
        element = element.getparent()
    return element


def _weight(element: Element) -> int:
    linked = sum(len(_clean(link.text_content())) for link in element.iter("a"))
    return len(_clean(element.text_content())) - linked


def _under(title: str, document: Document) -> Document:
    draft = Draft()
    draft.line(title, "标题")
    for n, place in enumerate(document.places):
        end = document.places[n + 1].start if n + 1 < len(document.places) else len(document.text)
        draft.write(document.text[place.start : end], place.where)
    return draft.document("web")


class _Writer:
    """Goes through the article in order; a block begins a line, a task table is written as tables are."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._paragraphs = 0
        self._tables = 0
        self._line = ""

    def read(self, element: Element) -> None:
        self._visit(element)
        self._end()

    def _visit(self, element: Element) -> None:
        if element.tag == "table" and _is_grid(element):
            self._end()
            self._tables += 1
            write_table(list(_rows(element, f"表{self._tables}")), self.draft)
            return
        is_block = element.tag not in INLINE
        if is_block:
            self._end()
        self._line += HEADINGS.get(element.tag, "")
        self._line += element.text or ""
        for child in element:
            self._visit(child)
            self._line += child.tail or ""
        if is_block:
            self._end()

    def _end(self) -> None:
        line, self._line = _clean(self._line), ""
        if line.strip("# "):
            self._paragraphs += 1
            mark, words = re.fullmatch(r"(#*\s*)(.*)", line).groups()  # type: ignore[union-attr]
            self.draft.line(words if _NUMBERED.match(words) else mark + words, f"第{self._paragraphs}段")


def _is_grid(table: Element) -> bool:
    """A table of rows and columns, and not one that lays out the page."""
    rows = list(table.iter("tr"))
    return not any(True for _ in table.iterdescendants("table")) and len(rows) > 1 and any(len(row) > 1 for row in rows)


def _rows(table: Element, name: str) -> Iterator[list[Cell]]:
    """The rows with cells that run over several rows or columns written out."""
    pending: dict[int, tuple[int, Cell]] = {}
    for at, row in enumerate(table.iter("tr"), 1):
        cells: list[Cell] = []
        for element in (child for child in row if child.tag in ("td", "th")):
            _take_pending(cells, pending)
            where = f"{name}第{at}行第{len(cells) + 1}列"
            text = "\n".join(filter(None, (_clean(part) for part in _lines(element))))
            for n in range(_span(element, "colspan")):
                if _span(element, "rowspan") > 1:
                    pending[len(cells)] = (_span(element, "rowspan") - 1, Cell(text, where, True, spread=n > 0))
                cells.append(Cell(text, where, spread=n > 0))
        _take_pending(cells, pending)
        yield cells


def _take_pending(cells: list[Cell], pending: dict[int, tuple[int, Cell]]) -> None:
    """Puts in the cells that come down from rows above, as far as they follow on."""
    while len(cells) in pending:
        left, cell = pending.pop(at := len(cells))
        if left > 1:
            pending[at] = (left - 1, cell)
        cells.append(cell)


def _span(element: Element, name: str) -> int:
    said = element.get(name, "1").strip()
    return max(1, min(int(said), 100)) if said.isdigit() else 1


def _lines(cell: Element) -> list[str]:
    for brk in cell.iter("br", "p", "div", "li"):
        brk.tail = "\n" + (brk.tail or "")
    return str(cell.text_content()).split("\n")


def _clean(text: str) -> str:
    """The words with single blanks; a line break of the page's source between Chinese characters is none."""
    joined = re.sub(r"(?<=[^\x00-\xff])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\xff])", "", text)
    return re.sub(r"[ \t\r\n\xa0\u3000\u200b\ufeff]+", " ", joined).strip()
