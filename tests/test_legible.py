"""Messages to whoever looks after many tasks, and the rules by which any message is legible."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from bot.channels.markup import plain
from bot.office import Office
from bot.record.events import Bound, Entry
from tests.homes import moment
from tests.legible import LINES, slips

PEOPLE = """[[person]]
id = "li"
name = "李"
roles = ["leader"]

[[person]]
id = "du"
name = "督查室"
roles = ["admin"]
"""


def test_many_overdue_tasks_are_told_to_the_office_in_two_lines_each(tmp_path: Path) -> None:
    days = [f"2024-01-{day:02}" for day in (15, 16, 17, 18, 19)]
    tasks = [
        {"id": f"t-{n}", "plan": "计划", "number": str(n), "title": f"任务{n}", "leader": "li", "status": "active"}
        | {"milestones": [{"id": "m1", "what": "建成", "from": "2024-01-01", "due": due}]}
        for n, due in enumerate(days, start=1)
    ]
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "people.toml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "tasks.json").write_text(json.dumps({"schema": 1, "tasks": tasks}), encoding="utf-8")
    clock = [moment("2024-01-05 08:00")]
    office = Office(tmp_path, lambda: clock[0])
    people = (Bound(person=p, channel="console", chat=p, user=p, code_hash="") for p in ("li", "du"))
    office.record.append(Entry(at=clock[0], cause="test:bind", events=tuple(people)))
    while clock[0] < moment("2024-02-29 18:00"):
        office.sweep()
        clock[0] += timedelta(hours=1)
    told = [p.message for p in office.record.states.messages.values() if p.message.to == "du"]
    chase = next(plain(m.text) for m in reversed(told) if "请过问" in m.text)
    assert "5. 🔴 任务5（李）\n1月19日到期，已过" in chase
    assert "现在？" not in chase
    assert not slips(chase)


def test_what_is_no_message_for_a_phone() -> None:
    assert slips("已记录，。") == ["punctuation twice: '，。'"]
    assert slips("卡在「」") == ["nothing in brackets: '「」'"]
    assert slips("累计None个") == ["a value of the program's: 'None'"]
    assert slips("一行\n" * LINES + "一行") == [f"{LINES + 1} lines"]
    assert not slips("<b>已记录</b>\n1. 学府路：完成30%，预计4月20日")
