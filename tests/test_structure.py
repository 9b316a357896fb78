"""The way of the data, held by machine: who may import whom, and that the core reads no clock, disk or network."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.homes import ROOT

BOT = ROOT / "bot"
LAYERS = (
    ("errors", "model"),
    ("language", "settings"),
    ("plans", "replies", "record"),
    ("schedule",),
    ("reports",),
    ("dialogue", "store"),
    ("channels", "given", "clock", "chance", "logs", "pulse", "watching"),
    ("office",),
    ("app",),
    ("commands", "demo"),
)
"""From the ground up: a part imports its own layer and those before it."""
CORE = ("model", "language", "plans", "replies", "record", "schedule", "reports", "dialogue")
OUTSIDE = {
    *("telegram", "tinydb", "apscheduler", "asyncio", "httpx", "watchfiles", "filelock", "socket", "subprocess"),
    *("random", "secrets", "time", "os", "sys", "shutil", "tempfile"),
}
READS_CLOCK_OR_DISK = {"now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes"}
FONT_FILES = "bot/reports/charts/fonts.py"
"""Looks for a Chinese font on the machine; it has no other place, and knows nothing of the domain."""


def files(*parts: str) -> Iterator[Path]:
    for part in parts:
        yield from [BOT / f"{part}.py"] if (BOT / f"{part}.py").exists() else sorted((BOT / part).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def part_of(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


@pytest.mark.parametrize("layer", range(len(LAYERS)), ids=lambda n: "-".join(LAYERS[n]))
def test_imports_go_one_way(layer: int) -> None:
    below = {part for parts in LAYERS[: layer + 1] for part in parts}
    for path in files(*LAYERS[layer]):
        used = {part_of(module) for module in imports(path) if module.startswith("bot.")}
        assert used - {""} <= below, path


def test_every_part_has_its_layer() -> None:
    found = {path.stem for path in BOT.iterdir() if path.name not in ("__init__.py", "__pycache__")}
    assert found == {part for parts in LAYERS for part in parts}


@pytest.mark.parametrize("path", list(files(*CORE)), ids=lambda path: str(path.relative_to(BOT)))
def test_the_core_reads_no_clock_disk_or_network(path: Path) -> None:
    if str(path.relative_to(ROOT)) == FONT_FILES:
        return
    assert not {module.split(".")[0] for module in imports(path)} & OUTSIDE
    called = {node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)}
    assert not {f.attr for f in called if isinstance(f, ast.Attribute)} & READS_CLOCK_OR_DISK
    assert "open" not in {f.id for f in called if isinstance(f, ast.Name)}


def test_what_is_due_is_found_without_the_readers_of_plans_and_replies() -> None:
    """Their patterns take a second to compile, longer than a year takes to rehearse."""
    code = "import sys, bot.commands.rehearsal_view; sys.exit(bool({'bot.plans', 'bot.replies'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
