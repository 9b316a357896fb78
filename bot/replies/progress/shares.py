"""The share of a task that is done (`80%`, `七成多`, `还剩两成`), told from planned, grown, former and other shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.numbers import parse_share
from bot.model import Asked
from bot.replies.progress.corrections import DENIED, SAID_BEFORE, TAKEN_BACK, WRITTEN_ELSEWHERE
from bot.replies.progress.growth import is_growth, sign_of
from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import NAMED, masked
from bot.replies.words.lexicon import shape, without_compounds


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the task in percent, and the words it was read from. `strength` ranks readings."""

    value: float
    start: int
    end: int
    strength: float


_OVERRULED, _BOUNDED, _PART, _NAMED_RATE, _BARE, _OWN, _OVERALL = 0.25, 0.5, 1, 1.5, 2, 3, 4
"""How surely a share is the task's: what some list says, a bound of it (`不足七成`), said of a part of it, as a
rate that the title's words name, without a word, said of progress, said of the whole."""

_SHARE = re.compile(
    r"(?<![\d/.])[1-9]/(?:[2-9]|10)(?![\d/])|"
    r"百分百|\d{1,6}(?:\.\d{1,6})?\s?%|百分之(?:\d{1,6}(?:\.\d{1,6})?|[零〇一二三四五六七八九十百点]{1,9})|"
    r"[一二三四五六七八九十]{1,3}分之[一二三四五六七八九十]{1,3}|(?<![\d.])\d{1,2}(?:\.\d)?\s?成(?:半|[一二三四五六七八九]|[1-9](?!\d))?(?![立功为员本果效品熟都])|"
    r"(?<![\d.])\d{2}(?:多|来|几)?个点(?![位])|"
    r"(?<![建一二三四五六七八九])[一二两三四五六七八九]成(?:半|[一二三四五六七八九](?=[多左吧了呢啦上,。、;:!的\s]|是有|$)|[二三四五六七八九](?![十百千万个家户条处座项台套栋所间亩公里米吨年月日号天周层人名辆口眼批村镇分点种类部只根株片段期次轮场件方金险通]))?(?![立功为员本果效品熟都])|"
    r"(?<=进度)(?:条|目前|现在|大概|已经?|到了?|走到|[为是:])*\d{2}(?=了|左右|$)|(?<![没未])(?<!时间)过半|一多半|多一半|一大半|一半|半数|大半|对半"
)
_LEVEL = re.compile(r"(?:[到达为是]|已经?|才|刚过|接近)\s*(?P<number>\d{2}(?:\.\d{1,2})?)(?:了|左右|多|上下)?$")
_FROM_TO = re.compile(rf"[从由][^,]{{0,6}}?(?:{_SHARE.pattern})[^,率]{{0,6}}[到至成]了?(?=[^,]{{0,6}}$)")
_MIXED_TENTHS = re.compile(r"(\d)成(\d)")
_PROGRESS_AT = re.compile(r"(?<!\d)\d{2}$")
_HALVES = ("过半", "一多半", "多一半", "一大半", "一半", "半数", "大半", "对半")

_LEFT_OVER = shape(r"(?:(?:^|还)[离距]|(?!差不多){remain})的?[^,\d率度]{0,4}$")
_CUT = re.compile(
    "(?:砍|减|降|缩|(?<!至)(?<!最)少|涨|扣|欠|裁|缺|剪|坏|断|[人员户商工队](?:都|也|已经)?跑|(?<!撑)死|黄|烂|停)[掉了去]*$|"
    "[比较][^,]{1,8}(?:多|高|增|快|涨|升|贵|强)[了出]*$"
)
"""What was cut off, lost or grown by so much."""
_FROM_THE_END = re.compile(r"(?:离|距|距离|跟|和|与)$")
_OF_THE_TASK = re.compile(r"(?:完成|占|为|达到?|是)[^,]{0,8}$")
_RATE = re.compile(r"(?P<what>[一-龥]{1,8})(?:率|(?<![进年季月旬])度(?!的))[^率,]{0,5}$")
_SHARE_OF_ELSE = re.compile(r"(?P<what>[一-龥]{0,10})(?:占比|比例|比重)[^,\d]{0,3}$")
_RATE_ROSE = re.compile(r"(?P<what>[一-龥]{1,8})率[^,]*$")
_OWN_RATE = re.compile(r"完成|完工|竣工|办结|办复|销号|交付|建成|进度|序时|执行|推进")
_NO_PROGRESS_RATE = re.compile(
    "满意|合格|覆盖|知晓|普及|开工|达标|优良|增长|到货|到岗|出租|上座|入住|缴费|响应|复购|成活|存活|返岗|复工|检出|抽检|巩固|录取|报到|出勤|参保|入学|毛利|就业|投诉|及格|利用|回收|使用|空置|好评|达产|"
    "负债|调解|支付|有效|平均|巡查|出口|内销|到课|普惠|贡献|转化|参与|支持|中标|在线|完好|资产|通过|准确|效|税|优秀"
)
_SAID_OF_ALL = re.compile(r"(?:总体|整体|总|累计|占)[^,]{0,10}$")
_SAID_OF_PROGRESS = re.compile(
    r"(?:完成|进度|总量|形象|序时|达到?|提到|到|干了|做了|办了|已|才|只有|任务|预算|计划)[^,]{0,8}$"
)
SAID_TO_BE = re.compile("应该?(?:是|为|改[成为])|应当[是为]")
"""A correction (`应该是48%`), and no plan."""
_OF_A_PART = re.compile(r"^\s*的(?!样子|进度|任务|工作|量|工程量|目标|节点)")
_OF_MEANS = re.compile(
    r"(?:资金|款|经费|设备|物资|人员|材料|货|苗木|工人)[^,]{0,3}(?:到账|到位|到货|到岗|进场|"
    r"备齐)[^,]{0,3}$"
)
_BOUND = re.compile("(?:不到|不足)$")
_OF_ITS_PART = re.compile(
    r"(?:目前|现在|已|了|完成|,|\s)*(?P<part>[一-龥]{2,6}?)(?:[已也才就]|完成|达到?|到|了|是|为|大概|约|差不多|干了|做了)*"
)
_NO_PART = re.compile(
    r"进度|目标|计划|预算|指标|[全年]年|年[度初]|占|整体|总体|总的|形象|大概|差不多|任务|工作|项目|工程|目前|现在|已经|今年|全部|今天|本周|本月|截至|累计|应该|顶多|最多|至多|至少|起码|最少|撑死|充其量|也就|勉强|实际|其实|估计|大致|大约|约摸|核[对实]|核下来|准数|"
    r"只有|不过|确切|准确|如今|眼下|截止|[我你您他们]"
)
_ONLY_VERB = shape(r"(?:{whole}|{remain}|完成|累计|实现|达|[还就只])+")
_AMONG = re.compile("其中")
_KIND_AMONG = re.compile(r"(?:[^,]*[和及、])?(?P<kind>[一-龥]{2,8}?)(?<!完成)占(?:到|了|比)?(?:约|大约|近)?")
"""So much of it is of some kind (`上等烟占六成`)."""
_RATED = re.compile(r"(?:成活|存活|发芽|出苗|满意|好评|入住|上座|出租|返岗|到课|检出|空置)[了约有近到大概]*$")
_OF_THOSE = re.compile("占比?(?![^,]*(?:目标|任务|计划|预算|全年|年度|总|应))")
_GROWTH_TASK = re.compile("增[速长幅]|下降|降幅|降低|压减|减少|升幅|上升|提升|提高|同比")

_DENIED = shape(rf"(?:{{not}}(?:完成|达到|到|过)?)[^\d,]{{0,3}}$|{DENIED}|[“\"'‘「《][^”\"'’」》]*$")
_FORMER = re.compile(
    r"(?<![至到止])(?:从|由|上周|上月|上个月|上次|之前|原来)[^,]{0,5}$|(?:往年|去年同期|以往|历年|上年|前年)[^,]{0,7}$|(?:去年|年初)的?$|(?<!年度)(?:目标|任务)(?:是|为|数)?$|"
    rf"{SAID_BEFORE.pattern}|"
    r"时间进度(?:是|为|已|过)*$|时间(?:已经?)?过[^,]{0,3}$|"
    r"(?:兄弟|别的|其他|隔壁|邻近|人家|全[省市国])[^,]{0,8}$"
)
_GROWN = shape(r"{growth}[^,]{0,6}$")
_RISEN_TO = re.compile("(?:提高|提升|上升|增加|增长|涨|升)(?:到|至|为)(?:了|目前|现在|本周|本月)*$")
_PLANNED = shape(
    r"(?:(?!准备了){ahead}|原[定计先本]|(?<!年度)(?<![年按])计划|到(?![上去前昨])[^,]{0,6}[底末前])[^,]{0,9}(?<![是为])$"
)


def find_share(phrases: Sequence[Phrase], asked: Asked, *, corrects: bool) -> Share | None:
    """The share of the task that is done; where the reply corrects itself, the last said."""
    found = find_shares(phrases, asked)
    exact = [share for share in found if share.strength > _BOUNDED]
    if corrects and found:
        return (exact or found)[-1]
    return max(exact or found, key=lambda share: share.strength, default=None)


def find_level(phrases: Sequence[Phrase]) -> Share | None:
    """The level reached of a task measured in %, told without the sign (`利用率到91.5了`)."""
    for phrase in phrases:
        found = _LEVEL.search(phrase.text)
        if found and not _PLANNED.search(phrase.text[: found.start()]):
            start, end = found.span("number")
            return Share(float(found["number"]), phrase.start + start, phrase.start + end, _BARE)
    return None


def is_weak(share: Share) -> bool:
    """A rate of some name, or a share of a part: the task's only where nothing surer is told."""
    return share.strength in (_PART, _NAMED_RATE)


def tells_parts(phrases: Sequence[Phrase], asked: Asked, *, goes_on: bool) -> bool:
    """Shares of several parts of the work and none of the whole (`路基100%，路面30%`), or one part that is finished
    where other work `goes_on`."""
    found = [share for share in find_shares(phrases, asked) if share.strength != _OVERRULED]
    found = [share for share in found if not is_weak(share)] or found
    parts = {part for share in found if (part := _part(phrases, share, asked.title))}
    if not found or len(found) != len(parts):
        return False
    return len({share.value for share in found}) > 1 or (goes_on and found[0].value >= 100)


def _part(phrases: Sequence[Phrase], share: Share, title: str) -> str | None:
    """The part of the work that a share is said of, right before it."""
    phrase = next(one for one in phrases if one.start <= share.start < one.end)
    before = re.split("[、和及]", phrase.text[: share.start - phrase.start])[-1]
    part = _OF_ITS_PART.fullmatch(masked(before, title))
    named = part and not _NO_PART.search(part["part"]) and not _ONLY_VERB.fullmatch(part["part"])
    return part["part"] if part and named else None


def find_shares(phrases: Sequence[Phrase], asked: Asked) -> list[Share]:
    """Every share that may be the task's, in order; where growth is asked for, every rate of it."""
    return [share for index in range(len(phrases)) for share in _shares(phrases, index, asked)]


def _shares(phrases: Sequence[Phrase], index: int, asked: Asked) -> Iterator[Share]:
    phrase = phrases[index]
    for found in _SHARE.finditer(phrase.text):
        before, after = _FROM_TO.sub("到", phrase.text[: found.start()]), phrase.text[found.end() :]
        own = masked(before, asked.title, NAMED)
        grows = asked.unit == "%" and _GROWTH_TASK.search(asked.called)
        if _counts(found[0], asked) or _FROM_THE_END.search(own) or (_CUT.search(own) and not grows):
            continue
        if asked.nature == "growth" and not is_growth(before, after + _behind(phrases, index)):
            continue
        value = _value(found[0])
        strength = _strength(before, after, asked)
        taken_back = not after and index + 1 < len(phrases) and TAKEN_BACK.search(phrases[index + 1].text)
        if value is None or not strength or taken_back or _is_among(phrases, index, before):
            continue
        left = _LEFT_OVER.search(before) is not None
        bare = _PROGRESS_AT.search(found[0])
        start, end = phrase.start + found.start() + (bare.start() if bare else 0), phrase.start + found.end()
        if asked.nature == "growth":
            value *= sign_of(before, asked.called)
        yield Share(100 - value if left else value, start, end, _OWN if left else strength)


def _behind(phrases: Sequence[Phrase], index: int) -> str:
    """The words that go on behind a phrase without a stop."""
    return "" if phrases[index].closes or index + 1 == len(phrases) else phrases[index + 1].text


def _counts(words: str, asked: Asked) -> bool:
    """`9/15` counts what was asked for; `3/4` of 260 is a share."""
    return "/" in words and asked.unit is not None and asked.target in (None, float(words.split("/")[1]))


def _value(words: str) -> float | None:
    if words in _HALVES:
        return 50.0
    if "/" in words:
        part, whole = words.split("/")
        return round(100 * int(part) / int(whole), 6)
    if tenths := _MIXED_TENTHS.fullmatch(words):
        return 10.0 * int(tenths[1]) + int(tenths[2])
    if words.endswith("个点"):
        return float(words[:2])
    if bare := _PROGRESS_AT.search(words):
        return float(bare[0])
    share = parse_share(words.replace(" ", "").replace("两", "二"))
    rough = share is not None and "分之" in words and "百分之" not in words  # 三分之一 is told in whole percents
    return round(share) if rough and share is not None else share


def _is_among(phrases: Sequence[Phrase], index: int, before: str) -> bool:
    """A share of some of them (`其中工业投资41.2亿元，占比52.4%`)."""
    if _AMONG.search(before):
        return not _SAID_OF_ALL.search(re.sub("占比?", "", before))
    told = _SAID_OF_ALL.search(_OF_THOSE.sub("", before)) or _OWN_RATE.search(before) or _RATE.search(before)
    return bool(index and _AMONG.search(phrases[index - 1].text) and not told)


def _strength(before: str, after: str, asked: Asked) -> float:
    """How surely the share between these words is the task's own; 0 where it is not."""
    level, rate = asked.unit == "%", _RATE.search(before)
    own_rate = rate and (_OWN_RATE.search(rate["what"]) or set(rate["what"][-3:]) & set(asked.called))
    of_task = _OF_THE_TASK.search(before)
    if _DENIED.search(before) or TAKEN_BACK.search(after) or (level and _LEFT_OVER.search(before)):
        return 0
    if _of_something_else(before, asked):
        return 0
    if rate and not own_rate:
        return 0 if _NO_PROGRESS_RATE.search(rate["what"]) else _PART
    if _OF_MEANS.search(masked(before, asked.called)):
        return 0
    planned = _PLANNED.search(without_compounds(SAID_TO_BE.sub("是", masked(before, asked.title, NAMED))))
    former = _FORMER.search(before)
    if (former and not (of_task and not former[0].startswith(("从", "由")))) or (
        planned and not (of_task and of_task.start() < planned.start())
    ):
        return 0
    grown = _GROWN.search(_RISEN_TO.sub("到", before))
    if grown and not rate and not (level and _GROWTH_TASK.search(asked.called)):
        return _PART if level else 0
    if WRITTEN_ELSEWHERE.search(before):
        return _OVERRULED
    if _BOUND.search(before):
        return _BOUNDED
    if _OF_A_PART.search(after) and not level:
        return _PART
    if rate and not _OWN_RATE.search(rate["what"]) and not _SAID_OF_ALL.search(before):
        return _NAMED_RATE
    return _OVERALL if _SAID_OF_ALL.search(before) else _OWN if rate or _SAID_OF_PROGRESS.search(before) else _BARE


def _of_something_else(before: str, asked: Asked) -> bool:
    """The share of some kind among others (`上等烟比例71%`), or a rate that is no progress of this work.

    A bare 占比 is the task's where figures of it are asked for."""
    if (kind := _KIND_AMONG.fullmatch(masked(before, asked.called))) and not _NO_PART.search(kind["kind"]):
        return True
    if _RATED.search(masked(before, asked.called)):
        return True
    if (share := _SHARE_OF_ELSE.search(before)) and not _OWN_RATE.search(share["what"]):
        return bool(share["what"]) or asked.target is None
    rate = _RATE.search(before) or (_RATE_ROSE.search(before) if _RISEN_TO.search(before) else None)
    other = _NO_PROGRESS_RATE.search(rate["what"]) if rate else None
    return bool(other and other[0] not in asked.called)
