"""A workbook that is open: a file, loaded with openpyxl, and what Excel knows about it besides.

openpyxl loses parts of a file that it does not know (pictures, shapes, slicers, threaded comments) and the results of
formulas. The results are put back when a book is saved, and so is the ribbon's relationship; the rest is lost, so what
stays untouched in a workbook cannot be tested here. No formula is calculated: it has the result that the file came
with, or none.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from excel.fault import ComError

__all__ = ["OpenBook", "cells_of"]

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS: Final = "_rels/.rels"
_STYLES: Final = "xl/styles.xml"
#: As the schema orders them, which openpyxl does not.
_FONT_PARTS: Final = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip
_RIBBON: Final = "/ui/extensibility"
#: A character in the text of a file, by its number.
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE: Final = re.compile(r"\r|_(?=x[0-9A-Fa-f]{4}_)")
_MACROS: Final = (".xlsm", ".xltm", ".xlam")


def cells_of(sheet: Worksheet) -> dict[tuple[int, int], Any]:
    """Return the cells that a sheet has, by row and column; asking for one in any other way would make it."""
    return sheet._cells


@dataclass(eq=False, slots=True)
class OpenBook:
    """One open workbook.

    Attributes:
        workbook: Its contents.
        name: As Excel shows it in the title bar.
        path: Its file; None for a book that was never saved.
        url: Its address where OneDrive or SharePoint keep it.
        synchronised: Whether xlwings finds the folder on this machine that belongs to the address.
        read_only: Whether Excel opened it read-only.
        saved: Whether nothing was changed since it was opened or saved.
        results: Results of formulas as the file has them, by sheet, row and column.
    """

    workbook: Workbook
    name: str
    path: Path | None = None
    url: str = ""
    synchronised: bool = False
    read_only: bool = False
    saved: bool = True
    results: dict[Worksheet, dict[tuple[int, int], Cell]] = field(default_factory=dict)
    _ribbon: bytes = b""

    @classmethod
    def load(cls, path: Path, *, url: str = "", read_only: bool = False) -> OpenBook:
        """Open a file."""
        keep_vba = path.suffix.lower() in _MACROS
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # what openpyxl cannot keep
            workbook = load_workbook(path, keep_vba=keep_vba, rich_text=True)
            results = _results(workbook, path)
        for cell in _texts(workbook):
            cell._value = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell.value)
        with ZipFile(path) as archive:
            ribbon = archive.read(_RELATIONS) if keep_vba else b""
        name = url.rsplit("/", 1)[-1] if url else path.name
        return cls(workbook, name, path, url, read_only=read_only, results=results, _ribbon=ribbon)

    @property
    def sheets(self) -> list[Worksheet]:
        """Its worksheets in order."""
        return [sheet for sheet in self.workbook.worksheets if isinstance(sheet, Worksheet)]

    @property
    def fullname(self) -> str:
        """Path or address; the bare name for a book that was never saved."""
        return self.url or (str(self.path) if self.path else self.name)

    @property
    def structure_protected(self) -> bool:
        """Whether no sheet may be added, removed, renamed or moved."""
        security = self.workbook.security
        return bool(security and security.lockStructure)

    def check_structure(self) -> None:
        """Refuse where the structure is protected.

        Raises:
            ComError: It is.
        """
        if self.structure_protected:
            raise ComError("Workbook is protected and cannot be changed.")

    def free_title(self, title: str) -> str:
        """Return the title, with a number as Excel appends it where a sheet has it already."""
        taken = {name.lower() for name in self.workbook.sheetnames}
        n, free = 1, title
        while free.lower() in taken:
            n += 1
            free = f"{title[: 31 - len(str(n)) - 3]} ({n})"
        return free

    def owner_file(self) -> Path | None:
        """The file by which others see that Excel has this one open."""
        return self.path.with_name(f"~${self.path.name}") if self.path and not self.read_only else None

    def write(self, path: Path) -> None:
        """Write it to a file as it is now."""
        with_macros = path.suffix.lower() in _MACROS
        archive, self.workbook.vba_archive = (
            self.workbook.vba_archive,
            self.workbook.vba_archive if with_macros else None,
        )
        texts = [(cell, cell.value) for cell in _texts(self.workbook)]
        try:
            for cell, text in texts:
                cell._value = _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
            stream = io.BytesIO()
            self.workbook.save(stream)
        finally:
            self.workbook.vba_archive = archive
            for cell, text in texts:
                cell._value = text
        path.write_bytes(_completed(stream.getvalue(), self._sheet_results(), self._ribbon if with_macros else b""))

    def _sheet_results(self) -> dict[str, dict[str, Cell]]:
        # openpyxl numbers the parts of sheets in their order
        return {
            f"xl/worksheets/sheet{n}.xml": {
                f"{get_column_letter(column)}{row}": cell for (row, column), cell in self.results[sheet].items()
            }
            for n, sheet in enumerate(self.sheets, 1)
            if self.results.get(sheet)
        }


def _texts(workbook: Workbook) -> list[Any]:
    """Return the cells whose text is, or has to be, escaped in the file, which openpyxl leaves to us."""
    return [
        cell
        for sheet in workbook.worksheets
        for cell in cells_of(sheet).values()
        if cell.data_type == "s" and isinstance(cell.value, str) and ("_x" in cell.value or "\r" in cell.value)
    ]


def _results(workbook: Workbook, path: Path) -> dict[Worksheet, dict[tuple[int, int], Cell]]:
    formulas = {
        sheet: [place for place, cell in cells_of(sheet).items() if cell.data_type == "f"]
        for sheet in workbook.worksheets
    }
    if not any(formulas.values()):
        return {}
    calculated = load_workbook(path, data_only=True)
    return {
        sheet: {place: cells_of(calculated[sheet.title])[place] for place in places}
        for sheet, places in formulas.items()
    }


def _completed(data: bytes, results: dict[str, dict[str, Cell]], ribbon: bytes) -> bytes:
    """Put back what openpyxl drops and the file had: results of formulas, the way to the ribbon; and order in fonts."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename in results:
                content = _with_results(content, results[part.filename])
            elif part.filename == _RELATIONS and _RIBBON.encode() in ribbon:
                content = _with_ribbon(content, ribbon)
            elif part.filename == _STYLES:
                content = _ordered(content)
            target.writestr(part, content)
    return made.getvalue()


def _ordered(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda part: _FONT_PARTS.index(etree.QName(part).localname))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_ribbon(relations: bytes, ribbon: bytes) -> bytes:
    root = etree.fromstring(relations)
    root.extend(one for one in etree.fromstring(ribbon) if str(one.get("Type", "")).endswith(_RIBBON))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_results(sheet: bytes, results: dict[str, Cell]) -> bytes:
    root = etree.fromstring(sheet)
    for cell in root.iter(f"{_MAIN}c"):
        result = results.get(str(cell.get("r")))
        value = cell.find(f"{_MAIN}v")
        if result is None or result.value is None or value is None or cell.find(f"{_MAIN}f") is None:
            continue
        kind, value.text = _written(result)
        cell.attrib.pop("t", "")
        if kind:
            cell.set("t", kind)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _written(result: Cell) -> tuple[str, str]:
    match result.data_type:
        case "b":
            return "b", str(int(bool(result.value)))
        case "e":
            return "e", str(result.value)
        case "d":
            return "", repr(to_excel(result.value))
        case "n":
            return "", repr(result.value)
    return "str", str(result.value)
