"""Whose help is asked for, and for what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.replies.delegates import Named
from bot.replies.passages import Phrase


@dataclass(frozen=True, slots=True)
class Ask:
    """Bodies asked for help, and the words of what is needed of them."""

    bodies: tuple[Named, ...]
    need: Named | None = None


_OFFICES = (
    r"(?:财政|发改|住建|自规|人社|交通|水利|教育|公安|交警|税务|法院|电力|供电|国土|环保|生态环境|林业|"
    r"农业|农业农村|民政|卫健|应急|市场监管|工信|商务|科技|文旅|城管|消防|行政审批|大数据|铁路)"
)
_BODY_SUFFIX = (
    r"(?:委员会|管委会|办公室|街道办事处|街道办|农商行|银行|法院|检察院|信用社|供电所|供电公司|派出所|大队|"
    r"支队|中心|公司|集团|街道|政府|党工委|社区|村委会|园区|部门|专班|协会|学校|医院|海关|"
    r"[省市县区镇乡]里|上级|工会|妇联|团委|残联|工商联|局|委|办|厅|部|院|所|镇|乡|村|站|行|处|组|"
    rf"{_OFFICES}(?![局委办厅部所门院上行]))"
)
_BODY = rf"[一-龥]{{0,10}}?{_BODY_SUFFIX}"
_ACTS = (
    r"(?:的?(?:主要|分管)?领导|的同志)?(?:也|能|能否|可否|可以)?(?:协调|支持|帮|协助|解决|出面|牵头|做|"
    r"加快|办理|批|给|先|统筹|配合|落实|明确|出|兜底|予以|尽快|尽早|早日|早点|快点|快些|赶紧|赶快|赶早|速|立即|马上|及早|推动|推进|把关|会同|在|对|从|就|"
    r"积极|提供|下达|拨|督促|"
    r"研究|指导|垫|介入|参与|同步|联合|一起|共同|抓紧|及时|主动|安排|调|审|开|派|催|组织|追加|清|搬|腾|拆|"
    r"定|签|盖|确认|回复|答复|来|搭|争取|负责|想办法|倾斜|关注|沟通|衔接|依法|强制|查|打招呼|追|召开|放|"
    r"减免|补|划|供|接|$)"
)
_ASKS = re.compile(
    r"(?:恳请|请求|想请|也请|还请|烦请|敬请|请|需要?由?|还?需|希望|盼望?|望|麻烦|拜托|建议由?|得靠|要靠|"
    rf"得请|要请|得(?=[一-龥]{{1,6}}(?:局|委|办|厅|出面|协调))|要(?=[一-龥]{{1,6}}(?:局|委|办|厅|部|"
    rf"政府)(?:来|出面|协调|支持)|[市县区]?{_OFFICES}))"
    rf"(?:由|协调|对接|联系)?(?P<list>{_BODY}(?:[、,和及与跟以]+{_BODY})*)(?={_ACTS})"
)
_LISTED_AFTER = re.compile(r"(?:需|请|拟)?(?:协调|支持|配合|帮助|求助)(?:的)?(?:部门|单位|对象)$")
_PASSES_ON = re.compile(rf"^(?:并|帮忙)?(?:协调|督促|会同)(?P<list>{_BODY}(?:[、和及与跟]{_BODY})*)(?={_ACTS})")
_NOBODY = re.compile(r"(?:相关|有关|各|协调|支持|配合)?(?:部门|单位)")
_NEEDS = re.compile(
    r"^(?:目前|现在|还|就|主要)?(?:需要|急需|亟需|缺少)(?P<need>(?![\d一二三四五六七八九十两几]|时间|"
    r"进一步|再|继续|等|在|做|完善|补|核实|统计|整改|我|你)[一-龥]{2,})$"
)
_REASSURES = re.compile(r"放心|批示|审阅|知悉|谅解|理解|核实后|联系|查收")
_VERB_OF_HELP = re.compile(
    r"^(?:的?(?:主要|分管)?领导|也|能否|能|尽快|加快|抓紧|及时|先|出面|予以|给予|帮忙|帮助|帮着|协助|协调|"
    r"解决|支持|落实|提供|统筹|办理|争取|配合|研究|下达|明确|出具|安排|拨付|追加|一下|把|对|在|牵头|积极|"
    r"推动|推进|督促|做好)+"
)
_IN_MATTERS = re.compile(r"^(?P<need>.+?)(?:上|方面|问题上)?(?:予以|给予)?(?:支持|倾斜|帮助|协调|解决|落实|办理)?$")


def find_bare_need(phrases: Sequence[Phrase]) -> Named | None:
    """What is needed where nobody is asked for it (`急需周转资金`)."""
    for phrase in phrases:
        if found := _NEEDS.match(phrase.text):
            return Named(phrase.start + found.start("need"), phrase.start + found.end("need"))
    return None


def find_asks(phrases: Sequence[Phrase]) -> tuple[Ask, ...]:
    """Who is asked to act, phrase by phrase, and for what."""
    asks: list[Ask] = []
    for index, phrase in enumerate(phrases):
        asks += _asks_in(phrase, started=bool(asks))
        if _LISTED_AFTER.search(phrase.text) and index + 1 < len(phrases):
            following = phrases[index + 1]
            bodies = tuple(_bodies(following.text, following.start))
            asks += [Ask(bodies)] if bodies else []
    return tuple(asks)


def _asks_in(phrase: Phrase, *, started: bool) -> Iterator[Ask]:
    found = _ASKS.search(phrase.text) or (_PASSES_ON.search(phrase.text) if started else None)
    if found is None or _REASSURES.match(phrase.text, found.end()):
        return
    bodies = tuple(_bodies(found["list"], phrase.start + found.start("list")))
    if bodies and not _NOBODY.fullmatch(found["list"]):
        yield Ask(bodies, _need(phrase, found.end("list")))


def _bodies(words: str, offset: int) -> Iterator[Named]:
    """Each body of a list; 和 inside a name (`自然资源和规划局`) does not part it."""
    position = 0
    for found in re.finditer(rf"{_BODY}(?=[、,和及与跟以]|$)", words):
        start = found.start() + len(re.match(r"[、,和及与跟以]*", found[0])[0])  # type: ignore[index]
        if start < position:
            continue
        yield Named(offset + start, offset + found.end())
        position = found.end()


def _need(phrase: Phrase, after: int) -> Named | None:
    """The thing needed: what follows the verbs of helping, else the verb itself (`出图`)."""
    rest = phrase.text[after:]
    verbs = _VERB_OF_HELP.match(rest)
    start = after + (verbs.end() if verbs else 0)
    matter = _IN_MATTERS.match(phrase.text[start:])
    if matter and len(matter["need"]) >= 2:
        return Named(phrase.start + start + matter.start("need"), phrase.start + start + matter.end("need"))
    return Named(phrase.start + after, phrase.end) if len(rest) >= 2 else None
