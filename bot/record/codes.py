"""One-time codes that bind a chat account to a person: how they look, how long they count, what is kept of them."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

LIFE = timedelta(days=7)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody confuses when reading them out on the phone."""
LENGTH = 10
_CODE = re.compile(rf"(?<![A-Za-z0-9])[{LETTERS}]{{{LENGTH}}}(?![A-Za-z0-9])", re.IGNORECASE)


def without_codes(text: str) -> str:
    """A text without what looks like a one-time code, for what is kept."""
    return _CODE.sub("〔绑定码〕", text)


def code_hash(code: str) -> str:
    """What is kept of a one-time code. Codes are typed by people: case and blanks do not count."""
    return hashlib.sha256("".join(code.split()).upper().encode()).hexdigest()
