"""A raw update of Telegram as an Incoming. Pure: everything it needs lies in the update as it was kept.

In groups only what is meant for the bot is read: replies to it, mentions and commands. For that an update is kept with
the bot's name and the moment of its coming (`stamped`), which a press of a button does not tell itself. Telegram sends
each photo of an album by itself, and the caption, which may mention the bot, stands under one of them: the others are
read as overheard, or as meant where they came together with that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, get_args

from bot.dialogue.incoming import Forwarded, Incoming, Media
from bot.settings import ZONE

Raw = Mapping[str, Any]

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates asked for."""

_STAMP = "duban"
_IN = ("member", "administrator", "restricted")
_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account: its id, its name without @ (empty until it is known), and whether Telegram gives it all
    that is said in its groups (else only what is meant for it)."""

    id: int
    username: str = ""
    reads_all: bool = False


def stamped(raw: Raw, me: Me, at: datetime, beside: Iterable[Raw] = ()) -> dict[str, Any]:
    """The update with what it does not tell itself: which bot got it, and when; whether one of those that came `beside`
    it says that its album is meant for the bot."""
    stamp = {"id": me.id, "username": me.username, "reads_all": me.reads_all, "at": int(at.timestamp())}
    if (album := _album(raw)) and any(_album(other) == album and _is_meant(other, me) for other in beside):
        stamp["meant"] = True
    return {**raw, _STAMP: stamp}


def _is_meant(raw: Raw, me: Me) -> bool:
    try:
        return _meant(raw["message"], me)
    except (KeyError, TypeError, AttributeError):
        return False


def _album(raw: Raw) -> tuple[str, str] | None:
    """The album of a message that is part of one: its id in its chat. An update of any shape may come in."""
    message = raw.get("message")
    if not isinstance(message, Mapping) or "media_group_id" not in message:
        return None
    return str(message["media_group_id"]), str(message.get("chat"))


def read_update(raw: Raw, me: Me) -> Incoming | None:
    """The update in our terms; None for what is of no interest. `me` counts where the update is not stamped. Raises
    ValueError for an update that makes no sense."""
    try:
        return _read(raw, me)
    except (KeyError, TypeError, AttributeError, IndexError, OverflowError) as wrong:
        raise ValueError(f"update {raw.get('update_id')!r} makes no sense: {wrong!r}") from wrong


def _read(raw: Raw, me: Me) -> Incoming | None:
    stamp = raw.get(_STAMP, {})
    me = Me(*(stamp.get(key, known) for key, known in asdict(me).items()))
    if "message" in raw:
        return _message(raw["message"], me, with_it=stamp.get("meant", False))
    if "edited_message" in raw:
        said = _message(raw["edited_message"], me)
        return _said_anew(said) if said else None
    if "callback_query" in raw:
        return _press(raw["callback_query"], stamp)
    return _membership(raw["my_chat_member"], me) if "my_chat_member" in raw else None


def _said_anew(said: Incoming) -> Incoming | None:
    """A text, or the words under a file, that were changed."""
    words = said.kind == "text" or (said.kind == "file" and said.media not in ("place", "voice") and said.text)
    return replace(said, kind="edited", file=None, file_name=None, media=None, size=None, album="") if words else None


def _message(message: Raw, me: Me, *, with_it: bool = False) -> Incoming | None:
    """`with_it`: another part of its album is meant for the bot."""
    if "migrate_to_chat_id" in message:
        return replace(_heard(message), kind="moved", text=str(message["migrate_to_chat_id"]))
    if "from" not in message or message["from"].get("is_bot"):
        return None
    heard = _heard(message)
    if file := _file(message):
        file["album"] = str(message.get("media_group_id", ""))
        meant = heard.private or with_it or _meant(message, me)
        if not heard.private and file["media"] != "place":
            file["text"] = _unmentioned(file["text"], me)
        return replace(heard, kind="file", overheard=not meant, **file) if meant or file["album"] else None
    text = message.get("text")
    if text is None:
        return replace(heard, kind="wordless") if heard.private else None
    return _text(heard, message, me)


def _heard(message: Raw) -> Incoming:
    """What all messages share; `kind` is filled in by the caller."""
    answered = message.get("reply_to_message", {}).get("message_id")
    return Incoming(
        kind="other",
        channel="telegram",
        chat=str(message["chat"]["id"]),
        user=str(message.get("from", {}).get("id", "")),
        at=_moment(message["date"]),
        ref=str(message["message_id"]),
        reply_to=None if answered is None else str(answered),
        private=message["chat"]["type"] == "private",
        forwarded=_forwarded(message["forward_origin"]) if "forward_origin" in message else None,
    )


def _forwarded(origin: Raw) -> Forwarded:
    """Whose words are passed on: a person's, who may hide their account, or a group's or channel's, where only a
    signature tells a name."""
    who = origin.get("sender_user", {})
    written = [who.get("first_name"), who.get("last_name")] if who else []
    names = filter(None, [*written, origin.get("sender_user_name"), origin.get("author_signature")])
    return Forwarded(str(who.get("id", "")), " ".join(names), _moment(origin["date"]))


def _text(heard: Incoming, message: Raw, me: Me) -> Incoming | None:
    text = str(message["text"])
    if command := _COMMAND.fullmatch(text.strip()):
        return _command(heard, me, *command.groups(""))
    if heard.private:
        return replace(heard, kind="text", text=text)
    return replace(heard, kind="text", text=_unmentioned(text, me)) if _meant(message, me) else None


def _command(heard: Incoming, me: Me, word: str, whose: str, rest: str) -> Incoming | None:
    if whose and whose.lower() != me.username.lower():
        return None
    if word.lower() == "start" and heard.private:
        return replace(heard, kind="start", text=rest.strip())
    return replace(heard, kind="text", text=f"/{word} {rest}".strip())


def _meant(message: Raw, me: Me) -> bool:
    """Whether a message in a group is for the bot: an answer to it, or a mention of it."""
    if message.get("reply_to_message", {}).get("from", {}).get("id") == me.id:
        return True
    text = str(message.get("text", message.get("caption", "")))
    return _unmentioned(text, me) != text.strip()


def _unmentioned(text: str, me: Me) -> str:
    """The text without mentions of the bot."""
    if not me.username:
        return text.strip()
    return re.sub(rf"\s*@{re.escape(me.username)}\b\s*", " ", text, flags=re.IGNORECASE | re.ASCII).strip()


def _file(message: Raw) -> dict[str, Any] | None:
    """The fields of an Incoming for what hangs on a message, or None."""
    caption = str(message.get("caption", ""))
    if "photo" in message:
        largest = max(message["photo"], key=lambda size: size["width"] * size["height"])
        return {"file_name": "photo.jpg", "text": caption, "media": "photo", **_held(largest)}
    if "location" in message:
        place = message["location"]
        return {"text": f"{place['latitude']},{place['longitude']}", "media": "place"}
    media = next((kind for kind in get_args(Media) if kind in message), "voice" if "audio" in message else None)
    if media is None:
        return None
    hung = message.get(media) or message["audio"]
    return {"file_name": hung.get("file_name"), "text": caption, "media": media, **_held(hung)}


def _held(file: Raw) -> dict[str, Any]:
    return {"file": file["file_id"], "size": file.get("file_size")}


def _press(query: Raw, stamp: Raw) -> Incoming | None:
    under = query.get("message")
    if under is None or "data" not in query:
        return None
    return Incoming(
        kind="press",
        channel="telegram",
        chat=str(under["chat"]["id"]),
        user=str(query["from"]["id"]),
        at=_moment(stamp.get("at") or under["date"]),
        ref=str(query["id"]),
        reply_to=str(under["message_id"]),
        private=under["chat"]["type"] == "private",
        press=str(query["data"]),
    )


def _membership(changed: Raw, me: Me) -> Incoming:
    """The bot was blocked, let in or thrown out: `text` is its new standing in Telegram's word (kicked, member, …); let
    into a group, or given other rights there, what it gets to read."""
    standing, group = str(changed["new_chat_member"]["status"]), changed["chat"]["type"] in ("group", "supergroup")
    before, reads = str(changed["old_chat_member"]["status"]), _reads(me, standing)
    joined = group and standing in _IN and (before not in _IN or _reads(me, before) != reads)
    blocked = standing == "kicked" and changed["chat"]["type"] == "private"
    return Incoming(
        kind="joined" if joined else "blocked" if blocked else "other",
        channel="telegram",
        chat=str(changed["chat"]["id"]),
        user=str(changed["from"]["id"]),
        at=_moment(changed["date"]),
        text=reads if joined else standing,
        private=changed["chat"]["type"] == "private",
    )


def _reads(me: Me, standing: str) -> str:
    """What the bot gets to read in a group: an administrator everything."""
    return "all" if me.reads_all or standing == "administrator" else "meant"


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, ZONE)
