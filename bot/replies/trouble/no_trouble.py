"""Words that only look like an obstacle: a request, good news, a delay of the work itself, nothing done yet."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.replies.trouble.reassurance import FINE
from bot.replies.trouble.troubles import late_by_then
from bot.replies.words.lexicon import shape

_ONLY_LOOKS = (
    # what an inspection finds
    r"(?:[查核摸验测筛](?:出来?|到|着)|排查(?:出|到))了?[^,]{0,2}[一二两三四五六七八九十几\d]",
    # which day it will be is still to be heard
    r"^(?:具体|至于|到底|究竟)?(?:[是到交报]|延到)*"
    r"(?:哪一?[天日]|几号|何时|什么时候|多久|几时|(?:具体|准确)?的?(?:时间|日期|日子|天数))[^,]{0,6}?(?:等|待|看|听|"
    r"由|视|以|根据|再)",
    # current switched off for the work
    r"停[电水气][^,]{0,4}(?:配合|作业|施工|计划|窗口|接火|割接|检修)",
    # our own telephone; figures that do not agree, slips of the tongue
    r"手机|我电脑|(?:数|数据|口径|(?<![业司家方])账|跟我们|跟你们|和我们)[^,]{0,4}对不上",
    r"(?:刚才|上次|昨天|之前|前面)[^,]{0,4}(?:报|说|写|填)错|[说看记填写弄搞打算统]错|(?:数|数字|数据|情况|前面|"
    r"上面|刚才|才)[报说填]错",
    # there is enough of it, or it matters little
    r"倒是?(?:有|够|不缺|不少|齐|到位|不愁)|不(?:缺|差|愁)(?:[钱人地料]|什么|啥)?$|小(?:毛病|问题|瑕疵|插曲|状况)",
    r"[少免忘受大错差要跑离]不了|用不了(?=多|几|[一二两三四五\d])|[没无不](?:几|多|一|两|等|用|费|出|过(?![来去])|消|到[一-龥\d]{1,3}[天月周年])[一-龥]{0,3}就|"
    r"一[个家项处座条户所件人口分栋亩件]不[落差少漏缺]",
    # what an inspection brings to light, what others come to inspect in its course
    r"(?:检?查|排查|巡|找)出[^,]{0,4}(?:问题|隐患)|流程[^,]{0,3}[没未][^,]{0,2}走完",
    r"(?<!迟迟)(?<!一直)(?<!始终)(?<!就是)(?:还|也|都|尚|暂)*[没未]有?(?:人)?(?:过)?来(?:现场|"
    r"实地)?[验看查核审评检收测踏勘量]",
    # work still to do, that we have not come to, or are at
    r"完不了的|还有[^,]{1,12}[没未](?:进账|入账|进来|算进?|收上来)|^除(?:了|开|去)?[^,]*的[^,没未不]{0,8}$",
    r"^[一-龥]{0,2}(?:还|也|都|一直|暂时?)?[没未]安排(?:呢|上)?$|没排上[号队]|按兵不动|慢慢来",
    r"(?:没|未|没有)(?:安排|排上|提上|摆上|列入)(?:上|日程|议程|计划)",
    r"(?:的|还|也|都)?(?:正|还|都)?在(?:补|办|催|找|凑|联系|处理|修改|完善|补办|打电话|对接|走流程)(?:了|中|着|呢)?$",
    r"[未不没][一-龥]{1,3}(?:人员|企业|单位|对象|学员|考生)(?:将|拟|计划|正|已|于)",
    # the work will be late, and nothing is in its way
    r"^(?:[^,]{0,12}(?:[底前末内日天周月期]|(?<![账信型])号)[^,]{0,3}|"
    r"(?:怕是|怕|恐怕|估计|肯定|大概|可能|还是|真的?|实在){0,3})[交报完弄办改建修做干]不(?:了|完|出来)$",
    r"(?:没法|无法|不能|难以|很难)(?:按时|按期|如期|在[^,]{0,8})?(?:完成|交付|竣工|完工|办结)|"
    r"[完弄干做搞改建修]不[完成]",
    r"(?:任务|时间|工期|压力)[^,]{0,2}(?:重|紧|大|短)|时间(?:上)?(?:不够|不足|来不及|有限)|不给力|^跟不上$",
    r"[赶用顾比撵追]不上|跟不上(?:计划|进度|节奏|节点|序时|要求)|(?:进度|节奏|步子|工期|速度)[^,]{0,4}(?:没|未|"
    r"不)[^,]{0,2}[跟赶]",
    r"(?:进展|进度|推进|速度|成效|效果|完成情况|完成率|落实情况|整体|总体)[^,]{0,4}(?:不及|低于|不如|(?:没|未)(?:能)?达到?)(?:预期|预想|序时|时序|计划|目标)",
    r"赶不(?:出|及|完)|交不(?:上|了)(?:差|卷|账)",
    # what would follow; that it is not for want of trying
    r"^(?:不然|要不然?|否则|免得|省得)",
    r"^(?:真|也|又|可|倒|绝|并)?(?:不是|不怪|并非|非)(?:我们?|咱们?|俺们?|我局|我镇|本局|下面|同志们)[^,]{0,4}(?:[不没]|偷懒|拖|推)",
    # others put off by themselves what they will do once the holiday or the harvest is over
    r"等[^,]{0,4}(?:寒假|暑假|放假|放学|毕业|学期|过[完了]年|过年|农闲|收[完了]庄稼|庄稼收|孩子考)[^,]{0,4}(?:再|动手|动工|开工|开干)",
    # nothing is known or claimed; a question with its two sides
    r"不了解|不知道|不清楚|没听说|(?:谈|说|算)不上|不(?:能|敢|好)[说算]|不算|(?!动不动)([一-龥])不\1|(?<!还)(?:差一?点儿?就?|"
    r"险些)[一-龥]",
)
_REST_BY_SHARE = shape(
    r"(?:{remain}|差)[^,]{0,2}(?:[一二两三四五六七八九]成[半多]?|[一-龥]{1,2}分之[一-龥\d]{1,3}|\d{1,2}(?:\.\d+)?%)(?!的?{means})[^,没未]{0,4}?"
    r"{not}(?:能)?[一-龥]{1,2}(?:呢|$)"
)
"""A share that is still to be done (`还剩一成没过检`)."""
_NO_BLOCK = re.compile("|".join(_ONLY_LOOKS))
HANDLED = re.compile(
    r"(?:不(?![肯愿同配让给])[一-龥]{1,3}|没(?!人)[一-龥]{1,3}|[坏缺漏错差破塌]|没人)的(?![^,]*(?:没|不[肯愿让给]))[^,]{0,5}"
    r"(?:直接|就[一-龥]|先|晚上|夜里|白天|周末|派|上[门吊车夜]|挑|剔|搬|送|绕|寄|转|请|借|用|拿|贴|填|另|单独|让|叫|统统|一律|再|改|"
    r"重[打做新]|换|修|补|砸|退掉|盖|拆)|"
    r"不够(?:就|的)?(?:从|再|另|就)[一-龥]|(?:不|没|缺|断|停|坏)[^,]{0,3}(?:那几天|那阵子?|那会儿)[^,没不]+[了的]$"
)
"""Those that fail or lack, and in the same breath what is done with them (`修不了的换`, `家里没人的晚上再去`)."""
WAITS_FOR_USE = re.compile(
    r"^(?:就|只|单|专|光|净)等(?:着|到)?(?P<use>开镰|开播|开学|开园|开馆|开业|开张|开市|开门|开春|下地|下田|用|使|上阵|"
    r"汛|大水(?!退)|来水|雨(?![停小])|雪(?![停化])|过冬|过年|客|游客|学生|娃|孩子|业主|住户|群众|老百姓|乡亲|人来住)"
)
"""What is ready waits to be used (`机子都修好了，就等开镰`), and not for the rest of the work."""
_NONE_YET = shape(
    r"一动(?:也|都)?[没未]动|动都[没未]动|"
    r"(?<![剩余有差第只就另外中后这那上下前每])一{unit}(?:都|也|还|尚)(?:还|尚|仍)?(?:没|未)(?!{yield}|给|批|拨|放|兑|到账|到位|下达|见[着到]|拿[到着])|"
    r"^一{unit}(?:还|尚|仍)?(?:没|未)(?!{yield})|(?:没|未|没有)一{unit}(?![^,]{0,2}(?:[肯愿敢理]|{yield}))"
)
_SUPPOSED = re.compile(
    r"^(?:但|不过|就是|只是)?(?:如果|要是|假如|假使|倘若|若是?(?!干)|万一|如遇|如有|一旦|哪怕|即[使便]|就算)(?!.*(?:再不|还不|再没|还没|一直))|"
    r"有(?:什么|啥)?(?:问题|困难|情况|难处|变化)[^,]{0,6}(?:汇报|报告|找|说|反映|联系|请示|上报|沟通)|"
    r"(?:出|有)了?(?:什么|啥)?(?:问题|事|岔子|差错|责任)[^,]{0,4}(?:我|算|由|负责|兜)|^真[^,]{1,8}[我再][^,]{0,6}(?:找|报|说|请)"
)
"""What may come, and what would then be done (`出了问题我负责`)."""
_LEFT_OF_OURS = shape(
    r"^(?:就是|也就)?除(?:了|开|去|却)?(?=.)(?!.*(?:{party}|[局委办厅]|纠纷|争议|官司|反馈|批复|批文|审批|拨|钱|款|资金|指标|许可|"
    r"手续|不让|不肯|不愿|不同意|不配合|动不了|卡|堵|断货|缺货|供货))"
)
"""What is excepted from all that is done is work still to do, unless others are to do it (`除了排水沟没清`)."""
_ASKING = re.compile(
    r"^(?:恳请|请|想请|也请|需要?|希望|申请(?!.*(?:至今|迟迟|一直|没|不[批给回表理]|退回|驳))|拟申请|能不?能|能否)"
)


@lru_cache(maxsize=1024)
def is_no_trouble(text: str) -> bool:
    """A request, good news, a delay of the work itself, nothing done yet: words that only look like an obstacle."""
    return late_by_then(text) is not None or any(
        sign.search(text)
        for sign in (
            _ASKING,
            FINE,
            HANDLED,
            WAITS_FOR_USE,
            _NO_BLOCK,
            _REST_BY_SHARE,
            _NONE_YET,
            _LEFT_OF_OURS,
            _SUPPOSED,
        )
    )
