"""Which of the tasks asked about a reply speaks of, and where: by number, by words of the title, or as a group.

A mention stands at the head of a clause (`2滞后`, `第三项…`, `物流园刚拿到…`); text dictated without punctuation
is also searched inside. What follows a mention, up to the next one, is said of its tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.language.numbers import parse_number
from bot.model import Asked
from bot.replies.titles import Titles

Kind = Literal["number", "title", "all", "rest"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that say which tasks are spoken of; `excepted`: behind 除, so that what follows is said of the others."""

    start: int
    end: int
    tasks: tuple[int, ...]
    kind: Kind
    excepted: bool = False


_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_COUNT = r"(?:\d{1,2}|[两一二三四五六七八九十]{1,2})"
_THING = r"(?:项工作|项任务|个任务|件事|项|个|条|件)"
_UNIT_AHEAD = (
    r"(?!\s*(?:[年月日号天周%‰万亿千百十岁点时分楼期级成多余来名人家户套处座所部辆亩场公平米吨台栋幢宗批条"
    r"件口根株轮次份张本笔季半#/\d]|"
    r"个|项|米|k?m|标段|片|村|镇|站|块|支|队|盏|眼|头|[.]\d|[-]\d+月|[至到~-]))"
)
_LIST = rf"{_NUMERAL}(?:\s*(?:[、,和及与跟\s]|[-至到])\s*第?{_NUMERAL}(?![\d%.]))*"
_ORDINALS = re.compile(
    rf"第?{_NUMERAL}{_THING}?(?:\s*[、,和及与跟至到-]\s*第{_NUMERAL}{_THING}?)+|第{_LIST}\s*{_THING}?|[①-⑳]"
)
_MARKED = re.compile(
    rf"(?:任务|序号)\s*{_LIST}|[(]{_NUMERAL}[)]|{_NUMERAL}是(?=[^\s,])|{_LIST}\s*(?:[、):]|[.](?!\d))\s*|"
    r"\d[.](?=\d)"
)
_LISTED_THINGS = re.compile(
    rf"{_NUMERAL}(?:[、,和及与跟-]{_NUMERAL})+(?:项|个任务|号任务)|[一二三四五六七八九](?:项|号任务)(?!工作|"
    r"任务|都|均|全)"
)
_BARE = re.compile(rf"{_LIST}(?!(?<=一)[期线产些直般旦定起并共样切律致面]){_UNIT_AHEAD}")
_RUN = re.compile(
    r"\d{2,9}(?=\s*(?:都|均|全|正常|完成|已|按|收到|没))|[一二三四五六七八九]{2,9}(?=\s*(?:都|均|全|正常|"
    r"完成|已|按|收到|没|项))"
)
_SLICE = re.compile(rf"(?P<side>前面?|头|后面?|最后)(?P<count>{_COUNT})?{_THING}(?!工作日|月|星期|小时)")
_ALL = re.compile(
    rf"(?:以上|上述|所有|全部|各项|这些|这|那)(?:{_COUNT}|几)?(?:个|项|件)?(?:工作|任务|事项|"
    r"事)?(?=[,都均全一已正收按在没]|$)|"
    rf"(?P<count>{_COUNT})(?:项工作|项任务|个任务|项|个|件事|件)(?=都|均|全|一起)|"
    rf"(?P<said>三|二|两|四|五|六)项(?:工作|任务)|(?:都|均|全都|全部|统统|一律)(?!是|分解|说|市|区|县|国|省)"
)
_PAIR = re.compile("[前后]者")
_NONE = re.compile(r"(?:一个|一项|一件)都?(?=没|未|不)")
_REST = re.compile(
    rf"(?:其他|其它|其余|剩下|剩余|余下|别的|另外|另|余)的?(?:{_COUNT}|几)?(?:个|项|件)?的?(?:工作|任务|"
    r"事项)?的?(?=都|均|全|也|[,]|按|正|没|已|在|完|推|顺|收|滞|未|尚)"
)
_LEAD_IN = re.compile(
    r"(?:[\s,、:]|\u2060|那个|这个|那|这|关于|目前|现在|现|截至目前|截至今日|截止目前|至今|共|累计|我区|"
    r"我县|我市|我们|我局|我街道|全区|全县|全市|本月|"
    r"今年|今年以来|其中|另外|同时|还有|然后|对了|至于|说到|就是|就|只有|不过|但|但是|嗯|啊|哦|呃|喂|"
    r"上半年|下半年|[一二三四1-4]季度|全年|"
    r"(?:截[至止]到?|至)\d{1,2}月(?:份|\d{1,2}[日号]|底|末)?(?:止)?|\d{1,2}-\d{1,2}月份?|完成|已完成|暂时|"
    r"负责的|的|主任|领导)*"
)
_HEAD = re.compile(
    r"(?:^|[,。;:!?\n、()]|(?<=[\s\u2060])|(?<=[一-龥] )|除了?|除去|(?<=[一-龥])(?=[\d](?:已|正常|正在|未|"
    r"还没|没|完成|按|滞后|卡))|(?<=[常成完到了])(?=[\d一二三四五六七八九]))"
)
_AND = re.compile(r"(?:工作|项目)?[、和及与跟]")
_MARK = re.compile("[,。;:、!?]")
_STRETCH = re.compile(r"[^,。;:!?\n()]+")
_EACH = re.compile("分别|各自")
_EXCEPT = re.compile(r"(?:除了|除开|除去|除)\s*$")
_DICTATED = 16
"""A stretch of more characters without punctuation was spoken; mentions are then looked for inside as well."""


def find_mentions(text: str, asked: Sequence[Asked]) -> tuple[Mention, ...]:
    """Where a corrected text names which of the tasks, in order, without overlaps. Nothing for a single task."""
    if len(asked) < 2:
        return ()
    numbers = tuple(task.no for task in asked)
    specific = _settle([*_numbered(text, numbers), *_titled(text, asked)])
    grouped = [one for one in _grouped(text, numbers) if not _inside(one, specific)]
    if any(one.kind != "all" for one in (*specific, *grouped)):
        grouped = [one for one in grouped if one.kind != "all" or _opens(one, specific, text)]
    found = _settle([*specific, *grouped])
    return _complete(tuple(_joined(text, found)), numbers)


def _heads(text: str) -> Iterator[int]:
    """Offsets where a clause begins, and again behind its lead-in."""
    for head in _HEAD.finditer(text):
        yield head.end()
        if lead := _LEAD_IN.match(text, head.end()):
            yield lead.end()


def _numbered(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    for found in _ORDINALS.finditer(text):
        yield from _of_numbers(found, found[0], numbers)
    yield from _sliced(text, numbers)
    yield from _paired(text, numbers)
    last = 0
    for head in sorted(set(_heads(text))):
        fits = [found for shape in (_RUN, _LISTED_THINGS, _MARKED, _BARE) if (found := shape.match(text, head))]
        for found in sorted(fits, key=lambda each: -each.end()):
            if found[0].endswith(".") and not _counts_on(text, found, last):
                continue
            mentions = list(_of_numbers(found, found[0], numbers, run=found.re is _RUN))
            yield from mentions
            if mentions:
                last = mentions[-1].tasks[-1]
                break


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
        _first(found[0]) == last + 1 and text[: found.start()][-1:] in ("", " ", ";", "\n", "。")
    )


def _first(words: str) -> int:
    number = parse_number(words.rstrip(".").strip())
    return number if isinstance(number, int) else -1


def _of_numbers(found: re.Match[str], words: str, numbers: tuple[int, ...], *, run: bool = False) -> Iterator[Mention]:
    said = _listed(words, run=run)
    if said and set(said) <= set(numbers) and len(set(said)) == len(said):
        yield Mention(found.start(), found.end(), tuple(said), "number")


def _listed(words: str, *, run: bool) -> list[int]:
    """The numbers of `1、3`, `1-3`, `第2和第4`, `1234` (each digit one), `②`."""
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
        if not isinstance(number, int) or number > 99:
            return []
        said += range(said[-1] + 1, number + 1) if through and said else [number]
        through = False
    return said


def _titled(text: str, asked: Sequence[Asked]) -> Iterator[Mention]:
    titles = Titles(asked)
    for head in sorted(set(_heads(text))):
        found = titles.at_head(text, head)
        while found:
            yield Mention(head, found[1], (found[0],), "title")
            also = _AND.match(text, found[1])
            head = also.end() if also else len(text)
            found = titles.at_head(text, head)
    if len(_MARK.findall(text)) * _DICTATED > len(text):
        return
    for stretch in _STRETCH.finditer(text):
        if stretch.end() - stretch.start() > _DICTATED:
            for no, start, end in titles.inside(text, stretch.start(), stretch.end()):
                yield Mention(start, end, (no,), "title")


def _grouped(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    for head in sorted(set(_heads(text))):
        if found := _EACH.match(text, head):
            yield Mention(head, head, numbers, "all")
        elif found := _REST.match(text, head):
            yield Mention(head, found.end(), (), "rest")
        elif (found := _ALL.match(text, head)) and _counts_all(found, len(numbers)):
            yield Mention(head, found.end(), numbers, "all")
        elif found := _NONE.match(text, head):
            yield Mention(head, found.start(), numbers, "all")


def _counts_all(found: re.Match[str], size: int) -> bool:
    said = found["count"] or found["said"]
    return said is None or parse_number(said) == size


def _opens(one: Mention, specific: Sequence[Mention], text: str) -> bool:
    """A group word beside named tasks counts only where it opens the reply (`三项都在抓，2春节前完`)."""
    if text[one.start : one.end] in ("都", "均", "全都", "全部"):
        return False
    return all(one.end <= other.start for other in specific)


def _inside(one: Mention, others: Sequence[Mention]) -> bool:
    return any(one.start < other.end and other.start < max(one.end, one.start + 1) for other in others)


def _settle(found: list[Mention]) -> list[Mention]:
    """The earliest, then the longest; overlapping ones are dropped."""
    settled: list[Mention] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if not settled or one.start >= settled[-1].end:
            settled.append(one)
    return settled


def _joined(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Neighbours with nothing but a list mark between them are one mention (`A和B都正常`); 除 marks an exception."""
    waiting: Mention | None = None
    for one in found:
        if (
            waiting
            and waiting.kind == one.kind
            and re.fullmatch(r"[\s、和及与跟,]{0,3}(?:还有)?", text[waiting.end : one.start])
            and (text[waiting.end : one.start].strip(" ,") or waiting.excepted)
        ):
            waiting = Mention(waiting.start, one.end, (*waiting.tasks, *one.tasks), one.kind, waiting.excepted)
            continue
        if waiting:
            yield waiting
        excepted = _EXCEPT.search(text[max(0, one.start - 3) : one.start]) is not None
        waiting = Mention(one.start, one.end, one.tasks, one.kind, excepted)
    if waiting:
        yield waiting


def _complete(found: tuple[Mention, ...], numbers: tuple[int, ...]) -> tuple[Mention, ...]:
    """`其余` stands for the tasks that no other mention names; where none is left it names nothing."""
    named = {no for one in found if one.kind != "all" for no in one.tasks}
    left = tuple(no for no in numbers if no not in named)
    filled = (each for one in found for each in _with_rest(one, left))
    return tuple(one for one in filled if one.tasks)


def _with_rest(one: Mention, left: tuple[int, ...]) -> tuple[Mention, ...]:
    if one.kind == "rest":
        return (Mention(one.start, one.end, left, "rest"),)
    return (one, Mention(one.end, one.end, left, "rest")) if one.excepted else (one,)
