"""`report`, `picture`, `slips`, `feed`, `trace`: what is handed upward, from a home to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from bot.commands.report_templates import report_templates
from bot.errors import ReportError
from bot.given import Given, read_given
from bot.model import Person, Task
from bot.record.effective import effective
from bot.reports.appraisal.rules import AppraisalRules
from bot.reports.appraisal.scores import Appraisal, appraise
from bot.reports.appraisal.xlsx import appraisal_xlsx
from bot.reports.bulletin.docx import bulletin_docx
from bot.reports.bulletin.facts import Bulletin, bulletin
from bot.reports.bulletin.slips import slips, slips_docx
from bot.reports.bulletin.text import bulletin_text
from bot.reports.bulletin.xlsx import bulletin_xlsx
from bot.reports.charts import series as charts
from bot.reports.charts.fonts import find_font
from bot.reports.charts.png import Chart, chart_png
from bot.reports.feed import feed, feed_ics
from bot.reports.ledger.rows import Ledger, ledger
from bot.reports.ledger.xlsx import ledger_xlsx, row_count
from bot.reports.papers.blocks import Block, Drafts, plain_text
from bot.reports.papers.paper import plain_docx
from bot.reports.periods import HOLDING, Kind, Period, last_whole
from bot.reports.trace import Trace, trace
from bot.reports.weekly.summary import Weekly, weekly
from bot.reports.weekly.xlsx import known_words, weekly_xlsx
from bot.schedule.lights import light
from bot.schedule.pace import pace_of
from bot.schedule.world import World
from bot.settings import ZONE
from bot.store.config import load_appraisal
from bot.store.record import Record

PERIODS: dict[str, Kind] = {"weekly": "week", "monthly": "month", "quarterly": "quarter"}
Progress = Callable[[int, int], None]
"""Is told how much is done, of how much."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What reports of a home are made from, at a moment."""

    world: World
    drafts: Drafts
    rules: AppraisalRules
    now: datetime
    progress: Progress


def open_desk(
    home: Path, now: datetime, progress: Progress = lambda done, of: None, given: Given | None = None
) -> Desk:
    """Reads a home: its files (unless they are `given`), its record, its report templates. Raises FileError or
    StoreError where one is wrong."""
    given, record = given or read_given(home), Record.open(home)
    world = given.world(effective(given.tasks, record.states), record.states)
    return Desk(world, Drafts(report_templates(home), world.calendar.is_sure), load_appraisal(home), now, progress)


def at_end_of(desk: Desk, on: date | None) -> Desk:
    """The desk as it was when that day was over; as it is where the day is none or not over yet."""
    if on is None:
        return desk
    over = datetime.combine(on + timedelta(days=1), datetime.min.time(), ZONE) - timedelta(seconds=1)
    return replace(desk, now=min(desk.now, over))


def report(desk: Desk, kind: str, on: date | None, out: Path) -> str:
    """Writes the report `kind` (weekly, monthly, quarterly, review: of the period that holds `on`, else of the last
    whole one; ledger: as of the end of that day, else of now) in the form of the file's suffix. Answers with one
    sentence. Raises ReportError for a kind or suffix that there is none of."""
    _write(out, report_bytes(desk, kind, on, out.suffix.lower() or out.name))
    return f"已写入 {out}"


def report_bytes(desk: Desk, kind: str, on: date | None, suffix: str) -> bytes:
    """The same as the bytes of a file."""
    forms = _FORMS.get(kind)
    if forms is None:
        raise ReportError(f"没有“{kind}”这种报告，只有 {'、'.join(_FORMS)}")
    form = forms.get(suffix)
    if form is None:
        raise ReportError(f"{kind} 不能写成“{suffix}”，文件名请以 {'、'.join(forms)} 结尾")
    with _template_named():
        return form(desk, on)


def picture(desk: Desk, name: str, about: str, out: Path) -> str:
    """Draws a picture into a .png file: lights, burn-up or year of the zone; week or year of the person `about`,
    progress of the task `about`. Raises ReportError where there is no such picture, person or task, or no Chinese
    font."""
    _write(out, picture_bytes(desk, name, about))
    return f"已写入 {out}"


def picture_bytes(desk: Desk, name: str, about: str) -> bytes:
    """The same as the bytes of a .png file."""
    if name not in _PICTURES:
        raise ReportError(f"没有“{name}”这种图，只有 {'、'.join(_PICTURES)}")
    return chart_png(_PICTURES[name](desk, about), find_font())


def write_slips(desk: Desk, out: Path) -> str:
    """Writes the drafts of the three-coloured 督办单 that could be issued now (.docx)."""
    found = slips(desk.world, desk.now, light)
    if not found:
        return "目前没有需要督办的任务，没有生成督办单"
    with _template_named():
        content = slips_docx(found, desk.drafts, desk.world, desk.now)
    _write(out, content)
    return f"已写入 {out}：{len(found)} 份草稿，由督查室审定后签发"


def write_feed(desk: Desk, person: str, out: Path) -> str:
    """Writes a person's calendar (.ics). Raises ReportError for an id that is not in people.toml."""
    value = feed(desk.world, _person(desk, person), desk.now)
    _write(out, feed_ics(value))
    return f"已写入 {out}：{len(value.points)} 个到期日"


def feed_bytes(desk: Desk, person: str) -> bytes:
    """The same as the bytes of an .ics file."""
    return feed_ics(feed(desk.world, _person(desk, person), desk.now))


def follow(desk: Desk, asked: str) -> Trace:
    """The evidence chain of a number, task or reply. Raises ReportError for one that there is not."""
    return trace(desk.world, asked, desk.now, light)


# ---- the forms of each report ---------------------------------------------------------------------------------------


def _period(desk: Desk, kind: str, on: date | None) -> Period:
    if on is not None:
        return HOLDING[PERIODS[kind]](on)
    return last_whole(PERIODS[kind], desk.now.astimezone(ZONE).date())


def _weekly(desk: Desk, on: date | None) -> Weekly:
    return weekly(desk.world, _period(desk, "weekly", on), desk.now)


def _monthly(desk: Desk, on: date | None) -> Bulletin:
    return bulletin(desk.world, _period(desk, "monthly", on), desk.now, light)


def _quarterly(desk: Desk, on: date | None) -> Appraisal:
    return appraise(desk.world, _period(desk, "quarterly", on), desk.now, light, desk.rules)


def _ledger(desk: Desk, on: date | None) -> Ledger:
    return ledger(desk.world, at_end_of(desk, on).now, light)


def _weekly_blocks(desk: Desk, on: date | None) -> tuple[Block, ...]:
    return desk.drafts.write("weekly", w=_weekly(desk, on), words=known_words)


def _monthly_blocks(desk: Desk, on: date | None) -> tuple[Block, ...]:
    return bulletin_text(_monthly(desk, on), desk.drafts)


def _quarterly_blocks(desk: Desk, on: date | None) -> tuple[Block, ...]:
    return desk.drafts.write("quarterly", a=_quarterly(desk, on))


def _review_blocks(desk: Desk, on: date | None) -> tuple[Block, ...]:
    return desk.drafts.write("review", a=_quarterly(desk, on))


def _weekly_xlsx(desk: Desk, on: date | None) -> bytes:
    titles = {id_: task.title for id_, task in desk.world.tasks.items()}
    return weekly_xlsx(_weekly(desk, on), titles, desk.world.calendar)


def _monthly_docx(desk: Desk, on: date | None) -> bytes:
    value = _monthly(desk, on)
    return bulletin_docx(value, bulletin_text(value, desk.drafts), desk.world.settings.bulletin)


def _ledger_xlsx(desk: Desk, on: date | None) -> bytes:
    value, done = _ledger(desk, on), 0
    rows = row_count(value)

    def advance(more: int) -> None:
        nonlocal done
        done += more
        desk.progress(done, rows)

    return ledger_xlsx(value, advance)


Form = Callable[[Desk, date | None], bytes]
Blocks = Callable[[Desk, date | None], tuple[Block, ...]]


def _texts(blocks: Blocks, docx: Form | None = None) -> dict[str, Form]:
    """The forms of a report that is words: plain text, Markdown and Word."""

    def text(desk: Desk, on: date | None) -> bytes:
        return plain_text(blocks(desk, on)).encode()

    def page(desk: Desk, on: date | None) -> bytes:
        parts = blocks(desk, on)
        return plain_docx(parts, desk.world.settings.bulletin.line, parts[0].text, desk.now)

    return {".docx": docx or page, ".md": text, ".txt": text}


_FORMS: Mapping[str, Mapping[str, Form]] = {
    "weekly": {**_texts(_weekly_blocks), ".xlsx": _weekly_xlsx},
    "monthly": {**_texts(_monthly_blocks, _monthly_docx), ".xlsx": lambda d, on: bulletin_xlsx(_monthly(d, on))},
    "quarterly": {**_texts(_quarterly_blocks), ".xlsx": lambda d, on: appraisal_xlsx(_quarterly(d, on))},
    "review": _texts(_review_blocks),
    "ledger": {".xlsx": _ledger_xlsx},
}
_PICTURES: Mapping[str, Callable[[Desk, str], Chart]] = {
    "lights": lambda d, _: charts.lights(d.world, d.now, light),
    "burn-up": lambda d, _: charts.burn_up(d.world, d.now.astimezone(ZONE).year, d.now),
    "year": lambda d, about: charts.timeline(
        d.world, d.now.astimezone(ZONE).year, d.now, light, leader=_person(d, about).id if about else None
    ),
    "week": lambda d, about: charts.leader_week(d.world, _person(d, about).id, d.now, light),
    "progress": lambda d, about: charts.curve(d.world, _task(d, about), d.now, pace_of),
}


# ---- a home's files -------------------------------------------------------------------------------------------------


@contextmanager
def _template_named() -> Iterator[None]:
    """A mistake in an edited template ends in one sentence that says where it is."""
    try:
        yield
    except TemplateSyntaxError as error:
        raise ReportError(f"模板 config/reports/{error.name} 第 {error.lineno} 行写错了：{error.message}") from error
    except TemplateError as error:
        raise ReportError(f"config/reports/ 的模板里用了没有的名字：{error.message}") from error


def _person(desk: Desk, id_: str) -> Person:
    if id_ not in desk.world.people:
        raise ReportError(f"people.toml 里没有 id 为“{id_}”的人")
    return desk.world.people[id_]


def _task(desk: Desk, id_: str) -> Task:
    if id_ not in desk.world.tasks:
        raise ReportError(f"tasks.json 里没有编号为“{id_}”的任务")
    return desk.world.tasks[id_]


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise ReportError(f"写不进 {out}：{error.strerror}") from error
