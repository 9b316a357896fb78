"""Which column of a 责任分解表 holds what, by the words of its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

Role = Literal[
    "number", "chapter", "task", "goal", "leader", "lead", "department", "supporting", "due", "period", "other"
]

_MONTHS = r"\d{1,2}月份?|[一二三四五六七八九十]{1,3}月份?|\d{1,2}[-—~～至]\d{1,2}月份?"
_QUARTERS = r"第?[一二三四1-4]季度|[上下]半年"
_BODY = r"(?:单位|部门|科室|处室|机构)"

# role, what the head of such a column says; the first that fits counts: what is special stands above what is general
HEADS: tuple[tuple[Role, str], ...] = (
    ("number", r"序号|编号|项次|任务号|no\.?|№"),
    ("period", rf"{_MONTHS}|{_QUARTERS}"),
    ("due", r".*(?:时限|期限|(?:完成|办结|截止)(?:时间|日期|节点)|时间(?:节点|要求|安排))|时间|月份"),
    ("leader", r".*(?:领导|责任人|负责人|包抓人|组长)"),
    ("supporting", rf".*(?:配合|协办|协助|参与|协同|协作)(?:{_BODY}|者|方)?"),
    ("lead", rf".*(?:牵头|主办|主责)(?:责任)?(?:{_BODY}|者|方)?"),
    ("department", rf".*(?:责任|承办|实施|落实|负责|承担|主管|完成)(?:{_BODY}|主体|学院)|{_BODY}"),
    ("chapter", r".*(?:类别|分类|类型|领域|板块|方面|一级指标|任务大项|项目大类)"),
    ("goal", r".*(?:目标(?:值|任务|要求)?|指标(?:值)?|成效|标准|成果|计划完成量|目标任务量)"),
    ("task", r".*(?:任务|事项|项目|工作|内容|要点|举措|措施|名称|行动|工程|实事)"),
)  # fmt: skip
_PATTERNS = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in HEADS)
_ASIDE = re.compile(r"[\s*＊:：]|[（(][^）)]*[）)]")
LONGEST_HEAD = 12
TASK_WORDS = ("任务", "事项", "项目", "工作", "要点", "实事")

LABELS: dict[Role, str] = {
    "leader": "责任领导", "lead": "牵头单位", "department": "责任单位", "supporting": "配合单位", "due": "完成时限",
}  # fmt: skip


def head_of(cell: str) -> str:
    """The words of a head without gaps, marks and remarks in brackets."""
    return _ASIDE.sub("", cell)


@lru_cache(maxsize=1024)
def role_of(cell: str) -> Role | None:
    """What the column under this head holds; None where the cell is no head that is known."""
    head = head_of(cell)
    if not 0 < len(head) <= LONGEST_HEAD:
        return None
    return next((role for role, pattern in _PATTERNS if pattern.fullmatch(head)), None)


def roles_of(heads: Sequence[str]) -> tuple[Role, ...]:
    """The roles of a table's columns. Of several that could hold the task the one that says 任务 does, else the first;
    where none could, the first that is left does. The others are named by their heads."""
    roles: list[Role] = [role_of(head) or "other" for head in heads]
    by_role = ([n for n, role in enumerate(roles) if role == wanted] for wanted in ("task", "goal", "other"))
    candidates: list[int] = next(filter(None, by_role), [])
    chosen = min(candidates, key=lambda n: (not head_of(heads[n]).endswith(TASK_WORDS), n), default=None)
    return tuple("task" if n == chosen else "other" if role == "task" else role for n, role in enumerate(roles))


def is_head(cells: Sequence[str]) -> bool:
    """Whether a row is the head of a task table: two known columns at least, and most of its cells known."""
    filled = [cell for cell in cells if cell.strip()]
    known = {role for cell in filled if (role := role_of(cell))}
    named = sum(role_of(cell) is not None for cell in filled)
    return len(known) >= 2 and 2 * named >= len(filled) and bool(known - {"number", "period"})
