"""The HTML of messages (b, i, u, s, code, blockquote; everything else escaped) as runs of text under the same tags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import count

Tag = tuple[str, int]
"""A tag's name, and which of the text's tags it is: two quotes beside each other stay two."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text as its reader sees it, under these tags (outermost first)."""

    text: str
    tags: tuple[Tag, ...] = ()


def read_markup(html: str) -> tuple[Run, ...]:
    """The runs of a message's HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.runs)


def write_markup(runs: Iterable[Run]) -> str:
    """The HTML of runs: balanced, escaped."""
    html: list[str] = []
    opened: tuple[Tag, ...] = ()
    for run in runs:
        html.append(_from_to(opened, run.tags) + escape(run.text, quote=False))
        opened = run.tags
    return "".join(html) + _from_to(opened, ())


def plain(html: str) -> str:
    """The text that a reader sees."""
    return "".join(run.text for run in read_markup(html))


def cut(runs: Iterable[Run], start: int, end: int) -> tuple[Run, ...]:
    """The runs of the characters `start` to `end` of the text seen."""
    pieces, at = [], 0
    for run in runs:
        if text := run.text[max(0, start - at) : max(0, end - at)]:
            pieces.append(Run(text, run.tags))
        at += len(run.text)
    return tuple(pieces)


def units(text: str) -> int:
    """How long chat services take a text to be: UTF-16 code units, so that most emoji count twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def _from_to(opened: tuple[Tag, ...], wanted: tuple[Tag, ...]) -> str:
    """Closes and opens tags so that those wanted are open."""
    same = next(
        (i for i, (a, b) in enumerate(zip(opened, wanted, strict=False)) if a != b), min(len(opened), len(wanted))
    )
    closing = "".join(f"</{name}>" for name, _ in reversed(opened[same:]))
    return closing + "".join(f"<{name}>" for name, _ in wanted[same:])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[Tag] = []
        self._serial = count()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, next(self._serial)))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.runs.append(Run(data, tuple(self._open)))
