"""Whether the words around a figure tell that so much was reached, and how surely: done, planned, left or under way."""

from __future__ import annotations

import re

from bot.language.units import UNIT, comparable
from bot.model import Asked, Quantity
from bot.replies.progress.corrections import SAID_BEFORE
from bot.replies.progress.figures import NUMBER
from bot.replies.progress.shares import SAID_TO_BE
from bot.replies.tasks.titles import masked, without_title
from bot.replies.words.lexicon import shape, without_compounds

_OF_SUCH = re.compile(r"[一-龥]{1,2}(?:、[一-龥]+)+等")
"""Things told one by one before they are counted (`月饼、糕点等食品252批次`)."""
_LISTED = re.compile(rf"(?:(?:{NUMBER})(?:{UNIT})[、和及]?)+$")
_DONE = shape(
    r"(?:已|已经|累计|实际|完成|共)[^,\d]{0,10}$|(?:余额|保有量|总数|总量|规模)[^,\d]{0,3}$|{count}[了完好成出掉过得]?[^,\d]{0,8}$|[一-龥](?<![等直拖延迟推没])到了?$|"
    r"[一-龥](?:了有?|完|好|成|出来|起来|上去|下去|进去)$|的$|[开办建签装修通交挂投种改][一-龥]?的有$|[为达是]$"
)
_DONE_AFTER = shape(
    r"^(?:已经?|都|全)+(?:能|可以?)(?:正常)?[一-龥]{1,2}了?$|^(?:已经?|都|全)?(?:能|可以?)(?:正常)?(?:用|住|走|开|跑|使用|通行|通车|入住|运行|运转)了?$|"
    r"^已经?(?!{begin}|{ongoing}|{plan}|有|到了)[一-龥]{2}[了完好]?$|^在[用线岗]|^全部\u2060+|"
    r"^(?:已经?|全部|都|均)(?!{begin}|{ongoing}|{plan})[^,没未在有\d]{0,2}{count}[^,没未在有\d]{0,5}$|"
    r"^[一-龥]{0,6}?(?:的)?(?:已经?|全部|都|均|全都|全)?(?:已经?)?~"
    r"(?:{whole}|[一-龥](?:完|好|成|出|齐|掉)(?:了|啦)?|[一-龥](?:上|到|下)(?:了|啦)|{count}(?:了|完成)?$)|"
    r"^(?:已经?)?(?:全部|都|均|全)(?:已经?)?(?![没未不在需要待等是有很将])[一-龥]{2,6}$|"
    r"^[一-龥](?<![没未不])[实通满净妥亮牢]了?$|^{count}了(?![\d一二两三四五六七八九十])[一-龥]{1,2}$|^(?![断停坏出反变翻塌黄跑退倒挨]|来|去)[一-龥]了(?![\d一二两三四五六七八九十])[一-龥]$|^(?:都|全|均|全部)(?:已经?)?[^没未不,]{1,6}了[^,]?$|^[^没未不,有\d]{1,4}了$|^(?:了|吧|左右|的样子|上下|多|出头|开外|挂零|有余)*$|^超"
)
_STATED_AFTER = shape(
    r"^[一-龥]{0,8}?(?:全部|悉数|尽数)(?:已经?)?(?!{begin}|{going}|{prepare}|{ongoing}|{stuck}|{not}|[不在需要待等是有很将停受卡无签报拿领]|[进纳列]入|明确|"
    r"下发|确定|制定|通过[初预]|提交|公示|采购|摸|登记|正常|稳定|平安)[一-龥]{2,6}$|"
    r"^全部\u2060+|^[一-龥]{0,6}?(?:已经?|全部|都|均)~(?:{whole}|[一-龥]完)|^(?:已经?)?(?:全部|都|均|全)(?:已经?)?(?![没未不在需要待等是有很将])[一-龥]{1,4}$"
)
_WHOLE_AHEAD = re.compile(rf"^(?:{NUMBER})(?:{UNIT})(?![一-龥]*[了完好成已])[一-龥]{{0,4}}$")
"""The whole, right before a part of it (`24座电站22座在线`)."""
_ONE_BY_ONE = re.compile(r"一([一-龥])\1地?")
_SAYS = re.compile("^.*[说讲报][:,]?[“\"'‘]")
_OUT_OF = re.compile(rf"(?:{NUMBER})(?:{UNIT})(?:里头?|里[面边]|当?中|之中),?")
_SURELY = re.compile("已|实际|完成|了")
_REACHED = re.compile("已|实际|累计")
_ADDED_UP = re.compile("(?:合计|加起来|合起来|拢共)(?:是|有|了|到)*$")
TOTAL = re.compile("累计")
COMPLETED = shape(r"{whole}")
_WHOLE_BEFORE = shape(r"{total}(?:的|有|是|为|了)?[^,\d]{0,3}$")
_DONE_WITH = re.compile("(?![^,]*[缺欠差需要少没未不剩余在拟待将因无停退])[一-龥]{2}")
_SUCH = re.compile("(?!的|中|里|以|级|左右)[一-龥]{2,4}")
"""What is counted, behind a verb that only here is heard (`物业进驻104个小区`)."""
_NAMED = re.compile(r"[一-龥]{3,6}(?<![有个于])")
_NOISE = shape(
    r"(?:\d{1,2}-)?\d{1,2}月(?:份|底)?|[一二三四]季度|[上下]半年|目前|现在|本年|今年|截至|大概|约|左右|有|{past}|我们|这边|那边|咱们?|我局|本局|[\s,:的就是才只不过]"
)
_PLANNED = shape(r"{plan}[^,\d]{0,10}$")
_EARLIER = re.compile(rf".*(?:{NUMBER})(?:{UNIT})(?=[^,\d]*[了过完]$)")
"""Up to the figure before: what was planned is that one (`任务六千人到昨天筛了…`)."""
_STILL_THE_SAME = re.compile("[还仍]是(?:那|这|原来|原先|上次|上回|老)的?那?$")
"""A total as it was before; one that equals the target is what is still left instead (`遗留户还是那5家`)."""
_NOT_THE_TOTAL = (
    shape(r"(?:超(?:了|出|额)?|多(?:了|出)|少了|{not}(?:有)?[^,\d]{0,3})$"),  # beyond, or none of it
    shape(r"(?:(?:^|还)[离距]|(?!差不多){remain})的?[^\d,零一二三四五六七八九十百千万]{0,6}$"),  # left
    re.compile(r"(?<!不)(?<!减)[缺欠短](?:了|着|口)?(?:约|近|大概)?$"),  # wanting
    shape(r"正在[^,\d]{0,6}$|{ongoing}的?(?:项目|企业|重点项目)?(?:有|是)?$"),  # under way
    shape(
        r"{more}(?![^\d,]*(?:累计|到了|达到|升到|增至|统计|汇总|调度|盘点|清点|报上来|数据?是))[^\d,]{0,8}$"
    ),  # an increment
    re.compile(r"(?:本|这个|当|上个?)(?:周|月|星期|礼拜|季度?)(?![^\d,]*累计)[^\d,]{0,8}$"),  # an increment of a time
    re.compile(
        r"(?:还是|仍是|仍然是|就|光|剩下?的?)(?:那|这|老|原来|几个)+[^,\d]{0,2}$"
    ),  # the same as ever, still left
    re.compile(r"(?:[人户亩日月年周车班]均|平均|每[一-龥]{1,3}|千人口?)[^,\d]{0,8}$"),  # of each
    re.compile(
        r"(?:排查|摸排|摸底|接[到报]|接访|收到(?!手))(?![^,\d]*(?:整改|[完了清]|化解|治理|处置|销号))[^,\d]{0,8}$"
    ),  # what was come upon
    re.compile(r"(?:发现|查出|排查出|下达|移交|反馈|收集)[^,\d]{0,8}$"),  # a finding
    SAID_BEFORE,
    re.compile(r"(?:[方商户板人业]跑|倒|退|黄|丢|死|坏|流失|撤|涉及|惠及|受益)[了掉走]*$"),  # lost; whom it serves
    re.compile(
        r"(?:受理|报考|报送)[^,\d]{0,4}$|报(?:到|给)?[省市县区部][里局厅委]?$|参加[^,\d]{0,3}$"
    ),  # an earlier stage
    re.compile(r"(?:不是|并非|而非|不到|不足)$|(?:抽查|抽检|抽取|抽样|预审|初审|复查)[^,\d]{0,4}$"),  # denied; a sample
    re.compile(r"(?:较|比)[^,\d]{1,8}(?:增|多|涨|升|添)[^,\d]{0,6}$"),  # more than at another time
    re.compile(r"其中[^,]*$|(?<![说是报:])[“\"'‘「《][^”\"'’」》]*$"),  # some of them; a name
    re.compile(
        r"除了[^,]{0,3}$|(?<![拆清移扣消解排])除[^,]{0,1}$|(?:去年|往年|上年|前年|同期)[^,\d]{0,6}$"
    ),  # excepted; of another year
)
_SIGNED = re.compile(
    r"(?:签约|签订|签[了下]?合同|订购|下单|到货|发货)[^,\d]{0,3}$|(?:[货表灯桩泵车机柜管缆箱苗料]|设备|材料|器材|物资)(?:已|都|全)?(?:运|拉|送|发)?到了?$"
)
_BOUGHT = re.compile(
    "采购|购置|购买|订购|添置|置办|储备|配备|配送|调运|(?<!人才)引进|招引|招商|签|订单|流转|出租|招租|销售|认购|订阅"
)
"""What is not bought or agreed upon but built or set up is not there when it is signed for or has been delivered
(`签约20部，投用11部`)."""
_FINAL = re.compile("完工|竣工|销号|办结|结案|交付|投用|投产|投运|清零|通车|通过验收|验收通过|验收合格")
"""The last stage of any work, of several that are counted (`入库73个，开工48个，完工31个`)."""
_AGREED = re.compile("签[了好妥]?$")
_MOVES = re.compile("搬迁|搬离|拆迁|外迁|腾退|退捕|安置")
"""Who has agreed to go has not gone (`签了285户搬走260户`)."""
_TRAIL = re.compile("[了过完好成到]+$")
_STILL_AT = re.compile("[一-龥]{2}(?:正在?|还在|仍在|待|准备|打算)[一-龥]{1,2}$")
"""So many are being worked at (`3所摄像头黑屏正在换`)."""
_ONLY_BEGUN = shape(r"^[^,\d]{0,6}?(?:已经?|都|全|均|全部)+(?P<what>{begin})")
_BEGUN = shape(r"(?P<what>{begin}|(?<![公召展打离放推敞])开(?=了)|开挖|挖沟|摸底|评估|报名|放线)[了过]?(?:建设|施工)?$")
_NO_MORE_THAN_BEGUN = re.compile("开工|动工|开建|破土|立项|挂网|招标|进场")
_NONE_AFTER = re.compile(
    r"^[^,\d]{0,3}[被让给][^,\d]{1,10}[占堵挡压拦封租埋围锁][^,改拆清移完好]{0,4}$|"
    r"^[^,\d]{0,3}(?:漏|裂|渗|返[工修]|不[愿肯让同配])|^[^,\d]{0,5}(?:坏|断|黄|跑|丢|死|裂|漏|塌|停[产工运])了?$|^一[一-龥](?:都|也|还)?[没未]|^[^,\d]{1,4}中$|^(?:正|都|均)*在(?![用岗线位产营运]|[一-龥]*[一二两三四五六七八九十])[一-龥]{1,3}$|^[^,\d]{0,3}(?:员|师傅|工人|专家|人手|班组|队伍)|^(?:里头?|里边|中|当中|之中|里面)|^(?:的|是)?(?:不合格|不达标|有问题|存在|问题|异常|隐患)|"
    r"^(?:[都也还]|一直)*(?:没|未)|^(?!就)[^,]{0,2}(?:缺|卡|停|黄了|流标|谈不)"
)
_UP_TO = re.compile(r"(?:到|截[至止]到?)(?:今天|今日|昨天|昨日|上周|本周|这周|上月|本月|上个月|现在)")
_ONLY_THE_WHOLE = shape(
    r"(?:一共|总共|共计?|总计)(?:有|是)?$|(?:[定给派分]|下达|要求|安排|规定|交代|核定)(?:下来)?的(?:任务|指标|数|计划)?就?[是为有]$|[^,]{2}的$"
)
"""A figure that equals the target behind these words restates it (`今年一共十个`, `督办的6处`)."""
_TO_DATE = re.compile(
    r"(?:到目前|到现在|目前|至今|截至[^,]{1,8}|现在|累计|加起来|合起来|前后)[^,\d]{0,4}(?:一共|总共|共计?|合计|总计)|合计(?:完成)?$"
)
_NEXT_FIGURE = re.compile(rf"[、和及](?=[一-龥]{{0,6}}(?:{NUMBER})(?:{UNIT}))")
_HAS_DONE = re.compile("[一-龥]了$")
_OF_THESE = shape(r"(?:都|也|还|但|却|正|就)*(?:{ongoing}|{not}|不|有|因|准备|计划|预计|将)")
"""Behind a count of what was done only what follows at once is said of it (`竖了180盏｜灯头还没到货`)."""
_GOING_AFTER = shape(
    r"^(?:[一-龥]{0,4})?(?:{ongoing}(?!的?[一二两三四五六七八九十\d])|{not}|不(?!是)|有(?![了一二两三四五六七八九十\d])|因|因为|业主|涉及|准备|计划|预计|将)"
)


_ENROLLED = re.compile(r"报(?:了|上)?名[^,\d]{0,4}$|^(?:人|名)?(?:[已都]?报(?:了|上)?名)")
_ENROLS = re.compile("招募|招生|招聘|招录|招收|报名|征集|征兵|募集|动员|参赛")
"""Who has put down his name is an earlier stage of anything but the gathering of names."""


def how_surely(before: str, after: str, quantity: Quantity, asked: Asked) -> int:
    """How surely the figure between these words is the total reached; 0 where it is not."""
    after = _ONE_BY_ONE.sub("", after)
    before, after = _WHOLE_AHEAD.sub("", _OUT_OF.sub("", _SAYS.sub("", before))), _NEXT_FIGURE.split(after)[0]
    if before.endswith("、") and _DONE_AFTER.search(after):
        before = ""
    tail = _UP_TO.sub("", SAID_TO_BE.sub("是", _LISTED.sub("", _OF_SUCH.sub("", before)))[-14:])
    if _STILL_THE_SAME.search(tail) and not after:
        return 3 if comparable(quantity, asked) != asked.target else 0
    if any(sign.search(masked(tail, asked.called)) for sign in _NOT_THE_TOTAL) or _NONE_AFTER.search(after):
        return 0
    if _ENROLLED.search(tail) or _ENROLLED.match(after):
        return 3 * bool(_ENROLS.search(asked.called))
    if comparable(quantity, asked) == asked.target and _ONLY_THE_WHOLE.search(tail) and not _STATED_AFTER.search(after):
        return 0
    if (begun := _ONLY_BEGUN.match(after)) and begun["what"] not in asked.called:
        return 0
    of_another = _HAS_DONE.search(tail) and not _OF_THESE.match(after)
    if _STILL_AT.search(after) and not _STATED_AFTER.search(after):
        return 0
    if _GOING_AFTER.search(after) and not _DONE_AFTER.search(after) and not of_another:
        return 0
    done, planned = _DONE.search(tail), _PLANNED.search(without_compounds(masked(_EARLIER.sub("", tail), asked.called)))
    if planned and not (done and _REACHED.search(tail, planned.start())):
        return 0
    if asked.target is None:
        return 2 if done and _SURELY.search(tail) and set(tail[-6:]) & set(asked.called) else 0
    return _strength_done(before, tail, asked) if done else _strength_bare(before, after, tail, asked)


def _strength_done(before: str, tail: str, asked: Asked) -> int:
    """A verb of doing stands before the figure: `累计` and words of the title make it surer."""
    if (begun := _BEGUN.search(tail)) and begun["what"] not in asked.called:
        return int(_NO_MORE_THAN_BEGUN.search(begun["what"]) is None)
    if _SIGNED.search(tail) and not _BOUGHT.search(asked.called):
        return 1
    if _AGREED.search(tail) and _MOVES.search(asked.called):
        return 1
    own = len(without_title(before, asked.called)) < len(before) or bool(set(tail[-2:]) & set(asked.called[-3:]))
    completed, sure = COMPLETED.search(tail), _SURELY.search(tail)
    total = TOTAL.search(before) or _TO_DATE.search(before)
    named = _TRAIL.sub("", tail)[-2:] in asked.called and len(tail) > 1
    final = _FINAL.search(tail) and not _FINAL.search(asked.called)
    return 2 + 2 * bool(completed) + 2 * bool(final) + 4 * bool(total) + max(own, 3 * named) + bool(sure)


def _strength_bare(before: str, after: str, tail: str, asked: Asked) -> int:
    """No verb before it: done is said behind (`87所全部走完`), or nothing but the title stands there (`招聘会4场`)."""
    if _WHOLE_BEFORE.search(tail) and not _DONE_AFTER.search(after):
        return 0
    if _STATED_AFTER.search(after):
        return 3
    if _ADDED_UP.search(tail):
        return 5
    own = without_title(before, asked.called)
    if len(_NOISE.sub("", own)) <= 2 and _DONE_AFTER.search(after):
        return 1
    counted = _DONE_WITH.fullmatch(own) and _SUCH.fullmatch(after) and own != before
    return int(bool(counted) or (not after and _NAMED.fullmatch(own) is not None))
