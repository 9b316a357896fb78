"""Normalising that never moves a character: the result is as long as the text, so every offset stays true."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

JOINER = "\u2060"
"""Stands where a line break only wraps a sentence; words and numbers go on across it."""

MONTH_BEHIND_POINT = r"(?:1[0-2]|[1-9])月(?!份额)"
"""No fraction ends before a month: `1.6月底前` is the first point and June, `2024.6月` a year and its month."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u200a\u202f\t\r\x0b\ufeff"), " ")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－～〜∼﹣"), "-")
_SMALL: dict[int, int | str] = dict(zip(map(ord, "﹒﹪﹐﹔﹕﹑"), ".%,;:、", strict=True))
_DOTS = dict.fromkeys(map(ord, "•‧∙・●"), "·")
_PAGES = {ord("\x0c"): "\n", ord("\u2028"): "\n", ord("\u2029"): "\n", ord("\x85"): "\n"}
_TABLE: dict[int, int | str] = {**_FULL_WIDTH, **_SPACES, **_DASHES, **_SMALL, **_DOTS, **_PAGES, ord("○"): "〇"}

_LONG_LINE = re.compile(r"(?m)^[^\r\n]{300,}")

ENDING = "。;；:：!！?？…"
"""What ends a sentence or announces a list; a line that ends so is not wrapped."""

_WRAP_WIDTH = 20
_HEADING = re.compile(
    r"\s*(?:#|第[一二三四五六七八九十]{1,3}[部章篇]|[一二三四五六七八九十]{1,3}、|"
    r"\([一二三四五六七八九十]{1,3}\))[^。]*$"
)
_STARTS_POINT = re.compile(
    r"\s*(?:[#>*|+-]|第?[一二三四五六七八九十]{1,3}[、.,是要](?![一二三四五六七八九十]、)|[(\[【][^()]{1,4}[)\]】]|\d{1,3}[.、)]\D|[①-⑳⒈-⒛]|"
    r"专栏|附件|[^\n]{2,12}:)"
)


def normalise(text: str) -> str:
    """Full-width letters, digits and punctuation to half-width, odd spaces and dashes to plain ones, one for one.

    In a document that came on one long line the indents inside it (two wide spaces) become line breaks."""
    return _LONG_LINE.sub(lambda line: line[0].replace("\u3000\u3000", "\n\n"), text).translate(_TABLE)


def unwrap(text: str, kept: Collection[int] = ()) -> str:
    """Normalised text whose line breaks inside a sentence (hard-wrapped lines, page breaks) are `JOINER`s.

    `kept`: the offsets of line breaks that stay, because they end the rows of a table."""
    unwrapped = list("".join(_with_breaks(text.split("\n"))))
    for offset in kept:
        if 0 <= offset < len(unwrapped) and unwrapped[offset] == JOINER:
            unwrapped[offset] = "\n"
    return "".join(unwrapped)


def plain(word: str) -> str:
    """A word without the spaces and wraps inside it."""
    return re.sub(rf"[\s{JOINER}]+", "", word)


def _with_breaks(lines: list[str]) -> Iterator[str]:
    wrapping = False
    following = _next_written(lines)
    for index, line in enumerate(lines[:-1]):
        yield line
        bare = line.strip()
        if bare:
            wrapping = _goes_on(bare) and not _STARTS_POINT.match(following[index])
        yield JOINER if wrapping else "\n"
    yield lines[-1]


def _goes_on(line: str) -> bool:
    """Whether a line may be broken by its width alone: it is long, ends no sentence and is no heading."""
    return len(line) >= _WRAP_WIDTH and line[-1] not in ENDING and not _HEADING.match(line)


def _next_written(lines: list[str]) -> list[str]:
    """For each line the next one that is not empty."""
    following, upcoming = [], "#"
    for line in reversed(lines):
        following.append(upcoming)
        if line.strip():
            upcoming = line
    return following[::-1]
