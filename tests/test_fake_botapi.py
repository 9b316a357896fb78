"""The server that the bot is tried against is as strict as Telegram's: what these requests are refused for, the bot's
own tests would be refused for."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fake_botapi import FakeBotApi
from tests.fake_botapi.spec import Spec


class Caller:
    """Calls methods of a server as any program would."""

    def __init__(self, server: FakeBotApi, http: httpx.AsyncClient) -> None:
        self.server, self._http = server, http

    async def __call__(self, method: str, **parameters: Any) -> dict[str, Any]:
        form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in parameters.items()}
        answer = await self._http.post(f"{self.server.url}/bot{self.server.token}/{method}", data=form, timeout=20)
        return dict(answer.json())

    async def ids(self, **parameters: Any) -> list[int]:
        return [update["update_id"] for update in (await self("getUpdates", **parameters))["result"]]


@pytest.fixture
async def call() -> AsyncIterator[Caller]:
    async with FakeBotApi() as server, httpx.AsyncClient(trust_env=False) as http:
        server.chat("张三")
        yield Caller(server, http)


async def test_updates_come_again_until_an_offset_confirms_them(call: Caller) -> None:
    for text in ("一", "二", "三"):
        call.server.says("张三", text)
    first, second, third = await call.ids()
    assert await call.ids() == [first, second, third]
    assert await call.ids(offset=second, limit=1) == [second]
    assert await call.ids(offset=0) == [second, third]
    assert await call.ids(offset=third + 1000) == [second, third], "far ahead counts as none"
    assert await call.ids(offset=-1) == [third]
    assert call.server.polling.confirmed == [first, second]


async def test_of_two_who_ask_for_updates_the_first_is_refused(call: Caller) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=10))
    await call.server.until(lambda: call.server.asked)
    second = asyncio.create_task(call("getUpdates", timeout=10))
    assert (await first)["error_code"] == 409
    call.server.says("张三", "在吗")
    assert len((await second)["result"]) == 1


async def test_a_wrong_token_and_an_unknown_method(call: Caller) -> None:
    assert (await call("sendNonsense"))["error_code"] in (400, 404)
    token = "4242:other"
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(f"{call.server.url}/bot{token}/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"text": "<b>一"}, "can't find end tag"),
        ({"text": "<b><i>一</b></i>"}, "unexpected end tag"),
        ({"text": "<p>一</p>"}, "unsupported start tag"),
        ({"text": "1 < 2"}, "unsupported character"),
        ({"text": "A & B"}, "unsupported character"),
        ({"text": "一" * 4097}, "too long"),
        ({"text": "😀" * 2049}, "too long"),
        ({"text": " \n "}, "empty"),
        ({"text": "一", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "键" * 22}]]}}, "DATA"),
        ({"text": "一", "reply_markup": {"inline_keyboard": [[{"text": " ", "callback_data": "k"}]]}}, "TEXT"),
        ({"text": "一", "chat_id": 77}, "chat not found"),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_what_telegram_does_not_take(call: Caller, parameters: dict[str, Any], why: str) -> None:
    answer = await call("sendMessage", **{"chat_id": 1001, "parse_mode": "HTML"} | parameters)
    assert answer["error_code"] == 400
    assert why in answer["description"]


async def test_tags_and_entities_do_not_count_as_length(call: Caller) -> None:
    text = "<b>" + "&lt;" * 4096 + "</b>"
    assert (await call("sendMessage", chat_id=1001, parse_mode="HTML", text=text))["ok"]


async def test_limits_are_enforced_where_they_are_to_be() -> None:
    async with FakeBotApi(enforce=True) as server, httpx.AsyncClient(trust_env=False) as http:
        call = Caller(server, http)
        group = server.group("督办群")
        for name in map(str, range(40)):
            server.chat(name)
        second = await asyncio.gather(*(call("sendMessage", chat_id=1001, text="一") for _ in range(2)))
        assert [answer["ok"] for answer in second].count(True) == 1
        many = await asyncio.gather(*(call("sendMessage", chat_id=1002 + n, text="一") for n in range(38)))
        assert [answer["ok"] for answer in many].count(True) == 29
        refused = next(answer for answer in many if not answer["ok"])
        assert refused["parameters"]["retry_after"] >= 1
        await asyncio.sleep(1.05)
        crowd = [await call("sendMessage", chat_id=group.id, text="一") for _ in range(21)]
        assert [answer["ok"] for answer in crowd].count(True) == 20


SPEC = Spec(
    {
        "methods": {
            "sendMessage": {
                "fields": [
                    {"name": "chat_id", "types": ["Integer", "String"], "required": True},
                    {"name": "text", "types": ["String"], "required": True},
                    {"name": "reply_markup", "types": ["Keyboard"], "required": False},
                ]
            }
        },
        "types": {
            "Keyboard": {"fields": [{"name": "rows", "types": ["Array of Array of Key"], "required": True}]},
            "Key": {"fields": [{"name": "label", "types": ["String"], "required": True}]},
        },
    }
)


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"chat_id": "7", "text": "1"}, []),
        ({"chat_id": "7", "text": "x", "reply_markup": '{"rows": [[{"label": "a"}]]}'}, []),
        ({"text": "x"}, ["sendMessage: 'chat_id' is missing"]),
        ({"chat_id": "7", "text": "x", "colour": "red"}, ["sendMessage: unknown 'colour'"]),
        (
            {"chat_id": "7", "text": "x", "reply_markup": '{"rows": [[{"label": 1}]]}'},
            ["sendMessage.reply_markup.rows[0][0].label: 1 is no String"],
        ),
        ({"chat_id": "7", "text": "x", "reply_markup": "[]"}, ["sendMessage.reply_markup: [] is no Keyboard"]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_request_is_checked_against_the_specification(form: Any, wrong: list[str]) -> None:
    assert SPEC.of_request("sendMessage", form) == wrong


async def test_it_serves_as_a_program_of_its_own() -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.fake_botapi", "--port", "0"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[1],
    )
    assert program.stdout is not None
    first = (await program.stdout.readline()).decode()
    output, _ = await program.communicate("张三: 在吗\n".encode())
    assert first.startswith("TELEGRAM_BOT_TOKEN=4242:")
    assert "base_url = 'http://127.0.0.1:" in output.decode()
