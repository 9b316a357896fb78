"""A plan's text made ready to be understood: normalised, cut into pieces, lexed once, its dates and figures found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.language.dates import DATES, Times
from bot.language.engine import Found, find
from bot.language.lexicon import LEXICON
from bot.language.periods import Period
from bot.language.quantities import AMOUNTS, Amount
from bot.language.text import normalise, unwrap
from bot.plans.outline import Outline, read_outline
from bot.plans.passage import Passage, Places, Span, outermost
from bot.plans.pasted import PastedTable

Date = Found[Period]
Figure = Found[Amount]


@dataclass(frozen=True, slots=True)
class Reading:
    """What every part of the understanding looks at. Offsets are those of `text`."""

    text: str
    passage: Passage
    times: Times
    dates: tuple[Date, ...]
    figures: tuple[Figure, ...]
    figure_places: Places
    outline: Outline
    reviews: Places
    settings: Places
    reported: bool

    @property
    def flat(self) -> str:
        """The text normalised and unwrapped, character for character."""
        return self.passage.flat

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
        dates,
        figures,
        Places([(each.start, each.end) for each in figures]),
        outline,
        Places(outermost(outline.reviews)),
        Places(outermost(outline.settings)),
        reported,
    )

