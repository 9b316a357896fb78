"""The command line as a newcomer meets it: one clear message, the right exit code, nothing half done."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = next((ROOT / "config" / "sample").glob("*.txt"))


def duban(*args: object, home: Path | None = None, said: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs `main.py` in a process of its own; `said` is its standard input."""
    home_option = ["--home", str(home)] if home else []
    clean = {k: v for k, v in os.environ.items() if k != "TELEGRAM_BOT_TOKEN"}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *home_option, *map(str, args)],
        input=said,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=clean | environ,
        timeout=60,
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    shutil.copy(ROOT / "config" / "sample" / "people.toml", tmp_path / "config")
    return tmp_path


def test_run_without_a_token_says_what_to_set_and_where(home: Path) -> None:
    done = duban("run", home=home)
    assert done.returncode == 1
    assert "没有机器人令牌" in done.stderr
    assert "No bot token" in done.stderr
    assert str(home / ".env") in done.stderr
    assert "Traceback" not in done.stderr


def test_a_clock_that_makes_no_sense(home: Path) -> None:
    done = duban("run", "--clock", "昨天", home=home, TELEGRAM_BOT_TOKEN="1:a")
    assert (done.returncode, "2024-03-21T08:59+08:00" in done.stderr) == (1, True)


def test_from_plan_to_invitation(home: Path) -> None:
    assert duban("import", SAMPLE, "--code", "yb", home=home).returncode == 1
    assert not (home / "tasks.json").exists()
    assert duban("import", SAMPLE, "--code", "yb", "--yes", home=home).returncode == 0
    assert duban("assign", home=home).returncode == 2
    assert "没有这些任务" in duban("assign", "yb-99", home=home).stderr
    done = duban("assign", "yb-1", "yb-2", home=home)
    assert done.stdout.startswith("已立项 2 项")
    assert duban("assign", "--all", home=home).returncode == 0
    assert duban("check", home=home).returncode == 0
    invited = duban("invite", "xiangmu", home=home)
    code, *rest = invited.stdout.splitlines()
    assert code.isalnum()
    assert "7 天" in "".join(rest)
    assert "没有 id 为 nobody 的人" in duban("invite", "nobody", home=home).stderr


def test_no_code_and_no_token_is_ever_on_disk(home: Path) -> None:
    duban("import", SAMPLE, "--code", "yb", "--yes", home=home)
    code = duban("invite", "xiangmu", home=home).stdout.splitlines()[0]
    kept = b"".join(path.read_bytes() for path in (home / "data").rglob("*") if path.is_file())
    assert code.encode() not in kept


def test_check_names_file_line_and_what_would_be_right(home: Path) -> None:
    (home / "tasks.json").write_text('{"schema": 1, "tasks": [\n {"id": "a",\n  "titel": "x"}]}', encoding="utf-8")
    done = duban("check", home=home)
    assert done.returncode == 1
    assert "tasks.json 第 3 行" in done.stderr
    assert "是不是 title" in done.stderr


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("{", "第 1 行"), ('{"id": "x", "at": "2024-02-30T00:00:00+08:00", "tasks": [], "text": "1"}', "第 1 行")],
)
def test_interpret_names_a_bad_line_and_does_the_rest(line: str, complaint: str) -> None:
    good = {"id": "r2", "at": "2024-03-25T10:12:00+08:00", "tasks": [{"no": 1, "title": "招商"}], "text": "完成80%"}
    done = duban("interpret", said=line + "\n" + json.dumps(good, ensure_ascii=False) + "\n")
    assert done.returncode == 1
    assert complaint in done.stderr
    (answer,) = map(json.loads, done.stdout.splitlines())
    assert (answer["id"], answer["updates"][0]["percent"]) == ("r2", 80)


def test_the_demo_plays_by_itself_where_nobody_types() -> None:
    done = duban("demo")
    assert done.returncode == 0
    assert "其中 周调度、月通报、季考核 由机器人到时备好材料给督查室" in done.stdout
    assert "的月通报还没有报" not in done.stdout
    assert "记入台账" in done.stdout
    assert "周调度汇总" in done.stdout
    assert "�" not in done.stdout


def test_lines_piped_into_the_demo_are_answers() -> None:
    done = duban("demo", said="1\nn\n1 完成35%\nq\n")
    assert done.returncode == 0
    assert "已签收" in done.stdout
    assert "percent=35" in done.stdout


def test_wrong_usage_is_2() -> None:
    assert duban("fly").returncode == 2
    assert duban("read").returncode == 2
