"""Plan files to text: what the plan reader reads, whatever the file was."""

from __future__ import annotations

from collections.abc import Callable

from bot.errors import DocumentError
from bot.plans.formats.document import Document, Place
from bot.plans.formats.kinds import Found, kind_of
from bot.plans.formats.marking import refuse_marked
from bot.plans.formats.text import read_text

__all__ = ["Document", "Place", "extract"]


def extract(data: bytes, name: str) -> Document:
    """The text of a plan file called `name` (no folder), of any kind that plans are published in.

    Raises DocumentError, one Chinese sentence that names the file, what is wrong with it and what to do."""
    try:
        document = _reader(kind_of(data, name))(data)
        refuse_marked(document.text)
    except DocumentError as error:
        raise DocumentError(f"{name}：{error}") from None
    if not document.text.strip("\ufeff \t\r\n　"):
        raise DocumentError(f"{name}：文件里没有文字，请确认打开后能看到内容")
    return document


def _reader(kind: Found) -> Callable[[bytes], Document]:
    """How such files are read. What that needs is loaded only then: a plan in plain text should not wait for PDF."""
    match kind:
        case "word":
            from bot.plans.formats.word import read_word as reader
        case "pdf":
            from bot.plans.formats.pdf import read_pdf as reader
        case "excel":
            from bot.plans.formats.excel import read_excel as reader
        case "web":
            from bot.plans.formats.web import read_web as reader
        case "text":
            reader = read_text
    return reader
