"""The appraisal as an Excel file: scores with room for objections, every point with its rule and proof, the rules, the
projects worth a visit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.reports.appraisal.scores import Appraisal, Mark, Objection, Score, Visit
from bot.reports.sheets.columns import Cell, Column
from bot.reports.sheets.sheet import Sheet, workbook
from bot.reports.words import long_day
from bot.settings import ZONE

_SCORES = (
    Column("no", "序号", 6, "number"),
    Column("unit", "单位", 24),
    Column("tasks", "任务数", 9, "number"),
    Column("base", "基础分", 9, "number"),
    Column("plus", "加分", 9, "number"),
    Column("minus", "扣分", 9, "number"),
    Column("total", "得分", 9, "number"),
    Column("objection", "异议及处理", 40),
    Column("signed", "单位确认", 16),
)
_MARKS = (
    Column("unit", "单位", 18),
    Column("role", "责任", 8, "centre"),
    Column("task", "编号", 16),
    Column("title", "工作任务", 28),
    Column("rule", "规则", 7, "centre"),
    Column("points", "分值", 8, "number"),
    Column("why", "事由", 50),
    Column("replies", "凭据", 30),
)
_RULES = (
    Column("no", "编号", 8, "centre"),
    Column("points", "牵头单位", 10, "number"),
    Column("supporting", "协办单位", 10, "number"),
    Column("text", "规则", 80),
)
_VISITS = (
    Column("no", "序号", 6, "number"),
    Column("task", "编号", 16),
    Column("title", "工作任务", 40),
    Column("unit", "单位", 24),
    Column("leader", "牵头领导", 16),
    Column("why", "推荐理由", 60),
)


def appraisal_xlsx(appraisal: Appraisal) -> bytes:
    """The file's bytes."""
    marks = [mark for score in appraisal.scores for mark in score.marks]
    return workbook(
        [
            _sheet(appraisal, "打分表", _SCORES, (_score(n, s) for n, s in enumerate(appraisal.scores, start=1))),
            _sheet(appraisal, "计分明细", _MARKS, map(_mark, marks)),
            _sheet(appraisal, "规则", _RULES, (rule.model_dump() for rule in appraisal.rules)),
            _sheet(appraisal, "季观摩", _VISITS, (_visit(n, v) for n, v in enumerate(appraisal.visits, start=1))),
        ]
    )


def _sheet(appraisal: Appraisal, name: str, columns: tuple[Column, ...], rows: Iterable[dict[str, Cell]]) -> Sheet:
    title = f"{appraisal.zone}{appraisal.period.name}重点工作考核{name}"
    return Sheet(name, title, f"填报单位：{appraisal.office}", f"截至{appraisal.until}", columns, list(rows))


def _score(no: int, score: Score) -> dict[str, Cell]:
    return {
        "no": no,
        "unit": score.unit,
        "tasks": len(score.tasks),
        "base": score.base,
        "plus": sum(m.points for m in score.marks if m.points > 0),
        "minus": sum(m.points for m in score.marks if m.points < 0),
        "total": score.total,
        "objection": "\n".join(map(_objection, score.objections)),
    }


def _objection(objection: Objection) -> str:
    about = f"{objection.task}：" if objection.task else ""
    said = f"{_day(objection.at)} {objection.name}：{about}{objection.text}"
    if objection.answered is None:
        return f"{said}（正在核实）"
    found = "异议成立，已更正" if objection.upheld else "维持原分"
    return f"{said}\n{_day(objection.answered)} 核实：{found}。{objection.reason}"


def _day(moment: datetime) -> str:
    return long_day(moment.astimezone(ZONE).date())


def _mark(mark: Mark) -> dict[str, Cell]:
    return {
        "unit": mark.unit,
        "role": "牵头" if mark.leading else "协办",
        "task": mark.task,
        "title": mark.title,
        "rule": mark.rule.no,
        "points": mark.points,
        "why": mark.why,
        "replies": "\n".join(mark.replies[:3]),
    }


def _visit(no: int, visit: Visit) -> dict[str, Cell]:
    item = visit.item
    return {"no": no, "task": item.id, "title": item.title, "unit": item.unit, "leader": item.leader, "why": visit.why}
