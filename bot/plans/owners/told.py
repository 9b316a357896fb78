"""Owners without a label: in brackets (`（A牵头，B配合）`, `（张三；A科）`) and in sentences (`由A负责…`) where A is a
particular body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.model import Owner, OwnerRole
from bot.plans.owners.labels import LABEL
from bot.plans.owners.names import ends_as_body, is_kind, is_particular, names_in
from bot.plans.passage import Span
from bot.plans.tables.cells import Said

_BRACKETS = re.compile(r"[(\[【〔]((?:[^()\[\]【】〔〕\n]|\([^()\n]{1,20}\)){2,400})[)\]】〕]")
_PROCEDURE = r"(?:等)?(?:(?:按照?|根据|依据)?(?:各自)?(?:职责|职能)?(?:分工)?(?:共同|分别|联合)?)?"
_ROLE_ENDING = re.compile(
    r"(?P<names>(?:[^,;。:()]|\([^()]{1,20}\))+?)" + _PROCEDURE + r"(?P<role>牵头负责|牵头|负责落实|具体负责|负责|承办|"
    r"主办|配合|协办|协助|协同|参与)$"
)
_BY = re.compile(
    r"(?:交由|由)(?P<names>[^,。;:\n由]{3,120}?)(?:等)?(?:共同|分别|具体|继续|统一|全面|另行)?"
    r"(?P<role>牵头|负责|承办|主办|组织|实施|落实|统筹|主导|制定|开展|办理|审核|汇总|督促|协调|推进|建设|提供|完成|起草|编制|具体|"
    r"会同(?=(?:有关|相关|各)[^,。;]{2}))(?![部局厅委]|同志|人)(?![^,。;]{0,6}的)"
)
_VERB = re.compile(
    r"(?:负责|牵头|配合)(?!的|人|制|部门|单位|同志)|(?:参与|协助|协办|协同)(?=[,。;\n]|$)|"
    r"作?为(?:牵头|责任|主办|主责|配合|协办)(?:单位|部门)"
)
_MANNER = re.compile(r"(?:等(?:部门|单位)?)?(?:(?:按照?)?(?:各自)?(?:职责)?分工|共同|分别|具体|继续|统一|全面)?$")
_NAMED = re.compile(r"[ ]*(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]?[.、)])?[ ]*(?:明确|确定|以)?")
_CLAUSE_ENDS = ",。;:\n"
_BY_WHOM = re.compile(r"[^,;、由]{0,8}由(?=[\u4e00-\u9fff]{2})(?<!自由)")
_POST = r"(?:副?组长|副?总指挥|副?指挥长|办公室主任)"
_LEADS_BEFORE = re.compile(r"(?:牵头|负责),")
_PERSON_POST = re.compile(
    rf"由([\u4e00-\u9fff]{{2,4}}?)(?:同志)?(?:担任|兼任|任){_POST}|"
    rf"{_POST}由([\u4e00-\u9fff]{{2,4}}?)(?:同志)?(?:担任|兼任)|"
    rf"(?<=[,。;])([\u4e00-\u9fff]{{2,3}})(?:同志)?(?:担任|兼任|任){_POST}|"
    rf"(?:书记|[县市区镇乡局处科院校部厅]长|主任|主席|常委|经理)([\u4e00-\u9fff]{{2,3}}?)(?:同志)?(?:担任|兼任|任){_POST}"
)
_UNNAMED = re.compile(r"(?:有关|相关)(?:部门|单位|方面|地方|科室|企业|县)")
_HAS_POST = re.compile(rf"任{_POST}|{_POST}由")
_POST_WORDS = re.compile(r"领导|同志|主任|书记|[局县市区镇处科部院校]长|分管|主要|办|副|兼|负责")
_SHORT = ("工会", "团委", "妇联", "残联", "科协", "文联")
_OFFICE = re.compile(r"(?:[局委办部厅院科处室队会]|中心|公司|集团|政府|残联|妇联|科协|专班)$")
_ENDS_LINE = re.compile(r"[。;]?[ ]*(?:\n|$)")
_LONGEST_SUBJECT, _LONGEST_MANNER, _SHORTEST_NAME = 120, 14, 3
_FEWEST_BARE = 3
"""A plan that puts its owners into brackets without a word does so again and again."""


def bracketed(text: str, flat: str) -> Iterator[Owner]:
    """`（A牵头，B、C按职责分工配合）`, also where one clause lists its names with commas; `（张三；A科）` at the end
    of a line."""
    bare: list[tuple[re.Match[str], list[Owner]]] = []
    for brackets in _BRACKETS.finditer(flat):
        if LABEL.search(brackets[0]):
            continue
        ended = list(_with_roles(text, flat, brackets))
        yield from ended
        if not ended and _ENDS_LINE.match(flat, brackets.end()):
            bare.append((brackets, list(_bare(text, flat, brackets))))
    listed = [owners for _, owners in bare if owners]
    for brackets, owners in bare:
        if len(listed) >= _FEWEST_BARE or flat[: brackets.start()].rstrip(" ")[-1:] in ("。", ";"):
            yield from owners


def _with_roles(text: str, flat: str, brackets: re.Match[str]) -> Iterator[Owner]:
    start = brackets.start(1)
    for clause in re.finditer(r"[^,;。]+(?:[,;。]|$)", brackets[1]):
        piece = clause[0].rstrip(",;。 ")
        role = _ROLE_ENDING.fullmatch(piece)
        if role is None:
            if not _is_list(piece):
                start = brackets.start(1) + clause.end()
            continue
        yield from _ending_with_role(text, flat, start, brackets.start(1) + clause.start(), role)
        start = brackets.start(1) + clause.end()


def _ending_with_role(text: str, flat: str, start: int, clause_start: int, role: re.Match[str]) -> Iterator[Owner]:
    while start < clause_start and flat[start] in " ,;。":
        start += 1
    if by := _BY_WHOM.match(flat, start, clause_start + role.end("names")):
        start = by.end()
    names, _ = names_in(text, flat, start, clause_start + role.end("names"))
    names = tuple(_without_procedure(name) for name in names)
    if names:
        yield Owner(text[start : clause_start + role.end()], start, _ending_role(role["role"]), names)


def _is_list(piece: str) -> bool:
    """Whether a clause in brackets only lists bodies, whose part is said at the end of a later clause."""
    return all(ends_as_body(name.strip()) for name in re.split("[、 ]", piece))


def _bare(text: str, flat: str, brackets: re.Match[str]) -> Iterator[Owner]:
    """The owners in brackets that hold only names: bodies, with persons before or behind them."""
    pieces = [(piece.span(), Said.of(piece[0].strip())) for piece in re.finditer(r"[^;]+", brackets[1])]
    if not all(said.bodies or said.persons for _, said in pieces) or not any(said.bodies for _, said in pieces):
        return
    for (first, last), said in pieces:
        first += brackets.start(1)
        names, stop = names_in(text, flat, first, brackets.start(1) + last)
        if not names or (said.bodies and not _are_certain(names)):
            return
        yield Owner(text[first:stop], first, "department" if said.bodies else "leader", names)


def _are_certain(names: Sequence[str]) -> bool:
    """Whether names are bodies beyond doubt: none is short or a kind, and one at least is an office, no mere place."""
    return all(map(_is_certain, names)) and any(_OFFICE.search(name) for name in names)


def _is_certain(name: str) -> bool:
    kind = name.startswith("各") and is_kind(name)
    return name in _SHORT or (len(name) > 2 and (is_particular(name) or kind))


def _without_procedure(name: str) -> str:
    return re.sub(r"(?:等)?(?:按照?|根据)(?:各自)?(?:职责|职能).*$|等$", "", name)


def _ending_role(word: str) -> OwnerRole:
    return "supporting" if re.search("配合|协|参与", word) else "department"


def told(text: str, flat: str) -> Iterator[Owner]:
    """The owners that sentences name: `由A负责…`, `A牵头，B参与`, `A为牵头单位`."""
    for found in _BY.finditer(flat):
        yield from _particular(text, flat, found.span("names"), found.end(), "department")
    for verb in _VERB.finditer(flat):
        names = _before_verb(flat, verb.start())
        if names is not None:
            yield from _particular(text, flat, names, verb.end(), _ending_role(verb[0]))
    for post in _HAS_POST.finditer(flat):
        yield from _with_post(text, flat, post.start())


def _before_verb(flat: str, verb: int) -> Span | None:
    """The words from the beginning of the clause to its verb, if they may be names."""
    low = max(0, verb - _LONGEST_SUBJECT)
    start = max(low, *(flat.rfind(mark, low, verb) + 1 for mark in _CLAUSE_ENDS))
    named = _NAMED.match(flat, start)
    start = named.end() if named else start
    manner = _MANNER.search(flat, max(start, verb - _LONGEST_MANNER), verb)
    end = manner.start() if manner else verb
    return (start, end) if end - start >= _SHORTEST_NAME and "由" not in flat[start:end] else None


def _with_post(text: str, flat: str, place: int) -> Iterator[Owner]:
    """The person who is said to hold a post (`由王磊任组长`)."""
    found = _PERSON_POST.search(flat, max(0, place - _LONGEST_MANNER), place + _LONGEST_MANNER)
    name = next((group for group in found.groups() if group), "") if found else ""
    if found and not _POST_WORDS.search(name):
        yield Owner(text[found.start() : found.end()], found.start(), "leader", (name,))


def _particular(text: str, flat: str, run: Span, end: int, role: OwnerRole) -> Iterator[Owner]:
    """The owners of a sentence up to `end`, if all that stands in the run before the verb are particular bodies."""
    names, stop = names_in(text, flat, *run)
    helps = role == "supporting" and bool(_LEADS_BEFORE.search(flat, max(0, run[0] - 4), run[0] + 1))
    helps = helps and not any(_UNNAMED.search(name) for name in names)
    if names and stop == run[1] and all(helps or is_particular(name) for name in names):
        yield Owner(text[run[0] : end], run[0], role, names)
