"""What is said of no task: the mechanisms of the plans, prepared a day before, and a year of unknown days off."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from bot.dialogue.notices.compose import compose
from bot.model import Recurrence
from bot.office import Office
from bot.record.events import Message, Queued
from bot.schedule.due import Bundle, notices_due
from bot.schedule.mechanisms import mechanism
from bot.schedule.recurring import kept
from bot.settings import Rhythm, Settings
from main import app
from tests.homes import ROOT
from tests.reports_world import wording
from tests.schedule_world import ADMIN, ZHANG, Desk, moment, task

RHYTHMS = (
    Rhythm(what="月通报", report="monthly", workday=5),
    Rhythm(what="季观摩", report="review", workday=1),
)
MONTHLY = Recurrence(id="c1", what="月通报", unit="month")


def desk(since: str = "2024-02-20 10:00", *rhythms: Rhythm) -> Desk:
    made = Desk([task("a", "2024-12-31", cadences=(MONTHLY,))], (ZHANG, ADMIN))
    made.settings = Settings(rhythm=rhythms)
    made.note(moment(since))
    return made


def told(made: Desk, kind: str) -> list[tuple[str, str]]:
    """When what of that kind was said."""
    return [(f"{at:%m-%d %H:%M}", key) for at, _, keys in made.sent for key in keys if key.startswith(f"{kind}/")]


def test_the_admin_is_told_a_working_day_before_each_rhythm() -> None:
    made = desk("2024-02-20 10:00", *RHYTHMS)
    made.run(moment("2024-02-20 10:00"), moment("2024-04-12 18:00"))
    assert told(made, "rhythm") == [
        ("03-06 09:00", "rhythm/月通报/2024-02/duchashi"),  # held on 7 March
        ("03-29 09:00", "rhythm/季观摩/2024-03/duchashi"),  # held on 1 April, a Monday
        ("04-07 09:00", "rhythm/月通报/2024-03/duchashi"),  # held on 8 April; 7 April is a make-up workday
    ]


def test_nothing_is_prepared_of_a_period_in_which_there_was_no_task() -> None:
    made = desk("2024-03-04 10:00", *RHYTHMS)
    made.run(moment("2024-03-04 10:00"), moment("2024-04-12 18:00"))
    assert [key for _, key in told(made, "rhythm")] == [
        "rhythm/季观摩/2024-03/duchashi",
        "rhythm/月通报/2024-03/duchashi",
    ]


WEEKLY = Rhythm(what="周调度", report="weekly")


def test_the_admin_hears_whom_a_check_in_asks_on_the_working_day_before() -> None:
    made = desk("2024-04-16 10:00", WEEKLY)
    made.run(moment("2024-04-16 10:00"), moment("2024-05-11 18:00"))
    assert told(made, "rhythm") == [
        ("04-17 09:00", "rhythm/周调度/2024-W16/duchashi"),
        ("04-24 09:00", "rhythm/周调度/2024-W17/duchashi"),
        ("04-29 09:00", "rhythm/周调度/2024-W18/duchashi"),  # the check-in moves to Tuesday, before the holiday
        ("05-08 09:00", "rhythm/周调度/2024-W19/duchashi"),
    ]


def test_a_check_in_is_announced_to_nobody_where_it_asks_nobody_or_has_gone_out() -> None:
    done = desk("2024-04-16 10:00", WEEKLY)
    done.says(moment("2024-04-16 11:00"), "a", status="done")
    done.run(moment("2024-04-16 11:00"), moment("2024-04-26 18:00"))
    assert set(done.how("rhythm/").values()) == {"skipped"}
    off = desk("2024-04-16 10:00", WEEKLY)
    off.tick(moment("2024-04-18 09:00"))
    assert off.how("rhythm/") == {"rhythm/周调度/2024-W16/duchashi": "dropped"}


def test_the_announcement_is_one_line_in_the_days_message_and_asks_nothing() -> None:
    made = Desk([task("a", "2024-04-19"), task("b", "2024-12-31"), task("c", "2024-12-31", leader="li")])
    made.settings = Settings(rhythm=(WEEKLY,))
    made.note(moment("2024-04-15 10:00"))
    message = composed(made, "2024-04-17 09:00", "rhythm")
    assert "周调度（4月15日—4月21日）" in message.text
    line = "4月18日（周四）09:00发出，问2人3件（红灯0件、黄灯1件）：张主任2件、李主任1件；4月19日（周五）15:00汇总。"
    assert line in message.text
    assert (message.rows, message.attach, message.asks) == ((), (), ())


def test_the_weekly_mechanism_is_the_check_in_and_no_tasks_own_work() -> None:
    weekly = Recurrence(id="c1", what="周调度", unit="week")
    made = Desk([task("a", "2024-12-31", cadences=(weekly,))], (ZHANG, ADMIN))
    made.note(moment("2024-03-01 10:00"))
    assert kept(made.world(), made.stated["a"], date(2024, 4, 1)) == ()


def test_a_weekly_rhythm_has_its_day_in_the_schedule() -> None:
    with pytest.raises(ValidationError, match="checkin_day"):
        Rhythm(what="周调度", report="weekly", workday=3)


def test_what_the_zone_keeps_is_not_asked_of_a_tasks_leader_too() -> None:
    for rhythms, reminded in ((), 1), (RHYTHMS, 0):
        made = desk("2024-02-20 10:00", *rhythms)
        made.run(moment("2024-02-20 10:00"), moment("2024-03-08 18:00"))
        assert len(told(made, "cadence")) == reminded


def test_of_several_missed_ones_only_the_last_is_told() -> None:
    made = desk("2024-02-20 10:00", RHYTHMS[0])
    made.tick(moment("2024-06-03 10:00"))
    assert told(made, "rhythm") == [("06-03 10:00", "rhythm/月通报/2024-04/duchashi")]
    assert set(made.how("rhythm/月通报/").values()) == {"sent", "folded"}


def test_the_message_says_what_is_prepared_and_attaches_it() -> None:
    made = desk("2024-02-20 10:00", *RHYTHMS)
    message = composed(made, "2024-03-29 09:00", "rhythm")
    assert "季观摩（2024年一季度）" in message.text
    assert "4月1日（周一）进行，建议观摩的项目清单附后" in message.text
    assert message.attach == ("report/review/2024-03-31",)
    assert not message.rows


def composed(made: Desk, at: str, *kinds: str) -> Message:
    """The message with all that is due of these kinds for the admin."""
    now = moment(at)
    due = tuple(n for n in notices_due(made.world(), now) if n.kind in kinds and n.to == "duchashi")
    (event,) = compose(made.world(), wording(), Bundle("duchashi", due[-1:] if len(kinds) == 1 else due), now).events
    assert isinstance(event, Queued)
    return event.message


def test_a_summary_that_is_not_sent_apart_stands_behind_what_else_is_due() -> None:
    made = desk("2024-03-01 10:00", *RHYTHMS)
    made.run(moment("2024-03-01 10:00"), moment("2024-03-28 18:00"))
    message = composed(made, "2024-03-29 15:00", "rhythm", "summary")
    assert message.text.index("季观摩") < message.text.index("周调度汇总（3月25日—3月31日）")
    assert {key.split("/")[0] for key in message.keys} == {"rhythm", "summary"}
    assert set(message.attach) == {"report/review/2024-03-31", "picture/lights", "ledger"}


# ---- the missing year -----------------------------------------------------------------------------------------------


def test_in_november_the_admins_are_told_once_that_next_years_notice_is_missing() -> None:
    made = desk("2026-10-08 10:00")
    made.run(moment("2026-10-08 10:00"), moment("2026-12-31 18:00"))
    assert told(made, "calendar") == [("11-02 09:00", "calendar/2027/duchashi")]
    known = desk("2025-10-09 10:00")
    known.run(moment("2025-10-09 10:00"), moment("2025-12-31 18:00"))
    assert told(known, "calendar") == []


def test_the_line_names_the_year_and_the_command() -> None:
    message = composed(desk("2026-11-20 10:00"), "2026-11-23 09:00", "calendar")
    assert "2027年放假安排还没有录入" in message.text
    assert "calendar add" in message.text


# ---- what a plan lays down ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "words", "prepared"),
    [
        ("month", "月通报", "monthly"),
        ("month", "每月督办", "monthly"),
        ("quarter", "季考核", "quarterly"),
        ("quarter", "每季度考评", "quarterly"),
        ("quarter", "季观摩", "review"),
        ("week", "周调度", "weekly"),
        ("week", "每周调度分析", "weekly"),
        ("week", "周对接", None),
        ("month", "每月开展专题研讨", None),
        ("month", "月对接", None),
        ("year", "年考核", None),
    ],
)
def test_which_recurring_work_is_a_mechanism(unit: str, words: str, prepared: str | None) -> None:
    assert mechanism(Recurrence.model_validate({"id": "c", "what": words, "unit": unit})) == prepared
    assert mechanism(Recurrence.model_validate({"id": "c", "what": words, "unit": unit, "interval": 2})) is None


PLAN = """样板区2024年工作要点

一、抓项目
1.加快项目建设。落实“周调度、月通报、季考核、季观摩”推进机制，6月底前开工项目5个。
"""


def run(home: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["--home", str(home), *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_an_import_proposes_the_mechanisms_of_the_plan_and_a_command_takes_them_over(tmp_path: Path) -> None:
    plan = tmp_path / "yangban.txt"
    plan.write_text(PLAN, encoding="utf-8")
    shown = run(tmp_path, "import", str(plan), "--yes")
    assert "计划里规定了 周调度、月通报、季考核、季观摩" in shown
    assert 'report = "review"' in run(tmp_path, "rhythms")
    assert not (tmp_path / "config" / "settings.toml").exists()
    shutil.copytree(ROOT / "config", tmp_path / "config")
    before = (tmp_path / "config" / "settings.toml").read_text(encoding="utf-8")
    run(tmp_path, "rhythms", "--write")
    after = (tmp_path / "config" / "settings.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    assert [r.what for r in Office(tmp_path, lambda: moment("2024-03-01 10:00")).given.settings.rhythm] == [
        "周调度", "月通报", "季考核", "季观摩",
    ]  # fmt: skip
    assert "都已在" in run(tmp_path, "rhythms")
    assert "没有发现问题" in run(tmp_path, "check")
    assert "计划里规定了" not in run(tmp_path, "import", str(plan), "--dry-run")


def test_the_list_of_projects_worth_a_visit_can_be_asked_for(tmp_path: Path) -> None:
    day = date(2024, 3, 31) - timedelta(days=1)
    run(tmp_path, "report", "review", "--on", day.isoformat(), "-o", str(tmp_path / "visit.docx"))
    assert (tmp_path / "visit.docx").stat().st_size > 1000
