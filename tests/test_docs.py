"""README and the clerk's guide, command by command: what they say can be typed as it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import main
from tests.homes import ROOT

SAMPLE = next((ROOT / "config" / "sample").glob("*.txt"))
DOCS = {
    "README.md": re.compile(r"^ {4}(?:TELEGRAM_BOT_TOKEN=\S+ )?\.venv/bin/python main\.py (?P<args>[^#\n]+)", re.M),
    "docs/管理员手册.md": re.compile(r"^ {4}duban (?P<args>[^#\n]+)", re.M),
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


def test_the_readme_opens_with_its_two_commands() -> None:
    head = (ROOT / "README.md").read_text(encoding="utf-8")[:1200]
    assert head.index("make demo") < head.index("make test")


def test_every_make_target_named_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named - {"and"} <= targets
