"""How one task stands, folded from what happened to it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given

from bot.dialogue.promises import own_words
from bot.record.events import Closed, Entry, Event, Reopened, Reported, Returned, Undone
from bot.record.states import States, fold
from bot.reports.cutoff import as_of, until
from bot.schedule.calendar import Calendar
from bot.schedule.world import World
from bot.settings import ZONE, Settings
from tests.test_schedule_laws import AFTERWARDS, Story, always, few, stories

SAID = {"task": "a", "person": "zhang", "said_by": "zhang", "text": ""}
WHOLE = date.max


def on(day: str) -> datetime:
    return datetime.fromisoformat(f"2024-{day} 10:00").replace(tzinfo=ZONE)


def said(day: str, status: str, through: str | None = None) -> tuple[str, Event]:
    values = {**SAID, "reply": day, "status": status, "through": through and f"2024-{through}"}
    return day, Reported.model_validate(values)


def record(*happened: tuple[str, Event]) -> States:
    return fold(Entry(at=on(day), cause=str(n), events=(event,)) for n, (day, event) in enumerate(happened))


BACK = Returned(task="a", by="duchashi", reason="缺验收单")


@pytest.mark.parametrize(
    ("happened", "finished"),
    [
        ([said("03-01", "in_progress")], ()),
        ([said("03-01", "done")], ((WHOLE, on("03-01")),)),
        ([said("03-01", "done"), said("03-04", "done")], ((WHOLE, on("03-01")),)),
        ([said("03-01", "done"), said("03-04", "in_progress")], ()),
        ([said("03-01", "done"), said("03-04", "blocked"), said("03-06", "done")], ((WHOLE, on("03-06")),)),
        ([said("03-01", "done"), ("03-02", BACK)], ()),
        ([said("03-01", "done"), ("03-02", BACK), said("03-06", "done")], ((WHOLE, on("03-06")),)),
        ([said("03-01", "done", "03-31")], ((date(2024, 3, 31), on("03-01")),)),
        (
            [said("03-01", "done", "03-31"), said("06-20", "done")],
            ((date(2024, 3, 31), on("03-01")), (WHOLE, on("06-20"))),
        ),
        ([said("03-01", "in_progress"), ("03-05", Closed(task="a", by="duchashi"))], ((WHOLE, on("03-05")),)),
        ([("03-05", Closed(task="a", by="duchashi")), ("03-07", Reopened(task="a", by="duchashi", reason="返工"))], ()),
        ([said("03-01", "done"), ("03-02", Undone(reply="03-01", person="zhang"))], ()),
    ],
)
def test_what_is_finished_and_since_when(
    happened: list[tuple[str, Event]], finished: tuple[tuple[date, datetime], ...]
) -> None:
    """What was done of a first date says nothing of the whole, and what came before a return does not count."""
    states = record(*happened)
    assert states.task("a").finished == finished
    assert states.finished.get("a", ()) == finished


def test_as_of_a_day_only_what_was_finished_by_then_is() -> None:
    record_ = record(said("03-01", "done", "03-31"), said("06-20", "done", "06-30"), said("12-20", "done"))
    then = until(record_.task("a"), on("04-01"))
    assert (then.finished, then.done_through) == (((date(2024, 3, 31), on("03-01")),), date(2024, 3, 31))
    world = World({}, {}, Settings(), Calendar.build(), record_)
    assert as_of(world, on("07-01")).states.finished["a"] == (
        (date(2024, 3, 31), on("03-01")),
        (date(2024, 6, 30), on("06-20")),
    )
    assert (as_of(world, on("07-01")).states.claims, record_.claims) == ({}, {"a": "12-20"})


@few
@given(stories())
def test_the_lists_of_what_is_finished_and_claimed_are_those_of_the_states(story: Story) -> None:
    desk = story.desk()
    story.play(desk, always, AFTERWARDS)
    known = desk.states
    assert known.finished == {task: state.finished for task, state in known.tasks.items() if state.finished}
    claims = {task: state.claim.said.reply for task, state in known.tasks.items() if state.claim}
    assert known.claims == claims
    assert [task for task in known.tasks if known.is_done(task)] == [
        t for t, state in known.tasks.items() if state.done
    ]


@pytest.mark.parametrize(
    ("text", "day", "quoted"),
    [
        ("4月10日", "4月10日", "4月10日"),
        ("4.10前", "4.10前", "4.10前"),
        ("10日前", "10日前", "10日前"),
        ("3家企业下周三签", "下周三", "3家企业下周三签"),
        ("1 4月10日", "4月10日", "4月10日"),
        ("1.4月10日", "4月10日", "4月10日"),
        ("1预计5月底", "5月底", "预计5月底"),
        ("（1）预计5月底", "5月底", "预计5月底"),
        ("第二项下周三前完成", "下周三前", "下周三前完成"),
    ],
)
def test_a_promise_is_quoted_without_the_number_of_the_task_alone(text: str, day: str, quoted: str) -> None:
    values = {**SAID, "text": text, "reply": "r", "words": {"expected": day}}
    assert own_words(Reported.model_validate(values)) == quoted
