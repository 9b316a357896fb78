"""Who and what there is at the server: people, chats, messages, files and the queue of updates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

Json = dict[str, Any]

BOT_ID = 4242
BOT_NAME = "duban_test_bot"
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "督办", "username": BOT_NAME}


@dataclass
class Post:
    """A message of the bot. `text` is what the reader sees, `first` what it was before edits, `html` what was sent;
    `moment` counts Unix seconds."""

    id: int
    text: str
    html: str = ""
    rows: list[list[Json]] = field(default_factory=list)
    reply_to: int | None = None
    moment: float = 0.0
    edits: int = 0
    file: tuple[str, bytes] | None = None
    first: str = ""

    def __post_init__(self) -> None:
        self.first = self.text

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.rows for button in row]


@dataclass
class Chat:
    """A chat: `posts` are the bot's messages in it, `lines` everything said in it, in order."""

    id: int
    title: str
    kind: str
    posts: list[Post] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    blocked: bool = False
    moved_to: int | None = None

    def json(self) -> Json:
        named = {"first_name": self.title} if self.kind == "private" else {"title": self.title}
        return {"id": self.id, "type": self.kind, **named}

    @property
    def transcript(self) -> str:
        return "\n".join(self.lines)

    def post(self, id: int) -> Post | None:
        return next((post for post in self.posts if post.id == id), None)


@dataclass
class World:
    """Everything that the server remembers. `clock` gives Unix seconds for the dates of messages."""

    clock: Callable[[], float]
    users: dict[str, Json] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    updates: dict[int, Json] = field(default_factory=dict)
    presses: dict[str, str | None] = field(default_factory=dict)
    webhook: str = ""
    webhook_error: str = ""
    message_ids: count[int] = field(default_factory=lambda: count(1))
    update_ids: count[int] = field(default_factory=lambda: count(700_000_001))

    def user(self, name: str) -> Json:
        """The account of this name, made when first named; its private chat has its id."""
        if name not in self.users:
            id = 1001 + len(self.users)
            self.users[name] = {"id": id, "is_bot": False, "first_name": name, "language_code": "zh-hans"}
            self.chats[id] = Chat(id, name, "private")
        return self.users[name]

    def private(self, name: str) -> Chat:
        return self.chats[self.user(name)["id"]]

    def message(self, chat: Chat, sender: Json, **content: Any) -> Json:
        """A new message in a chat, as the Bot API shows it."""
        return {
            "message_id": next(self.message_ids),
            "date": int(self.clock()),
            "chat": chat.json(),
            "from": sender,
            **content,
        }

    def shown(self, chat: Chat, post: Post) -> Json:
        """A message of the bot, as the Bot API shows it."""
        shown = {"message_id": post.id, "date": int(self.clock()), "chat": chat.json(), "from": BOT, "text": post.text}
        return shown | ({"reply_markup": {"inline_keyboard": post.rows}} if post.rows else {})

    def update(self, kind: str, content: Json) -> Json:
        """Puts an update at the end of the queue."""
        id = next(self.update_ids)
        self.updates[id] = {"update_id": id, kind: content}
        return self.updates[id]
