"""A worksheet part in three pieces: what stands before its rows, the rows, what stands behind them.

Before and behind are small and are scanned; the rows may be a hundred megabytes: they are only touched where cells
change, and then some whole rows at a time. Source: ECMA-376 part 1, 18.3.1.99 (order of the elements).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.package.deflated import Deflated
from kesu_xl.package.markup import Edit, Span, child_spans, edited, prefix_of, scan
from kesu_xl.package.rawzip import Content, Pieces
from kesu_xl.package.rowchunks import StoredRows, whole_rows
from kesu_xl.package.sheetcut import cut
from kesu_xl.package.source import Label

__all__ = ["SheetText"]

_ORDER: Final = {
    name: place
    for place, name in enumerate((
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
        "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
        "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
        "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
        "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
        "webPublishItems", "tableParts", "extLst",
    ))
}  # fmt: skip


class SheetText:
    """A worksheet part that is being changed.

    Args:
        source: The part, or what gives it in pieces: then its rows stay where they are until somebody needs them.
        label: What the file is called in messages.

    Attributes:
        prefix: Prefix of its elements, with the colon.

    Raises:
        KesuError: Damaged.
    """

    def __init__(self, source: bytes | Pieces, label: Label) -> None:
        self._label = label
        found = cut(source, label)
        self._coding, self._pieces = found.coding, found.pieces
        self._span = found.start, found.end
        self._held = found.rows
        self._stored: StoredRows | None = None
        self._tags = found.opened, found.closed
        # Around the rows, an empty element stands for them.
        tag = found.opened if not found.closed else found.opened[:-1].rstrip() + b"/>"
        self._around = self._first_around = found.head + tag + found.tail
        self._rescan()
        self.prefix = prefix_of(self._around, self._spans[0])

    def chunks(self) -> Iterator[bytes]:
        """Yield what is between ``<sheetData>`` and ``</sheetData>``, some whole rows at a time."""
        if self._stored is not None:
            return self._stored.chunks()
        if self._held is not None:
            return iter((self._held,) if self._held else ())
        return whole_rows(self._middle())

    def rewrite(self, chunks: Iterable[bytes]) -> None:
        """Put other rows in the place of all, which may be made from `chunks` while they are taken."""
        self._stored = StoredRows(chunks)

    @property
    def unchanged(self) -> bool:
        """Whether it is as it was; rows that were put in may be the old ones nevertheless."""
        return self._around == self._first_around and self._stored is None

    def _rescan(self) -> None:
        self._spans = scan(self._around, self._label, 3)
        self._top = list(child_spans(self._spans, self._spans[0]))
        if sum(span.name == "sheetData" for span in self._top) != 1:
            raise KesuError("damaged_file", file=self._label)

    def find(self, name: str) -> Span | None:
        """Return the first element of that name under the root."""
        return next(self.find_all(name), None)

    def find_all(self, name: str) -> Iterator[Span]:
        """Yield the elements of that name under the root."""
        return (span for span in self._top if span.name == name)

    def children(self, span: Span) -> list[Span]:
        """Return the elements right under one that was found."""
        return list(child_spans(self._spans, span))

    def xml(self, span: Span) -> bytes:
        """Return an element as it is written."""
        return self._around[span.start : span.end]

    def inner(self, span: Span) -> bytes:
        """Return what is inside an element."""
        return self._around[span.inner : span.close]

    @property
    def around(self) -> bytes:
        """Everything but the rows."""
        return self._around

    def edit(self, edits: Iterable[Edit]) -> None:
        """Change what stands around the rows; places are those of the spans."""
        found = list(edits)
        if found:
            self._around = edited(self._around, found)
            self._rescan()

    def place_for(self, name: str) -> int:
        """Return where a new element of that name belongs: behind the last one that has to stand before it."""
        wanted = _ORDER[name]
        at = self._spans[0].inner
        for span in self._top:
            if self._order(span) <= wanted:
                at = span.end
        return at

    def _order(self, span: Span) -> int:
        if span.name == "AlternateContent":
            # It stands where what it holds would stand.
            held = [inner for choice in self.children(span) for inner in self.children(choice)]
            return min((_ORDER[inner.name] for inner in held if inner.name in _ORDER), default=-1)
        return _ORDER.get(span.name, -1)

    def put(self, name: str, xml: bytes) -> None:
        """Put an element in the place of the first one of that name, or where it belongs; empty: take it out."""
        span = self.find(name)
        at = self.place_for(name)
        self.edit([(span.start, span.end, xml) if span else (at, at, xml)])

    def content(self) -> Content:
        """Return the part: as a whole where it is small."""
        before, after = self._frame()
        if self._stored is not None and self._stored.large and self._coding.encoding == "utf-8":
            return Deflated.joined(self._coding.bom + before, self._stored.segments(), after)
        if self._stored is None and self._held is None:
            return lambda: self._untouched(before, after)
        return self._coding.encoded(b"".join((before, *self.chunks(), after)))

    def _frame(self) -> tuple[bytes, bytes]:
        """Return what stands before the rows, and what behind them."""
        data = next(span for span in self._top if span.name == "sheetData")
        opened, closed = self._tags
        filled = self._held != b"" if self._stored is None else self._stored.size > 0
        if not closed and filled:
            # The blank before > says that it was <sheetData/>: so it is again when nothing is left.
            closed = b"</" + opened[1:-2].rstrip() + b">"
            opened = opened[:-2] + b" >"
        elif closed and not filled and opened.endswith(b" >"):
            opened, closed = opened[:-2] + b"/>", b""
        return self._around[: data.start] + opened, closed + self._around[data.end :]

    def _untouched(self, before: bytes, after: bytes) -> Iterator[bytes]:
        yield self._coding.bom + before
        yield from self._middle()
        yield after

    def _middle(self) -> Iterator[bytes]:
        """Yield the rows as they stand in the file."""
        start, end = self._span
        at = 0
        for piece in self._pieces():
            if at + len(piece) > start and at < end:
                yield piece[max(start - at, 0) : end - at]
            at += len(piece)
