"""Which dates of a plan say when something is to be done.

The engine finds every date; the refiners below, in this order, drop those that bound no planned work and set apart
those that stand for several. Each looks at the words around a date, none at a document's own wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.language import periods
from bot.model import Deadline
from bot.plans.figures.figures import reason_against
from bot.plans.passage import Span
from bot.plans.reading import Date, Reading

Refiner = Callable[[Reading, Sequence[Date]], list[Date]]

_TITLE_LINE = re.compile(
    r"[^,。;:]*(?:关于[^。;]*|[^,。;:]*(?:通知|意见|方案|要点|计划|规划|办法|总结|报告|措施|清单|"
    r"工作安排|讲话|致辞|发言))\s*[)》]?\s*"
)
_NAME_AFTER = re.compile(
    r"[ ]*(?:以来|起(?!草|步|底)|开始|以后|之后|伊始|第\d+次|版|号|届|出台的|印发的|被|荣获|获评|考[评核](?:分|得|"
    r"成绩)|分值|成立以来|来,)"
)
_UP_TO_NOW = re.compile(r"(?:截至|截止)[ ]*$")
_YEAR_IS = re.compile(r"[ ]*(?:是(?!前)|为(?!目标|完成)|正值)")
_SINCE_BEFORE = re.compile(r"(?:自|从|自从|早在|至今|曾于|始于|有效期(?:限)?[自为到至]*)[ ]*$")
_STILL = re.compile(r"[^,。;]{0,20}(?:仍|依然|仅)(?:高达|有|为|处于|然?存在|占)")
_ISSUED_ON = re.compile(r"(?:发文|成文|印发|发布|签发|公开|生成)(?:日期|时间)[ |:]*$")
_WHICH = re.compile(r"(?:针对|对于?|围绕)[^,]*$")
_SLOGAN_BEFORE = re.compile(
    r"(?:优异(?:的)?成绩|实际行动|崭新(?:的)?(?:业绩|面貌))[^。]{0,8}$|(?:献礼|迎来|恰逢|正值|适逢|是)[^。,]{0,4}$"
)
_OLD_DATE = re.compile(r"(?:原定|原计划|原定于|由原来的|原先)[^,。;]{0,6}$")
_NEW_DATE = re.compile(r"^[^。;]{0,16}?(?:调整|推迟|延期|延迟|延后|改|提前|变更)(?:到|至|为|在)")
_DONE = re.compile(r"已(?:经)?(?:全部|全面|基本|提前|如期|顺利)?(?:完成|建成|竣工|投用|开工|启动|办结|落实|投产|销号)")
_ISSUED = re.compile(r"(?:印发|召开|发布|通过|审议|公布|下发|出台|修订|成文|来源|日期)")
_GOAL_AFTER = re.compile(r"[^,。;:、]{0,14}(?:预期|奋斗|发展|工作|主要|经营)(?:的)?(?:主要)?目标(?:任务)?[是为:]")
_WORK_AFTER = re.compile(
    r"[ ]*(?:底|末|内|前|力争|计划|预计|拟|将|全面|基本|如期|正式|全部|率先|确保)*"
    r"(?:完成|建成|建立|实现|达到|达|竣工|投产|开工|投用|启动|通车|交付|形成|争创|创建成功|基本|新增|新建|验收)"
)
_YEARLY_AFTER = re.compile(
    r"[ ]*(?:计划|预计|拟|力争|目标|安排|完成|总)*(?:完成|投资|投入|新增|新建|新认定|新培育|新落户|实现|实施|盘活|引进|"
    r"招引|培育|举办|开展|组织|"
    r"[招计][^,。;]{0,4}计划(?=[\d ])|改造|建设|建成|争取|到位|谋划|销售|营收|产值|收入|培训|发放|认定|推广|安排|"
    r"策划|用地|签约|落地)"
)
_PLANNED = re.compile(r"推动|确保|力争|加快|打造|计划|拟|将|预计|争取|要")
_YEAR_RULES = ("year", "years", "five-year plan", "anniversary")
_LABEL = re.compile(r"完成|时限|时间|期限|底|前|节点")


def find_deadlines(reading: Reading) -> tuple[Deadline, ...]:
    """The dates of the planned work in order; an expression that sets several gives several with one quote."""
    dates: list[Date] = list(reading.dates)
    for _, refine in REFINERS:
        dates = refine(reading, dates)
    return tuple(
        Deadline(reading.text[each.start : each.end], each.start, period.first, period.last, period.sure, period.note)
        for each in dates
        for period in each.values
    )


def _dropping(test: Callable[[Reading, Date], bool]) -> Refiner:
    return lambda reading, dates: [each for each in dates if not test(reading, each)]


def _clause_before(reading: Reading, each: Date) -> str:
    return reading.flat[reading.passage.clause(each.start)[0] : each.start]


def _after(reading: Reading, each: Date, reach: int = 40) -> str:
    return reading.flat[each.end : each.end + reach]


def _is_review(reading: Reading, each: Date) -> bool:
    return reading.reviews.covers(each.start)


def _is_past(reading: Reading, each: Date) -> bool:
    return max(period.last for period in each.values) < date(reading.times.year, 1, 1)


def _is_heading_or_issue(reading: Reading, each: Date) -> bool:
    """A date in a title before the first point, or on a line by itself (`2024年1月18日`, with its source)."""
    span = reading.passage.line(each.start)
    line = reading.passage.words(span)
    day = each.values[0]
    if day.year_said and day.first == day.last and span[1] - span[0] <= 60 and not _LABEL.search(line):
        return "。" not in line
    if reading.is_remark_on_title(each.start) or _ISSUED_ON.search(reading.flat, max(0, each.start - 12), each.start):
        return True
    return reading.is_above_points(each.start) and span[1] - span[0] <= 80 and bool(_TITLE_LINE.fullmatch(line))


def _is_name_or_start(reading: Reading, each: Date) -> bool:
    """`2024年以来`, `自3月起`, `2022年第4次会议`, `“十四五”时期是…`: no date by which anything is due."""
    before, after = _clause_before(reading, each), _after(reading, each)
    if _STILL.match(after):
        return True
    ahead = each.values[-1].last >= reading.times.last_day
    told = _UP_TO_NOW.search(before) and not ahead and not _PLANNED.search(after.split("。")[0])
    if told or _SINCE_BEFORE.search(before):
        return True
    return bool(_NAME_AFTER.match(after)) or (each.rule in _YEAR_RULES and bool(_YEAR_IS.match(after)))


def _is_event_told(reading: Reading, each: Date) -> bool:
    """A day on which something was issued or held (`2024年1月4日，市政府印发…`)."""
    day = each.values[0]
    if not (day.year_said and day.first == day.last and each.rule in ("list", "written date")):
        return False
    return bool(_ISSUED.search(_after(reading, each, 24))) and not _LABEL.search(_after(reading, each, 3))


def _is_attribute(reading: Reading, each: Date) -> bool:
    """`对春节期间连续生产的企业给予补贴`: it tells which ones are meant."""
    return bool(_WHICH.match(_clause_before(reading, each)) and re.match("[^,。;:]*的[^,。;:]", _after(reading, each)))


def _is_said_again(reading: Reading, each: Date) -> bool:
    """`2月6日（正月初九）`, `采暖季前（10月底前）`: the day by its other name."""
    before = reading.flat[max(0, each.start - 3) : each.start].rstrip()
    if each.rule == "before season":
        following = reading.dates_in((each.end, each.end + 3))
        return bool(following) and bool(re.fullmatch(r"[ ]*\([ ]*(?:即)?", reading.flat[each.end : following[0].start]))
    return each.rule == "festival" and before.endswith("(") and before[-2:-1] in ("日", "号")


def _is_superseded(reading: Reading, each: Date) -> bool:
    """`原定3月，调整到6月`: the new date counts."""
    return bool(_OLD_DATE.search(_clause_before(reading, each)) and _NEW_DATE.match(_after(reading, each)))


def _is_done(reading: Reading, each: Date) -> bool:
    """The clause, the rest of its brackets or the row of the table says that it is done already."""
    if reading.done_rows.covers(each.start):
        return True
    start, end = reading.passage.clause(each.start)
    if reading.flat[end : end + 1] in (",", "("):
        end = reading.passage.clause(end + 1)[1]
    return bool(_DONE.search(reading.flat, start, end)) and not re.search("确保|力争", reading.flat[start : each.start])


def _is_slogan(reading: Reading, each: Date) -> bool:
    """`以优异成绩迎接建党100周年`, `2024年是新中国成立75周年`."""
    if each.rule != "anniversary":
        return False
    start, _ = reading.passage.sentence(each.start)
    return bool(_SLOGAN_BEFORE.search(reading.flat, max(start, each.start - 24), each.start))


def _binds_nothing(reading: Reading, each: Date) -> bool:
    """A bare year or `年度` that only opens a sentence or is part of a name."""
    after = _after(reading, each)
    figures = _targets(reading, (each.end, reading.passage.clause(each.end)[1]))
    word = reading.flat[each.start : each.end]
    if each.rule == "within year":
        of_another = word.endswith("年度") and _dated_before(reading, each)
        return of_another or (word.endswith(("度", "当年")) and not (figures and _YEARLY_AFTER.match(after)))
    if each.rule == "five-year plan":
        return ("时期" in word or after.startswith("收官")) and not figures
    if each.rule == "years":
        return not figures and not _WORK_AFTER.match(after) and not after.startswith(",")
    if each.rule != "year":
        return False
    if after.startswith("的"):
        return True
    return not (_GOAL_AFTER.match(after) or _WORK_AFTER.match(after) or figures or _opens_figures(reading, each))


def _dated_before(reading: Reading, each: Date) -> bool:
    """`一季度完成年度投资25%`: the clause has its date already."""
    start = reading.passage.clause(each.start)[0]
    return bool(reading.dates_in((start, each.start)))


def _targets(reading: Reading, span: Span) -> bool:
    return any(not reason_against(reading, figure) for figure in reading.figures_in(span))


def _opens_figures(reading: Reading, each: Date) -> bool:
    """`2024年，新增规上企业10家`: the next clause begins with a plan verb and holds a figure."""
    if reading.flat[each.end : each.end + 1] != ",":
        return False
    following = reading.passage.clause(each.end + 1)
    return bool(_YEARLY_AFTER.match(reading.passage.words(following)) and _targets(reading, following))


def _is_reported(reading: Reading, each: Date) -> bool:
    """In a text that tells what was done, only what is marked as planned counts."""
    return reading.reported and not _PLANNED.search(_clause_before(reading, each))


def _spread_quarters(reading: Reading, dates: Sequence[Date]) -> list[Date]:
    """`前三季度开工率分别不低于50%80%100%`: one date for each of the figures."""
    return [_one_per_figure(reading, each) for each in dates]


def _one_per_figure(reading: Reading, each: Date) -> Date:
    whole = each.values[0]
    span = (each.end, reading.passage.clause(each.end)[1])
    runs = [len(figure.values) for figure in reading.figures_in(span)]
    quarters_said = "季" in reading.flat[each.start : each.end] and "分别" in reading.passage.words(span)
    if len(each.values) > 1 or not quarters_said:
        return each
    numbers = range((whole.first.month + 2) // 3, whole.last.month // 3 + 1)
    if len(numbers) not in runs:
        return each
    quarters = tuple(replace(periods.quarter(whole.first.year, n), year_said=whole.year_said) for n in numbers)
    return replace(each, values=quarters)


REFINERS: tuple[tuple[str, Refiner], ...] = (
    ("review", _dropping(_is_review)),
    ("past", _dropping(_is_past)),
    ("heading or issue", _dropping(_is_heading_or_issue)),
    ("name or start", _dropping(_is_name_or_start)),
    ("event told", _dropping(_is_event_told)),
    ("attribute", _dropping(_is_attribute)),
    ("said again", _dropping(_is_said_again)),
    ("superseded", _dropping(_is_superseded)),
    ("done", _dropping(_is_done)),
    ("slogan", _dropping(_is_slogan)),
    ("binds nothing", _dropping(_binds_nothing)),
    ("reported", _dropping(_is_reported)),
    ("quarters", _spread_quarters),
)
