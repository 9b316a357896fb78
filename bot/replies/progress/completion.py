"""Whether a phrase says that something is finished, and whether it is the task as a whole or a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.replies.progress.endings import find_endings
from bot.replies.tasks.titles import masked, places, without_title
from bot.replies.words.lexicon import WORDS, shape

_PARTED = "|".join(f"{word[0]}了{word[1]}" for word in WORDS["whole"].split() if len(word) == 2 and word[1] != "了")
"""A verb and its object with 了 between them (`授了牌`)."""
_WHOLE = shape(
    r"(?<![放散离让避躲甩推掰拉抛想看走敞公铺摊展])开了(?![头个局线槽口题篇沟荒])|"
    r"已经?(?!{begin}|投入|使用不)[开营迎投运通使住入][一-龥]{1,4}?了?(?:半|[\d一二两三四五六七八九十]+)[个多来]*(?:天|周|星期|礼拜|月|年)$|"
    rf"^完了?$|{_PARTED}|(?:通过了?|过了)[^,没未]{{0,8}}(?:认证|验收|核验|终验|初验|评审|评估|审核|审查|认定|复核|考核|检查)(?:了|$)|"
    r"{whole}|[√✓✔✅☑]|ok(?=了|啦)|(?![能会要可没不未快才将须必本体步多])[一-龥](?:完|毕)(?:了|啦|$|(?=[并且、]))|"
    r"[弄办搞做建修装铺谈贴写备整布排理编拍录印安架栽种收清扫洗摆挂绑扎钉接焊刷漆喷绘画刻配调拼捆包涂砌租订选换改移腾补分存码囤垛堆缝糊盖垫夯压磨钻拴系套]好|"
    r"[搬迁移转挪划并换改调]过[去来]了$|(?:平安|顺利|平平安安|安安全全|顺顺当当|圆圆满满)[^,]{0,3}(?:过去|过了|结束|收场|度过)了?$|(?<![没未不快才能会可])[招收配凑备领发补]齐$|(?:拾掇|收拾|归置|捯饬|打理|料理|安顿|置办|打扫|布置|装扮|整理|清点)(?:好|妥|完|"
    r"齐|停当|利[索落]|干净|出来)了?|(?:灌|封|堵|焊|钉|关|锁|浇|砌)(?:死|住|严|实)了$|[一-龥](?:净|尽|空|遍|停当|"
    r"瓷实|严实|踏实|熨帖|周全|彻底)了$|"
    r"[发送交打拨派寄运还退](?:到|给|进)[^,没未不]{1,8}(?:手[里上中]|家[里中门]|户|卡[里上]|账[上户]|位|村|里头)了$|"
    r"[一-龥]得([满足妥齐净透光好])\1的$|了了$|两清了?$|(?:交|清|结|销|完)账(?:了|$)|"
    r"[一-龥](?:上|齐|光|妥|掉)了$|[招募凑备收攒找聘请买订筹]够(?:了|数)|够数了?$|(?:名额|人|员|者|数)(?:也|都|已经?)?[够满]了$|满员了?$|[签拿买租定谈盘接批选争啃][下定]了|[搞弄]定(?:了|晒|$)|"
    r"[办开搞做弄][得的]很?(?:成功|圆满|热闹|漂亮|红火)|[一-龥]得(?:干干净净|干净|利利索索|利索|妥妥当当|妥当|妥帖|"
    r"圆满)|(?:已经?|就|都|全)(?:能|可以)(?:正常)?[用住走坐充骑停吃洗](?:了|$)|[推打修掏疏挖拉架钻凿]通了$|(?:够数|足额|满额|满员|足数|超数)了$|(?<![才不没])(?:能|可以)(?:正常)?[用住走坐骑跑停游逛看喝浇进充吃洗借读种养办](?:人|车|水)?了$|完事(?:了|儿|$)|利[索落]了?$|"
    r"[送寄发投交拨打拿办找搬运传]到了$|"
    r"[送寄发投交装通接铺架][^,没未不]{0,2}到[一-龥]{0,3}[家户手村组校厂店楼屯卡折册账头][上里中]?了$|[一-龥](?<![超错路经通看来问谈找去听])过了$|"
    r"(?![派跑])[一-龥](?:[出进上下回]去|下来|出来|回来|到位)了$|"
    r"(?<=[都均全])(?!{begin}|上[手马路阵]|[接入]手|改[种养行做]|收到|知道|明白|看到|[不没未]|(?![封堵锁焊钉]死)[^,]?[死坏跑丢毁烂淹黄病塌垮断停])(?:已经?)?[一-龥]{1,2}了$|"
    r"(?![进到])[一-龥]了最后[一那]?(?!步|阶段|冲刺|期限|关头|时刻|通牒|一次)[一-龥]{1,6}$|"
    r"(?<=已)[交报批办送结清改换搬拆修装付签开通训发种栽核收验抽测评选贴刷铺印撤登录配割播缴兑](?:了|$)|(?<=已)[一-龥][上齐光好完妥毕清通](?=[、并])|(?<=已经)[交报批办送结清改换搬拆修装付签开](?:了|$)|"
    r"(?<=全部)(?:已经?)?(?!{going}|{begin}|{slip}|{stuck}|{not}|[在可受停待等未没不]|良好|稳定|平安)[一-龥]{2}了?$|(?<=最后)[^,\d没未不]{1,8}(?:也|昨[天晚日]|今[早天]|刚刚?|上午|已经?)[^,没未不]{1,4}了$|(?<=最后)[^,\d没未不]{1,8}(?:昨[天晚日]|刚刚?|已经?)[^,没未不]{1,4}$|"
    r"(?:昨[天晚日]|前天|上个?(?:周|月|礼拜|星期)[一二三四五六日天末初底中]?|\d[日号]|刚刚?|早就|今早|今天|"
    r"早)(?:[早上中下晚傍][午上晚])?(?:[一二两三四五六七八九十\d]{1,3}点(?:半|多|一刻|钟|来钟)*)?"
    r"[一-龥]{1,2}(?<![新做干弄办在换买装看来请找问去])的[一-龥]{0,2}$"
)
_ALL_DONE = shape(
    r"(?<=[都均全])(?![改转][种养行做投]|收到|知道|明白|看到|[^,]*(?:{begin}|{not}|快|差不多|半|安排|布置|部署|通知|清楚|明白|慢|晚|停|"
    r"难|不|忙|[个天周月年]了|抽|调|派|借|撤|"
    r"乱|急|[死坏跑丢毁烂淹黄病塌垮断停]|谈|准备|进入|流程|下地|上山|进城|回家|回去|出去|打工|开会|"
    r"(?<!过)去了))(?:已经?)?[一-龥]{3,6}了$"
)
"""All of something has come to its end, whatever the verb (`钱都打到卡上了`)."""
_NO_EVENT = re.compile(
    r"^[一-龥]{0,2}中$|^[去来]|^(?:顺利$|正常|有序|平稳推|缓慢|较慢|困难|进展|了?(?:一|大|小|多)?(?:多|大|小)?(?:半|部分)|不|率|比例|进度|情况|时限|时间|时|后|前|阶段|的|度|量|目标|任务的|投资|过半|(?:也|还)?(?:正|在)|中(?!标|心)|着|仪式(?:定|将|拟))"
)
_FUTURE = shape(
    r"{plan}|(?:[底内]|(?<![超提])前)$|确保|一定|肯定|必[须将能]|务必|保证|定能|完全|争|基本|差不多|快|接近|即将|大部分|大体|初步|"
    r"就要|眼看|眼瞅|再|多数|主要|的话|才|"
    r"择机|择日|适时|后再|待|等|一旦|如果|若|否则"
)
_FILLER = re.compile(
    r"一[一-龥]一[一-龥]|[一-龥]完[一-龥]{2,4}$|那[条座个栋处]|(?:师傅|工人|厂家|人家|电工|木工|瓦工|泥工|施工队|"
    r"工程队)们?(?=[一-龥]*来?[一-龥][好完上])|"
    r"(?<=[天早晚日午])来(?=$)|(?<!正)在[一-龥]{2,8}$|收尾|先行|(?!七七八八)([一-龥])\1([一-龥])\2地?|[一-龥](?:完|"
    r"毕)(?:了|并|就)?|全线|全域|全员|全程|顺当|一[一-龥]不[剩落少差缺]|一[一-龥]没[落剩]下?|对外|超前|"
    r"提前[^,]{0,3}(?:天|周|月|年|日)|已经|已|都|均|全部|全都|全面|全|早就|早已|早|顺利|圆满|正式|本|该|这个|那个|"
    r"这|那|项目|工作|任务|挨家挨户|挨家|挨户|挨个|逐[户家个村]|"
    r"工程|活动|比赛|大赛|赛事|目前|现在|也|了|如期|提前|按时|按期|超额|我们(?:村|镇|乡|局|县|区|街道|社区|单位|这边|这里)?|整体|所有|活儿?|平稳|安全|有序|高质量|保质保量|"
    r"事情?|东西|刚刚|刚|于|通过|这块|的|是|那边|一次性|组织|五方|取得|并|且|和|使用|"
    r"设施|执行|施行|实行|悉数|一把|一次|位|啊|呢|吧|哦|\u2060|[\s,、“”\"]|[昨今前当][天日晚早]|(?:昨天|今天)?(?:一早|凌晨|早上|上午|中午|下午|傍晚|晚上|"
    r"夜里)|[一二三四五六七八九十\d]+点半?|上个?(?:周|礼拜|星期)[一二三四五六日天末]?|上个?月(?:月?[底初末])?|"
    r"月[初中]|年初|"
    r"日前|近日|日?前不久|(?:去年|今年|本月|上月)?\d{1,2}月(?:\d{1,2}日|底|初|[上中下]旬)?|今年|去年|本月|"
    r"\d{1,2}[日号]|仪式|合格|年度|全年|指标|数|人家|领导|(?:部署|安装|调试|搭建|建设|改造|采购|组织|整改|排查|"
    r"整治)(?:到位|完毕|完成|好)?并|对外|向社会|免费|面向公众|最后|省厅?|"
    r"市厅?|省级|市级|主管部门|按要求|率先|成功|"
    r"统一|各项|相关|专家|评审|到位|实施|第三方|(?<!第)约?(?:\d+(?:\.\d+)?|"
    r"[一二两三四五六七八九十百千万]+)[万亿]?[一-龥]{1,3}(?=$|全|都|均|已)"
)
_PARTS = re.compile(
    "[稿样]|旧|钢筋|模板|脚手架|骨架|支架|底座|龙骨|钢架|网片|螺栓|预埋|配电箱?|阀门|砂浆|石料|防水层?|保温层?|找平|腻子|底漆|主管|干管|底子|底板|垫层|基层|面层|主体|招标|图纸|基础|材料|设备|资金|手续|前期|土建|外墙|征地|方案|合同|场地|管道|土方|桩基|钢构|设计|图审|地勘|"
    "可研|"
    "初设|立项|环评|能评|用地|土地|规划|许可|报名|笔试|面试|体检|初稿|问卷|数据|采样|样品|摊位|舞台|灯光|会场|顶棚|"
    "屋面|地基|基坑|承台|檩条|圈梁|地梁|打底|放线|清表|围挡|临建|便道|"
    "门窗|水电|路基|路面|管沟|电缆|机房|软件|接口|苗木|种子|地块|物资|证书|牌匾|通知|公告|标书|协议|名单|台账|表格|"
    "资料|"
    "封顶|合龙|联调|调试|彩排|试运行|测试|勘察|勘测|评审|初验|预验|中期|备案|问题|困难|矛盾|纠纷|采购|论证|编制|起草|部署|调研|吊装|浇筑|开挖|宣传|发动|组队|组建|汇总|收集|整理|安装|专家|师资|教材|装修|幕墙|电梯|消防|绿化|公示|初审|初评|培训|动员|摸底|测绘|评估"
)
_FIRST_OF_MANY = re.compile("第一|头一|首[批期件单台座]|头[批茬炉锅]")
"""The first of many that follow (`头一锅出来了`)."""
_PIECES = re.compile(
    "电线|水管|闸门|灌浆|防渗|坝体|启闭机|溢洪道|雨篷|站台|轨道|门头|招牌|立面|屋面|楼梯|扶手|电杆|线杆|预算|概算|鉴定|灶台|地砖|吊顶|线槽|灯带|柜子|货架|台阶|栏杆|雨棚|围墙|化粪池|管线|阀门|底座|立柱|骨架|展柜|展板|座椅|防水|保温|龙骨|瓷砖|地胶|"
    "草皮|树坑|路沿石|侧石|盖板|井圈|标线|护坡|挡墙|锚杆|钢筋|模板|支架|脚手架|沥青|水稳|涂料|腻子|[瓦墙梁柱窗砖顶漆缝]"
)
"""What a thing is built of (`灶台砌了`): one of them is no end, unless the task is about it."""
_SUFFIXES = frozenset("子儿们些边个块头家面")
_EVENT = shape(r"{begin}")
_IS_HANDING_IN = re.compile("移交|交接|归档|申报|报送|上报|填报|报批|报备|呈报|提交")
_HANDED_IN = re.compile(
    r"(?<=已)(?:正式)?(?:上报|申报|报送|提交|递交|呈报|报|送|交)(?:至|到|给)?[省市县区国]?[一-龥]{0,6}[局委厅办部室府院馆司心]?$|"
    r"(?:报|交|送|递)(?:到|给|至)[^,没未不]{0,6}[里上局委厅部办府院司]了$|"
    r"(?:材料|资料|本子|[书表])(?:都|全|已经?|昨[天晚日]|今[天早]|上周)*(?:交|报|送|递)(?:上去|上|过去|出去|齐)?了$"
)
_SEEKS_PAPER = re.compile(
    r"(?:检测|测评|认定|评估|鉴定|认证|许可|审批|报批|办理|办证|创建|验收|资质|执照|备案|"
    r"确权)(?:工作)?$"
)
_PAPER_GOT = re.compile(
    r"(?:拿到|取得|领到|拿了|领了|办下|下发|颁发)了?[^,没未不]{0,8}(?:证书?|执照|报告|批文|批复|牌照?|许可)|"
    r"(?:证书?|执照|报告|批文|批复|牌照|许可)[^,没未不]{0,3}(?:拿到|到手|下来|办下来|领到)"
)
"""What a task of testing or permitting ends with."""
_DOCUMENT = re.compile("(?:材料|报告|总结|台账|清单|报表|信息|自评|汇报|佐证|名单|通知|数据|稿件|申报书|问卷)$")
_GIVEN_IN = re.compile(
    r"(?:已经?|都|全部?|刚刚?|昨[天晚日]|今[天早]|上午|点|[周日号])(?:正式)?(?:上传|上报|报送|提交|递交|呈报|发送|发|交|报|传)(?:至|到|给)?[^,没未不]{0,8}(?<!审)$"
)
"""A paper is finished when it is handed in or sent out (`昨晚已上传系统`)."""
_PUBLISHING = re.compile("公示|公布|公告|公开|发布")
_PUBLISHED = re.compile(
    r"(?:已经?|刚刚?|都|也|全部?|[天早日号])(?:在[^,]{1,8})?(?:挂网|上网|挂出去?|贴出去?|张贴|贴|登报|见报|上墙|公示|公布|发布)了?"
)
_SELECTION = re.compile(r"(?:评审|评选|认定|遴选|评定|命名|选拔|评比|推选|推荐|征集)(?:工作|活动)?$")
_ANNOUNCED = re.compile(
    r"[^,没未不等待]*(?:已经?|都|并|且|昨[天日晚]|[日号]|文件)(?:正式)?(?:发文|下文|印发|下发|命名|授[牌予]|颁[证牌发]|公布|通报)了?"
)
"""What a selection ends with (`名单已公示结束并发文`)."""
_PREPARED = re.compile(r"(?:筹备|准备|筹办|会务|筹划|谋划)(?:工作|事项|事宜)?(?:已经?|都|均|基本|全部)*$")
"""That all is prepared ends only what is itself a preparation."""
_NO_PLAN = re.compile(
    _PREPARED.pattern
    + r"|^(?:全年|年度|本年度?|上半年|季度|既定|各项)?(?:目标)?(?:任务|指标|目标)(?:已经?|都|均|全部|圆满|提前)*$"
)
"""Words that plan elsewhere, and here name what has come to its end (`任务完成`)."""
_ALL_THERE = re.compile(
    "(?:目前|现在|相关|各项|所有|前期)*(?:手续|资料|材料|图纸|设备|人手|人员|场地|资金|条件|证照|证件)(?:已经?|都|均|全)*(?:备|办|到|凑|配|给)?(?:齐|到位)"
)
_MANNED = re.compile("[上到返]岗了?$|(?:人[员手]?|员|力量|队伍?|班组)[^,]{0,6}(?:就位|进场|拉上去|到位)了?$")
_MANNING = re.compile("[岗员人招聘]|队伍|配备|上阵")
"""That people are in their places ends only what is to bring them there."""
_PREPARATION = re.compile("筹备|准备|筹办|储备|物资|会务|谋划|布置")
_LAST_WORDS = re.compile(r"(?P<event>[一-龥]{2})(?:工程|工作|项目|活动|任务|事项|情况|仪式)?$")
_TWO = re.compile("[一-龥]{2}")
_NO_LAST = frozenset(("建设", "推进", "提升", "管理", "保障", "工作", "活动", "工程", "项目", "运营", "服务", "发展"))
_HAPPENED = re.compile(r"了|已|刚|昨|前天|早就|今早|上午|上个?(?:周|礼拜|星期|月)|[完过毕]$|\d[日号]")
_ENDS = shape(r"(?:了|完|过|好|毕|结束|啦)*(?:$|[^一-龥\d]|{whole})")
_ENDS_IN_DONE = re.compile(r"(?P<said>[^,]{1,20})(?<!就是)(?<![得罢算行])了(?:啊|呀|吧|哈|哦|的)?$")
_ENDS_IN_RESULT = re.compile(
    r"(?P<said>[^,]{0,12}(?:[一-龥](?:(?<![不稳欠])妥|(?<![也不])罢|讫|竣|停当|利索)|[都全](?:已经?)?[一-龥][上完好光齐净掉]|[布配凑收补备铺装报立种摆挂]齐|[淘扫清拆扒搬擦洗收卖拔]净|"
    r"[调修接疏拉架铺挖掏钻]通|[收追拿取要领运赎]回|[拆核清删卖扒撤关砍退销拔铲]掉|"
    r"(?<![超错路经通不难度来看问谈找去听跑说讲想见碰催试有])过))$"
)
"""A verb with what it came to, without 了 (`修妥`, `淘过`)."""
_HAS_DONE = shape(
    r"(?P<said>[^,]{0,12}已经?(?:全部|全|都|均)?(?!{unending}|{begin}|{going}|筹备|准备|谋划|酝酿|安排|部署|布置|组织|张罗|对接|联系|列入|排上|[上申填呈]报|提交|报送|送审|报审|报请|递交|出|发)[一-龥]{2})"
    r"(?:[部省市县区厅局]里?[一-龥]?)?$"
)
"""A verb with 已 and no object (`监事轮换已落实`), or handed to somebody (`已汇交部里`)."""
_UNENDING = shape(
    r"上[手马路阵]|[接入]手|[铺摊展拉]开|[过上]会|"
    r"^(?:老|旧|小|大|短|长|紧|松|高|低|远|近|贵|厚|薄|脏|满)$|[一-龥](?:老|旧|紧|脏|贵|窄)$|[抢补追赶撵][回上]|{unending}|开(?![会完掉过通业放学课班门张园馆营诊市街])[一-龥]|取消|作废|接着|继续|^过去$|肯|愿|想通|^稳$|尾声|尾巴|{begin}|"
    r"{slip}|{going}|"
    r"[\d一二两三四五六七八九十百千几]"
)
_NOT_ALL = re.compile("[我你您他她别甭莫太]|(?<!最后)(?<!最后一.)也")
_OURS = re.compile("^(?:我们|咱们?|俺们?)(?:这|那)?(?:边|里|儿|头|块|摊子?|个|局|村|镇|乡|街道|单位|科|所|站)?")
_LONG_AGO = re.compile(
    r"(?:国庆|元旦|春节|中秋|端午|清明|五一|十一|去年|年前(?:[冬腊]月)?里?|[正冬腊]月里?|节前|"
    r"[\d一二三四五六七八九十]月[份底初]?)(?:前)?就|早就|早已|(?:昨|前天|上个?(?:周|礼拜|星期|月)|月初|年初|"
    r"\d[日号])[^,]{0,3}就"
)
_MORE_DONE = shape(r"^了?(?:、|并且?|且)(?![^,]*(?:正|在|还|待|拟|将|{not}|{plan}|{going}|{begin}))[^,]*$")
"""What has been done besides (`排查全部完成、建了台账`) takes nothing from the end that is told."""
_RECEIVER = re.compile(
    "^给?[一-龥]{0,6}?(?:局|办|馆|街道|社区|公司|中心|物业|业主|住户|学校|医院|园区|管理处)(?:使用|管理|运营|管护|接管)?$"
)
"""Who has it now (`移交街道使用`)."""
_WITH_ANOTHER = re.compile("(?!一半|大半|部分|一些|[^,]?[不没未])[一-龥]{2}了")
"""A second verb in the same breath (`开张迎客了`)."""
_LONGEST_SUBJECT = 4
_VISITS = re.compile("书记|领导|[县区市镇乡局]长|主任|[来去看说问催]")
"""Somebody came, saw or said something, which ends no work."""
_AGAIN = re.compile("又")
_UNDER_WAY = re.compile(
    "按(?:节点|序时进?度?|时序|步骤|方案|程序|部就班地?)$|(?<!现)(?<!实)(?:正|还|仍)?在$|试$|"
    "(?<![改修更端公方立纠校真])正$|[不没未]$"
)


def find_completion(text: str, title: str, *, strict: bool = False) -> tuple[str, str] | None:
    """("done" or "partly", the words) where a phrase says that the task or a part of it is finished.

    `strict`: what is not called by the title's words is a part, as where several things are told one after another."""
    part = None
    for found in (*_WHOLE.finditer(text), *_ALL_DONE.finditer(text), *_events(text, title)):
        if text[found.start() : found.end() + 2] in title and found.end() + 2 <= len(text):  # within its name
            continue
        before, after = text[: found.start()], text[found.end() :]
        ahead = (
            "已" not in before
            and not found[0].endswith("过了")
            and _FUTURE.search(masked(_NO_PLAN.sub("", before), title))
        )
        if ahead or _NO_EVENT.match(after) or _UNDER_WAY.search(before):
            continue
        prepared = _PREPARED.search(before) and not _PREPARATION.search(title)
        ready = _ALL_THERE.match(masked(before + found[0], title))
        manned = _MANNED.search(before + found[0]) and not _MANNING.search(title)
        if not (prepared or ready or manned) and _is_whole(before, found[0], after, title, strict=strict):
            return "done", found[0]
        part = part or ("partly", found[0])
    return part or _bare(text, title, 2 if strict else 3)


def _bare(text: str, title: str, longest: int) -> tuple[str, str] | None:
    """A verb with 了 or 已 and nothing but the title's or filling words around it (`早弄利索了`): the task's end."""
    found = _ENDS_IN_DONE.match(text) or _HAS_DONE.fullmatch(text) or _ENDS_IN_RESULT.fullmatch(text)
    text = _OURS.sub("", text)
    if found is None or _NOT_ALL.search(text) or _FUTURE.search(masked(found["said"], title)):
        return None
    left = _FILLER.sub("", without_title(_LONG_AGO.sub("", found["said"]), title))
    ended = len(left) <= (2 * longest if _LONG_AGO.search(text) else longest)
    if (_FIRST_OF_MANY.match(found["said"]) and "第" not in title) or any(
        piece[0] not in title for piece in _PIECES.finditer(left)
    ):
        return None
    called = _called_so(found["said"], title)
    if not (left or called) or not ended or _UNENDING.search(left) or _PARTS.search(left):
        return None
    if not left and _UNENDING.fullmatch(called):
        return None
    return "done", text


def _called_so(said: str, title: str) -> str:
    """The verb of the title where it is the verb of what is said (`已慰问`, `古街亮了` of 古街亮化)."""
    own = len(said) - len(masked(said, title).rstrip("□"))
    return said[-min(own, 2) :] if own else said[-1:] if said[-1:] in title else ""


def _events(text: str, title: str) -> Iterator[re.Match[str]]:
    """Where the task is itself an event (开工, 开园) or a handing in (申报), that it has happened."""
    yield from (one for one in _EVENT.finditer(text) if one[0] in title)
    yield from find_endings(text, title)
    if _IS_HANDING_IN.search(title):
        yield from _HANDED_IN.finditer(text)
    if _SEEKS_PAPER.search(title):
        yield from _PAPER_GOT.finditer(text)
    if _DOCUMENT.search(title):
        yield from _GIVEN_IN.finditer(text)
    if _PUBLISHING.search(title):
        yield from _PUBLISHED.finditer(text)
    if _SELECTION.search(title):
        yield from _ANNOUNCED.finditer(text)
    last = _LAST_WORDS.search(title)
    if last and last["event"] not in _NO_LAST and _HAPPENED.search(text):
        for at in places(last["event"], text):
            found = _TWO.match(text, at)
            if found and _ENDS.match(text, found.end()):
                yield found
                return


def _of_a_part(left: str, verb: str, title: str) -> bool:
    """A piece of the thing (`闸门换上了`), or a step before it whose name runs into the verb (`图审过了`)."""
    steps = (*_PARTS.finditer(left + verb), *_PIECES.finditer(left + verb))
    runs_in = any(found.start() < len(left) < found.end() for found in steps)
    return runs_in or any(piece[0] not in title for piece in _PIECES.finditer(left))


def _is_whole(before: str, verb: str, after: str, title: str, *, strict: bool) -> bool:
    """Nothing but the title, filling words and a short subject that is no part of the work stands around the verb."""
    left = _FILLER.sub("", without_title(_LONG_AGO.sub("", before), title)).removesuffix("就")
    after = _RECEIVER.sub("", after)
    right = _FILLER.sub("", without_title(_WHOLE.sub("", _MORE_DONE.sub("", after)), title))
    if (
        _AGAIN.search(before)
        or (_FIRST_OF_MANY.match(before) and "第" not in title)
        or _of_a_part(left, verb, title)
        or (len(right) > 1 and not _WITH_ANOTHER.fullmatch(after))
    ):
        return False
    if len(left) <= 1 or strict:
        return len(left) <= 1
    longest = 2 * _LONGEST_SUBJECT if _LONG_AGO.search(before) else _LONGEST_SUBJECT
    told_of_it = len(left) <= longest and not (_PARTS.search(left) or _VISITS.search(left))
    return told_of_it or set(left) <= _SUFFIXES | set(title)
