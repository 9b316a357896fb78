"""The record on disk: after any crash all that was acknowledged is there, and damage is named, never passed over."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.commands.check import check
from bot.errors import StoreError
from bot.record.events import (
    Edited,
    Entry,
    Event,
    Handled,
    Reported,
    Unclear,
    entry_json,
    read_entry,
)
from bot.record.states import fold
from bot.store.linecheck import line_problems
from bot.store.lines import BadLineError, from_line, to_line
from bot.store.linestore import LineDB
from bot.store.record import Record
from tests.record_writer import cause_of

AT = datetime(2024, 3, 21, 1, tzinfo=UTC)


def entry(cause: str, *events: Event, at: datetime = AT) -> Entry:
    return Entry(at=at, cause=cause, by="zhaoshang", events=events or (Handled(),))


def causes(record: Record) -> list[str]:
    return [e.cause for e in record.entries()]


def record_file(home: Path, year: int = 2024) -> Path:
    return home / "data" / f"record-{year}.jsonl"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def values_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of a field of an event. Numbers are those that JSON knows."""
    if get_origin(annotation) in (Annotated, Literal):
        return values_of(get_args(annotation)[0]) if get_origin(annotation) is Annotated else st.from_type(annotation)
    inner = [values_of(part) for part in get_args(annotation) if part is not Ellipsis]
    if annotation is Any:
        return JSON
    if annotation is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    if annotation is datetime:
        return st.integers(0, 10**9).map(lambda seconds: AT + timedelta(seconds=seconds))
    if get_origin(annotation) is tuple and Ellipsis in get_args(annotation):
        return st.lists(inner[0], max_size=2).map(tuple)
    if get_origin(annotation) is dict:
        return st.dictionaries(*inner, max_size=2)
    if get_origin(annotation) in (Union, UnionType):
        return st.one_of(inner)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return models_of(annotation)
    return st.tuples(*inner) if get_origin(annotation) is tuple else st.from_type(annotation)


def models_of(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Any value of an event, an entry or a part of one."""
    return st.builds(model, **{name: values_of(field.annotation) for name, field in model.model_fields.items()})


# ---- what is written is what is read --------------------------------------------------------------------------------

ENTRIES = models_of(Entry)


@given(st.integers(1, 10**9), st.dictionaries(st.text(), JSON, max_size=4))
def test_a_line_holds_any_document(number: int, document: dict[str, object]) -> None:
    line = to_line(number, document)
    assert line.count(b"\n") == 1
    assert from_line(line) == (number, document)


def test_a_line_holds_even_half_a_character() -> None:
    assert from_line(to_line(1, {"text": "\ud83d 你好"})) == (1, {"text": "\ud83d 你好"})


@hypothesis_settings(max_examples=200)
@given(ENTRIES)
def test_an_entry_comes_back_as_it_was(one: Entry) -> None:
    _, document = from_line(to_line(1, entry_json(one)))
    assert read_entry(document) == one


@given(st.lists(ENTRIES, max_size=4))
def test_whatever_is_on_record_can_be_folded(entries: list[Entry]) -> None:
    """Also where lines before it are missing; else a record that was repaired by hand would never open again."""
    assert fold(entries).causes == {one.cause for one in entries}


def test_an_edit_keeps_what_was_empty_before() -> None:
    edited = Edited(task="a", changes={"leader": (None, "zhang"), "note": ("", None)})
    assert read_entry(entry_json(entry("edit:1", edited))).events == (edited,)


@given(st.data())
def test_a_line_with_a_flipped_bit_is_never_taken(data: st.DataObject) -> None:
    line = to_line(17, entry_json(entry("telegram:1", Unclear(person="zhang", text="已签约4个"))))
    bit = data.draw(st.integers(0, len(line) * 8 - 1))
    flipped = bytearray(line)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadLineError):
        from_line(bytes(flipped))


# ---- the ordinary life of a record ----------------------------------------------------------------------------------


def test_what_is_appended_is_folded_and_outlasts_the_process(tmp_path: Path) -> None:
    record = Record.open(tmp_path)
    reported = Reported(
        reply="r", task="t", person="p", said_by="p", text="过半", percent=50, expected=date(2024, 5, 31)
    )
    assert record.append(entry("a"), entry("b", reported)) == (entry("a"), entry("b", reported))
    again = Record.open(tmp_path)
    assert again.states == record.states
    assert again.states.task("t").percent == 50
    assert list(again.entries()) == [entry("a"), entry("b", reported)]
    assert again.notes == []


def test_a_cause_is_worked_off_once(tmp_path: Path) -> None:
    record, other = Record.open(tmp_path), Record.open(tmp_path)
    assert len(record.append(entry("a"), entry("b"), entry("a"))) == 2
    assert record.append(entry("b")) == ()
    assert other.append(entry("a"), entry("c")) == (entry("c"),)
    assert causes(record) == ["a", "b", "c"]


def test_a_reader_hears_what_others_append(tmp_path: Path) -> None:
    bot, command = Record.open(tmp_path), Record.open(tmp_path)
    bot.append(entry("a"))
    assert command.catch_up() == (entry("a"),)
    assert command.catch_up() == ()
    command.append(entry("b"))
    bot.append(entry("c"))
    assert bot.states.causes == {"a", "b", "c"}
    assert command.catch_up() == (entry("c"),)


def test_each_year_has_its_file_in_shanghai(tmp_path: Path) -> None:
    record = Record.open(tmp_path)
    new_year = datetime(2024, 12, 31, 16, tzinfo=UTC)  # midnight in Shanghai
    record.append(entry("old", at=new_year - timedelta(seconds=1)))
    record.append(entry("new", at=new_year))
    assert len(record_file(tmp_path, 2024).read_bytes().splitlines()) == 1
    assert len(record_file(tmp_path, 2025).read_bytes().splitlines()) == 1
    assert causes(Record.open(tmp_path)) == ["old", "new"]


def test_a_clock_set_back_does_not_change_the_order(tmp_path: Path) -> None:
    record = Record.open(tmp_path)
    record.append(entry("a", at=AT + timedelta(days=365)))
    record.append(entry("b", at=AT))
    assert causes(Record.open(tmp_path)) == ["a", "b"]
    assert not record_file(tmp_path, 2024).exists()


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    Record.open(tmp_path).append(entry("a"))
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert {f.stat().st_mode & 0o777 for f in (tmp_path / "data").iterdir()} == {0o600}


def test_it_is_a_tinydb_that_only_grows(tmp_path: Path) -> None:
    db = LineDB(tmp_path, "things")
    table = db.table("things-1")
    assert table.insert({"a": 1}) == 1
    assert table.insert_multiple([{"a": 2}, {"a": 3}]) == [2, 3]
    assert table.search(lambda d: d["a"] > 1) == [{"a": 2}, {"a": 3}]
    assert db.tables() == {"things-1"}
    table.all()[0]["a"] = 9
    assert table.get(doc_id=1) == {"a": 1}
    for change in (
        lambda: table.update({"a": 5}),
        lambda: table.remove(doc_ids=[1]),
        lambda: table.upsert({"a": 5}, lambda d: True),
        table.truncate,
        db.drop_tables,
    ):
        with pytest.raises(TypeError):
            change()
    assert len(LineDB(tmp_path, "things").table("things-1")) == 3


# ---- crashes --------------------------------------------------------------------------------------------------------


class Crash(BaseException):
    """The process is gone: nothing of it runs any more."""


@contextmanager
def writes(*, take: int, then: BaseException) -> Iterator[None]:
    """The disk takes so many more bytes; then something happens."""
    left, real = take, os.write

    def write(handle: int, content: bytes) -> int:
        nonlocal left
        if left <= 0:
            raise then
        taken = real(handle, bytes(content)[:left])
        left -= taken
        return taken

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.store.disk.os.write", write)
        yield


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.integers(1, 3)),
        st.tuples(st.just("beside"), st.integers(1, 2)),
        st.tuples(st.just("crash"), st.integers(0, 600)),
        st.tuples(st.just("full"), st.integers(0, 600)),
        st.tuples(st.just("reopen"), st.just(0)),
    ),
    max_size=12,
)


@hypothesis_settings(max_examples=60)
@given(STEPS)
def test_any_sequence_of_appends_and_crashes_keeps_all_that_was_acknowledged(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        record, beside = Record.open(home), Record.open(home)
        acknowledged: list[str] = []
        for number, (step, amount) in enumerate(steps):
            batch = [entry(f"{number}.{i}", Unclear(person="张", text="进展" * i)) for i in range(max(1, amount % 4))]
            if step in ("append", "beside"):
                (record if step == "append" else beside).append(*batch)
                acknowledged += [e.cause for e in batch]
            elif step == "crash":
                with writes(take=amount, then=Crash()), pytest.raises(Crash):
                    record.append(*batch, entry(f"{number}.long", Unclear(person="", text="长" * 300)))
                record = Record.open(home)
                written = [c for c in causes(record) if c.startswith(f"{number}.")]
                assert written == [e.cause for e in batch][: len(written)]
                acknowledged += written
            elif step == "full":
                with (
                    writes(take=amount, then=OSError(errno.ENOSPC, "full")),
                    pytest.raises(StoreError, match="磁盘满了"),
                ):
                    record.append(*batch, entry(f"{number}.long", Unclear(person="", text="长" * 300)))
            else:
                record = Record.open(home)
            assert causes(record) == acknowledged
        record.catch_up()
        assert record.states == fold(Record.open(home).entries())
        assert record.states.causes == set(acknowledged)


def test_cut_off_at_any_byte_the_lines_before_stay_and_the_rest_is_set_aside(tmp_path: Path) -> None:
    record = Record.open(tmp_path)
    for cause in "abc":
        record.append(entry(cause))
    file = record_file(tmp_path)
    whole = file.read_bytes()
    aside = file.with_name(file.name + ".torn")
    ends = [at for at, byte in enumerate(whole) if byte == ord("\n")]
    for cut in sorted({*range(0, len(whole), 11), *ends, *(end + 1 for end in ends)} - {len(whole)}):
        file.write_bytes(whole[:cut])
        aside.unlink(missing_ok=True)
        again = Record.open(tmp_path)
        good = whole[:cut].count(b"\n")
        torn = whole[:cut].split(b"\n")[-1]
        assert causes(again) == list("abc")[:good]
        assert len(again.notes) == (1 if torn else 0)
        assert (aside.read_bytes() if torn else b"\n") == torn + b"\n"
        again.append(entry("d"))
        assert causes(Record.open(tmp_path)) == [*list("abc")[:good], "d"]


def start_writer(home: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.record_writer", str(home), name, str(count)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def go(writers: list[subprocess.Popen[str]]) -> None:
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()


@pytest.mark.parametrize("heard", [1, 40, 137])
def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path, heard: int) -> None:
    writer = start_writer(tmp_path, "w", 100_000)
    go([writer])
    assert writer.stdout
    for _ in range(heard):
        writer.stdout.readline()
    writer.kill()
    acknowledged = heard + len(writer.stdout.read().split())
    writer.communicate()
    found = causes(Record.open(tmp_path))
    assert found == [cause_of("w", n) for n in range(len(found))]
    assert acknowledged <= len(found) <= acknowledged + 1


def test_processes_append_beside_each_other(tmp_path: Path) -> None:
    names, count = ["一", "二", "三"], 60
    writers = [start_writer(tmp_path, name, count) for name in names]
    go(writers)
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    record = Record.open(tmp_path)
    found = causes(record)
    assert sorted(found) == sorted({cause_of(name, n) for name in names for n in range(count)})
    for name in names:
        assert [c for c in found if c.startswith(name)] == [cause_of(name, n) for n in range(count) if n % 10]
    assert record.notes == []
    assert check(tmp_path) == []


# ---- a disk that refuses --------------------------------------------------------------------------------------------


def test_a_full_disk_is_told_and_forgotten_when_there_is_room(tmp_path: Path) -> None:
    record = Record.open(tmp_path)
    record.append(entry("a"))
    before = record_file(tmp_path).read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 50, hard))  # the system takes 50 bytes, then refuses
    try:
        with pytest.raises(StoreError, match=r"record-2024\.jsonl 写不成"):
            record.append(entry("b"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert record_file(tmp_path).read_bytes() == before
    assert record.states.causes == {"a"}
    assert record.append(entry("b")) == (entry("b"),)
    assert causes(Record.open(tmp_path)) == ["a", "b"]


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "磁盘满了"), (errno.EROFS, "只读"), (errno.EIO, "磁盘出错"), (errno.EACCES, "权限")],
)
def test_a_sync_that_fails_acknowledges_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    record = Record.open(tmp_path)
    record.append(entry("a"))

    def fsync(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("bot.store.disk.os.fsync", fsync)
    with pytest.raises(StoreError, match=says):
        record.append(entry("b"), entry("c"))
    monkeypatch.undo()
    assert causes(Record.open(tmp_path)) == ["a"]
    record.append(entry("b"))
    assert causes(Record.open(tmp_path)) == ["a", "b"]


def test_a_torn_tail_on_a_full_disk_can_be_read_but_not_appended_to(tmp_path: Path) -> None:
    Record.open(tmp_path).append(entry("a"))
    with record_file(tmp_path).open("ab") as file:
        file.write(b'{"crc":"00')
    with writes(take=0, then=OSError(errno.ENOSPC, "full")):
        record = Record.open(tmp_path)
        assert causes(record) == ["a"]
        assert "还没能移开" in record.notes[0]
        with pytest.raises(StoreError, match="磁盘满了"):
            record.append(entry("b"))
    record.append(entry("b"))
    assert causes(Record.open(tmp_path)) == ["a", "b"]


# ---- damage ---------------------------------------------------------------------------------------------------------


def lines_of(home: Path) -> list[bytes]:
    return record_file(home).read_bytes().splitlines(keepends=True)


def three(home: Path) -> list[bytes]:
    record = Record.open(home)
    for cause in "abc":
        record.append(entry(cause))
    return lines_of(home)


@pytest.mark.parametrize("line", [1, 2])
def test_a_damaged_line_in_the_middle_is_named_and_nothing_is_passed_over(tmp_path: Path, line: int) -> None:
    lines = three(tmp_path)
    lines[line - 1] = lines[line - 1].replace(b"zhaoshang", b"zhaoshanG")
    record_file(tmp_path).write_bytes(b"".join(lines))
    with pytest.raises(StoreError, match=rf"record-2024\.jsonl 第 {line} 行：校验和不对"):
        Record.open(tmp_path)
    assert [(p.path, p.line) for p in check(tmp_path)] == [(record_file(tmp_path), line)]
    assert b"".join(lines) == record_file(tmp_path).read_bytes()


def test_a_flipped_bit_anywhere_is_found(tmp_path: Path) -> None:
    whole = b"".join(three(tmp_path))
    for at in range(0, len(whole) * 8, 31):
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        record_file(tmp_path).write_bytes(bytes(flipped))
        assert list(line_problems(tmp_path / "data", "record", read_entry)) != []
        try:
            record = Record.open(tmp_path)
        except StoreError:
            continue
        found = causes(record)
        assert found == ["a", "b", "c"][: len(found)]  # a lost line end makes one damaged line of the last two
        assert len(found) < 3
        assert "已移到" in record.notes[0]


def test_check_names_every_damaged_line_and_changes_nothing(tmp_path: Path) -> None:
    a, b, c = three(tmp_path)
    content = a[:40] + b"\n" + b + c + c + c[:-20]
    record_file(tmp_path).write_bytes(content)
    assert [problem.line for problem in check(tmp_path)] == [1, 4, 5]
    assert record_file(tmp_path).read_bytes() == content


def test_a_line_taken_out_is_missed(tmp_path: Path) -> None:
    a, _, c = three(tmp_path)
    record_file(tmp_path).write_bytes(a + c)
    record = Record.open(tmp_path)
    assert causes(record) == ["a", "c"]
    assert "第 2 行之前缺了记录" in record.notes[0]
    assert "缺了 1 条记录" in check(tmp_path)[0].says


def test_a_line_put_in_twice_is_named(tmp_path: Path) -> None:
    a, b, c = three(tmp_path)
    record_file(tmp_path).write_bytes(a + b + b + c)
    with pytest.raises(StoreError, match="第 3 行：编号 2 已经用过"):
        Record.open(tmp_path)


@pytest.mark.parametrize("rewritten", ["shorter", "longer", "replaced"])
def test_a_file_rewritten_beneath_a_running_bot_stops_it_from_writing(tmp_path: Path, rewritten: str) -> None:
    record = Record.open(tmp_path)
    record.append(entry("a"))
    file = record_file(tmp_path)
    content = file.read_bytes()
    if rewritten == "replaced":
        file.rename(tmp_path / "kept")
        file.write_bytes(content)
    else:
        file.write_bytes(content[:-30] if rewritten == "shorter" else b" " + content)
    now = file.read_bytes()
    with pytest.raises(StoreError, match="被别的程序改过"):
        record.append(entry("b"))
    assert file.read_bytes() == now


def test_an_entry_of_a_later_version_is_refused_with_a_sentence(tmp_path: Path) -> None:
    LineDB(tmp_path / "data", "record").table("record-2024").insert({"v": 2, "at": "2024-03-21", "cause": "x"})
    with pytest.raises(StoreError, match="更新的版本"):
        Record.open(tmp_path)
    assert "更新的版本" in check(tmp_path)[0].says
