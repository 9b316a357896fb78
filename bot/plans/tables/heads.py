"""The head of a task table that was pasted one cell a line or with single spaces: which words name its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.plans.formats.columns import Role, head_of, is_head, role_of, roles_of
from bot.plans.passage import Span
from bot.plans.tables.cells import Said

_FEWEST, _MOST = 3, 12
_LONGEST_LINE, _LONGEST_HEAD, _PIECE = 80, 24, 2
EDGES = " \t\u3000|\xa0\ufeff"
WORD = re.compile(r"[^\s|]+")
_SIDE_HEAD = re.compile(r"备注|说明|.*(?:情况|投资|资金|地点|问题|打算|建议|方式|性质|来源|电话|联系人|进度|进展)")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its cells, the roles of its columns, what parts its cells (bars, so many line breaks, or
    spaces)."""

    span: Span
    names: tuple[str, ...]
    roles: tuple[Role, ...]
    bars: bool
    breaks: int
    spaced: bool = False

    @property
    def kinds(self) -> tuple[Role, ...]:
        """What the columns hold; where a second one says 举措 or 内容, that is words as in a goal."""
        both = zip(self.roles, map(role_of, self.names), strict=True)
        return tuple("goal" if (role, said) == ("other", "task") else role for role, said in both)

    @property
    def number(self) -> int:
        """The column of the rows' numbers; -1 where there is none."""
        return self.roles.index("number") if "number" in self.roles else -1


def read_head(text: str, lines: Sequence[re.Match[str]], at: int) -> Head | None:
    """The head that begins with a line; None where none does."""
    words = lines[at][0].strip(EDGES)
    if not 0 < len(words) <= _LONGEST_LINE:
        return None
    if " " in words and (spaced := _spaced_head(lines[at])):
        return spaced
    following = lines[at + 1][0].strip(EDGES) if at + 1 < len(lines) else ""
    return _stacked_head(text, lines, at) if role_of(words) or _are_pieces(words, following) else None


def _spaced_head(line: re.Match[str]) -> Head | None:
    """The head whose cells stand on one line with single spaces between: each of them must be known."""
    cells = list(WORD.finditer(line[0]))
    names = [cell[0] for cell in cells]
    if not _FEWEST <= len(names) <= _MOST or not all(map(role_of, names)) or not is_head(names):
        return None
    roles = roles_of(names)
    span = line.start() + cells[0].start(), line.start() + cells[-1].end()
    fit = "task" in roles and len(set(names)) == len(names)
    return Head(span, tuple(names), roles, bars=False, breaks=1, spaced=True) if fit else None


def _stacked_head(text: str, lines: Sequence[re.Match[str]], at: int) -> Head | None:
    """The head that begins with a line; it ends before the first number, or with the last word that names a column."""
    cells = list(_head_cells(lines, at))
    first_number = next((n for n, (words, _) in enumerate(cells) if Said.of(words).ordinal), len(cells))
    names = [words for words, _ in cells[:first_number]]
    if first_number == len(cells) or "number" not in map(role_of, names):
        known = [n for n, words in enumerate(names) if role_of(words) or _SIDE_HEAD.fullmatch(head_of(words))]
        names = names[: 1 + _last_in_row(known)]
    while names and (Said.of(names[-1]).banner or _is_lone_period(names)):
        names.pop()
    if not _FEWEST <= len(names) <= _MOST or len(set(names)) < len(names) or not is_head(names):
        return None
    roles = roles_of(names)
    spans = [span for _, span in cells[: len(names)]]
    bars = all(text[span[1] : span[1] + 4].lstrip().startswith("|") for span in spans)
    breaks = min(text.count("\n", one[1], two[0]) for one, two in pairwise(spans))
    return Head((spans[0][0], spans[-1][1]), tuple(names), roles, bars, breaks) if "task" in roles else None


def _is_lone_period(names: Sequence[str]) -> bool:
    """Whether a month or quarter at the end is no head, since no other is there: it is the first row's date."""
    return role_of(names[-1]) == "period" and sum(role_of(name) == "period" for name in names) == 1


def _last_in_row(known: Sequence[int]) -> int:
    """The last of the known heads that at most one unknown parts from those before."""
    last = -1
    for place in known:
        if place > last + 2:
            break
        last = place
    return last


def _are_pieces(one: str, two: str) -> bool:
    """Whether two short lines are one head that was broken (`责任`, `单位`), not two heads (`序号`, `任务`)."""
    whole = role_of(one + two) if len(one) <= _PIECE and len(two) <= _PIECE else None
    return whole is not None and role_of(one) in (None, whole)


def _head_cells(lines: Sequence[re.Match[str]], at: int) -> Iterator[tuple[str, Span]]:
    """The short lines from one on, without their bars; a head that is broken inside counts as one."""
    found: list[tuple[str, Span]] = []
    for line in lines[at : at + 2 * _MOST]:
        bare = line[0].strip(EDGES)
        if len(bare) > _LONGEST_HEAD or "。" in bare:
            break
        if not bare:
            continue
        start = line.start() + line[0].index(bare)
        if found and _are_pieces(found[-1][0], bare):
            found[-1] = (found[-1][0] + bare, (found[-1][1][0], start + len(bare)))
            continue
        found.append((bare, (start, start + len(bare))))
    return iter(found)
