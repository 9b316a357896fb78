"""A real run in which much goes wrong: no token, no secret of the webhook, no code in any log, file or message."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import App
from bot.channels.webhook import webhook_secret
from bot.commands.run import run
from bot.errors import DubanError
from bot.store.inbox import Inbox
from bot.store.record import Record
from tests.fake_botapi import Answer, FakeBotApi, Fault
from tests.homes import ROOT, HandClock, code_for, settings_for

TOKEN, PASSWORD = "123456:ABCdefGHIjklMNOpqrSTUvwxYZ012345678", "correct-horse"
LEADER, STRANGER = "钱招商", "路人甲"
NIGHT = "2024-03-17T22:00+08:00"


@asynccontextmanager
async def running(home: Path, server: FakeBotApi, log: Path) -> AsyncIterator[None]:
    """The command line in a process of its own, saying all that it can."""
    with log.open("ab") as file:
        bot = await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / "main.py"),
            *("--home", str(home), "run", "--clock", NIGHT),
            env=os.environ | {"TELEGRAM_BOT_TOKEN": server.token, "DUBAN_LOG": "debug"},
            stdout=file,
            stderr=file,
        )
        try:
            yield
        finally:
            bot.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(bot.wait(), 10) == 0


async def everything_happens(home: Path, server: FakeBotApi) -> list[str]:
    """People bind, guess and send nonsense while the service fails in every way; the codes that were made."""
    hands = HandClock("2024-03-17 22:00")
    used, void, open_ = (code_for(home, person, hands) for person in ("zhaoshang", "xiangmu", "xiangmu"))
    server.faults = [Fault(Answer(502, body=b"<html>"), "sendMessage"), Fault("cut-before", "sendMessage")]
    server.faults += [Fault("cut-after", "getUpdates")]
    server.says(LEADER, f"/start {used}")
    server.says(STRANGER, f"/start {void}")
    server.sends_raw({"message": {"text": used, "from": {"id": 1}}})
    await server.until(lambda: "绑定码无效" in server.chat(STRANGER).transcript, seconds=30)
    await server.until(lambda: "已绑定成功" in server.chat(LEADER).transcript, seconds=30)
    server.says(LEADER, "我的任务")
    await server.until(lambda: len(server.chat(LEADER).posts) > 1, seconds=30)
    return [used, void, open_]


async def test_no_secret_is_in_any_log_file_or_message(tmp_path: Path) -> None:
    home, log = tmp_path / "home", tmp_path / "log"
    (home / "config").mkdir(parents=True)
    shutil.copy(ROOT / "config" / "people.toml", home / "config")
    async with FakeBotApi() as server:
        settings_for(home, server)
        async with running(home, server, log):
            codes = await everything_happens(home, server)
        said = [post.html for chat in server.world.chats.values() for post in chat.posts]
        secrets = [server.token, server.token.partition(":")[2], webhook_secret(server.token)]
    Inbox.open(home, Record.open(home).states).close()  # as at the next start: what is worked off is left behind
    text = log.read_text(encoding="utf-8")
    for word in ("update-failed: ", "Traceback", "send-again: ", "telegram-away: ", "stop: "):
        assert word in text, word
    files = [path.read_text(encoding="utf-8") for path in home.rglob("*") if path.is_file()]
    for secret in [*secrets, *codes]:
        assert secret not in text
        assert not any(secret in one for one in [*files, *said])


async def never(self: App) -> None:
    raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe through http://user:{PASSWORD}@proxy")


@pytest.mark.parametrize("form", ["text", "json"])
def test_even_a_crash_shows_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """The traceback goes to the log, where secrets are taken out, and the command ends with one sentence."""
    monkeypatch.setattr(App, "run", never)
    proxy = f"http://user:{PASSWORD}@127.0.0.1:1"
    with pytest.raises(DubanError, match="没有预料到的错误") as ended:
        run(tmp_path, None, {"TELEGRAM_BOT_TOKEN": TOKEN, "HTTPS_PROXY": proxy, "DUBAN_LOG_FORMAT": form})
    said = capsys.readouterr().err + str(ended.value)
    assert "RuntimeError" in said
    assert "crash" in said
    for secret in (TOKEN, TOKEN.partition(":")[2], webhook_secret(TOKEN), PASSWORD):
        assert secret not in said
