"""Charts over filled cells: ranges end where the list ends, and the values stored in the chart are the filled ones.

Excel's preview and phones draw a chart from what is stored in it, LibreOffice from the cells. A chart part is cut once,
at its references to filled sheets; to fill it is to join the pieces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kesu_xl.form.book import parsed
from kesu_xl.form.fill import list_items
from kesu_xl.form.plan import SheetPlan
from kesu_xl.form.write import Writer
from kesu_xl.package.a1 import REFERENCE, Area, area, column_letter
from kesu_xl.package.markup import escaped
from kesu_xl.package.strict import STRICT, in_strict

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["ChartPlan", "ChartedSheets", "charted_sheets", "compile_chart"]

_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_F: Final = re.compile(rb"<(?:\w+:)?f>([^<]*)</(?:\w+:)?f>")


#: What a range holds, in reading order; None if only a spreadsheet program knows it.
_Values = list[str | float | None] | None


class ChartedSheets:
    """The filled sheets as charts see them.

    Args:
        plans: The filled sheets by name.
        writer: Gives the values; it must be the one that filled the sheets.
    """

    def __init__(self, plans: Mapping[str, SheetPlan], writer: Writer) -> None:
        self._plans = plans
        self._writer = writer
        self._lists: dict[str, Mapping[str, list[Any]]] = {}
        self._slots: dict[str, Mapping[int, Sequence[tuple[str, int]]]] = {}
        self._values: dict[tuple[str, Area], _Values] = {}

    def _items(self, sheet: str) -> Mapping[str, list[Any]]:
        if sheet not in self._lists:
            self._lists[sheet] = list_items(self._plans[sheet], self._writer)
        return self._lists[sheet]

    def trimmed(self, sheet: str, cells: Area) -> Area:
        """Return a range over one list with as many rows as there are items; any other range as it is."""
        plan = self._plans[sheet]
        for run in plan.runs:
            if run.span != 1 or not run.rows[0] <= cells.bottom or not cells.top <= run.last:
                continue
            if not any(cells.left <= column <= cells.right for column in run.columns):
                continue
            if _holds_more_than(plan, run.last, cells):
                return cells
            overflow = next(one for one in plan.overflows if (run.list_name, len(run.rows)) in one.lists)
            shown = len(self._items(sheet)[run.list_name])
            if not overflow.grows:
                shown = min(shown, len(run.rows))
            return Area(cells.top, cells.left, max(cells.top, run.rows[0] + max(1, shown) - 1), cells.right)
        return cells

    def values(self, sheet: str, cells: Area) -> _Values:
        """Return the values of a range; charts ask for the same ones again and again."""
        key = sheet, cells
        if key not in self._values:
            self._values[key] = self._read(sheet, cells)
        return self._values[key]

    def _read(self, sheet: str, cells: Area) -> _Values:
        plan, lists, writer = self._plans[sheet], self._items(sheet), self._writer
        found: list[str | float | None] = []
        growing = next((one for one in plan.overflows if one.grows), None)
        slots = self._slots.get(sheet)
        if slots is None:
            slots = self._slots[sheet] = {row.number: row.slots for row in plan.rows}
        for row in range(cells.top, cells.bottom + 1):
            # Rows that a list grew by are copies of its last slot.
            beyond = row - growing.last if growing is not None and row > growing.last else 0
            origin = growing.last if growing is not None and beyond else row
            shown = {
                name: lists[name][slot + beyond]
                for name, slot in slots.get(origin, ())
                if slot + beyond < len(lists[name])
            }
            for column in range(cells.left, cells.right + 1):
                place = origin, column
                if place in plan.formulas:
                    return None
                cell = plan.plans.get(place)
                if cell is None:
                    found.append(plan.fixed.get(place))
                elif cell.lists and not cell.lists & set(shown):
                    found.append(None)
                else:
                    found.append(writer.charted(cell, shown))
        return found


def _holds_more_than(plan: SheetPlan, last: int, cells: Area) -> bool:
    """Whether a range also shows cells below the list that ends in row `last`."""
    return any(row > last and cells.holds(row, column) for row, column in (*plan.fixed, *plan.formulas, *plan.plans))


@dataclass(frozen=True, slots=True)
class _Reference:
    """A reference of a chart to cells of a filled sheet.

    Attributes:
        sheet: Name of the sheet.
        cells: The cells.
        text: The reference as it stands.
        before: Its beginning, up to the address.
        prefix: Of its element's name, e.g. ``c:``.
        kind: ``num`` or ``str``: which values are stored with it.
        is_category: It names what the values stand for, which may be texts.
        code: Number format of the stored values.
    """

    sheet: str
    cells: Area
    text: str
    before: str
    prefix: str
    kind: str
    is_category: bool
    code: str

    def filled(self, sheets: ChartedSheets) -> tuple[str, str, str]:
        """Return kind, reference and stored values as XML."""
        kept = sheets.trimmed(self.sheet, self.cells)
        text = escaped(self.text if kept == self.cells else self.before + _absolute(kept))
        if not self.kind:
            return "", text, ""
        values = sheets.values(self.sheet, kept)
        kind = self.kind
        if values is None:
            return kind, text, ""
        if self.is_category and any(isinstance(value, str) for value in values):
            kind = "str"
        return kind, text, _stored(values, kind, self.prefix, self.code)


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart part, cut at what depends on the record.

    Attributes:
        pieces: Bytes, and between them the number of a reference and which of its texts stands there.
        references: The references.
    """

    pieces: tuple[bytes | tuple[int, int], ...]
    references: tuple[_Reference, ...]

    def filled(self, sheets: ChartedSheets) -> bytes:
        """Return the part for filled sheets."""
        texts = [[text.encode() for text in one.filled(sheets)] for one in self.references]
        return b"".join(piece if isinstance(piece, bytes) else texts[piece[0]][piece[1]] for piece in self.pieces)


def charted_sheets(xml: bytes) -> set[str]:
    """Return the names of the sheets that a chart part refers to."""
    names = set()
    for text in _F.findall(xml):
        for quoted, bare, _ in REFERENCE.findall(text.decode().replace("&amp;", "&").replace("&apos;", "'")):
            names.add(quoted.replace("''", "'") or bare)
    return names


def compile_chart(xml: bytes, plans: Mapping[str, SheetPlan]) -> ChartPlan:
    """Return a chart part ready to be filled.

    Args:
        xml: The part.
        plans: The sheets that are filled, by name.
    """
    from lxml import etree

    word = "kesu"
    while word.encode() in xml:
        word += "x"
    root = parsed(xml)
    references: list[_Reference] = []
    for formula in list(root.iter(f"{_C}f")):
        match = REFERENCE.fullmatch((formula.text or "").strip())
        if match is None:
            continue
        sheet = (match.group(1) or "").replace("''", "'") or match.group(2)
        holder = formula.getparent()
        if sheet in plans and holder is not None:
            references.append(_cut(formula, holder, match, sheet, f"{word}{len(references)}."))
    made = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    made = in_strict(made) if STRICT in xml else made
    # a mark that stands for an element of its own goes with its brackets
    mark = re.compile(rb"<(?:[\w.-]+:)?%s(\d+)\.(2)/>|%s(\d+)\.([01])" % (word.encode(), word.encode()))
    pieces: list[bytes | tuple[int, int]] = []
    at = 0
    for found in mark.finditer(made):
        number, which = found.group(1, 2) if found.group(1) else found.group(3, 4)
        pieces += (made[at : found.start()], (int(number), int(which)))
        at = found.end()
    return ChartPlan((*pieces, made[at:]), tuple(references))


def _cut(formula: _Element, holder: _Element, match: re.Match[str], sheet: str, mark: str) -> _Reference:
    """Put marks where a reference depends on the record, and return it."""
    from lxml import etree

    text = formula.text or ""
    before = match.group(0)[: match.start(3) - match.start()]
    prefix = f"{holder.prefix}:" if holder.prefix else ""
    formula.text = f"{mark}1"
    kind, code, is_category = "", "", False
    if holder.tag in (f"{_C}numRef", f"{_C}strRef"):
        kind = "num" if holder.tag == f"{_C}numRef" else "str"
        cache = next((child for child in holder if child.tag in (f"{_C}numCache", f"{_C}strCache")), None)
        if cache is not None:
            code = cache.findtext(f"{_C}formatCode") or ""
            holder.remove(cache)
        parent = holder.getparent()
        is_category = parent is not None and parent.tag in (f"{_C}cat", f"{_C}xVal") and kind == "num"
        holder.tag = f"{_C}{mark}0Ref"
        holder.insert(1, etree.Element(f"{_C}{mark}2"))
    else:
        for cache in list(holder):
            if cache.tag == f"{_C}multiLvlStrCache":
                holder.remove(cache)
    return _Reference(sheet, area(match.group(3)), text, before, prefix, kind, is_category, code)


def _absolute(cells: Area) -> str:
    first = f"${column_letter(cells.left)}${cells.top}"
    last = f"${column_letter(cells.right)}${cells.bottom}"
    return first if first == last else f"{first}:{last}"


def _stored(values: Sequence[str | float | None], kind: str, c: str, code: str) -> str:
    """Return values as a chart stores them."""
    made = [f"<{c}{kind}Cache>"]
    if kind == "num":
        made.append(f"<{c}formatCode>{escaped(code or 'General')}</{c}formatCode>")
    made.append(f'<{c}ptCount val="{len(values)}"/>')
    made += [
        f'<{c}pt idx="{index}"><{c}v>{_shown(value)}</{c}v></{c}pt>'
        for index, value in enumerate(values)
        if value is not None and (kind == "str" or not isinstance(value, str))
    ]
    return "".join((*made, f"</{c}{kind}Cache>"))


def _shown(value: str | float) -> str:
    if isinstance(value, str):
        return escaped("".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in value))
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
