"""The whole reading of plans beside what JioNLP and dateparser take to find times alone, on the same text in one run.

Run as a script. Reads the plans of $DUBAN_CORPORA where it is set, else the sample plan many times over.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import jionlp  # noqa: E402
from dateparser.search import search_dates  # noqa: E402

from bot.plans.parse import parse_plan  # noqa: E402

RUNS = 5
SIZES = (5_000, 50_000, 500_000, 5_000_000)
YEAR = 2024
SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")


def text() -> str:
    corpora = os.environ.get("DUBAN_CORPORA")
    folder = Path(corpora) / "plans" if corpora else ROOT / "config" / "sample"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))


def sentences(plan: str) -> list[str]:
    return [s for s in SENTENCE.findall(plan) if s.strip()]


def ours(plan: str) -> None:
    parse_plan(plan, year=YEAR)


def jionlp_times(plan: str) -> None:
    for sentence in sentences(plan):
        jionlp.ner.extract_time(sentence)


def dateparser_times(plan: str) -> None:
    for sentence in sentences(plan):
        search_dates(sentence, languages=["zh"])


def seconds(readers: Sequence[Callable[[str], None]], plan: str, runs: int = RUNS) -> list[float]:
    """The median time of each reader; they take turns, so that what else the machine does falls on all alike."""
    taken: list[list[float]] = [[] for _ in readers]
    for read in readers:
        read(plan[:2000])
    for _ in range(runs):
        for read, times in zip(readers, taken, strict=True):
            begun = time.perf_counter()
            read(plan)
            times.append(time.perf_counter() - begun)
    return [median(times) for times in taken]


def peak_megabytes(plan: str) -> float:
    tracemalloc.start()
    ours(plan)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def main() -> None:
    logging.disable(logging.CRITICAL)  # the rival logs a traceback for each text that it cannot read
    plan = text()
    mine, *rivals = seconds((ours, jionlp_times, dateparser_times), plan)
    print(f"{len(plan):,} characters, median of {RUNS}: the whole reading {len(plan) / mine:,.0f} characters/s")
    for name, theirs in zip(("JioNLP, times alone", "dateparser, dates alone"), rivals, strict=True):
        print(f"  {name}: {len(plan) / theirs:,.0f} characters/s; ours is {theirs / mine:.1f} times as fast")
    for size in SIZES:
        long = (plan * (size // len(plan) + 1))[:size]
        (taken,) = seconds((ours,), long, 1)
        print(f"  {size:>9,} characters: {taken:8.2f} s, {size / taken:,.0f} characters/s")
    print(f"  peak memory at {SIZES[2]:,} characters: {peak_megabytes((plan * 20)[: SIZES[2]]):.0f} MB")


if __name__ == "__main__":
    main()
