"""Whether what is said holds for some of what was asked for only (`其中两所已经完工`, `1座未动` of 4座)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.numbers import parse_number
from bot.language.units import UNIT
from bot.model import Asked
from bot.replies.progress.figures import NUMBER
from bot.replies.tasks.passages import Phrase

_SO_MANY = re.compile(rf"(?!一[一-龥](?:都|也|[没未]))(?P<number>{NUMBER})(?:{UNIT})")
_OF_THEM = re.compile(r"(?:就|只|还|但)*(?:最后|其中|有|剩下?|另)[一两二三几\d]")
SOME_LEFT = re.compile(r"(?:还|只|就|仅)(?:剩下?|差|有)[\d一二两三四五六七八九十几][\d一-龥]{1,5}?[没未]")
"""Some are left that have not been begun: the others have."""


def is_among(phrases: Sequence[Phrase], index: int) -> bool:
    """Said of some of them (`其中两所已经完工`)."""
    opening = phrases[index - 1].text if index and not phrases[index - 1].closes else ""
    return (opening or phrases[index].text).startswith("其中")


def is_of_some(text: str, asked: Asked) -> bool:
    """Said of fewer than were asked for (`1座未动` of 4座)."""
    if _OF_THEM.match(text):
        return True
    found = _SO_MANY.match(text)
    return bool(found and asked.target and (parse_number(found["number"]) or 0) < asked.target)
