"""All that is found in what is said of one task, each kind by its own reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language.relative import Clock
from bot.model import Asked, Quantity
from bot.replies.asks.delegates import Named
from bot.replies.asks.people import Ask, find_asks, find_bare_need
from bot.replies.progress.added import Added, find_added
from bot.replies.progress.amounts import Amount, find_amount, makes_up
from bot.replies.progress.corrections import corrects_itself
from bot.replies.progress.dates import Day, find_expected
from bot.replies.progress.shares import Share, find_level, find_share, is_weak, tells_parts
from bot.replies.progress.signs import Signs, find_signs
from bot.replies.tasks.passages import Phrase
from bot.replies.trouble.neighbours import Obstacle
from bot.replies.trouble.obstacles import find_obstacle, find_reason_of_ask
from bot.replies.words.lexicon import shape

_NOT_ONE = shape("一{unit}(?:都|也|还|尚|仍)+(?:没|未)|(?:没|未)有?一{unit}")
_RESULTS = re.compile(
    r"^(?:具体|最终|最后|正式)?(?P<what>成绩|结果|名次|分数|榜单|名单|证书|奖牌|奖状|简报|通报|总结|照片|片子|视频|报道|数据|通稿|报告)"
    r"[^,没未不]{0,12}(?:出|出来|公布|公示|公开|发|发布|印发|通报|见报|播|上墙|补上|整理|报|送)"
)
_EARLIER_TODAY = re.compile("上午|早|凌晨|今天|今日|刚")


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in what is said of one task."""

    share: Share | None
    amount: Amount | None
    expected: Day | None
    obstacle: Obstacle | None
    asks: tuple[Ask, ...]
    need: Named | None
    signs: Signs
    added: Added | None = None
    only_results: bool = False
    """The date said is that of results, which come when the work is over (`上午考完，成绩周五出`)."""

    @property
    def facts(self) -> bool:
        """Something that can be put on record besides a date."""
        return bool(self.share or self.amount or self.obstacle or self.asks or self.need or any(signs_said(self.signs)))


def signs_said(signs: Signs) -> tuple[str, ...]:
    under_way = (signs.partly, signs.going, signs.unfinished, signs.fine)
    return (signs.done, *under_way, signs.unbegun, signs.to_begin, signs.slip)


def find_all(phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Findings:
    corrects = corrects_itself(phrases)
    asks = find_asks(phrases)
    share = find_share(phrases, asked, corrects=corrects)
    level = asked.unit == "%"
    share = share or (find_level(phrases) if level else None)
    signs, expected = find_signs(phrases, asked, clock), find_expected(phrases, asked, clock)
    if (
        share
        and not level
        and not corrects
        and tells_parts(phrases, asked, goes_on=bool(signs.unbegun or signs.unfinished))
    ):
        share, signs = None, replace(signs, done="", unbegun="", partly=signs.partly or "%")
    amount = _amount(phrases, asked, share, signs, corrects=corrects)
    if share and amount and not level and is_weak(share) and not makes_up(amount, asked, share):
        share = None
    over = signs.done and expected is not None and expected.day == clock.today and _has_passed(phrases, expected)
    return Findings(
        share=None if level else share,
        amount=amount,
        expected=None if over else expected,
        obstacle=find_obstacle(phrases, asked.title)
        or (
            find_reason_of_ask(phrases, [ask.bodies[0].start for ask in asks if ask.bodies], asked.title)
            if asks
            else None
        ),
        asks=asks,
        need=next((ask.need for ask in asks if ask.need), None) if asks else find_bare_need(phrases),
        signs=signs,
        added=None if level else find_added(phrases, asked, amount),
        only_results=bool(signs.done and expected and _tells_results(phrases, expected, asked.title)),
    )


def _tells_results(phrases: Sequence[Phrase], day: Day, title: str) -> bool:
    words = next((one.text for one in phrases if one.start <= day.start < one.end), "")
    found = _RESULTS.search(words)
    return found is not None and found["what"] not in title


def _amount(
    phrases: Sequence[Phrase], asked: Asked, share: Share | None, signs: Signs, *, corrects: bool
) -> Amount | None:
    """The figure reached; none where not one is begun (`25个点位选好了，一个都没动工`)."""
    if _NOT_ONE.search(signs.unbegun):
        return None
    return _as_amount(share) if asked.unit == "%" else find_amount(phrases, asked, share, corrects=corrects)


def _has_passed(phrases: Sequence[Phrase], day: Day) -> bool:
    """The hour of today that is said lies behind (`上午刚签完`)."""
    said = next((one.text[day.start - one.start : day.end - one.start] for one in phrases if one.end >= day.end), "")
    return _EARLIER_TODAY.search(said) is not None


def _as_amount(share: Share | None) -> Amount | None:
    """Where the task is measured in %, the figure is its quantity."""
    return Amount(Quantity(share.value, "%"), share.start, share.end, share.strength) if share else None
