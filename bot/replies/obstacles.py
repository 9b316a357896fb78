"""What stands in the way: the words that name it, and whether somebody could clear it.

A cause goes before its effect (`资金没到位，停工了`). Weather, season, market and holidays can be cleared by nobody.
What is over, and work that is simply still to be done (`还没验收`), is no obstacle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.replies.lexicon import shape
from bot.replies.passages import Phrase
from bot.replies.titles import masked


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An obstacle by its offsets in the text. `natural`: nobody can clear it; `effect`: only what it causes is said."""

    start: int
    end: int
    natural: bool = False
    effect: bool = False


_TAIL = r"(?:致使|导致|造成|使得|进度|工期|暂停|停工|停滞|滞后|未能|无法|没法|而|,|，|$)"
_FRAMES = (
    re.compile(r"受(?!理|益|训|众|托|邀)到?(?P<what>.+?)(?:的?(?:影响|制约|限制|拖累|所限|困扰))"),
    re.compile(rf"(?:因为|由于|因(?!此|地制宜|素|人))(?P<what>.{{2,}}?)(?:的?(?:原因|影响|问题))?{_TAIL}"),
    re.compile(r"卡(?:在了?|壳在)(?P<what>.+?)(?:上|了|环节|这里|这一块|这块|这儿)?$"),
    re.compile(r"(?:等|要|得|需)?(?P<what>[一-龥]{2,8}?(?:到位|下来|批复|解决|到账|腾出来))(?:了|以后|之后|后)?才能?"),
    re.compile(r"(?:困难|问题|堵点|难点|瓶颈|症结|障碍)(?:主要)?(?:是|在于|在|:)(?P<what>.{2,})$"),
)
_WAIT = re.compile(
    r"(?<!就)(?<!只)(?:等(?!待?开|于|级|次|等|候补|会|一?下|稍)待?|"
    r"待(?=[省市上国]))(?P<what>[^,后了的]{2,}[^,后]*)$"
)
_ROUTINE = re.compile(r"[评审]|验收|公示|开标|复核|抽检|认定|会定|研究|例会|考核|挂网|结果|安排|开会|天|核查|现场查")
_LACK = shape(r"(?P<cue>{not}[^,\d]{0,4}?{outside}|没有?(?=[一-龥]{0,8}(?:愿意?|肯)))")
_MEANS = re.compile(
    r"材料|设备|到货|货|进场|资金|款|钱|指标|名额|图纸|许可|批文|批复|政策|通知|函|补偿|腾|交地|土地|部队|"
    r"处理|协调|答复|供|人来|来人|拨"
)
_STUCK = shape(
    r"{stuck}|[一-龥]不(?:动|了|下来|下去|通|进去|进来|出来|出去|起来|过去|过来|拢|妥|上|齐|"
    r"够)(?![解班学])|(?:太|过于|过)(?:高|大|贵|少|低|难|重)|忙不过来|[审批办走出供报拨][一-龥]{0,2}得慢|难度(?:大|较大|很大)"
)
_NO_BLOCK = re.compile(
    r"[少免忘受大错差用要跑离]不了|不了解|(?:没法|无法|不能|难以|很难)(?:按时|按期|如期|"
    r"在[^,]{0,8})?(?:完成|交付|竣工|完工|办结)|不知道|不清楚|没听说|[完弄干做搞改建修]不[完成]|(?:任务|"
    r"时间|工期|压力)[^,]{0,2}(?:重|紧|大|短)|[赶用顾比]不上|慢慢来|(?:刚才|上次|昨天|之前|"
    r"前面)[^,]{0,4}(?:报|说|写|填)错|[说看记填写弄搞]错"
)
_INVOLVES = re.compile(
    r"涉及(?=跨|权属|历史|基本农田|永久|生态|多[个部]|诉讼|司法|军|文物|土地性质|规划调整|压覆|产权|林地|"
    r"信访|债务)"
)
_LACKS = re.compile(r"缺(?!口|席|陷|勤|工摸)(?=[一-龥]{2})")
_EFFECT = shape(r"{effect}|(?<!关)停了")
_HOLDS_UP = shape(r"只能|不能|没法|停|无法|影响|等|{nature}[^,]{0,3}(?:大|高|多|密|频|长)")
_ONLY_UNABLE = re.compile(r"^(?:[一-龥]{0,4})(?:[一-龥]不[了动成]|没法|无法)")
_HUMAN = re.compile("不愿|拒|毁约|违约|撤场|纠纷|质疑|不同意|不配合|不肯|阻|闹|跑路")
_TROUBLE = shape(r"不|没|未|无|难|缺|少|太|过高|慢|紧|断|停|堵|积水|{nature}")
_SAYS_WHY = re.compile(r"(?:还是|就是)?(?:主要(?:是|原因是|因为)|原因(?:是|在于)?|因为|由于)")
_SHORT = shape(r"{remain}|{not}[^,]{0,3}(?:开始|启动|动|完)")
_TOUCHES_OTHERS = re.compile(
    r"(?=[^,]{4,})[一-龥]{2,}(?:不(?!大|多|影响|着急|急|远|少|难|是|用)|没(?!有?问题)|未|缺|难|有(?:抵触|顾虑|意见|争议|问题|困难))"
)
_SLOW = shape(r"{slip}")
_REASON = re.compile(r"(?!.*(?:预计|估计|争取|力争|申请|请|下一步|下步|后面|完不成|来不及|赶不上|\d+[日号]|[月旬]))")
_PLAIN = shape(
    r"{fine}|{slip}|正在|推进|正常|按计划|已完成|请|申请|预计|争取|下一步|下步|后面|不耽误|能|才|不到|"
    r"没完成|还没完|未完成"
)
_NATURE = shape(r"{nature}")
_FINE = shape(r"{fine}")
_NONE_YET = re.compile(r"一[个家项处座条户所件](?:都|也)?(?:没|未)|(?:没|未|没有)一[个家项处座条户所件]")
_OVER = shape(r"{over}")
_PAST = shape(r"{past}")
_RECOVERED = shape(r"^(?:现在|目前|现|眼下|如今)?~{over}")
_RECOVERED_NOW = shape(r"^(?:现在|目前|现已|现|眼下|如今|上周|已经?)[^,]{0,6}?{over}")
_ASKING = re.compile(r"^(?:恳请|请|想请|也请|需要?|希望|申请|拟申请|能不?能|能否)")
_LEAD_IN = re.compile(
    r"^(?:[\s,:\u2060]|但是|但|不过|就是|只是|主要是|主要|目前|现在|因为|由于|因|卡在|一是|二是|"
    r"存在的?问题|问题是|结果|所以|还是|就|也|说|是|剩余的|剩下的|其中|这个|那个|嗯|啊|原因|方面|暂时|"
    r"企业反映|实在|确实|得|只能)+"
)
_TRAIL = re.compile(r"(?:[,，]|,?进度滞后|,?暂停|,?停工了?|着呢|呢|啊|了吧)+$")
_OPEN_FRAME = re.compile(r"(?:因为|由于|因(?!此|地制宜|素|人))(?P<what>.+)$")
_CLOSES_FRAME = re.compile(r"^(?:致使|导致|造成|使得)")


def find_obstacle(phrases: Sequence[Phrase], title: str) -> Obstacle | None:
    """The obstacle that stands: a cause that somebody could clear, else a natural one, else a mere effect."""
    found = [(one, index) for index in range(len(phrases)) for one in _obstacles(phrases, index, title)]
    ranked = sorted(found, key=lambda each: (each[0].effect, each[0].natural, each[0].start))
    if not ranked:
        return _explained(phrases)
    first, index = ranked[0]
    if index and not first.natural and _natural(phrases[index - 1].text) and _ONLY_UNABLE.search(phrases[index].text):
        return Obstacle(phrases[index - 1].start, phrases[index - 1].end, natural=True)
    return _beside(phrases, index) or first if first.effect else first


def _beside(phrases: Sequence[Phrase], index: int) -> Obstacle | None:
    """The cause of a mere effect (`卡住了，两户要价太高`): a neighbour that says nothing else."""
    for near in (index + 1, index - 1):
        if 0 <= near < len(phrases) and _TROUBLE.search(phrases[near].text) and not _PLAIN.search(phrases[near].text):
            start, stop = _trimmed(phrases[near].text, 0, len(phrases[near].text), "")
            one = phrases[near]
            return Obstacle(
                one.start + start,
                one.start + stop,
                natural=_natural(one.text + (phrases[near - 1].text if near else "")),
            )
    return None


def _explained(phrases: Sequence[Phrase]) -> Obstacle | None:
    """What explains a slip: a clause that says so (`主要是…`), or the next one where it tells of a trouble."""
    late = any(_SLOW.search(one.text) for one in phrases)
    for one, following in pairwise(phrases):
        if _SHORT.search(one.text) and _TOUCHES_OTHERS.match(following.text) and not _PLAIN.search(following.text):
            return Obstacle(following.start, following.end, natural=_natural(following.text))
    for one in phrases if late else ():
        if (lead := _SAYS_WHY.match(one.text)) and lead.end() + 2 <= len(one.text) and not _FINE.search(one.text):
            return Obstacle(one.start + lead.end(), one.end, natural=_natural(one.text))
    for index, phrase in enumerate(phrases[:-1]):
        after = phrases[index + 1].text
        if _SLOW.search(after) and _natural(phrase.text):
            return Obstacle(phrase.start, phrase.end, natural=True)
        if (
            _SLOW.search(phrase.text)
            and not _FINE.search(phrase.text)
            and _REASON.match(after)
            and _TROUBLE.search(after)
        ):
            return _beside(phrases, index)
    return None


def _obstacles(phrases: Sequence[Phrase], index: int, title: str) -> Iterator[Obstacle]:
    phrase = phrases[index]
    text = phrase.text
    if (
        _ASKING.match(text)
        or _FINE.search(text)
        or _NO_BLOCK.search(text)
        or _NONE_YET.search(text)
        or _is_over(phrases, index)
    ):
        return
    if end := _frame_end(phrases, index):
        opened = _OPEN_FRAME.search(text)
        yield Obstacle(phrase.start + (opened.start("what") if opened else 0), end)
        return
    span = _cause(text, title, " ".join(one.text for one in phrases))
    if span:
        start, stop = _trimmed(text, *span, title)
        yield Obstacle(phrase.start + start, phrase.start + stop, natural=_natural(text))
    elif _EFFECT.search(masked(text, title)):
        start, stop = _trimmed(text, 0, len(text), title)
        yield Obstacle(phrase.start + start, phrase.start + stop, effect=True)


def _cause(text: str, title: str, around: str) -> tuple[int, int] | None:
    """Where in a phrase a cause is named."""
    for frame in _FRAMES:
        if (found := frame.search(text)) and not (frame is _FRAMES[1] and _ROUTINE.search(found["what"])):
            return found.span("what")
    if _NATURE.search(masked(text, title)) and (_STUCK.search(text) or _EFFECT.search(text) or _HOLDS_UP.search(text)):
        return 0, len(text)
    if (wait := _WAIT.search(text)) and (_EFFECT.search(around) or _waits_for_means(wait["what"])):
        return wait.span()
    own = masked(text, title)
    stuck = _STUCK.search(own) or _INVOLVES.search(text) or _LACKS.search(own)
    if stuck and not _EFFECT.fullmatch(stuck[0]) and _LEAD_IN.sub("", text[: stuck.end()]) not in ("缺口", "涉及"):
        return (0, len(text)) if stuck[0] != "涉及" or _INVOLVES.search(text) else None
    lack = _LACK.search(text)
    if lack:
        return 0, len(text)
    return None


def _natural(text: str) -> bool:
    return _NATURE.search(text) is not None and not _HUMAN.search(text)


def _waits_for_means(what: str) -> bool:
    """Waiting for money, land, goods or a permit is an obstacle; for a review, in the normal course, none."""
    return _MEANS.search(what) is not None and not _ROUTINE.search(what)


def _frame_end(phrases: Sequence[Phrase], index: int) -> int | None:
    """Where a cause that runs over several clauses ends (`因…，…，致使…`)."""
    if not _OPEN_FRAME.search(phrases[index].text):
        return None
    for later in range(index + 1, min(index + 4, len(phrases))):
        if _CLOSES_FRAME.match(phrases[later].text):
            return phrases[later - 1].end
    return None


def _is_over(phrases: Sequence[Phrase], index: int) -> bool:
    text = phrases[index].text
    over = _OVER.search(text)
    if over and not _LACK.search(text) and not _STUCK.search(text, over.end()):
        return True
    if any(_RECOVERED_NOW.search(later.text) for later in phrases[index + 1 : index + 3]):
        return True
    past = _PAST.search(text) or (index and not phrases[index - 1].closes and _PAST.search(phrases[index - 1].text))
    return bool(past) and any(_RECOVERED.search(later.text) for later in phrases[index + 1 : index + 4])


def _trimmed(text: str, start: int, stop: int, title: str) -> tuple[int, int]:
    """Without what leads in, the task's own title in front, and what trails behind."""
    if lead := _LEAD_IN.match(text[start:stop]):
        start += lead.end() if lead.end() < stop - start else 0
    own = len(text[start:stop]) - len(masked(text[start:stop], title).lstrip("□"))
    cue = _LACK.search(text, start, stop) or _STUCK.search(text, start, stop)
    if own and cue and cue.start() - start - own >= 2:
        start += own
    trail = _TRAIL.search(text[start:stop])
    return start, start + trail.start() if trail and trail.start() > 1 else stop
