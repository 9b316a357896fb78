"""How the outbox stands: what waits to be sent, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.record.states import Posted, States


@dataclass(frozen=True, slots=True)
class Queue:
    """`waiting` messages could go now, the oldest since `oldest`; `late` of them have waited longer than they should.
    `nowhere` more are for people who are not bound to an account, and wait until they are."""

    waiting: int
    oldest: datetime | None
    late: int
    nowhere: int


def queue_of(states: States, now: datetime, patience: timedelta) -> Queue:
    """The outbox at `now` (aware), in which a message should be gone after `patience`."""
    posted = [states.messages[id_] for id_ in states.open_messages]
    waiting = [one for one in posted if _has_address(one, states)]
    return Queue(
        waiting=len(waiting),
        oldest=min((one.at for one in waiting), default=None),
        late=sum(now - one.at > patience for one in waiting),
        nowhere=len(posted) - len(waiting),
    )


def _has_address(posted: Posted, states: States) -> bool:
    return posted.message.chat is not None or posted.message.to in states.accounts
