"""Whatever file a plan comes in, its text comes out as a reader would read it, and every answer keeps its place."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DocumentError
from bot.language.numbers import write_number
from bot.plans.formats import extract
from bot.plans.formats.columns import role_of
from bot.plans.formats.numbering import write_counter
from bot.plans.parse import parse_plan, plan_json
from tests.plan_files import (
    Paper,
    excel,
    saved,
    word,
    word_list,
    word_numbered_table,
    word_table,
    word_xml,
    zipped,
)

SAMPLE = Path(__file__).parent.parent / "config" / "sample" / "样板开发区2024年工作要点.txt"
LINES = [line for line in SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]


def lines_of(data: bytes, name: str) -> list[str]:
    return extract(data, name).text.splitlines()


# ---- plain text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_the_encodings_that_plans_are_kept_in(encoding: str) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert extract(text.encode(encoding), "plan.txt").text == text


@given(st.text(alphabet=st.sampled_from("一二3月底前。\r\n \t\u3000\ufeff"), min_size=1, max_size=60))
def test_utf8_text_keeps_every_character_of_the_file(text: str) -> None:
    marked = "\ufeff要点\r\n" + text
    assert extract(marked.encode("utf-8"), "plan.txt").text == marked


def test_a_place_in_text_is_its_line() -> None:
    document = extract("一\n二\n三月底前".encode(), "plan.md")
    assert document.place(document.text.index("三月")) == "第3行"


# ---- Word ------------------------------------------------------------------------------------------------------------


def test_word_gives_the_numbers_that_are_not_in_its_text() -> None:
    levels = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    points = [(0, "项目"), (1, "建设"), (2, "开工"), (2, "投产"), (1, "招商"), (2, "签约"), (0, "民生"), (1, "就业")]
    assert lines_of(word_list(levels, points), "a.docx") == [
        "一、项目", "（一）建设", "1. 开工", "2. 投产", "（二）招商", "1. 签约", "二、民生", "（一）就业",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "way", "written"),
    [
        (12, "chineseCounting", "十二"), (20, "chineseCounting", "二十"), (103, "chineseCounting", "一百零三"),
        (27, "lowerLetter", "aa"), (9, "upperRoman", "IX"), (49, "lowerRoman", "xlix"),
        (3, "decimalEnclosedCircle", "③"), (21, "decimalEnclosedCircle", "㉑"),
        (7, "decimalZero", "07"), (2, "ideographTraditional", "乙"),
        (10, "decimalFullWidth", "１０"), (5, "somethingNew", "5"),
    ],
)  # fmt: skip
def test_counters_are_written_as_word_writes_them(number: int, way: str, written: str) -> None:
    assert write_counter(number, way) == written


def test_word_headings_without_a_number_are_marked() -> None:
    import docx

    document = docx.Document()
    document.add_heading("狠抓工业", 1)
    document.add_paragraph("1. 开工。6月底前开工。")
    document.add_heading("二、改善民生", 1)
    assert lines_of(saved(document), "a.docx") == ["# 狠抓工业", "1. 开工。6月底前开工。", "二、改善民生"]


def test_tracked_changes_count_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>1. 道路。</w:t></w:r><w:del><w:r><w:delText>3月底前</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>5月底前</w:t></w:r></w:ins><w:r><w:t>完工。</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>2. 学校。</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>8月底前开学。</w:t></w:r></w:p>"
    )
    assert lines_of(word_xml(body), "a.docx") == ["1. 道路。5月底前完工。", "2. 学校。8月底前开学。"]


def test_text_boxes_and_content_controls_are_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框里：9月底前完成。</w:t></w:r></w:p></w:txbxContent>"
    new = f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的段落</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p><w:r><w:t>正文</w:t>"
        f"</w:r><w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r></w:p>"
    )
    assert lines_of(word_xml(body), "a.docx") == ["控件里的段落", "正文", "框里：9月底前完成。"]


# ---- tables ----------------------------------------------------------------------------------------------------------

HEADS = ["序号", "工作任务", "年度目标", "责任领导", "牵头单位", "配合单位", "完成时限"]
ROADS = ["1", "打通断头路", "打通3条", "张三", "住建局", "财政局", "11月底前"]
ROADS_WRITTEN = (
    "1. 打通断头路。年度目标：打通3条。责任领导：张三。牵头单位：住建局。配合单位：财政局。完成时限：11月底前。"
)


@pytest.mark.parametrize("make", [word_table, excel])
def test_a_task_table_becomes_numbered_lines(make: Callable[[list[list[str]]], bytes]) -> None:
    assert lines_of(make([HEADS, ROADS]), "a") == [ROADS_WRITTEN]


def test_numbers_that_word_counts_in_a_column_are_there() -> None:
    rows = [["序号", "任务", "完成时限"], ["", "开工", "3月底"], ["", "投产", "9月底"]]
    assert lines_of(word_numbered_table(rows), "a.docx") == ["1. 开工。完成时限：3月底。", "2. 投产。完成时限：9月底。"]


def test_columns_may_stand_in_any_order_and_wording() -> None:
    heads = ["完成时间", "责任部门", "重点工作内容", "项次"]
    assert lines_of(excel([heads, ["6月底", "经发局", "编制规划", 4]]), "a.xlsx") == [
        "4. 编制规划。完成时限：6月底。责任单位：经发局。"
    ]


def test_a_title_above_and_two_rows_of_heads() -> None:
    rows = [
        ["2024年任务分解表", None, None, None],
        ["序号", "任务", "责任分工", None],
        [None, None, "牵头单位", "配合单位"],
        [1, "修路", "住建局", "财政局"],
    ]
    written = lines_of(excel(rows, ["A1:D1", "C2:D2", "A2:A3", "B2:B3"]), "a.xlsx")
    assert written == ["2024年任务分解表", "1. 修路。牵头单位：住建局。配合单位：财政局。"]


def test_a_merged_or_empty_leading_cell_goes_on_with_the_row_above() -> None:
    rows = [
        ["类别", "序号", "任务", "责任单位"],
        ["项目", 1, "开工", "发改局"],
        [None, 2, "投产", None],
        ["民生", 3, "就业", None],
    ]
    assert lines_of(excel(rows, ["A2:A3"]), "a.xlsx") == [
        "# 项目", "1. 开工。责任单位：发改局。", "2. 投产。责任单位：发改局。", "# 民生", "3. 就业。",
    ]  # fmt: skip


def test_an_empty_lead_beside_a_responsible_body_stays_empty() -> None:
    rows = [["任务", "牵头单位", "责任单位"], ["开工", "发改局", "住建局"], ["投产", "", "工信局"]]
    assert lines_of(word_table(rows), "a.docx") == [
        "1. 开工。牵头单位：发改局。责任单位：住建局。", "2. 投产。责任单位：工信局。",
    ]  # fmt: skip


def test_further_rows_of_one_task_go_on_in_its_line() -> None:
    rows = [
        ["序号", "工作任务", "具体举措", "完成时限"],
        ["1", "建设学校", "主体封顶", "5月底"],
        ["", "", "竣工验收", "8月底"],
        ["2", "建设医院", "开工", "年底"],
    ]
    assert lines_of(word_table(rows, [((1, 0), (2, 0)), ((1, 1), (2, 1))]), "a.docx") == [
        "1. 建设学校。具体举措：主体封顶。完成时限：5月底。具体举措：竣工验收。完成时限：8月底。",
        "2. 建设医院。具体举措：开工。完成时限：年底。",
    ]


def test_a_row_over_the_whole_table_is_a_heading() -> None:
    rows = [["序号", "任务", "责任单位"], ["一、项目建设", "", ""], ["1", "开工", "发改局"]]
    written = lines_of(word_table(rows, [((1, 0), (1, 2))]), "a.docx")
    assert written == ["一、项目建设", "1. 开工。责任单位：发改局。"]


def test_excel_cells_are_written_as_they_are_shown() -> None:
    rows = [["序号", "任务", "完成时限", "目标"], [1, "清理", datetime.date(2024, 6, 30), 0.85]]
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active["D2"].number_format = "0%"
    assert lines_of(saved(book), "a.xlsx") == ["1. 清理。完成时限：2024年6月30日。目标：85%。"]


def test_a_sheet_formatted_to_its_last_row_is_read_at_once() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (HEADS, ROADS):
        book.active.append(row)
    book.active["ZZ1048576"].number_format = "0%"
    assert lines_of(saved(book), "a.xlsx") == [ROADS_WRITTEN]


def test_every_cell_keeps_its_place() -> None:
    document = extract(excel([HEADS, ROADS]), "a.xlsx")
    assert document.place(document.text.index("11月底前")) == "工作表“分解表” G2"
    assert document.place(document.text.index("住建局")) == "工作表“分解表” E2"


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("序 号", "number"), ("工作任务", "task"), ("重点项目名称", "task"), ("目标任务", "goal"), ("预期成效", "goal"),
        ("牵头领导", "leader"), ("项目负责人", "leader"), ("牵头单位", "lead"), ("牵头责任单位", "lead"),
        ("责任单位（列第一位者牵头）", "department"), ("承办部门", "department"), ("协办单位", "supporting"),
        ("完成时限", "due"), ("办结时间", "due"), ("时间节点", "due"), ("一季度", "period"), ("3月", "period"),
        ("任务类别", "chapter"), ("备注", None), ("完成情况", None), ("推进招商引资并确保全年目标任务", None),
    ],
)  # fmt: skip
def test_heads_tell_what_a_column_holds(head: str, role: str | None) -> None:
    assert role_of(head) == role


# ---- PDF -------------------------------------------------------------------------------------------------------------


def test_pdf_lines_are_joined_and_page_heads_and_feet_left_out() -> None:
    paper = Paper(head="样板开发区文件")
    paper.title(LINES[0])
    for line in LINES[1:]:
        paper.paragraph(line)
    assert lines_of(paper.done(), "a.pdf") == LINES


def test_two_columns_are_read_one_after_the_other() -> None:
    paper = Paper()
    top, half = paper.y, 210.0
    left = [f"1. 建设道路。{'打通断头路，' * 8}6月底前完工。", f"2. 建设学校。{'扩大学位，' * 9}8月底前开学。"]
    right = ["3. 建设医院。" + "完善服务体系，" * 7 + "9月底前封顶。"]
    for line in left:
        paper.paragraph(line, width=half)
    paper.y = top
    for line in right:
        paper.paragraph(line, x=320, width=half)
    assert lines_of(paper.done(), "a.pdf") == left + right


def test_a_table_in_a_pdf_is_read_by_its_lines_and_goes_on_over_the_page() -> None:
    paper = Paper()
    widths = [40, 120, 120, 100]
    paper.ruled([["序号", "工作任务", "责任单位", "完成时限"], ["1", "打通断头路", "住建局", "11月底前"]], widths)
    paper.new_page()
    paper.ruled([["2", "建设学校", "教育局", "8月底前"], ["", "建设医院", "卫健局", "9月底前"]], widths)
    assert lines_of(paper.done(), "a.pdf") == [
        "1. 打通断头路。责任单位：住建局。完成时限：11月底前。",
        "2. 建设学校。责任单位：教育局。完成时限：8月底前。",
        "3. 建设医院。责任单位：卫健局。完成时限：9月底前。",
    ]


OPEN_HEAD = ["序号", "工作任务", "责任单位", "完成时限"]
OPEN_ROWS = [
    ["1", "推进老旧小区改造和配套管网提升，完成改造小区12个，同步加装电梯", "住建局", "11月底前"],
    ["2", "打通断头路", "住建局、交通局、自然资源局、城市管理局", "6月底前"],
    ["3", "建成投用实验小学新校区，新增学位1200个，配齐专任教师", "教育局", "8月底前"],
    ["4", "常态化开展安全隐患排查", "应急局", "全年"],
]
OPEN_LINES = [f"{no}. {task}。责任单位：{body}。完成时限：{due}。" for no, task, body, due in OPEN_ROWS]


@pytest.mark.parametrize("gap", [0, 6, 14])
@pytest.mark.parametrize("level_rules", [False, True])
def test_a_table_in_a_pdf_without_upright_lines_is_read_by_its_columns(gap: float, level_rules: bool) -> None:
    paper = Paper()
    paper.title("样板区2024年任务分解表")
    paper.unruled([OPEN_HEAD, *OPEN_ROWS], [40, 200, 150, 80], gap=gap, level_rules=level_rules)
    paper.paragraph("各单位要加强组织领导，把任务落到实处，按时报送进展情况，确保各项工作取得实效。")
    assert lines_of(paper.done(), "a.pdf") == [
        "样板区2024年任务分解表",
        *OPEN_LINES,
        "各单位要加强组织领导，把任务落到实处，按时报送进展情况，确保各项工作取得实效。",
    ]


def test_cells_in_the_middle_of_their_row_belong_to_it() -> None:
    paper = Paper()
    paper.unruled([OPEN_HEAD, *OPEN_ROWS], [40, 200, 150, 80], gap=12, centred=True)
    assert lines_of(paper.done(), "a.pdf") == OPEN_LINES


def test_a_table_without_lines_goes_on_over_the_page() -> None:
    task = "批老旧小区改造和配套管网提升，同步加装电梯"
    rows = [[str(n), f"推进第{write_number(n)}{task}", "住建局", f"{1 + n % 12}月底前"] for n in range(1, 60)]
    paper = Paper(head="样板开发区文件")
    paper.unruled([OPEN_HEAD, *rows], [40, 200, 150, 80])
    assert lines_of(paper.done(), "a.pdf") == [
        f"{no}. {task}。责任单位：{body}。完成时限：{due}。" for no, task, body, due in rows
    ]


def test_characters_printed_twice_to_look_bold_count_once() -> None:
    paper = Paper()
    top = paper.y
    paper.paragraph("1. 建设道路。3月底前完工。")
    paper.y = top
    paper.paragraph("1. 建设道路。3月底前完工。", x=60.3)
    assert lines_of(paper.done(), "a.pdf") == ["1. 建设道路。3月底前完工。"]


def test_a_place_in_a_pdf_is_its_page() -> None:
    paper = Paper()
    paper.paragraph("1. 道路。3月底前完工。")
    paper.new_page()
    paper.paragraph("2. 学校。9月底前开学。")
    document = extract(paper.done(), "a.pdf")
    assert document.place(document.text.index("9月")) == "第2页"


# ---- web pages -------------------------------------------------------------------------------------------------------

PAGE = """<html><head><meta charset="gb2312"><title>2024年工作要点_样板区</title><script>var a=1</script></head><body>
<div class="nav"><a href="/">首页</a> <a href="/n">新闻</a></div><div><h1>样板区2024年工作要点</h1>
<div class="text"><p>一、项目</p><p>&nbsp;&nbsp;1. <b>加快建设</b>。3月底前
开工，全年建成项目5个，其余项目加快前期工作。</p><table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr>
<tr><td>1</td><td>修路</td><td rowspan="2">住建局</td></tr><tr><td>2</td><td>架桥</td></tr></table></div></div>
<div class="foot">版权所有 <a href="/">网站地图</a></div></body></html>"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_saved_page_gives_the_article_alone(encoding: str) -> None:
    page = PAGE if encoding == "gb18030" else PAGE.replace("gb2312", "utf-8")
    assert lines_of(page.encode(encoding), "a.html") == [
        "样板区2024年工作要点",
        "一、项目",
        "1. 加快建设。3月底前开工，全年建成项目5个，其余项目加快前期工作。",
        "1. 修路。责任单位：住建局。",
        "2. 架桥。责任单位：住建局。",
    ]


# ---- the same plan in every format -----------------------------------------------------------------------------------


def web_page(lines: list[str]) -> bytes:
    return ("<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>").encode()


def printed(lines: list[str]) -> bytes:
    paper = Paper()
    for line in lines:
        paper.paragraph(line)
    return paper.done()


def answers_in(text: str) -> object:
    """All answers of a plan without their offsets."""
    return {
        kind: [{k: v for k, v in answer.items() if k != "start"} for answer in found]
        for kind, found in plan_json(parse_plan(text, year=2024)).items()
        if isinstance(found, list)
    }


@pytest.mark.parametrize(("make", "name"), [(word, "a.docx"), (printed, "a.pdf"), (web_page, "a.html")])
def test_a_plan_says_the_same_in_every_format(make: Callable[[list[str]], bytes], name: str) -> None:
    assert answers_in(extract(make(LINES), name).text) == answers_in(SAMPLE.read_text(encoding="utf-8"))


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_plan_says_the_same_after_an_office_program_has_printed_it(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(word([f"　　{line}" for line in LINES]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "plan.docx"]
    subprocess.run(command, capture_output=True, timeout=100, check=True)
    printed_text = extract((tmp_path / "plan.pdf").read_bytes(), "plan.pdf").text
    assert answers_in(printed_text) == answers_in(SAMPLE.read_text(encoding="utf-8"))


# ---- what cannot be read ---------------------------------------------------------------------------------------------


def scanned() -> bytes:
    paper = Paper()
    paper.picture()
    return paper.done()


def bomb() -> bytes:
    return zipped({"word/document.xml": b"<a/>", "word/media/image1.bmp": b"\0" * 40_000_000})


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.txt", "空文件"),
        ("\ufeff \r\n　".encode(), "a.txt", "没有文字"),
        (b"\xef\xbb\xbf\r\n", "a.txt", "空文件"),
        (b"\x00\x01\x02\x03" * 200, "a.txt", "不是文本文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "取消密码"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "a.txt", "图片"),
        (zipped({"readme.txt": b"x"}), "a.docx", "不认识"),
        (zipped({"OFD.xml": b"<a/>"}), "a.ofd", "OFD"),
        (b"PK\x03\x04" + b"\0" * 100, "a.docx", "损坏"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a.mht", "归档"),
        (zipped({"word/document.xml": b"<a/>"}), "a.docx", "打不开"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "a.xlsx", "打不开"),
        (b"%PDF-1.7\nnothing of the kind", "a.pdf", "打不开"),
        (bomb(), "a.docx", "异常庞大"),
        (scanned(), "a.pdf", "扫描"),
        (word([]), "a.docx", "没有文字"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_says_so_in_one_sentence(data: bytes, name: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        extract(data, name)
    message = str(caught.value)
    assert message.startswith(f"{name}：")
    assert says in message
    assert "\n" not in message


def test_an_encrypted_pdf_says_so() -> None:
    paper = Paper(encrypt="secret")
    paper.paragraph("1. 道路。3月底前完工。")
    with pytest.raises(DocumentError, match="密码"):
        extract(paper.done(), "a.pdf")


@pytest.mark.parametrize(
    "head",
    [
        "秘密★1年", "机密★长期", "绝密", "绝  密", "密级：秘密", "000012\n机密★2年\n特急", "某市文件　秘密★",
        "工作要点（机密）",
    ],
)  # fmt: skip
def test_a_marked_document_is_refused(head: str) -> None:
    with pytest.raises(DocumentError, match="涉密"):
        extract(f"{head}\n某区2024年工作要点\n1. 道路。".encode(), "a.txt")


@pytest.mark.parametrize("line", ["保护商业秘密，严守工作秘密。", "机密级计算机管理办法", "做好保密工作", "国家秘密"])
def test_a_secret_in_running_text_is_no_marking(line: str) -> None:
    assert extract(f"某区2024年工作要点\n{line}\n".encode(), "a.txt").text


def test_a_marking_in_the_page_head_of_a_word_file_is_refused() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("某区2024年工作要点")
    document.sections[0].header.paragraphs[0].text = "秘密★1年"
    with pytest.raises(DocumentError, match="涉密"):
        extract(saved(document), "a.docx")


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.docx", "a.pdf", "a.xlsx", "a.html", "a"]))
def test_any_bytes_give_a_text_or_one_clear_error(data: bytes, name: str) -> None:
    with suppress(DocumentError):
        extract(data, name)
