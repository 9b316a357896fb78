"""A process that appends to the record of a home: `python -m tests.record_writer HOME NAME COUNT`.

It says `ready`, waits for a line on standard input, then appends entries NAME:0, NAME:1, … and says each number when it
is acknowledged. Every tenth has the cause `shared:N`, which other writers try for as well."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.record.events import Entry, Handled
from bot.store.record import Record


def cause_of(name: str, number: int) -> str:
    """What the writer of this name writes as its entry of this number."""
    return f"shared:{number}" if number % 10 == 0 else f"{name}:{number}"


def main(home: str, name: str, count: str) -> None:
    record = Record.open(Path(home))
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(count)):
        at = datetime(2024, 3, 21, 1, tzinfo=UTC)
        record.append(Entry(at=at, cause=cause_of(name, number), by="长文字" * 50, events=(Handled(),)))
        print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
