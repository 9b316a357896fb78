"""`rehearse`: what would be sent, to whom and when, without sending it; and what has moved since the last rehearsal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.commands.notice_words import names_of
from bot.errors import DubanError
from bot.given import read_given
from bot.record.effective import effective
from bot.record.states import States
from bot.schedule.burden import Load, loads, peaks
from bot.schedule.rehearse import Moved, Rehearsed, Told, compare, rehearse, told
from bot.schedule.world import World
from bot.store.disk import disk_error, make_folder, replace_file
from bot.store.record import Record

_KEPT = "rehearsal.json"


@dataclass(frozen=True)
class Rehearsal:
    """A stretch of time, played. `names`: what people and tasks are called; `unsure`: its years whose days off are not
    known; `moved`: the difference to the last rehearsal of the same stretch, None where there is none."""

    first: date
    last: date
    answered: bool
    messages: tuple[Rehearsed, ...]
    names: Mapping[str, str]
    unsure: tuple[int, ...]
    moved: Moved | None

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """The load of each person and week."""
        return loads(message.asked for message in self.messages)

    @cached_property
    def peaks(self) -> tuple[Load, ...]:
        """The heaviest weeks."""
        return peaks(self.loads)


def rehearse_home(
    home: Path,
    first: date,
    last: date,
    *,
    now: datetime,
    answered: bool = False,
    progress: Callable[[date], None] = lambda day: None,
) -> Rehearsal:
    """Plays a home from `first` to `last` and keeps the result for the next comparison. What lies ahead begins with the
    record as it is; what begins in the past is played on an empty one. Raises FileError, StoreError, or DubanError
    where `last` lies before `first`."""
    if last < first:
        raise DubanError(f"预演的最后一天 {last} 早于第一天 {first}")
    world = _world(home, ahead=first > now.date())
    messages = []
    for message in rehearse(world, first, last, answered=answered):
        progress(message.at.date())
        messages.append(message)
    unsure = tuple(y for y in range(first.year, last.year + 1) if y not in world.calendar.sure_years)
    moved = _moved(home, f"{first}/{last}/{answered}", told(messages))
    return Rehearsal(first, last, answered, tuple(messages), names_of(world), unsure, moved)


def rehearsal_json(found: Rehearsal) -> dict[str, Any]:
    """The rehearsal as a document."""
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "answered": found.answered,
        "messages": [_message(message) for message in found.messages],
        "load": [_load(load) for load in found.loads],
        "peaks": [_load(load) for load in found.peaks],
        "unsure": list(found.unsure),
        "moved": _difference(found.moved) if found.moved else None,
    }


def _difference(moved: Moved) -> dict[str, Any]:
    def told(of: Told, key: str) -> dict[str, str]:
        to, at = of[key]
        return {"to": to, "at": at.isoformat()}

    return {
        "come": {key: told(moved.after, key) for key in moved.come},
        "gone": {key: told(moved.before, key) for key in moved.gone},
        "moved": {key: [told(moved.before, key), told(moved.after, key)] for key in moved.moved},
    }


def _message(message: Rehearsed) -> dict[str, Any]:
    notices = [
        {"key": n.key, "kind": n.kind, "tasks": list(n.tasks), "due": n.due.isoformat() if n.due else None}
        for n in message.notices
    ]
    at = message.at.isoformat()
    return {"at": at, "to": message.to, "late": message.late, "urgent": message.urgent, "notices": notices}


def _load(load: Load) -> dict[str, Any]:
    figures = {"messages": load.messages, "questions": load.questions, "listed": load.listed, "minutes": load.minutes}
    return {"person": load.person, "week": load.week, **figures}


def _world(home: Path, *, ahead: bool) -> World:
    given = read_given(home)
    states = Record.open(home).states if ahead else States()
    world = given.world(effective(given.tasks, states), states)
    return world if ahead else replace(world, states=States())


def _moved(home: Path, stretch: str, now: Told) -> Moved | None:
    """The difference to what was kept, which this rehearsal then replaces."""
    path = home / "data" / _KEPT
    before = dict(_kept(path, stretch))
    document = {"stretch": stretch, "told": {key: [to, at.isoformat()] for key, (to, at) in now.items()}}
    try:
        make_folder(path.parent)
        replace_file(path, json.dumps(document, ensure_ascii=False).encode())
    except OSError as error:
        raise disk_error(path, "写入", error) from error
    return compare(before, now) if before else None


def _kept(path: Path, stretch: str) -> Iterator[tuple[str, tuple[str, datetime]]]:
    """What was kept of the same stretch; nothing where there is none, or none that can be read."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["stretch"] == stretch:
            for key, (to, at) in document["told"].items():
                yield key, (to, datetime.fromisoformat(at))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return
