"""催办: past the date, on working days 1 and 3 and then with each week's check-in, until the task is done or its date
is moved.

The circle widens: first the leader, then the liaison too, then the admins (`chase/TASK/2024-03-31/3d/PERSON`). A step
is skipped where the leader has said something since the step before. Work that is done is not chased from then on; what
was due before the task became active, or while it was suspended, is never chased.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from bot.model import Task
from bot.record.standing import NOTHING, TaskState
from bot.schedule.agenda import Dated, Step, at
from bot.schedule.kinds.reminder import stands_since
from bot.schedule.scene import Found, Notice, Scene, folded, settled
from bot.settings import ZONE

_FOR_EVER = 1_000_000
"""More steps than any date has."""


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each person to be told of a task whose date has passed."""
    for (due, _), entries in scene.agenda.dues.items():
        if due >= scene.today:
            return
        steps = scene.agenda.steps(due, scene.today)
        if steps and steps[-1].at > scene.now:
            steps = steps[:-1]
        if steps:
            yield from _day(scene, due, entries, steps)


def _day(scene: Scene, due: date, entries: Sequence[Dated], steps: Sequence[Step]) -> Iterator[Found]:
    """What has nothing left to settle, as most has not, is not looked into again until its state is another or, where
    it is still open, until the next step."""
    states, quiet = scene.world.states.tasks, scene.agenda.quiet.setdefault(due, {})
    for task, _ in entries:
        state = states.get(task.id, NOTHING)
        known, until = quiet.get(task.id, (None, 0))
        if known is state and len(steps) <= until:
            continue
        done = done_since(state, due)
        told = [] if done and done <= steps[0].at else list(_of(scene, task, due, steps))
        yield from told
        if not told:
            quiet[task.id] = state, _FOR_EVER if done or not is_chased(state, due) else len(steps)


def is_chased(state: TaskState, due: date) -> bool:
    """Whether the task was active on that day, and had that date before it was over."""
    dated = state.dated_since.get(due.isoformat())
    late = dated is not None and due < dated.astimezone(ZONE).date()
    return state.active_since is not None and not late and state.counts(due, due)


def _of(scene: Scene, task: Task, due: date, steps: Sequence[Step]) -> Iterator[Found]:
    """Steps are settled in their order, so where a person's latest is on the record nothing is left to say to them."""
    circle = _circle(scene, task)
    told = [(person, stage) for stage, people in enumerate(circle) for person in people if stage < len(steps)]
    for person, stage in told:
        if not scene.is_settled(_key(task, due, steps[-1], person)):
            yield from _to(scene, task, due, person, steps, stage)


def _circle(scene: Scene, task: Task) -> tuple[tuple[str, ...], ...]:
    """Who is told from the first step on, who from the second, who from the third."""
    people, admins = scene.world.people, scene.agenda.admins
    leader = people.get(task.leader or "")
    if leader is None:
        return (), (), admins
    liaison = (leader.liaison,) if leader.liaison in people and leader.liaison else ()
    return (leader.id,), liaison, tuple(admin for admin in admins if admin not in (leader.id, *liaison))


def _key(task: Task, due: date, step: Step, person: str) -> str:
    return f"chase/{task.id}/{due}/{step.name}/{person}"


def _to(scene: Scene, task: Task, due: date, person: str, steps: Sequence[Step], stage: int) -> Iterator[Found]:
    state = scene.state(task)
    stands, over = stands_since(state, due), done_since(state, due)
    if stands is None or not is_chased(state, due):
        return
    mine = [step for step in steps[stage:] if step.at > stands and (over is None or step.at < over)]
    if not mine or scene.is_settled(_key(task, due, mine[-1], person)):
        return
    left = [(key, step) for step in mine if not scene.is_settled(key := _key(task, due, step, person))]
    last, step = left[-1]
    index = steps.index(step)
    if why := _over(state, over, steps[index - 1].at if index else at(due, time.max)):
        yield from (settled(key, "skipped", why) for key, _ in left)
        return
    yield from (folded(key, last) for key, _ in left[:-1])
    passed = scene.world.calendar.workdays(due, scene.today) - scene.world.calendar.is_workday(due)
    yield Notice(last, "chase", person, step.at, (task.id,), due=due, days=-passed)


def _over(state: TaskState, over: datetime | None, before: datetime) -> str | None:
    """Why nobody is chased at this step; `before` is the step before."""
    if over is not None:
        return "done"
    if state.pending_extension:
        return "asked"
    return "reported" if state.last and state.last.at >= before else None


def done_since(state: TaskState, due: date) -> datetime | None:
    """Since when what was due on that day is said to be done, without a break; None where it is not."""
    since, run = state.closed, state.done
    for report in reversed(state.reports):
        said = report.said
        run = run and said.status in (None, "done")
        if (run and said.status) or (said.through and due <= said.through):
            since = min(since or report.at, report.at)
    return since
