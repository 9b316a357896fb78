"""Where in a TOML text a value stands, and what is wrong with a text that is none. Lines count from 1."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from bot.store.complaints import Keys

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ASSIGNED = re.compile(rf"\s*({_DOTTED})\s*=")
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')
_TRIPLE = re.compile(r'"""|' + "'''")


class TomlPlaces:
    """Lines of tables and keys in a TOML text, which must be valid; what stands inside a value has the value's line."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Keys, int] = {}
        self._counts: dict[Keys, int] = {}
        table: Keys = ()
        for number, line in _statements(text):
            if header := _HEADER.match(line):
                table = self._table(_keys(header[2]), repeated=header[1] == "[[")
                self._lines[table] = number
                self._lines.setdefault(tuple(step for step in table if isinstance(step, str)), number)
            elif assigned := _ASSIGNED.match(line):
                self._lines[table + _keys(assigned[1])] = number

    def line(self, path: Keys) -> int | None:
        """The line of the key at the path, or of the nearest one around it; None where that is the whole file."""
        return next((self._lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._lines), None)

    def _table(self, keys: Keys, *, repeated: bool) -> Keys:
        """The way to a table that a header opens: repeated ones are counted, and later ones lie in the last of them."""
        path: Keys = ()
        for key in keys[:-1]:
            path = (*path, key)
            path = (*path, self._counts[path] - 1) if path in self._counts else path
        path = (*path, keys[-1])
        if not repeated:
            return path
        self._counts[path] = self._counts.get(path, 0) + 1
        return (*path, self._counts[path] - 1)


def syntax_mistake(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, str]:
    """The line to look at and what is probably wrong there (Chinese)."""
    message, lines = str(error), text.splitlines()
    found = re.search(r"at line (\d+), column (\d+)", message)
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), 0)
    if found and lines[line - 1 : line] and lines[line - 1][column - 1 : column] in _CHINESE_MARKS:
        return line, f"用了中文标点 {lines[line - 1][column - 1]}，请改成英文的"
    return line, next((says for begins, says in _SYNTAX.items() if message.startswith(begins)), "这里写得不对")


_CHINESE_MARKS = set("“”‘’，：＝【】「」")


_SYNTAX = {
    "Expected '='": "字段名后面少了英文等号 =",
    "Cannot overwrite": "这个字段前面已经写过，请只留一个",
    "Cannot declare": "这个表前面已经写过，请只留一个；要加一条，表头写两层方括号",
    "Cannot mutate": "这个字段前面已经写过，请只留一个",
    "Duplicate": "这个字段前面已经写过，请只留一个",
    "Invalid value": "值写得不对：文字要加英文双引号，是否写 true 或 false，没有就整行删去",
    "Invalid initial character": "字段名写得不对，也可能用了中文标点或少了引号",
    "Illegal character": "引号没有配对，或一段文字里换了行",
    "Unterminated string": "引号没有配对",
    "Unclosed array": "方括号没有配对，或两项之间少了英文逗号",
    "Unclosed inline table": "花括号没有配对，或两项之间少了英文逗号",
    "Expected newline": "一行只写一个字段；也可能值没有加英文双引号",
    "Expected ']'": "表头的方括号没有配对",
    "Unescaped": "反斜杠要写成两个 \\\\",
    "Invalid escape": "反斜杠要写成两个 \\\\",
    "Invalid statement": "这一行读不懂，应当写成 字段 = 值",
}


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The lines on which a statement begins; the further lines of a list or a long text are left out."""
    depth, until = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if depth == 0 and not until:
            yield number, line
        rest, until = _outside(line, until)
        bare = _QUOTED.sub("", rest)
        depth += sum(bare.count(b) for b in "[{") - sum(bare.count(b) for b in "]}")


def _outside(line: str, until: str) -> tuple[str, str]:
    """What of a line stands outside long texts, and the mark that ends the long text still open behind it."""
    outside = ""
    while True:
        if until:
            _, found, line = line.partition(until)
            if not found:
                return outside, until
            until = ""
        opened = _TRIPLE.search(line)
        if not opened:
            return outside + line, ""
        outside, until, line = outside + line[: opened.start()], opened[0], line[opened.end() :]


def _keys(dotted: str) -> tuple[str, ...]:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, dotted))
