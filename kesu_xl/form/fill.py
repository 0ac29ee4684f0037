"""A compiled sheet and a record become the sheet's XML; items without a slot become further rows or another sheet."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kesu_xl.form.column import grown_rows
from kesu_xl.form.map import Copies
from kesu_xl.form.marker import resolve
from kesu_xl.form.place import Placed
from kesu_xl.form.plan import LooseRow, Overflow, RowPlan, SheetPlan
from kesu_xl.form.rules import LIST_CONTINUED
from kesu_xl.form.scan import RawCell
from kesu_xl.form.sheet import fixed_cell
from kesu_xl.form.shift import grown_range, grown_ref_attributes, moved_rows
from kesu_xl.form.write import EMPTY, TEXT_END, Items, Writer
from kesu_xl.package.a1 import Area
from kesu_xl.package.formulas import moved
from kesu_xl.package.xstring import SURELY_SHORT, cell_text
from kesu_xl.problem import Problem
from kesu_xl.wording import Ref, in_language, say
from kesu_xl.wording.form import LISTS

__all__ = ["Continuation", "FilledSheet", "continued_name", "fill_sheet", "list_items", "list_word"]

_MERGES: Final = re.compile(rb"<mergeCells\b[^>]*>(.*?)</mergeCells>", re.DOTALL)
_HIDDEN: Final = re.compile(rb'\shidden="[^"]*"')
_DIMENSION: Final = re.compile(rb'(<dimension\s+ref=")([^"]*)(")')
#: A list whose name says where it belongs: ``d3_actions``, ``d5.measures``.
_DISCIPLINE: Final = re.compile(r"d[0-8](?:_|$)")
_NO_ITEMS: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Continuation:
    """A further sheet for the items of some lists that found no slot; problems of its cells lack its name."""

    lists: tuple[str, ...]
    copies: Copies
    xml: bytes
    pictures: tuple[Placed, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """The filled part, how many rows were put in below which row, the slots in them, the sheets that continue it, and
    the pictures on it.
    """

    xml: bytes
    last: int
    extra: int
    copies: Copies | None
    continuations: tuple[Continuation, ...]
    pictures: tuple[Placed, ...]


def list_items(plan: SheetPlan, writer: Writer) -> dict[str, list[Any]]:
    """Return the items of every list on the sheet."""
    return {marker.list_name: writer.items(marker) for marker in plan.lists}


def list_word(name: str) -> Ref | str:
    """Return what people call a list: its discipline or its table; its own name where it has neither."""
    first = name.partition(".")[0]
    if _DISCIPLINE.match(first):
        return first[:2].upper()
    return Ref(f"form.{LISTS[first]}") if first in LISTS else first


def continued_name(lists: Collection[str], lang: str) -> str:
    """Return the name of the sheet that continues some lists, e.g. ``续 D3``."""
    words = (in_language(list_word(name), lang) for name in lists)
    return say("form.continued", lang, list="+".join(dict.fromkeys(words)))


def fill_sheet(plan: SheetPlan, writer: Writer) -> FilledSheet:
    """Fill one sheet; what was wrong with the values is in the writer's problems."""
    writer.start_sheet(plan.name)
    lists = list_items(plan, writer)
    out = [plan.head]
    for row in plan.rows:
        _fill_row(row, lists, writer, out)
    last = extra = 0
    copies = None
    tail = plan.tail
    continuations = []
    for index, overflow in enumerate(plan.overflows):
        units = max(len(lists[name]) - slots for name, slots in overflow.lists)
        if units <= 0:
            continue
        if overflow.grows:
            last, extra = overflow.last, units * overflow.span
            copies = Copies(index, last + 1, units)
            _grow(overflow, lists, units, writer, out)
            tail = _grown_tail(tail, overflow, units)
        else:
            continuations.append(_continuation(plan, index, lists, units, writer))
    out += (moved_rows(plan.below, extra) if extra else plan.below, tail)
    if extra:
        out[0] = _DIMENSION.sub(
            lambda match: match[1] + grown_range(match[2].decode(), last, extra).encode() + match[3], out[0]
        )
    return FilledSheet(b"".join(out), last, extra, copies, tuple(continuations), tuple(writer.pictures))


def _fill_row(row: RowPlan, lists: Mapping[str, list[Any]], writer: Writer, out: list[bytes]) -> None:
    items = {name: lists[name][slot] for name, slot in row.slots if slot < len(lists[name])} if row.slots else _NO_ITEMS
    at = len(out)
    out.append(row.head)
    writer.need = 0.0
    record = writer.record
    for before, opening, cell in row.cells:
        # Most cells are one short plain text: these take the short way, all others that of the writer.
        marker = cell.whole
        if marker is not None and cell.is_plain:
            start = record if marker.items is None else items.get(marker.list_name)
            keys = marker.keys
            if type(start) is dict and 0 < len(keys) <= 2:
                value = start.get(keys[0])
                if len(keys) == 2:
                    value = value.get(keys[1]) if type(value) is dict else resolve(value, keys[1:])
            else:
                value = resolve(start, keys)
            if value is None or value == "":
                out += (before, EMPTY)
                continue
            if type(value) is str and value.isprintable() and len(value) <= SURELY_SHORT:
                if len(value) > cell.quick:
                    value = writer.measure(value, cell)
                if "&" in value or "<" in value or ">" in value or "_x" in value:
                    value = cell_text(value)
                out += (opening, value.encode(), TEXT_END)
                continue
        out += (before, writer.cell(cell, items))
    if writer.need > row.height:
        out[at] = b'<row r="%d"%s ht="%s" customHeight="1"' % (row.number, row.attributes, b"%g" % writer.need)
    if row.covered and writer.uncovers(row.number):
        out[at] = _HIDDEN.sub(b"", out[at])
    out.append(row.end)


def _grow(overflow: Overflow, lists: Mapping[str, list[Any]], units: int, writer: Writer, out: list[bytes]) -> None:
    """Write the rows by which a list grows."""
    starts = range(overflow.last + 1, overflow.last + 1 + units * overflow.span, overflow.span)
    items = [_unit_items(overflow, lists, unit) for unit in range(units)]
    if len(overflow.unit) == 1:
        (row,) = overflow.unit
        out.append(grown_rows(row, [start + row.offset for start in starts], items, writer, _formula_cell))
        return
    for start, shown in zip(starts, items, strict=True):
        _loose_rows(overflow.unit, start, shown, writer, out)


def _unit_items(overflow: Overflow, lists: Mapping[str, list[Any]], unit: int) -> dict[str, Any]:
    return {name: lists[name][slots + unit] for name, slots in overflow.lists if slots + unit < len(lists[name])}


def _loose_rows(
    rows: Sequence[LooseRow],
    first: int,
    items: Items,
    writer: Writer,
    out: list[bytes],
    keep_formulas: bool = True,
) -> None:
    """Write `rows` from row `first` on."""
    for row in rows:
        number = first + row.offset
        tag = b"%d" % number
        at = len(out)
        out.append(b"")
        writer.need = 0.0
        for cell in row.cells:
            out.append(b'<c r="' + cell.letters + tag + b'"' + cell.fixed)
            if cell.plan is not None:
                out.append(writer.cell(cell.plan, items, number))
            elif cell.source is not None:
                out.append(_formula_cell(cell.source, number, keep_formulas))
        if writer.need > row.height:
            out[at] = b'<row r="%d"%s ht="%s" customHeight="1">' % (number, row.bare, b"%g" % writer.need)
        else:
            out[at] = b'<row r="%d"%s>' % (number, row.attributes)
        out.append(b"</row>")


def _formula_cell(source: RawCell, row: int, keep: bool = True) -> bytes:
    # On a continuation sheet the addresses would mean other cells: a blank says less than a wrong figure.
    return fixed_cell(source, lambda text: moved(text, row - source.row) if keep else None)


def _moved_merges(merges: Sequence[Area], by: int) -> bytes:
    return b"".join(
        b'<mergeCell ref="%s"/>' % Area(cells.top + by, cells.left, cells.bottom + by, cells.right).ref.encode()
        for cells in merges
    )


def _grown_tail(tail: bytes, overflow: Overflow, units: int) -> bytes:
    """Return what follows the rows, with ranges that reach the block's last row made longer, and merges copied."""
    tail = grown_ref_attributes(tail, overflow.last, units * overflow.span, overflow.merges)
    if not overflow.merges:
        return tail
    copies = b"".join(_moved_merges(overflow.merges, (unit + 1) * overflow.span) for unit in range(units))
    match = _MERGES.search(tail)
    if match is None:
        return tail
    merges = match.group(1) + copies
    made = b'<mergeCells count="%d">%s</mergeCells>' % (merges.count(b"<mergeCell "), merges)
    return tail[: match.start()] + made + tail[match.end() :]


def _continuation(
    plan: SheetPlan, index: int, lists: Mapping[str, list[Any]], units: int, writer: Writer
) -> Continuation:
    overflow = plan.overflows[index]
    over = [(name, slots) for name, slots in overflow.lists if len(lists[name]) > slots]
    for name, slots in over:
        cell = next(c.plan.ref for row in overflow.unit for c in row.cells if c.plan and name in c.plan.lists)
        writer.problems.append(
            Problem(
                LIST_CONTINUED,
                plan.name,
                cell,
                overflow.first,
                value=name,
                params={"list": list_word(name), "slots": slots, "items": len(lists[name])},
            )
        )
    here, writer.pictures = writer.pictures, []
    known = len(writer.problems)
    rows: list[bytes] = []
    _loose_rows(overflow.header, 1, {}, writer, rows, keep_formulas=False)
    merges = [_moved_merges(overflow.header_merges, 1 - overflow.header_first)]
    start = len(overflow.header) + 1
    for unit in range(units):
        first = start + unit * overflow.span
        _loose_rows(overflow.unit, first, _unit_items(overflow, lists, unit), writer, rows, keep_formulas=False)
        merges.append(_moved_merges(overflow.merges, first - overflow.first))
    joined = b"".join(merges)
    if joined:
        joined = b'<mergeCells count="%d">%s</mergeCells>' % (joined.count(b"<mergeCell "), joined)
    head, tail = _frame(plan)
    xml = b"".join((head, b"<sheetData>", *rows, b"</sheetData>", joined, tail))
    pictures, writer.pictures = tuple(writer.pictures), here
    lists_over = tuple(name for name, _ in over)
    return Continuation(lists_over, Copies(index, start, units), xml, pictures, tuple(writer.problems[known:]))


def _frame(plan: SheetPlan) -> tuple[bytes, bytes]:
    """Return head and tail of a sheet that looks and prints like the template's, with nothing else in it."""
    source = plan.head[: plan.head.index(b"<sheetData>")]
    start = re.search(rb"^.*?<worksheet\b[^>]*>", source, re.DOTALL)
    head = [start.group() if start else b""]
    if re.search(rb'fitToPage="(1|true)"', source):
        head.append(b'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    lines = b' showGridLines="0"' if re.search(rb'showGridLines="(0|false)"', source) else b""
    head.append(b'<sheetViews><sheetView%s workbookViewId="0"/></sheetViews>' % lines)
    head += [
        match.group()
        for pattern in (rb"<sheetFormatPr\b[^>]*/>", rb"<cols>.*?</cols>")
        if (match := re.search(pattern, source, re.DOTALL))
    ]
    tail = [
        re.sub(rb'\sr:id="[^"]*"', b"", match.group())
        for pattern in (rb"<printOptions\b[^>]*/>", rb"<pageMargins\b[^>]*/>", rb"<pageSetup\b[^>]*/>")
        if (match := re.search(pattern, plan.tail))
    ]
    return b"".join(head), b"".join((*tail, b"</worksheet>"))
