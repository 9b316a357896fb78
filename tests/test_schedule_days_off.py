"""Reading the notice of days off in the wordings of many years, and what is said of one that does not fit together."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


WORDINGS = (Path(__file__).parent / "notices" / "wordings.txt").read_text(encoding="utf-8")


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


def test_the_name_of_a_festival_is_read_however_it_is_written_and_numbered() -> None:
    for head in ("四、“五一”国际劳动节：", "（四）劳动节：", "4．劳动节："):
        reading = read_notice(f"关于2026年部分节假日安排的通知\n三、清明节：4月4日放假。\n{head}5月1日放假。")
        assert "没有读到“劳动”的安排" not in reading.problems
        assert {special.day.month for special in reading.notice.days if "清明" in special.name} == {4}


@given(st.text("一二、：:。，1234567890年月日至放假上班共天元旦春节（）周 \n", max_size=60) | st.text(max_size=60))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    read_notice(text)
    read_notice(f"关于2026年部分节假日安排的通知 一、元旦：{text}")
