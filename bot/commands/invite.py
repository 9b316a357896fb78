"""`invite`: a one-time code that binds a person's chat account."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.chance import new_code
from bot.errors import DubanError
from bot.record.codes import LIFE, code_hash
from bot.record.events import Entry, Invited
from bot.store.config import load_people
from bot.store.record import Record


def invite(home: Path, person: str, now: datetime) -> tuple[str, datetime]:
    """A new code for this person, and when it ends; an earlier one is void from now on. Only its hash is kept. Raises
    DubanError where nobody in people.toml has this id."""
    if person not in {p.id for p in load_people(home)}:
        raise DubanError(f"config/people.toml 里没有 id 为 {person} 的人。请先加上，或用里面已有的 id")
    code = new_code()
    until = now + LIFE
    invited = Invited(person=person, code_hash=code_hash(code), until=until)
    Record.open(home).append(Entry(at=now, cause=f"invite:{invited.code_hash[:16]}", events=(invited,)))
    return code, until
