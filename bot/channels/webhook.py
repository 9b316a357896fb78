"""Telegram by webhook: updates are posted to us instead of asked for. A post is answered with 200 only when the inbox
holds the update; on any other answer Telegram keeps it and posts it again.

We listen in plain HTTP on `[telegram] webhook_listen`; TLS is the business of the proxy in front, which passes
`webhook_url` on to it. Who posts has to know a secret, which we make of the token and tell Telegram alone. One post at
a time, so that what somebody writes arrives in its order.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram.error import TelegramError
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot import settings
from bot.channels.base import Inbox
from bot.channels.telegram import Telegram
from bot.channels.telegram_errors import brief
from bot.channels.telegram_reading import KINDS, Me, Raw, stamped
from bot.errors import ChannelError, StoreError

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LOOK_SECONDS = 300.0
"""How often to look whether the webhook is still ours."""
LARGEST = 1 << 20
"""Bytes of a post; Telegram's own are a few thousand."""

NO_UPDATE = (ValueError, TypeError, KeyError, RecursionError)

Take = Callable[[Raw], Awaitable[None]]


def webhook_secret(token: str) -> str:
    """What Telegram has to show with each post."""
    return hmac.new(token.encode(), b"duban webhook", "sha256").hexdigest()


class WebhookTelegram(Telegram):
    """The Telegram channel where `where.webhook_url` is set. It sends as ever."""

    def __init__(self, token: str, where: settings.Telegram, **given: Any) -> None:
        super().__init__(token, where, **given)
        self._url, self._listen = where.webhook_url, where.webhook_listen
        self._secret = webhook_secret(token)

    async def run(self, inbox: Inbox) -> None:
        """Receives until cancelled. Raises ChannelError where it cannot listen."""
        async with listening(self._listen, urlsplit(self._url).path or "/", self._secret, partial(self._take, inbox)):
            await super().run(inbox)

    async def probe(self) -> str:
        """What keeps us from receiving or sending at this moment (Chinese); empty where nothing does."""
        try:
            info = await self._bot.get_webhook_info()
        except TelegramError as error:
            return f"连不上 Telegram：{brief(error)}"
        if info.url != self._url:
            return "Telegram 那边的 webhook 不是本程序设的，收不到消息；请看有没有别的程序在用这个令牌"
        if info.pending_update_count and info.last_error_message:
            return f"Telegram 有 {info.pending_update_count} 条消息送不过来：{info.last_error_message[:200]}"
        return ""

    async def _introduce(self) -> bool:
        """Learns our own name and tells Telegram where to post."""
        me = await self._bot.get_me()
        self._me = Me(me.id, me.username or "", bool(me.can_read_all_group_messages))
        await self._bot.set_webhook(
            self._url, allowed_updates=list(KINDS), max_connections=1, secret_token=self._secret
        )
        log.info("webhook-ready: receiving as @%s", self._me.username)
        return True

    async def _receive(self, inbox: Inbox, offset: int) -> int:
        """Others hand over what came in; this only looks after the webhook."""
        await asyncio.sleep(LOOK_SECONDS)
        if (await self._bot.get_webhook_info()).url != self._url:
            log.warning("webhook-lost: somebody else has set the webhook; setting it again")
            await self._introduce()
        return offset

    async def _take(self, inbox: Inbox, raw: Raw) -> None:
        """Keeps an update. Raises StoreError, ChannelError before we know our name, and, for what is no update, one of
        NO_UPDATE."""
        if not self._me.username:
            raise ChannelError("还不知道自己的名字，请稍后再送")
        await inbox.keep(self.name, [(str(int(raw["update_id"])), stamped(raw, self._me, self._now()))])


@asynccontextmanager
async def listening(address: str, path: str, secret: str, take: Take) -> AsyncIterator[None]:
    """Takes posts to this path at `host:port` while the block runs. Raises ChannelError where it cannot listen."""
    application = Application([(re.escape(path), _Post, {"secret": secret, "take": take})])
    server = HTTPServer(application, max_body_size=LARGEST, idle_connection_timeout=60, body_timeout=30)
    server.add_socket(_socket(address))
    try:
        yield
    finally:
        server.stop()
        await server.close_all_connections()


def _socket(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        opened = socket.create_server((host.strip("[]"), int(port)), family=family)
    except OSError as error:
        raise ChannelError(f"[telegram] webhook_listen {address} 不能监听：{error.strerror}") from error
    opened.setblocking(False)
    return opened


class _Post(RequestHandler):
    """One post. What is answered but 200 leaves the update with Telegram."""

    def initialize(self, secret: str, take: Take) -> None:
        self._secret, self._take = secret, take

    async def post(self) -> None:
        shown = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(), self._secret.encode()):
            log.info("webhook-stranger: a post without the secret was refused")
            self.set_status(403)
            return
        self.set_status(await self._taken())

    async def _taken(self) -> int:
        """Keeps what was posted; the status to answer with."""
        try:
            await self._take(json.loads(self.request.body))
        except StoreError as error:
            log.error(  # noqa: TRY400 - the disk refuses, which is no bug to trace
                "inbox-stuck: what came in cannot be written down, nothing is confirmed to Telegram (%s)", error
            )
            return 503
        except ChannelError:
            return 503
        except NO_UPDATE:
            log.warning("webhook-bad: a post with the secret was no update")
            return 400
        return 200
