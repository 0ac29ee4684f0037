"""A worksheet of a template, compiled: chunks of bytes with markers between, and the lists that its rows hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kesu_xl.form.height import TextBox, column_pixels, one_line, text_box
from kesu_xl.form.marker import Marker, parse_marker, split_markers
from kesu_xl.form.place import PictureBox
from kesu_xl.form.rules import BROKEN_MARKER, PICTURE_IN_TEXT, SPLIT_MARKER
from kesu_xl.form.scan import TEXT_OPENING, RawCell, RawRow, RawSheet, rich_texts
from kesu_xl.form.style import CellStyle
from kesu_xl.package.a1 import Area
from kesu_xl.package.markup import escaped, unescaped
from kesu_xl.package.rowscan import attribute_in
from kesu_xl.package.xstring import SURELY_SHORT, text_length
from kesu_xl.problem import Problem

__all__ = ["CellPlan", "Layout", "cell_texts", "find_markers", "fixed_cell", "fixed_value", "without_cached"]

_INLINE: Final = re.compile(rb"<is\s*>(.*?)</is\s*>", re.DOTALL)
_VALUE: Final = re.compile(rb"<v(?:\s[^>]*)?>(.*?)</v\s*>|<v\s*/>", re.DOTALL)
_TRUE: Final = (b"1", b"true")
#: What most marked cells hold: one marker, in one format.
_ONE_MARKER: Final = re.compile(rb"<t(?:\s[^>]*)?>(\{\{[^{}<&]*\}\})(</t\s*>)")
_TYPE: Final = re.compile(rb'\st="[^"]*"')
_DEFAULT_HEIGHT: Final = re.compile(rb'<sheetFormatPr\b[^>]*?\sdefaultRowHeight="([0-9.]+)"')
_DEFAULT_WIDTH: Final = re.compile(rb'<sheetFormatPr\b[^>]*?\sdefaultColWidth="([0-9.]+)"')


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A cell with markers.

    Attributes:
        attributes: Of the start tag, without address and type.
        whole: The marker, if the cell's whole text is one: then values keep their type.
        content: The content of ``<is>`` with the markers in it.
        fixed_length: UTF-16 units of the text around the markers.
        texts: The text as read, with the markers in it.
        lists: Names of the lists whose items it shows.
        box: The place of a wrapped text; None where the text does not wrap.
        shows_dates: A date is written as a serial number, which the format shows.
        is_rich: The text around or of the marker has a format of its own.
        is_plain: It is one marker without filters, in one format: the short way of filling is enough.
        quick: A text of up to so many printable characters fits without measuring.
        picture: The place of a picture, where the marker asks for one.
    """

    row: int
    column: int
    ref: str
    attributes: bytes
    whole: Marker | None
    content: tuple[bytes | Marker, ...]
    fixed_length: int
    texts: tuple[str | Marker, ...]
    lists: frozenset[str]
    box: TextBox | None
    shows_dates: bool
    is_rich: bool
    is_plain: bool
    quick: int
    picture: PictureBox | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes of a template's sheet: columns in pixels, rows in points, merged areas."""

    sheet: RawSheet
    styles: Sequence[CellStyle]
    heights: dict[int, float]
    hidden_rows: frozenset[int]
    default_height: float
    default_width: int
    merged: dict[tuple[int, int], Area]
    columns: Sequence[tuple[int, int, float, bool]]

    @classmethod
    def of(cls, sheet: RawSheet, styles: Sequence[CellStyle]) -> Layout:
        """Read the sizes of a sheet."""
        default = _DEFAULT_HEIGHT.search(sheet.head)
        width = _DEFAULT_WIDTH.search(sheet.head)
        heights = {row.number: float(attribute_in(row.attributes, b"ht") or 0) for row in sheet.rows}
        return cls(
            sheet,
            styles,
            {number: height for number, height in heights.items() if height},
            frozenset(row.number for row in sheet.rows if attribute_in(row.attributes, b"hidden") in _TRUE),
            float(default.group(1)) if default else 15.0,
            column_pixels(float(width.group(1))) if width else 64,
            {(cells.top, cells.left): cells for cells in sheet.merges()},
            sheet.columns(),
        )

    def height(self, row: int) -> float:
        """Return the height of a row in points."""
        return self.heights.get(row, self.default_height)

    def style(self, cell: RawCell) -> CellStyle:
        """Return the style of a cell."""
        return self.styles[cell.style] if cell.style < len(self.styles) else CellStyle()

    def box(self, cell: RawCell, style: CellStyle) -> TextBox | None:
        """Return the place of a cell's text in that style; None where it does not wrap."""
        if not style.wrap:
            return None
        cells = self.merged.get((cell.row, cell.column), Area(cell.row, cell.column, cell.row, cell.column))
        pixels = sum(self._column(column) for column in range(cells.left, cells.right + 1))
        below = sum(self.height(row) for row in range(cells.top + 1, cells.bottom + 1))
        return text_box(style, pixels, below)

    def picture_box(self, cell: RawCell) -> PictureBox:
        """Return the place for a picture: the cell with all that is merged with it."""
        cells = self.merged.get((cell.row, cell.column), Area(cell.row, cell.column, cell.row, cell.column))
        rows = range(cells.top, cells.bottom + 1)
        return PictureBox(
            cells.left,
            tuple(self._column(column) for column in range(cells.left, cells.right + 1)),
            # a hidden row of the marker itself is shown when it gets its picture
            tuple(
                0 if row in self.hidden_rows and row != cell.row else int(self.height(row) * 96 / 72) for row in rows
            ),
        )

    def _column(self, column: int) -> int:
        for first, last, width, hidden in self.columns:
            if first <= column <= last:
                return 0 if hidden else column_pixels(width)
        return self.default_width


def _text_xml(cell: RawCell, shared: Sequence[bytes]) -> bytes | None:
    """Return the content of the cell's ``<si>`` or ``<is>``; None for a cell without text or with a formula."""
    if b"<f" in cell.inner:
        return None
    if cell.kind == b"inlineStr":
        match = _INLINE.search(cell.inner)
        return match.group(1) if match else None
    match = _VALUE.search(cell.inner)
    if match is None or match.group(1) is None:
        return None
    if cell.kind == b"s":
        index = int(match.group(1))
        return shared[index] if index < len(shared) else None
    if cell.kind == b"str":
        return b'<t xml:space="preserve">' + match.group(1) + b"</t>"
    return None


def find_markers(
    rows: Iterable[RawRow], sheet: str, shared: Sequence[bytes], layout: Layout
) -> tuple[dict[tuple[int, int], CellPlan], list[Problem]]:
    """Return the cells with markers by row and column, and what is wrong with markers."""
    plans: dict[tuple[int, int], CellPlan] = {}
    problems: list[Problem] = []
    has_marker = [b"{{" in item or (b"{" in item and "{{" in _text_of(item)) for item in shared]
    for row in rows:
        for cell in row.cells:
            if not cell.inner or (cell.kind == b"s" and not _marked(cell, has_marker)):
                continue
            xml = _text_xml(cell, shared)
            if xml is None or b"{" not in xml:
                continue
            plan, faults = _plan(cell, xml, sheet, layout)
            problems += faults
            if plan is not None:
                plans[cell.row, cell.column] = plan
    return plans, problems


def cell_texts(rows: Iterable[RawRow], shared: Sequence[bytes]) -> Iterator[tuple[RawCell, str]]:
    """Yield the cells that hold a text, with it; formulas are left out."""
    for row in rows:
        for cell in row.cells:
            xml = _text_xml(cell, shared) if cell.inner else None
            if xml is not None:
                yield cell, _text_of(xml)


def _text_of(xml: bytes) -> str:
    return "".join(text for _, text in rich_texts(xml))


def _marked(cell: RawCell, has_marker: Sequence[bool]) -> bool:
    match = _VALUE.search(cell.inner)
    return bool(match and match.group(1) and int(match.group(1)) < len(has_marker) and has_marker[int(match.group(1))])


def _one_marker(xml: bytes) -> tuple[list[bytes | Marker], list[str | Marker]] | None:
    """Return what `_taken_apart` gives for a text that is one marker; None for any other text."""
    match = _ONE_MARKER.fullmatch(xml)
    try:
        marker = parse_marker(match.group(1).decode()) if match else None
    except ValueError:
        return None
    return None if match is None or marker is None else ([TEXT_OPENING, marker, match.group(2)], [marker])


def _taken_apart(
    cell: RawCell, xml: bytes, sheet: str, problems: list[Problem]
) -> tuple[list[bytes | Marker], list[str | Marker]]:
    """Return the XML and the text of a cell with markers between; what is wrong with these is added to `problems`."""
    runs = rich_texts(xml)
    content: list[bytes | Marker] = []
    texts: list[str | Marker] = []
    for opening, text in runs:
        content.append(opening)
        parts, broken = split_markers(text)
        is_split = len(runs) > 2 and any("}}" not in piece for piece in broken)
        for piece in broken:
            code = SPLIT_MARKER if is_split and "}}" not in piece else BROKEN_MARKER
            problems.append(Problem(code, sheet, cell.ref, cell.row, value=piece))
        texts += parts
        content += [part if isinstance(part, Marker) else escaped(part).encode() for part in parts]
    return content, texts


def _plan(cell: RawCell, xml: bytes, sheet: str, layout: Layout) -> tuple[CellPlan | None, list[Problem]]:
    problems: list[Problem] = []
    content, texts = _one_marker(xml) or _taken_apart(cell, xml, sheet, problems)
    markers = [part for part in texts if isinstance(part, Marker)]
    pictures = {marker for marker in markers if marker.is_picture}
    if pictures and (len(markers) > 1 or any(isinstance(part, str) and part.strip() for part in texts)):
        problems.append(Problem(PICTURE_IN_TEXT, sheet, cell.ref, cell.row, value=_text_of(xml)))
        # What is left is a text: the path of a file of ours must not stand in it.
        content = [part for part in content if part not in pictures]
        texts = [part for part in texts if part not in pictures]
        markers = [marker for marker in markers if marker not in pictures]
    if not markers and not pictures:
        # Braces that two runs share one by one: no run holds "{{".
        if not problems and "{{" in _text_of(xml):
            problems.append(Problem(SPLIT_MARKER, sheet, cell.ref, cell.row, value=_text_of(xml)))
        return None, problems
    fixed = "".join(part for part in texts if isinstance(part, str))
    style = layout.style(cell)
    whole = markers[0] if len(markers) == 1 and not fixed.strip() else None
    if whole is not None and style.shows_percent:
        # The number format shows the percent sign: the value stays a number.
        kept = tuple(step for step in whole.filters if step.name != "percent")
        whole = Marker(whole.field, whole.items, whole.keys, whole.list_name, kept)
    box = None if whole is not None and whole.is_picture else layout.box(cell, style)
    is_rich = isinstance(content[0], bytes) and b"<r>" in content[0]
    plan = CellPlan(
        row=cell.row,
        column=cell.column,
        ref=cell.ref,
        attributes=_TYPE.sub(b"", cell.attributes),
        whole=whole,
        content=tuple(content),
        fixed_length=text_length(fixed),
        texts=tuple(texts),
        lists=frozenset(marker.list_name for marker in markers if marker.items is not None),
        box=box,
        shows_dates=style.shows_dates,
        is_rich=is_rich,
        is_plain=whole is not None and not whole.filters and not is_rich and not whole.is_picture,
        quick=_quick(box, layout.height(cell.row)),
        picture=layout.picture_box(cell) if whole is not None and whole.is_picture else None,
    )
    return plan, problems


def _quick(box: TextBox | None, row_height: float) -> int:
    if box is None:
        return SURELY_SHORT
    return int(box.width / box.em) if one_line(box) - box.below <= row_height else 0


def without_cached(cell: RawCell) -> RawCell:
    """Return a formula's cell without the result that was stored with it; any other cell as it is."""
    if b"<f" not in cell.inner:
        return cell
    return RawCell(cell.row, cell.column, _TYPE.sub(b"", cell.attributes), _VALUE.sub(b"", cell.inner))


def fixed_value(cell: RawCell, shared: Sequence[bytes]) -> str | float | None:
    """Return what a cell without markers holds, for the chart that shows it."""
    xml = _text_xml(cell, shared)
    if xml is not None:
        return _text_of(xml)
    match = _VALUE.search(cell.inner)
    if match is None or match.group(1) is None or b"<f" in cell.inner:
        return None
    text = unescaped(match.group(1).decode())
    try:
        return float(text)
    except ValueError:
        return text


def fixed_cell(cell: RawCell, move: Callable[[str], str | None]) -> bytes:
    """Return a cell for another row, from behind its address on; `move` gives its formula there, None for none."""
    start = cell.inner.find(b"<f")
    if start < 0:
        return cell.after_ref
    formula = re.search(rb"<f(?:\s[^>]*)?>(.*?)</f>", cell.inner, re.DOTALL)
    moved = move(unescaped(formula.group(1).decode())) if formula else None
    attributes = _TYPE.sub(b"", cell.attributes)
    if moved is None:
        return attributes + b"/>"
    return b"%s><f>%s</f></c>" % (attributes, escaped(moved).encode())
