"""Report texts: what a template writes, as blocks that a page or a plain text is made of.

A line is a block; its first characters say which:  `# ` title, `## ` heading (一、), `### ` second heading (（一）),
`> ` flush left (主送机关), `附件：` a list of annexes, `~ ` flush right (署名、日期); all else is body text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError

from bot.reports.unsure import marking
from bot.reports.words import clip, figure, long_day, long_moment, short_day

BlockKind = Literal["title", "heading", "subheading", "flush", "annex", "signature", "body"]
SUFFIX = ".md.j2"
_MARKS: dict[str, BlockKind] = {
    "# ": "title",
    "## ": "heading",
    "### ": "subheading",
    "> ": "flush",
    "附件：": "annex",
    "~ ": "signature",
}
_KEPT = {"附件："}


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    text: str


class Drafts:
    """The report templates of config/reports by name. Raises jinja2.TemplateError where one is wrong."""

    def __init__(self, templates: Mapping[str, str], is_sure: Callable[[date], bool] = lambda day: True) -> None:
        """`templates`: the template's file name → its source; a day that is not sure is marked 待定."""
        self._env = Environment(
            loader=DictLoader(dict(templates)),
            autoescape=False,  # what comes of it is text, never HTML
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        days = {name: marking(words, is_sure) for name, words in (("day", long_day), ("short_day", short_day))}
        self._env.filters.update(days, moment=long_moment, figure=figure, clip=clip, share=share)

    def mistakes(self) -> Iterator[tuple[str, int, str]]:
        """Where a template cannot be read: its file name, the line, and what Jinja says."""
        for name in self._env.list_templates():
            try:
                self._env.get_template(name)
            except TemplateSyntaxError as error:
                yield name, error.lineno, error.message or ""

    def write(self, name: str, **values: object) -> tuple[Block, ...]:
        """The report `name` with these values."""
        return blocks(self._env.get_template(name + SUFFIX).render(**values))


def share(part: object, whole: object) -> str:
    """A count as a share of another: 27%; — where there is nothing to share."""
    of = int(str(whole))
    return f"{round(100 * int(str(part)) / of)}%" if of else "—"


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, one a line; empty lines are left out."""
    return tuple(_block(line.strip()) for line in text.split("\n") if line.strip())


def plain_text(parts: Iterable[Block]) -> str:
    """The blocks as plain text, which is also Markdown."""
    marks = {kind: mark for mark, kind in _MARKS.items() if mark.startswith("#")}
    return "\n\n".join(marks.get(part.kind, "") + part.text for part in parts) + "\n"


def length(parts: Iterable[Block]) -> int:
    """The characters of a report, white space apart."""
    return sum(len("".join(part.text.split())) for part in parts)


def _block(line: str) -> Block:
    for mark, kind in _MARKS.items():
        if line.startswith(mark):
            return Block(kind, line if mark in _KEPT else line.removeprefix(mark).strip())
    return Block("body", line)
