"""Makes a message fit a chat service: long texts in parts, no more buttons than it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.channels.base import Abilities, Key, Outgoing
from bot.channels.markup import Run, cut, read_markup, units, write_markup
from bot.record.events import Button, Message

BORDERS = ("\n\n", "\n", "。", "；", "，", " ")
"""Where a text is cut, best first: between tasks, between lines, and only then inside one."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of sending itself: `late` stands before what may be there already (`【补发】`), `part` under each part
    of a long message, with `{n}` and `{of}` (`（{n}/{of}）`), `lost` in the place of a file that could not be sent."""

    late: str
    part: str
    lost: str


PLAIN = Wording(late="", part="({n}/{of})", lost="(…)")


def parts_of(message: Message, chat: str, abilities: Abilities, wording: Wording = PLAIN) -> tuple[Outgoing, ...]:
    """A message as a service takes it: its parts in order, each with room for `wording.late`. The first is shown as the
    answer to what the message answers, the buttons stand under the last."""
    texts = split(message.text, abilities.text - units(wording.late), wording.part)
    parts = [Outgoing(chat, text) for text in texts]
    parts[0] = replace(parts[0], reply_to=message.reply_to)
    parts[-1] = replace(parts[-1], rows=fitting(message.rows, abilities.buttons))
    return tuple(parts)


def split(html: str, limit: int, label: str) -> tuple[str, ...]:
    """The HTML in parts that are at most `limit` units long to their reader, tags balanced in each, numbered by `label`
    if there is more than one."""
    runs = read_markup(html)
    text = "".join(run.text for run in runs)
    if units(text) <= limit:
        return (html,)
    pieces = list(_pieces(text, limit - units("\n" + label.format(n=99, of=99))))
    numbers = [Run("\n" + label.format(n=n, of=len(pieces))) for n in range(1, len(pieces) + 1)]
    return tuple(write_markup((*cut(runs, *piece), number)) for piece, number in zip(pieces, numbers, strict=True))


def fitting(rows: Sequence[Sequence[Button]], most: int) -> tuple[tuple[Key, ...], ...]:
    """As many of the buttons as a service shows, from the first; what a button does can be typed as well."""
    kept: list[tuple[Key, ...]] = []
    for row in rows:
        room = most - sum(map(len, kept))
        kept.append(tuple(Key(button.label, button.key) for button in row[:room]))
    return tuple(row for row in kept if row)


def _pieces(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Start and end of each piece, without the white space around it."""
    start = _after_space(text, 0)
    while start < len(text):
        end = _end(text, start, limit)
        yield start, start + len(text[start:end].rstrip())
        start = _after_space(text, end)


def _end(text: str, start: int, limit: int) -> int:
    """The best border that can be reached from here."""
    reach = start + limit
    while units(text[start:reach]) > limit:
        reach -= (units(text[start:reach]) - limit + 1) // 2
    if reach >= len(text):
        return len(text)
    found = ((text.rfind(border, start + 1, reach), border) for border in BORDERS)
    return next((at + len(border) for at, border in found if at > 0), reach)


def _after_space(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip())
