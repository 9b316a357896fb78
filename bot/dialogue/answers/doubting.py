"""What does not fit is asked once and marked 未核实 until settled; an answer without a fact gets one question."""

from __future__ import annotations

from bot.dialogue.follow import FollowUp
from bot.dialogue.life.whistling import clear_all
from bot.dialogue.reference.context import own_task
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import due_of
from bot.language.units import in_unit, is_level
from bot.model import Quantity, Task, Update
from bot.record.events import Action, Verified
from bot.record.states import TaskState

HUNDREDFOLD = 100
STUCK = ("done-but-stuck", "normal-but-stuck")
"""What an obstacle stands against; who settles it says that the obstacle is gone."""
_BEGUN = ("in_progress", "delayed", "done")
NEAR_WORKDAYS = 20
"""An answer without a fact is asked further only this near to a date: farther away it could change nothing."""


def contradiction(update: Update, state: TaskState, task: Task, *, all_normal: bool = False) -> str:
    """What in an update does not fit what is known, as the name of a remark; empty where everything does.

    `all_normal`: one button said of all tasks that they go on, without a word on what is in the way of this one."""
    if update.intent != "report":
        return ""
    if update.percent is not None and state.percent is not None and update.percent < state.percent:
        return "percent-fell"
    if update.quantity and (found := _of_figure(update.quantity, state, task)):
        return found
    if update.status == "done" and any(not w.cleared for w in state.whistles):
        return "done-but-stuck"
    if update.status == "not_started" and (state.percent or state.quantity or state.status in _BEGUN):
        return "was-begun"
    return "normal-but-stuck" if all_normal and state.blocker else ""


def _of_figure(said: Quantity, state: TaskState, task: Task) -> str:
    """What does not fit in a figure: it fell though it adds up, or is far more than was known of the same thing."""
    before, goals = told_before(said, state), [(g, v) for g in task.targets if (v := _in(said.unit, g.value, g.unit))]
    adds_up = not is_level(said.unit) and all(goal.nature in ("count", "amount") for goal, _ in goals)
    if adds_up and before is not None and said.value < before.value:
        return "total-fell"
    known = before.value if before else max((value for _, value in goals), default=0)
    return "hundredfold" if known > 0 and said.value >= HUNDREDFOLD * known else ""


def told_before(said: Quantity, state: TaskState) -> Quantity | None:
    """The figure last told of the same thing, in the unit that is said now."""
    told = (_in(said.unit, amount.value, amount.unit) for amount in state.quantities)
    return next((Quantity(value, said.unit) for value in told if value is not None), None)


def _in(unit: str, value: float, own: str) -> float | None:
    return in_unit(Quantity(value, own), unit)


def follow(turn: Turn, task: Task, update: Update) -> FollowUp | None:
    """The contradiction, with what was known before and a button that settles it. A correction contradicts nothing that
    was known; words that can be taken in two ways stay doubtful."""
    state = turn.world.states.task(task.id)
    corrects = "correction" in update.words or turn.incoming.kind == "edited"
    all_normal = update.words.get("status") == turn.label("all-normal")
    found = "" if corrects else contradiction(update, state, task, all_normal=all_normal)
    found = found or ("two-readings" if update.doubt else "")
    if not found:
        return None
    label = turn.label("clear" if found in STUCK else "verify")
    before = told_before(update.quantity, state) if update.quantity else None
    settle = (label, Action(verb="verify", task=task.id, reply=turn.cause))
    known = {"state": state, "percent": state.percent, "before": before}
    return FollowUp(remark=found, values={**known, "said": update}, row=(settle,))


def ask_for_a_fact(turn: Turn, task: Task, update: Update) -> FollowUp | None:
    """One concrete question, once: the first answer that says only that it goes on, of a task with a date near."""
    facts = (update.percent, update.quantity, update.added, update.expected, update.blocker)
    plain = turn.label("plain-answers").split("、")
    if update.intent != "report" or update.status != "in_progress" or any(f is not None for f in facts):
        return None
    if update.words.get("status", "") in plain or _was_factless(turn.world.states.task(task.id)):
        return None
    due = due_of(task, turn.world, turn.today)
    if due is None or not 0 <= due.left <= NEAR_WORKDAYS:
        return None
    return FollowUp(remark="which-fact", values={"due": due, "target": bool(task.targets)}, topic="ask-fact")


def _was_factless(state: TaskState) -> bool:
    said = state.last.said if state.last else None
    return said is not None and not any((said.percent, said.quantity, said.added, said.expected, said.blocker))


def _verify(turn: Turn, action: Action) -> Response:
    """没错: the report stands as it is; where it told that an obstacle is gone, those who were asked hear of it."""
    task = own_task(turn, action)
    reports = turn.world.states.task(task.id).reports if task else ()
    said = next((r.said for r in reports if r.said.reply == action.reply and r.said.unverified), None)
    if task is None or said is None:
        return turn.refuse("decided-before")
    verified = Verified(task=task.id, reply=said.reply, by=turn.person.id)
    cleared = clear_all(turn, task) if said.unverified in STUCK else []
    return Response((verified, *cleared, turn.answer("verified", task=task)), toast=turn.label("noted"))


VERBS = {"verify": _verify}
