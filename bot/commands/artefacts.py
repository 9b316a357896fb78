"""What a message attaches, by name, as a file: `picture/lights`, `feed/zhaoshang`, `report/monthly/2024-03-01`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from bot.commands.reports import Desk, feed_bytes, open_desk, picture_bytes, report_bytes
from bot.errors import ReportError
from bot.given import Given
from bot.settings import ZONE

REPORTS = {"weekly": "周报", "monthly": "月通报", "quarterly": "季考核", "review": "季观摩"}
PICTURES = {"week": "本周任务", "progress": "进度", "lights": "亮灯", "burn-up": "全年进度", "year": "全年节点"}


def artefact(home: Path, given: Given, what: str, now: datetime) -> tuple[str, bytes]:
    """The file's name and content, from the record on disk and these files as last read; it may run in a thread of its
    own. Raises ReportError for what there is none of, StoreError where the record cannot be read."""
    kind, _, about = what.partition("/")
    if kind not in _MAKES:
        raise ReportError(f"没有“{what}”这种文件")
    return _MAKES[kind](open_desk(home, now, given=given), about)


def _picture(desk: Desk, about: str) -> tuple[str, bytes]:
    name, _, of = about.partition("/")
    return _named(desk, PICTURES.get(name, name), ".png"), picture_bytes(desk, name, of)


def _feed(desk: Desk, about: str) -> tuple[str, bytes]:
    return _named(desk, "日历", ".ics"), feed_bytes(desk, about)


def _report(desk: Desk, about: str) -> tuple[str, bytes]:
    kind, _, on = about.partition("/")
    content = report_bytes(desk, kind, date.fromisoformat(on) if on else None, ".docx")
    return _named(desk, REPORTS[kind], ".docx"), content


def _ledger(desk: Desk, about: str) -> tuple[str, bytes]:
    return _named(desk, "台账", ".xlsx"), report_bytes(desk, "ledger", None, ".xlsx")


_MAKES: dict[str, Callable[[Desk, str], tuple[str, bytes]]] = {
    "picture": _picture,
    "feed": _feed,
    "report": _report,
    "ledger": _ledger,
}


def _named(desk: Desk, what: str, suffix: str) -> str:
    return f"{what}-{desk.now.astimezone(ZONE):%Y%m%d}{suffix}"
