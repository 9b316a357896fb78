"""A task's life in an admin's chat: 拆分, 合并, 结转, 新增, 倒排, each shown before it is written; 起始数, 佐证."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.dialogue.desk.reshaping import ORIGINS, Reshaping, begin, enter, merge, plan_carry_over, split, step_back
from bot.dialogue.life.handing import find_person
from bot.dialogue.turn import Response, Turn
from bot.errors import DubanError
from bot.model import Person, Task
from bot.plans.tasks.reshaping import Rewriting
from bot.record.events import Action, Amount
from bot.reports.ledger.parts import goal_line, milestone_line
from bot.reports.ledger.written_days import read_day
from bot.reports.unsure import mark_days
from bot.schedule.calendar import Calendar

_LABEL = re.compile(r"(?:^|[\s,，;；。])(题目|理由|领导|期限|来源|截至)(?:[:：]\s*|\s+)")
NONE_WANTED = ("不要", "不用", "无", "取消")
LONGEST_PROOF = 60
"""Characters of what is wanted as proof: it stands in one line of a message."""
_YEAR = re.compile(r"20\d\d")
_FIGURE = re.compile(r"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>\D{1,6})")


@dataclass(frozen=True, slots=True)
class Order:
    """What was typed behind a command: the words up to the first label, and what stands behind each label."""

    words: str
    said: Mapping[str, str]

    @property
    def ids(self) -> list[str]:
        return self.words.replace("、", " ").replace("，", " ").split()

    def need(self, label: str) -> str:
        """What stands behind the label. Raises DubanError where nothing does."""
        if not self.said.get(label):
            raise DubanError(f"还差“{label}”")
        return self.said[label]


def read_order(text: str) -> Order:
    """`t-3 m2 题目 学府路通车 理由 分段负责` → the words `t-3 m2`, and 题目 and 理由."""
    words, *labelled = _LABEL.split(text.strip())
    values = (value.strip(" ,，;；。") for value in labelled[1::2])
    return Order(words.strip(" ,，;；。"), dict(zip(labelled[::2], values, strict=True)))


def _split(turn: Turn, order: Order) -> Reshaping:
    id_, parts = order.ids[0], order.ids[1:]
    title, reason = order.need("题目"), order.need("理由")
    return split(turn.world, id_, parts, title, leader=_leader(turn, order), reason=reason, by=turn.person.id)


def _merge(turn: Turn, order: Order) -> Reshaping:
    id_, others = order.ids[0], order.ids[1:]
    return merge(turn.world, id_, others, reason=order.need("理由"), by=turn.person.id)


def _carry_over(turn: Turn, order: Order) -> Reshaping:
    code, ids = order.ids[0], order.ids[1:]
    year = _YEAR.search(code)
    if year is None:
        raise DubanError("新计划的代号里要有年份，如 yaodian-2025")
    found = plan_carry_over(turn.world, int(year[0]) - 1, code, ids)
    if not found.pairs:
        raise DubanError("没有可以结转的任务：上年没有在办的，或者都报了办结，或者新计划里已经有了")
    return found.order(reason=order.need("理由"), by=turn.person.id)


def _enter(turn: Turn, order: Order) -> Reshaping:
    origin, _, source = order.said.get("来源", "交办").partition(" ")
    known = next((name for name in ORIGINS if name in origin), "交办")
    return enter(
        turn.world,
        order.words,
        origin=known,
        due=_day(turn, order.said.get("期限")),
        leader=_leader(turn, order),
        source=(source or origin) if origin != known or source else "",
        draft=False,
        today=turn.today,
        by=turn.person.id,
    )


def _steps(turn: Turn, order: Order) -> Reshaping:
    return step_back(turn.world, order.words, today=turn.today)


def _leader(turn: Turn, order: Order) -> str | None:
    name = order.said.get("领导")
    if not name:
        return None
    person = find_person(turn.world, name)
    if person is None:
        raise DubanError(f"名单里没有“{name}”，请写称呼或 id")
    return person.id


def _day(turn: Turn, text: str | None) -> date | None:
    try:
        return read_day(text.removesuffix("前"), turn.today) if text else None
    except ValueError as error:
        raise DubanError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Kind:
    """A command that rewrites tasks.json: how it is read, and how many words it needs at least."""

    read: Callable[[Turn, Order], Reshaping]
    least: int


KINDS = {
    "split": Kind(_split, 2),
    "merge": Kind(_merge, 2),
    "carry": Kind(_carry_over, 1),
    "add": Kind(_enter, 1),
    "steps": Kind(_steps, 1),
}


def preview(name: str) -> Callable[[Turn, str], Response]:
    """The command: what would come of it and a button that does it, or how it is written."""

    def command(turn: Turn, rest: str) -> Response:
        order = read_order(rest)
        try:
            if len(order.ids) < KINDS[name].least:
                return _how(turn, name, order, "")
            found = KINDS[name].read(turn, order)
        except DubanError as error:
            return _how(turn, name, order, str(error))
        rows = [[(turn.label("reshape"), Action(verb="reshape", task=name, arg=rest))]]
        said = turn.answer("desk-reshape", rows=rows, name=name, entries=_shown(found, turn), reason=_reason(order))
        return Response((said,))

    return command


def _reason(order: Order) -> str:
    return order.said.get("理由", "")


def _shown(found: Reshaping, turn: Turn) -> list[tuple[Task, list[str], Person | None]]:
    """The entries that would be written, each with its parts in words and its leader."""
    entries = [*(t for tasks in found.rewriting.instead.values() for t in tasks), *found.rewriting.behind]
    return [(task, _parts(task, turn.world.calendar), turn.world.people.get(task.leader or "")) for task in entries]


def _parts(task: Task, calendar: Calendar) -> list[str]:
    parts = [f"{m.id} {milestone_line(m)}" for m in task.milestones] + [f"{g.id} {goal_line(g)}" for g in task.targets]
    return [mark_days(part, calendar) for part in parts]


def _how(turn: Turn, name: str, order: Order, wrong: str) -> Response:
    task = turn.world.tasks.get(order.ids[0]) if order.ids and name == "split" else None
    parts = _parts(task, turn.world.calendar) if task else []
    return Response((turn.answer("desk-reshape-how", name=name, wrong=wrong, task=task, parts=parts),))


def _reshape(turn: Turn, action: Action) -> Response:
    """The preview's button: it is worked out anew, since the tasks may have changed, and written."""
    if turn.carried_out:
        return turn.refuse("decided-before")
    try:
        found = KINDS[action.task or ""].read(turn, read_order(action.arg or ""))
    except DubanError as error:
        return Response((turn.answer("desk-reshape-refused", edits=turn.pressed, wrong=str(error)),))
    said = turn.answer("desk-reshaped", edits=turn.pressed, says=found.says, noted=bool(found.events))
    return Response((*found.events, said), toast=turn.label("noted"), rewriting=found.rewriting)


def _baseline(turn: Turn, rest: str) -> Response:
    """/baseline ID 4个 截至 3月31日: what had been reached before anybody reported."""
    order = read_order(rest)
    id_, _, figure = order.words.partition(" ")
    said = _FIGURE.fullmatch(figure.strip())
    if said is None:
        return Response((turn.answer("desk-baseline-how", wrong=""),))
    try:
        on = _day(turn, order.said.get("截至")) or turn.today
        amount = Amount(value=float(said["value"]), unit=said["unit"])
        noted = begin(turn.world, id_, amount, on=on, today=turn.today, by=turn.person.id)
    except DubanError as error:
        return Response((turn.answer("desk-baseline-how", wrong=str(error)),))
    return Response((noted, turn.answer("desk-baseline", task=turn.world.tasks[id_], noted=noted)))


def _require(turn: Turn, rest: str) -> Response:
    """/evidence ID 竣工验收单: what must come with 报办结; 不要 where nothing must any more."""
    id_, _, wanted = rest.partition(" ")
    task, words = turn.world.tasks.get(id_), wanted.strip()
    if task is None or not words or len(words) > LONGEST_PROOF:
        return Response((turn.answer("desk-evidence-how", task=task),))
    words = "" if words in NONE_WANTED else words
    said = turn.answer("desk-evidence", task=task, wanted=words)
    return Response((said,), rewriting=Rewriting(fields={id_: {"evidence": words}}))


COMMANDS: dict[str, Callable[[Turn, str], Response]] = {
    **{f"/{name}": preview(name) for name in KINDS},
    "/baseline": _baseline,
    "/evidence": _require,
}
ADMIN_VERBS = {"reshape": _reshape}
