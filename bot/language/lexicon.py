"""The words of dates and quantities: (kind, spelling), the first row that fits at a place wins.

N C  a whole number, Arabic or Chinese           U  a unit (only after a number)
A    year                                        g l  at least / at most, before the figure
W    a year by its distance (this, next)         a u  or more / or less, after it
L I  end of the year; within the year            n v  about, before / after
H Q M d o  half year, quarter, month, day, months  f  doubles
E    edge of a period (end, start, ten days)     p  a share in words
B    by, within                                  R S T  range or "until", list mark, ordinal mark
k    half a year, as a length                    w e  this year and the next; the coming (years)
P    a five-year plan                            F V J  festival, a day with a name, a season
G    during                                      X Y  "after n years" / "of effort"
O    a date in digits                            Z z  founding of, anniversary
x    a longer word that merely contains a spelling of another kind, or a name in quotation marks
"""

from __future__ import annotations

from bot.language.engine import Lexicon
from bot.language.festivals import HOLIDAYS, LUNAR_DAY, NAMED_DAYS, NAMES, SEASONS
from bot.language.text import JOINER, MONTH_BEHIND_POINT

_NUMERAL = "零〇一二三四五六七八九十百千两"
_AFTER_NUMBER = rf"(?<=[0-9{_NUMERAL}万亿余多几半 {JOINER}])"
_ARABIC = rf"\d(?:[\d{JOINER}]*\d)?"
_COUNTED = (
    "个工作日|工作日|个百分点|百分点|个点|个基点|基点|(?:平方|立方)?(?:公里|千米|厘米|分米|毫米|米)|平米|平方|立方|公顷|公斤|"
    "千克|毫克|微克|克|"
    "千瓦时|千瓦|兆瓦时|兆瓦|吉瓦时|吉瓦|度电|千伏安|千伏|吨标准煤|吨标煤|吨|标准箱|标箱|美元|欧元|港元|港币|日元|"
    "英镑|元|"
    "(?:人|户|车|架|班|场|台|件|艘|家|例|批|辆|村|列|航|项|店|亩|吨|机|笔)次|路(?![口线公由])|(?:台|床|成|件)套|"
    "台\\(套\\)|课时|学时|标段|"
    "兆(?!瓦)|方(?=/|[,。;、)]|门站|以[上下内])|床位|学位|托位|泊位|车位|席位|铺位|机位|卡位|工位|班列|标台|卷次|人份|剂次|人天|人月|航班|蒸吨|"
    "小时|分钟|秒|天|周|"
    "岁|"
    "[个家户人名次场期项条座处所栋幢套辆台件份本册篇节张亩吨支艘架头只羽株棵眼口间层批轮门种款部首枚块根片宗笔例起单位倍番"
    "对组支队村镇斤担床例面盏樘座顷列尾架匹峰盆盘桶瓶箱袋包捆节孔渠艇针剂粒席桌餐讲堂集期档穴]"
)
_LATIN = "km²?|㎡|m²|m³|MW[hH]?|GW[hH]?|[kK]W[hH]?|KM|TEU|mg|kg|μg|Mbps|Gbps|G?B|%|‰|℃"
_RATE = (
    "(?:/(?:日|天|月|年|小时|分钟|立方米|平方米|公里|千瓦时|度|亩|人|户|万人|升|吨|[LdhaA])"
    "(?:·(?:平方公里|平方千米|平方米|亩|人|户|月|日|年))?)?"
)

_OTHER_WORDS = (
    r"[本下次当上]个?月(?:\d{1,2}[日号]|[底末初]|[上中下]旬)?(?:之前|以前|前)?",
    r"《[^《》\n]{1,100}》|〔\d{4}〕|\[\d{4}\]",
    r"每个?(?:半年|年|季度|季|月|周|星期|日|天|旬|学期)(?:度|份)?(?:\d{1,2}月份?(?:[、和]\d{1,2}月份?)*)?"
    r"(?:首月|末月|次月|中间月|第?[一二三]个?月|最后[一1]个月|最后一个工作日|终了后?)?"
    r"(?:底|末|初|[上中下]旬)?(?:\d{1,2}[日号])?(?:[、和]\d{1,2}[日号])*(?:之?前|以前)?",
    r"[一二三四]?(?:日|周|旬|月|季度?|年)一(?=[调通督考研报观讲评总小主活])",
    r"\d+[×*xX]\d+(?:小时)?|\d+[+＋]\w{1,3}",
    rf"[A-Za-z]+-?\d[A-Za-z0-9.]*|\d+(?:\.\d+)?(?=[A-Za-z])(?!(?:{_LATIN}))[A-Za-z0-9]+|[一二三四五六七八九十]期",
    r"前期|前后|前列(?![出入])|前沿|前景|前瞻|前置|前提(?![交出供升请醒报])|前往|前来|前端|前移(?![交送至出])|"
    r"内部(?!署)|内容|内外|内涵|内生(?!产)|内需(?!要)|内控(?!制)|内设(?![立置])|内在(?!全)|"
    r"初步|初期|初级|初中|初心|初具|底线|底数|底板|底气|底色|底层|底部(?!署)|末端|(?<!项)目前|当前|之前的|国内|市内|区内|"
    r"省内|零部件|零售|二(?:次|手|维|审)(?=[\u4e00-\u9fff])|二[级线类届元]|年度(?:重点)?工作(?:总结|要点|任务|计划|"
    r"报告|思路|目标任务)?|年度考[核评]|年度任务|年度目标|"
    r"年底考[核评]|"
    r"全年工作(?:的)?(?:总体)?(?:思路|要求|目标|任务)|全年(?:的)?(?:总体|指导思想|目标任务|任务|目标|计划的)|"
    r"全年(?:全|一(?=[考总评督]))",
    r"(?m:^)[ ]*(?:\d{1,3}|[一二三四五六七八九十]{1,3})、(?!(?:\d{1,2}|[一二三四])、)",
    r"(?<=[。;])[ ]*(?:\d{1,3}|[一二三四五六七八九十]{1,3})、(?=\D)",
    r"(?:(?m:^)|(?<=[。;]))[ ]*\d{1,2}\.(?=\d{1,2}[月日]|20\d\d年|\d{3}(?![万亿元个项家名人户吨米年])[\u4e00-\u9fff])",
)

_NUMERALS_TOO = ("三八", "五一", "五四", "六一", "七一", "八一", "十一")
_FESTIVALS = "|".join(sorted(set(NAMES) - set(_NUMERALS_TOO), key=lambda name: (-len(name), name)))
_NAMED_DAYS = "|".join(sorted(NAMED_DAYS, key=lambda name: (-len(name), name)))
_HOLIDAY = "假期|小?长假|黄金周"
_CELEBRATED = "庆祝|慰问|走访|主题|系列|活动|表彰|汇演|文艺|专题"
_PRIZED = (
    "劳动奖|奖|勋章|红旗|表彰|英才|先锋|口号|路|街|广场|公园|学校|小学|中学|幼儿园|村|社区|号|品牌|讲话|精神|[、和及与]"
)
_MORE_FESTIVALS = rf"(?:、[\"“]?(?:{_FESTIVALS}|{LUNAR_DAY})节?[\"”]?){{0,6}}"
_ON_A_FESTIVAL = rf"(?:之?前|以前|期间|{_HOLIDAY}|{_CELEBRATED}|当[天日]|[至到-]\d|[开投建完启正举亮对竣])"

ROWS: tuple[tuple[str, str], ...] = (
    ("P", r"[\"“]?十[一二三四五六七八九]五[\"”]?(?:期(?=末))?(?=期间|末|时期|规划期|收官)"),
    (
        "V",
        r"[\"“]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[·.](?:\d{1,2}|[一二三四五六七八九十]{1,3})[\"”]?"
        r"(?![个天年万亿吨元小])[^\d\n\"“”,。;、]{1,12}(?:日|节)[\"”]?",
    ),
    ("V", rf"[\"“]?(?:[一二三四五六七八九]{{2,3}}|\d{{2,4}})[\"”](?:世界|全国|国际|中国)?(?:{_NAMED_DAYS})"),
    ("V", rf"[\"“]?(?:世界|全国|国际|中国)?(?:{_NAMED_DAYS})(?![常益报均前趋渐])[\"”]?"),
    ("F", rf"[\"“]?(?:{'|'.join(_NUMERALS_TOO)})[\"”]?(?:节|国际劳动节)?(?=之?前|期间|{_HOLIDAY}|{_CELEBRATED})"),
    ("F", rf"“(?:五一|十一|六一|{_FESTIVALS})节?”(?!{_PRIZED})"),
    ("F", rf"“(?:{'|'.join(_NUMERALS_TOO)})”(?=前后|集中|开展|组织|举办|召开|评选)"),
    ("F", rf"[\"“]?(?:{_FESTIVALS})节?[\"”]?(?={_MORE_FESTIVALS}{_ON_A_FESTIVAL})"),
    ("F", rf"{LUNAR_DAY}|除夕(?!夜)"),
    ("J", rf"(?:{'|'.join(SEASONS)})(?=之?前|以前)|(?:{'|'.join(HOLIDAYS)})(?=期间|内(?!外))"),
    *(("x", spelling) for spelling in _OTHER_WORDS),
    ("x", r"[“「『][^“”」』\"\n,;。]{1,30}[”」』\"]|\"[^\"\n,;。]{1,20}\""),
    ("O", r"(?<![\d.])20\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)"),
    (
        "p",
        r"百分之[零一二三四五六七八九十百点\d.]+|[一二三四五六七八九]分之[一二三四五六七八九]|"
        r"[一二三四五六七八九]成[半一二三四五六七八九]?(?=[以左]|[,。;、)]|$)",
    ),
    ("B", r"(?<=[日号])\d{1,2}[时点](?:\d{1,2}分)?(?:之前|以前|前)"),
    (
        "N",
        r"(?<!\d)\d(?: \d)+(?= ?[年月日])|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|"
        rf"{_ARABIC}(?:\.(?!{MONTH_BEHIND_POINT})\d+)?",
    ),
    ("I", r"年内|全年度?|本年度|当年度?|今年内|年度"),
    ("L", r"年底|年末|岁末|年终(?=前)|(?<=[今明后次来本]年)[底末]"),
    ("w", r"今明两年|明后两年"),
    ("e", r"(?:今后|未来|接下来)的?(?=[\d一二两三四五十])"),
    ("W", r"今年|本年|明年|来年|次年|后年|去年|上年|前年"),
    ("H", r"[上下]半年|[前后]半年|年中(?=前|完成|达到|实现|力争|建成|全面|基本)"),
    ("C", rf"(?<![{_NUMERAL}万亿\d美欧港日])元(?=月(?!薪))|(?:[{_NUMERAL}]+[万亿]+)*[{_NUMERAL}]+"),
    ("z", r"周年"),
    ("k", "半年(?=之?内|以内)"),
    ("o", _AFTER_NUMBER + r"个月"),
    ("A", _AFTER_NUMBER + r"年(?![内底末度代龄轻货级均薪报审检会])"),
    ("Q", _AFTER_NUMBER + r"(?<!两)(?:季度|季(?![节度]))|(?<=前两)季度"),
    ("M", rf"(?:{_AFTER_NUMBER}|(?<=元))月份?(?!度|均)"),
    ("d", _AFTER_NUMBER + r"[日号](?!线|文)"),
    ("U", _AFTER_NUMBER + rf"(?:[百千]?[万亿]{{1,2}}|[百千])?(?:{_COUNTED}|{_LATIN}){_RATE}"),
    ("U", _AFTER_NUMBER + r"[百千]?[万亿]{1,2}"),
    ("E", r"[上中下]旬|上中旬|中下旬|底|期末|末期|末|初"),
    ("a", r"及?以上|及其以上"),
    ("u", r"及?以下|以内|之内"),
    ("B", r"\(含[^()]{0,4}\)(?:之前|以前|前)|之前|以前|前|内"),
    ("G", rf"期间|时期|{_HOLIDAY}"),
    ("g", r"≥|≧|>=?"),
    (
        "g",
        r"不(?:得|应|能|可)?(?:少于|低于|小于)|不下|至少|最少|超过|突破|高于|大于|多于|"
        r"[超过](?=[\d一二三四五六七八九十百千两 ])",
    ),
    (
        "l",
        r"≤|≦|<=?|不(?:得|应|能|可|再)?(?:超过|高于|大于|多于|突破|超)|控制在|低于|少于|小于|至多|最多",
    ),
    ("n", r"大约|约|近(?=[\d一二三四五六七八九十百千两 ])|将近"),
    ("f", r"翻(?= ?[一二两三\d])"),
    ("X", r"通过|经过|力争用|利?用(?=[\d一二两三四五])"),
    ("Y", r"(?:左右)?的?(?:努力|奋斗|时间)"),
    ("v", r"余|多|左右"),
    ("Z", r"建党|建国|建军|新中国成立|中国共产党成立"),
    ("R", r"[-到至]|—|~"),
    ("S", r"、|和|及|与"),
    ("T", r"第"),
)

LEXICON = Lexicon(ROWS)
"""Reads dates and quantities. Others make their own from `ROWS` and rows in front of them."""
