"""How a shape is written with the words that replies are made of.

A shape is a regular expression in which `{name}` stands for any word of that list; `~` for up to eight characters.
"""

from __future__ import annotations

import re

from bot.replies.words.lexicon_progress import PROGRESS
from bot.replies.words.lexicon_talk import TALK
from bot.replies.words.lexicon_trouble import TROUBLE

WORDS = {**PROGRESS, **TROUBLE, **TALK}


def any_of(name: str) -> str:
    """A pattern for any word of a list, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, WORDS[name].split()), key=len, reverse=True)) + ")"


def shape(written: str) -> re.Pattern[str]:
    """A compiled shape: `{name}` any word of the list, `~` a gap of up to eight characters."""
    filled = re.sub(r"\{([a-z]+)\}", lambda found: any_of(found[1]), written)
    return re.compile(filled.replace("~", "[^,。;]{0,8}?"))
