"""Entries for cron, systemd and the Windows Task Scheduler, quoted by the rules of each."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from kesu_xl.errors import KesuError

__all__ = ["DAYS", "Job", "entry", "weekday_and_time"]

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: The program, and none of that name in the folder of the register, where others may write (-P).
_RUN: Final = ("-P", "-m", "kesu_xl")
_EVEN: Final = tuple(minutes for minutes in range(1, 61) if 60 % minutes == 0)
_TIME: Final = re.compile(r"(mon|tue|wed|thu|fri|sat|sun) ([01]?\d|2[0-3]):([0-5]\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Job:
    """What is run.

    Attributes:
        python: The program.
        folder: The folder of the register, where it is run.
        register: Name of the register in it.
        every: Minutes between alerts; they divide an hour.
        day: Day of the weekly mail, 0 for Monday.
        hour: Its hour.
        minute: Its minute.
    """

    python: str
    folder: str
    register: str
    every: int
    day: int
    hour: int
    minute: int

    def __post_init__(self) -> None:
        for path in (self.python, self.folder, self.register):
            if not path.isprintable():
                raise KesuError("schedule_name", path=path)
        if 60 % self.every:  # schedulers start anew with each hour
            raise KesuError("schedule_every", value=self.every, choices=", ".join(map(str, _EVEN)))

    @property
    def mark(self) -> str:
        """What tells the entries of this register from those of another one on the same machine."""
        return sha256(f"{self.folder}\n{self.register}".encode()).hexdigest()[:6]

    @property
    def alert(self) -> list[str]:
        """Arguments of the alerts; what begins with a dash is a name all the same."""
        return [*_RUN, "-q", "alert", "--send", "--", self.register]

    @property
    def weekly(self) -> list[str]:
        """Arguments of the weekly mail: queued once a week, however often it is run."""
        return [*_RUN, "-q", "weekly", "--send", "--", self.register]


def weekday_and_time(text: str) -> tuple[int, int, int]:
    """Return day, hour and minute of ``Mon 08:00``.

    Raises:
        KesuError: It says something else.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise KesuError("schedule_time", value=text)
    return DAYS.index(found[1].capitalize()), int(found[2]), int(found[3])


def entry(job: Job, system: str) -> str:
    """Return the entry for ``cron``, ``systemd`` or ``windows``."""
    return _WRITERS[system](job)


def _cron(job: Job) -> str:
    def line(when: str, arguments: list[str]) -> str:
        command = f"cd {shlex.quote(job.folder)} && {shlex.join([job.python, *arguments])}"
        return f"{when} {command}".replace("%", r"\%")  # a bare % ends a command of cron's

    minutes = "*" if job.every == 1 else "0" if job.every == 60 else f"*/{job.every}"
    weekday = (job.day + 1) % 7
    return f"{line(f'{minutes} * * * *', job.alert)}\n{line(f'{job.minute} {job.hour} * * {weekday}', job.weekly)}\n"


def _systemd(job: Job) -> str:
    def quoted(word: str) -> str:
        word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
        return f'"{word}"'

    def unit(name: str, what: str, arguments: list[str], calendar: str) -> str:
        command = " ".join(map(quoted, [job.python, *arguments]))
        folder = job.folder.replace("%", "%%")
        return (
            f"# ~/.config/systemd/user/{name}.service\n[Unit]\nDescription={what}\n\n[Service]\nType=oneshot\n"
            f"WorkingDirectory={folder}\nExecStart={command}\n\n"
            f"# ~/.config/systemd/user/{name}.timer\n[Unit]\nDescription={what}\n\n[Timer]\nOnCalendar={calendar}\n"
            "Persistent=true\n\n[Install]\nWantedBy=timers.target\n\n"
        )

    alerts = "*-*-* *:00:00" if job.every == 60 else f"*-*-* *:0/{job.every}:00"
    weekly = f"{DAYS[job.day]} *-*-* {job.hour:02}:{job.minute:02}:00"
    names = [f"kesu-{what}-{job.mark}" for what in ("alert", "weekly")]
    return (
        unit(names[0], "kesu_xl alerts", job.alert, alerts)
        + unit(names[1], "kesu_xl weekly mail", job.weekly, weekly)
        + f"# systemctl --user daemon-reload\n# systemctl --user enable --now {names[0]}.timer {names[1]}.timer\n"
    )


def _windows(job: Job) -> str:
    def literal(text: str) -> str:
        # PowerShell closes a string at the curly ones, too
        return "'" + re.sub("(['\u2018\u2019\u201a\u201b])", r"\1\1", text) + "'"

    def task(name: str, arguments: list[str], trigger: str) -> str:
        words = " ".join(f'"{word}"' if re.search(r"[\s&|<>^()]", word) else word for word in arguments)
        return (
            f"$action = New-ScheduledTaskAction -Execute {literal(job.python)} -Argument {literal(words)} "
            f"-WorkingDirectory {literal(job.folder)}\n"
            f"$trigger = {trigger}\n"
            f"Register-ScheduledTask -TaskPath '\\kesu_xl\\' -TaskName {literal(f'{name} {job.mark}')} "
            f"-Description {literal(job.register)} -Action $action -Trigger $trigger -Settings $settings -Force\n"
        )

    repeated = (
        "New-ScheduledTaskTrigger -Once -At (Get-Date).Date "
        f"-RepetitionInterval (New-TimeSpan -Minutes {job.every})"
    )  # fmt: skip
    weekly = f"New-ScheduledTaskTrigger -Weekly -DaysOfWeek {_LONG[job.day]} -At '{job.hour:02}:{job.minute:02}'"
    return (
        # a task does not run on a battery unless one says so
        "$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew "
        "-AllowStartIfOnBatteries -DontStopIfGoingOnBatteries\n"
        + task("alert", job.alert, repeated)
        + task("weekly", job.weekly, weekly)
    )


_WRITERS: Final[dict[str, Callable[[Job], str]]] = {"cron": _cron, "systemd": _systemd, "windows": _windows}
