"""`read`: what was understood of plans, as an outline, as JSON, as text or as the coverage copy. Needs no home."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.commands.coverage_page import coverage_page
from bot.commands.reading import Reading, complain, read_all, twice
from bot.errors import DocumentError
from bot.plans.outline_view import outline
from bot.plans.parse import plan_json
from bot.settings import YEARS


def read_plans(
    paths: Sequence[Path],
    *,
    year: int | None = None,
    as_json: bool = False,
    out_dir: Path | None = None,
    coverage: Path | None = None,
    text_out: Path | None = None,
) -> int:
    """Reads the plans and shows them; 0 all read, 1 some could not be, 2 asked wrongly.

    `as_json`: the answers as JSON, of one plan as an object, of several by name; with `out_dir` (which alone means
    JSON) to a file NAME.json each. `coverage` and `text_out`: the coverage copy of the one plan, and the extracted text
    that offsets count in, go to these files."""
    errors = Console(stderr=True)
    if wrong := _misuse(paths, year, only_one={"--coverage": coverage, "--text": text_out}):
        complain(errors, wrong)
        return 2
    readings = []
    for reading in read_all(paths, year, errors):
        if isinstance(reading, Reading):
            readings.append(reading)
        else:
            complain(errors, reading)
    for reading in readings:
        if coverage is not None:
            write_file(coverage, coverage_page(reading.plan, reading.document))
        if text_out is not None:
            write_file(text_out, reading.document.text)
    if as_json or out_dir:
        _put_out(readings, several=len(paths) > 1, out_dir=out_dir)
    elif coverage is None and text_out is None:
        _show(readings)
    return int(len(readings) < len(paths))


def _misuse(paths: Sequence[Path], year: int | None, *, only_one: dict[str, Path | None]) -> str | None:
    """What is wrong with how the command was asked, in Chinese; None where nothing is."""
    if doubled := twice([path.stem for path in paths]):
        return f"有两份计划同名：{'、'.join(doubled)}；结果按名称区分，请改名或分开读"
    if year is not None and year not in YEARS:
        return f"--year {year} 不像年份，请写四位数，例如 --year 2024"
    asked = [name for name, path in only_one.items() if path is not None]
    return f"{asked[0]} 一次只用于一份计划" if asked and len(paths) > 1 else None


def _show(readings: Sequence[Reading]) -> None:
    screen = Console()
    for reading in readings:
        screen.print(outline(reading.plan, reading.document))


def _put_out(readings: Sequence[Reading], *, several: bool, out_dir: Path | None) -> None:
    answers = {reading.name: plan_json(reading.plan) for reading in readings}
    if out_dir is not None:
        for name, answer in answers.items():
            write_file(out_dir / f"{name}.json", _json(answer))
    elif several:
        sys.stdout.write(_json(answers))
    else:
        sys.stdout.writelines(map(_json, answers.values()))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def write_file(path: Path, content: str) -> None:
    """Writes a file that was asked for, with its folder. Raises DocumentError where the system refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8"))
    except OSError as error:
        raise DocumentError(f"{path}：写不进去（{error.strerror}），请换一个位置") from None
