"""New registers, and the demonstration on the packaged sample."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from kesu_xl.annotation import annotate_changes
from kesu_xl.clock import load_policy
from kesu_xl.errors import KesuError
from kesu_xl.flags import READY
from kesu_xl.flow.changing import mark_of
from kesu_xl.flow.checking import check
from kesu_xl.flow.flagging import flag, flag_plan
from kesu_xl.flow.opening import open_register
from kesu_xl.flow.output import make_folder, write_output
from kesu_xl.flow.reports import make_8d
from kesu_xl.flow.results import CheckResult, ReportsResult, SummaryResult, Written
from kesu_xl.flow.shipped import shipped
from kesu_xl.flow.summarising import summary
from kesu_xl.newbook.config_sheet import Settings
from kesu_xl.package.apply import apply_changes
from kesu_xl.wording import say

__all__ = ["DEMO_AS_OF", "Demo", "Macros", "Settings", "config_book", "demo", "made_live", "new_register"]

#: The sample's "now": its clocks are a mix of running, at risk, breached and done at this time, in its own zone.
DEMO_AS_OF: Final = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001  # naive: in the register's zone


@dataclass(frozen=True, slots=True)
class Macros:
    """What makes a register an .xlsm: brought by the door that knows Excel.

    Attributes:
        sheet: Name of the hidden sheet that the macros read.
        settings: Its keys and values.
        put_in: Gives the workbook with the macros in it.
    """

    sheet: str
    settings: Settings
    put_in: Callable[[bytes], bytes]


def new_register(out: Path, *, profile: str = "default", lang: str = "zh-Hans", timezone: str = "",
                 force: bool = False, macros: Macros | None = None, identity: str = "") -> Written:  # fmt: skip
    """Write a new, empty register, whose cells show the clocks and the problems of what is typed into it.

    Args:
        out: The workbook to write: .xlsx, or .xlsm where it gets macros.
        profile: Name of the clock profile.
        lang: Language of the register.
        timezone: Its zone; Asia/Shanghai in Chinese, else the machine's where left out.
        force: Replace an existing file.
        macros: What goes into an .xlsm besides.
        identity: What the register is known by, wherever its file goes; "" for its path.

    Raises:
        KesuError: There is no such profile, or the output cannot be written.
    """
    out = Path(out)
    ending = ".xlsm" if macros else ".xlsx"
    if out.suffix.lower() != ending:
        raise KesuError("wrong_ending", file=str(out), ending=ending)
    clocks = load_policy(profile)
    from kesu_xl.newbook.register import new_register as make

    config = (macros.sheet, macros.settings) if macros else None
    made = make(lang, profile, timezone=timezone or None, config=config, clocks=clocks, identity=identity)
    made = made_live(made)
    write_output(out, macros.put_in(made) if macros else made, force=force)
    return Written(str(out), 0, lang)


def made_live(data: bytes, *, as_of: datetime | None = None, spare: int = READY) -> bytes:
    """Return a register of ours with all that flagging and annotating put in, before it has been checked.

    Args:
        data: A workbook of `kesu_xl.newbook.register`.
        as_of: Show the state of this time for good; live where left out.
        spare: It is ready for so many more complaints; `kesu flag` makes it ready for others.

    Raises:
        KesuError: There is no register in it.
    """
    opened = open_register(BytesIO(data), data=data)
    plan = flag_plan(opened, data, as_of=as_of, spare=spare)
    marked = mark_of(opened.register, spare=spare)
    unchecked = say("annotation.unchecked", plan.lang)
    return apply_changes(data, [*plan.changes, *annotate_changes(marked, [], plan.lang, unchecked)])


def config_book(lang: str, name: str, settings: Settings) -> bytes:
    """Return a workbook with nothing but a sheet of settings for macros."""
    from kesu_xl.newbook.config_sheet import new_config_book

    return new_config_book(lang, name, settings)


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demonstration made."""

    folder: str
    reports_folder: str
    register: str
    checked: CheckResult
    flagged: Written
    reports: ReportsResult
    summary: SummaryResult
    lang: str

    def as_json(self) -> dict[str, object]:
        """Return the results of its steps."""
        return {
            "folder": self.folder,
            "register": self.register,
            "check": self.checked.as_json(),
            "flag": self.flagged.as_json(),
            "8d": self.reports.as_json(),
            "summary": self.summary.as_json(),
        }


def demo(
    out: str | os.PathLike[str],
    *,
    as_of: datetime = DEMO_AS_OF,
    lang: str = "",
    timezone: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Demo:
    """Do the main job on the packaged sample: check, flagged register, 8D reports of the open complaints, summary.

    Args:
        out: Folder for everything that is made; may be used again.
        as_of: What counts as now.
        lang: Language of what is made; the sample's where left out.
        timezone: The sample's zone, where another one is wanted.
        progress: Called with how many reports are done, of how many.

    Raises:
        KesuError: Something in the folder was changed by a person, or cannot be written.
    """
    out = Path(out)
    sample = shipped("workbooks") / "complaints.xlsx"
    make_folder(out)
    checked = check(sample, as_of=as_of, lang=lang, timezone=timezone)
    spoken = checked.lang
    names = {key: say(f"cli.demo_{key}", spoken) for key in ("register", "summary", "reports")}
    flagged = flag(sample, out / names["register"], as_of=as_of, lang=spoken, timezone=timezone)
    reports = make_8d(
        sample, out / names["reports"], as_of=as_of, only_open=True, lang=spoken, timezone=timezone, progress=progress
    )
    made = summary(sample, out / names["summary"], as_of=as_of, lang=spoken, timezone=timezone)
    return Demo(str(out), str(out / names["reports"]), str(sample), checked, flagged, reports, made, spoken)
