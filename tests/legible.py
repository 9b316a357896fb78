"""What holds for every message: short enough for a phone, and without the slips that a template makes."""

from __future__ import annotations

import re

from bot.channels.markup import plain

WIDTH = 44
"""Of a line on a phone of 360 pixels, in halves of a Chinese character."""
LINES = 19
"""Of a message that tells of as many tasks as the people of these stories have."""
_SLIPS = {
    "punctuation twice": r"[，。；：、！？]{2}",
    "a blank beside punctuation": r"[，。；：、！？「（“] | [，。；、！？」）”]",
    "two blanks": r"  ",
    "nothing in brackets": r"（）|「」|“”|《》",
    "a value of the program's": r"None|True|False|\{|\}|\b(?:null|nan|inf)\b",
    "an empty line at an end, or two": r"^\n|\n$|\n\n\n",
    "nothing behind a mark": r"[，、：]$|[，、]\n",
    "nought of something": r"[（(]0[个项件条人]|累计0|新增0|还剩0|共0",
}


def slips(text: str) -> list[str]:
    """What is wrong with a message, in words; nothing where all is well."""
    said = plain(text)
    found = [f"{what}: {hit[0]!r}" for what, shape in _SLIPS.items() if (hit := re.search(shape, said))]
    lines = sum(max(1, -(-_width(line) // WIDTH)) for line in said.split("\n"))
    return [*found, f"{lines} lines"] if lines > LINES else found


def _width(line: str) -> int:
    return sum(2 if ord(character) > 0x2000 else 1 for character in line)
