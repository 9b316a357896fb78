"""README and the clerk's guide, command by command: what they say can be typed as it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

import main
from bot.dialogue.desk.overview import CHINESE
from bot.dialogue.incoming import Incoming
from bot.office import Office
from bot.record.events import Bound, Entry, Restated
from tests.homes import ROOT, moment

SAMPLE = next((ROOT / "config" / "sample").glob("*.txt"))
DOCS = {
    "README.md": re.compile(r"^ {4}(?:TELEGRAM_BOT_TOKEN=\S+ )?\.venv/bin/python main\.py (?P<args>[^#\n]+)", re.M),
    "docs/管理员手册.md": re.compile(r"^ {4,6}duban (?P<args>[^#\n]+)", re.M),
}
STAND_INS = {"PLAN.txt": str(SAMPLE), "工作要点.docx": str(SAMPLE), "zhaoshang": "xiangmu"}
RUNS_ON = {"run"}
"""What does not come back by itself; it has tests of its own."""


@pytest.mark.parametrize("document", DOCS)
def test_every_command_works_as_written(document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config").mkdir()
    shutil.copy(ROOT / "config" / "sample" / "people.toml", tmp_path / "config")
    commands = [m["args"].strip() for m in DOCS[document].finditer((ROOT / document).read_text(encoding="utf-8"))]
    assert len(commands) >= 5
    for command in commands:
        args = [STAND_INS.get(arg, arg) for arg in shlex.split(command)]
        if args[0] in RUNS_ON:
            continue
        args += ["--yes"] if args[0] == "import" else []
        done = CliRunner().invoke(main.app, args)
        assert done.exit_code == 0, f"{document}: {command}\n{done.output}\n{done.exception!r}"


MANUAL = ROOT / "docs" / "管理员手册.md"
LISTS = {"本周到期", "超期", "红灯", "黄灯"}
"""What may find nothing."""
ADMIN, LEADER = "duchashi", "zhaoshang"


def phrases() -> list[str]:
    """What the manual says an admin can type in the chat: the first column of the table."""
    section = MANUAL.read_text(encoding="utf-8").partition("您在聊天里可以发\n")[2].partition("\n## ")[0]
    rows = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    return [phrase for row in rows for phrase in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize("phrase", phrases())
def test_every_phrase_for_the_chat_does_what_it_is_there_for(phrase: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "dialogs" / "home", tmp_path / "home")
    office = Office(tmp_path / "home", lambda: moment("2024-03-18 09:00"))
    bound = (Bound(person=p, channel="console", chat=p, user=p, code_hash="") for p in (ADMIN, LEADER))
    office.record.append(Entry(at=moment("2024-03-18 09:00"), cause="test:bind", events=tuple(bound)))
    if "重启" in phrase:
        suspended = Restated(task="t-3", status="suspended", by=ADMIN, reason="x")
        office.record.append(Entry(at=moment("2024-03-18 09:00"), cause="test:suspend", events=(suspended,)))
    text = phrase.replace("另一任务编号", "t-2").replace("任务编号", "t-1" if phrase[:2] in ("起始", "倒排") else "t-3")
    came = Incoming("text", "console", ADMIN, ADMIN, at=moment("2024-03-18 09:00"), text=text)
    office.hear(came, "console:1")
    topics = [p.message.topic for p in office.record.states.messages.values() if p.message.to == ADMIN]
    assert topics
    wrong = {"unclear", "found-none", "reopened-not", "report-which"} - ({"found-none"} if phrase in LISTS else set())
    misread = [t for t in topics if t in wrong or (t.endswith("-how") and not phrase.startswith("拆分"))]
    assert not misread, topics


UNKNOWN_TO_CLERKS = {"interpret", "version"}
"""For whoever looks at the reading of replies, and for whoever reports a fault."""


def test_the_manual_speaks_of_every_command() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    names = set(typer.main.get_group(main.app).commands)
    assert names - set(re.findall(r"[a-z][a-z-]+", text)) == UNKNOWN_TO_CLERKS


def test_the_manual_speaks_of_every_word_that_commands_the_bot() -> None:
    said = {phrase.partition(" ")[0] for phrase in phrases()} | set(
        re.findall(r"`(\S+?)[ `]", MANUAL.read_text("utf-8"))
    )
    assert not CHINESE.keys() - said


def test_every_picture_of_the_manual_is_there_and_small() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", MANUAL.read_text(encoding="utf-8"))
    made = {f"图/{path.name}" for path in (MANUAL.parent / "图").iterdir()}
    assert made == set(shown)
    assert all((MANUAL.parent / name).stat().st_size < 150_000 for name in shown)


def test_the_readme_opens_with_its_two_commands() -> None:
    head = (ROOT / "README.md").read_text(encoding="utf-8")[:1200]
    assert head.index("make demo") < head.index("make test")


def test_every_make_target_named_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named - {"and"} <= targets
