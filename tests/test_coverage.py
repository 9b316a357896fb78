"""The coverage copy: the whole plan, every sentence with what was understood of it, for the admin to sign."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.coverage_page import coverage_page
from bot.model import Plan
from bot.plans.coverage import KINDS, Coverage, cover
from bot.plans.formats import Document
from bot.plans.parse import parse_plan
from tests.plan_parts import Written

SAMPLE = Path(__file__).parent.parent / "config" / "sample" / "样板开发区2024年工作要点.txt"
TEXT = "总体要求是稳中求进。\n1. 建设道路。持续推进。6月底前打通断头路3条；每月调度。（住建局牵头）力争早日见效。\n"


def written() -> Plan:
    plan = Written(TEXT).item("建设道路", "见效。").deadline("6月底前", date(2024, 6, 30))
    plan.target("打通断头路3条", 3, "条", due=date(2024, 6, 30)).cadence("每月", "month")
    return plan.owner("住建局牵头", "department", "住建局").unread("力争早日见效", "没有写明何时").plan()


def covered(plan: Plan) -> Coverage:
    return cover(plan, Document(plan.text, "text"))


def test_each_sentence_gets_the_colour_of_what_it_holds() -> None:
    kinds = [sentence.kind for paragraph in covered(written()).paragraphs for sentence in paragraph.sentences]
    assert kinds == ["none", "task", "task", "target", "cadence", "unread"]


def test_sentences_and_answers_are_counted_by_kind() -> None:
    copy = covered(written())
    assert copy.sentences == {
        "unread": 1, "target": 1, "deadline": 0, "cadence": 1, "owner": 0, "task": 2, "none": 1,
    }  # fmt: skip
    assert copy.answers == {"unread": 1, "target": 1, "deadline": 1, "cadence": 1, "owner": 1, "task": 1, "none": 0}


def test_what_was_understood_stands_beside_its_words() -> None:
    notes = {note.quote: note.says for paragraph in covered(written()).paragraphs for note in paragraph.notes}
    assert notes == {
        "建设道路": "任务 1：建设道路",
        "6月底前": "时限：6月30日前",
        "打通断头路3条": "指标：打通断头路 3条，6月30日（个数）",
        "每月": "频次：每月",
        "住建局牵头": "责任单位：住建局",
        "力争早日见效": "没有读懂：没有写明何时",
    }


def test_an_ambiguous_date_asks_to_be_checked() -> None:
    plan = Written("1. 道路。6月前完工。").item("道路", "完工。")
    plan.deadline("6月前", date(2024, 5, 31), note="“前”按不含当月理解")
    notes = covered(plan.plan()).paragraphs[0].notes
    assert notes[-1].says == "时限：5月31日前（“前”按不含当月理解，请核对）"


def test_what_was_not_understood_is_listed_with_its_place() -> None:
    assert [(where, note.quote) for where, note in covered(written()).unread] == [("第2行", "力争早日见效")]


def test_an_answer_outside_every_task_is_listed() -> None:
    plan = Written("年底前完成换届。\n1. 道路。修路。").item("道路", "修路。").deadline("年底前", date(2024, 12, 31))
    assert [note.quote for note in covered(plan.plan()).loose] == ["年底前"]


def test_answers_within_one_another_mark_the_words_that_they_share_with_both() -> None:
    plan = Written("1. 投资。年度计划投资5亿元。").item("投资", "亿元。").target("年度计划投资5亿元", 5, "亿元")
    plan.deadline("年度", date(2024, 12, 31))
    pieces = [(p.text, set(p.kinds)) for s in covered(plan.plan()).paragraphs[0].sentences for p in s.pieces if p.kinds]
    assert pieces == [("投资", {"task"}), ("年度", {"deadline", "target"}), ("计划投资5亿元", {"target"})]


class Page(HTMLParser):
    """What a page shows, and what it would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.titles: list[str] = []
        self.fetched: list[str] = []
        self._skip = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skip = tag in ("style", "title", "sup")
        self.titles += [value or "" for name, value in attrs if name == "title"]
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        self.fetched += [tag] if tag in ("script", "link", "iframe", "img") else []

    def handle_endtag(self, tag: str) -> None:
        self._skip = False

    def handle_data(self, data: str) -> None:
        self.shown += [] if self._skip else [data]


def page_of(text: str, year: int = 2024) -> Page:
    return Page(coverage_page(parse_plan(text, year=year), Document(text, "text")))


def test_the_page_is_one_file_that_fetches_nothing_and_holds_the_whole_plan() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    html = coverage_page(parse_plan(text, year=2024), Document(text, "text"))
    page = Page(html)
    assert not page.fetched
    assert "url(" not in html
    assert "@media print" in html
    shown = "".join(page.shown)
    assert all(line in shown for line in text.splitlines())
    assert any("时限：3月31日前" in title for title in page.titles)


def test_markup_in_a_plan_is_text() -> None:
    plan = parse_plan('1. <script>alert(1)</script>。3月底前"完成"。\n', year=2024)
    html = coverage_page(plan, Document(plan.text, "text"))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


ANY = "一二、1.（3月底前全年完成招引项目个%）。：\n 每月责任单位局“”<&"


@settings(max_examples=60)
@given(st.text(alphabet=ANY, min_size=1, max_size=200))
def test_no_character_of_any_plan_is_lost_or_doubled(text: str) -> None:
    copy = covered(parse_plan(text, year=2024))
    shown = "".join(piece.text for p in copy.paragraphs for s in p.sentences for piece in s.pieces)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
    assert set(copy.sentences) == set(KINDS)
