"""月通报: how the zone's tasks stand at the end of a month, every number a list of tasks that it was counted from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.reports.cutoff import as_of
from bot.reports.dates import finished_on, points
from bot.reports.items import NEAR, Item, LightOf, items
from bot.reports.periods import DAY, Period, month_of
from bot.schedule.burden import asked, loads
from bot.schedule.world import World

Test = Callable[[Item, Period], bool]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the bulletin. `no` is its own number (2024-03/4), by which `trace` finds it; `name` what it counts;
    `tasks` the tasks that it counts."""

    no: str
    name: str
    tasks: tuple[str, ...]

    @property
    def value(self) -> int:
        return len(self.tasks)

    def __str__(self) -> str:
        return str(self.value)

    def __bool__(self) -> bool:
        return bool(self.tasks)


@dataclass(frozen=True, slots=True)
class Burden:
    """减负: what the bot asked of people in the month, unasked. `minutes` is the estimate of `schedule.burden` for each
    of the `people`, a week."""

    messages: int
    people: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The bulletin of a month at `cutoff`: its `figures`, and in `lists` the items that each of them counts, by key."""

    period: Period
    following: Period
    cutoff: datetime
    zone: str
    office: str
    figures: Mapping[str, Figure]
    lists: Mapping[str, tuple[Item, ...]]
    burden: Burden

    @property
    def until(self) -> str:
        """The cutoff in words."""
        return self.period.until(self.cutoff)

    def coming_day(self, item: Item) -> date:
        """The first day of the following month on which something open of the task is due."""
        return next(day for day in item.open if day in self.following)


def _due_in(item: Item, period: Period) -> bool:
    return any(day in period for day in item.dates)


def _open_in(item: Item, period: Period) -> bool:
    return any(day in period for day in item.open)


def _finished_in(item: Item, period: Period) -> bool:
    day = finished_on(item.state)
    return day is not None and day in period


def _decided_in(moments: Iterable[datetime | None], period: Period) -> bool:
    return any(moment is not None and period.opens <= moment < period.closes for moment in moments)


def _extended(item: Item, period: Period) -> bool:
    return _decided_in((x.decided for x in item.state.extensions if x.granted), period)


def _cleared(item: Item, period: Period) -> bool:
    return _decided_in((w.cleared for w in item.state.whistles), period)


COUNTED: tuple[tuple[str, str, Test], ...] = (
    ("total", "在册任务", lambda i, p: True),
    ("closed", "已办结", lambda i, p: i.state.closed is not None),
    ("claimed", "报办结待审核", lambda i, p: i.state.claimed),
    ("going", "正在推进", lambda i, p: not i.state.done),
    ("green", "绿灯", lambda i, p: i.colour == "green"),
    ("yellow", "黄灯", lambda i, p: i.colour == "yellow"),
    ("red", "红灯", lambda i, p: i.colour == "red"),
    ("blue", "蓝灯", lambda i, p: i.colour == "blue"),
    ("finished", "当月报办结", _finished_in),
    ("due", "当月有节点到期", _due_in),
    ("due_done", "当月到期的节点都已报完成", lambda i, p: _due_in(i, p) and not _open_in(i, p)),
    ("blocked", "有未解决的困难", lambda i, p: not i.state.done and bool(i.state.blocker)),
    ("waiting", "协调事项未办结", lambda i, p: any(w.cleared is None for w in i.state.whistles)),
    ("cleared", "当月办结协调事项", _cleared),
    ("extended", "当月批准延期", _extended),
    ("asking", "延期待审批", lambda i, p: i.state.pending_extension is not None),
    ("unverified", "数据未核实", lambda i, p: i.state.unverified),
    ("unassigned", "尚未明确责任领导", lambda i, p: i.task.leader is None),
    ("undated", "没有完成时限", lambda i, p: not points(i.task) and not i.state.done),
    ("coming", "下月有节点到期", lambda i, p: _open_in(i, month_of(p.last + DAY))),
    ("behind", "进度滞后", lambda i, p: i.slips),
    ("near", "临近时限", lambda i, p: i.light.rule in NEAR),
    ("silent", "较长时间没有新进展", lambda i, p: i.light.rule == "silent"),
    ("before", "立项前或暂缓期间到期", lambda i, p: i.was_due_before),
)
"""What a bulletin counts: the key by which its template speaks of it, what it is, and whether a task counts. A figure's
number is its place in this table, so new ones go to the end."""


def bulletin(world: World, month: Period, now: datetime, light: LightOf) -> Bulletin:
    """The bulletin of the month, as the record has it at the month's end (or at `now`, while it is going on)."""
    cutoff = month.cutoff(now)
    found = items(as_of(world, cutoff), cutoff, light)
    lists = {key: tuple(item for item in found if counts(item, month)) for key, _, counts in COUNTED}
    figures = {
        key: Figure(f"{month.slot}/{no}", name, tuple(item.id for item in lists[key]))
        for no, (key, name, _) in enumerate(COUNTED, start=1)
    }
    zone = world.settings.zone
    by_date = {key: tuple(sorted(found, key=_urgency)) for key, found in lists.items()}
    following = month_of(month.last + DAY)
    burden = _burden(world, month, cutoff)
    return Bulletin(month, following, cutoff, zone.name, zone.office, figures, by_date, burden)


def _burden(world: World, month: Period, cutoff: datetime) -> Burden:
    said = [one for one in asked(world.states, month.first, month.last) if one.at < cutoff]
    weeks = loads(said)
    average = sum(load.minutes for load in weeks) / len(weeks) if weeks else 0.0
    return Burden(len(said), len({one.to for one in said}), round(average, 1))


def _urgency(item: Item) -> date:
    return item.due or date.max
