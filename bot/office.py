"""The office at work, one step at a time: reads what is given, decides by the core, writes down what happened.

Each step is one entry of the record: what was heard and what it is answered stand or fall together. Nothing here sends
or waits; the bot and the demo put a channel and a clock around it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from bot.chance import new_code
from bot.dialogue.answers.proving import LARGEST, safe_name
from bot.dialogue.incoming import Incoming
from bot.dialogue.notices.alerting import alert, tell_of_unreached
from bot.dialogue.notices.amending import amended
from bot.dialogue.notices.compose import compose
from bot.dialogue.respond import respond
from bot.dialogue.turn import Response
from bot.errors import DubanError
from bot.given import Given, read_given
from bot.model import Task
from bot.plans.tasks.reshaping import Rewriting
from bot.record.edits import edits
from bot.record.effective import effective
from bot.record.events import Entry, Event, Handled, Parked
from bot.record.standing import TaskState
from bot.record.vitals import Vitals
from bot.schedule.due import Bundle, settle
from bot.schedule.reach import may_write
from bot.schedule.scene import scene
from bot.schedule.world import World
from bot.store.disk import make_folder, replace_file
from bot.store.record import Record
from bot.store.tasksfile import TasksFile


def _is_stated(state: TaskState) -> bool:
    """Whether tasks.json had an entry for that task when it was last noted."""
    return state.stated.get("status") not in (None, "withdrawn")


log = logging.getLogger(__name__)


class Office:
    """A home in use. `now` gives the moment (aware); `vitals`, where it is set, how the program is."""

    def __init__(self, home: Path, now: Callable[[], datetime]) -> None:
        """Opens the record and reads the files. Raises FileError or StoreError where they are wrong."""
        self.home, self._now = home, now
        self.record = Record.open(home)
        self.given: Given = read_given(home, tasks_expected=any(map(_is_stated, self.record.states.tasks.values())))
        self.vitals: Callable[[], Vitals | None] = lambda: None
        self._broken = ""
        self._alarmed = False
        self._looked_at = -1
        self._effective: tuple[int, int, Mapping[str, Task]] | None = None
        self.note_edits()

    def world(self) -> World:
        """Everything as it stands at this moment."""
        states = self.record.states
        if self._effective is None or self._effective[:2] != (id(self.given), states.overrides):
            self._effective = (id(self.given), states.overrides, effective(self.given.tasks, states))
        return self.given.world(self._effective[2], states)

    def reread(self, *, tell: bool = True) -> DubanError | None:
        """Takes up edited files. A broken edit changes nothing: the last good reading stays in force; the admins are
        told which line is wrong (`tell`), and again when it is mended. Answers with what is wrong."""
        try:
            self.given = read_given(self.home, tasks_expected=bool(self.given.tasks))
        except DubanError as error:
            if tell and str(error) != self._broken:
                self._broken = str(error)
                self._tell_admins("alert-broken-edit", problems=self._broken.splitlines())
            return error
        self.note_edits()
        if self._broken:
            self._broken = ""
            self._tell_admins("alert-edit-good", count=len(self.given.tasks))
        return None

    def _tell_admins(self, template: str, **values: object) -> None:
        now = self._now()
        cause = self._cause(template, now)
        told = alert(self.world(), self.given.wording, cause, template, values)
        self.record.append(Entry(at=now, cause=cause, events=told or (Handled(),)))

    def note_edits(self) -> None:
        """Puts hand edits of tasks.json on record."""
        self.record.catch_up()
        found = edits(self.given.tasks.values(), self.record.states)
        if found:
            now = self._now()
            self.record.append(Entry(at=now, cause=self._cause("edit", now), events=tuple(found)))

    def _cause(self, what: str, now: datetime) -> str:
        """A cause of its own for each step, also where a clock stands still."""
        return f"{what}:{now.isoformat()}/{self.record.states.version}"

    def sweep(self) -> tuple[Entry, ...]:
        """Settles everything that is due now: messages are queued, moot notices put away. Answers with the entries."""
        self.record.catch_up()
        now, world = self._now(), self.world()
        due = settle(world, now)
        entries = [entry for bundle in due.bundles if (entry := self._compose(world, bundle, now))]
        if dropped := [settled.key for settled in due.settled if settled.how == "dropped"]:
            log.warning("dropped: %d notices could not be sent any more, the first is %s", len(dropped), dropped[0])
        if due.settled:
            entries.append(Entry(at=now, cause=f"settle:{due.settled[0].key}", events=tuple(due.settled)))
        done = self.record.append(*entries, *self._unreached(world, now))
        return done + self.record.append(*self._amended(world, now))

    def _amended(self, world: World, now: datetime) -> Sequence[Entry]:
        """Summaries that late answers change; looked for only after something has happened."""
        if self._looked_at == world.states.version:
            return ()
        found = tuple(amended(world, self.given.wording, now))
        self._looked_at = world.states.version
        return found

    def _unreached(self, world: World, now: datetime) -> Iterator[Entry]:
        """In working hours: the admins are told whom to phone, since messages have ceased to reach them."""
        cause = self._cause("unreached", now)
        if may_write(scene(world, now)) and (told := tell_of_unreached(world, self.given.wording, cause)):
            yield Entry(at=now, cause=cause, events=told)

    def _compose(self, world: World, bundle: Bundle, now: datetime) -> Entry | None:
        """The entry of one bundle; a message that cannot be made (an edited template names what there is not) holds
        nobody else up and is tried again at the next sweep."""
        try:
            return compose(world, self.given.wording, bundle, now)
        except Exception:
            log.exception("compose-failed: the message to %s could not be made", bundle.person)
            return None

    def hear(self, incoming: Incoming | None, cause: str) -> str:
        """Works off what somebody did in a chat (None: nothing of interest), once, and gives the few words for a
        pressed button."""
        self.record.catch_up()
        if cause in self.record.states.causes:
            return ""
        if incoming is None:
            self.record.append(Entry(at=self._now(), cause=cause, events=(Handled(),)))
            return ""
        world = replace(self.world(), vitals=self.vitals())
        response = respond(world, self.given.wording, incoming, cause)
        by = self.record.states.person_of(incoming.channel, incoming.user) or ""
        events = self._carried_out(response, cause)
        self.record.append(Entry(at=self._now(), cause=cause, by=by, events=events))
        return response.toast

    def _carried_out(self, response: Response, cause: str) -> tuple[Event, ...]:
        """What goes on record of a response, after what it asks of the shell was done; where tasks.json cannot be
        written (somebody is in the middle of an edit) nothing of it counts, and the admins are told."""
        if response.with_code is not None:
            return response.with_code(new_code())
        if response.rewriting is not None:
            try:
                self.rewrite(response.rewriting)
            except (DubanError, OSError) as error:
                values = {"problems": str(error).splitlines()}
                return alert(self.world(), self.given.wording, cause, "alert-not-written", values)
        return response.events

    def rewrite(self, rewriting: Rewriting) -> None:
        """Writes what an admin ordered into tasks.json as it stands now, and notes the edits. Raises FileError where it
        is broken, OSError where it cannot be written."""
        file = TasksFile(self.home / "tasks.json")
        file.write(rewriting.of(file.read()))
        self.reread()

    def awaits_file(self, cause: str, name: str) -> bool:
        """Whether the record speaks of the file of this name that came in by this cause."""
        states, path = self.record.states, safe_name(cause, name)
        kept = chain(*(state.evidence for state in states.tasks.values()), *states.loose_files.values())
        return any(evidence.path == path for evidence in kept)

    def keep_evidence(self, cause: str, name: str, content: bytes) -> None:
        """Keeps a file that came in, if the record speaks of it and it is not too large. Raises OSError, StoreError."""
        if self.awaits_file(cause, name) and len(content) <= LARGEST:
            folder = self.home / "data" / "evidence"
            make_folder(folder)
            replace_file(folder / safe_name(cause, name), content)

    def address(self, channel: str, person: str) -> str | None:
        """The chat in which a person is reached through this channel; None where they are not bound to it."""
        account = self.record.states.accounts.get(person)
        return account.chat if account and account.channel == channel else None

    def tell_of_check(self, failing: Sequence[str]) -> None:
        """Tells the admins when a self-check begins to fail and when all is well again, in working hours only. Raises
        StoreError."""
        if not may_write(scene(self.world(), self._now())) or bool(failing) == self._alarmed:
            return
        self._tell_admins("alert-selfcheck" if failing else "alert-selfcheck-good", failing=failing)
        self._alarmed = bool(failing)

    def park(self, cause: str, why: str) -> None:
        """Sets aside an update that cannot be worked off, and says so to the admins."""
        told = alert(self.world(), self.given.wording, cause, "alert-parked", {"cause": cause, "why": why})
        self.record.append(Entry(at=self._now(), cause=cause, events=(Parked(update=cause, why=why), *told)))
