"""Words of a task's title in a reply: whole (`物流园`), or cut down to some characters (`数改` for 数字化车间改造)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from bot.language.numbers import parse_number
from bot.model import Asked

_EVERYWHERE = (
    "项目", "工作", "任务", "建设", "工程", "完成", "改造", "整治", "推进", "管理", "活动", "企业", "提升", "问题",
    "整改", "以上", "全市", "全区", "全县", "年度", "组织", "单位", "专项", "重点", "情况", "进度", "资金", "材料",
    "部门", "领导", "园区", "土地", "新增", "累计", "亿元", "万元", "时间", "目前", "筹备", "准备", "落实", "报告",
    "方案", "用地", "公路", "道路", "一期", "二期", "三期", "今年", "季度", "上半年", "下半年", "开工", "签约",
    "竣工", "验收", "交付",
    "投资",
)  # fmt: skip
_NO_HEAD = (
    "全区", "全县", "全市", "全省", "目前", "截至", "今年", "本月", "现已", "已经", "正在", "计划", "预计", "其中",
    "另有", "同时", "另外", "还有", "剩余", "剩下", "其余", "其他", "报告", "工作", "项目", "请示", "恳请", "希望",
    "需要", "主要", "因为", "由于", "下步", "下一", "力争", "争取", "确保", "完成", "累计", "已完", "区政", "县委",
    "县政", "市政", "我区", "我县", "我们", "领导", "书记", "主任", "总投", "资金", "材料", "企业", "施工", "进度",
    "土地", "现场", "整改", "上级", "按计", "基本", "正常", "收到", "没有", "大概", "估计", "应该", "可能", "以上",
    "最近", "上周", "下周", "本周", "各部", "各单", "街道", "新增", "开工",
)  # fmt: skip
_FILLER = frozenset("的了在是一不和与及或把被由从对于为之其这那有也又还都就已未没年月日个项处第")
_FESTIVAL_DAY = re.compile("(?:春节|元旦|国庆|中秋|端午|清明|五一|十一|元宵|除夕|年底|年前|节|汛期|[一-龥]节)+")
_AS_A_DATE = re.compile("(?:之|以)?[前后]|期间|假期|那天|当天")
_TIME = re.compile(r"\d{4}年[底初度]?|[春秋冬夏]?[节年汛季月假][前后中底初末内]|[上下]半年|[一二三四]季度")
"""Such words of a title date what is told wherever they stand (`春节前弄好` names no 节前优化)."""
_STAGE = re.compile("[一二三四五六七八九十东西南北][期标段区]段?")
_LETTER = re.compile("[a-z](?![a-z0-9])")
_ONE_STANDS = re.compile(
    r"[一-龥](?:(?:也|都|还|全|就)*[没未](?:动|开|弄|搞|做|干|完|好|铺|修|装|挖|建|拆|刷)|(?:也|都|还|正)?在[装修铺建挖拆做弄搞干刷改布贴砌吊挂焊填补办谈写编"
    r"审核查验测画搭栽种收割运清洗喷浇打钻排调试印订选评盖搬换架]|"
    r"快[完好]|(?:也|都|全|已经?)?(?:好|完|通|成|齐|铺完|修好|装完|拆完|建好|弄完|干完)了)(?=[,。;、\s]|$)"
)
"""A title called by one of its characters, and how it stands (`坡没动`)."""
_WITH = re.compile("[和及与跟、](?=[一-龥])")
_LINK = re.compile("(?:的|那边?的?|那个|这个|这边的?)(?=[一-龥])")
_SO_MANY = re.compile(
    "(?:的|这|那)?(?P<count>[两二三四五])(?:个|项|处|座|条)(?:项目|工程|标段|片区|点|村|镇)?(?=[都均全各也]|分别|一起)"
)
_OF_BOTH = re.compile(r"[一二两三四五六]?(?:个|项)?(?:工作|任务)?(?:[都均全各]|分别|一起|一并)")
"""Behind several titles in a row, that they are meant together (`幕墙电梯两个都…`)."""
_COUNTED = re.compile(r"(?:已|了|已完成|完成|[一-龥]{1,2}了)?\s*\d|[一-龥]了[一二三四五六七八九十百千万两]{2}")
_OFFICE = re.compile(r"中心|局|科(?![技普研])|股(?![份权])|办公室|办(?![结理完好了证案事成])|公司")
_NOUNS = (
    "车船路桥房楼厂馆站渠坝堤塘井树苗灯牌网库林茶果墙棚闸泵管沟河湖港岛山坡石砂煤油气药粮菜猪牛羊鱼虾蟹蚕桑棉竹草稻麦豆瓜酒"
    "糖盐纸碑塔亭门窗梯柱梁桩杆线缆箱柜炉罐池槽阀秤椅桌球场厅院村镇街巷矿窑洞隧坟庙祠寺桶厕板砖瓦漆膜码田土地岸滩章证卡票旗"
    "赛展课班戏书画室袋"
)
_NOUN = re.compile(
    rf"[{_NOUNS}](?=[已都也还全刚正在没未要得等慢快卡停拖因完好明后今下由请只才就这那、和跟的说不到年月过以外我呢:(\d%,;。\s]|$|"
    r"[一-龥][完好齐上下到通]?(?:了|着)|[\d一二三四五六七八九十]{1,3}(?:[月号成%]|$)|(?:质|施|停|复|开)工|安装|未|过半)"
)
"""The one character that a thing is called by (`车也到了`, `桥要拖一个月`)."""
_THING = re.compile(
    rf"[{_NOUNS}][一-龥](?=(?:也|都|还|全|已经?|正)*(?:[在没未]|[今明后]天|[\d一二三四五六七八九]+(?:%|成)|[一-龥]{{1,2}}[完好齐上下到]?了|"
    r"(?:安装|施工|验收|改造|修)?[完好]))"
)
_NO_HAN = re.compile("[^一-龥]")
_HAN = re.compile("[一-龥a-z0-9]")
NAMED = 3
"""So many characters of a title in a row name the task, and tell nothing of it."""
_WRITTEN_OUT = 5
"""So many characters of a title in a row are no chance."""


class Titles:
    """The titles asked about, searched for what is theirs alone."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._titles = {task.no: task.title.lower() for task in asked}
        self._known: dict[tuple[str, int], dict[int, int]] = {}

    @cached_property
    def _own(self) -> dict[int, frozenset[str]]:
        """For each task the pairs of characters that no other title has."""
        pairs = {no: pairs_of(title) for no, title in self._titles.items()}
        return {
            no: mine - frozenset().union(*(p for other, p in pairs.items() if other != no))
            for no, mine in pairs.items()
        }

    @property
    def count(self) -> int:
        """How many tasks were asked about."""
        return len(self._titles)

    def at_head(self, text: str, start: int) -> tuple[int, int] | None:
        """The task whose title a clause opens with, and where its words end."""
        if (
            text[start : start + 2] in _NO_HEAD
            and not _COUNTED.match(text, start + 2)
            and not any(
                text[start : start + 3] in title for title in self._titles.values() if text[start + 2 : start + 3]
            )
        ):
            return None
        runs = self._runs(text, start)
        best = max(runs, key=lambda no: runs[no])
        longest = runs[best]
        words = text[start : start + longest]
        if _FESTIVAL_DAY.fullmatch(words) and _AS_A_DATE.match(text, start + longest):
            return None
        if (
            longest >= 2
            and list(runs.values()).count(longest) == 1
            and (
                len(_NO_HAN.sub("", words)) > NAMED or self._telling(best, words, _COUNTED.match(text, start + longest))
            )
        ):
            return best, start + longest
        tied = [no for no, run in runs.items() if run == longest] if longest >= 2 else []
        return (self._told_apart(tied, text, start + longest) if len(tied) > 1 else None) or self._shortened(
            text, start
        )

    def _told_apart(self, tied: Sequence[int], text: str, start: int) -> tuple[int, int] | None:
        """Of tasks whose titles open alike, the one whose own word follows (`蒸汽二标段`, `城东那个医院`)."""
        if link := _LINK.match(text, start):
            start = link.end()
        runs = {no: self._run(no, text, start) for no in tied}
        best = max(runs, key=lambda no: runs[no])
        words = text[start : start + runs[best]]
        alone = len(words) >= 2 and list(runs.values()).count(len(words)) == 1
        return (best, start + len(words)) if alone and _parts_them(words) else None

    def alike(self, text: str, start: int) -> tuple[tuple[int, ...], int] | None:
        """The tasks that share the words a clause opens with, where it tells of just as many (`学校两个都在打桩`)."""
        runs = self._runs(text, start)
        longest = max(runs.values())
        fits = tuple(no for no, run in runs.items() if run == longest)
        found = _SO_MANY.match(text, start + longest) if longest >= 2 and len(fits) > 1 else None
        return (fits, found.end()) if found and parse_number(found["count"]) == len(fits) else None

    def by_a_thing(self, text: str, start: int) -> tuple[int, int] | None:
        """The only task with the thing that a clause opens with, in a word that no title has (`展板` of 党史展陈)."""
        found = _THING.match(text, start)
        fits = [no for no, title in self._titles.items() if found[0][0] in title] if found else []
        return (fits[0], start + 2) if len(fits) == 1 else None

    def in_a_row(self, text: str, no: int, end: int) -> tuple[tuple[int, ...], int]:
        """The tasks whose titles follow that of `no`, ending at `end`, without a mark where they are spoken of
        together, and where they end; none where it stands alone."""
        tasks = [no]
        while (also := self.at_head(text, end)) and also[1] - end > 1 and also[0] not in tasks:
            tasks.append(also[0])
            end = also[1]
        return (tuple(tasks), end) if len(tasks) > 1 and _OF_BOTH.match(text, end) else ((), end)

    def in_full(self, text: str) -> Iterator[tuple[int, int, int]]:
        """(task, start, end) of each title that is written out, wherever it stands."""
        for no, title in self._titles.items():
            start = text.find(title) if len(title) >= _WRITTEN_OUT else -1
            if start >= 0:
                yield no, start, start + len(title)

    def run_on(self, no: int, text: str, end: int) -> int:
        """Where a shortened title ends that goes on with another pair of its characters (`路域整治` of 路域环境整治)
        before a list mark; else `end`."""
        tail = text[end : end + 2]
        more = len(tail) == 2 and tail in self._titles[no] and text[end + 2 : end + 3] in ("、", "和", "及", "与", "跟")
        return end + 2 if more else end

    def inside(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int, int]]:
        """(task, start, end) of telling words of a title anywhere in a stretch."""
        position = start
        while position < stop - 1:
            runs = self._runs(text, position)
            best = max(runs, key=lambda no: runs[no])
            longest = runs[best]
            alone = sum(length == longest for length in runs.values()) == 1
            end = position + longest
            if (
                longest >= 2
                and alone
                and self._telling(best, text[position:end])
                and not self._in_other_name(text, end)
            ):
                yield best, position, end
            elif longest < 2 and (short := self._abbreviated(text, position)):
                yield short, position, position + 2
            position += max(longest, 1)

    def _in_other_name(self, text: str, end: int) -> bool:
        """Words told in one breath with a thing that no title names (`厕所和停车场`), or those of an office
        (`转给信息中心`)."""
        if _OFFICE.match(text, end):
            return True
        also = _WITH.match(text, end)
        return also is not None and all(self._run(no, text, also.end()) < 2 for no in self._titles)

    def _abbreviated(self, text: str, start: int) -> int | None:
        """The task whose title is cut down to two characters, its first and one more, before a count of what was done
        (`低改做了八百亩` of 低产茶园改造)."""
        if not _COUNTED.match(text, start + 2) or text[start : start + 2] in _NO_HEAD:
            return None
        head = text[start : start + 2]
        fits = [no for no, title in self._titles.items() if title[0] == head[0] and _in_order(head, title)]
        return fits[0] if len(fits) == 1 else None

    def overlap(self, no: int, text: str) -> int:
        """How many pairs of characters that are this title's alone stand anywhere in a text."""
        return sum(pair in text for pair in self._own[no])

    def _runs(self, text: str, start: int) -> dict[int, int]:
        """For each task how many characters from `start` on stand so in its title."""
        if (text, start) not in self._known:
            self._known[text, start] = {no: self._run(no, text, start) for no in self._titles}
        return self._known[text, start]

    def _run(self, no: int, text: str, start: int) -> int:
        """How many characters from `start` on stand so in the title."""
        length, title = 0, self._titles[no]
        while (
            start + length < len(text)
            and _HAN.match(text[start + length])
            and text[start : start + length + 1] in title
        ):
            length += 1
        return length

    def _telling(self, no: int, words: str, counted: re.Match[str] | None = None) -> bool:
        """Words that are the title's own and not what all titles are made of, unless a figure follows (`整改23项`)."""
        if (
            (words.isdigit() and len(words) < _WRITTEN_OUT)
            or _TIME.fullmatch(words)
            or not any(pair in self._own[no] for pair in pairs_of(words))
        ):
            return False
        if counted or _STAGE.fullmatch(words):
            return True
        if not bare(self._titles[no]):  # the whole title is made of such words
            return True
        return len(bare(words)) >= (1 if len(words) > 2 else 2)

    def _shortened(self, text: str, start: int) -> tuple[int, int] | None:
        """A title cut down to two of its characters, in its order or turned round (`引才` for 人才引进)."""
        if _LETTER.match(text, start) or _ONE_STANDS.match(text, start):
            fits = [no for no, title in self._titles.items() if text[start] in title]
            return (fits[0], start + 1) if len(fits) == 1 else None
        if noun := _NOUN.match(text, start):
            fits = [no for no, title in self._titles.items() if noun[0] in title]
            if len(fits) == 1:
                return fits[0], start + 1
        head = text[start : start + 2]
        if len(head) < 2 or head in _NO_HEAD or _FILLER & set(head) or not all("一" <= c <= "龥" for c in head):
            return None
        fits = [no for no, title in self._titles.items() if _in_order(head, title)]
        fits = fits or [no for no, title in self._titles.items() if set(head) <= set(title)]
        if len(fits) != 1 or (head in _EVERYWHERE and not self._titles[fits[0]].rstrip("率量数额").endswith(head)):
            return None
        return fits[0], start + 2


@lru_cache(maxsize=4096)
def without_title(words: str, title: str) -> str:
    """What is left of some words when all runs of two and more characters of the title are taken out."""
    kept, position = [], 0
    title = title.lower()
    while position < len(words):
        length = 0
        while position + length < len(words) and words[position : position + length + 1] in title:
            length += 1
        if length < 2:
            kept.append(words[position])
            length = 1
        position += length
    return "".join(kept)


def places(word: str, text: str) -> Iterator[int]:
    """Where a word stands in a text."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _parts_them(words: str) -> bool:
    """Words that tell one title from another that opens alike."""
    return not words.isdigit() and (_STAGE.match(words) is not None or len(bare(words)) > 1)


def bare(words: str) -> str:
    """What is left without the words that all titles are made of."""
    for word in _EVERYWHERE:
        words = words.replace(word, "")
    return words


def pairs_of(words: str) -> frozenset[str]:
    """All runs of two characters in some words."""
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))


def _in_order(head: str, title: str) -> bool:
    first = title.find(head[0])
    return first >= 0 and title.find(head[1], first + 1) >= 0


@lru_cache(maxsize=4096)
def masked(words: str, title: str, shortest: int = 2) -> str:
    """The words with all runs of so many and more characters of the title blotted out, as long as before."""
    kept = list(words)
    position, title = 0, title.lower()
    while position < len(words):
        length = 0
        while position + length < len(words) and words[position : position + length + 1] in title:
            length += 1
        if length >= shortest:
            kept[position : position + length] = "□" * length
        position += max(length, 1)
    return "".join(kept)
