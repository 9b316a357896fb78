"""What kind of file some bytes are, told by the bytes; the name only decides between kinds of text."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from bot.errors import DocumentError

Found = Literal["text", "word", "pdf", "excel", "web"]

LARGEST = 300_000_000
"""Bytes that the parts of a file may unpack to: a long plan with pictures stays far below."""
LARGEST_RATIO = 200
RATIO_MATTERS_FROM = 20_000_000

_OTHER = (
    (b"\xd0\xcf\x11\xe0", "是加密的或旧版的 Office 文件（.doc、.xls、.wps），请打开后取消密码，另存为 .docx 或 .xlsx"),
    (b"{\\rtf", "是 RTF 文件，请用 Word、WPS 打开后另存为 .docx"),
    (b"\x89PNG", "是图片，请换成有文字的 Word、PDF 或文本文件"),
    (b"\xff\xd8\xff", "是图片，请换成有文字的 Word、PDF 或文本文件"),
    (b"GIF8", "是图片，请换成有文字的 Word、PDF 或文本文件"),
    (b"II*\x00", "是图片，请换成有文字的 Word、PDF 或文本文件"),
    (b"Rar!", "是压缩包，请先解压，再导入里面的文件"),
    (b"7z\xbc\xaf", "是压缩包，请先解压，再导入里面的文件"),
    (b"MIME-Version:", "是网页归档文件（.mht），请在浏览器里另存为“网页，仅 HTML”"),
    (b"From: <Saved by", "是网页归档文件（.mht），请在浏览器里另存为“网页，仅 HTML”"),
    (b"\x1f\x8b", "是压缩包，请先解压，再导入里面的文件"),
)
_WEB_STARTS = (b"<!doctype html", b"<html", b"<head", b"<?xml")


def kind_of(data: bytes, name: str) -> Found:
    """The kind of a plan file. Raises DocumentError where it is empty, of another type, or a zip bomb."""
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise DocumentError("是空文件，请确认文件已保存好内容")
    for start, says in _OTHER:
        if data.startswith(start):
            raise DocumentError(says)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    return "web" if _is_web(data, name) else "text"


def _is_web(data: bytes, name: str) -> bool:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return name.lower().endswith((".html", ".htm", ".shtml", ".xhtml")) or head.startswith(_WEB_STARTS)


def _kind_of_archive(data: bytes) -> Found:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise DocumentError("文件已损坏，打不开，请重新下载或另存一份") from None
    _refuse_bomb(parts, len(data))
    names = {part.filename for part in parts}
    if "word/document.xml" in names:
        return "word"
    if "xl/workbook.xml" in names:
        return "excel"
    if "OFD.xml" in names:
        raise DocumentError("是 OFD 版式文件，请用阅读器另存为 .pdf 或 .txt")
    raise DocumentError("是压缩包或不认识的文件，请换成 .docx、.xlsx、.pdf、.txt 或 .html 文件")


def _refuse_bomb(parts: list[zipfile.ZipInfo], packed: int) -> None:
    size = sum(part.file_size for part in parts)
    if size > LARGEST or (size > RATIO_MATTERS_FROM and size > packed * LARGEST_RATIO):
        raise DocumentError("解开后异常庞大，可能是恶意文件，没有读取；请用 Word、WPS 重新另存一份")
