"""Word documents in the form of GB/T 9704-2012: A4, 22 lines of 28 characters, the type and head of official papers.

Figures of the standard: white above 37 mm and left 28 mm, type area 156 × 225 mm; body 3号 (16 pt) 仿宋, title 2号
(22 pt) 小标宋, headings 黑体, then 楷体; page number 4号 (14 pt) 宋体 between dashes, 7 mm under the type area, on the
outer side. Fonts are named, never embedded: a machine without them shows its own.

28 characters of 16 pt are 158 mm, so they have to stand closer by a fifth of a point. The page's grid says so, as the
page set-up of Word shows it (in 1/4096 pt); but programs disagree on how a grid that draws characters together sets a
line. The text does not snap to it, then: exact lines and closer characters come to the same in all of them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor, Twips

from bot.reports.papers.blocks import Block, BlockKind
from bot.reports.sheets.columns import safe

BODY, TITLE, SMALL = 16, 22, 14
FANGSONG, XIAOBIAOSONG, HEITI, KAITI, SONGTI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
RED = RGBColor(0xE6, 0x00, 0x12)
TYPE_AREA = Mm(156)
_TOP, _BOTTOM, _LEFT, _RIGHT = 2098, 1984, 1587, 1474  # twips: 37, 35, 28 and 26 mm
_CHAR_SPACE = "-848"
_CLOSER = "-6"  # twentieths of a point: 28 × 15.7 pt = 439.6 pt of the 442.2 there are
_FACES: dict[BlockKind, str] = {"title": XIAOBIAOSONG, "heading": HEITI, "subheading": KAITI}
Edge = Literal["top", "bottom"]


class Paper:
    """A document being written, paragraph by paragraph; `line` is the height of a line in points."""

    def __init__(self, line: float = 28.95) -> None:
        self.document = Document()
        self.line = line
        self._number_pages(_page(self.document, line))

    def bytes(self, title: str, at: datetime) -> bytes:
        """The document as the bytes of a .docx file."""
        about = self.document.core_properties
        about.title, about.author, about.comments = safe(title), "", ""
        about.created = about.modified = at.replace(tzinfo=None)
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def write(self, part: Block) -> None:
        """Adds a block of a report in its form."""
        {"title": self.title, "annex": self.annex, "signature": self.signature}.get(part.kind, self.body)(part)

    def title(self, part: Block) -> None:
        """标题: centred, one line above the text."""
        words = self.paragraph(part.text, face=XIAOBIAOSONG, size=TITLE, align=ALIGN.CENTER)
        words.paragraph_format.line_spacing = Pt(self.line * 1.2)
        self.paragraph("")

    def body(self, part: Block) -> None:
        """正文 and its headings: two characters in, but for 主送机关."""
        indent = 0 if part.kind == "flush" else 2
        words = self.paragraph(part.text, face=_FACES.get(part.kind, FANGSONG), indent=indent)
        words.paragraph_format.keep_with_next = part.kind in ("heading", "subheading")

    def annex(self, part: Block) -> None:
        """附件说明: one line below the text."""
        self.paragraph("")
        self.paragraph(part.text, indent=2)

    def signature(self, part: Block) -> None:
        """署名 and 成文日期 without a seal: flush right, the name two characters in; the name a line below the text."""
        first = self.document.paragraphs[-1].alignment != ALIGN.RIGHT
        if first:
            self.paragraph("")
        words = self.paragraph(part.text, align=ALIGN.RIGHT)
        words.paragraph_format.right_indent = Pt(BODY * (3 if first else 2))
        words.paragraph_format.keep_with_next = first

    def paragraph(
        self,
        text: str,
        *,
        face: str = FANGSONG,
        size: float = BODY,
        indent: int = 0,
        align: ALIGN = ALIGN.JUSTIFY,
        colour: RGBColor | None = None,
    ) -> Any:
        """Adds a paragraph; `indent` in characters."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(self.line)
        if indent:
            _set(paragraph._p.get_or_add_pPr().get_or_add_ind(), firstLineChars=str(100 * indent))
            paragraph.paragraph_format.first_line_indent = Pt(size * indent)
        if text:
            run(paragraph, text, face=face, size=size, colour=colour)
        return paragraph

    def _number_pages(self, section: Any) -> None:
        """Page numbers on the outer side, one character in: right on odd pages, left on even ones."""
        self.document.settings.odd_and_even_pages_header_footer = True
        for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = align
            _set(paragraph._p.get_or_add_pPr().get_or_add_ind(), leftChars="100", rightChars="100")
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(SMALL)
            run(paragraph, "— ", face=SONGTI, size=SMALL, latin=SONGTI)
            _field(run(paragraph, "", face=SONGTI, size=SMALL, latin=SONGTI), "PAGE")
            run(paragraph, " —", face=SONGTI, size=SMALL, latin=SONGTI)


def plain_docx(parts: Iterable[Block], line: float, title: str, at: datetime) -> bytes:
    """Blocks as a Word document without a head."""
    paper = Paper(line)
    for part in parts:
        paper.write(part)
    return paper.bytes(title, at)


def run(
    paragraph: Any, text: str, *, face: str, size: float, colour: RGBColor | None = None, latin: str = LATIN
) -> Any:
    """Adds words in a face to a paragraph: Chinese in `face`, digits and letters in `latin`."""
    words = paragraph.add_run(safe(text))
    words.font.size = Pt(size)
    words.font.name = latin
    words.font.color.rgb = colour
    _set(words._r.get_or_add_rPr().get_or_add_rFonts(), eastAsia=face, hint="eastAsia")
    return words


def rule(paragraph: Any, edge: Edge, eighths: int, *, colour: str = "000000", space: int = 0) -> None:
    """A rule over or under a paragraph: `eighths` of a point thick, `space` points from its text."""
    borders = paragraph._p.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        paragraph._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
        )
    borders.append(_made(f"w:{edge}", val="single", sz=str(eighths), space=str(space), color=colour))


def pin(paragraph: Any, up: Length) -> None:
    """Puts a line into a frame whose top is this far up from the lower edge of the type area. Each line has a frame of
    its own and its place in figures: not every program knows the bottom of the margins, or frames of several lines."""
    top = Mm(297) - Twips(_BOTTOM) - up
    place = {"vAnchor": "page", "hAnchor": "page", "x": str(_LEFT), "y": str(round(top / Twips(1)))}
    frame = _made("w:framePr", w=str(TYPE_AREA.twips), hSpace="0", wrap="around", **place)
    paragraph._p.get_or_add_pPr().insert(0, frame)


def _page(document: Any, line: float) -> Any:
    """A4 with the white and the grid of the standard."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Twips(_TOP), Twips(_BOTTOM)
    section.left_margin, section.right_margin = Twips(_LEFT), Twips(_RIGHT)
    section.footer_distance = Mm(23)  # 35 mm of white, less 7 mm to the number and its own height
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    _set(grid, type="linesAndChars", linePitch=str(round(line * 20)), charSpace=_CHAR_SPACE)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(BODY)
    _set(normal.element.get_or_add_rPr().get_or_add_rFonts(), eastAsia=FANGSONG)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.widow_control = False
    _off_the_grid(normal.element)
    return section


def _off_the_grid(style: Any) -> None:
    style.get_or_add_pPr().insert_element_before(_made("w:snapToGrid", val="0"), "w:spacing", "w:ind", "w:jc", "w:rPr")
    style.get_or_add_rPr().insert_element_before(
        _made("w:spacing", val=_CLOSER), "w:w", "w:kern", "w:sz", "w:szCs", "w:lang"
    )
    defaults = style.getparent().find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        _set(language, eastAsia="zh-CN")


def _field(words: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            _set(part, fldCharType=kind)
        part.text = text or None
        words._r.append(part)


def _made(tag: str, **values: str) -> Any:
    element = OxmlElement(tag)
    _set(element, **values)
    return element


def _set(element: Any, **values: str) -> None:
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
