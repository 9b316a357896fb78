"""A reply without what tells nothing: greetings and courtesies around it, fillers of speech, spaces beside figures.

What is left is read; a quote is cut from the reply as it was written, from its first character to its last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.text import normalise
from bot.language.units import UNIT
from bot.replies.tasks.titles import pairs_of

_PERSON = (
    r"(?:领导|主任|书记|局长|科长|处长|县长|区长|市长|镇长|股长|站长|主席|秘书长?|老师|督[查办](?:室|组|科)|政府办|[县市区]府办|"
    r"同志|同事|各位|大家)"
)
_GOOD = r"(?:[您你]好|(?:上午|中午|下午|早上|晚上|早|晚)好)"
_ADDRESS = (
    rf"(?:尊敬的)?(?:各位)?(?![找问让请由归交是联给跟和叫转]|收到|知道|明白|了解|遵命|晓得)[一-龥]{{0,2}}{_PERSON}(?:的?(?:领导|同志|老师|同事))?们?(?:{_GOOD}|好)?[!,:。\s~]+|"
    r"(?![一二两三四五六七八九十几全])[一-龥]?[哥姐总科局处主][,:!]+|"
    rf"(?:{_GOOD}|[您你]们好|打扰(?:一下|您|了)*)[啊呀哈]?[,:!。~]+"
)
"""Who is spoken to (`王主任您好，`)."""
_OFFICE = r"[一-龥]{1,10}?(?:局|委|办|镇|乡|街道|公司|中心|院|校|所|站|科|厅|集团|单位)"
_MYSELF = (
    rf"(?:我|俺|这里|这边)(?:这边|这里)?是(?![新刚没不觉说想在负管])(?:{_OFFICE}的?)?[一-龥]{{0,4}}[啊呀哈]?[,:!。]+|"
    rf"@(?:{_PERSON}|督[查办][室科组])\s+|{_OFFICE}[一-龥]{{0,3}}(?:回复|汇报|报告|反馈|答复):+|(?:回复|报告|报|呈|致)(?:{_PERSON})?:+"
)
_HEADING = (
    r"(?:现|兹)?(?:就|将|把|按照?|根据|关于|对于|针对)[^,。;:!?\d]{0,16},?[^,。;:!?\d]{0,8}(?:汇报|报告|回复|反馈|说明|答复)(?:如下|一下)[,:。]+|"
    r"(?:按照?|根据)(?:[您你]|领导|通知|督查室|贵[室办])?的?(?:要求|通知|安排)(?:报|汇报|回复)?(?:一下|下)?,|"
    r"(?:关于|针对)贵?[^,。;:!?\d]{0,4}(?:督办|交办|通报|来函|催办)的?(?:事项|任务|工作|问题)[,:]+"
)
_REPORTS = (
    r"(?:现|兹|特|我)?(?:[向跟给](?:您|领导))?(?:简单|简要)?(?:汇报|报告|回复|反馈|回报|说明|答复|报|说|讲)(?:如下|一下|下)[哈啊吧]?[:,。]+|"
    r"(?:[向跟](?:您|领导))(?:汇报|报告)[:,。]+|"
    r"(?:最新|本周|本月|目前|当前|工作|近期)?(?:进展|进度|情况)(?:情况|说明|汇报|报告|反馈)?(?:如下)?:+|情况是这样的?[,:。]+"
)
_EXCUSE = (
    r"(?:不好意思|抱歉|对不起|见谅)[啊哈]?(?:领导|主任)?[,。!~\s]*(?:(?:才|刚刚?)(?:看到|看见|回来|开完会|忙完|散会)(?:消息|信息|微信)?了?|"
    r"(?:回复?|报|答)[得的]?[晚迟慢]了?)?[点些]?了?[,。!~]+|"
    r"(?:才|刚刚?)(?:看到|看见|开完会|忙完|散会|下会)(?:消息|信息|微信|通知)?了?[,。!~]+|让?(?:您|领导)?久等了[,。!~]+"
)
_FILLER = (
    r"(?:嗯+|呃+|唔+|[哦噢喔]+(?!不)|喂+|唉+|哎+呀?|诶|欸)(?:(?=[一-龥\w👌👍])|[,.。!~…\s]+)|(?:[啊哈害嗐额咳]|哎哟)[,…~]+|"
    r"(?:其实|反正|就是说|说实话|老实说|实话说|实话实说|说真的|坦白说|讲真|怎么说呢?|是这样的?(?=[,:])|那啥|这么说吧|"
    r"总的来[说讲]|总体来[说看]|总之|[跟和]您说|不瞒您说|应该说|可以说|话说|当然|然后|那么(?![多大长远])|"
    r"[那这]个(?![月周季]|星期|礼拜|假期))[吧哈啊呢嘛]*(?:[,:]+|(?=[一-龥\w👌👍]))|"
    r"(?:就|从)?(?:目前|现在|眼下)(?:情况)?来[看说讲],|"
    r"(?:我们|我|咱们?)这[边里儿](?![的是都也说问管])[呢啊]?(?:的话)?,?|(?<=现在|目前)[呢啊嘛],+"
)
_OPENING = re.compile(rf"(?:\s|{_ADDRESS}|{_MYSELF}|{_EXCUSE}|{_REPORTS}|{_HEADING}|{_FILLER})+")
_OPENING_WITHOUT_HEADING = re.compile(rf"(?:\s|{_ADDRESS}|{_MYSELF}|{_EXCUSE}|{_REPORTS}|{_FILLER})+")
"""Where the heading names one of several tasks."""
_FILLED = re.compile(rf"(?<=[,。;!?\n])\s*(?P<filler>(?:{_FILLER})+)|(?<=现在|目前)(?P<drawn>[呢啊嘛],+)")
_DRAWL = re.compile(r"(?<=[一-龥%\d])(?<![哈呵])(?:[啊呀哦喔哈呐哟嘞哒噢]+|(?<=[了过])吧)(?=[,.。;:!~…\s、]|$)")
_THANKS = (
    r"(?:谢谢|感谢|多谢)(?:各位)?(?:领导|主任|您|大家|督查室|书记|局长)?的?(?:关心|支持|理解|指导|督促|提醒|关注|厚爱|帮助)?|"
    r"(?:您|领导|大家)?(?:辛苦|费心|受累|麻烦|劳驾|打扰)(?:您|你|领导|大家)?了|我们[会将](?:继续|再接再厉)[^,。]{0,4}"
)
_AT_YOUR_SERVICE = (
    r"(?:特此|以上)[,]?(?:特此)?(?:汇报|报告|说明|回复|反馈)?(?:完毕)?|(?:汇报|报告|回复)完毕|此复|over|"
    r"(?:以上,?)?(?:请|敬请|恳请|望|还望|烦请)(?:各位)?(?:领导|主任|您|督查室|贵[室办])?"
    r"(?:审阅|知悉|查收|批示|指示|指正|批评指正|阅示|审示|放心|知晓|多?谅解|多?理解|见谅|多包涵|过目)|"
    r"[就先](?:是)?(?:这些|这样|这个|这么个?)(?:情况|样子|回事)?[了吧哈]?"
)
_MORE_TO_COME = (
    r"(?:后续|后期|后面)?有(?:新|最新)?(?:情况|进展|消息|变化)(?:我们?)?会?(?:再|及时|随时|第一时间)(?:[向跟给]?(?:您|领导))?"
    r"(?:汇报|报告|反馈|沟通|联系|上报)|没(?:其他|别的)了|其[他它]没了"
)
_CLOSING = re.compile(
    rf"(?:[,。;!\s~…]+(?:{_AT_YOUR_SERVICE}|{_MORE_TO_COME}|{_THANKS})|(?:谢谢|多谢)(?:提醒|关心|支持)?|请(?:您|领导)?放心|(?<=了)就(?:是)?(?:这些|这样|这个|这么个?)(?:情况|样子|回事)[了吧哈]?)[,。!~…\s]*$"
)
_SIGNATURE = (
    r"(?:(?![的在正已还没未不要找等让请需缺卡被给跟去来过了是归由就都也和与向报催问靠待交])[一-龥]){1,10}?"
    r"(?:局|委|办|镇|乡|街道|公司|中心|院|校|所|站|科|厅|集团|单位)(?:(?![协支帮出解批审答回沟对配联汇处办给负牵管])[一-龥]{2,3})?"
)
"""Who writes, by his office (and name), and no statement that ends with one (`缺口找财政局协调`)."""
_SIGNED = re.compile(
    rf"(?<=[。\n!])\s*(?:{_SIGNATURE}|(?:报告|填报|联系|经办|汇报)人[:是]?[一-龥]{{2,4}}[,\s]*"
    r"(?:(?:联系)?(?:电话|手机)[:是]?\s*[\d-]{7,13})?)[。\s]*$"
)
_BEFORE_TITLE = re.compile('(?:关于|[《【“"])+')
_AFTER_TITLE = re.compile(
    r"[》】”\"]|(?:项目|工程|工作|任务|一?事|[那这](?:个事|事|块|边|项工作|个项目))?的?"
    r"(?:进展|进度|情况)?(?:目前)?[》】]?[:,。 ]+"
)
_FACES = "🙏😊😀😁😄🙂☺🌹😅😂"
_ADORNED = re.compile(
    rf"(?:[{_FACES}~…!\s\ufe0f]|\[(?:抱拳|合十|玫瑰|微笑|愉快|呲牙|憨笑|害羞|偷笑|捂脸|可怜|咖啡|太阳|鲜花)\])+$"
)
_ADORNED_HEAD = re.compile(r"(?:[🙏😊🌹🙂]|\[[一-龥]{2}\])+\s*(?=[一-龥\d])")
_SPACED = re.compile(
    rf"(?P<before>(?<=[一-龥:]) +)?(?P<number>\d+(?:\.\d+)?)(?P<after> *)"
    rf"(?=%|[年月日号天周多余来成千百]|左右|上下|了?(?:[,。;!]|$)|个[月点百工星礼]|{UNIT})"
)
_A_DATE_OR_SHARE = tuple("%年月日号")
_TELLING = re.compile(rf"[^\s,.。;:!?~…、()\[\]{_FACES}\ufe0f\u2060]")
_POLITE_ROUNDS = 4

_LATIN_REST = re.compile(r"[A-Za-z]+(?: [a-z]+)*|(?<=[a-z]) [a-z]+(?: [a-z]+)*")


@dataclass(frozen=True, slots=True)
class Gist:
    """What is left of a reply, and where each of its characters stands in the reply as it was written."""

    written: str
    text: str
    places: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """The written words between two offsets of the gist; words in Latin letters, which mean fewer characters than
        they have, to their end."""
        if start >= end:
            return ""
        stop = self.places[end - 1] + 1
        latin = _LATIN_REST.match(self.written, stop - 1)
        return self.written[self.places[start] : latin.end() if latin else stop]


def gist_of(written: str, titles: Sequence[str]) -> Gist:
    """The gist of a reply to a question about the tasks of these titles; one that holds nothing else is kept."""
    plain = normalise(written)
    start, end = _body(plain, titles)
    left = set(range(start, end))
    for begin, stop in (*_fillers(plain, start, end), *_loose_spaces(plain, len(titles))):
        left.difference_update(range(begin, stop))
    if not any(_TELLING.match(plain[place]) for place in left):
        left = set(range(len(written)))
    places = tuple(sorted(left))
    return Gist(written, "".join(written[place] for place in places), places)


def _body(plain: str, titles: Sequence[str]) -> tuple[int, int]:
    """Where the reply proper begins and ends."""
    opening = _OPENING.match(plain)
    if opening and len(titles) > 1 and any(pair in opening[0] for title in titles for pair in pairs_of(title)):
        opening = _OPENING_WITHOUT_HEADING.match(plain)
    start = opening.end() if opening else 0
    if len(titles) == 1:
        start = _behind_title(plain, start, titles[0])
    if adorned := _ADORNED_HEAD.match(plain, start):
        start = adorned.end()
    end = len(plain)
    for _ in range(_POLITE_ROUNDS):
        found = next(filter(None, (one.search(plain, start, end) for one in (_ADORNED, _SIGNED, _CLOSING))), None)
        if found is None or not _TELLING.search(plain, start, found.start()):
            break
        if found.re is _SIGNED and any(pair in found[0] for title in titles for pair in pairs_of(title)):
            break
        end = found.start()
    return (start, end) if _TELLING.search(plain, start, end) else (0, len(plain))


def _behind_title(plain: str, start: int, title: str) -> int:
    """Behind the title of the only task where it stands before the rest as a label (`物流园建设这块，…`)."""
    begin = _BEFORE_TITLE.match(plain, start)
    at = begin.end() if begin else start
    label = _AFTER_TITLE.match(plain, at + len(title)) if plain.startswith(normalise(title), at) else None
    return label.end() if label else start


def _fillers(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _FILLED.finditer(plain, start, end):
        yield found.span(found.lastgroup or 0)
    for found in _DRAWL.finditer(plain, start, end):
        yield found.span()


def _loose_spaces(plain: str, tasks: int) -> Iterator[tuple[int, int]]:
    """Spaces around a figure with its unit (`完成 3 个`), as some keyboards set them; a small number in a reply to
    several tasks may be that of one of them."""
    for found in _SPACED.finditer(plain):
        behind = plain[found.end() : found.end() + 1]
        label = tasks > 1 and float(found["number"]) <= tasks and behind not in _A_DATE_OR_SHARE
        spaced = found["after"] or behind in ("%", "", *",。;!")
        if spaced and not label:
            yield found.span("after")
            yield found.span("before")
