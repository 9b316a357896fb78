"""A person is taken out of the record's texts; every figure, date and cause is as before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from markupsafe import escape

from bot.commands.check import check
from bot.commands.forget import forget
from bot.errors import DubanError, HomeInUse
from bot.record.events import (
    Action,
    Amount,
    Bound,
    Button,
    Cleared,
    Complained,
    Entry,
    Event,
    ExtensionAsked,
    Handled,
    Knocked,
    Message,
    Queued,
    Reported,
    Returned,
    Sent,
    Settled,
    Unclear,
    entry_json,
)
from bot.record.forgetting import LEAST, MARK, forgotten, traces_of, worded
from bot.record.states import States, fold
from bot.settings import ZONE
from bot.store.home import Home
from bot.store.inbox import Inbox
from bot.store.record import Record
from tests.test_record_store import ENTRIES

NOW = datetime(2024, 12, 21, 9, tzinfo=ZONE)
AT = datetime(2024, 3, 21, 1, tzinfo=UTC)
SAID = "1 已签约4个，卡在<土地>手续，王局长不同意，预计5月底"
WHY = "王局长不同意，要等下次会议"


def entry(cause: str, *events: Event, by: str = "", hours: int = 0) -> Entry:
    return Entry(at=AT + timedelta(hours=hours), cause=cause, by=by, events=events)


def reported(person: str, text: str, **more: object) -> Reported:
    return Reported.model_validate(
        {"reply": f"telegram:{person}", "task": "t1", "person": person, "said_by": person, "text": text, **more}
    )


def queued(id_: str, to: str, text: str, **more: object) -> Queued:
    return Queued(message=Message.model_validate({"id": id_, "to": to, "text": text, **more}))


def a_year() -> list[Entry]:
    """What Zhang said in a year, and to whom it was passed on."""
    words = {"quantity": "已签约4个", "blocker": "卡在<土地>手续"}
    report = reported(
        "zhang", SAID, status="blocked", quantity=Amount(value=4, unit="个"), expected=date(2024, 5, 31),
        blocker="<土地>手续，王局长不同意", words=words,
    )  # fmt: skip
    asked = ExtensionAsked(
        asked="x1", task="t1", person="zhang", said_by="zhang", reply="r", old=date(2024, 3, 31), reason=WHY
    )
    undo = Button(label="撤销", key="e1.0", action=Action(verb="undo", reply="telegram:zhang"))
    decide = Button(label="同意", key="a1.0", action=Action(verb="grant", arg="x1"))
    return [
        entry("knock", Knocked(account="telegram:777")),
        entry("bind", Bound(person="zhang", channel="telegram", chat="777", user="777", code_hash="")),
        entry("bind2", Bound(person="li", channel="telegram", chat="888", user="888", code_hash="")),
        entry("1", report, queued("e1", "zhang", f"已记录：{escape(SAID)}", rows=((undo,),)), by="zhang", hours=1),
        entry("2", asked, queued("a1", "admin", f"张申请延期：{WHY}", rows=((decide,),)), by="zhang", hours=2),
        entry("3", Unclear(person="zhang", text="今天下雨"), Complained(person="zhang", text="问得太多"), by="zhang"),
        entry("4", queued("s1", "admin", f"汇总 张：4个，卡在{escape('<土地>手续，王局长')}… 李：正常", keys=("k",))),
        entry("5", Sent(message="s1", refs=("9",)), hours=3),
        entry("6", Returned(task="t1", by="li", reason=f"你说“{WHY[:10]}”，不行"), by="li"),
        entry("7", reported("li", "王局长已经同意"), by="li"),
    ]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    Record.open(tmp_path).append(*a_year(), entry("later", Handled()).model_copy(update={"at": NOW}))
    return tmp_path


def on_disk(home: Path) -> str:
    files = (path for path in (home / "data").rglob("*") if path.is_file())
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_no_word_of_theirs_and_no_account_is_left_on_disk(home: Path) -> None:
    assert "王局长不同意" in on_disk(home)
    forget(home, "zhang", NOW)
    left = on_disk(home)
    for word in ("王局长不同意", "土地", "已签约4个", "今天下雨", "问得太多", "777"):
        assert word not in left, word
    assert "王局长已经同意" in left
    assert "李：正常" in left


def figures(states: States) -> States:
    """The states without the texts in them and without whose account is whose."""
    tasks = {
        id_: replace(
            state,
            reports=tuple(
                replace(r, said=r.said.model_copy(update={"text": "", "blocker": bool(r.said.blocker), "words": {}}))
                for r in state.reports
            ),
            extensions=tuple(replace(x, asked=x.asked.model_copy(update={"reason": ""})) for x in state.extensions),
            returned=state.returned and (state.returned[0], ""),
        )
        for id_, state in states.tasks.items()
    }
    return replace(
        states, tasks=tasks, accounts={}, messages={}, knocks={}, unclear=[], complaints=[], version=0,
        causes=set(), told_at={},
    )  # fmt: skip


def test_figures_dates_and_causes_stay_and_it_is_on_record(home: Path) -> None:
    before = Record.open(home)
    forget(home, "zhang", NOW)
    after = Record.open(home)
    assert after.notes == []
    assert check(home) == []
    assert figures(after.states) == figures(before.states)
    assert after.states.causes - before.states.causes == {f"forget:zhang/{NOW.isoformat()}"}
    assert after.states.accounts.keys() == {"li"}
    state = after.states.task("t1")
    assert (state.reports[0].said.quantity, state.reports[0].said.blocker) == (Amount(value=4, unit="个"), MARK)
    assert after.states.button("a1.0") == ("admin", Action(verb="grant", arg="x1"))
    assert "zhang" not in Record.open(home).states.accounts


def test_lines_that_hold_nothing_of_theirs_stay_byte_for_byte(home: Path) -> None:
    file = home / "data" / "record-2024.jsonl"
    before = file.read_bytes().splitlines()
    forget(home, "zhang", NOW)
    after = file.read_bytes().splitlines()
    same = [old == new for old, new in zip(before, after, strict=False)]
    assert same == [False, False, True, False, False, False, False, True, False, True, True]
    assert len(after) == len(before) + 1
    assert file.stat().st_mode & 0o777 == 0o600


def test_broken_off_it_can_be_done_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.commands.forget.rewrite", cut)
    with pytest.raises(KeyboardInterrupt):
        forget(home, "zhang", NOW)
    monkeypatch.undo()
    forget(home, "zhang", NOW)
    assert "王局长不同意" not in on_disk(home)


async def test_it_is_refused_where_it_would_be_half_done(home: Path) -> None:
    with Home(home).hold(NOW), pytest.raises(HomeInUse):
        forget(home, "zhang", NOW)
    with pytest.raises(DubanError, match="没有 id 为 nobody"):
        forget(home, "nobody", NOW)
    inbox = Inbox.open(home, Record.open(home).states)
    await inbox.keep("telegram", [("7", {"text": "还没处理"})])
    inbox.close()
    with pytest.raises(DubanError, match="还有 1 条消息没有处理"):
        forget(home, "zhang", NOW)


def test_words_are_known_from_our_own_labels() -> None:
    assert worded(Reported) == ("text", "blocker", "delegate", "unverified")
    assert worded(Cleared) == ("how",)
    assert worded(Settled) == ()


@hypothesis_settings(max_examples=60)
@given(st.lists(ENTRIES, max_size=3), st.text(min_size=LEAST, max_size=20), st.booleans())
def test_whatever_was_said_is_gone_and_forgetting_twice_is_forgetting_once(
    entries: list[Entry], text: str, cut: bool
) -> None:
    quoted = text[:LEAST] + "…" if cut else text
    entries = [*entries, entry("a", Unclear(person="zhang", text=text)), entry("b", queued("m", "li", escape(quoted)))]
    traces = traces_of(entries, "zhang")
    after = [forgotten(one, traces) for one in entries]
    assert [one.cause for one in after] == [one.cause for one in entries]
    *_, unclear, message = after
    assert entry_json(unclear)["events"][0]["text"] == MARK
    assert str(escape(text)) not in entry_json(message)["events"][0]["message"]["text"] or text in MARK
    fold(after)
    assert [forgotten(one, traces) for one in after] == after
