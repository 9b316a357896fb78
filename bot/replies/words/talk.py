"""Talk that tells nothing of a task: questions, courtesies, slogans, complaints, talk about talking or about "
"oneself."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.replies.words.lexicon import shape

_PERSONAL = re.compile("[我你您别甭]|天气|吃饭|吃了|几点|烦|睡")
_CHAT = re.compile(
    r"(?:这|那|你们?的?)?(?:表格?|表头|报表|格式|模板|附件|链接|网址|小程序|二维码|验证码|短信)(?!系统|平台|网站|"
    r"软件|端口)[^,]{0,6}(?:[打填看传导收登进点发]不[开进上下到了出]|"
    r"对不上|太复杂|太繁|有误|失效|在哪|谁设计|谁做|谁弄)|(?:填|下载|上传)不(?:进去?|了|上去?|下来?)|没权限|^[你您]们?(?:说|看|觉得|想|猜)呢?$|"
    r"^又(?:来|开始)了$|[你您]们[^,]{0,4}(?:也|都|又)?(?:不[看管理]|不共享|不体谅)|没见[过到]|^(?:通知|文件|附件|名单|表|要求|依据)呢$|"
    r"^我们?(?:这里?|这边|这儿|手上|手里|手头)[^,]{0,2}没有?(?:数|数据|资料|底|台账)?$|嗓子|头[疼痛晕]|感冒|咳嗽|拉肚|牙疼|腰疼|一个数报|别催|催也|服了|无语|醉了|"
    r"^(?:我|人)?(?:都|已经?|刚|早)?(?:睡|躺)(?:下|觉|着)?了|"
    r"(?:附件|附表|链接|网址|网页|表格?|模板|二维码|压缩包|图片|截图|邮件|文档|文件|word|excel|pdf|通知)里?[^,]{0,3}"
    r"(?:(?:打|点|解)不开|下载?不[了动下]|失效|过期|看不[清到]|乱码|显示不|加载不|[没未](?:附|带|贴)|损坏)|"
    r"^(?:麻烦|请|能不能|能否|劳烦|烦请)?(?:你们?|您)?(?:再|重新?|补|另)新?(?:发|传|给|寄|转)[给到我一个份下次遍过张版来吧]*$|"
    r"开饭|食堂[^,]{0,4}(?:几点|吃)|^在的?$|^[你您]们?[^,]{0,4}(?:没|不|搞错|记错)|在吗|辛苦了?$|"
    r"我(?![局县区市镇乡村街委办厅院司校馆])[^,]{0,6}(?:调[走离到任]|离职|离任|卸任|退休|退二线|期满|借调|挂职|轮岗|休[产病年]假)|我[^,]{0,4}(?:刚到岗|刚来|刚调|刚接手|新来)|不熟悉|没印象|不记得|记不[得清]|想不起|(?:发|进|退|换|在|工作)错?群|群[里主]|微信|手机|电话|"
    r"语音|打字|信号|网不好|听[清不见得]|下班|早安|晚安|哈哈|呵呵|"
    r"不好意思|抱歉|对不起|打扰|发错|问错|找错|点错|打错|按错|撤回|忘了|堵车|生病|请假|(?:我|家里)[^,]{0,3}孩子|"
    r"孩子(?:发烧|病|住院|没人带|要接|开家长会)|什么意思|看不懂|没看懂|"
    r"没收到|没看到|(?:报|回|答复)得?(?:晚|迟)了|赔个?不是|^(?!.*(?:系统|平台|网站|软件|端口)).*(?:密码|登[录陆]|"
    r"登不[进上录陆])|"
    r"^(?:我|人)?(?:还|正|刚)?在?(?:飞机|高铁|火车|动车|大巴|船|飞|车)上?$|来着$"
)
_QUESTION = re.compile(
    r"的[一-龥]{1,3}呢$|(?<=[了过好完成])没有?$|到(?:哪天|哪一天|啥|何时|几号|什么时候)|(?<!没)怎么|为什么|为啥|谁|(?<!没)什么|啥时候|吗(?:$|[你您])|[咋几][^,]*呢$|哪(?!怕)|不干了$|(?<!看)([一-龥])不\1(?!了$)|还([一-龥])不\2了"
)
_IS_IT_NOT = re.compile(
    r"(?:这|那|我们?|事儿?)*不(?:是)?(?:早就?|都|已经?|上(?:周|个?月|礼拜)|[昨前]天|头两天|月初)(?![^,]*(?:[催问说讲]|提醒|通知|过了))[^,没未不]{0,6}[完好掉齐结交办妥报送验收成](?:卷|差|工|了)*(?:吗|嘛|么)"
)
"""A question that says yes (`不早就交差了吗`)."""
_COURTESY = re.compile(
    r"祝(?!贺)|愉快|(?:领导|主任|局长|书记|老师|新年|节日|大家|上午|下午|早上|各位|年|您|你)好$|快乐|请.{0,6}放心|"
    r"请.{0,2}(?:审阅|批示|知悉)|^(?:领导|主任|书记|局长|您)放心$|心放(?:回|在|到)?肚"
)
_SLOGAN = shape(
    r"{slogan}|专题(?:会|研究|部署)|取得[^,]{0,8}成效|以[^,]{1,8}精神|^[一-龥]{0,4}(?:始终)?坚持[一-龥]|把[^,]{2,14}作为"
)
_SET_UP = re.compile(
    r"(?:领导小组|专班|指挥部|工作组)(?:已经?|均|也)*(?:成立|组建)(?:了|起来)?$|(?:成立|组建)了?[^,]{0,6}(?:领导小组|专班|指挥部|工作组)$"
)
_COMPLAINT = shape(
    r"{complaint}|(?<![个特分])别老(?!人|师|百姓|板|乡|干部|党员|户)|(?:任务|目标|指标|时间|期限|节点)[^,]{0,2}(?:定|排|压|给)得(?:太|过|这么)|(?:干活|做事|办事|"
    r"跑现场|下村)的?(?:工夫|功夫|时间|精力|人手?)(?:都|也)?(?:没|挤)|[光就][^,]{1,6}都(?:来不及|忙不过来|干不过来|"
    r"够呛)|(?:这么|那么|这些|一堆)(?:多)?(?:表|报表|群|材料)"
)

_ASKED_AGAIN = re.compile(
    r"(?:怎么|咋|这|哎|唉)*又(?:是|要|来|问|催)(?![^,]*(?:了$|好|完|成))(?:这|催|报|问|查|填|考|评|检|督|表|数|材料|统计|通知|开会)?[^,]{0,5}$"
)
_LAST_TIME = re.compile("(?:才|刚刚?|不是)[^,]{0,4}(?:报|评|查|问|填|发|要|交|考|说|催|检查)过")


_THANKS = re.compile(
    r"(?:谢谢|感谢|多谢|谢|辛苦|劳驾|不客气|嗯+|哦+|噢+|啊+|哈+|好+|行|ok|的|了|呢|您|你|们|大家|领导|老师|同志|主任|[👍🙏👌😊🤝🌹]|[\W_])+"
)


def is_thanks(text: str) -> bool:
    """Thanks or a nod and no more (`谢谢，辛苦了`, `嗯嗯`): nothing is told and nothing is asked."""
    return bool(text.strip()) and _THANKS.fullmatch(text.lower()) is not None and any(c.isalnum() for c in text)


@lru_cache(maxsize=1024)
def tells_nothing(text: str) -> bool:
    """A phrase that is no statement about the work, whatever words of progress or trouble stand in it."""
    if _IS_IT_NOT.fullmatch(text):
        return False
    return is_chat(text) or any(sign.search(text) for sign in (_QUESTION, _COURTESY, _SLOGAN))


def is_slogan(text: str) -> bool:
    """Attitude and effort without a fact."""
    return _SLOGAN.search(text) is not None


def tells_who_leads(text: str) -> bool:
    """That a group was set up to lead the work, which beside slogans is one more of them."""
    return _SET_UP.search(text) is not None


@lru_cache(maxsize=1024)
def is_chat(text: str) -> bool:
    """Talk about talking or about oneself, and complaints: no trouble of the work is told by them."""
    return _CHAT.search(text) is not None or _COMPLAINT.search(text) is not None


def complains_again(text: str) -> bool:
    """That the same is asked once more (`又是考评`)."""
    return _ASKED_AGAIN.match(text) is not None


def tells_the_last_time(text: str) -> bool:
    """When it was asked or told before (`上个月才评过一次`), which behind such a complaint reports nothing."""
    return _LAST_TIME.search(text) is not None


def is_personal(text: str) -> bool:
    """People or the hour are spoken of."""
    return _PERSONAL.search(text) is not None
