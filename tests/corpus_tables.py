"""Tables of lines `text | answer` under headings `## name`; `-` is the answer of a near miss. `#` begins a remark."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TABLES = Path(__file__).parent / "corpora"


@dataclass(frozen=True)
class Line:
    """One test: what is written, what is to be understood, and the rule whose heading it stands under."""

    rule: str
    text: str
    answer: str

    @property
    def takes(self) -> bool:
        return self.answer != "-"

    def __str__(self) -> str:
        return self.text


def read_table(name: str) -> list[Line]:
    lines, rule = [], ""
    for written in (TABLES / name).read_text(encoding="utf-8").splitlines():
        if written.startswith("## "):
            rule = written[3:].strip()
        elif written.strip() and not written.startswith("#"):
            text, _, answer = written.rpartition("|")
            lines.append(Line(rule, text.strip(), answer.strip()))
    return lines


def shortages(lines: list[Line], rules: list[str], *, takes: int = 3, leaves: int = 2) -> list[str]:
    """The rules with too few lines that they must take or leave."""
    found = []
    for rule in rules:
        mine = [line for line in lines if line.rule == rule]
        taken = sum(line.takes for line in mine)
        if taken < takes or len(mine) - taken < leaves:
            found.append(f"{rule}: {taken} taken, {len(mine) - taken} left")
    return found
