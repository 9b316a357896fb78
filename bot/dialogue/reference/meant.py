"""What a text says of the tasks in question: in the light of what was asked, and of what was answered before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.dialogue.reference.context import Context, asked_of
from bot.dialogue.reference.measuring import task_named
from bot.dialogue.reference.posts import passed_on_by_name
from bot.dialogue.turn import Turn
from bot.dialogue.views import tasks_of
from bot.language.numbers import parse_number
from bot.language.units import in_unit
from bot.model import Task, Update
from bot.record.events import Reported
from bot.replies import Reading, all_of_it, corrects_before, named, read_reply, says_all, titled

_BARE_NUMBER = re.compile(r"\s*第?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?:项|个|号|条|件)?[\s。.、,，]*")


def understand(turn: Turn, text: str, context: Context) -> Reading:
    """An open question is answered first; a text that names other tasks speaks of those. Our people are known by the
    names that we have for them."""
    return passed_on_by_name(turn, text, lambda words: _understood(turn, words, context))


def _understood(turn: Turn, text: str, context: Context) -> Reading:
    asked = asked_of(turn, context.spoken_of)
    if context.question:
        no = context.numbered(context.question)
        if context.topic == "meant" or named(text, asked) <= {no}:
            alone = _alone(turn, text, no, context.question)
            return Reading(tuple(_as_asked(told, text, context.topic) for told in alone.updates))
    read = read_reply(text, asked, turn.incoming.at, turn.world.calendar.is_workday)
    return read if _says_of_which(read) else _of_one(turn, text, context) or read


def _as_asked(update: Update, text: str, topic: str) -> Update:
    """What an answer says in the light of what was asked."""
    if topic == "ask-correction":
        if update.intent == "unclear" and says_all(text):
            return all_of_it(update.task, text.strip())
        return replace(update, words={**update.words, "correction": text.strip()})
    return _as_obstacle(update, text) if topic == "where-stuck" else update


def _as_obstacle(update: Update, text: str) -> Update:
    """What was asked is where it sticks, so words that tell no standing are the obstacle."""
    said = {**update.words, "blocker": text.strip()}
    if update.intent == "unclear":
        return replace(update, intent="report", status="blocked", blocker=text.strip(), words=said)
    if update.intent == "report" and update.status in (None, "blocked") and not update.blocker:
        return replace(update, status="blocked", blocker=text.strip(), words=said)
    return update


def with_named(turn: Turn, text: str, context: Context) -> Context:
    """The tasks in question, and those of the person's other tasks that a text names by words of their titles. What is
    said in answer to a message speaks of what that message asked."""
    if turn.incoming.reply_to is not None or turn.pressed:
        return context
    known = {task.id for task in context.tasks}
    others = [task for task in tasks_of(turn.person, turn.world) if task.id not in known]
    beside = dict(enumerate(others, start=max(context.by_no, default=0) + 1))
    told = titled(text, asked_of(turn, {**context.by_no, **beside})) if beside else set()
    return replace(context, beside={no: task for no, task in beside.items() if no in told})


def named_alone(text: str, context: Context) -> Task | None:
    """The task whose bare number is all that is said (`2`, `第二项`), where several are spoken of and none is asked
    about."""
    found = _BARE_NUMBER.fullmatch(text)
    number = parse_number(found["number"]) if found else None
    several = len(context.by_no) > 1 and context.question is None
    return context.by_no.get(number) if several and isinstance(number, int) else None


def in_question(turn: Turn, text: str, context: Context) -> Context:
    """The tasks to choose from where it is not clear of which of them a text speaks: a correction speaks of those that
    the last answer told of."""
    told = _last_told(turn, context) if corrects_before(text) and context.question is None else {}
    return replace(context, by_no=told) if told else context


def _says_of_which(read: Reading) -> bool:
    return bool(read.leftovers) or any(update.intent != "unclear" for update in read.updates)


def _of_one(turn: Turn, text: str, context: Context) -> Reading | None:
    """The reading of a text that names no task as said of one: of the one whose figures or dates it names, or, where it
    corrects, of the one that the last answer told the same kind of thing of."""
    told = _last_told(turn, context) if corrects_before(text) else {}
    if meant := task_named(context.tasks, text):
        told = {context.numbered(meant): meant}
    readings = [_alone(turn, text, no, task) for no, task in told.items()]
    said = [one for one in readings if one.updates[0].intent != "unclear"]
    if len(told) > 1:
        said = [one for one in said if _corrects(turn, one.updates[0], told)]
    return said[0] if len(said) == 1 else None


def _alone(turn: Turn, text: str, no: int, task: Task) -> Reading:
    at, is_workday = turn.incoming.at, turn.world.calendar.is_workday
    return read_reply(text, asked_of(turn, {no: task}), at, is_workday)


def _last_told(turn: Turn, context: Context) -> dict[int, Task]:
    """The tasks that the person's last answer told of, by their numbers."""
    told = turn.world.states.told_by(turn.world.states.last_reply.get(turn.person.id, ""))
    return {no: task for no, task in context.by_no.items() if task.id in told}


def _corrects(turn: Turn, update: Update, told: dict[int, Task]) -> bool:
    """Whether an update tells again what the task's last report told: its share, its figure, its day."""
    last = turn.world.states.task(told[update.task].id).last
    return last is not None and any(_same_kind(update, last.said))


def _same_kind(update: Update, said: Reported) -> Iterable[bool]:
    yield update.percent is not None and said.percent is not None
    yield (
        update.quantity is not None
        and said.quantity is not None
        and (in_unit(update.quantity, said.quantity.unit) is not None)
    )
    yield update.expected is not None and said.expected is not None
    yield update.blocker is not None and said.blocker is not None
