"""Rows and columns at the end of Excel tables.

What covers a column of the table down to its last row grows with it (rules, lists), so no fragments pile up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kesu_xl.change import AddColumns, AppendRows, Formula, Value
from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import Area, address, area, column_letter
from kesu_xl.package.celltext import ROW, cell, shifted
from kesu_xl.package.cellwrite import Written, cleared, written
from kesu_xl.package.edit import WorkbookEdit
from kesu_xl.package.formulas import moved
from kesu_xl.package.markup import Edit, attribute, unescaped, with_attribute
from kesu_xl.package.rowscan import attribute_in, cells_in, masked, rows_in
from kesu_xl.package.setcells import widen_dimension
from kesu_xl.package.sheettext import SheetText
from kesu_xl.package.tables import TableEdit, find_table, refuse_filled
from kesu_xl.package.xstring import unambiguous

__all__ = ["grow"]

_OWN_FORMULA: Final = re.compile(rb"<(?:[\w.\-]+:)?f(?=[\s>])([^>]*)>([^<]+)<")
_RESULT: Final = re.compile(rb"<((?:[\w.\-]+:)?v)>[^<]*</\1>")
_ADDRESSES: Final = re.compile(r"(?<![\w.$])(\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?)(\d{1,7})(?![\w.(])")
_PLAIN_ROW: Final = re.compile(rb'(<(?:[\w.\-]+:)?row r="(\d+)")>')
_XM_SQREF: Final = re.compile(rb"(<xm:sqref>)([^<]*)(</xm:sqref>)")


def grow(edit: WorkbookEdit, change: AppendRows | AddColumns) -> None:
    """Apply one of them.

    Raises:
        KesuError: No such table or sheet, it is filled by a query, or something is in the way.
    """
    match change:
        case AppendRows():
            if change.rows:
                _append(edit, change)
        case AddColumns():
            _add_columns(edit, change)


def _unprotected(edit: WorkbookEdit, table: TableEdit) -> SheetText:
    text = edit.text(table.sheet.name)
    span = text.find("sheetProtection")
    if span is not None and span.attributes.get("sheet", "0") in ("1", "true"):
        raise KesuError("sheet_protected", sheet=table.sheet.name, cell=address(table.box.top, table.box.left))
    return text


# --- rows -------------------------------------------------------------------------------------------------------------


def _append(edit: WorkbookEdit, change: AppendRows) -> None:
    table = find_table(edit, change.table)
    text = _unprotected(edit, table)
    box, count = table.box, len(change.rows)
    refuse_filled(edit, table, text, Area(box.bottom + 1, box.left, box.bottom + count, box.right))
    unknown = {name for row in change.rows for name, _ in row} - set(table.headings)
    if unknown:
        raise ValueError(f"{change.table} has no column {sorted(unknown)}")
    model, height = _model(text, table.last_row)
    totals = _model(text, box.bottom)[0] if table.totals else {}
    first = table.last_row + 1
    cells = [_new_cells(edit, table, text.prefix, model, number, dict(values))
             for number, values in enumerate(change.rows, start=first)]  # fmt: skip
    chunks: Iterable[bytes] = text.chunks()
    if table.totals:
        chunks = cleared(chunks, Area(box.bottom, box.left, box.bottom, box.right))
    chunks = _with_rows(chunks, text, first, box, cells)
    if height:
        chunks = _with_heights(chunks, first, table.last_row + count, height)
    if table.totals:
        xml = "".join(_moved_total(totals[column], column, table.last_row, count)
                      for column in range(box.left, box.right + 1) if column in totals)  # fmt: skip
        chunks = _with_rows(chunks, text, box.bottom + count, box, [xml])
    text.rewrite(chunks)
    _grow_ranges(text, table, count)
    new = Area(box.top, box.left, box.bottom + count, box.right)
    widen_dimension(text, new)
    table.write(edit, new, [])
    edit.book.forget_order()
    edit.stale = True
    edit.calculates()


def _model(text: SheetText, number: int) -> tuple[dict[int, bytes], str]:
    """Return the cells of a row by column, and what the row says of its height."""
    last = 0
    for rows in text.chunks():
        mask = masked(rows)
        for row in rows_in(mask, last):
            last = row.number
            if last == number:
                tag = rows[row.start : row.inner]
                found = {place.column: rows[place.start : place.end] for place in cells_in(mask, row)}
                height = attribute_in(tag, b"ht") if attribute_in(tag, b"customHeight") in (b"1", b"true") else None
                return found, (height or b"").decode()
    return {}, ""


def _new_cells(
    edit: WorkbookEdit, table: TableEdit, prefix: str, model: dict[int, bytes], number: int, values: dict[str, Value]
) -> str:
    made = []
    for place, heading in enumerate(table.headings):
        column = table.box.left + place
        old = model.get(column, b"")
        stated = attribute_in(old.partition(b">")[0], b"s") or b"0"
        style = int(stated) if stated.isdigit() else 0
        value = values.get(heading)
        if heading not in values:
            formula = _formula(old, number - table.last_row) or table.calculated(place)
            value = Formula(formula) if formula else None
        if edit.book.date1904 and isinstance(value, int | float) and not isinstance(value, bool):
            value = shifted(value, style, edit.styles)
        xml = cell(prefix, f"{column_letter(column)}{ROW}", style, value)
        made.append(xml)
    return "".join(made)


def _formula(old: bytes, down: int) -> str | None:
    """Return the formula of a cell as it reads so many rows further down."""
    found = _OWN_FORMULA.search(old)
    if found is None or attribute_in(b" " + found[1], b"t") in (b"array", b"dataTable"):
        return None
    return moved(unescaped(found[2].decode()), down)


def _with_rows(
    chunks: Iterable[bytes], text: SheetText, first: int, box: Area, cells: Sequence[str]
) -> Iterator[bytes]:
    """Yield rows with the cells of a table from a row on."""
    rows = Area(first, box.left, first + len(cells) - 1, box.right)

    def cells_of(number: int, _: tuple[int, ...]) -> bytes:
        return cells[number - first].replace(ROW, str(number)).encode()

    return written(chunks, text.prefix, rows, cells_of, lambda _: 0, Written(), spans=True)


def _with_heights(chunks: Iterable[bytes], first: int, last: int, height: str) -> Iterator[bytes]:
    """Yield rows, the new ones with a height; one that was there has its own."""

    def tall(found: re.Match[bytes]) -> bytes:
        high = f' ht="{height}" customHeight="1"' if first <= int(found[2]) <= last else ""
        return found[1] + high.encode() + b">"

    return (_PLAIN_ROW.sub(tall, rows) for rows in chunks)


def _moved_total(xml: bytes, column: int, last: int, count: int) -> str:
    """Return a cell of the totals row for its new place; ranges down to the last row take the new ones in."""
    letters = column_letter(column)
    text = _RESULT.sub(b"", xml).decode() if b"<f" in xml or b":f" in xml else xml.decode()
    text = re.sub(rf'(\sr=["\']){letters}\d+', rf"\g<1>{letters}{ROW}", text, count=1)

    def grown(found: re.Match[str]) -> str:
        return found[1] + str(int(found[2]) + (count if int(found[2]) == last else 0))

    return re.sub(r"(<(?:[\w.\-]+:)?f[^>]*>)([^<]+)", lambda f: f[1] + _ADDRESSES.sub(grown, f[2]), text)


def _grow_ranges(text: SheetText, table: TableEdit, count: int) -> None:
    """Let rules and lists that cover columns of the table down to its last row cover the new rows."""
    box, last = table.box, table.last_row
    first = box.top + table.headed

    def grown(sqref: str) -> str:
        return " ".join(one(ref) for ref in sqref.split())

    def one(ref: str) -> str:
        try:
            top, left, bottom, right = area(ref)
        except ValueError:
            return ref
        reaches = bottom == last and left <= box.right and right >= box.left and (top < bottom or first == last)
        return f"{address(top, left)}:{address(last + count, right)}" if reaches else ref

    edits: list[Edit] = []
    spans = [*text.find_all("conditionalFormatting")]
    for container in ("dataValidations", "ignoredErrors"):
        found = text.find(container)
        spans += text.children(found) if found else []
    for span in spans:
        old = span.attributes.get("sqref", "")
        new = grown(old)
        if new != " ".join(old.split()):
            tag = with_attribute(text.around[span.start : span.inner], "sqref", new)
            edits.append((span.start, span.inner, tag))
    extension = text.find("extLst")
    if extension is not None:
        old_xml = text.xml(extension)
        new_xml = _XM_SQREF.sub(lambda f: f[1] + grown(f[2].decode()).encode() + f[3], old_xml)
        if new_xml != old_xml:
            edits.append((extension.start, extension.end, new_xml))
    text.edit(edits)


# --- columns ----------------------------------------------------------------------------------------------------------


def _add_columns(edit: WorkbookEdit, change: AddColumns) -> None:
    table = find_table(edit, change.table)
    known = {heading.casefold() for heading in table.headings}
    new = [name for name in dict.fromkeys(change.columns) if name.casefold() not in known]
    if not new:
        return
    text = _unprotected(edit, table)
    box = table.box
    if not table.headed:
        raise KesuError("table_blocked", table=table.name, cell=address(box.top, box.left))
    right = box.right + len(new)
    refuse_filled(edit, table, text, Area(box.top, box.right + 1, box.bottom, right))
    model, _ = _model(text, box.top)
    stated = attribute_in(model.get(box.right, b"").partition(b">")[0], b"s") or b"0"
    style = int(stated) if stated.isdigit() else 0
    cells = "".join(cell(text.prefix, f"{column_letter(box.right + 1 + at)}{ROW}", style, name)
                    for at, name in enumerate(new))  # fmt: skip
    text.rewrite(_with_rows(text.chunks(), text, box.top, Area(box.top, box.right + 1, box.top, right), [cells]))
    widen_dimension(text, Area(box.top, box.left, box.bottom, right))
    table.write(edit, Area(box.top, box.left, box.bottom, right), _column_edits(table, new))


def _column_edits(table: TableEdit, new: Iterable[str]) -> list[Edit]:
    span = table.find("tableColumns")
    if span is None:
        raise KesuError("table_fed", table=table.name)
    ids = [int(column.attributes.get("id", "0")) for column in table.columns()]
    xml = ""
    names = list(new)
    for number, name in enumerate(names, start=max(ids, default=0) + 1):
        heading = unambiguous(name)
        heading = attribute(re.sub("[\r\n\t]", lambda found: f"_x{ord(found[0]):04x}_", heading))
        xml += f'<{table.prefix}tableColumn id="{number}" name="{heading}"/>'
    tag = with_attribute(table.xml[span.start : span.inner], "count", len(ids) + len(names))
    return [(span.start, span.inner, tag), (span.close, span.close, xml.encode())]
