"""Parts of our own workbooks, rewritten for the workbook that they go into."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kesu_xl.package.celltext import DAYS_TO_1904
from kesu_xl.package.formulas import renamed, renamed_names
from kesu_xl.package.stylepool import local_name, parsed
from kesu_xl.package.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "Wording",
    "chart_part",
    "shared_strings",
    "sheet_part",
    "table_part",
]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: Elements that hold a formula: cells, rules, lists, sparklines, charts, tables.
_FORMULAS: Final = frozenset(("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula"))


@dataclass(slots=True)
class Wording:
    """What sheets, tables and names are called in the target: old name, case-folded -> new name."""

    sheets: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def formula(self, text: str) -> str:
        """Return a formula in those words."""
        return renamed_names(renamed(text, self.sheets, self.tables), self.names)


def shared_strings(raw: bytes) -> list[_Element]:
    """Return the texts of the table of shared strings, without their phonetic guides."""
    items = [item for item in parsed(raw) if local_name(item) == "si"]
    for item in items:
        for child in [child for child in item if local_name(child) not in ("t", "r")]:
            item.remove(child)
    return items


def _bytes(root: _Element) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _reword(root: _Element, wording: Wording) -> None:
    for item in root.iter():
        if local_name(item) in _FORMULAS and item.text:
            item.text = wording.formula(item.text)


def chart_part(raw: bytes, wording: Wording) -> bytes:
    """Return a chart that draws from the sheets as they are called now."""
    root = parsed(raw)
    _reword(root, wording)
    return _bytes(root)


def table_part(raw: bytes, wording: Wording, number: int, target: Styles, source: Styles) -> bytes:
    """Return a table under its new name and number."""
    root = parsed(raw)
    old = root.get("displayName", "")
    root.set("id", str(number))
    for key in ("name", "displayName"):
        root.set(key, wording.tables.get(old.casefold(), old))
    _reword(root, wording)
    _reformat(root, target, source)
    return _bytes(root)


def _reformat(root: _Element, target: Styles, source: Styles) -> None:
    for item in root.iter():
        for key in [key for key in item.attrib if str(key).lower().endswith("dxfid")]:
            value = str(item.attrib[key])
            if value.isdecimal():
                item.set(key, str(target.take_dxf(source, int(value))))


def sheet_part(
    raw: bytes, wording: Wording, target: Styles, source: Styles, strings: Sequence[_Element], *, date1904: bool
) -> bytes:
    """Return a worksheet part whose formats, texts and formulas are those of the target.

    Args:
        raw: The part.
        wording: What things are called there.
        target: Styles of the target.
        source: Styles of the part's workbook.
        strings: Its shared strings.
        date1904: Days have to be counted from 1904 instead of 1900.
    """
    root = parsed(raw)
    _reword(root, wording)
    for item in list(root.iter(f"{{{_MAIN}}}c", f"{{{_MAIN}}}row", f"{{{_MAIN}}}col")):
        key = "style" if local_name(item) == "col" else "s"
        number = str(item.get(key, ""))
        if number.isdecimal() and int(number):
            item.set(key, str(target.take_format(source, int(number))))
        if local_name(item) == "c":
            _retype(item, strings)
            if date1904 and number.isdecimal() and source.shows_day(int(number)):
                _shift(item)
    _reformat_rules(root, target, source)
    for view in root.iter(f"{{{_MAIN}}}sheetView"):
        # Two selected tabs are a group: what is typed would go to both.
        view.attrib.pop("tabSelected", "")
    for properties in root.iter(f"{{{_MAIN}}}sheetPr"):
        properties.attrib.pop("codeName", "")
    for link in root.iter(f"{{{_MAIN}}}hyperlink"):
        if link.get("location"):
            link.set("location", wording.formula(str(link.get("location"))))
    return _bytes(root)


def _reformat_rules(root: _Element, target: Styles, source: Styles) -> None:
    for rule in root.iter(f"{{{_MAIN}}}cfRule"):
        number = str(rule.get("dxfId", ""))
        if number.isdecimal():
            rule.set("dxfId", str(target.take_dxf(source, int(number))))


def _retype(cell: _Element, strings: Sequence[_Element]) -> None:
    """Write a shared text into the cell itself."""
    if cell.get("t") != "s":
        return
    value = next((child for child in cell if local_name(child) == "v"), None)
    text = value.text or "" if value is not None else ""
    for child in list(cell):
        if child is value:
            cell.remove(child)
    cell.set("t", "inlineStr")
    inline = cell.makeelement(f"{{{_MAIN}}}is", {}, {})
    if text.isdecimal() and int(text) < len(strings):
        for child in strings[int(text)]:
            inline.append(deepcopy(child))
    cell.append(inline)


def _shift(cell: _Element) -> None:
    value = next((child for child in cell if local_name(child) == "v"), None)
    if value is None or cell.get("t", "n") != "n" or not value.text:
        return
    if re.fullmatch(r"\d+(\.\d+)?([eE][+-]?\d+)?", value.text) and float(value.text) >= DAYS_TO_1904:
        shifted = float(value.text) - DAYS_TO_1904
        value.text = str(int(shifted)) if shifted.is_integer() else repr(shifted)
