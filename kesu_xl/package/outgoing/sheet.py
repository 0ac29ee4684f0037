"""A sheet as it leaves the house: no content where nobody can see it, no formula that points at what is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kesu_xl.notation import quoted
from kesu_xl.package.a1 import address, area, position
from kesu_xl.package.limits import ROW_LIMIT
from kesu_xl.package.outgoing.gone import Gone
from kesu_xl.package.outgoing.words import Masks
from kesu_xl.package.stylepool import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["clean_sheet", "text_of", "unlinked"]

#: Elements of a sheet that say who saw it how, where it came from, or what nobody sees.
_UNSEEN: Final = frozenset(
    ("customSheetViews", "scenarios", "dataConsolidate", "webPublishItems", "smartTags", "customProperties",
     "oleObjects", "cellWatches")
)  # fmt: skip
#: Elements that hold others and are nothing without them.
_HOLDERS: Final = frozenset(
    ("tableParts", "hyperlinks", "controls", "AlternateContent", "Choice", "Fallback", "control", "extLst", "ext",
     "dataValidations", "conditionalFormatting", "conditionalFormattings", "slicerList", "sparklines",
     "sparklineGroup", "sparklineGroups", "timelineRefs")
)  # fmt: skip
_RULES: Final = frozenset(("cfRule", "dataValidation", "sparkline"))
#: What our own conditional formats are known by.
_OWN_RULE: Final = 'N("kesu.'
#: A code of a header that prints where the file lies.
_PATH_CODE: Final = re.compile("&Z", re.IGNORECASE)


def clean_sheet(root: _Element, name: str, strings: list[str], heads: set[tuple[int, int]], gone: Gone, masks: Masks
                ) -> None:  # fmt: skip
    """Take out of a sheet what must not leave.

    Args:
        root: The sheet.
        name: What its tab says.
        strings: The shared texts of the workbook.
        heads: Cells that name columns of tables: their text must stay as the table has it.
        gone: What is gone, and where what goes is noted.
        masks: What is masked.
    """
    for child in list(root):
        if _is_unseen(child):
            root.remove(child)
            if any(local_name(one) == "oleObject" for one in child.iter()):
                gone.note("objects", name)
    _clean_cells(root, name, strings, heads, gone, masks)
    for rule in [one for one in root.iter() if local_name(one) in _RULES]:
        formulas = ("formula1", "formula2", "formula", "f")
        texts = [one.text or "" for one in rule.iter() if local_name(one) in formulas]
        if any(map(gone.breaks, texts)):
            unlinked(rule)
            gone.note("rules", name)
        elif any(_OWN_RULE in text for text in texts):
            unlinked(rule)
    for link in [one for one in root.iter() if local_name(one) == "hyperlink"]:
        if gone.breaks(str(link.get("location") or "")):
            unlinked(link)
    for one in root.iter():
        if local_name(one) == "protectedRange":
            one.attrib.pop("securityDescriptor", "")
        elif local_name(one) in _HEADERS and one.text:
            one.text = _PATH_CODE.sub("", one.text)


_HEADERS: Final = frozenset(("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"))


def _is_unseen(child: _Element) -> bool:
    inside = [child]
    if local_name(child) == "AlternateContent":
        inside = [one for choice in child for one in choice]
    return any(local_name(one) in _UNSEEN for one in inside)


def _clean_cells(
    root: _Element, name: str, strings: list[str], heads: set[tuple[int, int]], gone: Gone, masks: Masks
) -> None:
    hidden = _Hidden(root)
    own = masks.cells.get(name, {})
    broken: set[str] = set()
    cells = list(_cells(root))
    for row, column, _, cell in cells:
        formula = _child(cell, "f")
        is_hidden = hidden.holds(row, column) and (row, column) not in heads and len(cell)
        if formula is not None and (is_hidden or gone.breaks(formula.text or "")):
            # the other cells of a shared formula have no text of their own
            if formula.get("t") == "shared" and formula.text:
                broken.add(str(formula.get("si")))
            _drop_formula(cell, formula, address(row, column), name, gone)
        if is_hidden:
            for child in list(cell):
                cell.remove(child)
            cell.attrib.pop("t", "")
            gone.note("hidden_cells", f"{quoted(name)}!{address(row, column)}")
    for row, column, _, cell in cells:
        formula = _child(cell, "f")
        if formula is not None and formula.get("t") == "shared" and str(formula.get("si")) in broken:
            _drop_formula(cell, formula, address(row, column), name, gone)
        ref = address(row, column)
        is_number = cell.get("t") in (None, "n") and formula is None
        if len(cell) and (ref in own or is_number):
            old = text_of(cell, strings)
            new = masks.cell(name, ref, old)
            if new != old:
                _write(cell, new)


def _drop_formula(cell: _Element, formula: _Element, ref: str, sheet: str, gone: Gone) -> None:
    """Keep what a formula gave, where the file has that."""
    cell.remove(formula)
    value = _child(cell, "v")
    if value is None or not value.text:
        gone.note("uncalculated", f"{quoted(sheet)}!{ref}")


def _write(cell: _Element, text: str) -> None:
    from lxml import etree

    space = str(cell.tag).rpartition("}")[0] + "}"
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    shown = etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t")
    shown.text = text
    shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def text_of(cell: _Element, strings: list[str]) -> str:
    """Return what a cell holds as text."""
    if cell.get("t") == "s":
        value = _child(cell, "v")
        number = (value.text or "").strip() if value is not None else ""
        return strings[int(number)] if number.isdecimal() and int(number) < len(strings) else ""
    parts = (one.text or "" for one in cell.iter() if local_name(one) in ("v", "t"))
    return "".join(parts)


def _cells(root: _Element) -> Iterator[tuple[int, int, _Element, _Element]]:
    """Yield row and column (from 1), row and cell of each cell; one without an address stands behind the one before."""
    number = 0
    for row in root.iter():
        if local_name(row) != "row":
            continue
        said = str(row.get("r") or "")
        number = int(said) if said.isdecimal() else number + 1
        column = 0
        for cell in row:
            if local_name(cell) != "c":
                continue
            ref = str(cell.get("r") or "")
            column = position(ref)[1] if ref else column + 1
            yield number, column, row, cell


def _child(element: _Element, name: str) -> _Element | None:
    return next((one for one in element if local_name(one) == name), None)


class _Hidden:
    """Which cells of a sheet nobody sees: those of hidden rows and columns, unless a merged area shows them."""

    def __init__(self, root: _Element) -> None:
        self._rows: set[int] = set()
        self._columns: list[tuple[int, int]] = []
        self._shown: set[tuple[int, int]] = set()
        merges = []
        number = 0
        for one in root.iter():
            name = local_name(one)
            if name == "row":
                said = str(one.get("r") or "")
                number = int(said) if said.isdecimal() else number + 1
                if _is_hidden(one, "ht"):
                    self._rows.add(number)
            elif name == "col" and _is_hidden(one, "width"):
                self._columns.append((int(one.get("min") or 0), int(one.get("max") or 0)))
            elif name == "mergeCell":
                merges.append(area(str(one.get("ref"))))
        for top, left, bottom, right in merges if self._rows or self._columns else ():
            rows = any(row not in self._rows for row in range(top, min(bottom, ROW_LIMIT) + 1))
            if rows and any(not self._is_column(column) for column in range(left, right + 1)):
                self._shown.add((top, left))

    def holds(self, row: int, column: int) -> bool:
        """Say whether nobody sees a cell."""
        return (row in self._rows or self._is_column(column)) and (row, column) not in self._shown

    def _is_column(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self._columns)


def _is_hidden(element: _Element, size: str) -> bool:
    said = str(element.get(size) or "1")
    return element.get("hidden") in ("1", "true") or said.replace("0", "").replace(".", "") == ""


def unlinked(element: _Element) -> None:
    """Take an element out of its part, with what only held it; counts of what is left are put right."""
    parent = element.getparent()
    while parent is not None and local_name(parent) in _HOLDERS and _only_child(parent, element):
        element, parent = parent, parent.getparent()
    if parent is None:
        return
    # what stands behind an element belongs to its parent
    parent.remove(element)
    if parent.get("count") is not None:
        parent.set("count", str(sum(bool(local_name(one)) for one in parent)))


def _only_child(parent: _Element, element: _Element) -> bool:
    if local_name(parent) == "AlternateContent":
        return True  # the other choice shows the same thing in another way
    if local_name(element) == "sparklines":
        return True  # the rest of the group only says how they look
    others = [one for one in parent if local_name(one) and one is not element]
    return all(local_name(one) in ("f", "sqref", "controlPr") and local_name(element) != "f" for one in others)
