"""Telegram as a channel, through python-telegram-bot's Bot; its Updater is not used, since it confirms updates to
Telegram before anybody has handled them, ends at the first 401 or 404, and is blocked for ever by an update that it
cannot parse.

Here updates are asked for raw. They go into the inbox, and only the *next* question, with the offset behind them,
tells Telegram that we have them. What goes wrong is waited out: a wrong token slowly and loudly, another bot on the
same token, a network without a way out.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from time import monotonic
from typing import Any

from httpx import InvalidURL
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

from bot import settings
from bot.channels.base import Abilities, Inbox, Key, Outcome, Outgoing, Sent
from bot.channels.telegram_errors import REJECTED_PAUSE, brief, outcome_of, say_failure, seconds_of, unchanged
from bot.channels.telegram_reading import KINDS, Me, Raw, read_update, stamped
from bot.dialogue.answers.proving import LARGEST
from bot.dialogue.incoming import Incoming
from bot.errors import ChannelError

log = logging.getLogger(__name__)

PICTURES = (".png", ".jpg", ".jpeg")
LONGEST_PAUSE = 30.0
POLL = 30
UPLOAD_SECONDS = 120
PRESS_SECONDS = 3
SILENCE = 120.0
"""Seconds beyond a poll after which a question for updates should have been answered."""


class Telegram:
    """The Telegram channel. `poll` is how many seconds Telegram holds a question for updates open, `first_pause` the
    seconds to wait after a first failure (they double up to 30), `timeout` the seconds to wait for the answer to what
    we send. `now` stamps what comes in. Raises ChannelError where the proxy's address is none."""

    name = "telegram"
    abilities = Abilities(text=4096, buttons=100, edit=True, files=True, per_second=25, per_chat=1, per_group=20)

    def __init__(
        self,
        token: str,
        where: settings.Telegram,
        *,
        poll: int = POLL,
        first_pause: float = 1.0,
        timeout: float = 20.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._poll, self._first_pause, self._now = poll, first_pause, now
        self._answered_at = monotonic()
        bot_url, file_url = base_urls(where.base_url)
        self._talking, self._polling = _requests(64, where.proxy, timeout), _requests(1, where.proxy, timeout)
        self._bot = Bot(
            token,
            base_url=bot_url,
            base_file_url=file_url,
            request=self._talking,
            get_updates_request=self._polling,
        )
        number = token.partition(":")[0]
        self._me = Me(int(number) if number.isdecimal() else 0)

    # ---- what comes in ----------------------------------------------------------------------------------------------

    async def run(self, inbox: Inbox) -> None:
        """Receives until cancelled; every failure is waited out."""
        warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)
        last = inbox.last(self.name)
        offset = int(last) + 1 if last else 0
        pause, introduced = 0.0, False
        while True:
            try:
                introduced = introduced or await self._introduce()
                offset = await self._receive(inbox, offset)
            except Exception as error:  # receiving never ends of itself: whatever it is, it is said and waited out
                pause = self._pause_after(error, pause)
                say_failure(error, pause)
                await asyncio.sleep(pause)
                continue
            self._answered_at = monotonic()
            if pause:
                log.warning("telegram-back: Telegram answers again")
            pause = 0.0

    async def check(self) -> str:
        """The bot's name at Telegram, for trying a token out. Raises ChannelError where Telegram does not give it."""
        try:
            return (await self._bot.get_me()).username or ""
        except TelegramError as error:
            raise ChannelError(f"Telegram 没有接受这个令牌：{brief(error)}") from error

    async def probe(self) -> str:
        """What keeps us from receiving or sending at this moment (Chinese); empty where nothing does."""
        try:
            await self._bot.get_me()
        except TelegramError as error:
            return f"连不上 Telegram：{brief(error)}"
        silent = monotonic() - self._answered_at
        return f"已有 {silent / 60:.0f} 分钟没有取到 Telegram 的消息" if silent > self._poll + SILENCE else ""

    def read(self, raw: Raw) -> Incoming | None:
        """An update in our terms; see `telegram_reading`."""
        return read_update(raw, self._me)

    async def _introduce(self) -> bool:
        """Learns our own name, and ends a webhook that would keep updates from us."""
        me = await self._bot.get_me()
        self._me = Me(me.id, me.username or "", bool(me.can_read_all_group_messages))
        await self._bot.delete_webhook()
        log.info("telegram-ready: receiving as @%s", self._me.username)
        return True

    async def _receive(self, inbox: Inbox, offset: int) -> int:
        """Asks once and keeps what came; the offset that confirms it. The last id of the batch counts, not the highest
        ever: after a week of silence Telegram begins anew with lower ids."""
        batch: list[dict[str, Any]] = await self._bot.do_api_request(
            "getUpdates",
            {"offset": offset, "timeout": self._poll, "allowed_updates": list(KINDS)},
            read_timeout=self._poll + 10,
        )
        if not batch:
            return offset
        at = self._now()
        await inbox.keep(self.name, [(str(raw["update_id"]), stamped(raw, self._me, at, batch)) for raw in batch])
        return int(batch[-1]["update_id"]) + 1

    def _pause_after(self, error: Exception, pause: float) -> float:
        if isinstance(error, RetryAfter):
            return seconds_of(error)
        longest = self._first_pause * LONGEST_PAUSE
        if isinstance(error, InvalidToken):
            return min(longest, REJECTED_PAUSE)
        return min(max(self._first_pause, 2 * pause), longest)

    # ---- what goes out ----------------------------------------------------------------------------------------------

    async def send(self, out: Outgoing) -> Outcome:
        """Hands one part over."""
        try:
            sent = await self._bot.send_message(
                int(out.chat),
                out.text,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_keyboard(out.rows),
                reply_parameters=_answered(out.reply_to),
            )
        except TelegramError as error:
            return outcome_of(error)
        return Sent(str(sent.message_id))

    async def edit(self, ref: str, out: Outgoing) -> Outcome:
        """Replaces a sent message. One that already reads so is a success."""
        try:
            await self._bot.edit_message_text(
                out.text,
                int(out.chat),
                int(ref),
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_keyboard(out.rows),
            )
        except TelegramError as error:
            return Sent(ref) if unchanged(error) else outcome_of(error)
        return Sent(ref)

    async def answer(self, press: str, text: str) -> None:
        """Ends the waiting sign of a pressed button (Telegram shows at most 200 characters)."""
        try:
            await self._bot.answer_callback_query(press, text[:200] or None, read_timeout=PRESS_SECONDS)
        except TelegramError as error:
            log.info("telegram-press: a button's waiting sign did not end (%s)", brief(error))

    def is_group(self, chat: str) -> bool:
        """Groups have negative addresses at Telegram."""
        return chat.startswith("-")

    async def put_file(self, chat: str, name: str, content: bytes, caption: str = "") -> Outcome:
        """Hands a file over: a picture so that it is seen at once, anything else as a document."""
        put = self._bot.send_photo if name.lower().endswith(PICTURES) else self._bot.send_document
        try:
            sent = await put(
                int(chat),
                BytesIO(content),
                caption=caption,
                filename=name,
                parse_mode=ParseMode.HTML,
                read_timeout=UPLOAD_SECONDS,
                write_timeout=UPLOAD_SECONDS,
            )
        except TelegramError as error:
            return outcome_of(error)
        return Sent(str(sent.message_id))

    async def get_file(self, file: str) -> bytes:
        """The content of a file that came in. Raises ChannelError, also for one that is too large."""
        try:
            found = await self._bot.get_file(file)
            if (size := found.file_size or 0) > LARGEST:
                raise ChannelError(f"文件太大（{size / 1e6:.0f} MB），没有取")
            return bytes(await found.download_as_bytearray())
        except TelegramError as error:
            raise ChannelError(f"文件没有取到：{brief(error)}") from error

    async def close(self) -> None:
        """Lets go of connections."""
        await asyncio.gather(self._talking.shutdown(), self._polling.shutdown())


def base_urls(base_url: str) -> tuple[str, str]:
    """The addresses of methods and of files at a Bot API server, given with or without its trailing `/bot`; if none is,
    Telegram's own. (The library takes the first literally and never derives the second from it.)"""
    root = (base_url or "https://api.telegram.org").rstrip("/").removesuffix("/bot").rstrip("/")
    return f"{root}/bot", f"{root}/file/bot"


def _requests(connections: int, proxy: str, timeout: float) -> HTTPXRequest:
    try:
        return HTTPXRequest(
            connections,
            proxy=proxy or None,
            read_timeout=timeout,
            write_timeout=timeout,
            connect_timeout=timeout,
            pool_timeout=timeout,
        )
    except (ValueError, InvalidURL) as wrong:
        example = "http://127.0.0.1:7890、socks5://127.0.0.1:1080"
        raise ChannelError(f"config/settings.toml 的 [telegram] proxy 不是代理地址，应写成 {example} 这样") from wrong


def _keyboard(rows: Sequence[Sequence[Key]]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(k.label, callback_data=k.key) for k in row] for row in rows])


def _answered(ref: str | None) -> ReplyParameters | None:
    """The message answered; where it was deleted meanwhile, the answer goes out all the same."""
    return ReplyParameters(int(ref), allow_sending_without_reply=True) if ref else None
