"""What every channel promises, tried on each one that is registered; and how messages are made to fit."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console as Terminal

from bot.channels import CHANNELS, channel_class
from bot.channels.base import Abilities, Channel, Key, Outgoing, Refused, Sent
from bot.channels.console import PHONE_WIDTH, Console, lines_of, pressed, render
from bot.channels.layout import Wording, fitting, parts_of, split
from bot.channels.markup import cut, plain, read_markup, units, write_markup
from bot.channels.telegram import Telegram
from bot.errors import ChannelError
from bot.record.events import Action, Button, Message
from bot.settings import Telegram as Where
from tests.fake_botapi import FakeBotApi
from tests.fake_botapi.markup import visible
from tests.inboxes import MemoryInbox

# ---- the contract ---------------------------------------------------------------------------------------------------


@dataclass
class Bench:
    """A channel to try, the address of somebody there, and what they can do. `until` waits for something."""

    channel: Channel
    chat: str
    says: Callable[[str], Any]
    presses: Callable[[str], Any]
    until: Callable[[Callable[[], Any]], Any]


@asynccontextmanager
async def telegram() -> AsyncIterator[Bench]:
    async with FakeBotApi() as server:
        channel = Telegram(server.token, Where(base_url=server.url), poll=5, first_pause=0.01, timeout=1)
        chat = str(server.chat("张三").id)
        yield Bench(
            channel,
            chat,
            lambda text: server.says("张三", text),
            lambda label: server.taps("张三", label),
            server.until,
        )
        await channel.close()
    assert server.deviations == []


@asynccontextmanager
async def console() -> AsyncIterator[Bench]:
    typed: asyncio.Queue[str] = asyncio.Queue()

    async def until(true: Callable[[], Any]) -> None:
        while not true():  # noqa: ASYNC110 - the console is read as often as others run
            await asyncio.sleep(0)

    channel = Console(lambda shown: None, typed.get)
    yield Bench(
        channel,
        "张三",
        lambda text: typed.put_nowait(f"张三: {text}"),
        lambda label: typed.put_nowait(f"张三: [{label}]"),
        until,
    )


BENCHES = {"telegram": telegram, "console": console}


@pytest.fixture(params=sorted(CHANNELS))
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    async with BENCHES[request.param]() as bench:
        assert bench.channel.name == request.param
        assert type(bench.channel) is channel_class(request.param)
        yield bench


async def test_it_declares_what_it_can_do(bench: Bench) -> None:
    can = bench.channel.abilities
    assert can.text >= 500
    assert can.buttons >= 1
    assert can.per_second > 0
    assert can.per_chat >= 0
    assert can.per_group > 0
    assert not bench.channel.is_group(bench.chat)


async def test_it_takes_all_that_it_declares(bench: Bench) -> None:
    can = bench.channel.abilities
    rows = tuple((Key(f"{n}", f"{n:064}"),) for n in range(min(can.buttons, 100)))
    marked = "<b>一</b><i>二</i><u>三</u><s>四</s><code>五</code><blockquote>&lt;六&gt; &amp;</blockquote>"
    text = marked + "七" * (can.text - units(plain(marked)))
    assert isinstance(await bench.channel.send(Outgoing(bench.chat, text, rows)), Sent)


async def test_every_message_has_a_ref_of_its_own(bench: Bench) -> None:
    outcomes = [await bench.channel.send(Outgoing(bench.chat, "在吗")) for _ in range(3)]
    assert len({outcome.ref for outcome in outcomes if isinstance(outcome, Sent)}) == 3


async def test_what_was_sent_can_be_edited_or_the_edit_is_refused(bench: Bench) -> None:
    sent = await bench.channel.send(Outgoing(bench.chat, "甲"))
    assert isinstance(sent, Sent)
    edited = await bench.channel.edit(sent.ref, Outgoing(bench.chat, "乙"))
    assert isinstance(edited, Sent if bench.channel.abilities.edit else Refused)
    assert isinstance(await bench.channel.edit("987654", Outgoing(bench.chat, "丙")), Refused)


async def test_answering_a_press_that_is_none_does_no_harm(bench: Bench) -> None:
    await bench.channel.answer("no-such-press", "记下了")


async def test_what_is_said_and_pressed_comes_in(bench: Bench) -> None:
    await bench.channel.send(Outgoing(bench.chat, "签收？", ((Key("签收", "k-1"), Key("报进展", "k-2")),)))
    inbox = MemoryInbox()
    receiving = asyncio.create_task(bench.channel.run(inbox))
    bench.says("1 已完成")
    bench.presses("报进展")
    bench.says("/start abc")
    await bench.until(lambda: len(inbox.kept) == 3)
    receiving.cancel()
    await asyncio.gather(receiving, return_exceptions=True)
    said, press, start = (bench.channel.read(raw) for raw in inbox.kept.values())
    assert said is not None
    assert (said.kind, said.text, said.chat, said.channel) == ("text", "1 已完成", bench.chat, bench.channel.name)
    assert said.at.tzinfo is not None
    assert press is not None
    assert (press.kind, press.press, press.user) == ("press", "k-2", said.user)
    assert start is not None
    assert (start.kind, start.text) == ("start", "abc")


async def test_files_go_out_and_a_file_that_is_none_is_an_error(bench: Bench) -> None:
    outcome = await bench.channel.put_file(bench.chat, "台账.xlsx", b"PK", "台账")
    assert isinstance(outcome, Sent if bench.channel.abilities.files else Refused)
    with pytest.raises(ChannelError):
        await bench.channel.get_file("no-such-file")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["message", "from", "chat", "id", "text", "date", "type", "user", "at"]), inner
        )
    ),
    max_leaves=12,
)

CHANNELS_WITHOUT_NETWORK = (Telegram("1:x", Where()), Console(print, asyncio.Queue[str]().get))


@given(st.dictionaries(st.sampled_from(["message", "edited_message", "callback_query", "user", "text", "at"]), JSON))
@settings(max_examples=150)
def test_an_update_of_any_shape_is_read_or_refused_with_a_value_error(raw: dict[str, Any]) -> None:
    for channel in CHANNELS_WITHOUT_NETWORK:
        try:
            channel.read(raw)
        except ValueError:
            continue


# ---- markup ---------------------------------------------------------------------------------------------------------

TEXT = st.text(st.sampled_from("督办1 <>&\"'é😀\n，。"), max_size=12)
HTML = st.recursive(
    TEXT.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.tuples(st.sampled_from(["b", "i", "u", "s", "code", "blockquote"]), inner).map(
            lambda tagged: f"<{tagged[0]}>{tagged[1]}</{tagged[0]}>"
        ),
    ),
    max_leaves=20,
)


@given(HTML)
def test_what_is_read_is_what_a_reader_sees(html: str) -> None:
    assert plain(html) == visible(html)
    assert visible(write_markup(read_markup(html))) == visible(html)


@given(HTML, st.integers(0, 60), st.integers(0, 60))
def test_a_piece_of_a_text_is_balanced_and_reads_the_same(html: str, start: int, end: int) -> None:
    assert visible(write_markup(cut(read_markup(html), start, end))) == visible(html)[start:end]


def test_a_cut_reopens_the_tags_that_were_open_and_keeps_two_quotes_apart() -> None:
    assert write_markup(cut(read_markup("<b>一<i>二三</i></b>"), 2, 3)) == "<b><i>三</i></b>"
    two = "<blockquote>一</blockquote><blockquote>二</blockquote>"
    assert write_markup(read_markup(two)) == two


# ---- long messages --------------------------------------------------------------------------------------------------


@given(st.lists(HTML, max_size=8).map("\n\n".join), st.integers(20, 80))
def test_parts_fit_lose_nothing_and_are_well_formed(html: str, limit: int) -> None:
    label = "（{n}/{of}）"
    parts = split(html, limit, label)
    seen = [visible(part) for part in parts]
    assert all(units(text) <= limit for text in seen)
    if len(parts) > 1:
        seen = [text.removesuffix("\n" + label.format(n=n, of=len(parts))) for n, text in enumerate(seen, 1)]
    assert "".join("".join(seen).split()) == "".join(visible(html).split())


def test_a_message_is_split_between_tasks_where_it_can_be() -> None:
    tasks = [f"<b>{n}. 任务</b>\n" + "推进情况。" * 6 for n in range(1, 6)]
    parts = split("\n\n".join(tasks), 90, "（{n}/{of}）")
    assert parts == (
        f"{tasks[0]}\n\n{tasks[1]}\n（1/3）",
        f"{tasks[2]}\n\n{tasks[3]}\n（2/3）",
        f"{tasks[4]}\n（3/3）",
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("第一行\n第二行" + "长" * 30, "第一行"),
        ("前一句。后一句" + "长" * 30, "前一句。"),
        ("没有断处" + "长" * 30, "没有断处" + "长" * 9),
        ("😀" * 20, "😀" * 6),
    ],
)
def test_within_a_task_at_lines_then_sentences_then_anywhere(text: str, first: str) -> None:
    assert split(text, 21, "（{n}/{of}）")[0].partition("\n（")[0] == first


def test_a_text_that_fits_is_left_as_it_is() -> None:
    assert split("<b>好</b>  \n\n ", 10, "x") == ("<b>好</b>  \n\n ",)


def message(text: str, labels: list[str] | None = None) -> Message:
    rows = tuple((Button(label=label, key=f"k-{label}", action=Action(verb="x")),) for label in labels or [])
    return Message(id="m", to="zhang", text=text, rows=rows, reply_to="17")


def test_parts_leave_room_for_the_mark_answer_once_and_carry_the_buttons_last() -> None:
    can = Abilities(text=40, buttons=2, edit=True, files=True, per_second=1, per_chat=1, per_group=1)
    parts = parts_of(
        message("一" * 60, ["签收", "报进展", "有困难"]), "9", can, Wording("【补发】", "（{n}/{of}）", "")
    )
    assert all(units(part.text) <= 40 - units("【补发】") for part in parts)
    assert [part.reply_to for part in parts] == ["17", None, None]
    assert [len(part.rows) for part in parts] == [0, 0, 2]


def test_buttons_that_a_service_does_not_show_are_left_out_from_the_end() -> None:
    labels = ["a", "b", "c", "d", "e", "f", "g"]
    buttons = [Button(label=label, key=label, action=Action(verb="x")) for label in labels]
    rows = fitting([buttons[:3], buttons[3:6], buttons[6:]], 5)
    assert [[key.label for key in row] for row in rows] == [["a", "b", "c"], ["d", "e"]]


# ---- the console ----------------------------------------------------------------------------------------------------


def shown(out: Outgoing, width: int = 80) -> str:
    terminal = Terminal(file=io.StringIO(), width=width)
    terminal.print(render(out))
    return terminal.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_a_message_looks_as_on_a_phone_and_its_buttons_are_numbered() -> None:
    out = Outgoing(
        "张三", "<b>周调度</b>\n\n1. 招引项目[1]个 &lt;6月底&gt;", ((Key("全部正常", "a"), Key("报进展", "b")),)
    )
    assert [line.rstrip() for line in shown(out).splitlines()] == [
        "╭────────────────────────────────────────────╮",
        "│ 周调度                                     │",
        "│                                            │",
        "│ 1. 招引项目[1]个 <6月底>                   │",
        "╰────────────────────────────────────────────╯",
        "  [1] 全部正常  [2] 报进展",
    ]


@given(HTML)
@settings(max_examples=50)
def test_no_line_is_wider_than_the_phone_and_nothing_is_lost(html: str) -> None:
    lines = shown(Outgoing("张三", html)).splitlines()
    assert all(cell_len(line) <= PHONE_WIDTH for line in lines)
    inside = "".join(line.strip("│╭╮╰╯─ ") for line in lines)
    assert "".join(inside.split()) == "".join(visible(html).split())


def test_a_line_does_not_break_within_a_figure_or_before_a_comma() -> None:
    lines = shown(Outgoing("张三", "推进" * 10 + "1234567，" + "推进" * 10 + "完成，")).splitlines()
    assert any("1234567，" in line for line in lines)
    assert not any(line.startswith("│ ，") for line in lines)


def test_buttons_are_pressed_by_number_or_by_label() -> None:
    rows = ((Key("签收", "a"),), (Key("报进展", "b"),))
    assert [pressed(rows, typed) for typed in ("1", "2", "[报进展]", "3", "0", "１", "签收了")] == [
        "a",
        "b",
        "b",
        None,
        None,
        None,
        None,
    ]


def test_plain_lines_for_transcripts() -> None:
    out = Outgoing("张三", "<b>好</b>\n1 &lt; 2", ((Key("签收", "a"), Key("报进展", "b")),))
    assert lines_of(out) == ["好", "1 < 2", "[签收] [报进展]"]


async def test_the_console_reads_until_its_input_ends() -> None:
    lines = iter(["张三: 1 已完成", "2 滞后", "", "李四: 收到", None])

    async def read() -> str | None:
        return next(lines)

    inbox = MemoryInbox()
    channel = Console(lambda shown: None, read, now=lambda: datetime.fromisoformat("2024-03-21T09:00:00+08:00"))
    await channel.run(inbox)
    said = [channel.read(raw) for raw in inbox.kept.values()]
    assert [(one.user, one.text) for one in said if one] == [("张三", "1 已完成"), ("张三", "2 滞后"), ("李四", "收到")]
