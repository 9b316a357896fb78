"""A series of files of lines as a TinyDB database that only grows: a file a table, a line a document.

`LineTable.insert` is one line appended and synced, at the same cost whatever the table holds; TinyDB's own would
rebuild the table and rewrite the file. Every method that would change or take away a document raises. Several processes
may append: each takes its turn for the write only, and `read_after` tells what the others appended.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from bot.errors import StoreError
from bot.store.disk import disk_error, make_folder
from bot.store.linefile import LineFile
from bot.store.lines import Lines, Mark, to_line
from bot.store.turn import Turn

SUFFIX = ".jsonl"


def series_files(folder: Path, series: str) -> list[str]:
    """The names, without suffix, of the files of a series in a folder, oldest first. Raises StoreError."""
    try:
        files = os.listdir(folder)  # noqa: PTH208 - asked once an append, and five times as fast as Path.iterdir
    except OSError as error:
        raise disk_error(folder, "读", error) from error
    return sorted(f.removesuffix(SUFFIX) for f in files if f.startswith(f"{series}-") and f.endswith(SUFFIX))


class LineStorage(Storage):
    """The files `SERIES-*.jsonl` of a folder, in the order of their names; only the last is ever appended to.

    `end` is the mark behind all that was read or written. `notes` tells, in Chinese, what was set aside or is missing;
    whoever opens the storage shows them."""

    def __init__(self, folder: Path, series: str) -> None:
        make_folder(folder)
        self.folder, self.series = folder, series
        self.turn = Turn(folder / f"{series}.lock")
        self.notes: list[str] = []
        self._files: dict[str, LineFile] = {}
        self.end = Mark()
        self._stuck: StoreError | None = None
        self._read_in = 0

    # ---- what TinyDB asks of a storage ----

    def read(self) -> dict[str, dict[str, Any]]:
        """All tables, read anew each time, so that nothing TinyDB does to them comes back here."""
        return {name: self.read_table(name) for name in self.names()}

    def write(self, data: Mapping[str, Any]) -> NoReturn:
        raise TypeError("files of lines are only ever appended to")

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        self.turn.close()

    # ---- what tables of lines ask beside it ----

    def names(self) -> list[str]:
        """The tables, oldest first."""
        return series_files(self.folder, self.series)

    def read_table(self, name: str) -> dict[str, dict[str, Any]]:
        """One table as TinyDB knows it. Raises StoreError."""
        return {str(number): json.loads(document) for number, document in self.documents(name)}

    def documents(self, name: str) -> Iterator[tuple[int, bytes]]:
        """One table: number and document (as JSON) of each line. Raises StoreError."""
        file = self._file(name)
        return file.documents(file.read(Mark(name)))

    def read_after(self, mark: Mark) -> Iterator[bytes]:
        """The documents (as JSON) appended behind the mark, by whomever; after the last one `end` is the mark behind
        it. A torn tail is set aside, or only noted on a disk that does not allow it. Raises StoreError for any other
        bad line."""
        with self.turn:
            self._stuck = None
            for name in self.names():
                if name >= mark.name:
                    mark = yield from self._read_file(name, self._start_of(name, mark))
            self.end = mark
            self._read_in = self.turn.count

    def append(self, name: str, documents: Sequence[Mapping[str, Any]]) -> list[int]:
        """Appends documents in one synced write behind `end`, which moves on, and answers with their numbers. Raises
        StoreError, and then the file is as it was."""
        with self.turn:
            if self._read_in != self.turn.count:  # in one turn nobody else appends: to read on once is enough
                deque(self.read_after(self.end), maxlen=0)
            if self._stuck:
                raise self._stuck
            start = self._start_of(name, self.end)
            numbers = [start.number + 1 + i for i in range(len(documents))]
            content = b"".join(map(to_line, numbers, documents))
            self._read_in = 0  # where the write fails, the end has to be looked at again
            self._file(name).append(content, start.offset)
            self._read_in = self.turn.count
            count = len(numbers)
            self.end = Mark(name, start.offset + len(content), start.line + count, start.number + count)
            return numbers

    def drop(self, name: str) -> None:
        """Takes a whole table away. Raises StoreError."""
        with self.turn:
            self._file(name).drop()
            del self._files[name]

    # ---- inside ----

    def _read_file(self, name: str, start: Mark) -> Generator[bytes, None, Mark]:
        file = self._file(name)
        lines = file.read(start)
        for _, document in file.documents(lines):
            yield document
        self.notes += [f"{file.path} 第 {line} 行之前缺了记录，编号不连续。" for line in lines.gaps]
        if lines.torn:
            self._set_aside(file, lines)
        return lines.end

    def _start_of(self, name: str, mark: Mark) -> Mark:
        """Where to go on in a table: behind the mark, or at the beginning of the next file, the numbers running on."""
        if name < mark.name:
            raise ValueError(f"{name} is closed, {mark.name} has begun")
        return mark if name == mark.name else Mark(name, number=mark.number)

    def _set_aside(self, file: LineFile, lines: Lines) -> None:
        try:
            self.notes.append(file.set_aside(lines))
        except StoreError as error:
            self._stuck = error
            self.notes.append(f"{file.path} 末尾有没写完的一行，还没能移开：{error}")

    def _file(self, name: str) -> LineFile:
        if name not in self._files:
            self._files[name] = LineFile(self.folder / (name + SUFFIX))
        return self._files[name]


class LineTable(Table):
    """A table of lines: `insert` and `insert_multiple` append, what only reads works as in TinyDB, all else raises
    TypeError. Document ids are given by the storage. Queries are not cached: others may have appended."""

    def __init__(self, storage: Storage, name: str, **_: Any) -> None:
        super().__init__(storage, name, cache_size=0)

    @property
    def _lines(self) -> LineStorage:
        return cast(LineStorage, self._storage)

    def insert(self, document: Mapping[str, Any]) -> int:
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        return self._lines.append(self.name, list(documents))

    def _read_table(self) -> dict[str, Mapping[Any, Any]]:
        return {**self._lines.read_table(self.name)}

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], Any]) -> NoReturn:
        raise TypeError(f"{self.name} is only ever appended to")


class LineDB(TinyDB):
    """`LineDB(folder, series)`: TinyDB over the files of a series."""

    table_class: type[Table] = LineTable

    def __init__(self, folder: Path, series: str) -> None:
        super().__init__(folder, series, storage=LineStorage)

    @property
    def lines(self) -> LineStorage:
        """The storage, for what TinyDB has no word for: reading on from a mark, notes, the turn."""
        return cast(LineStorage, self.storage)
