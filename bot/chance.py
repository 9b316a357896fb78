"""Where chance comes in; everything else follows from what is given."""

from __future__ import annotations

import secrets

from bot.record.codes import LENGTH, LETTERS


def new_code() -> str:
    """A one-time code that nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
