"""A worksheet part of our own, written from blocks of cells."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from kesu_xl.change import Cells, PutSheet
from kesu_xl.package.a1 import address
from kesu_xl.package.celltext import ROW, StyleOf, row_of_cells
from kesu_xl.package.markup import element
from kesu_xl.package.styles import Styles

__all__ = ["own_sheet", "pixels_to_width"]

#: A4 landscape, one page wide, narrow margins, page numbers.
_PAGE: Final = (
    '<pageMargins left="0.4" right="0.4" top="0.4" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;L&amp;8&amp;A&amp;R&amp;8&amp;P / &amp;N</oddFooter></headerFooter>"
)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def own_sheet(change: PutSheet, namespace: str, styles: Styles, *, date1904: bool) -> bytes:
    """Return the part of a sheet of ours.

    Args:
        change: What is on it.
        namespace: Of the elements: that of the workbook.
        styles: The workbook's styles, to which its looks are added.
        date1904: Days are counted from 1904.
    """

    def style_of(look: object, _: int) -> int:
        return 0 if look is None else styles.dressed(0, look)  # type: ignore[arg-type]  # a Look

    rows = list(_rows(change, style_of, styles, date1904=date1904))
    last_row = max((block.last for block in change.blocks), default=1)
    last_column = max((block.column + len(block.values) - 1 for block in change.blocks), default=1)
    view = _view(change)
    columns = "".join(
        element("col", {"min": number, "max": number, "width": pixels_to_width(pixels), "customWidth": 1})
        for number, pixels in sorted(change.widths)
    )
    links = "".join(
        element("hyperlink", {"ref": address(link.row, link.column), "location": link.target, "display": link.shown})
        for link in change.links
    )
    pieces = [
        f'{_HEAD}<worksheet xmlns="{namespace}">',
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' if change.printed else "",
        element("dimension", {"ref": f"A1:{address(last_row, last_column)}"}),
        view,
        f"<cols>{columns}</cols>" if columns else "",
        "<sheetData>",
        *rows,
        "</sheetData>",
        element("autoFilter", {"ref": change.filtered}) if change.filtered else "",
        f"<hyperlinks>{links}</hyperlinks>" if links else "",
        _PAGE if change.printed else "",
        "</worksheet>",
    ]
    return "".join(pieces).encode()


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


def _rows(change: PutSheet, style_of: StyleOf, styles: Styles, *, date1904: bool) -> Iterable[str]:
    """Yield the rows. A block is worked out once; where several meet in a row, they stand from left to right."""
    begun: dict[int, list[tuple[Cells, str]]] = {}
    for block in change.blocks:
        begun.setdefault(block.first, []).append((block, row_of_cells(block, "", style_of, styles, date1904=date1904)))
    heights = dict(change.heights)
    starts = sorted({*begun, *(block.last + 1 for block in change.blocks)})
    here: list[tuple[Cells, str]] = []
    for start, stop in pairwise(starts):
        here = [one for one in here if one[0].last >= start] + begun.get(start, [])
        if here:
            cells = "".join(xml for _, xml in sorted(here, key=lambda one: one[0].column))
            for row in range(start, stop):
                tall = f' ht="{heights[row] * 0.75:g}" customHeight="1"' if row in heights else ""
                yield f'<row r="{row}"{tall}>{cells.replace(ROW, str(row))}</row>'


def pixels_to_width(pixels: int) -> float:
    """Return the width of a column as the file says it: characters of 7 pixels, 5 pixels of padding."""
    return round((pixels - 5) / 7, 4)
