"""A rehearsal for the eyes: a table in the terminal, a heat map as one static page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rich.console import Console
from rich.table import Table

from bot.commands.notice_words import KINDS, moved_lines, week_words
from bot.commands.rehearse import Rehearsal
from bot.schedule.burden import Load
from bot.store.disk import disk_error

_LISTED = 60
"""How many messages are listed in the terminal."""
_TEMPLATES = Path(__file__).resolve().parents[2] / "config" / "messages"


def print_rehearsal(found: Rehearsal, console: Console) -> None:
    """The load of each person by month, the heaviest weeks, and what has moved since the last rehearsal."""
    how = "人人当天答复" if found.answered else "无人答复"
    console.print(f"{found.first} 至 {found.last}，按{how}预演：共 {len(found.messages)} 条消息。")
    console.print(_table(found))
    for load in found.peaks:
        console.print(f"高峰：{_says(found, load)}")
    for line in filter(None, (unsure(found), *_listed(found), *difference(found))):
        console.print(line, soft_wrap=True)


def _listed(found: Rehearsal) -> Iterator[str]:
    """Every message of a short stretch; of a longer one where they can be read."""
    if len(found.messages) > _LISTED:
        yield "逐条看：加 --html 预演.html 得到网页，加 --json 得到数据。"
        return
    for message in found.messages:
        kinds = "、".join(dict.fromkeys(KINDS[notice.kind] for notice in message.notices))
        yield f"{message.at:%m-%d %H:%M} {found.names.get(message.to, message.to)}：{kinds}"


def difference(found: Rehearsal) -> Iterator[str]:
    """What has moved since the last rehearsal; nothing where there was none."""
    if found.moved is not None:
        lines = list(moved_lines(found.moved, found.names))
        yield "与上次预演相比：" if lines else "与上次预演相比没有变化。"
        yield from lines


def unsure(found: Rehearsal) -> str:
    """The years of which the days off are not known, in a sentence; empty where all are."""
    years = "、".join(map(str, found.unsure))
    return f"{years}年放假安排未公布，这一年的日期待定。" if years else ""


def _table(found: Rehearsal) -> Table:
    counts = Counter((message.to, f"{message.at:%Y-%m}") for message in found.messages)
    months = sorted({month for _, month in counts})
    one_year = len({month[:4] for month in months}) == 1
    table = Table(box=None, padding=(0, 1, 0, 0), caption="每月条数，合计，最多的一周", caption_justify="left")
    table.add_column("", no_wrap=True, min_width=16)
    for head in (*(f"{int(month[5:])}" if one_year else month[2:] for month in months), "合计", "周"):
        table.add_column(head, justify="right", no_wrap=True)
    for person in sorted({message.to for message in found.messages}):
        row = [counts[person, month] for month in months]
        most = max(load.messages for load in found.loads if load.person == person)
        table.add_row(found.names.get(person, person), *map(str, row), str(sum(row)), str(most))
    return table


def _says(found: Rehearsal, load: Load) -> str:
    name = found.names.get(load.person, load.person)
    return f"{name} {week_words(load.week)}收到 {load.messages} 条，{asked_words(load)}，约 {load.minutes:g} 分钟"


def asked_words(load: Load) -> str:
    """About how many tasks one was asked, and how many more were only listed."""
    return f"问到 {load.questions} 项" + (f"、一并报 {load.listed} 项" if load.listed else "")


def rehearsal_page(found: Rehearsal) -> str:
    """The rehearsal as one HTML page: who is written to in which week, and every message."""
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    weeks = sorted({load.week for load in found.loads})
    years = [list(of_year) for _, of_year in groupby(weeks, key=lambda week: week[:4])]
    cells = {(load.person, load.week): load for load in found.loads}
    people = sorted({load.person for load in found.loads})
    template = environment.get_template("rehearsal.html.j2")
    told = {
        "difference": list(difference(found)),
        "unsure": unsure(found),
        "kinds": KINDS,
        "asked": asked_words,
        "week_words": week_words,
    }
    return template.render(found=found, years=years, cells=cells, people=people, **told)


def write_page(found: Rehearsal, path: Path) -> None:
    """Writes the page. Raises StoreError."""
    try:
        path.write_text(rehearsal_page(found), encoding="utf-8")
    except OSError as error:
        raise disk_error(path, "写入", error) from error
