"""The mechanisms that the plans lay down (周调度, 月通报, 季考核, 季观摩), proposed as rhythms for settings.toml."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bot.model import Task
from bot.schedule.mechanisms import mechanism
from bot.settings import Rhythm, Settings
from bot.store.config import load_settings
from bot.store.disk import disk_error, replace_file

Proposals = Mapping[Rhythm, Sequence[Task]]
"""A rhythm that is not kept yet → the tasks whose plan lays it down."""


def proposals(tasks: Iterable[Task], settings: Settings) -> Proposals:
    """What the tasks' plans lay down and the settings do not keep; one rhythm for each thing to prepare."""
    kept = {rhythm.report for rhythm in settings.rhythm}
    found: dict[str, tuple[Rhythm, list[Task]]] = {}
    for task in tasks:
        for cadence in task.cadences if task.status != "withdrawn" else ():
            report = mechanism(cadence)
            if report and report not in kept:
                found.setdefault(report, (Rhythm(what=cadence.what, report=report), []))[1].append(task)
    return dict(found.values())


def proposal_lines(found: Proposals) -> Iterator[str]:
    """What a clerk reads: what the plans lay down, and what to add to settings.toml."""
    if not found:
        return
    named = "、".join(rhythm.what for rhythm in found)
    yield f"计划里规定了 {named}。机器人可以到时备好材料，提前一个工作日发给督查室；相应的任务就不再单独提醒。"
    yield "需要的话运行 rhythms --write，或自己在 config/settings.toml 末尾加上："
    yield from ("", *settings_lines(found))


def settings_lines(found: Proposals) -> Iterator[str]:
    """The rhythms as settings.toml has them, each with where it comes from."""
    for rhythm, tasks in found.items():
        yield f"# {'；'.join(dict.fromkeys(f'{task.plan}：{task.title}' for task in tasks))}"
        yield "[[rhythm]]"
        yield f"what = {json.dumps(rhythm.what, ensure_ascii=False)}"
        yield f'report = "{rhythm.report}"'
        if rhythm.report != "weekly":
            yield f"workday = {rhythm.workday}"
        yield ""


def write_rhythms(home: Path, found: Proposals) -> Path:
    """Adds the rhythms at the end of a home's settings.toml. Raises FileError, StoreError."""
    path = home / "config" / "settings.toml"
    load_settings(home)
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.parent.mkdir(parents=True, exist_ok=True)
        gap = "\n" if before else ""
        replace_file(path, (before.rstrip("\n") + gap + "\n".join(["", *settings_lines(found)])).lstrip("\n").encode())
    except OSError as error:
        raise disk_error(path, "写入", error) from error
    return path
