"""How far a date reaches: whether it bounds a figure of a later clause of its sentence.

A date of the whole year reaches as far as its subject. A nearer one (`6月底前完成甲，新增乙5个`) bounds what its own
verb says; beyond the comma only what belongs to the same thing: its size, its share, what it brings into use, the next
indicator of a row of indicators. A quarter or half year bounds what is done in it.
"""

from __future__ import annotations

import re

from bot.model import Deadline
from bot.plans.figures import is_counted
from bot.plans.passage import Span
from bot.plans.reading import Reading

VERB_FIRST = re.compile(
    r"[ ]*(?:并|同时|累计|全部|确保|力争|实现|完成|公开|定向|集中|新)*(?:新增|新建|建成|完成|实现|达到|招引|引进|盘活|"
    r"培育|开工|投产|建设|举办|开展|组织|实施|争取|打造|改造|安排|发放|招聘|招录|培养|培训|处置|清理|整治|排查|检查|"
    r"认定|推广|落地|签约|入驻|带动|创建|申报|覆盖|发展|解决|启动|铺设|栽植|化解|修订|制定|出台|印发|更换|"
    r"更新|投放|购置|配备|选派|收储|征收|流转|办结|取得|接待|推动|推进|加快)"
)
_BELONGS = re.compile(
    r"[ ]*(?:其中|包括|总?规模|总?投资|总额|总面积|总量|总价|建筑面积|占地|面积|金额|全长|里程|产能|容量|"
    r"[日人户平]均)"
)
_USABLE = re.compile(
    r"学位|床位|泊位|车位|托位|席位|铺位|厂房|平方米|平米|㎡|产能|库容|千瓦|兆瓦|MW|GW|入驻|吞吐|可容纳|可提供|供水能力|处理能力"
)
_BROUGHT_INTO_USE = re.compile(r"建成|投用|投产|竣工|交付|开学|启用|完工|运营|开园|开业|通车|投入使用|使用")
_STRETCH = re.compile(r"季度?|半年|假期|黄金周|长假|(?<=.)[至—~-]")
_SAME_WORDS = 4


def belongs(reading: Reading, clause: Span) -> bool:
    """Whether a clause tells the size or a share of what the clause before it is about (`规模5亿元`, `其中…`)."""
    return bool(_BELONGS.match(reading.passage.words(clause)))


def reaches(reading: Reading, said: list[Deadline], around: Span, clause: Span) -> bool:
    """Whether the date `said` in the clause `around` bounds a figure in the later `clause` of the same sentence."""
    date_said, words = said[-1], reading.passage.words(clause)
    if date_said.last >= reading.times.last_day or _STRETCH.search(date_said.quote):
        return True
    tests = (_goes_on, _is_brought_into_use)
    return any(test(reading, date_said, around, words) for test in tests) or _is_row(reading, date_said, around, clause)


def _goes_on(reading: Reading, said: Deadline, around: Span, words: str) -> bool:
    """`举行集中开工，集中开工项目98个`: the clause takes up the words of the one before."""
    head = words.strip()[:_SAME_WORDS]
    return len(head) == _SAME_WORDS and head in reading.flat[said.end : around[1]]


def _is_brought_into_use(reading: Reading, said: Deadline, around: Span, words: str) -> bool:
    """`9月投用城南小学，新增学位1800个`"""
    told = reading.flat[said.end : around[1]]
    return bool(VERB_FIRST.match(words) and _USABLE.search(words) and _BROUGHT_INTO_USE.search(told))


def _is_row(reading: Reading, said: Deadline, around: Span, clause: Span) -> bool:
    """`一季度生产总值增长6%，投资增长7%`: a row of indicators, neither clause has a verb of doing."""
    figures = [*reading.figures_in((said.end, around[1]))[:1], *reading.figures_in(clause)[:1]]
    does = VERB_FIRST.match(reading.flat, said.end, around[1]) or VERB_FIRST.match(reading.passage.words(clause))
    return len(figures) == 2 and not does and not any(is_counted(figure.values[0]) for figure in figures)
