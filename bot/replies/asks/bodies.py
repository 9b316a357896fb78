"""How organisations are named in a reply: offices in full or short (`财政`), companies, villages, whoever is above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.replies.asks.delegates import Named
from bot.replies.words.offices import OFFICES

_SUFFIX = (
    r"(?:委员会|管委会|[编组筹评]委会|部队|军分区|武警|办公室|街道办事处|街道办|农商行|银行|法院|检察院|信用社|联社|供电所|供电公司|派出所|大队|"
    r"支队|中心|公司|集团|街道|政府办(?![法理事])|政府|党工委|社区|村委会|居委会|业委会|供销社|合作社|园区|部门|专班|协会|学校|医院|"
    r"海关|电厂|水厂|热电厂|污水厂|电站|电网|城投|铁塔|移动|联通|"
    r"电信|商会|科协|文联|侨联|贸促会|红十字会|疾控|(?:公路|工务|电务|车务|机务|供电|养路|航道)段|国网|南网|(?<![工连])队(?![员伍友里长形])|电视台|气象台|(?<!场)馆(?![长内])|"
    r"甲方|业主|设计院|设计方|施工方|施工单位|监理|总包|厂家|供应商|"
    r"[省市县区镇乡](?:里|上|委组织部|委宣传部|委统战部|委政法委|委编办|委网信办)|上级|上面|上头|(?<=[省市县区镇乡州])(?:主要|分管)?领导|工会|妇联|团委|残联|"
    r"工商联|(?:分管|主管|常务|联系|包联|挂[钩联]|主要)(?:副?[省市区县镇乡州]长|副?主任|副?书记|领导)|副?[省市区县州]长|秘书长|"
    r"纪检组|纪委|(?<![开大社])委(?!会(?![同商签])|组织|宣传|统战|政法|编办|网信|办)|局(?!部|面|势|长)|"
    r"(?<![催督交承协经主])办(?![法理事公])|厅|(?<!全)部(?!门|署|分|队)|"
    r"院(?!长)|所(?!有|以|需)|镇(?!长)|乡(?!长|村)|村(?!长|民|里)|站|(?<![放执可流进现试运])行(?![政业动])|"
    r"处(?![理置])|组(?![织成建])|"
    rf"{OFFICES}(?!管理局|[局委办厅部所门院上行厅]))"
)
_FIRST = (
    r"(?!由|提交|递交|上报|[送转](?!变)|通过|委托|邀请|聘|等(?!级)|[今明后当]天|马上|立即|就(?!业)|报(?!社)|经(?![信发开济贸科管])|待|按|依|让|和|跟|与|向|把|的|能|帮|再|也|还|协调|联系|对接|督促|会同|催促|转告|领导|有关|相关|各部门|贵|本|我|你|"
    r"您)"
)
BODY = rf"{_FIRST}(?:(?![把的了将跟让给叫对被能请已]|协调|尽快|抓紧|早点)[一-龥]){{0,10}}?{_SUFFIX}"
BODIES = rf"{BODY}(?:[、,和及与以]+{BODY})*"
"""One body or a list of them; never more than is needed to name them."""

STRONG = (
    r"(?<=[局委厅府])(?!的|长|里|[一-龥]{1,5}(?:中心|科|处|站|所|队))(?=[一-龥])|"
    r"(?<=组织部|宣传部|统战部|武装部)(?!的|长)(?=[一-龥])|(?<=公司|银行|法院|集团|海关|支队|大队|中心|政府|街道|医院|学校)(?!的)(?=[一-龥])"
)
"""Behind an office named in full any verb tells what it should do."""

_NOBODY = re.compile(r"(?:相关|有关|各|协调|支持|配合)?(?:部门|单位)|督查室|督办室|贵[办局室]")
_ONE = re.compile(rf"{BODY}(?=[、,和及与跟以]|$)")
_JOINED = re.compile("[、,和及与跟以]+")


def find_bodies(words: str, offset: int) -> Iterator[Named]:
    """Each body of a list; 和 inside a name (`自然资源和规划局`) does not part it. Nobody in particular is none."""
    position = 0
    for found in _ONE.finditer(words):
        joined = _JOINED.match(found[0])
        start = found.start() + (joined.end() if joined else 0)
        if start >= position and not _NOBODY.fullmatch(words[start : found.end()]):
            yield Named(offset + start, offset + found.end())
            position = found.end()
