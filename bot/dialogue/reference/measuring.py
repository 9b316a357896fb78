"""Which of a task's figures an answer is about, where several are due on one day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.text import plain
from bot.model import Goal, Task
from bot.replies.progress.growth import tells_growth
from bot.replies.tasks.measures import counts_in
from bot.replies.tasks.titles import pairs_of

_WITHOUT_UNIT = re.compile(r"[一-龥]\s*\d+(?:\.\d+)?\s*(?:$|[,，。;；])")
"""A bare figure (`目前33`)."""
_ENOUGH = 2
"""Pairs of characters that name a task for certain."""


def goal_meant(goals: Sequence[Goal], text: str) -> Goal | None:
    """The figure that a reply can mean: the only one, else the only one in whose unit something is counted, else the
    one whose words stand in the reply. None where two fit alike: it could be either. A ceiling is nothing that work
    comes nearer to, so it is meant only where it is named (`PM2.5目前33`) or where its unit is counted (`发生3起`); one
    in % (`失业率控制在4.2%以内`) only where it is named, for work is told in % too. Beside other figures a rate of
    growth is meant only where growth is told and none of them is."""
    figures = [goal for goal in goals if goal.comparator != "<=" or _meant(goal, text)]
    if len(goals) <= 1:
        return next(iter(figures), None)
    counted = _counted(figures, plain(text))
    if len(counted) <= 1:
        return next(iter(counted), None)
    scores = [sum(pair in text for pair in pairs_of(goal.what)) for goal in counted]
    best = max(scores)
    return counted[scores.index(best)] if best and scores.count(best) == 1 else None


def _counted(figures: Sequence[Goal], said: str) -> list[Goal]:
    """The figures in whose unit something is counted; where growth is told, what else is in % has to be named."""
    counted = [goal for goal in figures if counts_in(said, goal.unit)]
    rates, others = ([goal for goal in counted if (goal.nature == "growth") is growth] for growth in (True, False))
    if not rates or not tells_growth(said):
        return others
    return [goal for goal in others if goal.unit != "%" or _named(goal, said)] or rates


def task_named(tasks: Sequence[Task], text: str) -> Task | None:
    """The only task of several whose figures or milestones a text names by words that no other task has."""
    said = plain(text).lower()
    words = {task.id: _words(task) for task in tasks}
    own = {
        task.id: words[task.id] - frozenset().union(*(pairs for other, pairs in words.items() if other != task.id))
        for task in tasks
    }
    named = [task for task in tasks if sum(pair in said for pair in own[task.id]) >= _ENOUGH]
    return named[0] if len(named) == 1 and len(tasks) > 1 else None


def _words(task: Task) -> frozenset[str]:
    parts = (task.title, *(goal.what for goal in task.targets), *(one.what for one in task.milestones))
    return frozenset().union(*(pairs_of(part.lower()) for part in parts))


def _meant(ceiling: Goal, text: str) -> bool:
    counted = counts_in(plain(text).lower(), ceiling.unit) or _WITHOUT_UNIT.search(text)
    return _named(ceiling, text) or (ceiling.unit != "%" and bool(counted))


def _named(goal: Goal, text: str) -> bool:
    said = plain(text).lower()
    return any(pair in said for pair in pairs_of(goal.what.lower()))
