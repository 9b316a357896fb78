"""佐证: photos, documents, places that come in are kept with the task in hand; never asked for, seldom needed."""

from __future__ import annotations

import re

from bot.dialogue.context import Context, context_of
from bot.dialogue.proxy import pass_on
from bot.dialogue.reporting import report_text
from bot.dialogue.turn import Response, Turn
from bot.model import Task
from bot.record.events import Evidence

NAME_LENGTH = 60


def keep_file(turn: Turn) -> Response:
    """A file belongs to the task that its caption, the message replied to or the last report speaks of. A caption is a
    report as well; a voice message needs words."""
    if turn.incoming.media == "voice":
        return Response((turn.answer("need-words"),))
    context = context_of(turn)
    if turn.incoming.text.strip() and turn.incoming.media != "place":
        return _with_caption(turn, context)
    task = _in_hand(turn, context)
    if task is None:
        return Response((turn.answer("file-of-which"),))
    return Response((_evidence(turn, task), turn.answer("file-kept", task=task)))


def _with_caption(turn: Turn, context: Context) -> Response:
    said = pass_on(turn) or report_text(turn, turn.incoming.text, context)
    tasks = [turn.world.tasks[e.task] for e in said.events if e.kind == "reported" and e.task in turn.world.tasks]
    return Response((*said.events, *(_evidence(turn, task) for task in tasks)), said.toast)


def _in_hand(turn: Turn, context: Context) -> Task | None:
    """The task asked about, the only one, or the one last reported on."""
    if context.question or len(context.tasks) == 1:
        return context.question or context.tasks[0]
    replied = turn.world.states.replies.get(turn.world.states.last_reply.get(turn.person.id, ""), ())
    return turn.world.tasks.get(replied[-1]) if replied else None


def _evidence(turn: Turn, task: Task) -> Evidence:
    return Evidence(
        task=task.id,
        person=turn.person.id,
        file=turn.incoming.file or "",
        name=turn.incoming.file_name or turn.incoming.text[:NAME_LENGTH],
        path=safe_name(turn.cause, turn.incoming.file_name or "") if turn.incoming.file else "",
    )


def safe_name(cause: str, name: str) -> str:
    """A file name that is unique and can do no harm on any disk: the cause, and what of the name is letters, digits or
    a dot inside."""
    stem = re.sub(r"[^\w.-]+", "_", name).strip("._")[-NAME_LENGTH:]
    return f"{re.sub(r'[^0-9A-Za-z]+', '-', cause)}-{stem or 'file'}"
