"""The methods of the Bot API that the bot uses: each takes the world and a form and gives the result, or refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.fake_botapi.http import Form, Upload
from tests.fake_botapi.markup import MarkupError, units, visible
from tests.fake_botapi.world import BOT, Chat, Json, Post, World


class RequestError(Exception):
    """The request is refused: error code, description and parameters of the answer."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        self.code, self.description, self.parameters = code, description, parameters
        super().__init__(description)


def get_me(world: World, form: Form) -> Json:
    return BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}


def always_true(world: World, form: Form) -> bool:
    return True


def set_webhook(world: World, form: Form) -> bool:
    world.webhook = str(form.get("url", ""))
    return True


def get_webhook_info(world: World, form: Form) -> Json:
    info = {"url": world.webhook, "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    return info | ({"last_error_message": world.webhook_error} if world.webhook_error else {})


def get_chat(world: World, form: Form) -> Json:
    return _chat(world, form).json() | {"accent_color_id": 0, "max_reaction_count": 0}


def send_message(world: World, form: Form) -> Json:
    chat = _chat(world, form)
    html, text = _text(form, "text", 4096)
    if not text.strip():
        raise RequestError(400, "Bad Request: message text is empty")
    return _posted(world, chat, form, Post(0, text, html))


def send_file(world: World, form: Form) -> Json:
    chat = _chat(world, form)
    kind = "photo" if "photo" in form else "document"
    upload = form[kind]
    if not isinstance(upload, Upload):
        raise RequestError(400, "Bad Request: there is no file in the request")
    html, text = _text(form, "caption", 1024)
    return _posted(world, chat, form, Post(0, text, html, file=(upload.name, upload.content)))


def edit_message_text(world: World, form: Form) -> Json:
    chat = _chat(world, form)
    post = chat.post(int(str(form["message_id"])))
    if post is None:
        raise RequestError(400, "Bad Request: message to edit not found")
    html, text = _text(form, "text", 4096)
    rows = _rows(form)
    if (post.html, post.rows) == (html, rows):
        raise RequestError(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message",
        )
    post.text, post.html, post.rows, post.edits = text, html, rows, post.edits + 1
    chat.lines += [f"> （改）{line}" for line in text.splitlines()]
    return world.shown(chat, post)


def answer_callback_query(world: World, form: Form) -> bool:
    press = str(form["callback_query_id"])
    if press not in world.presses:
        raise RequestError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    if units(str(form.get("text", ""))) > 200:
        raise RequestError(400, "Bad Request: MESSAGE_TOO_LONG")
    world.presses[press] = str(form.get("text", ""))
    return True


def get_file(world: World, form: Form) -> Json:
    id = str(form["file_id"])
    if id not in world.files:
        raise RequestError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    name, content = world.files[id]
    return {"file_id": id, "file_unique_id": id, "file_size": len(content), "file_path": f"documents/{id}/{name}"}


METHODS: dict[str, Callable[[World, Form], Any]] = {
    "getme": get_me,
    "deletewebhook": set_webhook,
    "setwebhook": set_webhook,
    "getwebhookinfo": get_webhook_info,
    "setmycommands": always_true,
    "sendchataction": always_true,
    "getchat": get_chat,
    "sendmessage": send_message,
    "sendphoto": send_file,
    "senddocument": send_file,
    "editmessagetext": edit_message_text,
    "answercallbackquery": answer_callback_query,
    "getfile": get_file,
}


def _chat(world: World, form: Form) -> Chat:
    try:
        chat = world.chats[int(str(form["chat_id"]))]
    except (KeyError, ValueError):
        raise RequestError(400, "Bad Request: chat not found") from None
    if chat.moved_to is not None:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        raise RequestError(400, text, {"migrate_to_chat_id": chat.moved_to})
    if chat.blocked:
        raise RequestError(403, "Forbidden: bot was blocked by the user")
    return chat


def _text(form: Form, field: str, longest: int) -> tuple[str, str]:
    """A text as sent and as its reader sees it."""
    html = str(form.get(field, ""))
    try:
        text = visible(html) if form.get("parse_mode") == "HTML" else html
    except MarkupError as wrong:
        raise RequestError(400, f"Bad Request: {wrong}") from None
    if units(text) > longest:
        raise RequestError(400, f"Bad Request: {field if field != 'text' else 'message'} is too long")
    return html, text


def _rows(form: Form) -> list[list[Json]]:
    rows = json.loads(str(form.get("reply_markup", "{}"))).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise RequestError(400, "Bad Request: BUTTON_DATA_INVALID")
        if not button["text"].strip():
            raise RequestError(400, "Bad Request: BUTTON_TEXT_INVALID")
    if sum(map(len, rows)) > 100:
        raise RequestError(400, "Bad Request: REPLY_MARKUP_TOO_LONG")
    return rows


def _posted(world: World, chat: Chat, form: Form, post: Post) -> Json:
    answered = json.loads(str(form.get("reply_parameters", "{}")))
    post.rows = _rows(form)
    post.reply_to = answered.get("message_id")
    post.id = next(world.message_ids)
    post.moment = world.clock()
    chat.posts.append(post)
    chat.lines += [f"> {line}" for line in post.text.splitlines()]
    chat.lines += ["> " + " ".join(f"[{b['text']}]" for b in row) for row in post.rows]
    if post.file:
        chat.lines.append(f"> 〔{post.file[0]}〕")
    return world.shown(chat, post)
