"""A backup as a file: a zip with everything that `snapshot` names and, last, a list of what must be in it."""

from __future__ import annotations

import json
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from bot.errors import StoreError
from bot.store.disk import FILE_MODE, disk_error, make_folder, sync_folder
from bot.store.snapshot import TOP, Part

FORMAT = 1
LIST = "duban-backup.json"
_BLOCK = 1 << 20
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, TypeError)
"""What zipfile and json raise for a file that is no whole archive, or an encrypted one."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that can be trusted as far as its list goes; the content proves itself while it is taken out.
    `made` is when (aware), `program` by which version."""

    path: Path
    made: datetime
    program: str
    names: tuple[str, ...]
    _zip: ZipFile

    def take_out(self, folder: Path) -> None:
        """Writes every file below the folder, which must be empty. Raises StoreError, also for a damaged one."""
        for name in self.names:
            target = folder / name
            make_folder(target.parent)
            try:
                self._take(name, target)
            except OSError as error:
                raise disk_error(target, "写", error) from error
            except _BROKEN as error:
                raise _damaged(self.path, f"{name} 读不出来") from error

    def _take(self, name: str, target: Path) -> None:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(handle, "wb") as file, self._zip.open(name) as content:
            while block := content.read(_BLOCK):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())


def write_archive(path: Path, parts: Iterable[Part], *, made: datetime, program: str) -> int:
    """Writes the parts to an archive, reads it back and puts it in its place in one step; how many files it holds.
    Raises StoreError, and then what stood there still does."""
    draft = path.with_name(path.name + ".draft")
    try:
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, FILE_MODE)
        with os.fdopen(handle, "w+b") as file:
            sizes = _write(file, parts, made, program)
            file.flush()
            os.fsync(file.fileno())
        with ZipFile(draft) as written:
            if wrong := written.testzip():
                raise StoreError(f"{draft} 写完再读时 {wrong} 对不上，磁盘可能有问题，备份没有做成。")
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise disk_error(path, "写", error) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return len(sizes)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive in this file. Raises StoreError where it is another kind of file, damaged, of a later version, or
    would write outside of a home."""
    try:
        with ZipFile(path) as file:
            yield _archive(path, file)
    except OSError as error:
        raise disk_error(path, "读", error) from error
    except BadZipFile as error:
        raise _damaged(path, "不是完整的压缩包") from error


def is_archive(path: Path) -> bool:
    """Whether the file is an archive of ours, so that a new one may take its place."""
    try:
        with opened(path):
            return True
    except StoreError:
        return False


def _write(file: BinaryIO, parts: Iterable[Part], made: datetime, program: str) -> dict[str, int]:
    sizes: dict[str, int] = {}
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for part in parts:
            _put(archive, part, made)
            sizes[part.name] = part.size
        listed = {"format": FORMAT, "program": program, "made": made.isoformat(timespec="seconds"), "files": sizes}
        archive.writestr(_entry(LIST, made), json.dumps(listed, ensure_ascii=False, indent=1))
    return sizes


def _put(archive: ZipFile, part: Part, made: datetime) -> None:
    """Exactly the bytes that count, however much the file grows meanwhile."""
    left = part.size
    with archive.open(_entry(part.name, made), "w", force_zip64=True) as out:
        while left:
            block = part.file.read(min(left, _BLOCK))
            if not block:
                raise StoreError(f"{part.name} 在备份时被改短了，备份没有做成，请再运行一次。")
            out.write(block)
            left -= len(block)


def _entry(name: str, made: datetime) -> ZipInfo:
    entry = ZipInfo(name, made.timetuple()[:6])
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, FILE_MODE << 16
    return entry


def _archive(path: Path, file: ZipFile) -> Archive:
    if LIST not in file.namelist():
        raise StoreError(f"{path} 不是督办的备份（里面没有 {LIST}），没有恢复任何内容。")
    try:
        listed: dict[str, Any] = json.loads(file.read(LIST))
        if listed["format"] > FORMAT:
            says = f"{path} 是更新的版本（{listed['program']}）做的备份，请用那个版本的程序恢复。"
            raise StoreError(says)
        made, sizes = datetime.fromisoformat(listed["made"]), dict(listed["files"])
        _check(path, file, sizes)
        return Archive(path, made, str(listed["program"]), tuple(sizes), file)
    except _BROKEN as error:
        raise _damaged(path, "清单读不出来") from error


def _check(path: Path, file: ZipFile, sizes: dict[str, int]) -> None:
    found = [entry for entry in file.infolist() if entry.filename != LIST]
    doubled = [name for name, count in Counter(entry.filename for entry in found).items() if count > 1]
    if doubled or {entry.filename: entry.file_size for entry in found} != sizes:
        raise _damaged(path, "内容与清单对不上")
    if outside := next((name for name in sizes if not _lies_in_a_home(name)), None):
        raise StoreError(f"{path} 里的 {outside} 会写到文件夹之外，这不是督办做的备份，没有恢复任何内容。")


def _lies_in_a_home(name: str) -> bool:
    steps = name.split("/")
    fits = steps[0] in TOP and (len(steps) > 1) == (steps[0] != "tasks.json")
    return fits and not any(step in ("", ".", "..") or "\\" in step or "\0" in step for step in steps)


def _damaged(path: Path, what: str) -> StoreError:
    return StoreError(f"{path} 已损坏：{what}。没有恢复任何内容，请换一份备份。")
