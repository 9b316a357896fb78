"""The parts of a .docx that text and numbers are rebuilt from, read from its XML.

python-docx opens the package; its paragraphs leave out text boxes, content controls and what tracked changes insert, so
the text itself is gathered here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.plans.formats.numbering import Level, Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

DELETED = {f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", f"{W}rt", f"{MC}Fallback", f"{W}pPr", f"{W}rPr"}
"""What a reader does not see once all changes are accepted; Fallback repeats a text box for old programs."""
MARKS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
NO_BREAK = ("page", "column")

Element = Any


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph takes from its style: its list and level, and how high it stands among the headings."""

    based_on: str | None = None
    list_id: str | None = None
    level: int | None = None
    outline: int | None = None


def value(element: Element, path: str) -> str | None:
    """The w:val of the child at `path` (tags without prefix, parted by /); None where there is no such child."""
    for tag in path.split("/"):
        element = element.find(f"{W}{tag}") if element is not None else None
    return None if element is None else element.get(f"{W}val")


def number(element: Element, path: str) -> int | None:
    """The w:val at `path` as a whole number."""
    said = value(element, path)
    return int(said) if said is not None and said.lstrip("-").isdigit() else None


def text_of(element: Element) -> str:
    """The words of a paragraph as they stand after all tracked changes are accepted, without its text boxes."""
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in DELETED or tag == f"{W}txbxContent":
            continue
        if tag == f"{W}t":
            yield child.text or ""
        elif tag == f"{W}br":
            yield "" if child.get(f"{W}type") in NO_BREAK else "\n"
        elif tag in MARKS:
            yield MARKS[tag]
        else:
            yield from _words(child)


def boxes_of(paragraph: Element) -> Iterator[Element]:
    """The contents of the text boxes anchored in a paragraph, each once."""
    for box in paragraph.iter(f"{W}txbxContent"):
        outer = {ancestor.tag for ancestor in box.iterancestors()}
        if f"{MC}Fallback" not in outer and f"{W}txbxContent" not in outer:
            yield box


def styles_of(root: Element | None) -> dict[str, Style]:
    """The paragraph styles by id."""
    styles = root.iter(f"{W}style") if root is not None else ()
    return {style.get(f"{W}styleId", ""): _style(style) for style in styles}


def _style(style: Element) -> Style:
    return Style(
        based_on=value(style, "basedOn"),
        list_id=value(style, "pPr/numPr/numId"),
        level=number(style, "pPr/numPr/ilvl"),
        outline=number(style, "pPr/outlineLvl"),
    )


def inherited(styles: dict[str, Style], style_id: str | None, trait: str) -> Any:
    """What a style says of `trait`, or else the nearest style that it is based on."""
    seen: set[str] = set()
    while style_id in styles and style_id not in seen:
        seen.add(style_id)
        found = getattr(styles[style_id], trait)
        if found is not None:
            return found
        style_id = styles[style_id].based_on
    return None


def numbering_of(root: Element | None) -> Numbering:
    """The document's lists, not yet counted."""
    if root is None:
        return Numbering({}, {})
    abstract = {each.get(f"{W}abstractNumId"): each for each in root.iter(f"{W}abstractNum")}
    styled = {said: each for each in abstract.values() if (said := value(each, "styleLink"))}
    levels: dict[tuple[str, int], Level] = {}
    counts: dict[str, str] = {}
    starts: dict[tuple[str, int], int] = {}
    for num in root.iter(f"{W}num"):
        list_id = num.get(f"{W}numId", "")
        counts[list_id] = value(num, "abstractNumId") or list_id
        kind = abstract.get(counts[list_id])
        kind = styled.get(value(kind, "numStyleLink") or "", kind) if kind is not None else None
        levels.update({(list_id, n): level for n, level in _levels(kind)})
        for override in num.iter(f"{W}lvlOverride"):
            at = int(override.get(f"{W}ilvl", "0"))
            levels.update({(list_id, n): level for n, level in _levels(override)})
            if (start := number(override, "startOverride")) is not None:
                starts[list_id, at] = start
    return Numbering(levels, counts, starts)


def _levels(parent: Element | None) -> Iterator[tuple[int, Level]]:
    for level in parent.iter(f"{W}lvl") if parent is not None else ():
        start = number(level, "start")
        yield (
            int(level.get(f"{W}ilvl", "0")),
            Level(
                format=value(level, "numFmt") or "decimal",
                text=value(level, "lvlText") or "",
                start=1 if start is None else start,
                plain=level.find(f"{W}isLgl") is not None,
            ),
        )
