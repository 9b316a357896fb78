"""Who a task is passed to: the person, else the body, that the words of a reply say will answer or is in charge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.replies.tasks.passages import Phrase
from bot.replies.words.offices import OFFICES


@dataclass(frozen=True, slots=True)
class Named:
    """A person or body, by the offsets of its name in the text."""

    start: int
    end: int


_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴"
    "霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时阳穆农司卓古吉缪简车项连芦麦褚娄窦戚"
    "岑景赖桂闵晏仇甄荆桑储宗卜盖蔺瞿佟仲匡沙应冷池敖阙辜巫柏邬幸简丛栾宫衣门原屠洪郎鞠尧虞苟晋楚闻卞芮郗厉戎郜邰胥莘姬"
    "雍濮扈燕冀浦阎慕茹宦戈暨寇禄蔚巩晁阚毋巢竺桓佘冼揭尉逄栗粟"
)
_POST = (
    r"(?:副?(?:局长|主任|科长|股长|处长|部长|书记|主席|经理|总经理|董事长|队长|大队长|支队长|所长|院长|"
    r"校长|园长|馆长|站长|镇长|乡长|区长|县长|市长|行长|厂长|会长|秘书长|组长|班长|社长|厅长|庭长|参谋|干事|秘书|老师|"
    r"理事长|总队长|政委|专员|主管|会计|出纳|医生|教授|调研员|联络员|指导员|教导员|总监|总工|工程师)|"
    r"副?[局科处部总工主队所院股站校书](?![长里委门记作理])|[姐哥叔])"
)
_GIVEN = (
    "(?:(?![都也均正已还在全的了是不没有和这那我你他们各项任处办报管弄做抓盯说答填牵负汇回接吧啊呢嘛呀哦去就跟"
    "给向让找问来代])[一-龥])"
)
_NO_NAME = (
    r"(?:方案|方面|项目|时间|成效|成果|成本|安全|程序|常务|农业|施工|单位|金融|管网|管理|车辆|应急|解决|连续|路面|游客|苗木|安置|"
    r"储备|关于|关系|符合|平台|平时|包括|公开|毛利|水利|温度|任务|任何|文件|文旅|高度|高新|强化|计划|计量|严格|万一|易地|邮政|"
    r"[一-龥]子(?:$|[^一-龥]|[呢吧了啊])|包(?:公司|方|商|单位|队|工|企业)|牛羊|石材|黄金|金额|花卉|林地|田间|"
    r"洪[水涝峰灾]|农[技机经林垦委]|马上|古建|双方|景区|明确|明天|路上|于是|时候|汤药|广场|康养|康复|文明)"
)
"""Words that begin like a surname."""
_VERB_OF_ANSWER = (
    r"(?:报|回|答|汇报|反馈|负责|牵头|跟|跟进|对接|处理|办|管|代管|接手|接|填|说|弄|抓|盯|主抓|承办|落实|做|"
    r"分管|经办|统筹|答复|讲|介绍|解释|说明|来)"
)
_ANSWERS = (
    rf"(?:就(?:行|好|可以|成)|即可|要(?:数|进度|情况|材料)|(?:一块儿?|一起|一并|一道|来|去|统一|代为?|具体|全权|直接|给|向[你您领]导?|跟[你您]|"
    rf"[你您])*{_VERB_OF_ANSWER})"
)
_PERSON = (
    rf"(?=[小老大阿{_SURNAMES}])(?<!其)(?!{OFFICES}|{_NO_NAME})(?:[小老大阿][{_SURNAMES}](?!师|板)|阿[一-龥](?=[来去跟向给在管负报说回]|$|[,\s])|[{_SURNAMES}]{_GIVEN}{{0,2}}?{_POST}|"
    rf"[{_SURNAMES}]{_GIVEN}{{1,2}}?(?=同志|先生|女士|[他她]|人家|[了吧啊呢嘛呀哦\s,。;:]|$|AFTER))"
)
_PERSON_ANSWERING = _PERSON.replace("AFTER", _ANSWERS)
_PERSON_IN_CHARGE = _PERSON.replace(
    "AFTER", "(?:那边|这边)?(?:在|负责|牵头|主抓|分管|主管|经办|(?<![对承交衔])接|具体|管|抓|盯|跟)"
)
_KNOWS = r"(?:同志)?(?:最|比较|都|那边|那里|那儿|手里|手上)*(?:清楚|了解|知道|掌握|有数|门儿清|熟悉|熟)"
_CONTACT = r"(?:联系|对接|沟通|核实|了解|接洽|衔接|要|说|谈)"
_PERSON_KNOWING = _PERSON.replace("AFTER", _KNOWS)
_PERSON_TO_ASK = _PERSON.replace("AFTER", _CONTACT)
_UNIT_SUFFIX = (
    r"(?:(?<=[城交水旅国文产建])投|委员会|管委会|指挥部|办公室|街道办|大队|支队|中队|中心|公司|集团|银行|医院|学校|社区|街道|政府|工会|妇联|团委|残联|工商联|"
    r"红十字会|协会|局|委(?!会)|办|厅|部|所|院|镇|乡|(?<=[新发开])区|供销社|合作社|报社|党校|中学|小学|学院|大学|电视台|厂|场|矿|科室|科|股|站|(?<![阅核查调酌])处|组|专班|馆|室|队|园区)"
)
_UNIT = (
    rf"(?:[一-龥]{{1,10}}?{_UNIT_SUFFIX}|残联|妇联|团委|工会|工商联|红十字会|管委会|街道|[城交水旅国文产]投|供电|"
    rf"电力|烟草|邮政|供销|[村居业]委会|[省市县区镇乡村]里)"
)
_UNITS = rf"{_UNIT}(?:(?![一-龥](?<![府委])办|办|处理|在|负责|牵头|[一-龥]{{0,4}}[并直]){_UNIT})?"
_WHO = (
    r"(?:[一-龥]{1,6}的)?(?:(?:经办人|联系人|负责人|联络员|科员|同事|干事|网格员|副手|新来|接任|接替我?|新任|继任|分管|负责|主管|我们?(?:单位|局|科|这边)?|他们)的?)?"
    rf"(?:[一-龥]{{0,10}}?(?:{_UNIT_SUFFIX}|里|上|那边|这边|施工方|(?:中标|承建|承包|施工|责任|设计|监理)单位|财务|现场|工地)的?)?(?:副?(?:局长|科长|主任|股长|站长|所长|队长|书记|经理)(?=[一-龥]{{2,3}}))?"
)
_PASSED = (
    r"(?:(?<=已)交(?=[一-龥]{2,3}同志)|转给|转交给?|转办?(?![移变为到入出型让正发告述达自来换载])|转(?=[一-龥]{2,6}(?:局|办|委))|交接?给|移交给?|交由|"
    r"找|[您你](?:再|去|直接|可以|得)?(?:问(?:一下|下|问)?|[堵催寻逮揪])|(?:请|径|可)[洽询](?![谈问])|(?<![慰访询疑责追])问(?!了|过|一?下|题|问)|联系|对接|@\s*|咨询|(?<!不)归(?![集还档零位来类纳])|安排给|分给|派给|划给|甩给|推给|交办给|换成了?|换了)"
)
_LET = r"(?:让|叫|请|由|安排|委托|麻烦)"
_HOLDER = (
    r"(?:(?:牵头|责任|承担|承接|归口|主责|主办|承办|主管|负责|经办)(?:单位|部门|科室|人|的)|(?:主责|牵头|主管|责任主体)(?=是|在|为)|经办|联系人|对接人|接手的|接我的?班?的?|接替我的?|接班的|接任的|管(?:这|这个|这块)?事?的|"
    r"新的?负责人)(?:现在|目前)?(?:应该|已经?)?(?:调整为|变更为|明确为|是|为|:|变成|换成|改成|叫|在)"
)
_IS_NOW = r"(?:(?:现在|目前|如今)(?:是|归|由)|改由|现由|都是)"
_IN_CHARGE = (
    r"(?:(?:亲自|具体|全程|直接|一直)(?:在)?|在|负责|来)(?:跟|弄|管|办|抓|做|负责|对接|盯|搞|牵头|报|处理|"
    r"落实)"
)
_FROM_NOW = (
    r"(?:现在|目前|都|一直|如今|以后|今后|往后|后面|后续|就|"
    r"(?:这|那|此)(?:个|些|项|块|摊子?|摊儿)?(?:事情|事儿?|子事|活儿?|工作|任务)?)*"
)
_RUNS = r"(?:负责|分管|主管|主抓|牵头|经办|接手|具体管|在?管|在?抓|在?盯|在?跟)"
_TAKEN_UP = r"(?:承办|承担|办理|[阅核查调酌]处|阅办|研办|核办|处理|答复|回复|跟进|落实|办(?!公|事))"
"""What somebody to whom it was passed does with it."""
_BUSINESS = (
    rf"(?:{_TAKEN_UP}|的事|的活|的职责|的任务|的职能|的责任|"
    r"那边|管|负责|牵头|办|主办|主抓|承办|问|要|统一|报|去$|(?<![队家厂店村组社户班场司])的$|[\s,]|[吧啊了呀]|$)"
)
_PHONE = "的?(?:电话|手机|座机|微信|号码?)"
_TO_PEOPLE = (
    re.compile(
        rf"(?:请|烦请|麻烦|让|可以?|直接|建议|[你您]们?|[^,]*情况)(?:直接|再)?(?:跟|和|与|同|向)"
        rf"{_WHO}(?P<who>{_PERSON_TO_ASK})(?:同志)?{_CONTACT}"
    ),
    re.compile(
        rf"(?:今后|以后|往后|后续|后面|后头|具体)(?:的?事宜?)?(?:都|就|请)*(?:跟|和|与|同){_WHO}(?P<who>{_PERSON_TO_ASK}){_CONTACT}"
    ),
    re.compile(
        rf"(?:^(?:(?:这|那|此)(?:个|件|项|块)?(?:事儿?|活儿?|工作|情况)?)?|(?<=[的,])|{_UNIT_SUFFIX}的?)(?P<who>{_PERSON_KNOWING}){_KNOWS}"
    ),
    re.compile(
        rf"(?:^{_FROM_NOW}(?:是|由|归)?|(?<=[的,])|{_UNIT_SUFFIX}的?)(?P<who>{_PERSON_IN_CHARGE})"
        r"(?:同志)?(?:牵头|负责|主抓|分管|主管|经办|(?<![对承交衔])接(?:手|管|班|替)?|在?管|在?抓)(?:的|了|着)?$"
    ),
    re.compile(
        rf"@\s*[一-龥]{{0,10}}?\s*(?P<who>[{_SURNAMES}][一-龥]{{1,2}}(?<![局委办厅部所院镇乡科股站处组室队]))(?=\s|$)"
    ),
    re.compile(
        r"(?:数据?|台账|材料|情况|表|报表|资料|底数|进度|账)[^,]{0,2}(?:都|全)?在"
        rf"{_WHO}(?P<who>{_PERSON.replace('AFTER', '(?:那|手)')})(?:那里|那儿|那边|那|手里|手上)"
    ),
    re.compile(
        rf"(?:^|(?<=[是由归的,])|{_UNIT_SUFFIX})(?P<who>{_PERSON_IN_CHARGE})(?:同志)?{_RUNS}(?:着|的)*(?:这|该|此|[呢了啊]?$)"
    ),
    re.compile(
        rf"^(?:现在|目前|如今|眼下)*(?:是|由|归)?(?:[一-龥]{{0,6}}{_UNIT_SUFFIX}的?)?"
        rf"(?P<who>{_PERSON.replace('AFTER', '在手[上里头]')})"
        r"在手[上里头](?:管|弄|办|做|跟|抓|盯|搞)"
    ),
    re.compile(
        rf"(?:^|[你您]们?|直接|可以?|请|麻烦|[就去])(?:打|拨|电话|微信)(?:打|一?下|个?电话)?(?:给|到|问|找)?{_WHO}"
        rf"(?P<who>{_PERSON.replace('AFTER', _PHONE)})(?:{_PHONE}[^,没未不]{{0,3}}|[吧哈啊]|$)"
    ),
    re.compile(rf"{_HOLDER}{_WHO}(?P<who>{_PERSON_IN_CHARGE})"),
    re.compile(rf"{_LET}{_WHO}(?P<who>{_PERSON_ANSWERING})(?:同志|那边|这边)?{_ANSWERS}"),
    re.compile(rf"{_PASSED}(?:一下|下)?{_WHO}(?P<who>{_PERSON_ANSWERING})"),
    re.compile(
        rf"(?P<who>{_PERSON.replace('AFTER', '(?:那[儿里边]|手[上里头])')})"
        r"(?:那[儿里边]|手[上里头])(?:都|全)?有(?:数|$)"
    ),
    re.compile(rf"(?P<who>{_PERSON.replace('AFTER', '(?:替|代|帮)我')})(?:替|代|帮)(?:我们?)?{_ANSWERS}"),
    re.compile(rf"交{_UNIT}的?(?P<who>{_PERSON_ANSWERING})"),
    re.compile(rf"{_IS_NOW}{_WHO}(?P<who>{_PERSON_ANSWERING})(?:同志)?{_ANSWERS}"),
    re.compile(rf"(?<![第一二三四五])(?P<who>{_PERSON_IN_CHARGE})(?:同志)?(?:那边|这边)?{_IN_CHARGE}"),
)
_HAS_LEFT = re.compile(
    r"不在(?:这个?|该|原|原来)?(?:岗|岗位|单位|位|这边|那边|办公室)|(?:调|轮|转)(?:离|走|岗|到)|退休|退二线|(?:联系人|负责人|经办人?|对接人|领导|主任|局长|科长)[^,]{0,3}(?:换|变|调)了|离职|离任|卸任|换人|换岗|休(?:产|病|年)?假|岗位(?:调整|变动)|"
    r"不再(?:负责|分管|管|担任)|工作(?:调整|变动)|交接"
)
_SUCCESSOR = re.compile(rf"{_IS_NOW}{_WHO}(?P<who>{_PERSON_ANSWERING})(?:同志)?$")
"""Who is named where somebody has left (`我不在这个岗位了，现在是组织科冯晓梅`)."""
_TO_BODIES = (
    re.compile(rf"{_HOLDER}(?P<who>{_UNITS})(?=[\s,。]|$|了|呢|那边)"),
    re.compile(
        r"(?:转给|转交给|移送(?:给|至)?|转[到至](?=[一-龥])|转(?=[一-龥])(?!发(?!改)|[告述达场暖晴冷阴])|交给|交由|移交给|划给|划归|分给|派给|安排给|甩给|推给|找(?!了|过|到|好)|(?<![慰访询疑责追])问(?!了|过|一?下|题|问)|联系(?!了|过|上|好)|(?<!不)归(?![集还档零位来类纳])(?:口(?!岸))?|(?<!不)属于?|应该?由|请找|请问|请联系|(?:请|径|可)[洽询](?![谈问])|(?<!不)是)"
        rf"(?P<who>{_UNITS})(?={_BUSINESS})"
    ),
    re.compile(
        rf"(?:由|请|让)(?P<who>{_UNIT})(?:的同志|那边|这边)?(?:统一|直接|负责|牵头|来|给你|给您)*(?:上?报|报送|回|答复|汇报|反馈|填报)"
    ),
    re.compile(
        rf"(?:由|归)(?P<who>{_UNITS})(?:牵头|负责|承接|承办|承担|主办|主责|主抓|主管|归口|管)(?:了|的|着|办理|落实|处理)*$"
    ),
    re.compile(
        rf"(?:职责|职能|权限|事权|业务|口子|责任|这[块项摊个]|那[块项摊个])(?:是|都|全|现在|目前)*在(?P<who>{_UNITS})(?:那边|那里|那儿)?$"
    ),
    re.compile(
        rf"^(?P<who>{_UNIT})(?:那边)?(?:牵头|负责|管|主办|主抓|承办|在?抓|的职责|的事儿?|的活儿?)(?:的|呢|呀|啊)$"
    ),
)
_GIVEN_AWAY = re.compile(
    r"^(?:这|那|此|该|本)?(?:个|项|块|摊子?|摊儿)?(?:任务|事儿?|工作|业务|职能|活儿?)?(?:早就?|已经?|都|全)*(?:移交|移送|划转|划|给|转|交)(?:给|到|至)?"
    rf"(?P<who>{_UNIT})(?:了|办理|办)(?:[吧啊]|$)"
)
_BODY_AT_WORK = re.compile(
    r"^(?:[^,]{1,8}(?:是|由|归)|(?:[一-龥]{1,6}的(?:事儿?|活儿?)|材料|数据|报告|方案|台账|数字|表|情况|这事儿?|这活儿?|这项|该项|这项工作|此项|这摊子?|这个|这块|现在|目前|都|一直|应该)*)"
    rf"(?P<who>{_UNIT})(?:那边)?(?:(?:在|负责|具体)*(?:弄|管|办|抓|做|操作|操办|承办|经办|负责|对接|盯|搞|牵头|报|干|写|编|起草|整理|汇总|统计|处理|跟|跟进|掌握)|"
    r"在[一-龥]{1,2}|[一-龥]{1,2}(?=的))(?:的|呢|着|着呢)?$"
)
_NO_HAND_IN_IT = re.compile(
    r"插不[上了]手|[做作]不了主|说了不算|管不着|够不着|使不上劲|(?:本|我)(?:单位|[局科办镇乡]|街道)(?:并)?不(?:承担|负责|牵头|主管)"
)
"""That we can do nothing in it stands in nobody's way where the task is somebody else's."""
_DISOWNED = re.compile(
    r"不归我|不是我们?(?!的错)|不属于?我|不在我们?(?:这|局|单位|手)|我们?(?:局|科|单位)?(?:不管|不负责|没管|管不[了着])|非我局|与我(?:们|局)?无关|"
    r"我(?:不|没)分管|别(?:找|问|催)我|(?:问|找|催)我们?(?:也|都)?(?:没用|白搭|白问|不如)|我们?(?:局|单位)?(?:只管|只负责|光|只是?配合|不掌握)|(?:转|派|发|分)错(?:了|单位|部门|地方)"
)
_SEND_ON = re.compile(
    r"(?:问|找|催|联系|咨询)(?:一下|下)?(?:他|她|人家|它)们?(?!没|未|不|也|都|几|了|过)|"
    r"(?:[您你]|直接|去)[^,]{0,3}(?:跟|和|向)(?:他|她)们?(?:说|讲|谈|沟通)|"
    r"^(?:他|她)们?(?:最|比较|都|那)?(?:清楚|知道|了解|有数|掌握)|"
    r"(?:打|@)(?:他|她)们?(?:的?电话|$)|(?:^|让|叫)(?:他|她)们?(?:会|来|去|直接)?给[你您](?:报|回|说|发|讲|$)|"
    r"(?:让|叫|请)(?:他|她)们?(?:直接|来|去|给[您你]|跟[您你]|尽快|马上)*(?:报|回(?!来|去)|说|答复|填|汇报)|"
    r"(?:与|跟|和|同|向)(?:其|该[单部局委办厅科所站中][位门心室]?)(?:直接)?(?:联系|对接|沟通|衔接|接洽|了解|询问|核实)|(?:径|直接|可|请|烦)(?:询|问|商|洽|找)(?:其|该[单部局委办厅科所站中])|"
    r"(?:给|跟|向)(?:他|她)们?(?:打个?电话|要(?![^,]*不)|联系|对接|了解)"
)
_NO_SENDING = re.compile(r"(?:我|也|又|再|都|没|天天|已经?|正|刚|我去)(?:[一-龥]{0,3})?$|不[一-龥]{0,2}$")
_HANDLES = "(?:在|负责|填|管|弄|记|那|手|盯|做|干|报|跟|抓|写|编|统计|掌握|经手)"
_SOMEBODY = re.compile(
    rf"^(?:.*(?:[是由归问让叫找都在的们这那个里单账表册片块事料]|{_UNIT_SUFFIX}))?"
    rf"(?P<who>{_PERSON.replace('AFTER', _HANDLES)})"
)
_SOME_BODY = re.compile(
    rf"^(?:.*?(?:[是由归问给的在]|数据|情况|材料))?(?P<who>(?!我|本|你|咱){_UNIT})"
    r"(?=在|负责|管|弄|盯|[一-龥]{0,4}(?:的|$)|那|手)"
)
_MATTER = re.compile(
    r"[一-龥]{1,8}?(?:[那这]块|[那这]边|[那这]个|的事儿?|方面|工作)(?=[一-龥]{2})|"
    rf"[一-龥]{{2,4}}(?<![省市县区镇乡州])(?={OFFICES}[局委办厅所站]$)"
)
"""What the body is in charge of, before its name (`采砂那块水务局在管`)."""
_WHY_NOT = re.compile("(?:怎么|为什么|为啥|干嘛|干吗|咋)(?:不|没)")
"""A retort, and no word of who has the task (`怎么不去问财政局`)."""
_OURSELVES = re.compile("(?:我|咱)们?(?:先|再|去|得|要|这就|马上|正|刚)*(?P<verb>问问?|联系|对接|咨询|找)")
_INQUIRES = re.compile("问|了解|核|对|打听|要|碰|商量|摸")
_CONTACT_OF = re.compile("(?:联系人|对接人|联络[人员]|经办人?)(?:是|为)?$")
_HEAD_AND_NAME = 2
_A_PERSON = re.compile(rf"{_WHO}(?P<who>{_PERSON.replace('AFTER', '[^一-龥]')})")
_NO_UNIT = re.compile(
    r".*在办$|^(?:的|正|我|你|他|哪|谁|什么|单位|部门|这|那|本|该|其|相关|有关|现在|目前|请|一|都|[全大局内外]部)"
)


def is_out_of_hand(text: str) -> bool:
    """Only that we have no hand in the task is said (`我们插不上手`)."""
    return _NO_HAND_IN_IT.search(text) is not None


def sends_on(text: str) -> bool:
    """Whoever asked is told to ask somebody named by a pronoun (`问他们`), and not that we asked them ourselves."""
    found = _SEND_ON.search(text)
    told = found is not None and found[0].startswith(("让", "叫"))
    return found is not None and (told or not _NO_SENDING.search(text[: found.start()]))


def _with_called(phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """The phrases; one that calls somebody (`@办公室 周雯`) with the words behind the space."""
    for index, phrase in enumerate(phrases):
        near = phrases[index + 1] if phrase.text.startswith("@") and index + 1 < len(phrases) else None
        gap = " " * (near.start - phrase.end) if near else ""
        yield replace(phrase, text=phrase.text + gap + near.text) if near else phrase


def find_delegate(phrases: Sequence[Phrase]) -> Named | None:
    """The person a task is passed to, without the unit; the unit where no person is named."""
    left = any(_HAS_LEFT.search(phrase.text) for phrase in phrases)
    disowned = any(
        _DISOWNED.search(phrase.text) or is_out_of_hand(phrase.text) or sends_on(phrase.text) for phrase in phrases
    )
    called = list(_with_called(phrases))
    named = _named_by((*_TO_PEOPLE, *_TO_BODIES, _GIVEN_AWAY), called) or _referred_to(phrases)
    looser = [*([_BODY_AT_WORK] if disowned else []), *([_SUCCESSOR] if left else [])]
    named = named or _named_by(looser, called)
    return (_contact(phrases) or named) if named or len(phrases) == _HEAD_AND_NAME else None


def _named_by(shapes: Sequence[re.Pattern[str]], phrases: Sequence[Phrase]) -> Named | None:
    for shape in shapes:
        for phrase in phrases:
            for found in shape.finditer(phrase.text):
                if found["who"] and not (
                    _asks_himself(found) or _NO_UNIT.match(found["who"]) or _WHY_NOT.search(phrase.text)
                ):
                    return _named(found, phrase)
    return None


def _asks_himself(found: re.Match[str]) -> bool:
    """The speaker asks or calls somebody himself (`我先问股室`, `我找老冯问问`)."""
    ours = next(
        (one for one in _OURSELVES.finditer(found.string) if one.start() < found.start("who") <= one.end() + 1), None
    )
    return ours is not None and (ours["verb"] != "找" or _INQUIRES.match(found.string, found.end("who")) is not None)


def _contact(phrases: Sequence[Phrase]) -> Named | None:
    """The person told to be the one to turn to (`由社会事务科承担，联系人：蒋琳`)."""
    for before, one in pairwise(phrases):
        if _CONTACT_OF.search(before.text) and (found := _A_PERSON.match(one.text)):
            return _named(found, one)
    return None


def _named(found: re.Match[str], phrase: Phrase) -> Named:
    """Whoever was found in a phrase, without the matter before the name."""
    matter = _MATTER.match(found["who"])
    return Named(phrase.start + found.start("who") + (matter.end() if matter else 0), phrase.start + found.end("who"))


def _referred_to(phrases: Sequence[Phrase]) -> Named | None:
    """Whom a pronoun sends to (`表是老郭填的，找他`): the last person, else the last body, named before it."""
    for index, phrase in enumerate(phrases):
        if sends_on(phrase.text):
            for before in reversed(phrases[: index + 1]):
                if found := _SOMEBODY.search(before.text) or _SOME_BODY.search(before.text):
                    return _named(found, before)
    return None
