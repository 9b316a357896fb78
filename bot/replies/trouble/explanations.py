"""Why the work is late or unfinished where no word of trouble says it: a clause that gives the reason, or one near."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.replies.tasks.passages import Phrase
from bot.replies.trouble.denials import is_denied
from bot.replies.trouble.nature import is_natural
from bot.replies.trouble.neighbours import PLAIN, TROUBLE, Obstacle, beside
from bot.replies.trouble.no_trouble import is_no_trouble
from bot.replies.trouble.recovery import is_over
from bot.replies.trouble.troubles import is_counted_rest
from bot.replies.words.lexicon import shape

_SLOW = shape(r"{slip}")
_FINE = shape(r"{fine}")
_SAYS_WHY = re.compile(r"(?:还是|就是)?(?:主要(?:是|原因是|因为)|原因(?:是|在于)?|因为|由于)")
_SHORT = shape(r"(?!差不[多离]){remain}|{not}[^,]{0,3}(?:开始|启动|动|完)")
_TOUCHES_OTHERS = re.compile(
    r"(?=[^,]{4,})[一-龥]{2,}(?:不(?!大|多|影响|着急|急|远|少|难|是|用)|没(?!有?问题)|未|缺|难|有(?:抵触|顾虑|意见|"
    r"争议|问题|困难))"
)
_ALSO_LEFT = re.compile("也(?:还|都)?[没未](?!人|钱|法)")
_REASON = re.compile(r"(?!.*(?:预计|估计|争取|力争|申请|请|下一步|下步|后面|完不成|来不及|赶不上|\d+[日号]|[月旬]))")
_OTHERS = shape("{party}")


def find_explanation(phrases: Sequence[Phrase]) -> Obstacle | None:
    """What explains a slip or something unfinished: a clause that says so, or a neighbour that tells of a trouble."""
    for index, (one, following) in enumerate(pairwise(phrases)):
        if (
            _SHORT.search(one.text)
            and _TOUCHES_OTHERS.match(following.text)
            and not is_denied(phrases, index)
            and not PLAIN.search(following.text)
            and not is_no_trouble(following.text)
            and not _ALSO_LEFT.search(following.text)
            and not (is_counted_rest(following.text) and not _OTHERS.search(following.text))
        ):
            return Obstacle(following.start, following.end, is_natural(following.text))
    if not any(_is_slow(one.text) for one in phrases):
        return None
    return _says_why(phrases) or _near_a_slip(phrases)


def _says_why(phrases: Sequence[Phrase]) -> Obstacle | None:
    for index, one in enumerate(phrases):
        lead = _SAYS_WHY.match(one.text)
        if lead and not is_over(phrases, index) and lead.end() + 2 <= len(one.text) and not _FINE.search(one.text):
            return Obstacle(one.start + lead.end(), one.end, is_natural(one.text))
    return None


def _near_a_slip(phrases: Sequence[Phrase]) -> Obstacle | None:
    for index, (one, following) in enumerate(pairwise(phrases)):
        if is_over(phrases, index):
            continue
        if _is_slow(following.text) and is_natural(one.text):
            return Obstacle(one.start, one.end, natural=True)
        if _is_slow(one.text) and _REASON.match(following.text) and TROUBLE.search(following.text):
            return beside(phrases, index)
    return None


def _is_slow(text: str) -> bool:
    return _SLOW.search(text) is not None and not _FINE.search(text)
