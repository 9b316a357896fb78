"""data/heartbeat.json: what another process may know of the running bot. It says nothing about people or tasks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.store.disk import disk_error, make_folder, replace_file
from bot.store.snapshot import HEARTBEAT


class Heartbeat(BaseModel):
    """How the bot was at the moment `at` (aware, by the real clock), after a tick that could be put on record. `update`
    is when something last came in, `checked` when the last self-check was, `failing` what it found (Chinese). The rest
    is the outbox (see `Queue`), how many updates are parked and how many people the chat service does not reach."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    version: str
    update: datetime | None = None
    checked: datetime | None = None
    failing: tuple[str, ...] = ()
    waiting: int = 0
    oldest: datetime | None = None
    late: int = 0
    nowhere: int = 0
    parked: int = 0
    unreached: int = 0


def read_heartbeat(home: Path) -> Heartbeat | None:
    """The last one that was written; None where there is none or it makes no sense."""
    try:
        return Heartbeat.model_validate_json((home / "data" / HEARTBEAT).read_bytes())
    except (OSError, ValidationError):
        return None


def write_heartbeat(home: Path, beat: Heartbeat) -> None:
    """Puts it in the place of the last one. Raises StoreError."""
    path = home / "data" / HEARTBEAT
    make_folder(path.parent)
    try:
        replace_file(path, beat.model_dump_json(indent=1).encode())
    except OSError as error:
        raise disk_error(path, "写", error) from error
