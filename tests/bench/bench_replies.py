"""Replies understood a second, beside dateparser's search for their dates alone; and from a reply to its being on disk.

Run as a script.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from dateparser.search import search_dates  # noqa: E402

from bot.dialogue.incoming import Incoming  # noqa: E402
from bot.office import Office  # noqa: E402
from bot.record.events import Bound, Entry  # noqa: E402
from bot.replies import interpret  # noqa: E402
from bot.replies.entries import read_entry  # noqa: E402
from bot.settings import ZONE  # noqa: E402

ENTRIES = ROOT / "tests" / "corpora" / "replies_own.jsonl"
NOW = datetime(2024, 3, 21, 9, 30, tzinfo=ZONE)


def understanding() -> None:
    entries = [read_entry(line) for line in ENTRIES.read_text(encoding="utf-8").splitlines() if line.strip()]
    begun = time.perf_counter()
    for entry in entries:
        interpret(entry.text, entry.tasks, entry.at)
    mine = time.perf_counter() - begun
    begun = time.perf_counter()
    for entry in entries:
        search_dates(entry.text, languages=["zh"])
    theirs = time.perf_counter() - begun
    print(f"{len(entries)} replies: {len(entries) / mine:,.0f} understood a second")
    print(
        f"  dateparser, dates alone: {len(entries) / theirs:,.0f} a second; ours is {theirs / mine:.1f} times as fast"
    )


def to_disk(replies: int = 300) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "config").mkdir()
        (home / "config" / "people.toml").write_text('[[person]]\nid = "li"\nname = "李"\n', encoding="utf-8")
        tasks = [
            {"id": f"t-{n}", "plan": "计划", "title": f"第{n}项工作", "leader": "li", "status": "active"}
            for n in range(30)
        ]
        (home / "tasks.json").write_text(json.dumps({"schema": 1, "tasks": tasks}), encoding="utf-8")
        office = Office(home, lambda: NOW)
        bound = Bound(person="li", channel="bench", chat="li", user="li", code_hash="")
        office.record.append(Entry(at=NOW, cause="bench:bind", events=(bound,)))
        taken = []
        for n in range(replies):
            said = Incoming(
                kind="text", channel="bench", chat="li", user="li", at=NOW, text=f"3 完成{n % 100}%", ref=str(n)
            )
            begun = time.perf_counter()
            office.hear(said, f"bench:{n}")
            taken.append(time.perf_counter() - begun)
    p99 = quantiles(taken, n=100)[-1]
    print(f"a reply heard, answered and on disk: median {1000 * median(taken):.1f} ms, p99 {1000 * p99:.1f} ms")


if __name__ == "__main__":
    understanding()
    to_disk()
