"""How tasks of a kind end in words of their own: what opens takes its first guests, what is bought is brought home,
what is cleared away leaves, what is inspected was gone round once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_OPENS = re.compile(
    "投运|启用|投用|投产|开业|开园|开馆|开放|开街|开张|开诊|开学|开市|运营|营业|试运行|交付使用|通车|通航|通水|供水|"
    "供暖|入驻|上线"
)
_IN_USE = re.compile(
    r"(?:已经?|早就|都|就|昨[天日]|今早|上周|[月日号])(?:正式|开始|能|在)*(?:"
    r"(?:[跑出发送卖收拉]货|接[客单诊待]|迎客|营业|看病|收治|坐诊|供[水暖气电热]|送水|出水|发电|载客|上客|跑车|生产|"
    r"下线|住人|入住|上课|"
    r"待客|收费|办件|受理|借书|出产品|出油|出酒|出菜|开门|开饭|开伙|做生意)[一-龥]{0,2}了)"
)
_LINES = re.compile("线路|专线|班列|班线|航线|公交|班车")
_FIRST_RUN = re.compile("(?:首|头一?|第一)(?:班|趟|列|航|车)[^,没未不]{0,8}(?:发|开|跑|飞|走)[一-龥]{0,2}了")
"""A line is open when its first bus or train has left."""
_CLEARS = re.compile(
    "清退|关停|关闭|取缔|腾退|搬迁|撤销|撤并|封堵|退出|退捕|退养|注销|淘汰|拆除|拆解|拆违|违建|停业|停运|停用|禁养|"
    "迁出|清零|腾空|收回|清场|"
    "下架|遣散|封停|封存|销毁|清拆|治乱|占道|散乱污|清理|整治|整顿"
)
_LEFT = re.compile(
    r"(?<=最后)(?:的|那)?[一两二三几\d][^,没未不]{0,8}(?:也|都|昨[天晚日]|今[早天]|刚刚?|已经?|上(?:个?月|周|"
    r"礼拜)?)+[^,没未不]{0,6}"
    r"(?:关门|关张|走人?|搬走?|撤走?|撤场|退走?|退场|停|倒闭|散|封|拆|推|平|灭|打烊|歇业|转产|注销|上岸|拖走|拉走|"
    r"清|扒)[一-龥]{0,3}了"
)
_GONE = re.compile(
    "被[^,]{0,4}(?:端|铲|抓|扣|拖|封|收|取缔|查|捣|撵|赶|劝)|关门|关张|走人|搬|撤|退场|退租|散伙|解散|停产|停业|歇业|倒闭|打烊|封|停[水电气]|断[水电气]|[水电气][停断]"
)
_STAYS = re.compile("[不没未难才等]|拒|反")
_ACQUIRES = re.compile("购置|采购|购买|添置|引进|接收|调运|订购|置办")
_SERVES = re.compile(
    r"(?:已经?|都|就|昨[天日]|今早|上周|[月日号])(?:正式|开始|能|在)*(?:上路|上岗|上手|服役|投用|用上|用起来|派上用场|装上|编入|"
    r"跑起来|跑上|发到[^,]{1,6}|配到[^,]{1,6}|下地|下乡|下水|上架|入列|交车|交到[^,]{1,6})(?:了|$)"
)
"""What was bought does its service."""
_BROUGHT = re.compile("(?<!没)[开拉运买接领提拖送搬](?:回来|回|到家|到院里|进院|进场)了")
_PAYS = re.compile("资助|补贴|补助|奖补|救助|兑付|发放|慰问|拨付|工资|分红|代发|清欠|偿还|退费|补偿")
_PAID = re.compile(
    r"(?:资金|补贴|补助|奖补|款|钱|[一-龥]金|[一-龥]费)?(?:已经?|都|全部?|均|昨[天日]|今早|刚|上周|[月日号])+(?:统一|一次性|足额|直接|集中)*(?:打卡|到卡|上卡|下卡|上折|到折|上账|打款|打钱|"
    r"[打发拨转汇划付](?:给|到|进|入|至)[^,没未不]{0,6}(?:卡|账|户|折|手)[里上中]?|到账|入账|进账)(?:了|$)"
)
"""Money for people is on their cards."""
_AGREES = re.compile(
    "续聘|聘用|聘任|续签|签约|签订|流转|租赁|出租|招租|入股|托管|承包|认养|认领|结对|投保|参保|包联|委托"
)
_SIGNED = re.compile(
    r"(?:合同|协议|聘书|保单|责任书|承诺书|意向书|租约|委托书|手续)(?:已经?|都|也|全部?|均|昨[天日]|上周|[月日号])*"
    r"(?:[签续办发换出送递][一-龥]{0,2}(?:了|[完好齐妥毕清])了?|(?:签|发|送|递)到[^,没未不]{0,5}(?:人|手|户|家)[里上中头]?了?)$"
)
"""What binds people is signed (`护林员合同全签完了`)."""
_HANDS_OVER = re.compile("市场化|外包|托管|委托运营|承包|改制|划转|接管|移交|交接|托养|代管")
_TAKEN_OVER = re.compile(
    r"(?:已经?|都|昨[天日]|今早|刚刚?|上周|[月日号])(?:正式|全面|顺利)*(?:接手|接管|接过[来去]|接下|接走|进驻|入场|接盘)(?:了|$)"
)
_REVISES = re.compile("改版|升级|迭代|更新|重构|上线|开发|app|小程序|平台|系统|网站|公众号")
_NEW_IS_OUT = re.compile(
    r"(?:新版|新系统|新平台|新站|新网站|小程序|正式版|[\d.]+版)?(?:本?|都)*(?:已经?|都|昨[天日晚]|今早|刚刚?|上周|[月日号])(?:正式|全面)*(?:上架|发版|切换|上新|推送|切过[去来])(?:了|完|$)"
)
_INSPECTS = re.compile(
    "踏查|排查|督查|检查|普查|抽查|自查|巡查|摸排|摸底|暗访|踏勘|回访|体检|清点|盘点|核查|复核|核对|核验|复查|走访|入户"
)
_ROUND = re.compile(r"(?<!又)[跑走查巡看摸转扫访点核盘过](?:完|过)?了?一(?:遍|圈|轮)(?:了|$|(?=没))")
_ENDINGS = (
    (_OPENS, _IN_USE),
    (_LINES, _FIRST_RUN),
    (_CLEARS, _LEFT),
    (_AGREES, _SIGNED),
    (_ACQUIRES, _BROUGHT, _SERVES),
    (_PAYS, _PAID),
    (_HANDS_OVER, _TAKEN_OVER),
    (_REVISES, _NEW_IS_OUT),
    (_INSPECTS, _ROUND),
)
"""Kinds of task by the words of their titles, each with what ends it."""


@lru_cache(maxsize=1024)
def is_clearing(title: str) -> bool:
    """The task is to make somebody or something go."""
    return _CLEARS.search(title) is not None


def leaves(text: str, title: str) -> bool:
    """Who is to be cleared away goes, which is what was wanted (`最后一家也关门走人了`)."""
    return is_clearing(title) and _GONE.search(text) is not None and not _STAYS.search(text)


def find_endings(text: str, title: str) -> Iterator[re.Match[str]]:
    """Words that end a task of this kind."""
    for ending in _endings_of(title):
        yield from ending.finditer(text)


@lru_cache(maxsize=1024)
def _endings_of(title: str) -> tuple[re.Pattern[str], ...]:
    return tuple(ending for kind, *endings in _ENDINGS if kind.search(title) for ending in endings)
