"""The year rehearsed, the burden it is, and a new notice of days off: what they promise, and the commands."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from typer.testing import CliRunner

from bot.commands.calendar import addition_lines, read_addition
from bot.commands.notice_words import KINDS, notice_words
from bot.dialogue.notices.compose import compose
from bot.schedule.burden import ANSWERING, READING, TAPPING, Load, asked, loads, only_listed, peaks
from bot.schedule.due import settle
from bot.schedule.kinds import GENERATORS
from bot.schedule.rehearse import compare, rehearse, told
from main import app
from tests.reports_world import wording
from tests.schedule_world import Desk, moment, task
from tests.test_schedule_laws import AFTERWARDS, START, Story, always, stories

NOTICES = Path(__file__).parent / "notices"
FIRST, LAST = date(2024, 3, 1), date(2024, 4, 12)


@settings(max_examples=10)
@given(stories(edits=0))
def test_a_rehearsal_sends_what_the_bot_would_send(story: Story) -> None:
    silent = replace(story, answers=())
    played, fresh = silent.desk(), silent.desk()
    silent.play(played, always)
    before = deepcopy(fresh.states)
    found = list(rehearse(fresh.world(), START.date(), AFTERWARDS.date()))
    told = [(m.at, m.to, m.name[1]) for m in found if m.at < AFTERWARDS]
    drafts = any(t.status == "draft" for t in story.tasks)
    assert drafts or sorted(told) == sorted(played.sent)
    assert fresh.states == before, "the record is left as it was"


def office() -> Desk:
    return Desk([task("a", "2024-03-29", status="draft"), task("b", "2024-04-10", leader="li")])


def test_drafts_are_played_as_if_assigned_and_answers_spare_nudges_and_chases() -> None:
    silent = list(rehearse(office().world(), FIRST, LAST))
    answered = list(rehearse(office().world(), FIRST, LAST, answered=True))
    kinds = [notice.kind for message in answered for notice in message.notices]
    assert "assignment/a/zhang" in told(silent)
    assert {"nudge", "chase"}.isdisjoint(kinds)
    assert len(answered) < len(silent)


def test_what_an_edit_moves_is_listed() -> None:
    before = told(rehearse(office().world(), FIRST, LAST))
    edited = office()
    edited.stated["b"] = edited._tasks["b"] = task("b", "2024-04-11", leader="li")
    moved = compare(before, told(rehearse(edited.world(), FIRST, LAST)))
    assert "reminder/b/2024-04-11/0d" in moved.come
    assert "reminder/b/2024-04-10/0d" in moved.gone
    assert compare(before, before).come == compare(before, before).moved == ()


def test_the_burden_counts_messages_questions_and_minutes_and_names_the_peaks() -> None:
    found = loads(message.asked for message in rehearse(office().world(), FIRST, date(2024, 3, 10)))
    assert Load("zhang", "2024-W10", messages=2, questions=2) in found  # check-in, then reminder and nudge in one
    assert Load("duchashi", "2024-W10", messages=1, questions=0) in found
    assert peaks(found, 1) == (max(found, key=lambda load: load.minutes),)


def test_what_one_tap_answers_for_is_only_listed_and_costs_the_tap() -> None:
    desk = Desk([task("a", "2024-12-20"), task("b", "2024-12-27")])
    found = rehearse(desk.world(), date(2024, 3, 4), date(2024, 3, 17), answered=True)
    first, second = loads(message.asked for message in found if message.to == "zhang")
    assert (first.questions, first.listed) == (2, 0), "nothing was told of them yet"
    assert (second.questions, second.listed, second.taps) == (0, 2, 1)
    assert second.minutes == READING + TAPPING < READING + 2 * ANSWERING


def test_a_message_that_is_sent_costs_what_its_rehearsal_says() -> None:
    desk = Desk([task("a", "2024-12-20"), task("b", "2024-12-27"), task("c", "2024-03-20")])
    desk.note(moment("2024-03-01 09:00"))
    desk.says(moment("2024-03-05 09:00"), "a", status="in_progress")
    thursday = moment("2024-03-07 09:00")
    bundle = next(b for b in settle(desk.world(), thursday).bundles if b.person == "zhang")
    rehearsed = only_listed(desk.world(), bundle.notices, thursday)
    desk.put(compose(desk.world(), wording(), bundle, thursday))
    (sent,) = asked(desk.states, FIRST, LAST)
    assert rehearsed == ("a",)
    assert (sent.questions, sent.listed) == (2, 1)


def test_every_kind_of_notice_has_its_name_in_the_rehearsal() -> None:
    assert KINDS.keys() >= GENERATORS.keys()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("cadence/a/c1/2027-01/zhang", "定期工作《学府路》 每月调度 2027年1月 张主任"),
        ("checkin/2027-W06/zhang", "周调度 2027年2月8日起的一周 张主任"),
        ("chase/a/2027-01-08/2027-W06/zhang", "催办《学府路》 2027-01-08 2027年2月8日起的一周 张主任"),
        ("chase/a/2027-01-08/3d/zhang", "催办《学府路》 2027-01-08 过期3个工作日 张主任"),
        ("rhythm/季考核/2027-03/zhang", "工作机制 季考核 2027年3月 张主任"),
        ("later/zhang/2027-02-08T15:00", "稍后再问 张主任 2027-02-08 15:00"),
        ("review/a/r-17/zhang", "办结审核《学府路》 张主任"),
        ("decision/q-3/zhang", "延期审批 张主任"),
        ("calendar/2028/zhang", "放假安排 2028 张主任"),
    ],
)
def test_a_notice_is_told_without_codes(key: str, words: str) -> None:
    assert notice_words(key, {"a": "学府路", "a/c1": "每月调度", "zhang": "张主任"}) == words


# ---- the commands ---------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Path:
    tasks = [t.model_dump(mode="json", by_alias=True) for t in office().stated.values()]
    (tmp_path / "tasks.json").write_text(json.dumps({"schema": 1, "tasks": tasks}), encoding="utf-8")
    (tmp_path / "config").mkdir()
    people = ("zhang", "张主任", "leader"), ("li", "李主任", "leader"), ("duchashi", "督查室", "admin")
    entries = (f'[[person]]\nid = "{id_}"\nname = "{name}"\nroles = ["{role}"]\n' for id_, name, role in people)
    (tmp_path / "config" / "people.toml").write_text("\n".join(entries), encoding="utf-8")
    return tmp_path


def run(home: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["--home", str(home), *words])
    assert result.exit_code == code, result.output
    return result.output


STRETCH = ("--from", "2024-03-01", "--to", "2024-04-12")


def test_rehearse_says_who_is_written_to_and_what_has_moved_since(home: Path) -> None:
    assert "张主任" in run(home, "rehearse", *STRETCH)
    assert "没有变化" in run(home, "rehearse", *STRETCH)
    tasks = home / "tasks.json"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("2024-04-10", "2024-04-11"), encoding="utf-8")
    shown = run(home, "rehearse", *STRETCH, "--html", str(home / "year.html"))
    assert "到期提醒《b》 2024-04-11 当天：2024-04-11 09:00 李主任" in shown
    page = (home / "year.html").read_text(encoding="utf-8")
    assert "李主任" in page
    assert "到期提醒《b》 2024-04-10 当天" in page
    assert 'peak"' in page
    run(home, "rehearse", *STRETCH)
    moved = json.loads(run(home, "rehearse", *STRETCH, "--json"))["moved"]
    assert moved == {"come": {}, "gone": {}, "moved": {}}
    assert "早于" in run(home, "rehearse", "--from", "2024-03-01", "--to", "2024-02-01", code=1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("rehearse", "--from", "2024-03-01", "--to", "9999-12-31"), "应在 1990 到 2099 年之间"),
        (("rehearse", "--from", "", "--to", "2024-03-01"), "“” 不是日期"),
        (("burden", "--to", "0001-01-01"), "应在 1990 到 2099 年之间"),
    ],
)
def test_a_date_or_year_out_of_range_is_refused(home: Path, words: tuple[str, ...], says: str) -> None:
    assert says in run(home, *words, code=1)


def test_the_page_has_a_table_a_year_so_that_paper_holds_it(home: Path) -> None:
    """A sheet of A4 is as wide as the weeks of one year."""
    run(home, "rehearse", "--from", "2024-12-02", "--to", "2025-01-31", "--html", str(home / "page.html"))
    _, *tables = (home / "page.html").read_text(encoding="utf-8").split('<table class="heat">')
    heads = [re.findall(r"<th>(\d\d)-W\d\d</th>", table) for table in tables]
    assert [set(weeks) for weeks in heads] == [{"24"}, {"25"}]


def test_every_message_of_a_short_stretch_is_listed_and_of_a_long_one_where_to_read_it(home: Path) -> None:
    assert "03-01 09:00 李主任：新交办" in run(home, "rehearse", "--from", "2024-03-01", "--to", "2024-03-08")
    assert "--html" in run(home, "rehearse", "--from", "2024-01-01", "--to", "2024-12-31")


def test_rehearse_as_json(home: Path) -> None:
    found = json.loads(run(home, "rehearse", *STRETCH, "--json"))
    first = found["messages"][0]
    assert (first["at"], first["to"]) == ("2024-03-01T09:00:00+08:00", "li")
    assert (found["unsure"], found["moved"]) == ([], None)
    assert [notice["key"] for notice in first["notices"]] == ["assignment/b/li"]
    assert {load["person"] for load in found["load"]} == {"zhang", "li", "duchashi"}


def test_a_stretch_in_a_year_without_a_notice_says_so(home: Path) -> None:
    stretch = ("--from", "2036-01-01", "--to", "2036-01-31")
    assert "2036年放假安排未公布" in run(home, "rehearse", *stretch)
    assert json.loads(run(home, "rehearse", *stretch, "--json"))["unsure"] == [2036]


def test_burden_of_a_home_that_has_said_nothing(home: Path) -> None:
    assert "合计" in run(home, "burden")


def test_a_notice_of_days_off_is_checked_shown_and_written(home: Path) -> None:
    good, bad = home / "2026.txt", home / "bad.txt"
    text = (NOTICES / "2026.txt").read_text(encoding="utf-8")
    good.write_text(text, encoding="utf-8")
    bad.write_text(text.replace("1月1日（周四）", "1月1日（周五）"), encoding="utf-8")
    written = home / "config" / "calendar" / "2026.json"
    assert "不用写入" in run(home, "calendar", "add", str(good)), "the program brings this notice with it"
    assert "对不上" in run(home, "calendar", "add", str(bad), "--yes", code=1)
    assert not written.exists()
    assert "不存在，请检查路径和文件名" in run(home, "calendar", "add", str(home / "none.txt"), code=1)
    shown = run(home, "calendar", "add", str(good), "--yes")
    assert "放假 33 天，调休上班 6 天" in shown
    assert "与现有日历没有不同。\n已写入" in shown
    assert json.loads(written.read_text(encoding="utf-8"))["number"] == "国办发明电〔2025〕7号"
    assert run(home, "check")


def test_a_notice_that_changes_something_is_written_when_that_is_confirmed(home: Path) -> None:
    other, written = home / "2026.txt", home / "config" / "calendar" / "2026.json"
    text = (NOTICES / "2026.txt").read_text(encoding="utf-8")
    other.write_text(re.sub(r"1月4日（周日）上班。", "", text), encoding="utf-8")
    assert "--yes" in run(home, "calendar", "add", str(other), code=1)
    assert not written.exists()
    assert "改为休息：1月4日" in run(home, "calendar", "add", str(other), "--yes", "--anyway")
    assert written.exists()


def test_a_notice_of_one_festival_leaves_the_others_of_the_year(home: Path) -> None:
    written = home / "config" / "calendar" / "2026.json"
    shown = run(home, "calendar", "add", str(NOTICES / "2026-labour.txt"), "--yes", "--anyway")
    assert "只涉及劳动节，其他节日照原来的不变" in shown
    assert "改为上班：5月10日" in shown
    assert "改为休息：5月6日" in shown
    notice = json.loads(written.read_text(encoding="utf-8"))
    assert notice["number"] == "国办发明电〔2025〕7号、国办发明电〔2026〕4号"
    off = {day["date"] for day in notice["days"] if day["off"]}
    assert {"2026-01-01", "2026-02-17", "2026-05-06", "2026-10-01"} <= off
    run(home, "calendar", "add", str(NOTICES / "2026-labour.txt"), "--yes")
    assert json.loads(written.read_text(encoding="utf-8")) == notice


def test_a_copy_that_lacks_festivals_of_a_new_year_is_refused_and_loses_none_of_them(home: Path) -> None:
    copy, written = home / "2027.txt", home / "config" / "calendar" / "2027.json"
    copy.write_text(NEW_YEAR, encoding="utf-8")
    assert "先录入全年的通知" in run(home, "calendar", "add", str(copy), "--yes", code=1)
    run(home, "calendar", "add", str(copy), "--yes", "--anyway")
    off = {day["date"] for day in json.loads(written.read_text(encoding="utf-8"))["days"] if day["off"]}
    assert {"2027-01-04", "2027-10-01"} <= off


NEW_YEAR = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：2026年12月31日（周四）至2027年1月4日（周一）放假调休，共5天。"""


def test_a_notice_shows_which_reminders_it_moves_those_of_the_december_before_too(home: Path) -> None:
    tasks = home / "tasks.json"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("2024-04-10", "2027-01-08"), encoding="utf-8")
    found = read_addition(home, NEW_YEAR, now=moment("2026-11-10 10:00"))
    assert {(date(2026, 12, 31), False), (date(2027, 1, 4), False)} <= set(found.days)
    shown = "\n".join(addition_lines(found))
    assert "到期提醒《b》 2027-01-08 前7个工作日：2026-12-29 09:00 李主任 → 2026-12-25 09:00 李主任" in shown


def test_a_text_that_is_no_notice_is_refused(home: Path) -> None:
    other = home / "other.txt"
    other.write_text("关于开展大扫除的通知", encoding="utf-8")
    assert "没有读出放假安排" in run(home, "calendar", "add", str(other), "--yes", code=1)
    other.write_text("一、元旦：1月1日放假。", encoding="utf-8")
    assert "加上 --year" in run(home, "calendar", "add", str(other), code=1)
    assert "年份 1 不对" in run(home, "calendar", "add", str(other), "--year", "1", code=1)


def test_moments_of_a_rehearsal_are_in_order_and_within_it() -> None:
    moments = [message.at for message in rehearse(office().world(), FIRST, LAST)]
    assert moments == sorted(moments)
    assert moment("2024-03-01 00:00") <= moments[0]
    assert moments[-1].date() <= LAST
