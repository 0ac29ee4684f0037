"""Why the buttons do not work on this computer: what can be seen from outside Excel, one remedy for each finding.

Keys of the registry: Microsoft's administrative templates of Office 16.0 (VBAWarnings), Click-to-Run (Platform), and
COM (which program stands behind ``Excel.Application``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, Literal

from kesu_xl import __version__
from kesu_xl.errors import KesuError
from kesu_xl.package.opening import open_file
from kesu_xl.ribbon.addin import ADDIN_FILE
from kesu_xl.ribbon.config import ADDIN_PROJECT, REGISTER_PROJECT, portable, settings_sheet
from kesu_xl.ribbon.machine import Machine
from kesu_xl.ribbon.sources import xlwings_modules
from kesu_xl.wording import Ref

__all__ = ["Finding", "examine"]

Level = Literal["ok", "info", "warning", "error"]

_EXCEL_PATH: Final = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CLICK_TO_RUN: Final = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_SECURITY: Final = r"Microsoft\Office\16.0\Excel\Security"
#: What VBAWarnings says of macros that nobody signed: 3 only signed ones, 4 none; 1 and 2 let the user decide.
_BLOCKED: Final = (3, 4)
_WPS: Final = ("wps", "kingsoft", "et.exe", "ksoapi")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was looked at.

    Attributes:
        check: What was looked at: its texts are ``ribbon.doctor_<check>`` and, but for ok, ``..._remedy``.
        level: ok, or how bad it is.
        params: What goes into the texts.
    """

    check: str
    level: Level
    params: dict[str, object]

    def message(self, lang: str) -> str:
        """Return what was found."""
        return Ref(f"ribbon.doctor_{self.check}", **self.params).say(lang)

    def remedy(self, lang: str) -> str:
        """Return what to do, ``""`` where all is well."""
        return "" if self.level == "ok" else Ref(f"ribbon.doctor_{self.check}_remedy", **self.params).say(lang)

    def as_json(self, lang: str) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "check": self.check,
            "level": self.level,
            "message": self.message(lang),
            "remedy": self.remedy(lang),
        }


def _found(check: str, level: Level, **params: object) -> Finding:
    return Finding(check, level, params)


def examine(machine: Machine, workbook: Path | None = None) -> list[Finding]:
    """Return all that was looked at, in the order in which it is best put right.

    Args:
        machine: The computer.
        workbook: A workbook whose buttons do not work.
    """
    findings = [*_excel(machine), *_xlwings()]
    if machine.system in ("win32", "darwin"):
        findings += _addin(machine)
    findings += _macros(machine)
    if workbook is not None:
        findings += _workbook(machine, workbook)
    return findings


def _excel(machine: Machine) -> Iterator[Finding]:
    if machine.system == "win32":
        look = machine.registry
        path = look("HKLM\\" + _EXCEL_PATH, "") or look("HKCU\\" + _EXCEL_PATH, "")
        class_id = look(r"HKCR\Excel.Application\CLSID", "")
        server = str(look(rf"HKCR\CLSID\{class_id}\LocalServer32", "") or "") if class_id else ""
        if any(word in server.lower() for word in _WPS):
            yield _found("wps", "error", server=server)
        if path:
            yield _found("excel", "ok", path=path)
            platform = look(_CLICK_TO_RUN, "Platform")
            python = f"{struct.calcsize('P') * 8}"
            excel = {"x86": "32", "x64": "64"}.get(str(platform))
            if excel and excel != python:
                yield _found("bits", "info", excel=excel, python=python)
            return
    elif machine.system == "darwin":
        for folder in (Path("/Applications"), machine.home / "Applications"):
            if (folder / "Microsoft Excel.app").exists():
                yield _found("excel", "ok", path=folder / "Microsoft Excel.app")
                return
    else:
        yield _found("no_excel_system", "error")
        return
    yield _found("no_excel", "error")


def _xlwings() -> Iterator[Finding]:
    try:
        xlwings_modules("kesu")
        yield _found("xlwings", "ok", version=version("xlwings"))
    except (KesuError, PackageNotFoundError):
        yield _found("no_xlwings", "error")


def _addin(machine: Machine) -> Iterator[Finding]:
    path = machine.startup_folder() / ADDIN_FILE
    if not path.exists():
        yield _found("no_addin", "warning", path=path)
        return
    known = _settings_of(path, ADDIN_PROJECT)
    if known.get("KESU_VERSION") != __version__:
        yield _found("old_addin", "error", path=path, there=known.get("KESU_VERSION", "?"), here=__version__)
    else:
        yield _found("addin", "ok", path=path, version=__version__)
    if known:
        yield from _python(machine, known)
    yield from _mark(path)
    if machine.system == "darwin":
        script = machine.home / "Library" / "Application Scripts" / "com.microsoft.Excel"
        if not list(script.glob("xlwings*.applescript")):
            yield _found("no_applescript", "error")


def _python(machine: Machine, known: Mapping[str, str]) -> Iterator[Finding]:
    python = known.get("INTERPRETER_WIN" if machine.system == "win32" else "INTERPRETER_MAC", "")
    if not python:  # made on another system
        yield _found("no_python", "warning")
        return
    place = Path(python.replace("%USERPROFILE%", str(machine.home)).replace("\\", "/"))
    if not place.exists():
        yield _found("python_gone", "error", python=python)
    elif python != portable(machine.python, machine.system, str(machine.home)):
        yield _found("other_python", "info", python=python, here=machine.python)
    else:
        yield _found("python", "ok", python=python)


def _settings_of(workbook: Path, project: str) -> dict[str, str]:
    """Return the settings in a workbook with macros; none where it is not ours or cannot be read."""
    try:
        opened = open_file(workbook)
        names = [sheet.name for sheet in opened.sheets]
        if settings_sheet(project) not in names:
            return {}
        values, _ = opened.read(names.index(settings_sheet(project)))
    except KesuError:
        return {}
    return {str(row[0]): str(row[1] or "") for row in values.rows if len(row) > 1}


def _mark(path: Path) -> Iterator[Finding]:
    """Look for the mark of files from the internet: a second stream of the file, on NTFS."""
    try:
        zone = Path(f"{path}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    if any(f"ZoneId={number}" in zone for number in (3, 4)):
        yield _found("blocked", "error", path=path)


def _macros(machine: Machine) -> Iterator[Finding]:
    for key in (rf"HKCU\Software\Policies\{_SECURITY}", rf"HKCU\Software\{_SECURITY}"):
        value = machine.registry(key, "VBAWarnings")
        if value in _BLOCKED:
            policy = "Policies" in key
            yield _found("macros_policy" if policy else "macros_off", "error", value=value)
            return
        if value is not None:
            return


def _workbook(machine: Machine, workbook: Path) -> Iterator[Finding]:
    if not workbook.exists():
        raise KesuError("file_not_found", file=str(workbook))
    yield from _mark(workbook)
    resolved = workbook.resolve()
    for name in ("OneDriveCommercial", "OneDriveConsumer", "OneDrive"):
        folder = machine.environment.get(name, "")
        if folder and resolved.is_relative_to(Path(folder).resolve()):
            yield _found("onedrive", "info", path=workbook)
            break
    if "=" in workbook.name or str(resolved).count("%") > 1:
        yield _found("book_name", "error", path=workbook)
    known = _settings_of(workbook, REGISTER_PROJECT)
    if known:
        if machine.system in ("win32", "darwin"):
            yield from _python(machine, known)
    else:
        yield _found("no_macros", "info", path=workbook)
