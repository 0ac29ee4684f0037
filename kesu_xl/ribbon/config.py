"""The settings sheet of a macro workbook: what xlwings' module reads there, and what our own says to the user.

Every key that xlwings asks for has its row, also where its value is blank: what the sheet does not have, xlwings looks
for in a file beside the open workbook, and that folder may hold anything (a download, a mail's attachments).
"""

from __future__ import annotations

import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Final

from kesu_xl import __version__
from kesu_xl.flow.making import Settings
from kesu_xl.wording import say

__all__ = ["ADDIN_PROJECT", "REGISTER_PROJECT", "portable", "settings", "settings_sheet"]

#: Names of the VBA projects: two, as Excel finds a callback by its name among all open books.
REGISTER_PROJECT: Final = "kesu"
ADDIN_PROJECT: Final = "kesu_addin"
_OFF: Final = ("SHOW CONSOLE", "USE UDF SERVER", "DEBUG UDFS")
_BLANK: Final = (
    "CONDA PATH", "CONDA ENV", "PYTHONPATH", "UDF MODULES", "LICENSE_KEY", "ONEDRIVE_CONSUMER_WIN",
    "ONEDRIVE_CONSUMER_MAC", "ONEDRIVE_COMMERCIAL_WIN", "ONEDRIVE_COMMERCIAL_MAC", "SHAREPOINT_WIN", "SHAREPOINT_MAC",
)  # fmt: skip
_SAID: Final = (
    "no_workbook", "protected_view", "wrong_workbook", "foreign_settings", "code_sheet", "book_name", "python_gone",
    "number_twice",
)  # fmt: skip


def settings_sheet(project: str) -> str:
    """Return the name of the sheet, which xlwings' module makes from the name of the project."""
    return f"{project}.conf"


def settings(
    project: str, lang: str, *, python: str = sys.executable, system: str = sys.platform, home: str = ""
) -> Settings:
    """Return the rows of the settings sheet.

    Args:
        project: Name of the VBA project.
        lang: Language of what is said.
        python: The interpreter that runs the buttons.
        system: The system that `python` is on, as in `sys.platform`.
        home: The user's folder there; this user's where left out.
    """
    path = portable(python, system, home or str(Path.home()))
    # the macro puts the number in
    parameters = {"python": path, "sheet": settings_sheet(project), "number": "{}"}
    return [
        ("INTERPRETER_WIN", path if system == "win32" else ""),
        ("INTERPRETER_MAC", path if system == "darwin" else ""),
        # for the other system: whatever Python is found there
        ("INTERPRETER", "python"),
        # a module that lies beside the workbook must not stand before ours
        ("ADD_WORKBOOK_TO_PYTHONPATH", "false"),
        ("TEMP DIR", "%TEMP%"),
        ("SHOW_ERROR_POPUPS", "True"),
        *((key, False) for key in _OFF),
        *((key, "") for key in _BLANK),
        ("KESU_VERSION", __version__),
        ("KESU_LANG", lang),
        *((f"SAY_{name.upper()}", say(f"ribbon.say_{name}", lang, **parameters)) for name in _SAID),
    ]


def portable(python: str, system: str, home: str) -> str:
    """Return an interpreter's path so that it also holds for colleagues who installed it in their own home.

    Args:
        python: The path.
        system: ``win32``, where the user's folder becomes ``%USERPROFILE%``; else the path stays as it is.
        home: The user's folder.
    """
    pure: type[PurePath] = PureWindowsPath if system == "win32" else PurePosixPath
    if system == "win32" and pure(python).is_relative_to(pure(home)):
        return str(pure("%USERPROFILE%") / pure(python).relative_to(pure(home)))
    return python
