"""`interpret`: replies with what was asked go in, what was understood comes out, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from bot.replies import interpret, update_json
from bot.replies.entries import read_entry


def interpret_lines(lines: Iterable[str], out: TextIO, complain: TextIO) -> bool:
    """Writes `{"id", "updates"}` for each entry, in order; a bad line is named on `complain`, the rest is done. Tells
    whether every line was good."""
    good = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = read_entry(line)
        except ValueError as error:
            good = False
            print(f"第 {number} 行：{error}", file=complain)
            continue
        updates = [update_json(u) for u in interpret(entry.text, entry.tasks, entry.at)]
        print(json.dumps({"id": entry.id, "updates": updates}, ensure_ascii=False), file=out)
    return good
