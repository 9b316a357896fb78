"""Tasks named by their numbers: `1、3正常`, `第二项`, `②`, `1234都`, `前两项`, `后者`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.numbers import parse_number
from bot.replies.mentions import Mention, clause_heads

_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_COUNT = r"(?:\d{1,2}|[两一二三四五六七八九十]{1,2})"
_THING = r"(?:项工作|项任务|个任务|件事|项|个|条|件)"
_UNIT_AHEAD = (
    r"(?!\s*(?:[年月日号天周%‰万亿千百十岁分时楼期级成多余来名辆亩米吨台栋幢宗口根株轮次份张本笔季半座所盏眼支队片块头#/\d]|"
    r"人(?![员才事民社])|家(?![庭具电])|户(?![籍厕])|套(?!管)|处(?![置理于])|条(?!例)|件|部(?![门分署])|场(?![地馆所])|"
    r"公[里顷斤]|平(?![台安均])|批(?![复准])|个|项(?!目)|k?m|标段|村(?!庄)|镇(?!区)|站(?![前房点])|点(?!位)|"
    r"[.]\d|[-]\d+月|[至到~-]))"
)
_LIST = rf"{_NUMERAL}(?:\s*(?:[、,和及与跟\s]|[-至到])\s*第?{_NUMERAL}(?![\d%.])){{0,19}}"
_ORDINALS = re.compile(
    rf"第?{_NUMERAL}{_THING}?(?:\s*[、,和及与跟至到-]\s*第{_NUMERAL}{_THING}?){{1,19}}|第{_LIST}\s*{_THING}?|[①-⑳]"
)
_MARKED = re.compile(
    rf"(?:任务|序号)\s*{_LIST}|[(]{_NUMERAL}[)]|{_NUMERAL}是(?=[^\s,])|{_LIST}\s*(?:[、):]|[.](?!\d))\s*|"
    r"\d[.](?=\d)"
)
_LISTED_THINGS = re.compile(
    rf"{_NUMERAL}(?:[、,和及与跟-]{_NUMERAL})+(?:项|个任务|号任务)|\d{{1,2}}号(?:任务|(?=[已没未在正还完]))|[一二三四五六七八九](?:项|号任务)(?!工作|"
    r"任务|都|均|全)"
)
_BARE = re.compile(rf"{_LIST}(?!(?<=一)[期线产些直般旦定起并共样切律致面]){_UNIT_AHEAD}")
_RUN = re.compile(
    r"\d{2,9}(?=\s*(?:都|均|全|正常|完成|已|按|收到|没|滞后|推进|顺利|未|延))|[一二三四五六七八九]{2,9}(?=\s*(?:都|均|全|正常|"
    r"完成|已|按|收到|没|项))"
)
_SLICE = re.compile(rf"(?P<side>前面?|头|后面?|最后)(?P<count>{_COUNT})?{_THING}(?!工作日|月|星期|小时)")
_PAIR = re.compile("[前后]者")
_AT_HEADS = (_RUN, _LISTED_THINGS, _MARKED, _BARE)


def find_numbered(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    """Mentions by number among the numbers asked about; they may overlap."""
    for found in _ORDINALS.finditer(text):
        yield from _of_numbers(found, found[0], numbers)
    yield from _sliced(text, numbers)
    yield from _paired(text, numbers)
    last = 0
    for head in clause_heads(text):
        if mention := _at_head(text, head, numbers, last):
            last = mention.tasks[-1]
            yield mention


def _at_head(text: str, head: int, numbers: tuple[int, ...], last: int) -> Mention | None:
    """The longest run of words that numbers tasks at the head of a clause; `last` was named before it."""
    fits = [found for each in _AT_HEADS if (found := each.match(text, head))]
    for found in sorted(fits, key=lambda one: -one.end()):
        if not found[0].endswith(".") or _counts_on(text, found, last):
            for mention in _of_numbers(found, found[0], numbers, run=found.re is _RUN):
                return mention
    return None


def _paired(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    """前者 and 后者 of two."""
    if len(numbers) == 2:
        for found in _PAIR.finditer(text):
            yield Mention(found.start(), found.end(), (numbers[found[0][0] == "后"],), "number")


def _sliced(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    for found in _SLICE.finditer(text):
        count = parse_number(found["count"] or "一")
        if isinstance(count, int) and 1 <= count <= len(numbers):
            part = numbers[:count] if found["side"][0] in "前头" else numbers[-count:]
            yield Mention(found.start(), found.end(), part, "number")


def _counts_on(text: str, found: re.Match[str], last: int) -> bool:
    """`2.8片` is point 2 only behind point 1, at the head of a clause."""
    return not text[found.end() :][:1].isdigit() or (
        _first(found[0]) == last + 1 > 1 and text[: found.start()][-1:] in ("", " ", ";", "\n", "。")
    )


def _first(words: str) -> int:
    number = parse_number(words.rstrip(".").strip())
    return number if isinstance(number, int) else -1


def _of_numbers(found: re.Match[str], words: str, numbers: tuple[int, ...], *, run: bool = False) -> Iterator[Mention]:
    said = _listed(words, numbers, run=run)
    if said and len(set(said)) == len(said):
        yield Mention(found.start(), found.end(), tuple(said), "number")


def _listed(words: str, numbers: tuple[int, ...], *, run: bool) -> list[int]:
    """The numbers of `1、3`, `1-3`, `第2和第4`, `1234` (each digit one), `②`; none where one was not asked about."""
    pieces = re.findall(r"\d+|[一二三四五六七八九十]+|[-至到]|[①-⑳]", words)
    if run and len(pieces) == 1:
        pieces = list(pieces[0])
    said: list[int] = []
    through = False
    for piece in pieces:
        if piece in "-至到":
            through = True
            continue
        number = ord(piece) - ord("①") + 1 if "①" <= piece <= "⑳" else parse_number(piece)
        if not isinstance(number, int) or number not in numbers:
            return []
        said += [no for no in numbers if said[-1] < no <= number] if through and said else [number]
        through = False
    return said
