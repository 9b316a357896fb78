"""The commands for the life of a task: thin, each asks the function that does it and says what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import DubanError

if TYPE_CHECKING:
    from bot.commands.life import DeskAtWork

app = typer.Typer()

TaskId = Annotated[str, typer.Argument(help="a task's id in tasks.json", metavar="TASK")]
Reason = Annotated[str, typer.Option(help="why; it goes on the record")]
Yes = Annotated[bool, typer.Option("--yes", help="write without asking")]


@contextmanager
def _desk(context: typer.Context) -> Iterator[DeskAtWork]:
    """The home at this moment."""
    from bot.clock import real_clock
    from bot.commands.life import DeskAtWork

    with one_clear_message():
        yield DeskAtWork(context.obj, real_clock())


@contextmanager
def one_clear_message() -> Iterator[None]:
    """Every failure that is not a bug of ours ends in one message on standard error and its exit code."""
    try:
        yield
    except DubanError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(error.exit_code) from error


def day_of(text: str | None) -> date | None:
    """The day that an option names; None where it was not given. Raises DubanError for what is none."""
    from bot.settings import YEARS

    try:
        day = date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise DubanError(f"“{text}” 不是日期，应写成 2024-03-31") from error
    if day and day.year not in YEARS:
        raise DubanError(f"日期 {text} 的年份不对，应在 {YEARS[0]} 到 {YEARS[-1]} 年之间")
    return day


def _agreed(yes: bool) -> None:
    """Raises DubanError unless it was said beforehand, or is said now at the terminal."""
    asked = sys.stdin.isatty() and sys.stdout.isatty()
    if not yes and not (asked and input("写入吗？（y 写入，其他键放弃）").strip().lower() in ("y", "yes", "是")):
        raise DubanError("没有写入任何内容。确认无误后请加 --yes 再运行一次。")


@app.command()
def suspend(context: typer.Context, task: TaskId, reason: Reason) -> None:
    """A task is stopped for a while (暂缓): nobody is asked about it."""
    from bot.commands.life import restate

    with _desk(context) as desk:
        print(restate(desk, task, "suspended", reason))


@app.command()
def withdraw(context: typer.Context, task: TaskId, reason: Reason) -> None:
    """A task is given up (撤项); its history stays."""
    from bot.commands.life import restate

    with _desk(context) as desk:
        print(restate(desk, task, "withdrawn", reason))


@app.command()
def reopen(context: typer.Context, task: TaskId, reason: Reason) -> None:
    """A closed, suspended or withdrawn task is in work again."""
    from bot.commands.life import reopen as take_up

    with _desk(context) as desk:
        print(take_up(desk, task, reason))


@app.command()
def split(
    context: typer.Context,
    task: TaskId,
    parts: Annotated[list[str], typer.Argument(help="ids of its milestones, targets, cadences", metavar="PART...")],
    title: Annotated[str, typer.Option(help="what the new task is called")],
    reason: Reason,
    leader: Annotated[str | None, typer.Option(help="who answers for it (default: as before)")] = None,
) -> None:
    """Parts of a task become a task of their own (拆分)."""
    from bot.commands.life import split as split_task

    with _desk(context) as desk:
        print(split_task(desk, task, parts, title, leader, reason))


@app.command()
def merge(
    context: typer.Context,
    task: TaskId,
    others: Annotated[list[str], typer.Argument(help="the tasks that are merged into it", metavar="TASK...")],
    reason: Reason,
) -> None:
    """Other tasks become part of one (合并) and are withdrawn; what was said of them stays theirs."""
    from bot.commands.life import merge as merge_tasks

    with _desk(context) as desk:
        print(merge_tasks(desk, task, others, reason))


@app.command("carry-over")
def carry_over(
    context: typer.Context,
    year: Annotated[int, typer.Option("--from", help="the year of the old plan")],
    code: Annotated[str, typer.Option("--to", help="the code of the new plan", metavar="PLAN")],
    tasks: Annotated[list[str] | None, typer.Argument(help="only these", metavar="TASK...")] = None,
    reason: Reason = "跨年结转",
    yes: Yes = False,
) -> None:
    """Open tasks go on as drafts of the next plan, with their history (结转); shows them first."""
    from bot.commands.life import carry_over as write_carry_over
    from bot.dialogue.desk.reshaping import plan_carry_over

    with _desk(context) as desk:
        found = plan_carry_over(desk.world, year, code, tasks or [])
        for old, new in found.pairs:
            print(f"结转 {old.id} → {new.id}  {old.title}")
        for old, there in found.known:
            print(f"不转 {old.id}  {old.title}（新计划里已有 {there}；要转请写明编号）")
        for old in found.claimed:
            print(f"不转 {old.id}  {old.title}（已报办结，等审核）")
        if found.pairs:
            _agreed(yes)
            write_carry_over(desk, found, reason)
        print(f"已结转 {len(found.pairs)} 项，都是草稿：改好日期和指标，再 assign。")


@app.command()
def baseline(
    context: typer.Context,
    task: TaskId,
    value: Annotated[float, typer.Argument(help="the figure reached")],
    unit: Annotated[str, typer.Argument(help="its unit, as in the task's target")],
    on: Annotated[str | None, typer.Option(help="by which day (default: today)")] = None,
) -> None:
    """The starting figure of a task (起始数): what had been reached before anybody reported."""
    from bot.commands.life import baseline as note_baseline
    from bot.record.events import Amount

    with _desk(context) as desk:
        day = day_of(on) or desk.now.date()
        print(note_baseline(desk, task, Amount(value=value, unit=unit), day))


@app.command()
def handover(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="who leaves: an id of people.toml", metavar="FROM")],
    new: Annotated[str, typer.Argument(help="who takes over", metavar="TO")],
) -> None:
    """One person's open tasks become another's (移交); both are told."""
    from bot.commands.life import handover as move

    with _desk(context) as desk:
        print(move(desk, old, new))


@app.command()
def add(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="what is to be done")],
    origin: Annotated[str, typer.Option("--from", help="会议, 批示 or 交办")] = "交办",
    due: Annotated[str | None, typer.Option(help="by which day: 2024-03-31")] = None,
    leader: Annotated[str | None, typer.Option(help="who answers for it: an id of people.toml")] = None,
    source: Annotated[str, typer.Option(help="which meeting or instruction, in words")] = "",
    draft: Annotated[bool, typer.Option("--draft", help="do not make it active yet")] = False,
) -> None:
    """A task that came from a meeting or an instruction, without a plan."""
    from bot.commands.entering import add as add_task

    with _desk(context) as desk:
        task = add_task(desk, title, origin=origin, due=day_of(due), leader=leader, source=source, draft=draft)
        print(f"已添加 {task.id}：{task.title}" + ("" if task.leader else "（待分派，还不会发给任何人）"))


@app.command()
def edit(
    context: typer.Context,
    task: TaskId,
    values: Annotated[list[str] | None, typer.Option("--set", help="COLUMN=TEXT", metavar="COLUMN=TEXT")] = None,
    yes: Yes = False,
) -> None:
    """One task in a form at the terminal; with --set without asking for each column."""
    from bot.commands.entering import changes, edited, fill_in, keep

    with _desk(context) as desk:
        before = after = desk.task(task)
        for value in values or []:
            head, _, text = value.partition("=")
            after = edited(desk, after, head.strip(), text)
        if not values:
            print("直接回车不改，- 清空；多个节点或指标之间用 | 隔开。")
            after = fill_in(desk, before, _typed, print)
        different = changes(desk, before, after)
        for head, old, new in different:
            print(f"{head}：{old or '（空）'} → {new or '（空）'}")
        if different:
            _agreed(yes)
            keep(desk, after)
        print("已写入 tasks.json。" if different else "没有改动。")


@app.command()
def steps(
    context: typer.Context,
    tasks: Annotated[list[str] | None, typer.Argument(help="only these", metavar="TASK...")] = None,
    take: Annotated[bool, typer.Option("--take", help="put them into tasks.json, for the tasks named")] = False,
    yes: Yes = False,
) -> None:
    """Milestones suggested for tasks with one date only (倒排时间节点), counted back from it; suggestions only."""
    from bot.commands.steps import suggestion_lines, suggestions
    from bot.commands.steps import take as take_over

    if take and not tasks:
        raise typer.BadParameter("name the tasks whose steps are to be taken")
    with _desk(context) as desk:
        found = suggestions(desk, tasks or [])
        print("\n".join(suggestion_lines(desk, found)) or "没有可以倒排的任务：都有节点了，或者时间不长。")
        if take and found:
            _agreed(yes)
            take_over(desk, found)
            print(f"已写入 tasks.json：{len(found)} 项任务。日期和做什么都可以再改。")


@app.command()
def rhythms(
    context: typer.Context,
    write: Annotated[bool, typer.Option("--write", help="add them to config/settings.toml")] = False,
) -> None:
    """The mechanisms that the plans lay down (周调度, 月通报, 季考核, 季观摩), proposed as rhythms of the zone."""
    from bot.commands.rhythms import proposal_lines, proposals, write_rhythms
    from bot.given import read_given

    with one_clear_message():
        given = read_given(context.obj)
        found = proposals(given.tasks.values(), given.settings)
        if not found:
            print("计划规定的机制都已在 config/settings.toml 里，或计划没有规定。")
        elif write:
            print(f"已写入 {write_rhythms(context.obj, found)}：{'、'.join(rhythm.what for rhythm in found)}")
        else:
            print("\n".join(proposal_lines(found)))


@app.command()
def schema(context: typer.Context) -> None:
    """Writes tasks.schema.json beside tasks.json, so that editors complete keys and mark mistakes."""
    from bot.store.tasksfile import TasksFile
    from bot.store.tasksschema import KEY, write_schema

    with one_clear_message():
        path = write_schema(context.obj)
        TasksFile(context.obj / "tasks.json").name_schema(KEY)
        print(f"已写入 {path}。用 VS Code 等编辑器打开 tasks.json，会提示可填的字段，写错的地方会标出来。")


def _typed(head: str, present: str) -> str:
    """What somebody types for a column; nothing at the end of the input."""
    try:
        return input(f"{head} [{present}]：")
    except EOFError:
        return ""
