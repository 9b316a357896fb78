"""By when: the date that a reply names for completion, else for its next step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.language.engine import Found
from bot.language.numbers import parse_number
from bot.language.periods import last_day
from bot.language.relative import Clock, Said, find_moments
from bot.model import Asked
from bot.replies.progress.figures import NUMBER
from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import NAMED, masked
from bot.replies.words.lexicon import shape


@dataclass(frozen=True, slots=True)
class Day:
    """A date said, and the words it was read from."""

    day: date
    start: int
    end: int


_NOT_THIS = re.compile(
    r"(?:截[至止]到?|(?<![按照])(?<!按着)(?<!照着)原(?:定于?|计划)|原本|本来|本该|按说|照理|按理|理应|(?<![倒已表期划])排[到至]|已于|(?:原先|原来|当初|起初|最初|一开始)(?:就)?(?:讲|说|定|计划|安排|约|排)(?:好|的|是|在|了)*|(?:距离?|离)|"
    r"[\d一二三四五六七八九十]月?份?\s*(?:[-至]|到(?![货位场账岗手村户家港])))[^,]{0,3}$|(?:自|从|由|不是|并非)$"
)
_OF_A_SLIP = re.compile(
    r"(?:缩短|压缩|减少|节省|节约|快|晚|慢|拖|滞后|落后|推迟|停|耽误|(?<!不)超|延误|了|过去|比)[^,]{0,4}$"
)
_SAME_DAY = ("当天", "当日")
"""The day of whatever happens (`病死猪当天拉走`), and none that could be put down."""
_WIDE = ("half year", "year")
"""In the course of which something will be done: no more than a hint where a day is named besides."""
_FEASTS = ("festival", "before the new year")
_FORWARD = shape(
    r"{plan}|还有|应该|能|可以|最迟|确保|马上|前|内|完|再|动工|开工|交|报|定于|定在|争|有望|办|到|年底|左右|就"
)
_PLANNED = shape(
    r"(?:报|交|送|提交)(?:$|[吧上完])|预计|估计|力争|争取|确保|拟|计划|有望|应该|最迟|[底内前]|将|完(?!善)|收尾|扫尾|收官|收工|收口|能|可以|[一-龥]得[了完成出]|再|到$|"
    r"(?<!已)(?<!已经){begin}(?!了|以来)"
)
_BEHIND = re.compile(
    r"已经?|早就|刚刚?|又|累计|新增|以来|了(?:$|[一二三四五六七八九十两\d])|的(?:$|"
    r"[\d一二三四五六七八九十]+%)"
)
_JUST = re.compile(r"刚|已经?|早就|(?<![到])了$")
_EARLIER_TODAY = re.compile("上午|早|凌晨")
_AT_WORK = re.compile("[还都也仍正]*在(?!线|岗|建成)(?:[一-龥]{1,3}$|[一-龥]+呢)|(?:还|正|仍)在")
_IS_OVER = re.compile(r"^[^,没未不]{0,8}[完好过毕]$")
_WAS_BY_THEN = re.compile(
    r"(?:早|老早)?(?:就|已经?|便|都)(?![^,]*(?:能|会|可以|要|得|应|争取|将))[^,]{0,9}(?:了|过|[完好毕])(?:的|啊|呀|呢)?(?:$|,|[一-龥]{0,2}也)"
)
"""Behind a feast: what was so by the last one (`节前就弄完了`)."""
_MISSED = re.compile(
    r"^(?:之?前|以前|内)?(?:肯定|恐怕|估计|怕是)?(?:无法|没法|不能|不可能)|^(?:之?前|以前)?(?:恐怕?|很|怕|实在|确实)难以?(?:完成|完工|竣工|交付|办结)|完不成|来不及|赶不上|[弄干做搞改建修]不完|不可能|够呛|完成不了|不行|够呛|悬(?![念挑挂])|没(?:戏|指望|希望|可能)|达不到|"
    r"[一-龥]不(?:了|成|完|来|出来|下来|上|着|起来|齐|到头)"
)
_SO_MUCH = re.compile(rf"(?:又|新|再|共|一共|总共)?完成(?:{NUMBER})")
"""How much the present month or week has brought (`这个月完成25公里`)."""
_OF_THEN = re.compile(r"^(?:之?前)?(?:要|得|需要?|该)[^,没未]{1,3}的[^,没未]{1,6}(?:都|已|全|均)")
"""What is due then is there already (`月底要交的材料都备好了`)."""
_RUNS_TO = re.compile(r"[-至到](?=\d|[一二三四五六七八九十]{1,3}[月日号]|[下本]|年底|月底)")
"""A time that only begins then (`5月20日至6月15日为施工期`)."""
_HEADING = re.compile(
    r"^(?:的?工作)?(?:进展|情况|汇报|简报|通报|[日周月]报|动态)|^(?:假期|过得|都)?(?:愉快|快乐|吉祥|安康|幸福|好(?![^一-龥]*[一-龥]))"
)
"""What the date heads, or the good wish for it."""
_ANSWER = re.compile(r"[报发交回反]馈?给(?:[你您]|领导|督[查办]|贵)")
_TOLD = re.compile(
    r"^(?:统计|汇总|调度|盘点|清点|摸底)(?:的|是|数|,|$)|^(?:点[前后]?|那会儿?|那条)?(?:我们?|跟[你您]|给[你您])*[报说填写发讲](?:过|上去|给?[你您])*(?:的|[^,]{0,6}[%错])"
)
"""When it was told, not when it will be (`上午报的73%`)."""
_OPENS = re.compile(
    r"(?:正式|全面|就|能|可|要|会)*(?:开(?:$|业|园|街|放|馆|班|课|工|诊|通|张|门|市|幕|播|机|镰|学|营|赛|秤)|交(?:$|付|房|工)|完工|竣工|揭牌|挂牌|投用|启用|举[行办]|试运行|亮灯|通车)"
)
_GIVEN = re.compile(r"(?:给|容|宽限|再等)(?:我们?|我局)?$")
_COUNTED_DAYS = re.compile(
    r"(?:延长|顺延|宽限|延期|推迟|推后|延后|延|缓|给)(\d+|[一二两三四五六七八九十]+)日(?![^,]*[前止])"
)
_CONDITION = shape(
    r"^才(?:[能会可肯]以?|得)*(?!开始)(?:{withheld}|供货|到货|有(?!望)|放款|通知|排|轮|研究|答复|上会)(?!位$|通车|通航|[工业园学馆班着]|完|好)|"
    r"(?:以后|之后|后|了)才能?"
)
"""Others act only then (`六月底才能供货`), or it is a condition; what we can do only then is dated by it."""
_LACKING = shape(r"^[^,]{0,6}{not}(?!(?:有|得|啥|个|什么)*(?:问题|毛病|压力|难|意见|跑|事|悬念|二话|说))")
_EFFORT = re.compile(
    r"^(?:都|也|再|还)?(?:加班|加点|赶工|抢工|连轴)|^(?:后面)?我们?(?:都|会|就|再)*(?:挨个|天天|去|到|跑|盯|催)"
)
_FINAL = shape(
    r"{whole}|正式(?!{begin}|签|进)[一-龥]{2}|[一-龥](?:干净|利索)|最[晚迟]|[能会]交(?:$|[了差卷货])|[一-龥]完(?!善)|全部|完(?:$|了|成)|收工|收网|收兵|收摊|收场|了结|收尾|扫尾|齐|弄好|办好|见底|清|补齐|赶上|够数|收口|"
    r"改好|竣|终稿|成稿|定稿|交[付卷稿]|出结果|开起来|用上"
)
_MONTH_SAID = re.compile(r"(?<![\d一二三四五六七八九十])([一二三四五六七八九十]{1,2}|\d{1,2})月(?!份?前)")
_THE_WHOLE = re.compile(
    rf"(?:我们|咱们?|全[市县区镇])?(?:要|需要?|得|应该?|任务是?|目标是?|须|必须)[^,\d]{{0,4}}?(?P<number>{NUMBER})"
)
"""What was laid upon us by the day (`年内要建9个` of 9) is no date of ours."""
_IS_BAD_THEN = shape(
    r"(?:的|这段|期间|那阵)?(?![^,]*(?:过后|以后|之后|结束|完|好|停了))[^,]{0,3}{nature}(?![^,]*(?:{whole}|{begin}))"
)
"""When weather or market are as they are (`年底行情不好`)."""
_AT_LATEST = re.compile("最[迟晚]|至[迟晚]|不超过?|不晚于|不迟于|撑死|顶多")
_FROM_THEN = re.compile("开始|启动|起$|进场|开工")
_EARLY_IN = re.compile(r"月(?:初|上旬|中|\d|[一二三四五六七八九十])")
_ONE_OF_SEVERAL = re.compile(r"(?:第[一二三四五六七八九十\d]|首|头|下|末|最后一?)(?:批次?|期|段|轮|标段|阶段|片|栋|座)")
"""Where the parts of a work have their days, the last of them ends it (`第一批11月底，第二批12月20日`)."""
_WILL_DO = shape(
    r"(?:之内|内|就|能|可以?|准|保证|肯定|一定|左右|的时间){0,3}(?:拿下|收工|足?够|足矣|[一-龥](?:完|好|齐)|{whole})(?!了|的|[一-龥])"
)
"""Behind a length of time, what will be finished in it (`一礼拜拿下`)."""
_LENGTH_OF_ELSE = re.compile("(?:提前|早|前|后|用|花|历时|每|第|过|了|近)[^,]{0,2}$")
_TIME_LEFT = re.compile(r"(?:距离?|离|工期|期限|节点|时间)[^,]{0,10}$")
_REACHES = re.compile(
    r"(?<=[一-龥]{2})[得要]$|(?:得|要|只能|至少|估计|预计|推迟|延期?|拖|放|推|调整|改|顺延)?(?:到|至|在|为|成)$"
)
_STILL_TAKES = re.compile(
    r"(?:不超过|不出|超不过|用不了|[还仍再](?:要|需要?|得要?|用|有|差)|再过|大概要|大约要|估计要?|预计要?|至少要?|起码要?|"
    r"顶多|最多|也就)[^,]{0,2}$"
)


def find_expected(phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Day | None:
    """The last day of completion that the phrases say, else of the first step; past days count as not said."""
    finals: list[Day] = []
    steps: list[Day] = []
    spans: list[Day] = []
    for index, phrase in enumerate(phrases):
        context = phrases[index - 1].text if index and not phrases[index - 1].closes else ""
        more = index + 1 < len(phrases) and not phrase.closes
        earlier = phrases[index - 1].text if index else ""
        for found, day in _days(phrase, earlier, context, phrases[index + 1].text if more else "", asked, clock):
            one = Day(day, phrase.start + found.start, phrase.start + found.end)
            reaches = _REACHES.search(phrase.text[: found.start]) or _ONE_OF_SEVERAL.match(phrase.text)
            wide = found.rule in _WIDE and not found.values[0].bounded
            kind = spans if wide else finals if reaches or _FINAL.search(context + phrase.text) else steps
            kind.append(one)
    return max(finals, key=lambda one: one.day) if finals else next(iter((*steps, *spans)), None)


def _in_month_before(found: Found[Said], before: str, text: str, clock: Clock) -> Said:
    """A day or edge without its month that bounds or follows the month just named (`六月下旬，最迟28号`, `12月初开挖，
    月底回填`)."""
    said, month = found.values[0], _MONTH_SAID.search(before)
    day = said.last
    if day is None or month is None or not _goes_on(found.rule, before, text):
        return said
    number = parse_number(month[1])
    if not isinstance(number, int) or not 1 <= number <= 12 or number == day.month:
        return said
    year = clock.today.year + (number < clock.today.month)
    last = last_day(year, number)
    edge = found.rule == "edge of this month" and day == last_day(day.year, day.month)
    return replace(said, last=last if edge else date(year, number, min(day.day, last.day)))


def _goes_on(rule: str, before: str, text: str) -> bool:
    if rule == "edge of this month":
        return _EARLY_IN.search(before) is not None
    return rule == "day of this month" and bool(_AT_LATEST.search(text) or _FROM_THEN.search(before))


def _days(
    phrase: Phrase, earlier: str, opening: str, following: str, asked: Asked, clock: Clock
) -> Iterator[tuple[Found[Said], date]]:
    """The days that a phrase may mean; `earlier` is the one before it, `opening` that one if it runs on into this."""
    for found in find_moments(phrase.text, clock):
        said = _in_month_before(found, earlier, phrase.text, clock)
        if _is_past(said, phrase.text[found.start : found.end], phrase.text[found.end :], clock):
            continue
        before, words, after = (
            masked(phrase.text, asked.title, NAMED)[: found.start],
            phrase.text[found.start : found.end],
            phrase.text[found.end :] + following,
        )
        does = _WILL_DO.match(after) and not _LENGTH_OF_ELSE.search(before)
        takes = (_STILL_TAKES.search(before) or does) and not (
            _OF_A_SLIP.search(before) or _TIME_LEFT.search(opening + before)
        )
        if said.span and said.last is None and takes:
            yield found, said.span.after(clock.today, clock.is_workday)
        elif said.bounded and found.rule in _FEASTS and _WAS_BY_THEN.match(phrase.text[found.end :]):
            continue
        elif (
            said.last
            and said.last >= clock.today
            and not (
                _unmeant(said, before, words, after, asked, ahead=said.last > clock.today)
                or (said.last == clock.today and _just_done(said, before, words, phrase.text[found.end :]))
            )
        ):
            yield found, said.last


_HALF_A_YEAR = timedelta(days=183)
_DENIES = re.compile("[不没未]")


def _is_past(said: Said, words: str, after: str, clock: Clock) -> bool:
    """A time that might lie ahead, and by the words behind it does not (`月初就交了`, `这个月净忙接待去了`)."""
    far = said.last is not None and said.last - clock.today > _HALF_A_YEAR and not _DENIES.search(after)
    return bool((said.vague or far or words.endswith("初") or words.startswith("年前")) and _BEHIND.search(after))


def _unmeant(said: Said, before: str, words: str, after: str, asked: Asked, *, ahead: bool) -> bool:
    """A date that is not when something will be: where a count begins, how late it is, what is over, the title.

    Of a day that lies `ahead` what stands before it can only tell how far things are by now, or that it is fixed
    (`已约好10日评审`)."""
    if (
        words in _SAME_DAY
        or _NOT_THIS.search(before)
        or _MISSED.search(after)
        or (words in asked.title and not said.bounded)
    ):
        return True
    if (
        _OF_THEN.match(after)
        or _RUNS_TO.match(after)
        or _HEADING.match(after)
        or _ANSWER.search(after)
        or _TOLD.match(after)
    ):
        return True
    if _CONDITION.search(after) or (not said.bounded and _LACKING.search(after)) or _EFFORT.search(before + after):
        return True
    if said.bounded and (whole := _THE_WHOLE.match(after)) and parse_number(whole["number"]) == asked.target:
        return True
    if said.span and _OF_A_SLIP.search(before):
        return True
    if _IS_BAD_THEN.match(after) and not before.strip() and not words.endswith("前"):
        return True
    forward = _FORWARD.search(before + after)
    if said.vague and before.endswith("到") and words[0] in "这本今":  # `到这周开秤的有七个`
        return True
    if said.vague and not (before + after).strip():
        return said.last is None or (said.last.month, said.last.day) == (12, 31)
    if said.vague and _SO_MUCH.match(after):
        return True
    if said.vague and _OPENS.match(after) and not _BEHIND.search(before + after):
        return said.last is None
    if said.vague:
        return (
            said.last is None
            or (said.last.month, said.last.day) == (12, 31)
            or not _PLANNED.search(before + after)
            or _BEHIND.search(before + after) is not None
        )
    behind = _BEHIND.search(after if ahead else before + after)
    return behind is not None and not (said.bounded or forward)


def _just_done(said: Said, before: str, words: str, after: str) -> bool:
    """`上午刚签完`, `上午考完` tell when it was done, `今晚还在跑` when it is being done."""
    over = _EARLIER_TODAY.search(words) and _IS_OVER.match(after)
    return not said.bounded and bool(over or _AT_WORK.match(after) or _JUST.search(before + after))


def first_day(phrase: Phrase, clock: Clock) -> Day | None:
    """The first date of a phrase that is not past."""
    return next(_days_of_answer(phrase, clock), None)


def nearest_day(phrase: Phrase, clock: Clock) -> Day | None:
    """The last date of a phrase that is not past: the one that stands next to its verb (`今天太晚了明天给你`)."""
    return next(reversed([*_days_of_answer(phrase, clock)]), None)


def _days_of_answer(phrase: Phrase, clock: Clock) -> Iterator[Day]:
    for found in find_moments(phrase.text, clock):
        day, span = found.values[0].last, found.values[0].span
        if day is None and span and _GIVEN.search(phrase.text[: found.start]):
            day = span.after(clock.today, clock.is_workday)
        if day and day >= clock.today:
            yield Day(day, phrase.start + found.start, phrase.start + found.end)


def later_day(phrase: Phrase, asked: Asked, clock: Clock, *, from_now: bool) -> Day | None:
    """The new date that an extension asks for: one named (the last, `由…延至…`), or a length from `due` or from now."""
    moments = find_moments(phrase.text, clock)
    named = [one for one in moments if one.values[0].last and one.values[0].span is None]
    if (counted := _COUNTED_DAYS.search(phrase.text)) and (number := parse_number(counted[1])):
        base = clock.today if from_now or asked.due is None else asked.due
        return Day(base + timedelta(days=int(number)), phrase.start + counted.start(1), phrase.start + counted.end())
    if named:
        found = named[-1]
        day = found.values[0].last
        return Day(day, phrase.start + found.start, phrase.start + found.end) if day and day >= clock.today else None
    for found in moments:
        if span := found.values[0].span:
            base = clock.today if from_now or asked.due is None else asked.due
            return Day(span.after(base, clock.is_workday), phrase.start + found.start, phrase.start + found.end)
    return None
