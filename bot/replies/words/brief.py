"""How a task stands by one mark or character (`1√ 2→ 3没`), as in a list that is only ticked off."""

from __future__ import annotations

import re

from bot.model import Standing

_MARKS: tuple[tuple[str, Standing], ...] = (
    (r"[✅✔☑√✓]\ufe0f?|完了?|毕|结了?|妥了?|齐了?|成了|清了?|够了", "done"),
    (
        r"(?:[→⇒▶➡🔜⏳⌛🚧🔄🏃]\ufe0f?|-?->|>>+)+|[×✗✘❌]\ufe0f?|快了?|在|中|半|差点|顺|稳|"
        r"[在正]?[办做弄干建走查跑谈改修拆装铺挖种收催写编审评验巡排训盯推签招征划测画印磨砌栽贴刷培调采焊浇运搬检迁换]着?|"
        r"(?:都|均|全|也|还)+(?:行|可以)",
        "in_progress",
    ),
    (
        r"(?:尚|还)?[没未]|无|零|没有|(?:还|都|也)?[没未](?![完好成到清齐通过批审验评毕够停事变劲戏谱影钱人地货料数底有啥什断误漏落掉拖慢乱偏歇缺少散黄垮丢坏闲减降])[一-龥]",
        "not_started",
    ),
    (r"慢|晚|拖了?|滞后", "delayed"),
    (r"卡了?|堵了?|停了?|⛔|🛑", "blocked"),
)
_BRIEF = tuple(
    (re.compile(rf"[\s,;、。:!呢嘛\u2060]*(?:{mark})[\s,;、。!\u2060]*"), standing) for mark, standing in _MARKS
)
_OK = re.compile(r"[\s,;、。:\u2060]*(?:[都均全也]*ok(?:了|啦)?|ok|okay|👌|🆗|好的?|行|可以|yes|y)[\s,;、。\u2060]*")


_ALONE = re.compile(r"[完没未快慢妥]|尚未|还没")


def brief_standing(words: str, *, listed: bool) -> Standing | None:
    """How a task stands of which these words are all that is told; None where they are more than a mark.

    `listed`: other tasks are told of beside it; alone fewer of them are clear."""
    if not listed and not _ALONE.fullmatch(words.strip(" ,。!")):
        return None
    return next((standing for mark, standing in _BRIEF if mark.fullmatch(words)), None)


def is_ok(words: str) -> bool:
    """An `ok` and no more: beside tasks that are told of it ticks one off, alone it is a receipt."""
    return _OK.fullmatch(words) is not None
