"""Files that are there whole and on the disk, or not at all, whatever ends the program."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

__all__ = ["age_of", "moved", "read_document", "write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole: it is there with all its bytes, on the disk, or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def moved(path: Path, to: Path) -> None:
    """Move a file into another folder, and see to it that it stays there."""
    path.replace(to)
    _sync_folder(to.parent)


def read_document(path: Path) -> dict[str, Any]:
    """Return the JSON document in a file; nothing where there is none, or something else."""
    try:
        content = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def age_of(path: Path) -> float:
    """Return when a file was written, in seconds since 1970; 0 where it has gone meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _sync_folder(folder: Path) -> None:
    # Windows has no handle of a folder; a rename is durable there with the volume's journal
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
