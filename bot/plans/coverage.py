"""The coverage copy: every sentence of a plan with what was understood of it, for the admin to check and sign.

Pure: a plan goes in, marked paragraphs come out; config/messages/coverage.html.j2 lays them out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.model import Answer, Cadence, Deadline, Item, Nature, Owner, OwnerRole, Plan, Target, Unread
from bot.plans.formats import Document
from bot.plans.tasks.phrases import goal_words, squeeze
from bot.plans.tasks.saying import say_day, say_every, say_measure, say_period

Kind = Literal["unread", "target", "deadline", "cadence", "owner", "task", "none"]

KINDS: tuple[Kind, ...] = ("unread", "target", "deadline", "cadence", "owner", "task", "none")
"""In the order in which they decide the colour of a sentence that holds several."""

NATURES: dict[Nature, str] = {
    "count": "个数", "amount": "总量", "level": "水平", "growth": "增幅", "once": "一次完成",
}  # fmt: skip
ROLES: dict[OwnerRole, str] = {"leader": "责任领导", "department": "责任单位", "supporting": "配合单位"}

_SENTENCE = re.compile(r"[^。；;！!？?]*[。；;！!？?]+[”’」』\"）)】]*|[^。；;！!？?]+$")


@dataclass(frozen=True, slots=True)
class Note:
    """What was understood of some words: `number` ties the words to the margin; 0 for a task's name."""

    kind: Kind
    number: int
    quote: str
    says: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text of one marking: `kinds` of the answers that hold it, `notes` those that begin with it."""

    text: str
    kinds: tuple[Kind, ...]
    notes: tuple[Note, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the colour that it gets."""

    kind: Kind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the plan, where it stands in the file, and the notes for its margin."""

    where: str
    sentences: tuple[Sentence, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole copy. `sentences` and `answers` count by kind; `loose` are the notes of answers outside every task."""

    title: str
    year: int
    tasks: int
    paragraphs: tuple[Paragraph, ...]
    sentences: dict[Kind, int]
    answers: dict[Kind, int]
    unread: tuple[tuple[str, Note], ...]
    loose: tuple[Note, ...]


def cover(plan: Plan, document: Document) -> Coverage:
    """Each sentence of the plan's text, in its order, with what was understood of it."""
    entries = sorted((*plan.items, *plan.leads), key=lambda entry: entry.start)
    notes = _notes(plan, entries)
    paragraphs = tuple(_paragraphs(plan.text, document, notes, entries))
    return Coverage(
        title=squeeze(plan.title) or "（没有标题）",
        year=plan.year,
        tasks=len(entries),
        paragraphs=paragraphs,
        sentences=_counted(sentence.kind for paragraph in paragraphs for sentence in paragraph.sentences),
        answers=_counted(note.kind for note in notes),
        unread=tuple((p.where, note) for p in paragraphs for note in p.notes if note.kind == "unread"),
        loose=tuple(n for n in notes if n.kind not in ("task", "unread") and _entry_at(entries, n.start) is None),
    )


def _counted(kinds: Iterator[Kind]) -> dict[Kind, int]:
    counts = Counter(kinds)
    return {kind: counts[kind] for kind in KINDS}


def _notes(plan: Plan, entries: Sequence[Item]) -> list[Note]:
    """A note for each answer and each task's name, in the order of the text, the answers numbered."""
    answers: list[Answer] = sorted(
        (*plan.deadlines, *plan.targets, *plan.cadences, *plan.owners, *plan.unread), key=lambda a: (a.start, a.end)
    )
    notes = [_note(answer, n, plan.year) for n, answer in enumerate(answers, 1)]
    notes += [_task_note(entry, plan.text) for entry in entries]
    return sorted(notes, key=lambda note: (note.start, note.number))


def _note(answer: Answer, number: int, year: int) -> Note:
    kind, says = _understood(answer, year)
    return Note(kind, number, squeeze(answer.quote), says, answer.start, answer.end)


def _understood(answer: Answer, year: int) -> tuple[Kind, str]:
    match answer:
        case Deadline():
            doubt = "" if answer.sure else f"（{answer.note or '有两种读法'}，请核对）"
            return "deadline", f"时限：{say_period(answer.first, answer.last, year)}{doubt}"
        case Target():
            figure = say_measure(goal_words(answer), answer)
            return "target", f"指标：{figure}，{say_day(answer.due, year)}（{NATURES[answer.nature]}）"
        case Cadence():
            return "cadence", f"频次：{say_every(answer.unit, answer.interval)}"
        case Owner():
            return "owner", f"{ROLES[answer.role]}：{'、'.join(answer.names)}"
        case Unread():
            return "unread", f"没有读懂：{answer.why}"
    raise TypeError(f"no kind of answer: {answer!r}")


def _task_note(entry: Item, text: str) -> Note:
    name = "总目标或章首语" if entry.lead else f"任务 {entry.number}".strip()
    length = len(entry.title) if text.startswith(entry.title, entry.start) else 0
    return Note("task", 0, entry.title, f"{name}：{squeeze(entry.title)}", entry.start, entry.start + length)


def _paragraphs(text: str, document: Document, notes: Sequence[Note], entries: Sequence[Item]) -> Iterator[Paragraph]:
    starts = [note.start for note in notes]
    at = 0
    for n, line in enumerate(text.splitlines(keepends=True), 1):
        mine = notes[bisect_left(starts, at) : bisect_left(starts, at + len(line))]
        if line.strip():
            where = document.place(at) if document.places else f"第{n}行"
            yield Paragraph(where, tuple(_sentences(line, at, mine, entries)), tuple(mine))
        at += len(line)


def _sentences(line: str, at: int, notes: Sequence[Note], entries: Sequence[Item]) -> Iterator[Sentence]:
    starts = [note.start for note in notes]
    first = 0
    for match in _SENTENCE.finditer(line.rstrip("\r\n")):
        start, end = at + match.start(), at + match.end()
        while first < len(notes) and notes[first].end <= start:
            first += 1
        inside = [note for note in notes[first : bisect_left(starts, end)] if note.end > start]
        yield Sentence(_kind(inside, _entry_at(entries, end - 1)), tuple(_pieces(match[0], start, inside)))


def _kind(notes: Sequence[Note], entry: Item | None) -> Kind:
    kinds = {note.kind for note in notes} | ({"task"} if entry else set())
    return next((kind for kind in KINDS if kind in kinds), "none")


def _entry_at(entries: Sequence[Item], offset: int) -> Item | None:
    at = bisect_right(entries, offset, key=lambda entry: entry.start) - 1
    return entries[at] if at >= 0 and offset < entries[at].end else None


def _pieces(text: str, start: int, notes: Sequence[Note]) -> Iterator[Piece]:
    """The sentence cut at the borders of its answers, which may lie in one another."""
    end = start + len(text)
    borders = sorted({start, end, *(b for note in notes for b in (note.start, note.end) if start < b < end)})
    for left, right in pairwise(borders):
        over = [note for note in notes if note.start < right and note.end > left]
        yield Piece(
            text=text[left - start : right - start],
            kinds=tuple(dict.fromkeys(note.kind for note in over)),
            notes=tuple(note for note in over if note.number and max(note.start, start) == left),
            says="\n".join(note.says for note in over),
        )
