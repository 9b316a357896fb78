"""The evidence chain: from a number of a bulletin to its tasks, to the replies, to the clause of the plan, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import ReportError
from bot.model import Task
from bot.record.standing import Report, TaskState
from bot.reports.bulletin.facts import Bulletin, Figure, bulletin
from bot.reports.items import LightOf
from bot.reports.people import name_of
from bot.reports.periods import month_of
from bot.reports.words import STATUSES, figure
from bot.schedule.world import World
from bot.settings import ZONE

_ORIGINS = {"split": "拆分自", "merge": "并入", "carry-over": "结转自"}
_NUMBER = re.compile(r"(\d{4})-(\d{2})/(\d+)")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a task; `reply` is the reply that it is on record by, where it was one."""

    at: datetime
    what: str
    words: str
    reply: str = ""


@dataclass(frozen=True, slots=True)
class TaskTrace:
    """A task with the clause that it comes from (None where the plan's text is not kept), all that happened to it, and
    the numbers of the month's bulletin that count it."""

    task: Task
    clause: str | None
    steps: tuple[Step, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """What `trace` found: the bulletin's number, if it was asked for one, and the tasks."""

    figure: Figure | None
    tasks: tuple[TaskTrace, ...]


def trace(world: World, asked: str, now: datetime, light: LightOf) -> Trace:
    """Follows a number of a bulletin (2024-03/4), the id of a task, or a reply. Raises ReportError for else."""
    if match := _NUMBER.fullmatch(asked):
        issue = _bulletin(world, match, now, light)
        figure = next((f for f in issue.figures.values() if f.no == asked), None)
        if figure:
            return Trace(figure, tuple(_task(world, world.tasks[id_], issue) for id_ in figure.tasks))
    ids = [asked] if asked in world.tasks else [i for i in world.states.replies.get(asked, ()) if i in world.tasks]
    if not ids:
        raise ReportError(f"没有“{asked}”：请写任务编号（如 caijiapo-2024-12）、通报数字编号（如 2024-03/4）或凭据编号")
    issue = bulletin(world, month_of(now.astimezone(ZONE).date()), now, light)
    return Trace(None, tuple(_task(world, world.tasks[id_], issue) for id_ in ids))


def _bulletin(world: World, match: re.Match[str], now: datetime, light: LightOf) -> Bulletin:
    try:
        first = date(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise ReportError(f"没有 {match[1]} 年 {match[2]} 月") from None
    return bulletin(world, month_of(first), now, light)


def _task(world: World, task: Task, issue: Bulletin) -> TaskTrace:
    figures = tuple(f for f in issue.figures.values() if task.id in f.tasks)
    steps = sorted(_steps(world, world.states.task(task.id)), key=lambda step: step.at)
    return TaskTrace(task, _clause(world, task), tuple(steps), figures)


def _clause(world: World, task: Task) -> str | None:
    """The task's words in its plan, whose text is kept under the code that its id begins with."""
    codes = [code for code in world.sources if task.id.startswith(f"{code}-")]
    if not codes or task.source is None:
        return None
    return world.sources[max(codes, key=len)][task.source.start : task.source.end].strip()


def _steps(world: World, state: TaskState) -> Iterator[Step]:
    if state.entered:
        at, entered = state.entered
        yield Step(at, f"{entered.origin}事项", entered.reason)
    if state.active_since:
        yield Step(state.active_since, "交办", "")
    if state.baseline:
        at, noted = state.baseline
        yield Step(at, "起始数", f"{figure(noted.amount.value)}{noted.amount.unit}（截至{noted.on}）")
    for at, origin in state.origins:
        yield Step(at, _ORIGINS[origin.way], "、".join(origin.of) + (f"：{origin.reason}" if origin.reason else ""))
    if state.restated:
        yield Step(state.restated[0], STATUSES[state.restated[1]], state.restated_why)
    for person, at in state.acknowledged.items():
        yield Step(at, "签收", name_of(world, person))
    yield from map(_reported, state.reports)
    for extension in state.extensions:
        yield Step(extension.at, "申请延期", extension.asked.reason, extension.asked.reply)
        if extension.decided:
            yield Step(extension.decided, "同意延期" if extension.granted else "不同意延期", extension.answer)
    for whistle in state.whistles:
        yield Step(whistle.at, "吹哨", whistle.blown.what, whistle.blown.reply)
        if whistle.cleared:
            yield Step(whistle.cleared, "协调办结", whistle.how)
    if state.returned:
        yield Step(state.returned[0], "退回", state.returned[1])
    if state.closed:
        yield Step(state.closed, "办结销号", "")


def _reported(report: Report) -> Step:
    return Step(report.at, "报进展", report.said.text, report.said.reply)
