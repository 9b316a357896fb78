"""What operators read is true: every machine word of the log, every command, and how the unit and the image run."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator

import typer

import main
from bot.channels.telegram_errors import FAILURES
from tests.homes import ROOT

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
WORD = re.compile(r"([a-z]+(?:-[a-z]+)*): ")


def logged_words() -> Iterator[str]:
    """The machine words with which log lines of ours begin."""
    yield from (WORD.match(sentence)[1] for _, sentence in FAILURES.values())  # type: ignore[index]
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "log"):
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                said = WORD.match(node.args[0].value)
                assert said, f"{path} line {node.lineno}: a log line without a machine word"
                yield said[1]


def test_every_machine_word_of_the_log_is_explained_and_no_other() -> None:
    explained = re.findall(r"^\| `([a-z-]+)` \|", OPERATIONS.partition("## The log")[2], re.M)
    assert set(explained) == set(logged_words())
    assert len(explained) == len(set(explained))


def test_every_command_that_is_named_exists() -> None:
    commands = set(typer.main.get_command(main.app).commands)  # type: ignore[attr-defined]
    named = set(re.findall(r"\bduban ([a-z]+)", OPERATIONS)) | set(re.findall(r"`([a-z]+) [A-Z]{4}", OPERATIONS))
    assert {"status", "backup", "restore", "forget", "check", "run"} <= named
    assert named <= commands


def test_the_unit_runs_the_bot_as_nobody_special_and_gives_it_time_to_stop() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment]
    unit.read(ROOT / "deploy" / "duban.service", encoding="utf-8")
    service = unit["Service"]
    assert service["User"] == "duban"
    assert service["ExecStart"].endswith("main.py --home /var/lib/duban run")
    assert int(service["TimeoutStopSec"]) > 10
    assert service["Restart"] == "always"


def test_the_image_runs_as_nobody_special_is_asked_how_it_is_and_holds_no_secrets() -> None:
    steps = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert steps.index("--uid 10001 duban") < steps.index("\nUSER 10001\n") < steps.index("ENTRYPOINT")
    assert re.search(r'HEALTHCHECK .*\\\n.*"status"\]', steps)
    copied = " ".join(re.findall(r"^COPY (.+) \S+$", steps, re.M)).split()
    assert sorted(copied) == ["LICENSE", "bot", "config", "main.py", "requirements.txt"]
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"*", "**/.env*", "**/data"} <= set(ignored)
