"""The JSON schema of tasks.json, made from the model, so that an editor completes keys and marks mistakes as they are
typed. What it cannot say (ids used twice, a leader who is not in people.toml) `check` says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.model import Task
from bot.store.disk import disk_error, replace_file
from bot.store.wholefile import SCHEMA, TABLE

NAME = "tasks.schema.json"
KEY = f"./{NAME}"
"""What `$schema` in tasks.json says: the file beside it."""

_SAYS = {
    "id": "编号，全文件里不能重复；立项以后不要改",
    "plan": "任务来源：计划、会议或批示的名称",
    "number": "在计划里的条目号",
    "title": "工作任务",
    "section": "所在的部分、章节",
    "leader": "责任领导：config/people.toml 里的 id；null 是待分派",
    "departments": "责任单位",
    "supporting": "配合单位",
    "status": "draft 草稿、active 在办、suspended 暂缓、withdrawn 撤项",
    "milestones": "节点",
    "targets": "指标",
    "cadences": "频次",
    "rungs": "这一项到期前第几个工作日提醒，如 [30, 10, 0]；不写就照 settings.toml 的 rungs",
    "source": "在计划原文里的位置，由 import 填写",
    "evidence": "报办结时要附的佐证，如“竣工验收单”；不要就不写",
    "note": "备注",
    "what": "做什么",
    "from": "开始的日期，如 2024-01-01",
    "due": "截止的日期，如 2024-12-31",
    "quote": "原文",
    "value": "要达到的数",
    "value_max": "上限，没有就不写",
    "unit": "单位；频次的单位是 day、week、month、quarter、half-year、year",
    "comparator": ">= 不少于、<= 不多于、= 等于",
    "nature": "count 个数、amount 金额、level 水平、growth 增速、once 一次性",
    "interval": "每隔几个单位一次",
    "file": "计划的文件名",
    "start": "从第几个字开始",
    "end": "到第几个字为止",
}
"""What an editor shows beside a key."""


def tasks_schema() -> dict[str, Any]:
    """The schema as a JSON value (draft 2020-12)."""
    task = Task.model_json_schema(by_alias=True)
    parts = task.pop("$defs")
    for model in (task, *parts.values()):
        _explain(model)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tasks.json",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "schema": {"const": SCHEMA},
            TABLE: {"type": "array", "items": {"$ref": "#/$defs/Task"}},
        },
        "required": ["schema", TABLE],
        "additionalProperties": False,
        "$defs": {"Task": task, **parts},
    }


def write_schema(home: Path) -> Path:
    """Puts the schema beside the tasks.json of a home. Raises StoreError where the disk refuses."""
    path = home / NAME
    try:
        replace_file(path, (json.dumps(tasks_schema(), ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as error:
        raise disk_error(path, "写", error) from error
    return path


def _explain(model: dict[str, Any]) -> None:
    """Each key with its Chinese words, in place of what stands in the code."""
    model.pop("description", None)
    for name, value in model["properties"].items():
        value.pop("title", None)
        value["description"] = _SAYS[name]
