"""What python-telegram-bot's exceptions mean for a message: the one place where they become an Outcome.

Two of its classes mislead. BadRequest and TimedOut are kinds of NetworkError, so the table below names the exact class.
And one exception stands for two things: whether a request that broke off was carried out is told only by what
caused it (`__cause__`): without a connection nothing was handed over, after that it cannot be known.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    PassportDecryptionError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.base import Outcome, Refused, Unsure, Wait
from bot.errors import StoreError

log = logging.getLogger(__name__)

REJECTED_PAUSE = 30.0
"""Seconds to wait after 401 and 404, which end only when an operator (or a proxy) mends something."""

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)

UNREACHABLE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "peer_id_invalid",
    "input_user_deactivated",
    "group chat was deactivated",
    "not enough rights to send",
    "have no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "bot was kicked",
)


def outcome_of(error: TelegramError) -> Outcome:
    """What became of a message whose sending ended in this error."""
    return OUTCOMES[type(error)](error)


def seconds_of(error: RetryAfter) -> float:
    """The pause that Telegram asks for; the library gives whole seconds or a timedelta, by its environment."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)


def unchanged(error: TelegramError) -> bool:
    """An edit that found the message as it was to be is a success. (The library changes the case of descriptions.)"""
    return isinstance(error, BadRequest) and "message is not modified" in str(error).lower()


def _bad_request(error: TelegramError) -> Outcome:
    return Refused(str(error), gone=any(words in str(error).lower() for words in UNREACHABLE))


def _forbidden(error: TelegramError) -> Outcome:
    return Refused(str(error), gone=True)


def _flood(error: Any) -> Outcome:
    return Wait(seconds_of(error), str(error))


def _moved(error: Any) -> Outcome:
    return Wait(0, "moved", chat=str(error.new_chat_id))


def _rejected(error: TelegramError) -> Outcome:
    return Wait(REJECTED_PAUSE, f"{type(error).__name__} from the Bot API server", everyone=True)


def _broken_off(error: TelegramError) -> Outcome:
    return Wait(0, str(error), everyone=True) if isinstance(error.__cause__, NEVER_LEFT) else Unsure(str(error))


def _never(error: TelegramError) -> Outcome:
    return Refused(str(error))


OUTCOMES: dict[type[TelegramError], Callable[[Any], Outcome]] = {
    BadRequest: _bad_request,
    Forbidden: _forbidden,
    RetryAfter: _flood,
    ChatMigrated: _moved,
    InvalidToken: _rejected,
    EndPointNotFound: _rejected,
    Conflict: _rejected,
    TimedOut: _broken_off,
    NetworkError: _broken_off,
    TelegramError: _broken_off,
    PassportDecryptionError: _never,
}


# ---- failures of receiving, as the log tells them -------------------------------------------------------------------

FAILURES: dict[type[Exception], tuple[int, str]] = {
    InvalidToken: (
        logging.ERROR,
        "telegram-token: Telegram does not know this token, or a proxy answers in its place; asking again in %.0f s; "
        "check TELEGRAM_BOT_TOKEN (%s)",
    ),
    Conflict: (
        logging.ERROR,
        "telegram-conflict: another bot receives with this token; asking again in %.0f s; stop one of the two (%s)",
    ),
    StoreError: (
        logging.ERROR,
        "inbox-stuck: what came in cannot be written down, nothing is confirmed to Telegram; again in %.0f s (%s)",
    ),
    TelegramError: (logging.WARNING, "telegram-away: Telegram cannot be asked; again in %.0f s (%s)"),
    Exception: (logging.ERROR, "telegram-bug: receiving stumbled; again in %.0f s (%s)"),
}
"""What is said of a failure: the pause and the error go in. The first kind that fits counts."""


def say_failure(error: Exception, pause: float) -> None:
    """Logs that receiving failed and is tried again after `pause` seconds."""
    kind = next(kind for kind in FAILURES if isinstance(error, kind))
    level, sentence = FAILURES[kind]
    log.log(level, sentence, pause, brief(error), exc_info=kind is Exception)


def brief(error: Exception) -> str:
    """An error in a few words: a refused token is never quoted, nor a proxy's error page at length."""
    return "unauthorized" if isinstance(error, InvalidToken) else f"{type(error).__name__} {error}"[:200]
