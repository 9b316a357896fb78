"""A plan becomes tasks: one an item, and one for each lead text that promises something."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.model import Answer, Deadline, Goal, Item, Milestone, Owner, Person, Plan, Recurrence, Source, Target, Task
from bot.plans.tasks.leaders import Duty, find_leader, is_known
from bot.plans.tasks.phrases import REACH, WHOLE_TASK, cadence_words, goal_words, milestone_words, short, squeeze

A = TypeVar("A", bound=Answer)
TITLE_LENGTH = 60
_MONTH = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十元]{1,2})月份?")
_SENTENCE_END = re.compile(r"[。！!？?\n]")
UNKNOWN = "计划写明的责任领导不在人员名单里："


def plan_tasks(plan: Plan, *, code: str, file: str, people: Sequence[Person]) -> tuple[Task, ...]:
    """The draft tasks of a plan in its order, ids made of `code` and the path in the outline; unique and stable.

    `file` is the plan's file name; `people` are those of people.toml. A task without a leader is 待分派."""
    tasks: list[Task] = []
    taken: set[str] = set()
    of_chapters = chapter_owners(plan)
    for item in _with_whole_rows(plan):
        id_ = _free_id("-".join((code, *(item.path or (item.number or "0",)))), taken)
        taken.add(id_)
        owners = _within(plan.owners, item) or of_chapters.get(item.section, ())
        tasks.append(_task(plan, item, owners, id_=id_, code=code, file=file, people=people))
    return tuple(tasks)


def _with_whole_rows(plan: Plan) -> Iterator[Item]:
    """The items and leads in order; a row of a table begins with its first cell where that tells something."""
    low = 0
    for item in sorted((*plan.items, *plan.leads), key=lambda entry: entry.start):
        begins = max(low, plan.text.rfind("\n", low, item.start) + 1)
        before = any(_between(answers, begins, item.start) for answers in (plan.deadlines, plan.owners))
        yield replace(item, start=begins) if before and not item.lead else item
        low = max(low, item.end)


def _free_id(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(name for n in range(2, len(taken) + 3) if (name := f"{wanted}.{n}") not in taken)


def _task(
    plan: Plan, item: Item, owners: Sequence[Owner], *, id_: str, code: str, file: str, people: Sequence[Person]
) -> Task:
    departments, named = _names(owners, "department"), _names(owners, "leader")
    duty = Duty(
        code=code, title=item.title, section=item.section, text=plan.text[item.start : item.end],
        named=named, departments=departments,
    )  # fmt: skip
    unknown = [name for name in named if not is_known(name, people)]
    return Task(
        id=id_,
        plan=squeeze(plan.title) or code,
        number=item.number,
        title=short(squeeze(item.title), TITLE_LENGTH),
        section=tuple(squeeze(title) for title in item.section),
        leader=find_leader(duty, people),
        departments=departments,
        supporting=_names(owners, "supporting"),
        milestones=tuple(_milestones(plan, item)),
        targets=tuple(_goals(plan, item)),
        cadences=tuple(_recurrences(plan, item)),
        source=Source(file=file, start=item.start, end=item.end),
        note="；".join((*_doubts(_within(plan.deadlines, item)), *(f"{UNKNOWN}{name}" for name in unknown))),
    )


def _within(answers: Sequence[A], item: Item) -> Sequence[A]:
    """The answers that begin in the item's text."""
    return _between(answers, item.start, item.end)


def _between(answers: Sequence[A], low: int, high: int) -> Sequence[A]:
    """The answers that begin at `low` or after and before `high`; answers stand in the order of their start."""
    first = bisect_left(answers, low, key=lambda a: a.start)
    return answers[first : bisect_left(answers, high, key=lambda a: a.start)]


def chapter_owners(plan: Plan) -> dict[tuple[str, ...], list[Owner]]:
    """Owners that stand between a chapter's heading and its first item, by the section of the items they answer for."""
    entries = sorted((*plan.items, *plan.leads), key=lambda entry: entry.start)
    starts = [entry.start for entry in entries]
    found: dict[tuple[str, ...], list[Owner]] = {}
    for owner in plan.owners:
        at = bisect_left(starts, owner.start + 1)
        before = entries[at - 1].end if at else 0
        section = entries[at].section if at < len(entries) else ()
        if owner.start >= before and section and plan.text.find(section[-1], before, owner.start) >= 0:
            found.setdefault(section, []).append(owner)
    return found


def _names(owners: Iterable[Owner], role: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squeeze(name) for owner in owners if owner.role == role for name in owner.names))


def _milestones(plan: Plan, item: Item) -> Iterator[Milestone]:
    for n, (words, deadline) in enumerate(_distinct(list(_described(plan, item))), 1):
        what = words or squeeze(deadline.quote)
        yield Milestone(id=f"m{n}", what=what, first=deadline.first, due=deadline.last)


def _described(plan: Plan, item: Item) -> Iterator[tuple[str, Deadline]]:
    """Each date of the item with what is due by it; "" where it only bounds figures."""
    deadlines = _within(plan.deadlines, item)
    if not deadlines and (month := _month_over(plan, item)):
        yield WHOLE_TASK, month
    for deadline in deadlines:
        low, high = max(item.start, deadline.start - 2 * REACH), min(item.end, deadline.end + 2 * REACH)
        figures, owners = _between(plan.targets, low, high), _between(plan.owners, low, high)
        yield milestone_words(plan.text, deadline, figures, owners, low=item.start, high=item.end), deadline


def _month_over(plan: Plan, item: Item) -> Deadline | None:
    """The month that is the heading over the item."""
    heading = item.section[-1] if item.section else ""
    if not _MONTH.fullmatch(heading):
        return None
    return next((d for d in reversed(_between(plan.deadlines, 0, item.start)) if d.quote == heading), None)


def _distinct(described: list[tuple[str, Deadline]]) -> Iterator[tuple[str, Deadline]]:
    """One milestone for one thing at one date; a date that only bounds figures (`全年`) gives one, and none beside
    another milestone of the same day."""
    named = {d.last for words, d in described if words}
    seen = set()
    for words, deadline in described:
        key = (words, deadline.last)
        if key in seen or (not words and deadline.last in named):
            continue
        seen.add(key)
        yield words, deadline


def _goals(plan: Plan, item: Item) -> Iterator[Goal]:
    before: tuple[Target, str] | None = None
    for n, t in enumerate(_within(plan.targets, item), 1):
        what = goal_words(t)
        if before and what == squeeze(t.quote) and _same_thing(plan.text, before[0], t):
            what = before[1]  # `开复工率达到60%，6月底前达到100%`
        before = (t, what)
        yield Goal(
            id=f"t{n}", what=short(what), quote=squeeze(t.quote), value=t.value, value_max=t.value_max,
            unit=t.unit, comparator=t.comparator, due=t.due, nature=t.nature,
        )  # fmt: skip


def _same_thing(text: str, before: Target, figure: Target) -> bool:
    """Whether a figure without a thing of its own goes on about the one before it, in the same sentence."""
    between = text[before.start + len(before.quote) : figure.start]
    return before.unit == figure.unit and not _SENTENCE_END.search(between)


def _recurrences(plan: Plan, item: Item) -> Iterator[Recurrence]:
    found = ((cadence_words(plan.text, c, high=item.end), c.unit, c.interval) for c in _within(plan.cadences, item))
    for n, (what, unit, interval) in enumerate(dict.fromkeys(found), 1):
        yield Recurrence(id=f"c{n}", what=what, unit=unit, interval=interval)


def _doubts(deadlines: Iterable[Deadline]) -> Iterable[str]:
    """How the dates were taken that two careful readers may take differently, each said once."""
    return dict.fromkeys(
        f"“{squeeze(d.quote)}”计至{d.last.year}年{d.last.month}月{d.last.day}日" + (f"（{d.note}）" if d.note else "")
        for d in deadlines
        if not d.sure
    )
