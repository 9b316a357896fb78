"""Which of a task's figures an answer is about, where several are due on one day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import Goal

_DIGIT = r"[\d一二两三四五六七八九十百千万亿]"


def goal_meant(goals: Sequence[Goal], text: str) -> Goal | None:
    """The figure that a reply can mean: the only one, else the only one in whose unit something is counted, else the
    one whose words stand in the reply. None for a rate of growth, and where two fit alike: it could be either. A
    ceiling (`失业率控制在4.2%以内`) is nothing that work comes nearer to, so it is meant only where it is named."""
    figures = [goal for goal in goals if goal.nature != "growth" and (goal.comparator != "<=" or _named(goal, text))]
    if len(goals) <= 1:
        return next(iter(figures), None)
    counted = [goal for goal in figures if re.search(rf"{_DIGIT}\s*{re.escape(goal.unit)}", text)]
    if len(counted) <= 1:
        return next(iter(counted), None)
    scores = [sum(pair in text for pair in _pairs(goal.what)) for goal in counted]
    best = max(scores)
    return counted[scores.index(best)] if best and scores.count(best) == 1 else None


def _named(goal: Goal, text: str) -> bool:
    return any(pair in text for pair in _pairs(goal.what))


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}
