"""Numbers as they are written in Chinese documents. What is no number is None, never 0."""

from __future__ import annotations

import re

from bot.language.text import normalise, plain

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {c: n for n, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"两": 2, "○": 0, "廿": 20, "卅": 30}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ARABIC = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_DIGIT_RUN = re.compile(r"[零〇○一二三四五六七八九]{2,}")
_STEP = re.compile(r"(零?)(\d+(?:\.\d+)?|[一二三四五六七八九壹贰叁肆伍陆柒捌玖两])?([十拾百佰千仟])?")
_DECIMAL = re.compile(r"([零〇一二三四五六七八九十百千万]+)点([零〇一二三四五六七八九]+)")
_FRACTION = re.compile(r"(.+)分之(.+)")
_TENTHS = re.compile(r"([一二三四五六七八九]|\d(?:\.\d)?)成(半|[一二三四五六七八九])?")

Number = int | float


def parse_number(text: str) -> Number | None:
    """The number that the whole text writes (`1,234.5`, `两万三千`, `2千1百`, `三分之二`, `七成`), else None."""
    word = plain(normalise(text))
    if _ARABIC.fullmatch(word):
        return _tidy(float(word.replace(",", ""))) if "." in word else int(word.replace(",", ""))
    if decimal := _DECIMAL.fullmatch(word):
        whole = _chinese(decimal[1])
        return None if whole is None else float(f"{whole}.{''.join(str(_DIGITS[c]) for c in decimal[2])}")
    share = _share(word)
    return share if share is not None else _chinese(word)


def parse_share(text: str) -> float | None:
    """The share in percent that the whole text writes (`60%`, `百分之六十`, `七成五`, `一半`), else None."""
    word = plain(normalise(text))
    if word.endswith("%"):
        number = parse_number(word[:-1])
        return None if number is None else float(number)
    share = {"一半": 0.5, "半数": 0.5, "百分百": 1.0}.get(word) or _share(word)
    return None if share is None else round(share * 100, 6)


def write_number(number: int) -> str:
    """A whole number from 0 below 10^16 in Chinese numerals, as a document writes it (`12` → `十二`)."""
    if not 0 <= number < 10**16:
        raise ValueError(f"{number} is not written in Chinese numerals here")
    written = _write(number)
    return written.removeprefix("一") if written.startswith("一十") else written


def _tidy(value: float) -> Number:
    return int(value) if value == int(value) and abs(value) < 10**15 else value


def _share(word: str) -> float | None:
    if fraction := _FRACTION.fullmatch(word):
        below, above = parse_number(fraction[1]), parse_number(fraction[2])
        return above / below if below and above is not None else None
    if tenths := _TENTHS.fullmatch(word):
        part = 0.5 if tenths[2] == "半" else float(parse_number(tenths[2] or "0") or 0) / 10
        return ((parse_number(tenths[1]) or 0) + part) / 10
    return None


def _chinese(word: str) -> Number | None:
    """Numerals with units, split at the great ones; `二〇二四` digit by digit."""
    if _DIGIT_RUN.fullmatch(word):
        return int("".join(str(_DIGITS[c]) for c in word))
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if unit in word:
            return _split(word, unit, size)
    return _small(word)


def _split(word: str, unit: str, size: int) -> Number | None:
    left, _, right = word.rpartition(unit)
    above = parse_number(left)
    if above is None:
        return None
    if not right:
        return _tidy(above * size)
    if right in _DIGITS and 0 < _DIGITS[right] < 10:  # 两万三: three thousand
        return _tidy(above * size + _DIGITS[right] * size // 10)
    below = _small(right.removeprefix("零")) if unit == "万" else parse_number(right.removeprefix("零"))
    return None if below is None or below >= size else _tidy(above * size + below)


def _small(word: str) -> Number | None:
    """A number below ten thousand: units in falling order, a bare unit (`百`) is one of it."""
    total: Number = 0
    last, position, skipped = 10000, 0, True
    if word in ("零", "〇"):
        return 0
    if word and word[0] in "廿卅":
        total, position, last, skipped = _DIGITS[word[0]], 1, 10, True
    elif not word:
        return None
    while position < len(word):
        step = _STEP.match(word, position)
        if step is None or step.end() == position:
            return None
        position = step.end()
        zero, digit, unit = step.groups()
        size = _UNITS[unit] if unit else 1
        if size >= last or (digit is None and (unit is None or total)):
            return None
        value = 1 if digit is None else _digit(digit)
        if unit is None and digit is not None and not zero and not skipped and last > 10 and value < 10:
            size = last // 10  # 一百五: a hundred and fifty
        total, last, skipped = total + value * size, size, False
    return _tidy(total)


def _digit(word: str) -> Number:
    return _DIGITS[word] if word in _DIGITS else float(word) if "." in word else int(word)


def _write(number: int) -> str:
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            left, right = divmod(number, size)
            gap = "零" if 0 < right < size // 10 else ""
            return _write(left) + unit + (gap + _write(right) if right else "")
    return "零一二三四五六七八九"[number]
