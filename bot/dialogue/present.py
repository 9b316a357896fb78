"""How things stand by now, in the few words on a button that comes too late."""

from __future__ import annotations

from bot.dialogue.turn import Turn
from bot.record.events import Action
from bot.record.standing import Extension
from bot.reports.unsure import marked_short
from bot.reports.words import short_day


def of_request(turn: Turn, action: Action) -> str:
    """What became of the request for a later date that a button is about."""
    extensions = turn.world.states.task(action.task or "").extensions
    found = next((x for x in extensions if x.asked.asked == action.arg), None)
    return _of_extension(turn, found) if found else turn.label("request-gone")


def of_last_request(turn: Turn, task: str) -> str | None:
    """What became of the last request for a later date of a task; None where there was none."""
    extensions = turn.world.states.task(task).extensions
    return _of_extension(turn, extensions[-1]) if extensions else None


def _of_extension(turn: Turn, extension: Extension) -> str:
    if extension.decided is None:
        return turn.label("request-waits")
    if extension.granted is None:
        return turn.label("request-refused").format(marked_short(extension.asked.old, turn.world.calendar))
    return turn.label("request-granted").format(marked_short(extension.granted, turn.world.calendar))


def of_claim(turn: Turn, action: Action) -> str:
    """What became of the claim that the task is done."""
    state = turn.world.states.task(action.task or "")
    if state.closed:
        return turn.label("claim-closed").format(short_day(state.closed))
    return turn.label("claim-returned" if state.returned else "claim-gone")


def of_owner(turn: Turn, action: Action) -> str:
    """Who answers for the task now."""
    task = turn.world.tasks.get(action.task or "")
    leader = turn.world.people.get(task.leader or "") if task else None
    return turn.label("owned-by").format(leader.name) if leader else turn.label("owned-by-nobody")
