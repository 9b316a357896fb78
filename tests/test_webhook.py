"""Telegram by webhook: 200 only after the inbox holds the update; nothing from anybody who does not know the secret."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from bot.channels.base import Outgoing, Sent
from bot.channels.telegram import Telegram
from bot.channels.webhook import LARGEST, SECRET_HEADER, WebhookTelegram, webhook_secret
from bot.errors import ChannelError, StoreError
from bot.settings import Telegram as Where
from tests.fake_botapi import Answer, FakeBotApi, Fault
from tests.inboxes import MemoryInbox

PUBLIC = "https://duban.example/telegram"
QUICK = 0.002


def free_address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


class Hooked:
    """A channel with a webhook, and Telegram's side of it."""

    def __init__(self, server: FakeBotApi) -> None:
        self.server, self.inbox, self.address = server, MemoryInbox(), free_address()
        where = Where(base_url=server.url, webhook_url=PUBLIC, webhook_listen=self.address)
        self.channel = WebhookTelegram(server.token, where, first_pause=QUICK, timeout=0.3)

    async def post(self, content: Any, *, secret: str | None = None, path: str = "/telegram") -> int:
        """Posts as Telegram does; the status of the answer."""
        known = webhook_secret(self.server.token) if secret is None else secret
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:
            answer = await client.post(f"http://{self.address}{path}", content=body, headers={SECRET_HEADER: known})
        return answer.status_code


@pytest.fixture
async def server() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server
    assert server.deviations == []


@asynccontextmanager
async def ready(server: FakeBotApi) -> AsyncIterator[Hooked]:
    hooked = Hooked(server)
    task = asyncio.create_task(hooked.channel.run(hooked.inbox))
    try:
        await server.until(lambda: server.world.webhook == PUBLIC)
        yield hooked
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await hooked.channel.close()


async def test_telegram_is_told_where_to_post_with_what_secret_one_at_a_time(server: FakeBotApi) -> None:
    server.faults = [Fault(Answer(502), "setWebhook", times=2)]
    async with ready(server):
        form = [asked.form for asked in server.asked if asked.method == "setwebhook"][-1]
        assert (form["url"], form["max_connections"]) == (PUBLIC, "1")
        assert form["secret_token"] == webhook_secret(server.token)
        assert server.token.partition(":")[2] not in str(form["secret_token"])
        assert not any(asked.method in ("getupdates", "deletewebhook") for asked in server.asked)


async def test_an_update_is_kept_and_only_then_taken(server: FakeBotApi) -> None:
    async with ready(server) as hooked:
        server.says("张三", "完成80%")
        (update,) = server.world.updates.values()
        hooked.inbox.fail = [StoreError("磁盘满了")]
        assert await hooked.post(update) == 503
        assert hooked.inbox.kept == {}
        assert await hooked.post(update) == 200
        assert await hooked.post(update) == 200
        assert list(hooked.inbox.kept) == [str(update["update_id"])]
        incoming = hooked.channel.read(hooked.inbox.kept[str(update["update_id"])])
        assert incoming is not None
        assert incoming.text == "完成80%"
        chat = str(server.chat("张三").id)
        assert isinstance(await hooked.channel.send(Outgoing(chat, "已记录")), Sent)


async def test_without_the_secret_nothing_is_taken(server: FakeBotApi) -> None:
    async with ready(server) as hooked:
        for secret in ("", "x", webhook_secret("1:other")):
            assert await hooked.post({"update_id": 7}, secret=secret) == 403
        assert await hooked.post({"update_id": 7}, path="/other") == 404
        assert hooked.inbox.kept == {}


async def test_what_is_no_update_is_refused_and_harms_nothing(server: FakeBotApi) -> None:
    async with ready(server) as hooked:
        for body in (b"", b"{", b"[]", b"7", b'"x"', b"{}", b'{"update_id": "x"}', b"\xff", b"[" * 9_999):
            assert await hooked.post(body) == 400
        assert await hooked.post({"update_id": 7}) == 200


async def test_a_post_that_is_too_large_is_refused(server: FakeBotApi) -> None:
    async with ready(server) as hooked:
        status = 0
        with suppress(httpx.HTTPError):  # the connection may be cut before all is sent
            status = await hooked.post(b"x" * (LARGEST + 1))
        assert status != 200
        assert await hooked.post({"update_id": 7}) == 200


async def test_the_probe_tells_what_is_wrong_with_the_webhook(server: FakeBotApi) -> None:
    async with ready(server) as hooked:
        assert await hooked.channel.probe() == ""
        server.says("张三", "在吗")
        server.world.webhook_error = "Wrong response from the webhook: 502 Bad Gateway"
        assert "1 条消息送不过来" in await hooked.channel.probe()
        server.world.webhook = "https://other.example/"
        assert "不是本程序设的" in await hooked.channel.probe()
        await server.down()
        assert "连不上" in await hooked.channel.probe()


async def test_a_webhook_that_somebody_else_took_is_set_again(
    server: FakeBotApi, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.channels.webhook.LOOK_SECONDS", 0.02)
    async with ready(server):
        server.world.webhook = "https://other.example/"
        await server.until(lambda: server.world.webhook == PUBLIC)
    assert "webhook-lost" in caplog.text


async def test_asking_again_ends_the_webhook(server: FakeBotApi) -> None:
    async with ready(server):
        pass
    channel = Telegram(server.token, Where(base_url=server.url), poll=5, first_pause=QUICK)
    task = asyncio.create_task(channel.run(MemoryInbox()))
    await server.until(lambda: server.world.webhook == "")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await channel.close()


async def test_a_port_that_is_taken_is_named(server: FakeBotApi) -> None:
    async with ready(server) as hooked:
        where = Where(base_url=server.url, webhook_url=PUBLIC, webhook_listen=hooked.address)
        second = WebhookTelegram(server.token, where)
        with pytest.raises(ChannelError, match="不能监听"):
            await second.run(MemoryInbox())
        await second.close()


@pytest.mark.parametrize("wrong", ["webhook_url http://x", "webhook_listen 8090", "webhook_listen x:0"])
def test_settings_that_cannot_work_are_refused(wrong: str) -> None:
    key, _, value = wrong.partition(" ")
    with pytest.raises(ValidationError, match=f"{key} 要"):
        Where.model_validate({key: value})
