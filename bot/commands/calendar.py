"""`calendar add`: the yearly notice of days off, as published, becomes a file of config/calendar/."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.commands.notice_words import moved_lines, names_of
from bot.errors import DocumentError
from bot.given import read_given, read_notices
from bot.record.effective import effective
from bot.schedule.calendar import Calendar, known_notice
from bot.schedule.days_off import YearNotice
from bot.schedule.days_off_text import read_notice
from bot.schedule.rehearse import Moved, compare, rehearse, told
from bot.settings import YEARS
from bot.store.disk import disk_error, replace_file
from bot.store.record import Record

_FROM = 10
"""The month of the year before from which reminders may move: what is due in January is reminded of in December."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What a notice would change: `read` is what it says, `notice` the whole year with it; `days` whose being a working
    day differs from before (True: worked from now on), and the notices to people that `moved`; `names` what tasks and
    people are called. `is_known`: the calendar has a notice of that year already."""

    read: YearNotice
    notice: YearNotice
    problems: tuple[str, ...]
    days: tuple[tuple[date, bool], ...]
    moved: Moved
    names: Mapping[str, str]
    is_known: bool

    @property
    def is_needless(self) -> bool:
        """Whether the calendar says all that already."""
        return self.is_known and not self.days and not self.problems


def read_addition(home: Path, text: str, *, now: datetime, year: int | None = None, address: str = "") -> Addition:
    """What adding the notice in `text` would change. `year` where the text does not tell it. Raises DocumentError where
    nothing of a notice is read, FileError or StoreError where the home is wrong."""
    reading = read_notice(text, year=year, address=address)
    read = reading.notice
    if not read.year:
        raise DocumentError("没有读出放假安排是哪一年的。请存入通知全文（含标题）；标题里没有年份的，加上 --year")
    if read.year not in YEARS:
        raise DocumentError(f"年份 {read.year} 不对，应在 {YEARS[0]} 到 {YEARS[-1]} 年之间。请核对标题或 --year")
    if not read.days:
        raise DocumentError("没有读出放假安排：没有写哪天放假、哪天上班。请把通知全文（含标题）存成文本文件再试")
    given, record = read_given(home), Record.open(home)
    world = given.world(effective(given.tasks, record.states), record.states)
    of_year = read.year
    is_known = world.calendar.is_sure(date(of_year, 1, 1))
    if reading.is_partial:
        reading = reading.within(known_notice(read_notices(home), of_year), is_sure=is_known)
    after = replace(world, calendar=world.calendar.with_notice(reading.notice))
    first = max(now.date() + timedelta(days=1), date(of_year - 1, _FROM, 1))
    moved = compare(*(told(rehearse(w, first, date(of_year, 12, 31))) for w in (world, after)))
    days = tuple(_differences(world.calendar, after.calendar, of_year))
    return Addition(read, reading.notice, reading.problems, days, moved, names_of(world), is_known)


def addition_lines(found: Addition, *, writes: bool = False) -> Iterator[str]:
    """What the clerk has to look at before it is written: what was read, what does not fit, what changes. `writes`: it
    will be written even where that is needless."""
    read = found.read
    off = sum(day.off for day in read.days)
    number = f"（{read.number}）" if read.number else ""
    yield f"{read.year}年{number}：放假 {off} 天，调休上班 {len(read.days) - off} 天。"
    if len(found.notice.days) > len(read.days):
        names = "、".join(dict.fromkeys(day.name for day in read.days))
        yield f"这份通知只涉及{names}，其他节日照原来的不变，写入的是全年的安排。"
    yield from (f"注意：{problem}" for problem in found.problems)
    worked = "、".join(f"{day.month}月{day.day}日" for day, works in found.days if works)
    rested = "、".join(f"{day.month}月{day.day}日" for day, works in found.days if not works)
    if worked:
        yield f"改为上班：{worked}"
    if rested:
        yield f"改为休息：{rested}"
    if not found.days:
        yield "与现有日历没有不同" + ("，不用写入。" if found.is_needless and not writes else "。")
        yield from () if found.is_known else ("写入后，这一年的日期不再标“待定”。",)
    lines = list(moved_lines(found.moved, found.names))
    if lines:
        yield from ("因此变动的消息（按无人答复推算）：", *lines)


def _differences(before: Calendar, after: Calendar, year: int) -> Iterator[tuple[date, bool]]:
    day = date(year - 1, 12, 1)
    while day.year <= year:
        if before.is_workday(day) != after.is_workday(day):
            yield day, after.is_workday(day)
        day += timedelta(days=1)


def write_notice(home: Path, notice: YearNotice) -> Path:
    """Writes the notice into the home. Raises StoreError."""
    path = home / "config" / "calendar" / f"{notice.year}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, notice_text(notice).encode())
    except OSError as error:
        raise disk_error(path, "写入", error) from error
    return path


def notice_text(notice: YearNotice) -> str:
    """A notice as its file is written: a day a line."""
    document = notice.model_dump(mode="json", by_alias=True)
    days = ",\n".join("  " + json.dumps(day, ensure_ascii=False) for day in document.pop("days"))
    return json.dumps(document, ensure_ascii=False)[:-1] + f', "days": [\n{days}\n]}}\n'
