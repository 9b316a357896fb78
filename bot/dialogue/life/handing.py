"""转办, 不是我的: a task goes to somebody else who signs for it, or back to the admin."""

from __future__ import annotations

import re

from bot.dialogue.follow import FollowUp
from bot.dialogue.present import of_owner
from bot.dialogue.reference.choosing import chosen
from bot.dialogue.reference.context import context_of, own_task
from bot.dialogue.turn import FOLLOWING, Response, Turn
from bot.dialogue.views import milestones_told, tasks_of
from bot.model import Person, Task, Update
from bot.record.events import Action, Event, Handed, Offered
from bot.record.known import Spoken
from bot.schedule.world import World


def follow(turn: Turn, task: Task, update: Update) -> FollowUp | None:
    """由某人答复: where that is one of our people, one tap hands the task over; else it is only noted."""
    if update.intent != "delegate" or not update.delegate:
        return None
    person = find_person(turn.world, update.delegate)
    if person is None:
        return FollowUp(_tell_admins(turn, task, update.delegate), "unknown-delegate", {"name": update.delegate})
    if person.id == task.leader:
        return None
    label = turn.label("hand-over").format(person.name[:10])
    return FollowUp(remark="may-hand-over", row=((label, Action(verb="offer", task=task.id, arg=person.id)),))


def _tell_admins(turn: Turn, task: Task, name: str) -> tuple[Event, ...]:
    """Somebody whom we do not know is to answer: only an admin can put them on the list."""
    admins = [p for p in turn.world.people.values() if "admin" in p.roles and p.id != turn.person.id]
    return tuple(
        turn.answer("unknown-delegate-admin", number=n, to=a, task=task, by=turn.person, name=name)
        for n, a in enumerate(admins, turn.numbers_of(task.id))
    )


def find_person(world: World, name: str) -> Person | None:
    """The one person who goes by this name, post, alias or id; None where nobody or more than one does."""
    found = [p for p in world.people.values() if name in (p.id, p.name, *p.aliases)]
    return found[0] if len(found) == 1 else None


def _offer(turn: Turn, action: Action) -> Response:
    """转办: the receiver has to sign; until then the task stays where it is."""
    task, receiver = own_task(turn, action), turn.world.people.get(action.arg or "")
    if task is None or receiver is None:
        return turn.refuse("stale")
    if task.leader == receiver.id:
        return turn.stands(of_owner(turn, action))
    before = turn.world.states.task(task.id).offered
    if before and before[1] == receiver.id:
        return turn.stands(turn.label("offered-before").format(receiver.name))
    offered = Offered(task=task.id, person=task.leader or turn.person.id, to=receiver.id)
    rows = [_choice(turn, task)]
    told = milestones_told(task)
    asking = turn.answer(
        "offered-receiver", number=1, to=receiver, rows=rows, task=task, milestones=told, by=turn.person
    )
    return Response((offered, turn.answer("offered", task=task, receiver=receiver), asking), toast=turn.label("noted"))


def _choice(turn: Turn, task: Task, no: str = "") -> list[tuple[str, Action]]:
    """签收 or 不接 of what is offered, with its number where there are several."""
    return [(f"{no}{turn.label(verb)}", Action(verb=verb, task=task.id)) for verb in ("accept", "decline")]


def answer_offers(turn: Turn, verb: str) -> Response | None:
    """签收, 不接 in words: of the only task that is offered to the person; of several it is asked which. None where
    nothing is."""
    offered = [task for task in turn.world.tasks.values() if _is_offered_to(turn, task)]
    if len(offered) == 1:
        return VERBS[verb](turn, Action(verb=verb, task=offered[0].id))
    rows = [_choice(turn, task, f"{no} ") for no, task in enumerate(offered, 1)]
    return Response((turn.answer("which-offer", rows=rows, lines=list(enumerate(offered, 1))),)) if offered else None


def _decline_offered(turn: Turn, action: Action) -> Response:
    return answer_offers(turn, "decline") or Response((turn.answer("few-words", words=turn.label("nothing-offered")),))


def _accept(turn: Turn, action: Action) -> Response:
    task = _offered_to(turn, action)
    if task is None:
        return turn.stands(of_owner(turn, action))
    handed = Handed(task=task.id, by=turn.person.id, to=turn.person.id)
    return Response((handed, turn.answer("accepted", task=task), *_tell_old(turn, task, "accepted-other")))


def _decline(turn: Turn, action: Action) -> Response:
    task = _offered_to(turn, action)
    if task is None:
        return turn.stands(of_owner(turn, action))
    back = Handed(task=task.id, by=turn.person.id, to=task.leader, reason=turn.label("decline"))
    return Response((back, turn.answer("declined", task=task), *_tell_old(turn, task, "declined-other")))


def _offered_to(turn: Turn, action: Action) -> Task | None:
    task = turn.world.tasks.get(action.task or "")
    return task if task and _is_offered_to(turn, task) else None


def _is_offered_to(turn: Turn, task: Task) -> bool:
    offered = turn.world.states.task(task.id).offered
    return offered is not None and offered[1] == turn.person.id


def _tell_old(turn: Turn, task: Task, template: str) -> list[Event]:
    old = turn.world.people.get(task.leader or "")
    if old is None or old.id == turn.person.id:
        return []
    return [turn.answer(template, number=1, to=old, task=task, by=turn.person)]


def _not_mine(turn: Turn, action: Action) -> Response:
    """不是我的: one tap sends the task back to the admin; where there are several, which one comes first."""
    task = chosen(turn, action, "which-not-mine")
    if isinstance(task, Response):
        return task
    handed = Handed(task=task.id, by=turn.person.id, to=None, reason=turn.label("not-mine"))
    admins = [p for p in turn.world.people.values() if "admin" in p.roles and p.id != turn.person.id]
    told = [turn.answer("not-mine-admin", number=n, to=a, task=task, by=turn.person) for n, a in enumerate(admins, 1)]
    spoke = turn.spoke("not-mine", task.id)
    return Response((handed, spoke, turn.answer("not-mine", task=task), *told), toast=turn.label("noted"))


def disown(turn: Turn) -> Response | None:
    """`2 不是我的`, `这项不归我管`: in words of one's own, of the task whose number stands before. None for others."""
    found = _NOT_MINE.fullmatch(turn.incoming.text.strip())
    if found is None or not tasks_of(turn.person, turn.world):
        return None
    task = context_of(turn).by_no.get(int(found["no"])) if found["no"] else None
    return _not_mine(turn, Action(verb="not-mine", task=task.id if task else None))


def _how_to_pass(turn: Turn, action: Action) -> Response:
    """转办 alone does not say to whom."""
    return Response((turn.answer("pass-how", lines=list(context_of(turn).by_no.items())),))


def take_again(turn: Turn, spoken: Spoken) -> list[Event]:
    """The task that was sent back is theirs again, while nobody else has it; the admins hear so."""
    task = turn.world.tasks.get(spoken.task or "")
    handed = turn.world.states.task(spoken.task or "").handed
    if task is None or task.leader or handed is None or handed[1] is not None:
        return []
    again = Handed(task=task.id, by=turn.person.id, to=turn.person.id)
    return [again, *turn.to_those_told(spoken.cause, "not-mine-withdrawn", task, anew=True)]


def take_back_offer(turn: Turn, task: Task, reply: str) -> list[Event]:
    """What was offered upon this reply, while the receiver has not signed; the receiver hears of it."""
    offered, reports = turn.world.states.task(task.id).offered, turn.world.states.task(task.id).reports
    receiver = turn.world.people.get(offered[1]) if offered else None
    named = [r.said.delegate for r in reports if r.said.reply == reply and r.said.delegate]
    if receiver is None or receiver not in [find_person(turn.world, name) for name in named]:
        return []
    back = Handed(task=task.id, by=turn.person.id, to=task.leader, reason=turn.label("undo"))
    number = turn.numbers_of(task.id) + FOLLOWING - 1
    return [back, turn.answer("offer-withdrawn", number=number, to=receiver, task=task, by=turn.person)]


_NOT_MINE = re.compile(
    r"(?:第?(?P<no>\d{1,2})(?:项|个|号)?[\s、.．:：,，]*)?(?:(?:这|那|该|此)(?:一)?(?:个|项|条|件)?(?:任务|工作|事情?|活儿?)?)?"
    r"(?:不是我们?(?:的|负责的?|管的?|分管的?)|不归我们?(?:管|负责|分管)?|不该(?:归)?我们?(?:管|负责))"
    r"(?:任务|事情?|工作|活儿?)?[了啊呀啦。！!]*"
)
VERBS = {
    "decline-offered": _decline_offered,
    "pass-how": _how_to_pass,
    "offer": _offer,
    "accept": _accept,
    "decline": _decline,
    "not-mine": _not_mine,
}
