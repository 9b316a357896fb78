"""How a task stands, from the words of each phrase: done as a whole, under way, not begun, slipping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.relative import Clock, find_moments
from bot.model import Asked
from bot.replies.lexicon import shape
from bot.replies.passages import Phrase
from bot.replies.titles import masked, without_title


@dataclass(frozen=True, slots=True)
class Signs:
    """What the phrases say of a task's standing, each with the words that say it ("" where nothing does)."""

    done: str = ""
    partly: str = ""
    going: str = ""
    unfinished: str = ""
    unbegun: str = ""
    to_begin: str = ""
    slip: str = ""


_FINE = shape(r"{fine}|不是没(?:完成|推进|动|做|办|有)|没有?不")
_SLIP = shape(
    r"{slip}|[比较][^,]{0,8}(?:慢|晚|低|差)|(?:慢|晚|低)[了\d]|[^快]慢(?:了|$)|^慢(?!慢)|(?:滞|拖)后|"
    r"拖[^,]{0,4}(?:天|周|月|进度)|只能(?:放|拖|推|延)到"
)
_UNBEGUN = shape(
    r"{not}(?:一[个家项处座条户所件]|[一-龥]{0,3}真正|[一-龥]{0,2}实质性?)?[^,\d]{0,3}{begin}|"
    r"(?:一[个家项处座条户所件])(?:都|也)?(?:没|未|没有)|{not}(?:有)?一[个家项处座条户所件]|"
    r"(?:零进展|没进展|没有进展|没什么进展|没啥进展|没多少进展|没进度|没眉目|没到时候|没到时间|时间[未没]到|未到节点|(?:没有?|还没|未)(?:推进|进行)$|毫无进展|没动静|原地踏步|纹丝未动|没动|未动)"
)
_TO_BEGIN = shape(
    r"(?:拟|计划|准备|打算|将|预计|下[周月]|[\d一二三四五六七八九十]+月[^,]{0,4})~(?:启动|开工|动工|开始|"
    r"开展|进场|招标|立项|实施)"
)
_UNFINISHED = shape(
    r"^[×✗✘❌]$|(?:还没|尚未|还未|仍未|没有?|未)[一-龥]{1,3}(?:呢|$)|{not}[^,\d]{0,6}?(?:{whole}|"
    r"[一-龥]{1,2}[完好成到])|{remain}|还[要得需](?!是)|差一点|差点|还早|没完"
)
_GOING = shape(
    r"{going}|在[一-龥]{1,3}(?:中|着)|[一-龥]{1,2}着呢|已(?:经)?[^,]{0,4}{begin}|{begin}了|刚~{begin}|"
    r"(?:待|等)[^,]{1,12}后|^(?:还在|正在)?等|[还仍尚]在[一-龥]{2,}|[一二三四五六七八九]{2}成|到第[一-龥\d]{1,3}|(?<![现所存实])在(?![一-龥]?(?:建成|线))[一-龥]{1,2}(?:$|了|"
    r",)|快[一-龥]?完|[一-龥]了[一-龥]"
)
_WHOLE = shape(
    r"{whole}|[√✓✔✅☑]|[一-龥]完(?:了|啦|$)|[弄办搞做建修装铺谈贴写备整]好|[一-龥](?:上|齐|光|妥|到)了$|"
    r"(?<=[都均全])(?!收到|知道|明白|看到)(?:已经?)?[一-龥]{1,2}了$|"
    r"(?<=已)[交报批办送结清改换搬拆修装付签开](?:了|$)|(?<=已经)[交报批办送结清改换搬拆修装付签开](?:了|"
    r"$)|(?<=全部)(?:已经?)?[一-龥]{2}了?$"
)
_NO_EVENT = re.compile(r"^(?:不|率|比例|进度|情况|时限|时间|时|后|前|阶段|的|度|量|目标|任务的|投资|过半)")
_FUTURE = shape(
    r"{plan}|[底内前]$|确保|完全|争|基本|差不多|快|接近|即将|大部分|大体|初步|就要|再|多数|主要|的话|才|"
    r"后再|待|等|一旦|如果|若|否则"
)
_FILLER = re.compile(
    r"已经|已|都|均|全部|全都|全面|全|早就|早已|早|顺利|圆满|正式|本|该|这个|那个|这|那|项目|工作|任务|"
    r"工程|活动|目前|现在|也|了|如期|提前|按时|按期|超额|我们|今天|上午|下午|昨天|整体|所有|活儿?|"
    r"事情?|东西|刚刚|刚|于|通过|这块|的|是|那边|上周|上月|昨天|今年|一次性|组织|五方|取得|并|且|和|使用|"
    r"位|啊|呢|吧|哦|\u2060|[\s,、“”\"]|(?:去年|今年|本月|上月)?\d{1,2}月(?:\d{1,2}日|底|初|[上中下]旬)?|"
    r"\d{1,2}[日号]|仪式|合格|年度|全年|指标|数|人家|领导|省厅?|市厅?|省级|市级|主管部门|按要求|率先|成功|"
    r"统一|各项|相关|专家|评审|到位|实施|约?(?:\d+(?:\.\d+)?|"
    r"[一二两三四五六七八九十百千万]+)[万亿]?[一-龥]{1,3}(?=$|全|都|均|已)"
)
_PLEDGE = shape(
    r"会(?=[一-龥]{0,4}(?:推进|完成|落实|加快|抓))|全力|努力|尽力|确保|将|保证|一定会|力争|坚决|进一步|切实"
)
_ASPECT = re.compile(r"已[一-龥]|(?<![说催烦错群谢苦死])了(?:$|[一-龥\d])|[一-龥](?:着|上|好)$|[^能前]完$|每[天晚日周]")
_PERSONAL = re.compile("[我你您]|天气|吃饭|几点|食堂|烦|群")
_PARTS = (
    "主体",
    "招标",
    "图纸",
    "基础",
    "材料",
    "设备",
    "资金",
    "手续",
    "前期",
    "土建",
    "外墙",
    "征地",
    "方案",
    "合同",
    "场地",
    "管道",
    "土方",
    "桩基",
    "钢构",
)
_SUFFIXES = frozenset("子儿们些边个块头家面")
_DONE_MARK = re.compile(r"已|早就|了(?:$|,)")
_EMPTY = re.compile(
    r"怎么|为什么|为啥|谁|(?<!没)什么|啥时候|吗$|[咋哪几][^,]*呢$|高度重视|压实责任|安排部署|专题(?:会|研究|部署)|提高站位|"
    r"层层|狠抓|加强领导|组织领导|迅速行动|认真贯彻|思想认识|政治站位|强力|"
    r"(?:领导|主任|局长|书记|老师|新年|节日|大家|上午|下午|早上|各位|年|您|你)好$|快乐|请.{0,6}放心|"
    r"请.{0,2}(?:审阅|批示|知悉)"
)
_EVENT = shape(r"{begin}")
_IS_HANDING_IN = re.compile("申报|报送|上报|填报|报批|报备|呈报")
_HANDED_IN = re.compile(
    r"(?<=已)(?:正式)?(?:上报|申报|报送|提交|递交|呈报|报)(?:至|到|给)?[省市县区国]?[一-龥]{0,6}[局委厅办部室府院]?$"
)
_AGAIN = re.compile("又")
_ALL_OF_IT = re.compile("全部")


def find_signs(phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Signs:
    """The first words of each kind that the phrases say."""
    said: dict[str, str] = {}
    for phrase in phrases:
        for kind, words in _signs(phrase.text, asked, _lies_ahead(phrase.text, clock)):
            said.setdefault(kind, words)
    return Signs(**said)


def _told(text: str) -> re.Match[str] | None:
    """Something that has happened, by its aspect alone (`花摆上了`); talk about people and the hour is none."""
    return None if _PERSONAL.search(text) else _ASPECT.search(text)


def _lies_ahead(text: str, clock: Clock) -> bool:
    """A day to come is named and nothing says that it is done."""
    if _DONE_MARK.search(text):
        return False
    days = (found.values[0] for found in find_moments(text, clock))
    return any(said.last is not None and said.last > clock.today and not said.vague for said in days)


def _signs(text: str, asked: Asked, future: bool) -> list[tuple[str, str]]:
    """Negative and guarded forms first: what they take is not read again as the plain word."""
    if _EMPTY.search(text):
        return []
    if fine := _FINE.search(text):
        over = None if future else _finished(text[: fine.start()], asked)
        return [("done", fine[0])] if "没完成" in fine[0] else [over or ("going", fine[0])]
    signs = []
    rest = text
    for kind, sign in (("unbegun", _UNBEGUN), ("slip", _SLIP), ("unfinished", _UNFINISHED), ("to_begin", _TO_BEGIN)):
        if found := sign.search(rest):
            signs.append((kind, found[0]))
            rest = rest[: found.start()] + "," + rest[found.end() :]
    done = None if future else _finished(rest, asked)
    if done:
        signs.append(done)
    elif not _PLEDGE.search(rest) and (going := _GOING.search(rest)):
        signs.append(("going", going[0]))
    elif not future and not _PLEDGE.search(rest) and (told := _told(rest)):
        signs.append(("partly", told[0]))
    return signs


def _finished(text: str, asked: Asked) -> tuple[str, str] | None:
    """The task as a whole, or a part of it (`主体已封顶`, `完成招标`): what is left of the phrase tells."""
    for found in (*_WHOLE.finditer(text), *_events(text, asked.title)):
        before, after = text[: found.start()], text[found.end() :]
        ahead = "已" not in before and _FUTURE.search(masked(before, asked.title))
        if not ahead and not _NO_EVENT.match(after):
            return ("done" if _is_whole(before, after, asked.title) else "partly"), found[0]
    return None


def _events(text: str, title: str) -> Iterator[re.Match[str]]:
    """Where the task is itself an event (开工) or a handing in (申报), that it has happened."""
    yield from (one for one in _EVENT.finditer(text) if one[0] in title)
    if _IS_HANDING_IN.search(title):
        yield from _HANDED_IN.finditer(text)


def _is_whole(before: str, after: str, title: str) -> bool:
    """Nothing but the title and filling words stands around the verb, or all of a short subject is meant."""
    left = _FILLER.sub("", without_title(before, title))
    right = _FILLER.sub("", without_title(_WHOLE.sub("", after), title))
    if _AGAIN.search(before) or len(right) > 1:
        return False
    all_of_it = _ALL_OF_IT.search(before) and len(left) <= 2 and left not in _PARTS
    return len(left) <= 1 or set(left) <= _SUFFIXES | set(title) or bool(all_of_it)
