"""How words are mistyped, dictated wrongly or written in Latin letters, and the same text as it was meant.

The corrected text is as long as the text, so that every offset stays true: a homophone replaces one character by
another, a Latin word becomes its Chinese word followed by `JOINER`s, which mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language.text import JOINER, normalise
from bot.language.traditional import TRADITIONAL

_HOMOPHONES = (
    "以已一亿意宜", "城成程诚呈承", "完玩", "手首守受收", "序续绪旭叙虚", "屏评平凭瓶", "竟尽进近劲竞", "合核和河何",
    "查察茶", "其期齐奇棋企", "低底抵第地", "月约越阅悦", "签前钱千迁", "延严研沿盐", "竣俊峻骏", "公工功攻供",
    "整正政证挣", "改该盖概", "度渡杜肚", "滞至制置", "后候厚", "招昭找", "标表彪", "验厌燕", "交教焦", "付付负复附",
    "开凯", "拆差柴", "迁签千牵", "资自姿", "金今斤", "预予于", "计记季纪寄", "申身深", "请情清", "落络",
    "实时十事石", "停亭", "审省", "批披皮", "正整证政", "场厂", "推退", "办半", "结节洁", "销消硝", "号浩", "反返",
    "馈溃", "协携斜鞋", "调掉", "环还", "施失师", "许续", "可克", "通同", "过国", "清青轻", "征争蒸", "启起企",
    "动洞冻",
)  # fmt: skip
_WORDS = (
    "完成", "完工", "已完成", "已完工", "已到位", "已开工", "已落实", "手续", "环评", "能评", "尽调", "核查", "延期",
    "月底", "签约", "竣工", "整改", "进度", "滞后", "招标", "验收", "交付", "开工", "拆迁", "征迁", "资金", "预计",
    "申请", "落实", "停工", "审批", "正常", "推进", "办结", "销号", "协调", "环保", "施工", "许可", "通过", "清欠",
    "启动", "反馈", "年底", "批复", "推迟", "进场", "施工许可", "征地", "收尾", "招商",
)  # fmt: skip
_REAL_WORDS = (
    "受到", "手工", "首期", "前期", "钱款", "前进", "签收", "请示", "国企", "起动", "一成", "万成", "收复", "负责",
    "复工", "公开", "时间", "实际", "教育", "今后", "正式", "争取", "同意", "交办", "交通", "退役", "地面", "的确",
    "约定", "进行", "近期", "同期", "何时", "平台", "评审", "省厅", "省级", "申报", "深入", "期末", "治理", "制度",
    "季度", "纪委", "政府", "验证", "结合", "自查", "牵头", "整治", "整正", "差异", "一完成", "一开工", "一到位",
    "一落实", "一完工", "收据", "退进", "千斤", "半结", "牵前", "停公", "政改", "情况", "清单", "地征", "节后",
    "消防", "开公", "供地", "征集", "完善", "万元", "万公", "场长", "至后", "制后", "第完", "的完", "一正", "进一",
    "近场", "资今", "一完", "于计", "同过", "正该", "正概", "收为",
)  # fmt: skip
_TYPICAL = {
    "正再": "正在", "以经": "已经", "己经": "已经", "巳经": "已经", "布署": "部署", "拔付": "拨付", "拔款": "拨款",
    "签定": "签订",
    "补尝": "补偿", "赔尝": "赔偿", "汇抱": "汇报", "验守": "验收", "竣公": "竣工", "动公": "动工", "复公": "复工",
    "按装": "安装",
    "首到": "收到", "道位": "到位", "下州": "下周", "名天": "明天", "还美": "还没", "没友": "没有", "胜下": "剩下",
    "胜余": "剩余", "还胜": "还剩", "只胜": "只剩", "就胜": "就剩", "站停": "暂停", "神批": "审批", "安计划": "按计划",
    "须要": "需要", "节束": "结束", "正长": "正常", "问提": "问题", "全布": "全部", "进渡": "进度", "材科": "材料",
    "收未": "收尾", "支特": "支持", "手序": "手续",
    "撒场": "撤场", "完成拉": "完成啦", "好拉": "好啦", "记本完成": "基本完成", "差步多": "差不多", "滞厚": "滞后",
    "缓漫": "缓慢",
    "完必": "完毕", "调式": "调试",
    "推近": "推进", "推劲": "推进", "顺力": "顺利", "困南": "困难", "阻功": "阻工", "协条": "协调", "上抱": "上报",
    "填抱": "填报", "收道": "收到", "收倒": "收到", "好得,": "好的,", "进度之后": "进度滞后", "卡再": "卡在",
    "压再": "压在",
    "在见": "在建", "拨负": "拨付", "办接": "办结", "结提": "结题", "以进场": "已进场", "以通过": "已通过",
}  # fmt: skip
"""Usual slips besides homophones: each as long as what was meant."""
_DIALECT = {
    "交差": "交卷", "尚未": "还没", "仍未": "还没", "业已": "已经",
    "冇得": "没有", "冇": "没", "莫得": "没有", "没得": "没有", "搞掂": "搞定", "完咧": "完了", "完嘞": "完了",
    "完哩": "完了",
    "毕咧": "毕了", "到嘞": "到了", "到咧": "到了", "定咧": "定了", "成咧": "成了",
    "冒得": "没有", "冒搞": "没搞", "差不离": "差不多", "差不些": "差不多", "将近": "接近", "嘎嘎": "刚刚",
    "俺们": "我们", "嘛时候": "啥时候",
    "俩礼拜": "两礼拜", "俩星期": "两星期", "俩月": "两月", "俩小时": "两小时", "半拉月": "半个月",
    "拢共": "总共", "统共": "总共", "木有": "没有", "还莫": "还没", "么得": "没有",
}  # fmt: skip
"""Words of dialects and of the street, each as long as the word that the lists know."""
_NONE_LEFT = re.compile(
    "一(?![天日周月年刻时])[一-龥](?:都|也)?(?:(?:不|没有?|未|冇)(?:[落漏拉少缺](?!实|[地户脚]|[成到下]?[一-龥]?[没未])|"
    "差(?![一-龥]))|不[剩差]|没剩)下?"
)
"""`一户不落`, `一分不少`: all of them."""
_NONE_LEFT_OUT = re.compile(r"[落漏拉剩]下?(?:了|的)?(?=[,，。.;；!！]|\s*$)")
"""Where nothing follows, it tells that all are done with."""
_TENTHS_HEARD = re.compile("(?<=[了到成有约概才近过])([一二三四五六七八九])[城程诚呈](?=[多半左了吧,。;!]|$)")
"""`完成了四城`: tenths."""
_DOING = re.compile(r"(?<=[一-龥\d])ing(?![a-z])")
"""`招标ing`: it goes on."""
_SET_IN = re.compile(r"(?<=[一-龥])\((?![一二三四五六七八九十])[一-龥]{1,2}\)(?=[一-龥])")
"""`村(居)`, `企业(场所)`: the other word for the same thing."""
_DRAWLED = str.maketrans("啦咯喽", "了了了")
"""了 with a drawl."""
_SIGHED = re.compile("(?<=[妥完成毕齐净通定到掉上清过走光停开着])[咧哩]|(?<=[一-龥]好)[咧哩]")
"""了 and, behind 着, 呢, as they are sighed in the north (`都弄妥咧`, `干着咧`)."""
_VERBS = {
    "ban": "办", "bao": "报", "song": "送", "bao song": "报送", "jiao": "交", "fa": "发", "gai": "改", "xiu": "修",
    "jian": "建", "zhuang": "装", "pu": "铺", "chai": "拆", "cha": "查", "xie": "写", "zuo": "做", "gao": "搞",
    "nong": "弄", "tian": "填", "huan": "换", "qian": "签",
}  # fmt: skip
_RESULTS = {"wan le": "完了", "hao le": "好了", "qi le": "齐了", "le": "了"}
_LATIN = {
    **{f"{verb} {end}": _VERBS[verb] + _RESULTS[end] for verb in _VERBS for end in _RESULTS},
    "wan cheng le": "完成了", "wan cheng": "完成", "yi wan cheng": "已完成",
    "zheng chang": "正常", "shou dao": "收到", "zai gao": "在搞", "zai ban": "在办", "zai tui jin": "在推进",
    "mei kai shi": "没开始", "hai mei": "还没", "kai shi": "开始", "zhi hou": "滞后",
    "tui jin zhong": "推进中", "ban wan le": "办完了", "gao ding": "搞定", "zheng zai": "正在",
    "hao de": "好的", "ming bai": "明白",
    "jin xing zhong": "进行中", "jin xing": "进行",
    "zhun bei": "准备",
    "chou bei": "筹备", "shou wei": "收尾", "chu bu": "初步", "bu zheng chang": "不正常", "an qi": "按期",
    "mei wen ti": "没问题", "dong le": "动了",
    "shen qing yan qi": "申请延期", "yan qi": "延期", "ma shang": "马上", "shao hou": "稍后",
    "kuai le": "快了", "zai zuo": "在做", "cha bu duo": "差不多", "ji ben": "基本", "all done": "全部完成",
    "not done": "没完成", "not started": "未启动", "not yet": "还没完成", "in progress": "推进中",
    "on track": "按计划", "on schedule": "按计划", "done": "完成", "finished": "已完成", "completed": "已完成",
    "complete": "完成", "finish": "完成", "delayed": "滞后", "delay": "滞后", "behind": "滞后",
    "blocked": "卡住", "pending": "等待", "ongoing": "推进中", "doing": "在做", "normal": "正常",
    "started": "已启动", "approval": "批复", "confirm": "确认", "approved": "批复", "deadline": "期限",
    "ready": "就绪", "okay": "好的", "roger": "收到", "roger that": "收到", "copy that": "收到",
    "received": "收到", "no problem": "没问题", "no progress": "没进展", "on hold": "暂停",
    "in process": "推进中", "wip": "推进中", "processing": "办理中", "under review": "在审",
    "submitted": "已提交", "signed": "已签约", "closed": "办结", "under construction": "在建",
    "wan gong": "完工", "yi wan gong": "已完工", "kai gong le": "开工了", "yi kai gong": "已开工",
    "kai gong": "开工", "mei wan cheng": "没完成", "hai mei wan cheng": "还没完成", "zai jian": "在建",
    "ting gong le": "停工了", "ting gong": "停工", "ka zhu le": "卡住了", "ka zhu": "卡住", "tui jin": "推进",
    "yan shou": "验收", "ban jie": "办结", "xiao hao": "销号", "an ji hua": "按计划", "an jie dian": "按节点",
    "mei dong": "没动", "qian yue": "签约", "zi jin": "资金", "mei dao wei": "没到位", "dao wei": "到位",
    "yi qi dong": "已启动", "qi dong": "启动", "mei qi dong": "没启动", "shang bao": "上报", "yi bao": "已报",
    "noted": "收到", "got it": "收到", "later": "稍后", "stuck": "卡住", "half": "一半", "to do": "待办",
    "mei kai gong": "没开工", "kuai wan le": "快完了", "yue di": "月底", "yan qi dao": "延期到",
    "jin du": "进度", "ma shang ban": "马上办", "yi jing": "已经", "shi gong": "施工", "xia zhou": "下周",
    "ben zhou": "本周", "ming tian": "明天", "hou tian": "后天", "yu ji": "预计", "zhao biao": "招标",
    "pi fu": "批复", "cai zheng": "财政", "xie tiao": "协调", "dai ban": "待办",
    "wan le": "完了", "quan bu": "全部", "qi ta": "其他", "xu yao": "需要", "zheng di": "征地",
    "tu di": "土地", "huan ping": "环评", "dao qi": "到期", "tui chi": "推迟", "shun li": "顺利",
    "kun nan": "困难", "mei you": "没有", "wei wan cheng": "未完成", "tui jin shun li": "推进顺利",
    "zheng zai shi gong": "正在施工", "yi ban": "一半", "guo ban": "过半", "cha yi dian": "差一点",
    "review": "审核", "in review": "审核中", "go live": "上线", "all set": "就绪", "no issue": "没问题",
    "no issues": "没问题", "kickoff": "启动", "kick off": "启动", "budget": "预算", "vendor": "厂家",
    "passed": "通过", "postponed": "推迟", "launched": "上线", "released": "发布", "finalized": "定稿",
    "delivered": "交付", "shipped": "发货", "sorted": "搞定", "almost": "基本", "fixed": "修好",
    "working on it": "在办", "on it": "马上办", "understood": "明白", "tbd": "待定", "asap": "尽快",
    "waiting": "等待", "waiting for": "等", "supplier": "厂家", "schedule": "进度", "not sure": "不清楚",
    "mei kong": "没空", "ming tian bao": "明天报", "xia wu bao": "下午报", "hui tou": "回头",
    "close": "办结", "submit": "提交",
    "zai lun": "在轮", "zai xiu": "在修", "zai tie": "在贴", "zai pu": "在铺", "zai pao": "在跑", "zai cui": "在催",
    "zai tan": "在谈", "zai gai": "在改", "zai cha": "在查", "zai xie": "在写", "zai bao": "在报", "zai shen": "在审",
    "zai huan": "在换", "zai chai": "在拆", "zai wa": "在挖", "zai zhuang": "在装", "zai hua": "在画",
    "zai ping": "在评", "zai yan": "在验", "zai dui": "在对", "zai gen": "在跟", "zai cai": "在采",
    "zai qian": "在签",
    "testing": "测试", "uat": "测试", "deployed": "已上线", "deploying": "部署", "drafting": "起草",
    "planning": "筹备",
    "bidding": "招标", "training": "培训", "installing": "安装", "installed": "装好了", "building": "在建",
    "built": "建好了",
    "paid": "付清", "wrapping up": "收尾", "finalizing": "收尾", "ended": "结束", "stopped": "停工", "in use": "在用",
    "live": "上线",
    "hao le": "好了", "kuai hao": "快好", "dou hao le": "都好了", "gao wan": "搞完", "zuo wan": "做完",
    "yi ban jie": "已办结",
    "hai zai": "还在",
    "zai nong": "在弄", "mei nong": "没弄", "mei gao": "没搞", "mei zuo": "没做", "mei qian": "没钱",
    "cha dian": "差点",
    "contract": "合同", "cancelled": "取消", "ddl": "期限", "halfway": "一半", "ahead of schedule": "超前",
}  # fmt: skip
"""Words of a run in Latin letters; the syllables of a Chinese word may be written together."""
_LATIN_SYLLABLES = {
    "deng": "等", "qing": "请", "mei": "没", "le": "了", "zai": "在", "dao": "到", "bu": "不", "yi": "已",
    "zhong": "中", "dou": "都", "yuan": "元", "ge": "个", "jia": "家", "tian": "天", "zhou": "周", "yue": "月",
    "zou": "走", "zuo": "做", "gao": "搞", "nong": "弄", "ban": "办", "jian": "建", "xiu": "修", "zhuang": "装",
    "chai": "拆",
    "qian": "签", "jiao": "交", "fa": "发", "bao": "报", "hao": "好", "wan": "完", "quan": "全", "dong": "动",
    "kuai": "快",
    "hai": "还", "cha": "差", "gai": "改", "cai": "才", "you": "有", "shang": "上", "xian": "线", "wo": "我",
    "men": "们",
    "pass": "通过", "all": "都", "percent": "%",
}  # fmt: skip


def _misspellings() -> dict[str, str]:
    """Every domain word with one character swapped for a homophone, unless that is a word itself."""
    wrong = {}
    for word in _WORDS:
        for place, right in enumerate(word):
            for group in _HOMOPHONES:
                others = group if right in group else ""
                for other in others:
                    wrong[word[:place] + other + word[place + 1 :]] = word
    for real in (*_WORDS, *_REAL_WORDS):
        wrong.pop(real, None)
    return wrong


_WRONG = _misspellings() | _TYPICAL | _DIALECT
_NEXT_WORD = re.compile(
    r"公[司里安路园交示告共众布开寓章函务租益立证平社用积厕墓]|接[待收受入手到通管]|低[于保价温碳效收]|近[期日年几]|今[年天日后]|合[同作并格理]|第[一二三四五六七八九十两\d几]|地[块点方区质税上下铁产震籍价皮]"
)
"""Words that begin with the last character of what looks misspelt (`移动公司`)."""
_WRONG_WORD = re.compile("|".join(sorted(map(re.escape, _WRONG), key=len, reverse=True)))
_LATIN_MEANT = {words.replace(" ", ""): meant for words, meant in (_LATIN | _LATIN_SYLLABLES).items()}


def _spelt(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first, each with or without its spaces."""
    return "|".join(word.replace(" ", " ?") for word in sorted(words, key=len, reverse=True))


_LATIN_WORD = re.compile(f"{_spelt(_LATIN)}|{_spelt(_LATIN_SYLLABLES)}")
_LATIN_RUN = re.compile(
    rf"(?<![a-z])(?:(?:{_LATIN_WORD.pattern}) ?)*(?:{_spelt(_LATIN)})(?: ?(?:{_LATIN_WORD.pattern}))*(?![a-z])"
)
_LATIN_LETTER = re.compile("[a-z]")


def _in_chinese(found: re.Match[str]) -> str:
    """A run of Latin words as Chinese ones, filled up to its length."""
    words = "".join(_LATIN_MEANT[word[0].replace(" ", "")] for word in _LATIN_WORD.finditer(found[0]))
    return words.ljust(len(found[0]), JOINER)[: len(found[0])]


def _all_of_them(found: re.Match[str]) -> str:
    """`一户不落` in plain words, filled up to its length."""
    last = _NONE_LEFT_OUT.match(found.string, found.end() - (2 if found[0].endswith("下") else 1))
    return ("全部完成" if last else "全部").ljust(len(found[0]), JOINER)


def corrected(text: str, titles: Iterable[str] = ()) -> str:
    """The text as it was meant: normalised, in simplified characters and small letters, homophones and Latin words put
    right, none moved. What stands so in one of the titles asked about is written right."""
    plain = normalise(text).translate(TRADITIONAL)
    small = plain.lower() if len(plain.lower()) == len(plain) else plain
    if _LATIN_LETTER.search(small):
        small = _LATIN_RUN.sub(_in_chinese, small)
    small = _DOING.sub("中\u2060\u2060", small)
    small = _SET_IN.sub(lambda found: JOINER * len(found[0]), small)
    small = _TENTHS_HEARD.sub(r"\1成", small)
    small = _NONE_LEFT.sub(_all_of_them, small).translate(_DRAWLED)
    if "咧" in small or "哩" in small:
        small = _SIGHED.sub(lambda found: "呢" if small[found.start() - 1] == "着" else "了", small)
    known = "\n".join(titles)

    def put_right(found: re.Match[str]) -> str:
        start, end = found.span()
        around = (small[max(0, start - 1) : end], small[start : end + 1])
        own = any(len(words) > end - start and words in known for words in around)
        return found[0] if own or _NEXT_WORD.match(small, end - 1) else _WRONG[found[0]]

    return _WRONG_WORD.sub(put_right, small)
