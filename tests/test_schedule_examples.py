"""What goes out when, as a clerk would check it: an office, what happens, and each message with its day and hour.

A story of tests/tables/schedule is a whole test. Its lines: `task NAME LEADER DUE` (and `from DAY` or `rungs N...`),
`recurs NAME WHAT UNIT`, `person ID liaison ID`, `set KEY VALUE`, `rest DAY`, `work DAY`; then `@ MOMENT` moves the
clock, ticking each half hour (`@ MOMENT asleep`: the bot is off until then), `NAME STATUS` is an answer of the leader,
`hear NAME WORDS` one in words, `leave NAME FIRST LAST` leave with nobody standing in, `edit NAME due DUE|leader
ID|status STATUS` an edit. `>` lines are every message sent up to there, in order; `-` lines what was settled without
one and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.model import Person, Recurrence
from bot.record.events import Away
from bot.schedule.calendar import Calendar
from tests.schedule_world import ADMIN, LI, ZHANG, Desk, moment, task

STORIES = sorted((Path(__file__).parent / "tables" / "schedule").glob("*.txt"))
HALF_AN_HOUR = timedelta(minutes=30)


class Story:
    """An office told line by line."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {p.id: p for p in (ZHANG, LI, ADMIN)}
        self.tasks: dict[str, Any] = {}
        self.schedule: dict[str, Any] = {}
        self.rest: list[date] = []
        self.work: list[date] = []
        self.desk: Desk | None = None
        self.seen = 0
        self.known: set[str] = set()

    def tell(self, line: str) -> None:
        word, *rest = line.split()
        act = getattr(self, f"_{word}", None)
        if act is not None:
            act(*rest)
        elif word == "@":
            self._clock(" ".join(rest[:2]), asleep=rest[2:] == ["asleep"])
        else:
            self._answer(word, *rest)

    def _task(self, name: str, leader: str, due: str, *more: str) -> None:
        first = more[1] if more[:1] == ("from",) else "2024-01-01"
        rungs = tuple(map(int, more[1:])) if more[:1] == ("rungs",) else None
        self.tasks[name] = task(name, due, first=first, leader=None if leader == "nobody" else leader, rungs=rungs)

    def _recurs(self, name: str, what: str, unit: str) -> None:
        cadence = Recurrence.model_validate({"id": "c1", "what": what, "unit": unit})
        self.tasks[name] = self.tasks[name].model_copy(update={"cadences": (cadence,)})

    def _hear(self, name: str, words: str) -> None:
        assert self.desk is not None
        self.desk.hears(self.now, name, words)

    def _person(self, name: str, _: str, liaison: str) -> None:
        self.people[name] = self.people[name].model_copy(update={"liaison": liaison})

    def _leave(self, name: str, first: str, last: str) -> None:
        assert self.desk is not None
        away = Away(person=name, first=date.fromisoformat(first), last=date.fromisoformat(last))
        self.desk.note(self.now, away)

    def _set(self, key: str, *values: str) -> None:
        self.schedule[key] = tuple(values) if key in ("rungs", "urgent", "chases") else values[0]

    def _rest(self, day: str) -> None:
        self.rest.append(date.fromisoformat(day))

    def _work(self, day: str) -> None:
        self.work.append(date.fromisoformat(day))

    def _clock(self, text: str, *, asleep: bool) -> None:
        now = moment(text)
        if self.desk is None:
            self.desk = Desk(self.tasks.values(), list(self.people.values()), **self.schedule)
            usual = Calendar.build(own_rest_days=self.rest)
            self.desk.calendar = Calendar(usual.special | dict.fromkeys(self.work, True), usual.sure_years)
            self.desk.note(now)
        elif not asleep:
            self.desk.run(self.now + HALF_AN_HOUR, now - HALF_AN_HOUR, HALF_AN_HOUR)
        self.desk.tick(now)
        self.now = now

    def _answer(self, name: str, status: str) -> None:
        assert self.desk is not None
        self.desk.says(self.now, name, status=status)

    def _edit(self, name: str, what: str, value: str) -> None:
        assert self.desk is not None
        old = self.desk.stated[name]
        due = value if what == "due" else old.milestones[0].due.isoformat()
        leader = value if what == "leader" else old.leader
        status = value if what == "status" else old.status
        first = old.milestones[0].first.isoformat()
        self.desk.edit(self.now, task(name, due, first=first, leader=leader, status=status))

    def sent(self) -> list[str]:
        """The messages since the last look, as the stories write them."""
        assert self.desk is not None
        fresh, self.seen = self.desk.sent[self.seen :], len(self.desk.sent)
        return [f"{at:%m-%d %H:%M} {to}: {', '.join(short(k, to) for k in keys)}" for at, to, keys in fresh]

    def settled(self) -> list[str]:
        """What was settled without a message since the last look."""
        assert self.desk is not None
        found = {key: s for key, s in self.desk.states.settled.items() if s.how != "sent" and key not in self.known}
        self.known |= found.keys()
        return [f"{short(key)} {s.how} {s.why.split()[0]}" for key, s in found.items()]


def short(key: str, to: str = "") -> str:
    """`reminder/a/2024-03-31/7d` as `reminder a 7d`, `checkin/2024-W13/zhang` as `checkin W13`, with `for zhang` where
    another one gets it."""
    kind, *parts = key.split("/")
    if kind in ("checkin", "nudge", "summary"):
        whose = f" for {parts[1]}" if to and to != parts[1] else ""
        return f"{kind} {parts[0].split('-')[1]}{whose}"
    return f"{kind} {parts[0]}" if kind in ("assignment", "released") else f"{kind} {parts[0]} {parts[2]}"


def steps(path: Path) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """(lines to tell, messages expected, settlements expected) by and by."""
    told: list[str] = []
    out: dict[str, list[str]] = {">": [], "-": []}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line[:1] in out:
            out[line[0]].append(line[1:].strip())
        elif line and not line.startswith("#"):
            if any(out.values()):
                yield told, out[">"], out["-"]
                told, out = [], {">": [], "-": []}
            told.append(line)
    yield told, out[">"], out["-"]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_story(path: Path) -> None:
    story = Story()
    for told, sent, settled in steps(path):
        for line in told:
            story.tell(line)
        assert story.sent() == sent, told[-1]
        assert story.settled() == settled, told[-1]
