"""The words in which reports show the values of the domain, and how those words are read back."""

from __future__ import annotations

from datetime import date, datetime

from bot.model import Comparator, Standing, Status
from bot.record.events import Amount
from bot.settings import ZONE

STATUSES: dict[Status, str] = {"draft": "草稿", "active": "在办", "suspended": "暂缓", "withdrawn": "撤项"}
STANDINGS: dict[Standing, str] = {
    "not_started": "未启动",
    "in_progress": "推进中",
    "delayed": "滞后",
    "blocked": "受阻",
    "done": "已完成",
}
LIGHTS: dict[str, str] = {"green": "绿灯", "yellow": "黄灯", "red": "红灯", "blue": "蓝灯"}
SIGNS: dict[Comparator, str] = {">=": "≥", "<=": "≤", "=": "＝"}


def figure(value: float) -> str:
    """A number as people write it: 80, 315.51, never 80.0."""
    return f"{value:.10g}"


def amount(quantity: Amount) -> str:
    """A figure with its unit: 4个."""
    return f"{figure(quantity.value)}{quantity.unit}"


def long_day(day: date) -> str:
    """A date in the form of official documents: 2024年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def long_moment(moment: datetime) -> str:
    """A moment in Asia/Shanghai: 2024年3月5日 15:00."""
    local = moment.astimezone(ZONE)
    return f"{long_day(local)} {local:%H:%M}"


def clip(text: str, length: int) -> str:
    """A text on one line, cut to `length` characters, an ellipsis in place of what is missing."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def short_day(day: date) -> str:
    """A date without its year: 3月5日."""
    return f"{day.month}月{day.day}日"
