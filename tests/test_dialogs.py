"""Conversations, as scripts: who says what when, and what they read in answer. One file of tests/dialogs a story.

    # a remark
    @ 2024-03-21 09:00     time passes; what is due by then goes out
    < zhaoshang: 1 完成80%  she says it; `[签收]` presses that button of the last message to her
    > zhaoshang: 已记录     the next message to her; further `> ` lines stand in it, in this order
    ! zhaoshang            nothing was said to her; `!` alone: to nobody
    = words                the few words on the pressed button

What is attached stands behind the text, by its name: `〔picture/lights〕`.

Whoever speaks gets exactly one message in answer; whoever presses, a message or a few words on the button.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.console import Console, lines_of
from bot.channels.layout import parts_of
from bot.dialogue.incoming import Incoming
from bot.office import Office
from bot.record.events import Bound, Entry, Message, Queued
from tests.homes import moment

DIALOGS = Path(__file__).parent / "dialogs"


@dataclass
class Stage:
    """A home, a clock, and what was said to whom since somebody acted last."""

    office: Office
    clock: list[datetime]
    said: list[Message] = field(default_factory=list)
    shown: dict[str, Message] = field(default_factory=dict)
    turns: int = 0
    toast: str = ""

    def pass_time(self, text: str) -> None:
        self.clock[0] = moment(text)
        self.office.reread()
        self.heard(self.office.sweep())

    def heard(self, entries: tuple[Entry, ...]) -> None:
        self.said = [e.message for entry in entries for e in entry.events if isinstance(e, Queued)]
        self.shown |= {m.to: m for m in self.said if m.rows}

    def act(self, who: str, what: str) -> None:
        self.turns += 1
        before = len(self.office.record.states.messages)
        press = self._key(who, what[1:-1]) if what.startswith("[") else None
        edited, _, text = what.partition("→") if "→" in what else ("", "", what)
        incoming = Incoming(
            kind="press" if press else "edited" if edited else "text",
            channel="console",
            chat=who,
            user=who,
            at=self.clock[0],
            text="" if press else text.strip(),
            ref=edited.strip() or str(self.turns),
            press=press,
        )
        self.toast = self.office.hear(incoming, f"console:{self.turns}")
        queued = list(self.office.record.states.messages.values())[before:]
        self.said = [posted.message for posted in queued]
        self.shown |= {m.to: m for m in self.said if m.rows}

    def _key(self, who: str, label: str) -> str:
        return next(b.key for row in self.shown[who].rows for b in row if b.label == label)

    def next_to(self, who: str) -> list[str]:
        message = next(m for m in self.said if m.to == who)
        self.said.remove(message)
        (part,) = parts_of(message, who, Console.abilities)
        return lines_of(part) + [f"〔{what}〕" for what in message.attach]


def stage(home: Path) -> Stage:
    clock = [moment("2024-03-15 17:30")]
    office = Office(home, lambda: clock[0])
    people = [Bound(person=p, channel="console", chat=p, user=p, code_hash="") for p in office.given.people]
    office.record.append(Entry(at=clock[0], cause="test:bind", events=tuple(people)))
    return Stage(office, clock)


@pytest.mark.parametrize("path", sorted(DIALOGS.glob("*.txt")), ids=lambda path: path.stem)
def test_dialog(path: Path, tmp_path: Path) -> None:
    shutil.copytree(DIALOGS / "home", tmp_path / "home")
    play = stage(tmp_path / "home")
    reading: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        mark, _, rest = line.partition(" ")
        where = f"{path.name}:{number}: {line}"
        if mark == "@":
            play.pass_time(rest.strip())
        elif mark == "<":
            who, _, what = rest.partition(":")
            play.act(who.strip(), what.strip())
            answers = sum(m.to == who.strip() for m in play.said)
            assert answers == 1 or (answers == 0 and play.toast), where
        elif mark == ">":
            who, colon, words = rest.partition(":")
            if colon and who.strip() in play.office.given.people:
                assert any(m.to == who.strip() for m in play.said), f"{where}\nsaid: {play.said}"
                reading, rest = play.next_to(who.strip()), words
            reading = after(reading, rest.strip(), where)
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
