"""定期工作, one record a turn: each turn of a cadence is open until it is reported on, also when the next has begun.

Work by month or longer is reminded of once a turn. Work by week or day has a turn a week, which the check-in asks
about, so that it brings no message of its own; a week without working days has none.

Nothing is kept for it: the turns follow from the calendar, and what was reported from the record. A report is on
- the turns that it names (`2月的已开`, `3月25日召开`), wherever it names one that has begun;
- else every turn that has begun by then, but that a mere 正常推进 says nothing of a turn before that was asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import dropwhile

from bot.language.relative import Clock, find_moments
from bot.language.text import normalise
from bot.model import Recurrence, Task
from bot.record.events import Reported
from bot.record.said import own_words
from bot.record.standing import Report
from bot.schedule.agenda import at, plan_round
from bot.schedule.calendar import Calendar
from bot.schedule.mechanisms import is_kept
from bot.schedule.turns import Turn, begun
from bot.schedule.world import World
from bot.settings import ZONE, Schedule

_TO_MONDAY = timedelta(days=6)
_LISTED = re.compile(r"(?<![\d年])(\d{1,2})(?=(?:[、和及]\d{1,2})+月)")
_RANGE = re.compile(r"(?<![\d年])(\d{1,2})月?(?:[-~至到])(\d{1,2})月")
_LIST_MARK = re.compile(r"(?:^|(?<=[;。\n]))\s*\d{1,2}[、.)]\s*(?=\d{1,2}月(?![^,;。\n]*[都均全]))")
"""The number of a point before one month: `1、3月的已开`, where `1、3月的都开了` names two."""
_HELD = re.compile("召开|开了|开过|已开|补开|调度|例会|督办|通报|考核|观摩|本期|这期|这一期")
_NO_NEWS = re.compile("正常|无变化|没有?变化|按计划|按序时|顺利|有序|推进中|进行中")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on record of one turn of a cadence: the first report on it, None while it is open."""

    cadence: Recurrence
    turn: Turn
    report: Report | None


def asked_at(calendar: Calendar, schedule: Schedule, turn: Turn) -> datetime:
    """When a turn is asked about: some working days before its last, in the morning; one of weeks in the check-in of
    its last."""
    if turn.is_of_weeks and (week := plan_round(calendar, schedule, turn.last - _TO_MONDAY)):
        return week.opens
    day = calendar.add_workdays(calendar.on_or_before(turn.last), -schedule.turn_days)
    return at(day, schedule.day_starts)


def kept(world: World, task: Task, today: date) -> tuple[Kept, ...]:
    """The record of the turns of an active task that have begun, in order; none of those that were asked about before
    it became active, nor of the mechanisms that the zone holds itself."""
    return tuple(one for cadence in task.cadences for one in kept_of(world, task, cadence, today))


def kept_of(world: World, task: Task, cadence: Recurrence, today: date) -> Iterator[Kept]:
    """As `kept`, of one of the task's cadences."""
    since = world.states.task(task.id).active_since
    if task.status != "active" or since is None or is_kept(cadence, world.settings):
        return
    until = min(today, task.due) if task.due else today
    all_turns = begun(cadence, since.astimezone(ZONE).date(), until)
    worked = (turn for turn in all_turns if world.calendar.workdays(turn.first, turn.last))
    each = ((turn, asked_at(world.calendar, world.settings.schedule, turn)) for turn in worked)
    turns = dict(dropwhile(lambda turn_and_asked: turn_and_asked[1] <= since, each))
    told = _told(world, task, turns)
    yield from (Kept(cadence, turn, told.get(turn)) for turn in turns)


def still_open(world: World, task: Task, today: date) -> tuple[Kept, ...]:
    """The turns of a task that nobody has reported on; none of a task that is said to be done."""
    if not task.cadences or world.states.task(task.id).done:
        return ()
    return tuple(one for one in kept(world, task, today) if one.report is None)


def _told(world: World, task: Task, turns: Mapping[Turn, datetime]) -> dict[Turn, Report]:
    """The first report on each turn that has one; `turns`: each with the moment at which it is asked about."""
    told: dict[Turn, Report] = {}
    for report in world.states.task(task.id).reports:
        day = report.at.astimezone(ZONE).date()
        waits = any(turn.first <= day and turn not in told for turn in turns)
        if waits and report.said.intent == "report":
            for turn in _spoken_of(world, report, turns):
                told.setdefault(turn, report)
    return told


def _spoken_of(world: World, report: Report, turns: Mapping[Turn, datetime]) -> list[Turn]:
    moment, said = report.at.astimezone(ZONE), report.said
    so_far = [turn for turn in turns if turn.first <= moment.date()]
    aside = (said.expected and said.words.get("expected"), said.blocker)
    if named := _named(world, own_words(said, world.states), so_far, moment, aside):
        return named
    return [turn for turn in so_far if turns[turn] <= moment] if _goes_on(said) else so_far


def _named(
    world: World, text: str, turns: Iterable[Turn], moment: datetime, aside: Iterable[object] = ()
) -> list[Turn]:
    """The turns that hold a day which the text speaks of; `aside`: its words of a promise, of an obstacle."""
    for words in filter(None, aside):
        text = text.replace(str(words), "")
    clock = Clock(moment, world.calendar.is_workday)
    found = find_moments(_each_month(normalise(text)), clock)
    days = {value.last for one in found for value in one.values if value.last}
    return [turn for turn in turns if any(turn.first <= day <= turn.last for day in days)]


def turn_done(world: World, task: Task, text: str, now: datetime) -> Turn | None:
    """The turn up to which 已召开, 2月的已开 is done with; None where the words speak of no turn, or no more follow."""
    moment = now.astimezone(ZONE)
    turns = list(dict.fromkeys(one.turn for one in kept(world, task, moment.date())))
    named = _named(world, text, turns, moment) or (turns if _HELD.search(text) else [])
    last = max(named, key=lambda turn: turn.last, default=None)
    return last if last and (task.due is None or last.last < task.due) else None


def _each_month(text: str) -> str:
    """`2、3月`, `1-3月` with every month written out, and no number of a point."""
    text = _LIST_MARK.sub("", text)
    text = _RANGE.sub(lambda m: "、".join(f"{n}月" for n in range(int(m[1]), int(m[2]) + 1)) or m[0], text)
    return _LISTED.sub(r"\1月", text)


def _goes_on(said: Reported) -> bool:
    """Whether a report says no more than that the work goes on, as 其余无变化 does."""
    told = (said.percent, said.quantity, said.added, said.expected, said.blocker)
    bare = said.status == "in_progress" and not any(value is not None for value in told)
    pressed = not said.text or said.text in said.words.values()
    return bare and (pressed or (_NO_NEWS.search(said.text) is not None and not _HELD.search(said.text)))


# ---- in words -------------------------------------------------------------------------------------------------------

_SHOWN = 3
_LONGEST = 16
_QUARTERS, _HALVES = "一二三四", "上下"
_OFTEN = re.compile("^[按逐定]|每")


def unreported(world: World, task: Task, today: date) -> str:
    """Which turns that are over nobody has reported on, in a short sentence; of several cadences the first is
    named, the others are counted. Empty where there are none."""
    over = [one for one in still_open(world, task, today) if one.turn.last < today]
    if not over:
        return ""
    first = [one for one in over if one.cadence == over[0].cadence]
    names, what = _names((one.turn for one in first), today), first[0].cadence.what
    what = what if len(what) <= _LONGEST else what[: _LONGEST - 1] + "…"
    said = f"{names}（{what}）" if _OFTEN.search(what) else f"{names}的{what}"
    return said + (f"等{len(over)}期" if len(over) > len(first) else "") + "还没有报"


def open_names(world: World, task: Task, today: date) -> dict[str, str]:
    """The id of a cadence → its open turns in words, the present one with them: 2月、3月（本期）."""
    found = still_open(world, task, today)
    words: dict[str, str] = {}
    for cadence in dict.fromkeys(one.cadence for one in found):
        turns = [one.turn for one in found if one.cadence == cadence]
        over = _names((turn for turn in turns if turn.last < today), today)
        present = [f"{_name(turn, today)}（本期）" for turn in turns if turn.last >= today]
        words[cadence.id] = "、".join(filter(None, (over, *present)))
    return words


def _names(turns: Iterable[Turn], today: date) -> str:
    names = [_name(turn, today) for turn in turns]
    return f"{names[0]}至{names[-1]}共{len(names)}期" if len(names) > _SHOWN else "、".join(names)


def _name(turn: Turn, today: date) -> str:
    """A turn as people call it: 2月, 1—2月, 一季度, 上半年, 3月18—24日; with its year where that is not today's."""
    if turn.is_of_weeks:
        return _days(turn, today)
    first, last = turn.first.month, turn.last.month
    length = (turn.last.year - turn.first.year) * 12 + last - first + 1
    year = f"{turn.last.year}年" if turn.last.year != today.year or length >= 12 else ""
    if length == 1:
        return f"{year}{last}月"
    if length == 3:
        return f"{year}{_QUARTERS[last // 3 - 1]}季度"
    if length == 6:
        return f"{year}{_HALVES[last // 6 - 1]}半年"
    return year if length >= 12 else f"{year}{first}—{last}月"


def _days(turn: Turn, today: date) -> str:
    """The days of some weeks: 3月18—24日, 4月29日—5月5日."""
    first, last = turn.first, turn.last
    year = f"{last.year}年" if last.year != today.year else ""
    if (first.year, first.month) == (last.year, last.month):
        return f"{year}{first.month}月{first.day}—{last.day}日"
    return f"{year}{first.month}月{first.day}日—{last.month}月{last.day}日"
