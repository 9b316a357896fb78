"""The log: one line an event with a word to search for, and never a token, wherever it may stand."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.channels.telegram import Telegram
from bot.commands.run import run
from bot.errors import DubanError
from bot.logs import configure
from bot.settings import Telegram as Where
from tests.fake_botapi import Answer, FakeBotApi, Fault
from tests.inboxes import MemoryInbox

TOKEN = "4242:AAnotARealTokenButAsLongAsOne0123456789"
HALF = TOKEN.partition(":")[2]

Log = Callable[..., io.StringIO]


@pytest.fixture
def log() -> Iterator[Log]:
    """Configures the whole program's log to a buffer, and puts everything back."""
    root = logging.getLogger()
    before = root.handlers[:], root.level

    def configured(**given: bool) -> io.StringIO:
        buffer = io.StringIO()
        configure(logging.DEBUG, [TOKEN], to=buffer, **given)
        return buffer

    yield configured
    logging.captureWarnings(False)
    root.handlers[:], root.level = before


def test_a_line_has_a_moment_a_level_a_word_and_a_sentence(log: Log) -> None:
    buffer = log()
    logging.getLogger("bot.x").warning("telegram-back: Telegram answers %s", "again")
    logging.getLogger("some.library").error("oops: it broke")
    first, second = buffer.getvalue().splitlines()
    assert first.endswith(" WARNING telegram-back: Telegram answers again")
    assert second.endswith(" ERROR some.library: oops: it broke")


def test_on_request_each_line_is_an_object(log: Log) -> None:
    buffer = log(json=True)
    try:
        fail_with(ValueError("催办"))
    except ValueError:
        logging.getLogger("bot.x").exception("bug: it broke")
    said = json.loads(buffer.getvalue())
    assert (said["level"], said["word"], said["says"]) == ("ERROR", "bug", "it broke")
    assert said["traceback"].endswith("ValueError: 催办")


def fail_with(error: Exception) -> None:
    raise error


def as_message() -> None:
    logging.getLogger("bot").error(f"https://api.telegram.org/bot{TOKEN}/getMe")


def as_argument() -> None:
    logging.getLogger("bot").error("token %s in %r", TOKEN, {"token": TOKEN})


def quoted() -> None:
    logging.getLogger("bot").error("https://x/?t=%s", TOKEN.replace(":", "%3A"))


def in_a_traceback() -> None:
    try:
        fail_with(RuntimeError(f"The token `{TOKEN}` was rejected by the server."))
    except RuntimeError:
        logging.getLogger("bot").exception("refused")


def in_the_cause_of_a_traceback() -> None:
    error = RuntimeError("…")
    error.__cause__ = KeyError(TOKEN)
    try:
        fail_with(error)
    except RuntimeError:
        logging.getLogger("bot").exception("refused")


def of_a_library() -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("httpcore.http11").debug("send_request_headers %s", TOKEN)
    logging.getLogger("telegram.Bot").debug("Set Bot API URL: https://api.telegram.org/bot%s", TOKEN)
    logging.getLogger("httpx").warning("odd answer of https://api.telegram.org/bot%s", TOKEN)


def the_half_alone() -> None:
    logging.getLogger("bot").error("…%s…", HALF)


def test_a_level_that_there_is_not_is_named(tmp_path: Path) -> None:
    with pytest.raises(DubanError, match="DUBAN_LOG=LOUD"):
        run(tmp_path, None, {"TELEGRAM_BOT_TOKEN": TOKEN, "DUBAN_LOG": "loud"})


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize(
    "happens",
    [as_message, as_argument, quoted, in_a_traceback, in_the_cause_of_a_traceback, of_a_library, the_half_alone],
)
def test_a_token_is_in_no_line(log: Log, happens: Callable[[], None], as_json: bool) -> None:
    buffer = log(json=as_json)
    happens()
    assert buffer.getvalue()
    assert HALF not in buffer.getvalue()


async def test_a_telegram_session_with_every_failure_logs_no_token(log: Log) -> None:
    buffer = log()
    async with FakeBotApi() as server:
        configure(logging.DEBUG, [server.token], to=buffer)
        channel = Telegram(server.token, Where(base_url=server.url), poll=5, first_pause=0.01, timeout=0.3)
        for does in (Answer(401, "Unauthorized"), Answer(404, "Not Found"), Answer(502), "cut-before", "cut-after"):
            server.faults += [Fault(does, "getUpdates"), Fault(does, "getMe")]
        server.says("张三", "在吗")
        receiving = asyncio.create_task(channel.run(MemoryInbox()))
        await server.until(lambda: server.polling.confirmed)
        receiving.cancel()
        await asyncio.gather(receiving, return_exceptions=True)
        await channel.close()
    lines = buffer.getvalue()
    assert "telegram-token" in lines
    assert "telegram-away" in lines
    assert "telegram-back" in lines
    assert server.token.partition(":")[2] not in lines
