"""Where in a JSON text a value stands, and what is wrong with a text that is none. Lines count from 1."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.errors import FileError, Problem
from bot.store.complaints import Keys

_SPACE = re.compile(r"[ \t\n\r]*")
Member = tuple[str | int, int, int]
"""Of an object or array: key or index, where that begins, where its value begins."""
_SKIP = json.JSONDecoder().raw_decode


class _Twice(dict[str, Any]):
    """An object in which the keys `again` stand more than once."""

    again: tuple[str, ...] = ()


def read_json(text: str) -> tuple[Any, list[tuple[Keys, str]]]:
    """The value of a JSON text, and each key that stands more than once in one object: the object's path, and the key.
    Raises ValueError (JSONDecodeError with the place) or RecursionError."""
    twice: list[_Twice] = []

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) == len(pairs):
            return value
        twice.append(_twice(pairs))
        return twice[-1]

    value = json.loads(text, object_pairs_hook=made, parse_constant=_refuse)
    return value, list(_find_twice(value)) if twice else []


def parse(path: Path, text: str) -> tuple[Any, list[tuple[Keys, str]]]:
    """As `read_json`, of the file at the path. Raises FileError with the line where the text is no JSON."""
    try:
        return read_json(text)
    except json.JSONDecodeError as error:
        raise FileError([Problem(path, *syntax_mistake(error))]) from error
    except (ValueError, RecursionError) as error:
        says = f"有一个值不能用在这里（{error}）：数字写普通的数，括号不要一层套一层"
        raise FileError([Problem(path, None, says)]) from error


def twice_says(key: str, lines: list[int]) -> str:
    """What is said of a key that stands on each of these lines of one object."""
    return f"{key} 写了 {len(lines)} 次（第 {'、'.join(map(str, lines))} 行），请只留一个"


def _twice(pairs: list[tuple[str, Any]]) -> _Twice:
    keys = [key for key, _ in pairs]
    value = _Twice(pairs)
    value.again = tuple(key for key in value if keys.count(key) > 1)
    return value


def _find_twice(value: Any, at: Keys = ()) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, _Twice):
        yield from ((at, key) for key in value.again)
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in members:
        if isinstance(inner, dict | list):
            yield from _find_twice(inner, (*at, step))


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


class Places:
    """Lines of the values in a JSON text, which must be valid. Looks only where it is asked to, and skips the rest."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._known: dict[int, list[Member]] = {}

    def line(self, path: Keys) -> int:
        """The line on which the key or element at the path begins; of its nearest ancestor where it does not exist."""
        start, at = self._begin(), self._begin()
        for step in path:
            member = self._member(at, step)
            if member is None:
                break
            _, start, at = member
        return self._line_of(start)

    def lines(self, path: Keys, key: str) -> list[int]:
        """All lines on which the key stands in the object at the path."""
        at = self._begin()
        for step in path:
            member = self._member(at, step)
            at = member[2] if member else at
        return [self._line_of(start) for k, start, _ in self._members(at) if k == key]

    def _begin(self) -> int:
        return _past_space(self._text, 0)

    def _line_of(self, offset: int) -> int:
        return bisect_left(self._breaks, offset) + 1

    def _member(self, at: int, step: str | int) -> Member | None:
        members = self._members(at)
        if isinstance(step, int):
            return members[step] if step < len(members) else None
        return next((m for m in reversed(members) if m[0] == step), None)

    def _members(self, at: int) -> list[Member]:
        """The members of the object or array that begins at the offset; a plain value has none."""
        if at not in self._known:
            self._known[at] = list(_members(self._text, at)) if self._text[at] in "{[" else []
        return self._known[at]


def _members(text: str, at: int) -> Iterator[Member]:
    key: str | int
    index, end = 0, _past_space(text, at + 1)
    while text[end] not in "]}":
        start = end
        if text[at] == "{":
            key, end = _SKIP(text, end)
            end = _past_space(text, _past_space(text, end) + 1)
        else:
            key = index
        yield key, start, end
        _, end = _SKIP(text, end)
        end = _past_space(text, end)
        if text[end] == ",":
            end = _past_space(text, end + 1)
        index += 1


def _past_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


# ---- a text that is no JSON -----------------------------------------------------------------------------------------

_CHINESE_MARKS = {"逗号": "，、", "冒号": "：", "引号": "“”‘’「」", "括号": "【】｛｝［］"}


def syntax_mistake(error: json.JSONDecodeError) -> tuple[int, str]:
    """The line to look at and what is probably wrong there (Chinese)."""
    text, pos = error.doc, error.pos
    before = text[:pos].rstrip()
    here, last = text[pos : pos + 1], before[-1:]
    line = error.lineno
    for name, marks in _CHINESE_MARKS.items():
        if here and here in marks:
            return line, f"用了中文{name} {here}，请改成英文的"
    if not here:
        return before.count("\n") + 1, "文件到这里就结束了，前面有括号或引号没有配对"
    if error.msg.startswith("Expecting ','"):
        return before.count("\n") + 1, "这一行末尾可能少了一个逗号"
    if last == "," and here in "]}":
        return before.count("\n") + 1, "最后一项后面多了一个逗号，请去掉"
    return line, next((says for begins, says in _SYNTAX.items() if error.msg.startswith(begins)), "这里写得不对")


_SYNTAX = {
    "Expecting property name enclosed in double quotes": "字段名要用英文双引号括起来",
    "Expecting value": "这里应有一个值：文字要加英文双引号，没有就写 null",
    "Expecting ':' delimiter": "字段名后面少了英文冒号",
    "Unterminated string starting at": '引号没有配对，或文字里夹了没有写成 \\" 的双引号',
    "Invalid control character at": "一段文字里不能换行，换行请写成 \\n；也可能是上一个引号没有配对",
    "Invalid \\escape": "反斜杠要写成两个 \\\\",
    "Invalid \\uXXXX escape": "\\u 后面要有四位十六进制数；反斜杠本身要写成两个 \\\\",
    "Extra data": "文件应当在前面就结束了，后面多出内容或多了一个括号",
}
