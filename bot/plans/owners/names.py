"""Lists of names as plans write them: bodies and persons, parted by marks, spaces or line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BODY_END = (
    "局|委|办|部|厅|院|署|中心|公司|集团|街道|镇|乡|政府|管委会|工委|支队|大队|总队|办公室|专班|小组|指挥部|学院|"
    "大学|学校|银行|支行|分行|海关|协会|商会|"
    "旗|县|区|市|州|盟|省|联合会|总会|总社|工会|团委|妇联|残联|科协|工商联|贸促会|组织部|宣传部|统战部|政法委|法院|检察院|党委|党工委|"
    "人大|政协|财政所|派出所|站|科|处|室|委员会|"
    "发展改革委|卫健委|国资委|发改委|住建局|科室|教务处|车间|项目部|事业部|分公司|联社|社区"
)
_ENDS_AS_BODY = re.compile(rf"(?:{_BODY_END}|企业|单位|部门)$")
_BODY = re.compile(rf"[\u4e00-\u9fffA-Za-z“”\"·]{{1,28}}(?:{_BODY_END})(?:\([^()]{{1,12}}\))?")
_KIND_OF_BODY = re.compile(
    r"城市$|试点|^(?:各|我|本|全|该|有关|相关|主管|当地|地方|属地|所在地|上级|县级以上|其他)|(?:行政|主管|有关|相关|职能|责任|成员|管理|"
    r"监管|配合)部门|"
    r"部门$|(?:各级|各地|一级政府)|^(?:教育|住房城乡建设|自然资源|财政|公安)部门|^(?:领导|专班|小组|公司|集团|中心|"
    r"学校|办公室|指挥部|政府|党委|学院|企业|社区|项目部)$"
)
_NO_NAME = re.compile(
    r"\d|完成|推进$|持续|长期|按照|以上|确保|取得|力争|负责|开展|落实|见效|^(?:等|下同|略|无|/|-+)$|时限|期限"
)
_SPLIT = re.compile(
    r"[、,;/]|(?<=[局委办部厅院会司团道镇乡府处])(?:[和及与 ]|[ ]*\n+[ ]*)(?=[\u4e00-\u9fff])|"
    r"(?<=[\u4e00-\u9fff)]{2}) +(?=[\u4e00-\u9fff])|会同(?=[\u4e00-\u9fff])"
)
_POST_ONLY = re.compile(r".*(?:常委|委员|书记|..长|主任|主席|[总副]经理|总监|成员)$|^(?:副?[县市区镇乡局科校院]级)")
_REMARK = re.compile(r"[(（](?:牵头|主办|主责|责任|负责|配合|协办)(?:单位|部门)?[)）]$")


def names_in(text: str, flat: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
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


def without_posts(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of leaders; where persons are named, the posts listed before them are left out."""
    bare = tuple(re.sub(r"[(（].*", "", name) for name in names)
    persons = tuple(name for name in bare if not _POST_ONLY.match(name))
    return persons or bare


def is_particular(name: str) -> bool:
    """Whether a name is that of a particular body, not of a kind of bodies (`有关部门`)."""
    return bool(_BODY.fullmatch(name)) and not is_kind(name)


def is_kind(name: str) -> bool:
    """Whether a name is that of a kind of bodies."""
    return bool(_KIND_OF_BODY.search(name)) and not name.endswith("牵头单位")


def ends_as_body(words: str) -> bool:
    """Whether words end like the name of a body."""
    return bool(_ENDS_AS_BODY.search(words))


def _cuts(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The separators of a list outside brackets (`各县（市、区）人民政府` is one name)."""
    inside = [found.span() for found in re.finditer(r"\([^()\n]{1,12}\)", flat[start:end])]
    for found in _SPLIT.finditer(flat, start, end):
        if not any(begin <= found.start() - start < stop for begin, stop in inside):
            yield found.span()


def _clean(name: str) -> str:
    bare = re.sub(r"\s+|等(?:单位|部门|有关部门|相关部门|相关单位)?$|\*\*", "", name).strip("。.,、;:")
    return _REMARK.sub("", bare)
