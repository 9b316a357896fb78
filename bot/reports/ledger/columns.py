"""The columns of the ledger in their order: those that recur in the ledgers of supervision offices, and the state.

Together they are narrow enough that a page of A4 prints them at 7 points; a fact more would be one fewer to read."""

from __future__ import annotations

from bot.reports.ledger.fields import EDITABLE
from bot.reports.ledger.starts import START_HEAD
from bot.reports.sheets.columns import Column, Kind
from bot.reports.words import STATUSES

_HEADS = {field.key: field.head for field in EDITABLE}


def _edited(key: str, width: float, kind: Kind = "text") -> Column:
    return Column(key, _HEADS[key], width, kind)


ID_HEAD = "编号"
_STATUS_HINT = (
    "后面可写理由，如“暂缓：规划调整”；也可写“并入 编号：理由”“结转 新计划代号：理由”；新的一行可写“拆分自 编号：理由”"
)
_START_HINT = "启用之前已经达到的数，如“4个（截至2024年3月31日）”"
_TASK: tuple[Column, ...] = (
    Column("no", "序号", 5, "number"),
    Column("id", ID_HEAD, 9),
    _edited("plan", 9),
    _edited("title", 14),
    _edited("goals", 15.5),
    _edited("leader", 7, "centre"),
    _edited("departments", 7, "centre"),
    Column("liaison", "责任人", 7, "centre"),
    _edited("supporting", 7, "centre"),
    _edited("due", 14.5, "date"),
    _edited("milestones", 15.5),
    Column("start", START_HEAD, 7, hint=_START_HINT),
    Column("progress", "当前进展", 16.5),
    Column("percent", "完成率", 6, "percent"),
    Column("light", "亮灯", 5, "centre"),
)
_REASON = Column("reason", "亮灯原因", 13)
_FOLLOW: tuple[Column, ...] = (
    Column("blocker", "存在问题", 9.5),
    Column("next", "下步措施", 9),
    Column("help", "需协调事项", 8),
    Column("extension", "延期情况", 7),
    Column("evidence", "佐证", 5),
    Column("updated", "更新时间", 14.5, "date"),
    Column("status", _HEADS["status"], 5, "centre", tuple(STATUSES.values()), _STATUS_HINT),
    _edited("note", 8),
)
COLUMNS = (*_TASK, *_FOLLOW)
RED_COLUMNS = (*_TASK, _REASON, *_FOLLOW)

HISTORY: tuple[Column, ...] = (
    Column("at", "时间", 21, "date"),
    Column("task", ID_HEAD, 14),
    Column("title", "工作任务", 24),
    Column("leader", "牵头领导", 13),
    Column("said_by", "报送人", 13),
    Column("standing", "状态", 8, "centre"),
    Column("percent", "完成率", 8, "percent"),
    Column("value", "数量", 9, "number"),
    Column("unit", "单位", 7, "centre"),
    Column("promise", "承诺时限", 16, "date"),
    Column("blocker", "存在问题", 20),
    Column("words", "原话", 40),
    Column("reply", "凭据", 16),
)
