"""The bulletin as a Word document: the head of a serial (简报式) or of a red-head document (红头式), the text, the
foot. A person signs: the day of issue, and the document's number where it has one, are left open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from bot.reports.bulletin.facts import Bulletin
from bot.reports.papers.blocks import Block
from bot.reports.papers.paper import BODY, FANGSONG, RED, SMALL, TYPE_AREA, XIAOBIAOSONG, Paper, pin, rule, run
from bot.settings import Bulletin as Form

_RED, _THICK, _THIN = "E60012", 8, 6  # rules in eighths of a point: 0.35 mm and 0.25 mm
_NAME_SIZE, _NAME_WIDTH = 48, 430


def bulletin_docx(bulletin: Bulletin, parts: Iterable[Block], form: Form) -> bytes:
    """The document's bytes (.docx)."""
    paper = Paper(form.line)
    (_red_head if form.head == "red" else _serial_head)(paper, bulletin, form)
    for part in parts:
        paper.write(part)
    _foot(paper, bulletin, form)
    return paper.bytes(f"{bulletin.zone}{bulletin.period.name}通报", bulletin.cutoff)


def _serial_head(paper: Paper, bulletin: Bulletin, form: Form) -> None:
    """简报式: the serial's name, its number, then office and date over a red rule."""
    _name(paper, form.name)
    paper.paragraph(f"第{bulletin.period.first.month}期", align=ALIGN.CENTER)
    line = paper.paragraph("")
    line.paragraph_format.tab_stops.add_tab_stop(TYPE_AREA, WD_TAB_ALIGNMENT.RIGHT)
    issued = f"{bulletin.following.first.year}年{bulletin.following.first.month}月　日"
    run(line, f"{bulletin.zone}{bulletin.office}\t{issued}", face=FANGSONG, size=BODY)
    rule(line, "bottom", 18, colour=_RED, space=4)
    paper.paragraph("")


def _red_head(paper: Paper, bulletin: Bulletin, form: Form) -> None:
    """红头式: the organ's name 35 mm below the type area's top, two lines on its number, 4 mm under it the red rule."""
    name = _name(paper, f"{form.organ or bulletin.zone + bulletin.office}文件")
    name.paragraph_format.space_before = Mm(35)
    paper.paragraph("")
    paper.paragraph("")
    number = paper.paragraph(f"{form.mark}〔{bulletin.following.first.year}〕　号", align=ALIGN.CENTER)
    rule(number, "bottom", 18, colour=_RED, space=11)
    paper.paragraph("")
    paper.paragraph("")


def _name(paper: Paper, name: str) -> Any:
    size = min(_NAME_SIZE, _NAME_WIDTH // max(len(name), 1))
    words = paper.paragraph(name, face=XIAOBIAOSONG, size=size, align=ALIGN.CENTER, colour=RED)
    words.paragraph_format.line_spacing = Pt(size * 1.4)
    return words


def _foot(paper: Paper, bulletin: Bulletin, form: Form) -> None:
    """版记 at the foot of the last page: 抄送 over 印发机关和印发日期; thick rules at its ends, thin ones between."""
    last = paper.document.paragraphs[-1]
    issued = f"{bulletin.following.first.year}年{bulletin.following.first.month}月　日印发"
    copies = [f"抄送：{'，'.join(form.copies)}。"] if form.copies else []
    lines = [_small(paper, words) for words in [*copies, f"{bulletin.zone}{bulletin.office}\t{issued}"]]
    for line in lines:
        rule(line, "top", _THICK if line is lines[0] else _THIN)
    rule(lines[-1], "bottom", _THICK)
    for above, line in enumerate(lines):  # a frame hangs on the paragraph after it
        pin(line, Pt(form.line * (len(lines) - above)))
        last._p.addprevious(line._p)


def _small(paper: Paper, words: str) -> Any:
    line = paper.paragraph("")
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(SMALL)
    line.paragraph_format.tab_stops.add_tab_stop(TYPE_AREA - Pt(SMALL), WD_TAB_ALIGNMENT.RIGHT)
    run(line, words, face=FANGSONG, size=SMALL)
    return line
