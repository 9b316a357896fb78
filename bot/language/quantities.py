"""Figures with a unit and the bound that stands before or after them (`不少于20家`, `30%以上`, `8%-10%`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.language.engine import Part, Rule, rule
from bot.language.numbers import Number, parse_number

Bound = Literal[">=", "<=", "="]

_MAGNITUDE = re.compile(r"[百千]?[万亿]*")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as written: `value` without the magnitude of its unit (`1.2亿元` is 1.2 of `亿元`), `value_max` of a
    range. `chinese` where it is written in Chinese numerals."""

    value: Number
    unit: str
    bound: Bound = "="
    value_max: Number | None = None
    chinese: bool = False


def _bound(part: Part) -> Bound:
    return ">=" if "g" in part or "a" in part else "<=" if "l" in part or "u" in part else "="


def _amounts(part: Part) -> list[Amount]:
    numbers = [(parse_number(word), kind == "C") for kind, word in part if kind in "NC"]
    return [
        Amount(value, unit, _bound(part), chinese=chinese)
        for (value, chinese), unit in zip(numbers, part.words("U"), strict=False)
        if value is not None
    ]


def _single(part: Part, _: None) -> list[Amount]:
    return [amount for amount in _amounts(part) if amount.unit != "番"]


def _apart(part: Part, _: None) -> list[Amount]:
    """`至少完成1所`: the bound stands before the verb; `不低于保有量的80%`: before that of which it is a share."""
    between = part.word(".")
    verb = len(between) <= _LONGEST_VERB and part.word("gl") in _STAND_APART
    of_which = len(between) <= _LONGEST_WHOLE and between.endswith(("的", "总数", "总量"))
    return _amounts(part) if verb or (of_which and part.word("U") in ("%", "倍")) else []


def _within(part: Part, _: None) -> list[Amount]:
    """`48小时内`: a limit of time."""
    return [replace(amount, bound="<=") for amount in _amounts(part) if amount.unit in _TIMES]


def _days(part: Part, _: None) -> list[Amount]:
    """`不超过15日`, `5日内`: a number of days, where no month makes it a date."""
    number = parse_number(part.word("NC"))
    bound: Bound = ">=" if "g" in part else "<="
    return [Amount(number, "日", bound)] if number is not None and part.word("d") == "日" else []


def _run(part: Part, _: None) -> list[Amount]:
    """Figures one after another with one unit and one bound: `50%80%100%`, `30%、20%和10%`."""
    amounts = _amounts(part)
    return amounts if len({amount.unit for amount in amounts}) == 1 else []


def _range(part: Part, _: None) -> list[Amount]:
    low, high = (parse_number(word) for word in part.words("NC"))
    if low is None or high is None or low >= high:
        return []
    return [Amount(low, part.words("U")[-1], _bound(part), high, part.word("NC") == part.word("C"))]


def _share(part: Part, _: None) -> list[Amount]:
    word = part.word("p")
    written = parse_number(word.removeprefix("百分之")) if word.startswith("百分之") else parse_number(word[:-1])
    unit = "%" if word.startswith("百分之") else "成"
    return [] if written is None or "分之" in word.removeprefix("百分之") else [Amount(written, unit, _bound(part))]


def _doubling(part: Part, _: None) -> list[Amount]:
    return [amount for amount in _amounts(part) if amount.unit == "番"]


def magnitude(unit: str) -> tuple[int, str]:
    """The power that a unit carries and the unit without it: `万平方米` → (10000, `平方米`)."""
    head = _MAGNITUDE.match(unit)
    word = head[0] if head else ""
    size = 1
    for char in word:
        size *= {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[char]
    return size, unit[len(word) :]


_LONGEST_VERB = 6
_LONGEST_WHOLE = 14
_STAND_APART = ("至少", "最少", "不少于")
_TIMES = ("小时", "分钟", "秒", "天", "日", "周", "个工作日", "工作日")
_BEFORE = "[gln]*"
_AFTER = "[auv]*"

AMOUNTS: Sequence[Rule[None, Amount]] = (
    rule("range", f"{_BEFORE} [NC] v? U? R [NC] v? U {_AFTER}", _range),
    rule("run", f"{_BEFORE} [NC] U (?:S? [NC] U){{1,12}} {_AFTER}", _run),
    rule("bound apart", f"[gl] \\. [NC] v? U {_AFTER}", _apart),
    rule("limit of time", f"{_BEFORE} [NC] v? U B", _within),
    rule("days", "[gl]+ [NC] d|(?<![MSR]) [NC] d (?:B|u)", _days),
    rule("figure", f"{_BEFORE} [NC] v? U {_AFTER}", _single),
    rule("share", f"{_BEFORE} p {_AFTER}", _share),
    rule("doubling", "f [NC] U", _doubling),
)
