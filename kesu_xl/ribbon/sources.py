"""The modules of the VBA project: our own callback, xlwings' modules as they are installed, one for each sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.ribbon.project import Kind, Module

__all__ = ["BOOK_MODULE", "in_project", "own_module", "project_modules", "xlwings_modules"]

_HERE: Final = Path(__file__).resolve().parent
#: Module of the workbook itself; the package names it as the workbook's code name.
BOOK_MODULE: Final = "ThisWorkbook"
#: What the modules of a workbook, of a sheet and of a class are made from (MS-OVBA 2.3.4.3, VB_Base).
_BOOK_BASE: Final = "{00020819-0000-0000-C000-000000000046}"
_SHEET_BASE: Final = "{00020820-0000-0000-C000-000000000046}"
_CLASS_BASE: Final = "{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
#: What our sources call the project; a build gives it its own name, so that two open books keep their buttons apart.
_PROJECT: Final = "kesu"
_XLWINGS_PROJECT: Final = 'PROJECT_NAME As String = "myaddin"'
_CLASS_HEAD: Final = re.compile(r"\AVERSION 1\.0 CLASS\s+BEGIN\s.*?^END\s*?$\s*", re.DOTALL | re.MULTILINE)


#: Events of a register's workbook.
_EVENTS: Final = """Private Sub Workbook_Open()
    kesu_StartClock
End Sub

Private Sub Workbook_BeforeClose(Cancel As Boolean)
    kesu_StopClock
End Sub

Private Sub Workbook_AfterSave(ByVal Success As Boolean)
    If Success Then kesu_AfterSave
End Sub
"""


def project_modules(
    project: str, sheets: Sequence[str], *, with_clock: bool = False, with_xlwings: bool = True
) -> list[Module]:
    """Return all modules of a project.

    Args:
        project: Its name.
        sheets: Code names of the sheets.
        with_clock: Let the colours follow the time while the workbook is open.
        with_xlwings: Put xlwings' modules in; without them nothing runs Python (LibreOffice cannot compile them).

    Raises:
        KesuError: xlwings is not installed, or another one than we know.
    """
    events = in_project(_EVENTS, project) if with_clock else ""
    modules = [_document(BOOK_MODULE, _BOOK_BASE, events), *(_document(name, _SHEET_BASE) for name in sheets)]
    modules += [own_module(name, project) for name in ("Ribbon", *(("Clock",) if with_clock else ()))]
    return [*modules, *(xlwings_modules(project) if with_xlwings else ())]


def in_project(text: str, project: str) -> str:
    """Return a source of ours, or the ribbon, with the names that it has in a project."""
    text = re.sub(rf"\b{_PROJECT}_(?=[A-Z])", f"{project}_", text)
    return text.replace(f'"{_PROJECT}.conf"', f'"{project}.conf"')


def own_module(name: str, project: str) -> Module:
    """Return a module of ours: ``Ribbon``, what every button calls, or ``Clock``."""
    text = (_HERE / f"{name}.bas").read_text(encoding="ascii")
    return Module(name, Kind.STANDARD, in_project(text, project))


def xlwings_modules(project: str) -> list[Module]:
    """Return xlwings' module for custom add-ins and the dictionary that it needs on a Mac.

    Raises:
        KesuError: xlwings is not installed, or another one than we know.
    """
    folder = _xlwings_folder()
    try:
        standard = (folder / "xlwings_custom_addin.bas").read_bytes().decode("cp1252")
        dictionary = (folder / "addin" / "Dictionary.cls").read_bytes().decode("cp1252")
    except OSError as error:
        raise KesuError("xlwings_differs") from error
    if standard.count(_XLWINGS_PROJECT) != 1:
        raise KesuError("xlwings_differs")
    standard = standard.replace(_XLWINGS_PROJECT, _XLWINGS_PROJECT.replace("myaddin", project))
    return [Module("xlwings", Kind.STANDARD, standard), Module("Dictionary", Kind.CLASS, _class_source(dictionary))]


@cache
def _xlwings_folder() -> Path:
    # found without being imported: a build needs its text only
    found = find_spec("xlwings")
    if found is None or found.origin is None:
        raise KesuError("no_xlwings")
    return Path(found.origin).parent


def _document(name: str, base: str, code: str = "") -> Module:
    return Module(name, Kind.DOCUMENT, _attributes(name, base, exposed=True, own=True) + code)


def _class_source(text: str) -> str:
    """Return an exported class as it stands in a project: without its head, with all attributes."""
    body = _CLASS_HEAD.sub("", "\n".join(text.splitlines()) + "\n")
    lines = body.splitlines()
    given: dict[str, str] = dict(re.findall(r"^Attribute (VB_\w+) = (.*)$", body, re.MULTILINE))
    source = [line for line in lines if not line.startswith("Attribute VB_") or line.startswith("Attribute VB_Desc")]
    name = given["VB_Name"].strip('"')
    return _attributes(name, _CLASS_BASE, exposed=given.get("VB_Exposed") == "True", own=False) + "\n".join(source)


def _attributes(name: str, base: str, *, exposed: bool, own: bool) -> str:
    """Return the attributes that a document or class module begins with.

    Args:
        name: Its name.
        base: What it is made from.
        exposed: Other projects can see it.
        own: There is one object of it, known by its name.
    """
    return "".join(
        f"Attribute {key} = {value}\n"
        for key, value in (
            ("VB_Name", f'"{name}"'),
            ("VB_Base", f'"0{base}"'),
            ("VB_GlobalNameSpace", False),
            ("VB_Creatable", False),
            ("VB_PredeclaredId", own),
            ("VB_Exposed", exposed),
            ("VB_TemplateDerived", False),
            ("VB_Customizable", own),
        )
    )
