"""Days whose date has a name. Lunar days were computed with two independent libraries that agree; a table of years is
smaller and safer than a dependency. Years outside the table have no lunar festivals."""

from __future__ import annotations

from datetime import date, timedelta

from bot.language.numbers import parse_number

_FIXED = {
    "元旦": (1, 1), "妇女节": (3, 8), "三八": (3, 8), "植树节": (3, 12), "劳动节": (5, 1), "五一": (5, 1),
    "青年节": (5, 4), "五四": (5, 4), "儿童节": (6, 1), "六一": (6, 1), "七一": (7, 1), "建党节": (7, 1),
    "八一": (8, 1), "建军节": (8, 1), "教师节": (9, 10), "国庆": (10, 1), "十一": (10, 1),
}  # fmt: skip
NAMED_DAYS = {
    "消费者权益日": (3, 15), "世界水日": (3, 22), "国家安全教育日": (4, 15), "世界地球日": (4, 22),
    "世界读书日": (4, 23), "知识产权日": (4, 26), "防灾减灾日": (5, 12), "国际护士节": (5, 12), "博物馆日": (5, 18),
    "中国旅游日": (5, 19), "科技工作者日": (5, 30), "世界无烟日": (5, 31), "环境日": (6, 5), "环保日": (6, 5),
    "国际档案日": (6, 9), "全国土地日": (6, 25), "禁毒日": (6, 26), "中国医师节": (8, 19), "烈士纪念日": (9, 30),
    "世界粮食日": (10, 16), "全国扶贫日": (10, 17), "国家扶贫日": (10, 17), "中国记者节": (11, 8),
    "消防宣传日": (11, 9), "消防日": (11, 9), "世界艾滋病日": (12, 1), "全国交通安全日": (12, 2),
    "国家宪法日": (12, 4), "国际志愿者日": (12, 5), "国家公祭日": (12, 13),
}  # fmt: skip
"""Days of the year with a cause of their own, by the end of their name; their date is often written before it."""
_LUNAR = {
    "除夕": "0204 0124 0211 0131 0121 0209 0128 0216 0205 0125 0212 0202 0122",
    "春节": "0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123",
    "元宵": "0219 0208 0226 0215 0205 0224 0212 0303 0220 0209 0227 0217 0206",
    "清明": "0405 0404 0404 0405 0405 0404 0404 0405 0405 0404 0404 0405 0405",
    "端午": "0607 0625 0614 0603 0622 0610 0531 0619 0609 0528 0616 0605 0624",
    "中秋": "0913 1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001",
    "重阳": "1007 1025 1014 1004 1023 1011 1029 1018 1008 1026 1016 1005 1024",
    "冬至": "1222 1221 1221 1222 1222 1221 1221 1222 1222 1221 1221 1222 1222",
}
_FIRST_YEAR = 2019

_SEASONS = {
    "汛期": (6, 1), "主汛期": (7, 1), "雨季": (6, 1), "两会": (3, 4), "全国两会": (3, 4), "高考": (6, 7),
    "中考": (6, 15), "暑假": (7, 1), "暑期": (7, 1), "寒假": (1, 20), "开学": (9, 1), "秋季开学": (9, 1),
    "春季开学": (2, 20), "新学期开学": (9, 1), "供暖季": (11, 15), "采暖季": (11, 15), "供暖期": (11, 15),
    "采暖期": (11, 15), "供暖": (11, 15), "入冬": (11, 7), "秋收": (9, 20), "春耕": (3, 1), "夏收": (5, 25),
    "入汛": (6, 1), "上冻": (11, 20), "封冻": (11, 20), "冬季来临": (12, 1),
}  # fmt: skip

SEASONS = tuple(sorted(_SEASONS, key=len, reverse=True))
"""Times of the year that begin on about the same day everywhere; what is due before them is never sure."""

HOLIDAYS = {"暑假": ((7, 1), (8, 31)), "暑期": ((7, 1), (8, 31)), "寒假": ((1, 20), (2, 20))}
"""The holidays of schools, about the same days everywhere; never sure either."""

NAMES = (*_LUNAR, *_FIXED)

LUNAR_DAY = r"(?:农历)?(?:正月|腊月)(?:初[一二三四五六七八九十]|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]|三十)"
"""How the days around the lunar new year are written."""
_NAMED_LUNAR = {"小年": "腊月二十三", "腊八": "腊月初八", "腊八节": "腊月初八"}
_LAST_MONTHS = (30, 30, 30, 29, 30, 30, 29, 29, 29, 29, 29, 30, 29)
"""Days of the 腊月 that ends in each year of the table."""
_LONGER_SINCE = 2024  # 春节 has had eight days off since


def festival_day(name: str, year: int) -> date | None:
    """The day of a festival (`国庆`, `国庆节`, `中秋`) in that year; None where the name or the year is unknown."""
    if is_numbered(name) or name in _NAMED_LUNAR:
        return _lunar_day(_NAMED_LUNAR.get(name, name).removeprefix("农历"), year)
    bare = name if name in _FIXED else name.removesuffix("节")
    bare = "春节" if bare == "春" else bare
    if bare in _FIXED:
        return date(year, *_FIXED[bare])
    days = _LUNAR.get(bare, "").split()
    if not 0 <= year - _FIRST_YEAR < len(days):
        return None
    written = days[year - _FIRST_YEAR]
    return date(year, int(written[:2]), int(written[2:]))


def is_numbered(name: str) -> bool:
    """A day of a lunar month by its number (`腊月二十`)."""
    return name.startswith(("农历", "正月", "腊月"))


def season_begins(name: str, year: int) -> date:
    """The day on which a season of `SEASONS` is taken to begin."""
    return date(year, *_SEASONS[name])


def day_before(name: str, year: int) -> date | None:
    """The last day that `X前` allows: the day before the festival; before `元旦` that is in the year before."""
    day = festival_day(name, year)
    return None if day is None else day - timedelta(days=1)


def holiday(name: str, year: int) -> tuple[date, date] | None:
    """The first and last day off at 春节 (from 除夕 on) and 国庆 as far as that is the same every year; None else."""
    if name.startswith("国庆"):
        return date(year, 10, 1), date(year, 10, 7)
    eve = festival_day("除夕", year) if name.startswith("春节") else None
    if eve is None:
        return None
    return eve, eve + timedelta(days=7 if year >= _LONGER_SINCE else 6)


def _lunar_day(name: str, year: int) -> date | None:
    """`正月十五`, `腊月廿三`: days counted from the new year."""
    new_year = festival_day("春节", year)
    number = parse_number(name[2:].removeprefix("初"))
    if new_year is None or not isinstance(number, int):
        return None
    ahead = _LAST_MONTHS[year - _FIRST_YEAR] + 1 if name.startswith("腊月") else 1
    return new_year + timedelta(days=number - ahead)
