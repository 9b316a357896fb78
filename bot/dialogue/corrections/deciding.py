"""What an admin decided by a text is no draft: a message that is edited afterwards changes no decision unless it still
says the same thing of the same task. Never silently: who edits one is told what stands, and how it is changed."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.desk.overview import command_named
from bot.dialogue.present import of_claim, of_last_request
from bot.dialogue.turn import Response, Turn
from bot.record.events import Action, Handled, Queued
from bot.record.known import Spoken

DECISION, COMMAND = "decision/", "command/"


def remembered(turn: Turn, said: Response, taken_for: str, task: str | None = None) -> Response:
    """The response, with a note of where the words stand that it carried out; as it is where nothing was decided."""
    events = (event for event in said.events if not isinstance(event, Queued | Handled))
    done = said.rewriting is not None or any(event.kind not in ("reported", "spoke") for event in events)
    return replace(said, events=(*said.events, turn.spoke(taken_for, task))) if done else said


def of_command(turn: Turn) -> str:
    """What a command is remembered as: its name and what it is about."""
    return COMMAND + " ".join(filter(None, command_named(turn.incoming.text)))


def decided(turn: Turn, spoken: Spoken) -> Response:
    """A typed 同意, 销号 and the like: the edit changes nothing."""
    return stands(turn, spoken)


def commanded(turn: Turn, spoken: Spoken) -> Response | None:
    """The same command about the same thing is carried out anew (another reason); anything else leaves it as it was."""
    return None if spoken.taken_for == of_command(turn) else stands(turn, spoken)


def stands(turn: Turn, spoken: Spoken) -> Response:
    """What was decided, in a message of its own, so that the one that told of the decision stays."""
    verb = spoken.taken_for.removeprefix(DECISION) if spoken.taken_for.startswith(DECISION) else "command"
    action = Action(verb="stands", task=spoken.task)
    by_verb = {"close": of_claim(turn, action), "reopen": turn.label("reopened-by-admin")}
    words = by_verb.get(verb) or (spoken.task and of_last_request(turn, spoken.task)) or ""
    number = -1 - len(turn.world.people)
    return Response((turn.answer("decision-stands", number=number, verb=verb, words=words, task=spoken.task),))
