"""月通报: every number comes from the record at a fixed cutoff, and the page keeps to GB/T 9704."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bot.errors import ReportError
from bot.record.effective import effective
from bot.record.events import Closed, ExtensionAsked, ExtensionDecided, Reopened
from bot.record.states import fold
from bot.reports.bulletin.docx import bulletin_docx
from bot.reports.bulletin.facts import COUNTED, Bulletin, bulletin
from bot.reports.bulletin.text import MOST, bulletin_text
from bot.reports.papers.blocks import Drafts, length, plain_text
from bot.reports.periods import month_of
from bot.schedule.lights import light as real_light
from bot.settings import Bulletin as Form
from tests.reports_world import TASKS, active, asked, at, drafts, entry, light, reported, world

MARCH = month_of(date(2024, 3, 1))
LATER = at("2024-04-20 10:00")
RECORD = (
    reported("2024-03-12 10:00", "p-1", status="blocked", blocker="土地手续没有办下来", percent=30),
    reported("2024-03-20 10:00", "p-2", status="done"),
    entry("2024-03-22 10:00", Closed(task="p-2", by="duban")),
    reported("2024-04-02 10:00", "p-3", status="done"),
)


def march(*record: Any, tasks: Any = TASKS) -> Bulletin:
    return bulletin(world(*(record or RECORD), tasks=tasks), MARCH, LATER, light)


def page(form: Form | None = None) -> Any:
    value = march()
    return Document(io.BytesIO(bulletin_docx(value, bulletin_text(value, drafts()), form or Form())))


def test_the_numbers_are_those_of_the_cutoff():
    n = march().figures
    assert {key: n[key].tasks for key in ("total", "closed", "finished", "blocked", "red")} == {
        "total": ("p-1", "p-2", "p-3"),
        "closed": ("p-2",),
        "finished": ("p-2",),
        "blocked": ("p-1",),
        "red": ("p-3",),  # it was reported done in April, after the cutoff
    }


def test_a_figure_is_unverified_until_it_is_settled_or_told_again():
    doubted = reported("2024-03-12 10:00", "p-1", percent=800, unverified="percent-fell")
    again = reported("2024-03-13 10:00", "p-1", percent=30)
    assert march(doubted).figures["unverified"].tasks == ("p-1",)
    assert march(doubted, again).figures["unverified"].tasks == ()


def test_what_is_decided_later_changes_no_number_of_a_month_that_is_over():
    put_off = ExtensionAsked(
        asked="x", task="p-3", person="zhujian", said_by="zhujian", reply="r", old=date(2024, 3, 15)
    )
    granted = ExtensionDecided(asked="x", task="p-3", by="duban", granted=date(2024, 5, 31))
    later = (
        entry("2024-04-03 10:00", Reopened(task="p-2", by="duban", reason="复查没有通过")),
        entry("2024-03-28 10:00", put_off),
        entry("2024-04-05 10:00", granted),
    )
    tasks = tuple(effective({t.id: t for t in TASKS}, fold((*RECORD, *later))).values())
    assert tasks[2].due == date(2024, 5, 31)
    before, after = march().figures, march(*RECORD, *later, tasks=tasks).figures
    changed = {key for key in before if before[key].tasks != after[key].tasks}
    assert changed == {"asking"}, "the request itself was made in March"


def test_every_number_has_a_number_of_its_own_that_stays_its_place_in_the_table():
    assert [f.no for f in march().figures.values()] == [f"2024-03/{n}" for n in range(1, len(COUNTED) + 1)]


def test_every_number_in_the_text_is_in_the_data():
    value = march(*RECORD, asked("2024-03-21 09:00", "zhaoshang", ("p-1", "p-2"), slot="2024-W12"))
    text = plain_text(bulletin_text(value, drafts()))
    burden = value.burden
    known = {str(f.value) for f in value.figures.values()}
    shares = {f"{round(100 * f.value / value.figures['total'].value)}%" for f in value.figures.values()}
    for words in (
        value.until,
        value.period.name,
        value.following.name,
        *(i.title for f in value.lists.values() for i in f),
    ):
        text = text.replace(words, "")
    text = re.sub(r"^\d+\. |\d+月\d+日|\d+年\d+月　日", "", text, flags=re.M)
    said = {str(burden.messages), str(burden.people), *str(burden.minutes).split(".")}
    assert set(re.findall(r"\d+%?", text)) <= known | shares | said


@pytest.mark.parametrize("began", ["2024-03-18 09:00", "2024-04-10 09:00", ""])
def test_what_was_due_before_the_tasks_became_active_is_told_and_is_not_overdue(began: str) -> None:
    """Also where they became active after the month, or where the bot has not seen yet that they are."""
    entries = [active(began, "p-1", "p-2", "p-3")] if began else []
    of = world(*entries) if began else replace(world(), states=fold(()))
    value = bulletin(of, MARCH, LATER, real_light)
    n = value.figures
    assert {key: n[key].tasks for key in ("red", "due", "due_done", "before")} == {
        "red": (),
        "due": (),
        "due_done": (),
        "before": ("p-3",),
    }
    assert "立项前或暂缓期间到期的1件，不计超期，请责任单位补报现状：“打通城市堵点”。" in plain_text(
        bulletin_text(value, drafts())
    )


def test_it_says_what_the_month_cost_people():
    weeks = (asked(f"2024-{day} 09:00", "zhaoshang", ("p-1", "p-2"), slot=day) for day in ("03-14", "03-21", "04-04"))
    value = march(*weeks, asked("2024-03-21 09:00", "zhujian", ("p-3",), slot="2024-W12"))
    assert (value.burden.messages, value.burden.people, value.burden.minutes) == (3, 2, 2.2)
    assert "主动发出提醒3条，涉及2人，估计人均每周用时2.2分钟" in plain_text(bulletin_text(value, drafts()))


def test_the_text_has_its_parts_in_the_usual_order():
    text = plain_text(bulletin_text(march(), drafts()))
    parts = ["一、总体情况", "二、进展较好", "三、进展滞后", "四、存在的主要问题", "五、下一步工作要求", "附件："]
    assert sorted(parts, key=text.index) == parts
    assert "打通城市堵点（住建局，责任领导：住建分管领导）。已超期。" in text
    assert "共1件，涉及“提升招商引资质效”" in text


@pytest.mark.parametrize("count", [0, 1, 300])
def test_it_never_exceeds_the_length_that_the_rules_allow(count):
    tasks = tuple(
        TASKS[2].model_copy(update={"id": f"x-{n}", "title": f"第{n}项名字很长的重点工作任务" * 3})
        for n in range(count)
    )
    value = march(reported("2024-03-12 10:00", "x-0"), tasks=tasks)
    parts = bulletin_text(value, drafts())
    assert length(parts) <= MOST
    if count > 20:
        assert f"其余{count - 12}件见附件" in plain_text(parts)


def test_a_template_that_is_too_long_by_itself_is_refused():
    with pytest.raises(ReportError, match="5000"):
        bulletin_text(march(), Drafts({"bulletin.md.j2": "长" * 6000}))


def test_the_page_is_that_of_the_standard():
    section = page().sections[0]
    assert [round(edge / Mm(1)) for edge in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(m / Mm(1)) for m in margins] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert [grid.get(qn(f"w:{name}")) for name in ("type", "linePitch", "charSpace")] == [
        "linesAndChars",
        "579",
        "-848",
    ]


def test_the_type_is_that_of_the_standard():
    faces = {}
    for paragraph in page().paragraphs:
        for run in paragraph.runs:
            face = run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
            faces[paragraph.text.strip()] = (face, run.font.size)
    assert faces["督查通报"][0] == "方正小标宋简体"
    assert faces["开发区2024年3月重点工作督办情况通报"] == ("方正小标宋简体", Pt(22))
    assert faces["一、总体情况"] == ("黑体", Pt(16))
    assert faces["（一）超期或停滞（红灯）1件"] == ("楷体_GB2312", Pt(16))
    assert faces["各责任单位："] == ("仿宋_GB2312", Pt(16))


def test_body_lines_are_exact_and_two_characters_in():
    body = next(p for p in page().paragraphs if p.text.startswith("按照重点工作督办要求"))
    assert body.paragraph_format.line_spacing == Pt(28.95)
    assert body._p.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_page_numbers_stand_on_the_outer_side():
    document = page()
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert [f.paragraphs[0].alignment for f in (section.footer, section.even_page_footer)] == [2, 0]
    assert "PAGE" in section.footer._element.xml


@pytest.mark.parametrize(
    ("form", "first"),
    [
        (Form(name="政务督查"), "政务督查"),
        (Form(head="red"), "开发区督查室文件"),
        (Form(head="red", organ="样板开发区管委会"), "样板开发区管委会文件"),
    ],
)
def test_both_heads(form, first):
    document = page(form)
    name = document.paragraphs[0]
    assert name.text == first
    assert str(name.runs[0].font.color.rgb) == "E60012"
    texts = [p.text for p in document.paragraphs]
    assert ("督发〔2024〕　号" in texts) == (form.head == "red")
    assert ("第3期" in texts) == (form.head == "serial")


def test_a_person_signs_so_the_day_is_left_open():
    texts = [p.text for p in page(Form(copies=("管委会领导", "各局办"))).paragraphs]
    assert texts[-1] == "2024年4月　日"
    assert "抄送：管委会领导，各局办。" in texts
