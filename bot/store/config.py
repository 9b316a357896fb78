"""config/: who is there and what is set. A missing file leaves the defaults; a wrong one is named by its lines."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.errors import FileError, Problem
from bot.model import Person, Stated
from bot.reports.appraisal.rules import AppraisalRules
from bot.settings import Settings
from bot.store.complaints import Complaint, Keys, complaints, nearest
from bot.store.disk import decoded, disk_error
from bot.store.tomlplaces import TomlPlaces, syntax_mistake

TOKEN = "TELEGRAM_BOT_TOKEN"

AnyStated = TypeVar("AnyStated", bound=Stated)


class People(Stated):
    """config/people.toml as a whole."""

    person: tuple[Person, ...] = ()


def load_people(home: Path) -> tuple[Person, ...]:
    """The people of a home in the order of the file. Raises FileError with every mistake, StoreError where the disk
    refuses."""
    return _load(home / "config" / "people.toml", People, _broken_people).person


def load_settings(home: Path) -> Settings:
    """What a home sets, the rest by default. Raises FileError with every mistake, StoreError where the disk refuses."""
    return _load(home / "config" / "settings.toml", Settings, lambda _: [])


def load_appraisal(home: Path) -> AppraisalRules:
    """By which rules a home appraises, the rest by default. Raises FileError with every mistake, StoreError where the
    disk refuses."""
    return _load(home / "config" / "appraisal.toml", AppraisalRules, lambda _: [])


def load_token(home: Path, environ: Mapping[str, str]) -> str | None:
    """The bot's token: from the environment, else from HOME/.env; None where neither has one."""
    return environ.get(TOKEN, "").strip() or _from_env_file(home / ".env") or None


def _load(path: Path, model: type[AnyStated], rules: Callable[[AnyStated], Iterable[Complaint]]) -> AnyStated:
    text = _text(path)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileError([Problem(path, *syntax_mistake(error, text))]) from error
    try:
        stated = model.model_validate(document)
        found = list(rules(stated))
    except ValidationError as error:
        found = list(complaints(error, model, entry_of="person"))
    if found:
        raise FileError(_problems(path, found, document, TomlPlaces(text)))
    return stated


def _problems(path: Path, found: Sequence[Complaint], document: Mapping[str, Any], places: TomlPlaces) -> list[Problem]:
    problems = [Problem(path, places.line(c.path), _whose(c.path, document) + c.told(places)) for c in found]
    return sorted(problems, key=lambda problem: problem.line or 0)


def _whose(path: Keys, document: Mapping[str, Any]) -> str:
    """`zhaoshang：`, the person whose entry a path leads into; nothing elsewhere."""
    if len(path) < 2 or path[0] != "person" or not isinstance(path[1], int):
        return ""
    entry = document["person"][path[1]]
    name = entry.get("id") if isinstance(entry, dict) else None
    return f"{name}：" if isinstance(name, str) else f"第 {path[1] + 1} 个人："


def _broken_people(people: People) -> Iterator[Complaint]:
    first: dict[str, int] = {}
    for index, person in enumerate(people.person):
        before = first.setdefault(person.id, index)
        if before != index:
            says = "这个 id 已经用在{other}的人身上，两个人不能同号，请改其中一个"
            yield Complaint(("person", index, "id"), says, ("person", before, "id"))
    for index, person in enumerate(people.person):
        yield from _bad_person(("person", index), person, first)


def _bad_person(at: Keys, person: Person, known: Mapping[str, int]) -> Iterator[Complaint]:
    if not person.id or person.id != person.id.strip() or "/" in person.id:
        yield Complaint((*at, "id"), "id 不能为空，前后不能有空格，中间不能有 /")
    for key, other in (("liaison", person.liaison), ("deputy", person.deputy)):
        if other == person.id:
            yield Complaint((*at, key), f"{key} 写了自己，请写另一个人的 id，或删去这一行")
        elif other is not None and other not in known:
            guess = nearest(other, set(known))
            says = f"是不是 {guess}？" if guess else "请先加上这个人，或删去这一行"
            yield Complaint((*at, key), f"{key} “{other}” 不是这里任何人的 id，{says}")


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise disk_error(path, "读", error) from error
    return decoded(path, content).replace("\r\n", "\n")


def _from_env_file(path: Path) -> str:
    """The token as .env files are written: `NAME=value`, with or without `export` and quotes; # begins a comment."""
    for line in _text(path).splitlines():
        name, _, value = line.strip().removeprefix("export ").partition("=")
        if name.strip() == TOKEN:
            return value.split(" #")[0].strip().strip("\"'")
    return ""
