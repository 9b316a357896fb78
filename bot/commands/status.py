"""`status`: how the bot is, seen from outside. It changes nothing, and is quick enough to be asked every minute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot import __version__
from bot.given import read_calendar
from bot.store.disk import free_bytes, open_to_others
from bot.store.heartbeat import Heartbeat, read_heartbeat
from bot.store.home import Holder, Home

BEATS_WITHIN = timedelta(minutes=3)
STARTS_WITHIN = timedelta(minutes=5)
LEAST_FREE = 200_000_000
"""Bytes. A year's record of a busy zone takes less."""


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand at `at`: who runs the bot, its last heartbeat, the years whose days off are known, the bytes
    free. `notes` are worth knowing, `troubles` have to be seen to (both Chinese)."""

    at: datetime
    holder: Holder | None
    beat: Heartbeat | None
    years: tuple[int, ...]
    free: int
    notes: tuple[str, ...]
    troubles: tuple[str, ...]


def status(home: Path, now: datetime) -> Status:
    """How the bot of this home is at `now` (aware). Raises FileError or StoreError where not even that can be read."""
    holder, beat = Home(home).holder(), read_heartbeat(home)
    years, free = tuple(sorted(read_calendar(home).sure_years)), free_bytes(home)
    troubles = (*_life(holder, beat, now), *_work(beat), *_room(free))
    return Status(now, holder, beat, years, free, tuple(_notes(home, holder, beat, years, now)), troubles)


def status_text(found: Status) -> str:
    """The status for the terminal, a line for each thing."""
    beat = found.beat
    lines = [
        f"运行情况    {'运行中' + str(found.holder) if found.holder else '没有在运行'}",
        f"最近巡检    {_moment(beat.at if beat else None, found.at)}",
        f"最近自检    {_moment(beat.checked if beat else None, found.at)}",
        f"最近收到    {_moment(beat.update if beat else None, found.at)}",
        f"待发消息    {_queue(beat)}",
        f"未能处理    {beat.parked if beat else 0} 条",
        f"放假安排    {found.years[0]}—{found.years[-1]} 年已知" if found.years else "放假安排    都不知道",
        f"磁盘剩余    {found.free / 1e9:.1f} GB",
        f"程序版本    {__version__}",
    ]
    lines += [f"注意：{note}" for note in found.notes]
    lines += [f"不正常：{trouble}" for trouble in found.troubles]
    return "\n".join(lines)


# ---- what has to be seen to -----------------------------------------------------------------------------------------


def _life(holder: Holder | None, beat: Heartbeat | None, now: datetime) -> Iterator[str]:
    if holder is None:
        yield "机器人没有在运行"
    elif not _starting(holder, beat, now) and (beat is None or now - beat.at > BEATS_WITHIN):
        yield "机器人开着，但很久没有巡检，多半是磁盘写不进或程序卡住了，请看日志"


def _starting(holder: Holder, beat: Heartbeat | None, now: datetime) -> bool:
    """Whether the bot is working off what was left over, before its first tick."""
    fresh = holder.since is not None and now - holder.since < STARTS_WITHIN
    return fresh and (beat is None or holder.since is None or beat.at < holder.since)


def _work(beat: Heartbeat | None) -> Iterator[str]:
    if beat and beat.failing:
        yield f"自检没有通过：{'；'.join(beat.failing)}"
    if beat and beat.late:
        yield f"有 {beat.late} 条消息早该发出而没有发出"


def _room(free: int) -> Iterator[str]:
    if free < LEAST_FREE:
        yield f"磁盘只剩 {free / 1e6:.0f} MB，请尽快腾出空间"


# ---- what is worth knowing ------------------------------------------------------------------------------------------


def _notes(
    home: Path, holder: Holder | None, beat: Heartbeat | None, years: tuple[int, ...], now: datetime
) -> Iterator[str]:
    if holder and _starting(holder, beat, now):
        yield "正在启动，先处理停机期间留下的消息"
    if holder and beat and beat.version != __version__:
        yield f"运行着的是版本 {beat.version}，重新启动后才是 {__version__}"
    if beat and beat.unreached:
        yield f"有 {beat.unreached} 人收不到消息（未送达），是谁请看机器人里的 /status"
    if now.year not in years or (now.month == 12 and now.year + 1 not in years):
        yield "还不知道今年或明年的放假安排，公布后请加进 config/calendar/"
    for path in sorted((home / "data").glob("*.torn")):
        yield f"{path} 里有断电时没写完的内容，不影响运行，看过后可以删除"
    for path in open_to_others(home):
        yield f"{path} 别的用户也能读，请运行 chmod go= {path}"


def _queue(beat: Heartbeat | None) -> str:
    if beat is None:
        return "不知道"
    since = f"，最早的 {beat.oldest:%m-%d %H:%M} 起" if beat.oldest else ""
    nowhere = f"；另有 {beat.nowhere} 条等对方绑定账号" if beat.nowhere else ""
    return f"{beat.waiting} 条{since}{nowhere}"


def _moment(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "还没有"
    minutes = int((now - at).total_seconds() // 60)
    ago = "刚刚" if minutes < 1 else f"{minutes} 分钟前" if minutes < 120 else f"{minutes // 60} 小时前"
    return f"{at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}（{ago}）"
