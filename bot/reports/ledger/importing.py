"""An edited ledger read back: what its editor changed, what is new, and which cells were not understood and why.

Every cell is compared with the value that it had when the ledger was made, so that only what the clerk changed counts;
where tasks.json has another value by now, both are shown and nothing is changed. Nothing is lost in silence: a change
that cannot be taken over is named with its cell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.model import Person, Task
from bot.record.events import Baselined, Event
from bot.reports.ledger.columns import COLUMNS, ID_HEAD
from bot.reports.ledger.fields import EDITABLE, Field, names_of
from bot.reports.ledger.life import SPLIT, Life, Outcome, read_life, reshape, restated, split
from bot.reports.ledger.lines import Line, Written, read_book
from bot.reports.ledger.starts import START_HEAD, read_start, start_line
from bot.reports.sheets.columns import text_of
from bot.reports.words import STATUSES, clip

_COMPUTED = {c.head for c in COLUMNS} - {f.head for f in EDITABLE} - {ID_HEAD, "序号", START_HEAD}
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]*")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: the cell, the task and column that it is about, the text before and after."""

    place: str
    task: str
    head: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell or row that was not taken over, and why (Chinese)."""

    place: str
    says: str


@dataclass(frozen=True, slots=True)
class LedgerEdits:
    """What an edited ledger asks for. `tasks`: all tasks as they then are, the new ones last; `edits` what changed to
    get there; `new` the ids of the new ones; `problems` what was left out; `events` what goes on record with them:
    a status with its reason, tasks joined, cut or carried over; `whole` are the tasks that those changed."""

    tasks: tuple[Task, ...]
    edits: tuple[Edit, ...]
    new: tuple[str, ...]
    problems: tuple[CellProblem, ...]
    events: tuple[Event, ...] = ()
    whole: frozenset[str] = frozenset()


def read_ledger(
    data: bytes,
    tasks: Sequence[Task],
    people: Iterable[Person],
    counting: Mapping[str, Task] | None = None,
    *,
    starts: Mapping[str, Baselined] | None = None,
    today: date | None = None,
) -> LedgerEdits:
    """What the ledger in these bytes (.xlsx) changes in these tasks of tasks.json. `counting`: by id, the tasks as they
    count with what was decided since (the ledger shows those), where that differs; `starts`: the starting figures that
    are on record, by task; one written without its day holds `today`. Raises DocumentError where the file is no
    ledger."""
    shown = [(counting or {}).get(task.id, task) for task in tasks]
    found = _Reading(shown, names_of(people), starts or {}, today).read(data)
    stated = {task.id: task for task in tasks}
    tasks_then = (t if t.id in found.whole else _restated(stated.get(t.id), t, found.edits) for t in found.tasks)
    return replace(found, tasks=tuple(tasks_then))


def _restated(stated: Task | None, edited: Task, edits: Iterable[Edit]) -> Task:
    """The entry of tasks.json with what was edited, and nothing else of what the ledger shows."""
    if stated is None:
        return edited
    fields = (_FIELDS[edit.head] for edit in edits if edit.task == edited.id and edit.head in _FIELDS)
    names = {name for field in fields for name in field.writes}
    return stated.model_copy(update={name: getattr(edited, name) for name in names})


@dataclass(frozen=True, slots=True)
class _Proposal:
    cell: Written
    before: str


class _Reading:
    """One reading of a ledger: the tasks as they become, and what is noted on the way."""

    def __init__(
        self, tasks: Sequence[Task], names: Mapping[str, str], starts: Mapping[str, Baselined], today: date | None
    ) -> None:
        self.before = {task.id: task for task in tasks}
        self.starts, self.on = starts, today
        self.tasks = dict(self.before)
        self.names = names
        self.orders: list[tuple[Written, str, Life]] = []
        self.events: list[Event] = []
        self.whole: set[str] = set()
        self.today = {task.id: self._shown(task) for task in tasks}
        self.edits: list[Edit] = []
        self.new: list[str] = []
        self.problems: list[CellProblem] = []

    def read(self, data: bytes) -> LedgerEdits:
        book = read_book(data)
        base = book.base if book.base is not None else {}
        known = [line for line in book.lines if line.id in self.tasks]
        for (task, head), found in self._proposals(known, base).items():
            self._take(task, head, found)
        for line in book.lines:
            if line.id not in self.tasks or line.id in self.new:
                self._add(line, base)
        for cell, task_id, life in self.orders:
            self._order(cell, task_id, life)
        self._miss(base, {line.id for line in book.lines})
        return LedgerEdits(
            tasks=tuple(self.tasks.values()),
            edits=tuple(self.edits),
            new=tuple(self.new),
            problems=tuple(self.problems),
            events=tuple(self.events),
            whole=frozenset(self.whole),
        )

    def _proposals(
        self, lines: Iterable[Line], base: Mapping[str, Mapping[str, str]]
    ) -> dict[tuple[str, str], list[_Proposal]]:
        """(task, column) → the cells that differ from what was exported, in the order of the editable columns."""
        found: defaultdict[tuple[str, str], list[_Proposal]] = defaultdict(list)
        for line in lines:
            exported = base.get(line.id) or self.today[line.id]
            for head in (*_FIELDS, START_HEAD):
                cell, before = line.cells.get(head), exported.get(head, "")
                if cell and cell.text != before:
                    found[line.id, head].append(_Proposal(cell, before))
            self._refuse(line, exported if line.id in base else None)
        return found

    def _shown(self, task: Task) -> dict[str, str]:
        start = start_line(self.starts[task.id]) if task.id in self.starts else ""
        return {field.head: text_of(field.show(task, self.names)) for field in EDITABLE} | {START_HEAD: start}

    def _refuse(self, line: Line, exported: Mapping[str, str] | None) -> None:
        """Notes what was changed where nothing can be taken over: computed columns and columns of the editor's own."""
        for head, cell in line.cells.items():
            if head in _COMPUTED and exported is not None and cell.text != exported.get(head, ""):
                self._note(cell.place, f"“{head}”由报送记录生成，改动没有写回；要补录请在聊天里用“代录”")
            elif cell.text and head not in _KNOWN:
                self._note(cell.place, f"“{clip(cell.text, 20)}”不在台账的列里，没有写回；要保留请写进备注")

    def _take(self, task_id: str, head: str, found: list[_Proposal]) -> None:
        texts = {p.cell.text for p in found}
        if len(texts) > 1:
            places = "、".join(p.cell.place for p in found)
            self._note(found[0].cell.place, f"同一项任务的“{head}”在{places}改得不一样，都没有写回")
            return
        task, cell = self.tasks[task_id], found[0].cell
        today = self.today[task_id][head]
        if cell.text in (today, self._shown(task)[head]):
            return
        if today != found[0].before:
            here, there = clip(cell.text, 30), clip(today, 30)
            self._note(cell.place, f"导出以后这一项已经改成“{there}”，台账里是“{here}”，请定一个再改")
            return
        if head == START_HEAD:
            self._start(task, cell, found[0].before)
            return
        field = _FIELDS[head]
        life = self._life(cell) if field.key == "status" else None
        if life is not None and life.status is None:
            self.orders.append((cell, task_id, life))
            return
        changed = self._write(field, task, cell)
        if changed is not None:
            self.tasks[task_id] = changed
            self.edits.append(Edit(cell.place, task_id, head, found[0].before, cell.text))
            self.events += restated(changed, life, task.status) if life else ()

    def _start(self, task: Task, cell: Written, before: str) -> None:
        """起始数 is no part of the task: it goes on record."""
        try:
            self.events.append(read_start(cell.text, task, self.on))
        except ValueError as error:
            self._note(cell.place, cell.why or str(error))
        else:
            self.edits.append(Edit(cell.place, task.id, START_HEAD, before, cell.text))

    def _life(self, cell: Written) -> Life | None:
        try:
            return read_life(cell.text)
        except ValueError:
            return None

    def _order(self, cell: Written, task_id: str, life: Life) -> None:
        """并入 and 结转, when all else is read."""
        try:
            self._become(reshape(self.tasks[task_id], life, self.tasks))
            self.edits.append(Edit(cell.place, task_id, STATUS_HEAD, STATUSES[self.tasks[task_id].status], cell.text))
        except ValueError as error:
            self._note(cell.place, str(error))

    def _become(self, outcome: Outcome) -> None:
        self.new += [id_ for id_ in outcome.tasks if id_ not in self.tasks]
        self.tasks |= outcome.tasks
        self.whole |= outcome.tasks.keys()
        self.events += outcome.events

    def _write(self, field: Field, task: Task, cell: Written) -> Task | None:
        """The task with the cell's value; None, and a note, where it cannot be read."""
        if cell.why:
            self._note(cell.place, cell.why)
            return None
        try:
            return field.write(task, field.read(cell.text, task, self.names))
        except ValueError as error:
            self._note(cell.place, str(error))
            return None

    def _add(self, line: Line, base: Mapping[str, Mapping[str, str]]) -> None:
        """A row that is no task yet becomes one."""
        if line.id in base:
            self._note(line.cells[ID_HEAD].place, f"编号 {line.id} 的任务已经不在 tasks.json 里，这一行没有写回")
        elif line.id in self.new or (line.id and not _ID.fullmatch(line.id)):
            self._note(line.cells[ID_HEAD].place, f"编号“{line.id}”重复或不合规则（字母、数字、-），新任务的编号请留空")
        elif not line.cells["工作任务"].text:
            self._note(line.place, "这一行没有编号，也没有工作任务，没有写回")
        else:
            self._create(line)

    def _create(self, line: Line) -> None:
        plan = line.cells["任务来源"].text if "任务来源" in line.cells else ""
        status = line.cells.get(STATUS_HEAD)
        life = self._life(status) if status and status.text else None
        cut = bool(life and life.word == SPLIT)
        if status and life and cut:
            task = self._cut(line, status, life)
        else:
            task = Task(id=line.id or self._free_id(plan), plan=plan, title=line.cells["工作任务"].text)
        if task is None:
            return
        for field in EDITABLE:
            cell = line.cells.get(field.head)
            if cell and cell.text and not (cut and field.key == "status"):
                task = self._write(field, task, cell) or task
        self._refuse(line, {})
        self.tasks[task.id] = task
        if (start := line.cells.get(START_HEAD)) and start.text:
            self._start(task, start, "")
        if task.id not in self.new:
            self.new.append(task.id)

    def _cut(self, line: Line, cell: Written, life: Life) -> Task | None:
        """The task that a row with 拆分自 takes out of another; None, and a note, where it cannot be done."""
        lines = "\n".join(line.cells[head].text for head in _PART_HEADS if head in line.cells)
        try:
            self._become(split(life, line.cells["工作任务"].text, lines, self.before, self.tasks))
        except ValueError as error:
            self._note(cell.place, str(error))
            return None
        return self.tasks[self.new[-1]]

    def _free_id(self, plan: str) -> str:
        """The next free number among the additions to the plan: CODE-n1, CODE-n2, …"""
        codes = [task.id.rsplit("-", 1)[0] for task in self.tasks.values() if task.plan == plan]
        code = min(codes, key=len, default="add")
        return next(id for n in range(1, len(self.tasks) + 2) if (id := f"{code}-n{n}") not in self.tasks)

    def _miss(self, base: Mapping[str, Mapping[str, str]], seen: set[str]) -> None:
        for id in base:
            if id not in seen and id in self.tasks:
                self._note("台账", f"编号 {id} 的行不见了，任务没有删除；不再办的任务请把状态改成“撤项：理由”")

    def _note(self, place: str, says: str) -> None:
        self.problems.append(CellProblem(place, says))


STATUS_HEAD = next(field.head for field in EDITABLE if field.key == "status")
_PART_HEADS = [field.head for field in EDITABLE if field.key in ("goals", "milestones")]
_FIELDS = {field.head: field for field in EDITABLE}
_KNOWN = {c.head for c in COLUMNS} | {"亮灯原因"}
