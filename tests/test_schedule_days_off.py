"""Reading the notice of days off in the wordings of many years, and what is said of one that does not fit together."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.given import read_notices
from bot.schedule.calendar import known_notice
from bot.schedule.days_off import YearNotice
from bot.schedule.days_off_text import read_notice

# what is wrong in a section | what is said of it
MISTAKES = """
1月1日至3日放假调休，共4天。 | 元旦：写的是共4天，按日期数是3天
1月1日（星期五）放假。 | 元旦：2026年1月1日写的是星期五，日历上是星期四
1月1日放假，2月30日（星期一）上班。 | 元旦：没有“2月30日（星期一）”这一天
1月1日放假。1月5日（星期一）上班。 | 2026年1月5日本来就是工作日，不必写上班
1月1日至4日放假。1月4日（星期日）上班。 | 2026年1月4日既放假又上班
1月1日至1927年1月3日放假。 | 元旦：“1月1日至1927年1月3日”不像一段假期
1月1日放假，1月4日另行安排上班。 | 元旦：“1月4日”没有读懂
"""


NOTICES = Path(__file__).parent / "notices"
WORDINGS = (NOTICES / "wordings.txt").read_text(encoding="utf-8")
PARTS = (NOTICES / "parts.txt").read_text(encoding="utf-8")


def lines(table: str) -> list[list[str]]:
    rows = [line for line in table.strip().splitlines() if not line.startswith("#")]
    return [[part.strip() for part in row.split("|")] for row in rows]


@pytest.mark.parametrize(("year", "section", "off", "worked"), lines(WORDINGS), ids=lambda part: part[:24])
def test_wordings(year: str, section: str, off: str, worked: str) -> None:
    notice = read_notice(f"国务院办公厅关于{year}年部分节假日安排的通知 一、{section}").notice
    assert [d.day.isoformat() for d in notice.days if d.off] == off.split()
    assert [d.day.isoformat() for d in notice.days if not d.off] == worked.split()


@pytest.mark.parametrize(("section", "says"), lines(MISTAKES))
def test_mistakes(section: str, says: str) -> None:
    problems = read_notice(f"关于2026年部分节假日安排的通知\n一、元旦：{section}").problems
    assert says.replace("（", "(").replace("）", ")") in problems


def test_what_the_notice_lacks_is_named() -> None:
    problems = read_notice("关于2026年部分节假日安排的通知\n一、元旦：1月1日放假。").problems
    assert "没有读到“国庆”的安排" in problems
    assert "2026年5月1日是法定节假日，通知里却没有放假" in problems
    assert "没有找到通知是哪一年的，请写明年份" in read_notice("一、元旦：1月1日放假。").problems


def test_the_number_of_the_notice_is_kept() -> None:
    assert read_notice("国办发明电〔2025〕7号").notice.number == "国办发明电〔2025〕7号"


def marks(notice: YearNotice) -> set[str]:
    return {f"{special.day}{'' if special.off else '*'}" for special in notice.days}


def known_of(written: str, year: int) -> YearNotice:
    """`春节 2020-01-29 2020-02-01*`: the days off and make-up days of each festival."""
    days: list[dict[str, object]] = []
    name = ""
    for word in written.split():
        if word[0].isdigit():
            days.append({"date": word.rstrip("*"), "name": name, "off": not word.endswith("*")})
        else:
            name = word
    return YearNotice.model_validate({"year": year, "days": days})


@pytest.mark.parametrize(("known", "text", "changes"), lines(PARTS), ids=lambda part: part[:24])
def test_a_notice_of_a_part_goes_into_what_is_known_of_the_year(known: str, text: str, changes: str) -> None:
    part = read_notice((NOTICES / text).read_text(encoding="utf-8") if text.endswith(".txt") else text)
    year = part.notice.year
    before = known_of(known, year) if known else known_notice(read_notices(NOTICES), year)
    whole = part.within(before, is_sure=True)
    assert part.is_partial
    assert whole.problems == ()
    come, gone = marks(whole.notice) - marks(before), marks(before) - marks(whole.notice)
    assert {f"+{day}" for day in come} | {f"-{day}" for day in gone} == set(changes.split())


def test_a_part_of_a_year_without_a_notice_keeps_what_the_law_says_and_names_what_is_missing() -> None:
    part = read_notice("关于2027年元旦放假的通知 2027年1月1日至3日放假，共3天。")
    whole = part.within(known_notice({}, 2027), is_sure=False)
    assert whole.problems == (
        "还没有2027年全年的放假安排，这份通知里又没有春节、清明、劳动、端午、中秋、国庆。请补全原文，或先录入全年的通知",
    )
    assert {"2027-01-03", "2027-10-01", "2027-02-06"} <= marks(whole.notice)


def test_the_year_stands_in_the_title_or_beside_the_days() -> None:
    assert read_notice("关于调整2026年劳动节假期安排的通知 一、5月1日放假。", year=2025).notice.year == 2026
    assert read_notice("首页 通知公告 关于调整2026年劳动节假期安排的通知 5月1日放假。").notice.year == 2026
    assert read_notice("关于纪念日放假的通知 国发〔2014〕1号 2015年9月3日全国放假1天。").notice.year == 2015
    assert read_notice("一、元旦：2018年12月30日至2019年1月1日放假。").notice.year == 2019


def test_the_name_of_a_festival_is_read_however_it_is_written_and_numbered() -> None:
    for head in ("四、“五一”国际劳动节：", "（四）劳动节：", "4．五一："):
        reading = read_notice(f"关于2026年部分节假日安排的通知\n三、清明节：4月4日放假。\n{head}5月1日放假。")
        assert "没有读到“劳动”的安排" not in reading.problems
        assert {special.day.month for special in reading.notice.days if "清明" in special.name} == {4}


@given(
    st.text("一二、：:。，1234567890年月日至放假上班共天延长起元旦春节（）周 \n", max_size=60) | st.text(max_size=60)
)
def test_any_text_is_read_without_an_exception(text: str) -> None:
    read_notice(text)
    read_notice(f"关于2026年部分节假日安排的通知 一、元旦：{text}")
    part = read_notice(f"关于延长2026年春节假期的通知 {text}")
    part.within(known_notice({}, 2026), is_sure=True)
