"""Which figures of a plan can be checked later.

A figure is none where it qualifies the noun of the next one (`10亿元以上项目1个`), counts what is there already, was
reached already, or is a standard that others must meet (`给予50万元奖励`). Each reason is one test below; the first
that holds is the reason."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.plans.figures.sizes import is_qualifier
from bot.plans.figures.standing import NEW, is_reached, is_there_already
from bot.plans.figures.units import TIME_UNITS, is_counted, words_after, words_before
from bot.plans.passage import Span
from bot.plans.reading import Figure, Reading

_MOST_TIMES = 4
_GROUPS = ("个", "项", "件", "条", "类", "种", "批")
_OCCASIONS = ("次", "场", "期", "轮", "节")

_PRESUPPOSED_NOUN = re.compile(
    r"[ ]*(?:大|类|方面|维度|领域|环节|行业|产业链(?!招商|图谱|企业|联盟|对接|项目)|指标|措施|政策|制度|原则|要求|"
    r"机制|规定|意见|标准|职责|职能|关键|"
    r"重点(?:任务|工作|领域|产业|环节|方面)|"
    r"清单|阶段|层级|层面|体系|步骤|举措|条例|维护|意识|自信|务必|专班(?!建设)|工作专班|类型|模块|节点|时段|版块|"
    r"板块|强|级)"
)
_STANDARD = re.compile(r"(?:给予|奖励|补助|补贴|资助|罚款|处以|封顶|注册资本|按每|标准为|计入)[^,。;:]*$")
_PAID = re.compile(r"兑现|发放|落实|争取|下达|拨付|申请|到位|完成|支出")
_ORDINAL_BEFORE = re.compile(
    r"(?:第|(?<![月日底年末])前|排名|位列|名列|位居|进入|国道|省道|县道|编号|No\.?|[A-Za-z.\-+/×*])[ ]*$"
)
_PUT_TO_USE = re.compile(r"[ ]*(?:全部|全面|均|年?内|如期|正式)*(?:交付|建成|投用|投产|投入|竣工|开工|完工|启用|开放)")
_RECURS = re.compile(
    r"(?:每|逐|按|隔)[一二两三四五六七八九十半\d]*个?(?:学年|年|半年|季度?|月|旬|周|星期|日|天|学期|学年|工作日)"
)
_WEIGHT = re.compile(
    r"(?:权重|分值|赋分|得分|计分)[ ]*(?:为|占)?[ ]*$|"
    r"占[^,。;]{0,12}(?:考核|考评|绩效|评分|总分|成绩|得分)[^,。;]{0,4}[ ]*$"
)
_MADE_OF = re.compile(r"的占[ ]*$")
_POLICY = re.compile(
    r"(?:落实|贯彻|执行|兑现|用好|用足|宣传|按照?|对照|依据)[^,。;]*"
    r"(?:政策|新政|措施|意见|办法|举措|规定|决定|方案|制度|条例)[”\"]?[ ]*$"
)
_MAKES_DESIGN = re.compile(r"[ ]*大|[ ]*类(?!似|别以)|[ ]*[纵横]|[^,。;]{0,16}(?:组成|构成)")
_SECOND = re.compile(r"二[轮期次级线类届批部环审]")
_COUNTS_TIME = re.compile(r"天数|压[缩减]|缩短|时[限间长]|降[至到]|控制|学习|平均|优良")

Reason = Callable[[Reading, Figure, Span], bool]


def reason_against(reading: Reading, figure: Figure) -> str:
    """Why a figure is no target; empty where it is one."""
    clause = reading.passage.clause(figure.start)
    return next((name for name, test in REASONS if test(reading, figure, clause)), "")


def _in_review(reading: Reading, figure: Figure, clause: Span) -> bool:
    return reading.reviews.covers(figure.start) or reading.settings.covers(figure.start)


def _is_ordinal(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`前10位`, `二轮延包`: a place in a series."""
    if _SECOND.match(reading.flat, figure.start):
        return True
    return bool(_ORDINAL_BEFORE.search(reading.flat, max(0, figure.start - 4), figure.start))


def _is_remark(reading: Reading, figure: Figure, clause: Span) -> bool:
    """Brackets that hold nothing but the figure: a score, a weight; a line in brackets above the first point."""
    around = reading.flat[clause[0] - 1 : clause[0]] + reading.flat[clause[1] : clause[1] + 1]
    if around == "()" and reading.passage.words(clause).strip() == reading.flat[figure.start : figure.end].strip():
        return True
    return reading.is_remark_on_title(figure.start)


def _is_each_time(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`每月召开1次联席会`: the cadence says it all."""
    amount = figure.values[0]
    most = _MOST_TIMES if amount.unit == "次" and amount.bound == "=" else 1
    once = amount.value <= most and amount.unit in _OCCASIONS
    return once and bool(_RECURS.search(words_before(reading, figure, clause)))


def _is_weight(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`权重40%`, `其中超过3年的占60%`: a score, or what something is made of."""
    before = words_before(reading, figure, clause)
    return bool(_WEIGHT.search(before)) or (figure.values[0].bound == "=" and bool(_MADE_OF.search(before)))


def _is_loose_numeral(reading: Reading, figure: Figure, clause: Span) -> bool:
    """Chinese numerals count only as a number of new things (`新建三所学校`), not in `一个中心` or `百亿园区`."""
    amount = figure.values[0]
    if not amount.chinese or amount.unit in ("番", "成"):
        return False
    near = reading.flat[figure.start] in "近约"
    put_to_use = amount.value > 1 and bool(_PUT_TO_USE.match(words_after(reading, figure, clause)))
    reached = re.search(r"达到?[ ]*$", words_before(reading, figure, clause))
    bounded = near or amount.bound != "=" or bool(reached) or put_to_use
    if not is_counted(amount) or reading.flat[figure.start] in "百千":
        return not bounded
    if amount.value < 2 and not _is_one_of_a_kind(reading, figure, clause):
        return amount.bound == "="
    return not (bounded or NEW.search(words_before(reading, figure, clause)))


def _is_one_of_a_kind(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`组建救援队一支`: behind its noun, one is a figure too."""
    ends = not words_after(reading, figure, clause).strip(" 、和及")
    before = words_before(reading, figure, clause)
    thing = figure.values[0].unit not in ("次", "场", "期", "轮", "批", "番", "层", "种", "门")
    return ends and thing and bool(NEW.search(before)) and not before.rstrip().endswith(("各", "第", "每", "另"))


def _is_class(reading: Reading, figure: Figure) -> bool:
    """`10件40项实事`: into how many groups what is counted next is put."""
    following = reading.figures_in((figure.end, figure.end + 1))
    pair = [each.values[0] for each in (figure, *following)]
    return len(pair) == 2 and figure.values[0].bound == "=" and all(each.unit in _GROUPS for each in pair)


def _is_design(reading: Reading, figure: Figure, clause: Span) -> bool:
    after = words_after(reading, figure, clause)
    matters = figure.values[0].unit in "个项条种门张件批"
    named_before = figure.values[0].chinese and reading.flat[figure.start - 1 : figure.start] in ("”", "」", "》")
    if (figure.start and named_before) or _is_class(reading, figure):
        return True
    if figure.values[0].unit == "条" and _POLICY.search(words_before(reading, figure, clause)):
        return True
    return bool(_MAKES_DESIGN.match(after) or (matters and _PRESUPPOSED_NOUN.match(after)))


def _is_reported(reading: Reading, figure: Figure, clause: Span) -> bool:
    planned = re.search(r"打造|力争|计划|拟|将|预计|推动|确保|争取|目标", reading.flat[clause[0] : figure.start])
    return reading.reported and not planned


def _is_standard(reading: Reading, figure: Figure, clause: Span) -> bool:
    before = words_before(reading, figure, clause)
    amount = figure.values[0]
    if amount.unit in ("%", "‰") and not re.search("给予|奖励|补助|补贴|资助|罚", before):
        return False
    if is_counted(amount) and not re.search("给予|处以|封顶|标准为|按每|计入", before):
        return False
    return bool(_STANDARD.search(before)) and not _PAID.search(before)


def _is_start(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`由12个压缩至5个`: where it comes from."""
    before, after = words_before(reading, figure, clause), words_after(reading, figure, clause)
    return bool(re.search(r"[由从][^由从]{0,6}$", before) and re.match(r"[^,]{0,8}?[至到为增提降扩升缩]", after))


def _is_duration(reading: Reading, figure: Figure, clause: Span) -> bool:
    """A time that is no limit (`30分钟生活圈`, `24小时值守`)."""
    amount = figure.values[0]
    if amount.unit in TIME_UNITS and re.search(r"(?:之日|起)[ ]*$", words_before(reading, figure, clause)):
        return True
    if amount.unit not in TIME_UNITS or amount.bound != "=":
        return False
    return not _COUNTS_TIME.search(words_before(reading, figure, clause))


REASONS: tuple[tuple[str, Reason], ...] = (
    ("review", _in_review),
    ("ordinal", _is_ordinal),
    ("remark", _is_remark),
    ("design", _is_design),
    ("each time", _is_each_time),
    ("weight", _is_weight),
    ("qualifier", is_qualifier),
    ("numeral", _is_loose_numeral),
    ("there already", is_there_already),
    ("reached", is_reached),
    ("reported", _is_reported),
    ("standard", _is_standard),
    ("duration", _is_duration),
    ("start", _is_start),
)
