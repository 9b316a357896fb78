"""How the running program is, as far as those who ask it in the chat want to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Vitals:
    """`ticked` is when what was due was last settled, `heard` when something last came in, `checked` when the bot last
    looked at itself and `failing` what it found (Chinese); `free` the bytes left on the disk, None where that is not
    known."""

    version: str
    ticked: datetime | None = None
    heard: datetime | None = None
    checked: datetime | None = None
    failing: tuple[str, ...] = ()
    free: int | None = None
