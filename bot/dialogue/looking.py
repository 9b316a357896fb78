"""Questions that change nothing: my tasks, one task with the plan's own words, how to answer, what sticks, help."""

from __future__ import annotations

from bot.dialogue.life.whistling import open_ones
from bot.dialogue.reference.choosing import chosen, numbers
from bot.dialogue.reference.context import context_of
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import lines, may_see, milestones_told, plan_words, tasks_of
from bot.record.events import Action


def _view(turn: Turn, action: Action) -> Response:
    """查看任务: the tasks of the message, or all that are the person's, each with a button."""
    known = context_of(turn).tasks if turn.incoming.press else tasks_of(turn.person, turn.world)
    tasks = [task for task in known if not turn.world.states.task(task.id).closed]
    if not tasks:
        return open_ones(turn) or Response((turn.answer("no-tasks"),))
    shown = lines(tasks, turn.world, turn.incoming.at)
    rows = numbers({line.no: line.task for line in shown}, "view-task")
    return Response((turn.answer("tasks", rows=rows, asks=[task.id for task in tasks], lines=shown),))


def _view_task(turn: Turn, action: Action) -> Response:
    """One task: dates, figures, how it stands, and the plan's own words."""
    task = turn.world.tasks.get(action.task or "")
    if task is None or not may_see(turn.person, task, turn.world):
        return turn.refuse("stale")
    line = lines([task], turn.world, turn.incoming.at)[0]
    rows = [[(turn.label("picture"), Action(verb="picture", task=task.id))]]
    told, words = milestones_told(task), plan_words(task, turn.world)
    return Response((turn.answer("task", rows=rows, line=line, task=task, milestones=told, words=words),))


def _how(turn: Turn, action: Action) -> Response:
    """报进展: how an answer may look, with the person's own tasks."""
    context = context_of(turn)
    if not context.tasks:
        return Response((turn.answer("no-tasks"),))
    return Response((turn.answer("how", numbering=context.numbering, lines=list(context.by_no.items())),))


def _trouble(turn: Turn, action: Action) -> Response:
    """有困难: which task, then where it sticks and who could help."""
    task = chosen(turn, action, "which-stuck")
    if isinstance(task, Response):
        return task
    numbering = context_of(turn).numbering
    return Response((turn.answer("where-stuck", question=task.id, numbering=numbering, task=task),))


def _cancel(turn: Turn, action: Action) -> Response:
    """/cancel: whatever question was open is open no more."""
    return Response((turn.answer("cancelled"),))


def _help(turn: Turn, action: Action) -> Response:
    return Response((turn.answer("help"),))


def introduce_to_group(turn: Turn) -> Response:
    """Said once, where one of our people lets the bot into a group: what it reads there, and who may command it."""
    return Response((turn.answer("group-joined", reads_all=turn.incoming.text == "all"),))


VERBS = {
    "view": _view,
    "view-task": _view_task,
    "how": _how,
    "trouble": _trouble,
    "cancel": _cancel,
    "help": _help,
}
