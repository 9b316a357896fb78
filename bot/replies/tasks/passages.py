"""The reply cut up: clauses at punctuation, phrases at words that turn the thought, and which task each is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.text import JOINER
from bot.model import Asked
from bot.replies.tasks import spoken
from bot.replies.tasks.exceptions import before_exception, own_end, told_before
from bot.replies.tasks.lists import told_in_order
from bot.replies.tasks.measures import with_measured
from bot.replies.tasks.mentions import Mention
from bot.replies.tasks.petitions import MOVES, before_petition
from bot.replies.tasks.references import find_mentions


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of the corrected text that says one thing. `closes`: a mark of punctuation ends it; `asks`: that of a
    question."""

    start: int
    end: int
    text: str
    closes: bool = True
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """What a reply says of one task; `excepted`: it was set apart from what is said of the others (`除了2都正常`)."""

    task: int
    phrases: tuple[Phrase, ...]
    excepted: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """A reply cut up by task, in the order of their numbers, and the stretches that are said of none of them."""

    passages: tuple[Passage, ...]
    loose: tuple[tuple[Phrase, ...], ...] = ()


_CLAUSE = re.compile(
    r"(?:[^,。;:!?\n()…\[\]【】 ]|(?<=\d)[:,](?=\d)|(?<=[\d:]) (?=\S)|(?<=[^\d\s,。;:!?]) (?=\d+(?:[^\d一-龥]|$))|"
    r" (?=[a-z%])|(?<=[a-z]) ){1,160}"
)
_SAYS = (
    r"(?:厂家|厂商|供应商|业主|施工方|施工单位|对方|企业|村里|镇里|老板|公司|"
    r"(?<![跟和与向给找])[一-龥]{2}[局办委院部厅所])说(?!说|一[下声]|句|情|法|明)"
)
_ASKED_OF = r"(?=[^,]{0,8}[局委办厅部院所道镇乡府会司行区门里])"
_TURN = re.compile(
    rf"(?<!^)(?:{_SAYS}|(?<=[一-龥]{{4}})(?:[你您]们?|领导|主任|书记)?(?:能不能|能否|可否|可不可以)(?:让|请|帮|协调|出面|派)|"
    r"(?<=[一-龥]{4})(?:麻烦|拜托|求求)(?=[一-龥])|"
    rf"(?:恳请|(?<![恳申提报邀商聘])请|(?<![不无没])需要?){_ASKED_OF}|"
    r"但是|但|(?<![通审评验收检测查考批核说迟晚])不过(?!来(?![自的访]|不及|得及)|去(?!年))|(?<=了)就是|就是(?![说不没])|只是|可是|(?<!到)现在(?![的是])|(?<![项题栏科数])目前|"
    r"因为|由于|主要是|主要(?!领导)|估计(?!的)|预计(?!的)|大概|"
    r"大约|(?<=了)[照按](?:这|目前|现在|眼下)|剩下|剩余|余下|下余|还剩|就剩|还差|还缺|尚缺|"
    r"(?<!率)还有(?![^,\d]{0,3}(?:纠纷|争议|异议|分歧|矛盾|问题|意见|困难|缺口|差距|欠账|顾虑|差异|出入))|另有|另外|然后|所以|结果|别的|其他|(?<=[了完好着])正在|(?<![助忙力])争取|力争|有望|实际|"
    r"(?<=[家个项条件户座所处亩里元栋套人次])已(?=[^,]*[\d一二两三四五六七八九十百千几半])|最迟|"
    r"(?<![按比原照较度跟年的占全超本总])(?<!完成)计划(?!的)|导致|致使|整个|整体(?!搬))"
)
_FILLED_UP = re.compile(rf"(?<=[^{JOINER}])(?<!全部){JOINER}+$")
"""What fills a Latin word up to its length, where it ends a phrase; behind 全部 it stands for the rest of 一户不落."""
_LEADS_ON = re.compile(r"(?<=[,。;])\s*(?:另外|还有|再就是|然后|同时|此外|再说说?|至于|其次|最后)[\s,:]*$")
"""What leads to the next task."""
_LABEL = re.compile(r"[\s、.):,①-⑳项个\u2060]*")
_EACH = re.compile(rf"(?:分别|各自)(?:完成|达到|是|为|(?P<later>{MOVES}[期长后缓迟]?[至到]?))?")
_PIECE = re.compile(r"[^、,。;\n和及]+")
_LISTED = re.compile(r"[^,。;\n]+")
_FIGURE = re.compile(
    r"\d+(?:\.\d+)?%|百分之[零一二三四五六七八九十百点]+|[一二三四五六七八九]成半?|"
    r"\d+(?:\.\d+)?[一-龥]{1,2}(?=[、,和及与跟。]|$)"
)
_ONLY_A_FIGURE = re.compile(
    r"[^,。;:\d]{0,12}?[\d一二三四五六七八九十百千万两.]+(?![号日月年点])[一-龥%]{1,3}[、,和及与\s]*"
)
_SHARED = re.compile(r"(?:都|均|全部|全都|全|悉数)")


def find_parts(text: str, asked: Sequence[Asked]) -> Parts:
    """What a corrected text says of which tasks; no passages where it names none of several."""
    if len(asked) == 1:
        return Parts((Passage(asked[0].no, tuple(_phrases(text, 0, len(text)))),))
    if listed := _in_order(text, asked):
        return Parts(listed)
    mentions = with_measured(text, find_mentions(text, asked), asked)
    parts = {task.no: list[Phrase]() for task in asked if any(task.no in one.tasks for one in mentions)}
    loose = []
    governed = list(_with_shared(text, _run_on(_governed(text, mentions))))
    text = _without_labels(text, mentions)
    for one, start, stop, shared in governed:
        for place, no in enumerate(one.tasks if one else ()):
            parts[no] += _own_phrases(text, start, stop, place, len(one.tasks) if one else 0)
            parts[no] += _phrases(text, *shared) if shared else []
        if not one or not one.tasks:
            loose.append(tuple(_phrases(text, start, stop)))
    excepted = {no for one in mentions if one.excepted for no in one.tasks}
    for no, phrases in parts.items():
        opening = _opening_petition(text, mentions)
        if opening and no not in mentions[0].tasks:
            phrases.insert(0, opening)
    passages = (Passage(no, tuple(phrases), no in excepted) for no, phrases in sorted(parts.items()))
    return Parts(tuple(passages), tuple(phrases for phrases in loose if phrases))


def _opening_petition(text: str, mentions: Sequence[Mention]) -> Phrase | None:
    """A request that opens the reply with a colon and is made for all that follow (`请同意:A延10天,B延20天`)."""
    stop = mentions[0].start if mentions else 0
    start = before_petition(text, stop)
    return Phrase(start, stop, text[start:stop], closes=False) if start < stop and ":" in text[start:stop] else None


def _in_order(text: str, asked: Sequence[Asked]) -> tuple[Passage, ...]:
    """What is told of each task in the order of the questions, where no task is named."""
    spans = told_in_order(text, len(asked))
    return tuple(Passage(task.no, tuple(_phrases(text, *span))) for task, span in zip(asked, spans, strict=False))


def whole_passages(text: str, asked: Sequence[Asked]) -> tuple[Passage, ...]:
    """The whole reply as said of every task."""
    phrases = tuple(_phrases(text, 0, len(text)))
    return tuple(Passage(task.no, phrases) for task in asked)


def _governed(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention | None, int, int]]:
    """Each mention with the stretch that it governs: to the next one; the only tasks named get what stands before.

    What no mention governs comes with None."""
    alone = len(mentions) == 1 or len({no for one in mentions for no in one.tasks}) == 1
    reached = 0
    for index, one in enumerate(mentions):
        if one.trailing and (told := told_before(text, reached, one.start)):
            yield None, reached, told[0]
            yield one, *told
        elif index == 0:
            yield one if alone and one.tasks else None, 0, _lead_in(text, one)
        labels = one.kind == "number" or len(one.tasks) > 1 or text.startswith(":", one.end)
        reached = one.end if labels or one.kind in ("all", "rest", "unknown") else one.start
        reached = opening if (opening := before_petition(text, one.start)) < one.start else reached
        stop = _stretch_end(text, mentions, index)
        yield one, reached, stop
        reached = max(stop, one.end)


def _run_on(
    governed: Iterator[tuple[Mention | None, int, int]],
) -> list[tuple[Mention | None, int, int]]:
    """The stretches, those put together that follow upon each other and are of one task (`2已慰问` of 慰问环卫工人)."""
    joined: list[tuple[Mention | None, int, int]] = []
    for one, start, stop in governed:
        last, begin, end = joined[-1] if joined else (None, 0, -1)
        if one and last and one.tasks == last.tasks and len(one.tasks) == 1 and end == start:
            joined[-1] = (last, begin, stop)
        else:
            joined.append((one, start, stop))
    return joined


def _lead_in(text: str, one: Mention) -> int:
    """Where the words begin that lead to a mention: an exception, or a request that is made for its tasks."""
    return min(before_exception(text, one.start), before_petition(text, one.start))


def _without_labels(text: str, mentions: Sequence[Mention]) -> str:
    """The text with the tasks blotted out that a request is made for, so that it reads on without them."""
    asked_for = (one for one in mentions if one.kind != "title" and before_petition(text, one.start) < one.start)
    return _blotted(text, [(one.start, one.end) for one in asked_for])


def _blotted(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + JOINER * (end - start) + text[end:]
    return text


def _with_shared(
    text: str, governed: Sequence[tuple[Mention | None, int, int]]
) -> Iterator[tuple[Mention | None, int, int, tuple[int, int] | None]]:
    """Each stretch, and what is said once for it and the next where it holds no more than a figure (`小区11个、公园4座
    都完工了`)."""
    shared: tuple[int, int] | None = None
    kept = []
    for one, start, stop in reversed(governed):
        kept.append((one, start, stop, shared if _ONLY_A_FIGURE.fullmatch(text, start, stop) else None))
        said = _SHARED.search(text, start, stop)
        if said and _ONLY_A_FIGURE.fullmatch(text, start, said.start()):
            shared = (said.start(), stop)
        elif not kept[-1][3]:
            shared = None
    yield from reversed(kept)


def _stretch_end(text: str, mentions: Sequence[Mention], index: int) -> int:
    """Where the stretch of a mention ends: at the next one, or at the words that lead to it."""
    one = mentions[index]
    if index + 1 == len(mentions):
        return len(text)
    following = mentions[index + 1]
    if following.trailing and (told := told_before(text, one.end, following.start)):
        return told[0]
    stop = _lead_in(text, following)
    return own_end(text, one, stop) if one.excepted else stop


def _own_phrases(text: str, start: int, stop: int, place: int, count: int) -> list[Phrase]:
    """The phrases of a stretch; of `分别60%和35%` each task has its own figure."""
    label = _LABEL.match(text, start, stop)
    begin = label.end() if label else start
    if count > 1 and (spans := told_in_order(text[begin:stop], count)):
        return list(_phrases(text, begin + spans[place][0], begin + spans[place][1]))
    if count > 1 and (each := _EACH.search(text, start, stop)):
        figures = list(_FIGURE.finditer(text, each.end(), stop))
        if len(figures) == count and not each["later"]:
            pieces = figures
        else:
            listed = _LISTED.match(text, each.end(), stop)
            pieces = list(_PIECE.finditer(text, each.end(), listed.end() if listed and each["later"] else stop))
        if len(pieces) == count:
            own = pieces[place]
            if each["later"]:
                others = [piece.span() for piece in pieces if piece is not own]
                return list(_phrases(_blotted(text, others), start, stop))
            return [Phrase(own.start(), own.end(), own[0])]
    stop = start + len(_LEADS_ON.sub("", text[start:stop]).rstrip(" 、"))
    return list(_phrases(text, begin, stop))


def _phrases(text: str, start: int, stop: int) -> Iterator[Phrase]:
    for clause in _CLAUSE.finditer(text, start, stop):
        turns = [clause.start() + turn.start() for turn in _TURN.finditer(clause[0])]
        borders = [*sorted({clause.start(), *turns, *spoken.turns(text, *clause.span())}), clause.end()]
        for begin, end in pairwise(borders):
            closes = end == clause.end()
            said = _FILLED_UP.sub("", text[begin:end])
            yield Phrase(begin, begin + len(said), said, closes, asks=closes and text[end : end + 1] == "?")
