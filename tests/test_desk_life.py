"""What an admin decides about a task at the terminal: each decision with its reason on the record, nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import main
from bot.commands import entering
from bot.commands.life import DeskAtWork, baseline, carry_over, handover, merge, reopen, restate, split
from bot.dialogue.desk.reshaping import plan_carry_over
from bot.dialogue.incoming import Incoming
from bot.errors import DubanError
from bot.model import Milestone, Task
from bot.plans.tasks.reshaping import PARTS, free_id, joined, part_ids, split_off
from bot.record.events import Amount, Bound, Closed, Entry, ExtensionAsked, ExtensionDecided, Message, Queued, Reported
from bot.reports.cutoff import as_of, until
from bot.reports.ledger.rows import ledger
from bot.schedule.lights import light
from bot.schedule.pace import measures
from tests.homes import moment

HOME = Path(__file__).parent / "dialogs" / "home"


@pytest.fixture
def at(tmp_path: Path) -> Callable[[str], DeskAtWork]:
    """The desk of a home at a moment; the home stays from one moment to the next."""
    home = Path(shutil.copytree(HOME, tmp_path / "home"))
    DeskAtWork(home, moment("2024-01-02 09:00"))
    return lambda when: DeskAtWork(home, moment(when))


def told(desk: DeskAtWork, at: str, task: str, **said: object) -> None:
    event = Reported(reply=f"r:{task}:{at}", task=task, person="zhaoshang", said_by="zhaoshang", text="…", **said)
    desk.office.record.append(Entry(at=moment(at), cause=event.reply, events=(event,)))


# ---- stopped and taken up again --------------------------------------------------------------------------------------


def test_a_suspended_task_is_out_of_work_until_it_is_reopened(at: Callable[[str], DeskAtWork]) -> None:
    assert restate(at("2024-03-01 09:00"), "t-3", "suspended", "规划调整") == "已暂缓：学府路西延工程（理由：规划调整）"
    assert at("2024-03-02 09:00").task("t-3").status == "suspended"
    reopen(at("2024-03-03 09:00"), "t-3", "规划已批")
    state = at("2024-03-04 09:00").world.states.task("t-3")
    assert at("2024-03-04 09:00").task("t-3").status == "active"
    assert state.restated_why == "规划已批"
    assert state.active_since == moment("2024-03-03 09:00"), "what fell due meanwhile is not chased"


def test_what_is_closed_can_be_reopened(at: Callable[[str], DeskAtWork]) -> None:
    desk = at("2024-03-01 09:00")
    desk.note("close", Closed(task="t-2", by="duchashi"))
    reopen(at("2024-03-02 09:00"), "t-2", "复查没有通过")
    assert at("2024-03-03 09:00").world.states.task("t-2").closed is None


@pytest.mark.parametrize(
    ("does", "says"),
    [
        (lambda d: restate(d, "t-9", "suspended", "x"), "没有编号为 t-9"),
        (lambda d: restate(d, "t-1", "active", "x"), "已经是“在办”"),
        (lambda d: reopen(d, "t-1", "x"), "不用重启"),
        (lambda d: split(d, "t-3", ["m9"], "通车", None, "x"), "没有 m9，只有 m1、m2"),
        (lambda d: split(d, "t-3", ["m1", "m2"], "通车", None, "x"), "都拆走了"),
        (lambda d: split(d, "t-3", ["m2"], "通车", "wang", "x"), "没有 id 为 wang"),
        (lambda d: merge(d, "t-1", ["t-1"], "x"), "不能并入它自己"),
        (lambda d: handover(d, "ziran", "chengjian"), "没有可以移交"),
        (lambda d: handover(d, "zhaoshang", "zhaoshang"), "没有可以移交"),
        (lambda d: plan_carry_over(d.world, 2024, "x-2025"), "请先导入新一年的计划"),
        (lambda d: add(d, origin="电话"), "只有 会议、批示、交办"),
        (lambda d: add(d, due=date(2024, 1, 1)), "已经过去"),
        (lambda d: baseline(d, "t-1", Amount(value=4, unit="亿元"), date(2024, 1, 1)), "没有以“亿元”计的"),
        (lambda d: baseline(d, "t-1", Amount(value=4, unit="个"), date(2024, 12, 1)), "还没有到"),
        (lambda d: entering.edited(d, d.task("t-1"), "完成时限", "下周"), "完成时限：看不懂日期"),
        (lambda d: entering.edited(d, d.task("t-1"), "dueDate", "x"), "没有“dueDate”这一栏"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    at: Callable[[str], DeskAtWork], does: Callable[[DeskAtWork], object], says: str
) -> None:
    desk = at("2024-03-01 09:00")
    before = (desk.home / "tasks.json").read_bytes(), desk.world.states.version
    with pytest.raises(DubanError, match=says):
        does(desk)
    assert ((desk.home / "tasks.json").read_bytes(), at("2024-03-01 09:00").world.states.version) == before


# ---- cut and joined --------------------------------------------------------------------------------------------------


def test_a_split_task_keeps_its_history_and_the_new_one_names_where_it_comes_from(
    at: Callable[[str], DeskAtWork],
) -> None:
    told(at("2024-03-01 09:00"), "2024-03-01 09:00", "t-3", percent=20)
    split(at("2024-03-02 09:00"), "t-3", ["m2"], "学府路通车", "ziran", "分段负责")
    desk = at("2024-03-03 09:00")
    old, new = desk.task("t-3"), desk.task("t-3.2")
    assert ([m.id for m in old.milestones], [m.id for m in new.milestones]) == (["m1"], ["m2"])
    assert (new.leader, new.status, new.title) == ("ziran", "active", "学府路通车")
    assert desk.world.states.task("t-3").percent == 20
    ((_, origin),) = desk.world.states.task("t-3.2").origins
    assert (origin.way, origin.of, origin.reason) == ("split", ("t-3",), "分段负责")


def test_a_split_keeps_a_date_that_was_granted(at: Callable[[str], DeskAtWork]) -> None:
    desk, old, new = at("2024-03-01 09:00"), date(2024, 4, 30), date(2024, 6, 30)
    asked = ExtensionAsked(asked="x", task="t-3", person="chengjian", said_by="chengjian", reply="r", old=old)
    desk.note("grant", asked, ExtensionDecided(asked="x", task="t-3", by="duchashi", granted=new))
    split(at("2024-03-02 09:00"), "t-3", ["m2"], "学府路通车", None, "分段负责")
    assert [m.due for m in at("2024-03-03 09:00").task("t-3").milestones] == [new]


def test_merged_tasks_become_one_with_all_their_dates(at: Callable[[str], DeskAtWork]) -> None:
    merge(at("2024-03-01 09:00"), "t-1", ["t-2"], "同一件事")
    desk = at("2024-03-02 09:00")
    assert [m.what for m in desk.task("t-1").milestones] == ["编制完成产业链图谱"]
    assert desk.task("t-2").status == "withdrawn"
    assert desk.world.states.task("t-2").restated_why == "并入 t-1：同一件事"


@given(st.lists(st.sampled_from(["m1", "m2", "m3", "m4"]), min_size=1, max_size=3, unique=True))
def test_what_is_cut_and_joined_again_is_all_there(taken: list[str]) -> None:
    days = [Milestone(id=f"m{n}", what=f"第{n}步", first=date(2024, 1, 1), due=date(2024, n, 28)) for n in range(1, 5)]
    task = Task(id="t", plan="", title="一件事", milestones=tuple(days))
    rest, new = split_off(task, taken, free_id("t", {"t"}), "另一件")
    assert sorted(part_ids(rest) + part_ids(new)) == sorted(part_ids(task))
    again = joined(rest, [new])
    assert len(set(part_ids(again))) == len(part_ids(again)) == 4
    said = {part.what for name in PARTS for part in getattr(again, name)}
    assert said == {m.what for m in days}


# ---- carried over ----------------------------------------------------------------------------------------------------


def test_open_tasks_are_carried_over_with_their_history(at: Callable[[str], DeskAtWork]) -> None:
    desk = at("2024-12-30 09:00")
    told(desk, "2024-12-01 09:00", "t-1", percent=60, expected=date(2025, 3, 31))
    told(desk, "2024-12-02 09:00", "t-2", status="done")
    desk.write([*desk.stated, Task(id="new-2025-1", plan="测试区2025年工作要点", title="学府路西延工程")])
    desk = at("2025-01-02 09:00")
    found = plan_carry_over(desk.world, 2024, "new-2025")
    assert [(old.id, new.id) for old, new in found.pairs] == [("t-1", "new-2025-j1")]
    assert [(task.id, there) for task, there in found.known] == [("t-3", "new-2025-1")]
    assert [task.id for task in found.claimed] == ["t-2"]
    carry_over(desk, found, "跨年结转")
    after = at("2025-01-03 09:00")
    new, state = after.task("new-2025-j1"), after.world.states.task("new-2025-j1")
    assert (new.status, new.plan, new.targets) == ("draft", "测试区2025年工作要点", desk.task("t-1").targets)
    assert (state.percent, state.expected) == (60, date(2025, 3, 31))
    assert after.task("t-1").status == "withdrawn"
    assert as_of(after.world, moment("2025-01-01 00:00")).tasks["t-1"].status == "active", "last year's reports have it"
    assert not plan_carry_over(after.world, 2024, "new-2025").pairs, "twice changes nothing"


# ---- handed over -----------------------------------------------------------------------------------------------------


def test_who_takes_over_gets_one_message_with_what_was_promised(at: Callable[[str], DeskAtWork]) -> None:
    desk = at("2024-03-01 09:00")
    told(desk, "2024-03-01 09:00", "t-2", status="blocked", blocker="数据没给全", expected=date(2024, 5, 31))
    assert "2 项任务" in handover(at("2024-03-02 09:00"), "zhaoshang", "chengjian")
    after = at("2024-03-03 09:00")
    assert {t.leader for t in after.world.tasks.values()} == {"chengjian"}
    last = list(after.office.record.entries())[-1].events
    texts = {e.message.to: e.message.text for e in last if isinstance(e, Queued)}
    assert "前任承诺：5月31日前" in texts["chengjian"]
    assert "困难：数据没给全" in texts["chengjian"]
    assert "已移交给城建分管领导" in texts["zhaoshang"]


# ---- where it began -------------------------------------------------------------------------------------------------


def test_a_starting_figure_counts_for_pace_until_a_figure_is_reported(at: Callable[[str], DeskAtWork]) -> None:
    said = baseline(at("2024-07-01 09:00"), "t-1", Amount(value=4, unit="个"), date(2024, 6, 30))
    assert said == "已记下起始数：招引亿元以上项目 4个（截至 2024-06-30）"
    desk = at("2024-07-02 09:00")
    task, state = desk.task("t-1"), desk.world.states.task("t-1")
    (found,) = measures(desk.world, task, state, date(2024, 7, 2))
    assert (found.reached, found.missing) == (4, 6)
    assert ledger(desk.world, desk.now, light).rows[0].cells["start"] == "4个（截至2024年6月30日）"
    told(desk, "2024-07-03 09:00", "t-1", quantity=Amount(value=7, unit="个"))
    after = at("2024-07-04 09:00")
    (found,) = measures(after.world, task, after.world.states.task("t-1"), date(2024, 7, 4))
    assert found.reached == 7
    assert not until(after.world.states.task("t-1"), moment("2024-07-01 00:00")).quantity, "it was not known before"


# ---- entered and edited ----------------------------------------------------------------------------------------------


def add(desk: DeskAtWork, *, origin: str = "批示", due: date | None = date(2024, 5, 31)) -> Task:
    return entering.add(desk, "落实批示", origin=origin, due=due, leader="ziran", source="", draft=False)


def test_a_task_without_a_plan_is_in_work_at_once(at: Callable[[str], DeskAtWork]) -> None:
    assert add(at("2024-03-01 09:00")).id == "pishi-2024-0301"
    assert add(at("2024-03-01 10:00")).id == "pishi-2024-0301.2"
    task = at("2024-03-02 09:00").task("pishi-2024-0301")
    assert (task.plan, task.leader, task.status, task.due) == ("2024年批示事项", "ziran", "active", date(2024, 5, 31))


def test_the_form_keeps_what_is_not_answered_and_asks_again_what_it_does_not_understand(
    at: Callable[[str], DeskAtWork],
) -> None:
    desk = at("2024-03-01 09:00")
    answers = {"牵头领导": ["李五", "李四", "自规局负责人"], "备注": ["等图纸"], "协办单位": ["发改局、财政局"]}
    wrong: list[str] = []
    task = entering.fill_in(
        desk,
        desk.task("t-3"),
        lambda head, _: answers.get(head, [""]).pop(0) if answers.get(head) else "",
        wrong.append,
    )
    assert (task.leader, task.note, task.supporting) == ("ziran", "等图纸", ("发改局", "财政局"))
    assert len(wrong) == 2
    assert [head for head, _, _ in entering.changes(desk, desk.task("t-3"), task)] == ["牵头领导", "协办单位", "备注"]


def test_milestones_can_be_edited_on_one_line(at: Callable[[str], DeskAtWork]) -> None:
    desk = at("2024-03-01 09:00")
    shown = dict(entering.show_fields(desk, desk.task("t-3")))["序时要求"]
    assert shown == "2024年4月30日前：开工建设 | 2024年11月30日前：建成通车"
    task = entering.edited(desk, desk.task("t-3"), "序时要求", shown.replace("4月30日", "5月31日"))
    assert [(m.id, m.due) for m in task.milestones] == [("m1", date(2024, 5, 31)), ("m2", date(2024, 11, 30))]


def test_by_command(at: Callable[[str], DeskAtWork]) -> None:
    home = at("2024-03-01 09:00").home

    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(main.app, ["--home", str(home), *args])
        return done.exit_code, done.output

    assert run("suspend", "t-3", "--reason", "规划调整") == (0, "已暂缓：学府路西延工程（理由：规划调整）\n")
    assert run("suspend", "t-3", "--reason", "规划调整")[0] == 1
    assert run("suspend", "t-3")[0] == 2, "a reason is needed"
    assert run("edit", "t-1", "--set", "备注=重点")[0] == 1, "nobody agreed"
    assert run("edit", "t-1", "--set", "备注=重点", "--yes")[0] == 0
    assert run("edit", "t-1", "--set", "办结要附=签约协议", "--yes")[0] == 0
    task = at("2024-03-01 10:00").task("t-1")
    assert (task.note, task.evidence) == ("重点", "签约协议")
    assert "已添加 huiyi-" in run("add", "落实会议精神", "--from", "会议")[1]
    assert run("check")[0] == 0


# ---- in the chat -----------------------------------------------------------------------------------------------------


def told_by_the_office(desk: DeskAtWork, *texts: str) -> list[Message]:
    """The office types these, then presses the first button of the last answer; gives what it was told."""
    record = desk.office.record
    if "duchashi" not in record.states.accounts:
        bound = Bound(person="duchashi", channel="console", chat="d", user="d", code_hash="")
        record.append(Entry(at=desk.now, cause="test:bind", events=(bound,)))
    for n, text in enumerate([*texts, ""]):
        button = next((b for row in _last(desk).rows for b in row), None) if not text else None
        if text or button:
            came = Incoming("press" if button else "text", "console", "d", "d", at=desk.now, text=text, ref=str(n))
            came = replace(came, press=button.key) if button else came
            desk.office.hear(came, f"console:{record.states.version}")
    return [posted.message for posted in record.states.messages.values() if posted.message.to == "duchashi"]


def _last(desk: DeskAtWork) -> Message:
    return desk.office.record.states.messages[desk.office.record.states.latest["duchashi"]].message


def test_what_is_split_in_the_chat_stands_in_tasks_json_with_who_said_so_and_why(
    at: Callable[[str], DeskAtWork],
) -> None:
    told_by_the_office(at("2024-03-02 09:00"), "拆分 t-3 m2 题目 学府路通车 理由 分段负责")
    desk = at("2024-03-03 09:00")
    assert [t.id for t in desk.stated] == ["t-1", "t-2", "t-3", "t-3.2"]
    ((_, origin),) = desk.world.states.task("t-3.2").origins
    assert (origin.by, origin.reason) == ("duchashi", "分段负责")


def test_what_is_carried_over_in_the_chat_keeps_its_history(at: Callable[[str], DeskAtWork]) -> None:
    desk = at("2024-12-30 09:00")
    told(desk, "2024-12-01 09:00", "t-1", percent=60)
    desk.write([*desk.stated, Task(id="new-2025-1", plan="测试区2025年工作要点", title="另一件事")])
    told_by_the_office(at("2025-01-02 09:00"), "结转 new-2025 t-1 理由 跨年结转")
    after = at("2025-01-03 09:00")
    assert after.world.states.task("new-2025-j1").percent == 60
    assert (after.task("t-1").status, after.task("new-2025-j1").status) == ("withdrawn", "draft")


def test_what_is_wanted_as_proof_changes_nothing_else_of_the_entry(at: Callable[[str], DeskAtWork]) -> None:
    desk = at("2024-03-01 09:00")
    asked = ExtensionAsked(
        asked="x", task="t-3", person="chengjian", said_by="chengjian", reply="r", old=date(2024, 4, 30)
    )
    granted = ExtensionDecided(asked="x", task="t-3", by="duchashi", granted=date(2024, 5, 31))
    desk.note("granted", asked, granted)
    before = desk.stated
    told_by_the_office(at("2024-03-02 09:00"), "佐证 t-3 竣工验收单")
    after = at("2024-03-02 10:00")
    assert after.stated == [t.model_copy(update={"evidence": "竣工验收单"}) if t.id == "t-3" else t for t in before]
    assert after.task("t-3").milestones[0].due == date(2024, 5, 31), "what was granted is granted still"


def test_an_edit_that_is_being_made_is_never_overwritten_from_the_chat(at: Callable[[str], DeskAtWork]) -> None:
    desk = at("2024-03-02 09:00")
    path = desk.home / "tasks.json"
    broken = path.read_text("utf-8").replace('"schema": 1', '"schema": 1,,')
    path.write_text(broken, "utf-8")
    messages = told_by_the_office(desk, "新增 排查隐患 领导 城建分管领导")
    assert path.read_text("utf-8") == broken
    assert "没有写入" in messages[-1].text
    assert not [s for s in desk.office.record.states.tasks.values() if s.entered]


def test_a_code_made_in_the_chat_binds_its_person(at: Callable[[str], DeskAtWork]) -> None:
    desk = at("2024-03-02 09:00")
    (message,) = told_by_the_office(desk, "邀请 城建分管领导")
    code = message.text.split("/start ")[1].split("<")[0]
    came = Incoming("start", "console", "9", "9", at=desk.now, text=code)
    desk.office.hear(came, "console:start")
    assert desk.office.record.states.accounts["chengjian"].user == "9"
