"""What one phrase says of trouble: a cause, its bare effect, and the words of it that name the obstacle."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.replies.lexicon import shape
from bot.replies.reassurance import FINE
from bot.replies.titles import masked
from bot.replies.troubles import LATE_BY_THEN, find_trouble, is_unable

_TAIL = r"(?:推迟|延至|延后|顺延|致使|导致|造成|使得|进度|工期|暂停|停工|停滞|滞后|未能|无法|没法|而|,|，|$)"
_FRAMES = (
    re.compile(r"受(?!理|益|训|众|托|邀)到?(?P<what>.+?)(?:的?(?:影响|制约|限制|拖累|所限|困扰))"),
    re.compile(rf"(?:因为|由于|因(?!此|地制宜|素|人而异))(?P<what>.{{2,}}?)(?:的?(?:原因|影响|问题))?{_TAIL}"),
    re.compile(r"(?:等|要|得|需)?(?P<what>[一-龥]{2,8}?(?:到位|下来|批复|解决|到账|腾出来))(?:了|以后|之后|后)?才能?"),
    re.compile(r"^(?:还|也|就|主要|都)*卡(?![住着壳片口了在点])(?P<what>[一-龥]{2,8})$"),
    re.compile(r"(?:受制于|受限于|受困于|苦于|碍于|限于)(?P<what>[^,]{2,})$"),
    re.compile(r"(?<!不)被(?P<what>[^,]{1,10}?)(?:耽误|耽搁|影响|拖|卡|绊|压|堵|挡|拦)"),
    re.compile(r"(?:困难|问题|堵点|难点|瓶颈|症结|障碍)(?:主要|还|就|都)?(?:是|在于|在|:)(?P<what>.+)$"),
)
_STUCK_AT = re.compile(
    r"(?:[卡堵绊栽]在了?|卡壳在)(?P<what>.+?)(?:上|了|环节|这里|这一块|这块|这儿|这一?[关步道]了?)?$"
)
_WAIT = re.compile(
    r"(?<!就)(?<!只)(?:等(?!待?开|于|级|次|保|闲|同|量|分|等|候补|会|一?下|稍)待?|"
    r"待(?=[省市上国]))(?P<what>[^,后了的]{2,}[^,后]*)$"
)
_MEANS = shape(
    r"{means}|判决|裁决|仲裁|开庭|复议|报告|牌照|配件|材料|设备|到货|货|进场|资金|款|钱|指标|名额|图纸|许可|批文|批复|政策|通知|函|补偿|腾|"
    r"交地|土地|部队|"
    r"处理|协调|答复|供|人来|来人|拨"
)
_OTHERS_ACT = re.compile(
    r"(?:[局委办厅府院司行]|[省市县区]里|上级|上面|部里|厂家|业主|对方)[^,]{0,3}(?:发|批|给|出|拨|下(?![周月个次])|"
    r"同意|答复|"
    r"回复|协调|送|通|接|明确|腾|交|供|修|派)"
)
_APPROVAL = re.compile("批(?!下来|准文)|审|赋码|备案|公布|发文")
_HANDED_IN = re.compile(
    r"已(?:经)?(?:报批|上报|报审|送审|报送|提交|递交|呈报|组卷)|(?:已|都|刚|了)?(?:报|上报|提交|递交|报送|呈报|组卷)(?!名)[^,]{0,8}(?:部|省|市|县|区|厅|局|委|了|里)"
)
_ROUTINE = re.compile(
    r"[评审]|验收|公示|开标|复核|抽检|认定|会定|研究|例会|考核|挂网|结果|安排|开会|[员家党常委办主席]会|会$|天|核查|"
    r"现场查"
)
_LACK = shape(r"(?P<cue>{not}[^,\d]{0,4}?{outside}|没有?(?=[一-龥]{0,8}(?:愿意?|肯)))")
_STUCK = shape(
    r"{stuck}|(?:上会|过会)[^,]{0,2}[没未](?:能)?过|(?<!还)(?<!尚)(?<!暂)(?:[审评验检测考批]|[审评验检测考查核][一-龥])(?:还|又|也|都)?[没未](?:能)?(?:过|通过)(?!半|去|多)|[一-龥]不(?:走|掉|动|了|下来|下去|通|进去|进来|出来|出去|起来|过去|过来|拢|妥|上|齐|"
    r"够)(?![解班学])|(?:太|过于|过)(?:高|大|贵|少|低|难|重)|忙不过来|[审批办走出供报拨][一-龥]{0,2}得慢|难度(?:大|"
    r"较大|很大)"
)
_INVOLVES = re.compile(
    r"涉及(?=跨|权属|历史|基本农田|永久|生态|[多两三四五六七八九几][个部]|诉讼|司法|军|文物|土地性质|规划调整|压覆|"
    r"产权|林地|"
    r"信访|债务)"
)
_LACKS = re.compile(
    r"缺(?!口|席|陷|勤|工摸)(?=[一-龥□]{2})|缺[^,]{0,4}\d[^,]{0,4}[万亿元]|"
    r"缺[地料水电车药货房苗证图枪书床](?:$|[,了])"
)
_EFFECT = shape(r"{effect}|(?<!关)停了")
_HOLDS_UP = shape(
    r"连着|连续|接连|一直|[一-龥]不[了成]|只能|不能|没法|停|无法|影响|等|{nature}[^,]{0,3}(?:大|高|"
    r"(?<!不)多|密|频|长)"
)
_NATURE = shape(
    r"{nature}|[下落][^,没未不]{0,6}[雨雪]|[被让给][^,]{0,4}[雨雪雾风](?![险景波情])|"
    r"[雨雪][^,]{0,3}(?:不停|没停|不断|没完)"
)
_HUMAN = re.compile("预算|经费|没钱|缺钱|不愿|拒|毁约|违约|撤场|纠纷|质疑|不同意|不配合|不肯|阻|闹|跑路")
_OVER = shape(
    r"{over}|(?:都|已经?|全)[^,]{0,6}(?:改|解决|处理|整改|修|换|补)(?:完|好)?了|"
    r"(?:已经?|均|全部)[^,没未不]{0,6}(?:解决|处理|整改|化解|消除|补上|补齐|放款|拨付|放行|解封|打通|下架|召回|立案|处置|销毁|修复|更换|"
    r"下发|责令|到位)"
)
_NO_BLOCK = re.compile(
    r"手机|我电脑|^[一-龥]{0,2}(?:还|也|都|一直|暂时?)?[没未]安排(?:呢|上)?$|(?:数|数据|口径|账|跟我们|跟你们|和我们)[^,]{0,4}对不上|[没无不][一-龥]{1,4}就|^除了?[^,]*的$|^(?:[^,]{0,12}[底前末内号日天周月期][^,]{0,3}|(?:怕是|怕|恐怕|估计|肯定|"
    r"大概|可能|还是|真的?|实在){0,3})"
    r"[交报完弄办改建修做干]不(?:了|完|出来)$|"
    rf"{LATE_BY_THEN}|"
    r"[少免忘受大错差用要跑离]不了|不了解|(?:没法|无法|不能|难以|"
    r"很难)(?:按时|按期|如期|"
    r"在[^,]{0,8})?(?:完成|交付|竣工|完工|办结)|不知道|不清楚|没听说|[完弄干做搞改建修]不[完成]|(?:任务|"
    r"时间|工期|压力)[^,]{0,2}(?:重|紧|大|短)|[赶用顾比]不上|跟不上(?:计划|进度|节奏|节点|序时|要求)|没排上[号队]|"
    r"不给力|^跟不上$|按兵不动|流程[^,]{0,3}[没未][^,]{0,2}走完|时间(?:上)?(?:不够|不足|来不及|有限)|慢慢来|(?:刚才|上次|昨天|之前|"
    r"前面)[^,]{0,4}(?:报|说|写|填)错|[说看记填写弄搞打算统]错|(?:数|数字|数据|情况|前面|上面|刚才|才)[报说填]错|"
    r"([一-龥])不\1|(?<!还)(?:差一?点儿?就?|险些)[一-龥]|(?:谈|说|算)不上|不(?:能|敢|好)说|赶不(?:出|及|完)|交不(?:上|了)(?:差|卷|账)|(?:的|还|也|都)?(?:正|还|都)?在(?:补|办|催|找|凑|联系|处理|修改|完善|补办|打电话|对接|走流程)(?:了|中|着|呢)?$"
)
_NONE_YET = re.compile(
    r"一[个家项处座条户所件](?:都|也)?(?:没|未)|(?:没|未|没有)一[个家项处座条户所件](?![^,]{0,2}[肯愿敢理])"
)
_ASKING = re.compile(r"^(?:恳请|请|想请|也请|需要?|希望|申请|拟申请|能不?能|能否)")
_LEAD_IN = re.compile(
    r"^(?:[\s,:\u2060]|(?:剩下|剩余|余下)的?[一二两三四五六七八九十\d]*[个家处户条座所]?是|但是|但|不过|就是|只是|"
    r"主要是|主要|目前|现在|因为|由于|因|卡在|一是|二是|"
    r"存在的?问题|问题是|结果|所以|还是|就|也|说|是|剩余的|剩下的|其中|这个|那个|嗯|啊|原因|方面|暂时|"
    r"企业反映|实在|确实|得|只能)+"
)
_GAP = "缺口"
_RUNS_ON = 15
_NEW_CLAUSE = re.compile(
    r"剩下|剩余|还有|就是|主要是|村里|镇里|我们|你让|你们|请|让(?=[一-龥]{2,6}[局委办])|[一-龥]{2}(?:那边|这边)|"
    r"[一-龥]{2}局(?!的)|现在|目前|"
    r"估计|预计|大概|(?<=了)(?![的吧呢啊])"
)
_TRAIL = re.compile(r"(?:[,，]|,?进度滞后|,?暂停|,?停工了?|着呢|呢|啊|了吧)+$")


def find_cause(text: str, title: str, around: str) -> tuple[int, int] | None:
    """Where in a phrase a cause is named; `around` is all that is said of the task."""
    for frame in _FRAMES:
        found = frame.search(text)
        if found and not _ROUTINE.search(found["what"]):
            return found.span("what")
    if at := _STUCK_AT.search(text):
        return at.span("what")
    own = masked(text, title)
    if _NATURE.search(own) and (_STUCK.search(text) or _EFFECT.search(text) or _HOLDS_UP.search(text)):
        return 0, len(text)
    wait = _WAIT.search(text)
    if wait and (_EFFECT.search(around) or (_waits_for_means(wait["what"]) and not _in_course(wait["what"], around))):
        return wait.span()
    if is_unable(text):
        return None
    return (0, len(text)) if _is_stuck(text, own) or _LACK.search(text) or find_trouble(own) else None


def is_effect(text: str, title: str) -> bool:
    """Only what an obstacle leads to is said (`停工了`)."""
    return is_unable(text) or _EFFECT.search(masked(text, title)) is not None


def is_natural(text: str) -> bool:
    """Weather, season, market or holidays are the cause, and no person who could be talked to."""
    return _NATURE.search(text) is not None and not _HUMAN.search(text)


def is_no_trouble(text: str) -> bool:
    """A request, good news, a delay of the work itself, nothing done yet: words that only look like an obstacle."""
    return any(sign.search(text) for sign in (_ASKING, FINE, _NO_BLOCK, _NONE_YET))


def is_cleared(text: str) -> bool:
    """The phrase says that the trouble is over, and tells of no other behind it."""
    over = _OVER.search(text)
    return over is not None and not _LACK.search(text) and not _STUCK.search(text, over.end())


def trimmed(text: str, span: tuple[int, int], title: str) -> tuple[int, int]:
    """Without what leads in, the task's own title in front, and what trails behind."""
    start, stop = _own_clause(text, *span)
    lead = _LEAD_IN.match(text[start:stop])
    if lead and lead.end() < stop - start:
        start += lead.end()
    own = len(text[start:stop]) - len(masked(text[start:stop], title).lstrip("□"))
    cue = _LACK.search(text, start, stop) or _STUCK.search(text, start, stop) or find_trouble(text[:stop])
    if own and cue and cue.start() - start - own >= 2:
        start += own
    trail = _TRAIL.search(text[start:stop])
    return start, start + trail.start() if trail and trail.start() > 1 else stop


def _own_clause(text: str, start: int, stop: int) -> tuple[int, int]:
    """Of a phrase run on without a stop, from its first trouble to its last."""
    if stop - start < _RUNS_ON:
        return start, stop
    borders = [start, *(turn.start() for turn in _NEW_CLAUSE.finditer(text, start + 2, stop)), stop]
    troubled = [pair for pair in pairwise(borders) if _tells_trouble(text[slice(*pair)])]
    return (troubled[0][0], troubled[-1][1]) if troubled else (start, stop)


def _tells_trouble(clause: str) -> bool:
    return any(sign.search(clause) for sign in (_LACK, _STUCK, _NATURE)) or find_trouble(clause) is not None


def _waits_for_means(what: str) -> bool:
    """Waiting for money, land, goods or a permit is an obstacle; for a review, in the normal course, none."""
    return not _ROUTINE.search(what) and (_MEANS.search(what) or _OTHERS_ACT.search(what)) is not None


def _in_course(what: str, around: str) -> bool:
    """What was handed in waits for its approval as it should (`已报部里，等部里批`)."""
    return _APPROVAL.search(what) is not None and _HANDED_IN.search(around) is not None


def _is_stuck(text: str, own: str) -> bool:
    """`own` is the text without the words of the title; a figure alone (`缺口180亩`) is no obstacle."""
    stuck = _STUCK.search(own) or _INVOLVES.search(text) or _LACKS.search(own)
    return stuck is not None and not _EFFECT.fullmatch(stuck[0]) and _LEAD_IN.sub("", text[: stuck.end()]) != _GAP
