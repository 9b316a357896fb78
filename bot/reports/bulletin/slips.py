"""三色督办单: drafts that an admin issues — blue for what is nearly due, yellow for what is behind, red for what is
overdue or stopped. One slip a task, a page each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.shared import RGBColor

from bot.reports.cutoff import as_of
from bot.reports.items import NEAR, Item, LightOf, items
from bot.reports.papers.blocks import Block, Drafts
from bot.reports.papers.paper import TITLE, XIAOBIAOSONG, Paper
from bot.schedule.world import World
from bot.settings import ZONE

Shade = Literal["blue", "yellow", "red"]
ANSWER = {"blue": 3, "yellow": 3, "red": 2}
"""Working days in which the unit is to answer a slip."""
_INKS = {"blue": RGBColor(0x1F, 0x4E, 0xB4), "yellow": RGBColor(0xB8, 0x86, 0x00), "red": RGBColor(0xC0, 0x00, 0x00)}


@dataclass(frozen=True, slots=True)
class Slip:
    """A draft 督办单: for which task, in which colour, written on which day, to be answered by which."""

    item: Item
    shade: Shade
    day: date
    answer_by: date


def slips(world: World, now: datetime, light: LightOf) -> tuple[Slip, ...]:
    """The slips that could be issued now, the red ones first, then by date."""
    today = now.astimezone(ZONE).date()
    found = [(item, shade) for item in items(as_of(world, now), now, light) if (shade := _shade(item))]
    found.sort(key=lambda pair: (_ORDER[pair[1]], pair[0].due or date.max))
    return tuple(Slip(item, s, today, world.calendar.add_workdays(today, ANSWER[s])) for item, s in found)


def slips_docx(found: Iterable[Slip], drafts: Drafts, world: World, now: datetime) -> bytes:
    """The slips as a Word document, one a page, each by the template `slip`."""
    paper = Paper(world.settings.bulletin.line)
    for number, slip in enumerate(found):
        if number:
            paper.document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        for part in drafts.write("slip", slip=slip, i=slip.item, zone=world.settings.zone):
            _write(paper, part, slip.shade)
    return paper.bytes("督办单", now)


def _write(paper: Paper, part: Block, shade: Shade) -> None:
    """A block of the slip; its title in the slip's colour."""
    if part.kind == "title":
        paper.paragraph(part.text, face=XIAOBIAOSONG, size=TITLE, align=ALIGN.CENTER, colour=_INKS[shade])
        paper.paragraph("")
    else:
        paper.write(part)


_ORDER: dict[Shade, int] = {"red": 0, "yellow": 1, "blue": 2}


def _shade(item: Item) -> Shade | None:
    if item.colour == "red":
        return "red"
    if item.light.rule in NEAR:
        return "blue"
    return "yellow" if item.slips else None
