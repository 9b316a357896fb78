"""The sentences of the lights, by the rule that gave them; figures are put in by name."""

from __future__ import annotations

REASONS = {
    "inactive": "不在办理中，不亮灯",
    "closed": "已办结销号",
    "done": "已报办结，等待审核",
    "overdue": "已超期{days}个工作日（{due}）",
    "just-overdue": "刚过期限（{due}）",
    "stopped": "受阻停滞：{blocker}",
    "exceeded": "已达{reached}{unit}，超过上限{value}{unit}",
    "broken": "承诺{expected}完成，尚未完成",
    "promised-late": "预计{expected}完成，晚于时限{due}",
    "delayed": "报告进度滞后",
    "behind": "已过{passed}%工期，完成{reached}/{value}{unit}，落后约{lag}{unit}{rate}",
    "below": "目前{reached}{unit}，低于目标{value}{unit}",
    "behind-percent": "已过{passed}%工期，完成{percent}%，落后约{lag}个百分点",
    "whistled": "困难待协调：{blocker}",
    "obstacle": "有困难：{blocker}",
    "near": "距{due}到期还有{days}个工作日",
    "near-rest": "{due}到期，到期前没有工作日",
    "today": "今天到期",
    "unreported": "{turns}",
    "silent": "已{weeks}周没有报进展",
    "before": "立项前已到期（{due}），待补报现状",
    "before-told": "立项前已到期（{due}），尚未办结",
    "within": "目前{reached}{unit}，没有超过上限{value}{unit}",
    "level": "目前{reached}{unit}，目标{value}{unit}",
    "paused": "暂缓期间到期（{due}），请明确新的时限",
    "figure": "已过{passed}%工期，完成{reached}/{value}{unit}{rate}",
    "percent": "已过{passed}%工期，完成{percent}%",
    "waiting": "{first}开始",
    "new": "尚未报过进展",
    "unbegun": "已报尚未启动",
    "planned": "按计划推进",
    "going": "推进中",
}
RATE = "；还差{missing}{unit}，每{per}需{amount}{unit}"
