"""Owners after a label: `责任单位：A、B`, on its line, on the line below, or in a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.beginnings import before, beginnings
from bot.model import Owner, OwnerRole
from bot.plans.formats.columns import role_of
from bot.plans.owners.names import names_in, without_posts
from bot.plans.tables.cells import Said

_ROLE_WORDS: tuple[tuple[OwnerRole, str], ...] = (
    ("supporting", "配合|协办|参与|协同|协助|支持|参加"),
    ("leader", "领导|责任人|负责人|召集人|组长|总指挥|指挥长|牵头人|办公室主任|[链河湖林田路]长"),
    ("department", ""),
)
_POSTS = "副?组长|副?总指挥|副?指挥长|办公室主任|(?:副?总)?[链河湖林田路]长"
_WHO = (
    r"(?:责任|负责|牵头|包抓|包联|包保|分管|主管|挂帅|挂点|联系|主责|主办|承办|实施|落实|具体|直接|第一|总|考核|"
    r"督办|配合|协办|参与|协同|协助|支持|参加|共同|市级|县级|区级|省级|党政|主要|行政|项目|整改|[ /]){1,8}"
    r"(?:领导|单位|部门|科室|处室|主体|责任人|负责人|牵头人)(?:及(?:单位|部门|领导|责任人))?|"
    r"(?<=[市县区镇乡校院局])领导|责任人|负责人|召集人"
)
_LABEL_WORDS = rf"(?:{_WHO}|{_POSTS}|牵头|配合)[ ]{{0,4}}(?::|为(?=[^了主]))[ ]{{0,4}}"
LABEL = re.compile(f"{before(beginnings(_LABEL_WORDS))}(?:{_LABEL_WORDS})")
_BARE = re.compile(rf"(?m)^[ ]*(?P<label>{_WHO})(?:[ ]*\n+[ ]*|[ ]+)(?P<names>[^\s:。][^:。\n]{{1,80}})$")
"""A label without a colon, on a line by itself above its names or a gap before them."""
_BELOW = re.compile(r"[ ]*\n+[ ]*(?=([^:。\n]{2,80})$)", re.MULTILINE)
_CN = "[一二三四五六七八九十]{1,3}"
_NEXT_POINT = rf"[ ]+(?={_CN}、|\({_CN}\)|\d{{1,3}}[ ]?[.、](?!\d)|第{_CN}[,、])"
_NOT_IN_LIST = r"(?=[,、 ]?[ ]{0,4}(?:成员(?:单位)?[:由为有包]|组员|联系人|联系电话|电话|办公室设))"
_NAMES_END = re.compile(
    rf"[。;]|(?<![、,])(?<![、,] )\n|{_NEXT_POINT}|{_NOT_IN_LIST}|"
    rf"(?=[,、 ]?[ ]{{0,4}}(?:{_LABEL_WORDS}|完成(?:时限|时间|期限)|时限))|,(?=[ ]?由)"
)
_POST_LABEL = re.compile(rf"(?:{_POSTS}|负责人|责任人|召集人)[ ]{{0,4}}:")
_GROUP = re.compile(r"(?:组|专班|指挥部|委员会|办公室|中心)$")
_LONGEST_LIST = 600


def role_of_label(word: str) -> OwnerRole:
    """What part a label gives to those it names."""
    return next(role for role, pattern in _ROLE_WORDS if re.search(pattern, word))


def labelled(text: str, flat: str, start: int = 0, end: int | None = None) -> Iterator[Owner]:
    """The owners after the labels in start..end."""
    end = len(flat) if end is None else end
    for label in LABEL.finditer(flat, start, end):
        below = _BELOW.match(flat, label.end(), end)
        first = below.end() if below and _names_only(below[1], label[0]) else label.end()
        last = min(end, first + _LONGEST_LIST)
        ending = _NAMES_END.search(flat, first, last)
        begins = label.end() - len(label[0].lstrip())
        yield from _owner(text, flat, label[0], begins, (first, ending.start() if ending else last))
    for label in _BARE.finditer(flat, start, end):
        if _names_only(label["names"], label["label"]):
            yield from _owner(text, flat, label["label"], label.start("label"), label.span("names"))


def _names_only(words: str, label: str) -> bool:
    """Whether a line only names such as the label asks for, persons or bodies, and is no label or head itself."""
    said = Said.of(words.strip())
    fits = said.persons if role_of_label(label) == "leader" else said.bodies
    return fits and role_of(words) is None


def _owner(text: str, flat: str, label: str, begins: int, run: tuple[int, int]) -> Iterator[Owner]:
    end = _closing_bracket(flat, *run)
    names, stop = names_in(text, flat, run[0], end)
    role = role_of_label(label)
    if role == "leader":
        names = without_posts(names)
    if len(names) > 1 and stop == end and _POST_LABEL.match(flat, end) and _GROUP.search(names[-1]):
        stop -= len(names[-1])
        while text[stop - 1] in "，,、；; 　":
            stop -= 1
        names = names[:-1]
    if names:
        yield Owner(text[begins:stop], begins, role, names)


def _closing_bracket(flat: str, start: int, end: int) -> int:
    """Where a bracket closes that was opened before the start; else the end."""
    depth = 0
    for offset in range(start, end):
        depth += (flat[offset] in "([【〔") - (flat[offset] in ")]】〕")
        if depth < 0:
            return offset
    return end
