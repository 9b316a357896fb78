"""The kinds of notice, one module each; a new kind is a module and a line here. Their order is that in a message."""

from __future__ import annotations

from collections.abc import Iterator

from bot.schedule.kinds import (
    assignment,
    cadence,
    calendar,
    chase,
    checkin,
    decision,
    later,
    nudge,
    released,
    reminder,
    review,
    rhythm,
    stopped,
    summary,
    whistle,
)
from bot.schedule.scene import Found, Generator, Scene

GENERATORS: dict[str, Generator] = {
    "chase": chase.found,
    "reminder": reminder.found,
    "cadence": cadence.found,
    "checkin": checkin.found,
    "nudge": nudge.found,
    "later": later.found,
    "assignment": assignment.found,
    "whistle": whistle.found,
    "decision": decision.found,
    "review": review.found,
    "stopped": stopped.found,
    "released": released.found,
    "rhythm": rhythm.found,
    "calendar": calendar.found,
    "summary": summary.found,
}
"""Each finds, at one moment, what of its kind has come and is not on the record: a notice, or why there is none."""


def find(scene: Scene) -> Iterator[Found]:
    """All that has come at that moment and is not on the record, kind by kind."""
    for generator in GENERATORS.values():
        yield from generator(scene)
