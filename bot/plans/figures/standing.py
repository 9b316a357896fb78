"""Figures that tell what there is or was reached already: `发挥10个专班作用`, `已建成5个`, `全县现有用户4.8万户`."""

from __future__ import annotations

import re
from datetime import date

from bot.plans.figures.units import is_counted, words_after, words_before
from bot.plans.passage import Span
from bot.plans.reading import Date, Figure, Reading

NEW = re.compile(
    r"新增|新建|新开|新引|新认定|新培育|新落户|建成|建设|完成|培育|创建|引进|招引|签约|实施|举办|开展|打造|争取|"
    r"争创|编制|绘制|编印|盘活|达到|不少于|不低于|申报|改造|形成|制定|出台|"
    r"组建|成立|推出|梳理|启动|开工|投产|落地|谋划|储备|发布|组织|新改建|改扩建|选派|选树|评选|推广|设立|力争|确保|"
    r"全年|"
    r"(?<!\d)年内"
)
_PRESUPPOSES = re.compile(
    r"(?:围绕|聚焦|发挥|针对|对标|对照|现有|已有|原有|依托|按照|根据|涵盖|涉及|涉|包括|包含|瞄准|紧盯|利用|用好|"
    r"用足|巩固|结合|立足|突出|现存|"
    r"贯彻|遵循|严格落实|(?<![人口户])拥有|位于|属于|面对|作为|含|共有|^[ ]*(?:对|在|从|以|按))[^,。;:]*$"
)
_DONE_TO = re.compile(r"[ ]*对(?!标|照|接|应|口|外|内|于)[^,。;]*$")
_DOING = re.compile(
    r"[^,。;的]{1,14}?(?:进行|实施|开展|完成|逐一|逐个|全部|全面|予以|改造|整治|提升|排查|检查|核查|整改|改建|修缮|"
    r"维修|帮扶|"
    r"培训|督导|评估|审计|治理|验收|升级)"
)
_REACHED = re.compile(
    r"(?:已(?:经)?(?!有条件|备案)|累计已|(?:完成|建成|实现|达到|增长|荣获|获得|取得|突破|落实|投入|兑现|举办|开展|"
    r"引进|签约|新增|培育|下降|提升|提高|减少)了|"
    r"先后|刚才|刚刚|仍高达|仍有|仍为|截至|截止|过去|五年来|一年来|今年以来|近年来|(?<!项)目前|同比分别|荣获|"
    r"被评为|获评)"
)
_THERE_IS = re.compile(
    r"[ ]*(?:目前,?|当前,?|截至[^,。;]{2,12},)?[^,。;:新造活用]{0,12}?"
    r"(?:现有|现存|已有|共有|现状|下辖|总人口|[省市县区镇乡街道]辖|(?:规划|辖区|幅员|国土|总)面积[ ]*约?$)"
)
_WANTING = re.compile(r"(?:但|然而|仍|尚|还)[^。;\n]{0,30}(?:差距|不足|短板|薄弱|突出|压力|严峻|滞后|偏[高低大慢])")
_AIMS = re.compile(r"力争|计划|确保|拟|预计|争取|目标")
_PLANNED = re.compile(r"力争|计划|确保|拟|预计|今年(?!以来)|明年|新增|新建|达到|完成(?!了)|争取|目标|改造|培育")
_LONGEST_STOCK = 300
_COMPARED = re.compile(
    r"(?:较|比|与|在|以)(?:去年|上年|20\d\d年)(?:末|底)?(?:同期)?(?:水平|的?基础上|相比|为基[数期])?|同比"
)
_NO_TIME = re.compile(r"(?:[较比与在以由从对(]|对照|完成|公开|公布|编制|做好|开展|清算|兑现|落实|报送|总结)[ ]*$")
_DONE_ALREADY = re.compile(
    r"[^,。;]{0,24}的?(?:目标|任务)(?:任务)?(?:去年|上年|均|都|全部|提前|如期|也)*已(?:经)?(?:全部|提前|"
    r"如期)?(?:完成|实现|达到)"
)
_UP_TO = re.compile(r"截至[ ]*$")
_LAST_YEAR = re.compile(r"去年|上年|上一年")


def is_there_already(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`充分发挥10个专班作用`, `在62项服务的基础上`."""
    before = words_before(reading, figure, clause)
    if _is_stock(reading, figure):
        return True
    if re.search(r"现有|存量|已有|原有", before) or "基础上" in words_after(reading, figure, clause):
        return not re.search(r"盘活|化解|消化|处置|清理|完成|压[降减缩]|下降|降[至到低]|减少", before)
    told = figure.values[0].bound != "=" or NEW.search(before)
    if told or not is_counted(figure.values[0]):
        return False
    return bool(_PRESUPPOSES.search(before)) and not _is_scope(reading, figure, clause)


def _is_scope(reading: Reading, figure: Figure, clause: Span) -> bool:
    """`改造小区26个，涉及居民7215户`, `对24个贫困村实施整村提升`: how far the planned work goes."""
    before, after = words_before(reading, figure, clause), words_after(reading, figure, clause)
    if _DONE_TO.match(before):
        return bool(_DOING.search(after))
    earlier = reading.figures_in((reading.passage.sentence(figure.start)[0], clause[0]))
    return bool(earlier and re.match(r"[ ]*(?:共)?(?:涉及|涵盖|惠及)[^,。;、]*$", before))


def _is_stock(reading: Reading, figure: Figure) -> bool:
    """`全县现有用户4.8万户，管网总长412公里`: the sentence opens with what there is."""
    start = reading.passage.sentence(figure.start)[0]
    if figure.start - start > _LONGEST_STOCK:
        return False
    there = _THERE_IS.match(reading.flat, start, figure.start)
    return there is not None and not _PLANNED.search(reading.flat, there.end(), figure.start)


def _falls_short(reading: Reading, figure: Figure) -> bool:
    """In the lines above the points, before a sentence that says what is still wanting."""
    if not reading.is_above_points(figure.start):
        return False
    line = reading.passage.line(figure.start)
    said = _WANTING.search(reading.flat, figure.end, min(line[1], figure.end + _LONGEST_STOCK))
    return said is not None and not _AIMS.search(reading.flat, reading.passage.sentence(figure.start)[0], said.start())


def is_reached(reading: Reading, figure: Figure, clause: Span) -> bool:
    """The sentence up to the figure tells what was done (`已建成`, `去年完成`, a year before the plan's)."""
    start = max(reading.passage.sentence(figure.start)[0], figure.start - 120)
    if _DONE_ALREADY.match(reading.flat, figure.end, figure.end + 40) or _falls_short(reading, figure):
        return True
    times = [each for each in reading.dates_in((start, figure.start)) if _says_when(reading, each)]
    if times and _lies_ahead(reading, times[-1]):
        start = times[-1].end
    told = _COMPARED.sub("", reading.flat[start : figure.start])
    if re.search(r"力争|计划|确保|拟|将[^军]|预计|今年(?!以来)|明年", told[-60:]):
        return False
    behind = bool(times) and (not _lies_ahead(reading, times[-1]) or _is_told_up_to(reading, times[-1]))
    return behind or bool(_REACHED.search(told) or _LAST_YEAR.search(told))


def _says_when(reading: Reading, each: Date) -> bool:
    """Whether a date tells the time of what follows: not in `较2020年下降`, `完成2022年度决算`."""
    return not _NO_TIME.search(reading.flat, max(0, each.start - 4), each.start)


def _is_told_up_to(reading: Reading, each: Date) -> bool:
    """`截至3月底，完成投资5亿元`; the end of the year is still to come."""
    told = _UP_TO.search(reading.flat, max(0, each.start - 4), each.start)
    return bool(told) and each.values[-1].last < reading.times.last_day


def _lies_ahead(reading: Reading, each: Date) -> bool:
    return max(period.last for period in each.values) >= date(reading.times.year, 1, 1)
