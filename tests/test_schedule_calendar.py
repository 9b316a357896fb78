"""The working days of China: day by day against the published notices, and what follows from them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FileError
from bot.given import read_calendar
from bot.schedule.calendar import Calendar
from bot.schedule.days_off import YearNotice, certain_days
from bot.schedule.days_off_text import read_notice

NOTICES = Path(__file__).parent / "notices"
SHIPPED = Path(__file__).parent.parent / "config" / "calendar"
YEARS = (2024, 2025, 2026)
CALENDAR = Calendar.build()

# What the notices say, written down by hand: days off that are weekdays, and weekend days worked.
WEEKDAYS_OFF = {
    2024: "0101 0212 0213 0214 0215 0216 0404 0405 0501 0502 0503 0610 0916 0917 1001 1002 1003 1004 1007",
    2025: "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
    2026: "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007",
}
WEEKENDS_WORKED = {
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}
WORKDAYS_A_MONTH = {
    2025: (19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23),
    2026: (21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23),
}


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def written(year: int, days: str) -> set[date]:
    return {date(year, int(day[:2]), int(day[2:])) for day in days.split()}


def shipped(year: int) -> YearNotice:
    return YearNotice.model_validate(json.loads((SHIPPED / f"{year}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("calendar", [CALENDAR, Calendar.build({year: shipped(year) for year in YEARS})])
def test_each_day_is_as_the_notice_says(year: int, calendar: Calendar) -> None:
    off, worked = written(year, WEEKDAYS_OFF[year]), written(year, WEEKENDS_WORKED[year])
    for day in days_of(year):
        assert calendar.is_workday(day) == (day in worked or (day.weekday() < 5 and day not in off)), day


@pytest.mark.parametrize("year", YEARS)
def test_the_shipped_file_is_the_notice_as_the_program_reads_it(year: int) -> None:
    reading = read_notice((NOTICES / f"{year}.txt").read_text(encoding="utf-8"), address=shipped(year).address)
    assert reading.problems == ()
    assert reading.notice == shipped(year)


@pytest.mark.parametrize("year", WORKDAYS_A_MONTH)
def test_working_days_a_month(year: int) -> None:
    ends = [date(year, month + 1, 1) - timedelta(1) for month in range(1, 12)] + [date(year, 12, 31)]
    counted = tuple(CALENDAR.workdays(end.replace(day=1), end) for end in ends)
    assert counted == WORKDAYS_A_MONTH[year]
    assert CALENDAR.workdays(date(year, 1, 1), date(year, 12, 31)) == 248


def test_a_year_without_a_notice_follows_weekdays_and_the_law_and_is_not_sure() -> None:
    assert CALENDAR.is_sure(date(2026, 12, 31))
    assert not CALENDAR.is_sure(date(2027, 1, 1))
    off = [day for day in days_of(2027) if day.weekday() < 5 and not CALENDAR.is_workday(day)]
    assert off == sorted(written(2027, "0101 0205 0208 0405 0609 0915 1001"))
    assert not any(CALENDAR.is_workday(day) for day in days_of(2027) if day.weekday() >= 5)
    assert CALENDAR.is_workday(date(2199, 5, 3))


def test_the_days_certain_by_law_are_thirteen_where_none_fall_together() -> None:
    assert len(certain_days(2027)) == 13
    assert len(certain_days(2031)) == 12  # 中秋 is 1 October
    assert len(certain_days(2040)) == 6  # no lunar table


def test_a_file_wins_over_the_package_and_speaks_of_the_december_before() -> None:
    days = [("2025-12-31", True), ("2026-01-04", False)]
    listed = [{"date": day, "name": "元旦", "off": off} for day, off in days]
    notice = YearNotice.model_validate({"year": 2026, "days": listed})
    calendar = Calendar.build({2026: notice})
    assert not calendar.is_workday(date(2025, 12, 31))
    assert calendar.is_workday(date(2026, 1, 4))
    assert calendar.is_workday(date(2026, 2, 17)), "not named in the file, so the weekday rule holds"


def test_a_file_for_one_year_leaves_the_days_of_which_the_next_notice_speaks() -> None:
    """元旦 of 2019 took the Monday before and had the Saturday worked; both stand in the notice of 2019."""
    ours = YearNotice(year=2018, days=())
    for alone in (Calendar.build({2018: ours}), Calendar.build().with_notice(ours)):
        assert not alone.is_workday(date(2018, 12, 31))
        assert alone.is_workday(date(2018, 12, 29))
        assert alone.is_workday(date(2018, 10, 1)), "not named in the file, so the weekday rule holds"
    following = Calendar.build({2018: ours, 2019: YearNotice(year=2019, days=())})
    assert following.is_workday(date(2018, 12, 31))


def test_the_days_off_of_a_unit_win_over_everything() -> None:
    day = date(2024, 2, 4)
    assert CALENDAR.is_workday(day)
    assert not Calendar.build(own_rest_days=[day]).is_workday(day)


def test_a_home_names_its_own_rest_days_in_its_settings(tmp_path: Path) -> None:
    assert read_calendar(tmp_path).is_workday(date(2024, 5, 6))
    (tmp_path / "config").mkdir()
    config = tmp_path / "config" / "settings.toml"
    config.write_text('[schedule]\nrest_days = [2024-05-06, "2024-11-18"]\n', encoding="utf-8")
    calendar = read_calendar(tmp_path)
    assert not calendar.is_workday(date(2024, 5, 6))
    assert not calendar.is_workday(date(2024, 11, 18))
    config.write_text("[schedule]\nrest_days = [20240506]\n", encoding="utf-8")
    with pytest.raises(FileError, match="不是日期"):
        read_calendar(tmp_path)
    config.write_text('[schedule]\nrest_days = ["2024-02-30"]\n', encoding="utf-8")
    with pytest.raises(FileError, match=r"第 2 行.*2月30日"):
        read_calendar(tmp_path)


@pytest.mark.parametrize(
    ("year", "week", "thursday"),
    [
        (2024, 13, "2024-03-28"),  # an ordinary week
        (2024, 14, "2024-04-03"),  # 清明 takes Thursday to Saturday: the day before is nearest
        (2024, 40, "2024-09-30"),  # 国庆 takes all but Monday
        (2024, 7, "2024-02-18"),  # 春节 takes all but the make-up Sunday
        (2026, 8, None),  # 春节 takes the whole week
    ],
)
def test_the_check_in_day_moves_within_its_week(year: int, week: int, thursday: str | None) -> None:
    expected = date.fromisoformat(thursday) if thursday else None
    assert CALENDAR.checkin_day(year, week, 3) == expected


days = st.dates(date(2003, 1, 1), date(2032, 12, 31))


@settings(max_examples=100)
@given(days, st.integers(-60, 60))
def test_adding_working_days_is_counting_them(day: date, n: int) -> None:
    end = CALENDAR.add_workdays(day, n)
    if n > 0:
        assert CALENDAR.workdays(day + timedelta(1), end) == n
    if n < 0:
        assert CALENDAR.workdays(end, day - timedelta(1)) == -n
    assert end == day if n == 0 else CALENDAR.is_workday(end)


@settings(max_examples=100)
@given(days, st.integers(0, 500))
def test_counting_working_days_is_looking_at_each(day: date, n: int) -> None:
    looked = sum(CALENDAR.is_workday(day + timedelta(k)) for k in range(n + 1))
    assert CALENDAR.workdays(day, day + timedelta(n)) == looked


@given(days)
def test_on_or_before_and_after_are_the_nearest_working_days(day: date) -> None:
    before, after = CALENDAR.on_or_before(day), CALENDAR.on_or_after(day)
    assert before <= day <= after
    assert CALENDAR.is_workday(before)
    assert CALENDAR.is_workday(after)
    assert CALENDAR.workdays(before, after) == (1 if before == after else 2)
