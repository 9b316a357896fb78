"""`check`: everything that is wrong with what people edit, and with what is on record, each with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.commands.report_templates import template_problems
from bot.errors import DubanError, FileError, Problem
from bot.given import read_given
from bot.record.events import read_entry
from bot.store import inbox, record
from bot.store.config import load_appraisal, load_people, load_settings
from bot.store.linecheck import line_problems
from bot.store.tasksfile import TasksFile

Value = TypeVar("Value")


def check(home: Path) -> list[Problem]:
    """Every problem of config/, tasks.json, the record and the inbox of a home, file by file in the order of the lines.
    Changes nothing. A file that is missing is no problem."""
    problems: list[Problem] = []
    people = _read(lambda: load_people(home), home, problems)
    _read(lambda: load_settings(home), home, problems)
    _read(lambda: load_appraisal(home), home, problems)
    _read(lambda: problems.extend(template_problems(home)), home, problems)
    _read(lambda: TasksFile(home / "tasks.json").read(people), home, problems)
    if not problems:  # the rest of config/, which cannot be read without the files above
        _read(lambda: read_given(home), home, problems)
    _read(lambda: problems.extend(line_problems(home / "data", record.SERIES, read_entry)), home, problems)
    _read(lambda: problems.extend(line_problems(home / "data", inbox.SERIES, dict, first=None)), home, problems)
    return problems


def _read(reading: Callable[[], Value], home: Path, problems: list[Problem]) -> Value | None:
    """The value, or None and its problems in the list."""
    try:
        return reading()
    except FileError as error:
        problems += error.problems
    except DubanError as error:
        problems.append(Problem(home, None, str(error)))
    return None
