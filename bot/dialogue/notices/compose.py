"""Notices that are due become one message to their reader: what to do first, worst first, one paragraph a task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from markupsafe import Markup

from bot.dialogue.notices.announcing import eve_of
from bot.dialogue.turn import buttons, message_id
from bot.dialogue.views import TaskLine, due_on, lines, pick
from bot.dialogue.wording import Wording
from bot.record.events import Action, Entry, Message, Queued
from bot.reports.periods import Period, month_of, quarter_of, week_named
from bot.reports.weekly.summary import Weekly, weekly
from bot.schedule.agenda import plan_round
from bot.schedule.due import Bundle, Notice
from bot.schedule.reach import WEEKLY
from bot.schedule.world import World
from bot.settings import ZONE, Prepared, Rhythm

Row = list[tuple[str, Action]]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a kind of notice is shown: `rows` are verbs of buttons for the whole message, `each` the buttons of one
    task (label, action)."""

    rows: tuple[tuple[str, ...], ...] = ()
    each: Callable[[TaskLine], Sequence[Action]] | None = None


def _decision(line: TaskLine) -> Sequence[Action]:
    pending = line.state.pending_extension
    ident = pending.asked.asked if pending else None
    return [Action(verb=verb, task=line.task.id, arg=ident) for verb in ("grant", "refuse", "regrant")]


def _review(line: TaskLine) -> Sequence[Action]:
    return [Action(verb=verb, task=line.task.id) for verb in ("close", "return")]


def _whistle(line: TaskLine) -> Sequence[Action]:
    still = [w.blown.whistle for w in line.state.whistles if not w.cleared]
    return [Action(verb="clear", task=line.task.id, arg=ident) for ident in still]


ABOUT_THE_WEEK = (*WEEKLY, "later")
_QUESTION = Shape((("all-normal", "how"), ("trouble", "view")), each=_whistle)
SHAPES: dict[str, Shape] = {
    "checkin": _QUESTION,
    "nudge": _QUESTION,
    "later": _QUESTION,
    "chase": Shape((("how", "trouble"), ("view",))),
    "reminder": Shape((("how", "trouble"), ("extend-which", "view"))),
    "cadence": Shape((("how", "trouble"), ("view",))),
    "assignment": Shape((("acknowledge", "not-mine"), ("view",))),
    "whistle": Shape(each=_whistle),
    "decision": Shape(each=_decision),
    "review": Shape(each=_review),
}
"""The kinds that speak of tasks, in the order in which they stand in a message; the first gives it its topic."""


_DATED = ("chase", "reminder")
"""The kinds that are about one of a task's dates."""

NOTES = ("stopped", "released", "rhythm", "calendar")
"""The kinds that ask nothing of a task: each has its own few words (`note-KIND`), at the end of the message."""


@dataclass(frozen=True, slots=True)
class Section:
    """The paragraphs of one kind of notice; a task stands only in the first section that speaks of it. In the weekly
    question only what presses has a paragraph; the rest is a line each: what was never told of, what goes on."""

    kind: str
    lines: tuple[TaskLine, ...]

    @property
    def full(self) -> tuple[TaskLine, ...]:
        """The tasks that get a paragraph of their own."""
        return tuple(line for line in self.lines if self.kind not in ABOUT_THE_WEEK or _weight(line) < _FRESH)

    @property
    def fresh(self) -> tuple[TaskLine, ...]:
        """The tasks that nothing was told of yet, and whose date is far."""
        return tuple(line for line in self.lines if self.kind in ABOUT_THE_WEEK and _weight(line) == _FRESH)

    @property
    def brief(self) -> tuple[TaskLine, ...]:
        """The tasks that go on as planned, of which no answer could change anything."""
        return tuple(line for line in self.lines if self.kind in ABOUT_THE_WEEK and _weight(line) > _FRESH)


NEAR = 20
"""Working days before a date within which a task has a paragraph of its own."""
_FRESH = 3


def _weight(line: TaskLine) -> int:
    """Where a task stands in the weekly question: red, yellow, what is due soon, never told of, on pace."""
    if line.light.colour in ("red", "yellow"):
        return 0 if line.light.colour == "red" else 1
    if not line.light.wants_answer:
        return _FRESH + 1
    near = line.due is not None and line.due.left <= NEAR
    return 2 if near or line.promise or line.state.pending_extension or line.whistles else _FRESH


def compose(world: World, wording: Wording, bundle: Bundle, now: datetime) -> Entry:
    """The entry that queues the message of a bundle, and so settles its notices."""
    cause = "bundle:" + bundle.notices[0].key
    parts = [
        build(world, wording, replace(bundle, notices=notices), now, message_id(cause))
        for build, is_summary in ((_tasks, False), (_summary, True))
        if (notices := tuple(n for n in bundle.notices if (n.kind == "summary") == is_summary))
    ]
    return Entry(at=now, cause=cause, events=(Queued(message=_joined(parts, bundle)),))


def _joined(parts: Sequence[Message], bundle: Bundle) -> Message:
    """One message of several: the first, and what the others say and attach behind it."""
    if len(parts) == 1:
        return parts[0]
    together = {
        "text": "\n\n".join(part.text for part in parts),
        "keys": tuple(notice.key for notice in bundle.notices),
        "attach": tuple(what for part in parts for what in part.attach),
    }
    return parts[0].model_copy(update=together)


def _tasks(world: World, wording: Wording, bundle: Bundle, now: datetime, ident: str) -> Message:
    sections = _sections(world, bundle.notices, now)
    notes = [notice for notice in bundle.notices if notice.kind in NOTES]
    kinds = [section.kind for section in sections] or [notice.kind for notice in notes]
    text = wording.say(
        "bundle",
        person=world.people[bundle.person],
        zone=world.settings.zone,
        now=now.astimezone(ZONE),
        kinds=kinds,
        sections=sections,
        late=bundle.late,
        cutoff=world.settings.schedule.cutoff_at,
        behalf=_behalf(bundle.person, sections),
        notes=[Markup(wording.say(f"note-{n.kind}", **_note(world, n, now))) for n in notes],
    )
    return Message(
        id=ident,
        to=bundle.person,
        text=text,
        rows=buttons(ident, rows_of(wording, sections)),
        asks=tuple(line.task.id for section in sections for line in section.lines),
        listed=tuple(line.task.id for section in sections for line in section.brief),
        keys=tuple(n.key for n in bundle.notices),
        topic=kinds[0],
        slot=next((n.slot for n in bundle.notices if n.kind in ABOUT_THE_WEEK), None),
        unasked=not bundle.urgent,
        attach=tuple(f"report/{r.report}/{p.last}" for r, p in _prepared(world, notes) if r.report != "weekly"),
    )


def _note(world: World, notice: Notice, now: datetime) -> Mapping[str, object]:
    """What the words of a notice that asks nothing are made from."""
    rhythm, period = next(iter(_prepared(world, [notice])), (None, None))
    task, state = next(iter(pick(notice.tasks, world)), None), world.states.task(next(iter(notice.tasks), ""))
    eve = eve_of(world, notice.slot, now) if rhythm and rhythm.report == "weekly" else None
    return {
        "notice": notice,
        "rhythm": rhythm,
        "period": period,
        "eve": eve,
        "title": task.title if task else state.stated.get("title", ""),
        "status": task.status if task else "withdrawn",
        "leader": world.people.get(task.leader or "") if task else None,
        "why": state.restated_why if task else "",
    }


def _quarter(slot: str) -> Period:
    return quarter_of(date.fromisoformat(f"{slot}-01"))


_PERIODS: Mapping[Prepared, Callable[[str], Period]] = {
    "weekly": week_named,
    "monthly": lambda slot: month_of(date.fromisoformat(f"{slot}-01")),
    "quarterly": _quarter,
    "review": _quarter,
}


def _prepared(world: World, notices: Iterable[Notice]) -> Iterator[tuple[Rhythm, Period]]:
    """The rhythms of these notices, each with the week, month or quarter for which something is prepared."""
    rhythms = {rhythm.what: rhythm for rhythm in world.settings.rhythm}
    for notice in notices:
        if notice.kind == "rhythm" and (rhythm := rhythms.get(notice.key.split("/")[1])):
            yield rhythm, _PERIODS[rhythm.report](notice.slot)


def _behalf(reader: str, sections: Sequence[Section]) -> tuple[str, ...]:
    """For whom the reader is asked the weekly question, where it is about nobody's tasks but others'."""
    asked = [line for section in sections if section.kind in ABOUT_THE_WEEK for line in section.lines]
    if any(line.task.leader == reader for line in asked):
        return ()
    return tuple(dict.fromkeys(line.leader for line in asked if line.leader))


def _sections(world: World, notices: Sequence[Notice], now: datetime) -> list[Section]:
    """The tasks of all notices under one numbering, each once."""
    owner: dict[str, str] = {}
    for kind in SHAPES:
        for task in (t for n in notices if n.kind == kind for t in n.tasks):
            owner.setdefault(task, kind)
    known = [_about(line, notices, world, now) for line in lines(pick(list(owner), world), world, now)]
    placed = sorted(known, key=lambda line: _place(line, owner[line.task.id]))
    shown = [replace(line, no=no) for no, line in enumerate(placed, start=1)]
    found = [Section(kind, tuple(line for line in shown if owner[line.task.id] == kind)) for kind in SHAPES]
    return [section for section in found if section.lines]


def _about(line: TaskLine, notices: Iterable[Notice], world: World, now: datetime) -> TaskLine:
    """The task with the days that its reminders and chases are about, behind an open date that comes before them."""
    of_it = (n for n in notices if n.kind in _DATED and line.task.id in n.tasks)
    days = sorted({notice.due for notice in of_it if notice.due})
    if not days:
        return line
    if line.due and not line.due.before and line.due.day < days[0]:
        days.insert(0, line.due.day)
    first, *more = (due_on(day, line.task, world, now.astimezone(ZONE).date()) for day in days)
    return replace(line, due=first, more=tuple(more))


def _place(line: TaskLine, kind: str) -> tuple[int, int]:
    """Where a task stands in its message: by kind, and in the weekly question what presses first."""
    return list(SHAPES).index(kind), _weight(line) if kind in ABOUT_THE_WEEK else 0


def rows_of(wording: Wording, sections: Sequence[Section]) -> list[Row]:
    """The buttons of these sections: those of a task with its number, then those of the whole message, each once."""
    label = wording.labels("labels")
    rows: list[Row] = []
    for section in sections:
        if each := SHAPES[section.kind].each:
            rows += [[(f"{line.no} {label[a.verb]}", a) for a in each(line)] for line in section.lines]
    seen: set[str] = set()
    for row in (row for section in sections for row in _rows(section)):
        rows.append([(label[verb], Action(verb=verb)) for verb in row if verb not in seen])
        seen |= set(row)
    return rows


def _rows(section: Section) -> tuple[tuple[str, ...], ...]:
    """One tap answers for what a weekly question only lists, never for what it asks about in full."""
    rows = SHAPES[section.kind].rows
    if not section.brief or len(section.brief) == len(section.lines):
        return rows
    return tuple(tuple("unchanged" if verb == "all-normal" else verb for verb in row) for row in rows)


def summary_text(wording: Wording, found: Weekly, amended: datetime | None = None, *, late: bool = False) -> str:
    """The words of the week's summary; `amended` is when late answers were last taken in, `late` whether it goes out on
    a later day than it should have."""
    return wording.say("summary", weekly=found, amended=amended, late=late)


def is_late(world: World, week: Period, at: datetime) -> bool:
    """Whether a week's summary that goes out at that moment should have done so on an earlier day."""
    found = plan_round(world.calendar, world.settings.schedule, week.first)
    return found is not None and at.astimezone(ZONE).date() > found.closes.date()


def _summary(world: World, wording: Wording, bundle: Bundle, now: datetime, ident: str) -> Message:
    """The week's summary for an admin, with the lights and the ledger behind it."""
    week = week_named(bundle.notices[0].slot)
    return Message(
        id=ident,
        to=bundle.person,
        text=summary_text(wording, weekly(world, week, now), late=is_late(world, week, now)),
        keys=tuple(n.key for n in bundle.notices),
        topic="summary",
        slot=week.slot,
        unasked=not bundle.urgent,
        attach=("picture/lights", "ledger"),
    )
