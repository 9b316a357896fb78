"""A plan's text made ready to be understood: normalised, cut into pieces, lexed once, its dates and figures found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.language.dates import DATES, Times
from bot.language.engine import Found, Tokens, find
from bot.language.lexicon import LEXICON
from bot.language.periods import Period
from bot.language.quantities import AMOUNTS, Amount
from bot.language.text import normalise, unwrap
from bot.plans.outline.outline import Outline, read_outline
from bot.plans.passage import Passage, Places, Span, outermost
from bot.plans.tables.rows import PastedTable

_BRACKETED_LINE = re.compile(r"[ ]*\([^()]{1,80}\)[ ]*")

Date = Found[Period]
Figure = Found[Amount]


@dataclass(frozen=True, slots=True)
class Reading:
    """What every part of the understanding looks at. Offsets are those of `text`."""

    text: str
    passage: Passage
    times: Times
    dates: tuple[Date, ...]
    date_places: Places
    figures: tuple[Figure, ...]
    figure_places: Places
    outline: Outline
    reviews: Places
    settings: Places
    done_rows: Places
    reported: bool

    @property
    def flat(self) -> str:
        """The text normalised and unwrapped, character for character."""
        return self.passage.flat

    def is_above_points(self, offset: int) -> bool:
        """Whether a place stands before the first point or row."""
        return offset < (self.outline.leads[0].end if self.outline.leads else 0)

    def is_remark_on_title(self, offset: int) -> bool:
        """Whether the line around a place stands in brackets as a whole, above the first item (`（共14项）`)."""
        above = not self.outline.items or offset < self.outline.items[0].start
        return above and bool(_BRACKETED_LINE.fullmatch(self.passage.words(self.passage.line(offset))))

    def dates_in(self, span: Span) -> Sequence[Date]:
        """The dates that begin in the span."""
        found = self.date_places.within(*span)
        return self.dates[found.start : found.stop]

    def figures_in(self, span: Span) -> Sequence[Figure]:
        """The figures that begin in the span."""
        found = self.figure_places.within(*span)
        return self.figures[found.start : found.stop]


def flatten(text: str, tables: Sequence[PastedTable] = ()) -> str:
    """The text normalised and unwrapped, character for character; the rows of its tables stay lines."""
    return unwrap(normalise(text), [end for table in tables for end in table.line_ends])


def make_ready(
    text: str,
    flat: str,
    times: Times,
    *,
    tables: Sequence[PastedTable],
    names_owner: Callable[[int, int], bool],
    reported: bool,
) -> Reading:
    """A reading of a plan of the year in `times`; `flat` is the text flattened. `names_owner` says whether owners are
    named in from..to, `reported` whether the text tells what was done rather than what is planned."""
    tokens = LEXICON.lex(flat)
    dates = tuple(find(tokens, DATES, times))
    figures = tuple(find(tokens, AMOUNTS, None))
    date_places = Places([(each.start, each.end) for each in dates])

    def names_owner_or_date(start: int, end: int) -> bool:
        return names_owner(start, end) or date_places.any_within(start, end)

    outline = read_outline(text, flat, tables, times.year, names_owner_or_date, names_owner)
    return Reading(
        text,
        Passage(flat, outline.heads),
        times,
        _with_turn_of_year(tokens, dates, times, Places(outline.later_months)),
        date_places,
        figures,
        Places([(each.start, each.end) for each in figures]),
        outline,
        Places(outermost(outline.reviews)),
        Places(outermost(outline.settings)),
        Places(outline.done_rows),
        reported,
    )


def _with_turn_of_year(tokens: Tokens, dates: tuple[Date, ...], times: Times, later: Places) -> tuple[Date, ...]:
    """The dates; those after the turn of the year that a school year or a series of months passes in the next year."""

    def turned(each: Date) -> bool:
        bare = not any(period.year_said for period in each.values)
        return bare and (later.covers(each.start) or any(map(times.turns_before, each.values)))

    if not any(map(turned, dates)):
        return dates
    following = {each.start: each for each in find(tokens, DATES, times.following)}
    return tuple(following.get(each.start, each) if turned(each) else each for each in dates)
