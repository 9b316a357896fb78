"""Conversations, as scripts: who says what when, and what they read in answer. One file of tests/dialogs a story.

    # a remark
    @ 2024-03-21 09:00     time passes; what is due by then goes out
    < zhaoshang: 1 完成80%  she says it; `[签收]` presses that button of the last message to her that has buttons
    < zhaoshang ↩周调度: 2 已完成   in answer to the last message to her that holds these words; or a button of that one
    < chengjian ↩zhaoshang/周调度: [全部正常]  presses a button of what somebody else was told
    < zhaoshang ✎完成80%: 完成60%  she changes what she had written
    < zhaoshang 〔相册/1.jpg〕:     one of the files that are sent together under that name
    < duchashi ⇐zhaoshang: 1 已完成  forwards it; a name that is nobody's id hides its account
    < zhaoshang 〔协议.pdf〕: 见附件   hands a file over, with a caption or without; 〔语音〕 is a voice message
    > zhaoshang: 已记录     the next message to her; further `> ` lines stand in it, in this order
    ! zhaoshang            nothing was said to her; `!` alone: to nobody
    = words                the few words on the pressed button
    ~ t-2 evidence 评审意见   an admin edits a task's entry in tasks.json (a list as JSON, without spaces); without more
                           words takes it out, and puts it back

What is attached stands behind the text, by its name: `〔picture/lights〕`. A `>` line with `✎` behind the name replaces
an earlier one in place. Every story is told twice; the second time all but the record is forgotten before each line.

Whoever speaks gets exactly one message in answer; whoever presses, a message or a few words on the button. What was
said before may change in place beside it, without a sound. Every message must be legible.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.console import Console, lines_of
from bot.channels.layout import parts_of
from bot.channels.markup import plain
from bot.dialogue.incoming import Forwarded, Incoming
from bot.office import Office
from bot.record.events import Bound, Entry, Message, Queued, Sent
from bot.store.record import Record
from tests.homes import moment
from tests.legible import slips

DIALOGS = Path(__file__).parent / "dialogs"


@dataclass
class Stage:
    """A home, a clock, and what was said to whom since somebody acted last."""

    home: Path
    clock: list[datetime]
    office: Office
    said: list[Message] = field(default_factory=list)
    refs: dict[str, str] = field(default_factory=dict)
    turns: int = 0
    toast: str = ""

    def restart(self) -> None:
        """Nothing is left but what is on disk. (The files that people edit are not read again: that takes long.)"""
        self.office.record = Record.open(self.home)

    def pass_time(self, text: str) -> None:
        self.clock[0] = moment(text)
        self.office.reread()
        self.heard(self.office.sweep())

    def heard(self, entries: tuple[Entry, ...]) -> None:
        self._sent(e.message for entry in entries for e in entry.events if isinstance(e, Queued))

    def edit(self, task: str, *change: str) -> None:
        edit_task(self.home, task, *change)
        assert self.office.reread() is None

    def act(self, who: str, how: str, what: str) -> None:
        """`how`: a mark and what stands behind it."""
        self.turns += 1
        before = len(self.office.record.states.messages)
        incoming = self._incoming(who, how[:1], how[1:].rstrip("〕"), what)
        if incoming.kind in ("text", "file"):
            self.refs[incoming.text] = incoming.ref
        self.toast = self.office.hear(incoming, f"console:{self.turns}")
        self._sent(posted.message for posted in list(self.office.record.states.messages.values())[before:])

    def _incoming(self, who: str, mark: str, words: str, what: str) -> Incoming:
        said = Incoming("text", "console", who, who, self.clock[0], what, str(self.turns))
        if what.startswith("["):
            return replace(said, kind="press", text="", press=self._key(who, what[1:-1], words))
        if mark == "↩":
            return replace(said, reply_to=self._last_to(who, words).id)
        if mark == "✎":
            return replace(said, kind="edited", ref=self.refs[words])
        if mark == "⇐":
            known = words in self.office.given.people
            return replace(said, forwarded=Forwarded(words if known else "", words, self.clock[0]))
        if mark == "〔":
            media = "voice" if words == "语音" else "document"
            album, _, name = words.rpartition("/")
            return replace(said, kind="file", file=f"file-{self.turns}", file_name=name, media=media, album=album)
        return said

    def _sent(self, messages: Iterable[Message]) -> None:
        self.said = list(messages)
        for message in self.said:
            assert not slips(message.text), message.text
            sent = Sent(message=message.id, refs=(message.id,))
            self.office.record.append(Entry(at=self.clock[0], cause=f"sent:{message.id}", events=(sent,)))

    def _last_to(self, who: str, words: str) -> Message:
        posts = reversed(self.office.record.states.messages.values())
        other, slash, rest = words.partition("/")
        who, words = (other, rest) if slash else (who, words)
        return next(p.message for p in posts if p.message.to == who and words in plain(p.message.text))

    def _key(self, who: str, label: str, words: str) -> str:
        posts = reversed(self.office.record.states.messages.values())
        if words:
            message = self._last_to(who, words)
        else:
            message = next(p.message for p in posts if p.message.to == who and p.message.rows)
        return next(b.key for row in message.rows for b in row if b.label == label)

    def next_to(self, who: str, *, edits: bool) -> list[str]:
        message = next(m for m in self.said if m.to == who)
        self.said.remove(message)
        assert bool(message.edits) >= edits, f"said anew: {message.text}"
        (part,) = parts_of(message, who, Console.abilities)
        return lines_of(part) + [f"〔{what}〕" for what in message.attach]


def stage(home: Path) -> Stage:
    clock = [moment("2024-03-15 17:30")]
    office = Office(home, lambda: clock[0])
    people = [Bound(person=p, channel="console", chat=p, user=p, code_hash="") for p in office.given.people]
    office.record.append(Entry(at=clock[0], cause="test:bind", events=tuple(people)))
    return Stage(home, clock, office)


def edit_task(home: Path, task: str, key: str = "", words: str = "") -> None:
    """A key of a task's entry in tasks.json, or the whole entry, as an admin changes it by hand."""
    path, aside = home / "tasks.json", home / f"{task}.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    entries, found = document["tasks"], next((e for e in document["tasks"] if e["id"] == task), None)
    if found is None:
        entries.append(json.loads(aside.read_text(encoding="utf-8")))
    elif key:
        found[key] = json.loads(words) if words.startswith("[") else words
    else:
        aside.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
        entries.remove(found)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("restarting", [False, True], ids=["", "restarting"])
@pytest.mark.parametrize("path", sorted(DIALOGS.glob("*.txt")), ids=lambda path: path.stem)
def test_dialog(path: Path, restarting: bool, tmp_path: Path) -> None:
    shutil.copytree(DIALOGS / "home", tmp_path / "home")
    play = stage(tmp_path / "home")
    reading: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        mark, _, rest = line.partition(" ")
        where = f"{path.name}:{number}: {line}"
        if restarting:
            play.restart()
        if mark == "@":
            play.pass_time(rest.strip())
        elif mark == "<":
            head, _, what = rest.partition(":")
            who, _, how = head.strip().partition(" ")
            play.act(who, how, what.strip())
            answers = sum(m.to == who and not m.quiet for m in play.said)
            assert answers == 1 or (answers == 0 and play.toast and what.strip().startswith("[")), where
        elif mark == ">":
            head, colon, words = rest.partition(":")
            who, _, how = head.strip().partition(" ")
            if colon and who in play.office.given.people:
                assert any(m.to == who for m in play.said), f"{where}\nsaid: {play.said}"
                reading, rest = play.next_to(who, edits=how == "✎"), words
            reading = after(reading, rest.strip(), where)
        elif mark == "~":
            play.edit(*rest.split())
        elif mark == "=":
            assert play.toast == rest, f"{where}\nsaid: {play.toast}"
        elif mark == "!":
            assert not [m for m in play.said if not rest or m.to == rest.strip()], f"{where}\nsaid: {play.said}"


def after(lines: list[str], words: str, where: str) -> list[str]:
    """The lines after the first that holds these words."""
    for index, line in enumerate(lines):
        if words in line:
            return lines[index:]
    pytest.fail(f"{where}\nnot in:\n" + "\n".join(lines))
