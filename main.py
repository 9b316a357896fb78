"""The command line: python main.py [--home DIR] COMMAND.

Exit codes: 0 good; 1 the input, the config or the circumstances are bad (one clear message on standard error); 2 wrong
usage; 3 another bot holds this home.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import __version__
from bot.commands.desk_cli import app as desk_commands
from bot.commands.desk_cli import day_of as _day
from bot.commands.desk_cli import one_clear_message as _one_clear_message
from bot.errors import DubanError

if TYPE_CHECKING:
    from bot.commands.reports import Desk

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
    context: typer.Context,
    home: Annotated[Path, typer.Option(help="the folder that holds tasks.json, config/ and data/")] = Path(),
) -> None:
    _Home.path = context.obj = home


def _desk() -> Desk:
    """What reports are made from, at this moment, with a bar where somebody watches."""
    from rich.console import Console
    from rich.progress import Progress

    from bot.clock import real_clock
    from bot.commands.reports import open_desk

    bar = Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    task = bar.add_task("")
    return open_desk(_Home.path, real_clock(), lambda done, of: bar.update(task, completed=done, total=of))


def _asks() -> Callable[[str], bool]:
    """Asks the person at the terminal; says no where nobody is there."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return lambda _: False
    return lambda question: input(f"{question}（y 确定，其他键放弃）").strip().lower() in ("y", "yes", "是")


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
    """Merge plans, or an edited ledger, into tasks.json; shows the changes first."""
    from bot.clock import real_clock
    from bot.commands.plans import import_plans

    with _one_clear_message():
        if len(plans) == 1 and plans[0].suffix.lower() == ".xlsx":  # what only a ledger needs takes long to load
            from bot.commands.ledger import import_ledger, is_ledger

            if is_ledger(plans[0]):
                now = real_clock()
                code_ = import_ledger(plans[0], home=_Home.path, now=now, yes=yes, dry_run=dry_run, ask=_asks())
                raise typer.Exit(code_)
        raise typer.Exit(
            import_plans(
                plans, home=_Home.path, code=code, year=year, assign=assign, yes=yes, dry_run=dry_run, ask=_asks()
            )
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
def parked() -> None:
    """What came from the chat and could not be worked off, as it came."""
    from bot.commands.parked import parked_text

    with _one_clear_message():
        for line in parked_text(_Home.path):
            print(line)


@app.command()
def unbind(person: Annotated[str, typer.Argument(help="an id of config/people.toml")]) -> None:
    """Takes a person's chat account from them: it sees and reports nothing any more."""
    from bot.clock import real_clock
    from bot.commands.unbind import unbind as take_account

    with _one_clear_message():
        take_account(_Home.path, person, real_clock())
        print(f"已解绑 {person}。要再用，请运行 invite 重新发绑定码。")


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
def status() -> None:
    """How the bot is: last tick, self-check, queue, days off known, disk; exit code 1 where something is wrong."""
    from bot.clock import real_clock
    from bot.commands.status import status as look
    from bot.commands.status import status_text

    with _one_clear_message():
        found = look(_Home.path, real_clock())
        print(status_text(found))
        raise typer.Exit(bool(found.troubles))


@app.command()
def demo() -> None:
    """A year in the terminal: no account, no token, no network."""
    from bot.demo import play

    with _one_clear_message():
        play(sys.stdin, sys.stdout)


@app.command()
def report(
    kind: Annotated[str, typer.Argument(help="weekly, monthly, quarterly, review or ledger")],
    out: Annotated[Path, typer.Option("-o", help="the file; its suffix says the format", metavar="PATH")],
    on: Annotated[str | None, typer.Option(help="a day of the period (default: the last whole one)")] = None,
) -> None:
    """A report of the record."""
    from bot.commands.reports import report as write_report

    with _one_clear_message():
        print(write_report(_desk(), kind, _day(on), out))


@app.command()
def picture(
    name: Annotated[str, typer.Argument(help="lights, burn-up, year, week PERSON or progress TASK")],
    about: Annotated[str, typer.Argument(help="the person or the task, where the picture is about one")] = "",
    out: Annotated[Path, typer.Option("-o", help="a .png file", metavar="PATH")] = Path("picture.png"),
    on: Annotated[str | None, typer.Option(help="as of the end of that day (default: now)")] = None,
) -> None:
    """A picture for the phone: 1080 pixels wide."""
    from bot.commands.reports import at_end_of
    from bot.commands.reports import picture as draw

    with _one_clear_message():
        print(draw(at_end_of(_desk(), _day(on)), name, about, out))


@app.command()
def slips(
    out: Annotated[Path, typer.Option("-o", help="a .docx file", metavar="PATH")],
    on: Annotated[str | None, typer.Option(help="as of the end of that day (default: now)")] = None,
) -> None:
    """Drafts of the three-coloured 督办单 that could be issued now."""
    from bot.commands.reports import at_end_of, write_slips

    with _one_clear_message():
        print(write_slips(at_end_of(_desk(), _day(on)), out))


@app.command()
def feed(
    person: Annotated[str, typer.Argument(help="an id of config/people.toml")],
    out: Annotated[Path, typer.Option("-o", help="an .ics file", metavar="PATH")],
) -> None:
    """A person's dates as a calendar for the phone."""
    from bot.commands.reports import write_feed

    with _one_clear_message():
        print(write_feed(_desk(), person, out))


@app.command()
def trace(
    asked: Annotated[str, typer.Argument(help="a task's id, or a number of a report", metavar="ID|NUMBER")],
) -> None:
    """The evidence chain: from a number to the replies, the task and the plan's own words, and back."""
    from rich.console import Console

    from bot.commands.reports import follow
    from bot.commands.trace_view import print_trace

    with _one_clear_message():
        print_trace(follow(_desk(), asked), Console())


@app.command()
def init(
    name: Annotated[str | None, typer.Option(help="the zone, as messages call it")] = None,
    office: Annotated[str | None, typer.Option(help="the supervision office")] = None,
    proxy: Annotated[str | None, typer.Option(help="how to reach Telegram: http://… or socks5://…")] = None,
    people: Annotated[Path | None, typer.Option(help="a people.toml to copy", metavar="FILE")] = None,
    admin: Annotated[str | None, typer.Option(help="make a code for this id", metavar="ID")] = None,
    plan: Annotated[Path | None, typer.Option(help="the first plan", metavar="FILE")] = None,
    code: Annotated[str | None, typer.Option(help="the plan's short name")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="do not ask Telegram about the token")] = False,
) -> None:
    """Make a home step by step; asks for what no option tells. Takes the token from TELEGRAM_BOT_TOKEN if it is set."""
    from getpass import getpass

    from bot.clock import real_clock
    from bot.commands.init import Guide, Wanted
    from bot.commands.init import init as make_home
    from bot.store.config import TOKEN

    asked = sys.stdin.isatty() and sys.stdout.isatty()
    guide = Guide(
        ask=(lambda question: input(f"{question}：")) if asked else lambda _: "",
        ask_secret=(lambda question: getpass(f"{question}：")) if asked else lambda _: "",
        tell=print,
    )
    wanted = Wanted(os.environ.get(TOKEN), name, office, proxy, people, admin, plan, code, offline)
    with _one_clear_message():
        raise typer.Exit(make_home(_Home.path, wanted, guide, real_clock()))


@app.command()
def backup(path: Annotated[Path, typer.Argument(help="a .zip file, or a folder for it", metavar="PATH")]) -> None:
    """Everything but the token into one file, while the bot runs or not."""
    from bot.clock import real_clock
    from bot.commands.backup import backup as write_backup

    with _one_clear_message():
        print(write_backup(_Home.path, path, real_clock()))


@app.command()
def restore(path: Annotated[Path, typer.Argument(help="a backup", metavar="PATH")]) -> None:
    """The home as it was when the backup was made; what is there now is kept beside it."""
    from bot.clock import real_clock
    from bot.commands.backup import restore as put_back

    with _one_clear_message():
        print(put_back(_Home.path, path, real_clock()))


@app.command()
def rehearse(
    first: Annotated[str, typer.Option("--from", help="the first day", metavar="DAY")],
    last: Annotated[str, typer.Option("--to", help="the last day", metavar="DAY")],
    as_json: Annotated[bool, typer.Option("--json", help="print every message as JSON")] = False,
    html: Annotated[Path | None, typer.Option(help="write a page with the load by person and week")] = None,
    answered: Annotated[bool, typer.Option("--answered", help="as if everybody answered at once")] = False,
) -> None:
    """What would be sent, to whom and when; sends nothing."""
    import json

    from rich.console import Console
    from rich.progress import Progress

    from bot.clock import real_clock
    from bot.commands.rehearsal_view import print_rehearsal, write_page
    from bot.commands.rehearse import rehearsal_json, rehearse_home

    with _one_clear_message():
        begin, end = _day(first) or date.min, _day(last) or date.min
        with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
            task = bar.add_task("", total=(end - begin).days + 1)
            found = rehearse_home(
                _Home.path, begin, end, now=real_clock(), answered=answered,
                progress=lambda day: bar.update(task, completed=(day - begin).days),
            )  # fmt: skip
        if html:
            write_page(found, html)
        if as_json:
            print(json.dumps(rehearsal_json(found), ensure_ascii=False, indent=1))
        else:
            print_rehearsal(found, Console())


@app.command()
def burden(
    first: Annotated[str | None, typer.Option("--from", help="the first day (default: a year ago)")] = None,
    last: Annotated[str | None, typer.Option("--to", help="the last day (default: today)")] = None,
) -> None:
    """How many messages and estimated minutes the bot has cost each person, week by week (减负)."""
    from rich.console import Console

    from bot.clock import real_clock
    from bot.commands.burden import burden_of, burden_table, names_of

    with _one_clear_message():
        end = _day(last) or real_clock().date()
        loads = burden_of(_Home.path, _day(first) or end - timedelta(days=365), end)
        Console().print(burden_table(loads, names_of(_Home.path)))


app.add_typer(desk_commands)
calendar_app = typer.Typer(no_args_is_help=True, help="Days off and make-up workdays.")
app.add_typer(calendar_app, name="calendar")


@calendar_app.command("add")
def calendar_add(
    notice: Annotated[Path, typer.Argument(help="the notice's text, as published", metavar="NOTICE")],
    year: Annotated[int | None, typer.Option(help="its year, where the title does not tell")] = None,
    address: Annotated[str, typer.Option(help="where it was published")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="write without asking")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="write although something does not fit together")] = False,
) -> None:
    """Read the yearly notice of days off; shows what changes, then writes config/calendar/YEAR.json."""
    from bot.clock import real_clock
    from bot.commands.calendar import addition_lines, read_addition, write_notice
    from bot.plans.formats import extract
    from bot.store.disk import disk_error

    with _one_clear_message():
        try:
            text = extract(notice.read_bytes(), notice.name).text
        except OSError as error:
            raise disk_error(notice, "读", error) from error
        found = read_addition(_Home.path, text, now=real_clock(), year=year, address=address)
        print("\n".join(addition_lines(found, writes=yes)))
        if found.is_needless and not yes:
            return
        if found.problems and not anyway:
            raise DubanError("有对不上的地方，没有写入。请对照原文改正；确实无误的，加 --anyway 再运行")
        if not (yes or _asks()("写入日历？")):
            raise DubanError("没有写入。确认无误后加 --yes 再运行")
        print(f"已写入 {write_notice(_Home.path, found.notice)}")


@app.command()
def forget(
    person: Annotated[str, typer.Argument(help="an id of config/people.toml")],
    yes: Annotated[bool, typer.Option("--yes", help="do it without asking")] = False,
) -> None:
    """Take a person's words and account out of the record; figures and dates stay. Cannot be undone."""
    from bot.clock import real_clock
    from bot.commands.forget import forget as take_out

    with _one_clear_message():
        if not yes and not _asks()(f"删除 {person} 的原话和账号，不能恢复。继续吗？"):
            raise DubanError("没有改动任何内容。确认无误后请加 --yes 再运行一次。")
        print(take_out(_Home.path, person, real_clock()))


@app.command()
def version() -> None:
    """The program's version."""
    print(__version__)


if __name__ == "__main__":
    app()
