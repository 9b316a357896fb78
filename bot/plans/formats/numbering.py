"""The numbers that Word keeps beside the text: `一、` `（二）` `3.` as they are counted and written.

ECMA-376 Part 1, 17.9: a paragraph names a list (numId) and a level; the list's levels say how the counter is written
(numFmt), with what around it (lvlText, where %2 stands for the counter of the second level) and where it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

CHINESE = "零一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
CIRCLED = 50


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is written. `text` holds %1 … %9 for the counters of the levels."""

    format: str
    text: str
    start: int = 1
    gap: str = "tab"
    plain: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted.

    `levels`: (list, level) to its way of writing; `counts`: to which counter a list belongs, since lists that share
    one go on counting where the other stopped; `starts`: where a list of its own begins anew."""

    levels: Mapping[tuple[str, int], Level]
    counts: Mapping[str, str]
    starts: Mapping[tuple[str, int], int] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next_label(self, list_id: str, level: int) -> str:
        """Counts a paragraph of this list and level and gives the number that Word shows, "" for a bullet."""
        way = self.levels.get((list_id, level))
        if way is None:
            return ""
        counters = self._counters.setdefault(self.counts.get(list_id, list_id), {})
        self._count(counters, list_id, level, way)
        if way.format in ("bullet", "none") and "%" not in way.text:
            return ""
        label = way.text
        for n in range(level + 1):
            label = label.replace(f"%{n + 1}", self._written(list_id, n, counters, plain=way.plain))
        return label + (" " if label[-1:].isalnum() or label.endswith((".", ")")) else "")

    def _count(self, counters: dict[int, int], list_id: str, level: int, way: Level) -> None:
        anew = self.starts.get((list_id, level)) if (list_id, level) not in self._begun else None
        self._begun.add((list_id, level))
        if anew is not None or level not in counters:
            counters[level] = way.start if anew is None else anew
        else:
            counters[level] += 1
        for deeper in [n for n in counters if n > level]:
            del counters[deeper]

    def _written(self, list_id: str, level: int, counters: Mapping[int, int], *, plain: bool) -> str:
        way = self.levels.get((list_id, level))
        number = counters.get(level, way.start if way else 1)
        return write_counter(number, "decimal" if plain or way is None else way.format)


def write_counter(number: int, way: str) -> str:
    """A counter as Word writes it in the number format `way` (17.18.59); formats that are not known are decimal."""
    return _WAYS.get(way, str)(number)


def _chinese(number: int) -> str:
    """`十二`, `二十`, `一百零三`: counting numbers up to 999, beyond them digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{CHINESE[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{CHINESE[tens]}十"
    elif hundreds and ones:
        words += CHINESE[0]
    return words + (CHINESE[ones] if ones else "")


def _chinese_digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    """a … z, then aa … zz, as Word goes on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        words += letters * (number // value)
        number %= value
    return words + _ROMAN_ONES[number]


def _circled(number: int) -> str:
    """①…⑳, ㉑…㉟, ㊱…㊿ stand in three rows of Unicode."""
    if not 1 <= number <= CIRCLED:
        return str(number)
    first = (0x2460, 1) if number <= 20 else (0x3251, 21) if number <= 35 else (0x32B1, 36)
    return chr(first[0] + number - first[1])


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_WAYS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _chinese_digits,
    "taiwaneseDigital": _chinese_digits,
    "ideographTraditional": lambda n: _STEMS[(n - 1) % len(_STEMS)],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % len(_BRANCHES)],
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "none": lambda n: "",
}
