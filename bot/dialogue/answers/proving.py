"""佐证: photos, documents, places that come in are kept with the task in hand; seldom asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.answers.proxy import pass_on
from bot.dialogue.answers.reporting import report, report_text
from bot.dialogue.reference.choosing import numbers
from bot.dialogue.reference.context import Context, context_of, own_task
from bot.dialogue.turn import Response, Turn, message_id
from bot.dialogue.views import may_report, pick
from bot.model import Task
from bot.record.events import Action, Evidence, EvidenceMoved, Queued

NAME_LENGTH = 60
LARGEST = 20 * 1024 * 1024
"""Bytes of a file that is kept: what a Telegram bot may download."""


def keep_file(turn: Turn) -> Response:
    """A file belongs to the task that its caption, the message replied to, the open question or the last report speaks
    of; where that is none, it is kept and asked about. A caption is a report as well; a voice message needs words. What
    was sent together goes together, and is asked about once."""
    if turn.incoming.media == "voice":
        return need_words(turn)
    context = context_of(turn)
    if turn.incoming.text.strip() and turn.incoming.media != "place":
        said = pass_on(turn) or report_text(turn, turn.incoming.text, context)
        if told := _told(turn, said):
            return Response((*said.events, *_evidence(turn, told), *_given(turn, told)), said.toast)
    if together := _goes_with(turn, context):
        return together
    task = _in_hand(turn, context)
    if task is None:
        return _ask_which(turn, context)
    return Response((*_evidence(turn, [task]), _kept(turn, [task])))


def _kept(turn: Turn, tasks: Sequence[Task], *, count: int = 1, edits: str | None = None) -> Queued:
    return turn.answer("file-kept", edits=edits, tasks=tasks, count=count, large=_is_large(turn))


def _goes_with(turn: Turn, context: Context) -> Response | None:
    """A file that was sent together with one before it is of the same tasks, or belongs to the same question; what that
    one was answered counts one more. None where it is the first."""
    states = turn.world.states
    album = states.albums.get((turn.person.id, turn.incoming.album)) if turn.incoming.album else None
    if album is None:
        return None
    tasks, count = pick(album.tasks, turn.world), len(album.files | {turn.incoming.file or ""})
    before = states.messages.get(message_id(album.cause))
    edits = before.message.id if before and before.message.topic in ("file-kept", "file-of-which") else None
    if tasks:
        return Response((*_evidence(turn, tasks), _kept(turn, tasks, count=count, edits=edits)))
    loose = states.loose_files.get(turn.person.id, ())
    return _ask_which(turn, context, count=count, edits=edits) if any(_together(turn, e) for e in loose) else None


def _together(turn: Turn, evidence: Evidence) -> bool:
    return bool(evidence.album) and evidence.album == turn.incoming.album


def need_words(turn: Turn) -> Response:
    """Something without words that cannot be kept either: a voice message, a sticker."""
    return Response((turn.answer("need-words", voice=turn.incoming.media == "voice"),))


def told_with_file(turn: Turn) -> Response:
    """Words behind a file that belongs to no task yet: it is proof of the tasks that they speak of."""
    said = report(turn)
    return replace(said, events=(*said.events, *_given(turn, _told(turn, said), alone=True)))


def moved(turn: Turn, said: Response) -> list[EvidenceMoved]:
    """What came with the message that is edited now goes to the tasks that its words name; it stays where they name
    none, or where a task that it proves is closed or another's by now."""
    files = turn.world.states.files_at(turn.person.id, turn.incoming.place)
    known, told = {e.task for e in files}, [task.id for task in _told(turn, said)]
    stays = [t for t in pick(sorted(known), turn.world) if turn.world.states.task(t.id).closed or not _may(turn, t)]
    if not files or not told or known == set(told) or stays:
        return []
    return [EvidenceMoved(person=turn.person.id, ref=turn.incoming.place, tasks=tuple(told))]


def _may(turn: Turn, task: Task) -> bool:
    return may_report(turn.person, task, turn.world)


def _given(turn: Turn, tasks: Sequence[Task], *, alone: bool = False) -> list[Evidence]:
    """The files that belonged to no task yet as evidence of these: all of them (`alone`), or those sent together with
    what comes in."""
    loose = turn.world.states.loose_files.get(turn.person.id, ())
    taken = [e for e in loose if alone or _together(turn, e)]
    return [e.model_copy(update={"task": task.id}) for e in taken for task in tasks]


def _told(turn: Turn, said: Response) -> list[Task]:
    """The tasks of which something is put down."""
    ids = [e.task for e in said.events if e.kind == "reported"]
    return [turn.world.tasks[ident] for ident in ids if ident in turn.world.tasks]


def _in_hand(turn: Turn, context: Context) -> Task | None:
    """The task asked about, the only one, or the one last reported on, if it is still theirs."""
    if context.question or len(context.by_no) == 1:
        return context.question or context.tasks[0]
    replied = turn.world.states.replies.get(turn.world.states.last_reply.get(turn.person.id, ""), ())
    return own_task(turn, Action(verb="attach", task=replied[-1])) if replied else None


def _ask_which(turn: Turn, context: Context, *, count: int = 1, edits: str | None = None) -> Response:
    if not context.tasks:
        return Response((turn.answer("no-tasks"),))
    rows = numbers(context.by_no, "attach", turn.cause)
    asking = turn.answer(
        "file-of-which",
        rows=rows,
        edits=edits,
        numbering=context.numbering,
        count=count,
        lines=list(context.by_no.items()),
    )
    (kept,) = _evidence(turn, [None])
    return Response((kept, asking))


def _attach(turn: Turn, action: Action) -> Response:
    """Of which task the file is, or what was sent together."""
    task = own_task(turn, action)
    kept = _given(turn, [task], alone=True) if task else []
    if task is None or not kept:
        return turn.refuse("decided-before")
    return Response((*kept, _kept(turn, [task], count=len(kept))), toast=turn.label("noted"))


def _is_large(turn: Turn) -> bool:
    return (turn.incoming.size or 0) > LARGEST


def _evidence(turn: Turn, tasks: Sequence[Task | None]) -> list[Evidence]:
    """The file as evidence of each of these tasks; None is a task not known yet."""
    kept = turn.incoming.file and not _is_large(turn)
    return [
        Evidence(
            task=task.id if task else "",
            person=turn.person.id,
            file=turn.incoming.file or "",
            name=turn.incoming.file_name or turn.incoming.text[:NAME_LENGTH],
            path=safe_name(turn.cause, turn.incoming.file_name or "") if kept else "",
            album=turn.incoming.album,
            ref=turn.incoming.place,
        )
        for task in tasks
    ]


def safe_name(cause: str, name: str) -> str:
    """A file name that is unique and can do no harm on any disk: the cause, and what of the name is letters, digits or
    a dot inside."""
    stem = re.sub(r"[^\w.-]+", "_", name).strip("._")[-NAME_LENGTH:]
    return f"{re.sub(r'[^0-9A-Za-z]+', '-', cause)}-{stem or 'file'}"


VERBS = {"attach": _attach}
