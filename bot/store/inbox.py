"""The inbox: what chat services told us, on disk before they are told that we have it, until it is worked off.

What is worked off is told by the record alone (`States.causes`). The inbox is no audit trail: when it is opened, and
when it has grown, it moves what is still open, and what was parked, to a new file and drops the old one.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from bot.errors import StoreError
from bot.record.codes import without_codes
from bot.record.states import States
from bot.store.lines import Mark
from bot.store.linestore import LineDB

SERIES = "inbox"
ROLL_AFTER = 10_000
"""Updates on file after which what is worked off is left behind."""


class Kept(NamedTuple):
    """An update as it came. `cause` is the cause of the entry by which it is worked off."""

    cause: str
    channel: str
    id: str
    raw: Mapping[str, Any]


class Inbox:
    """Open it with `Inbox.open`; only the process that holds the home may."""

    def __init__(self, db: LineDB, states: States) -> None:
        self._db, self._states = db, states
        self._open: dict[str, Kept] = {}
        self._parked: dict[str, Kept] = {}
        self._last: dict[str, str] = {}
        self._on_file = 0
        self._keeping = asyncio.Lock()
        self._news = asyncio.Event()

    @classmethod
    def open(cls, home: Path, states: States, *, forget_parked: bool = False) -> Inbox:
        """The inbox of a home. `states` are the record's own, which grow as updates are worked off. What was parked
        stays, for somebody to look at, unless it is to be forgotten. Raises StoreError where a line is damaged or not
        to be read."""
        inbox = cls(LineDB(home / "data", SERIES), states)
        inbox._read()
        inbox.pending()
        if forget_parked:
            inbox._parked.clear()
        if inbox._on_file > len(inbox.pending()) + len(inbox._parked):
            with suppress(StoreError):  # a full disk: the next start or the next update tries again
                inbox._roll(inbox.pending())
        return inbox

    @property
    def notes(self) -> list[str]:
        """What was found amiss and did no harm (Chinese sentences)."""
        return self._db.lines.notes

    async def keep(self, channel: str, updates: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """Keeps updates as (id, raw), synced when it returns; ids kept or worked off before are skipped. Raises
        StoreError, and then none of them is kept."""
        async with self._keeping:
            fresh = self._fresh(channel, updates)
            if fresh:
                await asyncio.to_thread(self._write, list(map(_document, fresh.values())))
                self._note(fresh)
                self._news.set()
            if self._on_file > ROLL_AFTER and self._on_file > 2 * len(self.pending()):
                await asyncio.to_thread(self._roll, self.pending())

    def last(self, channel: str) -> str | None:
        """The id of the update kept last, to go on from after a restart."""
        return self._last.get(channel)

    def pending(self) -> list[Kept]:
        """What was kept and is not worked off, in the order in which it came."""
        done = self._states.causes
        self._parked |= {cause: kept for cause, kept in self._open.items() if cause in self._states.parked}
        self._open = {cause: kept for cause, kept in self._open.items() if cause not in done}
        return list(self._open.values())

    async def wait(self) -> None:
        """Returns when something was kept since it returned last, at once where that has happened already; what is
        pending when the inbox is opened counts as kept then."""
        await self._news.wait()
        self._news.clear()

    def close(self) -> None:
        """Closes the files."""
        self._db.close()

    def _fresh(self, channel: str, updates: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, Kept]:
        fresh: dict[str, Kept] = {}
        for id_, raw in updates:
            cause = f"{channel}:{id_}"
            if cause not in self._open and cause not in self._states.causes:
                fresh.setdefault(cause, Kept(cause, channel, id_, raw))
        return fresh

    def _note(self, fresh: Mapping[str, Kept]) -> None:
        self._open.update(fresh)
        self._last.update({kept.channel: kept.id for kept in fresh.values()})
        self._on_file += len(fresh)

    def _write(self, documents: Sequence[Mapping[str, Any]]) -> None:
        tables = self._db.lines.names() or [f"{SERIES}-000001"]
        self._db.table(tables[-1]).insert_multiple(documents)

    def _read(self) -> None:
        """A line without `raw` only tells which update of a channel was the last."""
        for document in map(json.loads, self._db.lines.read_after(Mark())):
            channel, id_ = document["channel"], document["id"]
            self._last[channel] = id_
            if "raw" in document:
                self._on_file += 1
                self._open.setdefault(f"{channel}:{id_}", Kept(f"{channel}:{id_}", channel, id_, document["raw"]))
        if self.pending():
            self._news.set()

    def _roll(self, pending: Sequence[Kept]) -> None:
        """Cut off in between, both files stand, and what is in both counts once."""
        lines = self._db.lines
        old = lines.names()
        table = self._db.table(f"{SERIES}-{int(old[-1].rpartition('-')[2]) + 1:06d}")
        last = [{"channel": channel, "id": id_} for channel, id_ in self._last.items()]
        stay = [*pending, *map(_without_codes, self._parked.values())]
        table.insert_multiple([*map(_document, stay), *last])
        self._on_file = len(stay)
        for name in old:
            lines.drop(name)


def _without_codes(kept: Kept) -> Kept:
    """What is kept for somebody to look at shows no code that may still be good."""
    return kept._replace(raw=json.loads(without_codes(json.dumps(kept.raw, ensure_ascii=False))))


def parked(home: Path, states: States) -> list[Kept]:
    """What was parked, as it came; changes nothing, and may be asked beside a running bot. Raises StoreError."""
    if not (home / "data").is_dir():
        return []
    lines = LineDB(home / "data", SERIES).lines
    kept = [json.loads(document) for name in lines.names() for _, document in lines.documents(name)]
    found = {f"{one['channel']}:{one['id']}": one for one in kept if "raw" in one}
    return [
        Kept(cause, one["channel"], one["id"], one["raw"]) for cause, one in found.items() if cause in states.parked
    ]


def _document(kept: Kept) -> dict[str, Any]:
    return {"channel": kept.channel, "id": kept.id, "raw": kept.raw}
