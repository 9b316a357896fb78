"""tasks.json: what is to be done, as people wrote it. Reading finds every mistake, writing keeps a copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from zlib import crc32

from pydantic import ValidationError
from tinydb import TinyDB

from bot.errors import FileError, Problem
from bot.model import Person, Task
from bot.settings import ZONE
from bot.store.bulk import many_values
from bot.store.complaints import Complaint, Keys, complaints
from bot.store.disk import disk_error, make_folder, replace_file
from bot.store.jsonplaces import Places, twice_says
from bot.store.taskrules import Placed, broken_rules
from bot.store.wholefile import TABLE, WholeFile

_ALWAYS = {
    "id", "plan", "number", "title", "section", "leader", "departments", "supporting", "status",
    "milestones", "targets", "cadences", "note",
}  # fmt: skip
"""Fields that an entry shows even where they are empty, so that a clerk sees what can be filled in."""


COPIES = 50
"""How many of the latest copies are kept; of the older ones the last of each month."""


class TasksFile:
    """`TasksFile(home / "tasks.json")`. A file that is missing has no tasks. Copies go to data/copies/ beside it, where
    old ones are thinned out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = TinyDB(path, storage=WholeFile)
        self._file = cast(WholeFile, self._db.storage)

    def read(self, people: Sequence[Person] | None = None, *, expected: bool = False) -> tuple[Task, ...]:
        """The tasks in the order of the file. Raises FileError with every mistake in the order of the lines; where
        `people` are given, a leader who is none of them is one, and where the file is `expected`, that it is missing: a
        slip, or an editor that takes it away to write it anew, is no order to drop all. Raises StoreError where the
        disk refuses."""
        with many_values():
            entries = self._db.table(TABLE).all()
            if expected and self._file.missing:
                raise FileError([Problem(self.path, None, "文件不见了。请放回来，或从 data/copies/ 里恢复一份")])
            tasks, found = _validated(entries)
            found += broken_rules(tasks, people)
            if found or self._file.twice:
                raise FileError(self._problems(found, entries))
            return tuple(task for _, task in tasks)

    def write(self, tasks: Sequence[Task], schema: str | None = None) -> None:
        """Puts these tasks in the place of the file, after a dated copy of it; it names this JSON schema where it named
        none. Raises StoreError where somebody changed
        the file since it was last read here, or the disk refuses; then it stands as it was."""
        self._keep_copy()
        self._file.schema = self._file.schema or schema
        with many_values():
            # TinyDB has no word for putting a new table in the place of the old in one write
            self._file.write({TABLE: dict(enumerate(map(_entry, tasks), start=1))})

    def name_schema(self, named: str) -> None:
        """Lets the file name its JSON schema for editors, where it names none. Raises FileError, and as `write`."""
        self._file.read()
        if self._file.schema is None and self.path.exists():
            self._keep_copy()
            self._file.name_schema(named)

    def _problems(self, found: Sequence[Complaint], entries: Sequence[Mapping[str, Any]]) -> list[Problem]:
        places = Places(self._file.text)
        problems = [Problem(self.path, places.line(c.path), _whose(c.path, entries) + c.told(places)) for c in found]
        for at, key in self._file.twice:
            lines = places.lines(at, key)
            problems.append(Problem(self.path, lines[-1], _whose(at, entries) + twice_says(key, lines)))
        return sorted(problems, key=lambda problem: problem.line or 0)

    def _keep_copy(self) -> None:
        """Named by when the file got this content, and by the content, where it changed twice in a second."""
        content = self._file.content()
        if content is None:
            return
        folder = self.path.parent / "data" / "copies"
        make_folder(folder)
        try:
            since = datetime.fromtimestamp(self.path.stat().st_mtime, ZONE)
            name = f"{self.path.stem}-{since:%Y-%m-%dT%H%M%S}-{crc32(content):08x}{self.path.suffix}"
            replace_file(folder / name, content)
            for old in outdated(sorted(path.name for path in folder.glob(f"{self.path.stem}-*{self.path.suffix}"))):
                (folder / old).unlink()
        except OSError as error:
            raise disk_error(folder, "写", error) from error


def outdated(names: Sequence[str]) -> list[str]:
    """Of the names of copies, oldest first, those to let go of: all but the last COPIES and the last of each month."""
    last_of_month = {name.rpartition("T")[0][: -len("-31")]: name for name in names}
    return [name for name in names[:-COPIES] if name not in last_of_month.values()]


def _validated(entries: Sequence[Mapping[str, Any]]) -> tuple[list[Placed], list[Complaint]]:
    tasks: list[Placed] = []
    found: list[Complaint] = []
    for index, entry in enumerate(entries):
        at: Keys = (TABLE, index)
        try:
            tasks.append((at, Task.model_validate(entry)))
        except ValidationError as error:
            found += complaints(error, Task, at)
    return tasks, found


def _whose(path: Keys, entries: Sequence[Mapping[str, Any]]) -> str:
    """`任务 caijiapo-2024-12：`, the task that a path leads into."""
    if len(path) < 2 or not isinstance(path[1], int):
        return ""
    name = entries[path[1]].get("id")
    return f"任务 {name}：" if isinstance(name, str) and name else f"第 {path[1] + 1} 项任务："


def _entry(task: Task) -> dict[str, Any]:
    """A task as it stands in the file: fields in their order, empty ones only where they invite to be filled in."""
    stated = task.model_dump(mode="json", by_alias=True)
    return {key: _stated(value) for key, value in stated.items() if key in _ALWAYS or not _is_empty(value)}


def _stated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stated(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_stated(inner) for inner in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
