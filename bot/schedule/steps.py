"""倒排时间节点: steps suggested for a task that has one date only, counted back from it in working days.

They are suggestions: nothing reminds of them until an admin has taken them into tasks.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from bot.model import Goal, Milestone, Task
from bot.schedule.calendar import Calendar
from bot.schedule.pace import begins

SHORTEST = 40
"""Working days that must be left: shorter work needs no steps."""


@dataclass(frozen=True, slots=True)
class Course:
    """How work of a kind goes: `words` tell the kind, `steps` are (share of the time, what is reached by then)."""

    words: re.Pattern[str]
    steps: tuple[tuple[float, str], ...]


_FIGURES = (0.25, 0.5, 0.75)
COURSES = (
    Course(
        re.compile(
            "工程|项目建设|改造|新建|扩建|修建|道路|管网|厂房|场馆|竣工|开工|投产|路[^，。]{0,6}(?:建设|延|贯通|通车)"
        ),
        ((0.25, "完成前期手续"), (0.4, "开工建设"), (0.7, "完成工程量一半以上"), (0.9, "基本完工，准备验收")),
    ),
    Course(
        re.compile("方案|规划|办法|意见|制度|图谱|清单|标准|细则|编制|出台|制定|印发"),
        ((0.3, "完成调研"), (0.6, "形成初稿"), (0.85, "征求意见并修改完善")),
    ),
    Course(
        re.compile("活动|大会|论坛|赛|展会|推介会|观摩会|举办|召开"),
        ((0.3, "确定方案"), (0.6, "落实经费、场地和参加单位"), (0.9, "完成各项筹备")),
    ),
    Course(re.compile(""), ((0.15, "制定工作方案，明确分工"), (0.5, "进度过半"), (0.85, "基本完成，查漏补缺"))),
)
"""The kinds of work, the first that fits counts."""


def suggest(task: Task, calendar: Calendar, today: date) -> tuple[Milestone, ...]:
    """The steps suggested from `today` on; none for a task with inner dates or without any, or with little time."""
    dates = {m.due for m in task.milestones} | {goal.due for goal in task.targets}
    if len(dates) != 1:
        return ()
    due = dates.pop()
    first = max(begins(task, due), today)
    days = calendar.workdays(first, due)
    if days < SHORTEST:
        return ()
    last = calendar.on_or_before(due)
    found = [(calendar.add_workdays(last, -round(days * (1 - share))), what) for share, what in _course(task)]
    return tuple(Milestone(id=f"d{n}", what=what, first=first, due=day) for n, (day, what) in enumerate(found, 1))


def _course(task: Task) -> Iterator[tuple[float, str]]:
    """Figures that add up go up evenly; other work goes as its kind does, by its title and what it consists in, where
    that is one thing."""
    if goal := _adds_up(task):
        for share in _FIGURES:
            amount = ceil(goal.value * share) if goal.nature == "count" else float(f"{goal.value * share:.3g}")
            yield share, f"{goal.what}：累计{amount:.10g}{goal.unit}"
        return
    parts = [*(m.what for m in task.milestones), *(goal.what for goal in task.targets)]
    words = task.title + (parts[0] if len(parts) == 1 else "")
    yield from next(course.steps for course in COURSES if course.words.search(words))


def _adds_up(task: Task) -> Goal | None:
    """The task's one figure, where it grows by and by and is large enough to be parted."""
    if len(task.targets) != 1:
        return None
    goal = task.targets[0]
    enough = goal.value >= len(_FIGURES) + 1 if goal.nature == "count" else goal.value > 0
    return goal if goal.nature in ("count", "amount") and goal.comparator != "<=" and enough else None


def taken(task: Task, steps: tuple[Milestone, ...]) -> Task:
    """The task with these steps before its own milestones, under ids that are free."""
    used = {m.id for m in task.milestones}
    free = (id_ for n in range(1, len(used) + len(steps) + 1) if (id_ := f"d{n}") not in used)
    named = tuple(step.model_copy(update={"id": id_}) for step, id_ in zip(steps, free, strict=False))
    return task.model_copy(update={"milestones": (*named, *task.milestones)})
