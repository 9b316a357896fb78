"""Looks every line of a series over, changes nothing, and names each that is not as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.errors import Problem
from bot.record.events import LaterVersionError
from bot.store.disk import disk_error
from bot.store.lines import BadLineError, from_line
from bot.store.linestore import SUFFIX, series_files


def line_problems(
    folder: Path, series: str, read: Callable[[Mapping[str, Any]], object], *, first: int | None = 1
) -> Iterator[Problem]:
    """What is wrong with the lines of a series, in order. `read` makes a value of a document or raises ValueError;
    `first` is the number that the series begins with, None where any will do. A folder that is missing has no lines.
    Raises StoreError."""
    number = None if first is None else first - 1
    for name in series_files(folder, series) if folder.is_dir() else ():
        path = folder / (name + SUFFIX)
        for line, content in enumerate(_lines(path), start=1):
            try:
                found, document = from_line(content)
                read(document)
            except BadLineError as error:
                yield Problem(path, line, error.why)
                number = None if number is None else number + 1  # what it had is not to be trusted
                continue
            except LaterVersionError as error:
                yield Problem(path, line, f"这一条是更新的版本写的（{error}），请用那个版本的程序打开")
            except ValueError:
                yield Problem(path, line, "这一条不合要求，请用备份恢复这个文件")
            if number is not None:
                yield from _number_problems(path, line, number, found)
            number = max(number or 0, found)


def _number_problems(path: Path, line: int, last: int, found: int) -> Iterator[Problem]:
    if found > last + 1:
        yield Problem(path, line, f"这一行之前缺了 {found - last - 1} 条记录（编号 {last + 1} 起）")
    if found <= last:
        yield Problem(path, line, f"编号 {found} 已经用过，这一行被复制或移动过")


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        raise disk_error(path, "读", error) from error
