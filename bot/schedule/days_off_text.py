"""Reading the notice of days off as it is published, in any year's wording.

A notice has a section a festival (`二、春节:…`); one of a single festival may name it in its title alone. In a section,
days before 放假 or 补休 are off, days before 上班 are worked; what is only explained (`…公休日调至…`) or encouraged
(`鼓励…`) says nothing new. Each weekday and each count that the notice gives is checked against the calendar, so that a
slip of the pen or of a copy does not pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest

from bot.language.text import normalise
from bot.schedule.days_off import FIRST_YEAR_OF_LAW, SpecialDay, YearNotice, certain_days
from bot.schedule.days_off_parts import missing_festivals, year_with

_TITLE = re.compile(r"(?:^|关于)([^。:]{1,80}?)通知")
_TITLE_YEAR = re.compile(r"(\d{4})年")
_YEARLY = re.compile(r"(\d{4})年(?:部分|有关)?节假日")
_OF_DAYS_OFF = re.compile("[假休班]")
_NO_SUBJECT = re.compile(
    r"^.*关于|\d{4}年|调整|延长|补充|增加|部分|有关|具体|节假日|假期|放假|调休|公休|上班|期间|日期|安排|的"
)
_OF_A_PART = re.compile("调整|延长|补充|增加")
_NUMBER = re.compile(r"(?:国办发|国发)(?:明电)?[〔\[(]\d{4}[〕\])]\d+号")
_NUMERAL = "[一二三四五六七八九十]+"
_SECTION = re.compile(rf"(?:{_NUMERAL}、|\({_NUMERAL}\)|\d{{1,2}}[.、])([^:,。;()\d]{{2,30}}):")
_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^()]*\))?"
_SPAN = rf"{_DAY}(?:(?:至|到|-){_DAY})?"
_RULE = re.compile(rf"({_SPAN}(?:[、和及]{_SPAN})*)(起)?(?:照常|正常|均|全国|调休)*(放假|补休|调休|上班)")
_UNTIL = re.compile(rf"延长[^,。;]*?(?:至|到)({_DAY})")
_ONE_SPAN = re.compile(_SPAN)
_ONE_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
_WEEKDAY = re.compile(r"(?:星期|周)([一二三四五六日天])")
_COUNT = re.compile(r"(?:共|放假)(\d+)天")
_ENCOURAGES = re.compile(r"鼓励|倡导")
_EXPLAINS = re.compile(r"(?<!放假)公休|法定节假日")
_WEEKDAYS = "一二三四五六日"
_LONGEST = 31


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """What was read: the notice, and what does not fit together in it, a Chinese sentence each. `is_partial`: it speaks
    of some festivals only; `until`: the days up to which it prolongs days off that are known already."""

    notice: YearNotice
    problems: tuple[str, ...]
    is_partial: bool = False
    until: tuple[date, ...] = ()
    _slips: tuple[str, ...] = ()

    def within(self, known: YearNotice, *, is_sure: bool) -> NoticeReading:
        """The whole year: what is `known` of it, and this notice of a part of it. What the part does not speak of is a
        problem only where the known is no published notice (not `is_sure`)."""
        year = year_with(known, self.notice, self.until)
        missing = "" if is_sure else "、".join(missing_festivals(self.notice))
        says = f"还没有{year.year}年全年的放假安排，这份通知里又没有{missing}。请补全原文，或先录入全年的通知"
        problems = (*self._slips, *([says] if missing else ()), *check_notice(year))
        return NoticeReading(year, problems)


def read_notice(text: str, *, year: int | None = None, address: str = "") -> NoticeReading:
    """The notice in `text`. `year` is asked for only where the text does not tell it; without either the notice is of
    year 0 and a problem says so. Never raises on any text."""
    flat = re.sub(r"\s+", "", normalise(text))
    titled = next((found for found in _TITLE.finditer(flat) if _OF_DAYS_OFF.search(found[1])), None)
    title = titled[1] if titled else ""
    of_year = _year(flat, title, year)
    subject = _NO_SUBJECT.sub("", title)
    sections = [_read_section(name, of_year, body) for name, body in _sections(flat, titled, subject)]
    slips = [] if of_year else ["没有找到通知是哪一年的，请写明年份"]
    slips += [problem for section in sections for problem in section.problems]
    found = dict.fromkeys(special for section in sections for special in section.days)
    number = _NUMBER.search(flat)
    days = tuple(sorted(found, key=lambda special: special.day))
    notice = YearNotice(year=of_year, number=number[0] if number else "", address=address, days=days)
    missing = [f"没有读到“{festival}”的安排" for festival in missing_festivals(notice)]
    return NoticeReading(
        notice,
        problems=(*slips, *missing, *check_notice(notice)),
        is_partial=bool(subject or missing or _OF_A_PART.search(title)),
        until=tuple(day for section in sections for day in section.until),
        _slips=tuple(slips),
    )


def check_notice(notice: YearNotice) -> Iterator[str]:
    """What is wrong with the days of a whole year, whoever wrote them: a Chinese sentence each."""
    off = {special.day for special in notice.days if special.off}
    worked = [special.day for special in notice.days if not special.off]
    yield from (f"{_say(day)}既放假又上班" for day in worked if day in off)
    yield from (f"{_say(day)}本来就是工作日，不必写上班" for day in worked if day.weekday() < 5)
    if notice.year >= FIRST_YEAR_OF_LAW:
        yield from (f"{_say(day)}是法定节假日，通知里却没有放假" for day in certain_days(notice.year) if day not in off)


def _year(flat: str, title: str, asked: int | None) -> int:
    """The year of the title, else the one asked for, else the last one that is written at a day off or worked; 0 where
    none is."""
    titled = _TITLE_YEAR.search(title) or _YEARLY.search(flat)
    if titled or asked:
        return int(titled[1]) if titled else asked or 0
    return max((int(year) for rule in _RULE.finditer(flat) for year in _TITLE_YEAR.findall(rule[1])), default=0)


@dataclass(frozen=True, slots=True)
class _Section:
    """One festival's section: the festival's name and the notice's year, and what was read in it."""

    name: str
    year: int
    days: list[SpecialDay] = field(default_factory=list)
    until: list[date] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def read(self, sentence: str) -> None:
        if not _ENCOURAGES.search(sentence):
            clauses = re.split("[,;]", sentence)
            self._sentence(",".join(c for c in clauses if not _EXPLAINS.search(c)))

    def _sentence(self, sentence: str) -> None:
        until = [day for found in _UNTIL.finditer(sentence) for day in self._days(found[1])]
        rest = _UNTIL.sub("", sentence)
        days = [SpecialDay(day=day, name=self.name, off=True) for day in until]
        for rule in _RULE.finditer(rest):
            # to go back to work on an ordinary workday (…起正常上班) is nothing special
            spans = [day for day in self._days(rule[1]) if not (rule[2] and rule[3] == "上班" and day.weekday() < 5)]
            days += [SpecialDay(day=day, name=self.name, off=rule[3] != "上班") for day in spans]
        self.until.extend(until)
        self.days.extend(days)
        self.problems.extend(self._count(sentence, len({special.day for special in days if special.off})))
        unread = _ONE_DAY.search(_RULE.sub("", rest)) if re.search("放假|上班|休", sentence) else None
        self.problems.extend([f"{self.name}：“{unread[0]}”没有读懂"] if unread else [])

    def _count(self, sentence: str, found: int) -> Iterable[str]:
        said = _COUNT.search(sentence)
        if said and int(said[1]) != found:
            yield f"{self.name}：写的是共{said[1]}天，按日期数是{found}天"

    def _days(self, group: str) -> list[date]:
        days: list[date] = []
        month = None
        for span in _ONE_SPAN.findall(group):
            ends: list[date] = []
            for written in _ONE_DAY.finditer(span):
                month = int(written[2]) if written[2] else month
                day, problem = self._day(written, month, after=ends[0] if ends else None)
                ends += [day] if day else []
                self.problems.extend([problem] if problem else [])
            if ends and not 0 <= (ends[-1] - ends[0]).days < _LONGEST:
                self.problems.append(f"{self.name}：“{span}”不像一段假期")
            else:
                days += _days_from(ends)
        return days

    def _day(self, written: re.Match[str], month: int | None, after: date | None) -> tuple[date | None, str]:
        """The day written, and what is wrong with it. The December of a New Year section is the one before."""
        if after:
            year = after.year + ((month or 0) < after.month)
        else:
            year = self.year - (self.name.startswith("元旦") and month == 12)
        try:
            day = date(int(written[1] or year), month or 0, int(written[3]))
        except ValueError:
            return None, f"{self.name}：没有“{written[0]}”这一天"
        said = _WEEKDAY.search(written[4] or "")
        actual = _WEEKDAYS[day.weekday()]
        if said and said[1].replace("天", "日") != actual:
            return day, f"{self.name}：{_say(day)}写的是星期{said[1]}，日历上是星期{actual}"
        return day, ""


def _read_section(name: str, year: int, body: str) -> _Section:
    section = _Section(name, year)
    for sentence in body.split("。"):
        section.read(sentence)
    return section


def _sections(flat: str, titled: re.Match[str] | None, subject: str) -> Iterator[tuple[str, str]]:
    """Each section's name and text. What stands before the first one is a section of the title's subject: a notice of
    one festival needs no heads."""
    heads = list(_SECTION.finditer(flat))
    if titled and subject:
        yield subject, flat[titled.end() : heads[0].start() if heads else len(flat)]
    for head, following in zip_longest(heads, heads[1:]):
        yield head[1], flat[head.end() : following.start() if following else len(flat)]


def _days_from(ends: list[date]) -> list[date]:
    if not ends:
        return []
    return [ends[0] + timedelta(n) for n in range((ends[-1] - ends[0]).days + 1)]


def _say(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
