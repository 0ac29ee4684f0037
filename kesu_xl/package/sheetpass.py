"""One look at the XML of a sheet before its values are read: how far it reaches, and what the values do not show.

python-calamine lays a sheet out as a full rectangle, so that two cells far apart take the process down; and it shows
error cells and formulas without a result as blanks. Sheets as spreadsheet programs write them are searched as bytes
while they are inflated; a sheet that is written in any other way goes through the parser of `exactpass`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import area, column_number
from kesu_xl.package.limits import CELL_LIMIT, COLUMN_LIMIT, MERGE_LIMIT, ROW_LIMIT
from kesu_xl.package.source import Label
from kesu_xl.package.xmlparts import encoding_of

__all__ = ["Reach", "SheetFacts", "look_at_sheet"]

#: Gives the inflated sheet from its beginning, each time it is called.
Chunks = Callable[[], Iterator[bytes]]

# The rest of a tag after `<c` that is written ` r="B7" s="1" t="s">` and lies inside 702 columns x 99,999 rows or 52
# columns x 1,999,999 rows: such cells make a rectangle of about CELL_LIMIT at the most, whatever they are. The tag is
# looked at to its end, since readers take the last of two addresses.
_PLAIN = (
    rb' r="(?:[A-Z]{1,2}+[0-9]{1,5}+"|A?[A-Z]1?[0-9]{6}")(?: s="[0-9]++")?+(?: t="%b")?+(?: [cv]m="[0-9]++")*+ ?+/?+>'
)
# Errors are searched for together with what is not plain, as neither is in most of a sheet.
_NOT_PLAIN = re.compile(rb"<c(?!" + _PLAIN % rb"[a-df-z][A-Za-z]*+" + rb")(?=[\s>/])")
_PLAIN_ERROR = re.compile(rb"<c" + _PLAIN % rb"e")
# A cell whose address may be anywhere, with any other attributes behind it, but none that could be a second address.
_NOT_WIDE = re.compile(rb'<c(?=[\s>/])(?! r="[A-Z]{1,3}[0-9]{1,7}"[^<>r]*+(?:t="(?:inlineStr|str)"[^<>r]*+)?+>)')
_FILLED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^<>/]*>')
# One literal byte to start with is found much faster than two.
_MAYBE_PREFIXED = re.compile(rb":(?=c[\s/>])")
_PREFIXED = re.compile(rb"<[^\s<>/:]+:c[\s/>]")
# Nothing but declarations in front of the root: no comment, no DOCTYPE, no prefix.
_USUAL_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*\?>\s*)*<worksheet[\s>/]")
# A formula that is not followed at once by a value.
_NO_VALUE = re.compile(rb"<f(?=[\s/>])[^<>]*(?:/>|>[^<]*</f>)(?!<v>[^<])")
_TAG = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^<>]*)>')
_VALUE = re.compile(rb"<v(?:\s[^<>/]*)?(?:>([^<]*)|/>)")
_MERGED = re.compile(rb"""<mergeCell\s[^<>]*?ref\s*=\s*["']([^"']*)["']""")
# A cell holds 32,767 characters, each at most 8 bytes when written as a reference: what is longer is no cell.
_LONGEST_CELL = 1 << 20
_HEAD = 4096


@dataclass(slots=True)
class SheetFacts:
    """What the XML of a sheet says beside its values; rows and columns count from 1."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    #: Errors that stand for something else, a picture in the cell or a newer error, by the metadata of the workbook.
    rich: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add_merge(self, ref: str, label: Label) -> None:
        """Note a merged range; what is no range of cells is left out, as spreadsheet programs do."""
        if len(self.merged) >= MERGE_LIMIT:
            raise KesuError("too_large", file=label)
        try:
            found = area(ref)
        except ValueError:
            return
        if found[:2] != found[2:]:
            self.merged.append(found)


class Reach:
    """The rectangle around the filled cells seen so far.

    Args:
        sheet: Name of the sheet, for messages.
        label: Name of the file, for messages.
    """

    __slots__ = ("_bottom", "_label", "_left", "_right", "_sheet", "_top")

    def __init__(self, sheet: str, label: Label) -> None:
        self._sheet, self._label = sheet, label
        self._top, self._left, self._bottom, self._right = ROW_LIMIT + 1, COLUMN_LIMIT + 1, 0, 0

    def add(self, top: int, left: int, bottom: int, right: int) -> None:
        """Take a rectangle of cells in.

        Raises:
            KesuError: It has become too large to read, or an address lies outside of any sheet.
        """
        if top < 1 or left < 1 or bottom > ROW_LIMIT or right > COLUMN_LIMIT:
            raise KesuError("damaged_sheet", file=self._label, sheet=self._sheet)
        self._top, self._bottom = min(self._top, top), max(self._bottom, bottom)
        self._left, self._right = min(self._left, left), max(self._right, right)
        cells = (self._bottom - self._top + 1) * (self._right - self._left + 1)
        if cells > CELL_LIMIT:
            raise KesuError("range_too_large", file=self._label, sheet=self._sheet, cells=f"{cells:,}")


class _OtherwiseWritten(Exception):  # noqa: N818 - not an error, the sheet is only written in another form
    """The sheet is not written in the form that the search expects."""


def look_at_sheet(chunks: Chunks, sheet: str, label: Label) -> SheetFacts:
    """Return what the values of a sheet do not show, after making sure that its range can be read.

    Args:
        chunks: Gives the inflated XML; called again for each closer look.
        sheet: Name of the sheet, for messages.
        label: Name of the file, for messages.

    Raises:
        KesuError: The range is too large, the XML is damaged, or it has a DOCTYPE.
    """
    for not_expected, reach in ((_NOT_PLAIN, None), (_NOT_WIDE, Reach(sheet, label))):
        try:
            return _search(chunks(), not_expected, reach, label)
        except _OtherwiseWritten:
            continue
    from kesu_xl.package.exactpass import parse_sheet

    return parse_sheet(chunks(), sheet, label)


def _search(chunks: Iterator[bytes], not_expected: re.Pattern[bytes], reach: Reach | None, label: Label) -> SheetFacts:
    facts = SheetFacts()
    ended = False
    for chunk in _whole_cells(chunks):
        hits = [hit.start() for hit in not_expected.finditer(chunk)]
        if not all(_PLAIN_ERROR.match(chunk, hit) for hit in hits):
            raise _OtherwiseWritten
        if _MAYBE_PREFIXED.search(chunk) and _PREFIXED.search(chunk):
            raise _OtherwiseWritten
        if not ended:
            if reach:
                _measure(chunk, reach)
            if (hits or reach) and b't="e"' in chunk:
                _find_errors(chunk, facts)
            # No other markup of a usual cell has an f in it, and one byte is searched for at the speed of memory.
            if b"f" in chunk and b"<f" in chunk:
                _find_uncalculated(chunk, facts)
            # The end is behind the last row, so the search starts there.
            ended = chunk.find(b"</sheetData", max(chunk.rfind(b"</row>"), 0)) >= 0
        if ended:
            for match in _MERGED.finditer(chunk):
                facts.add_merge(match[1].decode("ascii", "replace"), label)
    return facts


def _whole_cells(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the XML again in pieces that end in front of a tag, and never inside a cell."""
    chunk = b""
    for piece in chunks:
        chunk += piece
        if len(chunk) >= _HEAD:
            break
    if encoding_of(chunk[:_HEAD]) != "utf-8" or not _USUAL_HEAD.match(chunk):
        raise _OtherwiseWritten
    while True:
        cut = _cut(chunk)
        if cut > 0:
            yield chunk[:cut]
        elif len(chunk) > _LONGEST_CELL:
            raise _OtherwiseWritten
        piece = next(chunks, b"")
        chunk = chunk[max(cut, 0) :] + piece
        if not piece:
            yield chunk
            return


def _cut(chunk: bytes) -> int:
    cell = chunk.rfind(b"<c ")
    if cell >= 0:
        end = chunk.find(b">", cell)
        whole = end >= 0 and (chunk[end - 1 : end] == b"/" or chunk.find(b"</c>", end) >= 0)
        if not whole:
            return cell
    return chunk.rfind(b"<")


def _measure(chunk: bytes, reach: Reach) -> None:
    found = _FILLED.findall(chunk)
    if found:
        columns = [column_number(letters.decode()) for letters in {letters for letters, _ in found}]
        rows = [int(row) for _, row in found]
        reach.add(min(rows), min(columns), max(rows), max(columns))


def _find_errors(chunk: bytes, facts: SheetFacts) -> None:
    hit = chunk.find(b't="e"')
    while hit >= 0:
        tag = _TAG.match(chunk, chunk.rfind(b"<c ", 0, hit))
        if tag and tag.end() > hit:
            value = _VALUE.search(chunk, tag.end(), _end_of_cell(chunk, tag.end()))
            if value and value[1]:
                kind = facts.rich if b" vm=" in tag[3] else facts.errors
                kind[_where(tag)] = value[1].decode("utf-8", "replace")
        # From cell to cell, or text that is full of hits would be searched again and again.
        following = chunk.find(b"<c ", hit)
        hit = chunk.find(b't="e"', following) if following >= 0 else -1


def _find_uncalculated(chunk: bytes, facts: SheetFacts) -> None:
    hit = _NO_VALUE.search(chunk)
    while hit:
        end = _end_of_cell(chunk, hit.end())
        tag = _TAG.match(chunk, chunk.rfind(b"<c ", 0, hit.start()))
        if tag:
            value = _VALUE.search(chunk, hit.end(), end)
            # A text formula with an empty value is a calculated "".
            if not value or not (value[1] or b't="str"' in tag[3]):
                facts.uncalculated.add(_where(tag))
        hit = _NO_VALUE.search(chunk, end)


def _end_of_cell(chunk: bytes, start: int) -> int:
    end = chunk.find(b"</c>", start)
    return len(chunk) if end < 0 else end


def _where(tag: re.Match[bytes]) -> tuple[int, int]:
    return int(tag[2]), column_number(tag[1].decode("ascii"))
