"""Dates and figures of Chinese documents: tables of expressions, and laws that hold for any text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.dates import DATES, Times
from bot.language.engine import Found, find
from bot.language.festivals import festival_day
from bot.language.lexicon import LEXICON
from bot.language.numbers import parse_number, parse_share, write_number
from bot.language.periods import Period, days_after, week_of
from bot.language.quantities import AMOUNTS, Amount
from bot.language.text import normalise, unwrap
from tests.corpus_tables import Line, read_table, shortages

TIMES = Times(2024, date(2024, 1, 18))
WORDS = (
    "年月日底前后内初旬季度上下半一二三四五六十百千万亿两零至到-、和每个项家%元"
    ".,，。“”0123456789 \n第约近超过不少于以上春节汛期全"
)
dates = read_table("dates.txt")
amounts = read_table("amounts.txt")
BEFORE = st.sampled_from(["力争", "确保", "计划于", "，"])
texts = st.text(st.sampled_from(WORDS), max_size=40) | st.text(max_size=40)


def find_dates(text: str) -> list[Found[Period]]:
    return find(LEXICON.lex(unwrap(normalise(text))), DATES, TIMES)


def find_amounts(text: str) -> list[Found[Amount]]:
    return find(LEXICON.lex(unwrap(normalise(text))), AMOUNTS, None)


def _day(written: str) -> date:
    return date.fromisoformat(written if len(written) == 10 else f"2024-{written}")


def _period(written: str) -> tuple[date, date]:
    first, _, last = written.removesuffix("?").strip().partition("..")
    return _day(first), _day(last)


@pytest.mark.parametrize("line", dates, ids=str)
def test_dates_of_the_table(line: Line) -> None:
    """A line of the table is read as exactly one expression over all of it (or the part that it names), or as none."""
    found = find_dates(line.text)
    if not line.takes:
        assert found == []
        return
    answer, _, part = line.answer.partition(" of ")
    assert [line.text[each.start : each.end] for each in found] == [part or line.text]
    assert found[0].rule == line.rule or part
    assert [(each.first, each.last) for each in found[0].values] == [_period(each) for each in answer.split(" ; ")]
    assert all(each.sure for each in found[0].values) == ("?" not in answer)


def _written(amount: Amount) -> str:
    bound = "" if amount.bound == "=" else amount.bound
    top = "" if amount.value_max is None else f"-{amount.value_max}"
    return f"{bound}{amount.value}{top}{amount.unit}"


@pytest.mark.parametrize("line", amounts, ids=str)
def test_amounts_of_the_table(line: Line) -> None:
    found = find_amounts(line.text)
    if not line.takes:
        assert found == []
        return
    answers = [answer.partition(" of ") for answer in line.answer.split(" + ")]
    assert [line.text[each.start : each.end] for each in found] == [part or line.text for _, _, part in answers]
    assert [" ; ".join(map(_written, each.values)) for each in found] == [normalise(answer) for answer, _, _ in answers]
    assert found[0].rule == line.rule or answers[0][2]


def test_every_rule_has_takes_and_near_misses() -> None:
    assert shortages(dates, [rule.name for rule in DATES]) == []
    assert shortages(amounts, [rule.name for rule in AMOUNTS]) == []


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_numerals_round_trip(number: int) -> None:
    assert parse_number(write_number(number)) == number


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_round_trip_in_every_spelling(number: int) -> None:
    full_width = str(number).translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert parse_number(str(number)) == parse_number(f"{number:,}") == parse_number(full_width) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("一百二十三", 123), ("两万三千", 23000), ("2千1百", 2100), ("2千１百", 2100), ("十１", 11), ("一百五", 150),
        ("两万三", 23000), ("廿五", 25), ("一点五", 1.5), ("百分之六十", 0.6), ("七成", 0.7),
        ("二〇二四", 2024), ("1.5亿", 150_000_000),
    ],
)  # fmt: skip
def test_numbers_as_written(written: str, number: float) -> None:
    assert parse_number(written) == pytest.approx(number)


@pytest.mark.parametrize("written", ["", "十几", "几", "千百", "一一百", "十十", "万", "亿", "个", "1.2.3"])
def test_what_is_no_number_is_none_and_never_zero(written: str) -> None:
    assert parse_number(written) is None


@pytest.mark.parametrize(("written", "percent"), [("60%", 60), ("三分之二", 66.667), ("七成五", 75), ("一半", 50)])
def test_shares(written: str, percent: float) -> None:
    assert parse_share(written) == pytest.approx(percent, abs=0.001)


@given(st.text())
def test_normalising_keeps_every_offset_and_is_done_once(text: str) -> None:
    normal = normalise(text)
    assert len(unwrap(normal)) == len(normal) == len(text)
    assert normalise(normal) == normal


@settings(max_examples=60)
@given(texts)
def test_any_text_is_lexed_without_gaps_or_overlaps(text: str) -> None:
    tokens = LEXICON.lex(normalise(text))
    ends = [0, *tokens.ends]
    assert all(end <= start for end, start in zip(ends, tokens.starts, strict=False))
    assert all(not text[end:start].strip() or "\u2060" in text for end, start in zip(ends, tokens.starts, strict=False))


@settings(max_examples=60)
@given(texts)
def test_expressions_never_overlap(text: str) -> None:
    for found in (find_dates(text), find_amounts(text)):
        assert all(before.end <= after.start for before, after in pairwise(found))
        assert all(0 <= each.start < each.end <= len(text) for each in found)


@settings(max_examples=60)
@given(st.sampled_from([line for line in dates if line.takes and " of " not in line.answer]), BEFORE)
def test_the_words_around_do_not_change_a_date(line: Line, before: str) -> None:
    alone = [each.values for each in find_dates(line.text)]
    assert [each.values for each in find_dates(f"{before}{line.text}，完成")] == alone


def test_wrapped_lines_and_spaces_do_not_break_numbers() -> None:
    (found,) = find_dates("为切实推进全县重点项目建设工作，要求各有关单位务必于20\n24年1 2月底前")
    assert found.values[0].last == date(2024, 12, 31)
    (amount,) = find_amounts("为切实推进全县重点项目建设工作，全年计划完成固定资产投资11\n0.2 亿元以上")
    assert _written(amount.values[0]) == ">=110.2亿元"


def test_a_heading_is_not_wrapped_into_the_next_line() -> None:
    text = "一、坚持产业立城，全力以赴增强高质量发展新动能新优势\n2024年要聚焦"
    assert unwrap(normalise(text)).count("\n") == 1


def test_festivals_are_known_from_2019_to_2031_only() -> None:
    assert festival_day("中秋节", 2024) == date(2024, 9, 17)
    assert festival_day("春节", 2031) == date(2031, 1, 23)
    assert festival_day("春节", 2040) is None
    assert festival_day("国庆", 2040) == date(2040, 10, 1)


def test_days_after_keep_to_the_month() -> None:
    assert days_after(date(2024, 1, 31), months=1) == date(2024, 2, 29)
    assert days_after(date(2024, 11, 30), months=3) == date(2025, 2, 28)
    assert week_of(date(2024, 3, 27), 1) == Period(date(2024, 4, 1), date(2024, 4, 7))
