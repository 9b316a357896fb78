"""The record: everything that happened, entry by entry, only ever appended to, in `data/record-YEAR.jsonl`.

An entry goes to the file of the year of its `at` in Asia/Shanghai, but never before one that stands already: where a
clock was set back over New Year it goes to the later file, so that the order of the files stays the order of events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tinydb.table import Table

from bot.errors import StoreError
from bot.record.events import Entry, LaterVersionError, entry_json, parse_entry
from bot.record.states import States
from bot.settings import ZONE
from bot.store.bulk import many_values
from bot.store.lines import Mark
from bot.store.linestore import LineDB, LineStorage

SERIES = "record"


class Record:
    """Open it with `Record.open`. It may be used from several threads; other processes may append beside it."""

    def __init__(self, db: LineDB) -> None:
        self._db = db
        self._seen = Mark()
        self.states = States()

    @classmethod
    def open(cls, home: Path) -> Record:
        """The record of a home, read and folded. Raises StoreError where a line is damaged or not to be read."""
        record = cls(LineDB(home / "data", SERIES))
        with many_values(to_stay=True):
            record._fold(record._unseen())  # straight from the disk: a list of all would take half as long again
            record._seen = record._lines.end
        return record

    @property
    def notes(self) -> list[str]:
        """What was found amiss and did no harm (Chinese sentences): a torn line set aside, a number missing."""
        return self._lines.notes

    def append(self, *entries: Entry) -> tuple[Entry, ...]:
        """Appends entries in one synced write, folds them in and answers with those written: an entry whose cause is
        worked off already, by whichever process, is left out, so that trying again is harmless. Raises StoreError, and
        then none of them counts."""
        with self._lines.turn:
            self.catch_up()
            fresh = self._not_worked_off(entries)
            if fresh:
                self._table_of(fresh[-1]).insert_multiple(map(entry_json, fresh))
                self._seen = self._lines.end
                self._fold(fresh)
            return fresh

    def catch_up(self) -> tuple[Entry, ...]:
        """Folds in what others have appended since and answers with it. Costs next to nothing where nobody has."""
        with self._lines.turn:
            entries = tuple(self._unseen())
            self._fold(entries)
            self._seen = self._lines.end
            return entries

    def entries(self) -> Iterator[Entry]:
        """All entries, oldest first, read from disk."""
        for name in self._lines.names():
            yield from (self._entry(document) for _, document in self._lines.documents(name))

    def close(self) -> None:
        """Closes the files."""
        self._db.close()

    @property
    def _lines(self) -> LineStorage:
        return self._db.lines

    def _unseen(self) -> Iterator[Entry]:
        return map(self._entry, self._lines.read_after(self._seen))

    def _not_worked_off(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        fresh: dict[str, Entry] = {}
        for entry in entries:
            if entry.cause not in self.states.causes:
                fresh.setdefault(entry.cause, entry)
        return tuple(fresh.values())

    def _table_of(self, entry: Entry) -> Table:
        name = f"{SERIES}-{entry.at.astimezone(ZONE).year}"
        return self._db.table(max(name, self._lines.end.name))

    def _fold(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self.states.apply(entry)

    def _entry(self, document: bytes) -> Entry:
        try:
            return parse_entry(document)
        except LaterVersionError as error:
            says = f"{self._lines.folder} 里的记录是更新的版本写的：{error}。请用那个版本的程序打开。"
            raise StoreError(says) from error
        except ValueError as error:
            shown = document[:200].decode(errors="replace")
            raise StoreError(f"{self._lines.folder} 里有一条记录不合要求，请用备份恢复：{shown}") from error
