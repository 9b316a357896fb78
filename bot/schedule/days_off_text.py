"""Reading the notice of days off as it is published, in any year's wording.

A notice has a section a festival (`二、春节:…`). In it, days before 放假 or 补休 are off, days before 上班 are worked;
what is only explained (`…公休日调至…`) or encouraged (`鼓励…`) says nothing new. Each weekday and each count that the
notice gives is checked against the calendar, so that a slip of the pen or of a copy does not pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from bot.language.text import normalise
from bot.schedule.days_off import FIRST_YEAR_OF_LAW, SpecialDay, YearNotice, certain_days

_TITLE_YEAR = re.compile(r"(\d{4})年(?:部分|有关)?节假日")
_NUMBER = re.compile(r"国办发(?:明电)?[〔\[(]\d{4}[〕\])]\d+号")
_NUMERAL = "[一二三四五六七八九十]+"
_SECTION = re.compile(rf"(?:{_NUMERAL}、|\({_NUMERAL}\)|\d{{1,2}}[.、])([^:,。;()\d]{{2,30}}):")
_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^()]*\))?"
_SPAN = rf"{_DAY}(?:(?:至|到|-){_DAY})?"
_RULE = re.compile(rf"({_SPAN}(?:[、和及]{_SPAN})*)(?:照常|正常|均)?(放假|补休|上班)")
_ONE_SPAN = re.compile(_SPAN)
_ONE_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
_WEEKDAY = re.compile(r"(?:星期|周)([一二三四五六日天])")
_COUNT = re.compile(r"(?:共|放假)(\d+)天")
_ENCOURAGES = re.compile(r"鼓励|倡导")
_EXPLAINS = re.compile(r"(?<!放假)公休|法定节假日")
_WEEKDAYS = "一二三四五六日"
_LONGEST = 31
_FESTIVALS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """What was read: the notice, and what does not fit together in it, a Chinese sentence each."""

    notice: YearNotice
    problems: tuple[str, ...]


def read_notice(text: str, *, year: int | None = None, address: str = "") -> NoticeReading:
    """The notice in `text`. `year` is asked for only where the text's title does not tell it; without either the
    notice is of year 0 and a problem says so. Never raises on any text."""
    flat = re.sub(r"\s+", "", normalise(text))
    titled = _TITLE_YEAR.search(flat)
    of_year = int(titled[1]) if titled else year or 0
    section_days: list[SpecialDay] = []
    problems = [] if of_year else ["没有找到通知是哪一年的，请写明年份"]
    for name, body in _sections(flat):
        found, wrong = _Section(name, of_year).read(body)
        section_days += found
        problems += wrong
    number = _NUMBER.search(flat)
    days = tuple(sorted(section_days, key=lambda special: special.day))
    notice = YearNotice(year=of_year, number=number[0] if number else "", address=address, days=days)
    return NoticeReading(notice, tuple(problems + list(check_notice(notice))))


def check_notice(notice: YearNotice) -> Iterator[str]:
    """What is wrong with a notice as a whole, whoever wrote it: a Chinese sentence each."""
    named = "".join(special.name for special in notice.days)
    for festival in _FESTIVALS:
        if festival not in named:
            yield f"没有读到“{festival}”的安排"
    off = {special.day for special in notice.days if special.off}
    worked = [special.day for special in notice.days if not special.off]
    yield from (f"{_say(day)}既放假又上班" for day in worked if day in off)
    yield from (f"{_say(day)}本来就是工作日，不必写上班" for day in worked if day.weekday() < 5)
    if notice.year >= FIRST_YEAR_OF_LAW:
        yield from (f"{_say(day)}是法定节假日，通知里却没有放假" for day in certain_days(notice.year) if day not in off)


@dataclass(frozen=True, slots=True)
class _Section:
    """What one festival's section is read against: the festival's name and the notice's year."""

    name: str
    year: int

    def read(self, body: str) -> tuple[list[SpecialDay], list[str]]:
        days: list[SpecialDay] = []
        problems: list[str] = []
        for sentence in body.split("。"):
            if _ENCOURAGES.search(sentence):
                continue
            clauses = re.split("[,;]", sentence)
            found, wrong = self._sentence(",".join(c for c in clauses if not _EXPLAINS.search(c)))
            days += found
            problems += wrong
        return days, problems

    def _sentence(self, sentence: str) -> tuple[list[SpecialDay], list[str]]:
        days: list[SpecialDay] = []
        problems: list[str] = []
        for rule in _RULE.finditer(sentence):
            spans, wrong = self._spans(rule[1])
            problems += wrong
            days += [SpecialDay(day=day, name=self.name, off=rule[2] != "上班") for day in spans]
        problems += self._count(sentence, sum(special.off for special in days))
        unread = _ONE_DAY.search(_RULE.sub("", sentence)) if re.search("放假|上班|休", sentence) else None
        return days, problems + ([f"{self.name}：“{unread[0]}”没有读懂"] if unread else [])

    def _count(self, sentence: str, found: int) -> Iterable[str]:
        said = _COUNT.search(sentence)
        if said and int(said[1]) != found:
            yield f"{self.name}：写的是共{said[1]}天，按日期数是{found}天"

    def _spans(self, group: str) -> tuple[list[date], list[str]]:
        days: list[date] = []
        problems: list[str] = []
        month = None
        for span in _ONE_SPAN.findall(group):
            ends: list[date] = []
            for written in _ONE_DAY.finditer(span):
                month = int(written[2]) if written[2] else month
                day, problem = self._day(written, month, after=ends[0] if ends else None)
                ends += [day] if day else []
                problems += [problem] if problem else []
            if ends and not 0 <= (ends[-1] - ends[0]).days < _LONGEST:
                problems.append(f"{self.name}：“{span}”不像一段假期")
            else:
                days += _days_from(ends)
        return days, problems

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


def _sections(flat: str) -> Iterator[tuple[str, str]]:
    heads = list(_SECTION.finditer(flat))
    for head, following in zip_longest(heads, heads[1:]):
        yield head[1], flat[head.end() : following.start() if following else len(flat)]


def _days_from(ends: list[date]) -> list[date]:
    if not ends:
        return []
    return [ends[0] + timedelta(n) for n in range((ends[-1] - ends[0]).days + 1)]


def _say(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
