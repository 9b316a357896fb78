"""What the words of a table's cell look like, and how well that fits a column: a number, a date, a person, a body, what
is to be done. Marks are small sums; only their order matters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.language.numbers import parse_number
from bot.plans.formats.columns import Role
from bot.plans.tables.rows import BANNER

_NUMBER = re.compile(r"[（(]?(\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[.．、]?")
_DUE = re.compile(
    r".{0,24}(?:\d{1,2}月|[一二三四五六七八九十]月|[月年季度周]底|季度|年内|全年|半年|年度|月前|日前|\d{4}年|长期|持续|常年|"
    r"学期|[寒暑]假|按(?:时|序|计划|节点)|适时|随时|每[年月周季]|\d{4}[.．/-]\d{1,2}).{0,40}"
)
_ALWAYS = re.compile(r"(?:长期|持续|全年|常态化|常年|贯穿)(?:坚持|推进|实施|开展|任务|进行|落实)?|\d{4}年|\d{1,2}月")
_PERSON = r"[\u4e00-\u9fff](?:[\u4e00-\u9fff·]{1,3}|[ 　]{1,3}[\u4e00-\u9fff])"
_PERSONS = re.compile(rf"{_PERSON}(?:[、，,;； 　\s]+{_PERSON})*")
_POST = re.compile(r"[书副正]?(?:书记|[县市区镇乡局处科院校部厅司][长]|主任|主席|组长|经理|董事长|领导)")
_BODY = re.compile(
    r"(?:[局委办部厅院署所处科室组校社站镇乡县区市旗园会]|中心|公司|集团|街道|政府|支队|大队|总队|专班|银行|大学|企业|单位|部门|"
    r"学院|医院|联合会|工会|妇联|残联|科协|文联|社联|供销社|开发区|管委会|法院|海关|支行|系部)"
    r"(?:[（(][^）)]{1,20}[）)])?等?(?:单位|部门)?"
)
_BODY_ENDS = re.compile(rf"[^。；;！!]{{1,24}}?{_BODY.pattern}$")
_ACTS = re.compile(
    r"(?:新|改|扩|迁|续|重)?建|完成|实施|推进|启动|加强|开展|改造|提升|打造|深化|落实|强化|抓|做好|加快|持续|优化|完善|推动|组织|"
    r"举办|制定|培育|引进|争取|确保|力争|全面|积极|创建|支持|提高|健全|建立|规范|设立|开工|发放|为|对|以"
)
_PARTS = re.compile(r"[、，,;；\n]+|(?<=[\u4e00-\u9fff）)])[ 　]+(?=[\u4e00-\u9fff])")
_EVERYBODY = re.compile(r"^(?:各|相关|有关|其他|全[县市区校])")
_LABELLED = re.compile(r"(?:牵头|责任|配合|主办|协办|参与)(?:单位|部门|领导|科室|处室)?[:：]")
_TOWNS = re.compile(r"(?:街道|[镇乡]|办事处|社区|[镇乡街][（(][^）)]*[）)])$")
_LOWER = re.compile(r"(?:中心|公司|集团|[支大总]队|分局|银行|支行|所|站|协会|学校|医院|企业)$")
_SENTENCE = re.compile(r"[。；;！]")
_LONGEST_BODY, _LONG = 26, 8
AGENCY, TOWN, EVERYBODY = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says: `ordinal` where it is a bare number; `rank` is 0 for a government's own body, more for those
    that lists name later (agencies and companies, then towns, then `各…`)."""

    words: str
    ordinal: int
    banner: bool
    due: bool
    persons: bool
    bodies: bool
    rank: int

    @classmethod
    @lru_cache(maxsize=1024)
    def of(cls, words: str) -> Said:
        """What the words of a cell say, line breaks inside it counting as spaces."""
        number = _NUMBER.fullmatch(words) if len(words) < 8 else None
        bodies = is_bodies(words)
        return cls(
            words,
            int(parse_number(number[1]) or 0) if number else 0,
            bool(BANNER.fullmatch(words)),
            (len(words) <= 64 and bool(_DUE.fullmatch(words))) or bool(_ALWAYS.fullmatch(words)),
            not bodies and len(words) <= 40 and bool(_PERSONS.fullmatch(words) or _is_post(words)),
            bodies,
            _rank(words),
        )

    @property
    def is_long(self) -> bool:
        """Whether it says more than a name or a heading."""
        return len(self.words) > _LONG or bool(_SENTENCE.search(self.words))


def is_bodies(words: str) -> bool:
    """Whether the words are bodies and nothing else (`县教育局、各乡镇`)."""
    if _SENTENCE.search(words.rstrip("。；;")):
        return False
    if _LABELLED.match(words):
        return True
    parts = [part for part in _PARTS.split(words.rstrip("。；;、")) if part]
    return bool(parts) and all(map(_is_body, parts))


def _is_body(part: str) -> bool:
    part = part.strip()
    if _EVERYBODY.match(part) and len(part) <= _LONGEST_BODY:
        return True
    ends = len(part) <= _LONGEST_BODY and bool(_BODY_ENDS.fullmatch(part))
    return ends and not (_ACTS.match(part) and len(part) > 4)


def _is_post(words: str) -> bool:
    return len(words) <= 16 and bool(_POST.search(words))


def _rank(words: str) -> int:
    if _EVERYBODY.match(words):
        return EVERYBODY
    return TOWN if _TOWNS.search(words) else AGENCY if _LOWER.search(words) else 0


def fit(role: Role, said: Said) -> float:
    """How well a cell that says this stands in a column of the role."""
    if not said.words:
        return _EMPTY.get(role, 0)
    if role in ("lead", "department", "supporting"):
        return 3 if said.bodies else _of_body(said)
    return _FIT[role](said) if role in _FIT else 0.5


def _of_body(said: Said) -> float:
    if said.ordinal or said.due or said.is_long:
        return -4
    return -1.5 if said.persons else -0.5


def _of_leader(said: Said) -> float:
    if said.persons:
        return 3
    return -2 if said.bodies else -4 if said.is_long or said.ordinal or said.due else -1


def _of_due(said: Said) -> float:
    if said.due:
        return 1.5 if _SENTENCE.search(said.words) else 3
    return -1 if len(said.words) <= _LONG and not (said.bodies or said.ordinal) else -4


def _of_task(said: Said) -> float:
    if said.ordinal:
        return -4
    if said.is_long:
        return 2
    return -1 if said.bodies else -3 if said.due else 1


def _of_goal(said: Said) -> float:
    return -2 if said.ordinal else 2 if said.is_long else -1 if said.bodies else 0.5


def _of_chapter(said: Said) -> float:
    return -3 if said.ordinal or said.due or len(said.words) > 24 else -1 if said.bodies else 1.5


def _of_period(said: Said) -> float:
    return 1 if said.is_long else -1 if said.bodies else 0.5


_FIT: Mapping[Role, Callable[[Said], float]] = {
    "leader": _of_leader, "due": _of_due, "task": _of_task, "goal": _of_goal, "chapter": _of_chapter,
    "period": _of_period, "number": lambda said: -9,
}  # fmt: skip
_EMPTY: Mapping[Role, float] = {"number": -4, "task": -3}
