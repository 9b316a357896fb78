"""What somebody did in a chat, in no chat service's terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Media = Literal["document", "photo", "voice", "video", "place"]


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Whose words are passed on: their account (empty where it is hidden), the name shown, and when they said it."""

    user: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """What somebody did in a chat, in no service's terms.

    `kind`: text, edited (a sent text was changed), press (a button), start (opened the bot, `text` is the code given),
    file (`file` is the service's id of it, `text` its caption, `size` its bytes), wordless (a sticker or the like),
    moved (the chat has a new address, in `text`), joined (the bot was let into a group or got other rights there;
    `text` is `all` where it gets everything said there, else `meant`), blocked (the person lets nothing of ours in any
    more), other.
    `ref` is the service's id of the message (or of the press, for `answer`), `reply_to` of the message that it answers
    or stands under. `at` is when it was said, aware. `private` is False in a group. `media` says what a file is; a
    place has no file, its latitude and longitude are the `text`. `forwarded` tells whose words a text or a caption
    passes on. `album` is the same for files that were sent together; empty for one that came alone. `overheard`: a file
    in a group that is meant for us only where another of its album is."""

    kind: Literal["text", "edited", "press", "start", "file", "wordless", "moved", "joined", "blocked", "other"]
    channel: str
    chat: str
    user: str
    at: datetime
    text: str = ""
    ref: str = ""
    reply_to: str | None = None
    private: bool = True
    press: str | None = None
    file: str | None = None
    file_name: str | None = None
    media: Media | None = None
    size: int | None = None
    album: str = ""
    overheard: bool = False
    forwarded: Forwarded | None = None

    @property
    def place(self) -> str:
        """The message's id, told apart from those of other chats in which the person speaks."""
        return self.ref if self.private else f"{self.chat}/{self.ref}"
