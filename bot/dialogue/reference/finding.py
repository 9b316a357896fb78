"""Asking for tasks in plain words: 我的任务, 本周到期, 红灯, 招商, a name. Everybody finds only what they may see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from bot.dialogue.reference.choosing import numbers
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import due_of, lines, may_see
from bot.model import Task
from bot.record.events import Action
from bot.schedule.lights import light

LONGEST_WORD = 12
_LOOK = re.compile(
    r"(?P<look>(?:请|麻烦|帮我|帮忙|给我|替我|我想|想)*(?:查|找|看|搜)(?:一下|一[查找看搜]|下|[查找看搜]|[询索]|寻)?\s*)"
    r"(?P<word>\S.*?)(?:的?(?:任务|工作|进展|进度|情况|怎么样)+|的)?[了吧吗呢?？。!！]*"
)
_LOOKED_UP = re.compile(r"数据?|台?账|资料|材料|本子|报?表|记录|文件|情况|进[度展]|底数|明细|清单|再.*|.*[说报回]")
"""What an answer is taken from before it is given (`查一下数据`), or that it comes later (`看看再说`)."""
MOST = 20
"""Tasks that one answer shows; the rest is counted."""


def visible(turn: Turn) -> list[Task]:
    """The tasks in work that this person may see."""
    return [t for t in turn.world.tasks.values() if t.status == "active" and may_see(turn.person, t, turn.world)]


def find_word(turn: Turn) -> Response | None:
    """A short text that stands in titles, chapters, departments or a leader's name lists those tasks; None where it
    finds nothing."""
    return _show_found(turn, sought(turn.incoming.text) or turn.incoming.text.strip())


def look_for(turn: Turn) -> Response | None:
    """`查一下招商`: the same where it is asked for in so many words; what will be looked up before an answer is given
    (`查一下数据`, `我查一下再报`) is no search."""
    return _show_found(turn, sought(turn.incoming.text))


def sought(text: str) -> str:
    """What a text asks to be shown (`看看招商的任务`: 招商); empty where it does not."""
    found = _LOOK.fullmatch(text.strip())
    return "" if found is None or _LOOKED_UP.fullmatch(found["word"]) else found["word"]


def _show_found(turn: Turn, word: str) -> Response | None:
    if not 1 < len(word) <= LONGEST_WORD:
        return None
    found = [task for task in visible(turn) if speaks_of(turn, task, word)]
    return show(turn, found, word) if found else None


def speaks_of(turn: Turn, task: Task, word: str) -> bool:
    """Whether the word stands in the task's title, chapters, dates, figures or departments or in its leader's name."""
    leader = turn.world.people.get(task.leader or "")
    names = (leader.name, *leader.aliases) if leader else ()
    parts = (*(m.what for m in task.milestones), *(t.what for t in task.targets))
    return bool(word) and word in "\n".join((task.title, *task.section, *parts, *task.departments, *names))


def show(turn: Turn, tasks: Iterable[Task], head: str) -> Response:
    """A list of tasks under a head, each with a button that shows all of it."""
    found = list(tasks)
    if not found:
        return Response((turn.answer("found-none", head=head),))
    shown = lines(found[:MOST], turn.world, turn.incoming.at)
    rows = numbers({line.no: line.task for line in shown}, "view-task")
    asks = [line.task.id for line in shown]
    return Response((turn.answer("found", rows=rows, asks=asks, head=head, lines=shown, more=len(found) - len(shown)),))


def _due_this_week(turn: Turn, action: Action) -> Response:
    sunday = turn.today + timedelta(days=6 - turn.today.weekday())
    return show(turn, _open_where(turn, lambda day: turn.today <= day <= sunday), turn.label("due-this-week"))


def _overdue(turn: Turn, action: Action) -> Response:
    return show(turn, _open_where(turn, lambda day: day < turn.today), turn.label("overdue"))


def _open_where(turn: Turn, holds: Callable[[date], bool]) -> list[Task]:
    """The unfinished tasks whose next date fulfils the condition, nearest first."""
    dated = [(due.day, task) for task in visible(turn) if (due := due_of(task, turn.world, turn.today))]
    return [task for day, task in sorted(dated, key=lambda p: p[0]) if holds(day) and not _done(turn, task)]


def _done(turn: Turn, task: Task) -> bool:
    return turn.world.states.task(task.id).done


def _lit(colour: str) -> Callable[[Turn, Action], Response]:
    def show_lit(turn: Turn, action: Action) -> Response:
        lit = [t for t in visible(turn) if light(turn.world, t, turn.incoming.at).colour == colour]
        return show(turn, lit, turn.label(f"light-{colour}"))

    return show_lit


VERBS = {
    "due-this-week": _due_this_week,
    "overdue": _overdue,
    "red": _lit("red"),
    "yellow": _lit("yellow"),
}
