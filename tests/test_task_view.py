"""A task as it is shown whole: each date once, beside the figures due on it only what says more than the date."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.test_dialogs import DIALOGS, Stage, stage


@pytest.fixture
def play(tmp_path: Path) -> Stage:
    return stage(Path(shutil.copytree(DIALOGS / "home", tmp_path / "home")))


def lines_told(play: Stage, *milestones: tuple[str, str]) -> list[str]:
    """The dated lines of t-1, which has a figure due at the year's end, with these milestones (words, due)."""
    stated = [
        {"id": f"m{n}", "what": what, "from": "2024-01-01", "due": due} for n, (what, due) in enumerate(milestones, 1)
    ]
    path = play.home / "tasks.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["tasks"][0]["milestones"] = stated
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert play.office.reread() is None
    play.act("duchashi", "", "/task t-1")
    play.act("duchashi", "", "[1]")
    return [line for line in play.next_to("duchashi", edits=False) if line.startswith("· ")]


FIGURE = "· 指标：招引亿元以上项目10个（12月31日前）"


@pytest.mark.parametrize("words", ["全年", "年内", "年底前", "12月底前", "2024年", "12月31日前", "“十四五”末"])
def test_a_date_that_only_bounds_the_figure_is_no_line_of_its_own(play: Stage, words: str) -> None:
    assert lines_told(play, (words, "2024-12-31")) == [FIGURE]


def test_what_says_more_or_is_due_alone_stays(play: Stage) -> None:
    told = lines_told(play, ("6月底前", "2024-06-30"), ("年底前建成投用", "2024-12-31"))
    assert told == ["· 6月30日前：6月底前", "· 12月31日前：年底前建成投用", FIGURE]
