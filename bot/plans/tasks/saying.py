"""Dates, figures and cadences in a few Chinese words, as the outline and the tables of the import show them."""

from __future__ import annotations

from datetime import date

from bot.model import CadenceUnit, Comparator, Goal, Milestone, Recurrence, Target
from bot.plans.tasks.phrases import squeeze

SIGNS: dict[Comparator, str] = {">=": "≥", "<=": "≤", "=": ""}
UNITS: dict[CadenceUnit, str] = {
    "day": "天", "week": "周", "month": "个月", "quarter": "季度", "half-year": "半年", "year": "年",
}  # fmt: skip
SINGLE: dict[CadenceUnit, str] = {
    "day": "每天", "week": "每周", "month": "每月", "quarter": "每季度", "half-year": "每半年", "year": "每年",
}  # fmt: skip


def say_day(day: date, year: int) -> str:
    """`3月31日`; with its year where that is not the plan's."""
    return f"{day.month}月{day.day}日" if day.year == year else f"{day.year}年{day.month}月{day.day}日"


def say_period(first: date, due: date, year: int) -> str:
    """`3月31日前` where the period begins with the year, else both ends, or the one day."""
    if first == due:
        return say_day(due, year)
    if (first.month, first.day) == (1, 1):
        return f"{say_day(due, year)}前"
    return f"{say_day(first, year)}至{say_day(due, year)}"


def say_milestone(milestone: Milestone, year: int) -> str:
    return f"{say_period(milestone.first, milestone.due, year)} {milestone.what}"


def say_measure(what: str, figure: Goal | Target) -> str:
    """`招引10亿元以上项目 ≥1个`; the quote alone where nothing but the figure is left of it."""
    if what == squeeze(figure.quote):
        return what
    upper = f"–{figure.value_max:g}" if figure.value_max is not None else ""
    return f"{what} {SIGNS[figure.comparator]}{figure.value:g}{upper}{figure.unit}"


def say_goal(goal: Goal, year: int) -> str:
    """`招引10亿元以上项目 ≥1个（12月31日）`"""
    return f"{say_measure(goal.what, goal)}（{say_day(goal.due, year)}）"


def say_every(unit: CadenceUnit, interval: int) -> str:
    """`每周`, `每2个月`"""
    return SINGLE[unit] if interval == 1 else f"每{interval}{UNITS[unit]}"


def say_recurrence(cadence: Recurrence) -> str:
    return f"{say_every(cadence.unit, cadence.interval)} {cadence.what}"
