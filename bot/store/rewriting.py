"""Writing the record anew: the one case in which a line that was written changes. Numbers and order stay, lines that do
not change stay byte for byte, and a cut in between leaves every file whole, as it was or as it is to be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.record.events import Entry, entry_json, parse_entry
from bot.store.disk import disk_error, replace_file
from bot.store.lines import split_line, to_line
from bot.store.linestore import SUFFIX, series_files
from bot.store.record import SERIES
from bot.store.turn import Turn


def rewrite(home: Path, change: Callable[[Entry], Entry]) -> int:
    """Puts `change(entry)` in the place of every entry of a home's record; how many changed. The record must have been
    opened since it was last torn, and nobody may have it open. The latest file is first: cut off in between, what the
    change was found from (it comes before what it led to) is still there to do it again. Raises StoreError."""
    folder = home / "data"
    turn = Turn(folder / f"{SERIES}.lock")
    with turn:
        names = reversed(series_files(folder, SERIES))
        changed = sum(_rewrite(folder / (name + SUFFIX), change) for name in names)
    turn.close()
    return changed


def _rewrite(path: Path, change: Callable[[Entry], Entry]) -> int:
    before = path.read_bytes().splitlines(keepends=True)
    after = [_line(line, change) for line in before]
    changed = sum(old != new for old, new in zip(before, after, strict=True))
    if changed:
        try:
            replace_file(path, b"".join(after))
        except OSError as error:
            raise disk_error(path, "写", error) from error
    return changed


def _line(line: bytes, change: Callable[[Entry], Entry]) -> bytes:
    number, document = split_line(line)
    entry = parse_entry(document)
    new = change(entry)
    return line if new is entry else to_line(number, entry_json(new))
