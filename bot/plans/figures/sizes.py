"""Figures that tell how large the things are, and so are no targets: `10亿元以上项目`, `35蒸吨以下锅炉`."""

from __future__ import annotations

import re

from bot.language.quantities import magnitude
from bot.plans.figures.units import SHARES, TIME_UNITS, is_counted, is_money, words_after, words_before
from bot.plans.passage import Span
from bot.plans.reading import Figure, Reading

_QUALIFIES = re.compile(
    r"[ ]*级(?=[\u4e00-\u9fff])|[ ]*(?:级|规模)?的(?!目标|增长|水平|速度|要求|标准)|"
    r"[ ]*(?:以上|及以上)?(?:规模|级别)的?"
)
_SPENT = re.compile(r"(?:投资|总?规模|总额|概算|预算)[ ]*(?:达|约)?[ ]*$")
_NAMES_THING = re.compile(
    r"[ ]*(?!并|且|同时|完成|用于|达|实现|办[结理]|放行|答复|反馈|处置|予以|报[送告]|到[位达]|受理|响应|全部|为|占|"
    r"以)[\u4e00-\u9fff“]"
)
_MADE_SO = re.compile(
    r"(?:新增|新建|建成|建设|完成|培育|引进|改造|达到|超过|突破|不少于|不低于|形成|新改建|供应|出让|种植|争取|投放|"
    r"销售)[ ]*(?:[超近约过]|不少于|不低于|超过|突破)?[ ]*$"
)
_LIFETIME = re.compile(r"寿命|年龄[^,。;]{0,6}[到至达]")
_FEATURES = re.compile(r"、[^,。;、]{2,16}的[\u4e00-\u9fff]")
_HOW_LARGE = re.compile(r"[ ]*(?:的)?(?:自然村|行政村|村|社区|小区|企业|单位|机构|集体|家庭|场所)")
_CAPACITY = re.compile(
    r"(?:[年日月](?:产|处理|加工|供水|供气|储存|吞吐|屠宰)|总?(?:装机|库容|规模)(?:容量)?|单机|时速)[ ]*$"
)
_VERB_BETWEEN = re.compile(
    r"建设|实施|完成|新增|用于|支持|打造|培育|带动|覆盖|开工|新建|引进|招引|举办|开展|组织|投入|投资|达|增长|实现|"
    r"其中|盘活|改造|[、和及与]"
)


def is_qualifier(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`10亿元以上项目1个`, `税收过亿元企业`: it says which things, the next figure says how many."""
    after = words_after(reading, figure, clause)
    if _FEATURES.match(after) and figure.values[-1].bound != "=" and not is_counted(figure.values[-1]):
        return True
    amount = figure.values[-1]
    if amount.unit == "岁":
        return not _LIFETIME.search(words_before(reading, figure, clause))
    if not after.strip() or after[0] in "、和及与":
        return False
    if _is_capacity(reading, figure, clause):
        return True
    following = reading.figures_in((figure.end, clause[1]))
    if not is_money(amount) and _tells_size(reading, figure, clause):
        return True
    if amount.unit not in SHARES and _QUALIFIES.match(after):
        made = is_counted(amount) and amount.bound != "=" and _MADE_SO.search(words_before(reading, figure, clause))
        named_next = bool(following) and following[0].start - figure.end > len("的")
        return not (made or (_is_investment(reading, figure, clause) and not named_next))
    if magnitude(amount.unit)[1] in ("户", "人") and _HOW_LARGE.match(after):
        return True
    if following:
        between = reading.flat[figure.end : following[0].start]
        return not is_counted(amount) and not _VERB_BETWEEN.search(between)
    return _tells_size(reading, figure, clause)


def _is_investment(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`总投资1.3亿元的绿源食品项目`: the sum of one planned thing, to be spent."""
    spent = _SPENT.search(words_before(reading, figure, clause))
    return bool(spent) and is_money(figure.values[0]) and figure.values[0].bound == "="


def _tells_size(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`35蒸吨以下燃煤锅炉`, `连续三天以上重度污染`: a bound on how large the thing is that follows."""
    amount, after = figure.values[-1], words_after(reading, figure, clause)
    if amount.bound == "=" or is_counted(amount) or amount.unit in SHARES:
        return False
    if not _NAMES_THING.match(after) or (amount.bound == "<=" and amount.unit in TIME_UNITS):
        return False
    return is_money(amount) or amount.bound == "<=" or not _MADE_SO.search(words_before(reading, figure, clause))


def _is_capacity(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`年产20GWh储能电芯项目`: how large the thing is that its noun names."""
    sized = _CAPACITY.search(words_before(reading, figure, clause))
    after = words_after(reading, figure, clause)
    return bool(sized) and bool(re.match(r"[ ]*(?!左右|以[上下内]|的)[\u4e00-\u9fff]", after))
