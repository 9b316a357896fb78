"""Where something new begins in what was spoken or typed without a stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

_GOES_ON = (
    r"(?![的吧呢啊呀嘛吗哈个一二两三四五六七八九十几半百千好多些点以之才就也还再没不过要会能不着来去])"
    r"(?!大[半概约部]|下[^个周月礼星]|后(?!天|面|头|期|勤))"
)
"""What follows a 了 that ends nothing."""
_WITHIN = re.compile(
    r"(?<=[个的那这]事)(?![情儿业故务项])(?=[一-龥]{4})|(?<=[那这]个事[儿情])(?=[一-龥]{4})|"
    r"(?<=[了来完成])(?=得(?:拖|推|延|等)|只能|只好|恐怕|怕是)|"
    r"(?<=[一-龥]{3}[啊呀嘛呐哈])(?=[一-龥]{4})|"
    rf"(?<=[一-龥]{{3}}了){_GOES_ON}(?=[一-龥]{{3}}|全部\u2060)|"
    r"(?<=[揭剪开挂合点封通][的了][牌彩张业幕闸园街工火顶车])(?=[一-龥]{1,4}[都也已])"
)
"""In a long stretch among others."""
_WHEN = (
    r"(?:明天|后天|明早|今晚|今早|今天|昨天|[上下]午|晚上|晚点|稍后|回头|[上下]个?(?:周|礼拜|月)|月底|年底|这两天|[本这]周|"
    r"周[一二三四五六日]|(?<![\d一二三四五六七八九十])(?:[\d一二三四五六七八九十]{1,3}月(?![份内])|\d{1,2}[号日]))"
)
_ENDED = r"(?<=[了完好中着呢毕束齐批动住忙训空差常利%位足商签研没来])"
_APPEAL = r"(?:只能|只好|能不能|能否|可否|申请(?!书|表|材料|人|的|报告|单)|请求|恳请|麻烦|烦请|拜托)"
_I = (
    r"(?:我让|我们(?![这的])|我(?=[马盯去再会来亲])|你们|[您他她](?=[一-龥])|马上|抓紧|散会|下课|出站|落地|忙完|开完会|"
    r"超了|报告|效果|见附件|找(?=他|她|谁)|一定|想(?:申请|延|顺延|多要|再要|往后|推)|难道|哪怕|建议|请(?=批准|同意|复核))"
)
_UNSTOPPED = re.compile(
    rf"(?<=[一-龥]{{2}})(?<![天日早晚我])(?={_WHEN}前?[一-龥]{{0,2}}[报发回给说][您你])|(?<=[一-龥]{{2}})(?=见附件|详见)|"
    rf"(?<=[一-龥]){_ENDED}(?<![那边拖推延排等放约办请])(?={_WHEN}[一-龥])|"
    rf"(?<=[一-龥\d%]{{2}})(?<![的请就再也都会要是等把给跟向让和与为对按正想可拟特上])(?={_APPEAL}[一-龥])|"
    rf"(?<=[一-龥]){_ENDED}(?={_I})|"
    rf"(?<=[完好定齐来住及满毕妥顶标空]了){_GOES_ON}(?=[一-龥]{{2}})|(?<=完毕|结束|到位)(?=[一-龥]{{3,}}[也都]?[了好位])|"
    r"(?<=%)(?![提增上升涨下降到至变调])(?=[一-龥]{2,5}(?:\d|[才还没未正在]))|(?<=成)(?=[一-龥]{2,4}[才也就]?[一二三四五六七八九]成)|"
    r"(?<=\d)(?=在[建办谈审改]\d)"
)
"""Where no stop stands in the whole reply, however short it is."""
_LONG = 16
_SHORTEST = 6
_STOP = re.compile(r"[,。;:!?\n()]")


def unstopped(text: str) -> bool:
    """No stop stands in the whole reply."""
    return len(text) >= _SHORTEST and _STOP.search(text) is None


def turns(text: str, start: int, stop: int) -> Iterator[int]:
    """Where, between two offsets of a clause, another thing begins."""
    for shape in (*((_WITHIN,) if _is_long(text, start, stop) else ()), *((_UNSTOPPED,) if unstopped(text) else ())):
        yield from (found.start() for found in shape.finditer(text, start, stop) if found.start() > start)


def _is_long(text: str, start: int, stop: int) -> bool:
    """The clause is part of a long stretch without a stop."""
    first, last = max(0, start - _LONG), stop + _LONG
    begin = max((found.end() for found in _STOP.finditer(text, first, start)), default=first)
    end = _STOP.search(text, stop, last)
    return (end.start() if end else min(len(text), last)) - begin > _LONG
