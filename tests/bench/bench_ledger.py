"""How long the ledger of 5,000 tasks takes to compute, write and read. `python tests/bench/bench_ledger.py`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.record.events import Amount
from bot.reports.ledger.importing import read_ledger
from bot.reports.ledger.rows import ledger
from bot.reports.ledger.xlsx import ledger_xlsx
from tests.reports_world import PEOPLE, TASKS, at, light, reported, world

COUNT = 5_000
ALLOWED = 10.0
LEADERS = ("zhaoshang", "zhujian", None)
WORDS = "已签约3个，在谈5个，月底前再签1个，3家企业正在办理注册手续，招商小分队本周赴长三角对接"


def timed(name: str, work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    result = work()
    print(f"{name:<28}{time.perf_counter() - began:8.2f} s")
    return result


def main() -> None:
    tasks = tuple(
        TASKS[n % len(TASKS)].model_copy(update={"id": f"p-{n}", "leader": LEADERS[n % len(LEADERS)]})
        for n in range(COUNT)
    )
    record = (
        reported(f"2024-03-{day} 10:00", task.id, text=WORDS, percent=day, quantity=Amount(value=day, unit="个"))
        for task in tasks[::2]
        for day in (14, 21, 28)
    )
    zone = world(*record, tasks=tasks)
    print(f"{COUNT} tasks, {COUNT * 3 // 2} reports; the file is to be written in {ALLOWED:.0f} s")
    value = timed("compute the ledger", lambda: ledger(zone, at("2024-03-29 15:00"), light))
    written = timed("write the file", lambda: ledger_xlsx(value))
    back = timed("read it back", lambda: read_ledger(written, tasks, PEOPLE))
    print(f"{len(written) / 1e6:.1f} MB, {len(back.edits)} changes, {len(back.problems)} problems")


if __name__ == "__main__":
    main()
