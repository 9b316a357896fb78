"""Notices in words, by their keys: what a clerk reads of a rehearsal, and of what an edit moves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.reports.periods import week_named
from bot.reports.words import long_day
from bot.schedule.rehearse import Moved
from bot.schedule.world import World

KINDS = {
    "chase": "催办",
    "reminder": "到期提醒",
    "checkin": "周调度",
    "nudge": "催报",
    "later": "稍后再问",
    "cadence": "定期工作",
    "assignment": "新交办",
    "stopped": "暂缓、撤项",
    "released": "改派",
    "whistle": "协调事项",
    "decision": "延期审批",
    "review": "办结审核",
    "summary": "汇总",
    "rhythm": "工作机制",
    "calendar": "放假安排",
}
SHOWN = 12
_LADDERS = {"reminder": "前{}个工作日", "chase": "过期{}个工作日"}
_OF_TASKS = ("chase", "reminder", "cadence", "assignment", "review", "stopped", "released")
_NAMED_BY_THEMSELVES = ("rhythm", "calendar")
_DAY, _MONTH, _WEEK = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"(\d{4})-(\d\d)"), re.compile(r"\d{4}-W\d\d")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)")


def names_of(world: World) -> dict[str, str]:
    """What ids of tasks and people are called, and recurring work by its task's id and its own (`x-2/c1`)."""
    tasks = {task.id: task.title for task in world.tasks.values()}
    work = {f"{task.id}/{one.id}": one.what for task in world.tasks.values() for one in task.cadences}
    return tasks | work | {person.id: person.name for person in world.people.values()}


def notice_words(key: str, names: Mapping[str, str]) -> str:
    """`reminder/x-2/2024-03-31/7d` as `到期提醒《学府路西延工程》 2024-03-31 前7个工作日`; `names` as `names_of` gives
    them. What has neither a name nor words (the id of a reply) is left out."""
    kind, first, *rest = key.split("/")
    called = names.get(first) or _time(first) or (first if kind in (*_OF_TASKS, *_NAMED_BY_THEMSELVES) else "")
    said = f"《{called}》" if kind in _OF_TASKS else f" {called}" if called else ""
    parts = (names.get(f"{first}/{part}") or names.get(part) or _step(kind, part) for part in rest)
    return " ".join([f"{KINDS.get(kind, kind)}{said}", *filter(None, parts)])


def week_words(slot: str) -> str:
    """`2027-W06` as `2027年2月8日起的一周`."""
    return f"{long_day(week_named(slot).first)}起的一周"


def _step(kind: str, part: str) -> str:
    """`7d` of a ladder in words, or a time; empty for anything else."""
    if kind in _LADDERS and re.fullmatch(r"\d+d", part):
        return _LADDERS[kind].format(part[:-1]) if part != "0d" else "当天"
    return _time(part)


def _time(part: str) -> str:
    """A day, month, week or moment in words; empty for what is none."""
    if month := _MONTH.fullmatch(part):
        return f"{month[1]}年{int(month[2])}月"
    if moment := _MOMENT.fullmatch(part):
        return f"{moment[1]} {moment[2]}"
    if _WEEK.fullmatch(part):
        return week_words(part)
    return part if _DAY.fullmatch(part) else ""


def moved_lines(moved: Moved, names: Mapping[str, str]) -> Iterator[str]:
    """What comes, goes, and is said at another time or to somebody else: a line each, the first of each sort."""
    parts = {
        "新增": [_at(key, moved.after[key], names) for key in moved.come[:SHOWN]],
        "取消": [_at(key, moved.before[key], names) for key in moved.gone[:SHOWN]],
        "改期或改人": [
            f"{_at(key, moved.before[key], names)} → {_told(moved.after[key], names)}" for key in moved.moved[:SHOWN]
        ],
    }
    for (sort, lines), count in zip(parts.items(), map(len, (moved.come, moved.gone, moved.moved)), strict=True):
        if count:
            yield f"{sort} {count} 项：" + (f"（只列前 {SHOWN} 项）" if count > SHOWN else "")
            yield from (f"  {line}" for line in lines)


def _at(key: str, told: tuple[str, datetime], names: Mapping[str, str]) -> str:
    return f"{notice_words(key, names)}：{_told(told, names)}"


def _told(told: tuple[str, datetime], names: Mapping[str, str]) -> str:
    to, at = told
    return f"{at:%Y-%m-%d %H:%M} {names.get(to, to)}"
