"""A durable append beside a bare fsynced one and beside TinyDB's JSONStorage; start-up; tasks.json at size.

Run as a script. `--small` leaves out the 100,000s. Bare, ours and the record take turns, so that a slow moment of the
disk hits all three; ratios are of medians in this run.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tinydb import TinyDB

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.model import Goal, Milestone, Task  # noqa: E402
from bot.record.events import (  # noqa: E402
    Action,
    Amount,
    Button,
    Entry,
    Message,
    Queued,
    Reported,
    Sending,
    Sent,
    entry_json,
)
from bot.store.linestore import LineDB  # noqa: E402
from bot.store.record import Record  # noqa: E402
from bot.store.tasksfile import TasksFile  # noqa: E402

SIZES = [1_000, 10_000] if "--small" in sys.argv else [1_000, 10_000, 100_000]
ROUNDS = 400
AT = datetime(2024, 3, 21, 1, tzinfo=UTC)
TEXT = "截至目前已签约4个，另有2个在谈，土地指标还没落实，需要自规局支持，预计5月底能再落地2个"


def entry(number: int) -> Entry:
    reported = Reported(
        reply=f"telegram:{number}", task=f"linhe-2024-{number % 300}", person="zhaoshang", said_by="zhaoshang",
        text=TEXT, status="blocked", quantity=Amount(value=4, unit="个"), expected=date(2024, 5, 31),
        blocker="土地指标还没落实", help_from=("自规局",),
    )  # fmt: skip
    at = AT + timedelta(minutes=number)
    return Entry(at=at, cause=f"telegram:{number}", by="zhaoshang", events=(reported,))


def timed(work: Callable[[], object]) -> float:
    """Microseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e6


def bare_appender(path: Path) -> Callable[[], object]:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    line = json.dumps(entry_json(entry(0)), ensure_ascii=False).encode() + b"\n"

    def append() -> None:
        os.write(handle, line)
        os.fsync(handle)

    return append


def json_storage_insert(home: Path, size: int) -> float:
    """TinyDB as it comes, holding `size` documents already."""
    path = home / f"tinydb-{size}.json"
    documents = {str(n): entry_json(entry(n)) for n in range(size)}
    path.write_text(json.dumps({"_default": documents}), encoding="utf-8")
    db = TinyDB(path)
    rounds = 3 if size >= 100_000 else 8
    return median(timed(lambda: db.insert(entry_json(entry(size)))) for _ in range(rounds))


def appends(home: Path, size: int) -> tuple[float, float, float, float]:
    """Median microseconds of a bare append, an insert into a table of lines, an append to the record, JSONStorage."""
    bare = bare_appender(home / "bare")
    table = LineDB(home / "lines", "lines").table("lines-1")
    table.insert_multiple(entry_json(entry(n)) for n in range(size))
    record = Record.open(home)
    record.append(*(entry(n) for n in range(size)))
    times: dict[str, list[float]] = {"bare": [], "table": [], "record": []}
    for number in range(size, size + ROUNDS):
        one, document = entry(number), entry_json(entry(number))
        times["bare"].append(timed(bare))
        times["table"].append(timed(lambda document=document: table.insert(document)))
        times["record"].append(timed(lambda one=one: record.append(one)))
    return *(median(values) for values in times.values()), json_storage_insert(home, size)


def lived(number: int) -> Entry:
    """What a record is made of: of four entries three are a message on its way, one is what a leader answered."""
    step, message = number % 4, f"m{number // 4}"
    if step == 3:
        return entry(number)
    buttons = tuple(Button(label="全部正常", key=f"{message}.{n}", action=Action(verb="report")) for n in range(4))
    queued = Queued(message=Message(id=message, to="zhaoshang", text=TEXT * 6, rows=(buttons,), keys=(f"k/{message}",)))
    event = (queued, Sending(message=message), Sent(message=message, refs=("12345",)))[step]
    return Entry(at=AT + timedelta(minutes=number), cause=f"{event.kind}:{message}", events=(event,))


def start_up(home: Path, size: int) -> float:
    record = Record.open(home)
    record.append(*(lived(n) for n in range(size)))
    record.close()
    return min(timed(lambda: Record.open(home)) for _ in range(3)) / 1e6


def tasks_file(home: Path, size: int) -> tuple[float, float]:
    """Seconds to write and to read a tasks.json of this size."""
    task = Task(
        id="t", plan="临河新区2024年工作要点", number="12", title="加大招商引资力度", leader="zhaoshang",
        milestones=(Milestone(id="m1", what="全年", first=date(2024, 1, 1), due=date(2024, 12, 31)),),
        targets=(Goal(id="t1", what="招引项目", quote="招引项目1个", value=1, unit="个", due=date(2024, 12, 31)),),
    )  # fmt: skip
    tasks = [task.model_copy(update={"id": f"linhe-2024-{n}"}) for n in range(size)]
    file = TasksFile(home / "tasks.json")
    return timed(lambda: file.write(tasks)) / 1e6, timed(file.read) / 1e6


def main() -> None:
    print("a durable append, median µs (times the bare one)")
    print(f"{'held':>8} {'bare fsync':>11} {'table of lines':>18} {'record':>18} {'TinyDB JSONStorage':>22}")
    for size in SIZES:
        with TemporaryDirectory() as folder:
            bare, table, record, plain = appends(Path(folder), size)
        print(
            f"{size:>8,} {bare:>11.0f} {table:>10.0f} ({table / bare:4.2f}) {record:>10.0f} ({record / bare:4.2f})"
            f" {plain:>12.0f} ({plain / bare:6.0f})"
        )
    for size in SIZES[1:]:
        with TemporaryDirectory() as folder:
            print(f"start-up with {size:,} events: {start_up(Path(folder), size):.2f} s")
        with TemporaryDirectory() as folder:
            wrote, read = tasks_file(Path(folder), size)
            print(f"tasks.json with {size:,} tasks: written in {wrote:.2f} s, read in {read:.2f} s")


if __name__ == "__main__":
    main()
