"""Offices by their short names, as replies call them (`财政`, `自规`)."""

from __future__ import annotations

import re

OFFICES = (
    r"(?:财政|发改|住建|自规|资规|人社|交通|水利|教育|公安|交警|税务|法院|电力|供电|国土|环保|生态环境|林业|农业农村|"
    r"农业|"
    r"民政|卫健|医保|应急|市场监管|工信|经信|商务|科技|文旅|体育|城管|消防|行政审批|大数据|铁路|统计|审计|司法|气象|"
    r"残联|"
    r"国资|金融|编办|住房保障|园林|水务|粮储|档案|信访|乡村振兴|退役军人|自然资源(?![和与]规划)|人防|机关事务|民航|海事|边检|疾控|供销)"
)
OFFICE_END = re.compile("[局委办厅部院所站]")
"""What makes the name of an office of the words before it."""
