"""Tasks named as a group: all of them (`以上都正常`), or those that nothing else names (`其余按计划`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.numbers import parse_number
from bot.replies.tasks.mentions import Mention, clause_heads
from bot.replies.tasks.numbering import COUNT, FEW

_THINGS = r"(?:项工作|项任务|个任务|个项目|件工作|件事情?|项|个|件|条|样|桩|摊子?|块)"
_LIMIT = r"(?:的?(?:完成|办结|报送|上报)?(?:时限|期限|时间|节点))?"
_ALL = re.compile(
    rf"一切(?=[如照正按都均顺平很还])|(?:以上|上述|上面|所有|全部|各项|这些|这|那)(?:{COUNT}|几|俩|仨)?(?:个|项|件)?(?:工作|任务|事项|项目|"
    rf"事)?{_LIMIT}(?=[,都均全一分各延放宽推顺往缓拟已正收按在没统暂尚还也容待等我由请明今后下上晚周跟照有天]|$)|"
    rf"(?:这|那)?(?P<count>{COUNT})(?:{_THINGS})(?=[^,。;]{{0,4}}(?:都|均|全|各|一起|一并|一块|统一|一律|同步|分别))|"
    rf"(?:以上|上述|这|那)(?P<these>{COUNT}|几|俩|仨|些)(?:个|项|件)?(?:工作|任务|事项|项目|事儿?|活儿?)?{_LIMIT}"
    r"(?=[分各延放宽往缓拟归是交转不找问让有进要能目现基推顺需预计力争大整总])|"
    r"(?P<few>俩|仨)(?=[^,。;]{0,4}(?:都|均|全|一起|一块))|"
    rf"(?P<said>三|二|两|四|五|六)项(?:工作|任务)|(?:都|均|全都|全部|统统|一律|一概)(?!是(?!进行|在|正|按|老样|刚|还|没|已)|分解|说|市|区|县|国|省)|"
    r"全(?=[没未在照跟按正已完搞办弄交报卡停]|"
    r"(?![县市区年线程员面新力体额村镇域覆民国省州盟旗街社校园厂院局部都身天盘套场球长价款名权期科乡季月周日])[一-龥]{1,4}[了着完好])|"
    r"(?:样样|件件|项项|个个|桩桩)(?=[都也均有在没不完])"
)
_NONE = re.compile(r"(?:一|哪)[个项件](?P<even>都|也)?(?:还|暂|尚)?(?=没|未|不)|没有?一[个项件](?=动|完成|启动|开|办)")
_REST_WORD = r"(?:其他|其它|其余|剩下|剩余|余下|别的|另外|另|余)"
_REST_FOLLOWS = (
    r"(?=都(?!是(?!进行|在|正|按|老样|刚|还|没|已|完))|均|全|也|[,:]|按|正|没|已|在|完|推|顺|收|滞|未|尚|进度|基本|进展|下周|下个?月|明|后天|本周|周[一二三四五六日末]|月底|"
    r"年底|还|不|暂|由|转|请|等|待|照|继续|需|因|卡|受|预|计划|一切|一起|一并|统一|稳|有序|慢|天天|每|跟|启动|开工|差不多|差|"
    r"就|能|可以|[你您找问归交]|回头|晚点|稍后|我们?(?=(?:[这那]边)?(?:不|没)|[^,]{0,6}(?:[报回给发说来补]|再)))"
)
_REST = re.compile(
    rf"{_REST_WORD}的?[那这]?(?P<count>{COUNT}|俩|仨|几)?(?:个|项|件|块|摊)?的?(?:工作|任务|事项|项目|"
    rf"事情?)?的?{_REST_FOLLOWS}|"
    rf"{_REST_WORD}的?(?:(?P<one>[那这]一?(?:个|项|件))|那?(?P<few>俩|仨|[一两二三四五六七八九](?:个|项|件)))(?![一-龥]{{1,2}}(?:局|村|镇))"
)
_STANDS = r"(?:已经?|都|均|全)*(?:完成|办结|办完|弄完|干完|搞定|做完|正常|在推|推进|按期|结束)"
_TALLY = re.compile(
    rf"(?:{COUNT}{_THINGS}?(?:里面?头?|中|当中|之中),?)?"
    rf"(?:(?:(?P<first>{COUNT}){_THINGS}|(?P<two>两))(?={_STANDS})|"
    rf"(?={_STANDS}了?(?P<told>(?P<behind>{COUNT}){_THINGS})))"
)
_OTHER_SIDE = re.compile(rf"[^,。;]{{2,5}}?[,、]?(?P<count>{COUNT}){_THINGS}?(?=[没未滞慢卡拖延还在])")
_ITS_LIST = re.compile(rf"{_STANDS}了?的?[:(]")
"""Behind a tally the tasks that it counts are named (`两个完成了：A和B；三个在干`)."""
_OTHERS_COUNTED = re.compile(rf"(?<=[,。;)])(?:另外?|还有)?(?P<count>{COUNT}){_THINGS}(?=[没未滞慢卡拖延还正在都])")
_COUNTED_BEFORE = re.compile(rf"{COUNT}[一-龥][^。;]{{0,12}}$")
"""Behind a count `剩下那个` is one of the things that were counted, and no task."""
_EACH = re.compile("分别|各自")


def find_grouped(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    """Mentions of all, and of the rest (whose tasks are left open: `()`)."""
    for head in clause_heads(text):
        if found := _EACH.match(text, head):
            yield Mention(head, head, numbers, "all")
        elif (found := _REST.match(text, head)) and not (found["one"] and _COUNTED_BEFORE.search(text, 0, head)):
            count = "一" if found["one"] else found["count"] or (found["few"] or "")[:1]
            yield Mention(head, found.end(), (), "rest", size=_size(count))
        elif (found := _ALL.match(text, head)) and _counts_all(found, len(numbers)):
            yield Mention(head, found.end(), numbers, "all")
        elif (found := _NONE.match(text, head)) and (found["even"] or text.count("一个") == 1):
            yield Mention(head, found.start(), numbers, "all")


def find_tallied(text: str, total: int) -> Iterator[Mention]:
    """How many of them stand so, and how many otherwise, where words behind name the ones or the others
    (`两项完成一项滞后，滞后的是…`, `三项里完成了两项，…还在铺`)."""
    for head in clause_heads(text):
        found = _TALLY.match(text, head)
        size = _size(found["first"] or found["two"] or found["behind"]) if found else None
        if found is None or size is None or size >= total:
            continue
        if listed := _ITS_LIST.match(text, found.end()):
            others = _OTHERS_COUNTED.search(text, listed.end())
            if others and _size(others["count"]) == total - size:
                yield Mention(head, found.end(), (), "unknown")
                yield Mention(others.start("count"), others.end(), (), "rest", size=total - size)
            return
        yield Mention(head, found.end(), (), "rest", size=size)
        if found["behind"]:
            yield Mention(found.start("behind"), found.end("told"), (), "unknown")
        other = _OTHER_SIDE.match(text, found.end())
        if other and _size(other["count"]) == total - size:
            yield Mention(other.start("count"), other.end(), (), "rest", excepted=True, size=total - size)
        return


def _size(count: str | None) -> int | None:
    number = FEW.get(count or "") or parse_number(count or "")
    return number if isinstance(number, int) else None


def _counts_all(found: re.Match[str], size: int) -> bool:
    said = found["count"] or found["said"] or found["few"] or found["these"]
    return said in (None, "几", "些") or _size(said) == size
