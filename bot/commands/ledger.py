"""`import X.xlsx` of an edited ledger: shows what it changes, asks, writes tasks.json."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.life import DeskAtWork
from bot.errors import DocumentError
from bot.given import read_calendar
from bot.record.effective import effective
from bot.reports.ledger.importing import LedgerEdits, read_ledger
from bot.reports.ledger.lines import is_book
from bot.reports.unsure import mark_days
from bot.reports.words import clip
from bot.schedule.calendar import Calendar
from bot.settings import ZONE
from bot.store.config import load_people
from bot.store.record import Record
from bot.store.tasksfile import TasksFile


def is_ledger(path: Path) -> bool:
    """Whether the file is a ledger that this program wrote, whoever has edited it since."""
    return path.suffix.lower() == ".xlsx" and path.is_file() and is_book(_bytes(path))


def import_ledger(
    path: Path,
    *,
    home: Path,
    now: datetime,
    yes: bool = False,
    dry_run: bool = False,
    ask: Callable[[str], bool] = lambda _: False,
) -> int:
    """Takes an edited ledger into tasks.json; 0 done or nothing to do, 1 nothing was written or cells were left out.

    What changes is shown first; without `yes` the person at the terminal is asked through `ask`. Raises DocumentError
    where the file is no ledger, FileError or StoreError where the home is wrong."""
    screen, file = Console(), TasksFile(home / "tasks.json")
    tasks = tuple(file.read())
    states = Record.open(home).states
    counting = effective({task.id: task for task in tasks}, states)
    starts = {id_: state.baseline[1] for id_, state in states.tasks.items() if state.baseline}
    today = now.astimezone(ZONE).date()
    found = read_ledger(_bytes(path), tasks, load_people(home), counting, starts=starts, today=today)
    _show(found, read_calendar(home), screen)
    if (found.tasks == tasks and not found.events) or dry_run:
        return int(bool(found.problems))
    if not yes and not ask("写入 tasks.json 吗？"):
        Console(stderr=True).print("没有写入任何内容。确认无误后请加 --yes 再运行一次。", soft_wrap=True)
        return 1
    desk = DeskAtWork(home, now)
    desk.write(found.tasks)
    if found.events:
        desk.note("ledger", *found.events)
    screen.print(f"已写入 tasks.json：改动 {len(found.edits)} 处，新增 {len(found.new)} 项。", soft_wrap=True)
    return int(bool(found.problems))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"读不出 {path}：{error.strerror}") from error


def _show(found: LedgerEdits, calendar: Calendar, screen: Console) -> None:
    if found.edits:
        table = Table("单元格", "编号", "列", "原来", "改为", title="改动")
        for edit in found.edits:
            cells = (
                edit.place,
                edit.task,
                edit.head,
                clip(mark_days(edit.before, calendar), 40) or "（空）",
                clip(mark_days(edit.after, calendar), 40) or "（空）",
            )
            table.add_row(*map(Text, cells))
        screen.print(table)
    titles = {task.id: task.title for task in found.tasks}
    for id_ in found.new:
        screen.print(Text(f"新增 {id_}：{titles[id_]}"), soft_wrap=True)
    for problem in found.problems:
        screen.print(Text(f"没有写回 {problem.place}：{problem.says}", style="yellow"), soft_wrap=True)
    if not (found.edits or found.new):
        screen.print("台账和 tasks.json 没有不同之处。")
