"""What states something of the work in whatever words, where no sign of a known kind is found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.replies.progress.corrections import only_takes_back
from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import without_title
from bot.replies.words.lexicon import shape
from bot.replies.words.talk import tells_nothing

PLEDGE = shape(
    r"下一?步(?!是|就)|会(?=[一-龥]{0,4}(?:推进|完成|落实|加快|抓))|全力|努力|尽力|确保|将|保证|一定会|力争|坚决|进一步|切实"
)
"""Words that only promise."""
_INTENDED = shape(
    r"计划|预计|估计|力争|争取|确保|打算|准备|希望|目标|任务|[拟要想将]|{not}|[我你您]|[前底内末后](?:完|办|交|报|上|开|搞|弄|做|再|$)|困难|问题|汇报|报告|答复|见面"
)
_LIST_MARK = re.compile(r"[^一-龥]|目前|现在|这边|那边|那个|这个|这块|工作|项目|情况|进度|进展")
_SHORTEST_STATEMENT = 2
_NO_STATEMENT = re.compile("[没未不无待再暂见同如急]|取消|作废|算了|可以|原样")
"""What so short a phrase says of no work (`再说`)."""
_BY_HAND = re.compile(
    "[刨挖凿拆编播铲埋捆扎吊锯焊抹刷涂砌铺栽浇剪割晒晾烘运卸搬抬挪扛垒夯桩钻掘抽灌喷洒撒贴挂钉绑缝织染漂磨碾筛拣捡扫擦绘描刻雕裁测采拍录"
    "拧填盖垫架搭核盘验访跑谈写画改审校印装修建种收割锄诊缴征播]|对账|对表|试水|[吃长][得着]|跑通|调通"
)
"""What people at work do with their hands or feet."""
_ONLY_TALK = re.compile(
    "思想|认识|站位|自觉|担当|责任|合力|成效|统筹|举措|决策|部署|精神|意识|作风|贯彻|落实|高度|强化|细化|深入|扎实|务实|措施|步调|"
    "领导小组|牢固|树立|[工功]夫|填报|报表|表格|材料|催|问|检查|开会|会议|群|通知|系统|链接|模板|附件|版本|又|净|光|老是|天天|一天|烦|累"
)
"""What speaks of attitudes, or of the asking and the paper that it makes."""
_SHORTEST_WORK = 4


def find_statement(phrases: Sequence[Phrase], title: str) -> Phrase | None:
    """The first phrase that states something of the work, in whatever words.

    What is only meant to be done, and a figure without its verb, are no statements."""
    for phrase in phrases:
        own = _LIST_MARK.sub("", without_title(phrase.text, title))
        if (
            len(own) >= _SHORTEST_STATEMENT
            and not (len(own) == _SHORTEST_STATEMENT and _NO_STATEMENT.search(own))
            and not any(sign.search(phrase.text) for sign in (PLEDGE, _INTENDED))
            and not tells_nothing(phrase.text)
            and not only_takes_back(phrase.text)
        ):
            return phrase
    return None


def find_work(phrases: Sequence[Phrase], title: str) -> Phrase | None:
    """The first phrase that tells what is being done by hand (`会计们关起门来对账`)."""
    return next(
        (
            one
            for one in phrases
            if len(one.text) >= _SHORTEST_WORK
            and _BY_HAND.search(without_title(one.text, title))
            and not _ONLY_TALK.search(one.text)
            and find_statement([one], title)
        ),
        None,
    )
