"""亮灯: the colour of a task and why, by a printed rule. Blue is finished, red overdue or stopped, yellow slipping or
near due, green on pace.

The rules stand in one list, worst first; the first that has something to say gives the light. Their thresholds are
[lights] of settings.toml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal

from bot.language.as_planned import says_as_planned
from bot.model import Task
from bot.record.standing import TaskState
from bot.schedule.light_words import RATE, REASONS
from bot.schedule.pace import Measure, measures, needed_rate, pace_of
from bot.schedule.recurring import unreported
from bot.schedule.scene import answering_since
from bot.schedule.world import World
from bot.settings import ZONE

Colour = Literal["green", "yellow", "red", "blue"]
_UNHEARD = ("new", "waiting")


@dataclass(frozen=True, slots=True)
class Light:
    """`rule` is the rule that gave the colour, a key of REASONS; `reason` says it in one Chinese sentence."""

    colour: Colour
    rule: str
    reason: str

    @property
    def wants_answer(self) -> bool:
        """Whether an answer could change it: a task on pace and heard of lately need not be asked about in full."""
        return self.colour in ("yellow", "red") or self.rule in _UNHEARD


def light(world: World, task: Task, now: datetime) -> Light:
    """The light of a task as the record stands; `now` is an aware moment."""
    view = _View(world, task, now.astimezone(ZONE).date())
    return next(found for rule in _RULES if (found := rule(view)))


@dataclass(frozen=True)
class _View:
    """A task on a day, and what several rules look at."""

    world: World
    task: Task
    day: date

    @cached_property
    def state(self) -> TaskState:
        return self.world.states.task(self.task.id)

    @cached_property
    def dates(self) -> list[date]:
        """The task's dates that are not said to be done, in order."""
        done = self.state.done_through
        dates = {m.due for m in self.task.milestones} | {goal.due for goal in self.task.targets}
        return sorted(due for due in dates if done is None or due > done)

    @cached_property
    def chased(self) -> list[date]:
        """Those that were not over before the task became active, and did not pass while it was suspended."""
        return [due for due in self.dates if self.state.counts(due, self.day)]

    @cached_property
    def was_due_before(self) -> bool:
        """立项前已到期: nothing that is open counts. No pace is asked for then."""
        return bool(self.dates) and not self.chased

    @cached_property
    def next_due(self) -> date | None:
        return next((due for due in self.chased if due >= self.day), None)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return measures(self.world, self.task, self.state, self.day)

    @cached_property
    def pace(self) -> float | None:
        return pace_of(self.world, self.task, self.day)

    def short(self, day: date) -> str:
        """A day in words, 待定 where the days off of its year are not known."""
        return f"{day.month}月{day.day}日{self.world.calendar.unsure(day)}"

    def gone(self, percent: float, due: date | None) -> int:
        """How much of the time is over, in whole percents: not all of it before the date."""
        return round(percent) if due is None or self.day >= due else min(99, round(percent))

    def days_to(self, due: date) -> int:
        """Working days after today up to `due`; for one that has passed, working days since."""
        first, last = sorted((self.day, due))
        return self.world.calendar.workdays(first, last) - self.world.calendar.is_workday(first)


Rule = Callable[[_View], Light | None]


def _say(colour: Colour, rule: str, **figures: object) -> Light:
    return Light(colour, rule, REASONS[rule].format(**figures))


def _inactive(view: _View) -> Light | None:
    return _say("green", "inactive") if view.task.status != "active" else None


def _finished(view: _View) -> Light | None:
    if view.state.closed:
        return _say("blue", "closed")
    return _say("blue", "done") if view.state.done else None


def _overdue(view: _View) -> Light | None:
    over = next((due for due in view.chased if due < view.day), None)
    if over is None:
        return None
    days = view.days_to(over)  # none yet within a stretch of days off that begins right behind the date
    return _say("red", "overdue" if days else "just-overdue", days=days, due=view.short(over))


def _stopped(view: _View) -> Light | None:
    if view.state.status != "blocked":
        return None
    return _say("red", "stopped", blocker=view.state.blocker or "原因未说明")


def _exceeded(view: _View) -> Light | None:
    passed = (m for m in view.measures if m.goal.comparator == "<=" and m.reached > m.goal.value)
    found = next(passed, None)
    return _say("yellow", "exceeded", **_figures(view, found)) if found else None


def _promise(view: _View) -> Light | None:
    expected, due = view.state.expected, view.next_due
    if expected and expected < view.day:
        return _say("yellow", "broken", expected=view.short(expected))
    if expected and due and expected > max(view.dates):
        return _say("yellow", "promised-late", expected=view.short(expected), due=view.short(max(view.dates)))
    return None


def _delayed(view: _View) -> Light | None:
    return _say("yellow", "delayed") if view.state.status == "delayed" else None


def _behind(view: _View) -> Light | None:
    counted = (one for one in view.measures if view.state.counts(one.goal.due, view.day))
    found = max(counted, key=lambda measure: measure.behind, default=None)
    if found is None or 100 * found.behind <= view.world.settings.lights.slack:
        return None
    rule = "below" if found.goal.nature in ("level", "growth") else "behind"
    return _say("yellow", rule, **_figures(view, found), lag=_lag(found), rate=_rate(view, found))


def _behind_percent(view: _View) -> Light | None:
    percent = view.state.percent
    if view.measures or view.was_due_before or percent is None or view.pace is None:
        return None
    lag = view.pace - percent
    if lag <= view.world.settings.lights.slack:
        return None
    return _say(
        "yellow", "behind-percent", passed=view.gone(view.pace, view.task.due), percent=_number(percent), lag=round(lag)
    )


def _obstacle(view: _View) -> Light | None:
    if whistle := next((w for w in view.state.whistles if not w.cleared), None):
        return _say("yellow", "whistled", blocker=whistle.blown.what)
    return _say("yellow", "obstacle", blocker=view.state.blocker) if view.state.blocker else None


def _near(view: _View) -> Light | None:
    due = view.next_due
    if due is None or (days := view.days_to(due)) > view.world.settings.lights.near_days:
        return None
    if days:
        rule = "near"
    elif due == view.day:
        rule = "today"
    else:  # due on a day off
        rule = "last-workday" if view.world.calendar.is_workday(view.day) else "near-rest"
    return _say("yellow", rule, due=view.short(due), days=days)


def _unreported(view: _View) -> Light | None:
    turns = unreported(view.world, view.task, view.day)
    return _say("yellow", "unreported", turns=turns) if turns else None


def _silent(view: _View) -> Light | None:
    last, since = view.state.last, answering_since(view.state)
    heard = last.at if last else since
    if heard is None or _first(view.task) > view.day:
        return None
    weeks = (view.day - max(heard.astimezone(ZONE).date(), _first(view.task))) // timedelta(weeks=1)
    return _say("yellow", "silent", weeks=weeks) if weeks >= view.world.settings.lights.silent_weeks else None


def _before(view: _View) -> Light | None:
    if not view.was_due_before:
        return None
    last = view.dates[-1]
    before = last < view.state.starts_on(view.day)
    rule = ("before-told" if view.state.reports else "before") if before else "paused"
    return _say("yellow", rule, due=view.short(last))


def _on_pace(view: _View) -> Light | None:
    percent = view.state.percent
    if view.measures:
        found = view.measures[0]
        held = (
            "within" if found.goal.comparator == "<=" else "level" if found.goal.nature in ("level", "growth") else ""
        )
        return _say("green", held or "figure", **_figures(view, found), rate=_rate(view, found))
    if percent is not None and view.pace is not None:
        return _say("green", "percent", passed=view.gone(view.pace, view.task.due), percent=_number(percent))
    if _first(view.task) > view.day:
        return _say("green", "waiting", first=view.short(_first(view.task)))
    if view.state.status == "not_started":
        return _say("green", "unbegun")
    planned = says_as_planned(view.state.status_words)
    return _say("green", ("planned" if planned else "going") if view.state.reports else "new")


_RULES: tuple[Rule, ...] = (
    _inactive,
    _finished,
    _overdue,
    _stopped,
    _exceeded,
    _promise,
    _delayed,
    _behind,
    _behind_percent,
    _obstacle,
    _near,
    _unreported,
    _silent,
    _before,
    _on_pace,
)


def _first(task: Task) -> date:
    return min((m.first for m in task.milestones), default=date.min)


def _figures(view: _View, found: Measure) -> dict[str, object]:
    goal = found.goal
    figures = {"reached": _number(found.reached), "value": _number(goal.value), "unit": goal.unit}
    return {**figures, "passed": view.gone(100 * found.passed, goal.due)}


def _lag(found: Measure) -> str:
    lag = found.expected - found.reached
    return _number(max(1, round(lag)) if found.goal.nature == "count" else float(f"{lag:.3g}"))


def _rate(view: _View, found: Measure) -> str:
    rate = needed_rate(view.world.calendar, found, view.day)
    if rate is None:
        return ""
    missing = _number(found.missing)
    return RATE.format(missing=missing, unit=found.goal.unit, per=rate.unit, amount=_number(rate.amount))


def _number(value: float) -> str:
    return f"{value:.10g}"
