"""台账: every task with how it stands at a cutoff, one row a task; and the history of what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.model import Task
from bot.record.said import own_words
from bot.record.standing import Extension, Report, TaskState
from bot.reports.cutoff import as_of
from bot.reports.items import LightOf
from bot.reports.ledger.fields import EDITABLE, names_of
from bot.reports.ledger.starts import start_line
from bot.reports.people import liaison_of, name_of
from bot.reports.sheets.columns import Cell, Unsure
from bot.reports.unsure import day_cell, mark_days, marked_long, marked_short
from bot.reports.words import LIGHTS, STANDINGS, amount, clip, long_moment
from bot.schedule.calendar import Calendar
from bot.schedule.lights import Light
from bot.schedule.recurring import unreported
from bot.schedule.world import World
from bot.settings import ZONE

_WORDS = 80
_DAYS = ("due", "milestones", "goals")


@dataclass(frozen=True, slots=True)
class Row:
    """One task. `cells`: a column's key → what stands in it; a column without a value is left out. `proof` says where
    the task and its last figures come from."""

    task: str
    leader: str
    colour: str
    cells: Mapping[str, Cell]
    proof: str


@dataclass(frozen=True, slots=True)
class Said:
    """One report of a task, as the history shows it."""

    at: datetime
    task: str
    title: str
    leader: str
    said_by: str
    standing: str
    percent: float | None
    value: float | None
    unit: str
    promise: date | Unsure | None
    blocker: str
    words: str
    reply: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger at `cutoff`, in the order of tasks.json; `history` is sorted by task, then time. `titles` are those of
    the zone and the office that issues it."""

    cutoff: datetime
    zone: str
    office: str
    rows: tuple[Row, ...]
    history: tuple[Said, ...]

    @property
    def overdue(self) -> tuple[Row, ...]:
        """What is lit red: overdue or stopped."""
        return tuple(r for r in self.rows if r.colour == "red")

    @property
    def leaders(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each leader by name, in the order in which the leaders first appear."""
        names = dict.fromkeys(r.leader for r in self.rows)
        return {name: tuple(r for r in self.rows if r.leader == name) for name in names}


def ledger(world: World, now: datetime, light: LightOf) -> Ledger:
    """The ledger of all tasks as the record has it at `now`."""
    then, names = as_of(world, now), names_of(world.people.values())
    rows = tuple(_row(then, names, task, now, light, no) for no, task in enumerate(then.tasks.values(), start=1))
    history = tuple(_said(then, task, r) for task in then.tasks.values() for r in then.states.task(task.id).reports)
    return Ledger(now, world.settings.zone.name, world.settings.zone.office, rows, history)


def _row(world: World, names: Mapping[str, str], task: Task, now: datetime, light: LightOf, no: int) -> Row:
    state = world.states.task(task.id)
    shown = light(world, task, now) if task.status == "active" else None
    cells: dict[str, Cell] = {field.key: field.show(task, names) for field in EDITABLE}
    cells |= {"no": no, "id": task.id, "liaison": liaison_of(world, task)}
    cells |= _standing(state, world) | _light(shown)
    if turns := unreported(world, task, now.astimezone(ZONE).date()):
        cells["progress"] = f"{cells['progress']}；{turns}"
    cells |= _marked(cells, world.calendar)
    return Row(
        task=task.id,
        leader=name_of(world, task.leader),
        colour=shown.colour if shown else "",
        cells={key: cell for key, cell in cells.items() if cell not in (None, "")},
        proof=_proof(task, state),
    )


def _marked(cells: Mapping[str, Cell], calendar: Calendar) -> dict[str, Cell]:
    """The cells that tell days to come, with 待定 where the days off of their year are not known."""
    found: dict[str, Cell] = {}
    for key in _DAYS:
        cell = cells.get(key)
        found[key] = mark_days(cell, calendar) if isinstance(cell, str) else cell
        if isinstance(cell, date):
            found[key] = day_cell(cell, calendar)
    return found


def _standing(state: TaskState, world: World) -> dict[str, Cell]:
    """The columns that what was said and decided fills."""
    calendar = world.calendar
    put_off = "\n".join(_extension(extension, calendar) for extension in state.extensions)
    start = start_line(state.baseline[1]) if state.baseline else None
    later: dict[str, Cell] = {"extension": put_off, "help": _help(state, calendar), "start": start}
    files: dict[str, Cell] = {"evidence": "\n".join(dict.fromkeys(e.name for e in state.evidence))}
    last = state.last
    if last is None:
        return {"progress": "已办结" if state.closed else "尚未报进展"} | later | files
    told = any(report.said.quantity for report in state.reports)
    words = clip(own_words(last.said, world.states), _WORDS)
    figure = amount(state.quantity) if state.quantity and told else ""
    progress = (_stage(state), "" if figure in words else figure, words)
    return (
        later
        | files
        | {
            "progress": "，".join(filter(None, progress)),
            "percent": None if state.percent is None else state.percent / 100,
            "blocker": state.blocker,
            "next": f"承诺{marked_long(state.expected, calendar)}前完成" if state.expected and not state.done else None,
            "updated": last.at.astimezone(ZONE).date(),
        }
    )


def _stage(state: TaskState) -> str:
    """How the task stands in one word; a claim that no admin has agreed to is said to be one."""
    if state.closed:
        return "已办结"
    if state.claimed:
        return "报办结待审"
    return STANDINGS[state.status] if state.status else ""


def _extension(extension: Extension, calendar: Calendar) -> str:
    """延期情况: from which day to which, and what was decided."""
    asked, old = extension.asked, marked_short(extension.asked.old, calendar)
    if extension.granted:
        return f"{old}延至{marked_long(extension.granted, calendar)}"
    wanted = f"申请由{old}延期" + (f"至{marked_long(asked.wanted, calendar)}" if asked.wanted else "")
    return wanted + ("，未同意" if extension.decided else "，待审批")


def _help(state: TaskState, calendar: Calendar) -> str:
    """需协调事项: the departments asked and by when, else those whose help the leader named last."""
    open_ones = [w.blown for w in state.whistles if w.cleared is None]
    if open_ones:
        said = (f"{'、'.join(w.departments)}：{marked_short(w.due, calendar)}前解决{w.what}" for w in open_ones)
        return "\n".join(said)
    return "、".join(state.last.said.help_from) if state.last else ""


def _light(light: Light | None) -> dict[str, Cell]:
    return {"light": LIGHTS[light.colour], "reason": light.reason} if light else {}


def _proof(task: Task, state: TaskState) -> str:
    """Where the row comes from: the clause of the plan, and the replies that its figures were counted from."""
    source = task.source
    clause = [f"出处：{task.plan}" + (f"，{source.file} 第 {source.start}—{source.end} 字" if source else "")]
    replies = [f"{long_moment(r.at)} {r.said.reply}：{clip(r.said.text, 40)}" for r in state.reports[-3:]]
    return "\n".join(clause + (["依据（最近三次）：", *replies] if replies else []))


def _said(world: World, task: Task, report: Report) -> Said:
    said = report.said
    return Said(
        at=report.at.astimezone(ZONE),
        task=task.id,
        title=task.title,
        leader=name_of(world, said.person),
        said_by=name_of(world, said.said_by),
        standing=STANDINGS[said.status] if said.status else "",
        percent=said.percent,
        value=said.quantity.value if said.quantity else None,
        unit=said.quantity.unit if said.quantity else "",
        promise=day_cell(said.expected, world.calendar),
        blocker=said.blocker or "",
        words=said.text,
        reply=said.reply,
    )
