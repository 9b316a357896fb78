"""Tasks named by their numbers: `1、3正常`, `第二项`, `②`, `1234都`, `前两项`, `后者`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.numbers import parse_number
from bot.language.text import MONTH_BEHIND_POINT
from bot.replies.tasks.mentions import Mention, clause_heads

NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
COUNT = r"(?:\d{1,2}|[两一二三四五六七八九十]{1,2})"
_THING = r"(?:项工作|项任务|个任务|个项目|件事|项|个|条|件|桩|块|样|摊)"
_NO_ORDINAL = (
    r"(?![批期次季天年月周日书方产轮步阶环名届楼组段梯责中小人医实幼职院厂水污"
    r"处家户座所台套根盏栋幢间口眼片趟遍回稿笔一二三四五六七八九十\d])"
)
_UNIT_AHEAD = (
    r"(?!\s*(?:周(?![一二三四五六日末])|[年月日号%‰层样万亿千百十岁时楼多余来辆亩米吨栋幢宗根株轮遍回趟番圈笔季半盏眼队块类#\d]|/\d|"
    r"分(?![了发配到掉])|天(?![气然天])|期(?![间限])|级(?!别)|成(?![立功效果绩])|名(?![单称])|台(?![账风])|口(?![头径])|次(?![日月年])|"
    r"份(?!额)|张(?!贴)|本(?![周月年季区县市局级])|座(?!谈)|所(?!有)|支(?![付出部持])|片(?!区)|头(?!上)|"
    r"人(?![员才事民社大手工群])|起(?![草步点吊动诉因源])|家(?![庭具电长])|户(?![籍厕外])|套(?!管)|处(?![置理于]|在[^,]{{0,6}}(?:阶段|状态|水平))|条(?!例)|件|部(?![门分署])|"
    r"场(?![地馆所])|公[里顷斤]|平(?![台安均稳])|批(?![复准下了过])|个(?!别)|项(?!目)|k?m|标段|村(?!庄)|镇(?!区)|"
    r"站(?![前房点])|点(?!位)|[.]\d|[-]\d+月|[至~-]|到(?=[\d一二两三四五六七八九十])))"
)
_JOINED = rf"\s*第?{NUMERAL}(?![\d%.]|(?:项|个)?(?:一样|相同|差不多|类似|一致))"
_LIST = (
    rf"(?:{NUMERAL}(?:\s*,{_JOINED}){{1,19}}(?:\s*[和及与跟]{_JOINED})?|"
    rf"{NUMERAL}(?:(?:\s*[、和及与跟&+\s]|[-至到~]){_JOINED}){{0,19}})"
)
"""Numbers with commas, or with other marks between them: a comma ends a list like `1、3、5`."""
_ORDINALS = re.compile(
    rf"第(?P<each>[一二三四五六七八九]{{2,5}})(?:项|个|件|条)|第{NUMERAL}{_THING}?(?:\s*[、,和及与跟至到-]?\s*第{NUMERAL}{_THING}?){{1,19}}|第{_LIST}\s*(?:{_THING}|{_NO_ORDINAL})|"
    r"[①-⑳]"
)
_MARKED = re.compile(
    rf"{NUMERAL}(?:[-=]*[=>]+|[-/](?=\d+(?:\.\d+)?%))\s*|"
    rf"(?:任务|序号|#|no[.]?)\s*{_LIST}|[(]{NUMERAL}[)]|{NUMERAL}是(?=[^\s,])|{_LIST}\s*(?:[、):]|[.](?!\d))\s*|"
    rf"\d{{1,2}}[.](?={MONTH_BEHIND_POINT})|\d(?:/\d)+(?=都|均|全|正常|在|已|按|没)|\d(?:/\d){{2,}}|"
    r"\d[.](?=\d)|\d\s+(?=\d+(?:\.\d+)?(?:%|[一-龥]))"
)
_LISTED_THINGS = re.compile(
    rf"\d(?:[.]\d)+(?=\s*(?:都|均|全))|{NUMERAL}(?:[、,和及与跟至到~-]{NUMERAL})+(?:项|个任务|号任务)|{NUMERAL}号(?:任务|(?=[已没未在正还完]))|(?<![这那余])(?:[二三四五六七八九]|一(?=号任务|"
    r"[^。]{0,40}[二三]项))(?:项|号任务)(?!工作|任务|事|情况|进[展度]|都|均|全|各|分别|一[起并律块]|统一|里|中|当中|之中)"
)
_A_THING = "楼线桥路厂机井门库炉泵馆池塔地标隧洞坝站区院栋房仓桩墩车船闸窑台球厅文令"
_CALLED_ONE = rf"{NUMERAL}号(?:任务|项目|工作|事项)?(?![{_A_THING}])"
_CALLED = re.compile(rf"{_CALLED_ONE}(?:[\s、,和及与跟]*(?!\d{{2}}){_CALLED_ONE}){{0,19}}")
_NO_DAY = re.compile(
    r"号(?:任务|项目|工作|事项|[已没未在正还差卡滞按都也才]|分别|各|\s*[\d一二三四五六七八九]+(?:%|成))"
)
_ALL_BUT = re.compile(rf"除[了开去]?{_CALLED_ONE}")
_A_DAY = re.compile(rf"{NUMERAL}号(?:之前|以前|前(?!期)|左右|[上下]午|晚|早|凌晨|中午|起|开始|截止)")
_BARE = re.compile(
    rf"{_LIST}(?!(?<=一)[期线产些直般旦定起并共样切律致面])(?:(?<=[一二三四五六七八九])(?=\d)|{_UNIT_AHEAD})"
)
_RUN = re.compile(
    r"\d{2,9}(?=\s*(?:都|均|全|正常|完成|已|按|收到|没|滞后|推进|顺利|未|延|完|好|在|搞|弄|办|ok))|[一二三四五六七八九]{2,9}(?=\s*(?:都|均|全|正常|"
    r"完成|已|按|收到|没|项|完|好|在|搞|弄|办|ok))"
)
_SLICE = re.compile(
    rf"(?P<side>前[面头]?|上[面头]|开头|打头|头|首|最?后[面头]?|末尾|末了|最末|压轴|下[面头]|末)[那这]?(?:(?P<few>[俩仨])|(?P<count>{COUNT})?{_THING})(?!工作日|月(?![底末初中])|星期|小时|钟头|季度|"
    rf"年(?![底末前终内中])|人|别|阶段)"
)
_MIDDLE = re.compile(rf"(?:最?中间|当中|正中)(?:的|那|这)?(?:(?P<few>[俩仨])|(?P<count>{COUNT})?{_THING})")
_FROM_THE_END = re.compile(rf"倒数第(?P<place>{NUMERAL}){_THING}?")
_PAIR = re.compile("[前后]者")
_FIRST_FEW = re.compile(
    r"(?P<side>前|头|后)(?P<count>[两二三四五六])(?=\s|都|均|全|完|正常|在|没|未|已|好|搞|弄|[,、:]|ok)"
)
_UP_TO = re.compile(rf"{NUMERAL}(?=到{NUMERAL}月)")
_AT_HEADS = (_RUN, _LISTED_THINGS, _MARKED, _BARE)
_ANOTHER_THING = re.compile(rf"{NUMERAL}项(?!目|工作|任务)")
_COUNTS_ITEMS = re.compile(r"\s*1项(?!目|工作|任务).*?[,。;\s]2项(?!目|工作|任务)")
"""`1项卡电力，2项顺` numbers them."""
_ONE_MARKED = re.compile(rf"第{NUMERAL}{_THING}|任务{NUMERAL}|[(]?{NUMERAL}[、):.]|[①-⑳]")
_COUNTED_OFF = re.compile(r"\s*这?([两二三四五])(?:项工作|项任务|项|个|件|条)")
FEW = {"俩": 2, "仨": 3}
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_FURTHEST = 3
"""A bare number that was not asked about counts as one up to so many behind the last."""


def find_numbered(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    """Mentions by number among the numbers asked about; they may overlap."""
    for found in _ORDINALS.finditer(text):
        words = found["each"] or found[0]
        yield from _of_numbers(found, words, numbers, run=bool(found["each"])) or _not_asked(found, numbers)
    yield from _called(text, numbers)
    yield from _sliced(text, numbers)
    yield from _paired(text, numbers)
    yield from _middle(text, numbers)
    yield from _from_the_end(text, numbers)
    last, things = 0, _COUNTS_ITEMS.match(text) is not None
    for head in sorted({*clause_heads(text), *_in_a_row(text, numbers)}):
        if mention := _at_head(text, head, numbers, last, things=things):
            last = mention.tasks[-1] if mention.tasks else last
            things = things or text[mention.end - 1] == "项"
            yield mention


def _in_a_row(text: str, numbers: tuple[int, ...]) -> list[int]:
    """Where all numbers behind the first stand that count the tasks off in one breath (`1核完了2已发3访了九户`)."""
    if numbers[0] != 1 or not text.startswith("1"):
        return []
    places = [0]
    for no in numbers[1:]:
        found = re.compile(rf"(?<=[一-龥%]){no}(?=[一-龥])").search(text, places[-1] + 1)
        if found is None:
            return []
        places.append(found.start())
    return places[1:]


def _at_head(text: str, head: int, numbers: tuple[int, ...], last: int, *, things: bool) -> Mention | None:
    """The longest run of words that numbers tasks at the head of a clause; `last` was named before it.

    `things`: a list of 项 was named before, so that `3项` is a number too and no count."""
    shapes = [*_AT_HEADS, *([_ANOTHER_THING] if things else []), *([_UP_TO] if last else [])]
    fits = sorted((found for each in shapes if (found := each.match(text, head))), key=lambda one: -one.end())
    fits = [found for found in fits if not found[0].endswith(".") or _counts_on(text, found, last)]
    fits = [found for found in fits if found.re is not _UP_TO or _numeral(found[0]) == last + 1]
    for found in fits:
        for mention in _of_numbers(found, found[0], numbers, run=found.re is _RUN):
            return mention
    return next((one for found in fits for one in _not_asked(found, numbers, last)), None)


def _not_asked(found: re.Match[str], numbers: tuple[int, ...], last: int = 0) -> tuple[Mention, ...]:
    """A single number that was not asked about: marked (`第7项`, `7、`), or bare behind others (`1完成，3没动`)."""
    said = _numeral(found[0])
    marked = _ONE_MARKED.fullmatch(found[0].strip()) is not None
    bare = last and found.re is _BARE and max(numbers) < said <= max(numbers) + _FURTHEST
    if said < 1 or said in numbers or not (marked or bare):
        return ()
    return (Mention(found.start(), found.end(), (), "unknown"),)


def _numeral(words: str) -> int:
    """The only number of some words; -1 where there are more, or none."""
    pieces = re.findall(r"\d+|[一二三四五六七八九十]+|[①-⑳]", words)
    if len(pieces) != 1:
        return -1
    number = ord(pieces[0]) - ord("①") + 1 if "①" <= pieces[0] <= "⑳" else parse_number(pieces[0])
    return number if isinstance(number, int) else -1


def _called(text: str, numbers: tuple[int, ...]) -> tuple[Mention, ...]:
    """`一号70%，二号没动`: more than one by their numbers, where days of the month would make no sense."""
    if _A_DAY.search(text) or (text.count("号") < 2 and not _ALL_BUT.search(text)):
        return ()
    found = [one for head in clause_heads(text) if (one := _CALLED.match(text, head))]
    mentions = tuple(mention for one in found for mention in _of_numbers(one, one[0], numbers))
    named = {no for one in mentions for no in one.tasks}
    sure = _ALL_BUT.search(text) or (len(named) > 1 and (named == set(numbers) or _NO_DAY.search(text)))
    return mentions if sure else ()


def _paired(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    """前者 and 后者 of two."""
    if len(numbers) == 2:
        for found in _PAIR.finditer(text):
            yield Mention(found.start(), found.end(), (numbers[found[0][0] == "后"],), "number")


def _middle(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    """中间那项 of three, five and so on; 中间两项 of four."""
    for found in _MIDDLE.finditer(text):
        count = FEW.get(found["few"] or "") or parse_number(found["count"] or "一")
        if isinstance(count, int) and count < len(numbers) and (len(numbers) - count) % 2 == 0:
            first = (len(numbers) - count) // 2
            yield Mention(found.start(), found.end(), numbers[first : first + count], "number")


def _from_the_end(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    """倒数第二项."""
    for found in _FROM_THE_END.finditer(text):
        place = parse_number(found["place"])
        if isinstance(place, int) and 1 <= place <= len(numbers):
            yield Mention(found.start(), found.end(), (numbers[-place],), "number")


def _sliced(text: str, numbers: tuple[int, ...]) -> Iterator[Mention]:
    bare = (found for head in clause_heads(text) if (found := _FIRST_FEW.match(text, head)))
    for found in (*_SLICE.finditer(text), *bare):
        count = FEW.get(found.groupdict().get("few") or "") or parse_number(found["count"] or "一")
        if isinstance(count, int) and 1 <= count <= len(numbers):
            part = numbers[:count] if found["side"][0] in "前头首上开打" else numbers[-count:]
            yield Mention(found.start(), found.end(), part, "number")


def _counts_on(text: str, found: re.Match[str], last: int) -> bool:
    """`2.8片` is point 2 only behind point 1, at the head of a clause; before a month the point is always one."""
    following = text[found.end() :]
    return (
        not following[:1].isdigit()
        or re.match(MONTH_BEHIND_POINT, following) is not None
        or (_numeral(found[0]) == last + 1 > 1 and text[: found.start()][-1:] in ("", " ", ";", "\n", "。"))
    )


def _of_numbers(
    found: re.Match[str], words: str, numbers: tuple[int, ...], *, run: bool = False
) -> tuple[Mention, ...]:
    said = _listed(words, numbers, run=run)
    said = said[:1] if words.startswith("第") and len(set(said)) == 1 else said
    if not said or len(set(said)) < len(said):
        return ()
    counted = _COUNTED_OFF.match(found.string, found.end())
    end = counted.end() if counted and _COUNTS[counted[1]] == len(said) else found.end()
    return (Mention(found.start(), end, tuple(said), "number"),)


def _listed(words: str, numbers: tuple[int, ...], *, run: bool) -> list[int]:
    """The numbers of `1、3`, `1-3`, `第2和第4`, `1234` (each digit one), `②`; none where one was not asked about."""
    pieces = re.findall(r"\d+|[一二三四五六七八九十]+|[-至到~]|[①-⑳]", words)
    if run and len(pieces) == 1:
        pieces = list(pieces[0])
    said: list[int] = []
    through = False
    for piece in pieces:
        if piece in "-至到~":
            through = True
            continue
        number = ord(piece) - ord("①") + 1 if "①" <= piece <= "⑳" else parse_number(piece)
        if not isinstance(number, int) or number not in numbers:
            return []
        said += [no for no in numbers if said[-1] < no <= number] if through and said else [number]
        through = False
    return said
