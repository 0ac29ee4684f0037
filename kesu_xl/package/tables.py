"""Excel tables of a workbook that is being changed: found by name, with what may not grow refused.

Source: ECMA-376 part 1, 18.5.1.2 (table), 18.5.1.3 (columns).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import Area, address, area
from kesu_xl.package.book import Sheet
from kesu_xl.package.edit import WorkbookEdit
from kesu_xl.package.markup import (
    Coding,
    Edit,
    Span,
    child_spans,
    decoded,
    edited,
    prefix_of,
    scan,
    unescaped,
    with_attribute,
)
from kesu_xl.package.rowscan import cells_in, masked, rows_in
from kesu_xl.package.sheettext import SheetText
from kesu_xl.package.source import Label, label_of
from kesu_xl.package.xstring import plain_text

__all__ = ["TableArea", "TableEdit", "find_table", "refuse_filled", "table_areas"]


@dataclass(slots=True)
class TableEdit:
    """A table: its part, its sheet, its cells with header and totals row, its headings from left to right."""

    part: str
    sheet: Sheet
    name: str
    xml: bytes
    coding: Coding
    spans: list[Span]
    box: Area
    headings: list[str]
    totals: bool
    headed: bool

    @property
    def prefix(self) -> str:
        """Prefix of its elements, with the colon."""
        return prefix_of(self.xml, self.spans[0])

    @property
    def last_row(self) -> int:
        """Its last row of data."""
        return self.box.bottom - self.totals

    def find(self, name: str) -> Span | None:
        """Return an element right under the root."""
        return next((span for span in self.spans if span.depth == 1 and span.name == name), None)

    def columns(self) -> list[Span]:
        """Return the elements of its columns."""
        span = self.find("tableColumns")
        return list(child_spans(self.spans, span)) if span else []

    def calculated(self, place: int) -> str | None:
        """Return the formula that a column says its cells have."""
        for child in child_spans(self.spans, self.columns()[place]):
            if child.name == "calculatedColumnFormula":
                return unescaped(self.xml[child.inner : child.close].decode())
        return None

    def write(self, edit: WorkbookEdit, box: Area, extra: list[Edit]) -> None:
        """Let the table have other cells, with further edits of its part."""
        edits = list(extra)
        edits.append(_put_ref(self.xml, self.spans[0], box))
        filtered = self.find("autoFilter")
        if filtered is not None:
            edits.append(_put_ref(self.xml, filtered, Area(box.top, box.left, box.bottom - self.totals, box.right)))
        edit.package.put(self.part, self.coding.encoded(edited(self.xml, edits)))


def _put_ref(xml: bytes, span: Span, box: Area) -> Edit:
    ref = f"{address(box.top, box.left)}:{address(box.bottom, box.right)}"
    return span.start, span.inner, with_attribute(xml[span.start : span.inner], "ref", ref)


@dataclass(frozen=True, slots=True)
class TableArea:
    """Where an Excel table lies: its name, its sheet, its headings from a column on, its first and last row of data."""

    name: str
    sheet: str
    headings: tuple[str, ...]
    left: int
    first: int
    last: int


def table_areas(source: bytes, label: Label = "") -> list[TableArea]:
    """Return the Excel tables of a workbook that rows can be put into.

    Args:
        source: An .xlsx or .xlsm file of anybody.
        label: What the file is called in messages.

    Raises:
        KesuError: It must not be changed, or is damaged.
    """
    edit = WorkbookEdit(source, label or label_of(""))
    return [
        TableArea(
            table.name, table.sheet.name, tuple(table.headings), table.box.left, table.box.top + 1, table.last_row
        )
        for table, is_fed in _tables(edit)
        if table.headed and not is_fed
    ]


def find_table(edit: WorkbookEdit, name: str) -> TableEdit:
    """Return a table by its name.

    Raises:
        KesuError: There is none, or a query or an XML map fills it.
    """
    for table, is_fed in _tables(edit, name.casefold()):
        if is_fed:
            raise KesuError("table_fed", table=name)
        table.name = name
        return table
    raise KesuError("table_gone", file=edit.label, table=name)


def _tables(edit: WorkbookEdit, wanted: str = "") -> Iterator[tuple[TableEdit, bool]]:
    """Yield the tables (of one name), and whether something else than people fills them."""
    for sheet in edit.book.sheets():
        for _, kind, target in edit.package.relations(sheet.part).internal() if sheet.part else ():
            part = edit.package.find(target)
            if kind != "table" or part is None:
                continue
            xml, coding = decoded(edit.package.read(part), edit.label)
            spans = scan(xml, edit.label, 3)
            root = spans[0].attributes
            names = root.get("displayName", ""), root.get("name", "")
            if wanted and wanted not in (one.casefold() for one in names):
                continue
            mapped = any(span.name == "xmlColumnPr" for span in spans)
            is_fed = (
                mapped or root.get("tableType", "worksheet") != "worksheet" or bool(list(edit.package.relations(part)))
            )
            box = area(root.get("ref", "A1"))
            columns = [span for span in spans if span.name == "tableColumn"]
            headings = [plain_text(column.attributes.get("name", "")) for column in columns]
            totals, headed = root.get("totalsRowCount", "0") != "0", root.get("headerRowCount", "1") != "0"
            yield TableEdit(part, sheet, names[0], xml, coding, spans, box, headings, totals, headed), is_fed


def refuse_filled(edit: WorkbookEdit, table: TableEdit, text: SheetText, box: Area) -> None:
    """Refuse to grow a table over cells that are not empty.

    Raises:
        KesuError: Something is in the way.
    """
    number = 0
    for rows in text.chunks():
        mask = masked(rows)
        for row in rows_in(mask, number):
            number = row.number
            for cell in cells_in(mask, row) if box.top <= number <= box.bottom else ():
                inside = mask[cell.inner : cell.end]
                filled = re.search(rb"<(?:[\w.\-]+:)?(?:v>[^<]|f[\s>/]|is>)", inside)
                if box.left <= cell.column <= box.right and filled:
                    raise KesuError("table_blocked", table=table.name, cell=address(number, cell.column))
    span = text.find("mergeCells")
    refs = [merged.attributes.get("ref", "") for merged in (text.children(span) if span else [])]
    for other in edit.package.parts_of_type("spreadsheetml.table+xml"):
        relations = edit.package.relations(table.sheet.part or "").internal()
        if other != table.part and other in [edit.package.find(target) for _, _, target in relations]:
            refs.append(scan(edit.package.read(other), edit.label, 0)[0].attributes.get("ref", ""))
    for ref in refs:
        try:
            covered = area(ref).shared(box)
        except ValueError:
            continue
        if covered is not None:
            raise KesuError("table_blocked", table=table.name, cell=address(covered.top, covered.left))
