"""Which date bounds a planned figure.

In this order: a date in the figure's own clause; a date earlier in the sentence that leads it, bounded a figure itself,
or whose clause goes on without a new subject; the date that ends the item in brackets; the date that opened the
paragraph or section, or the month over the list; the plan year's last day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from bot.model import Deadline, Item
from bot.plans.passage import Places, Span, outermost
from bot.plans.reading import Reading

_VERB_FIRST = re.compile(
    r"[ ]*(?:并|同时|累计|全部|确保|力争|实现|完成)*(?:新增|新建|建成|完成|实现|达到|招引|引进|盘活|培育|开工|投产|"
    r"建设|举办|开展|组织|实施|争取|打造|改造|安排|发放|"
    r"认定|推广|落地|签约|入驻|带动|创建|申报|覆盖|发展|解决|整治|启动|铺设|栽植|化解)"
)
_LEAD_IN = re.compile(r"[ ]*(?:力争|确保|到|至|在|于|努力|计划|预计|通过|截至|其中|争取|自)*[ ]*")
_REMARKS = re.compile(r"^[^()]*\)|\([^()]*\)|[\s。;,*]+")
_CLAUSES_BACK = 12
_LONGEST_REMARK = 300
_DEEPEST_INDENT = 12
_LEADS_ALONE = re.compile(r"[ ]*(?:左右|努力|时)?[ ]*")


class DueDates:
    """The dates of a plan, to be asked which of them bounds a figure."""

    def __init__(self, reading: Reading, deadlines: Sequence[Deadline]) -> None:
        self._reading = reading
        self._quotes = _by_quote(deadlines)
        self._places = Places([(start, start + 1) for start, _ in self._quotes])
        self._items = reading.outline.items
        self._goals = Places(outermost(reading.outline.goals))
        self._months = Places(reading.outline.months)
        self._due_cells = Places(reading.outline.due_cells)
        self._goal_openings = self._openings_of_goals()
        self._item_starts = [item.start for item in self._items]

    def of(self, start: int, end: int, count: int = 1) -> list[date]:
        """The last days for `count` figures of one expression at start..end."""
        for found in (self._own_clause(start, end, count), self._earlier_in_sentence(start)):
            if found:
                return [each.last for each in found] if len(found) == count else [found[-1].last] * count
        last = self._end_of_item(start) or self._opened_by(start) or self._reading.times.last_day
        return [last] * count

    def _in(self, span: Span) -> list[list[Deadline]]:
        found = self._places.within(*span)
        return [group for _, group in self._quotes[found.start : found.stop]]

    def _own_clause(self, start: int, end: int, count: int) -> list[Deadline]:
        """The dates of the nearest expression, or one of each where as many figures follow (`6月底前、年底前…`)."""
        clause = self._reading.passage.clause(start)
        before, after = self._in((clause[0], start)), self._in((end, clause[1]))
        if count > 1 and len(before) == count:
            return [group[-1] for group in before]
        return before[-1] if before else after[0] if after else []

    def _earlier_in_sentence(self, start: int) -> list[Deadline]:
        passage = self._reading.passage
        first = passage.sentence(start)[0]
        clause = passage.clause(start)
        same_subject = True
        for _ in range(_CLAUSES_BACK):
            if clause[0] <= first:
                break
            same_subject = same_subject and bool(_VERB_FIRST.match(passage.words(clause)))
            opened_by = self._reading.flat[clause[0] - 1]
            clause = passage.clause(clause[0] - 1)
            found = self._in(clause)
            if found:
                leads = self._stands_alone(found[-1], clause)
                goes_on = opened_by in ",(" and (same_subject or self._bounds_figure(found[-1], clause))
                return found[-1] if leads or goes_on else []
        return []

    def _stands_alone(self, found: list[Deadline], clause: Span) -> bool:
        flat, date_said = self._reading.flat, found[0]
        leads = _LEAD_IN.fullmatch(flat, clause[0], date_said.start)
        return bool(leads and _LEADS_ALONE.fullmatch(flat, date_said.end, clause[1]))

    def _bounds_figure(self, found: list[Deadline], clause: Span) -> bool:
        return bool(self._reading.figures_in((found[0].end, clause[1])))

    def _end_of_item(self, start: int) -> date | None:
        """The date in the brackets that end the item, or behind its label (`完成时限：6月底`)."""
        item = self._item_at(start)
        if item is None:
            return None
        for group in reversed(self._in((start, item.end))):
            opening = self._reading.passage.clause(group[0].start)[0]
            mark = self._reading.flat[opening - 1 : opening]
            before = self._reading.flat[max(0, opening - 6) : group[0].start]
            labelled = re.search(r"时限|时间|期限", before) or self._due_cells.covers(group[0].start)
            if labelled or (mark == "(" and self._closes(opening, item)):
                return group[-1].last
        return None

    def _closes(self, opening: int, item: Item) -> bool:
        """Whether little more than brackets follows in the item."""
        rest = self._reading.flat[opening : min(item.end, opening + _LONGEST_REMARK)]
        return opening + _LONGEST_REMARK > item.end and not _REMARKS.sub("", rest)

    def _item_at(self, offset: int) -> Item | None:
        index = bisect_right(self._item_starts, offset) - 1
        return self._items[index] if index >= 0 and offset < self._items[index].end else None

    def _opened_by(self, start: int) -> date | None:
        """The date alone in the clause that opens the paragraph (`到2025年，…。…`) or, among goals, an earlier one;
        else the month over the list."""
        opening = self._opening(self._reading.passage.line(start)[0])
        return opening or self._goal_before(start) or self._month_over(start)

    def _goal_before(self, start: int) -> date | None:
        """The date that opened an earlier paragraph of the same goals."""
        index = bisect_right(self._goal_openings, (start, date.max)) - 1
        goals = self._goals.index_of(start)
        if goals is None or index < 0 or self._goals.index_of(self._goal_openings[index][0]) != goals:
            return None
        return self._goal_openings[index][1]

    def _opening(self, line: int) -> date | None:
        flat = self._reading.flat
        indent = range(line, min(line + _DEEPEST_INDENT, len(flat)))
        head = next((offset for offset in indent if flat[offset] != " "), line)
        for offset in (head, *self._head_in(head)):
            clause = self._reading.passage.clause(offset)
            found = self._in(clause)
            if found and self._stands_alone(found[0], clause):
                return found[0][-1].last
        return None

    def _head_in(self, line: int) -> list[int]:
        """Where the words after a title begin, if a point begins on the line: `（二）工作目标。到2025年，…`."""
        heads = self._reading.outline.heads
        index = bisect_right(heads, line + _DEEPEST_INDENT) - 1
        if index < 0 or heads[index] < line:
            return []
        return [self._reading.passage.sentence(heads[index])[1] + 1]

    def _month_over(self, start: int) -> date | None:
        index = self._months.index_of(start)
        if index is None:
            return None
        begin = self._reading.outline.months[index][0]
        found = self._in((begin, begin + 6))
        return found[0][-1].last if found else None

    def _openings_of_goals(self) -> list[tuple[int, date]]:
        """The dates that open a paragraph of goals; they hold for the paragraphs after, too."""
        openings = []
        for begin, group in self._quotes:
            if self._goals.covers(begin):
                last = self._opening(self._reading.passage.line(begin)[0])
                if last == group[-1].last:
                    openings.append((self._reading.passage.line(begin)[0], last))
        return openings


def _by_quote(deadlines: Sequence[Deadline]) -> list[tuple[int, list[Deadline]]]:
    groups: list[tuple[int, list[Deadline]]] = []
    for each in deadlines:
        if groups and groups[-1][0] == each.start:
            groups[-1][1].append(each)
        else:
            groups.append((each.start, [each]))
    return groups

