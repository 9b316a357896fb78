"""A number from an older list: what is counted behind it is no figure of that task, but of exactly one other.

The numbers of tasks change from one list to the next, and who answers an older one seldom replies to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.dialogue.reference.choosing import numbers
from bot.dialogue.reference.context import Context, asked_of
from bot.dialogue.turn import Turn
from bot.dialogue.views import tasks_of
from bot.language.units import in_unit
from bot.model import Quantity, Task, Update
from bot.record.events import Event
from bot.replies import Reading, interpret, titled

_HEAD = re.compile(r"(?:^|(?<=[,，;；。\n]))\s*第?(?P<no>\d{1,2})(?:项|[.．、:：](?!\d)|\s)\s*")


@dataclass(frozen=True, slots=True)
class Misnumbered:
    """What is said behind the number `no`, whose `task` it does not fit, in which `unit`, and the `tasks` to choose
    from by their numbers; `asks` where no message has given them these."""

    no: int
    task: Task
    words: str
    unit: str
    tasks: Mapping[int, Task]
    asks: tuple[str, ...] = ()


def misnumbered(turn: Turn, text: str, context: Context, read: Reading) -> list[Misnumbered]:
    """The numbers of a text behind which something is counted that only one other open task counts. What answers a
    message speaks by its numbers."""
    if turn.incoming.reply_to is not None or turn.incoming.kind != "text" or context.question:
        return []
    named = titled(text, asked_of(turn, context.spoken_of))
    found = []
    for update in read.updates:
        task, words = context.spoken_of[update.task], _behind(update.task, text)
        if not words or update.task in named or not task.targets or _tells_a_figure(update):
            continue
        others = [one for one in _others(turn, read, context, text, words) if one.id != task.id]
        told = [(other, unit) for other in others if (unit := _counted(turn, words, other, task))]
        if len(told) == 1:
            found.append(_of(turn, context, update.task, words, *told[0]))
    return found


def without(read: Reading, text: str, found: Sequence[Misnumbered]) -> Reading:
    """The reading without what was misnumbered, which is left over."""
    gone = {one.no for one in found}
    kept = tuple(
        update
        for update in read.updates
        if update.task not in gone and not any(_tells_from(update, text, one.words) for one in found)
    )
    return replace(read, updates=kept, leftovers=(*(one.words for one in found), *read.leftovers))


def ask_which(turn: Turn, text: str, context: Context, found: Misnumbered, others: Sequence[str]) -> Event:
    """The question which task the first is about, where nothing is put down; `others` are what is left over besides."""
    return turn.answer(
        "other-measure",
        rows=numbers(found.tasks, "meant", found.words),
        numbering=None if found.asks else context.numbering,
        asks=found.asks,
        text=text,
        found=found,
        others=others,
        lines=list(found.tasks.items()),
    )


def _of(turn: Turn, context: Context, no: int, words: str, other: Task, unit: str) -> Misnumbered:
    task = context.spoken_of[no]
    if other.id in {known.id for known in context.tasks}:
        return Misnumbered(no, task, words, unit, context.by_no)
    mine = tasks_of(turn.person, turn.world)
    return Misnumbered(no, task, words, unit, dict(enumerate(mine, start=1)), tuple(one.id for one in mine))


def _behind(no: int, text: str) -> str:
    """What stands behind this number, up to the next one; empty where it opens no clause."""
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    said = (text[head.end() : end] for head, end in zip(heads, ends, strict=False) if int(head["no"]) == no)
    return next(said, "").strip(" ,，;；。\n")


def _tells_a_figure(update: Update) -> bool:
    return any(value is not None for value in (update.quantity, update.added, update.percent))


def _tells_from(update: Update, text: str, words: str) -> bool:
    """Whether the figure of an update that the text does not number was read from these words."""
    if _behind(update.task, text):
        return False
    said = (update.words.get(name, "") for name in ("quantity", "added", "percent"))
    return any(one and one in words for one in said)


def _others(turn: Turn, read: Reading, context: Context, text: str, words: str) -> list[Task]:
    """The open tasks of which no figure is told by other words than these."""
    others = (u for u in read.updates if _tells_a_figure(u) and not _tells_from(u, text, words))
    told = {context.spoken_of[update.task].id for update in others}
    open_ones = {task.id: task for task in (*context.tasks, *tasks_of(turn.person, turn.world))}
    states = turn.world.states
    return [task for task in open_ones.values() if task.id not in told and not states.task(task.id).done]


def _counted(turn: Turn, words: str, other: Task, task: Task) -> str:
    """The unit in which the words count what this other task does and the first does not; empty where they do not."""
    (told,) = interpret(words, asked_of(turn, {1: other}), turn.incoming.at, turn.world.calendar.is_workday)
    said: Quantity | None = told.quantity or told.added
    if said is None or any(in_unit(said, goal.unit) is not None for goal in task.targets):
        return ""
    return said.unit
