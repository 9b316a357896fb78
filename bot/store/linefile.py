"""One file of lines on disk: read from a mark on, appended to, its torn tail set aside. Callers hold the turn."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.errors import StoreError
from bot.store.disk import FILE_MODE, disk_error, sync_folder, write_all
from bot.store.lines import BadLineError, Lines, Mark


class LineFile:
    """A file that grows. It refuses to go on with a file that somebody put in its place or rewrote."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._inode: int | None = None
        self._handle: int | None = None

    def read(self, start: Mark) -> Lines:
        """What stands behind the mark. Raises StoreError."""
        return Lines(self._content(start.offset), start)

    def documents(self, lines: Lines) -> Iterator[tuple[int, bytes]]:
        """Iterates over lines that were read here: number, document as JSON. Raises StoreError, which names the line
        where one is damaged."""
        try:
            yield from lines
        except BadLineError as error:
            raise StoreError(
                f"{self.path} 第 {error.line} 行：{error.why}。请停下程序，用备份恢复这个文件；"
                "没有备份时把这一行剪到另一个文件里留存，再启动。"
            ) from error

    def append(self, content: bytes, end: int) -> None:
        """Appends whole lines behind the offset `end`, synced. Raises StoreError, and cuts the file back to `end`."""
        handle = self._opened()
        try:
            write_all(handle, content)
        except OSError as error:
            with suppress(OSError):  # where it cannot be cut, the rest is found as a torn tail before the next write
                os.ftruncate(handle, end)
            raise disk_error(self.path, "写", error) from error

    def set_aside(self, lines: Lines) -> str:
        """Moves a torn tail to NAME.torn and tells so in a Chinese sentence. Raises StoreError."""
        aside = self.path.with_name(self.path.name + ".torn")
        try:
            _append_bytes(aside, lines.torn + b"\n")
            os.ftruncate(self._opened(), lines.end.offset)
            os.fsync(self._opened())
        except OSError as error:
            raise disk_error(self.path, "写", error) from error
        return (
            f"{self.path} 最后 {len(lines.torn)} 个字节（第 {lines.end.line + 1} 行起）不完整，"
            f"多半是上次写到一半断了；已移到 {aside.name}，其余照常。"
        )

    def drop(self) -> None:
        """Deletes the file. Raises StoreError."""
        self.close()
        try:
            self.path.unlink(missing_ok=True)
            sync_folder(self.path.parent)
        except OSError as error:
            raise disk_error(self.path, "删", error) from error

    def close(self) -> None:
        """Closes the file; the next append opens it again."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _content(self, offset: int) -> bytes:
        """The bytes behind the offset; empty where the file has not grown or does not exist yet."""
        known = self._stat()
        self._check_same(known, offset)
        if known is None or known.st_size == offset:
            return b""
        try:
            with self.path.open("rb") as file:
                file.seek(max(offset - 1, 0))
                content = file.read()
        except OSError as error:
            raise disk_error(self.path, "读", error) from error
        if offset and not content.startswith(b"\n"):
            raise self._changed()
        return content[1:] if offset else content

    def _stat(self) -> os.stat_result | None:
        try:
            return self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise disk_error(self.path, "读", error) from error

    def _check_same(self, found: os.stat_result | None, offset: int) -> None:
        if (found.st_size if found else 0) < offset:
            raise self._changed()
        if found and self._inode not in (None, found.st_ino):
            raise self._changed()
        self._inode = found.st_ino if found else None

    def _changed(self) -> StoreError:
        return StoreError(
            f"{self.path} 在运行中被别的程序改过或换掉了。这个文件只能由本程序追加；请用 check 检查后重新启动。"
        )

    def _opened(self) -> int:
        if self._handle is None:
            try:
                self._handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, FILE_MODE)
                sync_folder(self.path.parent)
            except OSError as error:
                raise disk_error(self.path, "写", error) from error
            self._inode = os.fstat(self._handle).st_ino
        return self._handle


def _append_bytes(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, FILE_MODE)
    try:
        write_all(handle, content)
    finally:
        os.close(handle)
