"""`backup` and `restore`: everything of a home but its secrets, into one file and back, losing nothing on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot import __version__
from bot.errors import DubanError
from bot.store.archive import Archive, is_archive, opened, write_archive
from bot.store.disk import disk_error, make_folder, replace_file, sync_folder
from bot.store.home import UNFINISHED, Home
from bot.store.snapshot import TOP, is_passing, parts, too_near


def backup(home: Path, path: Path, now: datetime) -> str:
    """Writes a backup of the home, while the bot runs or not, to the file `path` (0600; into a folder under a name with
    the moment), and tells what was done. An earlier backup of that name is replaced, nothing else ever is. Raises
    DubanError, and then there is no new file."""
    if not any((home / name).exists() for name in TOP):
        raise DubanError(f"{home.resolve()} 里没有可备份的（tasks.json、config/、data/）。请用 --home 指明文件夹。")
    path = path / f"duban-{now:%Y-%m-%dT%H%M%S}.zip" if path.is_dir() else path
    if wrong := too_near(home, path):
        raise wrong
    if path.exists() and not is_archive(path):
        raise DubanError(f"{path} 已经有了，又不是督办的备份，没有盖掉它。请换一个名字。")
    count = write_archive(path, parts(home), made=now, program=__version__)
    size = path.stat().st_size / 1_000_000
    return (
        f"已备份到 {path}：{count} 个文件，{size:.1f} MB。\n"
        "令牌（.env）没有放进去，请另外保管。备份里有聊天原话和账号，请像原件一样保管。"
    )


def restore(home: Path, path: Path, now: datetime) -> str:
    """Puts a home back as it was when the backup was made, and tells what was done. What was there is moved to a folder
    before-restore-MOMENT of the home; .env stays. Raises DubanError: HomeInUse while a bot runs; nothing is touched
    where the archive is no good. Broken off in between, the home refuses to run until it is done again."""
    with opened(path) as archive, Home(home).hold(now, unfinished=True):
        aside = home / f"before-restore-{now:%Y-%m-%dT%H%M%S}"
        staging = _taken_out(archive, home)
        with _marked(home / UNFINISHED):
            moved = _put_aside(home, aside)
            _put_in_place(staging, home)
        says = f"已从 {path} 恢复 {len(archive.names)} 个文件，是 {archive.made:%Y-%m-%d %H:%M} 时的样子。"
        if moved:
            says += f"\n原来的内容在 {aside}，确认无误后可以删除。"
        return says + "\n那之后发出的消息可能会再发一次。启动前请先运行 check，并确认 .env 里有令牌。"


def _taken_out(archive: Archive, home: Path) -> Path:
    """The folder with the archive's content: beside the home's own files first, where a damaged one does no harm."""
    staging = home / "restore.draft"
    shutil.rmtree(staging, ignore_errors=True)
    make_folder(staging)
    try:
        archive.take_out(staging)
    except DubanError:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return staging


@contextmanager
def _marked(marker: Path) -> Iterator[None]:
    """The marker stands while the block runs, and stays where it breaks off."""
    try:
        replace_file(marker, b"")
        yield
        marker.unlink()
        sync_folder(marker.parent)
    except OSError as error:
        raise disk_error(marker, "写", error) from error


def _put_aside(home: Path, aside: Path) -> bool:
    """Moves what is there; whether anything was."""
    there = [path for path in _pieces(home) if not is_passing(path)]
    for path in there:
        _move(path, aside / path.relative_to(home))
    return bool(there)


def _put_in_place(staging: Path, home: Path) -> None:
    for path in list(_pieces(staging)):
        _move(path, home / path.relative_to(staging))
    shutil.rmtree(staging, ignore_errors=True)


def _pieces(folder: Path) -> Iterator[Path]:
    """What is moved in one step each: tasks.json, config/, and what lies in data/ (its locks have to stay)."""
    yield from (path for name in TOP[:2] if (path := folder / name).exists())
    yield from sorted((folder / "data").glob("*"))


def _move(path: Path, to: Path) -> None:
    make_folder(to.parent)
    try:
        path.rename(to)
        sync_folder(to.parent)
    except OSError as error:
        raise disk_error(to, "写", error) from error
