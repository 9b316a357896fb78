"""What pydantic finds wrong with an entry, in Chinese: which field, what is wrong, what would be right.

One table for everything that people edit; a new kind of mistake is one line of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Protocol, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

Keys = tuple[str | int, ...]
"""The way to a value: keys and positions from the outside in."""


class Placing(Protocol):
    """Where values stand in a text."""

    def line(self, path: Keys) -> int | None:
        """The line of the value at the path, or of the nearest one around it."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One mistake: the way to the value that is wrong, and what to say of it (Chinese). Where the words hold `{other}`,
    it stands for the line of another value."""

    path: Keys
    says: str
    other: Keys | None = None

    def told(self, places: Placing) -> str:
        """The words, with the other line filled in."""
        return self.says if self.other is None else self.says.replace("{other}", f"第 {places.line(self.other)} 行")


_EXAMPLES = {
    "id": '"caijiapo-2024-12"',
    "plan": '"蔡家坡经开区2024年工作要点"',
    "title": '"加大招商引资力度"',
    "what": '"全年"',
    "from": '"2024-01-01"',
    "due": '"2024-12-31"',
    "value": "10",
    "unit": '"month"',
    "name": '"招商分管领导"',
    "file": '"caijiapo-2024.txt"',
    "start": "0",
    "end": "100",
    "date": '"2026-01-01"',
    "off": "true",
    "year": "2026",
}
"""How a field that must be there is written, where its model shows no example of its own."""

_MEANT = {
    "截止": "due", "截止日期": "due", "到期": "due", "期限": "due",
    "deadline": "due", "end": "due", "until": "due", "to": "due",
    "开始": "from", "起始": "from", "begin": "from", "start": "from", "since": "from",
    "标题": "title", "任务": "title", "名称": "title", "name": "title",
    "编号": "number", "序号": "number", "no": "number",
    "责任领导": "leader", "领导": "leader", "owner": "leader", "person": "leader",
    "责任单位": "departments", "牵头单位": "departments", "dept": "departments", "units": "departments",
    "配合单位": "supporting", "状态": "status", "频次": "cadences",
    "节点": "milestones", "指标": "targets", "goals": "targets",
    "备注": "note", "说明": "note", "comment": "note", "remark": "note",
    "内容": "what", "目标值": "value", "单位": "unit",
    "周一": "monday", "周二": "tuesday", "周三": "wednesday", "周四": "thursday", "周五": "friday",
    "周六": "saturday", "周日": "sunday", "星期四": "thursday", "星期五": "friday",
    "草稿": "draft", "在办": "active", "暂停": "suspended", "撤销": "withdrawn",
    "people": "person", "姓名": "name", "联络员": "liaison", "角色": "roles", "部门": "departments", "别名": "aliases",
}  # fmt: skip
"""Words that people write for a key or a value, where likeness of letters would not find it."""

_NOT_A_DAY = '要写成加引号的四位年、两位月、两位日，例如 "2024-03-31"'
_SAYS: dict[str, Callable[[ErrorDetails], str]] = {
    "not_a_day": lambda e: f"{_shown(e)} 不是日期，{_NOT_A_DAY}",
    "date_type": lambda e: f"{_shown(e)} 不是日期，{_NOT_A_DAY}",
    "date_from_datetime_parsing": lambda e: f"没有 {_day_said(e['input'])} 这一天，请改成日历上有的日期",
    "date_from_datetime_inexact": lambda e: f'{_shown(e)} 带了钟点，这里只写日期，例如 "2024-03-31"',
    "not_an_hour": lambda e: f'{_shown(e)} 不是钟点，要写成加引号的时和分，例如 "09:00"',
    "time_parsing": lambda e: f"没有 {_shown(e)} 这个钟点，要在 00:00 到 23:59 之间",
    "string_type": lambda e: f"{_shown(e)} 要写成加引号的文字" + _as_text(e["input"]),
    "string_unicode": lambda _: "里有不成字的编码（\\ud800 到 \\udfff 要成对）",
    "int_type": lambda e: f"{_shown(e)} 要写成整数，不加引号",
    "int_parsing": lambda e: f"{_shown(e)} 要写成整数，不加引号",
    "int_from_float": lambda e: f"{_shown(e)} 要写成整数",
    "float_type": lambda e: f"{_shown(e)} 要写成数字，不加引号，单位写在 unit 里",
    "finite_number": lambda e: f"{_shown(e)} 要写成普通的数字",
    "bool_type": lambda _: "要写成 true 或 false",
    "bool_parsing": lambda _: "要写成 true 或 false",
    "literal_error": lambda e: f"不能是 {_shown(e)}，" + _choice(e),
    "greater_than_equal": lambda e: f"{_shown(e)} 太小，最小是 {e['ctx']['ge']}",
    "less_than_equal": lambda e: f"{_shown(e)} 太大，最大是 {e['ctx']['le']}",
    "greater_than": lambda e: f"{_shown(e)} 太小，要大于 {e['ctx']['gt']}",
    "less_than": lambda e: f"{_shown(e)} 太大，要小于 {e['ctx']['lt']}",
    "too_short": lambda _: "是空的，至少要写一个；不用就整行删去",
    "string_too_short": lambda _: "不能为空",
    "tuple_type": lambda e: "要写成方括号里的一列" + _as_list(e["input"]),
    "dict_type": lambda _: "要写成花括号里的一组",
    "value_error": lambda e: str(e["ctx"]["error"]),
    "model_type": lambda e: f"{_shown(e)} 要写成花括号里的一组字段",
}


def complaints(
    error: ValidationError, model: type[BaseModel], at: Keys = (), *, entry_of: str | None = None
) -> Iterator[Complaint]:
    """What is wrong with an entry of `model` that stands at the path `at`. Where the model is a file with a list
    `entry_of` of entries, what is said of one of them does not name the list and the position."""
    for details in error.errors(include_url=False):
        in_entry = len(details["loc"]) > 2 and details["loc"][0] == entry_of
        yield Complaint((*at, *details["loc"]), _says(details, model, details["loc"][2 * in_entry :]))


def nearest(word: str, known: Mapping[str, str] | set[str]) -> str | None:
    """The known word that was probably meant, if one is near enough."""
    by_folded = {k.lower(): k for k in known}
    folded = word.lower().replace("-", "_")
    if _MEANT.get(folded) in known:
        return _MEANT[folded]
    starts = [k for k in by_folded if len(k) > 2 and (folded.startswith(k) or k.startswith(folded))]
    found = get_close_matches(folded, by_folded, n=1, cutoff=0.6) or starts[:1]
    return by_folded[found[0]] if found else None


def _says(details: ErrorDetails, model: type[BaseModel], shown: Keys) -> str:
    if details["type"] == "extra_forbidden":
        return _unknown_key(details["loc"], model)
    if details["type"] == "missing":
        return _place(shown[:-1]) + f"缺少 {shown[-1]}" + _example(details["loc"], model)
    return _place(shown) + _SAYS.get(details["type"], _otherwise)(details)


def _otherwise(details: ErrorDetails) -> str:
    return f"{_shown(details)} 不合要求（{details['msg']}）"


def _place(loc: Keys) -> str:
    """`milestones 第 2 项的 due `: where in the entry."""
    words = [f"第 {step + 1} 项" if isinstance(step, int) else step for step in loc]
    return " 的 ".join(words).replace(" 的 第", " 第").replace("项 的", "项的") + (" " if words else "")


def _unknown_key(loc: Keys, model: type[BaseModel]) -> str:
    known = _keys_at(model, loc[:-1])
    guess = nearest(str(loc[-1]), known)
    return f"未知字段 {loc[-1]}，" + (f"是不是 {guess}？" if guess else f"这里可以有：{'、'.join(sorted(known))}")


def _keys_at(model: type[BaseModel], loc: Keys) -> set[str]:
    return set(_fields_at(model, loc))


def _fields_at(model: type[BaseModel], loc: Keys) -> dict[str, FieldInfo]:
    """The fields of the model at the end of the way, by how they are written."""
    for step in loc:
        fields = _fields(model)
        model = (_model_in(fields[str(step)].annotation) or model) if step in fields else model
    return _fields(model)


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _shown(details: ErrorDetails) -> str:
    value = details["input"]
    if value is None:
        return "空值"
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:40] + "…"


def _example(loc: Keys, model: type[BaseModel]) -> str:
    key = str(loc[-1])
    field = _fields_at(model, loc[:-1]).get(key)
    examples = (field.examples if field else None) or [_EXAMPLES.get(key)]
    return f"，例如 {key}：{examples[0]}" if examples[0] else ""


def _day_said(value: object) -> str:
    year, month, day = (int(part) for part in str(value).split("-"))
    return f"{year}年{month}月{day}日"


def _as_text(value: object) -> str:
    return f'："{value}"' if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _as_list(value: object) -> str:
    return f'，例如 ["{value}"]' if isinstance(value, str) else "，例如 []"


def _choice(details: ErrorDetails) -> str:
    choices = re.findall(r"'([^']+)'", str(details["ctx"]["expected"]))
    guess = nearest(str(details["input"]), set(choices))
    return f"要从 {'、'.join(choices)} 中选一个" + (f"，是不是 {guess}？" if guess else "")
