"""The log: one line an event, for the people who run the bot, with a machine word to search for and never a secret.

    2024-03-21 09:00:02 WARNING telegram-away: Telegram cannot be asked; again in 2 s (NetworkError …)

Our own messages begin with their word and a colon; what comes from a library stands under its logger's name.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from copy import copy
from datetime import datetime
from json import dumps
from typing import TextIO
from urllib.parse import quote

from bot.settings import ZONE

HIDDEN = "***"
SHORTEST_HALF = 16

QUIETED = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "apscheduler": logging.WARNING,
    "telegram": logging.CRITICAL,
    "tornado.access": logging.ERROR,
}
"""What libraries need not say below this level: httpx tells every URL (with the token), the telegram library every
message (people's words) and, with a traceback, each error that it also raises, tornado every stranger's request."""

_WORDED = re.compile(r"([a-z]+(?:-[a-z]+)*): ")


def configure(level: int | str, secrets: Iterable[str], *, json: bool = False, to: TextIO | None = None) -> None:
    """Sends the whole program's log to one stream (standard error), each line without any of `secrets`."""
    stream = logging.StreamHandler(to or sys.stderr)
    stream.setFormatter(JsonLine(secrets) if json else Line(secrets))
    logging.basicConfig(level=level, handlers=[stream], force=True)
    for name, lowest in QUIETED.items():
        logging.getLogger(name).setLevel(lowest)
    logging.captureWarnings(True)


class Redaction:
    """Takes secrets out of texts, in every form in which they get into one: as they are, as part of an address, and the
    longer half of `id:secret` by itself."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets if secret for form in _forms(secret)}
        self._forms = sorted(forms, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        for form in self._forms:
            text = text.replace(form, HIDDEN)
        return text


class Line(logging.Formatter):
    """A record as a line for people; a traceback follows it. The finished text is redacted, so nothing gets around."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(moment)s %(levelname)s %(name)s: %(message)s")
        self._redact = Redaction(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The line, and what else the record carries."""
        line = copy(record)
        line.name, line.msg = _word_and_sentence(record)
        line.args, line.moment = (), _moment(record).strftime("%Y-%m-%d %H:%M:%S")
        return self._redact(super().format(line))


class JsonLine(Line):
    """A record as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The object: at, level, word, says and, where there is one, the traceback."""
        word, says = _word_and_sentence(record)
        at = _moment(record).isoformat(timespec="milliseconds")
        said = {"at": at, "level": record.levelname, "word": word, "says": says}
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return dumps({name: self._redact(value) for name, value in said.items()}, ensure_ascii=False)


def _forms(secret: str) -> Iterable[str]:
    half = secret.rpartition(":")[2]
    for whole in {secret, half if len(half) >= SHORTEST_HALF else secret}:
        yield from (whole, quote(whole, safe=""))


def _moment(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, ZONE)


def _word_and_sentence(record: logging.LogRecord) -> tuple[str, str]:
    message = record.getMessage()
    worded = _WORDED.match(message) if record.name.split(".")[0] == "bot" else None
    return (worded[1], message[worded.end() :]) if worded else (record.name, message)
