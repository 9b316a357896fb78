"""What looks like a promise and was not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.model import Deadline, Target, Unread
from bot.plans.figures.figures import reason_against
from bot.plans.passage import Places, outermost
from bot.plans.reading import Reading

_BY_SOMETHING = re.compile(
    r"(?:月底前?|季末前?|近期|[\d一二两三四五六]个月内|之前|以前|[^\d提目之以当空面向往]前)(?=[^,。;:()\n]{0,8}(?:完成|建成|竣工|投用|投产|开工|启动|到位|销号|交付|整改))"
)
_LOUD = ("numeral", "there already", "standard", "duration")


def find_unread(reading: Reading, deadlines: Sequence[Deadline], targets: Sequence[Target]) -> tuple[Unread, ...]:
    """The stretches of planned work that name a bound or a date which is in no answer."""
    taken = Places(outermost([(each.start, each.end) for each in (*deadlines, *targets)]))
    found = [*_bounds(reading, taken), *_dates(reading)]
    return tuple(sorted(found, key=lambda each: each.start))


def _bounds(reading: Reading, taken: Places) -> Iterator[Unread]:
    for figure in reading.figures:
        if figure.values[0].bound == "=" or taken.covers(figure.start):
            continue
        if reason_against(reading, figure) in _LOUD:
            yield Unread(reading.text[figure.start : figure.end], figure.start, "有上下限的数字，未读成指标")


def _dates(reading: Reading) -> Iterator[Unread]:
    known = Places([(each.start, each.end) for each in reading.dates])
    for found in _BY_SOMETHING.finditer(reading.flat):
        read = known.covers(found.start()) or known.any_within(*found.span())
        if not (read or reading.reviews.covers(found.start())):
            yield Unread(reading.text[found.start() : found.end()], found.start(), "像是时限，未读出日期")
