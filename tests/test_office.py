"""A home in use: what becomes of it when a file that people edit is broken or goes away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import FileError
from bot.office import Office
from bot.store.wholefile import WholeFile
from tests.homes import HandClock, home_of_five_plans


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return home_of_five_plans(tmp_path_factory.mktemp("homes") / "home")


@pytest.fixture
def office(home: Path) -> Office:
    return Office(home, HandClock("2024-03-21 09:00").clock().now)


def emptied(content: bytes) -> bytes | None:
    return b""


def gone(content: bytes) -> bytes | None:
    """As between the two steps of an editor that takes the file away and writes it anew."""
    return None


def with_a_comma(content: bytes) -> bytes | None:
    return content.replace(b'"tasks": [', b'"tasks": [,', 1)


@pytest.mark.parametrize(("at_hand", "says"), [(emptied, "第 1 行"), (gone, "文件不见了"), (with_a_comma, "第 1 行")])
def test_what_is_in_force_stays_so_while_the_file_cannot_be_read(
    office: Office,
    at_hand: Callable[[bytes], bytes | None],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is noted as withdrawn, and as soon as the file is as it was, all is."""
    before, content = office.given, WholeFile.content
    with monkeypatch.context() as patch:
        patch.setattr(WholeFile, "content", lambda self: at_hand(content(self) or b""))
        assert says in str(office.reread())
        assert office.given is before
    assert office.reread() is None
    assert not office.record.states.dropped
    assert office.given.tasks == before.tasks


def test_a_bot_does_not_start_without_the_tasks_that_it_knows_of(office: Office, home: Path) -> None:
    """Else a file that was put elsewhere by mistake would withdraw all tasks."""
    tasks = home / "tasks.json"
    elsewhere = tasks.rename(home / "old.json")
    try:
        with pytest.raises(FileError, match="文件不见了"):
            Office(home, HandClock("2024-03-21 10:00").clock().now)
    finally:
        elsewhere.rename(tasks)
    assert not Office(home, HandClock("2024-03-21 10:00").clock().now).record.states.dropped
