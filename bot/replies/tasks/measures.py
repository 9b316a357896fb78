"""Which task a reply speaks of where it names none: the one that a figure measures, or whose words stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.model import Asked
from bot.replies.tasks.mentions import Mention
from bot.replies.tasks.titles import Titles, bare

_DIGIT = r"[\d一二两三四五六七八九十百千万亿]"
_SENTENCE = re.compile(r"(?:^|[。;\n]|另外|此外|还有|同时)[,\s]*(?P<said>[^。;\n]+)")
_CLAUSE = re.compile(r"[^,。;!?\n]+")
_LISTED = re.compile(r"[^,、。;!?\n]+")
_TELLS = re.compile(r"\d|了|已|完|没|未|正在|正常|[一二三四五六七八九]成|在[一-龥]")
_WHOM_IT_SERVES = re.compile(rf"(?:涉及|覆盖|惠及|受益|服务|带动|总投资)[^,。;]*?{_DIGIT}[^,。;]*")
_OPENS_COUNT = re.compile(rf"(?P<what>[一-龥])(?:已经?|都|也)*(?:[一-龥]{{1,2}}[了到出好]?|了){_DIGIT}")
_SUFFICES = re.compile(r"(?:还|就|也|都|已经?|只|才)*(?:[差缺够齐满])")
_COUNTS_OWN = re.compile(
    rf"\s*[一-龥]{{1,2}}(?:已经?|都|也)?[通修建装铺挖种栽拆改换接架立盖抢清]?[通好完成]?了{_DIGIT}+(?P<unit>[一-龥])$"
)
_SUBJECT = re.compile(r"(?P<what>[一-龥]{2,5}?)(?:已经?|都|也|全|目前|现在)*[一-龥][完好到出掉]?(?:了|到|完(?!成))")
_NO_SUBJECT = re.compile("进度|进展|整体|总体|主体|任务|目前|现在|已经|大概|今天|本周|领导|主任|我们?|这边|现场")
_SHORT = 20
_ENDS_HERE = ",;。\n 了的着过完毕好呢啊吧"
"""Behind a mark, or behind a word that ends a statement where none are spoken."""
_COMMON = frozenset("的一不了在人有是年月日工作项目任务进展情况全区县市企业领导主任局长书记好您你我们报告完成")
_RUNS_INTO = re.compile(r"(?:^|(?<=[,。;!?\n ]))[\d.一二两三四五六七八九十百千万亿]+[一-龥]{1,2}$")
"""A figure that counts what is named right behind it (`8万亩油菜全部归仓`)."""
_REACHED = re.compile(r"已|累计|完成|共|了")


def with_measured(text: str, mentions: tuple[Mention, ...], asked: Sequence[Asked]) -> tuple[Mention, ...]:
    """The mentions, and those of tasks that are not named but whose measure a figure has (`已签4个，图谱…`).

    Such a figure stands before the first mention, in a sentence of its own behind it, or in a reply without mentions
    that holds figures for several tasks."""
    if not mentions:
        found = _by_clause(text, asked)
        found = found if len(found) > 1 else tuple(_counted(text, (), asked, asked))
        return found if len(found) > 1 else ()
    named = {no for one in mentions for no in one.tasks}
    open_tasks = [task for task in asked if task.no not in named]
    if not open_tasks:
        return mentions
    before = _RUNS_INTO.sub("", text[: mentions[0].start])
    opening = _only(open_tasks, before, asked) or _akin(open_tasks, before, asked)
    added = [Mention(0, 0, (opening,), "measure")] if opening else list(_by_clause(before, open_tasks))
    others = [task for task in open_tasks if task.no != opening]
    added += _sentences(text, mentions, others, asked) or _counted(text, mentions, others, asked)
    return tuple(sorted((*added, *mentions), key=lambda one: one.start))


def opening_measured(text: str, asked: Sequence[Asked]) -> Iterator[Mention]:
    """A mention of the only task that a figure measures in what stands before the rest (`38件办结，其他正常`)."""
    if (no := _only(asked, text, asked)) is not None:
        yield Mention(0, 0, (no,), "measure")


def likely_task(text: str, asked: Sequence[Asked]) -> int | None:
    """The one task whose own words or measure stand in a reply that names none at the head of a clause."""
    titles = Titles(asked)
    scores = {task.no: titles.overlap(task.no, text) + 2 * _measured_in(text, task, asked) for task in asked}
    best = max(scores, key=lambda no: scores[no])
    if scores[best] >= 2 and list(scores.values()).count(scores[best]) == 1:
        return best
    return _opens_with(text, asked)


def _opens_with(text: str, asked: Sequence[Asked]) -> int | None:
    """The only task with characters among those that open the reply (`枯死松树清了七成` of 松材线虫病除治)."""
    opens = _SUBJECT.match(text)
    said = set(bare(_NO_SUBJECT.sub("", opens["what"]))) - _COMMON if opens else set()
    fits = [task.no for task in asked if said & set(bare(task.title))]
    return fits[0] if len(fits) == 1 else None


def _by_clause(text: str, asked: Sequence[Asked]) -> tuple[Mention, ...]:
    """Each clause with a figure that measures one task alone, the first for each task."""
    found: dict[int, Mention] = {}
    for clause in _LISTED.finditer(text):
        no = _only(asked, clause[0], asked)
        if no is not None and no not in found:
            found[no] = Mention(clause.start(), clause.start(), (no,), "measure")
    return tuple(found.values())


def _sentences(text: str, mentions: Sequence[Mention], tasks: Sequence[Asked], asked: Sequence[Asked]) -> list[Mention]:
    """Sentences without a mention that tell a figure of a task not named."""
    added: list[Mention] = []
    for sentence in _SENTENCE.finditer(text, mentions[0].end):
        start, end = sentence.span("said")
        if any(start <= one.start < end for one in mentions) or not _REACHED.search(sentence["said"]):
            continue
        no = _only(tasks, sentence["said"], asked)
        if no is not None and all(no not in one.tasks for one in added):
            added.append(Mention(start, start, (no,), "measure"))
    return added


def _only(tasks: Sequence[Asked], words: str, asked: Sequence[Asked]) -> int | None:
    """The only one of some tasks that a figure among the words measures."""
    fits = [task.no for task in tasks if _measured_in(words, task, asked)]
    return fits[0] if len(fits) == 1 else None


def _akin(tasks: Sequence[Asked], words: str, asked: Sequence[Asked]) -> int | None:
    """The only task not named that has a character of its own in what stands before the others (`花摆好了，灯光秀今晚
    联调` of 花卉布置 and 灯光秀), where that is short and tells something."""
    if len(words) > _SHORT or not _TELLS.search(words) or words[-1:] not in tuple(_ENDS_HERE):
        return None
    said = set(words) - _COMMON
    fits = [task.no for task in tasks if said & (set(task.title) - _letters(asked, but=task))]
    return fits[0] if len(fits) == 1 else None


def _counted(
    text: str, mentions: Sequence[Mention], tasks: Sequence[Asked], asked: Sequence[Asked]
) -> Iterator[Mention]:
    """Clauses without a mention that open with a character of a title's own and count in its unit (`煤存了5万吨` of
    企业储煤), or with a unit that only one task has (`人还差30`, `路通了3条`)."""
    for clause in _CLAUSE.finditer(text, mentions[0].end if mentions else 0):
        if any(clause.start() <= one.start < clause.end() for one in mentions):
            continue
        begins = _OPENS_COUNT.match(clause[0])
        fits = [
            task.no
            for task in tasks
            if begins
            and begins["what"] in set(task.title) - _COMMON - _letters(asked, but=task)
            and counts_in(clause[0], task.unit)
        ]
        if mentions:
            fits = fits or [task.no for task in tasks if _of_its_kind(clause[0], task, asked)]
        if len(fits) == 1:
            yield Mention(clause.start(), clause.start(), (fits[0],), "measure")


def _of_its_kind(clause: str, task: Asked, asked: Sequence[Asked]) -> bool:
    """A clause that opens with what this task alone is counted in, or counts it by a subject of its own."""
    unit = task.unit or ""
    if len(unit) != 1 or sum(other.unit == unit for other in asked) > 1:
        return False
    if clause.startswith(unit):
        return _SUFFICES.match(clause, 1) is not None
    found = _COUNTS_OWN.match(clause)
    return found is not None and found["unit"] == unit


def _letters(asked: Sequence[Asked], *, but: Asked) -> set[str]:
    return set("".join(task.title for task in asked if task is not but))


def _measured_in(words: str, task: Asked, asked: Sequence[Asked]) -> bool:
    """A figure stands among the words in the unit of this task and of no other."""
    if not task.unit or task.unit == "%" or sum(other.unit == task.unit for other in asked) > 1:
        return False
    words = _WHOM_IT_SERVES.sub("", words)
    of_its_own = task.target is not None and re.search(rf"\d/{task.target:g}(?![\d.])", words) is not None
    return of_its_own or counts_in(words, task.unit)


def counts_in(words: str, unit: str | None) -> bool:
    """Whether a figure stands among the words in this unit."""
    return bool(unit) and re.search(rf"{_DIGIT}{re.escape(unit or '')}", words) is not None
