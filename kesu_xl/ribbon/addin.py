"""The add-in on this computer: put into the folder from which Excel loads it, and taken out again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.flow.output import make_folder, replace_file
from kesu_xl.ribbon.book import addin
from kesu_xl.ribbon.config import ADDIN_PROJECT, portable, settings
from kesu_xl.ribbon.machine import Machine
from kesu_xl.ribbon.sendto import ACTIONS
from kesu_xl.ribbon.shortcut import shortcut
from kesu_xl.wording import LANGUAGES, say

__all__ = ["ADDIN_FILE", "build", "install", "install_sendto", "installed", "uninstall"]

ADDIN_FILE: Final = "kesu.xlam"


def build(machine: Machine, lang: str) -> bytes:
    """Return the add-in for a computer: its buttons run that computer's Python.

    Raises:
        KesuError: xlwings is missing, or another one than we know.
    """
    rows = settings(ADDIN_PROJECT, lang, python=machine.python, system=machine.system, home=str(machine.home))
    return addin(lang, rows)


def install(machine: Machine, lang: str) -> Path:
    """Put the add-in where this user's Excel loads it from; return its path.

    Raises:
        KesuError: No Excel on this system, Excel holds the file, or no right to write.
    """
    target = machine.startup_folder() / ADDIN_FILE
    made = build(machine, lang)
    make_folder(target.parent)
    _write(target, made)
    return target


def install_sendto(machine: Machine, lang: str) -> list[Path]:
    """Put check and 8D into Explorer's "Send to" menu; return the shortcuts.

    Raises:
        KesuError: Not on Windows, or no right to write.
    """
    folder = machine.sendto_folder()
    make_folder(folder)
    python = portable(machine.python, machine.system, str(machine.home))
    made = []
    for action in ACTIONS:
        path = folder / _entry(action, lang)
        # -P: a module that lies beside the user's files must not stand before ours
        _write(path, shortcut(python, f"-P -m kesu_xl.ribbon.sendto --lang {lang} {action}"))
        made.append(path)
    return made


def installed(machine: Machine) -> list[Path]:
    """Return what of ours is installed: the add-in, and entries of the menu in any language."""
    places = [machine.startup_folder() / ADDIN_FILE]
    if machine.system == "win32":
        places += [machine.sendto_folder() / _entry(action, lang) for lang in LANGUAGES for action in ACTIONS]
    return [path for path in dict.fromkeys(places) if path.exists()]


def uninstall(machine: Machine) -> list[Path]:
    """Take out what of ours is installed; return what was there.

    Raises:
        KesuError: No Excel on this system, or Excel holds the add-in.
    """
    found = installed(machine)
    for path in found:
        try:
            path.unlink()
        except PermissionError as error:
            raise KesuError("addin_in_use", file=str(path)) from error
    return found


def _entry(action: str, lang: str) -> str:
    return say(f"ribbon.sendto_{action}", lang) + ".lnk"


def _write(path: Path, data: bytes) -> None:
    try:
        replace_file(path, data)
    except PermissionError as error:
        raise KesuError("addin_in_use", file=str(path)) from error
    except OSError as error:
        raise KesuError("cannot_write", file=str(path), detail=error.strerror or str(error)) from error
