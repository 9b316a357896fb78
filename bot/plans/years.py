"""The year a plan is for, its title, and the day it was issued."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from bot.language.numbers import parse_number
from bot.language.text import normalise

_HEAD = 6000
_TITLE_WORDS = "要点|计划|方案|安排|意见|通知|办法|措施|规划|目标|任务|打算|部署|报告|清单|实施细则|责任分解|讲话|实事"
_FOR_YEAR = re.compile(
    r"(20\d\d)[ ]*(?:[-至—]20\d\d)?年?(?:度)?(?=[^\n。,;]{0,40}?(?:计划|要点|安排|打算|任务|目标|方案|部署|工作|实事))"
)
_ANY_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:[ ]*年|(?=[-./—~至学\s]|$))")
_DOCUMENT_NUMBER = re.compile(r"[〔\[(【](20\d\d)[〕\])】][ ]*(?:第)?\d+[ ]*号")
_ISSUED = re.compile(
    r"(?m)^[^\n。,;:]{0,20}?(20\d\d)[ ]*年[ ]*(\d{1,2})[ ]*月[ ]*(\d{1,2})[ ]*日[^\n。,;]{0,8}$|"
    r"^(20\d\d)-(\d{1,2})-(\d{1,2})\b"
)
_TURNING_YEAR = re.compile(r"今年[^。,]{0,10}“?(十[一二三四五六七八九]五)”?[^。,]{0,8}(开局|收官)")
_LONGEST_TITLE = 90
_TITLE_BEGINS = re.compile(rf"[^,。;:\n]{{4,60}}?(?:{_TITLE_WORDS})(?=[ ])")
_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_REPORTED = re.compile(r"今年以来|一年来|近年来|先后荣获|取得(?:了)?[^。]{0,10}成[绩效]")


def find_year(text: str, name: str) -> int | None:
    """The year of a plan: from its title, else its number or day of issue, else the file's name, else its words."""
    head = normalise(text[:_HEAD])
    title = _title_year(head)
    if title is not None:
        return title
    if number := _DOCUMENT_NUMBER.search(head):
        return int(number[1])
    if issued := find_issued(text):
        return issued.year
    named = _IN_NAME.findall(name)
    return int(named[-1]) if named else _body_year(head)


def find_issued(text: str) -> date | None:
    """The day of issue: the last day on a line of its own near the head, else near the end."""
    head, tail = normalise(text[:_HEAD]), normalise(text[-600:])
    for part in (head, tail):
        for found in reversed(list(_ISSUED.finditer(part))):
            year, month, day = (int(number) for number in found.groups() if number)
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None


def find_title(text: str) -> str:
    """The title: the last line near the head that names a kind of plan, without markup; empty where none does."""
    lines = _title_lines(normalise(text[:_HEAD]))
    joined = [_with_line_before(before, line) for before, line in pairwise(["", *lines])]
    titles = [line for line in joined if re.search(_TITLE_WORDS, line)]
    preferred = [line for line in titles if _FOR_YEAR.search(line) and "通知" not in line] or titles
    return re.sub(r"\s", "", preferred[-1]) if preferred else ""


def _with_line_before(before: str, line: str) -> str:
    """A title that goes over two lines: the first says 关于, the second names the kind of document."""
    goes_on = "关于" in before and "关于" not in line and not re.search(rf"(?:{_TITLE_WORDS})\)?$", before)
    return before + line if goes_on else line


def is_school_year(text: str) -> bool:
    """Whether the title names a school year (`2025—2026学年工作计划`), of which `find_year` gives the first half."""
    return any("学年" in line for line in _title_lines(normalise(text[:_HEAD])) if _FOR_YEAR.search(line))


def is_report(text: str) -> bool:
    """Whether the text tells what was done, not what is planned: no title of a plan, a preamble of achievements."""
    return not find_title(text) and bool(_REPORTED.search(text[:1500]))


def _title_lines(head: str) -> list[str]:
    """The lines at the head that are no sentences; the beginning of a document that came on one line."""
    lines = []
    for line in head.split("\n")[:60]:
        bare = line.strip(" #*\t")
        if len(bare) > _LONGEST_TITLE and (begins := _TITLE_BEGINS.match(bare)):
            bare = begins[0]
        if re.match(r"(?:一|\(一\)|1)[、.]|⒈|①", bare):
            break
        if 4 <= len(bare) <= _LONGEST_TITLE and not re.search(r"[。;]|,[^)]*,", bare) and not bare.endswith(":"):
            lines.append(bare)
    return lines


def _title_year(head: str) -> int | None:
    years = [int(year) for line in _title_lines(head) for year in _FOR_YEAR.findall(line)]
    return max(years, default=None)


def _body_year(head: str) -> int | None:
    """The year that the words speak of most; the one after where they look back on it before they say 今年."""
    if turning := _TURNING_YEAR.search(head):
        first = 1951 + 5 * int(parse_number(turning[1][:2]) or 0)
        return first if turning[2] == "开局" else first + 4
    said = [int(year) for year in _ANY_YEAR.findall(head)]
    if not said:
        return None
    most = max(set(said), key=said.count)
    this_year = head.find("今年")
    told = head.find(f"{most}年")
    looked_back = 0 <= told < this_year and not re.search(rf"{most}年(?:度)?(?:工作|目标|要|将|计划|重点)", head)
    return most + 1 if looked_back else most
