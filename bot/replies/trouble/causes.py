"""What one phrase says of trouble: a cause, its bare effect, and the words of it that name the obstacle."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.replies.progress.endings import leaves
from bot.replies.tasks.titles import masked
from bot.replies.trouble.nature import find_nature, waits_for_weather
from bot.replies.trouble.troubles import find_trouble, is_counted_rest, is_unable
from bot.replies.words.lexicon import shape

_TAIL = (
    r"(?:推迟|延至|延后|顺延|致使|导致|造成|使得|进度|工期|暂停|停工|停滞|滞后|未能|无法|没法|而|"
    r"[比较](?:原|预|计划|往年|去年|常年|序时|正常|应|进度)|[晚慢迟拖]了|落后|,|，|$)"
)
_FRAMES = (
    re.compile(r"受(?!理|益|训|众|托|邀)到?(?P<what>.+?)(?:的?(?:影响|制约|限制|拖累|所限|困扰))"),
    re.compile(rf"(?:因为|由于|因(?!此|地制宜|素|人而异))(?P<what>.{{2,}}?)(?:的?(?:原因|影响|问题))?{_TAIL}"),
    re.compile(
        r"(?:等|要|得|需)?(?P<what>(?!的|[一-龥]{0,3}(?:要到|得到|要等|得等|半年|年底))[一-龥]{2,8}?(?:到位|下来|批复|解决|到账|腾出来))(?:了|以后|之后|后)?才(?:能|(?![^,]{0,4}(?:[\d一二三四五六七八九十]|过?半)))"
    ),
    re.compile(r"^(?:还|也|就|主要|都)*卡(?![住着壳片口了在点])(?P<what>[一-龥]{2,8})$"),
    re.compile(r"(?:受制于|受限于|受困于|苦于|碍于|限于)(?P<what>[^,]{2,})$"),
    re.compile(r"(?<!不)被(?P<what>[^,]{1,10}?)(?:耽误|耽搁|影响|拖|绊)"),
    re.compile(r"(?:才|竟然?|居然)(?:被)?(?:发现|查出|看出|晓得|知道)(?:底下|下面|里面|里头)?(?P<what>.{3,})$"),
    re.compile(r"(?:困难|问题|堵点|难点|瓶颈|症结|障碍)(?:主要|还|就|都)?(?:是|在于|在|:)(?P<what>.+)$"),
)
_STUCK_AT = re.compile(
    r"(?:[卡绊栽]在了?|堵在了?(?![^,]*(?:门口|路口|工地|路上|大门|现场|井口|桥头|巷口|院里))|"
    r"卡壳在)(?P<what>.+?)(?:上|了|环节|这里|这一块|这块|这儿|这一?[关步道]了?)?$"
)
_WAIT = re.compile(
    r"(?<!就)(?<!只)(?:等(?!着?[跟和与]|待?开|于|级|次|保|闲|同|量|分|等|候补|会|一?下|稍)待?|"
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
_APPROVAL = re.compile("批(?!下来|准文)|[回复]函|回复|答复|反馈|审|赋码|备案|公布|发文")
_HANDED_IN = re.compile(
    r"(?:会|公示|评审|听证|审查|论证|验收|表决|招标|开标|意见|考试|面试)"
    r"[^,没未不]{0,3}(?:完|过|结束|通过|毕)(?:了|[,、 ]|$)|"
    r"已(?:经)?(?:报批|上报|报审|送审|报送|提交|递交|呈报|组卷|发函|去函|寄|致函)|(?:已|都|刚|了)?(?:报|上报|提交|递交|报送|呈报|组卷)(?!名)[^,]{0,8}(?:部|省|市|县|区|厅|局|委|了|里)"
)
_ROUTINE = re.compile(
    r"[评审]|验收|公示|开标|复核|抽检|认定|会定|研究|例会|考核|挂网|结果|安排|开会|[员家党常委办主席]会|会$|天|核查|"
    r"现场查|出(?:具)?[^,]{0,4}(?:报告|结果|成绩|结论|证书|数据|分数)"
)
_LACK = shape(r"(?P<cue>{not}[^,\d]{0,4}?{outside}|没有?(?=[一-龥]{0,8}(?:愿意?|肯)))")
_OUTCOME = shape(r"(?:数据|结果|报告|成绩|分数|结论|初稿|清样|样品|名次|榜单)[^,]{0,3}{not}(?:全)?(?:出|反馈)")
"""What a survey or test of ours ends with comes in its course (`数据还没出来`)."""
_OWN_CHOICE = shape(
    r"(?:[词稿名菜题色]|名单|菜单|款式|样式|样子|日子|日期|时间|主持人?|议程|流程|内容|形式|节目单?|主题|标语|口号|"
    r"版式|地点)(?:也|都)?{not}(?:最后|最终|完全)?定(?:下来|好)?$"
)
"""What is ours to choose and not chosen yet is work still to do, unless it keeps something waiting."""
_HELD_UP = re.compile(r"(?<!完)[成开用做干动办][一-龥]?不[了成]|无法|没法|不能|干等|停工|停摆")
_STUCK = shape(
    r"(?:扯|争|吵|杠|较劲|打官司)着$|(?<![打刷发办制就房持医饭])卡了(?:$|壳)|(?:{stuck})(?!人员)(?<!(?:查封|查扣|冻结|扣留|叫停|停产|废标)(?=\d))(?<!不足(?=[\d一二三四五六七八九十百半]))|(?:上会|过会)[^,]{0,2}[没未](?:能)?过|(?<!还)(?<!尚)(?<!暂)(?:[审评验检测考批]|[复抽核]查|[审评验检测考查核][一-龥])(?:还|又|也|都)?[没未](?:能)?(?:过|通过)(?!半|去|多)|[一-龥]不(?:走|掉|动|了|下来|下去|下(?=$|[了,])|通|进去|进来|出来|出去|起来|过去|过来|拢|妥|上|齐|"
    r"够)(?![解班学产])|(?:太|过于|过)(?:高|大|贵|少|低|难|重)|忙不过来|[审批办走出供报拨][一-龥]{0,2}得慢|难度(?:大|"
    r"较大|很大)"
)
_DEALT_WITH = re.compile(
    r"(?:化解|调解|引导|受理|处[理置]|办[理结]|解决|排查|查[处办]|整改|修复|消除|清理|接[到听待]|答复|回访|摸排|登记|调处|立案|统计)"
    r"[^,\d没未不]{0,4}(?:纠纷|争议|诉讼|投诉|质疑|故障|漏洞|上访|信访|举报|矛盾|隐患|问题|违[规法约建章]|缺陷|官司)"
    r"[^,\d没未不]{0,3}\d+[^,\d没未不]{1,4}"
)
"""So many troubles of others that were dealt with are work done (`化解纠纷12件`)."""
_INVOLVES = re.compile(
    r"涉及(?=法院|部队|央企|铁路|跨|权属|历史|基本农田|永久|生态|[多两三四五六七八九几][个部]|诉讼|司法|军|文物|土地性质|规划调整|压覆|"
    r"产权|林地|"
    r"信访|债务)"
)
_LACKS = shape(
    r"{means}[^,\d]{0,3}[缺短](?:口|缺)?[^,\d]{0,3}\d|缺(?!口|席|陷|勤|工摸)(?=[一-龥□]{2})|缺[^,]{0,4}\d[^,]{0,4}[万亿元]|"
    r"缺[地料水电车药货房苗证图枪书床](?:$|[,了])|等(?:图|钱|款|货|料|地|证|苗|[梁桩板砖灯车船电水气药泵柜管砂石钢漆门窗])$"
)
_EFFECT = shape(
    r"{effect}|(?<!关)停了(?![车电]|[\d一二两三四五六七八九十几]+[家个户处台]|统一)|[动推开干办做]不成(?!果)|[晒晾烘烤]不干|"
    r"不敢(?!说|讲|保证|打包票|怠慢|松|大意|马虎|耽|停|歇|懈|含糊|断|肯定|打|忘|掉|有|再|误|当|相|瞒|拖|定论|乱)[一-龥]"
)
"""What is not dared for the trouble's sake is led to by it."""
_HOLDS_UP = shape(
    r"[吹掀刮冲淹砸压震泡打浇冻烧][^,没未不]{0,1}(?:开|倒|翻|塌|垮|走|断|坏|裂|毁|跑|掉|透|烂|了)|[旱涝淹泡]了[\d一二两三四五六七八九十半几好]|连着|连续|接连|持续|不断|频繁|频发|多发|罕见|异常|一直|"
    r"不好|不行|缩水|减少|下降|萎缩|冷清|不敢|[^下]跌|往下走|走低|走软|下跌|大跌|跌了|跳水|(?<![不没])[上猛疯飞]?涨(?:$|得|上)|飙|腰斩|下得|邪乎|厉害|得很|[太很偏][毒冷热湿淡差弱软疲]|[况情]差|没几天|没多少|在家|回去|没回|没来|减[产了]|绝收|"
    r"[天周月][^,没未不]{0,2}[雨雪]|回家|回老家|走了|散了|人[^,]{0,6}去了|[来发刮涨](?:了)?(?:台风|洪水|大水|寒潮|"
    r"大风)|封了?[路山航]|"
    r"停航|[一-龥]不[了成干透开住动上下进出]|只能|不能|没法|停|无法|影响|等|{nature}[^,]{0,3}(?:大|高|"
    r"(?<!不)多|密|频|长)"
)
_OVER = shape(
    r"(?!修复[因由受未没滞进工项尚还]){over}|(?:都|已经?|全)[^,]{0,6}(?:改|解决|处理|整改|修|换|补)(?:完|好)?了|"
    r"(?:已经?|均|全部)[^,没未不]{0,6}(?:解决|处理|整改|化解|消除|补上|补齐|放款|拨付|放行|解封|打通|下架|召回|立案|处置|销毁|修复|更换|返工|返修|补救|退换|重做|复检|纠正|改正|"
    r"下发|责令|到位)"
)
_LEAD_IN = re.compile(
    r"^(?:[\s,:\u2060]|(?:剩下|剩余|余下)的?[一二两三四五六七八九十\d]*[个家处户条座所]?是|但是|但|不过|可是|可(?![研行再以能用靠控视持回])|就是|只是|"
    r"主要是|主要|目前|现在|因为|由于|因|卡在|一是|二是|"
    r"除了|除开|除去|存在的?问题|问题是|结果|所以|还是|就|也|说|是|剩余的|剩下的|其中|这个|那个|嗯|啊|原因|方面|暂时|"
    r"企业反映|实在|确实|得|只能)+"
)
_SINCE = re.compile(
    r"(?:入[冬汛夏秋春梅伏]|开春|开年|今年|年初|节后|[本上]月|\d{1,2}月(?:份|底|初|中旬)?|[这前]段时间|[近这](?:半个?月|个把月|[一二两三四五几]个?(?:月|周|礼拜|星期))|近期|最近)(?:以来|以后|之?后|开始)?"
)
"""Since when it has been so, where the weather is named besides."""
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
    if waits_for_weather(text):
        return 0, len(text)
    if at := _STUCK_AT.search(text):
        return at.span("what")
    if _OUTCOME.search(text) and not _HELD_UP.search(around):
        return None
    if leaves(text, title) and not _LACK.search(text):
        return None
    if _OWN_CHOICE.search(text) and not _HELD_UP.search(around):
        return None
    own = _DEALT_WITH.sub("□", masked(text, title))
    if find_nature(own) and (_STUCK.search(text) or _EFFECT.search(text) or _HOLDS_UP.search(text)):
        return 0, len(text)
    wait = _WAIT.search(text)
    if (
        wait
        and not _STUCK.search(text[: wait.start()])
        and (_EFFECT.search(around) or (_waits_for_means(wait["what"]) and not _in_course(wait["what"], around)))
    ):
        return wait.span()
    if is_unable(_of_the_task(text, title)):
        return None
    lacks = _LACK.search(text) and not is_counted_rest(text)
    return (0, len(text)) if _is_stuck(text, own) or lacks or find_trouble(own) else None


def is_effect(text: str, title: str) -> bool:
    """Only what an obstacle leads to is said (`停工了`)."""
    own = masked(text, title)
    return not leaves(text, title) and (is_unable(_of_the_task(text, title)) or _EFFECT.search(own) is not None)


def _of_the_task(text: str, title: str) -> str:
    """What is said behind the words of the title that open a phrase."""
    return text[len(text) - len(masked(text, title).lstrip("□")) :]


def is_cleared(text: str) -> bool:
    """The phrase says that the trouble is over, and tells of no other behind it."""
    over = _OVER.search(text)
    return over is not None and not _LACK.search(text) and not _STUCK.search(text, over.end())


def trimmed(text: str, span: tuple[int, int], title: str) -> tuple[int, int]:
    """Without what leads in, the task's own title in front, and what trails behind."""
    start, stop = _own_clause(text, *span)
    since = _SINCE.match(text[start:stop])
    if since and find_nature(text[start + since.end() : stop]):
        start += since.end()
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
    return any(find(clause) for find in (_LACK.search, _STUCK.search, find_nature, find_trouble))


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
