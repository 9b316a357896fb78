"""The numbered points of a document as a tree, each with its title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot.language.text import JOINER
from bot.plans.outline.marks import RANK, Mark, find_marks
from bot.plans.outline.sections import is_frame, is_review, is_setting, names_scope, says_where_we_stand

_SENTENCE_END = re.compile(r"[。!?]|\*\*|\n")
_COLON_TITLE = re.compile(r"[^。!?;,:\n(]{2,24}:(?=[^\n]{4})")
_SPACED_TITLE = re.compile(r"([\u4e00-\u9fff“”\"、]{4,24})[ ]{1,4}(?=[\u4e00-\u9fff])")
_CLOSING = " 。.;:,、!?*_#"
_REMARK = re.compile(r"\((?:[^()]*(?:单位|部门|领导|牵头|负责|配合|完成|推进)[^()]*|[^()]*\d分)\)$")
_REMARK_REACH = 160
_FIELD = re.compile(
    r"(?:(?:责任|牵头|主办|承办|协办|配合|分管|包抓|实施|主管)(?:领导|单位|部门|科室|人)|责任人|负责人|"
    r"(?:完成|办结|整改|时间)?(?:时限|期限|节点)|完成时间|(?:项目|建设|工作|主要)?(?:内容|目标|措施|任务)(?:及任务分解)?|资金(?:筹措|来源|安排)|投资(?:估算|规模)|"
    r"(?:项目|任务)名称|建设(?:地点|规模|期限))[ ]{0,4}:"
)
_GOALS = re.compile(r"(?:主要)?预期目标[是为]?:|总体(?:要求|思路)是")
_CHAPTERS = ("annex", "part", "heading", "chapter", "month")
_LONGEST_TITLE = 46
_SHORTEST_BODY = 6


@dataclass(slots=True)
class Point:
    """A mark with its title, the words `start`..`stop`; the point's text ends at `end`. `own_line`: the title is a line
    by itself; `body`: words follow it before the next mark; `names_field`: it is a label with a colon. Grows only while
    the tree is built."""

    mark: Mark
    start: int
    stop: int
    end: int
    own_line: bool
    body: bool
    step: int = 0
    parent: Point | None = None
    children: list[Point] = field(default_factory=list)
    frame: bool = False
    review: bool = False
    names_field: bool = False
    setting: bool = False

    @property
    def titled(self) -> bool:
        """Whether it has a title of its own, and words or points under it."""
        return self.stop - self.start <= _LONGEST_TITLE and (self.body or bool(self.children))

    @property
    def is_record(self) -> bool:
        """Whether its points are the fields of a form (`（一）责任领导：…`, `（二）完成时限：…`): it is the task."""
        fields = sum(child.names_field for child in self.children)
        return fields > 1 and 2 * fields > len(self.children)

    @property
    def is_chapter(self) -> bool:
        """Whether it is of an outer level: such points only hold others."""
        return self.mark.level in _CHAPTERS

    @property
    def above(self) -> list[Point]:
        """The points around it, outermost first."""
        return [] if self.parent is None else [*self.parent.above, self.parent]


def read_points(flat: str, year: int) -> list[Point]:
    """The points of a normalised, unwrapped text in order, linked to their parents and children; which of them are
    frames or reviews (of years before `year`) is marked."""
    marks = _as_lines(find_marks(flat))
    stops = [*(mark.start for mark in marks[1:]), len(flat)]
    points = [_point(flat, mark, stop) for mark, stop in zip(marks, stops, strict=False)]
    for point in reversed(points):
        if point.mark.parent >= 0:
            point.parent = points[point.mark.parent]
            point.parent.end = max(point.parent.end, point.end)
    for point in points:
        if point.parent is not None:
            point.parent.children.append(point)
            point.step = point.mark.ordinal or len(point.parent.children)
    for place, root in enumerate((each for each in points if each.parent is None), 1):
        root.step = root.mark.ordinal or place
    for point in points:
        _classify(point, flat, year)
    return points


def _as_lines(marks: list[Mark]) -> list[Mark]:
    """In a document that came on one line, the marks after sentences are what marks at lines are elsewhere."""
    if not any(mark.level in ("chapter", "section") and not mark.at_line for mark in marks):
        return marks
    return [replace(mark, at_line=True) if RANK[mark.level] <= RANK["point"] else mark for mark in marks]


def _point(flat: str, mark: Mark, stop: int) -> Point:
    start = mark.title
    if mark.level == "month":
        start = flat.index(mark.number, mark.start)
        return Point(mark, start, start + len(mark.number), stop, True, bool(flat[mark.title : stop].strip()))
    while start < stop and flat[start] in " *_#\n" + JOINER:
        start += 1
    end, own_line = _title_end(flat, start, stop)
    body = len(flat[end : min(stop, end + 80)].strip(_CLOSING + "\n" + JOINER)) >= _SHORTEST_BODY
    return Point(mark, start, _trim(flat, start, end), stop, own_line, body)


def _title_end(flat: str, start: int, stop: int) -> tuple[int, bool]:
    """Where the title ends, and whether it stands on a line of its own."""
    if colon := _COLON_TITLE.match(flat, start, stop):
        return colon.end() - 1, False
    found = _SENTENCE_END.search(flat, start, stop)
    end = found.start() if found else stop
    if (spaced := _SPACED_TITLE.match(flat, start, stop)) and spaced.end() + 8 < end:
        return spaced.end(1), False
    return end, found is None or found[0] == "\n" or flat[found.end() : found.end() + 1] == "\n"


def _trim(flat: str, start: int, end: int) -> int:
    """The end of the title without closing marks, remarks (owners, scores) and markup."""
    while True:
        while end > start and flat[end - 1] in _CLOSING + JOINER:
            end -= 1
        if end == start or flat[end - 1] != ")":
            return end
        remark = _REMARK.search(flat, max(start, end - _REMARK_REACH), end)
        if remark is None:
            return end
        end = remark.start()


def _classify(point: Point, flat: str, year: int) -> None:
    title = flat[point.start : min(point.stop, point.start + 60)].replace(JOINER, "")
    around = point.parent
    point.names_field = bool(_FIELD.match(flat, point.start, point.end))
    bare_chapter = not point.children and point.is_chapter
    stands = bare_chapter and says_where_we_stand(title)
    goals = bare_chapter and (names_scope(title) or bool(_GOALS.search(flat, point.stop, point.end)))
    point.frame = bool(around and around.frame) or goals or stands or is_frame(title)
    point.setting = bool(around and around.setting) or stands or is_setting(title)
    scheduled = around is not None and around.mark.level == "month"
    heading = (point.is_chapter or point.own_line) and not scheduled
    point.review = bool(around and around.review) or (heading and is_review(title, year))
