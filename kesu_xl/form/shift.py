"""What follows when rows are put in below a row: addresses, ranges, names.

``A5:C8`` with 3 rows more below row 8 -> ``A5:C11``; ``B20`` -> ``B23``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kesu_xl.package.a1 import CELLS, Area, area
from kesu_xl.package.limits import ROW_LIMIT
from kesu_xl.package.markup import escaped

__all__ = ["grown_names", "grown_range", "grown_ref_attributes", "moved_rows"]

_REF_ATTRIBUTE: Final = re.compile(rb'(\s(?:ref|sqref))="([^"]*)"')
_XM_SQREF: Final = re.compile(rb"(<xm:sqref>)([^<]*)(</xm:sqref>)")
_BREAK: Final = re.compile(rb'(<brk\s[^>]*?\bid=")(\d+)(")')
_CELL_REF: Final = re.compile(rb'(<c\s+r="[A-Z]+)(\d+)(")')
_ROW_REF: Final = re.compile(rb'(<row\s+r=")(\d+)(")')
_RANGE: Final = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?::(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7}))?")


def grown_range(ref: str, last: int, extra: int) -> str:
    """Return `ref` after `extra` rows were put in below row `last`; a range that reaches `last` takes them in."""

    def replace(match: re.Match[str]) -> str:
        d1, c1, d2, r1, d3, c2, d4, r2 = match.groups()
        top, bottom = int(r1), int(r2 or r1)
        new_top = top + extra if top > last else top
        new_bottom = min(ROW_LIMIT, bottom + extra) if bottom >= last else bottom
        if r2 is None and new_top == new_bottom:
            return f"{d1}{c1}{d2}{new_top}"
        if r2 is None:
            d3, c2, d4 = d1, c1, d2
        return f"{d1}{c1}{d2}{new_top}:{d3}{c2}{d4}{new_bottom}"

    return _RANGE.sub(replace, ref)


def grown_ref_attributes(xml: bytes, last: int, extra: int, copied: Iterable[Area] = ()) -> bytes:
    """Return XML behind the rows (merges, filters, validations, formats, breaks) after rows were put in.

    Args:
        xml: From ``</sheetData>`` on, or a table part.
        last: Row above the new ones.
        extra: Number of new rows.
        copied: Merged areas that were copied into the new rows: these do not stretch.
    """
    keep = {cells.ref for cells in copied}

    def replace(match: re.Match[bytes]) -> bytes:
        old = match.group(2).decode()
        if old in keep and xml[match.start() - 9 : match.start()] == b"mergeCell":
            return match.group()
        return b'%s="%s"' % (match.group(1), grown_range(old, last, extra).encode())

    xml = _REF_ATTRIBUTE.sub(replace, xml)
    xml = _XM_SQREF.sub(lambda m: m[1] + grown_range(m[2].decode(), last, extra).encode() + m[3], xml)
    return _BREAK.sub(lambda m: b"%s%d%s" % (m[1], int(m[2]) + (extra if int(m[2]) >= last else 0), m[3]), xml)


def grown_names(xml: bytes, sheet: str, last: int, extra: int) -> bytes:
    """Return the ``<definedNames>`` of a workbook part after rows were put into `sheet`."""
    name = escaped(sheet)
    plain = re.escape(name)
    doubled = name.replace("'", "''")
    quoted = re.escape(doubled)
    pattern = re.compile(rf"((?:'{quoted}'|(?<![\w'.]){plain})!)({CELLS})")

    def inside(match: re.Match[bytes]) -> bytes:
        text = match.group(2).decode()
        # The map of a large template has a name for every hundred cells: most are of other sheets.
        if name not in text and doubled not in text:
            return match.group()
        text = pattern.sub(lambda m: m.group(1) + _name_range(m.group(2), last, extra), text)
        return match.group(1) + text.encode() + match.group(3)

    return re.sub(rb"(<definedName\b[^>]*>)([^<]*)(</definedName>)", inside, xml)


def _name_range(ref: str, last: int, extra: int) -> str:
    cells = area(ref)
    # A name of one cell is a place, not a list: it does not stretch.
    if cells.top == cells.bottom and cells.left == cells.right and cells.top <= last:
        return ref
    return grown_range(ref, last, extra)


def moved_rows(xml: bytes, by: int) -> bytes:
    """Return blank rows with their numbers and addresses moved down by `by`."""
    xml = _ROW_REF.sub(lambda m: b"%s%d%s" % (m[1], int(m[2]) + by, m[3]), xml)
    return _CELL_REF.sub(lambda m: b"%s%d%s" % (m[1], int(m[2]) + by, m[3]), xml)
