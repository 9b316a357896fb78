"""The words of the bulletin, from the template that an admin edits; within the length that the rules allow."""

from __future__ import annotations

from bot.errors import ReportError
from bot.reports.bulletin.facts import Bulletin
from bot.reports.papers.blocks import Block, Drafts, length

MOST = 5000
"""Characters a bulletin may have (整治形式主义为基层减负若干规定, August 2024)."""
_ITEMS = (12, 10, 8, 6, 4, 3)


def bulletin_text(bulletin: Bulletin, drafts: Drafts) -> tuple[Block, ...]:
    """The bulletin as blocks. Lists are shortened, with what is left out counted and referred to the annex, until the
    whole keeps to MOST characters. Raises ReportError where the template alone is longer."""
    for most in _ITEMS:
        parts = drafts.write("bulletin", b=bulletin, n=bulletin.figures, lists=bulletin.lists, most=most)
        if length(parts) <= MOST:
            return parts
    raise ReportError(f"通报写得太长：清单减到最短也有 {length(parts)} 字，超过 {MOST} 字，请删减 bulletin.md.j2")
