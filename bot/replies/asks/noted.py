"""Replies that only take note of what was asked: 收到, thanks, and the will to do it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.replies.tasks.passages import Phrase
from bot.replies.tasks.titles import without_title
from bot.replies.words.lexicon import shape

_FACES = (
    r"玫瑰|微笑|抱拳|握手|强|赞|合十|鲜花|爱心|太阳|加油|咖啡|鼓掌|愉快|呲牙|奋斗|胜利|拳头|庆祝|烟花|红包|偷笑|捂脸|"
    r"憨笑|可怜|害羞|敬礼"
)
_POLITE = (
    r"领导|主任|书记|局长|您好|你好|好|嗯嗯|嗯|哦|噢|(?:谢谢|感谢|多谢|辛苦|有劳|劳烦|烦劳)(?:领导|主任|各位|您的?|你的?)?(?:提醒|关心|督促|理解|支持|指导|费心|操心|催办|转告)?|"
    r"(?:您|你)?辛苦了?|请(?:您|领导)?放心|放心|没问题|老师|全部|均|都|已|了|的|啊|哈|呢|吧|嘞|滴|啦|咧|呀|喽|咯|哟|~|!|"
    r"(?:我们)?(?:会|将|一定)?抓紧|(?:今天|明天|这周|本周)(?:就|去|来)?(?:安排|组织|抓|办|弄|落实|推进|跟进)(?:人|"
    r"专人)?(?:去|来)?(?:办|弄|做)?|我(?=知道|晓得|明白|了解|记|们知|等下|回头|马上|这就)|"
    r"(?:这个?)?事儿?(?=我?(?:知道|晓得)|$)|\[[^\]]{1,4}\]|\u2060|\s|我们|我局|这边|一定|会|将"
)
_AT_ONCE = r"(?:马上|立即|立刻|尽快|抓紧|这就|即刻|随即|第一时间|认真|严格|按要求)"
_TELL_ON = (
    r"(?:(?:今[天日晚早]|明[天日早]|[上下]午|晚上|中午|马上|这就|立即|立刻|尽快|抓紧|待会儿?|等会儿?|等一?下|"
    r"回头)*(?:就|去|来|给)?"
    r"(?:(?:布置|部署|安排|通知|传达|转达|转发|落实|交代|吩咐|传|发)(?:下去|给[^,了]{1,6}|到(?:[各每下]|科|村|镇|人)[^,了]{0,5})|"
    r"(?:布置|部署|安排|通知|传达|转达|转发|落实|交代|吩咐)[完好])|"
    r"(?:今[天日晚早]|明[天日早]|[上下]午|晚上|中午|等会儿?|等一?下|待会儿?|回头)(?:就|去|来)?(?:布置|部署|安排|"
    r"通知|传达|转达|转发))"
)
"""What was heard will be passed on to those below (`明天就布置下去`)."""
_SENDS = (
    r"(?:等一?下|待会儿?|回头|马上|这就|现在|立马)?(?:就)?(?:喊|叫|派|找|安排|打发)(?:个?人|他们|小[一-龥])(?:去|"
    r"来)?(?:弄|办|做|搞|处理|看看?|跟)"
)
"""Somebody will be sent to do it."""
_AS_TOLD = (
    r"照(?:此|章|着|办|您|你|领导|要求|这|做|单)[^,已了]{0,5}(?:办理?|落实|执行|做)|照(?:做|办)|"
    r"按(?:您|你|领导|这个|此)[^,已了]{0,8}(?:办理?|落实|执行|做)"
)
_NOTED = (
    rf"{_TELL_ON}|{_SENDS}|{_AS_TOLD}|"
    r"收到|收悉|知道|明白|了解|知悉|好的|好嘞|好滴|好哒|得嘞|(?:ok|okay)(?![了啦])|遵命|得令|照办|遵照执行|可以|行|已阅|阅|"
    r"(?:马上|立即|立刻|尽快|抓紧|这就|按要求|认真|严格|一定|坚决|即刻|及时)?(?:抓)?(?:办(?![完结好了得理])|安排|落实|部署|办理|"
    r"去办|照办|执行|研究|推进|贯彻)(?!了|完|情况)|"
    r"(?:这就|马上|现在就)去[一-龥]{1,3}$|(?:马上|这就|立即)(?:办|弄|落实|处理|去)|"
    rf"{_AT_ONCE}(?:去|来)?(?:组织|安排|部署|对接|通知|召集|核实|传达|布置|梳理|督促|研究|按)[一-龥]{{0,12}}$(?<![了完好])|"
    r"按照?[^,]{0,6}要求(?:[^,已]{0,3}(?:办|落实|做|抓|执行|推进))?|1|[👌👍🙏🆗✅🤝💪🫡👏🙌✔☑🤙👊✊🙋]|\[(?:ok|OK|好的|强|"
    r"握手|抱拳|收到|赞|敬礼|合十|胜利|点赞|鼓掌|拳头|奋斗|好|嘿哈)\]|安排上|安排起来|马上就?办|没说的|必须的|立行立改|立说立行|即知即改|闻令而动|边查边改|得令|领命|遵办|遵照(?:办理|落实|要求)|"
    r"roger(?: that)?|copy(?: that)?|noted(?: with thanks)?|got it|will do|sure|fine|yes|yep|yo|k|kk|okk|ok le|"
    r"了然|晓得|晓得了|^中[吧啊]?$|^是$|要得|好咧|好勒|木问题|记下|记住|记着|领会|接到|已接到|看到|已看到|已读|已知|已知悉|已知晓|知晓|已收|已收悉"
)
_NOTED_ALL = re.compile(rf"(?:{_NOTED}|{_POLITE}|[\U0001F300-\U0001FAFF\uFE0F])+(?:{_FACES})?|{_FACES}")
_CARRIED_OUT = re.compile("(?:已经?|[均全])(?:全部|都)?(?:落实|执行)")
_NOTED_ONE = re.compile(_NOTED)
_ONLY_POLITE = re.compile(rf"(?!好[的嘞滴哒])(?:{_POLITE})*|好|行动|.*提醒|(?:抓紧|尽快|马上)?推进")

_AGREES = re.compile("好|行|中|成|好好|嗯好|可以")
_PROMISE = re.compile(
    r"(?:我们?|我局|我单位|咱们?|这边|这?[一二两三四五六七八九十几]?[项个件]|[都会将就去来好的]|一定|马上|立即|立刻|尽快|抓紧|尽力|"
    r"让(?:他们?|下面|科室|同志们?|大家)|安排人去?|遵照|全力|尽最大努力|保证|确保|坚决|认真|严格|亲自|及时|按照?[^,]{0,6}(?:要求|指示|部署|安排|精神|意见)|盯[着紧牢]?|催[催办]?|督促|督办|落实|跟进|"
    r"跟踪|[抓做管办落]好|落实好|推进|推动|安排|办好|办理|办|抓|做|处理|落实到位|执行|配合|此事|这事|这项|工作|任务|下去|起来|继续)+"
)
"""Only the will to do it is declared, by no day (`两项都会抓紧`)."""
_HEARD = re.compile(
    rf"(?:好|行|中|成|得|是|妥|悉|嗯+|得嘞|(?:{_NOTED}))(?:{_NOTED}|{_POLITE}|[\U0001F300-\U0001FAFF\uFE0F])*"
)
_HEARD_OF = re.compile(
    r"(?:[那这第以上一二两三四五六七八九十\d个项件条块份]|的事|工作|任务|通知|文件|来[件文]|事项|信息|消息|指示|要求|[\s:、]|"
    r"也|[都均全]部?|已经?|俱)*"
    r"(?:(?:收|接|领|看|听)到|[收敬奉谨获阅俱均]悉|知道|明白|知悉|了解|遵照执行|照办|照此办理|好的|马上(?:办|落实|安排)|遵办|记[着下住]|晓得|阅)"
    r"(?:了|呢|啦|咯|任务了?)?"
)
_WILL_DO = re.compile(
    r"(?:那|那就|容|我|我们|咱们?|这边|我局|我科|这?[一二两三四五六七八九几]?(?:项|个|件事?|任务)(?:工作)?|都|全部|就|便|先)*"
    r"(?:这就|马上|立马|立刻|立即|即刻|当即|当场|连夜|随即|随后|稍后|接着|接下来|回去就?|逐[条个件]|对[照标]|尽快|尽早|抓紧|一定|必定|定当?|保证|确保|坚决|全力|努力|争取尽|会|将|[去来](?!年)|再|让|叫|"
    r"催|督促|加快|加紧|加班|倒排|[紧]?盯|跟|给|继续|亲自|逐项|逐一|一起|一并|一同|一块儿?|同步|合并|统一|分头|着手|明[天早日]|今[天晚日]|下午|晚上|回头就?)[^,]*"
)
_TELLS_MORE = shape(
    r"已|过$|了(?!解)|完(?!成)|正在|还(?!是)|没|未|不|难|卡|停|但|因|\d|%|[底前内]|[周月][一二三四五六日天初中末]|[一二三四五六七八九十][日号月]|"
    r"预计|估计|计划|申请|延|宽限|请|需|缺|差|等|待|"
    r"^(?!.*(?:他们|大家|下面|[村镇科]|单位|企业|人)).*(?:报|回复|答复|说|汇报|告诉)"
)
"""What is more than the will to do it."""


def is_noted(phrases: Sequence[Phrase], title: str = "") -> bool:
    """收到 and no more: every phrase only takes note, and one of them says so, be it of the task by its name (`清明那个
    收到`)."""
    texts = [phrase.text.strip() for phrase in phrases if phrase.text.strip()]
    if len(texts) == 1 and _HEARD_OF.fullmatch(without_title(texts[0], title)):
        return True
    if any(_CARRIED_OUT.search(text) for text in texts):
        return False
    if (
        len(texts) > 1
        and (_HEARD.fullmatch(texts[0]) or _HEARD_OF.fullmatch(texts[0]))
        and all(_is_will(text) for text in texts[1:])
    ):
        return True
    if not texts or not all(_NOTED_ALL.fullmatch(text) or _PROMISE.fullmatch(text) for text in texts):
        return False
    if len(texts) > 1 and _AGREES.fullmatch(texts[0]) and _PROMISE.fullmatch(texts[-1]):
        return True
    return any(_NOTED_ONE.search(text) and not _ONLY_POLITE.fullmatch(text) for text in texts)


def _is_will(text: str) -> bool:
    """Only that it will be done (`这就去`), with no day and no fact."""
    noted = _NOTED_ALL.fullmatch(text) or _PROMISE.fullmatch(text)
    return bool(noted or (_WILL_DO.fullmatch(text) and not _TELLS_MORE.search(text)))
