"""What holds for any conversation: nothing raises, nobody changes another's task, everybody is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.dialogue.answers.proving import safe_name
from bot.dialogue.incoming import Forwarded, Incoming
from bot.dialogue.notices.compose import NOTES, SHAPES, compose
from bot.dialogue.respond import respond
from bot.dialogue.views import may_report
from bot.errors import FileError
from bot.given import Given, read_given
from bot.record.edits import edits
from bot.record.effective import effective
from bot.record.events import Acknowledged, Bound, Entry, Evidence, ExtensionAsked, Queued, Reported
from bot.record.states import States
from bot.schedule.due import settle
from bot.schedule.kinds import GENERATORS
from tests.homes import ROOT, moment

HOME = Path(__file__).parent / "dialogs" / "home"
START = moment("2024-03-18 09:00")
PEOPLE = ("zhaoshang", "lly", "chengjian", "ziran", "duchashi", "stranger")
WORDS = (
    *("收到", "1 完成80%", "2已完成", "卡在土地手续，需要自规局支持", "都正常", "图谱要延期到5月底", "办结", "撤销"),
    *("稍后", "帮助", "我的任务", "请假 明天至后天，由联络员代", "代 招商分管领导：1 已完成", "意见：问得太多"),
    *("图", "图 招商", "日历", "台账", "/report", "异议 太低", "移交 招商分管领导 李四", "重启 t-3 好了", "/status"),
    *("更正", "没错", "今天下午", "申请延期", "延到5月底，设备没到", "有困难", "其余都正常", "1", "2", "/cancel"),
    *("不是我的", "转给李四", "/start ABC", "取消", "5月31日", "呵呵", ""),
)
OF_A_TASK = (Acknowledged, Evidence, ExtensionAsked, Reported)
TEXTS = st.one_of(st.sampled_from(WORDS), st.text(max_size=60)).map(lambda text: ("text", text))
PRESSES = st.integers(0, 400).map(lambda number: ("press", number))
EDITS = st.tuples(st.just("edited"), st.sampled_from(WORDS))
FORWARDS = st.tuples(st.just("forwarded"), st.sampled_from(WORDS))
FILES = st.tuples(st.just("file"), st.sampled_from(WORDS))
ACTS = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.one_of(TEXTS, TEXTS, PRESSES, PRESSES, EDITS, FORWARDS, FILES)), max_size=25
)


@pytest.fixture(scope="module")
def home() -> Given:
    return read_given(HOME)


def opened(home: Given) -> States:
    """The record of a home in which everybody is bound and the first messages have gone out."""
    states = States()
    people = [Bound(person=p, channel="console", chat=p, user=p, code_hash="") for p in home.people]
    states.apply(Entry(at=START - timedelta(days=1), cause="bind", events=tuple(people)))
    noted = tuple(edits(home.tasks.values(), states))
    states.apply(Entry(at=START - timedelta(days=1), cause="edit", events=noted))
    sweep(home, states, START)
    sweep(home, states, moment("2024-03-21 09:00"))
    return states


def sweep(home: Given, states: States, now: datetime) -> None:
    world = home.world(home.tasks, states)
    for bundle in settle(world, now).bundles:
        states.apply(compose(world, home.wording, bundle, now))


@settings(max_examples=60)
@given(acts=ACTS)
@example(
    acts=[
        ("zhaoshang", ("text", "1 完成80%")),
        ("duchashi", ("text", "移交 招商分管领导 李四")),
        ("zhaoshang", ("file", "收到")),
    ]
)
def test_any_conversation(home: Given, acts: list[tuple[str, tuple[str, object]]]) -> None:
    states = opened(home)
    now = moment("2024-03-21 09:30")
    for turn, (who, (how, what)) in enumerate(acts):
        now += timedelta(minutes=7)
        keys = [b.key for posted in states.messages.values() for row in posted.message.rows for b in row]
        press = keys[what % len(keys)] if isinstance(what, int) else None
        text = what if isinstance(what, str) else ""
        said = said_by(who, **{"at": now, "text": text, "ref": str(turn), "press": press} | way(how, turn, now))
        world = home.world(effective(home.tasks, states), states)
        response = respond(world, home.wording, said, f"console:{turn}")
        entry = Entry(at=now, cause=f"console:{turn}", by="" if who == "stranger" else who, events=response.events)
        if who == "stranger":
            assert {e.kind for e in response.events} <= {"knocked", "queued", "handled"}
        else:
            told = [e for e in response.events if isinstance(e, OF_A_TASK) and e.task]
            assert all(may_report(home.people[who], world.tasks[e.task], world) for e in told)
            answers = [
                e for e in response.events if isinstance(e, Queued) and e.message.to == who and not e.message.quiet
            ]
            assert len(answers) == 1 or (press and response.toast and not answers)
        states.apply(entry)


def way(how: str, turn: int, now: datetime) -> dict[str, Any]:
    """What else tells how something was said: an edit is of what was said three turns ago."""
    if how == "edited":
        return {"kind": "edited", "ref": str(max(turn - 3, 0))}
    if how == "forwarded":
        return {"forwarded": Forwarded("zhaoshang" if turn % 2 else "", "无名", now)}
    if how == "file":
        return {"kind": "file", "file": f"file-{turn}", "file_name": "附件.pdf", "media": "document"}
    return {"kind": how}


def said_by(who: str, **what: Any) -> Incoming:
    return Incoming(**{"kind": "text", "channel": "console", "chat": who, "user": who, "at": START, "ref": "1"} | what)


@pytest.mark.parametrize("piece", ["完成80%，", "a", "1 ", "\n", "下周三前"])
def test_a_very_long_reply_is_kept_and_said_to_be_too_long(home: Given, piece: str) -> None:
    said = said_by("zhaoshang", text=(piece * 10_000)[:10_000])
    response = respond(home.world(home.tasks, opened(home)), home.wording, said, "console:1")
    assert "太长" in next(e.message.text for e in response.events if isinstance(e, Queued))


def test_every_kind_of_notice_has_a_shape_and_a_head() -> None:
    bundle = (ROOT / "config" / "messages" / "bundle.html.j2").read_text(encoding="utf-8")
    assert set(GENERATORS) - {"summary", *NOTES} == set(SHAPES)
    assert all(f'"{kind}": "' in bundle for kind in SHAPES)


def test_a_forged_button_does_nothing(home: Given) -> None:
    said = Incoming(
        kind="press", channel="console", chat="zhaoshang", user="zhaoshang", at=START, ref="1", press="forged.0"
    )
    response = respond(home.world(home.tasks, opened(home)), home.wording, said, "console:1")
    assert [e.kind for e in response.events] == ["handled"]
    assert response.toast == "这个按钮已失效"


def test_an_edited_message_corrects_the_record(home: Given) -> None:
    states = opened(home)
    said = Incoming(
        kind="text", channel="console", chat="chengjian", user="chengjian", at=START, text="完成80%", ref="m7"
    )
    echoes = []
    for turn, incoming in enumerate((said, *(replace(said, kind="edited", text=f"完成{n}%") for n in (40, 30)))):
        response = respond(home.world(home.tasks, states), home.wording, incoming, f"console:{turn}")
        states.apply(Entry(at=START, cause=f"console:{turn}", events=response.events))
        echoes += [e.message for e in response.events if isinstance(e, Queued)]
    assert [r.said.percent for r in states.task("t-3").reports] == [30]
    assert [echo.edits for echo in echoes] == [None, echoes[0].id, echoes[1].id], "the echo changes in place"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "签约 协议.pdf", "a" * 300 + ".pdf", "", "CON", "..\\x.exe", "\u202egpj.exe"]
)
def test_the_name_of_a_kept_file_can_do_no_harm(name: str) -> None:
    safe = safe_name("telegram:7", name)
    assert safe.startswith("telegram-7-")
    assert not set(safe) & set("/\\\u202e")
    assert ".." not in safe
    assert len(safe.encode()) < 255


def test_a_template_edited_wrongly_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "config" / "messages").mkdir(parents=True)
    (tmp_path / "config" / "messages" / "help.html.j2").write_text("一\n{% if %}\n", encoding="utf-8")
    with pytest.raises(FileError, match=r"help\.html\.j2 第 2 行"):
        read_given(tmp_path)
