"""Telegram's HTML, read as strictly as Telegram reads it."""

from __future__ import annotations

import html
import re

TAGS = {
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "code",
    "pre",
    "a",
    "span",
    "tg-spoiler",
    "blockquote",
}
_PIECE = re.compile(r"<(/?)([a-z-]+)((?:\s[^<>]*)?)>|&(#\d+|#x[0-9a-f]+|lt|gt|amp|quot);|[^<&]+|.", re.DOTALL)


class MarkupError(ValueError):
    """The text is not well-formed; the message is Telegram's description."""


def visible(text: str) -> str:
    """The text that a reader sees. Raises MarkupError."""
    shown: list[str] = []
    opened: list[str] = []
    for piece in _PIECE.finditer(text):
        closing, tag, _, entity = piece.groups()
        if entity:
            shown.append(html.unescape(piece[0]))
        elif tag:
            _nest(opened, tag, bool(closing), piece.start())
        elif piece[0] in "<&":
            raise MarkupError(f"can't parse entities: unsupported character at byte offset {piece.start()}")
        else:
            shown.append(piece[0])
    if opened:
        raise MarkupError(f"can't parse entities: can't find end tag corresponding to start tag \"{opened[-1]}\"")
    return "".join(shown)


def units(text: str) -> int:
    """How long Telegram takes a text to be: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _nest(opened: list[str], tag: str, closing: bool, at: int) -> None:
    if tag not in TAGS:
        raise MarkupError(f'can\'t parse entities: unsupported start tag "{tag}" at byte offset {at}')
    if not closing:
        opened.append(tag)
    elif not opened or opened.pop() != tag:
        raise MarkupError(f'can\'t parse entities: unexpected end tag "{tag}" at byte offset {at}')
