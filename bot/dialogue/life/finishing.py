"""报办结 → 审核 → 销号 or 退回: the leader says that it is done, an admin agrees or sends it back with one reason."""

from __future__ import annotations

from datetime import date

from bot.dialogue.follow import FollowUp
from bot.dialogue.present import of_claim
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import due_of
from bot.model import Task, Update
from bot.record.events import Action, Closed, Event, Evidence, Reopened, Restated, Returned
from bot.record.standing import TaskState
from bot.reports.dates import points
from bot.schedule.recurring import turn_done


def follow(turn: Turn, task: Task, update: Update) -> FollowUp | None:
    """已完成 is a claim that waits for an admin; of a task with later dates it is done with the next of them only."""
    if update.intent != "report" or update.status != "done":
        return None
    if through := done_through(turn, task, update):
        return step_done(task, through)
    if task.evidence and not proof_of(turn.world.states.task(task.id)) and turn.incoming.kind != "file":
        return FollowUp(remark="claimed-unproved", values={"wanted": task.evidence}, topic="ask-evidence")
    return FollowUp(remark="claimed")


def step_done(task: Task, through: date) -> FollowUp:
    """What is done so far: the milestone of that day, or the turn of recurring work that ends with it."""
    return FollowUp(remark="step-done" if through in points(task) else "turn-done", values={"through": through})


def proof_of(state: TaskState) -> tuple[Evidence, ...]:
    """The files that were handed in for the task, each once."""
    return tuple({e.path or e.name: e for e in state.evidence}.values())


def done_through(turn: Turn, task: Task, update: Update) -> date | None:
    """The day up to which 已完成 holds; None where it means the whole task: nothing is due later, or it says so. Of
    recurring work a turn can be done while others follow."""
    due = due_of(task, turn.world, turn.today)
    if update.words.get("status") in turn.label("whole-task").split("、"):
        return None
    if due is None or due.day == points(task)[-1]:
        return _turn_through(turn, task)
    return due.day


def _turn_through(turn: Turn, task: Task) -> date | None:
    """The end of the turn that is said to be done, unless something else that is not done was due by then."""
    done = turn_done(turn.world, task, turn.incoming.text, turn.incoming.at)
    through = turn.world.states.task(task.id).done_through or date.min
    if done is None or any(through < day <= done.last for day in points(task)):
        return None
    return done.last


def _close(turn: Turn, action: Action) -> Response:
    """销号: the admin agrees."""
    task, state = turn.world.tasks.get(action.task or ""), turn.world.states.task(action.task or "")
    if task is None or state.closed or not state.claimed:
        return turn.stands(of_claim(turn, action))
    events: list[Event] = [Closed(task=task.id, by=turn.person.id), turn.answer("closed", task=task)]
    return Response((*events, *_tell_leader(turn, task, "closed-leader")), toast=turn.label("noted"))


def _return(turn: Turn, action: Action) -> Response:
    """退回 asks for one reason first."""
    task, state = turn.world.tasks.get(action.task or ""), turn.world.states.task(action.task or "")
    if task is None or not state.claimed:
        return turn.stands(of_claim(turn, action))
    return Response((turn.answer("ask-return-reason", question=task.id, task=task),))


def answer_reason(turn: Turn, task: Task, text: str) -> Response | None:
    """The admin's reason: the task goes on, and the leader is told why."""
    if not turn.world.states.task(task.id).claimed or "admin" not in turn.person.roles:
        return None
    return _returned(turn, task, text.strip())


def reason_anew(turn: Turn, task: Task, text: str) -> Response | None:
    """The reason said otherwise; None where it would send back what was reported since."""
    state = turn.world.states.task(task.id)
    return _returned(turn, task, text.strip()) if state.returned and not state.done else None


def _returned(turn: Turn, task: Task, reason: str) -> Response:
    returned = Returned(task=task.id, by=turn.person.id, reason=reason)
    spoke, said = turn.spoke("ask-return-reason", task.id), turn.answer("returned", task=task, reason=reason)
    return Response((returned, spoke, said, *_tell_leader(turn, task, "returned-leader", reason)))


def _reopen(turn: Turn, action: Action) -> Response:
    task = turn.world.tasks.get(action.task or "")
    if task is None or turn.world.states.task(task.id).closed is None:
        return turn.stands(of_claim(turn, action))
    reason = turn.label("reopened-by-admin")
    return Response(
        (Reopened(task=task.id, by=turn.person.id, reason=reason), turn.answer("reopened", task=task)),
        toast=turn.label("noted"),
    )


def take_up(turn: Turn, task: Task, reason: str) -> Response:
    """A closed, suspended or withdrawn task is in work again, and its leader hears why; one in work stays as it is."""
    events: list[Event] = []
    if turn.world.states.task(task.id).closed:
        events.append(Reopened(task=task.id, by=turn.person.id, reason=reason))
    if task.status in ("suspended", "withdrawn"):
        events.append(Restated(task=task.id, status="active", by=turn.person.id, reason=reason))
    if not events:
        return Response((turn.answer("reopened-not", task=task),))
    return Response((*events, turn.answer("reopened", task=task), *_tell_leader(turn, task, "reopened-leader", reason)))


def _tell_leader(turn: Turn, task: Task, template: str, reason: str = "") -> list[Event]:
    leader = turn.world.people.get(task.leader or "")
    if leader is None or leader.id == turn.person.id:
        return []
    return [turn.answer(template, number=1, to=leader, task=task, reason=reason)]


ADMIN_VERBS = {"close": _close, "return": _return, "reopen": _reopen}
OPEN = {"ask-return-reason": answer_reason}
