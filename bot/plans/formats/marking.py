"""A classification marking at the head of a document: such a plan may not go through a chat service."""

from __future__ import annotations

import re

from bot.errors import DocumentError

HEAD_LINES = 20
HEAD_LENGTH = 4000
"""密级 stands in the first lines of a document (GB/T 9704: top left, under the copy number)."""

_LEVEL = r"(?:绝密|机密|秘密)"
_TERM = r"(?:\d{1,2}(?:年|个月|天)|长期|解密前|启用前)"
_MARKED = re.compile(
    rf"^(?:\d{{1,6}})?(?:密级(?:和保密期限)?[:：])?[〔\[【（(]?({_LEVEL})(?:[★☆*＊]{_TERM}?|{_TERM})?[〕\]】）)]?"
    rf"(?:特急|加急|平急|特提)?$|{_LEVEL}[★☆]|[（(]{_LEVEL}[）)]$"
)


def refuse_marked(head: str) -> None:
    """Raises DocumentError where one of the first lines is a marking; 商业秘密 in a sentence is none."""
    lines = [line for line in head[:HEAD_LENGTH].splitlines() if line.strip()][:HEAD_LINES]
    for line in lines:
        for words in (re.sub(r"\s+", "", line), *re.split(r"\s{2,}|\t|　", line.strip())):
            if marked := _MARKED.search(words):
                level = re.findall(_LEVEL, marked[0])[0]
                raise DocumentError(f"文件标有“{level}”，涉密文件不得导入本系统，请按保密规定处理")
