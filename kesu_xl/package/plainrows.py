"""The cells of rows that are written as spreadsheet programs write them, by patterns over the text of the sheet.

A row is taken only if every letter of it fits; anything else is left to the parser of `scanexact`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from kesu_xl.package.a1 import column_number
from kesu_xl.package.cells import Cell, Reading, Value, unescaped
from kesu_xl.package.runs import runs_pattern, texts_pattern

__all__ = ["FORMULA", "Form", "PlainRows", "is_clean"]

#: A formula with whatever it holds; ``{p}`` is the prefix of the sheet's elements.
FORMULA: Final = r"<{p}f[^<>/]*+(?:/>|>[^<]*+</{p}f>)"
_ROW: Final = r'<{p}row(?: r="([0-9]{1,7})")?([^<>/]*+)(/?)>'
_CELL: Final = (
    r'<{p}c(?: r="([A-Z]{1,3})([0-9]{1,7})")?([^<>/]*+)(?:/>|>(' + FORMULA + r")?"
    r'(?:<{p}v(?: xml:space="preserve")?>([^<]*+)</{p}v>|(<{p}v ?/>)|<{p}is>{runs}</{p}is>)?</{p}c>)'
)
_ATTRIBUTE = re.compile(r' ([A-Za-z][A-Za-z0-9]*(?::[A-Za-z]+)?)="([^"<&]*)"')
_CELL_TYPES: Final = frozenset(("n", "s", "str", "inlineStr", "b", "e", "d"))
# What no XML may hold, and the end of a CDATA section that was never begun.
_UNCLEAN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|]]>")
_MEMORY: Final = 1 << 16
#: Letters of a row that is longer than nearly all rows.
_LONG: Final = 1 << 16


class Form(NamedTuple):
    """How a cell is written, apart from its row and its value.

    Attributes:
        letters: Its column.
        attributes: The rest of its tag as written.
        type: Its type.
        style: Index of its style.
        body: ``v``, ``is``, or ``""`` for a blank one.
        formula: Whether a formula stands before the value.
    """

    letters: str
    attributes: str
    type: str
    style: int
    body: str
    formula: bool


class _Dress(NamedTuple):
    type: str
    style: int
    rich: bool
    #: Nothing but digits is a number as it stands, or the number of a shared string.
    quick: bool
    read: Callable[[str], Value | None]


@cache
def _patterns(prefix: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    cell = _CELL.replace("{runs}", runs_pattern("{p}")).replace("{p}", prefix)
    return re.compile(_ROW.replace("{p}", prefix)), re.compile(cell), texts_pattern(prefix)


def is_clean(text: str) -> bool:
    """Tell whether a text holds only what the text of XML may hold."""
    return "]]>" not in text and (text.isprintable() or not _UNCLEAN.search(text))


class PlainRows:
    """Reads one row at a time.

    Args:
        prefix: Prefix of the sheet's elements with its colon, or ``""``.
        declared: Prefixes that the root element declares.
        reading: How values are read.
    """

    def __init__(self, prefix: str, declared: frozenset[str], reading: Reading) -> None:
        #: Cells of the last row that was read.
        self.cells: list[Cell] = []
        #: How the cells are written that were read since this was set, each with its count; None to count nothing.
        self.forms: Counter[Form] | None = None
        self._row, self._cell, self._texts = (pattern for pattern in _patterns(prefix))
        self._end_tag = f"</{prefix}row>"
        self._declared = declared
        self._reading = reading
        self._dresses: dict[str, _Dress | None] = {}
        self._row_tags: dict[str, bool] = {}
        self._columns: dict[str, int] = {}

    def row(self, text: str, start: int, last: int) -> tuple[int, int]:
        """Read the row that begins at `start` into `cells`.

        Args:
            text: Of the sheet.
            start: Where the row begins.
            last: Number of the row before.

        Returns:
            Where the row ends and its number; (-1, last) if it is incomplete or not plain.

        Raises:
            LookupError: A cell names a shared string that is not there.
            ValueError: It names one by something that is no number.
        """
        cells = self.cells = []
        tag = self._row.match(text, start)
        if tag is None:
            return -1, last
        digits, attributes, closed = tag.groups()
        if not (self._row_tags.get(attributes) or self.knows_row(attributes)):
            return -1, last
        number = int(digits) if digits else last + 1
        if closed:
            return tag.end(), number
        at = tag.end()
        if len(text) - at > _LONG and text.find(self._end_tag, at) < 0:
            # Not to be read again from its beginning with each piece that comes.
            return -1, last
        column = 0
        match, dresses, columns, forms = self._cell.match, self._dresses, self._columns, self.forms
        strings, make = self._reading.strings, tuple.__new__
        while found := match(text, at):
            letters, row, attributes, formula, raw, no_value, runs = found.groups()
            dress = dresses.get(attributes)
            if dress is None:
                dress = self._dress(attributes)
                if dress is None:
                    return -1, last
            if letters is None:
                column += 1
            else:
                if row != digits:
                    return -1, last
                column = columns.get(letters) or columns.setdefault(letters, column_number(letters))
            value: Value | None = None
            body = ""
            if raw is not None:
                body = "v"
                if dress.quick and raw.isdigit() and raw.isascii() and len(raw) < 10:
                    value = strings[int(raw)] if dress.type == "s" else float(raw)
                elif is_clean(raw) and (resolved := _resolved(raw)) is not None:
                    value = dress.read(resolved)
                else:
                    return -1, last
            elif runs is not None:
                body = "is"
                joined = self._joined(runs)
                if joined is None:
                    return -1, last
                value = self._reading.text(joined) if joined or dress.type == "inlineStr" else None
            elif no_value and dress.type in ("str", "inlineStr"):
                value = ""
            # Made as `Cell` makes itself, in half of the time.
            cells.append(make(Cell, (number, column, dress.type, dress.style, value, formula is not None, dress.rich)))
            if forms is not None and letters:
                forms[Form(letters, attributes, dress.type, dress.style, body, formula is not None)] += 1
            at = found.end()
        if not text.startswith(self._end_tag, at):
            return -1, last
        return at + len(self._end_tag), number

    def knows_row(self, attributes: str) -> bool:
        """Tell whether the rest of a row's tag is well-formed and says nothing about where the row is."""
        if len(self._row_tags) > _MEMORY:
            self._row_tags.clear()
        if attributes not in self._row_tags:
            self._row_tags[attributes] = self._parsed(attributes) is not None
        return self._row_tags[attributes]

    def _joined(self, runs: str) -> str | None:
        parts = self._texts.findall(runs)
        raw = parts[0] if len(parts) == 1 else "".join(parts)
        return _resolved(raw) if is_clean(raw) else None

    def _dress(self, attributes: str) -> _Dress | None:
        if len(self._dresses) > _MEMORY:
            self._dresses.clear()
        if attributes not in self._dresses:
            self._dresses[attributes] = self._dress_of(attributes)
        return self._dresses[attributes]

    def _dress_of(self, attributes: str) -> _Dress | None:
        parsed = self._parsed(attributes)
        if parsed is None:
            return None
        cell_type, style = parsed.get("t", "n"), parsed.get("s", "0")
        if cell_type not in _CELL_TYPES or not (style.isascii() and style.isdecimal()) or len(style) > 9:
            return None
        number = int(style)
        quick = cell_type == "s" or (cell_type == "n" and self._reading.kind(number) == "number")
        read = self._reading.value
        return _Dress(cell_type, number, "vm" in parsed, quick, lambda raw: read(cell_type, number, raw))

    def _parsed(self, attributes: str) -> dict[str, str] | None:
        """Return the attributes of a tag; None if they are not well-formed, or could mean more than they say."""
        parsed: dict[str, str] = {}
        at = 0
        while found := _ATTRIBUTE.match(attributes, at):
            name, value = found.groups()
            prefix = name.partition(":")[0] if ":" in name else ""
            if name in parsed or name in ("r", "xmlns") or (prefix and prefix not in self._declared):
                return None
            parsed[name] = value
            at = found.end()
        return None if attributes[at:].strip(" ") else parsed


def _resolved(raw: str) -> str | None:
    if "&" not in raw:
        return raw
    try:
        return unescaped(raw)
    except ValueError:
        return None
