"""催办: past the date, on working days 1 and 3 and then with each week's check-in, until the task is done or its date
is moved.

The circle widens: first the leader, then the liaison too, then the admins (`chase/TASK/2024-03-31/3d/PERSON`). A step
is skipped where the leader has said something since the step before. Work that is done is not chased from then on; what
was due before the task became active, or while it was suspended, is never chased.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.model import Task
from bot.record.standing import TaskState
from bot.schedule.agenda import Dated, Ladder, Step, at
from bot.schedule.kinds.reminder import stands_since
from bot.schedule.scene import Found, Notice, Scene, folded, settled
from bot.settings import ZONE

_FOR_EVER = 1_000_000
"""More steps than any date has."""


@dataclass(frozen=True, slots=True)
class _Overdue:
    """A date of a task that has passed, the steps that have come since, and since when what was due is done."""

    task: Task
    due: date
    steps: Sequence[Step]
    done: datetime | None


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each person to be told of a task whose date has passed."""
    for ladder in scene.agenda.dues:
        due, _ = ladder
        if due >= scene.today:
            return
        steps = scene.agenda.steps(due, scene.today)
        if steps and steps[-1].at > scene.now:
            steps = steps[:-1]
        if steps:
            yield from _day(scene, due, _open(scene, ladder, steps[0]), steps)


def _open(scene: Scene, ladder: Ladder, first: Step) -> Sequence[Dated]:
    """The tasks on that ladder that were not finished before its first step. They only grow fewer, but for setbacks, so
    each look begins with what the last one left."""
    states, left, (due, _) = scene.world.states, scene.agenda.overdue, ladder
    known, open_ = left.get(ladder, (None, []))
    entries = open_ if known == states.setbacks else scene.agenda.dues[ladder]
    finished = states.finished
    over = ((entry, _done_since(finished.get(entry[0].id, ()), due)) for entry in entries)
    left[ladder] = states.setbacks, (found := [entry for entry, done in over if not done or done > first.at])
    return found


def _day(scene: Scene, due: date, entries: Sequence[Dated], steps: Sequence[Step]) -> Iterator[Found]:
    """What has nothing left to settle is not looked into again until its state is another or, where it is still open,
    until the next step."""
    states, quiet = scene.world.states, scene.agenda.quiet.setdefault(due, {})
    for task, _ in entries:
        state = states.task(task.id)
        known, until = quiet.get(task.id, (None, 0))
        if known is state and len(steps) <= until:
            continue
        done = _done_since(states.finished.get(task.id, ()), due)
        told = list(_of(scene, _Overdue(task, due, steps, done)))
        yield from told
        if not told:
            quiet[task.id] = state, _FOR_EVER if done or not _is_chased(state, due) else len(steps)


def _is_chased(state: TaskState, due: date) -> bool:
    """Whether the task was active on that day, and had that date before it was over."""
    dated = state.dated_since.get(due.isoformat())
    late = dated is not None and due < dated.astimezone(ZONE).date()
    return state.active_since is not None and not late and state.counts(due, due)


def _of(scene: Scene, late: _Overdue) -> Iterator[Found]:
    """Only what lies between the day from which the task stands and that on which it is done is told. Steps are settled
    in their order, so where a person's latest is on the record nothing is left to say to them."""
    state, steps = scene.state(late.task), late.steps
    stands = stands_since(state, late.due)
    if stands is None or not _is_chased(state, late.due):
        return
    first = bisect_right(steps, stands, key=_moment)
    end = bisect_left(steps, late.done, key=_moment) if late.done else len(steps)
    for stage, people in enumerate(_circle(scene, late.task)):
        mine = steps[max(first, stage) : end]
        for person in people if mine else ():
            if not scene.is_settled(_key(late, mine[-1], person)):
                yield from _to(scene, late, person, mine)


def _moment(step: Step) -> datetime:
    return step.at


def _circle(scene: Scene, task: Task) -> tuple[tuple[str, ...], ...]:
    """Who is told from the first step on, who from the second, who from the third; the admins at once where nobody
    answers for the task."""
    people, admins = scene.world.people, scene.agenda.admins
    leader = people.get(task.leader or "")
    if leader is None:
        return admins, (), ()
    liaison = (leader.liaison,) if leader.liaison in people and leader.liaison else ()
    return (leader.id,), liaison, tuple(admin for admin in admins if admin not in (leader.id, *liaison))


def _key(late: _Overdue, step: Step, person: str) -> str:
    return f"chase/{late.task.id}/{late.due}/{step.name}/{person}"


def _to(scene: Scene, late: _Overdue, person: str, mine: Sequence[Step]) -> Iterator[Found]:
    left = [(key, step) for step in mine if not scene.is_settled(key := _key(late, step, person))]
    last, step = left[-1]
    index = late.steps.index(step)
    before = late.steps[index - 1].at if index else at(late.due, time.max)
    if why := _over(scene.state(late.task), late.done, before):
        yield from (settled(key, "skipped", why) for key, _ in left)
        return
    yield from (folded(key, last) for key, _ in left[:-1])
    calendar, due = scene.world.calendar, late.due
    passed = calendar.workdays(due, scene.today) - calendar.is_workday(due)
    yield Notice(last, "chase", person, step.at, (late.task.id,), due=due, days=-passed)


def _over(state: TaskState, done: datetime | None, before: datetime) -> str | None:
    """Why nobody is chased at this step; `before` is the step before."""
    if done:
        return "done"
    if state.pending_extension:
        return "asked"
    return "reported" if state.last and state.last.at >= before else None


def _done_since(finished: Iterable[tuple[date, datetime]], due: date) -> datetime | None:
    """Since when what was due on that day is done, of what is said to be; None where it is not."""
    first = None
    for through, since in finished:
        if due <= through and (first is None or since < first):
            first = since
    return first
