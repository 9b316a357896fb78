"""That a trouble is over: the phrase itself says so, or what follows tells how it is now."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import places
from bot.replies.trouble.causes import find_cause, is_cleared, is_effect
from bot.replies.words.lexicon import shape

_PAST = shape(
    r"{past}|前[几两三]?(?:天|周|个?月|阵|段)|[一-龥]了(?:一阵|一段)|[停断掉缺坏少卡]过|停了(?:几天|[\d一二三四五六七八九十两半]+[来多]?(?:天|周|个?月))"
)
_RECOVERED = shape(r"^(?:现在|目前|现|眼下|如今)?~{over}")
_RECOVERED_NOW = shape(
    r"^(?:现|目前|现在|眼下|如今)(?:都|均|全部|也)?已(?:经)?(?![^,]*(?:停|僵|卡|断|无法|不|没|报|逾|超|滞|拖|延))|"
    r"^(?:现在|目前|现已|现|眼下|如今|上个?周|上个?礼拜|上个?星期|上个?月|本周|这个?(?:周|礼拜|星期)|今天|昨天|前天|今早|刚刚?|"
    r"[一-龥]到了|已经?)[^,]{0,14}?{over}|"
    r"^(?:现在|目前|现|眼下|如今)(?:也|又|都|已经?)*(?:正常|照常|照样|全面|抓紧|加紧)在?(?:干|做|施工|推进|作业|生产|开展|运转|进行|赶)|"
    r"[复开通]的[工产业电水气车]$|^(?:也|又|都|就)?(?:复工|复产|恢复)(?!得|慢|不|还|没|无|难|时间|日期|条件|遥|申请|手续)|"
    r"^[^,没未不]{0,8}(?:后|之后)[^,没未不]{0,3}(?:通过|批|办好|解决|好|下来)了|"
    r"^(?:现在|目前|如今|这会儿)[^,没未不]{0,4}(?:能|可以)[一-龥]{1,3}了$|"
    r"^[^,没未不]{0,6}(?:又|重新|接着|继续)(?:干|开|动|施工|谈|做|弄|转)[^,没未不]{0,4}(?:了|着|工)$"
)
_TALKED_ROUND = re.compile(
    "^[^,没未不难]{0,10}(?:抢着|争着|主动|点头了|松口了|答应了|同意了)|(?:答应|同意|松口|点头|想通)[^,没不]{0,3}了$|^[^,没未不难]{0,8}(?:谈|说|做|讲|劝|协调|沟通|商量|调解)(?:通|妥|成|好|拢|下来)了"
)
"""Those who were against it have been won over (`上门谈通了`)."""
_ONLY_WAITS = re.compile("[干就坐]等|等着|等米下锅")
_SENT_AGAIN = re.compile(
    r"^[^,没未不]{0,6}(?:改|修|补|完善|调|订正|重做|重写)[一-龥]{0,3}?(?:又|重新|再|重|二次|第二次|已)[^,没未不]{0,4}"
    r"(?:报|交|送|递|上会|过审)"
)
"""What was sent back has been mended and handed in again (`改完又报了`)."""
_MENDING = re.compile(
    r"(?:重做|重打|重砌|重写|重排|重印|重报|返工|重新[一-龥])|(?:让|叫|督促|盯着|责令)[^,没不]{0,4}(?:改|修|换|补)|[改修换补]着|"
    r"(?:正在?|已经?在|在|要|得)(?:改(?![善造])|修|补|换|抢修|抢通|返工|整改|更换|调换|重做|清(?!单)|加固|处理|重报|"
    r"完善)"
)
"""What was sent back or has failed is being set right by ourselves (`退回来两份，正在改`)."""
_KIND_LEFT = re.compile(
    "(?:剩|余)[^,]*(?:是|为|属)[^,没未不无缺让肯]*(?:纠纷|问题|争议|矛盾|案|类|件|诉求|投诉|积案|难题)的?$"
)
_BEING_DONE = re.compile("(?:现在?|目前|我们|都|也)*(?:正|在)(?!等)[^,没未不等]+$")
_FAILED = shape("毛病|退回|打回|驳回|坏|漏|裂|塌|冲|不合格|瑕疵|缺陷|补正|破损|{broken}")
_CONCEDES = re.compile(
    r"^(?:但|不过|可|好在|还好)(?:是)?(?:也|还是|总算|已经?|都|目前)*[^,没未不难卡停]*(?:了|完|成|%|过半)"
)
_ALL_THE_SAME = re.compile(
    r"^[^,没不]{0,6}(?:还是|照样|到底|总算|最后|好歹|好说歹说|软磨硬泡|连哄带劝|硬是)[^,没不卡停等]{0,4}(?:了|完|成|着|在[^,]*)$|"
    r"^(?!别|其|剩|余)[^,没不]{1,5}的(?:都|全|均|也)[^,没不]{1,5}了$|"
    r"^(?:就|只能|只好|全|都|干脆)?(?:靠|用|拿)(?:人|手|肩|马|骡|土办法|老办法|小[车机])[^,没不]*|"
    r"^(?!.*(?:做工作|谈|劝|说|磨|催|协调|沟通))[^,没不]{0,6}(?:一([一-龥])一\1|挨[个家户])[^,没不]+$"
)
"""What was done in spite of it (`爱搭不理，表还是填了`), or how one got round it (`机器上不去，靠人砍`)."""
_REFUSAL = re.compile("不[肯愿让给同配批签搬理认答]|拒|反对|要价|阻|闹|没批|没拨|资金|经费|手续|指标|拖欠|欠")
_MADE_GOOD = re.compile(
    r"^(?!.*(?:停|撤|散|走人|歇|[上申]报|催|反映|汇报|发函|等着|只好|只能))[^,没不未难卡\d]{0,8}?"
    r"[换补顶填找借调修垫接装盖绑清取改追添配凑租买请记铲砸焊抽排扶堵捆糊加][一-龥]{0,2}?(?:上|着|到|好|通|顺|回来?|齐|满|完|成|住|出来|下来|掉|架)了$|"
    r"^下架了$|^(?:拆开|放)[^,没不未]{1,6}(?:在|到|着)[^,没不未]{1,3}$|^(?:换|改|拿|用|绕)[^,没不未]{1,4}[一-龥]着?(?:拉|运|打|挖|走|测|做|干|修|装|铺|送|弄)$|^[一-龥]着[打追赶捉]$|"
    r"^(?:继续|接着|照样|照旧|照常)(?![催等谈协沟争对磨劝找报])[一-龥]{1,3}$|^(?:借|租|请|调|雇|加|添)了[一两二三四五六七八九十几\d]"
)
"""What failed or was short has been made good, or is done in another way: no people have to be won over first."""
_SLIGHT = re.compile("^(?!.*[滞后落慢晚拖差]).*(?:[紧少缺挤小旧窄累忙乱杂]了?一?点儿?$|有点|有些|稍微?|略)")
_AT_IT = re.compile(
    r"加班|加点|两班倒|轮班|[赶干抢弄做修建铺]着|在[赶干抢弄做修建铺]|^[^,没不等]{0,3}(?:挤|凑|克服|将就)"
)
"""What is only a little amiss and made up for by work (`人手紧了点，周末加班赶`)."""
_THOUGH = re.compile("虽|尽管")
_WENT_ON = re.compile("^(?!.*(?:不|难|卡|停了|滞))[^,]*(?:了|已|正|在)|没(?:有)?停|不影响")
_ONLY_HARD = re.compile("难(?!以|产)|费劲|吃力|棘手|不好(?:弄|办|干|收|推|做)|挑战|麻烦")
"""Hard, and done all the same (`难缠得很，但也收了七成`)."""
_NO_MATTER = re.compile(
    "(?:不影响|不耽误|没耽误|没影响|[误碍]不了|耽误不了|影响不了|不碍[一-龥]{0,2}事|[无没]大碍|不要紧|影响不大|不打紧)"
)
"""What it comes to (`老停电，不影响总进度`)."""
_FORMERLY = re.compile(
    "头[一两几三]天|头一?[阵回次]|起先|开头|上[回次]|开始(?=[有还都不没])|前面|前头|原来|原先|本来|起初|开始时|早先|之前|前期|前阵子|前段|上个?月|一度"
)
_BY_NOW = shape(
    r"(?:现在?|这[回次]|目前|后来|如今|眼下|眼前|这两天|现已|已经?)(?![^,]*(?:{not}|{stuck}|不|难|等|仍|还))[^,]*(?:了|着|在|已|正|好|过)"
)
"""What was and now is otherwise (`原来没着落，现在落实在老粮库了`)."""
_BEGUN_ANEW = re.compile(
    r"^(?:第[二三四五六两]|新)一?(?:版|稿|轮|次)[^,没未不]{0,4}(?:正|在|已|写|做|改|报|挂|中)|"
    r"^(?:现在?|正在?|要|准备|已经?|得|需要?|打算)*(?:重新|再次|二次)(?:挂网|招标|组织|采购|开标|公告|发包|选|走)"
)


_LACKED = re.compile(
    r"(?:没有?|未|尚未|缺|差)(?:能|法|有)?(?P<lacked>[一-龥]{1,2})|(?<!看)(?P<failed>[一-龥])不(?:了|下来?|出来?|"
    r"进来?|上来?|到|起来?|来|齐|通)|"
    r"(?<![来对差比])不(?:肯|愿意?|让|给|想|敢)?(?P<refused>[一-龥])"
)
_BUT_SOME = shape(
    r"{not}|[不难等仍才只]|还[在是要有]|部分|一些|几|其[他它余]|剩|别的|重新|再|如果|要是|{ahead}|[了完好]\d|"
    r"[\d一二两三四五六七八九十百]+[个家户份]"
)
_AT_LAST = re.compile(
    r"(?:总算|终于|好歹|好不容易|千难万难)[^,没未不]*[了成好通过]|^[^,没未不难]*(?:结清|谈妥|说和|摆平|拉来|调来|"
    r"补上|续上|凑齐|找齐)了?"
)
_BACK_AT_WORK = re.compile(
    r"(?:又|都|也|就|已经?|重新|全)[^,没未不]{0,3}(?:回来|进场|上工|开工|复工|干上|干起来|开干|接着干|动起来|"
    r"进了?场)[^,没未不]{0,4}$|^[^,没未不难等]{0,6}(?:现在|接着|继续|天天|"
    r"正(?![补办找催凑谈联协请]))[^,没未不难等]{1,8}$"
)
_WHEN = re.compile(
    r"(?:[上这本]个?)?(?:周|礼拜|星期|月)[一二三四五六日天末底初]?|[昨前今]天|今早|昨晚|刚刚?|节后|年后|后来|现在|"
    r"目前|如今|眼下|"
    r"总算|终于|已经?|都|也|就|全|才|又|这边|那边|人家|他们?|对方|[\d一二三四五六七八九十]+[月日号]|[上下]午|早上|一"
)
_AT_FIRST = re.compile("(?:先前|之前|原先|早先|以前|起初|原来|开始|一开始)")
_NOW_SO = re.compile("(?:现在|如今|目前|眼下|这会儿)[^,没未不难等]*了$")
"""Now it is so, and was otherwise (`现在肯迁了，先前死活不干`)."""
_ONCE = re.compile(
    r"^[^,]{0,4}?([一-龥])是\1[了过]|当时|那时|那会儿?|那阵子?|那几天|前一?[阵段]子?|开头|刚开始|早先|先前|原先|"
    r"原来|本来|起初|一度|曾|前期|之前|"
    r"上个?月|[一二三四五六七八九十\d]月份?|年初|过年|春节"
)
_COMES = re.compile("[一-龥]{0,2}(?:了|下来|[齐到好通过全]$)")


def is_over(phrases: Sequence[Phrase], index: int) -> bool:
    """The phrase itself, or one of the next, says that it is over."""
    if is_cleared(phrases[index].text) or _goes_on_cleared(phrases, index) or _is_mending(phrases, index):
        return True
    following = phrases[index + 1].text if index + 1 < len(phrases) else ""
    if _TALKED_ROUND.search(following):
        return True
    if _ONLY_HARD.search(phrases[index].text) and _CONCEDES.search(following):
        return True
    if not _REFUSAL.search(phrases[index].text) and any(
        _MADE_GOOD.search(one.text) for one in phrases[index + 1 : index + 3]
    ):
        return True
    if _ALL_THE_SAME.search(following) or (_SLIGHT.search(phrases[index].text) and _AT_IT.search(following)):
        return True
    if _THOUGH.search(phrases[index].text) and _WENT_ON.search(following):
        return True
    if _ONLY_WAITS.search(following):
        return False
    if any(_NO_MATTER.search(one.text) for one in phrases[index + 1 : index + 3]):
        return True
    if any(_RECOVERED_NOW.search(one.text) or _BEGUN_ANEW.search(one.text) for one in phrases[index + 1 : index + 3]):
        return True
    opening = phrases[index - 1].text if index and not phrases[index - 1].closes else ""
    if _FORMERLY.search(opening + phrases[index].text) and any(
        _BY_NOW.match(later.text) for later in phrases[index + 1 : index + 3]
    ):
        return True
    if index and _AT_FIRST.match(phrases[index].text) and _NOW_SO.search(phrases[index - 1].text):
        return True
    if _has_come(phrases, index) or (_ONCE.search(opening + phrases[index].text) and _goes_well(phrases, index)):
        return True
    past = _PAST.search(opening + phrases[index].text)
    return past is not None and any(_RECOVERED.search(later.text) for later in phrases[index + 1 : index + 4])


def _has_come(phrases: Sequence[Phrase], index: int) -> bool:
    """What was lacking or refused has come by now, in the same words (`房东不肯签，上礼拜签了`)."""
    if any(_BUT_SOME.search(one.text) for one in phrases[index + 1 : index + 2]):
        return False
    words = {word for found in _LACKED.finditer(phrases[index].text) for word in found[found.lastgroup or 0]}
    return any(
        _COMES.match(one.text, at + len(word)) and _speaks_of(one.text[:at], phrases[index].text)
        for one in phrases[index + 1 : index + 3]
        for word in words
        for at in places(word, one.text)
    )


def _speaks_of(subject: str, text: str) -> bool:
    """The same thing or nobody new is spoken of: what stands before a verb is of time and manner, or stands in the
    text."""
    left = _WHEN.sub("", subject)
    return len(left) < 2 or bool(set(left) & set(text))


def _goes_well(phrases: Sequence[Phrase], index: int) -> bool:
    """Behind what once was: that it came to an end at last, or that the work goes on, and no other trouble."""
    later = phrases[index + 1 : index + 4]
    return any(_AT_LAST.search(one.text) or _BACK_AT_WORK.search(one.text) for one in later)


def _is_mending(phrases: Sequence[Phrase], index: int) -> bool:
    """It is being set right, or is only the kind of those of our own that are left and being dealt with."""
    failed = _FAILED.search(phrases[index].text)
    following = phrases[index + 1].text if index + 1 < len(phrases) else ""
    if _KIND_LEFT.search(phrases[index].text) and _BEING_DONE.match(following):
        return True
    return failed is not None and bool(
        _MENDING.search(phrases[index].text, failed.end()) or _MENDING.match(following) or _SENT_AGAIN.match(following)
    )


_LOST = re.compile("[死坏断丢停少缺掉漏塌倒烂卡]了")


def is_trouble_over(before: Sequence[Phrase], title: str) -> bool:
    """One of the phrases that went before tells of a trouble or a stop."""
    around = " ".join(one.text for one in before)
    return any(
        _PAST.search(one.text)
        or _LOST.search(one.text)
        or find_cause(one.text, title, around)
        or is_effect(one.text, title)
        for one in before
    )


def _goes_on_cleared(phrases: Sequence[Phrase], index: int) -> bool:
    """What goes on without a stop says that it has been dealt with (`不合格14个｜已下发整改单`)."""
    following = phrases[index + 1] if index + 1 < len(phrases) and not phrases[index].closes else None
    return following is not None and following.text.startswith(("已", "均", "全部")) and is_cleared(following.text)
