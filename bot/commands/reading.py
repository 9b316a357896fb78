"""Plan files from disk to plans, one after the other, with a bar where somebody watches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.text import Text

from bot.errors import DocumentError, DubanError
from bot.model import Plan
from bot.plans.formats import Document, extract
from bot.plans.parse import parse_plan
from bot.plans.years import find_year


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan file, read: `name` is the file's name without its suffix."""

    path: Path
    name: str
    original: bytes
    document: Document
    plan: Plan


def read_all(paths: Sequence[Path], year: int | None, errors: Console) -> Iterator[Reading | DubanError]:
    """Each file in turn as a reading, or the error that says in Chinese what is wrong with it."""
    watched = errors.is_terminal and len(paths) > 1
    for path in track(paths, description="读计划", console=errors, transient=True, disable=not watched):
        try:
            yield read_file(path, year)
        except DubanError as error:
            yield error


def read_file(path: Path, year: int | None) -> Reading:
    """One plan file; its year is `year`, else found in the text or the name. Raises DocumentError."""
    try:
        original = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}：打不开（{error.strerror}），请检查文件名和权限") from None
    document = extract(original, path.name)
    found = year or find_year(document.text, path.stem)
    if found is None:
        raise DocumentError(f"{path.name}：看不出是哪一年的计划，请用 --year 指定，例如 --year 2024")
    return Reading(path, path.stem, original, document, parse_plan(document.text, year=found))


def twice(names: Sequence[str]) -> list[str]:
    """The names that stand in the list more than once."""
    return [name for name, times in Counter(names).items() if times > 1]


def complain(errors: Console, says: object) -> None:
    """One line on standard error, as it is: nothing in it is markup, nothing is wrapped."""
    errors.print(Text(str(says)), soft_wrap=True)
