"""config/appraisal.toml: by which numbered rules a quarter is appraised. Every rule can be changed, left out or added.

What the rules can speak of is how the work stands, never how the bot is used: there is no word here for answers that
are late, missing or few.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.model import Stated

Found = Literal["on-time", "early", "late", "stopped", "slipping"]
"""on-time: finished by its last day. early: `days` working days or more before it. late: not finished by its last day,
days apart in which its owner waited for others. stopped: red at the quarter's end, not counted as late, and not waiting
for others. slipping: behind (not merely silent or near its date) at `times` or more of the quarter's month ends."""


class Rule(Stated):
    """A rule: its number, what it finds, the points for the leading unit and for a supporting one, and its words."""

    no: str
    found: Found
    points: float
    supporting: float = 0
    days: Annotated[int, Field(ge=1, le=250)] = 5
    times: Annotated[int, Field(ge=1, le=3)] = 2
    text: str


DEFAULTS = (
    Rule(no="1", found="on-time", points=2, supporting=1, text="任务按期办结，牵头单位每件加2分，协办单位加1分"),
    Rule(no="2", found="early", points=0.5, days=5, text="提前5个工作日以上办结，每件另加0.5分"),
    Rule(no="3", found="late", points=-5, supporting=-2.5, text="任务超期，牵头单位每件扣5分，协办单位扣2.5分"),
    Rule(no="4", found="stopped", points=-2, text="季末亮红灯，每件扣2分"),
    Rule(no="5", found="slipping", points=-1, times=2, text="一个季度内两次月末因滞后亮黄灯，每件扣1分"),
)


class AppraisalRules(Stated):
    """config/appraisal.toml as a whole: the points that everybody begins with, and the rules."""

    base: float = 100
    rule: tuple[Rule, ...] = DEFAULTS
