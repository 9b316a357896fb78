"""The main job, over real HTTP: plans in, the week's check-in to the leader, her words on record, the summary out."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App
from bot.channels.telegram import Telegram
from bot.record.events import Reported, Undone
from tests.fake_botapi import FakeBotApi
from tests.fake_botapi.world import BOT_NAME
from tests.homes import ROOT, HandClock, code_for, entries, home_of_five_plans, running, settings_for

LEADER, ADMIN, STRANGER = "钱招商", "孙督查", "路人甲"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return home_of_five_plans(tmp_path_factory.mktemp("five") / "home")


@pytest.fixture
def home(imported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(imported, tmp_path / "home"))


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a second between two messages here; the pace has tests of its own."""
    monkeypatch.setattr(Telegram, "abilities", replace(Telegram.abilities, per_second=2000, per_chat=0.001))


async def bind(server: FakeBotApi, home: Path, hands: HandClock, name: str, person: str) -> None:
    server.says(name, f"/start {code_for(home, person, hands)}")
    await server.until(lambda: "已绑定成功" in server.chat(name).transcript)


async def test_a_week_from_plan_to_summary(home: Path) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands) as app:
            await bind(server, home, hands, LEADER, "zhaoshang")
            await bind(server, home, hands, ADMIN, "duchashi")
            await the_assignment_comes(server, app, hands)
            await the_checkin_comes_once(server, app, hands)
            await her_words_go_on_record(server, home)
            await they_can_be_taken_back(server, home)
            await the_summary_names_who_answered(server, app, hands)
        assert server.deviations == []


async def the_assignment_comes(server: FakeBotApi, app: App, hands: HandClock) -> None:
    hands.set("2024-03-18 09:00")
    await app.tick()
    await server.until(lambda: "新交办" in server.chat(LEADER).transcript)
    server.taps(LEADER, "签收")
    await server.until(lambda: "已签收" in server.chat(LEADER).transcript)


async def the_checkin_comes_once(server: FakeBotApi, app: App, hands: HandClock) -> None:
    hands.set("2024-03-21 09:00")
    for _ in range(3):
        await app.tick()
    await server.until(lambda: "周调度 · 3月21日（周四）" in server.chat(LEADER).transcript)
    said = server.chat(LEADER).transcript
    assert said.count("周调度 · 3月21日（周四）") == 1
    own = [t.title for t in app.office.given.tasks.values() if t.leader == "zhaoshang"]
    others = [t.title for t in app.office.given.tasks.values() if t.leader not in (None, "zhaoshang")]
    checkin = said[said.index("周调度 · 3月21日（周四）") :]
    assert all(title[:20] in checkin for title in own)
    assert not any(title in checkin for title in others if title not in own)


async def her_words_go_on_record(server: FakeBotApi, home: Path) -> None:
    server.says(LEADER, "1 完成80%，2 已完成，3 卡在土地手续，预计5月底")
    await server.until(lambda: "卡在「土地手续」" in server.chat(LEADER).transcript)
    said = [event for entry in entries(home) for event in entry.events if isinstance(event, Reported)]
    assert [(r.status, r.percent, r.blocker) for r in said] == [
        ("in_progress", 80, None),
        ("done", None, None),
        ("blocked", None, "土地手续"),
    ]
    assert {r.text for r in said} == {"1 完成80%，2 已完成，3 卡在土地手续，预计5月底"}
    assert str(said[2].expected) == "2024-05-31"


async def they_can_be_taken_back(server: FakeBotApi, home: Path) -> None:
    server.taps(LEADER, "撤销")
    await server.until(lambda: "已撤销" in server.chat(LEADER).transcript)
    assert any(isinstance(event, Undone) for entry in entries(home) for event in entry.events)
    server.says(LEADER, "1 完成60%")
    await server.until(lambda: "：完成60%" in server.chat(LEADER).transcript)


async def the_summary_names_who_answered(server: FakeBotApi, app: App, hands: HandClock) -> None:
    hands.set("2024-03-22 15:00")
    await app.tick()
    await server.until(lambda: "周调度汇总" in server.chat(ADMIN).transcript)
    summary = server.chat(ADMIN).transcript
    assert "招商分管领导" in summary
    assert "60%" in summary
    assert "周调度汇总" not in server.chat(LEADER).transcript
    await server.until(lambda: "台账-20240322.xlsx" in server.chat(ADMIN).transcript)
    assert_files(server, ADMIN, {"亮灯-20240322.png": b"\x89PNG", "台账-20240322.xlsx": b"PK"})


def assert_files(server: FakeBotApi, name: str, heads: dict[str, bytes]) -> None:
    """That these files stand in the chat, in this order, each beginning with these bytes; pictures as pictures."""
    files = [post.file for post in server.chat(name).posts if post.file]
    assert [(given, content[: len(heads[given])]) for given, content in files] == list(heads.items())
    sent = [asked.method for asked in server.asked if asked.method in ("sendphoto", "senddocument")]
    assert sent == ["sendphoto" if given.endswith(".png") else "senddocument" for given in heads]


async def test_in_a_group_it_says_what_it_reads_and_obeys_admins_only(home: Path) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands):
            await bind(server, home, hands, LEADER, "zhaoshang")
            await bind(server, home, hands, ADMIN, "duchashi")
            group = server.group("督办工作群")
            server.lets_in(ADMIN, group)
            await server.until(lambda: "其他消息我收不到" in group.transcript)
            server.says(LEADER, "/status", chat=group)
            await server.until(lambda: "只有督查室可以用" in group.transcript)
            server.says(LEADER, "大家辛苦了", chat=group)
            server.says(ADMIN, "/status", chat=group)
            await server.until(lambda: "运行情况" in group.transcript)
            strange = server.group("别的群")
            server.lets_in(STRANGER, strange)
            server.says(STRANGER, "/status", chat=strange)
            server.says(ADMIN, "帮助")
            await server.until(lambda: "督办助手" in server.chat(ADMIN).transcript)
        assert len(group.posts) == 3
        assert not strange.posts, "only our people"
        assert server.deviations == []


async def test_reports_in_a_group(home: Path) -> None:
    """By a mention or in answer to the bot, and nothing else; put right there by its own buttons and by nobody else."""
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands) as app:
            await bind(server, home, hands, LEADER, "zhaoshang")
            await bind(server, home, hands, ADMIN, "duchashi")
            group = server.group("督办工作群")
            server.says(LEADER, f"@{BOT_NAME} 1 完成80%", chat=group)
            await server.until(lambda: "：完成80%" in group.transcript)
            (echo,) = group.posts
            server.says(LEADER, "1 完成70%", chat=group)
            server.says(STRANGER, f"@{BOT_NAME} 1 完成20%", chat=group)
            server.says(ADMIN, "2 已完成", chat=group)
            server.says(LEADER, "2 已完成", chat=group, reply_to=echo)
            await server.until(lambda: "已完成" in echo.text)
            assert len(group.posts) == 1
            assert "完成80%" in echo.text, "what was said before in the same message stays"
            server.taps(STRANGER, "撤销", under=echo, chat=group)
            server.taps(LEADER, "撤销", under=echo, chat=group)
            await server.until(lambda: "已撤销" in echo.text)
            said = [e for entry in entries(home) for e in entry.events if isinstance(e, Reported)]
            assert [(r.said_by, r.percent, r.status) for r in said] == [
                ("zhaoshang", 80, "in_progress"),
                ("zhaoshang", None, "done"),
            ]
            assert app.office.record.states.task(said[0].task).percent == 80
        assert [post for post in server.chat(LEADER).posts if "完成" in post.text] == [], "said where it was asked"
        assert server.chat(STRANGER).posts == []
        assert server.deviations == []


async def test_all_photos_of_an_album_in_a_group_are_evidence(home: Path) -> None:
    """Only one of them bears the words; what others show each other there is none of the bot's business."""
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands) as app:
            await bind(server, home, hands, LEADER, "zhaoshang")
            group = server.group("督办工作群")
            server.hands(
                LEADER, "1.jpg", b"1", kind="photo", caption=f"@{BOT_NAME} 1 完成80%", album="工地", chat=group
            )
            await server.until(lambda: "：完成80%" in group.transcript)
            server.hands(LEADER, "2.jpg", b"2", kind="photo", album="工地", chat=group)
            await server.until(lambda: "材料（2份）已存入" in group.transcript)
            server.hands(LEADER, "3.jpg", b"3", kind="photo", album="工地", chat=group)
            await server.until(lambda: "材料（3份）已存入" in group.transcript)
            server.hands(LEADER, "4.jpg", b"4", kind="photo", album="聚餐", chat=group)
            server.hands(STRANGER, "5.jpg", b"5", kind="photo", album="工地", chat=group)
            server.says(LEADER, f"@{BOT_NAME} 1 完成90%", chat=group)
            await server.until(lambda: "：完成90%" in group.transcript)
            await server.until(lambda: len(list((home / "data" / "evidence").glob("*"))) == 3)
            (task,) = (state for state in app.office.record.states.tasks.values() if state.evidence)
            assert len(task.evidence) == 3
        assert server.deviations == []


async def test_in_a_group_it_says_anew_what_it_reads_when_its_rights_change(home: Path) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands):
            await bind(server, home, hands, ADMIN, "duchashi")
            group = server.group("督办工作群")
            server.lets_in(ADMIN, group)
            await server.until(lambda: "其他消息我收不到" in group.transcript)
            server.lets_in(ADMIN, group, "administrator", before="member")
            await server.until(lambda: "其他消息也会发到我这里，我不处理" in group.transcript)
            server.lets_in(ADMIN, group, "administrator", before="administrator")
            server.lets_in(ADMIN, group, "member", before="administrator")
            await server.until(lambda: group.transcript.count("其他消息我收不到") == 2)
        assert len(group.posts) == 3, "nothing new, nothing said"
        assert server.deviations == []


async def test_the_echo_changes_in_place(home: Path) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands):
            await bind(server, home, hands, LEADER, "zhaoshang")
            id = server.says(LEADER, "1 完成80%")
            await server.until(lambda: "：完成80%" in server.chat(LEADER).transcript)
            server.edits(LEADER, id, "1 完成60%")
            await server.until(lambda: "：完成60%" in server.chat(LEADER).transcript)
            server.taps(LEADER, "撤销")
            await server.until(lambda: "已撤销" in server.chat(LEADER).transcript)
            echo = server.chat(LEADER).posts[-1]
        assert (echo.edits, echo.rows) == (2, [])
        assert "完成80%" in echo.first
        assert "已撤销" in echo.text
        assert server.deviations == []


async def test_pictures_and_calendars_on_request(home: Path) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands):
            await bind(server, home, hands, LEADER, "zhaoshang")
            server.says(LEADER, "图")
            server.says(LEADER, "日历")
            await server.until(lambda: "日历-20240318.ics" in server.chat(LEADER).transcript)
        assert_files(server, LEADER, {"本周任务-20240318.png": b"\x89PNG", "日历-20240318.ics": b"BEGIN:VCALENDAR"})
        assert server.deviations == []


async def test_strangers_wrong_codes_and_other_peoples_buttons(home: Path) -> None:
    hands = HandClock("2024-03-18 09:00")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands) as app:
            server.says(STRANGER, "你好")
            await server.until(lambda: "内部工作账号" in server.chat(STRANGER).transcript)
            server.says(STRANGER, "/start ABCDEFGHJK")
            await server.until(lambda: "绑定码无效" in server.chat(STRANGER).transcript)

            used = code_for(home, "zhaoshang", hands)
            server.says(LEADER, f"/start {used}")
            await server.until(lambda: "已绑定成功" in server.chat(LEADER).transcript)
            server.says(STRANGER, f"/start {used}")
            await server.until(lambda: server.chat(STRANGER).transcript.count("绑定码无效") == 2)

            before = len(entries(home))
            theirs = next(p for p in reversed(server.chat(LEADER).posts) if p.labels)
            server.taps(STRANGER, "签收", under=theirs, chat=server.chat(LEADER))
            await server.until(lambda: len(entries(home)) > before)
            assert not app.office.record.states.task("caijiapo-2024-12").acknowledged
        assert server.deviations == []


async def test_a_restart_changes_nothing_and_says_nothing_twice(home: Path) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands):
            await bind(server, home, hands, LEADER, "zhaoshang")
        hands.set("2024-03-21 09:00")
        for _ in range(3):
            async with running(home, server, hands):
                await server.until(lambda: "周调度 · 3月21日" in server.chat(LEADER).transcript)
                await asyncio.sleep(0)
        assert server.chat(LEADER).transcript.count("周调度 · 3月21日") == 1


async def test_an_edit_is_taken_up_and_a_broken_one_harms_nothing(home: Path) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands) as app:
            await bind(server, home, hands, ADMIN, "duchashi")
            good = (home / "tasks.json").read_text(encoding="utf-8")
            (home / "tasks.json").write_text(good.replace('"plan":', '"paln":', 1), encoding="utf-8")
            await server.until(lambda: "刚才的修改没有生效" in server.chat(ADMIN).transcript)
            assert "第 " in server.chat(ADMIN).transcript
            assert app.office.given.tasks
            (home / "tasks.json").write_text(good.replace("加大招商引资力度", "加大招商力度", 1), encoding="utf-8")
            await server.until(lambda: "修改已生效" in server.chat(ADMIN).transcript)
            assert "加大招商力度" in {t.title for t in app.office.given.tasks.values()}


async def test_kill_9_in_the_middle_says_nothing_twice(home: Path) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands) as app:
            await bind(server, home, hands, LEADER, "zhaoshang")
            await the_assignment_comes(server, app, hands)
        for turn in range(3):
            bot = await started(home, server)
            await server.until(lambda: "周调度 · 3月21日" in server.chat(LEADER).transcript)
            server.says(LEADER, f"1 完成{60 + turn}%")
            if turn == 2:
                await server.until(lambda: "：完成62%" in server.chat(LEADER).transcript)
            bot.kill()
            await bot.wait()
        said = server.chat(LEADER).transcript
        unmarked = [line for line in said.splitlines() if "周调度 · 3月21日" in line and "补发" not in line]
        assert len(unmarked) == 1
        reports = [e.percent for entry in entries(home) for e in entry.events if isinstance(e, Reported)]
        assert reports == [60, 61, 62]


async def started(home: Path, server: FakeBotApi) -> asyncio.subprocess.Process:
    """The real command line in a process of its own, in the morning of the check-in."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "main.py"),
        *("--home", str(home), "run", "--clock", "2024-03-21T09:00+08:00"),
        env=os.environ | {"TELEGRAM_BOT_TOKEN": server.token},
        stdout=asyncio.subprocess.DEVNULL,
    )


async def test_a_document_is_kept_with_the_task_it_proves(home: Path) -> None:
    hands = HandClock("2024-03-18 08:40")
    async with FakeBotApi(clock=lambda: hands.at.timestamp()) as server:
        settings_for(home, server)
        async with running(home, server, hands) as app:
            await bind(server, home, hands, LEADER, "zhaoshang")
            server.hands(LEADER, "签约 协议(1).pdf", b"%PDF-1.7 signed", caption="1 已签约1个，见附件")
            await server.until(lambda: "已记录" in server.chat(LEADER).transcript)
            kept = home / "data" / "evidence"
            await server.until(lambda: kept.is_dir() and any(kept.glob("*.pdf")))
            (path,) = kept.glob("*.pdf")
            assert path.read_bytes() == b"%PDF-1.7 signed"
            assert [e.path for s in app.office.record.states.tasks.values() for e in s.evidence] == [path.name]
