"""周调度 summary: who answered, and what the answers changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.dialogue.notices.compose import summary_text
from bot.record.events import Away, ExtensionAsked, ExtensionDecided, Settled
from bot.reports.periods import last_whole, month_of, quarter_of, week_of
from bot.reports.weekly.summary import Weekly, weekly
from bot.reports.weekly.xlsx import known_words
from bot.settings import Schedule, Settings
from tests.reports_world import active, asked, at, drafts, entry, reported, undone, wording, world

WEEK = week_of(date(2024, 3, 28))
FRIDAY = at("2024-03-29 15:00")


def summary(*entries: object) -> Weekly:
    return weekly(world(*entries), WEEK, FRIDAY)


OPENED = asked("2024-03-28 09:00", "zhaoshang", ("p-1", "p-2"), slot="2024-W13")


@pytest.mark.parametrize(
    ("entries", "state", "answered"),
    [
        ([], "missing", ()),
        ([reported("2024-03-28 10:00", "p-1", percent=60)], "partly", ("p-1",)),
        ([reported("2024-03-28 10:00", "p-1"), reported("2024-03-29 09:00", "p-2")], "reported", ("p-1", "p-2")),
        ([reported("2024-03-25 10:00", "p-1")], "partly", ("p-1",)),
        ([reported("2024-03-24 10:00", "p-1")], "missing", ()),
        (
            [reported("2024-03-28 10:00", "p-1", percent=60), reported("2024-03-28 10:00", "p-2", intent="snooze")],
            "partly",
            ("p-1",),
        ),
        ([reported("2024-03-29 15:30", "p-1")], "missing", ()),
        ([reported("2024-03-28 10:00", "p-1", reply="r1"), undone("2024-03-28 10:05", "r1")], "missing", ()),
    ],
    ids=[
        "silent",
        "one of two",
        "both",
        "in the week before it was asked",
        "in the week before",
        "one put off",
        "after the cutoff",
        "taken back",
    ],
)
def test_who_counts_as_having_reported(entries, state, answered):
    (person,) = summary(OPENED, *entries).asked
    assert (person.state, person.answered) == (state, answered)


def test_a_week_without_checkin_asks_nobody():
    result = summary(asked("2024-03-21 09:00", "zhaoshang", ("p-1",), slot="2024-W12"))
    assert result.asked == ()
    assert "这一周没有发出周调度" in summary_text(wording(), result)


def test_who_is_on_leave_and_silent_is_not_missing():
    leave = entry("2024-03-26 10:00", Away(person="zhaoshang", first=date(2024, 3, 27), last=date(2024, 3, 31)))
    result = summary(leave, asked("2024-03-28 09:00", "duban", ("p-1",), slot="2024-W13", leader="zhaoshang"))
    assert [(a.person, a.state) for a in result.asked] == [("zhaoshang", "away")]
    assert "请假的有招商分管领导" in summary_text(wording(), result)


@pytest.mark.parametrize(
    ("settled", "count"),
    [("2024-03-22 14:30", 0), ("2024-03-22 17:00", 1), ("2024-03-24 09:00", 1), ("2024-03-29 14:30", 1)],
)
def test_what_was_dropped_since_the_last_cutoff_is_in_the_summary(settled, count):
    dropped = Settled(key="nudge/2024-W12/zhaoshang", how="dropped", why="已过截止时间，未能发出")
    assert sum(one.count for one in summary(entry(settled, dropped), OPENED).dropped) == count


def test_a_summary_that_comes_late_tells_what_was_dropped_in_between():
    dropped = Settled(key="nudge/2024-W13/zhaoshang", how="dropped", why="已过截止时间，未能发出")
    result = weekly(world(OPENED, entry("2024-04-02 10:00", dropped)), WEEK, at("2024-04-02 10:01"))
    assert [one.count for one in result.dropped] == [1]
    assert summary_text(wording(), result, late=True).startswith("【补发】")


def test_a_promise_that_stands_again_after_a_refusal_is_no_new_one():
    asks = ExtensionAsked(
        asked="x", task="p-1", person="zhaoshang", said_by="zhaoshang", reply="r2", old=date(2024, 3, 31),
        wanted=date(2024, 5, 20),
    )  # fmt: skip
    result = summary(
        reported("2024-03-12 10:00", "p-1", expected=date(2024, 4, 10)),
        entry("2024-03-20 10:00", asks),
        reported("2024-03-20 10:00", "p-1", reply="r2", intent="extend", expected=date(2024, 5, 20)),
        entry("2024-03-26 10:00", ExtensionDecided(asked="x", task="p-1", by="duban")),
        OPENED,
        reported("2024-03-28 10:00", "p-1", percent=60),
    )
    assert [change.task for change in result.changes] == ["p-1"]
    assert result.promises == ()


def test_what_could_not_be_sent_is_told_with_its_reason():
    passed = [Settled(key=f"reminder/p-1/2024-03-25/{n}d", how="dropped", why="到期日已过，未能发出") for n in (3, 1)]
    nudged = Settled(key="nudge/2024-W13/zhaoshang", how="dropped", why="本周主动消息已到上限")
    result = summary(active("2024-01-02 09:00", "p-1"), entry("2024-03-27 09:00", *passed, nudged), OPENED)
    assert [(one.kind, one.count, len(one.titles)) for one in result.dropped] == [("reminder", 2, 1), ("nudge", 1, 0)]
    text = summary_text(wording(), result)
    assert "没能发出 3 项" in text
    assert "催报 1 项：本周主动消息已到上限" in text
    assert "没能发出的提醒" in "".join(str(block) for block in drafts().write("weekly", w=result, words=known_words))


def test_with_a_cutoff_in_the_week_after_the_answers_until_then_count():
    there = world(OPENED, reported("2024-04-01 10:00", "p-1"))
    later = replace(there, settings=Settings(schedule=Schedule(cutoff_day="monday")))
    assert [weekly(each, WEEK, at("2024-04-01 15:00")).answered for each in (there, later)] == [(), ("p-1",)]


def test_a_bundle_asks_only_about_the_leaders_own_tasks():
    assert summary(asked("2024-03-28 09:00", "zhaoshang", ("p-1", "p-3"), slot="2024-W13")).tasks == ("p-1",)


def test_what_changed_is_told_against_the_opening():
    result = summary(
        reported("2024-03-20 10:00", "p-1", percent=30, status="in_progress"),
        OPENED,
        reported("2024-03-28 10:00", "p-1", percent=60, status="in_progress"),
    )
    (change,) = result.moved
    assert (change.before.percent, change.after.percent) == (30, 60)
    assert not result.finished
    assert not result.obstacles


def test_an_obstacle_told_before_is_not_new():
    stuck = {"status": "blocked", "blocker": "征地未完成"}
    old = summary(reported("2024-03-20 10:00", "p-1", **stuck), OPENED, reported("2024-03-28 10:00", "p-1", **stuck))
    new = summary(OPENED, reported("2024-03-28 10:00", "p-1", text="征地卡住了", **stuck))
    assert not old.obstacles
    assert [(c.task, c.words) for c in new.obstacles] == [("p-1", "征地卡住了")]


def test_promises_and_finished_tasks_are_listed():
    result = summary(
        OPENED,
        reported("2024-03-28 10:00", "p-1", expected=date(2024, 4, 10)),
        reported("2024-03-28 10:00", "p-2", status="done"),
    )
    assert [c.promise for c in result.promises] == [date(2024, 4, 10)]
    assert [c.task for c in result.finished] == ["p-2"]
    assert not result.moved


def test_the_summary_says_first_what_the_admin_must_do():
    result = summary(
        OPENED,
        asked("2024-03-28 09:00", "zhujian", ("p-3",), slot="2024-W13"),
        reported("2024-03-28 10:00", "p-1", percent=60),
        reported(
            "2024-03-28 10:00", "p-2", status="blocked", blocker="缺资金", text="缺资金 <急>", help_from=("财政局",)
        ),
    )
    text = summary_text(wording(), result)
    assert text.index("未报的请联系住建分管领导（1件）") < text.index("缺资金 &lt;急&gt;") < text.index("本周变化")
    assert "应报 2 人：已报 1，部分已报 0，未报 1" in text
    assert "任务 3 件，已答 2 件" in text
    assert "请财政局支持" in text


def test_in_the_chat_the_week_is_a_head_and_five_lines():
    result = summary(
        active("2024-01-02 09:00", "p-3"),
        OPENED,
        asked("2024-03-28 09:00", "zhujian", ("p-3",), slot="2024-W13"),
        reported("2024-03-28 10:00", "p-1", percent=60, expected=date(2024, 4, 10)),
        reported("2024-03-28 10:00", "p-2", status="blocked", blocker="缺资金", text="缺资金"),
    )
    lines = [line for line in summary_text(wording(), result).splitlines() if line]
    starts = ["<b>周调度汇总", "应报 2 人", "<b>请您处理", "<b>新困难 1 件", "<b>本周变化", "<b>红灯"]
    assert [line.startswith(start) for line, start in zip(lines, starts, strict=True)] == [True] * 6


def test_red_lights_are_told_with_their_reason():
    result = summary(active("2024-01-02 09:00", "p-3"), OPENED)
    assert [item.id for item in result.red] == ["p-3"]
    assert "打通城市堵点（住建分管领导）：已超期10个工作日（3月15日）" in summary_text(wording(), result)


@pytest.mark.parametrize(
    ("period", "first", "last", "slot"),
    [
        (week_of(date(2024, 12, 30)), date(2024, 12, 30), date(2025, 1, 5), "2025-W01"),
        (month_of(date(2024, 2, 10)), date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (month_of(date(2024, 12, 31)), date(2024, 12, 1), date(2024, 12, 31), "2024-12"),
        (quarter_of(date(2024, 12, 31)), date(2024, 10, 1), date(2024, 12, 31), "2024-Q4"),
        (last_whole("week", date(2024, 4, 1)), date(2024, 3, 25), date(2024, 3, 31), "2024-W13"),
        (last_whole("month", date(2024, 1, 31)), date(2023, 12, 1), date(2023, 12, 31), "2023-12"),
        (last_whole("quarter", date(2024, 3, 31)), date(2023, 10, 1), date(2023, 12, 31), "2023-Q4"),
        (last_whole("year", date(2024, 3, 31)), date(2023, 1, 1), date(2023, 12, 31), "2023"),
    ],
)
def test_periods(period, first, last, slot):
    assert (period.first, period.last, period.slot) == (first, last, slot)
