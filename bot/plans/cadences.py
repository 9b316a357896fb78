"""Recurring work: `每两周开展一次`, `按月`, and the `周调度、月通报、季考核` kind."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.engine import Lexicon, Part, Rule, find, rule
from bot.language.numbers import parse_number
from bot.model import Cadence, CadenceUnit
from bot.plans.reading import Reading

_ACTIONS = (
    "调度|通报|考核|考评|观摩|督办|督查|督导|督促|对接|研判|报告|例会|点评|晾晒|排名|小结|分析|检查|巡查|报送|报表|"
    "会商|推进会?|盘点|总结|评比|"
    "评估|评价|讲评|公示|清零|碰头会?|晒单|亮灯|交账|结账|复盘|比拼|擂台|拉练|汇报|反馈|抽查|暗访|跟踪|销号|会诊|"
    "汇总|研究(?!生|院|所|中心|会)|评优|总评|表彰|曝光|交办|会办|督战|展评|专报|简报|快报|接访|复核|"
    "报(?![告送名道表刊到社])|协调|跟进|清单|问效|问诊|主题|演练|轮训|走访|核查|巡检|自查|评议|对账|研讨|签到|述职|"
    "保洁|排查|清扫|摸排|巡护|"
    "检修|上报"
)
_ROWS = (
    ("A", "全年(?=一[考总评督])"),
    (
        "x",
        r"日(?:常|益|均|渐|后|前|用|照|程|报(?![告送])|本|期|夜|月)|[本上下当次整]月(?=[^度调通])|[本上下]个?(?:周|"
        r"月|季度|年)|"
        r"周(?:边|期|年|末|围|密|转|全|到|知)|月(?:球|亮|饼|子|薪|嫂|台|租|票|季)|季(?:节|军)|"
        r"年(?:度|级|龄|轻|货|均|薪|审|会|产|限|份|底|初|末|终|报|检)|\d+年|[全今明去当次来同新]年|[上中下]旬|"
        r"[上下]半年",
    ),
    ("E", "每间?隔(?=[一二两三四五六七八九十\\d半])"),
    ("E", "每个?(?=[一二两三四五六七八九十\\d半]|个?[日天周旬月季年]|星期|学期|学年|双|工作日|隔)"),
    ("B", "按(?=[日周旬月季年](?!份))|逐(?=[周月季年旬])|分(?=季度|月(?!子))|隔(?=[日周月年])"),
    ("R", "周周|月月|季季"),
    ("O", "(?:至少)?(?:集中)?(?:开展|举办|召开|组织|组织召开|组织开展|进行)?(?:不少于)?[一1两2三3]次(?:以上)?"),
    (
        "G",
        r"(?:(?:首月|末月)?(?:(?<=[月年季度])\d{1,2}[日号](?:[、和]\d{1,2}[日号])*|(?<=[月季度])[底末初])|首月|"
        r"末月)(?:之?前|以前)?",
    ),
    ("N", r"\d+|[一二两三四五六七八九十]{1,2}(?=个?(?:工作日|[日天周旬月季年]|半年|学期|星期)|[一])|一"),
    ("H", "半年度?|学期"),
    ("F", "半个?月"),
    ("U", "双周"),
    ("W", "双月"),
    ("D", "工作日|日|天"),
    ("K", "个?(?:星期|周)"),
    ("T", "旬"),
    ("M", "个?月度?"),
    ("Q", "个?季度?"),
    ("Y", "学?年"),
    ("V", _ACTIONS),
    ("S", "、"),
)  # fmt: skip
_LEXICON = Lexicon(_ROWS)

_UNITS: dict[str, tuple[CadenceUnit, int]] = {
    "D": ("day", 1), "K": ("week", 1), "T": ("day", 10), "M": ("month", 1), "Q": ("quarter", 1),
    "H": ("half-year", 1), "Y": ("year", 1), "A": ("year", 1), "F": ("week", 2), "U": ("week", 2), "W": ("month", 2),
}  # fmt: skip


def _recurring(part: Part, flat: str) -> list[tuple[CadenceUnit, int]]:
    unit, size = next(_UNITS[kind] for kind, _ in part if kind in _UNITS)
    written = part.word("N") if part.kinds[1:2] == "N" or part.kinds[0] == "N" else ""
    count = parse_number(written) if written else 1
    if count is None or not 1 <= count <= 100 or _is_rate(flat, part.start) or _is_heading(flat, part.end):
        return []
    return [(unit, size * int(count) * (2 if part.text.startswith("隔") else 1))]


def _once_in(part: Part, flat: str) -> list[tuple[CadenceUnit, int]]:
    """`两月举办一次`, `一月一次`; `9月举办一次` is the month of September."""
    if "N" in part.kinds and part.word("M") == "月":
        bare = part.word("O").endswith("次") and len(part.word("O")) == len("一次")
        if part.word("N") != "两" and not (part.word("N") == "一" and bare):
            return []
    return _recurring(part, flat)


def _one_each(part: Part, flat: str) -> list[tuple[CadenceUnit, int]]:
    """`一月一调度`, `一季一主题`; not `一年一度`, `一日一`."""
    named = "V" in part or (part.kinds[1] in "KMQ" and flat[part.end : part.end + 1] not in "次度日号")
    return _recurring(part, flat) if named and part.words("N")[-1] == "一" else []


def _compact(part: Part, flat: str) -> list[tuple[CadenceUnit, int]]:
    return [] if flat.startswith(("分", "表", "室", "报告"), part.end) else _recurring(part, flat)


def _is_rate(flat: str, start: int) -> bool:
    """`每人每月500元`: a rate, no recurring work."""
    return flat[start - 1 : start] in ("人", "户", "亩", "吨", "名", "元", "/") and start > 0


def _is_heading(flat: str, end: int) -> bool:
    """`每月工作安排`: a title, no work."""
    return flat.startswith(("工作安排", "工作计划", "工作要点", "重点工作", "主要工作"), end)


_UNIT = "[DKTMQHYFUW]"
CADENCES: Sequence[Rule[str, tuple[CadenceUnit, int]]] = (
    rule("every", f"E N? {_UNIT} (?:G|O|NV|N(?=\\.))?", _recurring),
    rule("by", f"B {_UNIT} V?", _recurring),
    rule("one after another", "R", lambda part, flat: [_UNITS[{"周": "K", "月": "M", "季": "Q"}[part.text[0]]]]),
    rule("once in", f"(?<![EBN]) N? {_UNIT} O", _once_in),
    rule("one each", f"(?<![EBN]) (?:N {_UNIT}|[AFHUW]) N (?:V|(?!{_UNIT}|N))", _one_each),
    rule("compact", f"(?<![ENBDKMQYx]) {_UNIT} V", _compact),
)


def find_cadences(reading: Reading) -> tuple[Cadence, ...]:
    """The recurring work of a plan in order, each part of `周调度、月通报` by itself."""
    tokens = _LEXICON.lex(reading.flat)
    return tuple(
        Cadence(reading.text[each.start : each.end], each.start, unit, interval)
        for each in find(tokens, CADENCES, reading.flat)
        for unit, interval in each.values
        if not reading.reviews.covers(each.start)
    )
