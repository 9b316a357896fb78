"""One thing that follows from an update."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.record.events import Action, Event


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`remark` names a line of `remarks.html.j2` shown under the task, with `values`; `row` are further buttons;
    `topic` opens a question about the task, which the next text answers first."""

    events: tuple[Event, ...] = ()
    remark: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    row: tuple[tuple[str, Action], ...] = ()
    topic: str = ""
