"""The JSON schema beside tasks.json: what an editor marks is what the program refuses, and the other way round."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from bot.commands.plans import import_plans
from bot.model import Task
from bot.store.tasksfile import TasksFile
from bot.store.tasksschema import KEY, NAME, tasks_schema, write_schema
from tests.homes import ROOT

GOOD: dict[str, Any] = {
    "id": "x-1",
    "plan": "某区2024年工作要点",
    "title": "招商引资",
    "leader": None,
    "status": "active",
    "milestones": [{"id": "m1", "what": "全年", "from": "2024-01-01", "due": "2024-12-31"}],
    "targets": [{"id": "t1", "what": "项目", "value": 1.5, "unit": "个", "comparator": ">=", "due": "2024-12-31"}],
    "cadences": [{"id": "c1", "what": "调度", "unit": "week", "interval": 2}],
    "source": {"file": "x.txt", "start": 0, "end": 9},
}


def wrong(path: str, value: object) -> dict[str, Any]:
    """The good task with one value changed, the path as `milestones.0.due`; None takes the key out."""
    task = json.loads(json.dumps(GOOD))
    *way, key = [int(step) if step.isdigit() else step for step in path.split(".")]
    at = task
    for step in way:
        at = at[step]
    if value is None:
        del at[key]
    else:
        at[key] = value
    return dict(task)


def is_marked(task: object) -> bool:
    schema = Draft202012Validator(tasks_schema(), format_checker=FormatChecker())
    return not schema.is_valid({"$schema": KEY, "schema": 1, "tasks": [task]})


def is_refused(task: object) -> bool:
    try:
        Task.model_validate(task)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *[("id", None), ("title", None), ("plan", 7), ("dueDate", "2024-12-31"), ("status", "done"), ("leader", 3)],
        *[("section", "一"), ("departments", ["招商局", 1]), ("milestones", {}), ("milestones.0.from", None)],
        *[("milestones.0.due", "明年"), ("milestones.0.due", "2024-13-01"), ("milestones.0.until", "2024-01-01")],
        *[("targets.0.value", "十"), ("targets.0.comparator", "≥"), ("targets.0.nature", "sum")],
        *[("cadences.0.unit", "fortnight"), ("cadences.0.interval", 0), ("source.end", None)],
        *[("rungs", 3), ("rungs", []), ("rungs", [-1]), ("rungs", [1.5])],
    ],
)
def test_what_is_wrong_is_marked_and_refused(path: str, value: object) -> None:
    task = wrong(path, value)
    assert (is_marked(task), is_refused(task)) == (True, True)


@pytest.mark.parametrize(
    ("path", "value"),
    [("number", "12"), ("leader", "zhaoshang"), ("note", "x"), ("targets.0.value_max", 3), ("rungs", [30, 0])],
)
def test_what_is_right_is_neither(path: str, value: object) -> None:
    task = wrong(path, value)
    assert (is_marked(task), is_refused(task)) == (False, False)


def test_the_repository_has_the_schema_of_today_and_tasks_that_keep_to_it() -> None:
    assert json.loads((ROOT / NAME).read_text(encoding="utf-8")) == tasks_schema()
    assert not [t for t in json.loads((ROOT / "tasks.json").read_text(encoding="utf-8"))["tasks"] if is_marked(t)]


def test_every_key_has_chinese_words() -> None:
    for model in tasks_schema()["$defs"].values():
        assert all(value["description"] for value in model["properties"].values())


def test_a_file_that_names_its_schema_goes_on_naming_it(tmp_path: Path) -> None:
    file = TasksFile(tmp_path / "tasks.json")
    file.read()
    file.write([Task.model_validate(GOOD)])
    before = file.path.read_text(encoding="utf-8")
    write_schema(tmp_path)
    file.name_schema(KEY)
    assert file.path.read_text(encoding="utf-8") == before.replace("{", f'{{"$schema": "{KEY}", ', 1)
    file.write([*file.read(), Task.model_validate(wrong("id", "x-2"))])
    assert json.loads(file.path.read_text(encoding="utf-8"))["$schema"] == KEY
    assert len(file.read()) == 2


def test_an_import_brings_the_schema(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    shutil.copy(ROOT / "config" / "sample" / "people.toml", tmp_path / "config")
    assert import_plans([next((ROOT / "config" / "sample").glob("*.txt"))], yes=True, home=tmp_path) == 0
    assert json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))["$schema"] == KEY
    assert (tmp_path / NAME).exists()
