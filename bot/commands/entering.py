"""`add` and `edit`: one task at the terminal, in the words and columns of the ledger.

What is typed is read as a cell of the ledger is, so a clerk learns one way of writing dates, figures and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.commands.life import DeskAtWork
from bot.dialogue.desk.reshaping import enter
from bot.errors import DubanError
from bot.model import Task
from bot.reports.ledger.fields import FORM, Field, names_of
from bot.reports.sheets.columns import text_of

REASON = re.compile(r"[:：]")
LINES = " | "
"""What stands between the milestones or figures of a task where all of them stand on one line."""
Change = tuple[str, str, str]
"""A column, the text before and after."""


def add(
    desk: DeskAtWork, title: str, *, origin: str, due: date | None, leader: str | None, source: str, draft: bool
) -> Task:
    """A task that came from a meeting or an instruction, without a plan, behind all others; active unless `draft`.
    Raises DubanError for an origin or a person that there is none of."""
    found = enter(
        desk.world,
        title,
        origin=origin,
        due=due,
        leader=leader,
        source=source,
        draft=draft,
        today=desk.now.date(),
    )
    desk.reshape("add", found)
    return found.rewriting.behind[0]


def show_fields(desk: DeskAtWork, task: Task) -> list[tuple[str, str]]:
    """What can be edited of a task: the ledger's columns and what must be handed in, with their text on one line."""
    names = names_of(desk.world.people.values())
    return [(field.head, _on_one_line(text_of(field.show(task, names)))) for field in FORM]


def edited(desk: DeskAtWork, task: Task, head: str, text: str) -> Task:
    """The task with this column (by its head or key) set to what was typed. Raises DubanError with what would be
    right."""
    field = next((f for f in FORM if head in (f.head, f.key)), None)
    if field is None:
        raise DubanError(f"没有“{head}”这一栏，只有 {'、'.join(f.head for f in FORM)}")
    if field.key == "status" and REASON.search(text):
        raise DubanError("带理由的状态请用 suspend、withdraw、reopen 命令，理由会记下来")
    names = names_of(desk.world.people.values())
    try:
        lines = "\n".join(line.strip() for line in text.strip().split(LINES.strip()))
        return field.write(task, field.read(lines, task, names))
    except ValueError as error:
        raise DubanError(f"{field.head}：{error}") from error


def fill_in(desk: DeskAtWork, task: Task, ask: Callable[[str, str], str], say: Callable[[str], None]) -> Task:
    """The form: each column is asked for with its present text; no answer keeps it, a wrong one is asked again."""
    for field in FORM:
        task = _filled(desk, task, field, ask, say)
    return task


def _filled(
    desk: DeskAtWork, task: Task, field: Field, ask: Callable[[str, str], str], say: Callable[[str], None]
) -> Task:
    while True:
        typed = ask(field.head, dict(show_fields(desk, task))[field.head]).strip()
        if not typed:
            return task
        try:
            return edited(desk, task, field.key, "" if typed == "-" else typed)
        except DubanError as error:
            say(str(error))


def changes(desk: DeskAtWork, before: Task, after: Task) -> Sequence[Change]:
    """What is different, column by column."""
    pairs = zip(show_fields(desk, before), show_fields(desk, after), strict=True)
    return [(head, old, new) for (head, old), (_, new) in pairs if old != new]


def keep(desk: DeskAtWork, task: Task) -> None:
    """Puts the edited task into tasks.json."""
    desk.write([task if t.id == task.id else t for t in desk.stated])


def _on_one_line(text: str) -> str:
    return LINES.join(text.splitlines())
