"""`init`: makes a home step by step. Every step can be skipped, what is there already stays as it is, and done again it
goes on with what is missing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.channels.telegram import Telegram
from bot.commands.invite import invite
from bot.commands.plans import import_plans
from bot.errors import DubanError
from bot.given import SHIPPED
from bot.model import Person
from bot.store.config import TOKEN, load_people, load_settings
from bot.store.disk import disk_error, make_folder, replace_file
from bot.store.record import Record

Ask = Callable[[str], str]
Tell = Callable[[str], None]

TRIES = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known beforehand; what is None is asked for. `token` is checked with the chat service unless `offline`;
    `people` is a file to copy, `admin` the id who gets a code, `plan` the first plan, with the short name `code`."""

    token: str | None = None
    name: str | None = None
    office: str | None = None
    proxy: str | None = None
    people: Path | None = None
    admin: str | None = None
    plan: Path | None = None
    code: str | None = None
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """Who is led through the steps: `ask` gives an answer (empty to skip; always, where nobody is there), `ask_secret`
    one that is not shown, `tell` says something."""

    ask: Ask
    ask_secret: Ask
    tell: Tell


def init(home: Path, wanted: Wanted, guide: Guide, now: datetime) -> int:
    """Makes what the home lacks; 0, or 1 where a plan was bad or not to be written. Raises DubanError where the disk, a
    file or the token is no good; what was made until then stays."""
    make_folder(home / "config")
    guide.tell(f"在 {home.resolve()} 建立工作文件夹。每一步都可以直接回车跳过，已有的文件不会改动。")
    _people(home, wanted, guide)
    _settings(home, wanted, guide)
    _token(home, wanted, guide)
    failed = _plan(home, wanted, guide)
    _admin(home, wanted, guide, now)
    guide.tell("\n".join(_left(home)))
    return failed


# ---- the steps ------------------------------------------------------------------------------------------------------


def _people(home: Path, wanted: Wanted, guide: Guide) -> None:
    path = home / "config" / "people.toml"
    if path.exists():
        return guide.tell(f"名单：已有 {path}，没有改动。")
    answer = wanted.people or guide.ask("名单文件 people.toml 的位置（回车：用自带的样本，以后再改）")
    source = Path(answer) if answer else SHIPPED / "people.toml"
    _put(path, _read(source))
    try:
        count = len(load_people(home))
    except DubanError:
        path.unlink()
        raise
    return guide.tell(f"名单：已从 {source} 复制，共 {count} 人，请按实际修改 {path}。")


def _settings(home: Path, wanted: Wanted, guide: Guide) -> None:
    path = home / "config" / "settings.toml"
    if path.exists():
        return guide.tell(f"设置：已有 {path}，没有改动。")
    asked = {
        '# name = "开发区"': (wanted.name, "本单位的名称，例如 蔡家坡经开区（回车：开发区）"),
        '# office = "督查室"': (wanted.office, "督查机构的名称（回车：督查室）"),
        '# proxy = ""': (wanted.proxy, "上 Telegram 用的代理，例如 http://127.0.0.1:7890（回车：不用）"),
    }
    text = _read(SHIPPED / "settings.toml").decode()
    for line, (known, question) in asked.items():
        if answer := known or guide.ask(question):
            value = json.dumps(answer.strip(), ensure_ascii=False)
            text = text.replace(f"\n{line}\n", f"\n{line[2:].partition('=')[0]}= {value}\n", 1)
    _put(path, text.encode())
    load_settings(home)
    return guide.tell(f"设置：已写入 {path}，其余各项都是默认值。")


def _token(home: Path, wanted: Wanted, guide: Guide) -> None:
    path = home / ".env"
    if path.exists():
        return guide.tell(f"令牌：已有 {path}，没有改动。")
    token, name = _checked(home, wanted, guide)
    if not token:
        return guide.tell(f"令牌：跳过。向 Telegram 的 @BotFather 申请后写进 {path}：{TOKEN}=…")
    _put(path, f"{TOKEN}={token}\n".encode())
    return guide.tell(f"令牌：已写入 {path}{f'，机器人是 @{name}' if name else ''}。")


def _checked(home: Path, wanted: Wanted, guide: Guide) -> tuple[str, str]:
    """The token and the bot's name; both empty where there is none. One that is refused may be typed anew."""
    token = wanted.token or ""
    for tried in range(TRIES):
        token = token or guide.ask_secret("机器人令牌（输入时不显示；回车：以后再填）").strip()
        if not token or wanted.offline:
            break
        try:
            return token, asyncio.run(_name_of(home, token))
        except DubanError as error:
            if wanted.token or tried == TRIES - 1:
                raise
            guide.tell(str(error))
            token = ""
    return token, ""


async def _name_of(home: Path, token: str) -> str:
    channel = Telegram(token, load_settings(home).telegram)
    try:
        return await channel.check()
    finally:
        await channel.close()


def _plan(home: Path, wanted: Wanted, guide: Guide) -> int:
    answer = wanted.plan or guide.ask("第一份工作要点（txt、Word、PDF、Excel、网页；回车：以后再导入）")
    if not answer:
        guide.tell("计划：跳过。以后用 import 导入。")
        return 0
    code = wanted.code or (None if wanted.plan else guide.ask("这份计划的简称，用作任务编号的开头（回车：用文件名）"))
    return import_plans([Path(answer)], home=home, code=code or None, yes=wanted.plan is not None)


def _admin(home: Path, wanted: Wanted, guide: Guide, now: datetime) -> None:
    admins = [person for person in load_people(home) if "admin" in person.roles]
    if wanted.admin is None and not admins:
        return guide.tell('管理员：名单里没有。请给督查室的人写上 roles = ["admin"]，再用 invite 发绑定码。')
    if wanted.admin is None and not _agrees(home, admins[0], guide):
        return None
    code, until = invite(home, wanted.admin or admins[0].id, now)
    return guide.tell(f"管理员：请给机器人发送 /start {code}（一人一码，{until:%Y-%m-%d %H:%M} 前有效）")


def _agrees(home: Path, admin: Person, guide: Guide) -> bool:
    """Whether the admin, if not bound yet, is to get a code now."""
    if admin.id in Record.open(home).states.accounts:
        return False
    answer = guide.ask(f"现在就给管理员“{admin.name}”发绑定码吗？（y：发；回车：以后再发）")
    return answer.strip().lower() in ("y", "yes", "是")


# ---- what is left, and files ----------------------------------------------------------------------------------------


def _left(home: Path) -> Iterator[str]:
    yield "接下来："
    if not (home / "tasks.json").exists():
        yield "  import 工作要点.docx    读计划，写进 tasks.json"
    yield "  check                  看看有没有写错的地方"
    yield "  assign --all           立项交办"
    yield "  invite 编号            给每位责任领导发绑定码"
    yield "  run                    启动机器人"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise disk_error(path, "读", error) from error


def _put(path: Path, content: bytes) -> None:
    try:
        replace_file(path, content)
    except OSError as error:
        raise disk_error(path, "写", error) from error
