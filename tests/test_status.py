"""What can be known of a bot from outside, and its own look at itself once an hour."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import __version__
from bot.channels.telegram import Telegram
from bot.commands import status as status_module
from bot.commands.status import status, status_text
from bot.record.events import Bound, Entry, Event, Failed, Handled, Message, Queued, Sent, Unbound
from bot.record.queue import queue_of
from bot.record.states import fold
from bot.settings import ZONE
from bot.store.heartbeat import Heartbeat, read_heartbeat, write_heartbeat
from bot.store.home import Home
from tests.fake_botapi import Answer, FakeBotApi, Fault
from tests.homes import HandClock, code_for, home_of_five_plans, moment, running, settings_for

NOW = datetime(2024, 3, 21, 9, 0, tzinfo=ZONE)
BOUND = Bound(person="zhang", channel="telegram", chat="1", user="1", code_hash="")
GOOD = Heartbeat(at=NOW, version="0.1.0", checked=NOW, update=NOW)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def troubles(home: Path, beat: Heartbeat | None, *, later: timedelta = timedelta(minutes=1)) -> tuple[str, ...]:
    """What is wrong with a bot that started an hour ago and left this heartbeat."""
    with Home(home).hold(NOW - timedelta(hours=1)):
        if beat:
            write_heartbeat(home, beat)
        return status(home, NOW + later).troubles


def test_a_bot_that_beats_is_well(home: Path) -> None:
    assert troubles(home, GOOD) == ()


@pytest.mark.parametrize(
    ("beat", "says"),
    [
        (None, "很久没有巡检"),
        (GOOD.model_copy(update={"at": NOW - timedelta(minutes=3)}), "很久没有巡检"),
        (GOOD.model_copy(update={"failing": ("磁盘满了",)}), "自检没有通过：磁盘满了"),
        (GOOD.model_copy(update={"late": 2}), "有 2 条消息早该发出"),
    ],
)
def test_what_is_wrong_is_said(home: Path, beat: Heartbeat | None, says: str) -> None:
    (trouble,) = troubles(home, beat)
    assert says in trouble


def test_a_full_disk_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_module, "free_bytes", lambda _: 5_000_000)
    assert "磁盘只剩 5 MB" in troubles(home, GOOD)[0]


def test_without_a_bot_nothing_is_made_and_it_is_said(home: Path) -> None:
    found = status(home, NOW)
    assert found.troubles == ("机器人没有在运行",)
    assert list(home.iterdir()) == []


def test_while_it_starts_it_is_not_yet_late(home: Path) -> None:
    write_heartbeat(home, GOOD.model_copy(update={"at": NOW - timedelta(days=1)}))
    with Home(home).hold(NOW):
        found = status(home, NOW + timedelta(minutes=2))
    assert found.troubles == ()
    assert any("正在启动" in note for note in found.notes)


def test_the_text_says_who_what_and_what_is_worth_knowing(home: Path) -> None:
    (home / "data").mkdir(mode=0o700)
    (home / "data" / "record-2024.jsonl.torn").touch()
    (home / ".env").touch(mode=0o644)
    beat = GOOD.model_copy(update={"waiting": 3, "oldest": NOW, "nowhere": 1, "parked": 2, "version": "0.0.9"})
    with Home(home).hold(NOW - timedelta(hours=1)):
        write_heartbeat(home, beat)
        text = status_text(status(home, NOW + timedelta(minutes=1)))
    for piece in ("08:00 起", "1 分钟前", "3 条，最早的 03-21 09:00 起；另有 1 条等", "2 条", "年已知", "GB"):
        assert piece in text
    for piece in ("record-2024.jsonl.torn", "chmod go=", "运行着的是版本 0.0.9"):
        assert piece in text
    assert "不正常" not in text


def test_a_heartbeat_that_makes_no_sense_is_none(home: Path) -> None:
    write_heartbeat(home, GOOD)
    assert read_heartbeat(home) == GOOD
    (home / "data" / "heartbeat.json").write_text("{")
    assert read_heartbeat(home) is None


def test_the_queue_counts_what_could_go() -> None:
    def queued(id_: str, minutes: int, to: str, chat: str | None = None) -> Entry:
        message = Message(id=id_, to=to, chat=chat, text="…")
        return Entry(at=NOW + timedelta(minutes=minutes), cause=id_, events=(Queued(message=message),))

    states = fold(
        [
            Entry(at=NOW, cause="bound", events=(BOUND,)),
            queued("gone", 0, "zhang"),
            queued("old", 1, "zhang"),
            queued("new", 20, "zhang"),
            queued("group", 19, "", "-5"),
            queued("nowhere", 0, "wang"),
            Entry(at=NOW, cause="sent", events=(Sent(message="gone", refs=("1",)),)),
        ]
    )
    queue = queue_of(states, NOW + timedelta(minutes=20), timedelta(minutes=15))
    assert (queue.waiting, queue.oldest, queue.late, queue.nowhere) == (3, NOW + timedelta(minutes=1), 1, 1)


# ---- the bot's look at itself ---------------------------------------------------------------------------------------

ADMIN = "孙督查"


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return home_of_five_plans(tmp_path_factory.mktemp("five") / "home")


@pytest.fixture
def zone(five: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Telegram, "abilities", replace(Telegram.abilities, per_second=2000, per_chat=0.001))
    return Path(shutil.copytree(five, tmp_path / "zone"))


async def test_a_running_bot_beats_and_checks_itself(zone: Path) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(zone, server)
        async with running(zone, server, hands) as app:
            await server.until(lambda: read_heartbeat(zone))
            first = read_heartbeat(zone)
            assert first is not None
            assert (first.at, first.checked, first.update) == (hands.at, None, None)
            server.says(ADMIN, f"/start {code_for(zone, 'duchashi', hands)}")
            await server.until(lambda: "已绑定成功" in server.chat(ADMIN).transcript)
            hands.set("2024-03-18 08:45")
            await app.check_self()
            second = read_heartbeat(zone)
            assert second is not None
            assert (second.checked, second.failing) == (hands.at, ())
            assert second.update == moment("2024-03-18 08:40")
            assert any(cause.startswith("probe:") for cause in app.office.record.states.causes)
            assert "自检" not in server.chat(ADMIN).transcript


async def test_what_fails_reaches_the_admins_once_and_in_working_hours(
    zone: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(zone, server)
        async with running(zone, server, hands) as app:
            server.says(ADMIN, f"/start {code_for(zone, 'duchashi', hands)}")
            await server.until(lambda: "已绑定成功" in server.chat(ADMIN).transcript)
            for at in ("2024-03-18 07:40", "2024-03-18 09:40", "2024-03-18 10:40"):
                hands.set(at)
                server.faults = [Fault(Answer(502), "getMe")]
                await app.check_self()
            await server.until(lambda: "自检没有通过" in server.chat(ADMIN).transcript)
            beat = read_heartbeat(zone)
            assert beat is not None
            assert "连不上 Telegram" in beat.failing[0]
            await app.check_self()
            await server.until(lambda: "已恢复正常" in server.chat(ADMIN).transcript)
            assert server.chat(ADMIN).transcript.count("自检没有通过") == 1
    assert caplog.text.count("selfcheck-failed") == 3


async def test_a_worker_that_is_stuck_is_found(zone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pulse.PROBE_SECONDS", 0.1)
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(zone, server)
        async with running(zone, server, hands) as app:
            await server.until(lambda: read_heartbeat(zone))
            monkeypatch.setattr(app.inbox, "pending", list)
            assert "没有处理完" in (await app.pulse.check(app.inbox, app.channel))[0]
            monkeypatch.undo()


# ---- what an admin is told of it in the chat ------------------------------------------------------------------------

LEADER = "钱招商"


async def test_an_admin_asks_how_the_bot_is(zone: Path) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(zone, server)
        async with running(zone, server, hands) as app:
            await server.until(lambda: read_heartbeat(zone))
            await bind(server, zone, hands, ADMIN, "duchashi")
            await app.check_self()
            hands.set("2024-03-18 08:52")
            server.says(ADMIN, "/status")
            await server.until(lambda: "运行情况" in server.chat(ADMIN).transcript)
            said = server.chat(ADMIN).transcript
            for line in ("最近巡检：3月18日 08:40", "最近自检：3月18日 08:40，正常", f"程序版本：{__version__}"):
                assert line in said
            assert re.search(r"磁盘剩余：\d+\.\d GB", said)
            assert "最近收到：3月18日 08:52" in said
            assert "待发消息：0 条" in said
            assert "放假安排：2004—2026 年已知" in said


async def test_the_admins_are_asked_once_to_phone_whom_messages_do_not_reach(zone: Path) -> None:
    hands = HandClock("2024-03-17 22:00")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(zone, server)
        async with running(zone, server, hands) as app:
            await bind(server, zone, hands, ADMIN, "duchashi")
            await bind(server, zone, hands, LEADER, "zhaoshang")
            server.blocks(LEADER)
            await server.until(lambda: "zhaoshang" in app.office.record.states.unreached)
            await app.tick()
            assert "收不到消息" not in server.chat(ADMIN).transcript  # not on a Sunday evening
            for at in ("2024-03-18 09:00", "2024-03-18 09:01", "2024-03-19 09:00"):
                hands.set(at)
                await app.tick()
            await server.until(lambda: "招商分管领导：3月17日 22:00 起没有送达" in server.chat(ADMIN).transcript)
            assert server.chat(ADMIN).transcript.count("收不到消息") == 1
            server.blocks(LEADER, blocked=False)
            await server.until(lambda: not app.office.record.states.unreached)


def test_who_cannot_be_reached_counts_as_such_until_something_gets_through() -> None:
    def happens(cause: str, *events: Event, by: str = "") -> None:
        states.apply(Entry(at=NOW, cause=cause, by=by, events=events))

    def lost(number: int, *, gone: bool, chat: str | None = None) -> None:
        message = Message(id=f"m{number}", to="zhang", chat=chat, text="…")
        happens(f"q{number}", Queued(message=message))
        happens(f"f{number}", Failed(message=f"m{number}", why="Forbidden", gone=gone))

    states = fold([])
    lost(1, gone=False)
    lost(2, gone=True, chat="-5")
    assert states.unreached == {}  # one message was no good; a group is gone
    lost(3, gone=True)
    assert states.unreached == {"zhang": NOW}
    happens("q4", Queued(message=Message(id="m4", to="zhang", text="…")))
    happens("s4", Sent(message="m4", refs=("1",)))
    assert states.unreached == {}
    for number, back in enumerate(((Unbound(person="zhang"), ""), (Handled(), "zhang"), (BOUND, "")), start=5):
        lost(number, gone=True)
        assert states.unreached == {"zhang": NOW}
        happens(f"back{number}", back[0], by=back[1])
        assert states.unreached == {}


async def bind(server: FakeBotApi, home: Path, hands: HandClock, name: str, person: str) -> None:
    server.says(name, f"/start {code_for(home, person, hands)}")
    await server.until(lambda: "已绑定成功" in server.chat(name).transcript)
