"""A request for time that stands before the tasks it is made for (`请同意两项均顺延15天`, `申请将2、3延到月底`)."""

from __future__ import annotations

import re
from functools import lru_cache

_WHO = r"(?:现|特|拟|也|还|再|就|那|谨|故|因此|为此|我们?|我局|我单位|这边|领导|主任|书记|局长)*"
_ASKS = (
    r"(?:恳请|恳求|请求|申请|请示|敬请|烦请|请予以?|请|麻烦|望|盼|希望|建议|"
    r"能不能|能否|可否|可不可以|是否可以?|想|打算|拟|要求)"
)
_FOR = (
    r"(?:您|领导|贵[办室]|督查室|区里|县里|市里|同意|批准|准许|准予|允许|容许|予以|考虑|审批|审核|支持|帮忙|给|我们?|把|将|对|让|按|"
    r"申请|关于|上述|[:“\"])*"
)
MOVES = r"(?:延|缓|宽|推|顺[延移]|展期|放宽|后移|调[整到至]|改[到至为期]|往后|后挪|挪[到至]|再[多]?给|晚[几点一两])"
"""What asks for a later date begins with."""
_OPENS = re.compile(rf"(?:^|(?<=[,。;:!?\n ])){_WHO}{_ASKS}{_FOR}(?=[^,。;]{{0,40}}?{MOVES})")
_MAY_ASK = re.compile("[请求申烦望盼希建能可是想打拟要][^,。;]{0,60}[延缓宽推顺展移调改挪后给晚]")


def petition_ends(text: str) -> list[int]:
    """Offsets behind the words that open a request for time."""
    return [end for _, end in _petitions(text)]


def before_petition(text: str, stop: int) -> int:
    """Where the request begins that leads up to `stop`; `stop` where none does."""
    return next((start for start, end in _petitions(text) if end == stop), stop)


@lru_cache(maxsize=64)
def _petitions(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _OPENS.finditer(text)) if _MAY_ASK.search(text) else ()
