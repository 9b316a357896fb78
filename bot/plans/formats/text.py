"""Plain text and Markdown in the encodings that plans are kept in."""

from __future__ import annotations

import codecs
import re

from bot.errors import DocumentError
from bot.plans.formats.document import Document

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TEXT_CONTROLS = "\t\n\r\f\v\x1a\x1c\x1d\x1e\x85"
_SAMPLE = 4096
_PLAIN = re.compile(r"[\n\r\t -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def read_text(data: bytes) -> Document:
    """The file's characters, none translated: UTF-8, UTF-16 or GB18030. Raises DocumentError for what is no text."""
    text = _decode(data)
    if text is None or _is_binary(text):
        raise DocumentError("不是文本文件，请用 Word、WPS 打开原文件，另存为 .docx 或 .txt 后再试")
    return Document(text, "text")


def _decode(data: bytes) -> str | None:
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith(_UTF16_MARKS):
        return ("utf-16",)
    if 0 in data[:_SAMPLE]:
        return _unmarked_utf16(data)
    return ("utf-8", "gb18030")


def _unmarked_utf16(data: bytes) -> tuple[str, ...]:
    """The byte order that gives more of the characters that a Chinese document is made of."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    orders = sorted(("utf-16-le", "utf-16-be"), key=lambda order: _plain_share(sample.decode(order, "replace")))
    return (orders[-1],) if len(data) % 2 == 0 else ()


def _plain_share(text: str) -> float:
    """The share of Chinese characters, Chinese punctuation, ASCII letters and blanks."""
    return len(_PLAIN.findall(text)) / max(len(text), 1)


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    odd = sum(1 for c in sample if (c < " " and c not in _TEXT_CONTROLS) or c == "\ufffd")
    return odd > len(sample) // 100
