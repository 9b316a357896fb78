"""The terminal as a channel: messages look as on a phone, buttons are numbered, `张三: 已完成` is something said.

For the demo and for trying things out. For tests of dialogues there is `lines_of`: a message as plain lines.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from bot.channels.base import Abilities, Inbox, Key, Outcome, Outgoing, Refused, Sent
from bot.channels.markup import plain, read_markup
from bot.dialogue.incoming import Incoming
from bot.errors import ChannelError

PHONE_WIDTH = 46
"""Columns of a message: 21 Chinese characters and the frame, about what a phone 360 pixels wide shows."""

STYLES = {"b": "bold", "i": "italic", "u": "underline", "s": "strike", "code": "cyan", "blockquote": "dim"}

NO_START = "，。；：！？、）】》」』”’%…"


def render(out: Outgoing) -> RenderableType:
    """A message as its reader sees it on a phone; its buttons are numbered from 1."""
    body = Text()
    for run in read_markup(out.text):
        body.append(run.text, " ".join(STYLES.get(name, "") for name, _ in run.tags))
    bubble = Panel(_wrapped(body, PHONE_WIDTH - 4), box=box.ROUNDED, width=PHONE_WIDTH, border_style="blue")
    return Group(bubble, *(Text("  " + row, style="bold blue") for row in _numbered(out.rows)))


def _wrapped(body: Text, width: int) -> Text:
    """The text in lines of at most so many columns. (Rich breaks at spaces only, of which Chinese has none.)"""
    lines = [part for line in body.split("\n", allow_blank=True) for part in line.divide(_breaks(line.plain, width))]
    return Text("\n").join(lines)


def _breaks(line: str, width: int) -> list[int]:
    """Where a line is broken: not within a word or number, and not before a closing mark."""
    found, start = [0], 0
    for at in range(len(line)):
        if cell_len(line[start : at + 1]) > width:
            start = next((i for i in range(at, start, -1) if not _held_together(line[i - 1], line[i])), at)
            found.append(start)
    return found[1:]


def _held_together(left: str, right: str) -> bool:
    return right in NO_START or (left.isascii() and right.isascii() and left.isalnum() and right.isalnum())


def lines_of(out: Outgoing) -> list[str]:
    """A message as plain lines: its text, then a line for each row of buttons, `[签收] [报进展]`."""
    return plain(out.text).splitlines() + [" ".join(f"[{key.label}]" for key in row) for row in out.rows]


def pressed(rows: Sequence[Sequence[Key]], typed: str) -> str | None:
    """The key of the button that was typed, as its number or as `[label]`; None for anything else."""
    keys = [key for row in rows for key in row]
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(keys):
        return keys[int(typed) - 1].key
    return next((key.key for key in keys if typed == f"[{key.label}]"), None)


class Console:
    """The channel. `write` shows something, `read` gives the next line, None at the end. A line is said by whom it
    begins with (`张三: …`), else by who spoke last. Everybody's chat is their name."""

    name = "console"
    abilities = Abilities(text=4096, buttons=100, edit=True, files=True, per_second=1000, per_chat=0, per_group=60_000)
    render = staticmethod(render)

    def __init__(
        self,
        write: Callable[[RenderableType], None],
        read: Callable[[], Awaitable[str | None]],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._write, self._read, self._now = write, read, now
        self._refs = count(1)
        self._rows: dict[str, tuple[tuple[Key, ...], ...]] = {}
        self._sent: set[str] = set()

    async def run(self, inbox: Inbox) -> None:
        """Reads until the end of the input."""
        user = ""
        while (line := await self._read()) is not None:
            named, colon, said = line.partition(":")
            user, text = (named.strip(), said.strip()) if colon else (user, line.strip())
            if text:
                await inbox.keep(self.name, [self._update(inbox, user, text)])

    def _update(self, inbox: Inbox, user: str, text: str) -> tuple[str, Mapping[str, Any]]:
        id = int(inbox.last(self.name) or 0) + 1
        press = pressed(self._rows.get(user, ()), text)
        return str(id), {"id": id, "user": user, "text": text, "press": press, "at": self._now().isoformat()}

    def read(self, raw: Mapping[str, Any]) -> Incoming | None:
        """A line in our terms. Raises ValueError for what is none."""
        try:
            user, text = raw["user"], raw["text"]
            said = Incoming("text", self.name, user, user, datetime.fromisoformat(raw["at"]), text, str(raw["id"]))
            word, _, code = text.partition(" ")
            if raw.get("press"):
                return replace(said, kind="press", text="", press=raw["press"])
            return replace(said, kind="start", text=code.strip()) if word == "/start" else said
        except (KeyError, TypeError, AttributeError) as wrong:
            raise ValueError(f"not a line of the console: {wrong!r}") from wrong

    async def send(self, out: Outgoing) -> Outcome:
        """Shows a message."""
        ref = str(next(self._refs))
        self._sent.add(ref)
        return self._show(ref, out)

    async def edit(self, ref: str, out: Outgoing) -> Outcome:
        """Shows a message anew; in a terminal nothing that was shown can be changed."""
        return self._show(ref, out) if ref in self._sent else Refused("there is no such message")

    async def answer(self, press: str, text: str) -> None:
        """Shows the few words for a pressed button."""
        if text:
            self._write(Text(text, style="dim"))

    def is_group(self, chat: str) -> bool:
        """There are no groups in a terminal."""
        return False

    async def put_file(self, chat: str, name: str, content: bytes, caption: str = "") -> Outcome:
        """Names a file and its size."""
        return await self.send(Outgoing(chat, f"{caption} 〔{name}, {len(content)} B〕".strip()))

    async def get_file(self, file: str) -> bytes:
        """Nobody can hand a file over in a terminal."""
        raise ChannelError(f"终端里没有文件：{file}")

    async def probe(self) -> str:
        """The terminal is always there."""
        return ""

    async def close(self) -> None:
        """Holds nothing open."""

    def _show(self, ref: str, out: Outgoing) -> Outcome:
        self._rows[out.chat] = out.rows
        self._write(Text(f"→ {out.chat}", style="bold magenta"))
        self._write(render(out))
        return Sent(ref)


def _numbered(rows: Sequence[Sequence[Key]]) -> list[str]:
    numbers = count(1)
    return ["  ".join(f"[{next(numbers)}] {key.label}" for key in row) for row in rows]
