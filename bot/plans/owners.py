"""Who answers for the work, where a plan names them: after a label (`责任单位：A、B`), in brackets
(`（A牵头，B配合）`), and in sentences (`由A负责…`) where A is a particular body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.language.beginnings import before, beginnings
from bot.model import Owner, OwnerRole
from bot.plans.passage import Places, outermost
from bot.plans.rows import PastedRow, PastedTable

_ROLE_WORDS: tuple[tuple[OwnerRole, str], ...] = (
    ("supporting", "配合|协办|参与|协同|协助|支持|参加"),
    ("leader", "领导|责任人|负责人|组长|总指挥|指挥长|牵头人|办公室主任|链长|河长|田长"),
    ("department", ""),
)
_LABEL_WORDS = (
    r"(?:(?:责任|负责|牵头|包抓|包联|包保|分管|主管|挂帅|挂点|联系|主责|主办|承办|实施|落实|具体|直接|第一|总|考核|"
    r"督办|配合|协办|参与|协同|协助|支持|参加|共同|市级|县级|"
    r"区级|省级|党政|主要|行政|[ /]){1,8}(?:领导|单位|部门|科室|处室|主体|责任人|负责人|牵头人)(?:及(?:单位|部门|领导|"
    r"责任人))?|责任人|负责人|副?组长|副?总指挥|"
    r"副?指挥长|牵头|配合|办公室主任)[ ]{0,4}(?::|为(?=[^了主]))[ ]{0,4}"
)
_LABEL = re.compile(f"{before(beginnings(_LABEL_WORDS))}(?:{_LABEL_WORDS})")
_CN = "[一二三四五六七八九十]{1,3}"
_NEXT_POINT = rf"[ ]+(?={_CN}、|\({_CN}\)|\d{{1,3}}[ ]?[.、](?!\d)|第{_CN}[,、])"
_NOT_IN_LIST = r"(?=[,、 ]?[ ]{0,4}(?:成员(?:单位)?[:由为有包]|组员|联系人|联系电话|电话|办公室设))"
_NAMES_END = re.compile(
    rf"[。;\n]|{_NEXT_POINT}|{_NOT_IN_LIST}|(?=[,、 ]?[ ]{{0,4}}(?:{_LABEL_WORDS}|完成(?:时限|时间|期限)|时限))"
)
_BRACKETS = re.compile(r"\(((?:[^()\n]|\([^()\n]{1,20}\)){2,400})\)")
_ROLE_ENDING = re.compile(
    r"(?P<names>(?:[^,;。:()]|\([^()]{1,20}\))+?)(?:等)?(?:(?:按照?|根据|依据)(?:各自)?(?:职责|职能)(?:分工)?(?:共同|分别)?)?"
    r"(?P<role>牵头负责|共同牵头|联合牵头|牵头|共同负责|分别负责|负责落实|具体负责|负责|承办|主办|共同配合|配合|"
    r"协办|协助|协同|参与)$"
)
_BODY_END = (
    "局|委|办|部|厅|院|署|中心|公司|集团|街道|镇|乡|政府|管委会|工委|支队|大队|总队|办公室|专班|小组|指挥部|学院|"
    "大学|学校|银行|支行|分行|海关|协会|商会|"
    "旗|县|区|市|州|盟|省|联合会|总会|总社|工会|团委|妇联|残联|科协|工商联|贸促会|组织部|宣传部|统战部|政法委|法院|检察院|党委|党工委|"
    "人大|政协|财政所|派出所|站|科|处|室|委员会|"
    "发展改革委|卫健委|国资委|发改委|住建局|科室|教务处|车间|项目部|事业部|分公司|联社|社区"
)
_ENDS_AS_BODY = re.compile(rf"(?:{_BODY_END}|企业|单位|部门)$")
_BODY = re.compile(rf"[\u4e00-\u9fffA-Za-z“”\"·]{{1,28}}(?:{_BODY_END})(?:\([^()]{{1,12}}\))?")
_BY = re.compile(
    r"(?:交由|由)(?P<names>[^,。;:\n由]{3,120}?)(?:等)?(?:共同|分别|具体|继续|统一|全面|另行)?"
    r"(?P<role>牵头|负责|承办|主办|组织|实施|落实|统筹|主导|制定|开展|办理|审核|汇总|督促|协调|推进|建设|提供|完成|起草|编制|具体|"
    r"会同(?=(?:有关|相关|各)[^,。;]{2}))(?![部局厅委]|同志|人)(?![^,。;]{0,6}的)"
)
_SUBJECT = re.compile(
    r"(?:(?<=[,。;:\n])|^)[ ]{0,4}(?P<names>[^,。;:\n由]{3,120}?)(?:等)?(?:共同|分别|具体|继续|统一|全面)?"
    r"(?P<role>负责|牵头|配合)(?!的|人|制|部门|单位|同志)",
    re.MULTILINE,
)
_POST_LABEL = re.compile(r"(?:副?组长|副?总指挥|副?指挥长|办公室主任|负责人|责任人|召集人)[ ]{0,4}:")
_GROUP = re.compile(r"(?:组|专班|指挥部|委员会|办公室|中心)$")
_BY_WHOM = re.compile(r"[^,;、由]{0,8}由(?=[\u4e00-\u9fff]{2})(?<!自由)")
_POST = r"(?:副?组长|副?总指挥|副?指挥长|办公室主任)"
_LEADS_BEFORE = re.compile(r"(?:牵头|负责),")
_PERSON_POST = re.compile(
    rf"由([\u4e00-\u9fff]{{2,4}}?)(?:同志)?(?:担任|兼任|任){_POST}|"
    rf"{_POST}由([\u4e00-\u9fff]{{2,4}}?)(?:同志)?(?:担任|兼任)|"
    rf"(?<=[,。;])([\u4e00-\u9fff]{{2,3}})(?:同志)?(?:担任|兼任|任){_POST}"
)
_KIND_OF_BODY = re.compile(
    r"城市$|试点|^(?:各|我|本|全|该|有关|相关|主管|当地|地方|属地|所在地|上级|县级以上|其他)|(?:行政|主管|有关|相关|职能|责任|成员|管理|"
    r"监管|配合)部门|"
    r"部门$|(?:各级|各地|一级政府)|^(?:教育|住房城乡建设|自然资源|财政|公安)部门|^(?:领导|专班|小组|公司|集团|中心|"
    r"学校|办公室|指挥部|政府|党委|学院|企业|社区|项目部)$"
)
_UNNAMED = re.compile(r"(?:有关|相关)(?:部门|单位|方面|地方|科室|企业|县)")
_NO_NAME = re.compile(
    r"\d|完成|推进$|持续|长期|按照|以上|确保|取得|力争|负责|开展|落实|见效|^(?:等|下同|略|无|/|-+)$|时限|期限"
)
_SPLIT = re.compile(
    r"[、,;/]|(?<=[局委办部厅院会司团道镇乡府处])[和及与 ](?=[\u4e00-\u9fff])|"
    r"(?<=[\u4e00-\u9fff)]{2}) +(?=[\u4e00-\u9fff])|会同(?=[\u4e00-\u9fff])"
)
_POST_WORDS = re.compile(r"领导|同志|主任|书记|[局县市区镇处科部院校]长|分管|主要|办|副|兼|负责")
_LONGEST_LIST = 600
_COLUMN_ROLES: Mapping[str, OwnerRole] = {
    "leader": "leader", "lead": "department", "department": "department", "supporting": "supporting",
}  # fmt: skip


def find_owners(text: str, flat: str, tables: Sequence[PastedTable] = ()) -> tuple[Owner, ...]:
    """The owners named in a text and in the columns of its tables, in order; `flat` is its normalised, unwrapped
    form."""
    rows = [row for table in tables for row in table.rows]
    in_rows = Places([(row.start, row.end) for row in rows])
    said = [*_labelled(text, flat), *_bracketed(text, flat), *_told(text, flat)]
    found = [owner for owner in said if not in_rows.covers(owner.start)]
    found += [owner for row in rows for owner in _in_columns(text, flat, row)]
    free = set(outermost([(owner.start, owner.end) for owner in found]))
    seen: set[tuple[int, int]] = set()
    kept = []
    for owner in sorted(found, key=lambda each: each.start):
        span = (owner.start, owner.end)
        if span in free and span not in seen:
            seen.add(span)
            kept.append(owner)
    return tuple(kept)


def _role(word: str) -> OwnerRole:
    return next(role for role, pattern in _ROLE_WORDS if re.search(pattern, word))


def _in_columns(text: str, flat: str, row: PastedRow) -> Iterator[Owner]:
    """The owners of a table's row; the head of their column says their part."""
    for column, (start, end) in row.cells:
        if column in _COLUMN_ROLES:
            names, stop = _names(text, flat, start, end)
            if names:
                yield Owner(text[start:stop], start, _COLUMN_ROLES[column], names)


def _labelled(text: str, flat: str) -> Iterator[Owner]:
    for label in _LABEL.finditer(flat):
        ending = _NAMES_END.search(flat, label.end(), label.end() + _LONGEST_LIST)
        end = ending.start() if ending else min(len(flat), label.end() + _LONGEST_LIST)
        end = _closing_bracket(flat, label.end(), end)
        names, stop = _names(text, flat, label.end(), end)
        role = _role(label[0])
        if role == "leader":
            names = tuple(re.sub(r"[(（].*", "", name) for name in names)
        if len(names) > 1 and stop == end and _POST_LABEL.match(flat, end) and _GROUP.search(names[-1]):
            stop -= len(names[-1])
            while text[stop - 1] in "，,、；; 　":
                stop -= 1
            names = names[:-1]
        if names:
            start = label.end() - len(label[0].lstrip())
            yield Owner(text[start:stop], start, role, names)


def _closing_bracket(flat: str, start: int, end: int) -> int:
    """Where a bracket closes that was opened before the start; else the end."""
    depth = 0
    for offset in range(start, end):
        depth += (flat[offset] == "(") - (flat[offset] == ")")
        if depth < 0:
            return offset
    return end


def _names(text: str, flat: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """The names in a run, up to the first part that is none, and where they end."""
    names: list[str] = []
    stop = position = start
    for cut in [*_cuts(flat, start, end), (end, end)]:
        name = _clean(text[position : cut[0]])
        if name and _NO_NAME.search(name):
            break
        if name and len(name) > 1:
            names.append(name)
            stop = position + len(text[position : cut[0]].rstrip())
        position = cut[1]
    return tuple(names), stop


def _cuts(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The separators of a list outside brackets (`各县（市、区）人民政府` is one name)."""
    inside = [found.span() for found in re.finditer(r"\([^()\n]{1,12}\)", flat[start:end])]
    for found in _SPLIT.finditer(flat, start, end):
        if not any(begin <= found.start() - start < stop for begin, stop in inside):
            yield found.span()


def _clean(name: str) -> str:
    return re.sub(r"\s+|等(?:单位|部门|有关部门|相关部门|相关单位)?$|\*\*", "", name).strip("。.,、;:")


def _bracketed(text: str, flat: str) -> Iterator[Owner]:
    """`（A牵头，B、C按职责分工配合）`, also where one clause lists its names with commas."""
    for brackets in _BRACKETS.finditer(flat):
        if _LABEL.search(brackets[0]):
            continue
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
    names, _ = _names(text, flat, start, clause_start + role.end("names"))
    names = tuple(_without_procedure(name) for name in names)
    if names:
        yield Owner(text[start : clause_start + role.end()], start, _ending_role(role["role"]), names)


def _is_list(piece: str) -> bool:
    """Whether a clause in brackets only lists bodies, whose part is said at the end of a later clause."""
    return all(_ENDS_AS_BODY.search(name.strip()) for name in re.split("[、 ]", piece))


def _without_procedure(name: str) -> str:
    return re.sub(r"(?:等)?(?:按照?|根据)(?:各自)?(?:职责|职能).*$|等$", "", name)


def _ending_role(word: str) -> OwnerRole:
    return "supporting" if re.search("配合|协|参与", word) else "department"


def _is_kind(name: str) -> bool:
    return bool(_KIND_OF_BODY.search(name)) and not name.endswith("牵头单位")


def _told(text: str, flat: str) -> Iterator[Owner]:
    for told in _BY.finditer(flat):
        yield from _particular(text, flat, told, "department")
    for told in _SUBJECT.finditer(flat):
        yield from _particular(text, flat, told, _ending_role(told["role"]))
    for told in _PERSON_POST.finditer(flat):
        name = next(group for group in told.groups() if group)
        if not _POST_WORDS.search(name):
            yield Owner(text[told.start() : told.end()], told.start(), "leader", (name,))


def _particular(text: str, flat: str, told: re.Match[str], role: OwnerRole) -> Iterator[Owner]:
    """The owners of a sentence, if all that stands before the verb are particular bodies."""
    names, stop = _names(text, flat, told.start("names"), told.end("names"))
    helps = role == "supporting" and bool(_LEADS_BEFORE.search(flat, max(0, told.start() - 4), told.start() + 1))
    helps = helps and not any(_UNNAMED.search(name) for name in names)
    whole = stop == told.end("names") and all(helps or (_BODY.fullmatch(name) and not _is_kind(name)) for name in names)
    if names and whole:
        start = told.end() - len(told[0].lstrip())
        yield Owner(text[start : told.end()], start, role, names)
