"""A home with twenty leaders, a task for each and notices on their way; and what must be true of it in the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.markup import plain
from bot.record.events import Bound, Entry, Message, Queued, Reported
from bot.record.states import States
from bot.store.record import Record
from tests.fake_botapi import FakeBotApi
from tests.faults.bots import NIGHT

LATE = "【补发】"


@dataclass
class Zone:
    """Twenty leaders who answer and are told things. `doubts` counts, for each message, how often it could not be known
    whether it was taken. An `admin` is there where one is named."""

    home: Path
    server: FakeBotApi
    leaders: int = 20
    notices: int = 300
    admin: str = ""
    said: dict[str, list[str]] = field(default_factory=dict)
    doubts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        (self.home / "config").mkdir(parents=True)
        people = "".join(map(self._person, self._everybody()))
        (self.home / "config" / "people.toml").write_text(people, encoding="utf-8")
        (self.home / "config" / "settings.toml").write_text(f'[telegram]\nbase_url = "{self.server.url}"\n')
        tasks = {"schema": 1, "tasks": [_task(name) for name in self.names()]}
        (self.home / "tasks.json").write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
        self._queue()

    def names(self) -> Iterator[str]:
        return (f"l{n:02}" for n in range(self.leaders))

    def _everybody(self) -> list[str]:
        return [*self.names(), self.admin] if self.admin else list(self.names())

    def _person(self, name: str) -> str:
        role = "admin" if name == self.admin else "leader"
        return f'[[person]]\nid = "{name}"\nname = "{name}"\nroles = ["{role}"]\n\n'

    def _bound(self, name: str) -> Bound:
        chat = str(self.server.chat(name).id)
        return Bound(person=name, channel="telegram", chat=chat, user=chat, code_hash="")

    def _queue(self) -> None:
        names = list(self.names())
        bound = map(self._bound, self._everybody())
        queued = [
            Queued(message=Message(id=f"n{n}", to=names[n % len(names)], text=f"<b>通知</b>第{n}号", unasked=True))
            for n in range(self.notices)
        ]
        record = Record.open(self.home)
        record.append(
            Entry(at=NIGHT, cause="test:people", events=tuple(bound)),
            *(Entry(at=NIGHT, cause=f"test:{event.message.id}", events=(event,)) for event in queued),
        )

    def states(self) -> States:
        """How everything stands by the record on disk."""
        return Record.open(self.home).states

    # ---- what happens -----------------------------------------------------------------------------------------------

    def says(self, name: str) -> None:
        """A leader reports; a little more each time."""
        told = self.said.setdefault(name, [])
        told.append(f"完成{10 + 3 * len(told)}%")
        self.server.says(name, told[-1])

    def note_doubts(self) -> None:
        """What the bot had in hand when it was killed may have been taken or not."""
        for posted in self.states().messages.values():
            self.doubts[posted.message.id] += posted.state == "sending"

    def all_done(self) -> bool:
        """Everything said is worked off and everything to be said is sent."""
        states = self.states()
        reports = sum(len(state.reports) for state in states.tasks.values())
        return not states.open_messages and reports == sum(map(len, self.said.values()))

    def left(self) -> str:
        """What is not done yet, for whoever waited too long."""
        states = self.states()
        known = {name: [r.said.text for r in states.task(f"t-{name}").reports] for name in self.said}
        lost = {name: (told, known[name]) for name, told in self.said.items() if told != known[name]}
        return f"not sent: {list(states.open_messages)}; said and recorded: {lost}; not understood: {states.unclear}"

    # ---- what must be true ------------------------------------------------------------------------------------------

    def check(self, unanswered: Counter[str]) -> None:
        """No reply lost or counted twice; every message delivered, again at most as often as it was in doubt, and
        marked. `unanswered` counts the texts of requests that the server left without an answer."""
        record = Record.open(self.home)
        assert record.notes == []
        self._check_replies(list(record.entries()))
        for posted in record.states.messages.values():
            assert posted.state == "sent", posted
            if posted.message.edits is None:
                self._check_message(posted.message, unanswered)
        assert self.server.deviations == []

    def _check_replies(self, entries: list[Entry]) -> None:
        causes = Counter(entry.cause for entry in entries)
        assert max(causes.values()) == 1
        heard: dict[str, list[str]] = {}
        for event in (event for entry in entries for event in entry.events if isinstance(event, Reported)):
            heard.setdefault(event.person, []).append(event.text)
        assert heard == self.said

    def _check_message(self, message: Message, unanswered: Counter[str]) -> None:
        text = plain(message.text)
        posts = [post.first for post in self.server.chat(message.to).posts]
        once, again = posts.count(text), posts.count(LATE + text)
        doubts = self.doubts[message.id] + unanswered[text] + unanswered[LATE + text]
        assert once <= 1, f"{text!r} came {once} times without a mark"
        assert 1 <= once + again <= 1 + doubts, f"{text!r}: {once} + {again} times, {doubts} doubts"


def _task(name: str) -> dict[str, object]:
    milestone = {"id": "m1", "what": "全年", "from": "2024-01-01", "due": "2024-12-31"}
    return {
        "id": f"t-{name}",
        "plan": "计划",
        "title": f"{name}的任务",
        "leader": name,
        "status": "active",
        "milestones": [milestone],
    }
