"""Whose help is asked for, and for what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.replies.asks.bodies import BODIES, BODY, STRONG, find_bodies
from bot.replies.asks.delegates import Named
from bot.replies.tasks.passages import Phrase
from bot.replies.words.offices import OFFICES


@dataclass(frozen=True, slots=True)
class Ask:
    """Bodies asked for help, and the words of what is needed of them."""

    bodies: tuple[Named, ...]
    need: Named | None = None


_ACTS = (
    r"(?:的(?:批复|审批|复函|回函|意见|许可|手续|拨款|资金|经费|补助|补贴|款|钱|批文|图纸?|会签|验收|答复)|[两三四几]家)?(?:的?(?:主要|分管)?领导|的同志)?(?:也|能|能否|可否|可以)?(?:协调|支持|帮|协助|解决|出面|牵头|做|"
    r"加快|办理|批|给|先|统筹|配合|落实|明确|出|兜底|予以|尽快|尽早|早日|早点|快点|快些|赶紧|赶快|赶早|速|立即|马上|"
    r"及早|"
    r"推动|推进|把关|会同|在|对|从|就|积极|提供|下达|拨|督促|研究|指导|垫|介入|参与|同步|联合|一起|共同|抓|及时|主动|"
    r"安排|"
    r"调|审|开|派|催|组织|追加|清|搬|腾|拆|定|签|盖|确认|回复|答复|来|搭|争取|负责|想|倾斜|关注|沟通|衔接|依法|强制|查|"
    r"打|追|召开|放|减免|补|划|供|接|发|增|加|减|缓|松|让|借|送|架|通|修|改|撤|保障|承担|分担|换|问|说|点头|高抬|网开|"
    r"跟|和|与|向|到|去|下|抽|尽|重点|优先|单独|额外|再|多|别|不要|核|裁|评|认|准|论证|验|收|召集|约|考虑|保|转|移|交|化解|处理|"
    r"通融|管|谈|坐|顶|拍板|牵线|打通|免|各|主持|安抚|劝|动员|恢复|开具|复查|复核|鉴定|列入|纳入|批|给|把|将|$)"
)
_PLEA = (
    r"(?:恳请|请求|恳求|想请|也请|还请|烦请|敬请|务请|望请|提请|商请|劳烦|劳驾|麻烦|拜托|能不能请|"
    r"(?<![已报申邀聘宴呈提商])请(?![问款假战愿功柬辞]|示(?!范)|教(?![育务研体师科委办])|客(?![运管])))"
)
_TRIGGER = (
    rf"(?:{_PLEA}|"
    r"(?<![不无没])需要?由?|还需|亟[需待]|急[需盼待]|须|希望|期望|盼望?|还?望|(?<![要征需追寻力谋诉央讲])求+|建议由?|得靠|要靠|全靠|只能靠|"
    r"就靠|指望|"
    r"(?:能不能|能否|可否|[你您]们?)(?:让|叫)|(?:^|(?<=[请想要得好是如议能须脆]))(?:让|叫)(?!各|施工|总包|监理|物业|班组)|"
    r"(?<=[了吧])(?:让|叫)(?=[^,]{2,8}?(?:赶紧|赶快|快点|快些|抓紧|尽快|帮|来))|"
    r"帮(?:忙|我们?)?催(?:一?下|催)?|催(?:一?下|催)|"
    rf"(?<![不觉显值获取])得(?=[省市县区]?{OFFICES})|"
    r"(?<![不觉显值获取])得(?!到|以|知)(?=[一-龥]{1,6}(?:局|委|办|厅|里|上级|上面|出面|协调))|"
    r"(?<![需不无没])要(?=(?:上[头面级]|[省市县区]里|[省市县区]?领导)(?:来|定|给|出|拍|明确|批|同意|点头|协调|支持|发话))|"
    r"(?:能不能|能否|可否|可不可以|帮(?:忙|我们?|着)?)(?:再|去|给)?[跟和向找与]|"
    r"申请(?=[一-龥]{1,6}(?:局|委|办|厅|部|政府|法院)(?:对|给予|支持|协调|拨|解决|派|出面|调剂))|"
    rf"(?<![需不无没])要(?=[一-龥]{{1,6}}(?:局|委|办|厅|部|政府|公司|中心|处|所|院)(?:来|出面|协调|支持|重新|开口|放|给|同意|点头|松口|签字|盖章)|"
    rf"[市县区]?{OFFICES}))"
)
_TOLD = re.compile(
    r"(?:已经?|正在?|曾|刚刚?|先后|多次|几次|再三|上个?[周月]|昨天|前天)(?:去|书面|专门|正式|专题|发函|行文|联合|及时|主动|派人|"
    r"又|也|都)*$"
)
"""Right before them these tell that somebody was asked, or is being asked, and not that help is asked for here."""
_INVITES = re.compile(r"(?:拟|计划|准备|打算|将|下一?步|下个?[周月][一二三四五六日]?)$")
_COMES_TO = re.compile(
    r"[^,]{0,8}?(?:验收|授课|讲课|讲解|评审|培训|审查|评估|观摩|剪彩|出席|参加|列席|鉴定|论证|检测|演出|座谈)"
)
"""What is planned with others in its course (`拟请专家组来验收`)."""
_MEDIATES = (
    r"(?:帮忙|帮助|帮着|出面|一下|予以|牵头)*(?:协调|督促|会同|责成|转告|催促|催(?:一?催)?|联合|召集|约请)(?:一下)?"
)
_THROUGH = (
    r"(?:(?:[省市县区]?(?:主要|分管)?领导|贵[办局室]|督查室|督办室|督查办|你们?|您)(?:能否|能|也)?"
    rf"(?:{_MEDIATES}|(?:再|去|给)?[跟和与向找]))?"
)
_ANY_VERB = (
    r"(?=[一-龥])(?![的长里内外主书经负总副和与及]|[一-龥]{0,5}?(?:公司|集团|[大支中]队|中心|[科处站所队段局委厅院办]|部门|同志|领导|"
    r"主任|主席|书记|经理))"
)
"""Behind a plea whatever follows the office tells what it should do."""
_PLEADS = re.compile(rf"{_PLEA}{_THROUGH}(?P<list>{BODIES}){_ANY_VERB}")
_ASKS = re.compile(
    rf"{_TRIGGER}{_THROUGH}(?:由|协调(?:一?下)?|对接|联系|与|跟|和|向)?(?P<list>{BODIES})(?:(?={_ACTS})|{STRONG})"
    rf"(?:(?:的?(?:主要|分管)?领导)?{_MEDIATES}(?P<more>{BODIES})(?:(?={_ACTS})|{STRONG}|{_ANY_VERB}))?"
    rf"(?:[一-龥]{{2,4}}、?(?P<also>{BODIES})(?=配合|协助|支持|参与|参加|负责|牵头))?"
)
_LISTED_AFTER = re.compile(r"(?:需|请|拟)?(?<![是为属])(?:协调|支持|配合|帮助|求助)(?:的)?(?:部门|单位|对象)$")
_GOES_ON = re.compile(rf"^由?(?P<list>{BODIES})(?={_ACTS})")
"""Behind one asked, another one and what it should do (`请商务局牵头争取补贴，交通局协调车辆`)."""
_HEADS = re.compile(r"(?:工作|有关|几点|需要?协调)?(?:建议|请求|诉求|需求|事项)(?:事项|如下)?$")
"""What heads a list of asks (`建议：由市发改委牵头`)."""
_PASSES_ON = re.compile(rf"^(?:并|帮忙)?(?:协调|督促|会同)(?P<list>{BODIES})(?={_ACTS})")
_CALLS_ON = re.compile(
    rf"^(?P<list>{BODIES})(?:也|就|快|赶紧|尽快|早点)?(?:派|帮|出面|来|想|协调|出|拨|管|给(?:协调|解决|想|拨|批|派|出|办|说|催|调|点|个))"
    r"[^,了已过没未]{0,8}(?:[吧呗嘛]|一下|下)$"
)
"""A wish by its ending alone (`镇上派个人来吧`)."""
_URGES = re.compile(
    r"(?:请|麻烦|你们|您|领导|能不能|能否)*(?:帮(?:忙|着)?|给|替我们?)(?:我们)?(?:去|再)?(?:[催说问盯劝]|协调|沟通|打个?招呼|递个?话|反映)"
    r"(?:[催说问盯劝]|协调|沟通|一?下|几句|个?情|呗|吧|嘛|啊)*"
)
_WITHHOLDS = re.compile(
    rf"(?P<list>{BODY})(?:那边)?(?=(?:一直|迟迟|老是?|总是?|就是|硬是|都|还|也|至今)*(?:不|没|未|拖|压着|卡着|推))"
)
"""Who is to be urged is whoever was said right before to withhold something (`供电所一直不来，帮忙催催`)."""
_NEEDS = re.compile(
    r"^(?:目前|现在|还|就|主要)?(?:需要|急需|亟需|缺少)(?P<need>(?![\d一二三四五六七八九十两几]|时间|"
    r"进一步|再|继续|等|在|做|完善|补|核实|统计|整改|我|你)[一-龥]{2,})$"
)
_REASSURES = re.compile(
    r"[^,]{0,6}了[几两三四五六七八九十\d好多][几多]?(?:回|次|趟|遍)|"
    r"[^,]{0,2}(?:扣|压|卡|堵|挡|占|拦|查|封|罚|告|抓|没收|退|顶|拿|抽|借)(?:走|掉|住|下|回来?)?(?:了|着)|放心|批示|"
    r"审阅|知悉|谅解|理解|核实后|联系|查收|"
    r"(?:统一|直接|负责|来|去|给你|给您|跟你|跟您|同志|那边|[一-龥]{2,3})?(?:(?<![举申公])报(?!批|审|请)|回(?!复函|函)|汇报|反馈|"
    r"答复你|填)"
)
_VERB_OF_HELP = re.compile(
    r"^(?:的?(?:主要|分管)?领导|也|能否|能|尽快|尽早|早日|早点|赶紧|加快|抓紧|抓点紧|及时|先|出面|予以|给予|帮忙|"
    r"帮助|帮着|协助|协调|"
    r"给?(?:办(?!理)|解决)个?|给|批复|腾出|开放|开通|调剂|划拨|支持|落实|提供|统筹|办理|争取|配合|研究|下达|明确|核[定拨发准销减]|审[定核批]|认定|出具|安排|拨付|追加|一下|把|对|在|牵头|积极|"
    r"推动|推进|督促|做好)+"
)
_MATTER = re.compile(
    r"(?:就是|主要是?|目前|现在|还有|另外|至于|关于)*(?P<what>(?!我|你|您|所以|但|不过|也|还|麻烦|领导)[一-龥]{2,14}?)"
    r"(?:上的事|的事儿?|这块|这项|方面|这个)?(?:上|想|也|还|就|都|得|需|要|拟|特|需要|在此|再)*"
)
_BY_WHEN = re.compile(
    r"(?:在|于)?(?:[\d一二三四五六七八九十]{1,2}月|[本下这]个?(?:周|月|星期|礼拜)|月|年|[\d一二三四五六七八九十]{1,3}[日号])"
    r"[^,]{0,3}?(?:之?前|以前|底前?|内)(?=[一-龥])"
)
_IN_MATTERS = re.compile(r"^(?P<need>.+?)(?:上|方面|问题上)?(?:予以|给予)?(?:支持|倾斜|帮助|协调|解决|落实|办理)?$")
_ONLY_URGED = re.compile(
    r"(?:尽快|尽早|早日|早点|赶紧|加快|抓紧|抓点紧|抓抓紧|及时|出面|帮忙|协调|支持|解决|想想?办法|重视|关注|配合|"
    r"一下|进度|"
    r"推进|研究|打个招呼|高度|予以|给予|牵头|对接|统筹|点个?头|给|照顾|松松?口|松一松|[想出]点?[办主]?[法意]|说句?话|撑腰|开?绿灯|绿色通道|亲自|点|召?开[一个]{0,2}(?:协调|专题|碰头|调度|联席|现场|推进)?会议?|会商|面商|碰头|一起|共同|一同|一道|派人|派员|看看|看一?下|来人|到场|上门|过来|"
    r"走一趟|说一声|打声招呼)+"
)
"""No thing is named that is needed, only that somebody should be quick or kind."""


_CONDITION = re.compile(r"[^,]{0,10}?(?:之后|以后|后|了)(?:方可|方能|才能|才可|才好|才|方)")
"""What others have to do first by rule (`须铁路部门审批后方可施工`) is asked of nobody here."""


def find_bare_need(phrases: Sequence[Phrase]) -> Named | None:
    """What is needed where nobody is asked for it (`急需周转资金`)."""
    for phrase in phrases:
        if found := _NEEDS.match(phrase.text):
            return Named(phrase.start + found.start("need"), phrase.start + found.end("need"))
    return None


def find_asks(phrases: Sequence[Phrase]) -> tuple[Ask, ...]:
    """Who is asked to act, phrase by phrase, and for what."""
    asks: list[Ask] = []
    asked_before = False
    for index, phrase in enumerate(phrases):
        if index and not phrases[index - 1].closes and _TOLD.search(phrases[index - 1].text):
            continue
        opening = phrases[index - 1] if index and not phrases[index - 1].closes else None
        headed = index > 0 and phrase.text.startswith("由") and _HEADS.match(phrases[index - 1].text) is not None
        asks += _asks_in(phrase, opening, started=bool(asks), goes_on=headed or (index > 0 and asked_before))
        if (
            not asks
            and index
            and _URGES.fullmatch(phrase.text)
            and (withholds := _WITHHOLDS.match(phrases[index - 1].text))
        ):
            asks += [Ask(tuple(find_bodies(withholds["list"], phrases[index - 1].start)))]
        asks_here = any(phrase.start <= ask.bodies[0].start < phrase.end for ask in asks)
        asked_before = asks_here or (asked_before and index > 0 and not phrases[index - 1].closes)
        if _LISTED_AFTER.search(phrase.text) and index + 1 < len(phrases):
            following = phrases[index + 1]
            bodies = tuple(find_bodies(following.text, following.start))
            asks += [Ask(bodies)] if bodies else []
    return tuple(asks)


def _asks_in(phrase: Phrase, opening: Phrase | None, *, started: bool, goes_on: bool) -> Iterator[Ask]:
    """Who is asked in one phrase, also through another (`请区里协调铁路局…`); `goes_on`: the one before asked."""
    asks = (one for sign in (_ASKS, _PLEADS) for one in sign.finditer(phrase.text))
    asks = (one for one in asks if not _TOLD.search(phrase.text[: one.start()]))
    found = next(asks, None) or (_PASSES_ON.search(phrase.text) if started else None)
    found = found or (_GOES_ON.search(phrase.text) if goes_on else None) or _CALLS_ON.match(phrase.text)
    if found and not found.start() and found[0][0] in "让叫" and phrase.text.endswith("了"):  # we had it done
        return
    invites = (
        found and _INVITES.search(phrase.text[: found.start()]) and _COMES_TO.match(phrase.text, found.end("list"))
    )
    if found is None or invites or _REASSURES.match(phrase.text, found.end("list")):
        return
    if found[0][0] in "须需" and _CONDITION.match(phrase.text, found.end("list")):
        return
    lists = [name for name in ("list", "more", "also") if found.groupdict().get(name)]
    bodies = tuple(body for name in lists for body in find_bodies(found[name], phrase.start + found.start(name)))
    if bodies:
        need = _need(phrase, found.end(lists[-1])) or _matter(opening, phrase, found.start())
        yield Ask(bodies, need)


def _matter(opening: Phrase | None, phrase: Phrase, stop: int) -> Named | None:
    """What the ask is about, named before it (`占道手续想请交警大队松松口`)."""
    start, end = (phrase.start, phrase.start + stop) if stop else (opening.start, opening.end) if opening else (0, 0)
    words = phrase.text[:stop] if stop else opening.text if opening else ""
    found = _MATTER.fullmatch(words)
    return Named(start + found.start("what"), start + found.end("what")) if found and end else None


def _need(phrase: Phrase, after: int) -> Named | None:
    """The thing needed: what follows the verbs of helping, else the verb itself (`出图`)."""
    after += len(by[0]) if (by := _BY_WHEN.match(phrase.text[after:])) else 0
    rest = phrase.text[after:]
    if _ONLY_URGED.fullmatch(rest):
        return None
    verbs = _VERB_OF_HELP.match(rest)
    start = after + (verbs.end() if verbs else 0)
    matter = _IN_MATTERS.match(phrase.text[start:])
    if matter and len(matter["need"]) >= 2:
        return Named(phrase.start + start + matter.start("need"), phrase.start + start + matter.end("need"))
    return Named(phrase.start + after, phrase.end) if len(rest) >= 2 else None
