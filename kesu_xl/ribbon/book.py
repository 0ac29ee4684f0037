"""Workbooks with the ribbon: a register of `kesu new`, and the add-in for registers that people already have."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from kesu_xl.errors import KesuError
from kesu_xl.flow.making import Macros, Settings, config_book
from kesu_xl.flow.making import new_register as make
from kesu_xl.flow.results import Written
from kesu_xl.package.macros import with_macros
from kesu_xl.ribbon.config import ADDIN_PROJECT, REGISTER_PROJECT, settings, settings_sheet
from kesu_xl.ribbon.panel import ribbon_xml
from kesu_xl.ribbon.project import vba_project
from kesu_xl.ribbon.sources import BOOK_MODULE, project_modules

__all__ = ["addin", "new_register", "with_ribbon"]


def new_register(
    out: str | os.PathLike[str],
    *,
    profile: str = "default",
    lang: str = "zh-Hans",
    timezone: str = "",
    force: bool = False,
    identity: str = "",
) -> Written:
    """Write a new, empty register: .xlsm with the ribbon, .xlsx without macros.

    Args:
        out: The workbook to write.
        profile: Name of the clock profile.
        lang: Language of the register and of the ribbon.
        timezone: Its zone; Asia/Shanghai in Chinese, else the machine's where left out.
        force: Replace an existing file.
        identity: What the register is known by, wherever its file goes: nobody else's; "" for its path.

    Raises:
        KesuError: There is no such profile, xlwings is missing, or the output cannot be written.
    """
    macros = None
    ending = Path(out).suffix.lower()
    if ending not in (".xlsm", ".xlsx"):
        raise KesuError("wrong_ending", file=str(out), ending=".xlsm / .xlsx")
    if ending == ".xlsm":
        put_in = partial(with_ribbon, lang=lang, project=REGISTER_PROJECT, kind="workbook")
        macros = Macros(settings_sheet(REGISTER_PROJECT), settings(REGISTER_PROJECT, lang), put_in)
    return make(Path(out), profile=profile, lang=lang, timezone=timezone, force=force, macros=macros, identity=identity)


def addin(lang: str, rows: Settings | None = None) -> bytes:
    """Return the add-in as the bytes of an .xlam file; the same arguments on the same machine give the same bytes.

    Args:
        lang: Language of the ribbon.
        rows: Its settings; those for this machine where left out.

    Raises:
        KesuError: xlwings is missing, or another one than we know.
    """
    book = config_book(lang, settings_sheet(ADDIN_PROJECT), rows or settings(ADDIN_PROJECT, lang))
    return with_ribbon(book, lang=lang, project=ADDIN_PROJECT, kind="addin")


def with_ribbon(
    workbook: bytes, *, lang: str, project: str, kind: Literal["workbook", "addin"], with_xlwings: bool = True
) -> bytes:
    """Return a workbook of ours with macros and ribbon.

    Args:
        workbook: An .xlsx that has the settings sheet.
        lang: Language of the ribbon.
        project: Name of the VBA project.
        kind: What it becomes.
        with_xlwings: As in `project_modules`.

    Raises:
        KesuError: xlwings is missing, or another one than we know.
    """

    def compiled(sheets: Sequence[str]) -> bytes:
        with_clock = kind == "workbook"
        modules = project_modules(project, sheets, with_clock=with_clock, with_xlwings=with_xlwings)
        return vba_project(project, modules)

    return with_macros(workbook, BOOK_MODULE, compiled, ribbon_xml(lang, project), kind)
