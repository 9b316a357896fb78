"""The few things done to files, each so that a crash leaves the old state or the new one. All files are private."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from bot.errors import FileError, Problem, StoreError

FILE_MODE, FOLDER_MODE = 0o600, 0o700

_CAUSES = {
    errno.ENOSPC: "磁盘满了，请腾出空间",
    errno.EDQUOT: "超出了磁盘配额，请腾出空间",
    errno.EFBIG: "文件太大了，请检查磁盘和配额",
    errno.EROFS: "磁盘是只读的，请检查挂载",
    errno.EACCES: "没有权限，请检查文件的所有者和权限",
    errno.EPERM: "没有权限，请检查文件的所有者和权限",
    errno.EIO: "磁盘出错，请尽快检查硬件并做好备份",
    errno.ENOENT: "文件或文件夹不存在，请检查路径和文件名",
    errno.EISDIR: "这是一个文件夹，请写里面的文件名",
    errno.EMFILE: "打开的文件太多",
}


def disk_error(path: Path, doing: str, error: OSError) -> StoreError:
    """The error to raise where the system refuses: which file, what was tried (Chinese: 读, 写), and what helps."""
    why = _CAUSES.get(error.errno or 0, f"系统说：{error.strerror or error}")
    return StoreError(f"{path} {doing}不成：{why}。")


def make_folder(folder: Path) -> None:
    """Makes the folder and those above it that are missing, all of them private. Raises StoreError."""
    try:
        for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            missing.mkdir(mode=FOLDER_MODE, exist_ok=True)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)  # refuses a file of that name
    except OSError as error:
        raise disk_error(folder, "建", error) from error


def sync_folder(folder: Path) -> None:
    """Makes a new or replaced name in the folder outlast a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def free_bytes(folder: Path) -> int:
    """The room left on the disk of a folder, in bytes. Raises StoreError."""
    try:
        return shutil.disk_usage(folder).free
    except OSError as error:
        raise disk_error(folder, "读", error) from error


def open_to_others(home: Path) -> list[Path]:
    """Of the places in a home where people's words and secrets lie, those that other users of the machine can read."""
    places = (home / ".env", home / "data", home / "tasks.json")
    return [path for path in places if path.exists() and path.stat().st_mode & 0o077]


def write_all(handle: int, content: bytes) -> None:
    """Writes everything (a single write may take less) and syncs. Raises OSError; what was written then is unknown."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)


def replace_file(path: Path, content: bytes) -> None:
    """Puts `content` in the place of the file in one step: a draft, synced, renamed over it. Raises OSError, and then
    the old file stands as it was."""
    draft = path.with_name(path.name + ".draft")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
        try:
            os.fchmod(handle, FILE_MODE)
            write_all(handle, content)
        finally:
            os.close(handle)
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
    sync_folder(path.parent)


def decoded(path: Path, content: bytes) -> str:
    """The text of a file that people edit, which is UTF-8, with or without the mark at its begin. Raises FileError."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        says = "文件不是 UTF-8 编码。请用编辑器另存为 UTF-8（记事本：另存为，编码选 UTF-8）"
        raise FileError([Problem(path, line, says)]) from error
