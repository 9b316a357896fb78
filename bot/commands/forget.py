"""`forget`: takes a person's own words and chat account out of everything that is on record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.errors import DubanError
from bot.pulse import PROBE
from bot.record.events import Entry, Forgotten
from bot.record.forgetting import MARK, Traces, forgotten, traces_of
from bot.store.home import Home
from bot.store.inbox import Inbox
from bot.store.record import Record
from bot.store.rewriting import rewrite


def forget(home: Path, person: str, now: datetime) -> str:
    """Puts a mark in the place of the words of this id on record, of what was written to them and of their account, in
    new files under the old names, of which no copy is kept; figures, dates and causes stay. The account is unbound, and
    that this was done is on record. Tells what was done and what is left to do by hand. Raises DubanError: HomeInUse
    while a bot runs, and where nobody of this id is on record."""
    with Home(home).hold(now):
        record = Record.open(home)
        _check_inbox(home, record)
        traces = traces_of(record.entries(), person)
        changed = _count(record, traces)
        record.close()
        if not changed:
            raise DubanError(f"记录里没有 id 为 {person} 的人说过或收到过的话。请照抄 config/people.toml 里的 id")
        rewrite(home, lambda entry: forgotten(entry, traces))
        again = Record.open(home)
        again.append(Entry(at=now, cause=f"forget:{person}/{now.isoformat()}", events=(Forgotten(person=person),)))
        again.close()
    return "\n".join(_told(home, person, changed))


def _check_inbox(home: Path, record: Record) -> None:
    """Opening the inbox leaves behind what is worked off; what is not would come on record with all its words."""
    inbox = Inbox.open(home, record.states, forget_parked=True)
    waiting = [kept for kept in inbox.pending() if kept.channel != PROBE]
    inbox.close()
    if waiting:
        raise DubanError(f"收件箱里还有 {len(waiting)} 条消息没有处理。请先启动机器人，处理完停下来再运行。")


def _count(record: Record, traces: Traces) -> int:
    return sum(forgotten(entry, traces) is not entry for entry in record.entries())


def _told(home: Path, person: str, changed: int) -> Iterator[str]:
    yield f"已处理 {changed} 条记录：{person} 的原话、发给他的消息和聊天账号都换成了{MARK}，数字、日期和来龙去脉不变。"
    yield "没能处理的消息（parked）的原文也都删掉了。"
    yield "还要请您自己处理："
    yield "  以前做的备份里还有原话；恢复了以前的备份，要再运行一次 forget"
    yield "  data/evidence/ 里他交来的材料，config/people.toml 里的称呼，手机和 Telegram 上的聊天记录"
    for path in sorted((home / "data").glob("*.torn")):
        yield f"  {path} 里有断电时没写完的内容，看过后可以删除"
