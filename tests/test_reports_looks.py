"""The files as their reader opens them: through LibreOffice, where it is installed with a Chinese font."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pdfplumber
import pytest

from bot.reports.ledger.importing import read_ledger
from bot.reports.ledger.rows import ledger
from bot.reports.ledger.xlsx import ledger_xlsx
from bot.reports.papers.blocks import Block
from bot.reports.papers.paper import plain_docx
from tests.reports_world import PEOPLE, TASKS, at, light, reported, world

OFFICE = shutil.which("soffice")
FONTS = shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False).stdout
pytestmark = pytest.mark.skipif(not (OFFICE and FONTS), reason="LibreOffice or a Chinese font is not installed")


def convert(source: Path, suffix: str) -> Path:
    """The file as LibreOffice saves it in another form, or in its own anew."""
    out = source.parent / "out"
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", suffix, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / f"{source.stem}.{suffix}"


def test_a_page_holds_22_lines_of_28_characters(tmp_path):
    source = tmp_path / "page.docx"
    source.write_bytes(plain_docx([Block("flush", "督" * 28 * 30)], 28.95, "页", at("2024-01-01 09:00")))
    with pdfplumber.open(convert(source, "pdf")) as pdf:
        lines = [line for line in (pdf.pages[0].extract_text() or "").splitlines() if "督" in line]
    assert [len(line) for line in lines] == [28] * 22


def test_a_ledger_that_another_program_saved_anew_changes_nothing(tmp_path):
    source = tmp_path / "ledger.xlsx"
    record = reported("2024-03-21 10:00", "p-1", percent=30, text="=1+1，已签约4个")
    source.write_bytes(ledger_xlsx(ledger(world(record), at("2024-03-29 15:00"), light)))
    back = read_ledger(convert(source, "xlsx").read_bytes(), TASKS, PEOPLE)
    assert (back.tasks, back.edits, back.new, back.problems) == (TASKS, (), (), ())
