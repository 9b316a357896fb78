"""`run`: the bot on Telegram, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from bot import logs
from bot.app import App
from bot.channels.layout import Wording as Marks
from bot.channels.sender import Sender
from bot.channels.telegram import Telegram
from bot.channels.webhook import WebhookTelegram, webhook_secret
from bot.clock import Clock, parse_clock, real_clock
from bot.errors import DubanError
from bot.office import Office
from bot.record.events import Entry
from bot.store.config import load_settings, load_token
from bot.store.disk import open_to_others
from bot.store.home import Home
from bot.store.inbox import Inbox

log = logging.getLogger(__name__)

NO_TOKEN = """\
没有机器人令牌，无法启动。请向 Telegram 的 @BotFather 申请一个机器人，把令牌写进 {env}：
    TELEGRAM_BOT_TOKEN=123456:ABC…
No bot token. Ask @BotFather on Telegram for a bot and put its token into {env} (or the environment):
    TELEGRAM_BOT_TOKEN=123456:ABC…
先看看效果不需要令牌 / no token needed to look around: make demo"""


PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
"""Where the environment names a proxy, perhaps with a password in its address."""
CRASHED = "机器人遇到没有预料到的错误，已经停下；收到的消息都在。请把上面日志里 crash 一段告诉运维，然后重新启动。"
CLOCK_WRONG = "--clock {spec} 看不懂，应写成 2024-03-21T08:59+08:00，要加速就写 2024-03-21T08:59+08:00x60"
BANNER = """\
********************************************************************
  试运行：时钟从 {now:%Y-%m-%d %H:%M} 开始，{speed:g} 倍速。不要用正式的机器人。
  Rehearsal: the clock starts at {now:%Y-%m-%d %H:%M}, {speed:g}x. Not for a bot in use.
********************************************************************"""


def run(home: Path, clock_spec: str | None, environ: Mapping[str, str]) -> None:
    """Runs the bot of a home until it is told to stop. Raises DubanError where there is no token, a file is wrong, or
    another bot holds the home."""
    clock = _clock(clock_spec)
    token = load_token(home, environ)
    if not token:
        raise DubanError(NO_TOKEN.format(env=(home / ".env").resolve()))
    _log(environ, [token, webhook_secret(token), *_proxy_passwords(home, environ)])
    with Home(home).hold(real_clock()):
        try:
            asyncio.run(_run(home, token, clock))
        except DubanError:
            raise
        except Exception as error:  # into the log, where no secret is shown, and not as a bare traceback
            log.exception("crash: the bot ended at something unforeseen")
            raise DubanError(CRASHED) from error


def _proxy_passwords(home: Path, environ: Mapping[str, str]) -> Iterator[str]:
    named = (environ.get(name, "") for name in PROXIES)
    for address in (load_settings(home).telegram.proxy, *named):
        yield from filter(None, [urlsplit(address).password])


def _log(environ: Mapping[str, str], secrets: Sequence[str]) -> None:
    """DUBAN_LOG is the level, DUBAN_LOG_FORMAT=json makes each line an object. Raises DubanError for another level."""
    level = environ.get("DUBAN_LOG", "INFO").upper()
    if level not in logging.getLevelNamesMapping():
        raise DubanError(f"DUBAN_LOG={level} 不是日志级别，可以用 DEBUG、INFO、WARNING、ERROR")
    logs.configure(level, secrets, json=environ.get("DUBAN_LOG_FORMAT") == "json")


def _clock(spec: str | None) -> Clock:
    if spec is None:
        return Clock(real_clock)
    try:
        return parse_clock(spec)
    except ValueError as error:
        raise DubanError(CLOCK_WRONG.format(spec=spec)) from error


async def _run(home: Path, token: str, clock: Clock) -> None:
    office = Office(home, clock.now)
    app = build(home, office, token, clock)
    for note in (*office.record.notes, *app.inbox.notes):
        log.warning("record-note: %s", note)
    for path in open_to_others(home):
        log.warning("open-to-others: other users of this machine can read %s", path)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, app.stop)
    if clock.shifted:
        print(BANNER.format(now=clock.now(), speed=clock.speed), flush=True)
    log.info("start: %d tasks, %d people", len(office.given.tasks), len(office.given.people))
    await app.run()
    log.info("stop: everything in hand is finished")


def build(home: Path, office: Office, token: str, clock: Clock) -> App:
    """The parts of a bot on Telegram, put together."""
    where = office.given.settings.telegram
    channel = (WebhookTelegram if where.webhook_url else Telegram)(token, where, now=clock.now)
    inbox = Inbox.open(home, office.record.states)
    marks = office.given.wording.labels("marks")

    async def append(entry: Entry) -> None:
        await app.append(entry)

    async def make(what: str) -> tuple[str, bytes]:
        from bot.commands.artefacts import artefact  # drawing and spreadsheets, loaded when first asked for

        return await asyncio.to_thread(artefact, home, office.given, what, clock.now())

    sender = Sender(
        channel,
        states=lambda: office.record.states,
        append=append,
        address=lambda person: office.address(channel.name, person),
        now=clock.now,
        wording=Marks(late=marks["late"], part=marks["part"], lost=marks["lost"]),
        make=make,
    )
    app = App(office, inbox, channel, sender, clock)
    return app
