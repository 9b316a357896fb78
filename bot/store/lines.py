"""How a document stands in a line of a file: JSON with a checksum and a number, readable by people and by any tool.

    {"crc":"1a2b3c4d","n":17,"doc":{"v":1,"at":"2024-03-21T09:00:00+08:00",…}}

`crc` is the CRC-32 of all bytes after it, so that a flipped bit or a hand edit is found; `n` counts on through all
files of a series, so that a line taken out or put in twice is found too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zlib import crc32

_HEAD = len(b'{"crc":"00000000",')
_REST = re.compile(rb'"n":([0-9]+),"doc":(.*)}\n', re.DOTALL)
_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_WRITE_ASCII = json.JSONEncoder(separators=(",", ":")).encode


class BadLineError(ValueError):
    """A line that is not as it was written. `why` is Chinese; `line` its number in the file, from 1."""

    def __init__(self, why: str, *, line: int = 0) -> None:
        self.why, self.line = why, line
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place between two lines of a series: which file, the bytes and lines before it there, the last number used."""

    name: str = ""
    offset: int = 0
    line: int = 0
    number: int = 0


def to_line(number: int, document: Mapping[str, Any]) -> bytes:
    """The line of a document, with its newline. A lone surrogate, which UTF-8 cannot hold, is written escaped."""
    value = {"n": number, "doc": document}
    try:
        rest = _WRITE(value)[1:].encode()
    except UnicodeEncodeError:
        rest = _WRITE_ASCII(value)[1:].encode()
    return b'{"crc":"%08x",%b\n' % (crc32(rest), rest)


def split_line(line: bytes) -> tuple[int, bytes]:
    """Number and document (as JSON) of a line with its newline. Raises BadLineError."""
    if line[:_HEAD] != b'{"crc":"%08x",' % crc32(line[_HEAD:-1]) or not line.endswith(b"\n"):
        raise BadLineError("校验和不对，这一行被改动过或没有写完")
    if parts := _REST.fullmatch(line, _HEAD):
        return int(parts[1]), parts[2]
    raise BadLineError("这一行不是本程序写的")


def from_line(line: bytes) -> tuple[int, dict[str, Any]]:
    """Number and document of a line with its newline. Raises BadLineError."""
    number, document = split_line(line)
    try:
        return number, dict(json.loads(document))
    except (ValueError, TypeError) as error:
        raise BadLineError("这一行不是本程序写的") from error


class Lines:
    """The documents (as JSON) in `content`, which begins at the mark `start`: iterate over them once.

    Afterwards `end` is the mark behind the last good line, `torn` the bytes behind it, and `gaps` are the lines before
    which numbers are missing; the first line of a series may have any number. Bad lines are a torn tail where no good
    line follows; where one does, BadLineError is raised with the line."""

    def __init__(self, content: bytes, start: Mark) -> None:
        self.torn = b""
        self.gaps: list[int] = []
        self._content, self._start = content, start
        self._offset, self._line, self._number = start.offset, start.line, start.number

    @property
    def end(self) -> Mark:
        return Mark(self._start.name, self._offset, self._line, self._number)

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        lines = BytesIO(self._content)
        for line in lines:
            try:
                number, document = self._next(line)
            except BadLineError as error:
                if any(map(_is_good, lines)):
                    raise BadLineError(error.why, line=self._line + 1) from error
                self.torn = self._content[self._offset - self._start.offset :]
                return
            yield number, document

    def _next(self, line: bytes) -> tuple[int, bytes]:
        number, document = split_line(line)
        if number <= self._number:
            raise BadLineError(f"编号 {number} 已经用过，这一行被复制或移动过")
        if self._number and number > self._number + 1:
            self.gaps.append(self._line + 1)
        self._offset, self._line, self._number = self._offset + len(line), self._line + 1, number
        return number, document


def _is_good(line: bytes) -> bool:
    try:
        split_line(line)
    except BadLineError:
        return False
    return True
