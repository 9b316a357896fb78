"""数字底稿: every number of the bulletin with its own number and the tasks and replies that it was counted from."""

from __future__ import annotations

from collections.abc import Iterator

from bot.reports.bulletin.facts import Bulletin, Figure
from bot.reports.items import Item
from bot.reports.sheets.columns import Cell, Column
from bot.reports.sheets.sheet import Sheet, workbook
from bot.reports.words import LIGHTS

_FIGURES = (
    Column("no", "数字编号", 14, "centre"),
    Column("name", "含义", 36),
    Column("value", "数值", 9, "number"),
    Column("tasks", "计入的任务", 90),
)
_ITEMS = (
    Column("no", "数字编号", 14, "centre"),
    Column("name", "含义", 24),
    Column("task", "编号", 16),
    Column("title", "工作任务", 32),
    Column("unit", "单位", 20),
    Column("light", "亮灯", 8, "centre"),
    Column("reason", "亮灯原因", 40),
    Column("replies", "凭据", 28),
)


def bulletin_xlsx(bulletin: Bulletin) -> bytes:
    """The file's bytes."""
    title, left, right = f"{bulletin.zone}{bulletin.period.name}通报", bulletin.office, f"截至{bulletin.until}"
    figures = [*map(_figure, bulletin.figures.values()), *_burden(bulletin)]
    counted = [_item(f, item) for key, f in bulletin.figures.items() for item in bulletin.lists[key]]
    return workbook(
        [
            Sheet("数字", f"{title}数字底稿", left, right, _FIGURES, figures),
            Sheet("来源", f"{title}数字来源", left, right, _ITEMS, counted),
        ]
    )


def _burden(bulletin: Bulletin) -> Iterator[dict[str, Cell]]:
    """The numbers about people rather than tasks; `burden` tells how they come about."""
    burden = bulletin.burden
    named = (("主动发出的提醒", burden.messages), ("收到提醒的人", burden.people), ("人均每周约分钟", burden.minutes))
    return ({"no": "减负", "name": name, "value": value} for name, value in named)


def _figure(figure: Figure) -> dict[str, Cell]:
    return {"no": figure.no, "name": figure.name, "value": figure.value, "tasks": "、".join(figure.tasks)}


def _item(figure: Figure, item: Item) -> dict[str, Cell]:
    return {
        "no": figure.no,
        "name": figure.name,
        "task": item.id,
        "title": item.title,
        "unit": item.unit,
        "light": LIGHTS[item.colour],
        "reason": item.reason,
        "replies": "\n".join(item.replies[:3]),
    }
