"""The manual's pictures, made by the program itself: `make pictures`.

Conversations and charts need nothing else; pages of Word and Excel are drawn by LibreOffice and pdftoppm, and stay as
they are where these are missing."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from bot.commands.reports import Desk, open_desk, picture_bytes, report_bytes
from docs.making.phone import Phone
from docs.making.sample_year import SampleYear

FOLDER = Path(__file__).parent.parent / "图"
PAGES = {"台账": ("ledger", ".xlsx", 1000), "月通报": ("monthly", ".docx", 560), "打分表": ("quarterly", ".xlsx", 900)}
ANSWER = {"1": "完成86%", "2": "完成50%", "3": "卡在土地手续，需自然资源局支持，预计7月底"}


def conversations(year: SampleYear) -> Iterator[tuple[str, Image.Image]]:
    """Thursday's question and its answer, Friday's summary, and what the office does in the chat."""
    year.live("2024-06-13 09:00")
    yield "周调度", _talk(year, "xiangmu", year.numbered("xiangmu", ANSWER) + "，其余正常", opens=True)
    year.live("2024-06-14 15:00")
    phone = Phone()
    phone.bot(year.last_to("duchashi"))
    yield "周五汇总", phone.picture
    year.say("chengjian", "扩大优质教育供给 申请延期到9月10日，设备采购流标")
    yield "待审批", _talk(year, "duchashi", "待审批")
    yield (
        "新增任务",
        _talk(year, "duchashi", "新增 排查园区安全隐患 领导 综合分管领导 期限 7月31日 来源 批示 6月12日批示"),
    )


def _talk(year: SampleYear, who: str, text: str, *, opens: bool = False) -> Image.Image:
    phone = Phone()
    if opens:
        phone.bot(year.last_to(who))
    phone.me(text)
    for message in (m for m in year.say(who, text) if m.to == who):
        phone.bot(message)
    return phone.picture


def charts(desk: Desk) -> Iterator[tuple[str, Image.Image]]:
    """The pictures that are sent in the chat."""
    for name, (kind, about) in {"亮灯图": ("lights", ""), "进度图": ("progress", "yangban-2024-1")}.items():
        drawn = Image.open(io.BytesIO(picture_bytes(desk, kind, about))).convert("RGB")
        yield name, drawn.resize((720, drawn.height * 720 // drawn.width), Image.Resampling.LANCZOS).quantize(128)


def pages(desk: Desk, folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """The first page of each report, as it is printed."""
    for name, (kind, suffix, width) in PAGES.items():
        file = folder / f"{kind}{suffix}"
        file.write_bytes(report_bytes(desk, kind, None, suffix))
        _run(
            folder,
            "soffice",
            f"-env:UserInstallation=file://{folder}/office",
            "--headless",
            "--convert-to",
            "pdf",
            file,
        )
        _run(
            folder, "pdftoppm", "-r", "110", "-f", "1", "-l", "1", "-singlefile", "-png", file.with_suffix(".pdf"), kind
        )
        page = Image.open(folder / f"{kind}.png").convert("RGB")
        yield name, page.resize((width, page.height * width // page.width), Image.Resampling.LANCZOS).quantize(64)


def _run(folder: Path, *command: object) -> None:
    subprocess.run([str(word) for word in command], cwd=folder, check=True, capture_output=True, timeout=180)


def main() -> None:
    """Makes all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as scratch:
        year = SampleYear(Path(scratch) / "home")
        made = list(conversations(year))
        year.live("2024-07-01 09:00")
        desk = open_desk(year.home, year.now)
        made += charts(desk)
        if shutil.which("soffice") and shutil.which("pdftoppm"):
            made += pages(desk, Path(scratch))
        else:
            print("LibreOffice or pdftoppm is missing: the pages of Word and Excel stay as they are", file=sys.stderr)
        for name, picture in made:
            picture.save(FOLDER / f"{name}.png", optimize=True)
            print(f"{FOLDER.name}/{name}.png  {(FOLDER / f'{name}.png').stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
