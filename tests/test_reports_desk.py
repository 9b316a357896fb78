"""What the desk takes from a home: reports in every form, slips, calendars, the evidence chain, an edited ledger."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import icalendar
import pytest
from docx import Document
from openpyxl import load_workbook

from bot.commands.check import check
from bot.commands.ledger import import_ledger, is_ledger
from bot.commands.reports import (
    Desk,
    at_end_of,
    follow,
    open_desk,
    picture,
    picture_bytes,
    report,
    write_feed,
    write_slips,
)
from bot.errors import DocumentError, FileError, ReportError
from bot.model import Source
from bot.record.events import Entry
from bot.reports.bulletin.slips import slips
from bot.reports.feed import feed, feed_ics
from bot.reports.trace import trace
from bot.schedule.lights import light
from bot.store.record import Record
from tests.reports_world import PEOPLE, TASKS, active, at, reported, world

NOW = at("2024-04-08 10:00")
RECORD = (
    active("2024-01-02 09:00", "p-1", "p-2", "p-3"),
    reported("2024-03-12 10:00", "p-1", reply="telegram:7", text="征地卡住了", status="blocked", blocker="征地"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    tasks = [json.loads(t.model_dump_json(by_alias=True)) for t in TASKS]
    (tmp_path / "tasks.json").write_text(json.dumps({"schema": 1, "tasks": tasks}, ensure_ascii=False), "utf-8")
    (tmp_path / "config").mkdir()
    people = [f'[[person]]\nid = "{p.id}"\nname = "{p.name}"\nroles = {json.dumps(p.roles)}\n' for p in PEOPLE]
    (tmp_path / "config" / "people.toml").write_text("\n".join(people), "utf-8")
    Record.open(tmp_path).append(*(e.model_copy(update={"cause": f"test:{n}"}) for n, e in enumerate(RECORD)))
    return tmp_path


@pytest.fixture
def desk(home: Path) -> Desk:
    return open_desk(home, NOW)


# ---- reports --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        *(("weekly", s) for s in (".txt", ".md", ".docx", ".xlsx")),
        *(("monthly", s) for s in (".txt", ".md", ".docx", ".xlsx")),
        *(("quarterly", s) for s in (".txt", ".md", ".docx", ".xlsx")),
        ("ledger", ".xlsx"),
    ],
)
def test_every_report_in_every_form(desk, tmp_path, kind, suffix):
    out = tmp_path / f"out{suffix}"
    assert str(out) in report(desk, kind, None, out)
    opens = {".docx": Document, ".xlsx": load_workbook}.get(suffix, lambda file: file.read().decode("utf-8"))
    assert opens(io.BytesIO(out.read_bytes()))


@pytest.mark.parametrize(
    ("kind", "on", "title"),
    [
        ("monthly", None, "2024年3月"),
        ("monthly", date(2024, 4, 2), "2024年4月"),
        ("quarterly", None, "2024年一季度"),
        ("weekly", None, "2024年第14周"),
        ("weekly", date(2024, 4, 9), "2024年第15周"),
    ],
)
def test_the_period_is_that_of_the_day_or_else_the_last_whole_one(desk, tmp_path, kind, on, title):
    report(desk, kind, on, tmp_path / "out.txt")
    assert title in (tmp_path / "out.txt").read_text("utf-8").splitlines()[0]


@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [("daily", "x.txt", "没有“daily”"), ("ledger", "x.docx", "请以 .xlsx 结尾"), ("weekly", "no/such/x.txt", "写不进")],
)
def test_what_cannot_be_written_is_said_in_one_sentence(desk, tmp_path, kind, name, says):
    with pytest.raises(ReportError, match=says):
        report(desk, kind, None, tmp_path / name)


def test_the_ledger_tells_how_far_it_is(home, tmp_path):
    seen: list[tuple[int, int]] = []
    desk = open_desk(home, NOW, lambda done, of: seen.append((done, of)))
    report(desk, "ledger", None, tmp_path / "x.xlsx")
    assert [done for done, _ in seen] == list(range(1, seen[-1][1] + 1))


def test_an_admins_own_template_and_rules_count(home, tmp_path):
    (home / "config" / "reports").mkdir()
    (home / "config" / "reports" / "bulletin.md.j2").write_text("# 本月{{ n.total }}件", "utf-8")
    (home / "config" / "appraisal.toml").write_text("base = 60", "utf-8")
    desk = open_desk(home, NOW)
    report(desk, "monthly", None, tmp_path / "x.txt")
    assert (tmp_path / "x.txt").read_text("utf-8") == "# 本月3件\n"
    report(desk, "quarterly", None, tmp_path / "q.xlsx")
    assert load_workbook(tmp_path / "q.xlsx")["打分表"].cell(4, 4).value == 60


@pytest.mark.parametrize(
    ("source", "says"), [("# {{ n.total ", r"bulletin\.md\.j2 第 1 行"), ("# {{ n.nothing.there }}", "nothing")]
)
def test_a_mistake_in_a_template_is_named(home, tmp_path, source, says):
    (home / "config" / "reports").mkdir()
    (home / "config" / "reports" / "bulletin.md.j2").write_text(source, "utf-8")
    with pytest.raises(ReportError, match=says):
        report(open_desk(home, NOW), "monthly", None, tmp_path / "x.txt")


def test_check_finds_mistakes_in_templates_and_rules(home):
    (home / "config" / "reports").mkdir()
    (home / "config" / "reports" / "slip.md.j2").write_text("# 督办单\n{% if x %}", "utf-8")
    (home / "config" / "appraisal.toml").write_text('[[rule]]\nno = "1"\nfond = "late"\n', "utf-8")
    found = {problem.path.name: problem.line for problem in check(home)}
    assert found == {"slip.md.j2": 2, "appraisal.toml": 3}


def test_a_mistake_in_the_rules_is_named_with_its_line(home):
    (home / "config" / "appraisal.toml").write_text('[[rule]]\nno = "1"\nfond = "late"\n', "utf-8")
    with pytest.raises(FileError, match="第 3 行"):
        open_desk(home, NOW)


@pytest.mark.parametrize(
    ("name", "about"),
    [("lights", ""), ("burn-up", ""), ("year", ""), ("year", "zhujian"), ("week", "zhujian"), ("progress", "p-1")],
)
def test_every_picture(desk, tmp_path, name, about):
    picture(desk, name, about, tmp_path / "x.png")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


# ---- slips ----------------------------------------------------------------------------------------------------------


def test_slips_by_colour():
    tasks = (
        TASKS[2],
        TASKS[1].model_copy(
            update={"milestones": (TASKS[1].milestones[0].model_copy(update={"due": date(2024, 4, 10)}),)}
        ),
        TASKS[0],
    )
    slow = reported("2024-04-01 10:00", "p-1", status="delayed")
    found = slips(world(*RECORD, slow, tasks=tasks), NOW, light)
    assert [(s.item.id, s.shade) for s in found] == [("p-3", "red"), ("p-1", "yellow"), ("p-2", "blue")]
    assert found[0].answer_by == date(2024, 4, 10)


def test_what_is_done_gets_no_slip():
    assert [
        s.item.id for s in slips(world(*RECORD, reported("2024-04-01 10:00", "p-3", status="done")), NOW, light)
    ] == ["p-1"]


def test_slips_are_written_one_a_page(desk, tmp_path):
    assert "2 份草稿" in write_slips(desk, tmp_path / "s.docx")
    document = Document(str(tmp_path / "s.docx"))
    assert [p.text for p in document.paragraphs if "督办单" in p.text] == ["开发区重点工作红色督办单（超期督办）"] * 2
    assert document.element.xml.count('<w:br w:type="page"/>') == 1


# ---- the calendar feed ----------------------------------------------------------------------------------------------


def test_a_feed_opens_in_another_library_and_has_the_days(desk, tmp_path):
    write_feed(desk, "zhaoshang", tmp_path / "x.ics")
    calendar = icalendar.Calendar.from_ical((tmp_path / "x.ics").read_bytes())
    events = {str(e["UID"]): (e["DTSTART"].dt, str(e["SUMMARY"])) for e in calendar.walk("VEVENT")}
    assert events["p-1.m1@duban"] == (date(2024, 5, 31), "到期：编制完成产业链招商图谱")
    assert set(events) == {f"p-1.{id_}@duban" for id_ in ("m1", "m2", "t1", "t2")} | {"p-2.m1@duban"}


def test_a_later_feed_has_the_same_uids_whatever_was_edited():
    moved = TASKS[1].milestones[0].model_copy(update={"due": date(2024, 10, 31), "what": "改了名"})
    tasks = (TASKS[0], TASKS[1].model_copy(update={"title": "新标题", "milestones": (moved,)}))
    uids = [{p.uid for p in feed(world(tasks=t), PEOPLE[0], NOW).points} for t in (TASKS, tasks)]
    assert uids[0] == uids[1]


def test_a_liaison_gets_the_leaders_days_and_what_is_done_is_gone():
    assert feed(world(), PEOPLE[1], NOW).points == feed(world(), PEOPLE[0], NOW).points
    done = feed(world(reported("2024-04-01 10:00", "p-2", status="done")), PEOPLE[0], NOW)
    assert not [p for p in done.points if p.uid.startswith("p-2")]


def test_lines_are_folded_at_75_octets_and_marks_escaped():
    task = TASKS[1].model_copy(update={"title": "很长的标题，有；和,;\\\n以及换行" * 9})
    content = feed_ics(feed(world(tasks=(task,)), PEOPLE[0], NOW))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert task.title in str(event["DESCRIPTION"])


# ---- the evidence chain ---------------------------------------------------------------------------------------------


def test_from_a_number_to_the_tasks_to_the_replies(desk):
    found = follow(desk, "2024-03/12")
    assert found.figure is not None
    assert (found.figure.name, found.figure.value) == ("有未解决的困难", 1)
    assert [(t.task.id, [s.reply for s in t.steps if s.what == "报进展"]) for t in found.tasks] == [
        ("p-1", ["telegram:7"])
    ]


@pytest.mark.parametrize("asked", ["p-1", "telegram:7"])
def test_from_a_task_or_a_reply_to_the_numbers(desk, asked):
    (task,) = follow(desk, asked).tasks
    assert {f.name for f in task.figures} >= {"在册任务", "有未解决的困难"}
    assert [s.what for s in task.steps] == ["交办", "签收", "报进展"]


def test_to_the_clause_of_the_plan():
    task = TASKS[0].model_copy(update={"id": "plan-2024-1", "source": Source(file="plan.txt", start=3, end=9)})
    there = world(tasks=(task,))
    kept = type(there)(
        **{f: getattr(there, f) for f in there.__slots__} | {"sources": {"plan-2024": "一、 提升招商质效。完"}}
    )
    assert trace(kept, "plan-2024-1", NOW, light).tasks[0].clause == "提升招商质效"


@pytest.mark.parametrize("asked", ["nothing", "2024-13/1", "2024-03/99", ""])
def test_what_there_is_not_is_said(desk, asked):
    with pytest.raises(ReportError):
        follow(desk, asked)


# ---- the ledger's way back ------------------------------------------------------------------------------------------


def edited_ledger(desk: Desk, tmp_path: Path, note: str, head: str = "备注") -> Path:
    path = tmp_path / "ledger.xlsx"
    report(desk, "ledger", None, path)
    book = load_workbook(path)
    heads = {cell.value: cell.column for cell in book["台账"][3]}
    book["台账"].cell(4, heads[head]).value = note
    book.save(path)
    return path


def test_an_edited_ledger_changes_tasks_json_and_says_what(desk, home, tmp_path, capsys):
    path = edited_ledger(desk, tmp_path, "区长交办")
    assert is_ledger(path)
    assert import_ledger(path, home=home, now=NOW, yes=True) == 0
    said = capsys.readouterr().out
    assert "区长交办" in said
    assert "改动 1 处" in said
    assert open_desk(home, NOW).world.tasks["p-1"].note == "区长交办"


def test_a_status_set_in_the_ledger_is_on_record_with_its_reason(desk, home, tmp_path):
    path = edited_ledger(desk, tmp_path, "暂缓：规划调整", "任务状态")
    assert import_ledger(path, home=home, now=NOW, yes=True) == 0
    after = open_desk(home, NOW)
    assert after.world.tasks["p-1"].status == "suspended"
    assert ("暂缓", "规划调整") in {(step.what, step.words) for step in follow(after, "p-1").tasks[0].steps}


@pytest.mark.parametrize(("options", "code"), [({"dry_run": True}, 0), ({}, 1)])
def test_nothing_is_written_unless_agreed(desk, home, tmp_path, options, code):
    before = (home / "tasks.json").read_bytes()
    assert import_ledger(edited_ledger(desk, tmp_path, "区长交办"), home=home, now=NOW, **options) == code
    assert (home / "tasks.json").read_bytes() == before


def test_a_cell_that_was_left_out_ends_in_exit_code_1(desk, home, tmp_path, capsys):
    assert import_ledger(edited_ledger(desk, tmp_path, "=1+1"), home=home, now=NOW, yes=True) == 1
    assert "没有写回 台账!W4：这一格是公式" in capsys.readouterr().out


def test_another_workbook_is_no_ledger(tmp_path, home):
    (tmp_path / "x.xlsx").write_bytes(b"no")
    assert not is_ledger(tmp_path / "x.xlsx")
    with pytest.raises(DocumentError):
        import_ledger(tmp_path / "x.xlsx", home=home, now=NOW)
    with pytest.raises(DocumentError):
        import_ledger(tmp_path / "none.xlsx", home=home, now=NOW)


def test_reading_a_home_for_a_report_writes_nothing_to_its_record(home):
    before = list(Record.open(home).entries())
    open_desk(home, NOW)
    after: list[Entry] = list(Record.open(home).entries())
    assert after == before


def test_what_was_so_on_a_day_can_still_be_drawn(desk):
    past, over = at_end_of(desk, date(2024, 1, 10)), at_end_of(desk, date(2099, 1, 1))
    assert (past.now.isoformat(), over.now) == ("2024-01-10T23:59:59+08:00", desk.now)
    assert picture_bytes(past, "lights", "") != picture_bytes(desk, "lights", "")
