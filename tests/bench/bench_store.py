"""A durable append beside a bare fsynced one and beside TinyDB's JSONStorage; start-up; tasks.json and memory at size.

Run as a script (on Linux); it exits with 1 where a promise is not kept. `--small` leaves out the 100,000s. Bare, ours
and the record take turns, so that a slow moment of the disk hits all three; a ratio is the median of each turn's. What
is read is timed at its best of five, as wall clock and as the processor's own time, which a busy machine does not
lengthen.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
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
AT_MOST = 2.0
"""Times the bare append, and seconds of start-up with 100,000 events."""
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


def appends(home: Path, size: int) -> dict[str, list[float]]:
    """Microseconds of a bare append, an insert into a table of lines and an append to the record, turn by turn."""
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
    return times


def ratio(times: dict[str, list[float]], name: str) -> float:
    """How many times the bare append in the same turn."""
    return median(ours / bare for ours, bare in zip(times[name], times["bare"], strict=True))


def lived(number: int) -> Entry:
    """What a record is made of: of four entries three are a message on its way, one is what a leader answered."""
    step, message = number % 4, f"m{number // 4}"
    if step == 3:
        return entry(number)
    buttons = tuple(Button(label="全部正常", key=f"{message}.{n}", action=Action(verb="report")) for n in range(4))
    queued = Queued(message=Message(id=message, to="zhaoshang", text=TEXT * 6, rows=(buttons,), keys=(f"k/{message}",)))
    event = (queued, Sending(message=message), Sent(message=message, refs=("12345",)))[step]
    return Entry(at=AT + timedelta(minutes=number), cause=f"{event.kind}:{message}", events=(event,))


def start_up(home: Path, size: int) -> tuple[float, float]:
    """Seconds of the wall clock and of the processor, each the best of five."""
    record = Record.open(home)
    record.append(*(lived(n) for n in range(size)))
    record.close()
    walls, processor = [], []
    for _ in range(5):
        before = time.process_time()
        walls.append(timed(lambda: Record.open(home)) / 1e6)
        processor.append(time.process_time() - before)
    return min(walls), min(processor)


USED = """
import re, sys
from datetime import datetime
from pathlib import Path
from bot.office import Office
from bot.settings import ZONE
def most():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1000
empty = most()
office = Office(Path(sys.argv[1]), lambda: datetime(2024, 3, 21, 8, tzinfo=ZONE))
assert len(office.given.tasks) == int(sys.argv[2])
print(empty, most())
"""


def memory(home: Path, size: int) -> tuple[int, int]:
    """Megabytes at most of a process that has imported the bot, and of one that has opened an office of this size (the
    second time: at the first every task comes on record)."""
    (home / "config").mkdir()
    shutil.copy(ROOT / "config" / "people.toml", home / "config")
    for _ in range(2):
        command = [sys.executable, "-c", USED, str(home), str(size)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    empty, full = map(int, done.stdout.split())
    return empty, full


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


def main() -> int:
    kept = True
    print("a durable append, median µs (times the bare one)")
    print(f"{'held':>8} {'bare fsync':>11} {'table of lines':>18} {'record':>18} {'TinyDB JSONStorage':>22}")
    for size in SIZES:
        with TemporaryDirectory() as folder:
            times = appends(Path(folder), size)
            plain = json_storage_insert(Path(folder), size)
        bare, table, record = (median(times[name]) for name in ("bare", "table", "record"))
        ratios = [ratio(times, name) for name in ("table", "record")]
        print(
            f"{size:>8,} {bare:>11.0f} {table:>10.0f} ({ratios[0]:4.2f}) {record:>10.0f} ({ratios[1]:4.2f})"
            f" {plain:>12.0f} ({plain / bare:6.0f})"
        )
        kept = kept and max(ratios) <= AT_MOST
    for size in SIZES[1:]:
        with TemporaryDirectory() as folder:
            wall, processor = start_up(Path(folder), size)
        print(f"start-up with {size:,} events: {wall:.2f} s, {processor:.2f} s of the processor")
        kept = kept and processor < AT_MOST
        with TemporaryDirectory() as folder:
            wrote, read = tasks_file(Path(folder), size)
            print(f"tasks.json with {size:,} tasks: written in {wrote:.2f} s, read in {read:.2f} s")
            empty, full = memory(Path(folder), size)
            print(f"an office with {size:,} tasks: {full:,} MB at most, {empty:,} MB of them before it was opened")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
