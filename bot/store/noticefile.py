"""config/calendar/YEAR.json: a year's notice of days off. Every mistake is told with its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from bot.errors import FileError, Problem
from bot.schedule.days_off import YearNotice
from bot.store.complaints import Complaint, complaints
from bot.store.disk import decoded, disk_error
from bot.store.jsonplaces import Places, parse, twice_says


def read_notice_file(path: Path) -> YearNotice:
    """The notice in the file. Raises FileError with every mistake, StoreError where the disk refuses."""
    try:
        text = decoded(path, path.read_bytes())
    except OSError as error:
        raise disk_error(path, "读", error) from error
    value, twice = parse(path, text)
    try:
        notice = YearNotice.model_validate(value)
        found = list(_broken_rules(path, notice))
    except ValidationError as error:
        notice, found = None, list(complaints(error, YearNotice))
    if notice and not found and not twice:
        return notice
    places = Places(text)
    problems = [Problem(path, places.line(complaint.path), complaint.told(places)) for complaint in found]
    for at, key in twice:
        lines = places.lines(at, key)
        problems.append(Problem(path, lines[-1], twice_says(key, lines)))
    raise FileError(sorted(problems, key=lambda problem: problem.line or 0))


def _broken_rules(path: Path, notice: YearNotice) -> Iterator[Complaint]:
    if path.stem != str(notice.year):
        says = f"year 写的是 {notice.year}，文件名却是 {path.name}。请改成同一年；文件名是年份，如 {notice.year}.json"
        yield Complaint(("year",), says)
    if not any(special.off for special in notice.days):
        says = "days 里没有一天放假，这样国庆、春节都成了工作日。请用 calendar add 录入全年的通知，或删去这个文件"
        yield Complaint(("days",), says)
