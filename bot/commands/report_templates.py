"""The templates of reports: those that are shipped, and those of a home, which win."""

from __future__ import annotations

from pathlib import Path

from bot.errors import Problem
from bot.given import SHIPPED
from bot.reports.papers.blocks import SUFFIX, Drafts
from bot.store.disk import decoded


def report_templates(home: Path) -> dict[str, str]:
    """Every report template by its file name. Raises FileError where one is not UTF-8."""
    return _read(SHIPPED / "reports") | _read(home / "config" / "reports")


def template_problems(home: Path) -> list[Problem]:
    """What cannot be read of a home's own report templates, each with its line."""
    folder = home / "config" / "reports"
    return [
        Problem(folder / name, line, f"模板写错了：{says}") for name, line, says in Drafts(_read(folder)).mistakes()
    ]


def _read(folder: Path) -> dict[str, str]:
    return {path.name: decoded(path, path.read_bytes()) for path in sorted(folder.glob(f"*{SUFFIX}"))}
