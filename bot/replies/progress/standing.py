"""How a task stands, from the words of each phrase: done as a whole, under way, not begun, slipping."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.language.relative import Clock, find_moments
from bot.language.text import JOINER
from bot.language.units import UNIT, same_measure
from bot.model import Asked, Quantity
from bot.replies.progress.completion import find_completion
from bot.replies.progress.corrections import only_takes_back
from bot.replies.progress.figures import NUMBER
from bot.replies.progress.some import SOME_LEFT, is_among, is_of_some
from bot.replies.progress.statements import PLEDGE
from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import NAMED, masked, without_title
from bot.replies.trouble.denials import is_rumour, is_told_otherwise
from bot.replies.trouble.no_trouble import HANDLED, WAITS_FOR_USE
from bot.replies.trouble.reassurance import FINE
from bot.replies.trouble.recovery import is_over, is_trouble_over
from bot.replies.trouble.troubles import late_by_then
from bot.replies.words.lexicon import shape
from bot.replies.words.talk import (
    complains_again,
    is_personal,
    is_slogan,
    tells_nothing,
    tells_the_last_time,
    tells_who_leads,
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the phrases say of a task's standing, each with the words that say it ("" where nothing does)."""

    done: str = ""
    partly: str = ""
    going: str = ""
    unfinished: str = ""
    unbegun: str = ""
    to_begin: str = ""
    slip: str = ""
    fine: str = ""


_CAUGHT_UP = shape(
    r"(?:滞后|落后|欠)[^,]{0,6}(?:解决|消除|追回|赶上|补上|扭转|追平|追上)|(?:进度|工期|时间)[^,没未不]{0,4}(?:追回|"
    r"赶上|补回|追平|抢回|赶回)|"
    r"(?:[谈说算称]不上|不算|不能[算说]|不觉得|没觉得|谁说)(?:是|有)?(?:太|多|多么|怎么|很)?(?:慢|晚|迟|拖|落后|滞后|耽误)|"
    r"(?:谈|说|算)不上(?:太|很|多)?(?:慢|晚|滞后|落后|拖)|不(?:算|能算|能说)(?:太|很|多)?(?:慢|晚|滞后|落后)|"
    r"不是没(?:完成|推进|动|做|办|有)|没有?不"
)
_SLIP = shape(
    r"(?:(?<![今昨明每当前夜傍最不])晚|迟|慢|拖)了?(?:半|[\d一二两三四五六七八九十几]+)个?多?(?:天|日|周|礼拜|星期|月)(?![内之以前])|"
    r"(?:有点儿?|有些|稍微?|略微?)(?:有点)?(?:拖|迟|晚|掉队|吃力)|欠了[^,]{0,5}(?:工|天|进度|工期)|[垫殿]后$|"
    r"(?:比|较|跟)(?:原?计划|原定|(?:序时|时间|形象)?进度|序时|目标|任务|节点|预期|要求|时间表|应完成)[^,]{0,6}(?:少|欠|缺)|"
    r"[没未](?:有|能)?(?:跑|赶|追|撵|干)(?:过|赢|上)(?:时间|进度|工期|计划|趟)|[撵追跑](?:不上|不赢|不过)(?:时间|进度|工期|计划|趟|点|$)|(?<!别)[拖耗]着(?![^,]*[走去])|跑输|输给了?时间|"
    r"(?:按理|照理|按说|本来|原本)[^,]{0,8}?(?:该|应该?)(?!说|是)|落[了下]?(?:一|好)?(?:大|小|老)?截|"
    r"(?:工期|时间|进度)[^,没不]{0,6}(?:磨|耗|耽误|丢|误)[掉了去][^,]{0,3}(?:天|月|周|礼拜|星期)|"
    r"{slip}|(?:现在看来?|看样子|看来|照现在)[^,]{0,6}(?:要|得)(?:到|拖|推)|推到(?!了?[\d一二三四五六七八九]+(?:\.\d+)?(?:%|成))|(?<![耽])(?:延|误|拖|晚|迟|耽误|耽搁)了(?=$|[,\d一二两三几半])|[比较][^,]{0,8}(?:慢|晚|低|差)|(?:慢|(?<![最昨今前当每傍夜])晚|低)[了\d]|[^快]慢(?:了|$)|^慢(?!慢)|(?:滞|拖)后|"
    r"原[定本计订][^,]{2,10}(?:做不[到了]|不行|不成|没戏|够呛|难以?|无法)|拖[^,]{0,4}(?:天|周|月|进度)|只能(?:放|拖|推|延)到|(?<!不)晚[几两]天|[交完弄干做搞改建修报办拆搬]不(?:了|完|出来)(?:$|[了啊呢吧])|"
    r"[赶撵追]不(?:上|及|完|出来)|(?:恐怕?|很|怕|实在|确实)难以?(?:按[时期]|如期)?(?:完成|完工|竣工|交付|办结)|悬(?:$|了|得)|(?:没怎么|没咋|没太)[动推弄做搞干管办抓]|(?<!已)(?<!已经)重新(?:挂网|招标|公告|发包|采购|开标|立项|申报|"
    r"设计|评审)|不给力|落下[^,没]{0,6}(?:天|周|月|截|进度)|"
    r"(?<!说)(?:不太|不大|不怎么|不|没那么)(?:顺利?|好|理想|行|给力|快|如意)(?:$|[,啊呢])|跳票|赶不出|交不(?:上|了)(?:差|卷|账)|半拉子|半吊子|跟不上(?:计划|进度|节奏|节点|序时|要求)|(?:没|"
    r"未)(?:能)?(?:跟上|赶上|按[期时])|(?:延误|延迟|"
    r"(?<!耽)误)了|^跟不上$|(?<!整)改到(?!位|了?第)|[调挪放]到(?=[^,]{0,5}(?:年|月|周|号|日|底|初|末|节|后|季|旬|天))"
)
_UNBEGUN = shape(
    r"{not}(?:一[个家项处座条户所件]|[一-龥]{0,3}真正|[一-龥]{0,2}实质性?)?[^,\d]{0,3}{begin}|"
    r"(?:(?<![剩余有差第只就另外中后这那上下前每])一{unit}(?:都|也|还|尚)(?:还|尚|仍)?(?:没|未)|"
    r"(?<![剩余有差第只就另外中后这那上下前每])一{unit}(?:[一-龥]{0,3}(?:都|"
    r"也)(?:还)?)?[没未](?=[挖铺装栽种拆签建修埋打贴刷挂查办发动划画写采砌浇做弄搞])|^一{unit}(?:还|尚|"
    r"仍)(?:没|未))(?!有?(?:落(?![实地户成])|[漏少缺掉差拖剩超误断停]))|"
    r"^一{unit}(?:都|也)?(?:没|未)(?![漏落少缺掉差剩丢断停拖误跑死坏病出超错闲歇空])[一-龥]$|"
    r"{not}(?:有)?一{unit}(?![^,]{0,2}[肯愿敢理]|落(?![实地户成])|[漏少缺掉差拖欠积压闲错坏])|"
    r"(?:零|没有?|[暂尚毫]无|(?<![有])无)(?:任何|实质性?的?|明显的?|太?大的?|多少|什么|啥)*(?:进展|进度|动静|眉目|"
    r"起色|突破|动作|行动)|"
    r"连个?(?:章程|方案|影子?|头绪|动静|班子|点子|草稿|提纲|眉目|图纸?|样子|台账|名单|预案|公告|计划)[^,]{0,2}(?:都|也)(?:还)?没|停留?在(?:图纸|纸面|纸上|嘴上|嘴边|会上|口头|计划|设想|想法)|(?:没到时候|没到时间|时间[未没]到|未到节点|(?:没有?|还没|"
    r"未)(?:推进|进行)$|原地踏步|纹丝未动|一动(?:也|都)?[没未]动|动都[没未]动|没动|未动|"
    r"八字[^,]{0,2}没|没影(?!儿?的事)|没谱|没排上号|没排上队|(?<!基本)(?<!基本上)(?<!几乎){not}(?!怎么|咋|"
    r"太)[^,\d]{0,3}动(?:$|[呢啊呀了过]|起来)|没头绪|{not}到(?:季节|时候|时令|节令|农时|节气|火候|月份|时间|日子)|没轮[到上]|未?没?破题|白纸一张|一张白纸|(?:目前|现在|还是|进度|"
    r"暂时?)?[为是]零$|^零$|没排上|没挪窝|"
    r"没挪动|没张罗|没上手|没下手|没沾边|没提起来|没顾上|没顾得上|"
    r"没腾出手|没来得及|没排上日程|没提上日程|没摆上|无从谈起|"
    r"(?:一点|一点儿|啥也|啥都|什么都|什么也|压根|根本|完全)没[一-龥]{0,3}|按兵不动|还在纸上|一片空白|"
    r"(?:还|都|也|^)(?:没有?|未)怎?么?(?:{prepare}|排(?!队))(?:呢|啊|呀|过|$|(?=(?:[\d一二三四五六七八九十]+[月号]|[下明后过等])))|还[没未][画写编选挖拆建修装铺招采订派查跑访谈](?:呢|$|过)|谈不上(?:开工|动工|启动|进度|进展|推进)|{not}(?:正式|全面)?开(?:$|[呢啊]|[市训班保课园学馆播镰秤采挖印街门张训赛讲](?:$|[呢啊]))|(?:都|也)(?:还)?没(?:立|翻|看|买|订|租|搭|印|起|画|摸|支|圈|量|测|请|定下)$|{not}(?:安排|排上|提上|摆上|列入)(?:$|呢|上|日程|议程|计划)|(?:公告|标书|招标文件|方案)[^,]{0,2}{not}(?:发|挂|"
    r"出|写|动笔))"
)
_AFTER_A_TIME = (
    r"(?:(?:[年节汛会]|假期|收假|过[完了]?年|开春|两会|秋收|麦收|农闲|元旦|春节|五一|国庆)(?:之后|以后|过后|后|完|了)|过[完了]年|开春|"
    r"明年|来年|下半年|下个?季度)"
)
_NOT_DOING = re.compile("[没未](?:弄|搞|做|干|开|动|管|碰)(?:呢|啊)?$")
_NOTHING_OF_IT = re.compile("(?:就|还|也|都)*[没未](?:弄|搞|做|干|开|动|管|碰)(?:呢|啊)?")
_AN_ACT_UNDONE = shape(
    r"(?:审核|工作|项目|任务|工程|建设|改造|整治|创建|招标|活动|那块|这块|这边|方面|目前|现在|至今|就|也|都|一直)*(?:还没有?|尚未|还未|暂未|尚没有?)(?:正式)?(?!{whole}|{outside}|{going}|[审批验评检核]|有|到)"
    r"[一-龥]{1,2}(?<![完好成到清齐毕够通过满停断误见变])(?:呢|啊)?"
)
"""Nothing but that one act has not been done (`尚未委托`), and no end of the work or act of others."""
_TO_BEGIN = shape(
    r"(?:(?:周|礼拜|星期)[一二三四五六日天]|\d[日号]|[一二三四五六七八九十][日号]|明[天早]|后天)(?:正式|"
    r"就)?(?:开始?|动手|动工|搞|动)$|(?:(?:明[天儿早]|后天|大后天|"
    r"(?<![上每])周|[日号])开[班训打播镰课讲采赛]$)|(?![^,]{2,4}分[一两二三四五六几]?[批步期片段])(?:拟|计划|准备|打算|将|预计|"
    r"(?<![到至])[下本这]个?(?:周|"
    r"月|礼拜|星期)|明天|后天|过[几两]天|[\d一二三四五六七八九十]+月[^,]{0,4})~(?:启动|开工|动工|开始|"
    r"开展|进场|招标|立项|实施|开[班课训赛讲建挖拆采钻打播镰种割捕捞铺砌浇灌印编拍演考审犁秤榨炉窑掘吊装刷]|破土|奠基|打桩|开钻|动迁|入户|组织|动手|着手|铺开|摸底|"
    r"[动干弄搞做]$)(?!\d)[一-龥]{0,3}|"
    rf"{_AFTER_A_TIME}(?:再|才|开始|来|去|就|集中)*(?:[弄搞干做办抓动推建修拆开查核搬换装铺种招评审训测签挂迁改贴刷拓采检挖]|启动|组织|开展|安排|铺开|实施|考虑|着手|进行|整治)$|"
    r"(?:等|待)[^,]{1,8}(?:动手|动工|开工|开干)$|(?:打算|计划|准备|想)[^,]{1,10}(?:完|后|了|过)[^,]{0,4}再[一-龥]{1,2}$|(?:等|待)[^,]{1,10}再(?:搞|弄|干|做|动|开|启动|开始|安排|推|组织)(?!会)|才(?:能|会|可以)(?:动|开始|启动|开工|动工|进场|施工|弄|搞|干)|(?:后|了|就位|到位)(?:即可|就能|就可以?|便可|方可|再|"
    r"马上|立即|随即|就)(?:启动|开工|动工|开始|进场|施工|招标|挂网|"
    r"实施|开建|动手)"
)
_UNFINISHED = shape(
    r"(?:不能说|不敢说|不算)[^,]{0,2}{whole}|^[×✗✘❌]$|^除(?:了|去|开)|(?:还没|尚未|还未|仍未|没有?|未)[一-龥]{1,3}(?:呢|$)|{not}[^,\d]{0,6}?(?:{whole}|"
    r"[一-龥]{1,2}[完好成到])|{remain}|还[要得需](?!是)|差一点|差点|还早|没完"
)
_GOING = shape(
    r"一([一-龥]{1,2})一\1(?!天)|一([户条个家件项处栋株座块段片间村组本份张口盏台只批根点层])\2(?!都?[没不])|(?<!家)挨(?:个|家|户|村|门|片|栋|着)[^,没不]|边[一-龥]{1,4}边|"
    r"照(?:常|样|旧|买|卖|干|做|跑|开|收|发)|(?:周末|夜里|晚上|连夜|双休日?|节假日)[^,没不报回答]{0,3}(?:赶|干|去|跑|弄|做|施工)|"
    r"先[干做弄搞拆修建挖铺装办改查布跑种收写编](?![好完])|再[一-龥]{1,2}[一二两三几\d][遍轮趟]|够用|凑合|(?<!等)(?<!意)(?<!随)着[^,没不]{0,4}[干做弄修打拆建挖铺装查跑搬拉运测写捡扫捞]$|随手[一-龥]|^(?:换|改用|绕道|派|用|靠)[^,没不未等]{1,4}[一-龥](?:拉|运|打|挖|走|测|接|送|干|修|装|铺|砍|抬|背)$|没有?掉队|场场|天天不|将就着|从[^,没不]{1,6}(?:拉|运|调|引)(?:$|[过来])|"
    r"{going}|施工(?![队方员图证面]|单位|企业|许可|合同|招标|人员|班组|负责|组织|方案|条件)|[照按依循随跟]着?[^,没未不]{0,5}?(?:计划|节点|日程|安排|步骤|时间表|进度|章程?|程序|路线图|图纸?|规矩|老路子)(?:在|往前|一步步|稳步)?(?:走|推|来|办|干|做|弄|搞|跑|铺|赶|落)|(?<![今明昨])天天(?:都)?(?:有人)?在|(?<![今明昨])天天(?!气|[催报要问填让下跑开盯不没])(?:[一-龥]{2}|[一-龥]$)|"
    r"^[^,]{0,3}(?:师傅|工人|木工|泥工|瓦工|电工|焊工|漆工|钳工|水电工|施工队|挖机|吊车|铲车|推土机|压路机|泵车|船队|技术员|社工|志愿者|网格员|护林员|飞手|队员)们?"
    r"(?:都|也|正|已|这几天|分[一-龥]组)*(?![^,]*[没未不走跑撤停散闹堵罢请缺少欠回病伤等要说讲称答])[一-龥]{2,}|"
    r"人(?:手|员|马)?(?:都|全)?(?:还)?在(?:$|岗|场|现场|工地)|在[一-龥]{1,3}(?:中|着)|"
    r"正(?![常式确好月负反面规版义品职副宗])[一-龥]|"
    r"[一-龥]{2}(?<![其集高初适命之家手心途])中(?:$|,)|(?<!怎么|[什这那]么)[一-龥]{2}呢$|[砌盖建修铺挖打钻浇](?:到|至)了?第?[\d一二三四五六七八九十]+[层楼米段号]|(?:进入|处于|走到|干到|做到|"
    r"到了)[一-龥\d]|"
    r"(?:不到|不足|接近)[\d一二两三四五六七八九十百]|^(?:按|在|与|同)?序时(?:上|中)?$|(?:^|[已只正就])待(?:[验批审检评测收]$|验收|审核|审批|批复|评审|交付|移交|复核|公示|开标|上会|挂牌|结算|审计|审查|核验|审$|批$|验$|评$|检$)|"
    r"(?<!拟)(?<!将)(?<!计划)(?<!打算)(?:新[一-龥]|又|增加|新增|多)[^,\d没未]{0,4}?[\d一二两三四五六七八九十百]+[一-龥]|走[^,]{0,4}(?:流程|程序|手续)|在[^,]{0,6}路上|(?<![同平相高中何级])等(?:着|待)?(?=[省市县区部厅局上])|[一-龥]得(?:赢|完|成|了|及|定|上|"
    r"出来)(?:$|[的吧,])|开始[一-龥]{2}|(?:很|挺|还算|"
    r"比较|一路|都|蛮|也|怪)顺|一天一个样|一天比一天|热火|红火|[还就]那样|有人[盯守管抓跟干做看]|有着落|(?:跟|和|与|同)?(?:上周|上次|上月|上回|之前|原来)(?:一样|差不多)|还[是]?那样|^同上?(?:周|次|月|回|期)|[一-龥]{1,2}着呢|"
    r"已(?:经)?[^,]{0,4}{begin}|{begin}了|"
    r"刚~{begin}|"
    r"(?:待|等)[^,]{1,12}后|^(?:还在|正在|就|只|在|都在)?等|^(?:就|只)(?:要)?看|[还仍尚]在[一-龥]{2,}|[一二三四五六七八九]{2}成|"
    r"(?<![现所存实不没])在[划刷贴铺装砌吊挂焊接挖填拆修建改补做搞弄办跑催找谈写编审核查验测画搭栽种收割运清扫洗涂喷抹浇打钻绑扎布排调试印订选评报盖搬轮换架抽灌][一-龥]{1,5}$|"
    r"到第[一-龥\d]{1,3}|"
    r"(?<![现所存实])在(?![一-龥]?(?:建成|线))[一-龥]{1,2}(?:$|了|"
    r"[,、])|(?:全面|现在|目前)[^,没未不]{0,4}{begin}|快[一-龥]?完"
)
_BEGINNING = re.compile("(开[一-龥]|动工|奠基|启动|破土)(?:仪式|活动|典礼)?$")
_MEANT = re.compile("拟|计划|准备|打算|将|预计")
_AT_ONE_GO = re.compile("一[把次举并下趟]")
_ABLE = re.compile(r"(?<![不未没才只可])能(?![不否])[^,没不]{0,4}[一-龥][完成好](?:吧|的)?$")
"""That the end can be reached; with a day named it is no more than the day."""
_NOT_YET = shape(
    r"{remain}|(?:计划|预计|估计|目标|任务|力争|争取|拟|将|要|应|打算|准备)[^,]{0,8}(?:\d|[一二两三四五六七八九十百千万]+[一-龥])"
)
_SHORT_USE = 2
_ASPECT = shape(
    r"(?:昨[天晚日]|前天|上个?(?:周|月|礼拜|星期)[一二三四五六日天末底]?|今早|刚刚?)[^,没未不]{0,8}[一-龥]{2}$|"
    r"[一-龥](?:[出进上下]去?|掉|走|回来?)[\d一二两三四五六七八九十百]+[一-龥]|(?!累计|达|实现){count}(?:了|过|约|近|共|齐|满|好|完|成|到|上)*(?:\d|[一二两三四五六七八九十百]+[个家户件处项座条所亩场次人名辆台套公万千吨])|"
    r"已[一-龥]|(?<![说催烦错群谢苦死问])了(?:$|[一-龥\d])|"
    r"[一-龥](?<!不)(?:着|上|好)$|(?<![能可会][一-龥])(?<![能前可会])完$|每[天晚日周]|(?:找|留|拍|抓|捞|凑|挑|录|招|谈|定|选|拿|收|逮|认)(?:到|下|出|着|住)了?(?:\d|[一二两三四五六七八九十])"
)
_ADDS = re.compile(r"(?<!最后)(?<!最后一[一-龥])也[^,没未不]{1,6}(?:了|[好完毕齐])$")
_OCCASION = re.compile(
    r"(?:大会|会议|论坛|推介会|招聘会|洽谈会|活动|文化节|艺术节|[节赛展]|仪式|晚会|典礼|运动会)(?:筹备|准备|筹办|筹划|组织|举办|承办|协办)?$"
)
"""A task that is an occasion is done only when it has taken place, whatever has been got ready."""
_COME_ABOUT = shape(
    r"(?:{whole}|{going}|在[一-龥]{2}|[一-龥][完好毕了])、(?=[^,、]{0,6}(?:[年月周日号天旬]|正|在|待|拟|将|准备|计划))"
)
_HELD = re.compile(r"(?:[会节赛展]|表彰|典礼|仪式|论坛|汇演|演出|座谈|听证|庆典|联欢|慰问)(?:筹备|准备|活动|工作)*$")
"""What is held on one day: `2明天开` tells the day of the whole, and of no beginning."""
_ONE_PART = re.compile(
    r"第?[一二三四五六七八九十\d东西南北前后上下左右主附新老旧内外首末中]{1,3}个?"
    r"(?:期|片?区|半?段|附?楼|批次?|标段?|侧|线|栋|库|院|岸|阶段|部分|座|号楼|章|节|册|卷|篇|层|村|镇|校区|场馆?)"
)
"""One of several parts, told from the others by its number or place."""
_ALSO = re.compile("也(?:还|都)?[没未]")
_OWN_STEP = re.compile(
    r"(?!我们|这边|目前|现在|还|工作|项目|任务|现场|施工|主体)[一-龥]{2,5}?(?:还|也|"
    r"都)?[没未](?:[弄做装贴刷挂铺写印摆码插涂喷焊接动开搞挖建修浇砌灌]|上墙)(?:呢|$|上|好)"
)
"""A step of the work by its own name (`挂接还没弄`)."""
_SO_MUCH_DONE = re.compile(
    r"[铺建修挖打装种栽改拆浇砌架敷掘拉埋立搭]了?[\d一二两三四五六七八九十百千]+多?(?![遍次回天年个]?月)"
)
"""So much of one part has been worked (`管网铺了七十多公里，水厂没动`)."""
_LAST_STEPS = re.compile(
    "(?:室内|室外|内部|外部)?(?:装修|幕墙|绿化|亮化|电梯|消防|安装|调试|外墙|门窗|水电|附属|配套|布展|软装|设备|景观|验收)"
)
_BODY_STANDS = re.compile("主体|土建|封顶|路基|主路|主桥|主线|桩基|基础|结构|钢构")
_ASKED_ABOUT = re.compile(
    "(?:问|打听|了解|核实|催|联系|打电话)(?:了|过)(?:一?[下遍声圈])?(?:他们?|人家|下面|村里|镇里|厂家|施工队)?$"
)
"""That somebody was asked tells nothing of the work (`刚问了，施工队说八月十号交`)."""
_MENDED = shape("{over}|[复开通]的[工产业电水气车]$")
"""The end of a trouble, and not of the work (`停电半天，已恢复`)."""
_NOW_AGAIN = re.compile("(?:现在|如今|眼下|目前|这会儿)[^,没未不完]{1,4}了$")
_PERFECT = re.compile("已|了|过|完(?![成工])|毕|全|都|均")
_DONE_MARK = re.compile(r"已|早就|了(?:$|,)")


_COUNTED = re.compile(rf"(?<!最后)(?<!第)(?!一次)(?:{NUMBER})\s*(?:多|余|来)?(?P<unit>{UNIT})(?![一-龥]{{0,2}}率)")
_HOUR = re.compile(r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})点(?:半|钟)?(?![位个])")
_SO_MANY = re.compile(r"[一-龥]了[一二两三四五六七八九十百千万几\d]+[多来余]?$|(?<=[了过好完成到开])[俩仨](?!人)")
"""Finished so many (`报了两百多`), be they of a thing that has no name here."""
_ADDED = re.compile(
    r"(?:又|刚|新|再|多)[一-龥]{0,2}了(?=[\d一二两三四五六七八九十百])|"
    r"(?:[这本上当]个?(?:周|月|礼拜|星期|季度)|今天|昨天)[^,\d累总共一二两三四五六七八九十]{0,6}[\d一二两三四五六七八九十]"
)
_ALL = re.compile("全部|所有|[都均全]|一共|总共")
"""So many are finished, of how many nobody said (`已签约8个`); all of them, that is the end (`8个全部签约`)."""


def find_signs(phrases: Sequence[Phrase], asked: Asked, clock: Clock) -> Signs:
    """The first words of each kind that the phrases say."""
    told: list[tuple[str, str, str]] = []
    strict = bool(_OCCASION.search(asked.title)) or any(_ADDS.search(phrase.text) for phrase in phrases)
    still_to_do = any(_BEFORE_THEN.fullmatch(phrase.text) for phrase in phrases)
    again = any(complains_again(phrase.text) for phrase in phrases)
    slogans = any(is_slogan(phrase.text) for phrase in phrases)
    for index, phrase in enumerate(phrases):
        if again and (complains_again(phrase.text) or tells_the_last_time(phrase.text)):
            continue
        if only_takes_back(phrase.text) or is_told_otherwise(phrases, index):
            continue
        if slogans and tells_who_leads(phrase.text):
            continue
        if is_rumour(phrases, index):
            told.append(("fine", phrase.text, phrase.text))
            continue
        for text in _statements(phrase.text.replace(JOINER, "")):
            dated = bool(find_moments(text, clock))
            ahead = dated and _lies_ahead(text, clock)
            for kind, words in _signs(text, asked, ahead, dated=dated, strict=strict):
                if kind == "slip" and is_over(_without_name(phrases, index, asked.title), index):
                    told.append(("fine", words, text))
                else:
                    mended = (
                        kind == "done"
                        and (_MENDED.search(words) or _NOW_AGAIN.match(text) or _of_something(words, text, asked.title))
                        and is_trouble_over(phrases[:index], asked.title)
                    )
                    some = kind == "done" and (still_to_do or is_among(phrases, index))
                    told.append(("going" if mended else "partly" if some else kind, words, text))
    if [kind for kind, _, _ in told] == ["unfinished"] and _AN_ACT_UNDONE.fullmatch(
        without_title(told[0][2], asked.title)
    ):
        told = [("unbegun", *told[0][1:])]
    return Signs(**dict(reversed(_parts_apart(told))))


def _without_name(phrases: Sequence[Phrase], index: int, title: str) -> list[Phrase]:
    """The phrases, one of them without the task's name (`蚕桑恢复要拖到年底` tells of no recovery)."""
    hidden = replace(phrases[index], text=masked(phrases[index].text, title, NAMED))
    return [*phrases[:index], hidden, *phrases[index + 1 :]]


def _is_of_the_name(found: re.Match[str], text: str, title: str) -> bool:
    """What was found belongs to the task's name, or begins in it with a word that denies (`批而未供消化已完成`)."""
    own = masked(text, title, NAMED)[found.start() : found.end()]
    return own.startswith("□") and (set(own) == {"□"} or found[0][0] in "未没不")


def _measures(unit: str, asked: Asked) -> bool:
    """What is counted is what the task is measured in; other things (`已签约4个` of a rate) are no end of it."""
    return asked.target is not None and same_measure(Quantity(1, unit), asked)


def _of_something(words: str, text: str, title: str) -> bool:
    """Only a verb of any kind tells the end, and it is not the title's (`现在放开了`)."""
    return words == text and without_title(text, title) == text


def _is_the_event(words: str, title: str) -> bool:
    """What is to begin is the event that the task is named for (`明天开` of 美食街开街): no more than its day."""
    if words.endswith("开") and _HELD.search(title):
        return True
    named = None if _MEANT.match(words) else _BEGINNING.search(title)
    return named is not None and (named[1] in words or words.endswith(named[1][0]))


def _nothing_of_it(text: str, title: str) -> re.Match[str] | None:
    """Nothing but the title and that nothing was done (`护坡没弄`)."""
    return _NOTHING_OF_IT.fullmatch(without_title(text, title)) if _NOT_DOING.search(text) else None


def _parts_apart(told: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """What is not begun is unfinished where it is one part and another has its end (`一期交了，二期没立项`)."""
    ended = any(kind in ("done", "partly") and _ONE_PART.match(text) for kind, _, text in told)
    counted = any(kind in ("done", "partly") and _SO_MUCH_DONE.search(text) for kind, _, text in told)
    return [
        ("unfinished" if kind == "unbegun" and (counted or _is_a_rest(text, told, ended=ended)) else kind, words)
        for kind, words, text in told
    ]


def _is_a_rest(text: str, told: list[tuple[str, str, str]], *, ended: bool) -> bool:
    """Another part than one that is finished, or the last steps of a work whose body stands (`主体完工，装修没动`)."""
    if ended and _ONE_PART.match(text):
        return True
    if _OWN_STEP.match(text) and any(kind in ("done", "partly") for kind, _, _ in told):
        return True
    if _ALSO.search(text) and any(kind in ("done", "partly", "unfinished") for kind, _, _ in told):
        return True
    late = _LAST_STEPS.match(text)
    return late is not None and any(_BODY_STANDS.search(other) for kind, _, other in told if kind in ("done", "partly"))


def _statements(text: str) -> list[str]:
    """A phrase cut where 、 stands between what has come about and what comes next (`招标结束、下周进场`)."""
    if "、" not in text:
        return [text]
    borders = [0, *(found.end() for found in _COME_ABOUT.finditer(text)), len(text)]
    return [text[start:stop] for start, stop in pairwise(borders) if start < stop]


def _told(text: str) -> re.Match[str] | None:
    """Something that has happened, by its aspect alone (`花摆上了`); talk about people and the hour is none."""
    talk = is_personal(text) or _ASKED_ABOUT.search(text)
    return None if talk or _NOT_YET.search(text) else _ASPECT.search(text)


_WITHIN_THIS = shape(
    r"(?:[本这]个?(?:周|礼拜|星期|月|季度?)|今天|年内)(?![^,]*\d)[^,没未不]{0,6}?(?:[一-龥][完好齐]|完成|完工|竣工|办结|交付|收官|收尾|搞定)$"
)
"""The end within the time that runs (`本周检完`), without 了: still to come."""


def _lies_ahead(text: str, clock: Clock) -> bool:
    """A day to come is named and nothing says that it is done."""
    if _DONE_MARK.search(text):
        return False
    if _WITHIN_THIS.search(text):
        return True
    return any(
        text[found.start : found.end].endswith("后") and found.rule == "no day"
        if (said := found.values[0]).last is None
        else (said.last > clock.today and not said.vague)
        or (said.last == clock.today and _later_today(text[found.start : found.end], clock))
        for found in find_moments(text, clock)
    )


_PARTS_OF_DAY = (("晚", 21), ("夜", 21), ("傍", 17), ("下午", 13))
"""By which hour each can only lie ahead."""


def _later_today(words: str, clock: Clock) -> bool:
    return any(part in words and clock.at.hour < hour for part, hour in _PARTS_OF_DAY)


_BEFORE_THEN = re.compile(
    r"[^,没未]{1,8}(?<![提超之以])前(?:要|得|能|可以?|必须|全部?|都|一定|肯定|保证|争取)*[一-龥]{1,2}[完好齐成]"
)
"""What is to be finished before some time that has no day of its own (`开学前弄好`)."""
_BEGINS_THEN = shape(
    r"(?:开工|动工|破土|启动|进场|开建|动手|着手|开[班课训赛讲建挖拆采钻打播镰种割捕捞铺砌浇灌印编拍演考审犁秤榨炉窑掘刷])"
    r"(?!了|的|后|以来|仪式)"
)
"""On a day to come the work begins (`25号开浇第一仓`)."""
_NOT_DONE = (
    ("unbegun", _UNBEGUN.search),
    ("slip", late_by_then),
    ("slip", _SLIP.search),
    ("unfinished", _UNFINISHED.search),
    ("to_begin", _TO_BEGIN.search),
)
"""Guarded forms by what they tell: what one takes is not read again by the next."""


def _signs(text: str, asked: Asked, future: bool, *, dated: bool, strict: bool) -> list[tuple[str, str]]:
    """Each kind of sign in a statement with its words; negative and guarded forms before the plain words."""
    if tells_nothing(text):
        return []
    if not dated and _BEFORE_THEN.fullmatch(text):
        return []
    if (use := WAITS_FOR_USE.match(text)) and (len(use["use"]) < _SHORT_USE or use["use"] not in asked.title):
        return []
    if fine := FINE.search(text) or _CAUGHT_UP.search(text):
        before = text[: fine.start()]
        over = find_completion(before, asked.title) if not future and _PERFECT.search(before) else None
        return [("done", fine[0])] if "没完成" in fine[0] else [over or ("fine", fine[0])]
    signs = []
    rest = text
    for kind, find in _NOT_DONE:
        found = find(rest) or (kind == "unbegun" and _nothing_of_it(rest, asked.title))
        if found and (_is_of_the_name(found, rest, asked.title) or (kind == "slip" and found[0] in asked.title)):
            continue
        if found and kind == "to_begin" and _is_the_event(found[0], asked.title):
            continue
        if found and not (kind == "unbegun" and SOME_LEFT.search(rest)):
            some_only = kind == "unbegun" and (is_of_some(text, asked) or text.startswith("除"))
            signs.append(("unfinished" if some_only else kind, found[0]))
            rest = rest[: found.start()] + "," + rest[found.end() :]
    if future and not signs and (begins := _BEGINS_THEN.search(rest)) and begins[0] not in asked.title:
        signs.append(("to_begin", begins[0]))
    done = None if future else find_completion(rest, asked.title, strict=strict)
    if done and _SO_MANY.search(rest):
        signs.append(("partly", done[1]))
    elif done:
        of_some = _COUNTED.search(_AT_ONE_GO.sub("", _HOUR.sub("", masked(rest, asked.title))))
        some = of_some and (_ADDED.search(rest) or not _measures(of_some["unit"], asked)) and not _ALL.search(rest)
        signs.append(("partly", done[1]) if some else done)
    elif not PLEDGE.search(rest) and (
        going := _GOING.search(masked(rest, asked.title, NAMED))
        or HANDLED.search(rest)
        or (None if dated else _ABLE.search(rest))
    ):
        signs.append(("going", going[0]))
    elif not future and not PLEDGE.search(rest) and (told := _told(rest)):
        signs.append(("partly", told[0]))
    return signs
