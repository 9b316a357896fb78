"""Which date bounds a planned figure.

In this order: a date in the figure's own clause; a date earlier in the sentence that leads it, bounded a figure itself,
or whose clause goes on without a new subject; a later clause that tells only when all is done; the date that ends the
item in brackets; the date that opened the paragraph or section, or the month over the list; the plan year's last
day. What is said of the whole year gives way to a later clause."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from bot.model import Deadline, Item
from bot.plans.dates.completions import Completions
from bot.plans.dates.reach import VERB_FIRST, adds, belongs, reaches
from bot.plans.dates.wholedates import WholeDates
from bot.plans.passage import Places, Span, outermost
from bot.plans.reading import Reading

_LEAD_IN = re.compile(
    r"[ ]*(?:力争|确保|到|至|在|于|努力|计划|预计|通过|截至|截止|其中|争取|自|最晚|最迟|务必|原则上|要|须|应|拟|将|即|"
    r"全[省市县区镇乡街校]|各地|从[^,。;]{2,8}起)*[ ]*"
)
_CLAUSES_BACK = 12
_DEEPEST_INDENT = 12
_LEADS_ALONE = re.compile(r"[ ]*(?:左右|努力|时)?[ ]*")


class DueDates:
    """The dates of a plan, to be asked which of them bounds a figure."""

    def __init__(self, reading: Reading, deadlines: Sequence[Deadline]) -> None:
        self._reading = reading
        self._quotes = _by_quote(deadlines)
        self._places = Places([(start, start + 1) for start, _ in self._quotes])
        self._items = reading.outline.items
        self._whole = WholeDates(reading, self._in)
        self._completions = Completions(reading, self._in)
        self._goals = Places(outermost(reading.outline.goals))
        self._months = Places(reading.outline.months)
        self._goal_openings = self._openings_of_goals()
        self._item_starts = [item.start for item in self._items]

    def of(self, start: int, end: int, count: int = 1) -> list[date]:
        """The last days for `count` figures of one expression at start..end."""
        found = self._own_clause(start, end, count) or self._led_or_closed(start, end)
        if found:
            return [each.last for each in found] if len(found) == count else [found[-1].last] * count
        last = self._of_item(start) or self._opened_by(start) or self._reading.times.last_day
        return [last] * count

    def _led_or_closed(self, start: int, end: int) -> list[Deadline]:
        earlier = self._earlier_in_sentence(start)
        if earlier and earlier[-1].last != self._reading.times.last_day:
            return earlier
        later = self._completions.after(start, end)
        return [later] if later else earlier

    def _in(self, span: Span) -> list[list[Deadline]]:
        found = self._places.within(*span)
        return [group for _, group in self._quotes[found.start : found.stop]]

    def _own_clause(self, start: int, end: int, count: int) -> list[Deadline]:
        """The dates of the nearest expression, or one of each where as many figures follow (`6月底前、年底前…`)."""
        clause = self._reading.passage.clause(start)
        before, after = self._in((clause[0], start)), self._in((end, clause[1]))
        if self._reading.flat.startswith("的", end):  # `投资2600万元的酒店5月1日开业`: the sum has no day
            after = []
        near: list[Deadline] = []
        for group in reversed(before):
            near = [*group, *near]
            if count > 1 and len(near) == count:
                return near
        return before[-1] if before else after[0] if after else []

    def _earlier_in_sentence(self, start: int) -> list[Deadline]:
        passage = self._reading.passage
        first = passage.sentence(start)[0]
        own = clause = passage.clause(start)
        same_subject = in_row = True
        for _ in range(_CLAUSES_BACK):
            if clause[0] <= first:
                break
            same_subject = same_subject and bool(VERB_FIRST.match(passage.words(clause)))
            in_row = in_row and bool(self._reading.figures_in(clause))
            opened_by = self._reading.flat[clause[0] - 1]
            clause = passage.clause(clause[0] - 1)
            found = self._in(clause)
            if found:
                led = opened_by in ",(" and self._goes_on(found[-1], clause, own, same_subject, in_row)
                return found[-1] if led or self._leads(found[-1], clause, own) else []
        return []

    def _leads(self, said: list[Deadline], around: Span, own: Span) -> bool:
        """Whether a date alone in its clause, or in brackets behind such a one, leads all that follows."""
        if not self._stands_alone(said, around):
            return False
        if self._reading.flat[around[1] : around[1] + 1] != ")" or own[0] <= around[1] + 1:
            return self._reading.flat[own[0] : own[0] + 1] not in ("、", "和", "及")
        before = self._reading.passage.clause(around[0] - 1)
        said_before = self._reading.dates_in(before)
        return bool(said_before) and self._is_all(before, said_before[0].start, said_before[-1].end)

    def _goes_on(self, said: list[Deadline], around: Span, own: Span, same_subject: bool, in_row: bool) -> bool:
        """Whether what a date bounds goes on from its clause to the clause `own`."""
        if belongs(self._reading, own) or self._lies_beyond(said, around):
            return True
        if same_subject or self._bounds_figure(said, around):
            return reaches(self._reading, said, around, own) or adds(self._reading, said, around, own, in_row)
        return adds(self._reading, said, around, own, in_row)

    def _lies_beyond(self, said: list[Deadline], around: Span) -> bool:
        """Whether a clause opens with a date after the plan's year (`到2030年建成…`): so does all that follows."""
        far = said[-1].last > self._reading.times.last_day
        return far and bool(_LEAD_IN.fullmatch(self._reading.flat, around[0], said[0].start))

    def _stands_alone(self, found: list[Deadline], clause: Span) -> bool:
        return self._is_all(clause, found[0].start, found[0].end)

    def _is_all(self, clause: Span, start: int, end: int) -> bool:
        """Whether a date at start..end is all that its clause says."""
        flat = self._reading.flat
        return bool(_LEAD_IN.fullmatch(flat, clause[0], start) and _LEADS_ALONE.fullmatch(flat, end, clause[1]))

    def _bounds_figure(self, found: list[Deadline], clause: Span) -> bool:
        return bool(self._reading.figures_in((found[0].end, clause[1])))

    def _of_item(self, start: int) -> date | None:
        """The date that the item gives for all of its figures, or the stage that it belongs to."""
        item = self._item_at(start)
        return (item and self._whole.of_item(start, item)) or self._whole.of_stage(start)

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
            if found and self._stands_alone(found[0], clause) and not self._is_near_bound(found[0], offset):
                return found[0][-1].last
        return None

    def _is_near_bound(self, said: list[Deadline], offset: int) -> bool:
        """`9月底前，…`: among tasks it bounds its own sentence only."""
        bound = said[-1].quote.endswith("前") and said[-1].last < self._reading.times.last_day
        return bound and not self._goals.covers(offset)

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
