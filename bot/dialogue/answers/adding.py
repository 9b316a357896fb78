"""What came on top of an earlier figure (`又签了2个`) is heard, counts towards nothing, and the total is asked for."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.answers.doubting import told_before
from bot.dialogue.follow import FollowUp
from bot.dialogue.turn import Turn
from bot.dialogue.wording import figure
from bot.language.units import in_unit
from bot.model import Quantity, Task, Update
from bot.record.events import Action
from bot.record.states import TaskState


def on_top(turn: Turn, task: Task, update: Update) -> Update:
    """The update without a total where its figure can be what came on top (`新增2个`) and a total is known already."""
    either = update.added is not None and update.added == update.quantity and update.status == "in_progress"
    known = told_before(update.added, turn.world.states.task(task.id)) if update.added and either else None
    return replace(update, quantity=None) if known else update


def ask_for_the_total(turn: Turn, task: Task, update: Update) -> FollowUp | None:
    """The running total is asked for once, with a button where it follows from the last and what was added since."""
    added, state = update.added, turn.world.states.task(task.id)
    if added is None or update.quantity is not None or update.intent != "report":
        return None
    before = told_before(added, state)
    total = _total(before, added, state) if before else None
    row: tuple[tuple[str, Action], ...] = ()
    if total is not None:
        label = turn.label("total").format(f"{figure(total)}{added.unit}")
        row = ((label, Action(verb="meant", task=task.id, arg=label)),)
    values = {"unit": added.unit, "before": before, "sum": total}
    return FollowUp(remark="which-total", values=values, row=row, topic="ask-total")


def _total(before: Quantity, added: Quantity, state: TaskState) -> float | None:
    """The total last told, all that was added since, and what is added now; None where the units do not go together."""
    values: list[float | None] = [before.value, added.value]
    for report in reversed(state.reports):
        if report.said.quantity:
            break
        if other := report.said.added:
            values.append(in_unit(Quantity(other.value, other.unit), added.unit))
    known = [value for value in values if value is not None]
    return round(sum(known), 6) if len(known) == len(values) else None
