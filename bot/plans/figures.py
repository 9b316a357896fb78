"""Which figures of a plan can be checked later.

A figure is none where it qualifies the noun of the next one (`10亿元以上项目1个`), counts what is there already, was
reached already, or is a standard that others must meet (`给予50万元奖励`). Each reason is one test below; the first
that holds is the reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.language.quantities import Amount, magnitude
from bot.plans.passage import Span
from bot.plans.reading import Date, Figure, Reading

_COUNTED = frozenset(
    "个项家户人名次场期条座处所栋幢套辆台件份篇支间组对单宗门批种款部轮村镇队口眼例起位笔张头只株艘架列尾匹节孔渠讲堂"
    "艇本册块枚根片盏樘棵羽扇面床集"
)
_OCCASIONS = ("次", "场", "期", "轮", "节")
_TIME_UNITS = ("小时", "分钟", "秒", "天", "日", "周", "个工作日", "工作日")
_MONEY = re.compile(r"(?:元|美元|欧元|港元|日元|英镑|港币)(?:/.+)?$")

_PRESUPPOSES = re.compile(
    r"(?:围绕|聚焦|发挥|针对|对标|对照|现有|已有|原有|依托|按照|根据|涵盖|涉及|涉|包括|包含|瞄准|紧盯|利用|用好|"
    r"用足|巩固|结合|立足|突出|现存|"
    r"贯彻|遵循|严格落实|拥有|位于|属于|面对|作为|含|共有|^[ ]*(?:对|在|从|以|按))[^,。;:]*$"
)
_PRESUPPOSED_NOUN = re.compile(
    r"[ ]*(?:大|类|方面|维度|领域|环节|行业|产业链|指标|措施|政策|制度|原则|要求|机制|规定|意见|标准|职责|职能|关键|"
    r"重点(?:任务|工作|领域|产业|环节|方面)|"
    r"清单|阶段|层级|层面|体系|步骤|举措|条例|维护|意识|自信|务必|专班(?!建设)|工作专班|类型|模块|节点|时段|版块|"
    r"板块|强|级)"
)
_NEW = re.compile(
    r"新增|新建|新开|新引|新认定|新培育|新落户|建成|建设|完成|培育|创建|引进|招引|签约|实施|举办|开展|打造|争取|"
    r"争创|盘活|达到|不少于|不低于|申报|改造|形成|制定|出台|"
    r"组建|成立|推出|梳理|启动|开工|投产|落地|谋划|储备|发布|组织|新改建|改扩建|选派|选树|评选|推广|设立|力争|确保|全年|"
    r"(?<!\d)年内"
)
_REACHED = re.compile(
    r"(?:已(?:经)?(?!有条件|备案)|累计已|(?:完成|建成|实现|达到|增长|荣获|获得|取得|突破|落实|投入|兑现|举办|开展|"
    r"引进|签约|新增|培育|下降|提升|提高|减少)了|"
    r"先后|截至|截止|过去|五年来|一年来|今年以来|近年来|(?<!项)目前|同比分别|荣获|被评为|获评)"
)
_COMPARED = re.compile(
    r"(?:较|比|与|在|以)(?:去年|上年|20\d\d年)(?:末|底)?(?:同期)?(?:水平|的?基础上|相比|为基[数期])?|同比"
)
_NO_TIME = re.compile(r"(?:[较比与在以由从对(]|对照|完成|公开|公布|编制|做好|开展|清算|兑现|落实|报送|总结)[ ]*$")
_DONE_ALREADY = re.compile(
    r"[^,。;]{0,24}的?(?:目标|任务)(?:任务)?(?:去年|上年|均|都|全部|提前|如期|也)*已(?:经)?(?:全部|提前|如期)?(?:完成|实现|达到)"
)
_LAST_YEAR = re.compile(r"去年|上年|上一年")
_STANDARD = re.compile(r"(?:给予|奖励|补助|补贴|资助|罚款|处以|封顶|注册资本|按每|标准为|计入)[^,。;:]*$")
_PAID = re.compile(r"兑现|发放|落实|争取|下达|拨付|申请|到位|完成|支出")
_ORDINAL_BEFORE = re.compile(r"(?:第|前|排名|位列|名列|位居|进入|国道|省道|县道|编号|No\.?|[A-Za-z.\-+/×*])[ ]*$")
_QUALIFIES = re.compile(
    r"[ ]*级(?=[\u4e00-\u9fff])|[ ]*(?:级|规模)?的(?!目标|增长|水平|速度|要求|标准)|"
    r"[ ]*(?:以上|及以上)?(?:规模|级别)的?"
)
_HOW_LARGE = re.compile(r"[ ]*(?:的)?(?:自然村|行政村|村|社区|小区|企业|单位|机构|集体|家庭|场所)")
_RECURS = re.compile(
    r"(?:每|逐|按|隔)[一二两三四五六七八九十半\d]*个?(?:年|半年|季度?|月|旬|周|星期|日|天|学期|工作日)"
)
_WEIGHT = re.compile(
    r"(?:权重|分值|赋分|得分|计分)[ ]*(?:为|占)?[ ]*$|"
    r"占[^,。;]{0,12}(?:考核|考评|绩效|评分|总分|成绩|得分)[^,。;]{0,4}[ ]*$"
)
_MADE_OF = re.compile(r"的占[ ]*$")
_CAPACITY = re.compile(
    r"(?:[年日月](?:产|处理|加工|供水|供气|储存|吞吐|屠宰)|总?(?:装机|库容|规模)(?:容量)?|单机|时速)[ ]*$"
)
_POLICY = re.compile(
    r"(?:落实|贯彻|执行|兑现|用好|用足|宣传|按照?|对照|依据)[^,。;]*"
    r"(?:政策|新政|措施|意见|办法|举措|规定|决定|方案|制度|条例)[”\"]?[ ]*$"
)
_MAKES_DESIGN = re.compile(r"[ ]*大|[ ]*类(?!似|别以)|[ ]*[纵横]")
_COUNTS_TIME = re.compile(r"天数|压[缩减]|缩短|时[限间长]|降[至到]|控制|学习|平均|优良")
_VERB_BETWEEN = re.compile(
    r"建设|实施|完成|新增|用于|支持|打造|培育|带动|覆盖|开工|新建|引进|招引|举办|开展|组织|投入|投资|达|增长|实现|"
    r"其中|盘活|改造|[、和及与]"
)

Reason = Callable[[Reading, Figure, Span], bool]


def reason_against(reading: Reading, figure: Figure) -> str:
    """Why a figure is no target; empty where it is one."""
    clause = reading.passage.clause(figure.start)
    return next((name for name, test in REASONS if test(reading, figure, clause)), "")


def is_counted(amount: Amount) -> bool:
    """Whether the unit counts single things (`个`, `万户`) rather than measuring an amount."""
    return magnitude(amount.unit)[1].removesuffix("次") in _COUNTED or amount.unit.endswith("次")


def is_money(amount: Amount) -> bool:
    """Whether the unit is a currency or a bare magnitude (`2000亿`)."""
    return bool(_MONEY.search(amount.unit)) or not magnitude(amount.unit)[1]


def _before(reading: Reading, figure: Figure, clause: Span) -> str:
    return reading.flat[clause[0] : figure.start]


def _after(reading: Reading, figure: Figure, clause: Span) -> str:
    return reading.flat[figure.end : clause[1]]


def _in_review(reading: Reading, figure: Figure, clause: Span) -> bool:
    return reading.reviews.covers(figure.start) or reading.settings.covers(figure.start)


def _is_ordinal(reading: Reading, figure: Figure, clause: Span) -> bool:
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
    return amount.value == 1 and amount.unit in _OCCASIONS and bool(_RECURS.search(_before(reading, figure, clause)))


def _is_weight(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`权重40%`, `其中超过3年的占60%`: a score, or what something is made of."""
    before = _before(reading, figure, clause)
    return bool(_WEIGHT.search(before)) or (figure.values[0].bound == "=" and bool(_MADE_OF.search(before)))


def _is_qualifier(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`10亿元以上项目1个`, `税收过亿元企业`: it says which things, the next figure says how many."""
    after = _after(reading, figure, clause)
    if not after.strip() or after[0] in "、和及与":
        return False
    amount = figure.values[-1]
    if _is_capacity(reading, figure, clause):
        return True
    if amount.unit not in ("%", "‰", "成", "番") and _QUALIFIES.match(after):
        return True
    if magnitude(amount.unit)[1] in ("户", "人") and _HOW_LARGE.match(after):
        return True
    following = reading.figures_in((figure.end, clause[1]))
    if following:
        between = reading.flat[figure.end : following[0].start]
        return not is_counted(amount) and not _VERB_BETWEEN.search(between)
    return is_money(amount) and amount.bound == ">=" and bool(re.match(r"[ ]*[\u4e00-\u9fff“]", after))


def _is_capacity(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`年产20GWh储能电芯项目`: how large the thing is that its noun names."""
    sized = _CAPACITY.search(_before(reading, figure, clause))
    return bool(sized) and bool(re.match(r"[ ]*(?!左右|以[上下内]|的)[\u4e00-\u9fff]", _after(reading, figure, clause)))


def _is_loose_numeral(reading: Reading, figure: Figure, clause: Span) -> bool:
    """Chinese numerals count only as a number of new things (`新建三所学校`), not in `一个中心` or `百亿园区`."""
    amount = figure.values[0]
    if not amount.chinese or amount.unit in ("番", "成"):
        return False
    near = reading.flat[figure.start] in "近约"
    bounded = near or amount.bound != "=" or re.search(r"达到?[ ]*$", _before(reading, figure, clause))
    if not is_counted(amount) or reading.flat[figure.start] in "百千":
        return not bounded
    if amount.value < 2 and not _is_one_of_a_kind(reading, figure, clause):
        return amount.bound == "="
    return not (bounded or _NEW.search(_before(reading, figure, clause)))


def _is_one_of_a_kind(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`组建救援队一支`: behind its noun, one is a figure too."""
    ends = not _after(reading, figure, clause).strip(" 、和及")
    before = _before(reading, figure, clause)
    thing = figure.values[0].unit not in ("次", "场", "期", "轮", "批", "番", "层", "种", "门")
    return ends and thing and bool(_NEW.search(before)) and not before.rstrip().endswith(("各", "第", "每", "另"))


def _is_design(reading: Reading, figure: Figure, clause: Span) -> bool:
    after = _after(reading, figure, clause)
    matters = figure.values[0].unit in "个项条种门张件批"
    if figure.values[0].unit == "条" and _POLICY.search(_before(reading, figure, clause)):
        return True
    return bool(_MAKES_DESIGN.match(after) or (matters and _PRESUPPOSED_NOUN.match(after)))


def _is_there_already(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`充分发挥10个专班作用`, `在62项服务的基础上`."""
    before = _before(reading, figure, clause)
    if re.search(r"现有|存量|已有|原有", before) or "基础上" in _after(reading, figure, clause):
        return not re.search(r"盘活|化解|消化|处置|清理|完成", before)
    told = figure.values[0].bound != "=" or _NEW.search(before)
    return not told and bool(_PRESUPPOSES.search(before)) and is_counted(figure.values[0])


def _is_reached(reading: Reading, figure: Figure, clause: Span) -> bool:
    """The sentence up to the figure tells what was done (`已建成`, `去年完成`, a year before the plan's)."""
    start = max(reading.passage.sentence(figure.start)[0], figure.start - 120)
    if _DONE_ALREADY.match(reading.flat, figure.end, figure.end + 40):
        return True
    times = [each for each in reading.dates_in((start, figure.start)) if _says_when(reading, each)]
    if times and _lies_ahead(reading, times[-1]):
        start = times[-1].end
    told = _COMPARED.sub("", reading.flat[start : figure.start])
    if re.search(r"力争|计划|确保|拟|将[^军]|预计|今年(?!以来)|明年", told[-60:]):
        return False
    behind = bool(times) and not _lies_ahead(reading, times[-1])
    return behind or bool(_REACHED.search(told) or _LAST_YEAR.search(told))


def _says_when(reading: Reading, each: Date) -> bool:
    """Whether a date tells the time of what follows: not in `较2020年下降`, `完成2022年度决算`."""
    return not _NO_TIME.search(reading.flat, max(0, each.start - 4), each.start)


def _lies_ahead(reading: Reading, each: Date) -> bool:
    return max(period.last for period in each.values) >= date(reading.times.year, 1, 1)


def _is_reported(reading: Reading, figure: Figure, clause: Span) -> bool:
    planned = re.search(r"打造|力争|计划|拟|将|预计|推动|确保|争取|目标", reading.flat[clause[0] : figure.start])
    return reading.reported and not planned


def _is_standard(reading: Reading, figure: Figure, clause: Span) -> bool:
    before = _before(reading, figure, clause)
    amount = figure.values[0]
    if amount.unit in ("%", "‰") and not re.search("给予|奖励|补助|补贴|资助|罚", before):
        return False
    return bool(_STANDARD.search(before)) and not _PAID.search(before)


def _is_start(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`由12个压缩至5个`: where it comes from."""
    before, after = _before(reading, figure, clause), _after(reading, figure, clause)
    return bool(re.search(r"[由从][^由从]{0,6}$", before) and re.match(r"[^,]{0,8}?[至到为增提降扩升缩]", after))


def _is_duration(reading: Reading, figure: Figure, clause: Span) -> bool:
    """A time that is no limit (`30分钟生活圈`, `24小时值守`)."""
    amount = figure.values[0]
    if amount.unit in _TIME_UNITS and re.search(r"(?:之日|起)[ ]*$", _before(reading, figure, clause)):
        return True
    if amount.unit not in _TIME_UNITS or amount.bound != "=":
        return False
    return not _COUNTS_TIME.search(_before(reading, figure, clause))


REASONS: tuple[tuple[str, Reason], ...] = (
    ("review", _in_review),
    ("ordinal", _is_ordinal),
    ("remark", _is_remark),
    ("design", _is_design),
    ("each time", _is_each_time),
    ("weight", _is_weight),
    ("qualifier", _is_qualifier),
    ("numeral", _is_loose_numeral),
    ("there already", _is_there_already),
    ("reached", _is_reached),
    ("reported", _is_reported),
    ("standard", _is_standard),
    ("duration", _is_duration),
    ("start", _is_start),
)
