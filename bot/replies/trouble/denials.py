"""Trouble that is told and denied: rumours (`谁说停了`), what it is not (`不是没钱，是没人`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.replies.tasks.passages import Phrase
from bot.replies.words.lexicon import shape

_RUMOUR = re.compile(
    r"(?:谁|哪个|哪位)(?:又|在|跟你|给你|告诉你)?(?:造谣|嚼舌|瞎|胡|乱)?(?:说|讲|传|造谣)|造谣|哪(?:里|"
    r"儿)?[有来](?:的)?[^,]{1,10}(?:事|说法|话)$|没有?这回事|谣言|谣传|传言|传闻|"
    r"风言风语|小道消息|"
    r"(?:外头|外面|外边|外界|社会上|街上|网上|群里|坊间|有人|别人|都)[^,]{0,4}(?:传|瞎说|胡说|乱说|讲)(?![达真输染])|"
    r"说(?:是)?(?:我们|咱|这|它|俺)[^,]{0,12}(?:的那?是?|那是|纯属|都是)?(?:外行|瞎|胡|造谣|谣|扯|没影|不懂)|"
    r"(?:并|可|倒)?(?:没有?|不)像[^,]{0,10}(?:说|传|讲|写)的"
)
_SAID_FALSELY = re.compile(
    r"^(?:那|这|都|纯|全|简直|完全)*(?:是|属)?(?:瞎|胡|乱)(?:说|传|讲|扯|编)|没有?的事|没这回事|假的|没影儿?的事|"
    r"没那回事|哪有的?事|哪有这|无中生有|子虚乌有|扯淡|扯蛋|瞎掰|"
    r"^那?都?是(?:去年|前年|以前|早先|早前|原来|老早|上个?月|年初|上半年)的(?:事|老黄历)|^早(?:就)?(?:过去|翻篇|"
    r"完)了|老黄历|不存在的?$|别信"
)
"""What calls the words before it a rumour."""
_IS_NOT = re.compile(
    r"^(?:倒|又|也|这|都|真|问题|原因)*(?:不是(?!很|太|特别|[\d一二三四五六七八九十百两])|并非|不怪|怪不得|不赖|"
    r"不怨|不在(?=[一-龥]{1,4}上?$))[^,]+|"
    r"^[^,]{1,4}(?:倒是?|都|也)(?:有|够|不缺|到位|齐)了?$"
)
_BUT_IS = re.compile(
    r"^(?:而|主要|就|其实|都|全|缺的|差的|真正|关键|实在)*(?:是|怪|赖|怨|在于)(?P<what>(?!有点|太|"
    r"很)(?![^,]?[慢晚迟])(?![^,]*(?:完成了?(?:$|[一-龥]?[半大\d一二三四五六七八九])|[一二三四五六七八九]成|一半|过半|%))[^,]+)"
)
_AT_WORK = re.compile("天天|一直在|都在|正在?|已|早")
"""Work may be told instead of a trouble (`不是没人干，是天天在干`)."""
_NOT_BEGUN = shape("(?:{not}|没|未)[^,]{0,2}(?:{begin}|[弄干做搞动]$)|推不动$")
"""What is told instead may be how the work stands (`不是没换完，是压根没开始`)."""


def is_rumour(phrases: Sequence[Phrase], index: int) -> bool:
    """The phrase repeats what others say and what is not so."""
    following = phrases[index + 1].text if index + 1 < len(phrases) else ""
    return bool(_RUMOUR.search(phrases[index].text) or _SAID_FALSELY.search(following))


def is_denied(phrases: Sequence[Phrase], index: int) -> bool:
    """The phrase only repeats what others say, or tells what is not the trouble."""
    return bool(
        is_rumour(phrases, index)
        or is_told_otherwise(phrases, index)
        or (index and is_told_otherwise(phrases, index - 1) and _NOT_BEGUN.search(phrases[index].text))
    )


def is_told_otherwise(phrases: Sequence[Phrase], index: int) -> bool:
    """What the phrase denies is put otherwise by the next one (`不是慢，是还没动`)."""
    following = phrases[index + 1].text if index + 1 < len(phrases) else ""
    return bool(_IS_NOT.match(phrases[index].text) and _BUT_IS.match(following))


def told_instead(phrases: Sequence[Phrase], index: int) -> tuple[int, int] | None:
    """Where in a phrase the trouble is named that stands against one denied right before (`不是没钱，是没人`)."""
    told = _BUT_IS.match(phrases[index].text)
    if index and told and _IS_NOT.match(phrases[index - 1].text) and not _AT_WORK.match(told["what"]):
        return told.span("what")
    return None
