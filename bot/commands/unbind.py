"""`unbind`: a chat account is nobody's any more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.errors import DubanError
from bot.record.events import Entry, Unbound
from bot.store.record import Record


def unbind(home: Path, person: str, now: datetime) -> None:
    """Takes the chat account from this person from `now` (aware) on, while the bot runs or not. Raises DubanError where
    nobody of this id is bound to one."""
    record = Record.open(home)
    if person not in record.states.accounts:
        raise DubanError(f"{person} 没有绑定账号，没有改动。id 请照抄 config/people.toml")
    record.append(Entry(at=now, cause=f"unbind:{person}/{now.isoformat()}", events=(Unbound(person=person),)))
    record.close()
