"""What can go wrong at the edge of the program. The core raises none of these: text that it cannot read is an answer.

    DubanError
    ├── DocumentError    a plan cannot be read: another kind of file, scanned, empty, no year
    ├── FileError        tasks.json or config/ is wrong; carries every problem with its line
    ├── StoreError       the record cannot be read or written
    ├── ReportError      a report cannot be made here: no Chinese font, an unknown file suffix
    ├── HomeInUse        another bot holds this home (exit code 3)
    └── ChannelError     the chat service refuses to work at all (a wrong token, no network at the start)

Every message is one Chinese sentence for the person at the screen: what is wrong, where, and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class DubanError(Exception):
    """The root of all errors that end in one clear message and exit code 1."""

    exit_code = 1


class DocumentError(DubanError):
    """A plan that cannot be read."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file that people edit: where it is, what is wrong and what would be right (all Chinese)."""

    path: Path
    line: int | None
    says: str

    def __str__(self) -> str:
        where = f"{self.path} 第 {self.line} 行" if self.line else str(self.path)
        return f"{where}：{self.says}"


class FileError(DubanError):
    """tasks.json or a file of config/ is wrong. `problems` holds every mistake found, in the order of the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class StoreError(DubanError):
    """The record on disk cannot be read or written."""


class ReportError(DubanError):
    """A report that cannot be made on this machine or in this form."""


class HomeInUse(DubanError):
    """Another bot already holds this home."""

    exit_code = 3


class ChannelError(DubanError):
    """The chat service refuses to work at all. `retry_after`: after so many seconds trying again makes sense."""

    def __init__(self, says: str, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(says)
