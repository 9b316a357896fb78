"""工作机制: recurring work of a plan that is the zone's rhythm (周调度, 月通报, 季考核, 季观摩), not some task's."""

from __future__ import annotations

import re

from bot.model import Recurrence
from bot.settings import Prepared, Settings

_OFTEN = "(?:每|按|逐)?个?"
_MECHANISMS: tuple[tuple[str, re.Pattern[str], Prepared], ...] = (
    ("week", re.compile(f"{_OFTEN}周(?:集中)?调度(?:分析|会议?|例会)?"), "weekly"),
    ("month", re.compile(f"{_OFTEN}月度?(?:集中)?(?:通报|督办|督查|督导|点评|讲评|晾晒|晒单)"), "monthly"),
    ("quarter", re.compile(f"{_OFTEN}季度?(?:集中)?(?:考核|考评|评比|评价|讲评|通报)"), "quarterly"),
    ("quarter", re.compile(f"{_OFTEN}季度?(?:集中)?(?:观摩|拉练|点评|比拼)"), "review"),
)


def mechanism(cadence: Recurrence) -> Prepared | None:
    """What is prepared for recurring work that is a mechanism; None for any other."""
    for unit, words, prepared in _MECHANISMS:
        if (cadence.unit, cadence.interval) == (unit, 1) and words.fullmatch(cadence.what):
            return prepared
    return None


def is_kept(cadence: Recurrence, settings: Settings) -> bool:
    """Whether recurring work is a mechanism that the zone keeps itself, so that no task's leader is asked about it: one
    that the settings name, and the weekly one, which is the check-in."""
    found = mechanism(cadence)
    return found is not None and (found == "weekly" or found in {rhythm.report for rhythm in settings.rhythm})
