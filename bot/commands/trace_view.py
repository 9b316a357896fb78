"""The evidence chain as a person reads it in the terminal: the number, each task, the plan's words, what happened."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.reports.trace import TaskTrace, Trace
from bot.settings import ZONE


def print_trace(found: Trace, screen: Console) -> None:
    """Prints a trace, task by task."""
    if found.figure:
        screen.print(Text(f"{found.figure.no}  {found.figure.name}：{found.figure}", "bold"))
    for one in found.tasks:
        for line, style in _lines(one):
            screen.print(Padding(Text(line, style), (0, 0, 0, 2 if style != "bold" else 0)))
        screen.print()


def _lines(one: TaskTrace) -> Iterator[tuple[str, str]]:
    yield f"{one.task.id}  {one.task.title}", "bold"
    yield f"原文：{one.clause or '没有保存原文'}", "cyan"
    for step in one.steps:
        at = step.at.astimezone(ZONE)
        yield f"{at:%Y-%m-%d %H:%M}  {step.what}  {step.words}" + (f"  〔{step.reply}〕" if step.reply else ""), ""
    for figure in one.figures:
        yield f"计入 {figure.no}：{figure.name} {figure}", "dim"
