"""The command line: python main.py [--home DIR] COMMAND.

Exit codes: 0 good; 1 the input, the config or the circumstances are bad (one clear message on standard error); 2 wrong
usage; 3 another bot holds this home.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.errors import DubanError

app = typer.Typer(
    help="Duban (督办): reads a yearly plan into tasks, asks the responsible leaders how they stand, keeps the record.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Plans = Annotated[list[Path], typer.Argument(help="plan files: .txt .md .docx .pdf .xlsx .html", metavar="PLAN...")]


class _Home:
    """The home that the commands of this run are about."""

    path = Path()


@app.callback()
def _main(
    home: Annotated[Path, typer.Option(help="the folder that holds tasks.json, config/ and data/")] = Path(),
) -> None:
    _Home.path = home


@contextmanager
def _one_clear_message() -> Iterator[None]:
    """Every failure that is not a bug of ours ends in one message on standard error and its exit code."""
    try:
        yield
    except DubanError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(error.exit_code) from error


@app.command()
def read(
    plans: Plans,
    year: Annotated[int | None, typer.Option(help="the plan's year, where the text does not tell")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the answers as JSON")] = False,
    out: Annotated[Path | None, typer.Option("-o", help="write DIR/NAME.json for each plan", metavar="DIR")] = None,
    coverage: Annotated[Path | None, typer.Option(help="write the plan, every sentence accounted for (HTML)")] = None,
    text: Annotated[Path | None, typer.Option(help="write the extracted text, which offsets count in")] = None,
) -> None:
    """Show what was understood of a plan."""
    from bot.commands.plans import read_plans

    with _one_clear_message():
        raise typer.Exit(read_plans(plans, year=year, as_json=as_json, out_dir=out, coverage=coverage, text_out=text))


@app.command("import")
def import_(
    plans: Plans,
    code: Annotated[str | None, typer.Option(help="the plan's short name, first part of its tasks' ids")] = None,
    year: Annotated[int | None, typer.Option(help="the plan's year, where the text does not tell")] = None,
    assign: Annotated[bool, typer.Option("--assign", help="make the new tasks active at once")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="write without asking")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="show the changes, write nothing")] = False,
) -> None:
    """Merge plans into tasks.json; shows the changes first."""
    from bot.commands.plans import import_plans

    with _one_clear_message():
        raise typer.Exit(
            import_plans(plans, home=_Home.path, code=code, year=year, assign=assign, yes=yes, dry_run=dry_run)
        )


@app.command()
def assign(
    ids: Annotated[list[str] | None, typer.Argument(help="ids of tasks", metavar="ID...")] = None,
    everything: Annotated[bool, typer.Option("--all", help="every draft")] = False,
) -> None:
    """Drafts become active (立项交办)."""
    from bot.commands.assign import assign as assign_tasks

    if bool(ids) == everything:
        raise typer.BadParameter("name the tasks, or --all")
    with _one_clear_message():
        made, ownerless = assign_tasks(_Home.path, ids or [], everything=everything)
        print(f"已立项 {len(made)} 项。")
        if ownerless:
            print(f"其中 {len(ownerless)} 项待分派（没有责任领导，不会发给任何人）：")
            print("\n".join(f"  {task.id}  {task.title}" for task in ownerless))


@app.command()
def interpret(
    jsonl: Annotated[Path | None, typer.Option(help="entries, a JSON object a line (default: standard input)")] = None,
) -> None:
    """Read replies: writes {"id", "updates"} a line for each entry (id, at, tasks, text)."""
    from bot.commands.interpret import interpret_lines

    with _one_clear_message():
        try:
            lines = jsonl.read_text(encoding="utf-8").splitlines() if jsonl else sys.stdin
        except (OSError, UnicodeDecodeError) as error:
            raise DubanError(f"{jsonl} 读不出来：{error}") from error
        if not interpret_lines(lines, sys.stdout, sys.stderr):
            raise typer.Exit(1)


@app.command()
def check() -> None:
    """Every mistake in tasks.json, config/ and the record, with its line."""
    from bot.commands.check import check as find_problems

    problems = find_problems(_Home.path)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise typer.Exit(1)
    print("没有发现问题。")


@app.command()
def invite(person: Annotated[str, typer.Argument(help="an id of config/people.toml")]) -> None:
    """A one-time code that binds a person's chat account; alone on the first line."""
    from bot.clock import real_clock
    from bot.commands.invite import invite as make_code

    with _one_clear_message():
        code, until = make_code(_Home.path, person, real_clock())
        print(code)
        print(f"请 {person} 给机器人发送：/start {code}")
        print(f"一人一码，用过即废；{until:%Y-%m-%d %H:%M} 前有效（7 天）。")


@app.command()
def run(
    clock: Annotated[
        str | None, typer.Option(help="start with this time, and speed: 2024-03-21T08:59+08:00x60", metavar="T[xSPEED]")
    ] = None,
) -> None:
    """The bot: runs until Ctrl-C or SIGTERM."""
    from bot.commands.run import run as run_bot

    with _one_clear_message():
        run_bot(_Home.path, clock, os.environ)


@app.command()
def demo() -> None:
    """A year in the terminal: no account, no token, no network."""
    from bot.demo import play

    with _one_clear_message():
        play(sys.stdin, sys.stdout)


@app.command()
def report(
    kind: Annotated[str, typer.Argument(help="weekly, monthly, quarterly or ledger")],
    out: Annotated[Path, typer.Option("-o", help="the file; its suffix says the format", metavar="PATH")],
    on: Annotated[str | None, typer.Option(help="a day of the period (default: the last whole one)")] = None,
) -> None:
    """A report of the record."""
    from bot.commands.reports import write_report

    try:
        day = date.fromisoformat(on) if on else None
    except ValueError as error:
        raise typer.BadParameter(f"{on} 不是日期，应写成 2024-03-31") from error
    with _one_clear_message():
        write_report(_Home.path, kind, out, day)


@app.command()
def version() -> None:
    """The program's version."""
    print(__version__)


if __name__ == "__main__":
    app()
