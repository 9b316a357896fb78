"""Notices in words, by their keys: what a clerk reads of a rehearsal, and of what an edit moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.schedule.rehearse import Moved

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
_OF_TASKS = ("chase", "reminder", "cadence", "assignment", "review", "stopped")


def notice_words(key: str, names: Mapping[str, str]) -> str:
    """`reminder/x-2/2024-03-31/7d` as `到期提醒《学府路西延工程》 2024-03-31 前7个工作日`; `names` what ids of tasks
    and people are called."""
    kind, first, *rest = key.split("/")
    said = f"《{names.get(first, first)}》" if kind in _OF_TASKS else f" {names.get(first, first)}"
    return " ".join([f"{KINDS.get(kind, kind)}{said}", *(names.get(part) or _step(kind, part) for part in rest)])


def _step(kind: str, part: str) -> str:
    """`7d` of a ladder in words; anything else as it is."""
    if kind not in _LADDERS or not part.endswith("d"):
        return part
    return _LADDERS[kind].format(part[:-1]) if part != "0d" else "当天"


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
