"""起始数 in the ledger: what had been reached of a task before anybody reported, as it is shown and as it is read back.

`read_start(start_line(noted), …)` is what was noted again.
"""

from __future__ import annotations

import re
from datetime import date

from bot.model import Task
from bot.record.events import Amount, Baselined
from bot.reports.ledger.written_days import read_day
from bot.reports.words import amount, long_day

START_HEAD = "起始数"
_HOW = "请写成“4个（截至2024年3月31日）”这样的形式"
_START = re.compile(
    r"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>[^\d\s(（,，:：]{1,6}?)\s*"
    r"(?:[(（,，]?\s*截至\s*[:：]?\s*(?P<day>[^()（）]+?)\s*[)）]?)?"
)


def start_line(noted: Baselined) -> str:
    """4个（截至2024年3月31日）."""
    return f"{amount(noted.amount)}（截至{long_day(noted.on)}）"


def read_start(text: str, task: Task, today: date | None) -> Baselined:
    """What a cell says; without a day it holds today. Raises ValueError (Chinese) for what it does not understand."""
    if not text:
        raise ValueError("起始数不能清空；写错了的，写上对的数就行")
    said = _START.fullmatch(text)
    if said is None:
        raise ValueError(f"看不懂起始数“{text}”，{_HOW}")
    on = read_day(said["day"], today) if said["day"] else today
    if on is None:
        raise ValueError(f"起始数“{text}”没有写截至哪一天，{_HOW}")
    return begin(task, Amount(value=float(said["value"]), unit=said["unit"]), on=on, today=today)


def begin(task: Task, reached: Amount, *, on: date, today: date | None, by: str = "") -> Baselined:
    """What had been reached of a task by a day. Raises ValueError (Chinese) for a unit that none of its figures has, or
    a day to come."""
    units = list(dict.fromkeys(goal.unit for goal in task.targets))
    if units and reached.unit not in (*units, "%"):
        raise ValueError(f"{task.id} 的指标以“{'、'.join(units)}”计，没有以“{reached.unit}”计的")
    if today and on > today:
        raise ValueError(f"{on} 还没有到，起始数要写已经达到的")
    return Baselined(task=task.id, amount=reached, on=on, by=by)
