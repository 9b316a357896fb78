"""An admin who leads tasks too answers for those; what they are told of others' is not theirs to call normal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.test_dialogs import DIALOGS, Stage, stage


@pytest.fixture
def play(tmp_path: Path) -> Stage:
    home = Path(shutil.copytree(DIALOGS / "home", tmp_path / "home"))
    people = home / "config" / "people.toml"
    leads = people.read_text(encoding="utf-8").replace(
        'id = "chengjian"', 'id = "chengjian"\nroles = ["leader", "admin"]'
    )
    people.write_text(leads, encoding="utf-8")
    return stage(home)


def test_all_normal_is_said_of_ones_own_tasks_and_only_those_are_counted(play: Stage) -> None:
    for at in ("2024-03-18 09:00", "2024-05-06 09:00", "2024-05-09 09:00"):
        play.pass_time(at)
    told = "\n".join(play.next_to("chengjian", edits=False))
    assert "学府路西延工程" in told
    assert "编制产业链图谱" in told, "another leader's task that is overdue"
    play.act("chengjian", "", "[全部正常]")
    answer = "\n".join(play.next_to("chengjian", edits=False))
    assert "学府路西延工程：正常推进" in answer
    assert "编制产业链图谱" not in answer
    assert "其余请接着回复" not in answer
