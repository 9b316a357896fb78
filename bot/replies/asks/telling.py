"""That somebody will tell once he is free or knows: what comes before (`升井后`, `核完`) and the telling."""

from __future__ import annotations

import re

from bot.replies.words.lexicon import shape

_YOU = r"(?:[您你](?:们|那边|这边)?|贵[办室]|督[查办]室|领导|主任|书记|局长|科长)"
_TELLING = (
    rf"(?:[给跟向和同]{_YOU})?(?:再|统一|一并|一起|一块儿?|一次性|详细|具体|细|好好|慢慢)*"
    rf"(?:(?:[汇呈上通]?报|呈送|反馈|(?<![两几三四五六七八九十好多])回复?|答复|告诉|发|传|说|讲|聊|谈|禀报?|奉告)(?:上来?|来|过[来去]|个?话|个?信|个?电话)?(?:(?:到|给|至)?{_YOU}[^,]{{0,3}}?)?|"
    rf"给到?{_YOU}|联系{_YOU}?|给个?(?:准信|准话|准数|说法|答复))(?:吧|哈|啊|哦|的|了)?\u2060*$"
)
_THEN = r"(?:再|就|后|之后|以后|的?时候|完了|马上|立马|即刻?|才能?|我?(?=[给跟向]))"
_MOVES = (
    r"(?:(?!上[周月午半个]|下[周月午半个]|到(?:时|[周月年底\d])|回头|进一|过(?:几|两|一))[上下出进到回靠落返抵升离过登][一-龥]?(?:到|了|完)?(?:(?:(?![前内补])[一-龥]){1,5}?)?|[上下出回过进](?:来|去)|散(?:了|会|场)|停(?:下来|好|稳)|空(?:下来|了)|"
    r"(?:吃|喝|洗|睡|跑|走|送|接|陪|看|打|挂|开|值|忙|办|听|讲|上|下|考|播|录|做|弄|学|谈|聊)(?:完|罢|好|了)[一-龥]{0,4}?|"
    r"[早午晚中]饭(?:吃完)?|吃[一-龥]{0,3}饭|睡醒|醒了|天亮了?)"
)
"""Where somebody goes, or what he does for himself, before he answers."""
_LEARNS = (
    r"(?:我|咱|这边)?(?:先|去|把|自己|亲自)*(?:[一-龥]{0,4}?)?(?:问|查|核|对|捋|理|算|统计|汇总|整理|清点|盘|摸|翻|找|碰|凑|收|拿|要|导|调|打印|拢|弄|搞|打听|了解|确认|核实|合计|合)"
    r"(?:完|好|准|齐|清楚?|明白|出来|上来|到|实|一下|过|上了?|了|清爽|个?底)[一-龥]{0,3}?"
)
"""What has to be known before."""
_TAKES_A_LOOK = (
    "(?:我|先|再|去|把|自己)*(?:"
    + "|".join(f"{verb}一?{verb}" for verb in "理捋翻查看问核算对摸盘碰数找想")
    + ")[一-龥]{0,3}?"
)
_OWN_TIME = rf"(?:等[^,]{{2,10}}?(?=我))?(?:等|待|让|容)?(?:我|人)?(?:{_MOVES}|{_LEARNS}|{_TAKES_A_LOOK}|出来)"
_WILL_TELL = re.compile(
    rf"^(?:那|就|先|,|\s|[今明后][天早晚日](?:早上?|[上下]午|晚上?)?|[下本这]?(?:周|礼拜|星期)[一二三四五六日天]|[上下]午)*(?P<before>{_OWN_TIME}){_THEN}?(?P<tell>{_TELLING})"
)
_AFTER_THAT = re.compile(
    rf"^(?P<before>[^,没未不]{{1,9}}(?<!明天)[了完好过会儿下上醒针眼趟遍圈点])再(?P<tell>{_TELLING})"
)
_THEN_TO_YOU = re.compile(
    rf"(?:那|等下|回头)?(?:我们?)(?:再|就|马上|立马|即刻)(?:给|发|报|回|告诉|联系|答复)(?:到|给)?{_YOU}[^,]{{0,2}}|"
    rf"[^,没未不已]{{1,20}}[了后齐完好]我们?(?:再|就|马上)(?:给|发|报|回|告诉|联系|答复)(?:到|给)?{_YOU}[^,]{{0,2}}|"
    rf"[^,没未不已]{{1,3}}[完好齐准清妥](?:了|再|就)*(?:我)?(?:给|发|报|传|告诉)(?:到|给)?{_YOU}"
)
"""`我再给你`, `拢好发你`."""
_FRANKLY = re.compile("实话|心里话|交个?底|不瞒|老实说|坦白|直说|敞开说")
"""How what is said now is led in (`跟领导实话说`)."""
_OTHERS_FIRST = shape("{whole}|{outside}|{nature}|涨|跌|降|钱")
"""What keeps the work, and not the answer, waiting."""
_FORMALLY = re.compile(
    r"(?:稍后|容后|随后|容|稍晚|晚些时候|迟些时候)(?:再|即|另行?|一并)*(?:禀报?|奉[上告呈送]|呈[上报送]|附上|补[上报送]|报[上来送]|详?报|详谈|答复|回禀)来?$"
)
_GIVES = re.compile(rf"(?:给到|给|发到|发|传给?|报到?|送到?|交给?|回)(?:到|给)?{_YOU}[^,]{{0,3}}$")
_OF_WORK = shape(
    r"{means}|{party}|{begin}|到(?:位|账|货|场|岗|期)|上(?:报|会|线|冻)|下(?:达|发|文|拨|雨|雪)|出(?:台|图|让|具|资)|进(?:场|度|展)|"
    r"过(?:审|会|关|半)|落(?:实|成)|开(?:春|标|园|班|业|馆|街|盘)|预审|评审|验收|施工|批|审|完工|竣工|投用|签[约字]|通[水电气车]|[建修铺装挖砌栽种拆]完"
)
_CHECKS = re.compile(
    r"^(?:稍等|稍候|等一?下|等会儿?|马上|这就|等等|等我|容我?|让我|我)?(?:领导|主任|哈|啊|,|我|先|去|来|正在?|在|找[一-龥]{2,4}?(?=问问|了解|核实|摸|打听|碰|核|对|问一?下))*"
    r"(?:问问|查查|找找|翻翻|核核|看看|捋捋|数数|算算|摸摸底?|碰碰头?|(?:摸|碰|探)个[底头]|打听打听|了解了解|核实核实|合计合计|商量商量|(?:问|查|找|翻|核|捋|数|对|盘|理|统计|汇总|核实|了解|核对|确认|打听)(?:一?下|一[问查找翻核捋数对盘理]))"
    r"(?:下面|底下|他们|科室|经办|本子|台账|账|表|记录|资料|材料|数|情况|[老小][一-龥]|[一-龥]{2,3})?(?:哈|啊|先|吧|再说)?$"
)
"""He is about to look it up (`马上，我翻下本子`)."""


def will_tell(text: str) -> bool:
    """The answer is promised for when the speaker is free or knows, and no work has to be done before."""
    if _FRANKLY.search(text):
        return False
    if _FORMALLY.search(text) or _THEN_TO_YOU.fullmatch(text):
        return True
    found = _WILL_TELL.search(text)
    loosely = None if found else _AFTER_THAT.search(text)
    found = found or (loosely if loosely and not _OTHERS_FIRST.search(loosely["before"]) else None)
    return found is not None and not re.search("已|没|未", text) and not _OF_WORK.search(found["before"])


def will_give(text: str) -> re.Match[str] | None:
    """Where a phrase says that something will be given or sent to whoever asked (`周日前给到您`)."""
    return None if re.search("已|了|过", text) else _GIVES.search(text)


def looks_it_up(text: str) -> bool:
    """The speaker goes and looks or asks, and says no more."""
    return _CHECKS.match(text.strip()) is not None
