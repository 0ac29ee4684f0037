"""A worksheet part of our own, written from blocks of cells, some rows at a time.

A formula that goes down a column is written once, and its cells share it: a tenth of the bytes for programs to read.
Source: ECMA-376 part 1, 18.3.1.40 (f), 18.18.6 (shared).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from kesu_xl.change import Cells, Formula, PutSheet, Value
from kesu_xl.package.a1 import address
from kesu_xl.package.celltext import ROW, Share, StyleOf, row_of_cells
from kesu_xl.package.formulas import moved
from kesu_xl.package.markup import element
from kesu_xl.package.styles import Styles

__all__ = ["own_sheet", "pixels_to_width"]

#: A4 landscape, one page wide, narrow margins, page numbers.
_PAGE: Final = (
    '<pageMargins left="0.4" right="0.4" top="0.4" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;L&amp;8&amp;A&amp;R&amp;8&amp;P / &amp;N</oddFooter></headerFooter>"
)
#: Rows that are handed on at a time.
_ROWS: Final = 500
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def own_sheet(change: PutSheet, namespace: str, styles: Styles, *, date1904: bool) -> Iterator[bytes]:
    """Yield the part of a sheet of ours.

    Args:
        change: What is on it.
        namespace: Of the elements: that of the workbook.
        styles: The workbook's styles, to which its looks are added.
        date1904: Days are counted from 1904.
    """

    def style_of(look: object, _: int) -> int:
        return 0 if look is None else styles.dressed(0, look)  # type: ignore[arg-type]  # a Look

    # All before the first row is written: the numbers of the formats do not hang on the order of the rows.
    known: set[int] = set()
    for look in (look for block in change.blocks for look in block.looks):
        if id(look) not in known:
            known.add(id(look))
            style_of(look, 0)
    last_row = max((block.last for block in change.blocks), default=1)
    last_column = max((block.column + len(block.values) - 1 for block in change.blocks), default=1)
    view = _view(change)
    columns = "".join(
        element("col", {"min": number, "max": number, "width": pixels_to_width(pixels), "customWidth": 1})
        for number, pixels in sorted(change.widths)
    )
    head = (
        f'{_HEAD}<worksheet xmlns="{namespace}">',
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' if change.printed else "",
        element("dimension", {"ref": f"A1:{address(last_row, last_column)}"}),
        view,
        f"<cols>{columns}</cols>" if columns else "",
        "<sheetData>",
    )
    yield "".join(head).encode()
    rows = _rows(change, style_of, styles, date1904=date1904)
    while some := "".join(islice(rows, _ROWS)):
        yield some.encode()
    yield b"</sheetData>"
    if change.filtered:
        yield element("autoFilter", {"ref": change.filtered}).encode()
    if change.links:
        yield b"<hyperlinks>"
        for link in change.links:
            place = address(link.row, link.column)
            yield element("hyperlink", {"ref": place, "location": link.target, "display": link.shown}).encode()
        yield b"</hyperlinks>"
    yield f"{_PAGE if change.printed else ''}</worksheet>".encode()


def _view(change: PutSheet) -> str:
    lines = ' showGridLines="0"' if change.printed else ""
    if not change.frozen_rows and not change.frozen_columns:
        return f'<sheetViews><sheetView{lines} workbookViewId="0"/></sheetViews>' if lines else ""
    corner = address(change.frozen_rows + 1, change.frozen_columns + 1)
    both = change.frozen_rows and change.frozen_columns
    active = "bottomRight" if both else "bottomLeft" if change.frozen_rows else "topRight"
    pane = element("pane", {
        "xSplit": change.frozen_columns or None, "ySplit": change.frozen_rows or None, "topLeftCell": corner,
        "activePane": active, "state": "frozen",
    })  # fmt: skip
    return f'<sheetViews><sheetView{lines} workbookViewId="0">{pane}</sheetView></sheetViews>'


def _rows(change: PutSheet, style_of: StyleOf, styles: Styles, *, date1904: bool) -> Iterator[str]:
    """Yield the rows. A block is worked out once; where several meet in a row, they stand from left to right."""
    runs = _runs(change)
    begun: dict[int, list[_Run]] = {}
    for run in runs:
        begun.setdefault(run.first, []).append(run)
    heights = dict(change.heights)
    starts = sorted({*begun, *(run.last + 1 for run in runs)})
    here: list[tuple[_Run, str]] = []
    for start, stop in pairwise(starts):
        here = [one for one in here if one[0].last >= start]
        for run in begun.get(start, ()):
            xml = row_of_cells(run.block, "", style_of, styles, date1904=date1904, shares=run.shares)
            here.append((run, xml))
        if here:
            cells = "".join(xml for _, xml in sorted(here, key=lambda one: one[0].block.column))
            between = f"{cells}</row>".split(ROW)
            for row in range(start, stop):
                tall = f' ht="{heights[row] * 0.75:g}" customHeight="1"' if row in heights else ""
                yield f'<row r="{row}"{tall}>' + str(row).join(between)


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows of a block that are written alike."""

    block: Cells
    first: int
    last: int
    shares: Mapping[int, Share]


def _runs(change: PutSheet) -> list[_Run]:
    """Return the blocks; the first row of one stands alone where it has formulas that the others share."""
    runs = []
    count = 0
    for block in change.blocks:
        shared = [column for column, value in enumerate(block.values, start=block.column) if _is_shared(block, value)]
        numbers = dict(zip(shared, range(count, count + len(shared)), strict=True))
        count += len(shared)
        if not shared:
            runs.append(_Run(block, block.first, block.last, {}))
            continue
        ranges = {column: f"{address(block.first, column)}:{address(block.last, column)}" for column in shared}
        firsts = {column: Share(number, ranges[column]) for column, number in numbers.items()}
        others = {column: Share(number) for column, number in numbers.items()}
        runs += (_Run(block, block.first, block.first, firsts), _Run(block, block.first + 1, block.last, others))
    return runs


def _is_shared(block: Cells, value: Value) -> bool:
    """Say whether the cells of a column share a formula: it reads in the last row as if it was copied from the first.

    Left out is what Excel never shares: other sheets, and arrays of values.
    """
    if block.first == block.last or not isinstance(value, Formula):
        return False
    first, last = (value.text.replace("{row}", str(row)) for row in (block.first, block.last))
    return "!" not in first and "{" not in first and moved(first, block.last - block.first) == last


def pixels_to_width(pixels: int) -> float:
    """Return the width of a column as the file says it: characters of 7 pixels, 5 pixels of padding."""
    return round((pixels - 5) / 7, 4)
