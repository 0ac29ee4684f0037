"""One click at a time: the lock that a running click holds, and where clicks write down what failed."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

__all__ = ["only_one", "state_folder", "write_failure"]

_LOCK: Final = "ribbon.lock"
_LOG: Final = "ribbon.log"
#: Above this size the log is put aside and begun anew, so there are never more than two of them.
_LARGE: Final = 512 << 10


def state_folder() -> Path:
    """Return the user's folder for lock and log; it is made where it is missing."""
    from platformdirs import user_state_path

    return user_state_path("kesu_xl", appauthor=False, ensure_exists=True)


@contextmanager
def only_one(folder: Path) -> Iterator[bool]:
    """Hold the lock of the clicks, and say whether it was free.

    The system gives a lock back when its process ends, however it ends: none is ever left behind.
    """
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def write_failure(folder: Path, button: str, error: BaseException) -> Path:
    """Write a failure with its traceback to the log; return the log's path."""
    log = folder / _LOG
    if log.exists() and log.stat().st_size > _LARGE:
        log.replace(log.with_suffix(".old.log"))
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    trace = "".join(traceback.format_exception(error))
    with log.open("a", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(f"{when} {button} Python {sys.version.split()[0]}\n{trace}\n")
    return log
