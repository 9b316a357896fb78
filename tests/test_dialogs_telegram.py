"""The main conversations again, through Telegram's adapter, over HTTP against the strict server: the same scripts, the
same words, edits that really change a message in place, buttons as they are shown.

What `tests/test_dialogs.py` says of the scripts holds here too, but that nobody can tap a button of a message that was
replaced: such a tap, and what it is answered, is left out. A person's account is named like the person.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.app import App
from bot.channels.telegram import Telegram
from bot.record.events import Bound, Entry
from bot.store.record import Record
from tests.fake_botapi import FakeBotApi
from tests.fake_botapi.world import Post
from tests.homes import HandClock, moment, running, settings_for
from tests.test_dialogs import DIALOGS, after, edit_task

MAIN = (
    *("a_week", "echo", "righting", "which_task", "doubts", "extension", "extension_ways", "finishing", "handing_over"),
    *("forwarded", "leave", "later", "whistle", "whistle_ways", "open_question", "proof"),
    *("edited", "edited_anew", "whistle_back", "whistle_right", "album"),
)


@dataclass
class Phones:
    """What everybody sees on their phone, and what is new there since somebody acted last."""

    server: FakeBotApi
    app: App
    hands: HandClock
    home: Path
    said: list[tuple[str, Post]] = field(default_factory=list)
    before: dict[tuple[str, int], str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    press: str = ""

    def posts(self) -> list[tuple[str, Post]]:
        found = [(name, post) for name in self.server.world.users for post in self.server.chat(name).posts]
        return sorted(found, key=lambda pair: pair[1].id)

    async def look(self) -> None:
        """Waits until all is worked off and sent, and sees what is new."""
        record = self.app.office.record
        await self.server.until(lambda: not self.server.world.updates or self._confirmed())
        await self.server.until(lambda: not self.app.inbox.pending() and not record.states.open_messages)
        self.said = [(name, post) for name, post in self.posts() if self.before.get((name, post.id)) != _seen(post)]
        self.before = {(name, post.id): _seen(post) for name, post in self.posts()}

    def _confirmed(self) -> bool:
        heard = {cause.removeprefix("telegram:") for cause in self.app.office.record.states.causes}
        return all(str(id) in heard for id in self.server.world.updates)

    async def pass_time(self, text: str) -> None:
        self.hands.set(text)
        await self.app.tick()
        await self.look()

    async def act(self, who: str, how: str, what: str) -> bool:
        """Whether it can be done."""
        mark, words = how[:1], how[1:].rstrip("〕")
        self.press = ""
        if what.startswith("["):
            other, slash, rest = words.partition("/")
            owner = other if slash else who
            post = self.last(owner, rest if slash else words, what[1:-1])
            if post is None:
                return False
            self.press = self.server.taps(who, what[1:-1], under=post, chat=self.server.chat(owner))
        elif mark == "✎":
            self.server.edits(who, self.ids[words], what)
        elif mark == "⇐":
            self.server.passes_on(who, what, words, hidden=words not in self.app.office.given.people)
        elif mark == "〔":
            kind = "voice" if words == "语音" else "document"
            album, _, name = words.rpartition("/")
            self.server.hands(who, name, b"%PDF", kind=kind, caption=what, album=album)
        else:
            answered = self.last(who, words) if mark == "↩" else None
            self.ids[what] = self.server.says(who, what, reply_to=answered)
        await self.look()
        return True

    def last(self, who: str, words: str, label: str = "") -> Post | None:
        """The last message to somebody that holds these words and has that button."""
        posts = reversed(self.server.chat(who).posts)
        return next((post for post in posts if words in post.text and (not label or label in post.labels)), None)

    def next_to(self, who: str, *, edits: bool) -> list[str]:
        pair = next(pair for pair in self.said if pair[0] == who)
        self.said.remove(pair)
        post = pair[1]
        assert bool(post.edits) >= edits, f"said anew: {post.text}"
        return post.text.splitlines() + [" ".join(f"[{b['text']}]" for b in row) for row in post.rows]


def _seen(post: Post) -> str:
    return f"{post.html}{post.rows}"


@asynccontextmanager
async def phones(home: Path) -> AsyncIterator[Phones]:
    hands = HandClock("2024-03-15 17:30")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        people = ("zhaoshang", "lly", "chengjian", "ziran", "duchashi")
        ids = {person: str(server.world.user(person)["id"]) for person in people}
        bound = [Bound(person=p, channel="telegram", chat=id, user=id, code_hash="") for p, id in ids.items()]
        Record.open(home).append(Entry(at=moment("2024-03-15 17:30"), cause="test:bind", events=tuple(bound)))
        async with running(home, server, hands) as app:
            yield Phones(server, app, hands, home)
        assert server.deviations == []


@pytest.mark.parametrize("name", MAIN)
async def test_dialog(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Telegram, "abilities", replace(Telegram.abilities, per_second=2000, per_chat=0.001))
    home = Path(shutil.copytree(DIALOGS / "home", tmp_path / "home"))
    reading: list[str] = []
    done = True
    async with phones(home) as play:
        for number, line in enumerate((DIALOGS / f"{name}.txt").read_text(encoding="utf-8").splitlines(), start=1):
            where = f"{name}.txt:{number}: {line}"
            mark, _, rest = line.partition(" ")
            head, colon, words = rest.partition(":")
            who, _, how = head.strip().partition(" ")
            if mark == "@":
                await play.pass_time(rest.strip())
            elif mark == "~":
                edit_task(home, *rest.split())
                await play.app.reread()
            elif mark == "<":
                done = await play.act(who, how, words.strip())
                answers = sum(name == who for name, _ in play.said)
                assert answers == 1 or (answers == 0 and (play.press or not done)), f"{where}\nsaid: {play.said}"
            elif not done:
                continue
            elif mark == ">":
                if colon and who in play.app.office.given.people:
                    assert any(name == who for name, _ in play.said), f"{where}\nsaid: {play.said}"
                    reading, rest = play.next_to(who, edits=how == "✎"), words
                reading = after(reading, rest.strip(), where)
            elif mark == "=":
                await play.server.until(lambda: play.server.world.presses[play.press] is not None)
                assert play.server.world.presses[play.press] == rest, where
            elif mark == "!":
                assert not [name for name, _ in play.said if not rest or name == rest.strip()], where
