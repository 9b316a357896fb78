"""季考核: points of a quarter by numbered rules, every point with its rule and the events that it rests on.

What is scored is the work of units, never the use of the bot; units stand in the order of the plan, nobody is ranked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.record.events import Objected
from bot.record.states import States
from bot.reports.appraisal.rules import AppraisalRules, Found, Rule
from bot.reports.appraisal.waiting import waited, working_days
from bot.reports.cutoff import as_of
from bot.reports.dates import finished_on
from bot.reports.items import Item, LightOf, items
from bot.reports.people import name_of
from bot.reports.periods import DAY, Period, month_of
from bot.reports.unsure import marked_long
from bot.reports.words import LIGHTS, long_day
from bot.schedule.calendar import Calendar
from bot.schedule.world import World
from bot.settings import ZONE


@dataclass(frozen=True, slots=True)
class Mark:
    """Points that a unit gets for a task by a rule; `why` in one sentence, `replies` the replies that it rests on."""

    unit: str
    leading: bool
    task: str
    title: str
    rule: Rule
    points: float
    why: str
    replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody said against the appraisal, word for word; `task` is its title, empty where none is named.
    `upheld` and `reason` are what the office found and why, None and empty while it is still looking."""

    at: datetime
    name: str
    task: str
    text: str
    upheld: bool | None = None
    reason: str = ""
    answered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's points in the quarter, and what was said against them."""

    unit: str
    base: float
    tasks: tuple[str, ...]
    marks: tuple[Mark, ...]
    objections: tuple[Objection, ...] = ()

    @property
    def total(self) -> float:
        return self.base + sum(mark.points for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Visit:
    """A task worth a visit (季观摩), and why."""

    item: Item
    why: str


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The appraisal of a quarter at `cutoff`."""

    period: Period
    cutoff: datetime
    zone: str
    office: str
    rules: tuple[Rule, ...]
    scores: tuple[Score, ...]
    visits: tuple[Visit, ...]

    @property
    def until(self) -> str:
        """The cutoff in words."""
        return self.period.until(self.cutoff)


@dataclass(frozen=True, slots=True)
class _Course:
    """How a task went through the quarter: where it stood at the end, and at how many ends of its months it was
    behind."""

    item: Item
    period: Period
    last: date
    slips: int
    calendar: Calendar

    @property
    def due(self) -> date | None:
        """The task's last day, where it lies in the quarter and was not over before the task became active."""
        day = self.item.task.due
        return day if day in self.item.dates and day in self.period else None

    @property
    def finished(self) -> date | None:
        return finished_on(self.item.state)


def appraise(world: World, quarter: Period, now: datetime, light: LightOf, rules: AppraisalRules) -> Appraisal:
    """The appraisal of the quarter as the record has it at its end (or at `now`, while it is going on)."""
    cutoff = quarter.cutoff(now)
    courses = _courses(world, quarter, cutoff, light)
    given_back = _given_back(world.states, quarter)
    found = (mark for course in courses for rule in rules.rule for mark in _marks(course, rule))
    marks = [_after_objection(mark, given_back) for mark in found]
    units: dict[str, list[str]] = {}
    for course in courses:
        for unit in (course.item.unit, *course.item.task.supporting):
            units.setdefault(unit, []).append(course.item.id)
    scores = (
        Score(unit, rules.base, tuple(ids), tuple(_of(unit, marks)), tuple(_objections(world, quarter, unit, ids)))
        for unit, ids in units.items()
    )
    zone = world.settings.zone
    return Appraisal(quarter, cutoff, zone.name, zone.office, rules.rule, tuple(scores), tuple(_visits(courses)))


def _of(unit: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    return (mark for mark in marks if mark.unit == unit)


def _objections(world: World, quarter: Period, unit: str, tasks: Collection[str]) -> Iterator[Objection]:
    """Those about a task of the unit, or, where none is named, by somebody who leads it."""
    for at, said in world.states.objections:
        person = world.people.get(said.person)
        own = person is not None and unit in (person.name, *person.departments)
        if said.slot == quarter.slot and (said.task in tasks if said.task else own):
            yield _objection(world, at, said)


def _objection(world: World, at: datetime, said: Objected) -> Objection:
    when, found = world.states.objections_answered.get(said.objection, (None, None))
    task = world.tasks.get((found.task if found else None) or said.task or "")
    return Objection(
        at=at,
        name=name_of(world, said.person),
        task=task.title if task else "",
        text=said.text,
        upheld=found.upheld if found else None,
        reason=found.reason if found else "",
        answered=when,
    )


def _given_back(states: States, quarter: Period) -> dict[str, str]:
    """The tasks whose points an objection of this quarter gave back, and why."""
    slots = {said.objection: said.slot for _, said in states.objections}
    found = (found for _, found in states.objections_answered.values())
    return {a.task: a.reason for a in found if a.upheld and a.task and slots.get(a.objection) == quarter.slot}


def _after_objection(mark: Mark, given_back: Mapping[str, str]) -> Mark:
    """What an objection was right about takes no points off; that it was looked into stays to be seen."""
    if mark.points >= 0 or mark.task not in given_back:
        return mark
    return replace(mark, points=0, why=f"{mark.why}；异议成立，不扣分（{given_back[mark.task]}）")


def _courses(world: World, quarter: Period, cutoff: datetime, light: LightOf) -> list[_Course]:
    ends = [end for end in _month_ends(quarter) if end <= cutoff] or [cutoff]
    seen: list[Mapping[str, Item]] = [{i.id: i for i in items(as_of(world, end), end, light)} for end in ends]
    last = cutoff.astimezone(ZONE).date()
    return [
        _Course(item, quarter, last, sum(month[item.id].slips for month in seen), world.calendar)
        for item in items(as_of(world, cutoff), cutoff, light)
    ]


def _month_ends(quarter: Period) -> list[datetime]:
    months = [month_of(quarter.first)]
    while months[-1].last < quarter.last:
        months.append(month_of(months[-1].last + DAY))
    return [month.end for month in months]


def _marks(course: _Course, rule: Rule) -> Iterator[Mark]:
    """What the rule gives to the leading and to the supporting units."""
    why = _FINDS[rule.found](course, rule)
    if why is None:
        return
    item = course.item
    shares = [(item.unit, True, rule.points), *((unit, False, rule.supporting) for unit in item.task.supporting)]
    for unit, leading, points in shares:
        if points:
            yield Mark(unit, leading, item.id, item.title, rule, points, why, item.replies)


def _on_time(course: _Course, rule: Rule) -> str | None:
    due, finished = course.due, course.finished
    if due is None or finished is None or _late_days(course, due, finished) > 0:
        return None
    return f"时限{marked_long(due, course.calendar)}，{long_day(finished)}办结"


def _early(course: _Course, rule: Rule) -> str | None:
    due, finished = course.due, course.finished
    if due is None or finished is None or finished >= due:
        return None
    days = working_days(course.calendar, finished, due)
    return f"提前{days}个工作日办结" if days >= rule.days else None


def _late(course: _Course, rule: Rule) -> str | None:
    """The owner's own working days past the due date; those in which the task waited for others are taken off."""
    due = course.due
    end = course.finished or course.last
    if due is None or _late_days(course, due, end) <= 0:
        return None
    others = waited(course.calendar, course.item.state, due, end)
    taken = f"，已扣除等待审批、协调{others}个工作日" if others else ""
    how = "办结" if course.finished else "尚未办结"
    late = f"超期{_late_days(course, due, end)}个工作日{taken}"
    return f"时限{marked_long(due, course.calendar)}，{long_day(end)}{how}，{late}"


def _stopped(course: _Course, rule: Rule) -> str | None:
    item = course.item
    owned = item.colour == "red" and not item.waits and _late(course, rule) is None
    return f"季末{LIGHTS['red']}：{item.reason}" if owned else None


def _slipping(course: _Course, rule: Rule) -> str | None:
    return f"{course.slips}个月末因滞后亮黄灯" if course.slips >= rule.times else None


_FINDS: dict[Found, Callable[[_Course, Rule], str | None]] = {
    "on-time": _on_time,
    "early": _early,
    "late": _late,
    "stopped": _stopped,
    "slipping": _slipping,
}


def _late_days(course: _Course, due: date, end: date) -> int:
    calendar = course.calendar
    return working_days(calendar, due, end) - waited(calendar, course.item.state, due, end)


def _visits(courses: list[_Course]) -> Iterator[Visit]:
    """季观摩: what was finished in the quarter, what is far on and not behind, and where an obstacle was cleared."""
    for course in courses:
        state, finished = course.item.state, course.finished
        cleared = [w for w in state.whistles if w.cleared and course.period.opens <= w.cleared < course.period.closes]
        if finished and finished in course.period:
            yield Visit(course.item, f"{long_day(finished)}报办结，可看成效")
        elif cleared:
            yield Visit(course.item, f"本季解决了“{cleared[-1].blown.what}”，可看做法")
        elif not course.item.slips and course.item.colour != "red" and (state.percent or 0) >= _FAR:
            yield Visit(course.item, f"进度较快，已完成{state.percent:.0f}%，可看现场")


_FAR = 70
