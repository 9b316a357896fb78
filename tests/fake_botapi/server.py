"""The server itself: connections, the confirmation of updates, faults, and what scripted people do."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fake_botapi.faults import Answer, Fault, Limits
from tests.fake_botapi.http import Form, Request, read_request, response
from tests.fake_botapi.methods import METHODS, RequestError
from tests.fake_botapi.polling import Polling
from tests.fake_botapi.spec import spec_from_environment
from tests.fake_botapi.world import BOT, BOT_ID, Chat, Json, Post, World

COUNTED = {"sendmessage", "sendphoto", "senddocument", "editmessagetext"}

GLANCE = 0.002

_MAY = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories"),
    *("can_edit_stories", "can_delete_stories"),
)
_RIGHTS: dict[str, Json] = {"administrator": dict.fromkeys(_MAY, False) | {"can_manage_chat": True}}


@dataclass(frozen=True)
class Asked:
    """A request as it came in; `moment` in the server's seconds."""

    method: str
    form: Form
    moment: float


class CutError(Exception):
    """The connection is to be cut without an answer."""


class FakeBotApi:
    """`url` and `token` are what a bot needs. `enforce` limits rates as Telegram does. `deviations` lists requests that
    broke the specification, `floods` counts answers of 429 for breaking the limits, `asked` holds every request."""

    def __init__(self, *, port: int = 0, enforce: bool = False, clock: Callable[[], float] = time.time) -> None:
        self.token = f"{BOT_ID}:AAFakeTokenOfTheTestServer-0123456789"
        self.world = World(clock)
        self.polling = Polling(self.world)
        self.limits = Limits(time.monotonic) if enforce else None
        self.faults: list[Fault] = []
        self.chance: Callable[[str, Form], Fault | None] = lambda method, form: None
        self.deviations: list[str] = []
        self.asked: list[Asked] = []
        self.floods = 0
        self._spec = spec_from_environment()
        self._port = port
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    # ---- its life ---------------------------------------------------------------------------------------------------

    async def __aenter__(self) -> FakeBotApi:
        await self.up()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.down()

    async def up(self) -> None:
        """Begins to listen; after `down`, at the same address."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """Is gone: refuses connections and cuts those there are. What it remembers stays."""
        assert self._server is not None
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def until(self, true: Callable[[], Any], seconds: float = 30.0) -> None:
        """Waits until something holds. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110 - what it looks at may change in any way
                await asyncio.sleep(GLANCE)

    # ---- requests ---------------------------------------------------------------------------------------------------

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            while request := await read_request(reader):
                writer.write(await self._answered(request))
                await writer.drain()
        except (CutError, ConnectionError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            self._connections.discard(task)
            writer.close()

    async def _answered(self, request: Request) -> bytes:
        if request.path.startswith("/file/bot"):
            return self._file(request.path)
        token, _, method = request.path.removeprefix("/bot").partition("/")
        if not request.path.startswith("/bot") or token != self.token:
            return _json(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        return await self._faulty(method.lower(), request.form())

    async def _faulty(self, method: str, form: Form) -> bytes:
        self.asked.append(Asked(method, form, time.monotonic()))
        fault = next((f for f in self.faults if f.hits(method, form)), None) or self.chance(method, form)
        does = fault.does if fault else ""
        if isinstance(does, Answer):
            return _refusal(does.code, does.description, does.parameters, does.body)
        await _break(does, "before")
        answer = await self._answer(method, form)
        await _break(does, "after")
        return answer

    async def _answer(self, method: str, form: Form) -> bytes:
        try:
            self._check(method, form)
            result = await self.polling.ask(form) if method == "getupdates" else METHODS[method](self.world, form)
        except RequestError as wrong:
            return _refusal(wrong.code, wrong.description, wrong.parameters)
        except (KeyError, ValueError) as wrong:
            self.deviations.append(f"{method}: {wrong!r}")
            return _refusal(400, f"Bad Request: {wrong!r}")
        return _json(200, {"ok": True, "result": result})

    def _check(self, method: str, form: Form) -> None:
        if method not in METHODS and method != "getupdates":
            raise RequestError(404, "Not Found")
        if self._spec and (wrong := self._spec.of_request(method, form)):
            self.deviations += wrong
            raise RequestError(400, f"Bad Request: {wrong[0]}")
        if self.limits and method in COUNTED and (seconds := self.limits.wait(int(str(form["chat_id"])))):
            self.floods += 1
            raise RequestError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})

    def _file(self, path: str) -> bytes:
        token, _, where = path.removeprefix("/file/bot").partition("/")
        parts = where.split("/")
        if token != self.token or len(parts) < 2 or parts[1] not in self.world.files:
            return _json(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        return response(200, self.world.files[parts[1]][1], "application/octet-stream")

    # ---- what people do ---------------------------------------------------------------------------------------------

    def chat(self, name: str) -> Chat:
        """Somebody's chat with the bot, or the group of that name."""
        group = next((c for c in self.world.chats.values() if c.kind != "private" and c.title == name), None)
        return group or self.world.private(name)

    def group(self, title: str) -> Chat:
        """A new group that the bot is in."""
        chat = Chat(-5000 - len(self.world.chats), title, "group")
        self.world.chats[chat.id] = chat
        return chat

    def says(self, name: str, text: str, *, chat: Chat | None = None, reply_to: Post | None = None) -> int:
        """Somebody writes to the bot, or in a group; the id of the message."""
        return self._heard(name, chat, reply_to, f"< {name}: {text}", text=text, **_entities(text))

    def passes_on(self, name: str, text: str, author: str, *, hidden: bool = False) -> int:
        """Somebody forwards what another wrote to the bot; an author may hide their account. The id of the message."""
        origin: Json = {"type": "hidden_user", "sender_user_name": author}
        if not hidden:
            origin = {"type": "user", "sender_user": self.world.user(author)}
        origin["date"] = int(self.world.clock())
        return self._heard(name, None, None, f"< {name}（转发{author}）: {text}", text=text, forward_origin=origin)

    def edits(self, name: str, id: int, text: str) -> None:
        """Somebody changes what they had written."""
        chat = self.world.private(name)
        message = self.world.message(chat, self.world.user(name), text=text) | {"message_id": id}
        chat.lines.append(f"< {name}（改）: {text}")
        self._update("edited_message", message | {"edit_date": message["date"]})

    def hands(
        self,
        name: str,
        file_name: str,
        content: bytes,
        *,
        kind: str = "document",
        caption: str = "",
        album: str = "",
        chat: Chat | None = None,
    ) -> str:
        """Somebody sends a file (document, photo, voice) to the bot, or in a group, alone or with others under the name
        of an album; its id."""
        id = f"file-{len(self.world.files) + 1}"
        self.world.files[id] = (file_name, content)
        described: Json = {"file_id": id, "file_unique_id": id, "file_size": len(content)}
        more: dict[str, Json] = {
            "document": {"file_name": file_name},
            "photo": {"width": 1080, "height": 720},
            "voice": {"duration": 3},
        }
        hung: Any = [described | more[kind]] if kind == "photo" else described | more[kind]
        together = {"media_group_id": album} if album else {}
        content_of = {kind: hung, "caption": caption, **together}
        self._heard(name, chat, None, f"< {name}: 〔{file_name}〕{caption}", **content_of)
        return id

    def taps(self, name: str, label: str, *, under: Post | None = None, chat: Chat | None = None) -> str:
        """Somebody presses the button with this label (of the latest message that has it); the id of the press."""
        chat = chat or self.world.private(name)
        post = under or next(post for post in reversed(chat.posts) if label in post.labels)
        button = next(button for row in post.rows for button in row if button["text"] == label)
        press = f"press-{len(self.world.presses) + 1}"
        self.world.presses[press] = None
        chat.lines.append(f"< {name}: [{label}]")
        self._update(
            "callback_query",
            {
                "id": press,
                "from": self.world.user(name),
                "chat_instance": str(chat.id),
                "data": button["callback_data"],
                "message": self.world.shown(chat, post),
            },
        )
        return press

    def blocks(self, name: str, blocked: bool = True) -> None:
        """Somebody blocks the bot, or lets it in again."""
        chat, user = self.world.private(name), self.world.user(name)
        chat.blocked = blocked
        member = {"user": BOT, "status": "member"}
        kicked = {"user": BOT, "status": "kicked", "until_date": 0}
        old, new = (member, kicked) if blocked else (kicked, member)
        changed = {"chat": chat.json(), "from": user, "date": int(self.world.clock())}
        self._update("my_chat_member", changed | {"old_chat_member": old, "new_chat_member": new})

    def lets_in(self, name: str, group: Chat, status: str = "member", before: str = "left") -> None:
        """Somebody adds the bot to a group, or gives it other rights there."""
        old, new = ({"user": BOT, "status": each, **_RIGHTS.get(each, {})} for each in (before, status))
        changed = {"chat": group.json(), "from": self.world.user(name), "date": int(self.world.clock())}
        self._update("my_chat_member", changed | {"old_chat_member": old, "new_chat_member": new})

    def migrates(self, group: Chat) -> Chat:
        """A group becomes a supergroup, with a new address."""
        new = Chat(group.id - 1_000_000_000_000, group.title, "supergroup")
        self.world.chats[new.id] = new
        group.moved_to, group.title = new.id, f"{group.title}（旧）"
        self._update("message", self.world.message(group, self.world.user("群主"), migrate_to_chat_id=new.id))
        return new

    def sends_raw(self, update: Json) -> None:
        """An update of any shape at all, under the next id."""
        id = next(self.world.update_ids)
        self.world.updates[id] = {"update_id": id, **update}
        self.polling.wake()

    def _heard(self, name: str, chat: Chat | None, reply_to: Post | None, line: str, **content: Any) -> int:
        chat = chat or self.world.private(name)
        if reply_to:
            content["reply_to_message"] = self.world.shown(chat, reply_to)
        message = self.world.message(chat, self.world.user(name), **content)
        chat.lines.append(line)
        self._update("message", message)
        return int(message["message_id"])

    def _update(self, kind: str, content: Json) -> None:
        update = self.world.update(kind, content)
        if self._spec:
            self.deviations += self._spec.of_value("Update", update, "Update")
        self.polling.wake()


def _entities(text: str) -> Json:
    if not text.startswith("/"):
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]}


async def _break(does: str, when: str) -> None:
    if does == f"cut-{when}":
        raise CutError
    if does == f"hang-{when}":
        await asyncio.Event().wait()


def _refusal(code: int, description: str, parameters: Json | None = None, body: bytes | None = None) -> bytes:
    if body is not None:
        return response(code, body, "text/html")
    answer: Json = {"ok": False, "error_code": code, "description": description}
    return _json(code, answer | ({"parameters": parameters} if parameters else {}))


def _json(status: int, document: Json) -> bytes:
    return response(status, json.dumps(document, ensure_ascii=False).encode())
