"""The dates that are said of a whole item or stage: `（6月底完成）` at its end, `完成时限：6月底`, the cell of a table,
`（二）排查阶段（3月21日至4月30日）`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date

from bot.model import Deadline, Item
from bot.plans.passage import Places, Span
from bot.plans.reading import Reading

Groups = list[list[Deadline]]
"""Dates by expression: one that sets several is one group."""

_LABEL = re.compile(r"时限|时间|期限")
_LABEL_RUN = re.compile(r"[^;。)\n]*")
_REMARKS = re.compile(
    r"^[^()]*\)|\([^()]*\)|[\s。;,*]+|"
    r"(?:责任|牵头|配合|主办|协办|分管|包抓|包联|参与)(?:单位|领导|部门|人|科室)?[: ][^。()]*"
)
_THE_REST = re.compile(r"(?:其他|其余|其它|全部|所有|整体|总体)[^,、]{0,8}$")
_ONLY_BEGINS = re.compile(r"[^,、;]{0,6}(?:开工|启动|动工|进场|前期|招标|方案)")
_NOTHING_ELSE = re.compile(r"[、,和及至\s:*-]*")
_LONGEST_REMARK = 300
_LONGEST_STAGE_TITLE = 50
_STAGES_BACK = 8


class WholeDates:
    """What a plan says of whole items, to be asked for a figure that has no date of its own."""

    def __init__(self, reading: Reading, dates_in: Callable[[Span], Groups]) -> None:
        self._reading = reading
        self._in = dates_in
        self._due_cells = Places(reading.outline.due_cells)
        self._stages = [stage for stage in reading.outline.stages if self._said_in_title(stage)]
        self._closings: dict[int, tuple[int, date | None]] = {}
        self._stage_starts = [start for start, _ in self._stages]

    def of_item(self, start: int, item: Item) -> date | None:
        """The date in the brackets that end the item, or behind its label (`完成时限：6月底`), after a place in it."""
        if item.start not in self._closings:
            self._closings[item.start] = self._closing(item)
        begin, last = self._closings[item.start]
        return last if begin >= start else None

    def _closing(self, item: Item) -> tuple[int, date | None]:
        """Where the last such date of an item stands, and what it says; -1 where there is none."""
        groups = self._in((item.start, item.end))
        for at in range(len(groups) - 1, -1, -1):
            begin = groups[at][0].start
            opening = self._bracket_around(begin, item) or self._reading.passage.clause(begin)[0]
            mark = self._reading.flat[opening - 1 : opening]
            if _LABEL.search(self._reading.flat, max(0, opening - 6), begin) or self._due_cells.covers(begin):
                return begin, self._labelled(groups[at:], begin)
            line = self._reading.passage.words(self._reading.passage.line(begin))
            alone = line.strip() == groups[at][0].quote.strip()
            if (mark == "(" or alone) and self._closes(begin if alone else opening, item, alone):
                return begin, groups[at][-1].last
        return -1, None

    def _bracket_around(self, offset: int, item: Item) -> int | None:
        """Where the words of the bracket begin that is open at a place (`（A局牵头；11月底前完成）`)."""
        opening = self._reading.flat.rfind("(", max(item.start, offset - _LONGEST_REMARK), offset)
        closed = opening < 0 or ")" in self._reading.flat[opening:offset]
        return None if closed else opening + 1

    def _labelled(self, groups: Sequence[list[Deadline]], begin: int) -> date | None:
        """The date behind a label; of several the one of all the rest, else the last that is no mere beginning."""
        run = _LABEL_RUN.match(self._reading.flat, begin)
        said = [group[-1] for group in groups if run and group[0].start < run.end()]
        if len(said) == 1:
            return said[0].last
        flat = self._reading.flat
        rest = next((each for each in said if _THE_REST.search(flat, max(0, each.start - 12), each.start)), None)
        if rest:
            return rest.last
        return None if _ONLY_BEGINS.match(flat, said[-1].end) else said[-1].last

    def _closes(self, opening: int, item: Item, alone: bool) -> bool:
        """Whether little more than brackets and owners follows in the item, or behind a date `alone` on its line."""
        begin = self._reading.passage.line(opening)[1] if alone else opening
        rest = self._reading.flat[begin : min(item.end, opening + _LONGEST_REMARK)]
        return opening + _LONGEST_REMARK > item.end and not _REMARKS.sub("", rest)

    def of_stage(self, start: int) -> date | None:
        """The date in the title of the innermost stage around a place."""
        at = bisect_right(self._stage_starts, start) - 1
        for stage in self._stages[max(0, at - _STAGES_BACK + 1) : at + 1][::-1]:
            if start < stage[1]:
                return self._said_in_title(stage)
        return None

    def _said_in_title(self, stage: Span) -> date | None:
        """The last day that the title of a point names in brackets, or without where it speaks of a stage or names
        nothing else (`（三）9月、10月`)."""
        start, end = self._reading.passage.sentence(stage[0])
        if end - start > _LONGEST_STAGE_TITLE:
            return None
        groups = self._in((start, end))
        stops = [*(group[0].start for group in groups), end]
        starts = [stage[0], *(group[0].end for group in groups)]
        beside = "".join(self._reading.flat[a:b] for a, b in zip(starts, stops, strict=True))
        if groups and _NOTHING_ELSE.fullmatch(beside):
            return groups[-1][-1].last
        for group in reversed(groups):
            opening = self._reading.passage.clause(group[0].start)[0]
            in_brackets = self._reading.flat[opening - 1 : opening] == "("
            begins = _ONLY_BEGINS.match(self._reading.flat, group[-1].end)
            if "阶段" in self._reading.flat[start:end] or (in_brackets and end - group[-1].end <= 4 and not begins):
                return group[-1].last
        return None
