"""Which of the tasks asked about a reply speaks of, and where: by number, by words of the title, or as a group.

A mention stands at the head of a clause (`2滞后`, `第三项…`, `物流园刚拿到…`); text dictated without punctuation
is also searched inside. What follows a mention, up to the next one, is said of its tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.language.numbers import parse_number
from bot.model import Asked
from bot.replies.tasks.called_back import with_called_back
from bot.replies.tasks.exceptions import completed, with_exceptions, with_trailing
from bot.replies.tasks.grouping import find_grouped, find_tallied
from bot.replies.tasks.measures import opening_measured
from bot.replies.tasks.mentions import Mention, clause_heads
from bot.replies.tasks.numbering import NUMERAL, find_numbered
from bot.replies.tasks.petitions import petition_ends
from bot.replies.tasks.spoken import unstopped
from bot.replies.tasks.titles import Titles

_AND = re.compile(r"(?:工作|项目)?(?:\d+(?:\.\d+)?[一-龥]{1,3}?)?[、和及与跟]")
_REST_OF_TITLE = re.compile(r"[一-龥]{2,4}(?=[、和及与跟])")
"""What belongs to a task's name where a request lists several (`请将平台上线、小巷整治两项延期`)."""
_SO_MANY = re.compile(r"这?(?P<count>[两二三四五])(?:项工作|项任务|项|个|件事?|条)(?=[都均全也已在还没未正按])")
_LIST_MARKS = re.compile(r"[\s、和及与跟,]{0,3}(?:还有)?")
_MARK = re.compile("[,。;:、!?]")
_COUNT_BEFORE = re.compile(r"(?<!\d)\d{1,4}[家个项户处条件所座场号#]$")
_STRETCH = re.compile(r"[^,。;:!?\n()]+")
_STOP = re.compile(r"[。;!?\n]")
_HAN_BEHIND = re.compile("[一-龥]")
_BUT = re.compile(r"(?:就是|就|只是|只|不过|但是?|可是|可|唯独|倒是)(?:那个|这个|第)?$")
_POINT = re.compile(rf"[(]?{NUMERAL}[、.):]|[(]{NUMERAL}[)][、.:]?|[①-⑳]")
_COUNT_OF = re.compile("[两二三四五六七八九]项")
_DICTATED, _UNSTOPPED = 16, 8
"""A stretch of more characters without punctuation was spoken, or fewer where none stands in the whole reply;
mentions are then looked for inside as well."""


def find_mentions(text: str, asked: Sequence[Asked]) -> tuple[Mention, ...]:
    """Where a corrected text names which of the tasks, in order, without overlaps. Nothing for a single task."""
    if len(asked) < 2:
        return ()
    numbers = tuple(task.no for task in asked)
    titles = Titles(asked)
    titled = list(_written_out(text, list(_titled(text, titles)), titles))
    numbered = [_up_to_its_title(one, titled) for one in find_numbered(text, numbers)]
    specific = _named_once(_without_strays(_labels_only(_settle([*numbered, *titled]), text), text), text)
    specific = _with_things(_counted(specific, text, numbers), text, titles)
    if len(specific) == 1 and specific[0].kind == "all":
        return (specific[0],)
    grouped = [one for one in find_grouped(text, numbers) if not _inside(one, specific)]
    if not any(one.kind == "rest" for one in grouped):
        specific, tallied = _with_tally(specific, tuple(find_tallied(text, len(numbers))))
        grouped += tallied
    if not specific and (rest := next((one for one in grouped if one.kind == "rest"), None)):
        specific = list(opening_measured(text[: rest.start], asked))
    if any(one.kind != "all" for one in (*specific, *grouped)):
        grouped = [_but_for(one, specific, text) for one in grouped]
        grouped = [one for one in grouped if one.kind != "all" or _opens(one, specific, text)]
    found = _settle([*specific, *grouped])
    marked = tuple(with_exceptions(text, found))
    joined = with_trailing(text, tuple(with_called_back(text, tuple(_joined(text, marked)))))
    return completed(text, tuple(joined), numbers)


def _with_things(specific: Sequence[Mention], text: str, titles: Titles) -> list[Mention]:
    """The mentions, and those of tasks that nothing else names by a thing of theirs that opens a sentence."""
    named = {no for one in specific for no in one.tasks}
    if not named or len(named) == titles.count:
        return list(specific)
    opening = (head for head in clause_heads(text) if text[:head][-1:] in ("", "。", ";", "\n", " "))
    found = ((head, titles.by_a_thing(text, head)) for head in opening)
    things = [Mention(head, one[1], (one[0],), "title") for head, one in found if one and one[0] not in named]
    return _settle([*specific, *things])


def _counted(specific: Sequence[Mention], text: str, numbers: tuple[int, ...]) -> list[Mention]:
    """The mentions; where `三项` beside as many others as make up the whole counts tasks (`三项在推，2滞后` of four),
    that one stands for the rest, or for all."""
    counts = [one for one in specific if _COUNT_OF.fullmatch(text, one.start, one.end)]
    others = {no for one in specific if one not in counts for no in one.tasks}
    if len(counts) != 1 or any(one.kind == "number" for one in specific if one not in counts):
        return list(specific)
    one = counts[0]
    left = tuple(no for no in numbers if no not in others)
    if one.tasks != (numbers[len(left) - 1],) or not left:
        return list(specific)
    said = replace(one, tasks=(), kind="rest") if others else replace(one, tasks=left, kind="all")
    return [said if each is one else each for each in specific]


def _with_tally(specific: list[Mention], tally: tuple[Mention, ...]) -> tuple[list[Mention], list[Mention]]:
    """The mentions beside a tally, and the tally; told on both sides, its counts number no tasks."""
    kept = [one for one in specific if not _inside(one, tally)] if len(tally) > 1 else specific
    return kept, [one for one in tally if not _inside(one, kept)] if kept else []


def _up_to_its_title(one: Mention, titled: Sequence[Mention]) -> Mention:
    """`二、一网通办改革`: the number of a task ends where the title of that task begins."""
    ends = (each.start for each in titled if one.start < each.start < one.end < each.end)
    own = {each.start for each in titled if each.tasks == one.tasks[:1]}
    end = next((end for end in ends if end in own), None)
    return one if end is None else replace(one, end=end, tasks=one.tasks[:1])


def _labels_only(found: list[Mention], text: str) -> list[Mention]:
    """A number right behind another one with its colon is a figure (`4:38;5:5`)."""
    return [
        one
        for before, one in zip((None, *found), found, strict=False)
        if not (
            before and before.kind == one.kind == "number" and before.end == one.start and text[one.start - 1] == ":"
        )
    ]


def _without_strays(found: list[Mention], text: str) -> list[Mention]:
    """In a reply that counts its points off (`1.…；2.…`) each task is told behind its own number: words of its title
    among those of another are no mention."""
    labels = [one for one in found if one.kind == "number" and _POINT.fullmatch(text[one.start : one.end].strip())]
    told = [one.tasks[0] for one in labels if one.tasks]
    if len(told) < 2 or told != sorted(set(told)):
        return found
    ends = {one.end for one in labels}
    stray = [one for one in found[1:] if one.kind == "title" and one.tasks[0] in told and one.start not in ends]
    return [one for one in found if one not in stray or one.start < labels[0].start]


def _named_once(found: list[Mention], text: str) -> list[Mention]:
    """More words of a title behind the first, in the same clause, begin nothing new (`标准地今年挂牌出让了…`)."""
    return [
        one
        for before, one in zip((None, *found), found, strict=False)
        if not before
        or one.kind != "title"
        or before.tasks != one.tasks
        or before.kind != "title"
        or _MARK.search(text, before.end, one.start)
    ]


def _written_out(text: str, titled: Sequence[Mention], titles: Titles) -> Iterator[Mention]:
    """A title in full inside a sentence (`原定11月完成的古戏台落架大修难以交付`) is a mention, and two characters of
    another one that lead up to it are none (`传统灰浆` of 传统村落水池)."""
    whole = [Mention(start, end, (no,), "title") for no, start, end in titles.in_full(text)]
    added = [one for one in whole if all(one.tasks != other.tasks for other in titled)]
    for one in titled:
        leads = any(one.end <= full.start and not _STOP.search(text, one.end, full.start) for full in added)
        if not (leads and one.end - one.start <= 2 and _HAN_BEHIND.match(text, one.end)):
            yield one
    yield from added


def _titled(text: str, titles: Titles) -> Iterator[Mention]:
    petitions = petition_ends(text)
    for head in clause_heads(text):
        asked_for = head in petitions
        if several := titles.alike(text, head):
            yield Mention(head, several[1], several[0], "title")
            continue
        found = titles.at_head(text, head)
        while found:
            counted = _COUNT_BEFORE.search(text, max(0, head - 6), head)
            end = titles.run_on(found[0], text, found[1])
            if asked_for and (rest := _REST_OF_TITLE.match(text, end)):
                end = rest.end()
            row, stop = titles.in_a_row(text, found[0], end)
            end = stop if row else end
            yield Mention(counted.start() if counted else head, end, row or (found[0],), "title")
            also = _AND.match(text, end)
            head = also.end() if also else len(text)
            found = titles.at_head(text, head)
    if len(_MARK.findall(text)) * _DICTATED > len(text):
        return
    shortest = _UNSTOPPED if unstopped(text) else _DICTATED
    for stretch in _STRETCH.finditer(text):
        if stretch.end() - stretch.start() > shortest:
            for no, start, end in titles.inside(text, stretch.start(), stretch.end()):
                yield Mention(start, end, (no,), "title")


def _but_for(one: Mention, specific: Sequence[Mention], text: str) -> Mention:
    """`都挺顺的，就2卡住了`: what is said of all before an exception holds for the rest."""
    first = specific[0] if specific else None
    if first is None or one.kind != "all" or text[: one.start].strip() or first.start < one.end:
        return one
    but = _BUT.search(text, one.end, first.start)
    return replace(one, kind="rest", tasks=()) if but else one


_WHOLE_CLAUSE = re.compile("[^,。;:、0-9]{1,8}[,。;:]")
"""All that is said between a group word and the first task that is named (`都要脱期了，规划还在改`)."""


def _opens(one: Mention, specific: Sequence[Mention], text: str) -> bool:
    """A group word beside named tasks counts only where it opens the reply (`三项都在抓，2春节前完`)."""
    if one.start == 0 and specific and _WHOLE_CLAUSE.fullmatch(text, one.end, specific[0].start):
        return True
    if text[one.start : one.end] in ("都", "均", *(("全都", "全部") if one.start else ())):
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
    """Neighbours with nothing but a list mark between them are one mention (`A和B都正常`)."""
    waiting: Mention | None = None
    for one in found:
        if waiting and _go_together(text, waiting, one):
            waiting = replace(waiting, end=one.end, tasks=(*waiting.tasks, *one.tasks))
            continue
        if waiting:
            yield _with_count(text, waiting)
        waiting = one
    if waiting:
        yield _with_count(text, waiting)


def _with_count(text: str, one: Mention) -> Mention:
    """The mention with the count of its tasks behind it (`泵站、沙袋、箅子三件`)."""
    found = _SO_MANY.match(text, one.end) if len(one.tasks) > 1 else None
    return replace(one, end=found.end()) if found and parse_number(found["count"]) == len(one.tasks) else one


def _go_together(text: str, one: Mention, other: Mention) -> bool:
    between = text[one.end : other.start]
    listed = _LIST_MARKS.fullmatch(between) and (between.strip(" ,") or one.excepted)
    return one.kind == other.kind and bool(one.tasks and other.tasks) and bool(listed)
