"""What can be made to go wrong, and the limits that Telegram enforces."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.fake_botapi.http import Form

Where = Literal["cut-before", "cut-after", "hang-before", "hang-after"]


@dataclass(frozen=True)
class Answer:
    """An answer of the server's own making instead of the method's."""

    code: int
    description: str = "Internal Server Error"
    parameters: dict[str, Any] | None = None
    body: bytes | None = None

    @classmethod
    def flood(cls, seconds: int) -> Answer:
        return cls(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


@dataclass
class Fault:
    """Something goes wrong `times` times with `method` (any if empty), in `chat` only if given. `does`: an Answer, or
    the connection is cut, or nothing is answered, before or after the server took the request."""

    does: Answer | Where
    method: str = ""
    times: int = 1
    chat: int | None = None

    def hits(self, method: str, form: Form) -> bool:
        """Whether it befalls this request; counts down."""
        fits = self.method.lower() in ("", method) and (self.chat is None or form.get("chat_id") == str(self.chat))
        if fits and self.times > 0:
            self.times -= 1
            return True
        return False


@dataclass
class Limits:
    """How many messages Telegram lets through: `all` a second in all, one a second to a chat, `group` a minute to a
    group. `clock` counts seconds."""

    clock: Callable[[], float]
    all: int = 30
    group: int = 20
    _sent: dict[int | None, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, chat: int) -> int:
        """0 if a message to this chat may pass now (it is then counted), else the seconds until one may."""
        now = self.clock()
        rules = [(None, self.all, 1.0), (chat, self.group, 60.0) if chat < 0 else (chat, 1, 1.0)]
        for key, most, span in rules:
            sent = self._sent[key]
            while sent and sent[0] <= now - span:
                sent.popleft()
            if len(sent) >= most:
                return max(1, round(sent[0] + span - now))
        for key, _, _ in rules:
            self._sent[key].append(now)
        return 0
