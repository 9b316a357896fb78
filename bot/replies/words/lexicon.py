"""How a shape is written with the words that replies are made of.

A shape is a regular expression in which `{name}` stands for any word of that list; `~` for up to eight characters.
"""

from __future__ import annotations

import re

from bot.replies.words.lexicon_progress import PROGRESS
from bot.replies.words.lexicon_talk import TALK
from bot.replies.words.lexicon_trouble import TROUBLE

WORDS = {**PROGRESS, **TROUBLE, **TALK}


_COMPOUNDS = re.compile(
    r"可(?:支配|再生|持续|研|回收|视|靠)|[智功节性效产动势职机]能|能(?:耗|源|力|效|级|评|量|(?:用|住|开|跑|亮|转|走|通行|通车|充电|运行|使用|入住|上课|发电|营业|接诊|□□)的)|要(?:素|道|闻|害)|[主重需首纪]要|应(?:急|届|税|收|付)|"
    r"[响供适反]应|[思理]想|想法|将军"
)
"""Words of which a word of planning is only a part."""


def without_compounds(text: str) -> str:
    """The text with such words blotted out, as long as it was."""
    return _COMPOUNDS.sub(lambda found: "□" * len(found[0]), text)


def any_of(name: str) -> str:
    """A pattern for any word of a list, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, WORDS[name].split()), key=len, reverse=True)) + ")"


def shape(written: str) -> re.Pattern[str]:
    """A compiled shape: `{name}` any word of the list, `~` a gap of up to eight characters."""
    filled = re.sub(r"\{([a-z]+)\}", lambda found: any_of(found[1]), written)
    return re.compile(filled.replace("~", "[^,。;]{0,8}?"))
