"""Task tables as text: one numbered line a row, with the words that the plan reader knows from prose.

A row `3 | 改造老旧小区 | 9个 | 住建局 | (empty) | 11月底` under its heads becomes
`3. 改造老旧小区。年度目标：9个。责任单位：住建局。完成时限：11月底。`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.plans.formats.columns import LABELS, Role, head_of, is_head, role_of, roles_of
from bot.plans.formats.document import Draft

HEAD_AMONG = 8
"""Above the head of a table stand its title, the unit, the date: a few rows."""
LEADING: set[Role] = {"number", "chapter", "task"}
OWNING: set[Role] = {"leader", "lead", "department"}

_ENDED = re.compile(r"[。；;！!？?：:，,、]$")
_OWN_NUMBER = re.compile(
    r"\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:[.．]\d+)*[、.．]|#)"
)
_PLAIN_NUMBER = re.compile(r"\d+(?:[.．]\d+)*|[一二三四五六七八九十]+")
_NOTHING = re.compile(r"[\s/／\\—\-－无]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words and where it stands. `continued`: merged with the cell above, whose words it repeats;
    `spread`: merged with the cell to its left."""

    text: str
    where: str
    continued: bool = False
    spread: bool = False


Row = Sequence[Cell]


def write_table(rows: Sequence[Row], draft: Draft) -> None:
    """Writes a table into the draft: task tables row by row as numbered lines, others as the words of their rows."""
    at = next((n for n, row in enumerate(rows[:HEAD_AMONG]) if is_head(_words(row))), None)
    if at is None:
        _write_plain(rows, draft)
        return
    heads, first = _heads(rows, at)
    _write_plain(rows[:at], draft)
    _write_tasks(rows[first:], heads, draft)


def _words(row: Row) -> list[str]:
    return ["" if cell.spread else cell.text for cell in row]


def _heads(rows: Sequence[Row], at: int) -> tuple[list[str], int]:
    """The heads of the columns, the lower of two where the head has two rows; and the first row below."""
    heads = [cell.text for cell in rows[at]]
    below = rows[at + 1] if at + 1 < len(rows) else ()
    lower = [cell for cell in below if not cell.continued and cell.text.strip()]
    is_merged = any(cell.continued or cell.spread for cell in below)
    is_second = is_merged and bool(lower) and all(role_of(cell.text) for cell in lower)
    split = is_second or (bool(lower) and any(cell.spread for cell in rows[at]) and is_head([c.text for c in lower]))
    if not split:
        return heads, at + 1
    return [low.text if low.text.strip() else high for high, low in zip(heads, below, strict=False)], at + 2


def _write_plain(rows: Sequence[Row], draft: Draft) -> None:
    for row in rows:
        for cell in row:
            if cell.text.strip() and not (cell.continued or cell.spread):
                for line in cell.text.splitlines():
                    draft.line(line, cell.where)


def _write_tasks(rows: Sequence[Row], heads: Sequence[str], draft: Draft) -> None:
    roles = roles_of(heads)
    chapter, counted = "", 0
    for before, row in _with_above(rows, roles):
        if _is_head_again(row, heads) or not any(cell.text.strip() for cell in row):
            continue
        if banner := _banner(row):
            _write_heading(banner, draft)
            continue
        new = next((c for c, role in zip(row, roles, strict=False) if role == "chapter" and c.text.strip()), None)
        if new and new.text != chapter:
            chapter = new.text
            _write_heading(new, draft)
        continues = before is not None and _is_same_task(before, row, roles)
        counted += not continues
        _write_row(row, heads, roles, draft, counted=counted, continues=continues)


def _with_above(rows: Sequence[Row], roles: Sequence[Role]) -> Iterator[tuple[Row | None, Row]]:
    """Each row with the one above it, empty leading cells filled with what they continue; a heading ends that."""
    above: Row | None = None
    for row in rows:
        continues = _continuing(row, roles)
        filled = [
            _filled(cell, above[n]) if above is not None and n < len(above) and role in continues else cell
            for n, (cell, role) in enumerate(zip(row, roles, strict=False))
        ]
        yield above, filled
        above = None if _banner(row) else filled


def _continuing(row: Row, roles: Sequence[Role]) -> set[Role]:
    """The columns whose empty cells go on with the row above: owners only within one chapter, and an empty lead cell
    beside a 责任单位 is empty."""
    chapters = [cell for cell, role in zip(row, roles, strict=False) if role == "chapter"]
    if any(cell.text.strip() and not cell.continued for cell in chapters):
        return LEADING
    return LEADING | OWNING - {"lead"} if "department" in roles else LEADING | OWNING


def _filled(cell: Cell, above: Cell) -> Cell:
    return cell if cell.text.strip() else replace(cell, text=above.text, continued=True)


def _is_head_again(row: Row, heads: Sequence[str]) -> bool:
    """The head that is repeated on each page."""
    return [head_of(cell.text) for cell in row] == [head_of(head) for head in heads[: len(row)]]


def _banner(row: Row) -> Cell | None:
    """The one cell of a row that runs over the whole table: a heading."""
    filled = [cell for cell in row if cell.text.strip() and not cell.spread]
    spread = sum(cell.spread for cell in row)
    return filled[0] if len(filled) == 1 and len(row) > 1 and spread >= len(row) - 1 else None


def _is_same_task(above: Row, row: Row, roles: Sequence[Role]) -> bool:
    """A further row of the task above: the task's cell is merged with it or left empty."""
    cell = next((c for c, role in zip(row, roles, strict=False) if role == "task"), None)
    return cell is not None and cell.continued and any(c.text == cell.text for c in above)


def _write_heading(cell: Cell, draft: Draft) -> None:
    words = _joined(cell.text)
    draft.line(words if _OWN_NUMBER.match(words) else f"# {words}", cell.where)


def _write_row(
    row: Row, heads: Sequence[str], roles: Sequence[Role], draft: Draft, *, counted: int, continues: bool
) -> None:
    columns = [(cell, head, role) for cell, head, role in zip(row, heads, roles, strict=False) if not cell.spread]
    if not continues:
        draft.end_line()
        _write_title(columns, draft, counted)
    for cell, head, role in columns:
        is_new = not (continues and cell.continued)
        if role not in ("number", "chapter", "task") and is_new and not _NOTHING.fullmatch(cell.text):
            label = LABELS.get(role, head_of(head))
            draft.write(f"{label}：{_sentence(cell.text)}", cell.where)


def _write_title(columns: Sequence[tuple[Cell, str, Role]], draft: Draft, counted: int) -> None:
    number = next((cell for cell, _, role in columns if role == "number" and cell.text.strip()), None)
    title = next((cell for cell, _, role in columns if role == "task"), None)
    words = _sentence(title.text) if title else ""
    where = title.where if title else columns[0][0].where
    if number and not number.continued:
        draft.write(_numbered(number.text), number.where)
    elif not _OWN_NUMBER.match(words):
        draft.write(f"{counted}. ", where)
    draft.write(words, where)


def _numbered(number: str) -> str:
    number = number.strip()
    if not _PLAIN_NUMBER.fullmatch(number):
        return f"{number} "
    return f"{number}. " if number[0].isdigit() else f"{number}、"


def _sentence(text: str) -> str:
    words = _joined(text)
    return re.sub(r"[；;，,、]$", "", words) + "。" if words and not re.search(r"[。！!？?]$", words) else words


def _joined(text: str) -> str:
    """The lines of a cell as one: a line break ends a clause where no mark does."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join([line if _ENDED.search(line) else f"{line}；" for line in lines[:-1]] + lines[-1:])
