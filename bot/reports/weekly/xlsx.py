"""The week's summary as an Excel file: who was asked and what they answered, and what the answers changed."""

from __future__ import annotations

from bot.reports.sheets.columns import Cell, Column
from bot.reports.sheets.sheet import Sheet, workbook
from bot.reports.unsure import day_cell
from bot.reports.weekly.summary import Asked, Change, Known, Weekly
from bot.reports.words import STANDINGS, amount, figure, long_moment
from bot.schedule.calendar import Calendar

_STATES = {"reported": "已报", "partly": "部分已报", "missing": "未报", "away": "请假"}
_ASKED = (
    Column("name", "牵头领导", 20),
    Column("state", "情况", 12, "centre"),
    Column("asked", "应报（件）", 12, "number"),
    Column("answered", "已报（件）", 12, "number"),
    Column("left", "未报的任务", 60),
)
_CHANGES = (
    Column("task", "编号", 16),
    Column("title", "工作任务", 28),
    Column("leader", "牵头领导", 16),
    Column("before", "调度前", 18),
    Column("after", "本周", 18),
    Column("obstacle", "新困难", 24),
    Column("promise", "新承诺", 16, "date"),
    Column("words", "原话", 40),
    Column("reply", "凭据", 16),
)


def weekly_xlsx(weekly: Weekly, titles: dict[str, str], calendar: Calendar) -> bytes:
    """The file's bytes; `titles` of tasks by id."""
    asked, changes = [_asked(a, titles) for a in weekly.asked], [_change(c, calendar) for c in weekly.changes]
    right = f"截至{long_moment(weekly.cutoff)}"
    heads = f"{weekly.week.name}周调度"
    return workbook(
        [
            Sheet("报送情况", f"{heads}报送情况", "", right, _ASKED, asked),
            Sheet("本周变化", f"{heads}进展变化", "", right, _CHANGES, changes),
        ]
    )


def known_words(known: Known) -> str:
    """What was known of a task, in a few words."""
    standing = STANDINGS[known.status] if known.status else ""
    percent = f"{figure(known.percent)}%" if known.percent is not None else ""
    return "，".join(filter(None, [standing, percent, amount(known.quantity) if known.quantity else ""])) or "未报"


def _asked(asked: Asked, titles: dict[str, str]) -> dict[str, Cell]:
    left = [titles.get(task, task) for task in asked.tasks if task not in asked.answered]
    return {
        "name": asked.name,
        "state": _STATES[asked.state],
        "asked": len(asked.tasks),
        "answered": len(asked.answered),
        "left": "、".join(left),
    }


def _change(change: Change, calendar: Calendar) -> dict[str, Cell]:
    return {
        "task": change.task,
        "title": change.title,
        "leader": change.leader,
        "before": known_words(change.before),
        "after": known_words(change.after),
        "obstacle": change.obstacle,
        "promise": day_cell(change.promise, calendar),
        "words": change.words,
        "reply": change.reply,
    }
