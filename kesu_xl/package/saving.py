"""Writing into a user's workbook: the old file or the new one, whole, whatever happens; and a backup.

The new bytes go to a temporary file in the same folder, are forced to disk, and take the old file's place in one step.
The old file stays as ``name.kesu-backup.xlsx``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from kesu_xl.errors import KesuError

__all__ = ["BACKUP", "Origin", "backup_of", "read_for_change", "save_over"]

#: Stands before the ending of a backup: ``台账.xlsm`` -> ``台账.kesu-backup.xlsm``.
BACKUP: Final = ".kesu-backup"
_TEMPORARY: Final = ".kesu-tmp"
#: Longest name of a file, in bytes, where most file systems are strict; and what mkstemp and our ending add to one.
_LONGEST: Final = 255
_ADDED: Final = 24
#: Bytes that are compared at a time.
_STEP: Final = 1 << 20
#: Folders whose programs copy files to and fro: another machine's lock cannot be seen there.
_SYNCED: Final = (
    "onedrive", "dropbox", "google drive", "googledrive", "icloud", "nutstore", "坚果云", "坚果雲", "百度网盘",
    "baidunetdisk", "wps云盘", "wpsdrive", "sharepoint", "box sync",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """A workbook as it was read: what a change is made from, and must still find when it is saved.

    Attributes:
        path: The file itself, links resolved.
        data: Its bytes.
        shown: Its path as the user gave it.
    """

    path: Path
    data: bytes
    shown: str


def read_for_change(path: str | os.PathLike[str], *, force: bool = False) -> tuple[bytes, Origin]:
    """Return a workbook's bytes, after making sure that it may be written later.

    Args:
        path: The workbook.
        force: Also in a folder that is synchronised with a cloud.

    Raises:
        KesuError: It is open in a program, read-only, or lies where nobody can see whether it is open.
    """
    shown = os.fspath(path)
    real = Path(os.path.realpath(path))
    try:
        data = real.read_bytes()
        _refuse(real, shown, force=force)
    except OSError as error:
        raise KesuError("cannot_write", file=shown, detail=error.strerror or str(error)) from error
    return data, Origin(real, data, shown)


def backup_of(path: Path) -> Path:
    """Return where the backup of a workbook lies; the ending is kept, so that Excel opens it.

    Where that name would be too long for the disk, the workbook's own is cut, and told from others by a check sum.
    """
    ending = f"{BACKUP}{path.suffix}"
    return path.with_name(_short(path.stem, _LONGEST - len(os.fsencode(ending))) + ending)


def _short(name: str, longest: int) -> str:
    """Return a name in at most so many bytes."""
    raw = os.fsencode(name)
    if len(raw) <= longest:
        return name
    mark = f"~{sha256(raw).hexdigest()[:8]}"
    return raw[: longest - len(mark)].decode(errors="ignore") + mark


def save_over(origin: Origin, data: bytes, *, force: bool = False) -> Path | None:
    """Put new bytes in place of a workbook.

    Args:
        origin: What the bytes were made from.
        data: The whole new workbook.
        force: Also in a folder that is synchronised with a cloud.

    Returns:
        The backup; None where nothing changed, and so nothing was written.

    Raises:
        KesuError: It was opened, changed or protected meanwhile, or cannot be written; the old file is still there.
    """
    if data == origin.data:
        return None
    path = origin.path
    try:
        _refuse(path, origin.shown, force=force)
        temporary = _written(path, data)
        try:
            if not _holds(path, origin.data):
                raise KesuError("changed_meanwhile", file=origin.shown)
            backup = _keep(path)
            _take_place(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise KesuError("cannot_write", file=origin.shown, detail=error.strerror or str(error)) from error
    return backup


def _holds(path: Path, data: bytes) -> bool:
    """Say whether a file has these bytes, without taking all of it in."""
    with path.open("rb", buffering=0) as stream:
        at = 0
        while piece := stream.read(_STEP):
            # not through a memoryview, which compares byte by byte
            if piece != data[at : at + len(piece)]:
                return False
            at += len(piece)
    return at == len(data)


def _refuse(path: Path, shown: str, *, force: bool) -> None:
    for lock in (f"~${path.name}", f".~lock.{path.name}#", f".~{path.name}"):
        if os.path.exists(path.parent / lock):  # noqa: PTH110  # a lock whose name would be too long is not there
            raise KesuError("is_open", file=shown, lock=str(path.parent / lock))
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
        raise KesuError("read_only", file=shown)
    if not force and (folder := _synced_folder(path)):
        raise KesuError("cloud_folder", file=shown, folder=folder)


def _synced_folder(path: Path) -> str:
    """Return the folder above a file that a cloud program keeps, or ""."""
    for parent in path.parents:
        name = parent.name.casefold()
        if any(name == known or name.startswith((f"{known} ", f"{known}-")) for known in _SYNCED):
            return parent.name
    return ""


def _written(path: Path, data: bytes) -> Path:
    """Write the bytes to a temporary file beside the workbook, as safe on disk as a file can be."""
    for left in path.parent.glob(f"{_glob(_prefix(path))}*{_TEMPORARY}"):
        # of a run that was killed
        with contextlib.suppress(OSError):
            left.unlink()
    handle, name = tempfile.mkstemp(prefix=_prefix(path), suffix=_TEMPORARY, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(path, temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _prefix(path: Path) -> str:
    """Return how the names of a workbook's temporary files begin."""
    return f".{_short(path.name, _LONGEST - _ADDED)}."


def _glob(name: str) -> str:
    return "".join(f"[{character}]" if character in "[]*?" else character for character in name)


def _take_place(temporary: Path, path: Path) -> None:
    """Put the new file in the old one's place in one step."""
    if sys.platform == "win32":
        from ctypes import windll

        # This keeps owner, access list and streams of the old file; not every network share knows it.
        if windll.kernel32.ReplaceFileW(str(path), str(temporary), None, 0, None, None):
            return
    temporary.replace(path)


def _keep(path: Path) -> Path:
    """Keep the old file as the backup, in one step: a second name for it where the disk can, else a copy."""
    backup = backup_of(path)
    handle, name = tempfile.mkstemp(prefix=_prefix(path), suffix=_TEMPORARY, dir=path.parent)
    os.close(handle)
    aside = Path(name)
    try:
        aside.unlink()
        try:
            os.link(path, aside)
        except OSError:
            shutil.copy2(path, aside)
        aside.replace(backup)
    finally:
        # also where the backup is this very file under another name: then a rename does nothing
        aside.unlink(missing_ok=True)
    return backup


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows keeps its folders by itself, and has no handle to force them with
    # The new file is in its place: a disk that cannot force its folders (some in the network) is no failure.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
