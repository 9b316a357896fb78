"""The plans that were imported, kept under data/plans/ beside what the import made of them.

For a plan with code C: `C.txt` the text that offsets of its tasks count in, `C.json` the tasks as the import made them
(the base of the next merge), and the file itself as it came where that was no text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from bot.errors import FileError, Problem
from bot.model import Task
from bot.store.disk import disk_error, make_folder, replace_file


class PlanCopies:
    """data/plans/ of a home."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "data" / "plans"

    def base(self, code: str) -> tuple[Task, ...]:
        """The tasks that the last import of this plan made; none where it never was. Raises FileError."""
        path = self._folder / f"{code}.json"
        try:
            return tuple(Task.model_validate(entry) for entry in json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise disk_error(path, "读", error) from error
        except (ValueError, ValidationError, TypeError):
            says = "内容已损坏。请从备份恢复；确认不要时也可以删除它，下次导入会把现有任务都当作手工修改过的"
            raise FileError([Problem(path, None, says)]) from None

    def keep(self, code: str, *, text: str, original: bytes | None = None, suffix: str = "") -> None:
        """Puts the plan's text down, and the file as it came (with a suffix of its kind) where `original` is given."""
        make_folder(self._folder)
        self._write(f"{code}.txt", text.encode("utf-8"))
        if original is not None:
            self._write(f"{code}{suffix}", original)

    def keep_base(self, code: str, tasks: Sequence[Task]) -> None:
        """Puts down what the import made, for the next merge."""
        make_folder(self._folder)
        entries = [task.model_dump(mode="json", by_alias=True) for task in tasks]
        self._write(f"{code}.json", json.dumps(entries, ensure_ascii=False, indent=1).encode("utf-8"))

    def _write(self, name: str, content: bytes) -> None:
        path = self._folder / name
        try:
            replace_file(path, content)
        except OSError as error:
            raise disk_error(path, "写", error) from error
