"""Replies that report nothing now, but will be followed by an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.relative import Clock, find_moments
from bot.model import Asked
from bot.replies.asks.telling import looks_it_up, will_give, will_tell
from bot.replies.progress.dates import Day, first_day, nearest_day
from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import without_title
from bot.replies.words.lexicon import shape


@dataclass(frozen=True, slots=True)
class Request:
    """A later answer or a later date is asked for; `day` is when, if said. `firm`: no answer is given now, whatever
    else the words may tell (`今天报不了，下周一报`). `promised`: a verb of answering stands at `start`'s phrase."""

    start: int
    end: int
    day: Day | None
    firm: bool = False
    promised: bool = False


_YOU = r"(?:[您你](?:们|那边|这边)?|领导|贵[办室]|督[查办]室|主任|书记|局长|县长|区长|市长)"
_ANSWER = (
    r"(?:报(?:过去|上[去来])|发(?:过去|上[去来])|[报发交反回]馈?给(?:你|您|领导)们?|报|汇报|回复|回话|回电|回信|回|答复|说|反馈|给[你您]们?(?:发|回|报|说|讲|打|答复|反馈)?|发你|发您|补报|报送|报给|聊|(?:告诉|联系|通知)[您你]们?|再看|统计好|细说|详谈|"
    r"统一报|(?:[给交](?:您|你)?个?|出(?:您|你|个))(?:书面)?(?:报告|说明|汇报|答复|准信|准话|准数|答案|结果|数字?(?!据)|数据))"
)
_LATER_VERB = re.compile(
    r"(?:再|统一|一并|集中|一起|一块儿?|合并|一次性|连同|当面|详细|具体|给您|给你|向您|向你|给领导|跟您|跟你|补|另行?|"
    rf"(?<![吃说打谈聊办看弄讲挂送接陪])完)*{_ANSWER}(?:给?(?:您|你|领导|督查室|督办室|贵室))?(?:(?:准|实|具体|最新|详细|确切)?的?(?:报?数字?|数据|情况|进展|结果))?(?:吧|哈|啊|了|哦|的|"
    r"一下)?\u2060*$"
)
_HANDS_OVER = re.compile(
    rf"(?:给{_YOU})?(?:发|传|报|送|交|寄|递|拿|贴)(?:过[去来]?|上[去来]?|给|到|至)*(?:{_YOU}[^,]{{0,4}}|邮箱|群里?|微信|办公室|督[查办]室)?(?:吧|哈|啊|了|哦)?$"
)
_PAPERS = re.compile(
    r"把?(?:(?:书面|文字|详细|具体|进度|汇总|统计|佐证|情况)*(?:报表|表|数据|数字|数|材料|明细|清单|台账|汇总|报告|小结|总结|汇报|说明|照片|图片|进度|"
    r"进展|情况|名单|截图|附件|文档|答复|回复|文字)(?:和|跟|以及|、)?)+"
)
"""What an answer is written on (`下周二把表发你`)."""
_BARE_GIVING = re.compile(r"给(?:吧|哈|啊|哦)?$")
_TO_YOU = re.compile(
    rf"(?:(?:向|跟|和|同){_YOU}[^,]{{0,6}}(?:报告|汇报|回报|反馈|答复|说|讲|聊|沟通|交代|交待|谈|回复|回话|报)|"
    rf"给{_YOU}[^,]{{0,4}}(?:回|答复|反馈|汇报|报告|准信|准话|准数|打电话|说法|交代|说一?声|说明)[^,]{{0,3}}|"
    rf"给{_YOU}(?:打|回|拨|去)(?:过去|回去|电话)|(?:打|回|拨)给{_YOU}|"
    rf"(?:到|去|上){_YOU}(?:那里?|那边|办公室|这)?[^,]{{0,4}}(?:汇报|报告|说明|讲|报)|给{_YOU}(?:打|去)?个?电话|"
    r"(?:书面|当面|另行|专门|专题|单独|口头|电话)(?:给[您你])?(?:反馈|报告|汇报|回复|答复|说明|上报|呈报|说|讲|谈|聊))(?:吧|哈|啊|哦|的)?$"
)
_APART = re.compile("书面|当面|另行|专门|专题|单独|口头|电话")
_ONCE_KNOWN = re.compile(
    r"(?:等我|我[^,]{0,8}(?:问|核|查|统计|了解|碰|捋|汇总|摸|弄清|搞清)|开完会|回来|回去|到单位|忙完|散会|空了|(?:问|核|查|弄|搞|摸|统计|了解|"
    r"核实|汇总|捋|对|碰)(?:一下|清楚?|准|好|完|实|明白|[了过][^,]{1,6}?))[^,]*?(?:再|就|才能?|后)(?:[跟向给和同](?:您|你|领导))?(?:说|报|回|讲|答复|汇报|联系|告诉|给|反馈)[^,]{0,4}$|"
    r"^等[^,]{1,10}(?:反馈|回话|回复|报来|报上来|汇总|出数|数据|结果|数字)[^,]{0,3}?(?:再|就|后)(?:报|回|说|答复)[^,]{0,3}$|"
    r"^等我[^,]{2,10}(?:查|看|翻|找|问|核)(?:一?下)?$|^等[^,]{2,14}我(?:再|就)?(?:问|核|查|催)(?:一?下|问)?(?:他|她)?们?$|"
    r"^等我[^,]{2,16}(?:再|就|才|(?=[跟向给]))(?:[跟向给和同](?:您|你|领导))?(?:说|报|回|答|看|定|联系)"
)
_SOME_TIME = re.compile(
    r"[早午晚中]?饭[前后]|睡前|收工[前后]|(?:一刻钟|半个?钟头?|[一二两三四五六七八九十\d]+个?(?:钟头|分钟))(?:之?后|以?内)|一会儿?的?|[散忙空闲]了|^会上$|^会上(?=[说聊讲汇报])|到时候?|届时|那时候?|[上下出进到回](?:了|完)?(?:岸|船|车|站|山|井|机|高速|城|村|课|班|楼|台|线)|靠岸|着陆|到(?:岗|任|班上|单位|家|办公室|地方|局里|公司)了?|下(?:了|完)?(?:飞机|高铁|火车|车|会|班)|落地|稍后|稍等|稍候|等会儿?|等一?下|等等|一会儿?|晚点|晚些|晚一点|回头|随后|待会儿?|改天|改日|过[一两几]天|过会儿?|有空|"
    r"(?:给|容)我们?[^,]{1,4}(?:时间|功夫)|空了|忙完|开完会|会后|散会|到了|回来|回去|回(?:单位|办公室|家|局里|公司|驻地|宾馆|酒店)|(?:吃|说|打|谈|聊|办|看|弄|讲|挂|送|接|陪)完(?:饭|会|话|了)?|到单位|出院|返岗|返程|[一二三四五六七八九十\d]{1,2}点(?:半|钟)?(?:之?前|以?后|左右)?|[一-龥]{0,6}(?:过了|过后|结束后|结束了|完了)"
)
_WAIT_ALONE = re.compile(
    r"(?:(?:过|等|待)?(?:一会儿?|会儿)|过会(?!了)|等会|待会|回头|改天|改日|晚点|晚些|稍后)(?:的|哈|啊|吧|了)?|"
    r"(?:我|人)?(?:现在|这会儿?|眼下|暂时)[^,]{0,4}(?:不方便|没空)(?:说|讲|接|回)?[^,]{0,2}|"
    rf"(?:请|麻烦)?{_YOU}?(?:请)?(?:稍等|稍候|等会儿?|等一?下|等一等|等等|待会儿?)(?:一?下|我|我一下|会儿|片刻|哈|啊|吧|再说)*"
)
_CANNOT_NOW = re.compile(
    r"(?:报|答|回|给|说|汇报|答复|回复)不(?:了|上来|准|清楚?|出来)|(?:数据?|数字|情况|材料|表|台账|汇总)[^,]{0,2}(?:还没|没有?|尚未|还未)"
    r"(?:汇|统计|核|收|整理|对|理|报|凑|拢|捋|算|齐)[^,]{0,4}$|"
    r"^(?:我|本人|我们)?(?:现在|这两天|最近|今天)?(?:还在|正在|在)?(?:住院|生病|发烧|输液|请假|休假|陪护|做手术|隔离|家里有事|开车|开会|出差|"
    r"培训|外地)(?:了|呢|中)?$"
)
_NO_NOUN = re.compile(
    r"(?:\u2060|第一件事?|头一件事?|第一时间|统一|一并|集中|把|这[俩仨些]|开[完了][一-龥]{0,4}会|下会|我局|我单位|这边|向|结果|一块儿?|一起|一同|老地方|家|手头|过来|去|准数?|实数|准信|了|过|经办人|经办|我|我们|他|她|先|具体|详细|准确|数据?|数字|情况|进展|的|人|在|下|这个|那个|这|那|回来|回去|到|单位|上班|"
    r"例会|会上|会|上|一|再|统计|核实|核对|汇总|整理|完|后|好|就|给|您|你|今|忙|等|科室|同志|吧|点|左右|之|"
    r"前|[一二三四五六七八九十\d]+点半?|周报|第一天|第|天|一早|大早|早上|早|晚上|晚|上午|下午|中午|,|\s|都|全部|也|时候|时间|出来|清楚?|弄|问|算|摸|查|核|容|请|待|让|"
    r"这几|几|[一两二三四五六七八九十]?[项个件](?:事情?)?|报表|表格?|材料|太晚|晚了|以?内|左右|统统|集齐|收齐|汇|齐|反正|一定|肯定|争取|尽量|最迟|最晚|预计|大概|保证|负责)*"
)
_OF_THE_MATTER = re.compile(r"^[一-龥]{1,12}?(?:的事儿?|的情况|情况|进展|那块|这块|那边|那个|的进度|进度|的问题|工作)")
_HANDING_IN = re.compile("报送|上报|填报|申报|报表|报批|提交")
_HANDS_IN = re.compile("(?:统一|一并|一起|补)?(?:报(?:上[去来])?|报送|上报)(?:吧|了|的)?")
"""Where the task itself is a handing in, `周五报` is its date and no answer put off."""
_AT_THAT_TIME = re.compile("到时|届时|那时")
_BUSY = shape(r"{busy}")


def find_snooze(phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Request | None:
    """The answer will come later: a time with a verb of answering and no work of its own (`方案周四报` is none)."""
    firm = any(_CANNOT_NOW.search(phrase.text) for phrase in phrases)
    busy_ones = [phrase for phrase in phrases if _BUSY.search(phrase.text)]
    for index, phrase in reversed(list(enumerate(phrases))):
        joined = _with_opening(phrases, index)
        busy = any(one is not phrase for one in busy_ones[:2])
        if _will_answer(phrase, asked, clock, busy=busy) or (
            joined is not phrase and _will_answer(joined, asked, clock, busy=busy)
        ):
            return Request(phrase.start, phrase.end, _day_of_answer(phrases, index, clock), firm, promised=True)
    if any(_WAIT_ALONE.fullmatch(phrase.text.strip()) for phrase in phrases):
        return Request(phrases[0].start, phrases[-1].end, None, firm=True)
    if phrases and (looks_it_up("".join(phrase.text for phrase in phrases)) or looks_it_up(phrases[-1].text)):
        return Request(phrases[0].start, phrases[-1].end, None, firm=True)
    waits = [phrase for phrase in phrases if _SOME_TIME.fullmatch(phrase.text.strip()) or _is_time(phrase, clock)]
    if waits and any(
        _BUSY.search(phrase.text)
        for phrase in phrases
        if phrase not in waits or (len(phrases) == 1 and not phrase.text.endswith("过了"))
    ):
        return Request(
            phrases[0].start, phrases[-1].end, next(filter(None, (first_day(one, clock) for one in waits)), None)
        )
    return None


def _is_time(phrase: Phrase, clock: Clock) -> bool:
    """Nothing but a time is said (`晚上`)."""
    return any(found.start == 0 and found.end == len(phrase.text.strip()) for found in find_moments(phrase.text, clock))


def _day_of_answer(phrases: Sequence[Phrase], index: int, clock: Clock) -> Day | None:
    """The day of the phrase itself; `到时候`, and a telling that has no time but what comes before it
    (`他下周一上班，拿到就报`), go back to the one named before."""
    goes_back = _AT_THAT_TIME.search(phrases[index].text) or will_tell(phrases[index].text)
    back = phrases[index - 1 :: -1] if index and goes_back else ()
    return next((day for one in (phrases[index], *back) if (day := nearest_day(one, clock))), None)


def _will_answer(phrase: Phrase, asked: Asked, clock: Clock, *, busy: bool) -> bool:
    """Told to whoever asked, at a time or once it is known; by one who is `busy` now, even where the task itself is a
    handing in (`高铁上没信号，明早报`)."""
    if _ONCE_KNOWN.search(phrase.text) or will_tell(phrase.text):
        return True
    told = _TO_YOU.search(phrase.text)
    if told and (_APART.match(told[0]) or _timed(phrase, clock)):
        return "已" not in phrase.text
    if _hands_over(phrase, asked, clock):
        return True
    verb = _LATER_VERB.search(phrase.text) or _BARE_GIVING.search(phrase.text) or will_give(phrase.text)
    if verb is None or (not busy and _HANDING_IN.search(asked.title) and _HANDS_IN.fullmatch(verb[0])):
        return False
    return _timed(phrase, clock) and _says_no_work(phrase.text[: verb.start()], asked, clock)


def _with_opening(phrases: Sequence[Phrase], index: int) -> Phrase:
    """The phrase with the one before it, where that runs on into it (`台账｜明天给您送过去`)."""
    phrase, before = phrases[index], phrases[index - 1] if index else None
    if before is None or before.closes or before.end != phrase.start:
        return phrase
    return Phrase(before.start, phrase.end, before.text + phrase.text, phrase.closes)


def _hands_over(phrase: Phrase, asked: Asked, clock: Clock) -> bool:
    """Some paper that answers will be handed over at a time, and it is not what the task itself asks for."""
    verb = _HANDS_OVER.search(phrase.text)
    before = _without_moments(phrase.text[: verb.start()], clock) if verb else ""
    paper = _PAPERS.search(before)
    if verb is None or paper is None or _HANDING_IN.search(asked.title) or not _timed(phrase, clock):
        return False
    own = without_title(paper[0].removeprefix("把"), asked.title) == paper[0].removeprefix("把")
    return own and _NO_NOUN.fullmatch(before[: paper.start()] + before[paper.end() :]) is not None


def _timed(phrase: Phrase, clock: Clock) -> bool:
    return bool(first_day(phrase, clock) or _SOME_TIME.search(phrase.text) or _undated(phrase, clock))


def _undated(phrase: Phrase, clock: Clock) -> bool:
    return any(
        found.values[0].last is None and found.rule in ("no day", "hours", "festival")
        for found in find_moments(phrase.text, clock)
    )


def _says_no_work(before: str, asked: Asked, clock: Clock) -> bool:
    rest = _OF_THE_MATTER.sub("", _SOME_TIME.sub("", _without_moments(before, clock)))
    without = without_title(rest, asked.title)
    return _NO_NOUN.fullmatch(without) is not None and len(rest) - len(without) < 3


def _without_moments(text: str, clock: Clock) -> str:
    for found in reversed(find_moments(text, clock)):
        text = text[: found.start] + text[found.end :]
    return text
