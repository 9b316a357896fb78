"""What a careful clerk takes from a sentence of a plan, and what not: one table for each kind of answer."""

from __future__ import annotations

from datetime import date

import pytest

from bot.model import Plan
from bot.plans.cadences import CADENCES
from bot.plans.dates.deadlines import REFINERS
from bot.plans.figures.figures import REASONS
from bot.plans.parse import parse_plan
from tests.corpus_tables import Line, read_table, shortages

deadlines, targets = read_table("deadlines.txt"), read_table("targets.txt")
cadences, owners = read_table("cadences.txt"), read_table("owners.txt")


def plan_of(sentence: str) -> Plan:
    """The sentence as the body of the first of two points."""
    text = (
        "临江县人民政府文件\n2024年1月18日\n临江县2024年工作要点\n"
        f"一、主要任务\n1.统筹安排。{sentence}\n2.抓好落实。各部门要切实负起责任。\n"
    )
    return parse_plan(text, year=2024)


def _day(written: str) -> date:
    return date.fromisoformat(written if len(written) == 10 else f"2024-{written}")


def _short(day: date) -> str:
    return day.strftime("%m-%d") if day.year == 2024 else day.isoformat()


def _answers(line: Line) -> list[str]:
    return line.answer.split(" ; ") if line.takes else []


@pytest.mark.parametrize("line", deadlines, ids=str)
def test_deadlines(line: Line) -> None:
    expected = []
    for answer in _answers(line):
        quote, _, period = answer.rpartition(" ")
        first, _, last = period.partition("..")
        expected.append((quote, _day(first), _day(last)))
    assert [(each.quote, each.first, each.last) for each in plan_of(line.text).deadlines] == expected


@pytest.mark.parametrize("line", targets, ids=str)
def test_targets(line: Line) -> None:
    found = []
    for each in plan_of(line.text).targets:
        bound = "" if each.comparator == "=" else each.comparator
        top = "" if each.value_max is None else f"-{each.value_max}"
        found.append(f"{each.quote} {bound}{each.value}{top} {each.unit} @{_short(each.due)}")
    assert found == _answers(line)


@pytest.mark.parametrize("line", cadences, ids=str)
def test_cadences(line: Line) -> None:
    found = plan_of(line.text).cadences
    if not line.takes:
        assert found == ()
        return
    answer, _, quote = line.answer.partition(" of ")
    interval, unit = answer.split()
    assert [(each.quote, each.interval, each.unit) for each in found] == [(quote or line.text, int(interval), unit)]


@pytest.mark.parametrize("line", owners, ids=str)
def test_owners(line: Line) -> None:
    found = [f"{each.role} {'、'.join(each.names)}" for each in plan_of(line.text).owners]
    assert found == _answers(line)


def test_every_rule_has_takes_and_near_misses() -> None:
    assert shortages(cadences, [rule.name for rule in CADENCES]) == []
    of_documents = ("review", "heading or issue", "reported")  # tested on whole documents
    assert shortages(deadlines, [name for name, _ in REFINERS if name not in of_documents]) == []
    assert shortages(targets, [name for name, _ in REASONS if name not in of_documents]) == []
    assert shortages(owners, ["label", "bracket", "sentence"]) == []
