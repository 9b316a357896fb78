"""Dates that stand after the figures they bound: `新建公园8个，健身步道20公里，10月底前全部建成开放`.

Such a clause tells only when something is reached: dates, adverbs and verbs, no thing of its own. So it is about what
the clauses before it name, in the same sentence or, where a sentence says nothing else, in the one before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.model import Deadline
from bot.plans.figures.units import SHARES
from bot.plans.passage import Span
from bot.plans.reading import Reading

_HOW = (
    "力争 确保 争取 力求 务必 计划 预计 拟 将 要 可 能 需 须 应 并 于 在 到 至 由 均 都 全部 上述 以上 所有 最迟 "
    "总体 整体 各 "
    "全面 全线 基本 正式 如期 按时 按期 高质量 高标准 保质保量 陆续 同步 同时 集中 率先 提前 统一 分批 左右 之前 "
    "具备 条件 "
    "进行 予以 开始 对外 面向 社会 、 和 及 与 任务 工作 建设 改造 施工 整改 整治 治理 修复 修缮 工程 项目 问题 "
    "目标 实施 "
    "其 该 该项 每个 全年 计划的 的 后 前期"
)
_REACHED = (
    "建成 投用 投产 使用 投入使用 竣工 完工 完成 完毕 到位 交付 交房 通车 贯通 封顶 挂牌 运行 运营 试运行 营业 "
    "开业 开园 "
    "开馆 开放 开学 开课 招生 启用 上线 落地 入驻 签约 办结 销号 清零 见效 达效 达标 验收 通过验收 验收合格 联网 "
    "并网 通水 "
    "通气 通电 供暖 供水 发放 兑现 拨付 下达 解决 化解 处置 拆除 关停 关闭 退出 淘汰 销毁 安装 调试 入库 入统 纳统 "
    "达产 "
    "试产 出列 摘帽 摘牌 回迁 入住 搬迁 腾退 结束 收官 实现 全覆盖 投放 发布 公布 征收 收储 供应 移交 审结 结案 "
    "评审 认定 "
    "命名 授牌 揭牌 成立 组建 到岗 上岗 报到 更换 更新"
)
_STARTED = "开工 开复工 复工 动工 启动 进场 立项 破土"


def _words(*lists: str) -> str:
    return "|".join(sorted((word for each in lists for word in each.split()), key=lambda word: (-len(word), word)))


_PREPARED = "选址 招标 招投标 设计 方案 审批 征地 主体 封顶 前期 规划 勘察 可研 土建 申报 论证 手续 基础 主体工程 初设"
_SHORT = r"(?:(?![一二两三四五六七八九十各每])[\u4e00-\u9fff]{2})?"  # a verb of its own: `9月底前交地`
_TELLS_ONLY_WHEN = re.compile(rf"(?:[ ]|{_words(_HOW, _REACHED, _STARTED, _PREPARED)})*+{_SHORT}")
_IS_REACHED = re.compile(_words(_REACHED))
_IS_STARTED = re.compile(_words(_STARTED, _PREPARED))
_SAYS_NOTHING = re.compile(rf"(?:[ ]|{_words(_HOW)})*+")
_BUILDS = re.compile("新增|新建|建成|建设|改造|完成|改建|扩建")
_OF_ALL = re.compile("全部|全面|均|所有|上述|以上")
_CLAUSES_ON = 6


class Completions:
    """The clauses of a plan that tell only when something is reached, to be asked for what stands before them."""

    def __init__(self, reading: Reading, dates_in: Callable[[Span], list[list[Deadline]]]) -> None:
        self._reading = reading
        self._in = dates_in

    def after(self, start: int, end: int) -> Deadline | None:
        """The date by which the figure at start..end is reached as a later clause tells; the last such of several."""
        builds = bool(_BUILDS.search(self._reading.passage.words(self._reading.passage.clause(start))))
        found = None
        for clause in self._clauses_after(start, end):
            groups = self._in(clause)
            if not groups and not found:
                continue
            if not (groups and self._tells_only_when(clause, groups)):
                break
            found = self._last_reached(clause, groups, builds) or found
        return found

    def _clauses_after(self, start: int, end: int) -> Iterator[Span]:
        """The clauses after that of a figure in its sentence, and the first of the sentence after that."""
        passage, flat = self._reading.passage, self._reading.flat
        last = passage.sentence(start)[1]
        clause = passage.clause(end)
        for _ in range(_CLAUSES_ON):
            stop = clause[1]
            mark = flat[stop : stop + 1]
            if stop >= last or mark not in (",", "(", ")"):
                break
            clause = passage.clause(stop + 1)
            yield clause
        following = passage.clause(last + 1)
        if flat[last : last + 1] == "。" and clause[1] == last and self._is_of_before(following):
            yield following

    def _is_of_before(self, clause: Span) -> bool:
        """Whether a clause that opens a sentence is all of it, or says that it is about all of what was named."""
        return self._reading.flat[clause[1] : clause[1] + 1] == "。" or bool(
            _OF_ALL.search(self._reading.passage.words(clause))
        )

    def _tells_only_when(self, clause: Span, groups: list[list[Deadline]]) -> bool:
        """Whether a clause says nothing but when; of how much by then it may say, too (`9月底前完成60%`)."""
        figures = self._reading.figures_in(clause)
        if figures:
            return all(each.values[0].unit in SHARES for each in figures)
        return all(_TELLS_ONLY_WHEN.fullmatch(run) for run in self._around_dates(clause, groups))

    def _last_reached(self, clause: Span, groups: list[list[Deadline]], builds: bool) -> Deadline | None:
        """The last date of a clause by which something is reached; that by which it begins only if nothing is built."""
        if self._reading.figures_in(clause):
            return None
        in_brackets = self._reading.flat[clause[0] - 1 : clause[0]] == "("
        for group, run in zip(reversed(groups), reversed(self._around_dates(clause, groups)), strict=False):
            if _IS_STARTED.search(run):
                if not builds:
                    return group[-1]
            elif in_brackets or _IS_REACHED.search(run) or not _SAYS_NOTHING.fullmatch(run):
                return group[-1]
        return None

    def _around_dates(self, clause: Span, groups: list[list[Deadline]]) -> list[str]:
        """The words before the first date of a clause, and those after each."""
        borders = [clause[0], *(edge for group in groups for edge in (group[0].start, group[0].end)), clause[1]]
        return [self._reading.flat[begin:stop] for begin, stop in zip(borders[::2], borders[1::2], strict=True)]
