"""The sender: in order, at a pace the service bears, once; and marked where it cannot be known."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import wraps
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.base import Abilities, Outcome, Outgoing, Refused, Unsure, Wait
from bot.record.events import Action, Button, Entry, Failed, Sending
from tests import virtual_time
from tests.outbox import LATENCY, START, Office, Script, most_within


def in_virtual_time(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    @wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        virtual_time.run(test(*args, **kwargs))

    return run


def first(times: int, outcome: Outcome) -> Script:
    """The first so many tries end like this."""
    left = [outcome] * times
    return lambda out: left.pop() if left else None


# ---- order and pace -------------------------------------------------------------------------------------------------


@in_virtual_time
async def test_messages_to_one_reader_arrive_in_order_a_second_apart() -> None:
    office = Office()
    for n in range(5):
        office.queue(f"第{n}条")
    await office.works(10)
    assert office.channel.texts == [f"第{n}条" for n in range(5)]
    moments = [taken.at for taken in office.channel.taken]
    assert all(b - a >= 1 for a, b in pairwise(moments))
    assert moments[-1] < 5


@in_virtual_time
async def test_a_message_is_noted_as_sending_before_and_as_sent_after_it_was_handed_over() -> None:
    office = Office()
    seen: list[str] = []
    message = office.queue("在吗")
    office.channel.script = lambda out: seen.append(office.posted(message).state)  # type: ignore[func-returns-value]
    await office.works(2)
    assert seen == ["sending"]
    assert office.posted(message).state == "sent"
    assert office.posted(message).refs == ("1",)
    assert [entry.events[0].kind for entry in office.entries] == ["queued", "sending", "sent"]


@in_virtual_time
async def test_a_thousand_readers_get_theirs_at_25_a_second_and_no_faster() -> None:
    office = Office()
    for n in range(1000):
        office.queue("周调度", to=f"p{n}", unasked=True)
    await office.works(60)
    moments = [taken.at for taken in office.channel.taken]
    assert len(moments) == 1000
    assert 1000 / moments[-1] >= 24
    assert most_within(moments, 1.0) <= 28


@in_virtual_time
async def test_a_group_gets_at_most_20_a_minute() -> None:
    office = Office()
    for n in range(50):
        office.queue(f"{n}", to="", chat="-100")
    await office.works(200)
    assert len(office.channel.taken) == 50
    assert most_within([taken.at for taken in office.channel.taken], 60.0) <= 20


@in_virtual_time
async def test_an_answer_overtakes_what_nobody_asked_for() -> None:
    office = Office()
    for n in range(300):
        office.queue("周调度", to=f"p{n}", unasked=True)
    office.queue("再说一件", to="p299", unasked=True)
    sender = office.sender()
    task = asyncio.create_task(sender.run())
    await asyncio.sleep(1)
    sender.offer(office.queue("记下了", to="p299"))
    await asyncio.sleep(0.2)
    assert "记下了" in office.channel.texts
    await asyncio.sleep(20)
    assert [taken.text for taken in office.channel.taken if taken.chat == "chat-p299"] == [
        "记下了",
        "周调度",
        "再说一件",
    ]
    await sender.stop()
    await task


@in_virtual_time
async def test_who_has_no_account_waits_and_holds_nobody_up() -> None:
    office = Office(accounts={"li": ""})
    waiting = office.queue("给李四", to="li")
    office.queue("给张三")
    sender = office.sender()
    task = asyncio.create_task(sender.run())
    await asyncio.sleep(2)
    assert office.channel.texts == ["给张三"]
    assert office.posted(waiting).state == "queued"
    office.accounts["li"] = "chat-li"
    sender.wake()
    await asyncio.sleep(2)
    assert office.channel.texts == ["给张三", "给李四"]
    await sender.stop()
    await task


@in_virtual_time
async def test_what_was_dropped_meanwhile_is_not_sent() -> None:
    office = Office(accounts={"li": ""})
    stale = office.queue("三天前的提醒", to="li")
    sender = office.sender()
    task = asyncio.create_task(sender.run())
    await asyncio.sleep(1)
    office.put(Entry(at=START, cause="drop", events=(Failed(message=stale.id, why="too old"),)))
    office.accounts["li"] = "chat-li"
    sender.wake()
    await asyncio.sleep(2)
    assert office.channel.texts == []
    await sender.stop()
    await task


# ---- files ----------------------------------------------------------------------------------------------------------


@in_virtual_time
async def test_files_go_behind_the_text_in_order_and_the_message_is_sent_when_all_are() -> None:
    office = Office(files={"picture": b"1", "ledger": b"22"})
    message = office.queue("汇总", attach=("picture", "ledger"))
    office.queue("然后")
    await office.works(10)
    assert office.channel.texts == ["汇总", "〔picture 1〕", "〔ledger 2〕", "然后"]
    assert office.posted(message).refs == ("1", "2", "3")


@in_virtual_time
async def test_a_file_is_made_once_however_often_it_is_tried_and_marked_where_it_may_be_there() -> None:
    office = Office(files={"ledger": b"1"})
    failures = [Unsure("cut"), Wait(3)]
    office.channel.script = lambda out: failures.pop() if failures and "ledger" in out.text else None
    office.queue("台账见附件", attach=("ledger",))
    await office.works(60)
    assert office.channel.texts == ["台账见附件", "〔ledger 1〕", "【补发】〔ledger 1〕"]
    assert office.made == ["ledger"]


@in_virtual_time
async def test_a_file_that_cannot_be_made_or_sent_leaves_a_line_and_the_rest_counts() -> None:
    office = Office(files={"ledger": b"1", "feed": b"2"})
    office.channel.script = lambda out: Refused("too large") if "ledger" in out.text else None
    message = office.queue("汇总", attach=("picture", "ledger", "feed"))
    await office.works(10)
    assert office.channel.texts == ["汇总", "附件没有发成", "附件没有发成", "〔feed 1〕"]
    assert office.posted(message).state == "sent"


@in_virtual_time
async def test_a_service_that_takes_no_files_gets_none() -> None:
    office = Office(files={"ledger": b"1"})
    office.channel.abilities = replace(office.channel.abilities, files=False)
    office.queue("台账见附件", attach=("ledger",))
    await office.works(10)
    assert office.channel.texts == ["台账见附件", "附件没有发成"]
    assert office.made == []


# ---- what goes wrong ------------------------------------------------------------------------------------------------


@in_virtual_time
async def test_a_pause_that_the_service_asks_for_is_kept_exactly_and_for_that_chat_only() -> None:
    office = Office()
    office.channel.script = first(1, Wait(7))
    office.queue("给张三")
    office.queue("给李四", to="li")
    await office.works(20)
    assert [(t, chat) for t, chat in office.channel.tried if chat == "chat-zhang"] == [
        (0.0, "chat-zhang"),
        (pytest.approx(7 + LATENCY), "chat-zhang"),
    ]
    assert office.channel.taken[0].text == "给李四"
    assert office.channel.texts == ["给李四", "给张三"], "certainly not taken: no mark"


@in_virtual_time
async def test_pauses_for_two_people_at_once_are_meant_for_all() -> None:
    office = Office()
    office.channel.script = first(2, Wait(9))
    for person in ("a", "b", "c", "d", "e", "f", "g", "h"):
        office.queue("周调度", to=person)
    await office.works(20)
    second = [at for at, _ in office.channel.tried if at > LATENCY + 0.1]
    assert len(office.channel.taken) == 8
    assert min(second) >= 9


@in_virtual_time
async def test_what_is_in_doubt_is_sent_again_with_a_mark() -> None:
    office = Office()
    office.channel.script = first(2, Unsure("timed out"))
    message = office.queue("周调度")
    office.queue("然后")
    await office.works(20)
    assert office.channel.texts == ["周调度", "【补发】周调度", "【补发】周调度", "然后"]
    assert office.posted(message).refs == ("3",)


@in_virtual_time
async def test_without_a_network_pauses_grow_and_nothing_is_marked() -> None:
    office = Office()
    office.channel.script = lambda out: Wait(0, everyone=True) if asyncio.get_running_loop().time() < 3600 else None
    for n in range(50):
        office.queue(f"{n}", to=f"p{n}")
    await office.works(3700)
    assert sorted(office.channel.texts, key=int) == [str(n) for n in range(50)]
    tries = [at for at, _ in office.channel.tried if at < 3600]
    assert len(tries) < 200, "an hour without a network is not an hour of knocking"
    assert office.channel.taken[-1].at < 3600 + 40


@in_virtual_time
async def test_what_fails_together_counts_as_one_failure() -> None:
    office = Office()
    office.channel.script = lambda out: Wait(0, everyone=True) if asyncio.get_running_loop().time() < 0.5 else None
    for n in range(16):
        office.queue(f"{n}", to=f"p{n}")
    await office.works(5)
    assert len(office.channel.taken) == 16
    assert office.channel.taken[-1].at < 3


@in_virtual_time
async def test_while_the_service_fails_one_message_at_a_time_is_risked() -> None:
    office = Office()
    office.channel.takes_unsure = False
    office.channel.script = lambda out: Unsure("502") if asyncio.get_running_loop().time() < 3600 else None
    for n in range(300):
        office.queue(f"{n}", to=f"p{n}")
    await office.works(3600 + 400)
    assert len(office.channel.taken) == 300
    assert Counter(t.text.removeprefix("【补发】") for t in office.channel.taken).most_common(1)[0][1] == 1
    assert sum(text.startswith("【补发】") for text in office.channel.texts) < 60


@in_virtual_time
async def test_one_message_that_the_service_cannot_bear_holds_nobody_up() -> None:
    office = Office()
    office.channel.script = lambda out: Unsure("500") if out.text.endswith("毒") else None
    office.channel.takes_unsure = False
    office.queue("毒", to="li")
    for n in range(100):
        office.queue(f"{n}", to=f"p{n}")
    await office.works(60)
    assert len(office.channel.taken) == 100
    assert office.channel.taken[-1].at < 10


@in_virtual_time
async def test_who_cannot_be_reached_is_noted_and_the_rest_goes_on() -> None:
    office = Office()
    office.channel.script = lambda out: Refused("blocked", gone=True) if out.chat == "chat-li" else None
    lost = office.queue("给李四", to="li")
    office.queue("给张三")
    await office.works(5)
    assert (office.posted(lost).state, office.posted(lost).why) == ("failed", "blocked")
    assert list(office.states.unreached) == ["li"]
    assert office.channel.texts == ["给张三"]


@in_virtual_time
async def test_a_chat_that_moved_gets_its_messages_at_the_new_address() -> None:
    office = Office()
    office.channel.script = lambda out: Wait(0, chat="-100500") if out.chat == "-500" else None
    office.queue("一", to="", chat="-500")
    office.queue("二", to="", chat="-500")
    await office.works(10)
    assert [(taken.chat, taken.text) for taken in office.channel.taken] == [("-100500", "一"), ("-100500", "二")]


@in_virtual_time
async def test_what_cannot_be_put_on_record_is_not_sent_and_what_was_sent_is_not_sent_again() -> None:
    office = Office(full=3)
    message = office.queue("给张三")
    sent_at = lambda: [taken.at for taken in office.channel.taken]  # noqa: E731
    sender = office.sender()
    task = asyncio.create_task(sender.run())
    await asyncio.sleep(2)
    assert sent_at() == []
    await asyncio.sleep(3)
    assert len(sent_at()) == 1
    assert office.posted(message).state == "sent"

    office.queue("第二条")
    sender.wake()
    office.channel.script = lambda out: setattr(office, "full", 3)  # the disk fills while the message is under way
    await asyncio.sleep(10)
    assert office.channel.texts == ["给张三", "第二条"]
    assert not office.states.open_messages
    await sender.stop()
    await task


@in_virtual_time
async def test_a_channel_that_breaks_its_promise_harms_one_message_only() -> None:
    office = Office()

    def broken(out: Outgoing) -> Outcome | None:
        if out.text == "坏":
            raise KeyError("oops")
        return None

    office.channel.script = broken
    bad = office.queue("坏")
    office.queue("好")
    await office.works(5)
    assert office.posted(bad).state == "failed"
    assert office.channel.texts == ["好"]


# ---- edits ----------------------------------------------------------------------------------------------------------


@in_virtual_time
async def test_an_edit_replaces_the_earlier_message_in_place() -> None:
    office = Office()
    before = office.queue("已报 1/3", unasked=True)
    office.queue("已报 2/3", edits=before.id)
    last = office.queue("已报 3/3", edits="m1")
    await office.works(10)
    assert [(taken.text, taken.edited) for taken in office.channel.taken] == [
        ("已报 1/3", None),
        ("已报 2/3", "1"),
        ("已报 3/3", "1"),
    ]
    assert office.posted(last).refs == ("1",)


@pytest.mark.parametrize("why", ["refused", "cannot", "too long"])
@in_virtual_time
async def test_an_edit_that_cannot_be_made_is_said_anew(why: str) -> None:
    office = Office()
    before = office.queue("已报 1/3")
    text = "已报 2/3" if why != "too long" else "\n\n".join(["已报 2/3"] * 1000)
    office.queue(text, edits=before.id)
    if why == "cannot":
        office.channel.abilities = Abilities(4096, 6, False, False, 25, 1, 20)
    edits = {"1"} if why == "refused" else set()
    real = office.channel.edit

    async def edit(ref: str, out: Outgoing) -> Outcome:
        return Refused("message can't be edited") if ref in edits else await real(ref, out)

    office.channel.edit = edit  # type: ignore[method-assign]
    await office.works(10)
    assert all(taken.edited is None for taken in office.channel.taken)
    assert office.channel.texts[1].startswith("已报 2/3")


@in_virtual_time
async def test_what_is_changed_without_a_sound_is_the_text_above_its_files_or_nothing() -> None:
    office = Office()
    before = office.queue("已报 0/3", attach=("picture/lights",))
    changed = office.queue("已报 1/3", edits=before.id, quiet=True)
    await office.works(10)
    texts = [(taken.text, taken.edited) for taken in office.channel.taken if "已报" in taken.text]
    assert texts == [("已报 0/3", None), ("已报 1/3", "1")]
    office.channel.abilities = Abilities(4096, 6, False, False, 25, 1, 20)
    told = len(office.channel.taken)
    late = office.queue("已报 2/3", edits=before.id, quiet=True)
    await office.works(10)
    assert len(office.channel.taken) == told
    assert (office.posted(changed).state, office.posted(late).state) == ("sent", "failed")


@in_virtual_time
async def test_an_edit_in_doubt_is_repeated_without_a_mark() -> None:
    office = Office()
    before = office.queue("甲")
    office.queue("乙", edits=before.id)
    outcomes = [None, Unsure("cut"), None]
    office.channel.script = lambda out: outcomes.pop(0)
    await office.works(10)
    assert office.channel.texts == ["甲", "乙", "乙"]


# ---- long messages, restarts, stopping ------------------------------------------------------------------------------


def long(tasks: int = 3) -> str:
    return "\n\n".join(f"<b>{n}</b> " + "推进" * 1500 for n in range(1, tasks + 1))


@in_virtual_time
async def test_a_long_message_goes_in_parts_with_the_buttons_under_the_last() -> None:
    office = Office()
    keys: list[int] = []
    office.channel.script = lambda out: keys.append(len(out.rows))  # type: ignore[func-returns-value]
    message = office.queue(long(), rows=((Button(label="签收", key="k", action=Action(verb="x")),),))
    await office.works(10)
    assert [text[-5:] for text in office.channel.texts] == ["（1/3）", "（2/3）", "（3/3）"]
    assert keys == [0, 0, 1]
    assert len(office.posted(message).refs) == 3


@in_virtual_time
async def test_only_the_part_in_doubt_is_marked_and_nothing_comes_between_parts() -> None:
    office = Office()
    outcomes = [None, Unsure("cut")]
    office.channel.script = lambda out: outcomes.pop(0) if outcomes else None
    office.queue(long(), unasked=True)
    sender = office.sender()
    task = asyncio.create_task(sender.run())
    await asyncio.sleep(0.5)
    sender.offer(office.queue("记下了"))
    await asyncio.sleep(10)
    assert [text[:4] for text in office.channel.texts] == ["<b>1", "<b>2", "【补发】", "<b>3", "记下了"]
    await sender.stop()
    await task


@in_virtual_time
async def test_a_restart_marks_what_was_in_hand_and_nothing_else() -> None:
    office = Office()
    first_one, _ = office.queue("在手里的"), office.queue("没轮到的")
    office.put(Entry(at=START, cause=f"sending:{first_one.id}", events=(Sending(message=first_one.id),)))
    await office.works(5)
    assert office.channel.texts == ["【补发】在手里的", "没轮到的"]


@in_virtual_time
async def test_a_restart_marks_every_part_of_what_was_in_hand() -> None:
    office = Office()
    message = office.queue(long())
    office.put(Entry(at=START, cause=f"sending:{message.id}", events=(Sending(message=message.id),)))
    await office.works(10)
    assert [text.startswith("【补发】") for text in office.channel.texts] == [True, True, True]


@in_virtual_time
async def test_stopping_finishes_the_message_in_hand_with_all_its_parts() -> None:
    office = Office()
    message = office.queue(long())
    rest = office.queue("下一条")
    await office.works(0.01)
    assert office.posted(message).state == "sent"
    assert len(office.channel.taken) == 3
    assert office.posted(rest).state == "queued"


@in_virtual_time
async def test_stopping_does_not_wait_for_ever() -> None:
    office = Office()

    async def never(out: Outgoing) -> Outcome:
        await asyncio.Event().wait()
        raise AssertionError

    office.channel.send = never  # type: ignore[method-assign]
    message = office.queue("在手里的")
    await office.works(1)
    assert asyncio.get_running_loop().time() <= 1 + 8 + LATENCY
    assert office.posted(message).state == "sending"


# ---- laws -----------------------------------------------------------------------------------------------------------

OUTCOMES = st.sampled_from(
    [None] * 8 + [Unsure("cut"), Wait(0, everyone=True), Wait(3), Wait(5, everyone=True), Refused("no", gone=True)]
)


@given(
    messages=st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), min_size=1, max_size=25),
    outcomes=st.lists(OUTCOMES, max_size=40),
    stops=st.lists(st.floats(0.01, 6), max_size=4),
)
@settings(max_examples=60)
def test_whatever_happens_everything_arrives_in_order_and_duplicates_are_marked(
    messages: list[tuple[str, bool]], outcomes: list[Outcome | None], stops: list[float]
) -> None:
    office = Office()
    doubtful: Counter[str] = Counter()

    def script(out: Outgoing) -> Outcome | None:
        outcome = outcomes.pop() if outcomes else None
        doubtful[out.text.removeprefix("【补发】")] += isinstance(outcome, Unsure)
        return outcome

    office.channel.script = script
    queued = [office.queue(f"{n}", to=to, unasked=unasked) for n, (to, unasked) in enumerate(messages)]

    async def scenario() -> None:
        for stop in stops:
            sender = office.sender()
            task = asyncio.create_task(sender.run())
            await asyncio.sleep(stop)
            under_way = {text for text, posted in states_of(office) if posted == "sending"}
            doubtful.update(dict.fromkeys(under_way, 1))
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await office.works(1000)

    virtual_time.run(scenario())
    refused = {message.text for message in queued if office.posted(message).state == "failed"}
    arrived = Counter(text.removeprefix("【补发】") for text in office.channel.texts)
    unmarked = Counter(text for text in office.channel.texts if not text.startswith("【补发】"))
    assert not office.states.open_messages
    for message in queued:
        assert arrived[message.text] >= (0 if message.text in refused else 1)
        assert arrived[message.text] <= 1 + doubtful[message.text]
        assert unmarked[message.text] <= 1
    for to, unasked in {(message.to, message.unasked) for message in queued}:
        lane = {message.text for message in queued if (message.to, message.unasked) == (to, unasked)}
        order = [text.removeprefix("【补发】") for text in office.channel.texts]
        firsts = [text for n, text in enumerate(order) if text in lane and text not in order[:n]]
        assert firsts == sorted(firsts, key=int)


def states_of(office: Office) -> list[tuple[str, str]]:
    return [(posted.message.text, posted.state) for posted in office.states.messages.values()]


@given(st.lists(st.sampled_from(["a", "b", "c", "-g"]), min_size=1, max_size=60), st.floats(0, 3))
@settings(max_examples=40)
def test_the_pace_is_kept_whatever_is_queued(chats: list[str], latency: float) -> None:
    office = Office()
    for n, chat in enumerate(chats):
        office.queue(str(n), to="", chat=chat)
    virtual_time.run(office.works(400))
    for chat in set(chats):
        moments = [taken.at for taken in office.channel.taken if taken.chat == chat]
        assert most_within(moments, 60 if chat == "-g" else 1) <= (20 if chat == "-g" else 1)
    assert len(office.channel.taken) == len(chats)
