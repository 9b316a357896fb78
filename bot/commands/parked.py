"""`parked`: updates from the chat that could not be worked off, as they came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bot.store.inbox import parked
from bot.store.record import Record


def parked_text(home: Path) -> Iterator[str]:
    """Lines for the terminal: each update with why it was parked and, where it is still kept, what came; changes
    nothing. Raises StoreError."""
    record = Record.open(home)
    came = {kept.cause: kept.raw for kept in parked(home, record.states)}
    for cause, why in record.states.parked.items():
        yield f"{cause}  {why}"
        yield f"    {json.dumps(came[cause], ensure_ascii=False)}" if cause in came else "    （原文已删除）"
    if not record.states.parked:
        yield "没有未能处理的消息。"
    record.close()
