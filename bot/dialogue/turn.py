"""One turn of a conversation: who did what, when, in which world, and the means to answer."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.dialogue.incoming import Incoming
from bot.dialogue.wording import Wording
from bot.model import Person
from bot.plans.tasks.reshaping import Rewriting
from bot.record.events import Action, Button, Entry, Event, Handed, Handled, Message, Queued, Spoke
from bot.schedule.world import World
from bot.settings import ZONE

FOLLOWING = 100
"""How far the numbers of messages lie apart that follow from what was said of two tasks."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a turn leads to: the events of its entry, and a few words for the pressed button. `rewriting` is written
    into tasks.json before the entry; `with_code` gives the events that a fresh one-time code leads to, in the place of
    `events`, since chance is no matter of the core."""

    events: tuple[Event, ...]
    toast: str = ""
    rewriting: Rewriting | None = None
    with_code: Callable[[str], tuple[Event, ...]] | None = None


def message_id(cause: str, number: int = 0) -> str:
    """The id of a message: the same cause always gives the same, so that working a cause off twice changes nothing."""
    return hashlib.sha256(f"{cause}#{number}".encode()).hexdigest()[:12]


def buttons(message: str, rows: Sequence[Sequence[tuple[str, Action]]]) -> tuple[tuple[Button, ...], ...]:
    """Rows of (label, action) as buttons with keys of their own; empty rows are left out."""
    number = itertools.count()
    return tuple(
        tuple(Button(label=label, key=f"{message}.{next(number)}", action=action) for label, action in row)
        for row in rows
        if row
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person did, and what it is answered from. `cause` is what its entry will carry; the moment is
    `incoming.at` for what was said (relative dates) and the entry's `at` for when it was recorded. `instead` is the
    reply whose place is taken by what is said now (an edit, the answer to 更正); the world is as it was without it,
    `before` as it was with it."""

    world: World
    wording: Wording
    cause: str
    incoming: Incoming
    person: Person
    instead: str | None = None
    before: World | None = None

    def after(self, events: Sequence[Event], instead: str | None = None) -> Turn:
        """The same turn once these events have happened, before anything that it leads to itself."""
        states = self.world.states.with_entry(Entry(at=self.incoming.at, cause="", events=tuple(events)))
        handed = {event.task: event.to for event in events if isinstance(event, Handed)}
        known = self.world.tasks
        led = {id_: known[id_].model_copy(update={"leader": to}) for id_, to in handed.items() if id_ in known}
        world = replace(self.world, states=states, tasks={**known, **led})
        return replace(self, world=world, instead=instead, before=self.world)

    @property
    def today(self) -> date:
        """The day on which it was said, in Asia/Shanghai."""
        return self.incoming.at.astimezone(ZONE).date()

    @property
    def pressed(self) -> str:
        """The id of the message whose button was pressed; empty where none was."""
        return (self.incoming.press or "").rpartition(".")[0]

    @property
    def carried_out(self) -> bool:
        """Whether the message whose button is pressed has been carried out: another has taken its place."""
        messages = self.world.states.messages.values()
        return bool(self.pressed) and any(posted.message.edits == self.pressed for posted in messages)

    def refuse(self, label: str) -> Response:
        """Nothing is changed; a few words on the pressed button say why."""
        return self.stands(self.label(label))

    def stands(self, words: str) -> Response:
        """Nothing is changed; these words on the pressed button say how things are by now."""
        return Response((Handled(),), toast=words)

    def numbers_of(self, task: str) -> int:
        """The first number of the messages that follow from what was said of a task, apart from those of others."""
        return 1 + FOLLOWING * (list(self.world.tasks).index(task) + 1)

    def label(self, key: str) -> str:
        """The words on a button."""
        return self.wording.labels("labels")[key]

    def spoke(self, taken_for: str, task: str | None = None) -> Spoke:
        """What is said is no report but this; an edit of it will correct what it leads to."""
        return Spoke(person=self.person.id, ref=self.incoming.place, taken_for=taken_for, task=task)

    def to_those_told(self, cause: str, template: str, about: object = None, *, anew: bool = False) -> list[Queued]:
        """These words `about` something to everybody else who was told something by this cause: in the place of it, or
        where it must not be overlooked, `anew`."""
        states, people = self.world.states, self.world.people
        numbered = ((n, states.messages.get(message_id(cause, n))) for n in range(1, len(people) + 1))
        told = [(n, posted.message) for n, posted in numbered if posted and posted.message.to in people]
        edited = [(n, people[m.to], None if anew else m.id) for n, m in told]
        return [self.answer(template, number=-n, to=p, edits=id_, by=self.person, about=about) for n, p, id_ in edited]

    def answer(
        self,
        template: str,
        *,
        rows: Sequence[Sequence[tuple[str, Action]]] = (),
        asks: Sequence[str] = (),
        question: str | None = None,
        topic: str = "",
        numbering: str | None = None,
        echoes: Sequence[str] = (),
        edits: str | None = None,
        quiet: bool = False,
        attach: Sequence[str] = (),
        number: int = 0,
        to: Person | None = None,
        **values: object,
    ) -> Queued:
        """The answer as an event: the template's text and these buttons, to the person or, in a group, to the group."""
        ident = message_id(self.cause, number)
        person = to or self.person
        text = self.wording.say(template, person=person, zone=self.world.settings.zone, **values)
        away = not self.incoming.private and to is None
        return Queued(
            message=Message(
                id=ident,
                to=person.id,
                chat=self.incoming.chat if away else None,
                text=text,
                rows=buttons(ident, rows),
                asks=tuple(asks),
                topic=topic or template,
                question=question,
                numbering=numbering,
                echoes=tuple(echoes),
                edits=edits,
                quiet=quiet,
                attach=tuple(attach),
                reply_to=self.incoming.ref if away else None,
            )
        )
