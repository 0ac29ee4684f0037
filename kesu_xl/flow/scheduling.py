"""What makes alerts and the weekly mail run by themselves: the entry for the scheduler of a machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kesu_xl.mail.schedule import Job, entry, weekday_and_time
from kesu_xl.wording import say

__all__ = ["schedule_entry"]


def schedule_entry(register: str, system: str | None, every: int, weekly: str, lang: str) -> str:
    """Return the entry, with a comment that says where it goes.

    Args:
        register: Path of the register.
        system: ``cron``, ``systemd`` or ``windows``; that of this machine where left out.
        every: Minutes between alerts.
        weekly: Day and time of the weekly mail, ``Mon 08:00``.
        lang: Language of the comment.

    Raises:
        KesuError: No such time, or a path that no scheduler takes.
    """
    system = system or _own_system()
    path = Path(os.path.abspath(register))  # noqa: PTH100  # a link to the register stays a link
    job = Job(_program(), str(path.parent), path.name, every, *weekday_and_time(weekly))
    return f"# {say(f'letter.schedule_{system}', lang)}\n{entry(job, system)}"


def _program() -> str:
    """Return the Python that runs this; on Windows the one that opens no window every few minutes."""
    windowless = Path(sys.executable).with_name("pythonw.exe")
    return str(windowless) if windowless.is_file() else sys.executable


def _own_system() -> str:
    if os.name == "nt":
        return "windows"
    return "systemd" if Path("/run/systemd/system").is_dir() else "cron"
