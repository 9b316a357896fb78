"""Telegram, over HTTP against the strict server: nothing lost on the way in, and every error taken for what it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from telegram import error as telegram_error

from bot.channels.base import Key, Outgoing, Refused, Sent, Unsure, Wait
from bot.channels.telegram import Telegram, base_urls
from bot.channels.telegram_errors import OUTCOMES, outcome_of
from bot.channels.telegram_reading import Me, read_update
from bot.errors import ChannelError, StoreError
from bot.settings import ZONE
from bot.settings import Telegram as Where
from tests.fake_botapi import Answer, FakeBotApi, Fault
from tests.fake_botapi.world import BOT_ID, BOT_NAME
from tests.inboxes import MemoryInbox

QUICK = 0.002


@pytest.fixture
async def server() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server
    assert server.deviations == []


@pytest.fixture
async def channel(server: FakeBotApi) -> AsyncIterator[Telegram]:
    channel = channel_to(server)
    yield channel
    await channel.close()


def channel_to(server: FakeBotApi, base_url: str | None = None, **given: Any) -> Telegram:
    return Telegram(
        server.token,
        Where(base_url=base_url or server.url),
        **{"poll": 5, "first_pause": QUICK, "timeout": 0.3} | given,
    )


@asynccontextmanager
async def running(channel: Telegram, inbox: MemoryInbox) -> AsyncIterator[None]:
    task = asyncio.create_task(channel.run(inbox))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def texts(inbox: MemoryInbox) -> list[str]:
    return [raw["message"]["text"] for raw in inbox.kept.values()]


# ---- what comes in --------------------------------------------------------------------------------------------------


async def test_an_update_is_confirmed_only_after_the_inbox_holds_it(server: FakeBotApi, channel: Telegram) -> None:
    held: list[int] = []

    class Watching(MemoryInbox):
        async def keep(self, channel: str, updates: Any) -> None:
            held.extend(server.polling.confirmed)
            await super().keep(channel, updates)

    inbox = Watching()
    server.says("张三", "第一条")
    server.says("张三", "第二条")
    async with running(channel, inbox):
        await server.until(lambda: len(server.polling.confirmed) == 2)
    assert held == []
    assert texts(inbox) == ["第一条", "第二条"]


async def test_what_the_inbox_could_not_keep_comes_again(server: FakeBotApi, channel: Telegram) -> None:
    inbox = MemoryInbox()
    inbox.fail = [StoreError("磁盘满了")] * 3
    server.says("张三", "别丢了我")
    async with running(channel, inbox):
        await server.until(lambda: server.polling.confirmed)
    assert inbox.fail == []
    assert texts(inbox) == ["别丢了我"]


async def test_an_answer_that_was_cut_off_is_asked_for_again(server: FakeBotApi, channel: Telegram) -> None:
    server.faults.append(Fault("cut-after", "getUpdates", times=2))
    server.says("张三", "还在吗")
    inbox = MemoryInbox()
    async with running(channel, inbox):
        await server.until(lambda: server.polling.confirmed)
    assert texts(inbox) == ["还在吗"]


@pytest.mark.parametrize(
    "fault",
    [
        Answer(401, "Unauthorized"),
        Answer(404, "Not Found"),
        Answer(409, "Conflict: terminated by other getUpdates request"),
        Answer(500),
        Answer(502, body=b"<html>Bad Gateway</html>"),
        "cut-before",
        "cut-after",
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "getUpdates"])
async def test_no_failure_ends_receiving(server: FakeBotApi, channel: Telegram, method: str, fault: Any) -> None:
    server.faults.append(Fault(fault, method, times=2))
    server.says("张三", "到了")
    inbox = MemoryInbox()
    async with running(channel, inbox):
        await server.until(lambda: server.polling.confirmed)
    assert texts(inbox) == ["到了"]


async def test_a_server_that_is_gone_for_a_while_is_waited_for(server: FakeBotApi, channel: Telegram) -> None:
    inbox = MemoryInbox()
    async with running(channel, inbox):
        await server.until(lambda: any(a.method == "getupdates" for a in server.asked))
        await server.down()
        server.says("张三", "趁你不在")
        await asyncio.sleep(3 * QUICK)
        await server.up()
        await server.until(lambda: server.polling.confirmed)
    assert texts(inbox) == ["趁你不在"]


async def test_a_restart_goes_on_where_the_inbox_ends(server: FakeBotApi) -> None:
    inbox = MemoryInbox()
    for text in ("一", "二"):
        channel = channel_to(server)
        server.says("张三", text)
        async with running(channel, inbox):
            await server.until(lambda text=text: text in texts(inbox) and server.polling.confirmed)
        await channel.close()
    assert texts(inbox) == ["一", "二"]


async def test_the_last_id_of_a_batch_counts_not_the_highest_ever(server: FakeBotApi, channel: Telegram) -> None:
    """After a week of silence Telegram begins anew with lower ids."""
    inbox = MemoryInbox(last="800000000")
    server.says("张三", "新的一周")
    async with running(channel, inbox):
        await server.until(lambda: server.polling.confirmed)
        server.says("张三", "第二天")
        await server.until(lambda: len(server.polling.confirmed) == 2)
    assert texts(inbox) == ["新的一周", "第二天"]


async def test_one_broken_update_stops_nothing(server: FakeBotApi, channel: Telegram) -> None:
    server.sends_raw({"message": {"from": {}, "chat": [], "text": 7}})
    server.says("张三", "后面的")
    inbox = MemoryInbox()
    async with running(channel, inbox):
        await server.until(lambda: len(server.polling.confirmed) == 2)
    broken, good = inbox.kept.values()
    with pytest.raises(ValueError, match="makes no sense"):
        channel.read(broken)
    assert channel.read(good).text == "后面的"


# ---- updates in our terms -------------------------------------------------------------------------------------------

ME = Me(BOT_ID, BOT_NAME)


@dataclass
class Heard:
    """What read_update makes of what happened at the server."""

    server: FakeBotApi

    def last(self) -> Any:
        return read_update(list(self.server.world.updates.values())[-1], ME)


@pytest.fixture
def heard(server: FakeBotApi) -> Heard:
    return Heard(server)


async def test_a_text(heard: Heard) -> None:
    ref = heard.server.says("张三", "1 已完成")
    said = heard.last()
    assert (said.kind, said.text, said.ref, said.private) == ("text", "1 已完成", str(ref), True)
    assert (said.user, said.chat, said.channel) == ("1001", "1001", "telegram")
    assert said.at.tzinfo == ZONE


@pytest.mark.parametrize(
    ("text", "kind", "left"),
    [
        ("/start abc-123", "start", "abc-123"),
        ("/start", "start", ""),
        (f"/start@{BOT_NAME} abc", "start", "abc"),
        ("/help", "text", "/help"),
        (f"/task@{BOT_NAME} 招商 引资", "text", "/task 招商 引资"),
        ("/3月底前，可以", "text", "/3月底前，可以"),
    ],
)
async def test_commands(heard: Heard, text: str, kind: str, left: str) -> None:
    heard.server.says("张三", text)
    assert (heard.last().kind, heard.last().text) == (kind, left)


async def test_an_edited_text_has_the_ref_of_the_first(heard: Heard) -> None:
    ref = heard.server.says("张三", "60%")
    heard.server.edits("张三", ref, "80%")
    assert (heard.last().kind, heard.last().text, heard.last().ref) == ("edited", "80%", str(ref))


async def test_a_press_brings_the_key_back_and_when_it_was(heard: Heard, channel: Telegram) -> None:
    heard.server.world.user("张三")
    await channel.send(Outgoing("1001", "签收？", ((Key("签收", "k-1"),),)))
    press = heard.server.taps("张三", "签收")
    inbox = MemoryInbox()
    async with running(channel, inbox):
        await heard.server.until(lambda: heard.server.polling.confirmed)
    said = channel.read(next(iter(inbox.kept.values())))
    assert (said.kind, said.press, said.ref, said.reply_to) == ("press", "k-1", press, "1")
    assert said.user == "1001"


@pytest.mark.parametrize("kind", ["document", "photo", "voice"])
async def test_files(heard: Heard, kind: str) -> None:
    file = heard.server.hands("张三", "现场.jpg", b"x", kind=kind, caption="现场照片")
    said = heard.last()
    assert (said.kind, said.file, said.media, said.text) == ("file", file, kind, "现场照片")


async def test_in_a_group_only_what_is_meant_for_the_bot_is_read(heard: Heard, channel: Telegram) -> None:
    server = heard.server
    group = server.group("督办群")
    await channel.send(Outgoing(str(group.id), "周调度开始了"))
    for text, expected in [
        ("中午吃什么", None),
        (f"@{BOT_NAME} 1 已完成", "1 已完成"),
        (f"1 已完成 @{BOT_NAME.upper()}", "1 已完成"),
        (f"@{BOT_NAME}x 1 已完成", None),
        ("/status", "/status"),
        ("/status@other_bot", None),
    ]:
        server.says("张三", text, chat=group)
        said = heard.last()
        assert (said and said.text) == expected, text
    server.says("张三", "2 滞后", chat=group, reply_to=group.posts[0])
    assert (heard.last().text, heard.last().private) == ("2 滞后", False)


async def test_an_album_in_a_group_is_meant_where_one_of_its_photos_is(heard: Heard, channel: Telegram) -> None:
    """Telegram sends each photo by itself, and the mention stands under one of them."""
    server, group = heard.server, heard.server.group("督办群")
    for album, caption in (("1", f"@{BOT_NAME} 1 已签约"), ("1", ""), ("2", "")):
        server.hands("张三", "photo.jpg", b"x", kind="photo", caption=caption, album=album, chat=group)
    server.hands("张三", "photo.jpg", b"x", kind="photo", chat=group)
    server.sends_raw({"message": {"media_group_id": "1", "reply_to_message": 7}})
    alone = [read_update(raw, ME) for raw in list(server.world.updates.values())[:4]]
    assert [said and (said.album, said.text, said.overheard) for said in alone] == [
        ("1", "1 已签约", False),
        ("1", "", True),
        ("2", "", True),
        None,
    ]
    inbox = MemoryInbox()
    async with running(channel, inbox):
        await server.until(lambda: bool(server.polling.confirmed))
    together = [channel.read(raw) for raw in list(inbox.kept.values())[:3]]
    assert [said.overheard for said in together] == [False, False, True], (
        "those that came in one batch know of each other"
    )


async def test_words_under_a_photo_that_are_changed_are_an_edit(heard: Heard) -> None:
    heard.server.hands("张三", "photo.jpg", b"x", kind="photo", caption="1 已签约4个")
    first = heard.last()
    message = list(heard.server.world.updates.values())[-1]["message"]
    heard.server.sends_raw({"edited_message": message | {"caption": "1 已签约3个"}})
    said = heard.last()
    assert (said.kind, said.text, said.ref, said.file) == ("edited", "1 已签约3个", first.ref, None)


async def test_a_group_that_moved_tells_its_new_address(heard: Heard) -> None:
    group = heard.server.group("督办群")
    new = heard.server.migrates(group)
    assert (heard.last().kind, heard.last().chat, heard.last().text) == ("moved", str(group.id), str(new.id))


async def test_a_person_who_blocks_the_bot_is_noticed(heard: Heard) -> None:
    heard.server.blocks("张三")
    assert (heard.last().kind, heard.last().text) == ("blocked", "kicked")
    heard.server.blocks("张三", blocked=False)
    assert (heard.last().kind, heard.last().text) == ("other", "member")


@pytest.mark.parametrize("raw", [{}, {"update_id": 1}, {"update_id": 1, "poll": {}}])
def test_what_is_of_no_interest(raw: dict[str, Any]) -> None:
    assert read_update(raw, ME) is None


# ---- what goes out --------------------------------------------------------------------------------------------------


async def test_sending_editing_and_answering(server: FakeBotApi, channel: Telegram) -> None:
    chat = server.chat("张三")
    rows = ((Key("签收", "k-1"), Key("报进展", "k-2")), (Key("查看任务", "k-3"),))
    sent = await channel.send(Outgoing("1001", "<b>交办</b> 1 &lt;2", rows))
    assert isinstance(sent, Sent)
    post = chat.posts[0]
    assert (post.text, post.labels) == ("交办 1 <2", ["签收", "报进展", "查看任务"])

    assert await channel.edit(sent.ref, Outgoing("1001", "已签收")) == sent
    assert (post.text, post.labels, post.edits) == ("已签收", [], 1)
    assert await channel.edit(sent.ref, Outgoing("1001", "已签收")) == sent, "not modified is as good as modified"
    assert post.edits == 1


async def test_an_answer_goes_out_even_if_what_it_answers_is_gone(server: FakeBotApi, channel: Telegram) -> None:
    server.world.user("张三")
    assert isinstance(await channel.send(Outgoing("1001", "记下了", reply_to="987654")), Sent)


async def test_a_press_is_answered_and_a_stale_one_is_no_matter(server: FakeBotApi, channel: Telegram) -> None:
    server.world.user("张三")
    await channel.send(Outgoing("1001", "？", ((Key("好", "k"),),)))
    press = server.taps("张三", "好")
    await channel.answer(press, "记下了" * 100)
    await channel.answer("press-999", "晚了")
    assert server.world.presses[press] == ("记下了" * 100)[:200]


async def test_files_go_both_ways(server: FakeBotApi, channel: Telegram) -> None:
    chat = server.chat("张三")
    assert isinstance(await channel.put_file("1001", "台账.xlsx", b"PK\x03\x04", "<b>台账</b>"), Sent)
    assert isinstance(await channel.put_file("1001", "图.png", b"\x89PNG"), Sent)
    assert [post.file for post in chat.posts] == [("台账.xlsx", b"PK\x03\x04"), ("图.png", b"\x89PNG")]
    file = server.hands("张三", "方案.pdf", b"%PDF-1.7")
    assert await channel.get_file(file) == b"%PDF-1.7"
    with pytest.raises(ChannelError):
        await channel.get_file("file-99")


async def test_a_file_that_is_too_large_is_not_fetched(
    server: FakeBotApi, channel: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.LARGEST", 7)
    file = server.hands("张三", "方案.pdf", b"%PDF-1.7")
    with pytest.raises(ChannelError, match="文件太大"):
        await channel.get_file(file)


@pytest.mark.parametrize("ending", ["", "/", "/bot", "/bot/"])
async def test_a_server_of_ones_own_is_named_with_or_without_bot(server: FakeBotApi, ending: str) -> None:
    channel = channel_to(server, server.url + ending)
    file = server.hands("张三", "方案.pdf", b"%PDF")
    assert isinstance(await channel.send(Outgoing("1001", "在")), Sent)
    assert await channel.get_file(file) == b"%PDF"
    await channel.close()


async def test_a_proxy_is_gone_through(server: FakeBotApi) -> None:
    channel = Telegram(server.token, Where(base_url="http://api.telegram.invalid", proxy=server.url), timeout=1)
    server.world.user("张三")
    assert isinstance(await channel.send(Outgoing("1001", "在")), Sent)
    await channel.close()


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1080", "http://user:word@proxy:8080"])
async def test_proxies_of_both_kinds_are_taken(proxy: str) -> None:
    await Telegram("1:x", Where(proxy=proxy)).close()


@pytest.mark.parametrize("proxy", ["127.0.0.1:7890", "ftp://proxy", "http://[::1", "代理"])
def test_a_proxy_that_is_no_address_is_refused_with_an_example(proxy: str) -> None:
    with pytest.raises(ChannelError, match=r"proxy.*socks5://"):
        Telegram("1:x", Where(proxy=proxy))


def test_telegrams_own_server_is_the_default() -> None:
    assert base_urls("") == ("https://api.telegram.org/bot", "https://api.telegram.org/file/bot")


async def test_a_token_is_tried_out(server: FakeBotApi, channel: Telegram) -> None:
    assert await channel.check() == BOT_NAME
    server.faults.append(Fault(Answer(401, "Unauthorized")))
    with pytest.raises(ChannelError, match="令牌") as refused:
        await channel.check()
    assert server.token not in str(refused.value)


# ---- what errors mean -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "outcome", "taken"),
    [
        (Answer.flood(17), Wait(17, "Flood control exceeded. Retry in 17 seconds"), 0),
        (Answer(500), Unsure("Internal Server Error"), 0),
        (Answer(502, body=b"<html>"), Unsure, 0),
        (Answer(401, "Unauthorized"), Wait(30, "InvalidToken from the Bot API server", everyone=True), 0),
        (Answer(403, "Forbidden: user is deactivated"), Refused("Forbidden: user is deactivated", gone=True), 0),
        (Answer(400, "Bad Request: chat not found"), Refused("Chat not found", gone=True), 0),
        (Answer(400, "Bad Request: message is too long"), Refused("Message is too long"), 0),
        (Answer(400, "Bad Request: …", {"migrate_to_chat_id": -100123}), Wait(0, "moved", chat="-100123"), 0),
        ("cut-before", Unsure, 0),
        ("cut-after", Unsure, 1),
        ("hang-before", Unsure, 0),
        ("hang-after", Unsure, 1),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_what_became_of_a_message(
    server: FakeBotApi, channel: Telegram, fault: Any, outcome: Any, taken: int
) -> None:
    chat = server.chat("张三")
    server.faults.append(Fault(fault, "sendMessage"))
    found = await channel.send(Outgoing("1001", "在吗"))
    assert isinstance(found, outcome) if isinstance(outcome, type) else found == outcome
    assert len(chat.posts) == taken


async def test_without_a_connection_nothing_was_sent(server: FakeBotApi, channel: Telegram) -> None:
    await server.down()
    outcome = await channel.send(Outgoing("1001", "在吗"))
    assert isinstance(outcome, Wait)
    assert (outcome.seconds, outcome.everyone) == (0, True)
    await server.up()


async def test_a_blocked_bot_and_a_moved_group(server: FakeBotApi, channel: Telegram) -> None:
    server.blocks("张三")
    assert (await channel.send(Outgoing("1001", "在吗"))) == Refused(
        "Forbidden: bot was blocked by the user", gone=True
    )
    new = server.migrates(group := server.group("督办群"))
    assert (await channel.send(Outgoing(str(group.id), "在吗"))) == Wait(0, "moved", chat=str(new.id))


def all_errors(kind: type) -> Iterator[type]:
    yield kind
    for below in kind.__subclasses__():
        yield from all_errors(below)


def test_no_error_of_the_library_is_forgotten() -> None:
    of_the_library = {
        kind for kind in all_errors(telegram_error.TelegramError) if kind.__module__.startswith("telegram")
    }
    assert of_the_library == set(OUTCOMES)


@pytest.mark.parametrize(
    ("error", "by", "certain"),
    [
        (telegram_error.TimedOut(), httpx.PoolTimeout("full"), True),
        (telegram_error.TimedOut(), httpx.ConnectTimeout("slow"), True),
        (telegram_error.TimedOut(), httpx.ReadTimeout("slow"), False),
        (telegram_error.TimedOut(), httpx.WriteTimeout("slow"), False),
        (telegram_error.NetworkError("…"), httpx.ConnectError("refused"), True),
        (telegram_error.NetworkError("…"), httpx.ProxyError("no"), True),
        (telegram_error.NetworkError("…"), httpx.RemoteProtocolError("cut"), False),
        (telegram_error.NetworkError("…"), httpx.ReadError("cut"), False),
        (telegram_error.NetworkError("Bad Gateway"), None, False),
    ],
    ids=repr,
)
def test_what_a_broken_request_tells(error: Exception, by: Exception | None, certain: bool) -> None:
    error.__cause__ = by
    assert isinstance(outcome_of(error), Wait if certain else Unsure)


def test_a_flood_pause_may_be_a_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    assert outcome_of(telegram_error.RetryAfter(timedelta(seconds=7))) == Wait(
        7, outcome_of(telegram_error.RetryAfter(7)).why
    )
