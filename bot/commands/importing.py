"""`import`: plans into tasks.json, with a look at what changes before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.commands.reading import Reading, complain, read_all, twice
from bot.commands.rhythms import proposal_lines, proposals
from bot.errors import DocumentError, DubanError
from bot.given import read_calendar
from bot.model import Person, Task
from bot.plans.tasks.merge import Merge, merge
from bot.plans.tasks.merge_view import merge_tables
from bot.plans.tasks.tasks import plan_tasks
from bot.reports.unsure import mark_days
from bot.schedule.calendar import Calendar
from bot.settings import YEARS
from bot.store.config import load_people, load_settings
from bot.store.plancopies import PlanCopies
from bot.store.tasksfile import TasksFile
from bot.store.tasksschema import KEY, write_schema

SUFFIXES = {"word": ".docx", "pdf": ".pdf", "excel": ".xlsx", "web": ".html"}
_CODE = re.compile(r"[\w][\w.\-]*")


@dataclass(frozen=True, slots=True)
class Import:
    """One plan on its way into tasks.json."""

    code: str
    reading: Reading
    merge: Merge


def import_plans(
    paths: Sequence[Path],
    *,
    code: str | None = None,
    year: int | None = None,
    assign: bool = False,
    yes: bool = False,
    dry_run: bool = False,
    home: Path = Path(),
    ask: Callable[[str], bool] = lambda _: False,
) -> int:
    """Merges plans into the home's tasks.json; 0 done, 1 a plan was bad or nothing might be written, 2 asked wrongly.

    `code` names the plan in ids, else the file's name does. `assign` makes its drafts active. Without `yes` the person
    at the terminal is asked through `ask`; where nobody says yes nothing is written and the exit code is 1."""
    screen, errors = Console(), Console(stderr=True)
    codes = [code or code_of(path) for path in paths]
    if wrong := _misuse(codes, code=code, year=year, count=len(paths)):
        complain(errors, wrong)
        return 2
    people, tasks_file, copies = load_people(home), TasksFile(home / "tasks.json"), PlanCopies(home)
    calendar = read_calendar(home)
    merging = _Merging(tasks_file.read(), people, copies, assign)
    imports = [one for one in _merged(paths, codes, year, merging, errors) if one is not None]
    failed = len(imports) < len(paths)
    for one in imports:
        _show(one, people, calendar, screen)
    for line in proposal_lines(proposals(_of_plans(imports), load_settings(home))):
        screen.print(Text(line), soft_wrap=True)
    if dry_run or not imports:
        return int(failed)
    if not yes and not ask("写入 tasks.json 吗？"):
        complain(errors, "没有写入任何内容。确认无误后请加 --yes 再运行一次。")
        return 1
    _write(imports, tasks_file, copies)
    screen.print(Text(f"已写入 {tasks_file.path}，共 {len(imports[-1].merge.tasks)} 项任务。"), soft_wrap=True)
    return int(failed)


def _of_plans(imports: Sequence[Import]) -> Iterator[Task]:
    """The tasks that these plans lay down."""
    return (task for one in imports for task in one.merge.base)


def code_of(path: Path) -> str:
    """The code of a plan that was given none: its file's stem, gaps made hyphens."""
    return re.sub(r"\s+", "-", path.stem.strip())


def _misuse(codes: Sequence[str], *, code: str | None, year: int | None, count: int) -> str | None:
    if code is not None and count > 1:
        return "--code 一次只用于一份计划"
    if code is not None and not _CODE.fullmatch(code):
        return f"--code {code} 只能用字母、汉字、数字和 . - _"
    if doubled := twice(codes):
        return f"有两份计划的编号相同：{'、'.join(doubled)}；请改文件名，或分开导入并用 --code 指定"
    if year is not None and year not in YEARS:
        return f"--year {year} 不像年份，请写四位数，例如 --year 2024"
    return None


@dataclass(slots=True)
class _Merging:
    """Plans go one after the other over what the ones before left of `tasks`."""

    tasks: tuple[Task, ...]
    people: Sequence[Person]
    copies: PlanCopies
    assign: bool

    def add(self, code: str, reading: Reading) -> Import:
        """Merges one plan. Raises DocumentError where it holds no task."""
        fresh = plan_tasks(reading.plan, code=code, file=reading.path.name, people=self.people)
        if not fresh:
            raise DocumentError(f"{reading.path.name}：没有找到可以立项的任务，请确认是不是工作要点或计划")
        merged = merge(self.tasks, fresh, self.copies.base(code))
        merged = _assigned(merged) if self.assign else merged
        self.tasks = merged.tasks
        return Import(code, reading, merged)


def _merged(
    paths: Sequence[Path], codes: Sequence[str], year: int | None, merging: _Merging, errors: Console
) -> Iterator[Import | None]:
    """Each plan merged; None for a bad one, which is named on standard error."""
    for code, reading in zip(codes, read_all(paths, year, errors), strict=True):
        try:
            if not isinstance(reading, Reading):
                raise reading
            yield merging.add(code, reading)
        except DubanError as error:
            complain(errors, error)
            yield None


def _assigned(merged: Merge) -> Merge:
    """The merge with the plan's drafts made active (立项交办)."""
    mine = {task.id for task in merged.base}
    return replace(merged, tasks=tuple(_active(task) if task.id in mine else task for task in merged.tasks))


def _active(task: Task) -> Task:
    return task.model_copy(update={"status": "active"}) if task.status == "draft" else task


def _show(one: Import, people: Sequence[Person], calendar: Calendar, screen: Console) -> None:
    plan, merged = one.reading.plan, one.merge
    mine = [task for task in merged.tasks if task.id in {t.id for t in merged.base}]
    waiting = sum(task.leader is None for task in mine)
    name = plan.title or one.code
    head = f"{one.code}  {name}（{plan.year}年）：{len(mine)} 项任务，{waiting} 项待分派"
    screen.print(Text(head, "bold"), soft_wrap=True)
    tables = list(merge_tables(merged, people, lambda text: mark_days(text, calendar)))
    for table in tables:
        screen.print(table)
    if not tables:
        screen.print(Text("与现有任务一致，没有变化。"))
    if plan.unread:
        screen.print(Text(f"有 {len(plan.unread)} 句像承诺而没有读懂，用 read --coverage 可以逐句核对。", "bold red"))


def _write(imports: Sequence[Import], tasks_file: TasksFile, copies: PlanCopies) -> None:
    """First the texts, then tasks.json, last the bases: cut off in between, the next import still tells edits apart."""
    for one in imports:
        document = one.reading.document
        if document.kind == "text":
            copies.keep(one.code, text=document.text)
        else:
            copies.keep(one.code, text=document.text, original=one.reading.original, suffix=SUFFIXES[document.kind])
    write_schema(tasks_file.path.parent)
    tasks_file.write(imports[-1].merge.tasks, schema=KEY)
    for one in imports:
        copies.keep_base(one.code, one.merge.base)
