"""tasks.json as a TinyDB storage: a list in the order of the plan, replaced in one step, laid out for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from bot.errors import FileError, Problem, StoreError
from bot.store.complaints import Keys
from bot.store.disk import decoded, disk_error, replace_file
from bot.store.jsonplaces import Places, parse

TABLE = "tasks"
SCHEMA = 1
SCHEMA_KEY = "$schema"
_plain = json.JSONEncoder(ensure_ascii=False).encode
EMPTY = f'{{"schema": {SCHEMA}, "tasks": []}}\n'


class WholeFile(Storage):
    """`{"schema": 1, "tasks": [...]}` on disk, one TinyDB table in memory with ids 1, 2, 3… in the order of the list.

    A `$schema` beside them is kept in `schema`. `text` is what was read last, `twice` the keys that stood in it twice
    in one object (its path, the key). What a person changed since then is never overwritten: `write` raises
    StoreError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = EMPTY
        self.twice: list[tuple[Keys, str]] = []
        self._read_as: str | None = None
        self.schema: str | None = None

    def read(self) -> dict[str, dict[str, Any]]:
        """The tasks as tables; a file that is missing has none. Raises FileError where it is not even such a list."""
        content = self.content()
        self._read_as = _mark(content)
        self.text = EMPTY if content is None else decoded(self.path, content)
        value, self.twice = parse(self.path, self.text)
        if mistakes := list(_frame_mistakes(value)):
            places = Places(self.text)
            raise FileError([Problem(self.path, places.line(at), says) for at, says in mistakes])
        self.schema = value.get(SCHEMA_KEY)
        return {TABLE: {str(number): entry for number, entry in enumerate(value[TABLE], start=1)}}

    @property
    def missing(self) -> bool:
        """Whether there was no file when it was last looked at."""
        return self._read_as is None

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Replaces the file. Raises StoreError where it is no longer as it was read, or the disk refuses."""
        self._replace(layout(data.get(TABLE, {}).values(), self.schema).encode())

    def name_schema(self, named: str) -> None:
        """Puts `$schema` at the head of a file that has none; nothing else is moved. Raises as `write`."""
        self._replace(self.text.replace("{", f"{{{_plain(SCHEMA_KEY)}: {_plain(named)}, ", 1).encode())
        self.schema = named

    def _replace(self, content: bytes) -> None:
        if _mark(self.content()) != self._read_as:
            raise StoreError(f"{self.path} 刚刚被别人改过，没有写入，以免盖掉那些改动。请看过之后再运行一次。")
        try:
            replace_file(self.path, content)
        except OSError as error:
            raise disk_error(self.path, "写", error) from error
        self._read_as = _mark(content)

    def content(self) -> bytes | None:
        """The bytes of the file; None where there is none. Raises StoreError."""
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise disk_error(self.path, "读", error) from error


def layout(entries: Iterable[Mapping[str, Any]], schema: str | None = None) -> str:
    """The text of the file: a key a line, so that a clerk can copy a block and a mistake has a line of its own.
    `schema`: what `$schema` says."""
    blocks = ",\n".join(map(_block, entries))
    named = "" if schema is None else f"{_plain(SCHEMA_KEY)}: {_plain(schema)}, "
    tasks = f"[\n{blocks}\n]" if blocks else "[]"
    return f'{{{named}"schema": {SCHEMA}, "tasks": {tasks}}}\n'


def _block(entry: Mapping[str, Any]) -> str:
    lines = ",\n".join(f"    {_plain(key)}: {_value(value)}" for key, value in entry.items())
    return f"  {{\n{lines}\n  }}"


def _value(value: Any) -> str:
    """A list of parts has a line for each part; anything else stands on one line."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"      {_plain(part)}" for part in value) + "\n    ]"
    return _plain(value)


def _mark(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()


def _schema_says(schema: object) -> str:
    if isinstance(schema, int) and schema > SCHEMA:
        return f"这是更新的版本写的（schema {schema}，本程序只认到 {SCHEMA}）。请升级程序，或用写它的那个程序打开"
    return f'应当写 "schema": {SCHEMA}'


def _frame_mistakes(value: Any) -> Iterator[tuple[Keys, str]]:
    """What is wrong around the tasks, each with the path to it."""
    if not isinstance(value, dict):
        yield (), f'最外层应当是 {{"schema": {SCHEMA}, "tasks": [...]}}'
        return
    for key in value.keys() - {"schema", TABLE, SCHEMA_KEY}:
        yield (key,), f"未知字段 {key}，最外层只有 schema 和 tasks"
    if not isinstance(value.get(SCHEMA_KEY, ""), str):
        yield (SCHEMA_KEY,), f'{SCHEMA_KEY} 应当是一个文件名，如 "./tasks.schema.json"，或者删去这一行'
    if value.get("schema") != SCHEMA:
        yield ("schema",), _schema_says(value.get("schema"))
    if not isinstance(value.get(TABLE), list):
        yield (TABLE,), '应当有 "tasks": [...]，里面是一项项任务'
        return
    for index, entry in enumerate(value[TABLE]):
        if not isinstance(entry, dict):
            yield (TABLE, index), f"tasks 第 {index + 1} 项应当是花括号里的一组字段"
