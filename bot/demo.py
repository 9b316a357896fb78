"""`demo`: a year of the sample zone in the terminal, through the same office that the bot runs.

It opens a home of its own in a temporary folder, imports the sample plan, and jumps from one moment at which something
is due to the next. What the leader would see on her phone is shown; what is typed is her answer.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from bot.channels.console import Console as Phone
from bot.channels.layout import parts_of
from bot.commands.reading import read_file
from bot.commands.rhythms import proposals, write_rhythms
from bot.dialogue.incoming import Incoming
from bot.dialogue.wording import clock_words, day_words
from bot.given import SHIPPED
from bot.model import Task
from bot.office import Office
from bot.plans.tasks.tasks import plan_tasks
from bot.record.events import Bound, Entry, Message, Queued, Reported, Undone
from bot.schedule.due import next_moment
from bot.settings import ZONE
from bot.store.config import load_people, load_settings
from bot.store.plancopies import PlanCopies
from bot.store.tasksfile import TasksFile

OPENS = datetime(2024, 1, 2, 8, 30, tzinfo=ZONE)
CLOSES = datetime(2025, 1, 1, tzinfo=ZONE)
SAMPLE = SHIPPED / "sample"
SCRIPT = (
    "1",
    "n",
    "1 完成80%，2 已完成，3 卡在土地手续，需要自规局支持，预计5月底",
    "撤销",
    "1 完成30%，2 开复工率到了35%，其余正常",
    "w",
    "都正常",
    "n",
    "q",
)
"""What the demo types by itself where nobody is there to type."""
HELP = "直接输入回复，或输入按钮的序号；n 下一刻，w 下一周，q 结束"


@dataclass
class _Typist:
    """Where answers come from: a person, piped lines, or, where there is nothing at all to read, the script."""

    source: TextIO
    console: Console
    lines: Iterator[str] | None = None
    read_any: bool = False

    def next(self) -> str:
        """The next line; `q` when there is no more."""
        if self.lines is None:
            line = self.source.readline()
            if line:
                self.read_any = True
                return line.strip()
            if self.read_any:
                return "q"
            self.console.print("（没有输入，自动演示一段对话）\n", style="dim")
            self.lines = iter(SCRIPT)
        return next(self.lines, "q")


class Demo:
    """One run of the demo."""

    def __init__(self, home: Path, typist: _Typist, console: Console) -> None:
        self.now = OPENS
        self.office = Office(home, lambda: self.now)
        self.typist, self.console = typist, console
        self.leader = Counter(t.leader for t in self._active()).most_common(1)[0][0] or ""
        self.admin = next(p.id for p in self.office.given.people.values() if "admin" in p.roles)
        self.shown: Message | None = None
        self.turns = 0
        self._bind()

    def _active(self) -> list[Task]:
        return [t for t in self.office.given.tasks.values() if t.status == "active" and t.leader]

    def _bind(self) -> None:
        people = [Bound(person=p, channel="console", chat=p, user=p, code_hash="") for p in self.office.given.people]
        self.office.record.append(Entry(at=self.now, cause="demo:bind", events=tuple(people)))

    def play(self) -> None:
        """Goes through the year until it is over or somebody has enough."""
        skip_until = self.now
        while moment := next_moment(self.office.world(), self.now):
            if moment >= CLOSES:
                break
            self.now = moment
            messages = _messages(self.office.sweep())
            self._show_moment(messages)
            if self.now < skip_until or not any(m.to == self.leader for m in messages):
                continue
            command = self._converse()
            if command == "q":
                break
            if command == "w":
                skip_until = self.now + timedelta(days=7 - self.now.weekday())
        self._farewell()

    def _show_moment(self, messages: list[Message]) -> None:
        """What goes out at this moment: the leader's and the office's in full, the others counted."""
        if not messages:
            return
        self.console.print(Rule(f"{day_words(self.now)} {clock_words(self.now)}", style="cyan"))
        for message in (m for m in messages if m.to in (self.leader, self.admin)):
            self._show(message)
        others = [self._name(m.to) for m in messages if m.to not in (self.leader, self.admin)]
        if others:
            self.console.print(f"（同一时刻还发给了另外 {len(others)} 人）\n", style="dim")

    def _show(self, message: Message) -> None:
        self.console.print(f"→ {self._name(message.to)}", style="bold magenta")
        for part in parts_of(message, message.to, Phone.abilities):
            self.console.print(Phone.render(part))
        for what in message.attach:
            self.console.print(f"  〔附件 {what}〕", style="dim")
        if message.to == self.leader:
            self.shown = message

    def _name(self, person: str) -> str:
        return self.office.given.people[person].name

    def _converse(self) -> str:
        """Takes answers until the leader wants to go on; gives the command that ended it."""
        self.console.print(HELP, style="dim")
        while True:
            self.console.print(Text(f"{self._name(self.leader)}> ", style="bold green"), end="")
            line = self.typist.next()
            if not sys.stdin.isatty() or self.typist.lines:
                self.console.print(line)
            if line.lower() in ("n", "w", "q", ""):
                return line.lower() or "n"
            self._answer(line)

    def _answer(self, line: str) -> None:
        """One answer of the leader: a button by its number, or words; then what the bot says and what is on record."""
        self.turns += 1
        self.now += timedelta(minutes=1)
        cause = f"console:{self.turns}"
        press = self._button(line)
        incoming = Incoming(
            kind="press" if press else "text",
            channel="console",
            chat=self.leader,
            user=self.leader,
            at=self.now,
            text="" if press else line,
            ref=cause,
            press=press,
        )
        before = len(list(self.office.record.entries()))
        toast = self.office.hear(incoming, cause)
        if toast:
            self.console.print(f"（{toast}）", style="dim")
        for entry in list(self.office.record.entries())[before:]:
            self._show_recorded(entry)
            for message in _messages((entry,)):
                self._show(message)

    def _button(self, line: str) -> str | None:
        keys = [b.key for row in self.shown.rows for b in row] if self.shown else []
        return keys[int(line) - 1] if line.isdigit() and 1 <= int(line) <= len(keys) else None

    def _show_recorded(self, entry: Entry) -> None:
        for event in entry.events:
            if isinstance(event, Reported):
                said = event.model_dump(exclude_none=True, include=RECORDED)
                facts = "  ".join(f"{k}={_plain(v)}" for k, v in said.items() if v not in ((), ""))
                self.console.print(f"  记入台账  {event.task}  {facts}", style="yellow")
            if isinstance(event, Undone):
                self.console.print("  记入台账  撤销上一条", style="yellow")

    def _farewell(self) -> None:
        states = self.office.record.states
        reports = sum(len(s.reports) for s in states.tasks.values())
        self.console.print(Rule(style="cyan"))
        self.console.print(
            f"演示结束于 {day_words(self.now)}：发出 {len(states.messages)} 条消息，记录 {reports} 条进展。"
        )
        self.console.print("真正使用：复制 config/ 到一个空目录，设置 TELEGRAM_BOT_TOKEN，运行 make run。", style="dim")


RECORDED = {"status", "percent", "quantity", "expected", "blocker", "help_from", "delegate"}


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "".join(f"{part:g}" if isinstance(part, float) else str(part) for part in value.values())
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _messages(entries: tuple[Entry, ...]) -> list[Message]:
    return [event.message for entry in entries for event in entry.events if isinstance(event, Queued)]


def play(source: TextIO, out: TextIO) -> None:
    """Plays the demo: answers from `source`, everything else to `out`."""
    console = Console(file=out, highlight=False, soft_wrap=False)
    with TemporaryDirectory(prefix="duban-demo-") as folder:
        home = Path(folder)
        (home / "config").mkdir()
        shutil.copy(SAMPLE / "people.toml", home / "config")
        console.print("Duban 演示：样板开发区 2024 年，从导入工作要点开始。", style="bold")
        _import(home, console)
        Demo(home, _Typist(source, console), console).play()


def _import(home: Path, console: Console) -> None:
    """Reads the sample plan into the home's tasks.json, all active."""
    path = next(SAMPLE.glob("*.txt"))
    reading = read_file(path, None)
    tasks = plan_tasks(reading.plan, code="yangban-2024", file=path.name, people=load_people(home))
    PlanCopies(home).keep("yangban-2024", text=reading.document.text, original=None)
    TasksFile(home / "tasks.json").write([t.model_copy(update={"status": "active"}) for t in tasks])
    rhythms = proposals(tasks, load_settings(home))
    write_rhythms(home, rhythms)
    dates, figures = (sum(map(len, found)) for found in ([t.milestones for t in tasks], [t.targets for t in tasks]))
    console.print(f"读了《{path.stem}》：{len(tasks)} 项任务、{dates} 个节点、{figures} 个指标，已全部立项。")
    console.print(f"其中 {'、'.join(rhythm.what for rhythm in rhythms)} 由机器人到时备好材料给督查室。\n")
