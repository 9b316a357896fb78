"""The inbox: an update is on disk before it is confirmed, comes up once, and is gone when the record has it."""

from __future__ import annotations

import asyncio
import errno
import os
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.commands.parked import parked_text
from bot.errors import StoreError
from bot.record.events import Entry, Handled, Parked
from bot.store import inbox as inbox_module
from bot.store.inbox import Inbox, parked
from bot.store.record import Record

AT = datetime(2024, 3, 21, 1, tzinfo=UTC)


def opened(home: Path) -> tuple[Record, Inbox]:
    record = Record.open(home)
    return record, Inbox.open(home, record.states)


def work_off(record: Record, *causes: str) -> None:
    record.append(*(Entry(at=AT, cause=cause, events=(Handled(),)) for cause in causes))


def updates(*ids: int) -> list[tuple[str, dict[str, Any]]]:
    return [(str(id_), {"update_id": id_, "message": {"text": f"第{id_}条"}}) for id_ in ids]


def ids(inbox: Inbox) -> list[str]:
    return [kept.id for kept in inbox.pending()]


def on_disk(home: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in (home / "data").glob("inbox-*.jsonl"))


async def test_what_was_kept_is_pending_until_the_record_has_its_cause(tmp_path: Path) -> None:
    record, inbox = opened(tmp_path)
    await inbox.keep("telegram", updates(7, 8, 9))
    assert inbox.pending()[0] == ("telegram:7", "telegram", "7", updates(7)[0][1])
    work_off(record, "telegram:7", "telegram:9")
    assert ids(inbox) == ["8"]
    assert inbox.last("telegram") == "9"


async def test_it_outlasts_the_process(tmp_path: Path) -> None:
    _, inbox = opened(tmp_path)
    await inbox.keep("telegram", updates(7, 8))
    _, again = opened(tmp_path)
    assert again.pending() == inbox.pending()
    assert again.last("telegram") == "8"


async def test_an_id_comes_up_once_however_often_it_is_delivered(tmp_path: Path) -> None:
    record, inbox = opened(tmp_path)
    await inbox.keep("telegram", updates(7, 7, 8))
    await inbox.keep("telegram", updates(7, 8))
    assert ids(inbox) == ["7", "8"]
    work_off(record, "telegram:7", "telegram:8")
    await inbox.keep("telegram", updates(8))
    _, again = opened(tmp_path)
    await again.keep("telegram", updates(7, 8, 9))
    assert ids(again) == ["9"]


async def test_channels_have_ids_of_their_own(tmp_path: Path) -> None:
    record, inbox = opened(tmp_path)
    await inbox.keep("telegram", updates(7))
    await inbox.keep("console", updates(7))
    work_off(record, "telegram:7")
    assert [kept.cause for kept in inbox.pending()] == ["console:7"]
    assert (inbox.last("telegram"), inbox.last("console"), inbox.last("wecom")) == ("7", "7", None)


async def test_what_is_worked_off_is_left_behind_and_the_last_id_stays(tmp_path: Path) -> None:
    record, inbox = opened(tmp_path)
    await inbox.keep("telegram", updates(7, 8, 9))
    work_off(record, "telegram:7", "telegram:9")
    _, again = opened(tmp_path)
    assert "第8条" in on_disk(tmp_path)
    assert "第7条" not in on_disk(tmp_path)
    assert (ids(again), again.last("telegram")) == (["8"], "9")
    work_off(record, "telegram:8")
    _, empty = opened(tmp_path)
    assert "第" not in on_disk(tmp_path)
    assert (ids(empty), empty.last("telegram")) == ([], "9")


async def test_it_does_not_grow_while_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_module, "ROLL_AFTER", 20)
    record, inbox = opened(tmp_path)
    for id_ in range(100):
        await inbox.keep("telegram", updates(id_))
        if id_ != 3:
            work_off(record, f"telegram:{id_}")
    assert on_disk(tmp_path).count("\n") <= 23
    assert ids(inbox) == ["3"]
    assert ids(opened(tmp_path)[1]) == ["3"]


async def test_a_cut_while_rolling_counts_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record, inbox = opened(tmp_path)
    await inbox.keep("telegram", updates(7, 8))
    work_off(record, "telegram:7")

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.store.linestore.LineStorage.drop", cut)
    with pytest.raises(KeyboardInterrupt):
        opened(tmp_path)
    monkeypatch.undo()
    assert len(list((tmp_path / "data").glob("inbox-*.jsonl"))) == 2
    _, again = opened(tmp_path)
    assert (ids(again), again.last("telegram")) == (["8"], "8")
    assert len(list((tmp_path / "data").glob("inbox-*.jsonl"))) == 1


async def test_waiting_ends_with_the_next_update(tmp_path: Path) -> None:
    _, inbox = opened(tmp_path)
    waiting = asyncio.create_task(inbox.wait())
    await asyncio.sleep(0)
    assert not waiting.done()
    await inbox.keep("telegram", updates(7))
    await waiting
    await inbox.keep("telegram", updates(7))
    again = asyncio.create_task(inbox.wait())
    await asyncio.sleep(0)
    assert not again.done()
    again.cancel()


async def test_what_was_left_over_is_there_at_once(tmp_path: Path) -> None:
    await opened(tmp_path)[1].keep("telegram", updates(7))
    _, again = opened(tmp_path)
    await asyncio.wait_for(again.wait(), timeout=1)
    assert ids(again) == ["7"]


async def test_a_full_disk_keeps_nothing_and_confirms_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, inbox = opened(tmp_path)
    await inbox.keep("telegram", updates(7))

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("bot.store.disk.os.fsync", full)
    with pytest.raises(StoreError, match="磁盘满了"):
        await inbox.keep("telegram", updates(8, 9))
    assert (ids(inbox), inbox.last("telegram")) == (["7"], "7")
    monkeypatch.undo()
    await inbox.keep("telegram", updates(8, 9))
    assert ids(opened(tmp_path)[1]) == ["7", "8", "9"]


async def test_even_an_update_that_makes_no_sense_is_kept_as_it_came(tmp_path: Path) -> None:
    odd = {"update_id": 7, "text": '\ud83d\x00\u2028\n"', "deep": [[[{}]]], "big": 2**70, "nothing": None}
    _, inbox = opened(tmp_path)
    await inbox.keep("telegram", [("7", odd)])
    assert opened(tmp_path)[1].pending()[0].raw == odd


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("keep"), st.integers(0, 12)),
        st.tuples(st.just("work off"), st.integers(0, 12)),
        st.tuples(st.just("reopen"), st.just(0)),
    ),
    max_size=15,
)


@hypothesis_settings(max_examples=40)
@given(STEPS)
def test_each_update_is_pending_from_kept_to_worked_off(steps: list[tuple[str, int]]) -> None:
    async def run(home: Path) -> None:
        record, inbox = opened(home)
        kept: dict[str, None] = {}
        done: set[str] = set()
        for step, id_ in steps:
            if step == "keep":
                await inbox.keep("telegram", updates(id_, id_ + 1))
                kept |= {str(id_): None, str(id_ + 1): None}
            elif step == "work off" and str(id_) in kept:
                work_off(record, f"telegram:{id_}")
                done.add(str(id_))
            elif step == "reopen":
                record, inbox = opened(home)
            assert ids(inbox) == [k for k in kept if k not in done]

    with TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))


async def test_what_was_parked_stays_for_somebody_to_look_at_until_it_is_to_be_forgotten(tmp_path: Path) -> None:
    def causes() -> list[tuple[str, object]]:
        return [(kept.cause, kept.raw) for kept in parked(tmp_path, record.states)]

    record = Record.open(tmp_path)
    inbox = Inbox.open(tmp_path, record.states)
    await inbox.keep("telegram", [("1", {"text": "一"}), ("2", {"text": "毒"}), ("3", {"text": "三"})])
    for number, event in (("1", Handled()), ("2", Parked(update="telegram:2", why="ValueError")), ("3", Handled())):
        record.append(Entry(at=AT, cause=f"telegram:{number}", events=(event,)))
    inbox.close()
    for _ in range(3):  # each start leaves behind what is worked off
        again = Inbox.open(tmp_path, record.states)
        assert again.pending() == []
        assert causes() == [("telegram:2", {"text": "毒"})]
        assert again.last("telegram") == "3"
        again.close()
    assert list(parked_text(tmp_path)) == ["telegram:2  ValueError", '    {"text": "毒"}']
    Inbox.open(tmp_path, record.states, forget_parked=True).close()
    assert causes() == []
    assert list(parked_text(tmp_path)) == ["telegram:2  ValueError", "    （原文已删除）"]
