"""What was ever written is read for ever: `corpora/record-v1.jsonl` holds an entry of each kind as version 1 wrote it.

Lines of that file are never changed. A new kind of event gets a line at its end; a new version a file of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.commands.check import check
from bot.errors import StoreError
from bot.record.events import READERS, VERSION, Event, LaterVersionError, entry_json, parse_entry, read_entry
from bot.record.states import fold
from bot.store.linestore import LineDB
from bot.store.record import Record
from tests.homes import ROOT

GOLDEN = {v: ROOT / "tests" / "corpora" / f"record-v{v}.jsonl" for v in (1,)}
HANDLED: dict[str, Any] = {
    "v": 1, "at": "2024-03-21T09:00:00+08:00", "cause": "x", "by": "", "events": [{"kind": "handled"}],
}  # fmt: skip


def lines(version: int) -> list[bytes]:
    return GOLDEN[version].read_bytes().splitlines()


def still(now: Any, was: Any) -> Any:
    """What is there now of what was there, at any depth."""
    if isinstance(was, dict):
        return {name: still(now[name], was[name]) for name in was}
    if isinstance(was, list) and len(now) == len(was):
        return [still(*pair) for pair in zip(now, was, strict=True)]
    return now


@pytest.mark.parametrize("version", GOLDEN)
def test_every_entry_of_every_version_says_what_it_said(version: int) -> None:
    for line in lines(version):
        was, now = json.loads(line), entry_json(parse_entry(line))
        assert still(now, was) == was  # and what has come since has its default
    assert fold(map(parse_entry, lines(version))).version == len(lines(version))


def test_every_version_has_a_reader_and_every_kind_of_event_a_line() -> None:
    assert set(READERS) == set(GOLDEN) == set(range(1, VERSION + 1))
    kinds = {kind.model_fields["kind"].default for kind in get_args(get_args(Event)[0])}
    assert {json.loads(line)["events"][0]["kind"] for line in lines(VERSION)} == kinds


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"v": VERSION + 1}, f"版本 {VERSION + 1}"),
        ({"mood": "good"}, "mood"),
        ({"events": [{"kind": "handled", "mood": "good"}]}, "mood"),
        ({"events": [{"kind": "celebrated"}]}, "events"),
    ],
)
def test_what_a_later_program_wrote_is_refused_as_such(tmp_path: Path, change: dict[str, Any], named: str) -> None:
    document = HANDLED | change
    with pytest.raises(LaterVersionError, match=named):
        read_entry(document)
    LineDB(tmp_path / "data", "record").table("record-2024").insert(document)
    with pytest.raises(StoreError, match="更新的版本"):
        Record.open(tmp_path)
    (problem,) = check(tmp_path)
    assert "更新的版本" in problem.says


def test_what_nobody_can_have_written_is_no_later_version(tmp_path: Path) -> None:
    LineDB(tmp_path / "data", "record").table("record-2024").insert(HANDLED | {"at": "gestern"})
    with pytest.raises(StoreError, match="不合要求"):
        Record.open(tmp_path)
