"""Entries of a file of replies: one JSON object a line, what was asked and what was answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NoReturn

from bot.model import Asked


@dataclass(frozen=True, slots=True)
class Entry:
    """A reply with its context: `at` is aware, as written in the entry."""

    id: str
    at: datetime
    tasks: tuple[Asked, ...]
    text: str


def read_entry(line: str) -> Entry:
    """The entry that a line of JSON writes (`id, at, tasks, text`; other keys are ignored).

    Raises ValueError with one Chinese sentence that names what is missing or wrong.
    """
    try:
        row = json.loads(line)
    except ValueError:
        _refuse("这一行不是 JSON")
    if not isinstance(row, dict):
        _refuse("这一行应是一个 JSON 对象")
    tasks = row.get("tasks")
    if not isinstance(tasks, list) or not tasks:
        _refuse("缺少 tasks，应是所问任务的列表，至少一项")
    asked = tuple(_asked(task, place) for place, task in enumerate(tasks, 1))
    if len({task.no for task in asked}) < len(asked):
        _refuse("tasks 中有两项任务的 no 相同")
    return Entry(_text(row, "id"), _moment(row.get("at")), asked, _text(row, "text", empty=True))


def _asked(task: object, place: int) -> Asked:
    where = f"tasks 第 {place} 项"
    if not isinstance(task, dict):
        _refuse(f"{where}应是一个 JSON 对象")
    number = task.get("no")
    if not isinstance(number, int) or isinstance(number, bool):
        _refuse(f"{where}缺少 no，应是整数")
    target = task.get("target")
    if target is not None and (not isinstance(target, int | float) or isinstance(target, bool)):
        _refuse(f"{where}的 target 应是数字或 null")
    unit = task.get("unit")
    if unit is not None and not isinstance(unit, str):
        _refuse(f"{where}的 unit 应是文字或 null")
    return Asked(number, _text(task, "title", where=where), target, unit or None, _day(task.get("due"), where))


def _text(row: Mapping[str, Any], key: str, *, where: str = "", empty: bool = False) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not (value.strip() or empty):
        _refuse(f"{where}缺少 {key}，应是文字")
    return value


def _moment(written: object) -> datetime:
    try:
        moment = datetime.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        _refuse("缺少 at，应是带时区的时间，如 2024-03-25T10:12:00+08:00")
    return moment


def _day(written: object, where: str) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written) if isinstance(written, str) else _refuse(f"{where}的 due 应是日期或 null")
    except ValueError:
        _refuse(f"{where}的 due 应是日期，如 2024-12-31")


def _refuse(says: str) -> NoReturn:
    raise ValueError(says)
