"""What reading a file gives: its text, and for each offset of the text the place in the file where it stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "word", "pdf", "excel", "web"]


@dataclass(frozen=True, slots=True)
class Place:
    """From offset `start` on the text stands at `where` (Chinese: 第3页, 工作表“分解表” C5)."""

    start: int
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """A plan file as text. Offsets are Unicode characters of `text`; `places` stand in the order of their start.

    A plain text keeps every character of its file (BOM and CR too), so that offsets are those of the file."""

    text: str
    kind: Kind
    places: tuple[Place, ...] = ()

    def place(self, offset: int) -> str:
        """Where the character at `offset` stands in the file, in words for a person."""
        if not self.places:
            return f"第{self.text.count(chr(10), 0, offset) + 1}行"
        at = bisect_right(self.places, offset, key=lambda place: place.start)
        return self.places[max(at - 1, 0)].where


class Draft:
    """A document being put together: pieces of text in order, each with its place."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._places: list[Place] = []
        self._length = 0

    def write(self, text: str, where: str) -> None:
        """Goes on in the present line."""
        if text:
            if not self._places or self._places[-1].where != where:
                self._places.append(Place(self._length, where))
            self._pieces.append(text)
            self._length += len(text)

    def end_line(self) -> None:
        """Ends the present line; a line that holds nothing stays out."""
        if self._pieces and self._pieces[-1] != "\n":
            self._pieces.append("\n")
            self._length += 1

    def line(self, text: str, where: str) -> None:
        """A whole line; one that holds nothing is left out."""
        if text.strip():
            self.end_line()
            self.write(text.rstrip(), where)
            self.end_line()

    def document(self, kind: Kind) -> Document:
        """What was written so far."""
        self.end_line()
        return Document("".join(self._pieces), kind, tuple(self._places))
