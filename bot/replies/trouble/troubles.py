"""How trouble is said, by the way its words are put together: who refuses or withholds, what lacks, fails or is gone.

Work of our own that is still to do (`还有三家没查`) is none: others refuse, withhold or leave, means lack, things fail.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.replies.words.lexicon import shape

_BY_THEN = (
    r"(?:前|旬|(?<=[月年季周])[底末]|(?<=[天周月年期日])内|(?<=[\d一二三四五六七八九十周期])[日号]|(?<=[今本])年|"
    r"(?:(?<=[\d一二三四五六七八九十本当])|(?<=这个))月份?|(?:(?<=[本这])|(?<=[本这]个))(?:周|礼拜|星期))"
)
_DENIES = re.compile("[不没无难]")
_LATE = re.compile(
    rf"{_BY_THEN}(?:前|之前|以前|内|还|也|都|就|肯定|怕是?|恐怕|估计|是|确实|真的?|大概|可能|实在|根本|看来|看样子|铁定|多半|我看|怎么着|说什么){{0,3}}"
    r"(?:没(?:指望|戏|希望|可能)了?$|(?![批审拨供])[一-龥]{1,2}不(?:了|完|成|来|出来|上|着|起来|下来|齐|到头)[一-龥]{0,2}(?:$|(?<=了)(?:只能|得|要|恐怕)))|"
    rf"{_BY_THEN}(?:前|之前|以前|内)?(?:肯定|怕是?|恐怕|估计|确实|大概|可能|实在)?(?:无法|没法|不能|难以|不可能)"
    r"(?:按[时期]|如期|全部|完全|全面|全)?[一-龥]{2,4}$|"
    r"(?:按[时期]|如期)(?:肯定|怕是?|恐怕|估计|确实)?[一-龥]不(?:了|完|成|出来)[一-龥]{0,2}$"
)
_BODY = (
    r"(?:{party}|[一-龥](?:主(?!体|要|动)|户|商|(?<![平立地双])方)|[一-龥]{2}(?:[局委办厅院]|"
    r"(?<![泵电车])站)(?![一-龥]{0,3}备案)|公司|"
    r"单位|部门|集团|那边)"
)
_NO_REFUSAL = (
    r"(?!错|多|大|少|远|急|着急|影响|用|需|够|到|在|是|含|存在|涉及|属|再|同|成问题|得不|耽误|低于|少于|良|断|仅|论|"
    r"管|了解|清楚|知道)"
)
_HINDERS = r"(?:[挡堵占拦围埋盖横锁封绊抵缠霸卡扣押截留]|(?<![高低中])压)"
_LEFT = (
    r"(?:跑|走|撤|病|病倒|住院|溜|倒|退租)了(?=$|[^一-龥]|[一二两三四五六七八九十几](?:[名位人]|个(?!多?(?:[月村]|"
    r"星期|礼拜|小时|钟头|来回|晚上|上午|下午|通宵))|[家户](?![^,]*(?:核|查|访|填|签))))"
)
"""Who has left, and how many; so many days or rounds are work (`两个人跑了一个多月`)."""

TROUBLES = (
    # others refuse (`房东不续租`), also with nobody named (`死活不搬`)
    shape(rf"(?P<cue>{_BODY}[^,\d]{{0,8}}?不{_NO_REFUSAL}[一-龥])"),
    shape(
        rf"(?P<cue>(?:死活|就是|硬是|坚决|坚持|天天|成天|说什么|说啥|怎么说|怎么着|始终|一直|总是|老是|一口咬定|"
        rf"铁了心)(?:也|都)?不{_NO_REFUSAL}[一-龥])"
    ),
    shape(r"(?P<cue>材料[^,]{0,2}(?:没|未)(?:到|来|进场))"),
    shape(r"(?P<cue>(?<!场)(?:地|房子?)[^,\d]{0,5}?{not}(?:交|腾)(?:$|出|付|给|过来))"),
    # others have not done what is theirs (`省里细则还没出`)
    shape(
        rf"(?P<cue>{_BODY}[^,\d]{{0,8}}?(?<!的)(?:{{not}}|不)[^,\d不]{{0,3}}?{{withheld}}(?!完|齐|全|时|节点|期|假|学|心|松|手))"
    ),
    # means have not come (`图纸没到`), do not suffice (`司机没招够`) or are not there (`没运力`)
    shape(
        r"(?P<cue>(?:{means}|[泵管缆机件料货车塔桩板砖瓦灯柜门窗梁架罐炉网线])[^,\d]{0,4}?{not}[^,\d]{0,2}?(?:到|来|批|下|给|拨|通|送|运|落实|开放|着落|腾|办下|谈|付|供)(?!时|节点|期))"
    ),
    shape(
        r"(?P<cue>{not}[^,\d]{0,2}?(?:招|凑|筹|借|租|请|买|订|雇|聘|谈|争取|申请|要|拿|约)(?:够|满|齐|到|着|来|下来))"
    ),
    shape(
        r"(?P<cue>(?<![有里])没有?(?!人(?!手))(?:施工|规划|用地|土地|环评|消防|足够的?|合适的?|配套|专业|专职|现成的?)?{means}(?!问题|到|来|批|下|给|员都|说|管|跟|通知|告诉|和|对|问|意见|去|知道))"
    ),
    # a paper or a sum is stuck (`林地手续又卡住了`)
    shape(r"(?P<cue>{means}(?:又|也|给|都|还|这块)*卡(?:住|壳|着))"),
    # people are gone, things fail
    shape(
        r"(?P<cue>(?<![无没]人)(?<!人员)(?:受伤|摔伤|砸伤|骨折|中暑|晕倒|累倒|出车祸|出了车祸)了?|"
        r"[领拿讨要]不到(?:钱|款|工资|工钱)|(?:老板|经理|[局科镇乡村处厂]长|会计|主任|法人|书记|"
        r"负责人)[^,]{0,2}(?:进去|栽|折|判)了|(?:账户|账号|厂子?|工地|路|大?门|店)(?:给|被|都)?封了$|"
        r"{gone}(?!的?风险|(?<=罚款|起诉|查扣|举报|上访|告状|留置|叫停|勒令|解散|关门)\d)|[一-龥]{2}(?:住院|"
        r"病倒)了|{broken}|(?:队|人|员|长|方|商|家|户|位|司|厂|师|板|主|"
        r"工)(?:都|全|也|又)?" + _LEFT + ")"
    ),
    # held by somebody, or for long (`许可证压了两个月`)
    shape(
        r"(?P<cue>[压押扣捏攥晾搁卡](?:在|着)[^,]{0,8}(?:手里|手上|那里|那儿|那边|[局委办厅院行]里?)|"
        r"[压押扣捏攥晾搁撂卡耗磨吵闹争扯僵]了[^,]{0,2}[\d一二两三四五六七八九十几好半][^,]{0,3}(?:天|日|周|礼拜|星期|"
        r"月|年)|"
        r"(?:{means}|{party}|排队|排产|供货|发货|交货)[^,]{0,8}(?:要|得|还要|还得)等)"
    ),
    # damaged by weather, beasts or others (`薄膜被掀了两回`)
    shape(
        r"(?P<cue>(?:被|让|给)[^,把]{0,6}(?:掀|刮|冲|淹|砸|震|吹|烧|泡|毁|撞|啃|踩|偷|盗|挖|压|刨)(?:了|开|翻|倒|垮|走|断|坏|毁|掉)(?![^,]*(?:修|补|换|清|搬|好|完)))"
    ),
    # something stands in the way (`被一座老坟占着`)
    shape(
        r"(?P<cue>(?:被[^,]{1,14}?" + _HINDERS + r"(?:着|住|死|掉|去|用|得|在|了)|"
        r"[让给叫][^,把]{1,14}?"
        + _HINDERS
        + r"(?:着|住|死|得|了$))(?![^,]*[清搬拆移开])|[被让给叫][^,]{1,8}?(?:挖|抽|借|调|撬|抢)走)"
    ),
    shape(r"(?P<cue>[堵拦挡横躺坐守围闹][在到][^,]{0,8}(?:门口|路口|工地|路上|大门|现场|井口|桥头|巷口|院里))"),
    # taken, held or shut by others (`设备被海关扣了`)
    shape(
        r"(?P<cue>被(?!子)[^,]{1,6}(?:扣|封|抓|冻|拖|停|退|收|抢|偷|挖|毁|砸|烧|拦|堵|调走|借走|叫停)(?:了|下来|住|断|坏)(?![^,]*(?:恢复|解)))"
    ),
    # rules changed (`政策变了`); a price that is not agreed
    shape(
        r"(?P<cue>(?:政策|规划|标准|口径|要求|红线|图纸|路线|选址)(?:又|都|临时)?(?:变|改|调整|调)了|"
        r"[谈压砍讲]不[下拢平来](?:价|钱|条件)?|(?:就|只有?|才)[一两二三四五\d]个人(?!员))"
    ),
    # others set a condition (`厂家要先付款才发货`)
    shape(
        rf"(?P<cue>{_BODY}[^,\d]{{0,6}}?(?:非?要|得|必须|坚持|说)(?:求|先|等|再|见|收|交|付|结|涨|加|拿|签|补|赔|办|给|不|我们?)[^,]{{0,10}}?(?:才(?!能?完|验收)[一-龥]|就不|否则不))"
    ),
    # no money, quota or place for it (`这笔钱账上没有`, `经费没处列支`)
    shape(
        r"(?P<cue>(?:钱|款|资金|经费|[一-龥]费|费用|预算|指标|名额|编制|额度|场地|用地|人手|师资|运力|房源)[^,]{0,5}?(?:没有|没了|没(?:地方|处|渠道)[一-龥]{0,3}|无处[一-龥]{1,3})$|"
        r"(?:账上|账户上?|预算里|手里|手上|库里|兜里|盘子里)[^,没]{0,2}没有?(?:这[个笔])?(?:钱|款|资金|指标|名额)?了?$)"
    ),
    # told to stop (`领导说先停一停`)
    shape(
        r"(?P<cue>(?:{party}|领导|书记|[区县市镇]长)[^,]{0,4}(?:说|要求|让|叫|通知|定)[^,]{0,6}"
        r"(?:先停|停一停|停下|缓一缓|先缓|放一放|先放|别动|不搞|不让|暂停|暂缓|叫停))"
    ),
    shape(r"(?P<cue>(?:让|叫|要|令)我?们?(?:都|一律)?先?(?:停(?!车|电|水)|缓一?缓|等着|别动|打住))"),
    # sent back or held by others (`初审两次被退`), nobody there to do it (`挂了两回没人摘牌`)
    shape(
        r"(?P<cue>被(?:退|打回|打了回|驳回|否|毙|卡|叫停|停|扣|冻结|查封|封|拒|砍|核减|抽走|抽调|占|挤|挪用|投诉|起诉|告)|"
        r"(?:没|无)人(?!机|驾驶|值守|区|岛|船|车|住|在|用|受伤|缺席|迟到|掉队|投诉|上访|反对|有意见|说|跟|管我|通知|告诉|和|对|问|员)[一-龥])"
    ),
    # changed or cut over our heads (`政策变了`, `预算砍了一半`), our turn far off (`排产排到六月`)
    shape(
        r"(?P<cue>(?:政策|规划|标准|口径|要求|设计|红线|规则|条件)[^,]{0,3}(?:变了|又变|变动|又改|改了|调整了|收紧)|"
        r"(?:预算|资金|经费|指标|款|编制|额度)[^,]{0,4}(?:砍|压减|核减|削减|收回|缩水)|"
        r"(?:排产|排期|档期|排队|号)[^,]{0,3}(?:排|轮|等)到[^,]{0,4}(?:年|月|周|天))"
    ),
    # hard to do (`选址难`), too much of something (`运距太远`)
    shape(
        r"(?P<cue>(?:难|不太?好|不怎么好|不易|不便)(?:推|弄|搞|缠|干|征|拆|啃|落|找|招|约|办|谈|协调|做|请|借|租|拆|搬|进|批|管|清|迁|落实|沟通|统一|度)|"
        r"(?:选址|协调|拆迁|征收|取证|落地|融资|招工|用工|招人|推进)(?:太|很|比较|确实)?难|"
        r"(?:太|过于)(?:远|窄|小|密|杂|乱|旧|薄|浅|挤|分散|复杂|苛刻|严))"
    ),
    # tried again and again in vain (`调了四回还是不过关`)
    shape(
        r"(?P<cue>[一-龥]{1,2}了?[^,]{0,2}[\d两三四五六七八九十几好多][来多几]?(?:回|次|遍|版|轮|趟|稿)[^,]{0,2}(?:还是|仍|都|也|依然|就是|总)[^,]{0,2}(?:不(?!错|影响)|没(?!问题|事|落|有?问题)|未))"
    ),
    shape(r"(?P<cue>(?:误报|报错|出错|故障|返修|退货|差错)(?:太|很|频|多|率高))"),
    # a test that others make and that keeps the work waiting (`检测报告疾控还没出`)
    shape(
        r"(?P<cue>(?:检测|化验|鉴定|评估|检验|审计|测绘|监测)[^,]{0,3}(?:报告|结果|数据)[^,]{1,6}{not}(?:出|给|发|下))"
    ),
    # papers of others that have not come out (`规划条件没出`)
    shape(
        r"(?P<cue>(?:规划条件|红线图?|蓝线图?|批文|批复|许可证?|审图意见|环评意见|技术审查意见|函|纪要|细则|政策|导则|[构局委办厅院会司部](?:里|上)?){not}(?:出|下|发|给)(?!图?时|节点|期|动|门|事|岔)[一-龥]{0,2})"
    ),
    # what cannot be reached (`批文办不出来`)
    shape(
        r"(?P<cue>[谈批办找借租买付打登传对连导接联要追报供算招请雇聘约订凑](?:不)(?:成|平|出来?|着|起|回来?|开|过|"
        r"通|上|进|到))(?!时候)"
    ),
)
_COUNTED_REST = shape(
    r"(?:{remain}|差)[^,]{0,2}[\d一二两三四五六七八九十几](?![^,]{0,8}(?:钱|款|资金|手续|证|指标|条件|图纸|批文|许可|红线)[^,]{0,2}{not})[^,]{0,8}?{not}(?!人)[^,]{0,2}"
    r"(?:选(?!上)|定(?!下来)|布|接|划|挂|刷|贴|铺|栽|挖|签(?!字)|报|交|查|跑|走|搬|拆|做|装|改|回|到|来|验|完|弄|办|"
    r"建|开|核|收)"
)
"""Some that are still to be done (`还差三户没签`)."""
_OF_OTHERS = shape("{party}(?:那边|这边)?(?:还|也|都)?$")
_UNABLE = re.compile(
    r"^(?:[\s,:]|所以|就|也|都|只能|目前|现在|暂时?|我们?|咱们?|这边|实在|确实|根本|后面|剩下的|还是|一直|导致|致使)*"
    r"(?:(?:没法|无法|不能|没办法)[一-龥]{0,6}|[一-龥]{1,3}不(?:了|动|成|下去|起来)[一-龥]?)$"
)
"""Only that nothing can be done, with nobody and nothing named: the effect of an obstacle said elsewhere."""


def late_by_then(text: str) -> re.Match[str] | None:
    """That the work will not be done by a day (`五一前挂不了网`): a slip, and nothing in its way is named."""
    return _LATE.search(text) if _DENIES.search(text) else None


@lru_cache(maxsize=1024)
def find_trouble(own: str) -> re.Match[str] | None:
    """The first words of trouble in a phrase from which the words of the task's title are blotted out."""
    if is_counted_rest(own):
        return None
    found = (shape.search(own) for shape in TROUBLES)
    return min((one for one in found if one), key=lambda one: one.start(), default=None)


def is_counted_rest(text: str) -> bool:
    """Some are still to be done or to come, and nothing is said that keeps them (`还差六名没到岗`)."""
    rest = _COUNTED_REST.search(text)
    return rest is not None and not _OF_OTHERS.match(text[: rest.start()])


def is_unable(text: str) -> bool:
    """The phrase says no more than that something can't be done (`没法开展`)."""
    return _UNABLE.search(text) is not None
