"""A home made step by step: each step can be skipped, what is there stays, and it works without a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.check import check
from bot.commands.init import Guide, Wanted, init
from bot.errors import DubanError
from bot.store.config import load_people, load_settings, load_token
from bot.store.record import Record
from bot.store.tasksfile import TasksFile
from tests.fake_botapi import FakeBotApi
from tests.homes import ROOT, moment
from tests.test_main import duban

SAMPLE = next((ROOT / "config" / "sample").glob("*.txt"))
NOW = moment("2024-03-18 09:00")
TOKEN = "4242:AAnotARealToken"


class Typist:
    """Somebody at the terminal who types these lines, one a question."""

    def __init__(self, *lines: str) -> None:
        self._lines: Iterator[str] = iter(lines)
        self.asked: list[str] = []
        self.told: list[str] = []

    def guide(self) -> Guide:
        return Guide(self._answer, self._answer, self.told.append)

    def _answer(self, question: str) -> str:
        self.asked.append(question)
        return next(self._lines)


NOBODY = Guide(lambda _: "", lambda _: "", lambda _: None)


def test_every_step_skipped_makes_a_home_that_is_good(tmp_path: Path) -> None:
    home = tmp_path / "a" / "home"
    assert init(home, Wanted(), NOBODY, NOW) == 0
    assert check(home) == []
    assert not (home / ".env").exists()
    assert not (home / "tasks.json").exists()
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / "config" / "people.toml").stat().st_mode & 0o777 == 0o600


def test_what_is_typed_is_what_is_set(tmp_path: Path) -> None:
    typist = Typist("", '蔡家坡"经开区"', "督查办", "", TOKEN, "", "y")
    init(tmp_path, Wanted(offline=True), typist.guide(), NOW)
    zone = load_settings(tmp_path).zone
    assert (zone.name, zone.office) == ('蔡家坡"经开区"', "督查办")
    assert load_token(tmp_path, {}) == TOKEN
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    admin = next(p for p in load_people(tmp_path) if "admin" in p.roles)
    assert [i.person for i in Record.open(tmp_path).states.invitations.values()] == [admin.id]
    assert any("/start " in line for line in typist.told)
    assert not any(TOKEN in line for line in typist.told)
    assert check(tmp_path) == []


def test_done_again_it_changes_nothing_and_goes_on(tmp_path: Path) -> None:
    init(tmp_path, Wanted(token=TOKEN, name="甲", offline=True), NOBODY, NOW)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    init(tmp_path, Wanted(token="1:x", name="乙", plan=SAMPLE, code="yb", offline=True), NOBODY, NOW)
    assert {path: path.read_bytes() for path in before} == before
    assert TasksFile(tmp_path / "tasks.json").read()


def test_a_people_file_with_a_mistake_is_named_and_not_kept(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[[person]]\nid = "a"\n', encoding="utf-8")
    with pytest.raises(DubanError, match="缺少 name"):
        init(tmp_path / "home", Wanted(people=wrong), NOBODY, NOW)
    assert not (tmp_path / "home" / "config" / "people.toml").exists()
    with pytest.raises(DubanError, match="读不成"):
        init(tmp_path / "home", Wanted(people=tmp_path / "none"), NOBODY, NOW)


async def test_the_token_is_checked_and_may_be_typed_anew(tmp_path: Path) -> None:
    async with FakeBotApi() as server:
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "settings.toml").write_text(f'[telegram]\nbase_url = "{server.url}"\n')
        typist = Typist("", "1:wrong", server.token, "", "")
        await asyncio.to_thread(init, tmp_path, Wanted(), typist.guide(), NOW)
        assert load_token(tmp_path, {}) == server.token
        assert any("没有接受这个令牌" in line for line in typist.told)
        assert any("@duban_test_bot" in line for line in typist.told)
        (tmp_path / ".env").unlink()
        with pytest.raises(DubanError, match="没有接受"):
            await asyncio.to_thread(init, tmp_path, Wanted(token="1:wrong"), NOBODY, NOW)
        assert not (tmp_path / ".env").exists()


def test_without_a_terminal_options_do(tmp_path: Path) -> None:
    options = ("--name", "甲区", "--plan", SAMPLE, "--code", "yb", "--admin", "duchashi", "--offline")
    done = duban("init", *options, home=tmp_path / "home", TELEGRAM_BOT_TOKEN=TOKEN)
    assert done.returncode == 0, done.stderr
    assert "/start " in done.stdout
    assert TOKEN not in done.stdout + done.stderr
    assert load_settings(tmp_path / "home").zone.name == "甲区"
    assert duban("check", home=tmp_path / "home").returncode == 0
    assert (tmp_path / "home" / ".env").stat().st_mode & 0o777 == 0o600
