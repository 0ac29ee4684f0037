"""Charts over filled cells: ranges end where the list ends, and the values stored in the chart are the filled ones.

Excel's preview and phones draw a chart from what is stored in it, LibreOffice from the cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kesu_xl.form.book import parsed
from kesu_xl.form.fill import list_items
from kesu_xl.form.plan import SheetPlan
from kesu_xl.form.write import Writer
from kesu_xl.package.a1 import REFERENCE, Area, area, column_letter
from kesu_xl.package.graftxml import STRICT, in_strict

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["charted_sheets", "fill_chart"]

_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_F: Final = re.compile(rb"<(?:\w+:)?f>([^<]*)</(?:\w+:)?f>")


@dataclass(frozen=True, slots=True)
class _Source:
    """A filled sheet as charts see it."""

    plan: SheetPlan
    lists: Mapping[str, list[Any]]

    def trimmed(self, cells: Area) -> Area:
        """Return a range over one list with as many rows as there are items; any other range as it is."""
        for run in self.plan.runs:
            if run.span != 1 or not run.rows[0] <= cells.bottom or not cells.top <= run.last:
                continue
            if not any(cells.left <= column <= cells.right for column in run.columns):
                continue
            if self._holds_more_than(run.last, cells):
                return cells
            overflow = next(one for one in self.plan.overflows if (run.list_name, len(run.rows)) in one.lists)
            shown = len(self.lists[run.list_name])
            if not overflow.grows:
                shown = min(shown, len(run.rows))
            return Area(cells.top, cells.left, max(cells.top, run.rows[0] + max(1, shown) - 1), cells.right)
        return cells

    def _holds_more_than(self, last: int, cells: Area) -> bool:
        """Whether the range also shows cells below a row."""
        return any(
            row > last and cells.holds(row, column)
            for row, column in (*self.plan.fixed, *self.plan.formulas, *self.plan.plans)
        )

    def values(self, cells: Area, writer: Writer) -> list[str | float | None] | None:
        """Return the values of a range in reading order; None if only a spreadsheet program knows them."""
        found: list[str | float | None] = []
        growing = next((one for one in self.plan.overflows if one.grows), None)
        slots = {row.number: row.slots for row in self.plan.rows}
        for row in range(cells.top, cells.bottom + 1):
            # Rows that a list grew by are copies of its last slot.
            beyond = row - growing.last if growing is not None and row > growing.last else 0
            origin = growing.last if growing is not None and beyond else row
            shown = {
                name: self.lists[name][slot + beyond]
                for name, slot in slots.get(origin, ())
                if slot + beyond < len(self.lists[name])
            }
            for column in range(cells.left, cells.right + 1):
                place = origin, column
                if place in self.plan.formulas:
                    return None
                plan = self.plan.plans.get(place)
                if plan is None:
                    found.append(self.plan.fixed.get(place))
                elif plan.lists and not plan.lists & set(shown):
                    found.append(None)
                else:
                    found.append(writer.charted(plan, shown))
        return found


def charted_sheets(xml: bytes) -> set[str]:
    """Return the names of the sheets that a chart part refers to."""
    names = set()
    for text in _F.findall(xml):
        for quoted, bare, _ in REFERENCE.findall(text.decode().replace("&amp;", "&").replace("&apos;", "'")):
            names.add(quoted.replace("''", "'") or bare)
    return names


def fill_chart(xml: bytes, plans: Mapping[str, SheetPlan], writer: Writer) -> bytes:
    """Return a chart part whose ranges over filled sheets fit the record.

    Args:
        xml: The part.
        plans: The filled sheets by name.
        writer: Gives the values; it must be the one that filled the sheets.
    """
    from lxml import etree

    root = parsed(xml)
    for formula in list(root.iter(f"{_C}f")):
        match = REFERENCE.fullmatch((formula.text or "").strip())
        if match is None:
            continue
        plan = plans.get((match.group(1) or "").replace("''", "'") or match.group(2))
        holder = formula.getparent()
        if plan is None or holder is None:
            continue
        source = _Source(plan, list_items(plan, writer))
        cells = area(match.group(3))
        kept = source.trimmed(cells)
        if kept != cells:
            formula.text = f"{match.group(0)[: match.start(3) - match.start()]}{_absolute(kept)}"
        if holder.tag in (f"{_C}numRef", f"{_C}strRef"):
            _store(holder, source.values(kept, writer))
        else:
            for cache in list(holder):
                if cache.tag == f"{_C}multiLvlStrCache":
                    holder.remove(cache)
    made = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return in_strict(made) if STRICT in xml else made


def _absolute(cells: Area) -> str:
    first = f"${column_letter(cells.left)}${cells.top}"
    last = f"${column_letter(cells.right)}${cells.bottom}"
    return first if first == last else f"{first}:{last}"


def _store(holder: _Element, values: list[str | float | None] | None) -> None:
    """Put `values` into the cache of a ``numRef`` or ``strRef``; take the cache out where they are not known."""
    from lxml import etree

    cache = next((child for child in holder if child.tag in (f"{_C}numCache", f"{_C}strCache")), None)
    code = cache.findtext(f"{_C}formatCode") if cache is not None else None
    if cache is not None:
        holder.remove(cache)
    if values is None:
        return
    parent = holder.getparent()
    is_category = parent is not None and parent.tag in (f"{_C}cat", f"{_C}xVal")
    if is_category and holder.tag == f"{_C}numRef" and any(isinstance(value, str) for value in values):
        holder.tag = f"{_C}strRef"
    is_text = holder.tag == f"{_C}strRef"
    cache = etree.Element(f"{_C}strCache" if is_text else f"{_C}numCache")
    if not is_text:
        etree.SubElement(cache, f"{_C}formatCode").text = code or "General"
    etree.SubElement(cache, f"{_C}ptCount", val=str(len(values)))
    for index, value in enumerate(values):
        if value is None or (not is_text and isinstance(value, str)):
            continue
        point = etree.SubElement(cache, f"{_C}pt", idx=str(index))
        etree.SubElement(point, f"{_C}v").text = _shown(value)
    holder.insert(1, cache)


def _shown(value: str | float) -> str:
    if isinstance(value, str):
        return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
