"""How far a date reaches: whether it bounds a figure of a later clause of its sentence.

A date of the whole year reaches as far as its subject. A nearer one (`6月底前完成甲，新增乙5个`) bounds what its own
verb says; beyond the comma only what belongs to the same thing: its size, its share, what it brings into use, the next
indicator of a row of indicators. A quarter or half year bounds what is done in it.
"""

from __future__ import annotations

import re

from bot.model import Deadline
from bot.plans.figures.units import SHARES, is_counted
from bot.plans.passage import Span
from bot.plans.reading import Reading

_VERBS = (
    "新增 新建 建成 完成 实现 达到 招引 引进 盘活 培育 开工 投产 建设 举办 开展 组织 实施 争取 打造 改造 安排 发放 "
    "招聘 招录 培养 "
    "培训 轮训 处置 清理 整治 排查 检查 认定 推广 落地 签约 入驻 带动 创建 申报 覆盖 发展 解决 启动 铺设 栽植 种植 "
    "化解 修订 制定 "
    "出台 印发 更换 更新 投放 购置 配备 选派 收储 征收 流转 办结 取得 接待 推动 推进 加快 发布 达成 提供 征集 募集 "
    "帮扶 走访 慰问 "
    "救助 资助 惠及 服务 受理 查处 查办 立案 办理 关停 淘汰 取缔 拆除 腾退 清退 复垦 恢复 治理 修复 疏浚 清淤 检测 "
    "抽检 监测 筛查 "
    "体检 接种 演出 放映 招收 吸纳 转移 输送 兑现 拨付 编制 评选 选树 命名 表彰 聘任 聘请 引育 导入 吸引 集聚 采集 "
    "录入 调解 复查 "
    "巡查 打击 收缴 报废 销毁 清运 回收 改建 扩建 续建 新改建 维修 维护 养护 硬化 亮化 绿化 敷设 架设 安装 加装 "
    "增设 增加 新设 设立 "
    "设置 布设 投入 升级 提升 打通 绘制 储备 谋划 开发 新发展 新培育 新认定 新引进 新签约 报批 供应 消化 回购 到位 "
    "利用 引入 开通 "
    "建立 整改 销号 挖掘 遴选 推荐 孵化 转化 授权 开设 配建 建档 提标 新开 强制"
)
VERB_FIRST = re.compile(
    r"[ ]*(?:并|同时|累计|全部|确保|力争|实现|完成|公开|定向|集中|新|共|再|至少|计划|[ ])*"
    rf"(?:{'|'.join(sorted(_VERBS.split(), key=lambda word: (-len(word), word)))})"
)
_BELONGS = re.compile(
    r"[ ]*(?:其中|包括|总?规模|总?投资|总额|总面积|总量|总价|建筑面积|占地|面积|金额|全长|里程|产能|容量|"
    r"[日人户平]均)"
)
_USABLE = re.compile(
    r"日?处理|日供水|学位|床位|泊位|车位|托位|席位|铺位|厂房|平方米|平米|㎡|产能|库容|千瓦|兆瓦|MW|GW|入驻|吞吐|"
    r"可容纳|可提供|供水能力|处理能力"
)
_BROUGHT_INTO_USE = re.compile(r"建成|投用|投产|竣工|交付|开学|启用|完工|运营|开园|开业|通车|投入使用|使用")
_STRETCH = re.compile(r"季度?|半年|假期|黄金周|长假|(?<=.)[至—~-]")
_SAME_WORDS = 4
_OCCASION = re.compile(
    r"(?:开展|举办|组织|举行|召开|集中|完成|实施)[^、]*(?:"
    r"行动|整治|活动|(?:[节赛展]|(?<!集)训)(?![约能点])|大会|招聘会|推介会|洽谈会|对接会|论坛|演练|义诊|巡演|巡讲|宣讲|招聘|普查|"
    r"排查|摸排|征集|培训|收缴|清查|清理|清运|慰问|筛查|体检|巡查|检查|评选|植树|会战|周|月)[^、]{0,4}$"
)
_LEVEL = re.compile(r"率|达到?|占|保持|控制|稳定|增长|下降|降低|提高|提升|实现|突破|降至")
_FAR_AND_WIDE = re.compile(
    "项目|企业|资金|投资|面积|人员|园区|社区|街道|工程|任务|工作|以上|新增|新建|完成|建成|开展|实施|招引|培育|引进|举办|组织|打造|"
    "改造|建设|创建|签约|盘活|争取|不少|少于|低于|超过|亩地|收入|产值|目标|机构|单位"
)


def belongs(reading: Reading, clause: Span) -> bool:
    """Whether a clause tells the size or a share of what the clause before it is about (`规模5亿元`, `其中…`)."""
    return bool(_BELONGS.match(reading.passage.words(clause)))


def reaches(reading: Reading, said: list[Deadline], around: Span, clause: Span) -> bool:
    """Whether the date `said` in the clause `around` bounds a figure in the later `clause` of the same sentence."""
    date_said, words = said[-1], reading.passage.words(clause)
    if date_said.last >= reading.times.last_day or _STRETCH.search(date_said.quote):
        return True
    told = reading.flat[date_said.end : around[1]]
    return _goes_on(told, words) or _is_brought_into_use(told, words) or _is_row(reading, date_said, around, clause)


def adds(reading: Reading, said: list[Deadline], around: Span, clause: Span, in_row: bool) -> bool:
    """Whether the later `clause` counts what was done by the date `said` or one thing more: `in_row`, all clauses from
    `around` on hold figures."""
    figures = reading.figures_in(clause)
    if not (in_row and figures):
        return False
    told, before = reading.flat[said[-1].end : around[1]], reading.flat[clause[0] : figures[0].start]
    if _is_same_thing(told, before) or _is_brought_into_use(told, reading.passage.words(clause)):
        return True
    return is_counted(figures[0].values[0]) and (
        bool(_OCCASION.search(told)) or _is_one_more(reading, said[-1], around, before)
    )


def _goes_on(told: str, words: str) -> bool:
    """`举行集中开工，集中开工项目98个`: the clause takes up the words of the one before."""
    head = words.strip()[:_SAME_WORDS]
    return len(head) == _SAME_WORDS and head in told


def _is_brought_into_use(told: str, words: str) -> bool:
    """`9月投用城南小学，新增学位1800个`"""
    usable = _USABLE.search(words)
    return bool(usable and (VERB_FIRST.match(words) or usable.start() <= 1) and _BROUGHT_INTO_USE.search(told))


def _is_same_thing(told: str, before: str) -> bool:
    """`新发展茶园600亩，改造低产茶园1500亩`, `完成排查，排查率达到100%`: what is counted was spoken of."""
    thing = before.rstrip().removesuffix("达到").removesuffix("达").removesuffix("率")[-2:]
    return len(thing) == 2 and thing in told and not _FAR_AND_WIDE.fullmatch(thing)


def _is_one_more(reading: Reading, said: Deadline, around: Span, before: str) -> bool:
    """`新建泊位2个，便民驿站5个`, `新建公厕5座，新建驿站2座`: one more thing counted, under the same verb."""
    counted = [each for each in reading.figures_in((said.end, around[1])) if each.values[0].unit not in SHARES]
    verb = VERB_FIRST.match(before)
    told = reading.flat[said.end : around[1]]
    return bool(counted) and (verb[0].strip() in told if verb else not _LEVEL.search(before))


def _is_row(reading: Reading, said: Deadline, around: Span, clause: Span) -> bool:
    """`一季度生产总值增长6%，投资增长7%`: a row of indicators, neither clause has a verb of doing."""
    figures = [*reading.figures_in((said.end, around[1]))[:1], *reading.figures_in(clause)[:1]]
    does = VERB_FIRST.match(reading.flat, said.end, around[1]) or VERB_FIRST.match(reading.passage.words(clause))
    return len(figures) == 2 and not does and not any(is_counted(figure.values[0]) for figure in figures)
