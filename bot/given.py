"""What is given: everything that people edit, read from a home in one go — tasks, people, settings, calendar, words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.dialogue.wording import SUFFIX, Wording
from bot.errors import FileError, Problem
from bot.model import Person, Task
from bot.record.states import States
from bot.schedule.calendar import Calendar
from bot.schedule.days_off import YearNotice
from bot.schedule.world import World
from bot.settings import Settings
from bot.store.config import load_people, load_settings
from bot.store.noticefile import read_notice_file
from bot.store.tasksfile import TasksFile

SHIPPED = Path(__file__).resolve().parent.parent / "config"
"""The config/ that comes with the program: words and calendars that a home does not have of its own."""


@dataclass(frozen=True, slots=True)
class Given:
    """One consistent reading of the files of a home."""

    tasks: Mapping[str, Task]
    people: Mapping[str, Person]
    settings: Settings
    calendar: Calendar
    wording: Wording
    sources: Mapping[str, str]

    def world(self, tasks: Mapping[str, Task], states: States) -> World:
        """What decisions are made from: these tasks (as they count today), the files and the record."""
        return World(tasks, self.people, self.settings, self.calendar, states, self.sources)


def read_given(home: Path, *, tasks_expected: bool = False) -> Given:
    """Reads all files of a home; what it lacks comes from the program's own config/. Raises FileError with every
    problem of the first file that is wrong; that tasks.json is missing is one where it is expected."""
    people, settings = load_people(home), load_settings(home)
    calendar = Calendar.build(read_notices(home), settings.schedule.rest_days)
    tasks = TasksFile(home / "tasks.json").read(people, expected=tasks_expected)
    return Given(
        tasks={task.id: task for task in tasks},
        people={person.id: person for person in people},
        settings=settings,
        calendar=calendar,
        wording=_wording(home, calendar),
        sources={path.stem: _text(path) for path in sorted((home / "data" / "plans").glob("*.txt"))},
    )


def read_calendar(home: Path) -> Calendar:
    """The working days by the notices of the program and of the home, and the home's own rest days. Raises
    FileError."""
    return Calendar.build(read_notices(home), load_settings(home).schedule.rest_days)


def read_notices(home: Path) -> dict[int, YearNotice]:
    """The notices of days off by year, the home's own before the program's. Raises FileError."""
    notices = (read_notice_file(path) for path in _files(home, "calendar", "*.json"))
    return {notice.year: notice for notice in notices}


def _files(home: Path, folder: str, pattern: str) -> Iterator[Path]:
    """The program's own files, then the home's, which win."""
    yield from sorted((SHIPPED / folder).glob(pattern))
    if (home / "config").resolve() != SHIPPED:
        yield from sorted((home / "config" / folder).glob(pattern))


@lru_cache(maxsize=2)
def _compiled(templates: tuple[tuple[str, str], ...], sure_years: frozenset[int]) -> Wording:
    """Templates are compiled anew only when one of them has changed: it is the greater part of reading a home."""
    return Wording(dict(templates), lambda day: day.year in sure_years)


def _wording(home: Path, calendar: Calendar) -> Wording:
    """The message templates. Raises FileError for each that is no template."""
    templates = {path.name: _text(path) for path in _files(home, "messages", f"*{SUFFIX}")}
    wording = _compiled(tuple(templates.items()), calendar.sure_years)
    folder = home / "config" / "messages"
    wrong = [Problem(folder / name, line, f"模板写错了：{says}") for name, line, says in wording.mistakes()]
    if wrong:
        raise FileError(wrong)
    return wording


def _text(path: Path) -> str:
    """A file's characters with nothing translated, so that offsets into a kept plan hold."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise FileError([Problem(path, None, f"读不出来：{error}")]) from error
