"""A backup is whole though the bot runs on; what is restored is what was there, and nothing is lost on the way."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from bot.commands.backup import backup, restore
from bot.commands.check import check
from bot.errors import DubanError, HomeInUse
from bot.record.events import Entry, Handled, Unclear
from bot.settings import ZONE
from bot.store import snapshot
from bot.store.archive import LIST
from bot.store.home import Home
from bot.store.inbox import Inbox
from bot.store.record import Record
from bot.store.snapshot import Part
from tests.record_writer import cause_of

NOW = datetime(2024, 3, 21, 9, tzinfo=ZONE)
AT = datetime(2024, 3, 21, 1, tzinfo=UTC)


def entry(cause: str) -> Entry:
    return Entry(at=AT, cause=cause, events=(Unclear(person="张", text="进展" * 20),))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    files = {
        "tasks.json": '{"schema": 1, "tasks": []}',
        "config/people.toml": '[[person]]\nid = "zhang"\nname = "张"\n',
        "config/messages/help.html.j2": "帮助",
        "data/plans/caijiapo.txt": "工作要点",
        "data/evidence/2024/照片 1.jpg": "…",
        ".env": "TELEGRAM_BOT_TOKEN=4242:secret",
    }
    for name, content in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(content, encoding="utf-8")
    Record.open(home).append(entry("a"), entry("b"))
    return home


def contents(home: Path) -> dict[str, bytes]:
    """What a home holds, locks apart."""
    files = (path for path in home.rglob("*") if path.is_file() and path.suffix not in (".lock", ".pid"))
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in files}


def causes(home: Path) -> list[str]:
    return [entry.cause for entry in Record.open(home).entries()]


def test_everything_comes_back_in_an_empty_home_but_the_secrets(home: Path, tmp_path: Path) -> None:
    said = backup(home, tmp_path / "b.zip", NOW)
    assert ".env" in said
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600
    assert b"4242" not in (tmp_path / "b.zip").read_bytes()
    restore(tmp_path / "new", tmp_path / "b.zip", NOW)
    there = contents(home)
    del there[".env"]
    assert contents(tmp_path / "new") == there
    assert check(tmp_path / "new") == []
    assert all(p.stat().st_mode & 0o077 == 0 for p in (tmp_path / "new").rglob("*"))


def test_into_a_folder_it_goes_under_a_name_with_the_moment(home: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    backup(home, tmp_path / "backups", NOW)
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["duban-2024-03-21T090000.zip"]


def test_an_earlier_backup_is_replaced_and_nothing_else(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    backup(home, path, NOW)
    Record.open(home).append(entry("c"))
    backup(home, path, NOW)
    restore(tmp_path / "new", path, NOW)
    assert causes(tmp_path / "new") == ["a", "b", "c"]
    path.write_text("私人文件")
    with pytest.raises(DubanError, match="没有盖掉"):
        backup(home, path, NOW)
    assert path.read_text() == "私人文件"
    with pytest.raises(DubanError, match="换一个文件夹"):
        backup(home, home / "data" / "b.zip", NOW)
    with pytest.raises(DubanError, match="没有可备份的"):
        backup(tmp_path / "nowhere", path, NOW)


def test_while_others_write_it_holds_all_that_was_acknowledged_before_and_no_half_line(
    home: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tests.record_writer", str(home), "w", "100000"]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert writer.stdin
    assert writer.stdout
    writer.stdin.write("go\n")
    writer.stdin.flush()
    writer.stdout.readline()  # ready
    for turn in range(3):
        heard = [writer.stdout.readline() for _ in range(100)]
        backup(home, tmp_path / "b.zip", NOW)
        new = tmp_path / f"new{turn}"
        restore(new, tmp_path / "b.zip", NOW)
        record = Record.open(new)
        found = [entry.cause for entry in record.entries()]
        assert record.notes == []
        assert found == ["a", "b", *(cause_of("w", n) for n in range(len(found) - 2))]
        assert len(found) - 2 > int(heard[-1])
    writer.kill()
    writer.communicate()


async def test_an_update_is_in_the_inbox_or_on_record_whenever_the_backup_is_taken(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Record.open(home)
    inbox = Inbox.open(home, record.states)
    await inbox.keep("telegram", [("7", {"update_id": 7})])

    def working_it_off(*given: Any) -> list[Part]:
        """Between one series and the next the bot works the update off and leaves it behind in the inbox."""
        found = grown(*given)
        record.append(Entry(at=AT, cause="telegram:7", events=(Handled(),)))
        Inbox.open(home, record.states).close()
        return found

    grown = snapshot._grown
    monkeypatch.setattr(snapshot, "_grown", working_it_off)
    backup(home, tmp_path / "b.zip", NOW)
    restore(tmp_path / "new", tmp_path / "b.zip", NOW)
    again = Record.open(tmp_path / "new")
    in_inbox = [kept.id for kept in Inbox.open(tmp_path / "new", again.states).pending()]
    assert in_inbox == ["7"] or "telegram:7" in again.states.causes


def test_what_was_there_is_kept_under_a_dated_name(home: Path, tmp_path: Path) -> None:
    backup(home, tmp_path / "b.zip", NOW)
    at_backup = contents(home)
    Record.open(home).append(entry("c"))
    (home / "config" / "settings.toml").write_text("[zone]\n")
    before = contents(home)
    said = restore(home, tmp_path / "b.zip", NOW)
    aside = home / "before-restore-2024-03-21T090000"
    assert str(aside) in said
    assert {**contents(aside), ".env": b"TELEGRAM_BOT_TOKEN=4242:secret"} == before
    assert {name: c for name, c in contents(home).items() if not name.startswith("before-")} == at_backup
    assert causes(home) == ["a", "b"]


def test_not_while_a_bot_holds_the_home(home: Path, tmp_path: Path) -> None:
    backup(home, tmp_path / "b.zip", NOW)
    before = contents(home)
    with Home(home).hold(NOW):
        backup(home, tmp_path / "b.zip", NOW)
        with pytest.raises(HomeInUse):
            restore(home, tmp_path / "b.zip", NOW)
    assert contents(home) == before


def test_broken_off_in_between_the_home_does_not_run_until_it_is_done_again(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(home, tmp_path / "b.zip", NOW)
    at_backup = contents(home)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.commands.backup._put_in_place", cut)
    with pytest.raises(KeyboardInterrupt):
        restore(home, tmp_path / "b.zip", NOW)
    monkeypatch.undo()
    with pytest.raises(DubanError, match="再运行一次 restore"), Home(home).hold(NOW):
        pass
    restore(home, tmp_path / "b.zip", NOW.replace(minute=5))
    assert {name: c for name, c in contents(home).items() if not name.startswith("before-")} == at_backup
    with Home(home).hold(NOW):
        pass


# ---- archives that are no good --------------------------------------------------------------------------------------


@contextmanager
def untouched(home: Path, says: str) -> Iterator[None]:
    before = contents(home)
    with pytest.raises(DubanError, match=says):
        yield
    assert contents(home) == before


def test_a_damaged_archive_is_refused_wherever_it_is_damaged(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    backup(home, path, NOW)
    whole = path.read_bytes()
    for at in range(0, len(whole), 97):
        with untouched(home, r"已损坏|写不成|不是督办|更新的版本|之外"):
            path.write_bytes(whole[:at])
            restore(home, path, NOW)
    with ZipFile(path, "w") as archive:
        path_in = "tasks.json"
        archive.writestr(path_in, "x")
        archive.writestr(LIST, json.dumps({"format": 1, "program": "", "made": "2024-03-21", "files": {path_in: 2}}))
    with untouched(home, "对不上"):
        restore(home, path, NOW)


def test_a_flipped_bit_in_the_content_is_found(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    backup(home, path, NOW)
    flipped = bytearray(path.read_bytes())
    with ZipFile(path) as archive:
        entry = archive.getinfo("data/record-2024.jsonl")
        flipped[entry.header_offset + 60 + entry.compress_size // 2] ^= 4
    path.write_bytes(flipped)
    with untouched(home, "已损坏"):
        restore(home, path, NOW)


def listed(path: Path, names: list[str], **more: object) -> None:
    with ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
        document = {"format": 1, "program": "9.9", "made": "2024-03-21T09:00:00+08:00"}
        archive.writestr(LIST, json.dumps({**document, "files": dict.fromkeys(names, 1), **more}))


OUTSIDE = ["../evil", "data/../../evil", "/etc/evil", "data//evil", "data/a\\..\\evil"]
NOT_OF_A_HOME = ["evil", ".env", "config", "tasks.json/x"]


@pytest.mark.parametrize("name", OUTSIDE + NOT_OF_A_HOME)
def test_a_path_outside_of_the_home_is_refused(home: Path, tmp_path: Path, name: str) -> None:
    listed(tmp_path / "b.zip", [name])
    with untouched(home, "文件夹之外"):
        restore(home, tmp_path / "b.zip", NOW)
    assert not (tmp_path / "evil").exists()


def test_other_files_are_refused_in_one_sentence(home: Path, tmp_path: Path) -> None:
    with untouched(home, "读不成"):
        restore(home, tmp_path / "nothing.zip", NOW)
    (tmp_path / "a.zip").write_text("…")
    with untouched(home, "不是完整的压缩包"):
        restore(home, tmp_path / "a.zip", NOW)
    with ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("tasks.json", "{}")
    with untouched(home, "不是督办的备份"):
        restore(home, tmp_path / "b.zip", NOW)
    listed(tmp_path / "c.zip", ["tasks.json"], format=2)
    with untouched(home, r"更新的版本（9\.9）"):
        restore(home, tmp_path / "c.zip", NOW)
