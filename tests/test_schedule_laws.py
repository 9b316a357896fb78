"""What holds of the schedule whatever the tasks, people, settings, rest days, answers and edits are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import Goal, Milestone, Person, Recurrence, Task
from bot.record.events import (
    Away,
    Cleared,
    Closed,
    Event,
    ExtensionAsked,
    ExtensionDecided,
    Handed,
    Restated,
    Returned,
    Snoozed,
    Whistled,
)
from bot.schedule.calendar import Calendar
from bot.schedule.days_off import SpecialDay, YearNotice
from bot.schedule.due import next_moment, notices_due, settle
from bot.schedule.scene import scene
from bot.schedule.sweep import sweep
from bot.settings import ZONE, Rhythm
from tests.schedule_world import ADMIN, LI, ZHANG, Desk, moment, task

STEP = timedelta(minutes=30)
START = moment("2024-01-29 00:00")
END = moment("2024-03-18 00:00")
AFTERWARDS = END + timedelta(days=14)
few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

days = st.dates(date(2024, 1, 20), date(2024, 3, 25))
office_hours = st.builds(lambda day, n: START + timedelta(day, n * 1800), st.integers(0, 48), st.integers(16, 37))
moments = office_hours | st.integers(0, (END - START) // STEP - 1).map(lambda n: START + n * STEP)
hours = st.integers(17, 36).map(lambda n: time(n // 2, 30 * (n % 2)))
leaders = st.sampled_from(["zhang", "li", None, "nobody"])
weekdays = st.sampled_from(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
schedules = st.fixed_dictionaries(
    {},
    optional={
        "bundle_at": hours,
        "checkin_at": hours,
        "checkin_day": weekdays,
        "nudge_at": hours,
        "cutoff_at": hours,
        "cutoff_day": weekdays,
        "rungs": st.lists(st.integers(0, 20), min_size=1, max_size=5).map(tuple),
        "week_most": st.integers(1, 5),
        "urgent": st.sampled_from([("summary",), (), ("summary", "assignment")]),
    },
)


rungs = st.none() | st.lists(st.integers(0, 30), min_size=1, max_size=3).map(tuple)


@st.composite
def tasks(draw: st.DrawFn, name: str) -> Task:
    due = draw(days)
    first = draw(st.dates(date(2024, 1, 1), due))
    status = draw(st.sampled_from(["active", "active", "active", "draft", "suspended"]))
    cadences = draw(st.sampled_from([(), (), MONTHLY, QUARTERLY, BY_WEEK]))
    values: dict[str, Any] = {"leader": draw(leaders), "status": status, "cadences": cadences, "rungs": draw(rungs)}
    one = task(name, due.isoformat(), first=first.isoformat(), **values)
    more = [Milestone(id=f"m{n}", what=name, first=first, due=day) for n, day in enumerate(draw(later), start=2)]
    targets = [GOAL.model_copy(update={"due": day}) for day in draw(st.lists(days, max_size=1))]
    return one.model_copy(update={"milestones": (*one.milestones, *more), "targets": tuple(targets)})


later = st.lists(days, max_size=2)
GOAL = Goal(id="t1", what="招引项目", value=10, unit="个", comparator=">=", due=date(2024, 12, 31))


MONTHLY = (Recurrence(id="c1", what="月通报", unit="month"),)
QUARTERLY = (Recurrence(id="c1", what="季考核", unit="quarter"),)
BY_WEEK = (Recurrence(id="c1", what="周例会", unit="week"), Recurrence(id="c2", what="巡查", unit="day"))
RHYTHMS = (Rhythm(what="月通报", report="monthly", workday=3), Rhythm(what="季观摩", report="review", workday=1))
WEEKLY = Rhythm(what="周调度", report="weekly")
NAMES = ("a", "b", "c", "d")


PEOPLE = ((ZHANG, LI, ADMIN), (ZHANG, ADMIN), (ZHANG, LI), (ZHANG.model_copy(update={"liaison": "li"}), LI, ADMIN))


@dataclass(frozen=True)
class Days:
    """Rest days of the unit's own, and what the year's notice says in the place of the real one: day → off or not."""

    own: frozenset[date]
    notice: dict[date, bool] | None

    def calendar(self) -> Calendar:
        if self.notice is None:
            return Calendar.build(own_rest_days=self.own)
        listed = tuple(SpecialDay(day=day, name="某节", off=off) for day, off in sorted(self.notice.items()))
        return Calendar.build({2024: YearNotice(year=2024, days=listed)}, self.own)


notices = st.none() | st.dictionaries(days, st.booleans(), max_size=12)
calendars = st.builds(Days, st.frozensets(days, max_size=4), notices)


@dataclass(frozen=True)
class Story:
    """An office, and what happens in it by and by: answers of leaders, edits of tasks, people and calendar, decisions
    about a task, its leader's leave."""

    tasks: tuple[Task, ...]
    people: tuple[Person, ...]
    schedule: dict[str, Any]
    rhythms: tuple[Rhythm, ...]
    calendar: Days
    answers: tuple[tuple[datetime, str, str], ...]
    edits: tuple[tuple[datetime, Task], ...]
    posts: tuple[tuple[datetime, tuple[Person, ...]], ...]
    calendars: tuple[tuple[datetime, Days], ...]
    turns: tuple[tuple[datetime, str, str, int], ...] = ()

    def desk(self) -> Desk:
        desk = Desk(self.tasks, self.people, **self.schedule)
        desk.settings = desk.settings.model_copy(update={"rhythm": self.rhythms})
        desk.calendar = self.calendar.calendar()
        desk.note(START)
        return desk

    def play(
        self,
        desk: Desk,
        ticks: Callable[[datetime], bool],
        until: datetime = AFTERWARDS,
        looks: Callable[[datetime], None] = lambda now: None,
    ) -> None:
        """Half-hour by half-hour: what happens then, and a tick where `ticks` says so, always after the last event;
        `looks` looks on after each."""
        now = START
        while now < until:
            self.happens(desk, now)
            if now >= END or ticks(now):
                desk.tick(now)
                looks(now)
            now += STEP

    def happens(self, desk: Desk, now: datetime) -> None:
        for at, name, status in self.answers:
            if at == now and desk.world().tasks[name].leader:
                desk.says(now, name, status=status)
        for at, people in self.posts:
            if at == now:
                desk.people = {person.id: person for person in people}
        for at, calendar in self.calendars:
            if at == now:
                desk.calendar = calendar.calendar()
        for at, kind, name, n in self.turns:
            if at == now:
                desk.note(now, *happening(desk, now, kind, name, n))
        if changed := [new for at, new in self.edits if at == now]:
            desk.edit(now, *changed)


def happening(desk: Desk, now: datetime, kind: str, name: str, days: int) -> list[Event]:
    """What comes over a task, or over who leads it: the events, none where it cannot be."""
    one, state = desk.world().tasks[name], desk.states.task(name)
    leader, due, ident = one.leader or "", one.due or now.date(), f"{name}@{now.isoformat()}"
    pending = state.pending_extension
    whistle = next((w.blown.whistle for w in state.whistles if not w.cleared), None)
    asks = {"person": leader, "said_by": leader, "reply": ident}
    blows = {"person": leader, "reply": ident, "what": "用地指标", "departments": ("自规局",)}
    found: dict[str, Event | None] = {
        "leave": Away(person=leader, first=now.date(), last=now.date() + timedelta(days), deputy="li"),
        "leave alone": Away(person=leader, first=now.date(), last=now.date() + timedelta(days)),
        "later": Snoozed(person=leader, until=now + timedelta(hours=days), again=True),
        "asks": ExtensionAsked(asked=ident, task=name, old=due, wanted=due + timedelta(days), **asks),
        "granted": pending
        and ExtensionDecided(asked=pending.asked.asked, task=name, by="duchashi", granted=due + timedelta(days)),
        "refused": pending and ExtensionDecided(asked=pending.asked.asked, task=name, by="duchashi"),
        "whistles": Whistled(whistle=ident, task=name, due=now.date() + timedelta(days), **blows),
        "clears": Cleared(whistle=whistle, task=name, by="duchashi") if whistle else None,
        "closes": Closed(task=name, by="duchashi"),
        "returns": Returned(task=name, by="duchashi", reason="材料不全") if state.claimed else None,
        "suspends": Restated(task=name, status="suspended", by="duchashi", reason="规划调整"),
        "restarts": Restated(task=name, status="active", by="duchashi", reason="规划已批"),
        "hands over": Handed(task=name, by="duchashi", to="li"),
    }
    event = found[kind]
    return [event] if event and (leader or kind in ("restarts", "hands over")) else []


ABOUT_A_PERSON = ("leave", "leave alone", "later")
ABOUT_A_TASK = (
    "asks",
    "granted",
    "refused",
    "whistles",
    "clears",
    "closes",
    "returns",
    "suspends",
    "restarts",
    "hands over",
)


def stories(edits: int = 10) -> st.SearchStrategy[Story]:
    some_tasks = st.integers(1, len(NAMES)).flatmap(lambda n: st.tuples(*(tasks(name) for name in NAMES[:n])))
    return some_tasks.flatmap(
        lambda made: st.builds(
            Story,
            tasks=st.just(made),
            people=st.sampled_from(PEOPLE),
            schedule=schedules,
            rhythms=st.sampled_from([(), RHYTHMS, (*RHYTHMS, WEEKLY)]),
            calendar=calendars,
            answers=_lists(
                moments, st.sampled_from(made).map(lambda t: t.id), st.sampled_from(["in_progress", "done"])
            ),
            edits=st.lists(
                st.tuples(moments, st.sampled_from(made).flatmap(lambda t: tasks(t.id))), max_size=edits
            ).map(tuple),
            posts=_lists(moments, st.sampled_from(PEOPLE), most=edits and 2),
            calendars=_lists(moments, calendars, most=edits and 2),
            turns=_lists(
                moments,
                st.sampled_from(ABOUT_A_PERSON + ABOUT_A_TASK),
                st.sampled_from(made).map(lambda t: t.id),
                st.integers(1, 20),
                most=edits,
            ),
        )
    )


def _lists(*parts: st.SearchStrategy[Any], most: int = 10) -> st.SearchStrategy[Any]:
    return st.lists(st.tuples(*parts), max_size=most).map(tuple)


def always(_: datetime) -> bool:
    return True


@few
@given(stories(), moments)
def test_after_settling_what_is_due_nothing_is_due(story: Story, until: datetime) -> None:
    desk = story.desk()
    story.play(desk, always, until)
    for now in (until, AFTERWARDS):
        desk.settle_all(now)
        assert notices_due(desk.world(), now) == []
        assert not settle(desk.world(), now)


@few
@given(stories(edits=0), st.sets(moments, max_size=8))
def test_coarse_and_fine_ticking_settle_the_same_keys(story: Story, ticks: set[datetime]) -> None:
    fine, coarse = story.desk(), story.desk()
    story.play(fine, always)

    def seldom(now: datetime) -> bool:
        """A tick now and then, each by a bot that was just started."""
        if now in ticks:
            coarse.restart()
        return now in ticks

    story.play(coarse, seldom)
    assert _by_the_calendar(fine) == _by_the_calendar(coarse)


def _by_the_calendar(desk: Desk) -> set[str]:
    """The keys that follow from calendar and tasks, held ones too. A claim that was taken back before a tick need not
    be reviewed."""
    held = {notice.key for notice in notices_due(desk.world(), AFTERWARDS)}
    return {key for key in held | desk.states.settled.keys() if not key.startswith("review/")}


@few
@given(stories())
def test_nobody_is_written_to_on_rest_days_outside_hours_or_too_often(story: Story) -> None:
    desk, seen = story.desk(), [0]

    def looks(now: datetime) -> None:
        assert len(desk.sent) == seen[0] or desk.calendar.is_workday(now.date())
        seen[0] = len(desk.sent)

    story.play(desk, always, looks=looks)
    schedule = desk.settings.schedule
    bundles = Counter[tuple[str, date]]()
    for at, person, keys in desk.sent:
        assert schedule.day_starts <= at.time() <= schedule.day_ends
        if not all(key.split("/")[0] in {*schedule.urgent, "later"} for key in keys):
            bundles[person, at.date()] += 1
    assert set(bundles.values()) <= {1}
    weeks = Counter((person, day.isocalendar()[:2]) for person, day in bundles)
    assert all(count <= schedule.week_most for count in weeks.values())


@few
@given(stories())
def test_each_date_of_an_active_task_is_reminded_of_or_settled_before_it_is_over(story: Story) -> None:
    desk = story.desk()
    missed: list[str] = []

    def ticks(now: datetime) -> bool:
        """At midnight, before the day's first tick, looks back at what was due on the day before."""
        yesterday = now.date() - timedelta(days=1)
        if now.time() == time(0):
            missed.extend(name for name in _due(desk, yesterday) if not desk.how(f"reminder/{name}/{yesterday}/"))
        return True

    story.play(desk, ticks)
    assert missed == []


def _due(desk: Desk, day: date) -> list[str]:
    """The tasks with something due that day which became active, and got that date, before the day was over."""
    found = []
    for one in desk.world().tasks.values():
        since = desk.states.task(one.id).active_since
        dates = {m.due for m in one.milestones} | {goal.due for goal in one.targets}
        if one.status == "active" and since and since < datetime.combine(day, time(23, 30), ZONE) and day in dates:
            found.append(one.id)
    return found


@few
@given(stories(), st.sets(moments, max_size=6))
def test_a_restart_changes_nothing(story: Story, restarts: set[datetime]) -> None:
    runs, stops = story.desk(), story.desk()
    story.play(runs, always)

    def ticks(now: datetime) -> bool:
        if now in restarts:
            stops.restart()
        return True

    story.play(stops, ticks)
    assert stops.sent == runs.sent
    assert stops.states.settled == runs.states.settled


@few
@given(stories(), moments)
def test_the_next_moment_is_the_first_at_which_there_is_something_to_do(story: Story, now: datetime) -> None:
    desk = story.desk()
    story.play(desk, lambda at: at.day % 3 == 0, now)
    found = next_moment(desk.world(), now)
    assert found is None or settle(desk.world(), found)
    while now < (found or AFTERWARDS):
        nothing, _ = sweep(scene(desk.world(), now))
        assert not nothing, now
        now += STEP
